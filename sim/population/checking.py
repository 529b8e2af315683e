"""Households checked as a scenario's people are, some at a time, in whatever process that is done."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sim.errors import Fault
from sim.policy import with_seeds
from sim.policy.region_law import faults_of_law
from sim.population.case import case_of
from sim.population.household import TRAITS, Households, Traits
from sim.population.rows import Rows
from sim.scenario import Scenario
from sim.scenario.model import Person
from sim.words.dates import completed_years

if TYPE_CHECKING:
    import polars as pl

#: Households simulated together by one plan: enough that a calendar costs little, few enough that a plan stays small.
TOGETHER = 125
_AT_A_TIME = 8 * TOGETHER  # of one task
ENOUGH = 1_000  # faults after which no further household is looked at


class Unchecked(NamedTuple):
    """Some households, and the scenario that they are people of."""

    scenario: Scenario
    households: Households


class Checked(NamedTuple):
    """What is wrong with households, those of a plan at a time, where they live, and what everybody is."""

    faults: "list[list[Fault]]"
    regions: frozenset[str]
    traits: "pl.DataFrame"  # a row a person, in their order, unless something is wrong


Each = Callable[[Callable[[Unchecked], Checked], Iterable[Unchecked]], Iterable[Checked]]


def faults_of_households(
    scenario: Scenario, rows: Rows, households: Households, each: Each
) -> "tuple[list[Fault], pl.DataFrame]":
    """What is wrong with people as the scenario's own checks say it, each fault once, at its row; and their traits.

    `each` calls a function with every task, anywhere, and gives the results in the order of the tasks."""
    import polars as pl

    faults: dict[Fault, None] = {}
    regions: set[str] = set()
    traits = [pl.DataFrame(schema=TRAITS)]
    for checked in each(check, (Unchecked(scenario, part) for part in households.parts(_AT_A_TIME))):
        regions |= checked.regions
        traits.append(checked.traits)
        for found in checked.faults:
            if len(faults) <= ENOUGH:
                faults |= dict.fromkeys(map(rows.placed, found))
        if len(faults) > ENOUGH:
            break
    if not faults and regions:
        with with_seeds(scenario.seeds):
            of_law = faults_of_law(tuple(sorted(regions)), scenario.policy, scenario.start, scenario.end)
        faults = dict.fromkeys(fault if fault.file else replace(fault, file=scenario.path) for fault in of_law)
    return list(faults), pl.concat(traits)


def check(task: Unchecked) -> Checked:
    """Read some households as people of the scenario; where very much is wrong, not all of them."""
    import polars as pl

    faults: list[list[Fault]] = []
    regions: set[str] = set()
    traits: list[Traits] = []
    for some in task.households.parts(TOGETHER):
        case, found = case_of(task.scenario, some)
        regions.update(case.regions())
        traits += (_traits_of(person, task.scenario.start) for person in case.people.values())
        faults.append(list(found))
        if sum(map(len, faults)) > ENOUGH:
            break
    return Checked(faults, frozenset(regions), pl.DataFrame(traits, TRAITS, orient="row"))


def _traits_of(person: Person, start: date) -> Traits:
    age = completed_years(person.born, start) if person.born <= start else 0
    return Traits(person.region, person.insured.as_, person.sex, age, person.work.wage if person.work else 0)
