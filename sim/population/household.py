"""Households as their rows say them: kept as columns, made into people some at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from sim.population.rows import Place
from sim.population.values import KIN, Column
from sim.yaml_marks import Mark, Text

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

HOUSEHOLD, PERSON, WEIGHT = "household", "person", "weight"
Said = dict[str, Text | list[Text]]
_FEW = 1_000  # distinct texts of a column that is kept as numbers


class Traits(NamedTuple):
    """What a person is on the first day, as far as results group people by it."""

    region: str
    insured_as: str
    sex: str
    age: int
    wage: int  # fen a month


#: Their columns, and what is in them.
TRAITS = {"region": str, "insured_as": str, "sex": str, "age": int, "wage": int}


class Member(NamedTuple):
    """A person of a household, as the rows say."""

    name: str
    weight: float
    mark: Mark
    said: Said


class Household(NamedTuple):
    """The people of a household, in the order of their numbers."""

    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, eq=False)
class Households:
    """Households in the order of their numbers, a row a person: household, number, weight, the numbers of the row in
    its files, what it says, and, once the households were checked, what the person is on the first day."""

    frame: "pl.DataFrame"
    columns: tuple[Column, ...]  # of what rows say
    numbers: tuple[str, ...]  # columns of the numbers of rows
    person: Place  # where the numbers of persons stand

    @cached_property
    def starts(self) -> "np.ndarray":
        """The row with which each household begins, and the end of the last."""
        import numpy as np

        names = self.frame[HOUSEHOLD]
        begins = (names != names.shift()).fill_null(True).to_numpy()
        return np.append(np.flatnonzero(begins), self.frame.height)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, first: int, last: int) -> "Households":
        """The households from a place up to, not including, another."""
        start, end = (int(self.starts[min(place, len(self))]) for place in (first, last))
        return replace(self, frame=self.frame.slice(start, end - start))

    def parts(self, size: int) -> "Iterator[Households]":
        """All of them, so many at a time."""
        for first in range(0, len(self), size):
            yield self.part(first, first + size)

    def with_columns(self, *columns: "pl.Series") -> "Households":
        """The same people with columns added or replaced."""
        return replace(self, frame=self.frame.with_columns(columns))

    def packed(self) -> "Households":
        """The same with texts that many have kept once; not the names, by which tables are joined."""
        columns = (column for column in self.frame.get_columns() if column.name not in (HOUSEHOLD, PERSON))
        return self.with_columns(*map(packed, columns))

    @property
    def said(self) -> "pl.DataFrame":
        """Who weighs how much, and what rows say of them, wherever they stand."""
        return self.frame.select(HOUSEHOLD, PERSON, WEIGHT, *(column.name for column in self.columns))

    def __iter__(self) -> Iterator[Household]:
        columns = (HOUSEHOLD, PERSON, WEIGHT, *self.numbers, *(column.name for column in self.columns))
        for name, rows in groupby(self.frame.select(columns).iter_rows(), key=itemgetter(0)):
            yield Household(name, tuple(map(self._member, rows)))

    def _member(self, row: tuple) -> Member:
        first = 3 + len(self.numbers)
        _, name, weight, *numbers = row[:first]
        said: Said = {}
        for (_, key, place), text in zip(self.columns, row[first:], strict=True):
            if text is None:
                continue
            value = Text(text, place.at(numbers))
            if key in KIN and key != "spouse":
                of_key = said.setdefault(key, [])
                assert isinstance(of_key, list), "relatives of a kind are a list"
                of_key.append(value)
            else:
                said[key] = value
        return Member(name, weight, self.person.at(numbers), said)


def packed(column: "pl.Series") -> "pl.Series":
    """A column of few texts as numbers of them."""
    import polars as pl

    if column.dtype != pl.String or column.n_unique() > _FEW:
        return column
    return column.cast(pl.Enum(column.drop_nulls().unique().sort()))
