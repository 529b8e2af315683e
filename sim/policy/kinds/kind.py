"""What every kind of value answers for, and the small readings that several kinds share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from sim.policy import scalars
from sim.policy.scalars import Wrong, half_up, shown
from sim.words.law import (
    GroupAs,
)

Cells = dict[str, Any]  # suffix of the field -> number, or nested lists of numbers
NAME = re.compile(r"[a-z][a-z0-9_-]*")
DAY_SCHEMA = {"type": "string", "pattern": r"^\d{2}-\d{2}$"}


class Group(NamedTuple):
    """A row of the benefit tables: whom it is for."""

    name: str
    whom: GroupAs
    age: int = 0
    before: int = 0  # ordinal; retired before that day, 0 for whenever

    def covers(self, other: Group) -> bool:
        """Whether everybody in `other` is in this group too; the active stand for all who are no narrower."""
        if self.whom != other.whom:
            return self.name == "active" and other.whom == GroupAs.RETIRED
        return self.age <= other.age and (not self.before or bool(other.before and other.before <= self.before))

    def narrowness(self) -> tuple[int, ...]:
        """Order from wide to narrow: those retired before a day last, the earlier the narrower; then by age."""
        return self.whom, 1 if self.before else 0, -self.before, self.age


@dataclass
class Context:
    """What some kinds need of their neighbours to fill a record."""

    groups: tuple[Group | None, ...]
    values: dict[str, Any]  # parameter -> value in force
    exact: Callable[[str], Fraction]  # fen of a projected amount before rounding
    menu: tuple[str, ...] = ()  # names over the whole timeline
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind; the methods below are what a kind answers for."""

    unit: str = ""
    in_yuan = False  # a projection may move it
    leans = False  # its cells depend on other values

    def parse(self, raw: object) -> Any:
        raise NotImplementedError

    def text(self, value: Any) -> str:
        return str(value)

    def schema(self) -> dict:
        return {"type": ["string", "number"]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"": ()}

    def cells(self, value: Any, context: Context) -> Cells:
        return {"": int(value)}

    def scaled(self, value: Any, factor: Fraction, step: int) -> Any:
        """The value after projection; `step` is 1 for fen, 100 for whole yuan."""
        raise NotImplementedError

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        """The raw value with one part replaced, as `outpatient.deductible.kind` does."""
        raise Wrong(f"this parameter has no part {'.'.join(path)!r}", f"{self.unit} as one value", raw=part)


def none_or(raw: object, word: str = "none") -> bool:
    return isinstance(raw, str) and raw == word


def scaled_fen(amount: int | None, factor: Fraction, step: int) -> int | None:
    return amount if amount is None else half_up(amount * factor / step) * step


def keys_of(raw: object, allowed: tuple[str, ...], what: str) -> dict:
    """A mapping with no key beyond the allowed ones."""
    names = ", ".join(allowed)
    if not isinstance(raw, dict):
        raise Wrong(f"{shown(raw)} stands where {what} belongs", names, raw=raw)
    for key in raw:
        if str(key) not in allowed:
            raise Wrong(f"{key!s} is no part of {what}", names, scalars.closest(str(key), allowed), key)
    return raw


def inside(key: object, read: Callable[[object], Any], raw: object) -> Any:
    """Read a part; a fault in it says under which key it stands."""
    try:
        return read(raw)
    except Wrong as wrong:
        if wrong.mark is None and hasattr(key, "mark"):
            wrong.mark = key.mark  # type: ignore[attr-defined]
        raise wrong.inside(str(key)) from None


def with_part(whole: dict, path: tuple[str, ...], part: object, parts: tuple[str, ...]) -> dict:
    """A mapping with one of its parts replaced."""
    if len(path) != 1 or path[0] not in parts:
        raise Wrong(f"{'.'.join(path)} is no part here", ", ".join(parts), scalars.closest(path[0], parts), part)
    return {**whole, path[0]: part}


def object_schema(properties: dict, required: list[str] | None = None) -> dict:
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return schema | ({"required": required} if required else {})


def padded(numbers: list[int], size: int, filler: int) -> list[int]:
    return numbers + [filler] * (size - len(numbers))


def both_rates(context: Context) -> int:
    """Employer's and employee's rate together."""
    return context.values["contribution.rate.employer"] + context.values["contribution.rate.employee"]
