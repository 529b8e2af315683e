"""The folder of a result, which is published completely or not at all.

Everything is written into a hidden folder beside the result, which then replaces the older result in one step. The
bytes depend neither on the division into blocks, nor on the executor, nor on the time: only `times.json` differs
between two runs of the same input.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import GongjiError
from sim.outcomes.columns import Column
from sim.outcomes.parts import lock
from sim.words.outcomes import Unit

if TYPE_CHECKING:
    import polars as pl

RECORD, TIMES = "run.json", "times.json"
_GROUP = 16_384  # rows of one row group of a result: it bounds the memory


class InUse(GongjiError):
    """Another process is working on the same study."""


class Folder:
    """The folder of a result while it is written."""

    def __init__(self, results: Path, name: str):
        self.target = results / name
        self.unfinished = results / f".{name}.unfinished"
        self._replaced = results / f".{name}.replaced"

    def path(self, name: str) -> Path:
        """The path to write a file of the result to."""
        return self.unfinished / name

    def publish(self, record: dict[str, Any], times: dict[str, Any]) -> None:
        """Write the record with the checksums of the files, and put everything in place."""
        sums = {file.name: sum_of(file) for file in sorted(self.unfinished.glob("*.parquet"))}
        record = record | {"hashes": record["hashes"] | {"files": sums}}
        for name, content in ((RECORD, record), (TIMES, times)):
            text = json.dumps(content, ensure_ascii=False, indent=1)
            self.path(name).write_text(f"{text}\n", encoding="utf-8")
        for path in (*self.unfinished.iterdir(), self.unfinished):
            _sync(path)
        if self.target.exists():
            self.target.replace(self._replaced)
        self.unfinished.replace(self.target)
        _sync(self.target.parent)
        shutil.rmtree(self._replaced, ignore_errors=True)

    def clean(self) -> None:
        """Remove what an interrupted process left behind."""
        if self._replaced.exists() and not self.target.exists():
            self._replaced.replace(self.target)  # it ended between the two steps of publishing
        shutil.rmtree(self._replaced, ignore_errors=True)
        for file in self.unfinished.iterdir():
            file.unlink()


@contextmanager
def folder_of(results: Path, name: str) -> Iterator[Folder]:
    """The folder of a result, locked so that no other process works on the same study."""
    folder = Folder(results, name)
    folder.unfinished.mkdir(parents=True, exist_ok=True)
    with lock(folder.unfinished) as locked:
        if not locked:
            raise InUse(f"another gongji is working on {name} in {results}; wait for it, or choose --name or --out")
        folder.clean()
        try:
            yield folder
        finally:
            shutil.rmtree(folder.unfinished, ignore_errors=True)


def records(results: Path) -> dict[str, dict[str, Any]]:
    """The records of all results in a folder, by name; unreadable ones are left out."""
    found = {}
    for file in sorted(results.glob(f"*/{RECORD}")):
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(record, dict) and "kind" in record:
            found[file.parent.name] = record
    return found


def changed(folder: Path) -> list[str]:
    """The tables of a result that no longer have the recorded checksums."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    sums = record.get("hashes", {}).get("files", {})
    return [name for name, recorded in sums.items() if sum_of(folder / name) != recorded]


def merge(parts: Mapping[str, list[Path]] | list[Path], columns: tuple[Column, ...], target: Path) -> None:
    """Merge parts into one file; those of variants one after the other, each row with the variant's name."""
    import polars as pl

    def rows(files: list[Path]) -> "pl.LazyFrame":
        return pl.scan_parquet(files, glob=False).select(_decimals(columns))

    if isinstance(parts, list):
        frames = [rows(parts)]
    else:
        frames = [rows(of_one).select(pl.lit(name).alias("variant"), pl.all()) for name, of_one in parts.items()]
    pl.concat(frames).sink_parquet(
        target, compression="zstd", statistics=True, row_group_size=_GROUP, maintain_order=True
    )


def _decimals(columns: tuple[Column, ...]) -> "list[pl.Expr]":
    """Every column as results hold it: fen become yuan with two decimals."""
    import polars as pl

    yuan = pl.Decimal(18, 2)
    cent = pl.lit("0.01").cast(yuan)
    return [
        (pl.col(name).cast(pl.Decimal(18, 0)) * cent).cast(yuan).alias(name) if unit == Unit.YUAN else pl.col(name)
        for name, unit, _ in columns
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
