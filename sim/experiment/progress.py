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
    lives_a_second: float
    seconds_left: float | None


class ProgressReporter:
    """Counts what is finished and reports the progress after every block."""

    def __init__(self, report: Callable[[Progress], None], points: int, lives: int):
        self._report = report
        self.of_points, self.of_lives = points, lives
        self.points = self.blocks = self.lives = self.simulated = 0
        self.started = monotonic()

    def add_stored(self, lives: int) -> None:
        """Count lives that an earlier study finished; they say nothing about the speed."""
        self.lives += lives

    def finish_block(self, lives: int) -> None:
        self.blocks, self.lives, self.simulated = self.blocks + 1, self.lives + lives, self.simulated + lives
        self.report()

    def finish_point(self) -> None:
        """Count a point whose blocks are all finished, or that failed."""
        self.points += 1
        self.report()

    def report(self) -> None:
        speed = self.simulated / max(monotonic() - self.started, 1e-9)
        left = (self.of_lives - self.lives) / speed if self.simulated else None
        self._report(Progress(self.points, self.of_points, self.blocks, self.lives, self.of_lives, speed, left))
