"""Break-even points: where two variants are equal on average along a path of numbers."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sim.outcomes.axes import Axis
from sim.outcomes.fit import Level
from sim.outcomes.jackknife import interval, means_without_groups, rounding_error
from sim.outcomes.tornado import paired_levels

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class BreakEven:
    """A value of a path at which two variants are equal on average, with its interval.

    An end of the interval is None if the values swept do not reach it. `between` names the values around it: the last
    at which one variant has more, and the first at which the other has.
    """

    path: str
    value: float
    value_from: float | None
    value_to: float | None
    between: tuple[str, str]


class _Bounds(NamedTuple):
    """The difference at a value, with its interval."""

    value: float
    low: float
    middle: float
    high: float

    def towards(self, other: "_Bounds", part: float) -> "_Bounds":
        """The difference on the straight line to another value."""
        return _Bounds(*(start + part * (end - start) for start, end in zip(self, other)))


def break_even(axis: Axis, groups_of_difference: "np.ndarray", sizes: "np.ndarray | None" = None) -> list[BreakEven]:
    """Where the difference between two variants crosses zero along a path of numbers, by linear interpolation.

    The difference must be positive on one side and negative on the other: touching zero, or reaching it at an end, is
    no crossing. If it is zero at several values in a row, the first of them is given. The difference is averaged over
    the other paths' values; in one_at_a_time they are as written. The interval extends as far as zero lies within the
    interval of the difference. Words have no values between them, and drawn points no two alike: neither breaks even.
    """
    if axis.numbers is None or axis.ends is not None:
        return []
    samples = means_without_groups(groups_of_difference, sizes)
    levels = paired_levels(axis, samples)
    levels = sorted((level for level in levels if level.number == level.number), key=lambda level: level.number)
    line = [_bounds(level, samples) for level in levels]
    found = []
    for before, after in pairwise(place for place, here in enumerate(line) if here.middle):
        here, there = line[before], line[after]
        if (here.middle < 0) != (there.middle < 0):
            between = levels[before].text, levels[after].text
            is_next = after == before + 1
            at = here.towards(there, here.middle / (here.middle - there.middle)) if is_next else line[before + 1]
            found.append(_break_even(axis, at, line[: before + 1], line[before + 1 :], between))
    return found


def _bounds(level: Level, samples: "np.ndarray") -> _Bounds:
    low, high = interval(level.means)
    rounding = rounding_error(samples[0])
    low, middle, high = (0.0 if abs(bound) <= rounding else float(bound) for bound in (low, level.means[0], high))
    return _Bounds(level.number, low, middle, high)


def _break_even(
    axis: Axis, at: _Bounds, before: list[_Bounds], after: list[_Bounds], between: tuple[str, str]
) -> BreakEven:
    return BreakEven(axis.path, at.value, _edge(at, before[::-1]), _edge(at, after), between)


def _edge(start: _Bounds, ahead: list[_Bounds]) -> float | None:
    """The value, going ahead, from which zero no longer lies within the interval of the difference."""
    for end in ahead:
        for bound, beyond in ((start.low, end.low), (-start.high, -end.high)):
            if beyond > 0:
                return start.towards(end, bound / (bound - beyond)).value
        start = end
    return None
