"""Finished blocks of lives, stored on disk so that a later study can use them.

A block becomes a `Part`: Parquet files in memory, money in whole fen. Parts are stored in a hidden folder of the
results, under a hash of everything that determines those lives: a study that was stopped resumes with them, a study
with more lives or more points starts with them, and lives under another law, seed or program are never mixed in.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import get_ident
from time import time
from typing import TYPE_CHECKING, NamedTuple

from sim.outcomes.amounts import amounts, has_value
from sim.outcomes.columns import LIVES, YEAR_END, YEARS
from sim.words.flows import Flow
from sim.words.outcomes import COLUMNS, Outcome, Unit
from sim.words.states import Status

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from sim.world.block import Block

PARQUET_MARK = b"PAR1"  # how a whole Parquet file ends
KEPT_DAYS = 30  # how long the blocks of an unfinished study are kept

# Rows read at a time when parts are merged: it bounds the memory.
_GROUP = 2_048

Range = tuple[int, int]


class Part(NamedTuple):
    """The outcomes of the lives from `first` up to, not including, `last`, ready to be written: a file of each kind."""

    first: int
    last: int
    files: dict[str, bytes]


# ----------------------------------------------------------------------------- a block becomes a part


def part_of(block: "Block", names: tuple[str, ...], lives: Range, kinds: Iterable[str]) -> Part:
    """The outcomes of a block, by life and order of the persons in the file."""
    tables = {LIVES: _lives, YEARS: _years}
    return Part(*lives, {kind: _to_parquet(tables[kind](block, names)) for kind in kinds})


def _lives(block: "Block", names: tuple[str, ...]) -> "pl.DataFrame":
    import numpy as np
    import polars as pl

    rows = block.people
    order = np.lexsort((rows["who"], rows["life"]))
    columns = _keys(rows, order, names)
    for outcome in COLUMNS:
        columns[outcome.name] = _column(outcome, block, order)
    return pl.DataFrame(columns)


def _column(outcome: Outcome, block: "Block", order: "np.ndarray") -> "pl.Series":
    import polars as pl

    values = pl.Series(amounts(outcome, block)[order])
    if outcome.unit is Unit.MONTHS:
        return values.cast(pl.Int32)
    if not outcome.is_flag:
        return values
    defined = has_value(outcome, block)
    flags = values != 0
    return flags if defined is None else pl.select(pl.when(pl.Series(defined[order])).then(flags)).to_series()


def _years(block: "Block", names: tuple[str, ...]) -> "pl.DataFrame":
    import numpy as np
    import polars as pl

    rows = block.years
    order = np.lexsort((rows["year"], rows["who"], rows["life"]))
    columns = _keys(rows, order, names)
    columns["year"] = pl.Series(rows["year"][order], dtype=pl.Int32)
    for flow in Flow:
        columns[flow.column] = pl.Series(rows["flows"][:, flow][order])
    for status in Status:
        columns[status.column] = pl.Series(rows["months"][:, status][order], dtype=pl.Int32)
    columns |= {name: pl.Series(rows[name][order]) for name in YEAR_END}
    return pl.DataFrame(columns)


def _keys(rows: "np.ndarray", order: "np.ndarray", names: tuple[str, ...]) -> "dict[str, pl.Series]":
    """The number of the life and the name of the person, in the order of the lives and of the persons in the file."""
    import polars as pl

    who = pl.Series(rows["who"][order])
    return {
        "life": pl.Series(rows["life"][order]),
        "person": who.replace_strict(range(len(names)), names, return_dtype=pl.String),
    }


def _to_parquet(frame: "pl.DataFrame") -> bytes:
    file = BytesIO()
    frame.write_parquet(file, compression="lz4", statistics=False, row_group_size=_GROUP)
    return file.getvalue()


# ----------------------------------------------------------------------------- parts on disk


class Store:
    """The finished blocks of one folder of results. `inputs` is the hash of everything that determines the lives."""

    def __init__(self, results: Path):
        self.folder = results / ".blocks"

    def write(self, inputs: str, part: Part) -> None:
        """Store a block: it counts as finished once all its files are there, each complete."""
        folder = self.folder / inputs
        folder.mkdir(parents=True, exist_ok=True)
        for kind, content in part.files.items():
            _write_atomically(folder / _name(part.first, part.last, kind), content)

    def finished(self, inputs: str, kinds: Iterable[str]) -> list[Range]:
        """Ranges of lives that need not be simulated again: every kind of file requested is there."""
        whole = [
            {_range(file) for file in (self.folder / inputs).glob(f"*.{kind}") if _is_complete(file)} for kind in kinds
        ]
        return sorted(set.intersection(*whole))

    def files(self, inputs: str, ranges: Iterable[Range], kind: str) -> list[Path]:
        """The files of these blocks, in the order of the lives."""
        return [self.folder / inputs / _name(first, last, kind) for first, last in sorted(ranges)]

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Hold the folder while blocks are written and read, so that no other process removes any."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with lock(self.folder, shared=True):
            yield

    def prune(self, released: Iterable[str], referred: set[str]) -> None:
        """Remove the blocks of replaced results and of studies long abandoned, unless some result refers to them.

        While another process uses the folder, nothing is removed: the next study does it.
        """
        if not self.folder.exists():
            return
        with lock(self.folder) as alone:
            if not alone:
                return
            too_old = time() - KEPT_DAYS * 24 * 3600
            forgotten = {folder.name for folder in self.folder.iterdir() if folder.stat().st_mtime < too_old}
            for inputs in {*released, *forgotten} - referred:
                shutil.rmtree(self.folder / inputs, ignore_errors=True)
            for file in self.folder.glob("*/*.unfinished"):
                file.unlink()


def _name(first: int, last: int, kind: str) -> str:
    return f"{first:09d}-{last:09d}.{kind}"


def _range(file: Path) -> Range:
    first, last = file.name.split(".")[0].split("-")
    return int(first), int(last)


def _is_complete(file: Path) -> bool:
    """Whether a part was written to its end: a damaged one is simulated again."""
    if file.stat().st_size < 2 * len(PARQUET_MARK):
        return False
    with file.open("rb") as content:
        content.seek(-len(PARQUET_MARK), os.SEEK_END)
        return content.read() == PARQUET_MARK


def _write_atomically(path: Path, content: bytes) -> None:
    """Write a file completely or not at all, even on a power cut; several studies may write the same one."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)  # if it was not put in place: a full disk needs the room


@contextmanager
def lock(folder: Path, *, shared: bool = False) -> Iterator[bool]:
    """Lock a folder, exclusively or shared, and yield whether that succeeded; without file locks it always does.

    An exclusive lock is tried once. A shared lock waits until no process holds an exclusive one.
    """
    try:
        import fcntl
    except ImportError:
        yield True
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
        locked = True
    except BlockingIOError:
        locked = False
    except OSError:  # a file system without locks
        locked = True
    try:
        yield locked
    finally:
        os.close(descriptor)
