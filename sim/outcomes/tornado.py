"""Effects of single paths: how far each swept path moves an outcome (a tornado diagram)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import comb, hypot
from typing import TYPE_CHECKING

from sim.outcomes.axes import Axis
from sim.outcomes.fit import Level, fitted
from sim.outcomes.jackknife import half_width, known, means_without_groups, rounding_error

if TYPE_CHECKING:
    import numpy as np

_LIST_EVERY_VALUE = ("grid", "one_at_a_time")
_MISSES = 0.05  # the share of cases in which an interval may miss


# ----------------------------------------------------------------------------- means by value


def _rows_by_text(axis: Axis) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in range(len(axis.texts)) if axis.rows is None else axis.rows:
        found.setdefault(axis.texts[row], []).append(row)
    return found


def paired_levels(axis: Axis, samples: "np.ndarray") -> list[Level]:
    """The values of a path, each over the same values of the others: what failed at one value is left out of all.

    The points of each value are in one order of the other paths' values. A value that failed everywhere is left out.
    """
    import numpy as np

    rows = np.array(list(_rows_by_text(axis).values()))
    simulated = ~np.isnan(samples[0])[rows]
    rows, simulated = rows[simulated.any(axis=1)], simulated[simulated.any(axis=1)]
    rows = rows[:, simulated.all(axis=0)]
    if not rows.size:
        return []
    numbers = np.full(len(axis.texts), np.nan) if axis.numbers is None else axis.numbers
    return [
        Level(axis.texts[of_value[0]], float(numbers[of_value[0]]), samples[:, of_value].mean(axis=1))
        for of_value in rows
    ]


# ----------------------------------------------------------------------------- effects


@dataclass(frozen=True)
class Effect:
    """The effect of one path on an outcome: the means at two of its values, and their difference with its interval."""

    path: str
    value_low: str | None = None
    value_high: str | None = None
    mean_low: float | None = None
    mean_high: float | None = None
    effect: float | None = None
    effect_from: float | None = None
    effect_to: float | None = None
    spread: float | None = None  # the highest mean at any of its values less the lowest
    fit: float | None = None  # of drawn points: the share of the variance between them that the fit explains
    bend: float | None = None  # how much of the rest the square of this path's number explains
    prcc: float | None = None  # of a Latin hypercube: partial rank correlation
    prcc_from: float | None = None
    prcc_to: float | None = None


def tornado(axes: Sequence[Axis], by: str, groups: "np.ndarray", sizes: "np.ndarray | None" = None) -> list[Effect]:
    """The effect of each path on an outcome, the largest first.

    For numbers it is from the lowest value to the highest. For words it is from the value with the lowest mean to that
    with the highest. As these are chosen by the result, their interval is as wide as all differences between two of the
    words need in order to hold together (Bonferroni): words without effect exclude 0 in at most 5 % of cases. In a
    grid, a value's mean is over the other paths' values; in one_at_a_time the scenario as written is one of the values,
    if its value is known. A path with fewer than two simulated values has no effect.

    If values are drawn, the means are on one least-squares fit of all paths to the points, linear in the numbers. It
    does not show curvature and interaction, and may credit some of these to other paths, the more the fewer points
    there are. So the interval is about other points too: the jackknife over what was drawn together, and that over
    lives, added as squares. A straight line can leave the possible range: at an end it may give a negative number of
    months. Paths that the points do not tell apart have no effect.
    """
    samples = means_without_groups(groups, sizes)
    if by in _LIST_EVERY_VALUE:
        found = [_effect(axis.path, paired_levels(axis, samples), samples) for axis in axes]
        return sorted(found, key=_rank)
    fit = fitted(axes, by, samples)
    found = [
        replace(
            _effect(axis.path, levels, samples), fit=fit.share, bend=bend, prcc=rank.value, prcc_from=rank.low,
            prcc_to=rank.high,
        )
        for axis, levels, bend, rank in zip(axes, fit.levels, fit.bends, fit.correlations)
    ]  # fmt: skip
    return sorted(found, key=_rank)


def _rank(effect: Effect) -> tuple[float, float]:
    """The largest effect first, then those that differ between their ends, then those without, then the unknown."""
    if effect.effect is None:
        return 1.0, 0.0
    return -abs(effect.effect), -(effect.spread or 0.0)


def _effect(path: str, levels: list[Level], samples: "np.ndarray") -> Effect:
    if len(levels) < 2:
        return Effect(path)
    low, high = _extremes(levels)
    difference = float(high.means[0] - low.means[0])
    half = _half(low, high, 1 if _are_numbers(levels) else comb(len(levels), 2))
    means = [float(level.means[0]) for level in levels]
    numbers = low.means[0], high.means[0], difference, difference - half, difference + half, max(means) - min(means)
    rounding = rounding_error(samples[0])
    return Effect(path, low.text, high.text, *(known(number, rounding) for number in numbers))


def _half(low: Level, high: Level, pairs: int) -> float:
    """Half of the interval of a difference that was chosen among so many; of one life, about other points alone."""
    alpha = _MISSES / pairs
    half = float(half_width(high.means - low.means, alpha))
    if low.of_points is None or high.of_points is None:
        return half
    is_one_life = len(low.means) < 3
    return hypot(0.0 if is_one_life else half, float(half_width(high.of_points - low.of_points, alpha)))


def _are_numbers(levels: list[Level]) -> bool:
    return sum(level.number == level.number for level in levels) > 1


def _extremes(levels: list[Level]) -> tuple[Level, Level]:
    """The lowest and highest number; for words, those with the lowest and highest mean. Never the same value twice."""
    if _are_numbers(levels):
        ordered = sorted((level for level in levels if level.number == level.number), key=lambda level: level.number)
    else:
        ordered = sorted(levels, key=lambda level: float(level.means[0]))
    return ordered[0], ordered[-1]
