"""How lives are cut into blocks, and how blocks are lived side by side.

A block is a range of lives. What comes out of a life does not depend on the block it is lived in, so blocks already
finished are kept whatever their cut, and only the lives between them are cut anew.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TypeVar

Range = tuple[int, int]

LARGEST = 500  # lives of one block: its rows stay in the processor's cache, its results small in memory
SMALLEST = 100  # below it the calendar costs more than the lives

Result = TypeVar("Result")


def chosen(finished: list[Range], lives: int) -> list[Range]:
    """Those of the finished blocks that make up the lives 0 to `lives` without overlap, as far as they go."""
    kept: list[Range] = []
    for first, last in sorted(finished, key=lambda block: (block[0], -block[1])):
        if last <= lives and first >= (kept[-1][1] if kept else 0):
            kept.append((first, last))
    return kept


def missing(kept: list[Range], lives: int) -> list[Range]:
    """The ranges of lives between the kept blocks."""
    starts = [0, *(last for _, last in kept)]
    ends = [*(first for first, _ in kept), lives]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def cut(ranges: list[Range], workers: int) -> list[Range]:
    """The ranges in blocks of nearly one size, so many that all workers are busy to the end."""
    lives = sum(last - first for first, last in ranges)
    rounds = -(-lives // (workers * LARGEST))
    blocks = max(1, min(rounds * workers, lives // SMALLEST))
    size = max(1, -(-lives // blocks))
    return [(start, min(start + size, last)) for first, last in ranges for start in range(first, last, size)]


@dataclass(frozen=True)
class Progress:
    """How far a study is."""

    blocks: int
    of_blocks: int
    lives: int
    of_lives: int
    seconds_left: float | None


class Interrupted(Exception):
    """A study was stopped; its finished blocks are kept."""

    def __init__(self, lives: int, of_lives: int):
        super().__init__(f"{lives:,} of {of_lives:,} lives")


class BlockFailed(Exception):
    """One block ended with an error; the others are kept."""

    def __init__(self, block: Range, error: BaseException):
        self.block, self.error = block, error
        super().__init__(f"lives {block[0]} to {block[1] - 1}: {in_a_line(error)}")


def in_a_line(error: BaseException) -> str:
    """An error as one line: its kind and the first line of what it says."""
    first, *_ = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {first}".removesuffix(": ")


def live_all(
    live: Callable[[Range], Result],
    blocks: list[Range],
    keep: Callable[[Result], None],
    executor: Executor,
    workers: int,
    stop: Event,
    tell: Callable[[Range], None],
) -> None:
    """Live every block and keep what comes out, in the order in which blocks finish.

    Only a few blocks wait at a time, so results do not pile up. On an error or Ctrl-C, `stop` is set, no further block
    begins, and what is finished by then is kept.
    """
    waiting = deque(blocks)
    running: dict[Future[Result], Range] = {}
    try:
        while waiting or running:
            while waiting and len(running) < 2 * workers:
                block = waiting.popleft()
                running[executor.submit(live, block)] = block
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                block = running.pop(future)
                if (error := future.exception()) is not None:
                    raise BlockFailed(block, error) from error
                keep(future.result())
                tell(block)
    except BaseException:
        stop.set()
        for result in _finished(running):
            keep(result)
        raise


def _finished(running: dict[Future[Result], Range]) -> Iterator[Result]:
    """What the blocks give that were already finished, or finish although they were told to stop."""
    begun = [future for future in running if not future.cancel()]
    wait(begun)
    return (future.result() for future in begun if future.exception() is None)


def teller(progress: Callable[[Progress], None], blocks: list[Range], lives: int) -> Callable[[Range], None]:
    """A function to be told of each finished block; it reports how far the study is. `lives` counts kept ones too."""
    to_live = sum(last - first for first, last in blocks)
    begun, done, lived = monotonic(), 0, 0

    def tell(block: Range) -> None:
        nonlocal done, lived
        done, lived = done + 1, lived + block[1] - block[0]
        seconds_left = (monotonic() - begun) / lived * (to_live - lived)
        progress(Progress(done, len(blocks), lives - to_live + lived, lives, seconds_left))

    return tell
