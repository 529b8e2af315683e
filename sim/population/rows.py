"""The rows of a population: files joined by their columns, and where each value stands in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import Fault, Faults
from sim.population.files import Table, read_table
from sim.scenario.populating import Population as Words
from sim.scenario.source import SourceDocument
from sim.values.refusals import nearest_word, shown
from sim.yaml_marks import Mark

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, str | None]

#: More people live in no household; what has more is a column that says something else.
MOST_PERSONS = 40
_LISTED = 40  # columns that a message names
_FILE = 1_000_000_000  # lines of a mark that stand for one file: no file has as many rows
_NUMBER = "#"  # before a file's place: the column of its row numbers


@dataclass(frozen=True, eq=False)
class Rows:
    """All files as one table of texts, its columns those of the first file that has them."""

    tables: tuple[Table, ...]
    frame: "pl.DataFrame"
    columns: Mapping[str, int]  # in which file
    unused: tuple[tuple[str, list[int]], ...]  # rows of a further file that belong to no row of the first

    def mark(self, row: Row, column: str) -> Mark:
        """Where a value stands, as a mark that `placed` reads."""
        place = self.columns[column]
        return Mark((place + 1) * _FILE + int(row[f"{_NUMBER}{place}"] or 0), self.column_number(column))

    def column_number(self, column: str) -> int:
        """The place of a column in its file, from 1."""
        return self.tables[self.columns[column]].frame.columns.index(column) + 1

    def fault(self, row: Row, column: str, message: str, allowed: str = "") -> Fault:
        """A fault at a value of a row."""
        table, mark = self.tables[self.columns[column]], self.mark(row, column)
        return Fault(f"{column}: {message}", table.name, mark.line % _FILE, mark.column, allowed=allowed)

    def placed(self, fault: Fault) -> Fault:
        """A fault found in what rows became, at the row and the column that it comes from."""
        if (fault.line or 0) < _FILE:
            return fault
        table, row = self.row_at(fault.line or 0)
        column = table.frame.columns[(fault.column or 1) - 1]
        return Fault(f"{column}: {fault.message}", table.name, row, fault.column, fault.nearest, fault.allowed)

    def row_at(self, line: int) -> tuple[Table, int]:
        """The file of a mark's line, and the number of the row."""
        return self.tables[line // _FILE - 1], line % _FILE

    def number(self, row: Row) -> int:
        """The number of a row in the first file."""
        return int(row[f"{_NUMBER}0"] or 0)

    def label(self, column: str, code: str) -> str:
        """What the file itself calls a code."""
        return self.tables[self.columns[column]].labels.get(column, {}).get(code, "")


def read_rows(said: Words, document: SourceDocument) -> Rows:
    """The files of a population as one table; raises `Faults` of files and of the columns that join them."""
    import polars as pl

    folder = Path(document.file).parent
    tables, faults = [], []
    for one in said.from_:
        try:
            tables.append(read_table(folder / one.file, one.file))
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(faults)
    frame = _numbered(tables[0], 0)
    columns = dict.fromkeys(tables[0].frame.columns, 0)
    unused = []
    for place, (table, one) in enumerate(zip(tables[1:], said.from_[1:], strict=True), 1):
        by = list(one.by or ())
        faults += missing_columns(by, columns, document, ("population", "from", place))
        faults += missing_columns(by, table.frame.columns, document, ("population", "from", place))
        if faults:
            raise Faults(faults)
        further = _numbered(table, place)
        faults += _twice(table, further.filter(pl.struct(by).is_duplicated()), by, place)
        new = [name for name in table.frame.columns if name not in columns]
        of_nobody = further.join(frame, on=by, how="anti", maintain_order="left")[f"{_NUMBER}{place}"]
        unused.append((table.name, of_nobody.cast(int).to_list()))
        frame = frame.join(further.select(*by, *new, f"{_NUMBER}{place}"), on=by, how="left", maintain_order="left")
        columns |= dict.fromkeys(new, place)
    if faults:
        raise Faults(faults)
    return Rows(tuple(tables), frame, columns, tuple(unused))


def _numbered(table: Table, place: int) -> "pl.DataFrame":
    """The rows with their numbers in the file."""
    import polars as pl

    numbered = table.frame.with_row_index(f"{_NUMBER}{place}", offset=table.first)
    return numbered.with_columns(pl.col(f"{_NUMBER}{place}").cast(pl.String))


def _twice(table: Table, rows: "pl.DataFrame", by: list[str], place: int) -> Iterator[Fault]:
    for row in rows.iter_rows(named=True):
        number, column = int(row[f"{_NUMBER}{place}"]), by[0]
        value = " ".join(str(row[name]) for name in by)
        message = f"{column}: {shown(value)} stands in several rows, and a row of the first file joins one"
        yield Fault(message, table.name, number, table.frame.columns.index(column) + 1)


def missing_columns(
    names: Iterable[str], columns: Iterable[str], document: SourceDocument, path: tuple[str | int, ...]
) -> Iterator[Fault]:
    """A fault for each name that is no column."""
    known = tuple(columns)
    for name in names:
        if name not in known:
            yield document.fault(
                path,
                f"{shown(name)} is no column",
                nearest=nearest_word(name, known),
                allowed=", ".join(known[:_LISTED]),
            )


def named(row: Row, columns: Iterable[str]) -> str | None:
    """The number of a household or a person, of one column or several; None where one of them is empty."""
    parts = [row[column] for column in columns]
    return None if None in parts else "-".join(map(str, parts))
