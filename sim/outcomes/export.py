"""Export of a result to other programs: CSV files, an Excel workbook, Stata files.

Nothing is computed: every row and column of the Parquet files is exported. Only what a format requires is changed. Yes
and no become 1 and 0, because spreadsheets and Stata count and average those. Missing values and figures that are not
finite are left empty. The meaning of columns comes from `run.json`.

All files are written into a hidden folder and then put in place one by one. Their bytes depend on the result alone, not
on the day of the export.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from sim.errors import GongjiError, quoted
from sim.extras import needs
from sim.outcomes.columns import TABLES, Column
from sim.outcomes.files import one_line, why_refused
from sim.outcomes.recorded import NoResult, Recorded, is_file
from sim.words.outcomes import Unit

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Format = Literal["csv", "xlsx", "dta"]

COLUMNS = "columns"  # the file or sheet that says what each column means
COLUMN_HEADS = ("file", "column", "unit", "meaning")
ABOUT = "about"  # the sheet that says where the result comes from

SHEET_ROWS, SHEET_COLUMNS = 1_048_575, 16_384  # what a sheet holds under its header
NAME_LENGTH, LABEL_LENGTH = 32, 80  # of a Stata variable

#: What Stata, its matrix language and pandas do not take as the name of a variable.
RESERVED = {
    "NULL", "_N", "_all", "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_se", "_skip", "aggregate", "array",
    "boolean", "break", "byte", "case", "catch", "class", "colvector", "complex", "const", "continue", "default",
    "delegate", "delete", "do", "double", "else", "eltypedef", "end", "enum", "explicit", "export", "external",
    "float", "for", "friend", "function", "global", "goto", "if", "in", "inline", "int", "local", "long", "pragma",
    "protected", "quad", "rowvector", "short", "str#", "strL", "typedef", "typename", "using", "virtual", "with",
}  # fmt: skip

_BATCH = 16_384  # rows of a workbook held in memory at a time
_EPOCH = datetime(1980, 1, 1)  # both formats require a date of creation; this is the earliest that zip files allow


class TooLarge(GongjiError):
    """A result that does not fit into the format."""

    exit_code = 2


class UnknownFormat(GongjiError):
    """A format that a result cannot be exported to."""

    exit_code = 2


class Unwritable(GongjiError):
    """A folder to which nothing can be exported."""

    exit_code = 2


class Exported(NamedTuple):
    """How far an export is: the current file, and the rows written of all files."""

    file: str
    rows: int
    of_rows: int


Report = Callable[[Exported], None]


def export(folder: Path, to: Format, out: Path | None = None, progress: Report = lambda _: None) -> list[Path]:
    """Write a result in another format into the folder `out`, by default the result's own, and return the files.

    Files of the same name are replaced. Raises `NoResult`, `TooLarge`, `UnknownFormat`, `Unwritable` and `MissingExtra`
    before anything is written.
    """
    _check_format(to)
    with _tables_of(Path(folder)):
        return _export(Path(folder), to, out, progress)


def _export(folder: Path, to: Format, out: Path | None, progress: Report) -> list[Path]:
    result = _Result.read(folder)
    write = _writer(to, result)
    target = Path(folder if out is None else out)
    with _written_to(target):
        target.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".export-", suffix=".unfinished", dir=target) as unfinished:
            files = list(write(result, Path(unfinished), progress))
            for file in files:
                _sync(file)
            return [file.replace(target / file.name) for file in files]


@contextmanager
def _written_to(target: Path) -> Iterator[None]:
    """While files are written to a folder: what the system refuses is told of the folder, not of the result."""
    from polars.exceptions import PanicException, PolarsError

    try:
        yield
    except (OSError, PolarsError, PanicException) as error:
        why = why_refused(target, error)
        if not why:
            raise
        raise Unwritable(f"nothing can be exported to {target} ({why})") from error


@contextmanager
def _tables_of(folder: Path) -> Iterator[None]:
    """While the tables of a result are read: one that is damaged makes it no result."""
    from polars.exceptions import PanicException, PolarsError

    try:
        yield
    except (PolarsError, PanicException) as error:
        why = f"a table of it cannot be read ({one_line(error)}); gongji verify says more"
        raise NoResult(folder, why) from error


def _check_format(to: str) -> None:
    if to not in get_args(Format):
        raise UnknownFormat(f"{quoted(to)} is no format of an export  allowed: {', '.join(get_args(Format))}")


def _writer(to: Format, result: "_Result") -> "Callable[[_Result, Path, Report], Iterable[Path]]":
    """The function that writes the format, after checking that its library is installed and the result fits."""
    if to == "csv":
        return _csv
    if to == "xlsx":
        with needs("export", "an Excel workbook"):
            import xlsxwriter  # noqa: F401
        for table in result.tables:
            _check_fits(table)
        return _workbook
    with needs("export", "Stata files"):
        import pandas  # noqa: F401
    return _stata


def _sync(file: Path) -> None:
    """Flush a file to the disk, so that a power cut does not leave a name without its content."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


# ----------------------------------------------------------------------------- what is exported


@dataclass(frozen=True)
class _Table:
    """One Parquet file of the result."""

    path: Path
    columns: tuple[Column, ...]
    rows: int

    @property
    def name(self) -> str:
        return self.path.stem

    def read(self) -> "pl.LazyFrame":
        """Its rows with values that every format accepts."""
        import polars as pl

        frame = pl.scan_parquet(self.path, glob=False)
        return frame.select(_exportable(name, kind) for name, kind in frame.collect_schema().items())


def _exportable(name: str, kind: "pl.DataType") -> "pl.Expr":
    import polars as pl

    column = pl.col(name)
    if kind == pl.Boolean:
        return column.cast(pl.Int8)
    return pl.when(column.is_finite()).then(column) if kind.is_float() else column


@dataclass(frozen=True)
class _Result:
    """A result folder: its name, its record and its tables, in the order in which the record describes them."""

    name: str
    record: dict[str, Any]
    tables: tuple[_Table, ...]

    @classmethod
    def read(cls, folder: Path) -> "_Result":
        record = Recorded.read(folder)
        described = {name: {key: one.model_dump() for key, one in of.items()} for name, of in record.columns.items()}
        found = [name for name in sorted(TABLES) if is_file(folder / name)]
        tables = [_table(folder / name, described.get(name, {})) for name in dict.fromkeys([*described, *found])]
        return cls(folder.resolve().name, record.content, tuple(tables))

    def meanings(self) -> list[tuple[str, ...]]:
        """Every column of every table: file, column, unit and meaning."""
        return [(table.name, *column) for table in self.tables for column in table.columns]

    def reporter(self, progress: Report) -> Callable[[_Table, int], None]:
        """A function to call with the rows just written, which reports the progress."""
        written, of_rows = 0, sum(table.rows for table in self.tables)

        def report(table: _Table, rows: int) -> None:
            nonlocal written
            written += rows
            progress(Exported(table.name, written, of_rows))

        return report


def _table(path: Path, described: dict[str, dict[str, str]]) -> _Table:
    """A file with its columns; a column not in the record has neither unit nor meaning."""
    import polars as pl

    if not is_file(path):
        raise NoResult(path.parent, f"it has no {path.name}")
    frame = pl.scan_parquet(path, glob=False)
    nothing = {"unit": "", "meaning": ""}
    columns = tuple(Column(name, **described.get(name, nothing)) for name in frame.collect_schema())
    return _Table(path, columns, frame.select(pl.len()).collect().item())


# ----------------------------------------------------------------------------- CSV


def _csv(result: _Result, folder: Path, progress: Report) -> Iterator[Path]:
    """UTF-8 with a byte order mark: without it Excel reads Chinese names in another encoding and garbles them."""
    import polars as pl

    report = result.reporter(progress)
    for table in result.tables:
        file = folder / f"{table.name}.csv"
        rows = table.read()
        texts = [name for name, kind in rows.collect_schema().items() if kind == pl.String]
        rows.with_columns(_no_formula(pl.col(name)) for name in texts).sink_csv(file, include_bom=True)
        report(table, table.rows)
        yield file
    file = folder / f"{COLUMNS}.csv"
    pl.DataFrame(result.meanings(), COLUMN_HEADS, orient="row").write_csv(file, include_bom=True)
    yield file


def _no_formula(text: "pl.Expr") -> "pl.Expr":
    """A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it."""
    import polars as pl

    is_number = text.str.contains(r"^[+-]?[0-9.,]+( ?%| ?yuan)?$")  # a swept value, such as -5
    begins_one = text.str.contains(r"^[=+\-@\t\r]") & ~is_number
    return pl.when(begins_one).then(pl.lit("'") + text).otherwise(text).name.keep()


# ----------------------------------------------------------------------------- Excel

_YUAN, _GENERAL = "#,##0.00", "General"  # number formats of a sheet
_LEAST_WIDTH = 11  # of a column: seven digits of yuan with separators and decimals


def _check_fits(table: _Table) -> None:
    if table.rows > SHEET_ROWS:
        raise TooLarge(
            f"{table.name} has {table.rows:,} rows and a sheet of Excel holds {SHEET_ROWS:,}; export to csv instead"
        )
    if len(table.columns) > SHEET_COLUMNS:
        raise TooLarge(
            f"{table.name} has {len(table.columns):,} columns and a sheet of Excel holds {SHEET_COLUMNS:,}; "
            "export to csv instead"
        )


def _workbook(result: _Result, folder: Path, progress: Report) -> Iterator[Path]:
    """One workbook. Its rows are written to the disk one by one, so memory does not grow with them."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileSizeError

    file = folder / f"{result.name}.xlsx"
    # Temporary files are beside the workbook: the system's folder for them may be too small.
    options = {"constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(str(file), options)
    book.set_properties({"title": result.record["title"], "created": _EPOCH})
    _write_rows(_sheet(book, COLUMNS, dict(zip(COLUMN_HEADS, (16, 32, 8, 96)))), 1, result.meanings())
    _write_rows(_sheet(book, ABOUT, {"what": 24, "value": 72}), 1, _about(result.record))
    report = result.reporter(progress)
    for table in result.tables:
        _write_table(book, table, report)
    try:
        book.close()
    except FileSizeError:
        raise TooLarge(f"{result.name} is too large for a workbook of Excel; export to csv instead") from None
    yield file


def _write_table(book: "Workbook", table: _Table, report: Callable[[_Table, int], None]) -> None:
    import polars as pl
    import polars.selectors as cs

    widths = {column.name: max(_LEAST_WIDTH, len(column.name) + 1) for column in table.columns}
    formats = {column.name: _YUAN for column in table.columns if column.unit == Unit.YUAN}
    sheet = _sheet(book, table.name, widths, formats)
    frame = table.read().with_columns(cs.decimal().cast(pl.Float64))  # a sheet holds floats anyway, and this is faster
    for first in range(0, table.rows, _BATCH):
        batch = frame.slice(first, _BATCH).collect()
        _write_rows(sheet, first + 1, batch.iter_rows())
        report(table, batch.height)


def _sheet(book: "Workbook", name: str, widths: dict[str, int], formats: dict[str, str] | None = None) -> "Worksheet":
    """A sheet with its header, which stays visible when scrolling."""
    sheet = book.add_worksheet(name)
    for place, (column, width) in enumerate(widths.items()):
        sheet.set_column(place, place, width, book.add_format({"num_format": (formats or {}).get(column, _GENERAL)}))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, widths, book.add_format({"bold": True}))
    return sheet


def _write_rows(sheet: "Worksheet", first: int, rows: Iterable[tuple[Any, ...]]) -> None:
    for place, row in enumerate(rows, first):
        sheet.write_row(place, 0, row)


def _about(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Where the result comes from: the simple values of the record, its versions and its hashes.

    All as text: a long seed has more digits than a number of Excel.
    """
    shown = {name: value for name, value in record.items() if not isinstance(value, dict | list)}
    nested = {name: record[name] for name in ("versions", "hashes") if name in record}
    return [(name, str(value)) for name, value in _leaves("", shown | nested)]


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(f"{path}.{name}" if path else name, inner)
    else:
        yield path, value


# ----------------------------------------------------------------------------- Stata


def _stata(result: _Result, folder: Path, progress: Report) -> Iterator[Path]:
    """A file per table, and one that gives each variable's column. pandas writes a table from memory, one at a time."""
    import polars as pl

    report = result.reporter(progress)
    meanings = []
    for table in result.tables:
        variables = variables_of([column.name for column in table.columns])
        labels = {variables[column.name]: _label(column, variables[column.name]) for column in table.columns}
        file = folder / f"{table.name}.dta"
        _write_dta(_pandas(table, variables), labels, result.record["title"], file)
        report(table, table.rows)
        meanings += [(table.name, variables[column.name], *column) for column in table.columns]
        yield file
    heads = ("file", "variable", *COLUMN_HEADS[1:])
    file = folder / f"{COLUMNS}.dta"
    described = pl.DataFrame(meanings, heads, orient="row")
    _write_dta(_pandas_of({name: _stata_values(described[name], "") for name in heads}), {}, "", file)
    yield file


def _write_dta(frame: "pd.DataFrame", labels: dict[str, str], title: str, file: Path) -> None:
    frame.to_stata(
        file,
        write_index=False,
        version=None,  # 118, or 119 for more variables than 118 holds: both are UTF-8
        variable_labels={**labels},
        data_label=title,
        time_stamp=_EPOCH,
    )


def _pandas(table: _Table, variables: dict[str, str]) -> "pd.DataFrame":
    """The table with the names of its variables, read column by column to avoid a second copy of all."""
    frame = table.read()
    return _pandas_of(
        {
            variables[name]: _stata_values(frame.select(name).collect().to_series(), unit)
            for name, unit, _ in table.columns
        }
    )


def _pandas_of(columns: dict[str, Any]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(columns, copy=False)


def _stata_values(values: "pl.Series", unit: str) -> Any:
    """A column for Stata: yuan and other fractions `double`, months `int`, yes and no `byte`, else `long` or text."""
    import pandas as pd
    import polars as pl

    if values.dtype.is_decimal() or values.dtype.is_float():
        return values.cast(pl.Float64).to_numpy()
    if not values.dtype.is_integer():
        return values.cast(pl.String).fill_null("").to_numpy()
    if values.dtype != pl.Int8:
        values = values.cast(pl.Int16 if unit == Unit.MONTHS else pl.Int64)
    return pd.arrays.IntegerArray(values.fill_null(0).to_numpy(writable=True), values.is_null().to_numpy(writable=True))


def _label(column: Column, variable: str) -> str:
    """The meaning of a variable; if its name had to change, the column's name first."""
    text = column.meaning if variable == column.name else f"{column.name}: {column.meaning}"
    return text[:LABEL_LENGTH]


def variables_of(columns: Iterable[str]) -> dict[str, str]:
    """The Stata variable of each column: letters, digits and underscores, at most 32, no name twice."""
    names: dict[str, str] = {}
    for column in columns:
        names[column] = _free(_variable(column), set(names.values()))
    return names


def _variable(column: str) -> str:
    """A name that Stata accepts. Of a long path the end is kept: `policy.zhengzhou.benefit…` begins many columns."""
    parts = column.split(".")
    while len(".".join(parts)) > NAME_LENGTH and len(parts) > 1:
        del parts[0]
    name = "".join(letter if letter.isalnum() else "_" for letter in ".".join(parts))
    if name[0].isdigit() or name in RESERVED:
        name = f"_{name}"
    return name[:NAME_LENGTH]


def _free(name: str, taken: set[str]) -> str:
    """The name, or if it is taken, the next one with a number."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        ending = f"_{number}"
        candidate = name[: NAME_LENGTH - len(ending)] + ending
    return candidate
