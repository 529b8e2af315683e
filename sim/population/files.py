"""Files of rows as tables of texts: Stata, SPSS, CSV, Parquet, Excel; each knows its rows, its labels and its name.

Everything is read as text, so that a code `01` stays one and what a value means is said by the scenario alone. A whole
number that a file keeps as a float is written without its point.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import Fault, Faults
from sim.extras import needs

if TYPE_CHECKING:
    import polars as pl

#: How files of each ending begin; what begins as another one is not what it says.
_BEGINNINGS = {
    ".parquet": (b"PAR1",),
    ".xlsx": (b"PK\x03\x04",),
    ".dta": (b"<stata_dta>", *(bytes([release, order]) for release in range(102, 116) for order in (1, 2))),
    ".sav": (b"$FL2", b"$FL3"),
}
ENDINGS = (".dta", ".sav", ".csv", ".parquet", ".xlsx")
_LONGEST_BEGINNING = 4096


@dataclass(frozen=True, eq=False)
class Table:
    """The rows of a file, all texts; `first` is the number of the first row as a reader of the file counts."""

    name: str
    frame: "pl.DataFrame"
    first: int
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by column and code


def read_table(path: Path, name: str) -> Table:
    """The rows of a file, called `name` in messages; a file that is not what its ending says is a fault."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise _fault(name, f"{ending or 'a file without an ending'} cannot be read", ", ".join(ENDINGS))
    try:
        with path.open("rb") as file:
            beginning = file.read(_LONGEST_BEGINNING)
    except OSError as error:
        raise _fault(name, f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    if not _begins_as(ending, beginning):
        raise _fault(name, f"the file is not what its ending {ending} says", f"a file of the kind {ending}")
    try:
        table = _READERS[ending](path, name)
    except Exception as error:
        if isinstance(error, Faults) or type(error).__module__.startswith("sim."):
            raise
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise _fault(name, f"cannot be read as {ending}: {why}") from None
    if not table.frame.height:
        raise _fault(name, "the file has no rows")
    return table


def _fault(name: str, message: str, allowed: str = "") -> Faults:
    return Faults([Fault(message, name, allowed=allowed)])


def _begins_as(ending: str, beginning: bytes) -> bool:
    if ending in _BEGINNINGS:
        return beginning.startswith(_BEGINNINGS[ending])
    others = [one for of_kind in _BEGINNINGS.values() for one in of_kind]
    return b"\0" not in beginning and not beginning.startswith(tuple(others))


def _texts(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Every column as texts without spaces around them; empty ones, and what is no number, are none."""
    import polars as pl

    def whole(column: "pl.Expr") -> "pl.Expr":
        number = pl.when(column == column.round(0)).then(column.cast(pl.Int64, strict=False).cast(pl.String))
        return pl.when(column.is_not_nan()).then(pl.coalesce(number, column.cast(pl.String)))

    def text(name: str) -> "pl.Expr":
        column = pl.col(name)
        stripped = (whole(column) if frame.schema[name].is_float() else column.cast(pl.String)).str.strip_chars()
        return pl.when(stripped != "").then(stripped).alias(name)

    return frame.select(map(text, frame.columns))


def _csv(path: Path, name: str) -> Table:
    import polars as pl

    return Table(name, _texts(pl.read_csv(path, infer_schema=False)), 2)


def _parquet(path: Path, name: str) -> Table:
    import polars as pl

    return Table(name, _texts(pl.read_parquet(path)), 1)


def _xlsx(path: Path, name: str) -> Table:
    import polars as pl

    with needs("survey", "Files of Excel"):
        import fastexcel  # noqa: F401  by which polars reads them
    return Table(name, _texts(pl.read_excel(path, infer_schema_length=None)), 2)


def _stata(path: Path, name: str) -> Table:
    with needs("survey", "Files of Stata"):
        from pyreadstat import read_dta
    return _labelled(read_dta, path, name)


def _spss(path: Path, name: str) -> Table:
    with needs("survey", "Files of SPSS"):
        from pyreadstat import read_sav
    return _labelled(read_sav, path, name)


def _labelled(read: Callable, path: Path, name: str) -> Table:
    frame, about = read(path, output_format="polars")
    labels = {
        column: {_code(code): str(label) for code, label in of_codes.items()}
        for column, of_codes in about.variable_value_labels.items()
    }
    return Table(name, _texts(frame), 1, labels)


def _code(code: object) -> str:
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)


_READERS: Mapping[str, Callable[[Path, str], Table]] = {
    ".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx, ".dta": _stata, ".sav": _spss,
}  # fmt: skip
