"""Refusals about the run: where it begins and ends."""

from sim.scenario.checks.shared import Check, Faulty
from sim.scenario.facts import Facts
from sim.scenario.source import SourceDocument

MOST_YEARS = 150


def fail_if_end_and_years(facts: Facts, document: SourceDocument) -> Faulty:
    """A run ends at `end` or after `years`; both could contradict each other."""
    if "end" in document.tree and "years" in document.tree:
        yield document.fault(("end",), "'end' and 'years' are both given; keep one", of_key=True)


def fail_if_neither_end_nor_years(facts: Facts, document: SourceDocument) -> Faulty:
    """A run without an end would never stop."""
    if "end" not in document.tree and "years" not in document.tree:
        yield document.fault(("start",), "the scenario needs 'years' or 'end'", of_key=True, write="years: 30")


def fail_if_end_is_not_after_start(facts: Facts, document: SourceDocument) -> Faulty:
    """The end is the first day after the run, so at least one day lies before it."""
    if facts.end <= facts.start:
        message = f"the run ends on {facts.end}, not after its start on {facts.start}"
        yield document.fault(("end",), message, write=f"end: {facts.start.replace(day=1, year=facts.start.year + 1)}")


def fail_if_run_is_too_long(facts: Facts, document: SourceDocument) -> Faulty:
    """No household is followed longer than a long life."""
    if facts.end.year - facts.start.year > MOST_YEARS:
        message = f"the run lasts {facts.end.year - facts.start.year} years"
        yield document.fault(("end",), message, allowed=f"at most {MOST_YEARS} years")


CHECKS: tuple[Check, ...] = (
    fail_if_end_and_years,
    fail_if_neither_end_nor_years,
    fail_if_end_is_not_after_start,
    fail_if_run_is_too_long,
)
