"""Effects of single paths: how far each swept path moves an outcome (a tornado diagram)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.outcomes.axes import Axis
from sim.outcomes.jackknife import interval, known, means_without_groups, rounding_error

if TYPE_CHECKING:
    import numpy as np

_LIST_EVERY_VALUE = ("grid", "one_at_a_time")
_COLLINEAR = 1e-9  # relative to the widest variance of the points: directions of less count as collinear
_UNIDENTIFIED = 1e-6  # if more of a path than this is not identified by the points, its effect is unknown


# ----------------------------------------------------------------------------- means by value


class Level(NamedTuple):
    """One value of a path: its mean over the points or on their fit, over all lives and without each group."""

    text: str
    number: float
    means: "np.ndarray"


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


# ----------------------------------------------------------------------------- one fit of all paths


class _Term(NamedTuple):
    """A path in the fit: the values to evaluate it at, and its columns at the points and at those values.

    Numbers are one column, so the fit is linear in them; words are an indicator column each. Columns are centred on
    their average over the points and divided by their spread. A column that does not vary is left out: a path of one
    value has none.
    """

    values: Sequence[tuple[str, float]]
    at_points: "np.ndarray"
    at_values: "np.ndarray"


def _term(axis: Axis, simulated: "np.ndarray") -> _Term:
    import numpy as np

    if axis.numbers is not None and axis.ends is not None:
        values, at_points = axis.ends, axis.numbers[simulated][:, None]
        at_values = np.array([[number] for _, number in values])
    else:
        texts = [axis.texts[row] for row in np.flatnonzero(simulated)]
        values = [(text, float("nan")) for text in dict.fromkeys(texts)]
        at_points = (np.array(texts)[:, None] == [text for text, _ in values]).astype(float)
        at_values = np.eye(len(values))
    varies = np.ptp(at_points, axis=0) > 0
    at_points, at_values = at_points[:, varies], at_values[:, varies]
    middle, spread = at_points.mean(axis=0), at_points.std(axis=0)
    return _Term(values, (at_points - middle) / spread, (at_values - middle) / spread)


def _fitted_levels(axes: Sequence[Axis], samples: "np.ndarray") -> list[list[Level]]:
    """The values of each path on one least-squares fit of all paths, the others at their average over the points.

    In drawn points, paths correlate by chance; fitted alone, a path would be credited with the effects of others. A
    path has no values here if fewer than two were simulated, or if the points do not tell it from the others: fewer
    points than columns, or two paths that always move together.
    """
    import numpy as np

    simulated = ~np.isnan(samples[0])
    if not simulated.any():
        return [[] for _ in axes]
    terms = [_term(axis, simulated) for axis in axes]
    points = np.hstack([term.at_points for term in terms])
    products = points.T @ points  # as many rows as columns, however many points
    inverse = np.linalg.pinv(products, rcond=_COLLINEAR)
    means = samples[:, simulated].mean(axis=1, keepdims=True)
    slopes = (samples[:, simulated] - means) @ points @ inverse
    unidentified = inverse @ products - np.eye(len(products))
    bounds = np.cumsum([term.at_points.shape[1] for term in terms])[:-1]
    of_paths = zip(terms, np.split(slopes, bounds, axis=1), np.split(unidentified, bounds))
    return [_levels_of(term, means, of_path, unidentified_of_path) for term, of_path, unidentified_of_path in of_paths]


def _levels_of(term: _Term, means: "np.ndarray", slopes: "np.ndarray", unidentified: "np.ndarray") -> list[Level]:
    """The values of one path on the fit.

    If columns are collinear, many slopes fit equally well, and these are the shortest. The path's values are identified
    only if all of them would give the same.
    """
    if not slopes.size or abs(term.at_values @ unidentified).max() > _UNIDENTIFIED:
        return []
    return [Level(*value, of_value) for value, of_value in zip(term.values, (means + slopes @ term.at_values.T).T)]


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


def tornado(axes: Sequence[Axis], by: str, groups: "np.ndarray", sizes: "np.ndarray | None" = None) -> list[Effect]:
    """The effect of each path on an outcome, the largest first.

    For numbers it is from the lowest value to the highest. For words it is from the value with the lowest mean to that
    with the highest; as these are chosen by the result, many words without effect never give quite zero. In a grid, a
    value's mean is over the other paths' values; in one_at_a_time the scenario as written is one of the values, if its
    value is known. A path with fewer than two simulated values has no effect.

    If values are drawn, the means are on one least-squares fit of all paths to the points, linear in the numbers. It
    does not show curvature and interaction, and may credit some of these to other paths, the more the fewer points
    there are; the interval does not cover this, it is about other lives, not other points. A straight line can leave
    the possible range: at an end it may give a negative number of months. Paths that the points do not tell apart have
    no effect.
    """
    samples = means_without_groups(groups, sizes)
    if by in _LIST_EVERY_VALUE:
        levels = [paired_levels(axis, samples) for axis in axes]
    else:
        levels = _fitted_levels(axes, samples)
    found = [_effect(axis.path, of_path, samples) for axis, of_path in zip(axes, levels)]
    return sorted(found, key=lambda effect: 1.0 if effect.effect is None else -abs(effect.effect))


def _effect(path: str, levels: list[Level], samples: "np.ndarray") -> Effect:
    if len(levels) < 2:
        return Effect(path)
    low, high = _extremes(levels)
    difference = high.means - low.means
    numbers = low.means[0], high.means[0], difference[0], *interval(difference)
    rounding = rounding_error(samples[0])
    return Effect(path, low.text, high.text, *(known(number, rounding) for number in numbers))


def _extremes(levels: list[Level]) -> tuple[Level, Level]:
    """The lowest and highest number; for words, those with the lowest and highest mean. Never the same value twice."""
    numbers = [level for level in levels if level.number == level.number]
    if len(numbers) > 1:
        ordered = sorted(numbers, key=lambda level: level.number)
    else:
        ordered = sorted(levels, key=lambda level: float(level.means[0]))
    return ordered[0], ordered[-1]
