"""The rows of a result's files as lazy frames."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

IN_MEMORY = 4 << 20  # bytes of a file


def rows_of(file: Path) -> "pl.LazyFrame":
    """The rows of a file, for tables that read a column at a time.

    A large file is read as often as columns are wanted, which bounds the memory. Opening a small one takes longer than
    what is done with a column, so it is read once.
    """
    import polars as pl

    rows = pl.scan_parquet(file, glob=False)  # a name of a file is never a pattern
    return rows.collect().lazy() if file.stat().st_size <= IN_MEMORY else rows


def of_whom(rows: "pl.LazyFrame") -> "pl.LazyFrame":
    """The rows of a table of a sweep with whose outcome it is in `person`: of a population `person` or `household`,
    without the rows of groups."""
    import polars as pl

    if "of" not in rows.collect_schema():
        return rows
    return rows.filter(pl.col("by").is_null()).rename({"of": "person"})
