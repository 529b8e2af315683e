"""Refusals about the need of care, drawn or of the file."""

from collections.abc import Iterator

from sim.scenario.checks.shared import Check, Faulty, person_path
from sim.scenario.facts import Facts
from sim.scenario.model import Visits
from sim.scenario.source import SourceDocument
from sim.values.models import Path
from sim.values.scalars import MILLION, percent, yuan
from sim.words.events import BILLS


def fail_if_tiers_do_not_add_up(facts: Facts, document: SourceDocument) -> Faulty:
    """Every visit is at some tier."""
    for path, visits in _all_visits(facts):
        total = sum(visits.tiers.values())
        if total != MILLION and not any(wrong[: len(path)] == path for wrong in facts.left_out):
            yield document.fault((*path, "tiers"), f"tiers: the shares add up to {percent(total)}", allowed="100%")


def fail_if_classes_exceed_cost(facts: Facts, document: SourceDocument) -> Faulty:
    """Class B and class C are parts of the cost."""
    for path, visits in _all_visits(facts):
        if visits.class_b + visits.class_c > MILLION:
            message = f"class_b and class_c are together {percent(visits.class_b + visits.class_c)} of the cost"
            yield document.fault((*path, "class_c"), message, allowed="at most 100%")
    for event in facts.events:
        parts = (event.class_b or 0) + (event.class_c or 0)
        if event.cost is not None and parts > event.cost:
            message = f"class_b and class_c are together {yuan(parts)} of a cost of {yuan(event.cost)}"
            at = "class_c" if event.class_c else "class_b"
            yield document.fault((*event.path, at), message, allowed=f"at most {yuan(event.cost)}")


def fail_if_p90_is_below_median(facts: Facts, document: SourceDocument) -> Faulty:
    """Nine of ten bills reach at least as far as five of ten."""
    for path, visits in _all_visits(facts):
        if visits.p90 < visits.median:
            message = f"p90: {yuan(visits.p90)} is less than the median {yuan(visits.median)}"
            yield document.fault((*path, "cost", "p90"), message)


def _all_visits(facts: Facts) -> Iterator[tuple[Path, Visits]]:
    """Every kind of care in the file, with where it stands."""
    for name, person in facts.people.items():
        for kind in BILLS:
            visits = getattr(person.care, kind, None)
            if visits:
                yield (*person_path(facts, name), "care", kind), visits


CHECKS: tuple[Check, ...] = (
    fail_if_tiers_do_not_add_up,
    fail_if_classes_exceed_cost,
    fail_if_p90_is_below_median,
)
