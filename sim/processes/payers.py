"""Rules 6 and 7 on the day of a bill: own account, own wallet, relatives' accounts in the law's order, cash."""

from typing import NamedTuple

from sim.compiled import inlined, kernel
from sim.rules.mutual_aid import FOR_DEDUCTIBLE, FOR_OWN_SHARE, FOR_RELATIVES, part_pays, payers_place, shareable
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Flow, Place
from sim.words.law import PayerOrder, PayersPerBill
from sim.words.states import NOBODY, Alive, Care, LimitPer
from sim.world.books import move
from sim.world.chance import Stream, pair_key, philox
from sim.world.world import World, in_force, key_of


class Rest(NamedTuple):
    """Fen of a bill that the pool does not pay, by who pays them."""

    account: int
    wallet: int
    relatives: int
    cash: int


@inlined
def pay_rest(w: World, i, bill, below, rest):
    """Own account, own wallet, relatives' accounts, cash, each as far as its money goes.

    Class C is for cash unless the region lets accounts pay it; what lies below the deductible is closed to shared
    money where the region says so, so the own account pays that part first.
    """
    person = w.people[i]
    p = in_force(w, person.region)
    # a further fund may have paid of class C too
    open_ = rest if p.account_pays_class_c else max(0, rest - bill.class_c)
    below = min(below, open_)
    account, below_left = pay_from_own_account(w, p, person, below, open_ - below)
    wallet = min(person.books[Place.WALLET], open_ - account)
    move(w, person, Flow.OWN_WALLET, wallet)
    below_left = max(0, below_left - wallet)
    shared = open_ - account - wallet
    if not p.mutual_aid_pays_deductible:
        shared -= below_left
    relatives = 0
    if shared > 0 and (bill.kind == Care.OUTPATIENT or p.mutual_aid_inpatient):
        relatives = take_from_relatives(w, i, bill.day, shared, bill.number, FOR_RELATIVES)
        move(w, person, Flow.RECEIVED_FOR_BILL, relatives)
    cash = rest - account - wallet - relatives
    move(w, person, Flow.CASH, cash)
    return Rest(account, wallet, relatives, cash)


@inlined
def pay_from_own_account(w: World, p: Policy, person: Person, below, above):
    """Pay what the own account may pay, first what lies `below` the deductible, then what lies `above` it.

    Where the region keeps the current and past years apart, each part pays only what it may, the current one first.
    Returns (fen paid, what is left unpaid below the deductible).
    """
    paid = 0
    for current in (True, False):
        balance = person.books[Place.ACCOUNT if current else Place.PAST_ACCOUNT]
        if balance == 0:
            continue
        first = min(balance, below) if part_pays(p, current, FOR_DEDUCTIBLE) else 0
        then = min(balance - first, above) if part_pays(p, current, FOR_OWN_SHARE) else 0
        move(w, person, Flow.OWN_ACCOUNT if current else Flow.OWN_PAST_ACCOUNT, first + then)
        below -= first
        above -= then
        paid += first + then
    return paid, below


@inlined
def offered(w: World, i, b, day, use):
    """Fen the payer of binding `b` can give today to the person in row `i`."""
    person = w.people[i]
    link, binding = w.links[person.home, b], w.bindings[b]
    if not link.works_from <= day <= link.works_until:
        return 0
    payer = w.people[i - person.slot + binding.payer]
    if payer.alive != Alive.YES:
        return 0
    p = in_force(w, payer.region)
    amount = shareable(p, payer.books[Place.ACCOUNT], payer.books[Place.PAST_ACCOUNT], use)
    if binding.limit_per == LimitPer.YEAR:
        return min(amount, max(0, binding.limit - link.used))
    if binding.limit_per == LimitPer.BILL:
        return min(amount, binding.limit)
    return amount


@inlined
def place_in_order(w: World, p: Policy, i, b, number):
    """By what the payer of binding `b` is sorted, smallest first."""
    person = w.people[i]
    payer = w.people[i - person.slot + w.bindings[b].payer]
    word = 0
    if p.mutual_aid_order == PayerOrder.RANDOM:
        key, pair = key_of(w, person), pair_key(person.key, payer.key)
        word = int(philox(key, Stream.PAYER_ORDER, pair, person.life, number)[0])
    return payers_place(p, payer.books[Place.ACCOUNT] + payer.books[Place.PAST_ACCOUNT], word)


@kernel
def take_from_relatives(w: World, i, day, wanted, number, use):
    """Take up to `wanted` fen from the accounts bound to the person in row `i`, in the order of the law.

    Bindings stand by rank, so that the first of equals is the one of lower rank. Returns the fen given.
    """
    person = w.people[i]
    p = in_force(w, person.region)
    first, end = w.traits[person.slot].bindings_from, w.traits[person.slot].bindings_to
    given = 0
    for b in range(first, end):
        w.links[person.home, b].given = NOBODY
    while given < wanted:
        chosen, smallest = NOBODY, 0
        for b in range(first, end):
            if w.links[person.home, b].given != NOBODY or offered(w, i, b, day, use) == 0:
                continue
            value = place_in_order(w, p, i, b, number)
            if chosen == NOBODY or value < smallest:
                chosen, smallest = b, value
        if chosen == NOBODY:
            break
        part = min(wanted - given, offered(w, i, chosen, day, use))
        give(w, i, chosen, part, use)
        given += part
        if p.mutual_aid_payers_per_bill == PayersPerBill.ONE:
            break
    return given


@inlined
def give(w: World, i, b, amount, use):
    """Take `amount` from the account of the payer of binding `b`, from the current part first."""
    person = w.people[i]
    payer = w.people[i - person.slot + w.bindings[b].payer]
    take_shared(w, payer, amount, use)
    link = w.links[person.home, b]
    link.used += amount
    link.given = amount


@inlined
def take_shared(w: World, payer: Person, amount, use):
    """Take `amount` for a relative from the parts of the account that may pay for `use`, the current one first."""
    current = min(amount, payer.books[Place.ACCOUNT]) if part_pays(in_force(w, payer.region), True, use) else 0
    move(w, payer, Flow.GIVEN_FROM_ACCOUNT, current)
    move(w, payer, Flow.GIVEN_FROM_PAST_ACCOUNT, amount - current)
