"""What lives say about all lives: intervals of means, shares and quantiles, and probabilities of differences.

Lives are independent, their outcomes often skewed: a few long stays in hospital carry much of a mean. The interval of a
mean is therefore Hall's transformed interval (P. Hall, 1992, J. R. Stat. Soc. B 54:221). With the skewness g and
t = (m - μ) √n / s, h(t) = t + g t² / (3√n) + g² t³ / (27n) + g / (6√n) is far closer to normal than t. It is not
symmetric. What is left is that s is an estimate too: the variance of s², relative to its square, is (κ - 1) / n, and
the kurtosis κ is at least 1 + g² (K. Pearson, 1916, Philos. Trans. R. Soc. A 216:429). That of Student's t with ν
degrees of freedom is 2 / ν, so h is taken for a t with ν = 2n / g² (F. E. Satterthwaite, 1946, Biometrics Bull. 2:110,
at the least variance). The probability of a difference comes from the same h and the same t.

A share of lives has Wilson's interval (E. B. Wilson, 1927, J. Am. Stat. Assoc. 22:209), a quantile that between two
order statistics (H. A. David & H. N. Nagaraja, 2003, Order Statistics, 7.1).

All sums are of whole numbers and exact, so they do not depend on the order of the lives.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import atan, cbrt, cos, erfc, exp, inf, lgamma, pi, sin, sqrt, tan
from statistics import NormalDist
from typing import TYPE_CHECKING

from sim.outcomes.sums import total

if TYPE_CHECKING:
    import numpy as np

Z = 1.959963984540054  # of the normal distribution, for 95 %
ALPHA = 0.05  # how often an interval misses
#: How often one of ten looks misses, so that all ten hold in 95 % of studies (S. J. Pocock, 1977, Biometrika 64:191).
ALPHA_OF_A_LOOK = 0.01
TAIL = 5  # per cent of the lives, of which the expected shortfall is the mean
FEW = 30  # fewer lives with another value than the commonest do not carry an interval
_NORMAL = 1_000  # from so many degrees of freedom on, Student's t is taken for normal
_COCHRAN = 25  # nor do fewer lives than this many times the squared skewness (W. G. Cochran, 1977, Sampling Techniques)
_BITS = 17  # a value above the least is two halves of so many bits, whose threefold products stay within 64
_WINDOW = 12  # standard deviations of a binomial number that are looked at; what is beyond is below 1e-30

Interval = tuple[float, float] | tuple[None, None]


@dataclass(frozen=True)
class Mean:
    """The mean of whole numbers over lives, and how much is known about it."""

    number: int
    sum: int
    error: float  # standard error; 0 if all lives are alike
    skewness: float
    differing: int  # lives with another value than the commonest

    @classmethod
    def of(cls, values: "np.ndarray") -> "Mean":
        """Of int64 values, a life each."""
        import numpy as np

        number = values.size
        if not number:
            return cls(0, 0, 0.0, 0.0, 0)
        if (values == values[0]).all():
            return cls(number, number * int(values[0]), 0.0, 0.0, 0)
        ordered = np.sort(values)
        starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        differing = number - int(np.diff(starts, append=number).max())
        first, second, third, step = _powers(ordered)
        spread = number * second - first * first
        third_moment = number * number * third - 3 * number * first * second + 2 * first**3
        error = sqrt(spread / (number * number * (number - 1))) * step
        return cls(number, total(values), error, third_moment / float(spread) ** 1.5, differing)

    @property
    def mean(self) -> float | None:
        return self.sum / self.number if self.number else None

    @property
    def is_carried_by_few(self) -> bool:
        """Whether so few lives carry the mean that its interval may hold less often than 95 % of the time."""
        return self.differing < FEW or self.number <= _COCHRAN * self.skewness**2

    def interval(self, alpha: float = ALPHA, freedom: int | None = None) -> Interval:
        """The interval, of 95 %; none if no life differs from the others: nothing is known about those that may.

        `freedom` takes the place of this mean's own degrees of freedom.
        """
        if not self.error:
            return None, None
        mean, freedom = self.sum / self.number, freedom or self._freedom
        z = normal(alpha) if freedom >= _NORMAL else students_t(freedom, alpha)
        return mean - self.error * self._t(z), mean - self.error * self._t(-z)

    def probability_of_zero(self) -> float | None:
        """The two-sided probability of a mean at least this far from zero if the true one is; none if all are alike."""
        if not self.error:
            return None
        root, t = sqrt(self.number), self.sum / self.number / self.error
        skew = self.skewness / root
        transformed = abs(t + skew * t**2 / 3 + skew**2 * t**3 / 27 + skew / 6)
        return beyond(transformed, self._freedom)

    @property
    def _freedom(self) -> int:
        """Degrees of freedom of the transformed t: at least 2, as g² < n, and at most so many that it is normal."""
        square = self.skewness**2
        return int(2 * self.number / square) if square * _NORMAL > 2 * self.number else _NORMAL

    def _t(self, z: float) -> float:
        """The t whose h(t) is z."""
        skew = self.skewness / sqrt(self.number)
        if abs(skew) < 1e-9:
            return z
        return (cbrt(1 + skew * (z - skew / 6)) - 1) * 3 / skew


def _powers(ordered: "np.ndarray") -> tuple[int, int, int, int]:
    """The sums of the values, of their squares and of their cubes, counted from the least in steps, and the step.

    A step is a fen or a month; with a spread of more than 170 million yuan it is more, so that no product wraps around.
    """
    least, spread = int(ordered[0]), int(ordered[-1]) - int(ordered[0])
    step = (spread >> 2 * _BITS) + 1
    above = ordered.astype(object) - least if spread >= 1 << 63 else ordered - least
    above = (above // step).astype("int64")
    high, low = above >> _BITS, above & ((1 << _BITS) - 1)
    squares, products = low * low, high * low
    first, second, third = total(above), total(squares), total(squares * low)
    if high[-1]:
        high_squares = high * high
        second += (total(high_squares) << 2 * _BITS) + (total(products) << _BITS + 1)
        third += (total(high_squares * high) << 3 * _BITS) + 3 * (total(high_squares * low) << 2 * _BITS)
        third += 3 * (total(products * low) << _BITS)
    return first, second, third, step


def normal(alpha: float) -> float:
    """How far from 0 a normal number lies in a share `alpha` of cases, on either side."""
    return NormalDist().inv_cdf(1 - alpha / 2)


def wilson(count: float, number: float, alpha: float = ALPHA, freedom: int | None = None) -> Interval:
    """Wilson's interval of a share: it stays within 0 to 1, and holds even if every life says yes, or none.

    With Student's t of `freedom` degrees of freedom in place of the normal number where there are any.
    """
    if number < 2:
        return None, None
    z = students_t(freedom, alpha) if freedom else normal(alpha)
    share, square = count / number, z * z / number
    middle = (share + square / 2) / (1 + square)
    half = z / (1 + square) * sqrt(share * (1 - share) / number + square / (4 * number))
    return (max(0.0, middle - half) if count else 0.0), (min(1.0, middle + half) if count < number else 1.0)


def at_most(number: int) -> float:
    """The share of lives below which, with 95 % confidence, that lies which was seen in none of so many lives."""
    return 1 - 0.05 ** (1 / number)


def rank_of(percent: int, number: int) -> int:
    """Place, from 0, of a quantile among `number` ordered values: the smallest that `percent` of them do not exceed."""
    return (percent * number + 99) // 100 - 1


@lru_cache(maxsize=256)
def ranks_around(percent: int, number: int) -> tuple[int, int] | tuple[None, None]:
    """Places, from 0, of the two ordered values between which the true quantile lies in 95 % of studies.

    How many of the lives lie below the true quantile is binomial, whatever the distribution. None if there are too few
    lives for a bound on either side.
    """
    least, chances = _binomial(number, percent / 100)
    below = chances.cumsum()
    low = least + int((below <= 0.025).sum()) - 1
    high = least + int((below < 0.975).sum())
    return (low, high) if low >= 0 and high < number else (None, None)


def expected_shortfall(ordered: "np.ndarray", *, of_least: bool) -> "tuple[float, float | None, float | None]":
    """The mean of the 5 % of ordered values that are largest, or least, with its 95 % interval.

    Beside the quantile it is the mean of what lies beyond it, divided by the share (R. T. Rockafellar & S. Uryasev,
    2000, J. Risk 2:21), so its interval is that of this mean: what the quantile varies by matters little. As few lives
    lie beyond the quantile, it is with Student's t of one degree of freedom less than they are; of fewer than 30 there
    is none.
    """
    import numpy as np

    rank = rank_of(100 - TAIL, ordered.size)
    quantile = ordered[-1 - rank if of_least else rank]
    beyond = Mean.of(np.maximum(quantile - ordered if of_least else ordered - quantile, 0))
    sign, share = -1 if of_least else 1, TAIL / 100

    def beside(mean: float) -> float:
        return int(quantile) + sign * mean / share

    low, high = interval_of_shortfall(beyond)
    if low is None or high is None:
        return beside(beyond.mean or 0.0), None, None
    return beside(beyond.mean or 0.0), *((beside(high), beside(low)) if of_least else (beside(low), beside(high)))


def interval_of_shortfall(mean: Mean, alpha: float = ALPHA) -> Interval:
    """The interval of a mean of which only the lives beyond a quantile carry anything; none of fewer than 30."""
    return (None, None) if mean.differing < FEW else mean.interval(alpha, mean.differing - 1)


def half_width(mean: Mean, interval: Interval) -> float:
    """How far the further end of an interval is from the mean; infinite if there is none."""
    low, high = interval
    if low is None or high is None:
        return inf
    return max(mean.sum / mean.number - low, high - mean.sum / mean.number)


@lru_cache(maxsize=1_024)
def students_t(freedom: int, alpha: float = ALPHA) -> float:
    """How far from 0 a number of Student's t distribution lies in a share `alpha` of cases, on either side.

    Its distribution function is a finite sum for a whole number of degrees of freedom (M. Abramowitz & I. A. Stegun,
    1964, Handbook of Mathematical Functions, 26.7.3 and 26.7.4), concave above 0: Newton's method from the normal
    number, which is nearer to 0, never goes beyond. From 1,000 degrees of freedom on it is that of 1,000.
    """
    freedom = min(freedom, _NORMAL)
    density = 2 / sqrt(pi) * exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2))
    further = atan(normal(alpha) / sqrt(freedom))
    angle = 0.0
    while further > angle:
        angle = further
        further += (1 - alpha - _within(angle, freedom)) / (density * cos(angle) ** (freedom - 1))
    return sqrt(freedom) * tan(angle)


def beyond(t: float, freedom: int) -> float:
    """The two-sided probability of a number of Student's t distribution further from 0 than `t`."""
    if freedom >= _NORMAL:
        return erfc(abs(t) / sqrt(2))
    return max(0.0, 1 - _within(atan(abs(t) / sqrt(freedom)), freedom))


def _within(angle: float, freedom: int) -> float:
    """The probability of a t between -t and t, where the tangent of the angle is t / √freedom."""
    odd = freedom % 2
    term, found = (cos(angle) if odd else 1.0), 0.0
    for power in range(odd + 1, freedom, 2):
        found += term
        term *= cos(angle) ** 2 * power / (power + 1)
    return (angle + sin(angle) * found) * 2 / pi if odd else sin(angle) * found


def sign_test(more: int, less: int) -> float | None:
    """The two-sided probability that so many changed lives change the same way if both ways are as likely."""
    changed = more + less
    if not changed:
        return None
    least, chances = _binomial(changed, 0.5)
    tail = float(chances[max(0, max(more, less) - least) :].sum())
    return min(1.0, max(2 * tail, 2.0 ** (1 - changed)))


def _binomial(number: int, share: float) -> "tuple[int, np.ndarray]":
    """The least number looked at, and the probabilities of it and those after it."""
    import numpy as np

    middle, spread = number * share, sqrt(number * share * (1 - share))
    least, most = max(0, int(middle - _WINDOW * spread) - 1), min(number, int(middle + _WINDOW * spread) + 2)
    counts = np.arange(least, most, dtype=np.float64)
    ratios = np.log((number - counts) / (counts + 1) * (share / (1 - share)))
    logarithms = np.concatenate([[0.0], ratios.cumsum()])
    chances = np.exp(logarithms - logarithms.max())
    return least, chances / chances.sum()
