"""The result files: blocks of lives as parts on disk, and parts put together into one folder, whole or not at all.

A block becomes a `Part`: two small Parquet files in memory, money in whole fen. Parts lie in a hidden folder named by
a hash of everything that decides them, so that a stopped study goes on with them and another study never does. At
the end they are read in the order of the lives and written as one, block by block, so memory does not grow with
the number of lives; the bytes depend neither on the cut into blocks nor on who lived them.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import escape
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes.columns import FLOWS, LIFE_COLUMNS, YEAR_COLUMNS, Column
from sim.outcomes.measures import COLUMNS, Measure, Unit, amounts, has_value

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from sim.engine import Block

PARQUET_MARK = b"PAR1"  # how a whole Parquet file ends
LIVES, YEARS, RECORD = "lives.parquet", "years.parquet", "run.json"

# Rows read at a time when parts are put together, and rows of one group of the result: both bound the memory.
_PART_GROUP = 2_048
_GROUP = 16_384


class Part(NamedTuple):
    """The outcomes of the lives `first` to `last` (not lived itself), ready to be written."""

    first: int
    last: int
    lives: bytes
    years: bytes


class InUse(Exception):
    """Another process is living the same lives into the same folder."""


# ----------------------------------------------------------------------------- a block becomes a part


def part_of(block: "Block", names: tuple[str, ...], first: int, last: int) -> Part:
    """The outcomes of a block, by life and order of the persons in the file."""
    return Part(first, last, _written(_lives(block, names)), _written(_years(block, names)))


def _lives(block: "Block", names: tuple[str, ...]) -> "pl.DataFrame":
    import numpy as np
    import polars as pl

    rows = block.people
    order = np.lexsort((rows["who"], rows["life"]))
    columns = _who_lived(rows, order, names)
    for measure in COLUMNS:
        columns[measure.name] = _column(measure, block, order)
    return pl.DataFrame(columns)


def _column(measure: Measure, block: "Block", order: "np.ndarray") -> "pl.Series":
    import polars as pl

    values = pl.Series(amounts(measure, block)[order])
    if measure.unit is Unit.MONTHS:
        return values.cast(pl.Int32)
    if not measure.is_flag:
        return values
    known = has_value(measure, block)
    flags = values != 0
    return flags if known is None else pl.select(pl.when(pl.Series(known[order])).then(flags)).to_series()


def _years(block: "Block", names: tuple[str, ...]) -> "pl.DataFrame":
    import numpy as np
    import polars as pl

    from sim.rules.words import Status
    from sim.world.books import Flow

    rows = block.years
    order = np.lexsort((rows["year"], rows["who"], rows["life"]))
    columns = _who_lived(rows, order, names)
    columns["year"] = pl.Series(rows["year"][order], dtype=pl.Int32)
    for flow in FLOWS:
        columns[flow] = pl.Series(rows["flows"][:, Flow[flow.upper()]][order])
    for status in Status:
        columns[f"months_{status.name.lower()}"] = pl.Series(rows["months"][:, status][order], dtype=pl.Int32)
    columns |= {name: pl.Series(rows[name][order]) for name in ("account", "wallet")}
    return pl.DataFrame(columns)


def _who_lived(rows: "np.ndarray", order: "np.ndarray", names: tuple[str, ...]) -> "dict[str, pl.Series]":
    """The number of the life and the name of the person, in the order of the lives and of the persons in the file."""
    import polars as pl

    who = pl.Series(rows["who"][order])
    return {
        "life": pl.Series(rows["life"][order]),
        "person": who.replace_strict(range(len(names)), names, return_dtype=pl.String),
    }


def _written(frame: "pl.DataFrame") -> bytes:
    file = BytesIO()
    frame.write_parquet(file, compression="lz4", statistics=False, row_group_size=_PART_GROUP)
    return file.getvalue()


# ----------------------------------------------------------------------------- parts on disk


def _whole(file: Path) -> bool:
    """Whether a part was written to its end: a damaged one is lived again."""
    if not file.exists() or file.stat().st_size < 2 * len(PARQUET_MARK):
        return False
    with file.open("rb") as content:
        content.seek(-len(PARQUET_MARK), os.SEEK_END)
        return content.read() == PARQUET_MARK


class Parts:
    """The finished blocks of one study, in a hidden folder beside its results."""

    def __init__(self, results: Path, name: str, inputs: str):
        self.results, self.name = results, name
        self.folder = results / f".{name}-{inputs}.parts"
        self.unfinished = self.folder.with_suffix(".unfinished")
        self.replaced = self.folder.with_suffix(".replaced")

    def write(self, part: Part) -> None:
        """Keep a block: it counts once both its files stand, each whole."""
        for kind, content in ((YEARS, part.years), (LIVES, part.lives)):
            _write_whole(self._file(part.first, part.last, kind), content)

    def finished(self) -> list[tuple[int, int]]:
        """Ranges of lives that need not be lived again."""
        found = []
        for file in sorted(self.folder.glob(f"*.{LIVES}")):
            first, last = (int(number) for number in file.name.split(".")[0].split("-"))
            if all(map(_whole, (file, self._file(first, last, YEARS)))):
                found.append((first, last))
        return found

    def files(self, ranges: Iterable[tuple[int, int]], kind: str) -> list[Path]:
        """The files of these blocks, in the order of the lives."""
        return [self._file(first, last, kind) for first, last in sorted(ranges)]

    @contextmanager
    def held(self) -> "Iterator[Parts]":
        """Make the folder and hold it, so that no other process lives the same lives into it; remove what is stale."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with _lock(self.folder) as locked:
            if not locked:
                raise InUse(f"another gongji is at work on this study in {self.results}; wait for it, or choose --out")
            for file in self.folder.glob("*.unfinished"):
                file.unlink()
            _remove(self.unfinished, self.replaced)
            self._remove_stale()
            try:
                yield self
            finally:
                if self.folder.exists() and not any(self.folder.iterdir()):
                    self.folder.rmdir()

    def remove(self) -> None:
        """Everything but the result itself."""
        _remove(self.folder, self.unfinished, self.replaced)

    def _file(self, first: int, last: int, kind: str) -> Path:
        return self.folder / f"{first:09d}-{last:09d}.{kind}"

    def _remove_stale(self) -> None:
        """What an interrupted run of the same file left behind with other inputs: another seed, law or program."""
        for folder in self.results.glob(f".{escape(self.name)}-*.parts"):
            is_ours = len(folder.name) == len(self.folder.name)  # of `a`, not of a scenario called `a-b`
            if folder == self.folder or not is_ours:
                continue
            with _lock(folder) as locked:
                if locked:
                    _remove(folder, folder.with_suffix(".unfinished"), folder.with_suffix(".replaced"))


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _lock(folder: Path) -> Iterator[bool]:
    """Whether this process now holds the folder; where the system has no such locks, it does."""
    try:
        import fcntl
    except ImportError:
        yield True
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        locked = True
    except BlockingIOError:
        locked = False
    except OSError:  # a file system without locks
        locked = True
    try:
        yield locked
    finally:
        os.close(descriptor)


def _write_whole(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all, also after a power cut."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


# ----------------------------------------------------------------------------- the result folder


def publish(parts: Parts, ranges: list[tuple[int, int]], record: dict[str, Any]) -> Path:
    """Put the blocks together into `results/NAME`, in place of an older result only once everything stands."""
    target, unfinished = parts.results / parts.name, parts.unfinished
    _remove(unfinished)
    unfinished.mkdir()
    _merge(parts.files(ranges, LIVES), LIFE_COLUMNS, unfinished / LIVES)
    _merge(parts.files(ranges, YEARS), YEAR_COLUMNS, unfinished / YEARS)
    (unfinished / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for path in (*unfinished.iterdir(), unfinished):
        _sync(path)
    if target.exists():
        target.replace(parts.replaced)
    unfinished.replace(target)
    _sync(parts.results)
    parts.remove()
    return target


def _merge(parts: list[Path], columns: tuple[Column, ...], target: Path) -> None:
    import polars as pl

    pl.scan_parquet(parts, glob=False).select(_decimals(columns)).sink_parquet(
        target, compression="zstd", statistics=True, row_group_size=_GROUP, maintain_order=True
    )


def _decimals(columns: tuple[Column, ...]) -> "list[pl.Expr]":
    """Every column as the result holds it: fen become yuan with two decimals."""
    import polars as pl

    yuan = pl.Decimal(18, 2)
    cent = pl.lit("0.01").cast(yuan)
    return [
        (pl.col(name).cast(pl.Decimal(18, 0)) * cent).cast(yuan).alias(name) if unit == Unit.YUAN else pl.col(name)
        for name, unit, _ in columns
    ]


def _sync(path: Path) -> None:
    """Wait until the disk has it; a directory cannot be waited for on every system."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        if path.is_file():
            raise
    finally:
        os.close(descriptor)


def input_hash(*inputs: Any) -> str:
    """One short hash of everything that decides what comes out."""
    text = json.dumps(inputs, ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode(), digest_size=8).hexdigest()
