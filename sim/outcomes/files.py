"""The folder of a result: whole or not at all.

Everything is written into a hidden folder beside the result and put in its place in one step, so an older result stays
until the new one stands. The bytes depend neither on the cut into blocks nor on who lived them, nor on when: what
differs between two runs of the same input stands in `times.json` alone.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.outcomes.columns import Column
from sim.outcomes.measures import Unit
from sim.outcomes.parts import lock

if TYPE_CHECKING:
    import polars as pl

RECORD, TIMES = "run.json", "times.json"
_GROUP = 16_384  # rows of one group of a result: it bounds the memory


class InUse(Exception):
    """Another process is at work on the same study."""


class Folder:
    """The folder of a result while it is made."""

    def __init__(self, results: Path, name: str):
        self.target = results / name
        self.unfinished = results / f".{name}.unfinished"
        self._replaced = results / f".{name}.replaced"

    def path(self, name: str) -> Path:
        """Where a file of the result is to be written."""
        return self.unfinished / name

    def publish(self, record: dict[str, Any], times: dict[str, Any]) -> None:
        """Put everything in its place, with the record and the sums of the files."""
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
        """Remove what an earlier process left half done."""
        if self._replaced.exists() and not self.target.exists():
            self._replaced.replace(self.target)  # it ended between the two steps of putting the new result in place
        shutil.rmtree(self._replaced, ignore_errors=True)
        for file in self.unfinished.iterdir():
            file.unlink()


@contextmanager
def folder_of(results: Path, name: str) -> Iterator[Folder]:
    """The folder of a result, held so that no other process works on the same study."""
    folder = Folder(results, name)
    folder.unfinished.mkdir(parents=True, exist_ok=True)
    with lock(folder.unfinished) as locked:
        if not locked:
            raise InUse(f"another gongji is at work on {name} in {results}; wait for it, or choose --name or --out")
        folder.clean()
        try:
            yield folder
        finally:
            shutil.rmtree(folder.unfinished, ignore_errors=True)


def records(results: Path) -> dict[str, dict[str, Any]]:
    """The records of all results in a folder, by name; what cannot be read as one is passed over."""
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
    """The tables of a result that are no longer what its record says."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    sums = record.get("hashes", {}).get("files", {})
    return [name for name, recorded in sums.items() if sum_of(folder / name) != recorded]


def merge(parts: Mapping[str, list[Path]] | list[Path], columns: tuple[Column, ...], target: Path) -> None:
    """Put parts together; those of variants one variant after the other, each row with the variant's name."""
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


def sum_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def input_hash(*inputs: Any) -> str:
    """One short hash of everything that decides what comes out."""
    text = json.dumps(inputs, ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode(), digest_size=8).hexdigest()
