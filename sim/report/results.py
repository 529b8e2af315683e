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
from sim.words.language import say, words
from sim.words.plurals import counted

_HEADS = ("kind", "lives", "of", "finished", "size")
_SPARE = (("size",), ("finished",), ("of",))  # what a narrow screen leaves out, in this order


def listing(out: Path, width: int) -> Iterator[Text]:
    """Every study with its date and its size on the disk; then the blocks that later studies can use."""
    read = readings(out)
    found = {name: record for name, record in read.items() if isinstance(record, Recorded)}
    unread = {name: record for name, record in read.items() if not isinstance(record, Recorded)}
    if found:
        spare = [words(*some) for some in _SPARE]
        yield from table(words(*_HEADS), list(_studies(out, found)), width, spare)
    elif not unread:
        missing = say("no studies in it yet") if out.is_dir() else say("no such folder yet")
        text = "{folder}: {missing}. To run a first one: gongji run FILE"
        yield from wrapped(say(text, folder=out, missing=missing), width)
    for name, error in unread.items():
        yield from wrapped(say("{name}: {why}", name=name, why=error.why), width, len(name))
    yield from _blocks(out, found, width)


def _studies(out: Path, found: dict[str, Recorded]) -> Iterator[Line]:
    for name, record in found.items():
        folder = out / name
        cells = (
            say(record.kind),
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
    if record.points:
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
    text = "Finished blocks: {size} in {folder}; a study with more lives or more points starts with them."
    yield from wrapped(say(text, size=_size(sum(of_inputs.values())), folder=store), width)
    if waiting:
        text = "Of studies that were not finished: {size} of them; the same command resumes them, for {days} days."
        yield from wrapped(say(text, size=_size(waiting), days=KEPT_DAYS), width)


def _bytes_of(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if is_file(file))


def _size(number: int) -> str:
    """A number of bytes for a reader: `812 B`, `12.3 kB`, `1.2 MB`."""
    size, units = float(number), ["B", "kB", "MB", "GB", "TB"]
    while size >= 999.95 and len(units) > 1:
        size /= 1000
        del units[0]
    return f"{number} B" if units[0] == "B" else f"{size:.1f} {units[0]}"
