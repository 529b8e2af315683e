"""An assumption of a record as a reader knows it; the record has it in English."""

from collections.abc import Iterator, Mapping

from rich.text import Text

from sim.policy.seeds import region_text
from sim.policy.wording import value_text
from sim.report.lines import wrapped
from sim.words.language import say
from sim.words.translation import of_seeds


def as_read(one: Mapping[str, str]) -> dict[str, str]:
    """Its texts in the language that is spoken; what is in no file of the program's own, as it stands."""
    read = {"region": of_seeds(region_text(one["region"])), "value": value_as_read(one["parameter"], one["value"])}
    return {**one, **read, **{key: of_seeds(one[key]) for key in ("name", "reason")}}


def value_as_read(parameter: str, value: str) -> str:
    """What is assumed, as a file writes it, in the language that is spoken."""
    if parameter.startswith("population."):  # stands for a column, or is a marginal with what it rests on
        return of_seeds(value)
    return value_text(parameter, value)


def line(one: Mapping[str, str], width: int) -> Iterator[Text]:
    """Of what it is, the value, and why."""
    read = as_read(one)
    what = say("{parameter} is {value}", parameter=read["parameter"], value=read["value"])
    text = say("{what}: {name} – {reason}", what=what, name=read["name"], reason=read["reason"])
    yield from wrapped(text, width, len(what), indent=2)
