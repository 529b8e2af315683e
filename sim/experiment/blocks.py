"""Blocks of lives: how the lives of a case are divided into them.

A block is a range of lives. The outcomes of a life do not depend on its block, so finished blocks of any size are
used, and only the lives between them are divided anew.
"""

import re
from typing import NamedTuple

from sim.errors import quoted
from sim.experiment.arguments import BadArgument
from sim.outcomes.parts import Range

LARGEST = 500  # lives of a block: its results stay small in memory
SMALLEST = 100  # lives of a block: below it, the calendar costs more than the lives

MOST_PARTS = 1_000_000  # of a study


class Share(NamedTuple):
    """The blocks of a study that one of many machines simulates: every `of`-th from `number` on, counted from 1."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> "Share":
        """`2/8`: the second of eight parts."""
        found = re.fullmatch(r"([0-9]{1,7})/([0-9]{1,7})", text)
        number, of = (int(found[1]), int(found[2])) if found else (0, 0)
        if not 1 <= number <= of <= MOST_PARTS:
            allowed = "the number of a part and of all parts, such as 1/8 to 8/8"
            raise BadArgument("--part", f"{quoted(text)} is no part of a study  allowed: {allowed}")
        return cls(number, of)

    def __str__(self) -> str:
        return f"{self.number} of {self.of}"

    def takes(self, place: int) -> bool:
        """Whether a block is of this part, by its place among all blocks of the study."""
        return place % self.of == self.number - 1


def count(ranges: list[Range]) -> int:
    """How many lives are in the ranges."""
    return sum(last - first for first, last in ranges)


def usable(finished: list[Range], lives: int) -> list[Range]:
    """Those of the finished blocks that cover lives 0 to `lives` without overlap, as far as possible."""
    used: list[Range] = []
    for first, last in sorted(finished, key=lambda block: (block[0], -block[1])):
        if last <= lives and first >= (used[-1][1] if used else 0):
            used.append((first, last))
    return used


def missing(finished: list[Range], lives: int) -> list[Range]:
    """The ranges of lives between the finished blocks, which must not overlap."""
    starts = [0, *(last for _, last in finished)]
    ends = [*(first for first, _ in finished), lives]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def fixed(lives: int) -> list[Range]:
    """All lives in blocks that are the same on every machine, whatever its workers and whatever is finished."""
    return [(start, min(start + LARGEST, lives)) for start in range(0, lives, LARGEST)]


def within(ranges: list[Range], block: Range) -> list[Range]:
    """What of some ranges lies in a block."""
    cut = [(max(start, block[0]), min(end, block[1])) for start, end in ranges]
    return [(start, end) for start, end in cut if start < end]


def divide(ranges: list[Range], workers: int) -> list[Range]:
    """The ranges in blocks of nearly equal size, as many as keep all workers busy to the end."""
    lives = count(ranges)
    rounds = -(-lives // (workers * LARGEST))
    blocks = max(1, min(rounds * workers, lives // SMALLEST))
    size = max(1, -(-lives // blocks))
    return [(start, min(start + size, last)) for first, last in ranges for start in range(first, last, size)]
