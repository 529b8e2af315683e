"""How far a run is, on stderr: a bar where somebody watches, else a line now and then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from sim.report.numbers import counted, seconds

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.blocks import Progress

_BETWEEN_LINES = 5.0


@contextmanager
def shown(console: "Console", title: str) -> "Iterator[Callable[[Progress], None]]":
    """A function to be told how far the study is."""
    if console.is_terminal:
        with _bar(console, title) as tell:
            yield tell
    else:
        yield _lines(console)


@contextmanager
def _bar(console: "Console", title: str) -> "Iterator[Callable[[Progress], None]]":
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, told="", left="")

        def tell(progress: "Progress") -> None:
            lives, of_lives = progress.lives, progress.of_lives
            bar.update(task, total=of_lives, completed=lives, told=_told(progress), left=_left(progress))

        yield tell


def _told(progress: "Progress") -> str:
    """How much is finished, and how fast: `3 of 36 points, 12 blocks, 2,400 of 7,200 lives, 5,210 lives a second`."""
    points = f"{progress.points:,} of {progress.of_points:,} points, " if progress.of_points > 1 else ""
    blocks = counted(progress.blocks, "block")
    lives = f"{progress.lives:,} of {progress.of_lives:,} lives"
    return f"{points}{blocks}, {lives}, {progress.lives_a_second:,.0f} a second"


def _left(progress: "Progress") -> str:
    return "" if progress.seconds_left is None else f"{seconds(progress.seconds_left)} left"


def _lines(console: "Console") -> "Callable[[Progress], None]":
    told = monotonic()

    def tell(progress: "Progress") -> None:
        nonlocal told
        finished = progress.lives == progress.of_lives
        if finished or monotonic() - told < _BETWEEN_LINES:
            return
        told = monotonic()
        left = _left(progress)
        console.print(f"{_told(progress)}{f', {left}' if left else ''}", soft_wrap=True, highlight=False)

    return tell
