"""What a kind of value answers for, and what some kinds need of their neighbours."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from sim.errors import Faults
from sim.values.document import Document
from sim.values.faults import Namer, faults_of
from sim.values.models import Path
from sim.values.refusals import Refusal
from sim.values.scalars import Scalar, Schema, half_up
from sim.values.trees import NOWHERE, as_node, as_text
from sim.words.flows import MOST_FEN
from sim.words.law import GroupAs

BOTH_RATES = ("contribution.rate.employer", "contribution.rate.employee")
Cells = dict[str, Any]  # suffix of the field -> number, or nested lists of numbers


class Fen(int):
    """An amount of the law in fen: what a projection moves, wherever in a value it stands."""


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
    """What some kinds need to fill a record: values that they lean on, and what is the same over the whole timeline."""

    groups: tuple[Group | None, ...]
    values: dict[str, Any]  # parameter -> value in force
    exact: Callable[[str], Fraction]  # fen of a projected amount before rounding
    menu: tuple[str, ...] = ()  # names over the whole timeline
    programmes: tuple[str, ...] = ()  # likewise
    provinces: tuple[str, ...] = ()

    @property
    def both_rates(self) -> int:
        """Employer's and employee's rate together."""
        return sum(self.values[rate] for rate in BOTH_RATES)


class _Namer(Namer):
    """A parameter and, within its value, the way to a part; `part` is what the name of a change says already."""

    def __init__(self, root: Any, about: str, part: Path):
        super().__init__(root, {"from": "01-01", "to": "12-31", "until": "06-30", "as": "active"})
        self.about, self.part = about, part

    def of_value(self, path: Path) -> str:
        within = self._within(path)
        return f"{self.about}: {'.'.join(within)}" if within else self.about

    def of_mapping(self, path: Path) -> str:
        return ".".join((self.about, *self._within(path)))

    def _within(self, path: Path) -> list[str]:
        names = [str(step) for step in path]
        return names[names.index(str(self.part[-1])) + 1 :] if self.part and self.part[-1] in names else names


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind: `type` (for pydantic) reads, writes and describes a value, `columns` are what it fills.

    `columns` are suffixes of the parameter's field, each with what fills up a row that is not given; a value is one
    number, or a number a column, or, where `size` says how many rows there are, such a tuple a row. `derived` makes
    the numbers of a value, perhaps with the help of its neighbours, the parameters that it `leans_on`. `whole` says
    what mapping a value without parts stands for, so that a part of it can be changed by name.
    """

    type: Any
    unit: str
    columns: dict[str, int] = field(default_factory=lambda: {"": 0})
    size: int | None = None
    derived: Callable[[Any, Context], Any] | None = None
    leans_on: tuple[str, ...] = ()
    whole: Callable[[Any], dict] | None = None
    in_yuan: bool = False  # a projection may move it
    words: tuple[str, ...] = ()  # that may be written, where they are all there is to say

    @cached_property
    def _adapter(self) -> TypeAdapter:
        return TypeAdapter(self.type)

    @cached_property
    def _scalar(self) -> Scalar | None:
        """What reads the value where it is one text: most are, and need nothing of pydantic but its faults."""
        match get_args(self.type):
            case (_, Scalar() as scalar):
                return scalar

    def parse(self, raw: object, about: str = "value", file: str = "", part: Path = ()) -> Any:
        """The value; raises `Faults` with everything that is wrong in it, about the parameter it is given for."""
        tree = as_node(raw, NOWHERE)
        if self._scalar:
            with suppress(Refusal):
                return self._scalar(tree)
        try:
            return self._adapter.validate_python(tree)
        except ValidationError as error:
            document = Document(file, tree)
            raise Faults(dict.fromkeys(faults_of(error, document, _Namer(self.type, about, part)))) from None

    def text(self, value: Any) -> str:
        """The value as a file writes it, on one line."""
        if self._scalar:
            return self._scalar.text(value)
        return as_text(self._adapter.dump_python(value, mode="json", by_alias=True))

    def schema(self) -> Schema:
        return _without_defaults(self._adapter.json_schema(by_alias=True))

    @property
    def by_group(self) -> bool:
        """Whether it has figures by the region's groups, to be `settled` for them."""
        return False

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The fields of the record it fills."""
        return dict.fromkeys(self.columns, () if self.size is None else (self.size,))

    def cells(self, value: Any, context: Context) -> Cells:
        """The numbers of the fields."""
        if self.derived:
            value = self.derived(value, context)
        if self.size is None:
            row = value if isinstance(value, tuple) else (value,)
            return {suffix: int(number) for suffix, number in zip(self.columns, row, strict=True)}
        rows = [row if isinstance(row, tuple) else (row,) for row in value]
        return {
            suffix: padded([int(row[place]) for row in rows], self.size, filler)
            for place, (suffix, filler) in enumerate(self.columns.items())
        }

    @property
    def has_parts(self) -> bool:
        return self.whole is not None

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        """The raw value with one part replaced (`resident.late.until`); whether it fits shows when it is read."""
        whole = raw if isinstance(raw, dict) else self.whole(raw) if self.whole else {}
        return with_part(whole, path, part)


def _without_defaults(schema: Any) -> Any:
    """A schema without its defaults: they are numbers as the record has them, not what a file would write."""
    if isinstance(schema, dict):
        kept = {key: _without_defaults(below) for key, below in schema.items() if key != "default"}
        named = {name: _without_defaults(below) for name, below in schema.get("properties", {}).items()}
        return kept | ({"properties": named} if named else {})
    return [_without_defaults(below) for below in schema] if isinstance(schema, list) else schema


def with_part(whole: object, path: tuple[str, ...], part: object) -> object:
    """A mapping with what a path leads to replaced; mappings are made where there are none."""
    if not path:
        return part
    within = dict(whole) if isinstance(whole, dict) else {}
    return {**within, path[0]: with_part(within.get(path[0]), path[1:], part)}


def scaled(value: Any, factor: Fraction, step: int) -> Any:
    """A value with every amount in it moved by a projection; `step` is 1 for fen, 100 for whole yuan."""
    if isinstance(value, Fen):
        moved = half_up(value * factor / step) * step
        if moved > MOST_FEN:
            raise Refusal("passes ten billion yuan", "a smaller projection, or a shorter run")
        return Fen(moved)
    if isinstance(value, BaseModel):
        fields = {name: scaled(getattr(value, name), factor, step) for name in type(value).model_fields}
        return value.model_copy(update=fields)
    if isinstance(value, dict):
        return {name: scaled(part, factor, step) for name, part in value.items()}
    if isinstance(value, tuple):
        parts = [scaled(part, factor, step) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def padded(numbers: list[int], size: int, filler: int) -> list[int]:
    return numbers + [filler] * (size - len(numbers))
