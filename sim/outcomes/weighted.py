"""What weighted households say of a population: totals, means, quantiles, with intervals that know the households.

Persons of a household are no independent draws of the population, nor are the lives of one. So the household is the
cluster: the variance of a weighted mean is that of the linearized sums of households (W. G. Cochran, 1977, Sampling
Techniques), n / (n - 1) Σ z² / W² with z = Σ w (y - mean) over the persons and lives of a household; that of a total is
n / (n - 1) Σ (z - mean z)² with z = Σ w y, over all households, those outside the domain with 0. Chance between
lives is in it, as it makes households differ. The interval is with Student's t of n - 1 degrees of freedom.
The effective number of households is L. Kish's (1965, Survey Sampling): (Σ w)² / Σ w².

A share has Wilson's interval of so many independent draws as would give its variance, with the same t (C. Franco,
R. J. A. Little, T. A. Louis & E. V. Slud, 2019, J. Surv. Stat. Methodol. 7:334); where all households are alike, of the
effective number of them.
"""

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from sim.outcomes.intervals import Interval, beyond, students_t, wilson

if TYPE_CHECKING:
    import numpy as np

PERCENTS = {"p5": 5, "p25": 25, "median": 50, "p75": 75, "p95": 95}


class Estimate(NamedTuple):
    """A mean or a total, its standard error over households, and by how many of them as if weighted alike."""

    value: float
    error: float
    households: int
    effective: float

    @property
    def low(self) -> float | None:
        """The lower end of the interval; none of one household, nor where all are alike."""
        return self.value - self._half if self._half else None

    @property
    def high(self) -> float | None:
        return self.value + self._half if self._half else None

    @property
    def of_share(self) -> Interval:
        """The interval of a share, which stays within 0 to 1."""
        if self.households < 2:
            return None, None
        draws = self.value * (1 - self.value) / self.error**2 if self.error else self.effective
        return wilson(self.value * draws, draws, freedom=self.households - 1)

    @property
    def probability_of_zero(self) -> float | None:
        """The two-sided probability of a value at least this far from 0 if the true one is; none if all are alike."""
        return beyond(self.value / self.error, self.households - 1) if self._half else None

    @property
    def _half(self) -> float:
        return self.error * students_t(self.households - 1) if self.households > 1 else 0.0


def effective(weights: "np.ndarray") -> float:
    """Kish's effective number; 0 where nothing weighs anything."""
    squares = float((weights * weights).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def mean(values: "np.ndarray", weights: "np.ndarray", homes: "np.ndarray") -> Estimate | None:
    """The weighted mean of rows, whose households are whole numbers; None where nothing weighs anything."""
    whole = float(weights.sum())
    if not whole:
        return None
    middle = float((weights * values).sum()) / whole
    return linearized(middle, (values - middle) / whole, weights, homes)


def linearized(value: float, influences: "np.ndarray", weights: "np.ndarray", homes: "np.ndarray") -> Estimate:
    """An estimate of which each row moves the value by its weight times its influence."""
    import numpy as np

    _, homes = np.unique(homes, return_inverse=True)
    of_homes = np.bincount(homes, weights)
    error = _error(np.bincount(homes, weights * influences))
    return Estimate(value, error, of_homes.size, effective(of_homes))


def total(sums: "np.ndarray", weights: "np.ndarray") -> Estimate:
    """The total of weighted sums, one a household, whose weights say how many they stand for."""
    whole = float(sums.sum())
    return Estimate(whole, _error(sums - whole / sums.size), sums.size, effective(weights))


def quantiles(values: "np.ndarray", weights: "np.ndarray") -> dict[str, float]:
    """The smallest value that a share of all weight does not exceed, for each of the percents."""
    import numpy as np

    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    at = [np.searchsorted(reached, reached[-1] * percent / 100 * (1 - 1e-12)) for percent in PERCENTS.values()]
    return {name: float(values[order[place]]) for name, place in zip(PERCENTS, at, strict=True)}


def parts_of(values: "np.ndarray", weights: "np.ndarray", parts: int) -> "np.ndarray":
    """Which of so many parts of equal weight each value is in, from 1; equal values are in the same part."""
    import numpy as np

    distinct, places = np.unique(values, return_inverse=True)
    of_value = np.bincount(places, weights, distinct.size)
    middles = (np.cumsum(of_value) - of_value / 2) / max(of_value.sum(), np.finfo(float).tiny)
    return np.minimum((middles * parts).astype(np.int64), parts - 1)[places] + 1


def _error(deviations: "np.ndarray") -> float:
    number = deviations.size
    return sqrt(number / (number - 1) * float((deviations * deviations).sum())) if number > 1 else 0.0
