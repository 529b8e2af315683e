"""Refusals about the need of care, drawn or of the file."""

from collections.abc import Collection, Iterator

from sim.scenario.care import (
    Visits,
    fault_of_away,
    fault_of_classes,
    fault_of_named_parts,
    fault_of_p90,
    fault_of_parts,
    fault_of_programmes,
    fault_of_tiers,
    fault_of_width,
    rarest_bill,
)
from sim.scenario.checks.shared import Check, Faulty, person_path, year_past
from sim.scenario.facts import Facts
from sim.scenario.profiles import profiles
from sim.scenario.source import SourceDocument
from sim.values.models import Path
from sim.values.scalars import percent, yuan
from sim.words.events import BILLS
from sim.words.flows import MOST_FEN


def fail_if_tiers_do_not_add_up(facts: Facts, document: SourceDocument) -> Faulty:
    """Every visit is at some tier."""
    for path, visits, _ in _own_visits(facts):
        if not any(wrong[: len(path)] == path for wrong in facts.left_out):
            yield from fault_of_tiers(document, path, visits)


def fail_if_classes_exceed_cost(facts: Facts, document: SourceDocument) -> Faulty:
    """Class B and class C are parts of the cost."""
    for path, visits, _ in _own_visits(facts):
        yield from fault_of_classes(document, path, visits)
    for event in facts.events:
        parts = event.class_b_total + (event.class_c or 0) + (event.whole or 0)
        if event.cost is not None and parts > event.cost:
            named = "class_b, class_c and whole" if event.whole else "class_b and class_c"
            message = f"{named} are together {yuan(parts)} of a cost of {yuan(event.cost)}"
            at = "whole" if event.whole else "class_c" if event.class_c else "class_b"
            yield document.fault((*event.path, at), message, allowed=f"at most {yuan(event.cost)}")


def fail_if_more_than_all_is_away(facts: Facts, document: SourceDocument) -> Faulty:
    """Shares of bills away from home are at most all of them."""
    for path, visits, _ in _own_visits(facts):
        yield from fault_of_away(document, path, visits)


def fail_if_programmes_are_unclear(facts: Facts, document: SourceDocument) -> Faulty:
    """Programmes for chronic diseases are few, of visits alone, and together at most all of them."""
    for path, visits, _ in _own_visits(facts):
        yield from fault_of_programmes(document, path, visits)


def fail_if_parts_of_class_b_are_unclear(facts: Facts, document: SourceDocument) -> Faulty:
    """Parts of class B are few where they are drawn, and no share stands for two."""
    for event in facts.events:
        yield from fault_of_named_parts(document, (*event.path, "class_b"), len(event.class_b_parts))
    for path, visits, _ in _own_visits(facts):
        yield from fault_of_parts(document, path, visits)


def fail_if_p90_is_below_median(facts: Facts, document: SourceDocument) -> Faulty:
    """Nine of ten bills reach at least as far as five of ten."""
    for path, visits, _ in _own_visits(facts):
        yield from fault_of_p90(document, path, visits)


def fail_if_costs_are_too_wide(facts: Facts, document: SourceDocument) -> Faulty:
    """The rarest bill is still an amount that can be counted."""
    for path, visits, _ in _own_visits(facts):
        yield from fault_of_width(document, path, visits)


def fail_if_costs_outgrow_the_bound(facts: Facts, document: SourceDocument) -> Faulty:
    """They are so on the last day too, after all growth."""
    years: dict[tuple[int, int], int | None] = {}  # people mostly share a profile
    for path, visits, growth in _all_visits(facts):
        need = id(visits), growth
        if need not in years:
            rarest = rarest_bill(visits)
            years[need] = year_past(int(rarest), growth, facts) if rarest <= MOST_FEN else None
        if year := years[need]:
            message = f"growth: at {percent(growth)} a year the rarest bill passes ten billion yuan in {year}"
            yield document.fault((*path[:-1], "growth"), message, allowed="a smaller growth, or a shorter run")


def _own_visits(facts: Facts) -> Iterator[tuple[Path, Visits, int]]:
    """The kinds of care that the file itself writes; what a profile says was looked at when its own file was read."""
    return _all_visits(facts, {id(care) for care in profiles().care.values()})


def _all_visits(facts: Facts, without: Collection[int] = ()) -> Iterator[tuple[Path, Visits, int]]:
    """Every kind of care in the file, with where it stands and the growth of its costs; without some needs."""
    for name, person in facts.people.items():
        care = person.care
        if care is None or id(care) in without:
            continue
        for kind in BILLS:
            visits = getattr(care, kind)
            if visits:
                yield (*person_path(facts, name), "care", kind), visits, care.growth


CHECKS: tuple[Check, ...] = (
    fail_if_tiers_do_not_add_up,
    fail_if_classes_exceed_cost,
    fail_if_parts_of_class_b_are_unclear,
    fail_if_more_than_all_is_away,
    fail_if_programmes_are_unclear,
    fail_if_p90_is_below_median,
    fail_if_costs_are_too_wide,
)
IN_RUN: tuple[Check, ...] = (fail_if_costs_outgrow_the_bound,)
