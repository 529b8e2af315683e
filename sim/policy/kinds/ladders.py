"""Kinds that hold a ladder: figures by age, by years, by covered cost."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from sim.policy import scalars
from sim.policy.kinds.figures import Money, Share
from sim.policy.kinds.kind import Cells, Context, Kind, inside, padded, scaled_fen
from sim.policy.scalars import Wrong, half_up, yuan_text
from sim.words.law import (
    AGES,
    NO_AGE,
    NONE,
)

Ladder = tuple[tuple[int, Any], ...]  # (lower bound, value), rising


def read_ladder(raw: object, leaf: Kind, what: str, least: int | None, most_steps: int, top: int = 150) -> Ladder:
    """A mapping from lower bounds to values, or one value for all."""
    if not isinstance(raw, dict):
        return ((least or 0, leaf.parse(raw)),)
    steps = []
    for key, part in raw.items():
        try:
            bound = scalars.whole(key, 0, top)
        except Wrong:
            raise Wrong(f"{key!s} is no {what}", "whole numbers, such as {0: …, 45: …}", raw=key) from None
        steps.append((bound, inside(key, leaf.parse, part)))
    steps.sort(key=lambda step: step[0])
    if not steps:
        raise Wrong("the table is empty", f"at least one {what}", raw=raw)
    if least is not None and steps[0][0] != least:
        raise Wrong(f"nothing is said below {what} {steps[0][0]}", f"a table that begins with {least}:", raw=raw)
    if len(steps) > most_steps:
        raise Wrong(f"{len(steps)} steps", f"at most {most_steps}", raw=raw)
    return tuple(steps)


def ladder_text(ladder: Ladder, leaf: Kind) -> str:
    if len(ladder) == 1:
        return leaf.text(ladder[0][1])
    return "{" + ", ".join(f"{bound}: {leaf.text(value)}" for bound, value in ladder) + "}"


def ladder_schema(leaf: Kind, more: dict | None = None) -> dict:
    table = {"type": "object", "additionalProperties": False, "patternProperties": {r"^\d+$": leaf.schema()}}
    return {"anyOf": [leaf.schema(), table | ({"properties": more} if more else {})]}


@dataclass(frozen=True)
class ByAge(Kind):
    """Figures by youngest completed age (or by years, where `least` is not 0)."""

    leaf: Kind = field(default_factory=Share)
    bound_suffix: str = "_age"
    value_suffix: str = ""
    what: str = "age"
    least: int | None = 0

    @property
    def in_yuan(self) -> bool:  # type: ignore[override]
        return self.leaf.in_yuan

    def parse(self, raw: object) -> Ladder:
        return read_ladder(raw, self.leaf, self.what, self.least, AGES)

    def text(self, value: Ladder) -> str:
        return ladder_text(value, self.leaf) if self.least == 0 else pairs(value, self.leaf)

    def schema(self) -> dict:
        return ladder_schema(self.leaf)

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {self.bound_suffix: (AGES,), self.value_suffix: (AGES,)}

    def cells(self, value: Ladder, context: Context) -> Cells:
        return {
            self.bound_suffix: padded([bound for bound, _ in value], AGES, NO_AGE),
            self.value_suffix: padded([self.leaf.cells(part, context)[""] for _, part in value], AGES, 0),
        }

    def scaled(self, value: Ladder, factor: Fraction, step: int) -> Ladder:
        return tuple((bound, self.leaf.scaled(part, factor, step)) for bound, part in value)

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        if len(path) != 1:
            raise Wrong(f"{'.'.join(path)} is no {self.what}", "one number", raw=part)
        return {**(raw if isinstance(raw, dict) else {str(self.least or 0): raw}), path[0]: part}


def pairs(ladder: Ladder, leaf: Kind) -> str:
    return "{" + ", ".join(f"{bound}: {leaf.text(value)}" for bound, value in ladder) + "}"


class Premium(NamedTuple):
    by_age: Ladder
    newborn: int | None
    student: int | None


@dataclass(frozen=True)
class PremiumKind(Kind):
    """The resident premium by age on the year's first day, with `newborn` and `student` where they pay another."""

    unit: str = "yuan a year"
    in_yuan = True
    leaf = Money()
    named = ("newborn", "student")

    def parse(self, raw: object) -> Premium:
        if not isinstance(raw, dict):
            return Premium(((0, self.leaf.parse(raw)),), None, None)
        named = {str(key): inside(key, self.leaf.parse, raw[key]) for key in raw if str(key) in self.named}
        ages = {key: part for key, part in raw.items() if str(key) not in self.named}
        for key in ages:
            if not str(key).isdigit():
                raise Wrong(f"{key!s} is neither an age nor one of the names", ", ".join(self.named), raw=key)
        return Premium(read_ladder(ages, self.leaf, "age", 0, AGES), named.get("newborn"), named.get("student"))

    def text(self, value: Premium) -> str:
        named = [
            f"{name}: {yuan_text(part)}" for name, part in zip(self.named, value[1:], strict=True) if part is not None
        ]
        if not named:
            return ladder_text(value.by_age, self.leaf)
        return "{" + ", ".join([pairs(value.by_age, self.leaf)[1:-1], *named]) + "}"

    def schema(self) -> dict:
        return ladder_schema(self.leaf, {name: self.leaf.schema() for name in self.named})

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"_age": (AGES,), "": (AGES,), "_newborn": (), "_student": ()}

    def cells(self, value: Premium, context: Context) -> Cells:
        return {
            "_age": padded([age for age, _ in value.by_age], AGES, NO_AGE),
            "": padded([part for _, part in value.by_age], AGES, 0),
            "_newborn": NONE if value.newborn is None else value.newborn,
            "_student": NONE if value.student is None else value.student,
        }

    def scaled(self, value: Premium, factor: Fraction, step: int) -> Premium:
        ladder = tuple((age, half_up(part * factor / step) * step) for age, part in value.by_age)
        return Premium(
            ladder, scaled_fen(value.newborn, factor, step), scaled_fen(value.student, factor, step)
        )  # fmt: skip

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        if len(path) != 1:
            raise Wrong(f"{'.'.join(path)} is no age", "one age, newborn or student", raw=part)
        return {**(raw if isinstance(raw, dict) else {"0": raw}), path[0]: part}
