"""Rule 7 on its days: bindings begin or are refused, money goes to relatives' wallets."""

from typing import TYPE_CHECKING

from sim.compiled import inlined, kernel
from sim.processes.payers import take_shared
from sim.processes.ranks import Rank
from sim.rules.account import has_account
from sim.rules.coverage import is_insured
from sim.rules.mutual_aid import (
    FOR_RELATIVES,
    may_share_with,
    shareable,
    within_reach,
    works_from,
    works_until,
)
from sim.state.person import Person
from sim.words.flows import Flow, Place
from sim.words.reasons import Reason
from sim.words.states import FOREVER, NOBODY, Alive, Relation
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.world import World, in_force, kin_in, refuse

if TYPE_CHECKING:
    from sim.block_run import Run

NONE = -1


@kernel
def bind(w: World, b, kin):
    """A binding (绑定) on its first day, in every life; one that waits for a birth or a wedding begins with it."""
    binding = w.bindings[b]
    for life in range(w.links.shape[0]):
        if not binding.awaits or are_related(w, b, life, kin):
            bind_in(w, b, life, kin, binding.since)


@inlined
def are_related(w: World, b, life, kin):
    """Whether both people of a binding are born, and what they are to each other is settled in this life."""
    base, binding = life * w.fixed.persons, w.bindings[b]
    if w.people[base + binding.payer].alive == Alive.UNBORN or w.people[base + binding.patient].alive == Alive.UNBORN:
        return False
    return w.relations[kin_in(w, life, kin), binding.payer, binding.patient] != Relation.NONE


@inlined
def bind_in(w: World, b, life, kin, since):
    """A binding in one life: it works, or is refused with the reason.

    The payer's law decides relatives and reach, the patient's the rest.
    """
    base, binding = life * w.fixed.persons, w.bindings[b]
    payer, person = w.people[base + binding.payer], w.people[base + binding.patient]
    reason = why_not_bound(w, payer, person, w.relations[kin_in(w, life, kin), binding.payer, binding.patient])
    w.refused_bindings[binding.place, life] = reason
    if reason == Reason.NOTHING:
        p = in_force(w, person.region)
        link = w.links[life, b]
        link.works_from = works_from(p, since)
        link.works_until = FOREVER if binding.until == FOREVER else works_until(p, binding.until)


@kernel
def why_not_bound(w: World, payer: Person, person: Person, relation):
    """The reason a binding is refused, or `NOTHING`."""
    today, life = w.clock.today, person.home
    if payer.alive != Alive.YES or person.alive != Alive.YES:
        return Reason.DEAD
    law = in_force(w, payer.region)
    if not may_share_with(law, relation):
        return Reason.RELATED
    same_province = w.provinces[payer.region] == w.provinces[person.region]
    if not within_reach(law, payer.region == person.region, same_province):
        return Reason.REACH
    if not has_account(payer) or not is_insured(person, today):
        return Reason.UNINSURED
    bound = in_force(w, person.region).mutual_aid_payers_per_person
    if bound != NONE:
        payers = 0
        for other in range(w.traits[person.slot].bindings_from, w.traits[person.slot].bindings_to):
            if w.links[life, other].works_from < FOREVER and w.links[life, other].works_until >= today:
                payers += 1
        if payers >= bound:
            return Reason.PAYERS
    return Reason.NOTHING


@kernel
def end_bindings(w: World, event, one, other):
    """Bindings between two people end."""
    end_bindings_of(w, one, other)


@kernel
def end_bindings_of(w: World, one, other):
    """The same in every life, whatever event brought it."""
    for life in range(w.links.shape[0]):
        end_bindings_in(w, life, one, other)


@kernel
def end_bindings_in(w: World, life, one, other):
    """Bindings between two people end in one life; with `other` NOBODY all that the one pays for or is paid by."""
    for b in range(w.bindings.size):
        payer, patient = w.bindings[b].payer, w.bindings[b].patient
        if (payer == one or patient == one) and (other == NOBODY or payer == other or patient == other):
            link = w.links[life, b]
            link.works_until = min(link.works_until, w.clock.today - 1)


@kernel
def transfer(w: World, event, giver_slot, taker_slot, from_wallet, amount, kin):
    """Money to a relative's wallet (医保钱包), from the own account or wallet; refused beyond the law's bounds."""
    for life in range(w.links.shape[0]):
        base = life * w.fixed.persons
        giver, taker = w.people[base + giver_slot], w.people[base + taker_slot]
        relation = w.relations[kin_in(w, life, kin), giver_slot, taker_slot]
        reason = why_not_sent(w, giver, taker, from_wallet, amount, relation)
        refuse(w, event, giver, reason)
        if reason != Reason.NOTHING:
            continue
        if giver.transfers.on != w.clock.today:
            giver.transfers.on, giver.transfers.count = w.clock.today, 0
        giver.transfers.count += 1
        if from_wallet:
            move(w, giver, Flow.GIVEN_FROM_WALLET, amount)
        else:
            take_shared(w, giver, amount, FOR_RELATIVES)
        move(w, taker, Flow.RECEIVED_IN_WALLET, amount)


@inlined
def why_not_sent(w: World, giver: Person, taker: Person, from_wallet, amount, relation):
    """The reason a transfer is refused, or `NOTHING`. Wallets are open to all near relatives."""
    p, today = in_force(w, giver.region), w.clock.today
    if giver.alive != Alive.YES or taker.alive != Alive.YES:
        return Reason.DEAD
    if today < p.wallet_opens or today < in_force(w, taker.region).wallet_opens:
        return Reason.CLOSED
    if relation == 0:
        return Reason.RELATED
    if not is_insured(taker, today):
        return Reason.UNINSURED
    if amount > p.wallet_transfer_max:
        return Reason.AMOUNT
    if giver.transfers.on == today and giver.transfers.count >= p.wallet_transfers_per_day:
        return Reason.COUNT
    balance = shareable(p, giver.books[Place.ACCOUNT], giver.books[Place.PAST_ACCOUNT], FOR_RELATIVES)
    if amount > (giver.books[Place.WALLET] if from_wallet else balance):
        return Reason.BALANCE
    return Reason.NOTHING


def binding_days(run: "Run") -> Days:
    """The first day of each binding; those of one day in the order of the file."""
    for day, bindings, kin in run.plan.binding_days:
        yield run.calendar.at(day, Phase.JOINS, Rank.FIRST)
        for row in bindings:
            run.apply(bind, row, kin)
