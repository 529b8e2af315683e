"""Refusals about expectations: of what, which words, on which day."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sim.scenario.checks.shared import Check, Faulty, days
from sim.scenario.expected import Expectation
from sim.scenario.facts import Facts
from sim.scenario.reading import NAMER
from sim.scenario.source import SourceDocument
from sim.values.models import keys_of

_SUBJECTS = ("who", "bill", "event", "binding")


def fail_if_expectation_is_about_nothing(facts: Facts, document: SourceDocument) -> Faulty:
    """An expectation is about one person, bill, event or binding."""
    for expected, node in expectations(facts, document):
        about = [key for key in _SUBJECTS if key in node]
        if len(about) != 1:
            found = f"about {' and '.join(about)} at once" if about else "about nothing"
            yield document.fault(
                expected.path, f"the expectation is {found}", allowed="one of who, bill, event, binding"
            )


def fail_if_word_does_not_fit(facts: Facts, document: SourceDocument) -> Faulty:
    """People, bills, and what is refused have their own words."""
    for expected, node in expectations(facts, document):
        allowed = NAMER.keys_at(expected.path, node)
        if sum(key in node for key in _SUBJECTS) != 1:
            continue  # a fault of its own
        for key in node:
            if key in keys_of(type(expected)) and key not in allowed:
                message = f"{str(key)!r} is not a word for {_about(node)}"
                yield document.fault((*expected.path, key), message, of_key=True, allowed=NAMER.listed(allowed))


def fail_if_nothing_is_expected(facts: Facts, document: SourceDocument) -> Faulty:
    """An expectation names at least one value."""
    for expected, node in expectations(facts, document):
        if set(node) <= {"on", "variant", *_SUBJECTS}:
            yield document.fault(expected.path, "nothing is expected", write="account: 1200.00")


def fail_if_day_is_missing(facts: Facts, document: SourceDocument) -> Faulty:
    """What is said of a person is said of the end of a day."""
    for expected, node in expectations(facts, document):
        if "who" in node and "on" not in node:
            yield document.fault(expected.path, "the expectation needs 'on'", write=f"on: {facts.end - timedelta(1)}")


def fail_if_expected_outside_the_run(facts: Facts, document: SourceDocument) -> Faulty:
    """An expected day is a day of the run."""
    for expected, _ in expectations(facts, document):
        if expected.on and not facts.start <= expected.on < facts.end:
            yield document.fault((*expected.path, "on"), f"on: {expected.on} is not in the run", allowed=days(facts))


def fail_if_subject_is_in_another_variant(facts: Facts, document: SourceDocument) -> Faulty:
    """What an expectation is about is in the variant it names, or in the scenario itself where it names none."""
    if not facts.complete:
        return
    known = {
        "who": facts.people.keys(),
        "bill": {event.bill for event in facts.events},
        "event": {event.name for event in facts.events},
        "binding": {binding.name for binding in facts.bindings},
    }
    for expected, node in expectations(facts, document):
        for key in _SUBJECTS:
            if key in node and node[key] not in known[key]:
                here = f"variant {document.variant!r}" if document.variant else "the scenario itself; name the variant"
                message = f"{key}: {str(node[key])!r} is not in {here}"
                yield document.fault((*expected.path, key), message)


def expectations(facts: Facts, document: SourceDocument) -> Iterator[tuple[Expectation, Any]]:
    """The expectations of the case the document is, each with its mapping in the file."""
    for expected in facts.study.expect:
        if (expected.variant or "") == document.variant:
            yield expected, document.mapping(*expected.path)


def _about(node: Any) -> str:
    """What the words of an expectation are about."""
    if "bill" in node:
        return "a bill"
    return "what is refused" if "event" in node or "binding" in node else "a person"


CHECKS: tuple[Check, ...] = (
    fail_if_expectation_is_about_nothing,
    fail_if_word_does_not_fit,
    fail_if_nothing_is_expected,
    fail_if_subject_is_in_another_variant,
)
IN_RUN: tuple[Check, ...] = (
    fail_if_day_is_missing,
    fail_if_expected_outside_the_run,
)
