"""The year's end: books proved, the year's row of every person written, the ledger of flows begun anew."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from sim.compiled import inlined, kernel
from sim.processes.coverage import observe_status
from sim.processes.ranks import Rank
from sim.state.care import Used
from sim.state.person import Person
from sim.words.flows import MOST_FEN, MOST_SAVED, Place
from sim.words.states import NOBODY, Alive
from sim.world.books import EFFECT, NOTHING, TOUCHING, PastBound, complaint
from sim.world.calendar import Days, Phase
from sim.world.world import World

if TYPE_CHECKING:
    from sim.block_run import Run

BALANCED = WITHIN = NOBODY


@kernel
def close_books(w: World, year):
    """Prove the books and write the year's rows; returns the first row whose books do not balance, or BALANCED."""
    row = first_unbalanced(w)
    if row == BALANCED:
        write_year(w, year)
    return row


@kernel
def first_unbalanced(w: World):
    """The first row whose books do not balance, or BALANCED.

    For every place opening + in - out = closing; no account or wallet below zero; within a life what relatives give
    is what relatives receive; each region's pool holds what the people's books say went into it there.
    """
    between = 0
    for region in range(w.pools.size):
        w.proved[region] = w.left_behind[region]
    for i in range(w.people.size):
        person = w.people[i]
        for place in range(person.books.size):
            balance = 0
            for k in range(TOUCHING.shape[1]):
                flow = TOUCHING[place, k]
                if flow == NOTHING:
                    break
                balance += EFFECT[flow, place] * (w.totals[i, flow] + person.flows[flow])
            if balance != person.books[place]:
                return i
        if person.books[Place.ACCOUNT] < 0 or person.books[Place.PAST_ACCOUNT] < 0 or person.books[Place.WALLET] < 0:
            return i
        between += person.books[Place.RELATIVES]
        if person.slot == w.fixed.persons - 1:
            if between != 0:
                return i
            between = 0
        w.proved[person.region] += person.books[Place.POOL] - person.pool_at_entry
    for region in range(w.pools.size):
        if w.proved[region] != w.pools[region]:
            return 0
    return BALANCED


@kernel
def first_past_bound(w: World):
    """The first row with an amount above the bound, or WITHIN. In a year no amount grows so far that its share in
    parts per million wraps around, so that looking at the end of each is enough."""
    for i in range(w.people.size):
        if largest_amount(w.people[i]) > MOST_FEN or account_of(w.people[i]) > MOST_SAVED:
            return i
    return WITHIN


@inlined
def largest_amount(person: Person):
    """The largest of the amounts that rates are applied to or that add up within a year: fen."""
    largest = max(person.job.wage, largest_counter(person.this_year), largest_counter(person.last_year))
    return max(largest, largest_counter(person.residents_year))


@inlined
def account_of(person: Person):
    """Both parts of an account: fen."""
    return person.books[Place.ACCOUNT] + person.books[Place.PAST_ACCOUNT]


@inlined
def largest_counter(used: Used):
    """The largest amount that counts towards the limits of a year: fen."""
    covered = max(used.below_deductible, used.outpatient_covered, used.inpatient_covered)
    left = max(used.own_burden, used.supplement_left)
    return max(covered, left, used.outpatient_pool, used.inpatient_pool, used.large_amount, used.programme_pool)


@kernel
def write_year(w: World, year):
    """The year's row of everybody who was there in it; flows, months and counts begin anew."""
    for i in range(w.people.size):
        person = w.people[i]
        if person.alive == Alive.UNBORN or person.gone:
            continue
        row = w.years[w.clock.year_rows]
        row.life, row.who, row.year = person.life, person.who, year
        row.account = account_of(person)
        row.wallet = person.books[Place.WALLET]
        for flow in range(person.flows.size):
            row.flows[flow] = person.flows[flow]
            w.totals[i, flow] += person.flows[flow]
            person.flows[flow] = 0
        for status in range(person.months.size):
            row.months[status] = person.months[status]
            w.months[i, status] += person.months[status]
            person.months[status] = 0
        for count in range(person.counts.size):
            row.counts[count] = person.counts[count]
            w.counts[i, count] += person.counts[count]
            person.counts[count] = 0
        w.clock.year_rows += 1
        person.gone = 1 if person.alive != Alive.YES else 0


def close(run: "Run", day: date) -> None:
    """Close the books at the end of a day; raises `BooksDoNotBalance`, or `PastBound`."""
    row = run.prove(first_past_bound)
    if row != WITHIN:
        raise past_bound(run.world.people[row], run.plan.names, day)
    row = run.prove(close_books, day.year)
    if row != BALANCED:
        w = run.world
        raise complaint(w.people, w.totals, w.pools, int(row), str(day))


def past_bound(person: np.void, names: Sequence[str], day: date) -> PastBound:
    """Whose amount is above the bound: life, person, day, and which."""
    account = person["books"][Place.ACCOUNT] + person["books"][Place.PAST_ACCOUNT]
    amounts = {"the monthly wage": (person["job"]["wage"], MOST_FEN), "the account": (account, MOST_SAVED)}
    past = [(name, fen, most) for name, (fen, most) in amounts.items() if fen > most]
    what, most = "what counts towards the limits of a year's benefits", MOST_FEN
    if past:
        [(name, fen, most), *_] = past
        what = f"{name} is {fen / 100:,.2f} yuan"
    whom = f"life {person['life']}, {names[person['who']]}, {day}"
    return PastBound(f"{whom}: {what}, more than the {most // 100:,} yuan that can be counted")


def year_ends(run: "Run") -> Days:
    """Each 31 December, after the day's last bill."""
    for day in run.plan.year_ends:
        yield run.calendar.at(day, Phase.BOOKS, Rank.SECOND)
        close(run, day)


def close_last_year(run: "Run") -> None:
    """The end of the run, where it is not that of a year."""
    last = run.plan.end - timedelta(days=1)
    if (last.month, last.day) != (12, 31):
        close(run, last)


def observations(run: "Run") -> Days:
    """The end of each day that the file expects something of: everybody is kept as they are."""
    for day in run.plan.observed_days:
        yield run.calendar.at(day, Phase.OBSERVE, Rank.FILE)
        run.apply(observe_status)
        run.observe(day)
