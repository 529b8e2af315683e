"""Blocks of lives: how the lives of a case are divided into them.

A block is a range of lives. The outcomes of a life do not depend on its block, so finished blocks of any size are
used, and only the lives between them are divided anew.
"""

from sim.outcomes.parts import Range

LARGEST = 500  # lives of a block: its results stay small in memory
SMALLEST = 100  # lives of a block: below it, the calendar costs more than the lives


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


def divide(ranges: list[Range], workers: int) -> list[Range]:
    """The ranges in blocks of nearly equal size, as many as keep all workers busy to the end."""
    lives = count(ranges)
    rounds = -(-lives // (workers * LARGEST))
    blocks = max(1, min(rounds * workers, lives // SMALLEST))
    size = max(1, -(-lives // blocks))
    return [(start, min(start + size, last)) for first, last in ranges for start in range(first, last, size)]
