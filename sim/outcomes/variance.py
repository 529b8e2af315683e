"""Decomposition of an outcome's variance: swept values, chance, and both together."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes.fit import MOST_PARTS
from sim.outcomes.intervals import Interval
from sim.outcomes.jackknife import GROUPS, half_width
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

    Points × lives, one value each, is a two-way layout without replication. Chance is the effect of a life at every
    point (the Monte Carlo variation); what differs between lives at some points only, the interaction, is `both`. Lives
    are a sample. Points that are drawn are one too: then it is a random-effects model. Points that are listed are all
    there are: then it is the analysis of variance of these points, from which only what lives add to the spread of the
    points' means is taken off.

    All sums are exact whole numbers, so the order of the points changes no digit; memory grows with the lives, not with
    the points. The intervals are by the jackknife over groups of lives; those of drawn points also by the jackknife
    over what was drawn together.
    """

    def __init__(self, drawn_together: int = 0) -> None:
        """Points that are listed; or drawn, so many at a time."""
        self._drawn_together = drawn_together
        self._points = 0
        self._squares = 0
        self._squared_points = 0
        self._total = 0
        self._of_lives: Any = 0
        self._largest = 0
        self._groups: _Groups | None = None

    def add(self, values: "np.ndarray") -> None:
        """One point: the outcome of each life as int64, in the order of the lives."""
        if self._points and len(values) != len(self._of_lives):
            raise ValueError(f"a point with {len(values)} lives among points with {len(self._of_lives)}")
        of_point = total(values)
        if self._groups is None:
            self._groups = _Groups(len(values), of_point // max(1, len(values)))
        self._groups.add(values)
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
        chance = of_lives / (lives - 1) / points
        if self._drawn_together:
            chance = max(Fraction(0), chance - both / points)
        else:
            inputs, both = (part * (points - 1) / points for part in (inputs, both))
        whole = inputs + chance + both
        return Shares(*(float(part / whole) for part in (inputs, chance, both))) if whole else None

    def intervals(self) -> tuple[Interval, Interval, Interval]:
        """The interval of each share, within 0 to 1; none where fewer than two groups of lives say anything."""
        import numpy as np

        shares, nothing = self.shares(), (None, None)
        if shares is None or self._groups is None:
            return nothing, nothing, nothing
        with np.errstate(invalid="ignore", divide="ignore"):
            half = self._groups.half_widths(np.array(shares), self._of_lives, self._points, self._drawn_together)
        low, high = (np.clip(np.array(shares) + way * half, 0, 1) for way in (-1, 1))
        found = [nothing if edge != edge else (float(edge), float(end)) for edge, end in zip(low, high)]
        return found[0], found[1], found[2]


class _Groups:
    """Sums without each group of lives, of what is above the first point's mean, and moments of each point."""

    def __init__(self, lives: int, shift: int) -> None:
        import numpy as np

        self._shift = shift
        self._group = np.arange(lives) % GROUPS
        self._used = min(lives, GROUPS)
        self._squares = np.zeros(self._used)
        self._sums = np.zeros(self._used)
        self._squared_sums = np.zeros(self._used)
        self._means: list[float] = []
        self._variances: list[float] = []

    def add(self, values: "np.ndarray") -> None:
        import numpy as np

        above = values.astype(np.float64) - self._shift
        sums = np.bincount(self._group, above, self._used)
        squares = np.bincount(self._group, above * above, self._used)
        without = sums.sum() - sums
        self._squares += squares.sum() - squares
        self._sums += without
        self._squared_sums += without**2
        mean = sums.sum() / len(values)
        self._means.append(mean)
        self._variances.append(squares.sum() / len(values) - mean**2)

    def half_widths(self, shares: "np.ndarray", of_lives: "np.ndarray", points: int, together: int) -> "np.ndarray":
        """Half of the interval of each share."""
        import numpy as np

        above = np.array([float(value - points * self._shift) for value in of_lives])
        of_group = np.bincount(self._group, above * above, self._used)
        lives = len(above) - np.bincount(self._group, minlength=self._used)
        middle = self._sums**2 / (points * lives)
        of_points = self._squared_sums / lives - middle
        of_remaining = (of_group.sum() - of_group) / points - middle
        both = (self._squares - middle - of_points - of_remaining) / ((points - 1) * (lives - 1))
        inputs = ((of_points / (points - 1) - both) / lives).clip(0)
        chance = of_remaining / (lives - 1) / points
        if together:
            chance = (chance - both / points).clip(0)
        else:
            inputs, both = (part * (points - 1) / points for part in (inputs, both))
        parts = np.stack([inputs, chance, both], axis=1)
        half = half_width(np.vstack([shares, parts / parts.sum(axis=1, keepdims=True)]))
        return np.hypot(half, self._of_points(shares, together)) if together else half

    def _of_points(self, shares: "np.ndarray", together: int) -> "np.ndarray":
        """The half that is due to the drawn points: how the variance within and between them changes without some.

        How the part that is not the points' divides into chance and both is kept.
        """
        import numpy as np

        means, variances = np.array(self._means), np.array(self._variances)
        block = np.arange(len(means)) // together % MOST_PARTS
        if len(means) - np.bincount(block).max() < 2:  # one sample, or two points: nothing to leave out
            return np.full(len(shares), np.nan)
        inputs = []
        for left_out in range(block.max() + 1):
            kept = block != left_out
            between, within = means[kept].var(ddof=1), variances[kept].mean()
            inputs.append(between / (between + within))
        rest = np.array(inputs)[:, None]
        rest_shares = shares[1:] / max(1e-300, shares[1:].sum())
        rows = np.hstack([rest, (1 - rest) * rest_shares])
        return half_width(np.vstack([shares, rows]))


def _sum_of_squares(values: "np.ndarray") -> int:
    """The exact sum of squares, in parts so narrow that no sum of their products overflows."""
    width = (62 - len(values).bit_length()) // 2
    parts, rest = [], values
    while rest.min() < -(1 << width) or rest.max() > 1 << width:
        parts.append(rest & ((1 << width) - 1))
        rest = rest >> width
    parts.append(rest)
    return sum(int(a @ b) << width * (i + j) for i, a in enumerate(parts) for j, b in enumerate(parts))
