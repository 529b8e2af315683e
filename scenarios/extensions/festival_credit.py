"""A city that credits 100 yuan to the account of everybody from 70 on, each year on the day of a festival."""

from datetime import date

from sim.compiled import kernel
from sim.extensions import process
from sim.processes.ranks import Rank
from sim.words.flows import Flow
from sim.words.states import Alive
from sim.world.books import move
from sim.world.calendar import Phase

AMOUNT = 100_00  # fen


@kernel
def credit_the_old(w, youngest):
    """A credit for everybody alive of at least so many years."""
    for i in range(w.people.size):
        person = w.people[i]
        if person.alive == Alive.YES and person.age >= youngest:
            move(w, person, Flow.CREDITED, AMOUNT)


@process
def festival_credits(run):
    """On 29 October: a credit for the old."""
    for year in range(run.plan.start.year, run.plan.end.year + 1):
        day = date(year, 10, 29)
        if run.plan.start <= day < run.plan.end:
            yield run.calendar.at(day, Phase.CREDITS, Rank.OWN)
            run.apply(credit_the_old, 70)
