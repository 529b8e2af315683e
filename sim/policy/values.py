"""A value with its story: since when it holds, who says so, or why it was assumed."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sim.errors import Fault
from sim.values.trees import NOWHERE
from sim.yaml_marks import Mark


class Assumption(NamedTuple):
    """A value in use that no source gives: listed in every result."""

    parameter: str
    region: str
    value_text: str
    name: str
    reason: str


def file_of(region: str) -> str:
    """A policy file as messages call it."""
    return f"seeds/{region}.yaml"


@dataclass(frozen=True, eq=False)
class Value:
    """One value of one parameter as a file or a change gives it; it equals itself alone.

    `origin` is `seed`, `change` (a scenario's) or `projection`; `from_` is None where it holds for the whole run.
    """

    parameter: str
    region: str | None
    value: Any
    text: str
    raw: object
    from_: date | None
    unit: str = ""
    source: tuple[str, ...] = ()
    grade: str = ""
    note: str = ""
    last_confirmed: date | None = None
    assume: tuple[str, str] | None = None  # name and reason
    origin: str = "seed"
    mark: Mark | None = None
    rate: "Value | None" = None  # of a projected value: the projection that moved it
    exact: Fraction | None = None  # of a projected amount: fen before rounding

    @property
    def rests_on(self) -> str:
        """What the value rests on: the grade of its source, `assumption`, or `scenario`."""
        if self.assume or self.rate:
            return "assumption"
        return "scenario" if self.origin == "change" else self.grade


def fault_at(value: Value, message: str) -> Fault:
    """A fault of the law at the value it is about: in its policy file, or in the scenario, which fills in its name."""
    file = "" if value.origin == "change" or value.region is None else file_of(value.region)
    return Fault(message, file, *(value.mark or NOWHERE))
