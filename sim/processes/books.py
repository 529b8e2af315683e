"""The year's end: books proved, the year's row of every person written, the ledger of flows begun anew."""

from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.ranks import Rank
from sim.words.flows import Place
from sim.words.states import Alive
from sim.world.books import EFFECT, NOTHING, TOUCHING
from sim.world.calendar import Days, Phase

if TYPE_CHECKING:
    from sim.engine import Simulation

BALANCED = -1


@kernel
def first_unbalanced(people, pools, left_behind, proved, totals):
    """The first row whose books do not balance, or BALANCED.

    For every place opening + in - out = closing; no account or wallet below zero; within a life what relatives give
    is what relatives receive; each region's pool holds what the people's books say went into it there.
    """
    between = 0
    for region in range(pools.size):
        proved[region] = left_behind[region]
    for i in range(people.size):
        person = people[i]
        for place in range(person.books.size):
            balance = 0
            for k in range(TOUCHING.shape[1]):
                flow = TOUCHING[place, k]
                if flow == NOTHING:
                    break
                balance += EFFECT[flow, place] * (totals[i, flow] + person.flows[flow])
            if balance != person.books[place]:
                return i
        if person.books[Place.ACCOUNT] < 0 or person.books[Place.PAST_ACCOUNT] < 0 or person.books[Place.WALLET] < 0:
            return i
        between += person.books[Place.RELATIVES]
        if person.slot == person.persons - 1:
            if between != 0:
                return i
            between = 0
        proved[person.region] += person.books[Place.POOL] - person.pool_at_entry
    for region in range(pools.size):
        if proved[region] != pools[region]:
            return 0
    return BALANCED


@kernel
def close_year(people, totals, months, rows, first, year):
    """Write the year's row of everybody who lived in it, from `first` on; return where the next year's begin."""
    for i in range(people.size):
        person = people[i]
        if person.alive == Alive.UNBORN or person.gone:
            continue
        row = rows[first]
        row.life, row.who, row.year = person.life, person.who, year
        row.account = person.books[Place.ACCOUNT] + person.books[Place.PAST_ACCOUNT]
        row.wallet = person.books[Place.WALLET]
        for flow in range(person.flows.size):
            row.flows[flow] = person.flows[flow]
            totals[i, flow] += person.flows[flow]
            person.flows[flow] = 0
        for status in range(person.months.size):
            row.months[status] = person.months[status]
            months[i, status] += person.months[status]
            person.months[status] = 0
        first += 1
        person.gone = 1 if person.alive != Alive.YES else 0
    return first


def year_ends(sim: "Simulation") -> Days:
    """Each 31 December, after the day's last bill."""
    for day in sim.plan.year_ends:
        yield sim.calendar.at(day, Phase.BOOKS, Rank.FIRST)
        sim.close_books(day)


def observations(sim: "Simulation") -> Days:
    """The end of each day that the file expects something of."""
    for day in sim.plan.observed_days:
        yield sim.calendar.at(day, Phase.OBSERVE, Rank.FILE)
        sim.observe(day)
