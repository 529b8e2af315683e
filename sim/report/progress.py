"""How far a run is, on stderr: a bar where somebody watches, else a line now and then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from sim.report.numbers import seconds

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.blocks import Progress

_BETWEEN_LINES = 5.0


@contextmanager
def shown(console: "Console", title: str, lives: int) -> "Iterator[Callable[[Progress], None]]":
    """A function to be told how far the run is."""
    if console.is_terminal:
        with _bar(console, title, lives) as tell:
            yield tell
    else:
        yield _lines(console)


@contextmanager
def _bar(console: "Console", title: str, lives: int) -> "Iterator[Callable[[Progress], None]]":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("lives"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=lives, left="")

        def tell(progress: "Progress") -> None:
            left = "" if progress.seconds_left is None else f"{seconds(progress.seconds_left)} left"
            bar.update(task, completed=progress.lives, left=left)

        yield tell


def _lines(console: "Console") -> "Callable[[Progress], None]":
    told = monotonic()

    def tell(progress: "Progress") -> None:
        nonlocal told
        finished = progress.lives == progress.of_lives
        if finished or monotonic() - told < _BETWEEN_LINES:
            return
        told = monotonic()
        left = "" if progress.seconds_left is None else f", {seconds(progress.seconds_left)} left"
        console.print(f"{progress.lives:,} of {progress.of_lives:,} lives{left}", soft_wrap=True, highlight=False)

    return tell
