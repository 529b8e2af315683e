"""The report of `gongji results`: the studies in a folder of results, and the finished blocks stored with them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from rich.text import Text

from sim.outcomes.files import readings
from sim.outcomes.parts import KEPT_DAYS, Store
from sim.outcomes.recorded import Recorded, is_file, times_of
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING
from sim.words.plurals import counted

_HEADS = ("kind", "lives", "of", "finished", "size")
_SPARE = (("size",), ("finished",), ("of",))  # what a narrow screen leaves out, in this order


def listing(out: Path, width: int) -> Iterator[Text]:
    """Every study with its date and its size on the disk; then the blocks that later studies can use."""
    read = readings(out)
    found = {name: record for name, record in read.items() if isinstance(record, Recorded)}
    unread = {name: record for name, record in read.items() if not isinstance(record, Recorded)}
    if found:
        yield from table(_HEADS, list(_studies(out, found)), width, _SPARE)
    elif not unread:
        missing = "no studies in it yet" if out.is_dir() else "no such folder yet"
        yield from wrapped(f"{out}: {missing}. To run a first one: gongji run FILE", width)
    for name, error in unread.items():
        yield from wrapped(f"{name}: {error.why}", width, len(name))
    yield from _blocks(out, found, width)


def _studies(out: Path, found: dict[str, Recorded]) -> Iterator[Line]:
    for name, record in found.items():
        folder = out / name
        cells = (
            record.kind,
            f"{record.lives:,}",
            _of(record),
            _finished(folder),
            _size(_bytes_of(folder)),
        )
        # other commands need the name, so it is never cut
        yield Line(name, heading=record.title)
        yield Line("", cells)


def _of(record: Recorded) -> str:
    """The number of points or variants."""
    if record.kind == "sweep":
        return counted(record.points, "point")
    return counted(len(record.variants), "variant") if record.variants else ""


def _finished(folder: Path) -> str:
    """Day and time in the reader's time zone."""
    try:
        return f"{datetime.fromisoformat(times_of(folder)['finished']).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, KeyError, TypeError, OverflowError, OSError):
        return MISSING


def _blocks(out: Path, found: dict[str, Recorded], width: int) -> Iterator[Text]:
    """The finished blocks: their size, what they are for, and how many belong to unfinished studies."""
    store = Store(out).folder
    of_inputs = {folder.name: _bytes_of(folder) for folder in sorted(store.glob("*"))}
    if not sum(of_inputs.values()):
        return
    referred = {inputs for record in found.values() for inputs in record.inputs}
    waiting = sum(size for inputs, size in of_inputs.items() if inputs not in referred)
    use = "a study with more lives or more points starts with them"
    yield from wrapped(f"Finished blocks: {_size(sum(of_inputs.values()))} in {store}; {use}.", width)
    if waiting:
        use = "the same command resumes them"
        text = f"Of studies that were not finished: {_size(waiting)} of them; {use}, for {KEPT_DAYS} days."
        yield from wrapped(text, width)


def _bytes_of(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if is_file(file))


def _size(number: int) -> str:
    """A number of bytes for a reader: `812 B`, `12.3 kB`, `1.2 MB`."""
    size, units = float(number), ["B", "kB", "MB", "GB", "TB"]
    while size >= 999.95 and len(units) > 1:
        size /= 1000
        del units[0]
    return f"{number} B" if units[0] == "B" else f"{size:.1f} {units[0]}"
