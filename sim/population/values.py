"""What the columns of rows say of persons: a source for each of the scenario's keys, all rows at a time."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import Fault
from sim.population.rows import Place, Rows, missing_columns, number_of
from sim.scenario.populating import FromRows
from sim.scenario.populating import Population as Words
from sim.scenario.source import SourceDocument
from sim.values.refusals import shown
from sim.words.dates import birthday, completed_years

if TYPE_CHECKING:
    import polars as pl

#: Relatives are named by the numbers of persons.
KIN = ("spouse", "parents", "siblings", "grandparents")
_MONEY = ("work.wage", "pension", "insured.account")
_MONTHS = {"month": 1, "year": 12}
_FEN = Decimal("0.01")
#: These come first: what others say depends on them.
_FIRST = ("born", "insured.as")
_NONE = "none"

Source = str | tuple[str, ...] | FromRows


class Column(NamedTuple):
    """A column of what rows say: its name, the scenario's key, where its values stand. Kin have several of a key."""

    name: str
    key: str
    place: Place


class Values:
    """Reads rows, a key at a time; counts codes that `otherwise` took, and keeps every fault."""

    def __init__(self, said: Words, rows: Rows, document: SourceDocument, start: date):
        self.rows, self.document, self.start = rows, document, start
        self.unknown = list(_unknown_columns(said, rows, document))
        self.unmatched: Counter[tuple[str, str]] = Counter()
        self.faults: list[tuple[int, Fault]] = []  # with the number of the row in the first file
        self.sources = sorted(said.people.items(), key=lambda item: item[0] not in _FIRST)

    def of(self, frame: "pl.DataFrame") -> "Iterator[tuple[Column, pl.Series]]":
        """What rows say, a column at a time, as texts; what is empty is not said."""
        said: dict[str, pl.Series] = {}
        for key, source in self.sources:
            if key in KIN:
                yield from self._kin(key, source, frame)
                continue
            place, texts = self._one(key, source, frame, said)
            if key in _FIRST:
                said[key] = texts
            yield Column(f"={key}", key, place), texts

    def _one(
        self, key: str, source: Source, frame: "pl.DataFrame", said: "dict[str, pl.Series]"
    ) -> "tuple[Place, pl.Series]":
        if isinstance(source, FromRows):
            whose = None
            if source.of:
                schemes = said["insured.as"].fill_null(_NONE) if "insured.as" in said else _same(_NONE, frame)
                whose = schemes.is_in(list(source.of))
            return self._from(key, source, frame, said, whose)
        name = source if isinstance(source, str) else source[0]
        if name in self.rows.columns:
            return self._cell(key, FromRows(column=name), frame, None)
        return self._in_scenario(key), _same(name, frame)

    def _from(
        self, key: str, source: FromRows, frame: "pl.DataFrame", said: "dict[str, pl.Series]", whose: "pl.Series | None"
    ) -> "tuple[Place, pl.Series]":
        if source.column is not None:
            return self._cell(key, source, frame, whose)
        if source.year is not None:
            place, texts = self._date(key, source, frame)
            return place, only(texts, whose)
        if source.value is not None:
            return self._in_scenario(key), only(_same(source.value, frame), whose)
        born = said.get("born", _same(None, frame))
        return self._in_scenario(key), only(each_text(born, partial(self._by_birth, source)), whose)

    def _by_birth(self, source: FromRows, text: str) -> str | None:
        """What depends on the day of birth alone; a text that is no day is a fault of its own."""
        born = _day(text)
        if born is None:
            return None
        if source.by_age:
            age = completed_years(born, self.start) if born <= self.start else 0
            return _by_age(source.by_age, age)
        since = birthday(born, source.months_since_age or 0)
        months = (self.start.year - since.year) * 12 + self.start.month - since.month
        return str(max(0, months))

    def _cell(
        self, key: str, source: FromRows, frame: "pl.DataFrame", whose: "pl.Series | None"
    ) -> "tuple[Place, pl.Series]":
        column = source.column or ""
        texts = only(frame[column], whose)
        if source.is_:
            texts = self._decoded(source, texts, frame)
        elif key in _MONEY:
            texts = each_text(texts, partial(_money, months=_MONTHS[source.a]))
        if source.otherwise is not None:
            texts = only(texts.fill_null(source.otherwise), whose)
        return self.rows.place(column), texts

    def _decoded(self, source: FromRows, codes: "pl.Series", frame: "pl.DataFrame") -> "pl.Series":
        """The meaning of codes. One that has none is counted where `otherwise` takes it, and a fault elsewhere."""
        column = source.column or ""
        texts = each_text(codes, source.is_.get)
        unknown = codes.is_not_null() & texts.is_null()
        if not unknown.any():
            return texts
        if source.otherwise is not None:
            for code, count in codes.filter(unknown).value_counts().iter_rows():
                self.unmatched[column, code] += count
            return texts
        rows, allowed = frame.filter(unknown), f"{', '.join(source.is_)}, or otherwise: WORD"
        messages = [f"the code {self._called(column, code)} has no meaning" for code in rows[column]]
        found = self.rows.faults(rows, column, messages, allowed)
        self.faults += zip(rows[number_of(0)].to_list(), found, strict=True)
        return texts

    def _called(self, column: str, code: str) -> str:
        """A code, and what the file itself calls it."""
        label = self.rows.label(column, code)
        return f"{shown(code)} ({label})" if label else shown(code)

    def _date(self, key: str, source: FromRows, frame: "pl.DataFrame") -> "tuple[Place, pl.Series]":
        """A date of its parts, each a column or a number; none where one of them is empty."""
        import polars as pl

        said = source.year or "", source.month or "1", source.day or "1"
        columns = [part for part in said if part in self.rows.columns]
        parts = [pl.col(part) if part in columns else pl.lit(part) for part in said]
        year, month, day = parts[0], *(part.str.pad_start(2, "0") for part in parts[1:])
        texts = frame.select(pl.concat_str([year, month, day], separator="-")).to_series()
        if not columns:
            return self._in_scenario(key), texts.new_from_index(0, frame.height)
        return self.rows.place(columns[0]), texts

    def _kin(self, key: str, source: Source, frame: "pl.DataFrame") -> "Iterator[tuple[Column, pl.Series]]":
        """The numbers of relatives, a column each; of spouses the first that is named."""
        if isinstance(source, FromRows):
            columns, codes = (source.column or "",), source.is_
        else:
            columns, codes = (source,) if isinstance(source, str) else source, {}
        still = _same("", frame).is_not_null()
        for number, column in enumerate(name for name in columns if name in self.rows.columns):
            texts = only(frame[column].replace(codes) if codes else frame[column], still)
            texts = only(texts, texts != _NONE)
            if key == "spouse":
                still = still & texts.is_null()
            yield Column(f"={key} {number}", key, self.rows.place(column)), texts

    def _in_scenario(self, key: str) -> Place:
        """Where the scenario says something for everybody."""
        return Place(None, self.document.mark("population", "people", key))


def _same(text: str | None, frame: "pl.DataFrame") -> "pl.Series":
    """A text for every row."""
    import polars as pl

    return pl.Series([text], dtype=pl.String).new_from_index(0, frame.height)


def only(texts: "pl.Series", whose: "pl.Series | None") -> "pl.Series":
    """The texts of some rows, none of the others."""
    import polars as pl

    return texts if whose is None else pl.select(pl.when(whose).then(texts)).to_series()


def each_text(texts: "pl.Series", make: Callable[[str], Any], kind: Any = str) -> "pl.Series":
    """What is made of each text, once for all rows that have the same."""
    import polars as pl

    distinct: Sequence[Any] = texts.drop_nulls().unique().to_list()
    if not distinct:
        return texts.cast(kind)
    made = pl.Series([make(text) for text in distinct], dtype=pl.DataType.from_python(kind))
    return texts.replace_strict(distinct, made, default=None)


def _unknown_columns(said: Words, rows: Rows, document: SourceDocument) -> Iterator[Fault]:
    """Columns that no file has; of what may be a column or a number, what is neither."""
    for key, source in said.people.items():
        path = "population", "people", key
        if isinstance(source, FromRows):
            parts = [part for part in (source.year, source.month, source.day) if part and not part.isdigit()]
            names = [*([source.column] if source.column else ()), *parts]
        else:
            names = (source,) if isinstance(source, str) else source
            names = names if key in KIN or len(names) > 1 else ()
        yield from missing_columns(names, rows.columns, document, path)


def _by_age(table: Any, age: int) -> str:
    """The value of the last age that is reached."""
    return next(value for least, value in reversed(table) if least <= age)


def _money(text: str, months: int) -> str:
    """An amount a month in yuan and fen, as a scenario writes it; what is no number stays as it is."""
    try:
        amount = (Decimal(text) / months).quantize(_FEN, ROUND_HALF_UP)
    except InvalidOperation:
        return text
    return f"{amount:f}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
