"""Refusals about people: who is there on the first day, and what they earn and choose."""

from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from sim.errors import Fault, Faults
from sim.keys import person_key
from sim.policy.parameters import kind_of
from sim.scenario.checks.shared import Check, Faulty, person_path, year_past
from sim.scenario.facts import Facts
from sim.scenario.source import SourceDocument
from sim.values.models import Path
from sim.values.refusals import nearest_word
from sim.values.scalars import month_text, percent
from sim.words.months import month_index

if TYPE_CHECKING:
    from sim.policy import Policy

_INTEREST = "account.interest"


def fail_if_nobody(facts: Facts, document: SourceDocument) -> Faulty:
    """A household has somebody in it."""
    if facts.complete and not facts.study.people and not facts.study.population:
        yield document.fault(("people",), "people: nobody is in the household")


def fail_if_names_collide(facts: Facts, document: SourceDocument) -> Faulty:
    """Two names of a household whose keys of chance are equal would draw the same numbers."""
    first: dict[tuple[str, int], str] = {}
    for name in facts.people:
        other = first.setdefault((document.households.get(name, ""), person_key(name)), name)
        if other != name:
            message = f"{name!r} and {other!r} have the same key of chance; change one of the names"
            yield document.fault(person_path(facts, name), message, of_key=True)


def fail_if_born_after_start(facts: Facts, document: SourceDocument) -> Faulty:
    """Who is not born on the first day comes by an event."""
    for name, person in facts.study.people.items():
        if person.born > facts.start:
            write = f"- {{on: {person.born}, does: birth, name: {name}, sex: {person.sex}, parents: [NAME]}}"
            message = f"{name} is born on {person.born}, after the start on {facts.start}; let an event bring {name}"
            yield document.fault(("people", name, "born"), message, write=write)


def fail_if_wage_outgrows_the_bound(facts: Facts, document: SourceDocument) -> Faulty:
    """A wage is an amount that can be counted on the last day too, after all growth; so is that of a later job."""
    jobs: dict[str | None, int] = {}
    for event in facts.events:
        jobs[event.who] = max(jobs.get(event.who, 0), event.wage or 0)
    for name, person in facts.study.people.items():
        growth = person.work.growth if person.work else 0
        year = year_past(max(person.work.wage, jobs.get(name, 0)), growth, facts) if person.work else None
        if year:
            message = f"growth: at {percent(growth)} a year the wage of {name} passes ten billion yuan in {year}"
            path = ("people", name, "work", "growth")
            yield document.fault(path, message, allowed="a smaller growth, or a shorter run")


def fail_if_interest_outgrows_the_bound(facts: Facts, document: SourceDocument) -> Faulty:
    """So is the balance of an account with the interest the file sets: all that people have and earn, at interest."""
    people = facts.study.people.values()
    earned = sum(12 * person.work.wage * (facts.end.year - facts.start.year + 1) for person in people if person.work)
    balance = earned + sum(person.insured.account for person in people)
    for change in facts.policy:
        rates = (
            [kind_of(_INTEREST).parse(raw) for raw in change.dated.values()] if change.parameter == _INTEREST else []
        )
        year = year_past(balance, max(rates), facts) if rates else None
        if year:
            message = f"{_INTEREST}: at {percent(max(rates))} a year the accounts may pass ten billion yuan in {year}"
            allowed = "a smaller rate, or a shorter run"
            yield Fault(message, document.file, *change.mark, allowed=allowed)


def fail_if_retires_outside_the_window(facts: Facts, document: SourceDocument) -> Faulty:
    """A named month of retirement lies where the law of the first day, as the file changes it, lets a person choose."""
    from sim.rules.retirement import earliest_month, latest_month, statutory_month

    law_of = cache(partial(_law, facts))
    for name, person in facts.study.people.items():
        month = person.choices.retires
        law = None if isinstance(month, str) or person.insured.as_ == "retired" else law_of(person.region)
        if isinstance(month, str) or law is None:
            continue
        p, born = law.record_on(person.region, facts.start), month_index(person.born)
        rules = earliest_month, latest_month, statutory_month
        first, last, by_law = (int(rule(p, person.old_age, born)) for rule in rules)
        if not first <= month_index(month) <= last:
            yield document.fault(
                ("people", name, "choices", "retires"),
                f"retires: {name} may not retire in {month:%Y-%m}",
                allowed=f"{month_text(first)} to {month_text(last)}, by law in {month_text(by_law)}",
                write=f"retires: {'earliest' if month_index(month) < first else 'latest'}",
            )


def fail_if_menu_is_unknown(facts: Facts, document: SourceDocument) -> Faulty:
    """What a self-payer chooses is on the menu of a region she lives in."""
    law_of, moves = cache(partial(_law, facts)), _moves(facts)
    for name, person in facts.study.people.items():
        if person.choices.menu is None:
            continue
        regions = sorted({person.region, *moves.get(name, ())})
        laws = [(region, law_of(region)) for region in regions]
        menu = tuple(dict.fromkeys(name for region, law in laws if law for name in law.menu(region)))
        if all(law for _, law in laws) and person.choices.menu not in menu:
            message = f"menu: {person.choices.menu!r} is on no menu of {' or '.join(regions)}"
            path = ("people", name, "choices", "menu")
            yield document.fault(
                path, message, nearest=nearest_word(person.choices.menu, menu), allowed=", ".join(menu)
            )


def fail_if_programme_is_unknown(facts: Facts, document: SourceDocument) -> Faulty:
    """The programme of a bill, stated or drawn, is one of a region that the patient lives in."""
    law_of, moves = cache(partial(_law, facts)), _moves(facts)
    for path, name, programme in _programmes(facts):
        person = facts.people.get(name)
        regions = sorted({person.region, *moves.get(name, ())}) if person else []
        laws = [(region, law_of(region)) for region in regions]
        known = tuple(dict.fromkeys(one for region, law in laws if law for one in law.programmes(region)))
        if laws and all(law for _, law in laws) and programme not in known:
            message = f"programme: {programme!r} is no programme of {' or '.join(regions)}"
            near = nearest_word(programme, known)
            yield document.fault(path, message, nearest=near, allowed=", ".join(known) or "none: see `programme`")


def _programmes(facts: Facts) -> Iterator[tuple[Path, str, str]]:
    """Where a programme is named, of whom, and which."""
    for event in facts.events:
        if event.programme and event.who:
            yield (*event.path, "programme"), event.who, event.programme
    for name, person in facts.people.items():
        visits = person.care and person.care.outpatient
        for programme in visits.programmes if visits else ():
            yield (*person_path(facts, name), "care", "outpatient", "programme"), name, programme


def _moves(facts: Facts) -> dict[str | None, set[str]]:
    """The regions to which each person moves."""
    moves: dict[str | None, set[str]] = {}
    for event in facts.events:
        if event.region:
            moves.setdefault(event.who, set()).add(event.region)
    return moves


def _law(facts: Facts, region: str) -> "Policy | None":
    """The law of a region with the file's changes; None where it is wrong, which is said elsewhere."""
    from sim.policy import Policy

    try:
        return Policy.build((region,), facts.policy, facts.start, facts.end)
    except Faults:
        return None


CHECKS: tuple[Check, ...] = (
    fail_if_nobody,
    fail_if_names_collide,
)
IN_RUN: tuple[Check, ...] = (
    fail_if_born_after_start,
    fail_if_wage_outgrows_the_bound,
    fail_if_interest_outgrows_the_bound,
    fail_if_retires_outside_the_window,
    fail_if_menu_is_unknown,
    fail_if_programme_is_unknown,
)
