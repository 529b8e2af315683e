"""The report of `gongji results`: the studies in a folder of results, and the finished blocks stored with them."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.outcomes.files import RECORD, TIMES, records
from sim.outcomes.parts import KEPT_DAYS, Store
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING, counted

_HEADS = ("kind", "lives", "of", "finished", "size")


def listing(out: Path, width: int) -> Iterator[Text]:
    """Every study with its date and its size on the disk; then the blocks that later studies can use."""
    found = records(out)
    unread = [file.parent.name for file in sorted(out.glob(f"*/{RECORD}")) if file.parent.name not in found]
    if found:
        yield from table(_HEADS, list(_studies(out, found)), width)
    elif not unread:
        missing = "no studies in it yet" if out.is_dir() else "no such folder yet"
        yield from wrapped(f"{out}: {missing}. To run a first one: gongji run FILE", width)
    for name in unread:
        yield from wrapped(f"{name}: its {RECORD} cannot be read", width, len(name))
    yield from _blocks(out, found, width)


def _studies(out: Path, found: dict[str, dict[str, Any]]) -> Iterator[Line]:
    for name, record in found.items():
        folder = out / name
        lives = record.get("lives")
        cells = (
            str(record["kind"]),
            f"{lives:,}" if isinstance(lives, int) else MISSING,
            _of(record),
            _finished(folder),
            _size(_bytes_of(folder)),
        )
        # other commands need the name, so it is never cut
        yield Line(name, heading=str(record.get("title", "")))
        yield Line("", cells)


def _of(record: dict[str, Any]) -> str:
    """The number of points or variants."""
    if record["kind"] == "sweep":
        return counted(record.get("points", 0), "point")
    return counted(len(record["variants"]), "variant") if record.get("variants") else ""


def _finished(folder: Path) -> str:
    """Day and time in the reader's time zone."""
    try:
        times = json.loads((folder / TIMES).read_text(encoding="utf-8"))
        return f"{datetime.fromisoformat(times['finished']).astimezone():%Y-%m-%d %H:%M}"
    except (OSError, ValueError, KeyError, TypeError):
        return MISSING


def _blocks(out: Path, found: dict[str, dict[str, Any]], width: int) -> Iterator[Text]:
    """The finished blocks: their size, what they are for, and how many belong to unfinished studies."""
    store = Store(out).folder
    of_inputs = {folder.name: _bytes_of(folder) for folder in sorted(store.glob("*"))}
    if not sum(of_inputs.values()):
        return
    referred = {inputs for record in found.values() for inputs in record.get("inputs", ())}
    waiting = sum(size for inputs, size in of_inputs.items() if inputs not in referred)
    use = "a study with more lives or more points starts with them"
    yield from wrapped(f"Finished blocks: {_size(sum(of_inputs.values()))} in {store}; {use}.", width)
    if waiting:
        use = "the same command resumes them"
        text = f"Of studies that were not finished: {_size(waiting)} of them; {use}, for {KEPT_DAYS} days."
        yield from wrapped(text, width)


def _bytes_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _size(number: int) -> str:
    """A number of bytes for a reader: `812 B`, `12.3 kB`, `1.2 MB`."""
    size, units = float(number), ["B", "kB", "MB", "GB", "TB"]
    while size >= 999.95 and len(units) > 1:
        size /= 1000
        del units[0]
    return f"{number} B" if units[0] == "B" else f"{size:.1f} {units[0]}"
