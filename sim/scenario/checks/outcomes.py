"""Refusals about outcomes that a file defines: their names, their expressions, what is expected of them."""

from pydantic import ValidationError

from sim.scenario.checks.shared import Check, Faulty
from sim.scenario.facts import Facts
from sim.scenario.homes import NO_DISCOUNT, belongs, lacks_discount
from sim.scenario.model import Study
from sim.scenario.outcomes import definitions_of, discount_of, read_word
from sim.scenario.source import SourceDocument
from sim.values.faults import refusal_of
from sim.values.models import Path, keys_of
from sim.values.refusals import nearest_word
from sim.words.vocabulary import DECLARED, Vocabulary, defined, kept_under, reserved
from sim.yaml_marks import Mapping


def fail_if_name_is_taken(facts: Facts, document: SourceDocument) -> Faulty:
    """An outcome's name is a word of expressions and of nothing else."""
    for name in facts.study.outcomes:
        if why := reserved(name):
            message = f"{name!r} cannot be the name of an outcome: {why}{_misplaced(name)}"
            yield document.fault(("outcomes", name), message, of_key=True)


def fail_if_expression_cannot_be_read(facts: Facts, document: SourceDocument) -> Faulty:
    """An expression names outcomes there are, of units that fit, and rests on itself nowhere."""
    definitions, discount = definitions_of(facts.study), discount_of(facts.study)
    if not definitions:
        return
    _, wrong = defined(discount, definitions)
    known = [*(outcome.name for outcome in kept_under(discount)), *definitions]
    for name, error in wrong.items():
        close, allowed, write = None, error.allowed, None
        if discount is None and error.unknown is not None and lacks_discount(error.unknown):
            allowed = "discount: 3% a year, at the top of the file"
            yield document.fault(_place_of(name, document), f"{name}: {error.unknown!r} {NO_DISCOUNT}", allowed=allowed)
            continue
        if error.unknown is not None:
            close = nearest_word(error.unknown, known)
            allowed = "the outcomes of docs/results.md, present values under discount, and the file's own"
            write = f"{name}: {definitions[name].expression.replace(error.unknown, close)}" if close else None
        yield document.fault(
            _place_of(name, document),
            f"{name}: {error.found}{_misplaced(name)}",
            nearest=close,
            allowed=allowed,
            write=write,
        )


def _misplaced(name: str) -> str:
    """Where a key of the file belongs that was written among its outcomes."""
    return belongs(name, what=repr(name)) if name in keys_of(Study) else ""


def _place_of(name: str, document: SourceDocument) -> Path:
    """Where the expression of an outcome stands."""
    return ("outcomes", name, "is") if isinstance(document.node("outcomes", name), Mapping) else ("outcomes", name)


def fail_if_expected_value_does_not_fit(facts: Facts, document: SourceDocument) -> Faulty:
    """What is expected of an outcome of the file's own is written as its unit asks, and is expected of a person."""
    expectations = [expected for expected in facts.study.expect if expected.own]
    vocabulary = _readable(facts) if expectations else DECLARED
    for expected in expectations:
        for word, text in expected.own.items():
            path = (*expected.path, word)
            if "who" not in document.mapping(*expected.path):
                yield document.fault(path, f"{word!r} is a word for a person on a day", of_key=True)
            elif word in vocabulary and vocabulary[word].is_shortfall:
                found = f"{word!r} is a shortfall, of all lives together"
                yield document.fault(path, found, allowed=f"mean_{word}: 10280 ± 1%", of_key=True)
            elif word.removeprefix("mean_") in vocabulary:  # otherwise its expression is a fault of its own
                try:
                    read_word(vocabulary, word, text)
                except ValidationError as error:
                    of = refusal_of(error)
                    write = f"{word}: {of.write}" if of.write else None
                    found = f"{word}: {of.found}"
                    yield document.fault(path, found, nearest=of.nearest, allowed=of.allowed, write=write)


def _readable(facts: Facts) -> Vocabulary:
    """The outcomes of a file as far as they can be read."""
    discount = discount_of(facts.study)
    own, _ = defined(discount, definitions_of(facts.study))
    return Vocabulary(kept_under(discount), own)


CHECKS: tuple[Check, ...] = (
    fail_if_name_is_taken,
    fail_if_expression_cannot_be_read,
    fail_if_expected_value_does_not_fit,
)
