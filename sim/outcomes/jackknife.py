"""Means over lives at each point, and their jackknife intervals.

All points simulate the same lives. For each outcome and person there is a table, points × `GROUPS`: the mean over the
lives whose number, divided by GROUPS, leaves the column's remainder; NaN if the point failed or the group has no life.
`sizes` says how many lives are behind each mean (for all points, or for each); without it all groups are of one size.

Intervals are 95 %, by the delete-a-group jackknife (J. W. Tukey, 1958, Ann. Math. Stat. 29:614; B. Efron, 1982, The
Jackknife, the Bootstrap and Other Resampling Plans): the estimate is computed again without each group of lives in
turn; the spread of these estimates, times the quantile of Student's t with one degree of freedom less than there are
groups, is half the interval. As the same lives are left out at every point, what lives have in common between points
cancels. Fewer lives make fewer groups; a single life has no interval. The interval is about other lives, not about
other points.
"""

from typing import TYPE_CHECKING, Any

from sim.outcomes.intervals import students_t

if TYPE_CHECKING:
    import numpy as np

GROUPS = 20
_LAST_DIGITS = 1e-12  # relative to an outcome's size: less is rounding error


def means_without_groups(groups: "np.ndarray", sizes: "np.ndarray | None") -> "np.ndarray":
    """Means of the points: over all lives, then without each group of lives in turn; a row each."""
    import numpy as np

    weights = np.where(np.isnan(groups), 0.0, 1.0 if sizes is None else sizes)
    sums = np.nan_to_num(groups) * weights
    used = weights.any(axis=0)
    all_sums, all_weights = sums.sum(axis=1), weights.sum(axis=1)
    all_sums = np.vstack([all_sums, all_sums - sums.T[used]])
    all_weights = np.vstack([all_weights, all_weights - weights.T[used]])
    is_empty = all_weights == 0
    return np.where(is_empty, np.nan, all_sums / np.where(is_empty, 1, all_weights))


def interval(samples: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """The interval of an estimate, from its values over all lives (the first row) and without each group (the rest)."""
    half = half_width(samples)
    return samples[0] - half, samples[0] + half


def half_width(samples: "np.ndarray", alpha: float = 0.05) -> "np.ndarray":
    """Half of that interval, or of one that misses in a share `alpha` of cases; NaN without two groups to leave out."""
    import numpy as np

    groups = len(samples) - 1
    if groups < 2:
        return np.full_like(samples[0], np.nan)
    spread = ((samples[1:] - samples[1:].mean(axis=0)) ** 2).sum(axis=0)
    return students_t(groups - 1, alpha) * np.sqrt(spread * (groups - 1) / groups)


def unbiased(samples: "np.ndarray") -> "np.ndarray":
    """The estimate less the jackknife's estimate of its bias; as it is where that is not known."""
    import numpy as np

    groups = len(samples) - 1
    if groups < 2:
        return samples[0]
    found = groups * samples[0] - (groups - 1) * samples[1:].mean(axis=0)
    return np.where(np.isnan(found), samples[0], found)


def known(number: Any, rounding: float = 0.0) -> float | None:
    """A number, None if it is NaN, 0 if it is no more than rounding error."""
    if number != number:
        return None
    return 0.0 if abs(number) <= rounding else float(number)


def rounding_error(means: "np.ndarray") -> float:
    """How far from zero rounding may leave a difference of these means; some of them, not all, may be NaN."""
    import numpy as np

    return _LAST_DIGITS * float(np.nanmax(abs(means)))
