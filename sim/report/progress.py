"""Progress of a study on stderr: a bar on a terminal, otherwise a line every few seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from sim.report.numbers import seconds
from sim.words.language import say
from sim.words.plurals import counted

if TYPE_CHECKING:
    from rich.console import Console

    from sim.experiment.progress import Progress

_BETWEEN_LINES = 5.0  # seconds until the first line; each pause is twice the one before, so that no log fills with them
_MOST_BETWEEN_LINES = 60.0


COMPILING = "Compiling the rules (first use)"
STARTING = "starting workers"


@contextmanager
def compiling(console: "Console") -> Iterator[None]:
    """Meanwhile say how long the rules have been compiled: on a terminal in one line that counts, otherwise in a line
    every few seconds."""
    from threading import Event, Thread

    if console.is_terminal:
        from rich.progress import Progress, TextColumn, TimeElapsedColumn

        with Progress(TextColumn(say(COMPILING)), TimeElapsedColumn(), console=console, transient=True) as bar:
            bar.add_task("", total=None)
            yield
        return
    began, ended, counting_text = monotonic(), Event(), say(COMPILING)

    def count() -> None:
        pause = _BETWEEN_LINES
        while not ended.wait(pause):
            pause = min(2 * pause, _MOST_BETWEEN_LINES)
            console.print(f"{counting_text}: {seconds(monotonic() - began)}", soft_wrap=True, highlight=False)

    counting = Thread(target=count, daemon=True)
    counting.start()
    try:
        yield
    finally:
        ended.set()
        counting.join()


@contextmanager
def shown(console: "Console", title: str, starting: str = STARTING) -> "Iterator[Callable[[Progress], None]]":
    """A function that shows the progress it is called with; until anything is finished, what it is waiting for."""
    if console.is_terminal:
        with _bar(console, title, starting) as show:
            yield show
    else:
        yield _lines(console)


@contextmanager
def _bar(console: "Console", title: str, starting: str) -> "Iterator[Callable[[Progress], None]]":
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[finished]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, finished=starting, left="")

        def show(progress: "Progress") -> None:
            lives, of_lives = progress.lives, progress.of_lives
            bar.update(
                task, total=of_lives, completed=lives, finished=_finished(progress, starting), left=_left(progress)
            )

        yield show


def _finished(progress: "Progress", starting: str = STARTING) -> str:
    """What is finished, and how fast: `3 of 36 points, 12 blocks, 2,400 of 7,200 lives, 5,210 a second`."""
    note = say(", {note}", note=progress.note) if progress.note else ""
    if not (progress.blocks or progress.points):
        return f"{say(starting)}{note}"
    points = ""
    if progress.of_points > 1:
        points = say("{points:,} of {of:,} points, ", points=progress.points, of=progress.of_points)
    counted_as = "{lives:,} of {of:,} households" if progress.are_households else "{lives:,} of {of:,} lives"
    lives = say(counted_as, lives=progress.lives, of=progress.of_lives)
    speed = ""
    if progress.lives_a_second is not None:
        speed = say(", {speed:,.0f} a second", speed=progress.lives_a_second)
    return f"{points}{counted(progress.blocks, 'block')}{say(', ')}{lives}{speed}{note}"


def _left(progress: "Progress") -> str:
    return "" if progress.seconds_left is None else say("{time} left", time=seconds(progress.seconds_left))


def _lines(console: "Console") -> "Callable[[Progress], None]":
    last, pause = monotonic(), _BETWEEN_LINES

    def show(progress: "Progress") -> None:
        nonlocal last, pause
        is_finished = progress.lives == progress.of_lives
        if is_finished or monotonic() - last < pause:
            return
        last, pause = monotonic(), min(2 * pause, _MOST_BETWEEN_LINES)
        left = _left(progress)
        text = f"{_finished(progress)}{say(', ') if left else ''}{left}"
        console.print(text, soft_wrap=True, highlight=False)

    return show
