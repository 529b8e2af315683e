"""Refusals about populations: what a file with a population cannot say beside it."""

from datetime import date

from sim.scenario.checks.shared import Check, Faulty
from sim.scenario.facts import Facts
from sim.scenario.model import Person
from sim.scenario.source import SourceDocument
from sim.values.models import annotation_at
from sim.values.refusals import nearest_word, shown

#: What is said of persons by name, whom a population does not have.
_OF_PEOPLE = ("people", "bindings", "events", "expect")
#: What a row cannot say: the children and spouses that chance may bring have names.
_NOT_OF_ROWS = ("chance",)
_NEEDED = ("born", "sex", "region")


def fail_if_beside_a_population(facts: Facts, document: SourceDocument) -> Faulty:
    """A file has a household or a population."""
    if not facts.study.population:
        if facts.study.by:
            yield document.fault(("by",), "by: groups the people of a population, and there is none", of_key=True)
        return
    for key in _OF_PEOPLE:
        if document.node(key):
            message = f"{key}: is of a household; a file with a population has none"
            yield document.fault((key,), message, of_key=True)


def fail_if_key_of_a_row_is_unknown(facts: Facts, document: SourceDocument) -> Faulty:
    """A population says of each person what a household does, by the same keys."""
    said = facts.study.population.people if facts.study.population else {}
    for key in said:
        path = tuple(key.split("."))
        if path[0] in _NOT_OF_ROWS or annotation_at(Person, path) is None:
            message = f"{key!r} is nothing that a row can say of a person"
            yield document.fault(
                ("population", "people", key), message, of_key=True, nearest=nearest_word(key, KEYS),
                allowed=", ".join(KEYS),
            )  # fmt: skip
    for key in _NEEDED if said else ():
        if key not in said:
            write = {"born": "born: {year: COLUMN}", "sex": "sex: {column: COLUMN, is: {1: male, 2: female}}"}
            message = f"population: nothing says {key} of a person"
            yield document.fault(("population", "people"), message, write=write.get(key, "region: {value: zhengzhou}"))


def fail_if_year_of_a_target_is_not_whole(facts: Facts, document: SourceDocument) -> Faulty:
    """Money of a pool is of a calendar year, and the run has to have the whole of it."""
    targets = facts.study.population.targets_of_money if facts.study.population else {}
    first, last = facts.start.year + (facts.start > date(facts.start.year, 1, 1)), facts.end.year - 1
    for by, years in targets.items() if facts.run_is_known else ():
        for year in years:
            if not (year.isdecimal() and first <= int(year) <= last):
                message = f"{by}: {shown(year)} is no calendar year that the run has the whole of"
                allowed = f"{first} to {last}" if first < last else str(first) if first == last else "none"
                yield document.fault(("population", "targets", by, year), message, of_key=True, allowed=allowed)


KEYS = (
    *_NEEDED, "spouse", "parents", "siblings", "grandparents", "entered_work", "student_until", "pension",
    "insured.as", "insured.paid_months", "insured.deemed_months", "insured.account", "insured.insured_in_a_row",
    "work.wage", "work.growth", "work.loses_job", "work.finds_job", "work.track", "care", "choices.when_jobless",
    "choices.back_pay", "choices.when_short", "choices.retires", "choices.menu",
)  # fmt: skip

CHECKS: tuple[Check, ...] = (
    fail_if_beside_a_population,
    fail_if_key_of_a_row_is_unknown,
    fail_if_year_of_a_target_is_not_whole,
)
