"""Sobol' indices: the share of the variance between points that each path explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes.axes import Axis
from sim.outcomes.intervals import Z
from sim.outcomes.jackknife import interval, known, means_without_groups, rounding_error

if TYPE_CHECKING:
    import numpy as np

_RESAMPLES = 100  # bootstrap resamples of the points, for the intervals
_NO_SHARE = 1e-9  # a smaller share of the variance is rounding error


@dataclass(frozen=True)
class Index:
    """The share of the variance between points that a path explains: alone (first), and with interactions (total)."""

    path: str
    first: float | None = None
    first_from: float | None = None
    first_to: float | None = None
    total: float | None = None
    total_from: float | None = None
    total_to: float | None = None


class Indices(NamedTuple):
    """The indices of all paths, or the reason why there are none."""

    of: tuple[Index, ...]
    reason: str = ""


def indices(axes: Sequence[Axis], by: str, groups: "np.ndarray", sizes: "np.ndarray | None" = None) -> Indices:
    """First-order and total indices of each path, with 95 % intervals.

    For a full grid they are exact, with all its values equally likely: the analysis of variance of the points' means;
    the interval is by the jackknife over lives, clipped to 0 to 1. For Sobol' points they are estimates, which may lie
    outside; their interval is about the sampled points (a bootstrap over them with a fixed seed), not about the lives.
    Other points have no indices, nor has one sample, nor have points of which some failed.
    """
    samples = means_without_groups(groups, sizes)
    reason = _without_indices(by, samples[0], len(axes))
    if reason:
        return Indices(tuple(Index(axis.path) for axis in axes), reason)
    found = _of_grid(axes, samples) if by == "grid" else _of_sobol(axes, samples[0])
    return Indices(
        tuple(Index(axis.path, *(known(share, _NO_SHARE) for share in row)) for axis, row in zip(axes, found))
    )


def _without_indices(by: str, means: "np.ndarray", paths: int) -> str:
    """Why there are no indices; empty if there are."""
    import numpy as np

    if by not in ("grid", "sobol"):
        return f"{by} points have no indices; grid and sobol have"
    failed = int(np.isnan(means).sum())
    if failed:
        return f"{failed} of {means.size} points have no result; indices need all"
    if np.ptp(means) <= rounding_error(means):
        return "the outcome is the same at every point"
    if by == "sobol" and means.size < 2 * (paths + 2):
        return "one sample has no indices; they need several"
    return ""


def _of_grid(axes: Sequence[Axis], samples: "np.ndarray") -> "list[tuple[Any, ...]]":
    """First and total with their intervals: the analysis of variance of a full grid, the last path fastest."""
    import numpy as np

    shape = [len(set(axis.texts)) for axis in axes]
    grid = samples.reshape(-1, *shape)
    inner = tuple(range(1, grid.ndim))
    varies = np.ptp(samples, axis=1) > rounding_error(samples[0])
    variance = np.where(varies, grid.var(axis=inner), np.nan)
    found = []
    for place in inner:
        others = tuple(axis for axis in inner if axis != place)
        first = grid.mean(axis=others).var(axis=1) / variance
        # 1 - Var(E[Y | the others]) / Var(Y): the share that remains on average if all others are held
        total = grid.var(axis=place).mean(axis=tuple(range(1, grid.ndim - 1))) / variance
        found.append((*_share(first), *_share(total)))
    return found


def _share(samples: "np.ndarray") -> "tuple[np.ndarray, ...]":
    """A share with its interval, which is clipped to 0 to 1."""
    return samples[0], *(bound.clip(0, 1) for bound in interval(samples))


def _of_sobol(axes: Sequence[Axis], means: "np.ndarray") -> "list[tuple[Any, ...]]":
    """First and total with their intervals, from the points of `saltelli` in sim/experiment/points.py.

    The estimators are (b) and (f) in table 2 of Saltelli et al. (2010, Comput. Phys. Commun. 181:259), those of
    `scipy.stats.sobol_indices`, but centred on the mean of all points, not only of A and B. The interval is normal,
    with the spread of bootstrap resamples; the first row is the sample itself.
    """
    import numpy as np

    samples = len(means) // (len(axes) + 2)
    table = ((means - means.mean()) / means.std()).reshape(samples, len(axes) + 2)
    resamples = np.random.default_rng(1).integers(samples, size=(samples, _RESAMPLES)).T
    resampled = table[np.vstack([np.arange(samples), resamples])]
    a, ab, b = resampled[..., :1], resampled[..., 1:-1], resampled[..., -1:]
    variance = np.concatenate([a, b], axis=1).var(axis=1)
    is_varied = variance > np.finfo(float).eps
    variance = np.where(is_varied, variance, 1)
    found = []
    for products in (b * (ab - a), (ab - a) ** 2 / 2):
        of_resamples = np.where(is_varied, products.mean(axis=1) / variance, 0)
        index, half = of_resamples[0], Z * of_resamples[1:].std(axis=0, ddof=1)
        found += [index, index - half, index + half]
    return list(zip(*found))
