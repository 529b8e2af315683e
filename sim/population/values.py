"""What the columns of a row say of a person: a source for each of the scenario's keys."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from sim.errors import Fault
from sim.population.rows import Row, Rows, missing_columns
from sim.scenario.populating import FromRows
from sim.scenario.populating import Population as Words
from sim.scenario.source import SourceDocument
from sim.values.refusals import shown
from sim.words.dates import birthday, completed_years
from sim.yaml_marks import Mark, Text

#: Relatives are named by the numbers of persons.
KIN = ("spouse", "parents", "siblings", "grandparents")
_MONEY = ("work.wage", "pension", "insured.account")
_MONTHS = {"month": 1, "year": 12}
_FEN = Decimal("0.01")
#: These come first: what others say depends on them.
_FIRST = ("born", "insured.as")
_NONE = "none"

Said = dict[str, Text | list[Text]]
Source = str | tuple[str, ...] | FromRows


class Values:
    """Reads rows; counts codes that `otherwise` took, and keeps every fault."""

    def __init__(self, said: Words, rows: Rows, document: SourceDocument, start: date):
        self.rows, self.document, self.start = rows, document, start
        self.faults: list[Fault] = list(_unknown_columns(said, rows, document))
        self.unmatched: Counter[tuple[str, str]] = Counter()
        self._shared: dict[tuple[str, str], Text] = {}
        self.sources = sorted(said.people.items(), key=lambda item: item[0] not in _FIRST)

    def of(self, row: Row) -> Said:
        """What a row says, by key; what is empty is not said."""
        said: Said = {}
        for key, source in self.sources:
            found = self._one(key, source, row, said)
            if found is not None and found != []:
                said[key] = found
        return said

    def _one(
        self, key: str, source: str | tuple[str, ...] | FromRows, row: Row, said: Said
    ) -> "Text | list[Text] | None":
        if key in KIN:
            return self._kin(key, source, row)
        if isinstance(source, FromRows):
            if source.of and str(said.get("insured.as", _NONE)) not in source.of:
                return None
            return self._from(key, source, row, said)
        name = source if isinstance(source, str) else source[0]
        if name in self.rows.columns:
            return self._cell(key, FromRows(column=name), row)
        return self._for_all(key, name)

    def _from(self, key: str, source: FromRows, row: Row, said: Said) -> Text | None:
        if source.column is not None:
            return self._cell(key, source, row)
        if source.year is not None:
            return self._date(key, source, row)
        if source.value is not None:
            return self._for_all(key, source.value)
        born = _day(str(said.get("born", "")))
        if born is None:
            return None  # a fault of its own
        if source.by_age:
            age = completed_years(born, self.start) if born <= self.start else 0
            return self._for_all(key, _by_age(source.by_age, age))
        since = birthday(born, source.months_since_age or 0)
        months = (self.start.year - since.year) * 12 + self.start.month - since.month
        return self._for_all(key, str(max(0, months)))

    def _cell(self, key: str, source: FromRows, row: Row) -> Text | None:
        column = source.column or ""
        text, mark = row[column], self.rows.mark(row, column)
        if text is None:
            return None if source.otherwise is None else Text(source.otherwise, mark)
        if source.is_:
            return self._decoded(source, text, row)
        return Text(_money(text, _MONTHS[source.a]) if key in _MONEY else text, mark)

    def _decoded(self, source: FromRows, code: str, row: Row) -> Text | None:
        column, mark = source.column or "", self.rows.mark(row, source.column or "")
        if code in source.is_:
            return Text(source.is_[code], mark)
        if source.otherwise is not None:
            self.unmatched[column, code] += 1
            return Text(source.otherwise, mark)
        label = self.rows.label(column, code)
        message = f"the code {shown(code)}{f' ({label})' if label else ''} has no meaning"
        self.faults.append(self.rows.fault(row, column, message, f"{', '.join(source.is_)}, or otherwise: WORD"))
        return None

    def _date(self, key: str, source: FromRows, row: Row) -> Text | None:
        """A date of its parts, each a column or a number."""
        said = source.year or "", source.month or "1", source.day or "1"
        columns = [part for part in said if part in self.rows.columns]
        if any(row[column] is None for column in columns):
            return None
        year, month, day = (str(row[part]) if part in columns else part for part in said)
        mark = self.rows.mark(row, columns[0]) if columns else self._mark(key)
        return Text(f"{year}-{month:0>2}-{day:0>2}", mark)

    def _kin(self, key: str, source: Source, row: Row) -> Text | list[Text] | None:
        if isinstance(source, FromRows):
            columns, codes = (source.column or "",), source.is_
        else:
            columns, codes = (source,) if isinstance(source, str) else source, {}
        found = []
        for column in columns:
            text = row.get(column)
            text = codes.get(text, text) if text else None
            if text and text != _NONE:
                found.append(Text(text, self.rows.mark(row, column)))
        if key == "spouse":
            return found[0] if found else None
        return found

    def _for_all(self, key: str, text: str) -> Text:
        """What the scenario itself says of many, kept once."""
        if (key, text) not in self._shared:
            self._shared[key, text] = Text(text, self._mark(key))
        return self._shared[key, text]

    def _mark(self, key: str) -> Mark:
        """Where the scenario says something for everybody."""
        return self.document.mark("population", "people", key)


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
