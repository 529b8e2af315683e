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
