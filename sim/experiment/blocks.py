"""How lives are cut into blocks, and how blocks are lived side by side.

A block is a range of lives. What comes out of a life does not depend on the block it is lived in, so blocks already
finished are kept whatever their cut, and only the lives between them are cut anew.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from sim.experiment.executors import Pool

Range = tuple[int, int]

LARGEST = 500  # lives of one block: its rows stay in the processor's cache, its results small in memory
SMALLEST = 100  # below it the calendar costs more than the lives
MOST_DEATHS = 3  # how often workers may die before any block between is finished

Asked = TypeVar("Asked")
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
    """How far a study is. Points are the readings of a sweep or comparison; those without chance have one life."""

    points: int
    of_points: int
    blocks: int
    lives: int
    of_lives: int
    lives_a_second: float
    seconds_left: float | None


class Interrupted(Exception):
    """A study was stopped; its finished blocks are kept."""

    def __init__(self, lives: int, of_lives: int):
        self.lives, self.of_lives = lives, of_lives
        super().__init__(f"{lives:,} of {of_lives:,} lives")


class BlockFailed(Exception):
    """One block ended with an error; the others are kept."""

    def __init__(self, block: Range, error: BaseException):
        self.block, self.error = block, error
        super().__init__(f"lives {block[0]} to {block[1] - 1}: {in_a_line(error)}")


class WorkersDied(Exception):
    """Workers ended again and again without finishing a block; what is finished is kept."""


def in_a_line(error: BaseException) -> str:
    """An error as one line: its kind and the first line of what it says."""
    first, *_ = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {first}".removesuffix(": ")


def live_all(
    live: Callable[[Asked], Result],
    asked: Iterable[Asked],
    pool: "Pool",
    keep: Callable[[Asked, Result], None],
    fail: Callable[[Asked, BaseException], None],
) -> None:
    """Live everything asked for and keep what comes out, in the order in which it is finished.

    Only a few blocks wait at a time, so neither tasks nor results pile up. A block that ends with an error is told to
    `fail`, which may raise. Blocks of workers that died are lived again. On an error or Ctrl-C no further block begins,
    and what is finished by then is kept.
    """
    work = _Work(iter(asked), keep, fail)
    deaths = 0
    while not work.is_done:
        with pool.open() as executor:
            before = work.finished
            try:
                work.go_on(live, executor, pool.width)
                return
            except BrokenExecutor as error:
                deaths = deaths + 1 if work.finished == before else 1
                if deaths >= MOST_DEATHS:
                    raise WorkersDied(f"workers died {deaths} times ({in_a_line(error)}); out of memory?") from error
            except BaseException:
                work.give_up()
                raise


class _Work(Generic[Asked, Result]):
    """What is asked for, what runs, and what must be lived again."""

    def __init__(
        self,
        asked: Iterator[Asked],
        keep: Callable[[Asked, Result], None],
        fail: Callable[[Asked, BaseException], None],
    ):
        self.asked, self.keep, self.fail = asked, keep, fail
        self.again: list[Asked] = []
        self.running: dict[Future[Result], Asked] = {}
        self.finished = 0
        self.is_done = False

    def go_on(self, live: Callable[[Asked], Result], executor: Executor, width: int) -> None:
        """Live until nothing is left; where the workers died, remember what they had and raise."""
        try:
            while True:
                while len(self.running) < 2 * width and (one := self._next()) is not None:
                    self._begin(live, executor, one)
                if not self.running:
                    self.is_done = True
                    return
                done, _ = wait(self.running, return_when=FIRST_COMPLETED)
                for future in done:
                    self._settle(future)
        except BrokenExecutor:
            self.again += self.running.values()
            self.running.clear()
            raise

    def _begin(self, live: Callable[[Asked], Result], executor: Executor, one: Asked) -> None:
        self.again.append(one)  # until it runs: a dead pool takes nothing
        future = executor.submit(live, one)
        self.running[future] = self.again.pop()

    def _next(self) -> Asked | None:
        return self.again.pop() if self.again else next(self.asked, None)

    def _settle(self, future: "Future[Result]") -> None:
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            raise error
        one = self.running.pop(future)
        if error is not None:
            self.fail(one, error)
        else:
            self.keep(one, future.result())
            self.finished += 1

    def give_up(self) -> None:
        """Begin nothing more; keep the blocks that are finished, or finish although nobody waits for more."""
        begun = {future: one for future, one in self.running.items() if not future.cancel()}
        wait(begun)
        for future, one in begun.items():
            if future.exception() is None:
                with suppress(OSError):  # a full disk is what may have brought us here
                    self.keep(one, future.result())


class Teller:
    """Counts what is finished and reports how far the study is."""

    def __init__(self, progress: Callable[[Progress], None], points: int, lives: int):
        self.report = progress
        self.of_points, self.of_lives = points, lives
        self.points = self.blocks = self.lives = self.lived = 0
        self.begun = monotonic()

    def kept(self, lives: int) -> None:
        """So many lives were finished by an earlier run."""
        self.lives += lives

    def block(self, lives: int) -> None:
        """A block is finished."""
        self.blocks, self.lives, self.lived = self.blocks + 1, self.lives + lives, self.lived + lives
        self.tell()

    def point(self) -> None:
        """All blocks of a point are finished, or it failed."""
        self.points += 1
        self.tell()

    def tell(self) -> None:
        speed = self.lived / max(monotonic() - self.begun, 1e-9)
        left = (self.of_lives - self.lives) / speed if self.lived else None
        self.report(Progress(self.points, self.of_points, self.blocks, self.lives, self.of_lives, speed, left))
