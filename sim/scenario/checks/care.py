"""Refusals about the need of care, drawn or of the file."""

from collections.abc import Iterator
from math import erfc, exp, inf, log, sqrt

from sim.scenario.checks.shared import Check, Faulty, person_path, year_past
from sim.scenario.facts import Facts
from sim.scenario.model import Care, Visits
from sim.scenario.source import SourceDocument
from sim.values.document import Document
from sim.values.models import Path
from sim.values.scalars import MILLION, percent, yuan
from sim.words.events import BILLS
from sim.words.flows import MOST_FEN
from sim.words.law import CLASS_B_PARTS

# of the standard normal distribution: above it lies the last of 2**20 equal parts, the rarest bill a table can give
_RAREST = 4.7630
_P90 = 1.2816


def fail_if_tiers_do_not_add_up(facts: Facts, document: SourceDocument) -> Faulty:
    """Every visit is at some tier."""
    for path, visits, _ in _all_visits(facts):
        if not any(wrong[: len(path)] == path for wrong in facts.left_out):
            yield from _tiers(document, path, visits)


def _tiers(document: Document, path: Path, visits: Visits) -> Faulty:
    total = sum(visits.tiers.values())
    if total != MILLION:
        yield document.fault((*path, "tiers"), f"tiers: the shares add up to {percent(total)}", allowed="100%")


def fail_if_classes_exceed_cost(facts: Facts, document: SourceDocument) -> Faulty:
    """Class B and class C are parts of the cost."""
    for path, visits, _ in _all_visits(facts):
        yield from _classes(document, path, visits)
    for event in facts.events:
        parts = event.class_b_total + (event.class_c or 0) + (event.whole or 0)
        if event.cost is not None and parts > event.cost:
            named = "class_b, class_c and whole" if event.whole else "class_b and class_c"
            message = f"{named} are together {yuan(parts)} of a cost of {yuan(event.cost)}"
            at = "whole" if event.whole else "class_c" if event.class_c else "class_b"
            yield document.fault((*event.path, at), message, allowed=f"at most {yuan(event.cost)}")


def _classes(document: Document, path: Path, visits: Visits) -> Faulty:
    parts = visits.class_b_total + visits.class_c
    if parts > MILLION:
        message = f"class_b and class_c are together {percent(parts)} of the cost"
        yield document.fault((*path, "class_c" if visits.class_c else "class_b"), message, allowed="at most 100%")


def fail_if_parts_of_class_b_are_unclear(facts: Facts, document: SourceDocument) -> Faulty:
    """Parts of class B are few where they are drawn, and no share stands for two."""
    for event in facts.events:
        yield from _parts(document, (*event.path, "class_b"), len(event.class_b_parts))
    for path, visits, _ in _all_visits(facts):
        yield from _parts(document, (*path, "class_b"), len(visits.class_b_parts), most=CLASS_B_PARTS)


def _parts(document: Document, path: Path, parts: int, most: int = 100) -> Faulty:
    written = document.mapping(*path) if parts else {}
    if len(written) > most:
        message = f"class_b has {len(written)} parts"
        yield document.fault(path, message, allowed=f"at most {most}")
    elif len(written) > parts:
        yield document.fault(path, "class_b names one share twice", allowed="each share once")


def fail_if_p90_is_below_median(facts: Facts, document: SourceDocument) -> Faulty:
    """Nine of ten bills reach at least as far as five of ten."""
    for path, visits, _ in _all_visits(facts):
        yield from _p90(document, path, visits)


def _p90(document: Document, path: Path, visits: Visits) -> Faulty:
    if visits.p90 < visits.median:
        message = f"p90: {yuan(visits.p90)} is less than the median {yuan(visits.median)}"
        yield document.fault((*path, "cost", "p90"), message)


def fail_if_costs_are_too_wide(facts: Facts, document: SourceDocument) -> Faulty:
    """The rarest bill is still an amount that can be counted."""
    for path, visits, _ in _all_visits(facts):
        yield from _width(document, path, visits)


def _width(document: Document, path: Path, visits: Visits) -> Faulty:
    if _rarest(visits) > MOST_FEN:
        message = "cost: the rarest bills of so wide a distribution cost more than ten billion yuan"
        yield document.fault((*path, "cost"), message, allowed="a p90 nearer to the median")


def _rarest(visits: Visits) -> float:
    """The mean of the dearest of 2**20 bills in fen, of a lognormal distribution; without end where it is far off."""
    spread = log(visits.p90 / visits.median) / _P90 if visits.p90 > visits.median else 0.0
    if spread > 10:
        return inf
    part = erfc((_RAREST - spread) / sqrt(2)) / 2
    return visits.median * exp(spread * spread / 2) * part * 2**20


def fail_if_costs_outgrow_the_bound(facts: Facts, document: SourceDocument) -> Faulty:
    """They are so on the last day too, after all growth."""
    for path, visits, growth in _all_visits(facts):
        rarest = _rarest(visits)
        year = year_past(int(rarest), growth, facts) if rarest <= MOST_FEN else None
        if year:
            message = f"growth: at {percent(growth)} a year the rarest bill passes ten billion yuan in {year}"
            yield document.fault((*path[:-1], "growth"), message, allowed="a smaller growth, or a shorter run")


def _all_visits(facts: Facts) -> Iterator[tuple[Path, Visits, int]]:
    """Every kind of care in the file, with where it stands and the growth of its costs."""
    for name, person in facts.people.items():
        care = person.care or Care()
        for kind in BILLS:
            visits = getattr(care, kind)
            if visits:
                yield (*person_path(facts, name), "care", kind), visits, care.growth


CHECKS: tuple[Check, ...] = (
    fail_if_tiers_do_not_add_up,
    fail_if_classes_exceed_cost,
    fail_if_parts_of_class_b_are_unclear,
    fail_if_p90_is_below_median,
    fail_if_costs_are_too_wide,
)
IN_RUN: tuple[Check, ...] = (fail_if_costs_outgrow_the_bound,)
