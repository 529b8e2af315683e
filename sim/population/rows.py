"""The rows of a population: files joined by their columns, and where each value stands in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.errors import Fault, Faults
from sim.population.files import Table, read_table
from sim.scenario.populating import Population as Words
from sim.scenario.source import SourceDocument
from sim.values.refusals import nearest_word, shown
from sim.yaml_marks import Mark

if TYPE_CHECKING:
    import polars as pl

#: More people live in no household; what has more is a column that says something else.
MOST_PERSONS = 40
_LISTED = 40  # columns that a message names
_FILE = 1_000_000_000  # lines of a mark that stand for one file: no file has as many rows


class File(NamedTuple):
    """A file without its rows: its name, its columns, and what it calls their codes."""

    name: str
    columns: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]]


class Place(NamedTuple):
    """Where the values of a column stand: row by row in a column of a file, or, of no file, once in the scenario."""

    file: int | None
    mark: Mark

    def at(self, numbers: Sequence[int | None]) -> Mark:
        """The mark of a value, which `placed` reads, by the numbers of its row in all files."""
        if self.file is None:
            return self.mark
        return Mark(self.mark.line + (numbers[self.file] or 0), self.mark.column)


@dataclass(frozen=True, eq=False)
class Rows:
    """All files as one table of texts, its columns those of the first file that has them; with the numbers of rows."""

    files: tuple[File, ...]
    frame: "pl.DataFrame"
    columns: Mapping[str, int]  # in which file
    unused: tuple[tuple[str, list[int]], ...]  # rows of a further file that belong to no row of the first

    @property
    def numbers(self) -> list[str]:
        """The columns of the numbers that rows have in their files."""
        return [number_of(place) for place in range(len(self.files))]

    def place(self, column: str) -> Place:
        """Where the values of a column stand."""
        file = self.columns[column]
        return Place(file, Mark((file + 1) * _FILE, self.files[file].columns.index(column) + 1))

    def faults(self, rows: "pl.DataFrame", column: str, messages: Iterable[str], allowed: str = "") -> list[Fault]:
        """A fault at the value of a column in each of some rows."""
        file = self.columns[column]
        name, at = self.files[file].name, self.place(column).mark.column
        said = zip(rows[number_of(file)].to_list(), messages, strict=True)
        return [Fault(f"{column}: {message}", name, number or 0, at, allowed=allowed) for number, message in said]

    def placed(self, fault: Fault) -> Fault:
        """A fault found in what rows became, at the row and the column that it comes from."""
        if (fault.line or 0) < _FILE:
            return fault
        file, row = self.row_at(fault.line or 0)
        column = file.columns[(fault.column or 1) - 1]
        return Fault(f"{column}: {fault.message}", file.name, row, fault.column, fault.nearest, fault.allowed)

    def row_at(self, line: int) -> tuple[File, int]:
        """The file of a mark's line, and the number of the row."""
        return self.files[line // _FILE - 1], line % _FILE

    def label(self, column: str, code: str) -> str:
        """What the file itself calls a code."""
        return self.files[self.columns[column]].labels.get(column, {}).get(code, "")


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
    files = tuple(File(table.name, tuple(table.frame.columns), table.labels) for table in tables)
    frame = _numbered(tables[0], 0)
    columns = dict.fromkeys(files[0].columns, 0)
    unused = []
    for place, (table, one) in enumerate(zip(tables[1:], said.from_[1:], strict=True), 1):
        by = list(one.by or ())
        faults += missing_columns(by, columns, document, ("population", "from", place))
        faults += missing_columns(by, files[place].columns, document, ("population", "from", place))
        if faults:
            raise Faults(faults)
        number, further = number_of(place), _numbered(table, place)
        faults += _twice(table, further.filter(pl.struct(by).is_duplicated()), by, number)
        new = [name for name in files[place].columns if name not in columns]
        of_nobody = further.join(frame, on=by, how="anti", maintain_order="left")[number]
        unused.append((table.name, of_nobody.to_list()))
        frame = frame.join(further.select(*by, *new, number), on=by, how="left", maintain_order="left")
        columns |= dict.fromkeys(new, place)
    if faults:
        raise Faults(faults)
    return Rows(files, frame, columns, tuple(unused))


def number_of(file: int) -> str:
    """The column with the number that each row has in a file."""
    return f"#{file}"


def _numbered(table: Table, place: int) -> "pl.DataFrame":
    """The rows with their numbers in the file."""
    return table.frame.with_row_index(number_of(place), offset=table.first)


def _twice(table: Table, rows: "pl.DataFrame", by: list[str], number: str) -> Iterator[Fault]:
    for row in rows.iter_rows(named=True):
        value = " ".join(str(row[name]) for name in by)
        message = f"{by[0]}: {shown(value)} stands in several rows, and a row of the first file joins one"
        yield Fault(message, table.name, row[number], table.frame.columns.index(by[0]) + 1)


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


def named(columns: Iterable[str]) -> "pl.Expr":
    """The number of a household or a person, of one column or several; none where one of them is empty."""
    import polars as pl

    return pl.concat_str([pl.col(column) for column in columns], separator="-")
