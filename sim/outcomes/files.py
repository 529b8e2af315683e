"""The folder of a result, which is published completely or not at all.

Everything is written into a hidden folder beside the result, which then replaces the older result in one step. The
bytes depend neither on the division into blocks, nor on the executor, nor on the time: only `times.json` differs
between two runs of the same input.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b, file_digest
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from sim.errors import GongjiError, quoted
from sim.outcomes.columns import TABLES, Column
from sim.outcomes.formulas import with_own
from sim.outcomes.parts import lock, scan
from sim.outcomes.recorded import RECORD, TIMES, NoResult, Recorded, is_file
from sim.words.outcomes import Outcome, Unit

if TYPE_CHECKING:
    import polars as pl

GROUPS_FILE = "groups.npy"  # the means by groups of lives while a sweep is written
_GROUP = 16_384  # rows of one row group of a result: it bounds the memory
LONGEST_NAME = 200  # bytes of a name: what is written beside the result has longer ones, and systems allow 255
_PROBE = 1 << 20  # bytes to write to a disk that may be full
_BESIDE = (".unfinished", ".replaced", ".lock")


class InUse(GongjiError):
    """Another process is working on the same study."""


class NotOurs(GongjiError):
    """Something is where a result would be written that Gongji did not write; it is left as it is."""

    exit_code = 2


class NotWritten(GongjiError):
    """The disk takes a result no longer, or its folder is gone; finished blocks are kept."""

    hint = "What is finished is kept; the same command goes on with it. (GONGJI_DEBUG=1 shows where)"


class Folder:
    """The folder of a result while it is written."""

    def __init__(self, results: Path, name: str):
        self.target = results / name
        self.unfinished, self._replaced, self.lock = (results / f".{name}{ending}" for ending in _BESIDE)

    def path(self, name: str) -> Path:
        """The path to write a file of the result to."""
        return self.unfinished / name

    def publish(self, record: dict[str, Any], times: dict[str, Any]) -> None:
        """Write the record with the checksums of the files, and put everything in place.

        What lay in the older result without being part of it is kept, and `times.json` says so.
        """
        sums = {name: sum_of(self.path(name)) for name in sorted(record["columns"])}  # fails if a table is missing
        record = record | {"hashes": record["hashes"] | {"files": sums}}
        check_target(self.target, record["kind"], record["title"])  # it may have appeared in the meantime
        if larger := _larger(self.target, record):
            times = times | {"notes": [*times.get("notes", ()), f"replaced a result of {larger}, more than this one"]}
        if kept := [path.name for path in _entries(self.target) if not _is_part(path)]:
            text = f"kept beside the result, though no part of it: {', '.join(kept)}"
            times = times | {"notes": [*times.get("notes", ()), text]}
        for name, content in ((RECORD, record), (TIMES, times)):
            text = json.dumps(content, ensure_ascii=False, indent=1)
            self.path(name).write_text(f"{text}\n", encoding="utf-8")
        for path in (*self.unfinished.iterdir(), self.unfinished):
            _sync(path)
        if self.target.exists():
            self.target.replace(self._replaced)
        self.unfinished.replace(self.target)
        _sync(self.target.parent)
        self._take_over()

    def clean(self) -> None:
        """Remove what an interrupted process left behind, and nothing else."""
        for path in (self.unfinished, self._replaced):
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                raise NotOurs(f"{path} is in the way: Gongji needs that name for a folder; move it elsewhere")
        if self._replaced.exists() and not self.target.exists():
            self._replaced.replace(self.target)  # it ended between the two steps of publishing
        self._take_over()
        _remove_parts(self.unfinished)
        if self.unfinished.exists():
            found = ", ".join(path.name for path in _entries(self.unfinished))
            raise NotOurs(f"{self.unfinished} has files that Gongji did not write ({found}); move them elsewhere")
        self.unfinished.mkdir()

    def _take_over(self) -> None:
        """Move what was no part of the replaced result beside the new one, then remove the replaced one."""
        for path in _entries(self._replaced):
            if not _is_part(path) and not os.path.lexists(self.target / path.name):
                path.rename(self.target / path.name)
        _remove_parts(self._replaced)


@contextmanager
def folder_of(results: Path, name: str) -> Iterator[Folder]:
    """The folder of a result, locked so that no other process works on the same study.

    The lock is a file of its own that stays: the folder is renamed, which would take a lock on it away.
    """
    folder = Folder(results, name)
    results.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(folder.lock) and not is_file(folder.lock):
        raise NotOurs(f"{folder.lock} is in the way: Gongji needs that name for a file; move it elsewhere")
    folder.lock.touch()
    with lock(folder.lock) as locked:
        if not locked:
            raise InUse(f"another gongji is working on {name} in {results}; wait for it, or choose --name or --out")
        folder.clean()
        try:
            with _refused_by_the_system(folder.unfinished):
                yield folder
        finally:
            _remove_parts(folder.unfinished)


@contextmanager
def _refused_by_the_system(folder: Path) -> Iterator[None]:
    """While a result is written: say why that failed, whether Python's functions or the library of tables failed."""
    from polars.exceptions import PanicException, PolarsError

    try:
        yield
    except (OSError, PolarsError, PanicException) as error:
        where = getattr(error, "filename", None) or folder
        why = why_refused(folder, error) or f"the tables cannot be made ({one_line(error)})"
        raise NotWritten(f"{why}: {where}") from error


def why_refused(folder: Path, error: BaseException) -> str:
    """Why the system took no table, if it was the system: in its words, by the number in the library's, or by writing
    there once more."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if found := re.search(r"\(os error (\d+)\)", str(error)):
        return os.strerror(int(found[1]))
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(bytes(_PROBE))
            file.flush()
    except OSError as refused:
        return refused.strerror or str(refused)
    return ""


def one_line(error: BaseException) -> str:
    """The first line of what a library says."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def check_target(target: Path, kind: str, title: str) -> None:
    """Check that a result may be put in place: it may replace one of the same study, never anything else."""
    if target.is_symlink():
        raise NotOurs(f"{target} is a link, which a result cannot replace. Choose another --name, or remove it")
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    try:
        record = Recorded.read(target)
    except NoResult as error:
        why = f"{target} is left unchanged, it is no result of Gongji ({error.why})"
        raise NotOurs(f"{why}. Choose another --name or --out, or remove it") from None
    if (record.kind, record.title) != (kind, title):
        found = f"{target} has another study: {record.kind} of {quoted(record.title)}"
        raise NotOurs(f"{found}. Choose another --name or --out, or remove that folder")


def _larger(target: Path, record: dict[str, Any]) -> str:
    """What the result in place has more of than the new one: lives, points or variants."""
    with suppress(NoResult):
        older = Recorded.read(target)
        sizes = (
            (older.lives, record["lives"], "lives"),
            (older.points, record.get("points", 0), "points"),
            (len(older.variants), len(record.get("variants", ())), "variants"),
        )
        return ", ".join(f"{was:,} {what}" for was, now, what in sizes if was > now)
    return ""


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_part(path: Path) -> bool:
    """Whether a file of a result's folder has a name that Gongji gives to one."""
    name = path.name
    is_batch = any(name.startswith(f"{table}.") and name[len(table) + 1 :].isdigit() for table in TABLES)
    return is_file(path) and (name in (*TABLES, RECORD, TIMES, GROUPS_FILE) or is_batch)


def _remove_parts(folder: Path) -> None:
    """Remove the files of a result, its record first, and their folder unless there is anything else in it."""
    for path in sorted(_entries(folder), key=lambda path: path.name != RECORD):
        if _is_part(path):
            path.unlink()
    with suppress(OSError):
        folder.rmdir()


def records(results: Path) -> dict[str, Recorded]:
    """The records of all results in a folder, by name; unreadable ones are left out."""
    return {name: record for name, record in readings(results).items() if isinstance(record, Recorded)}


def readings(results: Path) -> dict[str, Recorded | NoResult]:
    """The record in every folder that has one, by name, or why it cannot be read."""
    found: dict[str, Recorded | NoResult] = {}
    for folder in sorted(results.iterdir()) if results.is_dir() else ():
        if folder.name.startswith(".") or not folder.is_dir() or not os.path.lexists(folder / RECORD):
            continue
        try:
            found[folder.name] = Recorded.read(folder)
        except NoResult as error:
            found[folder.name] = error
    return found


def changed(folder: Path) -> list[str]:
    """The tables of a result that no longer have the recorded checksums."""
    sums = Recorded.read(folder).hashes.files
    return [name for name, recorded in sums.items() if not is_file(folder / name) or sum_of(folder / name) != recorded]


def merge(
    parts: Mapping[str, list[Path]] | list[Path],
    columns: tuple[Column, ...],
    target: Path,
    own: tuple[Outcome, ...] = (),
    change: "Callable[[pl.LazyFrame], pl.LazyFrame]" = lambda rows: rows,
) -> None:
    """Merge parts into one file; those of variants one after the other, each row with the variant's name.

    `own` are outcomes that the scenario defines: they are columns of the file, not of the parts. `change` changes
    values of the rows.
    """
    import polars as pl

    def rows(files: list[Path]) -> "pl.LazyFrame":
        return change(with_own(scan(files), own)).select(_decimals(columns))

    if isinstance(parts, list):
        frames = [rows(parts)]
    else:
        frames = [rows(of_one).select(pl.lit(name).alias("variant"), pl.all()) for name, of_one in parts.items()]
    pl.concat(frames).sink_parquet(
        target, compression="zstd", statistics=True, row_group_size=_GROUP, maintain_order=True
    )


def _decimals(columns: tuple[Column, ...]) -> "list[pl.Expr]":
    """Every column as results hold it: fen become yuan with two decimals, parts per million per cent with four."""
    import polars as pl

    def decimal(name: str, places: int) -> "pl.Expr":
        kind = pl.Decimal(18, places)
        return (pl.col(name).cast(pl.Decimal(18, 0)) * pl.lit(f"{10**-places:.{places}f}").cast(kind)).cast(kind)

    places = {Unit.YUAN: 2, Unit.PERCENT: 4}
    return [
        decimal(column.name, places[Unit(column.unit)]).alias(column.name)
        if column.unit in places
        else pl.col(column.name)
        for column in columns
    ]


def _sync(path: Path) -> None:
    """Flush a file or directory to the disk; not every system can flush a directory."""
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


def sum_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def input_hash(*inputs: Any) -> str:
    """One short hash of everything that determines a result."""
    text = json.dumps(inputs, ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode(), digest_size=8).hexdigest()
