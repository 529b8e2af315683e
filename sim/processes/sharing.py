"""Rule 7 on its days: bindings begin or are refused, money goes to relatives' wallets."""

from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.ranks import Rank
from sim.processes.resident import is_insured
from sim.rules.mutual_aid import (
    FOR_RELATIVES,
    may_share_with,
    part_pays,
    shareable,
    within_reach,
    works_from,
    works_until,
)
from sim.words.flows import Flow, Place
from sim.words.reasons import Reason
from sim.words.states import Alive
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.people import FOREVER, NOBODY

if TYPE_CHECKING:
    from sim.engine import Simulation

NONE = -1


@kernel
def bind(people, links, traits, bindings, provinces, now, b, relation, today, refused):
    """A binding (绑定) on its first day: it works from then, or is refused with the reason.

    The payer's law decides relatives and reach, the patient's the rest.
    """
    binding = bindings[b]
    for life in range(links.shape[0]):
        base = life * people[0].persons
        payer, person = people[base + binding.payer], people[base + binding.patient]
        reason = why_not_bound(links, traits, provinces, now, life, payer, person, relation, today)
        refused[life] = reason
        if reason == Reason.NOTHING:
            p = now[person.region]
            link = links[life, b]
            link.works_from = works_from(p, binding.since)
            link.works_until = FOREVER if binding.until == FOREVER else works_until(p, binding.until)


@kernel
def why_not_bound(links, traits, provinces, now, life, payer, person, relation, today):
    """The reason a binding is refused, or `NOTHING`."""
    if payer.alive != Alive.YES or person.alive != Alive.YES:
        return Reason.DEAD
    law = now[payer.region]
    if not may_share_with(law, relation):
        return Reason.RELATED
    same_province = provinces[payer.region] == provinces[person.region]
    if not within_reach(law, payer.region == person.region, same_province):
        return Reason.REACH
    has_account = payer.ever_insured or payer.books[Place.ACCOUNT] + payer.books[Place.PAST_ACCOUNT] > 0
    if not has_account or not is_insured(person, today):
        return Reason.UNINSURED
    bound = now[person.region].mutual_aid_payers_per_person
    if bound != NONE:
        payers = 0
        for other in range(traits[person.slot].bindings_from, traits[person.slot].bindings_to):
            if links[life, other].works_from < FOREVER and links[life, other].works_until >= today:
                payers += 1
        if payers >= bound:
            return Reason.PAYERS
    return Reason.NOTHING


@kernel
def end_bindings(links, bindings, one, other, today):
    """Bindings between two people end; with `other` NOBODY all that the one pays for or is paid by."""
    for b in range(bindings.size):
        ends = (bindings[b].payer, bindings[b].patient)
        if one in ends and (other == NOBODY or other in ends):
            for life in range(links.shape[0]):
                link = links[life, b]
                link.works_until = min(link.works_until, today - 1)


@kernel
def transfer(people, pools, links, now, giver_slot, taker_slot, from_wallet, amount, relation, today, refused):
    """Money to a relative's wallet (医保钱包), from the own account or wallet; refused beyond the law's bounds."""
    for life in range(links.shape[0]):
        base = life * people[0].persons
        giver, taker = people[base + giver_slot], people[base + taker_slot]
        reason = why_not_sent(now, giver, taker, from_wallet, amount, relation, today)
        refused[life] = reason
        if reason != Reason.NOTHING:
            continue
        if giver.transfers_on != today:
            giver.transfers_on, giver.transfers = today, 0
        giver.transfers += 1
        if from_wallet:
            move(giver, pools, Flow.GIVEN_FROM_WALLET, amount)
        else:
            current = 0
            if part_pays(now[giver.region], True, FOR_RELATIVES):
                current = min(amount, giver.books[Place.ACCOUNT])
            move(giver, pools, Flow.GIVEN_FROM_ACCOUNT, current)
            move(giver, pools, Flow.GIVEN_FROM_PAST_ACCOUNT, amount - current)
        move(taker, pools, Flow.RECEIVED_IN_WALLET, amount)


@kernel
def why_not_sent(now, giver, taker, from_wallet, amount, relation, today):
    """The reason a transfer is refused, or `NOTHING`. Wallets are open to all near relatives."""
    p = now[giver.region]
    if giver.alive != Alive.YES or taker.alive != Alive.YES:
        return Reason.DEAD
    if today < p.wallet_opens or today < now[taker.region].wallet_opens:
        return Reason.CLOSED
    if relation == 0:
        return Reason.RELATED
    if not is_insured(taker, today):
        return Reason.UNINSURED
    if amount > p.wallet_transfer_max:
        return Reason.AMOUNT
    if giver.transfers_on == today and giver.transfers >= p.wallet_transfers_per_day:
        return Reason.COUNT
    balance = shareable(p, giver.books[Place.ACCOUNT], giver.books[Place.PAST_ACCOUNT], FOR_RELATIVES)
    if amount > (giver.books[Place.WALLET] if from_wallet else balance):
        return Reason.BALANCE
    return Reason.NOTHING


def binding_days(sim: "Simulation") -> Days:
    """The first day of each binding; those of one day in the order of the file."""
    for day, places in sim.plan.binding_days:
        yield sim.calendar.at(day, Phase.JOINS, Rank.FIRST)
        for place in places:
            row = next(b for b, binding in enumerate(sim.plan.bindings) if binding["place"] == place)
            binding = sim.plan.scenario.bindings[place]
            relation = sim.plan.relation(binding.payer, binding.for_, day)
            sim.apply(bind, row, relation, sim.today, sim.refused_bindings[place])
