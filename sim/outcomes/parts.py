"""Finished blocks of lives, stored on disk so that a later study can use them.

A block becomes a `Part`: Arrow files in memory, which are written in a fifth of the time that Parquet takes, money in
whole fen. Parts are stored in a hidden folder of the
results, under a hash of everything that determines those lives: a study that was stopped resumes with them, a study
with more lives or more points starts with them, and lives under another law, seed or program are never mixed in.

The name of a part has a checksum of its content, its lives and that hash: a part that was damaged, renamed or moved is
as if it were not there. Whatever else lies among the parts is left alone.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from stat import S_ISDIR
from threading import get_ident
from time import time
from typing import TYPE_CHECKING, NamedTuple

from sim.outcomes.amounts import amounts, has_value
from sim.outcomes.burdens import are_catastrophic
from sim.outcomes.columns import LIVES, YEAR_END, YEARS
from sim.outcomes.formulas import with_own
from sim.outcomes.recorded import is_file
from sim.words.counts import Burden, Count
from sim.words.flows import Flow
from sim.words.outcomes import COLUMNS, Outcome
from sim.words.states import Status

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from sim.world.block import Block

KEPT_DAYS = 30  # how long the blocks of an unfinished study are kept

# Rows read at a time when parts are merged: it bounds the memory.
_GROUP = 2_048
_TURNED = 1_024

Range = tuple[int, int]


class Part(NamedTuple):
    """The outcomes of the lives from `first` up to, not including, `last`, ready to be written: a file of each kind."""

    first: int
    last: int
    files: dict[str, bytes]


# ----------------------------------------------------------------------------- a block becomes a part


def part_of(
    block: "Block",
    names: tuple[str, ...],
    lives: Range,
    kinds: Iterable[str],
    outcomes: tuple[Outcome, ...] = COLUMNS,
) -> Part:
    """The outcomes of a block, by life and order of the persons in the file."""
    tables = {LIVES: lambda: lives_frame(block, names, outcomes), YEARS: lambda: years_frame(block, names)}
    return Part(*lives, {kind: to_arrow(tables[kind]()) for kind in kinds})


def lives_frame(block: "Block", names: tuple[str, ...], outcomes: tuple[Outcome, ...]) -> "pl.DataFrame":
    import numpy as np
    import polars as pl

    rows = block.people
    order = np.lexsort((rows["who"], rows["life"]))
    columns = _keys(rows, order, names)
    for outcome in outcomes:
        if outcome.formula is None:
            columns[outcome.name] = _column(outcome, block, order)
    gaps = {one.name: has_value(one, block) for one in outcomes if one.formula is None}
    known = [
        pl.when(pl.lit(pl.Series(defined[order]))).then(pl.col(name)).alias(name)
        for name, defined in gaps.items()
        if defined is not None
    ]
    made_of_others = [outcome for outcome in outcomes if outcome.formula is not None]
    names_in_order = ("life", "person", *(outcome.name for outcome in outcomes))
    return with_own(pl.DataFrame(columns).lazy().with_columns(known), made_of_others).select(names_in_order).collect()


def _column(outcome: Outcome, block: "Block", order: "np.ndarray") -> "pl.Series":
    import polars as pl

    values = pl.Series(amounts(outcome, block)[order])
    if outcome.unit.is_counted:
        values = values.cast(pl.Int32)
    return values != 0 if outcome.is_flag else values


def years_frame(block: "Block", names: tuple[str, ...]) -> "pl.DataFrame":
    import numpy as np
    import polars as pl

    rows = block.years
    order = np.lexsort((rows["year"], rows["who"], rows["life"]))
    of = _by_column(rows, order)
    columns = _keys(rows, order, names)
    columns["year"] = pl.Series(of["year"], dtype=pl.Int32)
    for flow in Flow:
        columns[flow.column] = pl.Series(of["flows"][flow])
    for status in Status:
        columns[status.column] = pl.Series(of["months"][status], dtype=pl.Int32)
    for count in Count:
        values = pl.Series(of["counts"][count])
        columns[count.column] = values.cast(pl.Int32) if count.unit.is_counted else values
    columns |= _burdens(of)
    columns |= {name: pl.Series(of[name]) for name in YEAR_END}
    return pl.DataFrame(columns)


def _burdens(of: "dict[str, np.ndarray]") -> "dict[str, pl.Series]":
    """Whether the family's care took more than a share of its means in the year of a row, for each share."""
    import polars as pl

    if not of["life"].size:
        return {burden.column: pl.Series([], dtype=pl.Boolean) for burden in Burden}
    care = of["flows"][Flow.CASH] - of["flows"][Flow.POOL_PAID_LATER]
    means = of["counts"][Count.EARNED] + of["counts"][Count.PENSIONS]
    found = are_catastrophic(of["life"], of["year"], care, means)
    return {burden.column: pl.Series(found[burden]) for burden in Burden}


def _by_column(rows: "np.ndarray", order: "np.ndarray") -> "dict[str, np.ndarray]":
    """The fields of records of whole numbers, put in order: each number of a field in memory of its own.

    Some rows at a time are turned, while they are in the processor's cache: a record lies apart from the next.
    """
    import numpy as np

    assert rows.dtype.names
    numbers = rows.view(np.int64).reshape(rows.size, -1)
    turned = np.empty((numbers.shape[1], rows.size), np.int64)
    for first in range(0, rows.size, _TURNED):
        some = order[first : first + _TURNED]
        turned[:, first : first + some.size] = numbers[some].T
    found, place = {}, 0
    for name in rows.dtype.names:
        width = rows.dtype[name].itemsize // numbers.itemsize
        found[name] = turned[place : place + width] if rows.dtype[name].shape else turned[place]
        place += width
    return found


def _keys(rows: "np.ndarray", order: "np.ndarray", names: tuple[str, ...]) -> "dict[str, pl.Series]":
    """The number of the life and the name of the person, in the order of the lives and of the persons in the file."""
    import polars as pl

    who = pl.Series(rows["who"][order])
    return {
        "life": pl.Series(rows["life"][order]),
        "person": who.replace_strict(range(len(names)), names, return_dtype=pl.String),
    }


def to_arrow(frame: "pl.DataFrame") -> bytes:
    file = BytesIO()
    frame.write_ipc(file, compression="lz4", record_batch_size=_GROUP)
    return file.getvalue()


def scan(files: list[Path]) -> "pl.LazyFrame":
    """The rows of parts, one part after the other; a name of a folder is never a pattern."""
    import polars as pl

    return pl.scan_ipc(files, glob=False)


# ----------------------------------------------------------------------------- parts on disk

_ENDINGS = {LIVES: "lives.arrow", YEARS: "years.arrow"}
_PART = re.compile(r"(\d{9})-(\d{9})\.([0-9a-f]{32})\.(lives\.arrow|years\.arrow)")
# What is removed: parts, those of earlier versions (Parquet, or without a checksum), and half-written ones.
_OURS = re.compile(r"\d{9}-\d{9}(\.[0-9a-f]{32})?\.(lives|years)\.(arrow|parquet)(\.\d+\.\d+\.unfinished)?")
_HALF_WRITTEN = ".unfinished"
_INPUTS = re.compile(r"[0-9a-f]{16}")


class Store:
    """The finished blocks of one folder of results. `inputs` is the hash of everything that determines the lives."""

    def __init__(self, results: Path):
        self.folder = results / ".blocks"
        self.notes: list[str] = []  # what was found among the blocks that cannot be used
        self._parts: dict[tuple[str, str, Range], Path] = {}  # those written or verified by this process

    def write(self, inputs: str, part: Part) -> None:
        """Store a block: it counts as finished once all its files are there, each complete."""
        folder = self.folder / inputs
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            self._make_way(folder)
        folder.mkdir(parents=True, exist_ok=True)
        lives = (part.first, part.last)
        for kind, content in part.files.items():
            path = folder / f"{_range_text(lives)}.{_sum(inputs, lives, kind, content)}.{_ENDINGS[kind]}"
            if _is_folder(path):
                self._make_way(path)
            _write_atomically(path, content)
            self._parts[inputs, kind, lives] = path

    def finished(self, inputs: str, kinds: Iterable[str]) -> list[Range]:
        """Ranges of lives that need not be simulated again: every kind of file requested is there and unchanged."""
        kinds = tuple(kinds)
        found: dict[str, set[Range]] = {_ENDINGS[kind]: set() for kind in kinds}
        kind_of = {ending: kind for kind, ending in _ENDINGS.items()}
        for path in self._entries(inputs):
            name = _PART.fullmatch(path.name)
            if name is None:
                if not _OURS.fullmatch(path.name):
                    self._note(f"{path} is no block and was skipped")
            elif name[4] in found:
                lives = int(name[1]), int(name[2])
                kind = kind_of[name[4]]
                if self._parts.get((inputs, kind, lives)) == path or self._is_whole(path, inputs, lives, kind, name[3]):
                    self._parts[inputs, kind, lives] = path
                    found[name[4]].add(lives)
        return sorted(set.intersection(*found.values()))

    def _entries(self, inputs: str) -> list[Path]:
        folder = self.folder / inputs
        return sorted(folder.iterdir()) if _is_folder(folder) else []

    def _is_whole(self, path: Path, inputs: str, lives: Range, kind: str, checksum: str) -> bool:
        """Whether the content is that for which the name was made."""
        with suppress(OSError):
            if lives[0] < lives[1] and is_file(path) and _sum(inputs, lives, kind, path.read_bytes()) == checksum:
                return True
        self._note(f"{path} was damaged; its lives were simulated again")
        return False

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def _make_way(self, path: Path) -> None:
        """Move away what has the name of a block or of its folder and is none."""
        if not os.path.lexists(path):
            return
        number = 1
        while os.path.lexists(aside := path.with_name(f"{path.name}.foreign-{number}")):
            number += 1
        path.rename(aside)
        self._note(f"{path} was in the way of a block; it is now {aside}")

    def files(self, inputs: str, ranges: Iterable[Range], kind: str) -> list[Path]:
        """The files of these blocks, which were found finished or written, in the order of the lives."""
        return [self._parts[inputs, kind, lives] for lives in sorted(ranges)]

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Hold the folder while blocks are written and read, so that no other process removes any."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with lock(self.folder, shared=True):
            yield

    def prune(self, released: Iterable[str], referred: set[str]) -> None:
        """Remove the blocks of replaced results and of studies long abandoned, unless some result refers to them.

        While another process uses the folder, nothing is removed: the next study does it. Only files with the names
        of blocks are ever removed.
        """
        if not _is_folder(self.folder):
            return
        with lock(self.folder) as alone:
            if not alone:
                return
            released, too_old = set(released), time() - KEPT_DAYS * 24 * 3600
            for folder in self.folder.iterdir():
                if not _INPUTS.fullmatch(folder.name) or not _is_folder(folder):
                    continue
                with suppress(OSError):  # what cannot be removed is no reason to fail
                    is_old = folder.lstat().st_mtime < too_old
                    _remove(folder, all_parts=folder.name not in referred and (is_old or folder.name in released))


def _remove(folder: Path, all_parts: bool) -> None:
    """Remove the half-written parts of a folder, or all its parts and the folder unless anything else is in it."""
    for file in folder.iterdir():
        if _OURS.fullmatch(file.name) and is_file(file) and (all_parts or file.suffix == _HALF_WRITTEN):
            file.unlink()
    if all_parts:
        with suppress(OSError):
            folder.rmdir()


def _range_text(lives: Range) -> str:
    return f"{lives[0]:09d}-{lives[1]:09d}"


def _sum(inputs: str, lives: Range, kind: str, content: bytes) -> str:
    """The checksum of a part: over what it is of, then what is in it."""
    digest = blake2b(f"{inputs} {_range_text(lives)} {kind}\n".encode(), digest_size=16)
    digest.update(content)
    return digest.hexdigest()


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder itself, not a link to one."""
    try:
        return S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _write_atomically(path: Path, content: bytes) -> None:
    """Write a file completely or not at all, even on a power cut; several studies may write the same one."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}{_HALF_WRITTEN}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)  # if it was not put in place: a full disk needs the room


@contextmanager
def lock(path: Path, *, shared: bool = False) -> Iterator[bool]:
    """Lock a file or folder, exclusively or shared, and yield whether that succeeded; without locks it always does.

    An exclusive lock is tried once. A shared lock waits until no process holds an exclusive one. What is locked must
    stay: a lock on something that is renamed or removed keeps nobody from its successor.
    """
    try:
        import fcntl
    except ImportError:
        yield True
        return
    descriptor = os.open(path, os.O_RDONLY)
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
