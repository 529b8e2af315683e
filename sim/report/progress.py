"""Progress of a study on stderr: a bar on a terminal, otherwise a line every few seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from sim.report.numbers import seconds
from sim.words.plurals import counted

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.progress import Progress

_BETWEEN_LINES = 5.0  # seconds


@contextmanager
def shown(console: "Console", title: str) -> "Iterator[Callable[[Progress], None]]":
    """A function that shows the progress it is called with."""
    if console.is_terminal:
        with _bar(console, title) as show:
            yield show
    else:
        yield _lines(console)


@contextmanager
def _bar(console: "Console", title: str) -> "Iterator[Callable[[Progress], None]]":
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[finished]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, finished="", left="")

        def show(progress: "Progress") -> None:
            lives, of_lives = progress.lives, progress.of_lives
            bar.update(task, total=of_lives, completed=lives, finished=_finished(progress), left=_left(progress))

        yield show


def _finished(progress: "Progress") -> str:
    """What is finished, and how fast: `3 of 36 points, 12 blocks, 2,400 of 7,200 lives, 5,210 a second`."""
    note = f", {progress.note}" if progress.note else ""
    if not (progress.blocks or progress.points):
        return f"starting workers{note}"
    points = f"{progress.points:,} of {progress.of_points:,} points, " if progress.of_points > 1 else ""
    blocks = counted(progress.blocks, "block")
    lives = f"{progress.lives:,} of {progress.of_lives:,} lives"
    speed = "" if progress.lives_a_second is None else f", {progress.lives_a_second:,.0f} a second"
    return f"{points}{blocks}, {lives}{speed}{note}"


def _left(progress: "Progress") -> str:
    return "" if progress.seconds_left is None else f"{seconds(progress.seconds_left)} left"


def _lines(console: "Console") -> "Callable[[Progress], None]":
    last = monotonic()

    def show(progress: "Progress") -> None:
        nonlocal last
        is_finished = progress.lives == progress.of_lives
        if is_finished or monotonic() - last < _BETWEEN_LINES:
            return
        last = monotonic()
        left = _left(progress)
        console.print(f"{_finished(progress)}{f', {left}' if left else ''}", soft_wrap=True, highlight=False)

    return show
