"""Cross checks: what a file may not say although each of its words is right, one function a refusal.

Each takes the facts of the file and its source document, and yields the faults it finds. A run may refuse a thing
with a reason (a payer who is no relative, a bill of somebody dead); such a thing is no fault where the file expects
just that refusal.

    run.py            where the run begins and ends
    people.py         who is there on the first day, and what they earn and choose
    ages.py           whom nobody can be at an age: workers, retired, married, parents
    care.py           the need of care
    kin.py            who cannot be whose relative
    bindings.py       payer, patient, days and rank
    events.py         keys, days, whom they concern, names
    chance.py         weddings and births by chance
    sweep.py          what is varied
    outcomes.py       outcomes that the file defines
    expectations.py   of what, which words, on which day
    population.py     what stands beside a population
    shared.py         what they share
"""

from collections.abc import Iterator

from sim.errors import Fault
from sim.scenario.checks import (
    ages,
    bindings,
    care,
    chance,
    events,
    expectations,
    kin,
    outcomes,
    people,
    population,
    run,
    sweep,
)
from sim.scenario.checks.shared import Check
from sim.scenario.facts import Facts
from sim.scenario.source import SourceDocument

OF_RUN: tuple[Check, ...] = run.CHECKS
OF_FILE: tuple[Check, ...] = (
    *people.CHECKS,
    *ages.CHECKS,
    *care.CHECKS,
    *kin.CHECKS,
    *bindings.CHECKS,
    *events.CHECKS,
    *chance.CHECKS,
    *sweep.CHECKS,
    *outcomes.CHECKS,
    *expectations.CHECKS,
    *population.CHECKS,
)
# These look at days of the run, so they wait until the run itself is right.
IN_RUN: tuple[Check, ...] = (
    *people.IN_RUN,
    *ages.IN_RUN,
    *care.IN_RUN,
    *bindings.IN_RUN,
    *events.IN_RUN,
    *chance.IN_RUN,
    *expectations.IN_RUN,
)


def cross_checks(facts: Facts, document: SourceDocument) -> Iterator[Fault]:
    """Every fault of a file whose words are right."""
    of_run = [fault for check in OF_RUN for fault in check(facts, document)] if facts.run_is_known else []
    yield from of_run
    for check in (*OF_FILE, *(IN_RUN if facts.run_is_known and not of_run else ())):
        yield from check(facts, document)
