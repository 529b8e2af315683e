"""Sobol' indices: the share of the variance between points that each path explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes.axes import Axis
from sim.outcomes.intervals import Z
from sim.outcomes.jackknife import half_width, known, means_without_groups, rounding_error, unbiased
from sim.words.language import say

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

    For a full grid they are exact but for chance, with all its values equally likely: the analysis of variance of the
    points' means; both they and their interval stay within 0 to 1. For Sobol' points they are estimates, which may lie
    outside; half of their interval is of the other points that could have been drawn (a bootstrap over samples with a
    fixed seed), half of other lives, added as squares.

    A mean over lives has an error, and its square is in every variance between points: paths seem to do more than they
    do, the more the fewer lives there are. The jackknife's estimate of this bias is taken off (M. H. Quenouille, 1956,
    Biometrika 43:353), and its interval is about other lives.

    Other points have no indices, nor has one sample, nor have points of which some failed.
    """
    samples = means_without_groups(groups, sizes)
    reason = why_none(by, samples[0], len(axes))
    if reason:
        return Indices(tuple(Index(axis.path) for axis in axes), reason)
    found = _of_grid(axes, samples) if by == "grid" else _of_sobol(axes, samples)
    return Indices(
        tuple(Index(axis.path, *(known(share, _NO_SHARE) for share in row)) for axis, row in zip(axes, found))
    )


def why_none(by: str, means: "np.ndarray", paths: int) -> str:
    """Why there are no indices of so many paths, given the means at all points; empty if there are."""
    import numpy as np

    if by not in ("grid", "sobol"):
        return say("{by} points have no indices; grid and sobol have", by=by)
    failed = int(np.isnan(means).sum())
    if failed:
        return say("{failed} of {points} points have no result; indices need all", failed=failed, points=means.size)
    if np.ptp(means) <= rounding_error(means):
        return say("the outcome is the same at every point")
    if by == "sobol" and means.size < 2 * (paths + 2):
        return say("one sample has no indices; they need several")
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
    """A share of a grid's variance and its interval, within 0 to 1."""
    share, low, high = _around(samples, half_width(samples))
    return share.clip(0, 1), low.clip(0, 1), high.clip(0, 1)


def _around(samples: "np.ndarray", half: "np.ndarray") -> "tuple[np.ndarray, ...]":
    """The estimate less its bias, and an interval around both: where a path does nothing, the bias is all there is."""
    import numpy as np

    plain, found = samples[0], unbiased(samples)
    return found, np.minimum(plain, found) - half, np.maximum(plain, found) + half


def _of_sobol(axes: Sequence[Axis], samples: "np.ndarray") -> "list[tuple[Any, ...]]":
    """First and total with their intervals, from the points of `saltelli` in sim/experiment/points.py.

    The estimators are (b) and (f) in table 2 of Saltelli et al. (2010, Comput. Phys. Commun. 181:259), those of
    `scipy.stats.sobol_indices`, but centred on the mean of all points, not only of A and B. A single life has no
    interval about other lives, so its interval is about the points alone.
    """
    import numpy as np

    number = samples.shape[1] // (len(axes) + 2)
    everything = np.arange(number)[None]
    of_lives = np.stack([_estimates(means, len(axes), everything)[:, 0] for means in samples])
    resamples = np.random.default_rng(1).integers(number, size=(number, _RESAMPLES)).T
    of_points = _estimates(samples[0], len(axes), resamples).std(axis=1, ddof=1)
    half = np.hypot(Z * of_points, np.nan_to_num(half_width(of_lives)))
    found = _around(of_lives, half)
    return [tuple(bound[kind, path] for kind in (0, 1) for bound in found) for path in range(len(axes))]


def _estimates(means: "np.ndarray", paths: int, chosen: "np.ndarray") -> "np.ndarray":
    """First and total of each path, for each row of chosen samples; 0 where nothing varies."""
    import numpy as np

    spread = means.std()
    table = ((means - means.mean()) / (spread or 1.0)).reshape(-1, paths + 2)[chosen]
    a, ab, b = table[..., :1], table[..., 1:-1], table[..., -1:]
    variance = np.concatenate([a, b], axis=1).var(axis=1)
    is_varied = variance > np.finfo(float).eps
    variance = np.where(is_varied, variance, 1)
    products = b * (ab - a), (ab - a) ** 2 / 2
    return np.stack([np.where(is_varied, of.mean(axis=1) / variance, 0) for of in products])
