"""Decomposition of an outcome's variance: swept values, chance, and both together."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes.sums import total

if TYPE_CHECKING:
    import numpy as np


class Shares(NamedTuple):
    """Shares of an outcome's variance over points and lives; they add up to 1."""

    inputs: float
    chance: float
    both: float


class VarianceTally:
    """How much of an outcome's variance is due to the points and how much to chance; takes one point at a time.

    Points × lives, one value each, is a two-way layout without replication, analysed as a random-effects model. Chance
    is the effect of a life at every point (the Monte Carlo variation); what differs between lives at some points only,
    the interaction, is `both`. All sums are exact whole numbers, so the order of the points changes no digit; memory
    grows with the lives, not with the points.
    """

    def __init__(self) -> None:
        self._points = 0
        self._squares = 0
        self._squared_points = 0
        self._total = 0
        self._of_lives: Any = 0
        self._largest = 0

    def add(self, values: "np.ndarray") -> None:
        """One point: the outcome of each life as int64, in the order of the lives."""
        if self._points and len(values) != len(self._of_lives):
            raise ValueError(f"a point with {len(values)} lives among points with {len(self._of_lives)}")
        of_point = total(values)
        self._points += 1
        self._total += of_point
        self._squared_points += of_point**2
        self._squares += _sum_of_squares(values)
        self._largest += max(abs(int(values.min())), abs(int(values.max())))
        if self._largest >= 2**62:
            # the sums of lives may outgrow 64 bits: use Python's integers
            values = values.astype(object)
        self._of_lives = self._of_lives + values

    def shares(self) -> Shares | None:
        """The shares; None for one point, for one life, or if nothing varies."""
        points, lives = self._points, len(self._of_lives) if self._points else 0
        if points < 2 or lives < 2:
            return None
        middle = Fraction(self._total**2, points * lives)
        of_points = Fraction(self._squared_points, lives) - middle
        of_lives = Fraction(_sum_of_squares(self._of_lives), points) - middle
        both = (self._squares - middle - of_points - of_lives) / ((points - 1) * (lives - 1))
        inputs = max(Fraction(0), (of_points / (points - 1) - both) / lives)
        chance = max(Fraction(0), (of_lives / (lives - 1) - both) / points)
        whole = inputs + chance + both
        return Shares(*(float(part / whole) for part in (inputs, chance, both))) if whole else None


def _sum_of_squares(values: "np.ndarray") -> int:
    """The exact sum of squares, in parts so narrow that no sum of their products overflows."""
    width = (62 - len(values).bit_length()) // 2
    parts, rest = [], values
    while rest.min() < -(1 << width) or rest.max() > 1 << width:
        parts.append(rest & ((1 << width) - 1))
        rest = rest >> width
    parts.append(rest)
    return sum(int(a @ b) << width * (i + j) for i, a in enumerate(parts) for j, b in enumerate(parts))
