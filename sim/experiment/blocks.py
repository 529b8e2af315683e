"""How lives are cut into blocks, and how blocks are lived side by side.

A block is a range of lives. What comes out of a life does not depend on the block it is lived in, so blocks already
finished are kept whatever their cut, and only the lives between them are cut anew.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pickle import dumps, loads
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from sim.outcomes.parts import Range

if TYPE_CHECKING:
    from sim.experiment.executors import Pool

LARGEST = 500  # lives of one block: its rows stay in the processor's cache, its results small in memory
SMALLEST = 100  # below it the calendar costs more than the lives
MOST_DEATHS = 3  # how often workers may die while they have one and the same block
LOST = "the connection to the workers was lost"
SECONDS_TO_LOOK = 1  # how often it is looked whether there are other workers, where nothing ends meanwhile

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
    """Workers ended again and again over the same block, or none is left; what is finished is kept."""


class InWords(Exception):
    """An error that could not travel from another process, as the line that tells of it."""


def in_a_line(error: BaseException) -> str:
    """An error as one line: its kind and the first line of what it says."""
    first, *_ = str(error).splitlines() or [""]
    return first if isinstance(error, InWords) else f"{type(error).__name__}: {first}".removesuffix(": ")


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
    work = _Work(live, iter(asked), keep, fail)
    while not work.is_done:
        with pool.open() as executor:
            try:
                work.go_on(executor, pool)
            except BrokenExecutor as error:
                work.take_back(error)
            except BaseException:
                work.give_up()
                raise


@dataclass
class _Begun(Generic[Asked]):
    """Something asked for, and how often workers died while they had it."""

    one: Asked
    deaths: int = 0


class _Work(Generic[Asked, Result]):
    """What is asked for, what runs, and what must be lived again."""

    def __init__(
        self,
        live: Callable[[Asked], Result],
        asked: Iterator[Asked],
        keep: Callable[[Asked, Result], None],
        fail: Callable[[Asked, BaseException], None],
    ):
        self.live, self.asked, self.keep, self.fail = live, asked, keep, fail
        self.again: list[_Begun[Asked]] = []
        self.running: dict[Future[Result], _Begun[Asked]] = {}
        self.is_done = False

    def go_on(self, executor: Executor, pool: "Pool") -> None:
        """Live until nothing is left or the workers die."""
        ended: SimpleQueue[Future[Result]] = SimpleQueue()  # to wait for all that runs would take longer the more runs
        while self._begin_more(executor, 2 * pool.width, ended):
            with suppress(Empty):
                self._settle(ended.get(timeout=SECONDS_TO_LOOK))
        self.is_done = True

    def _begin_more(self, executor: Executor, most: int, ended: "SimpleQueue[Future[Result]]") -> bool:
        """Whether anything runs, once so much runs as shall."""
        while len(self.running) < most and (begun := self._next()) is not None:
            self.again.append(begun)  # until it runs: dead workers take nothing
            future = executor.submit(_lived, self.live, begun.one)
            self.running[future] = self.again.pop()
            future.add_done_callback(ended.put)
        return bool(self.running)

    def _next(self) -> _Begun[Asked] | None:
        if self.again:
            return self.again.pop()
        for one in self.asked:
            return _Begun(one)
        return None

    def _settle(self, future: "Future[Result]") -> None:
        if future.cancelled():  # not by us: whoever had it is gone
            raise BrokenExecutor(LOST)
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            raise error
        one = self.running[future].one
        if error is None:
            self.keep(one, future.result())
        else:
            self.fail(one, error)
        del self.running[future]  # not before: Ctrl-C may have come while it was written, and it is kept once more

    def take_back(self, error: BrokenExecutor) -> None:
        """The workers died: keep what they had finished, live the rest again, but not for ever."""
        for future, begun in self.running.items():
            if _is_finished(future):
                self.keep(begun.one, future.result())
            else:
                self.again.append(begun)
        self.running.clear()
        for begun in self.again:
            begun.deaths += 1
        deaths = max((begun.deaths for begun in self.again), default=0)
        if deaths >= MOST_DEATHS:
            raise WorkersDied(f"workers died {deaths} times over the same lives ({in_a_line(error)}); out of memory?")

    def give_up(self) -> None:
        """Begin nothing more; keep the blocks that are finished, or finish although nobody waits for more."""
        wait([future for future in self.running if not future.cancel()])
        for future, begun in self.running.items():
            if _is_finished(future):
                with suppress(OSError):  # a full disk is what may have brought us here
                    self.keep(begun.one, future.result())


def _lived(live: Callable[[Asked], Result], one: Asked) -> Result:
    """Live one of those asked for. An error that could not travel from another process is told in plain words.

    Whoever receives an error that cannot be read must take the worker for dead.
    """
    try:
        return live(one)
    except Exception as error:
        try:
            loads(dumps(error))
        except Exception:
            raise InWords(in_a_line(error)) from error
        raise


def _is_finished(future: Future) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


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
