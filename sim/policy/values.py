"""A value with its story: since when it holds, who says so, or why it was assumed."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from sim.policy.parameters import kind_of
from sim.yaml_marks import Mark


class Assumption(NamedTuple):
    """A value in use that no source gives: listed in every result."""

    parameter: str
    region: str
    value: str
    name: str
    reason: str


@dataclass(frozen=True, eq=False)
class Value:
    """One value of one parameter as a file or a change gives it; it equals itself alone.

    `origin` is `seed`, `change` (a scenario's) or `projection`; `from_` is None where it holds for the whole run.
    """

    parameter: str
    region: str | None
    value: Any
    raw: object
    from_: date | None
    source: tuple[str, ...] = ()
    grade: str = ""
    note: str = ""
    last_confirmed: date | None = None
    assume: tuple[str, str] | None = None  # name and reason
    plausible: tuple[object, ...] = ()  # of an assumed value: others that it might have, as a file writes them
    origin: str = "seed"
    mark: Mark | None = None
    rate: "Value | None" = None  # of a projected value: the projection that moved it
    exact: Fraction | None = None  # of a projected amount: fen before rounding

    @cached_property
    def text(self) -> str:
        """The value as a file writes it."""
        return kind_of(self.parameter).text(self.value)

    @property
    def unit(self) -> str:
        return kind_of(self.parameter).unit

    @property
    def rests_on(self) -> str:
        """What the value rests on: the grade of its source, `assumption`, or `scenario`."""
        if self.assume or self.rate:
            return "assumption"
        return "scenario" if self.origin == "change" else self.grade
