"""The outcomes of a file: the program's, their present values, and those that the file defines."""

from typing import Any

from pydantic import TypeAdapter

from sim.scenario.expected import OwnOutcome, reader_of
from sim.scenario.model import Study
from sim.words.discount import Discount
from sim.words.outcomes import Better
from sim.words.vocabulary import Definition, Vocabulary


def discount_of(study: Study) -> Discount | None:
    """The discount of present values; none where the file has no rate."""
    return None if study.discount is None else Discount(study.discount, study.start.year)


def definitions_of(study: Study) -> dict[str, Definition]:
    """What a file says of outcomes of its own."""
    return {name: _definition(own) for name, own in study.outcomes.items()}


def _definition(own: OwnOutcome) -> Definition:
    return Definition(own.is_, None if own.better is None else Better(own.better), own.about or "")


def read_word(vocabulary: Vocabulary, word: str, text: Any) -> Any:
    """What is expected of an outcome that only a file has; raises pydantic's `ValidationError`."""
    outcome = vocabulary[word.removeprefix("mean_")]
    return TypeAdapter(reader_of(outcome.unit, outcome.name != word)).validate_python(text)
