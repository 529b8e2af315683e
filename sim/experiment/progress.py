"""Progress of a study: how much is finished, how fast, and how long the rest will take."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True)
class Progress:
    """How far a study is. Points are the cases of a sweep or comparison; cases without chance have one life."""

    points: int
    of_points: int
    blocks: int
    lives: int
    of_lives: int
    lives_a_second: float | None  # None before it is known
    seconds_left: float | None
    note: str = ""  # how far `--until` is
    are_households: bool = False  # what is counted as lives: of a population, households with all their lives


class ProgressReporter:
    """Counts what is finished and reports the progress after every block.

    The speed is that after the first block of every worker: until then workers start, and rules may be compiled.
    """

    def __init__(
        self,
        report: Callable[[Progress], None],
        points: int,
        lives: int,
        workers: int = 1,
        note: str = "",
        are_households: bool = False,
    ):
        self._report, self._are_households = report, are_households
        self.of_points, self.of_lives, self.workers, self.note = points, lives, workers, note
        self.points = self.blocks = self.lives = self.measured = 0
        self.measured_since = 0.0

    def add_stored(self, lives: int) -> None:
        """Count lives that an earlier study finished; they say nothing about the speed."""
        self.lives += lives

    def finish_block(self, lives: int) -> None:
        self.blocks, self.lives = self.blocks + 1, self.lives + lives
        if self.blocks > self.workers:
            self.measured += lives
        elif self.blocks == self.workers:
            self.measured_since = monotonic()
        self.report()

    def finish_point(self) -> None:
        """Count a point whose blocks are all finished, or that failed."""
        self.points += 1
        self.report()

    def report(self) -> None:
        speed = self.measured / max(monotonic() - self.measured_since, 1e-9) if self.measured else None
        left = (self.of_lives - self.lives) / speed if speed else None
        done = self.points, self.of_points, self.blocks, self.lives, self.of_lives
        self._report(Progress(*done, speed, left, self.note, self._are_households))
