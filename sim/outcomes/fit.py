"""The least-squares fit of an outcome to drawn points: its values, how well it fits, where it bends; rank correlations.

The interval of what the fit says is about other points too: the fit is made again without each of 20 parts of the
points, and the spread of these fits is that of the jackknife (B. Efron, 1982, The Jackknife, the Bootstrap and Other
Resampling Plans). So it holds what a straight line misses.
"""

from collections.abc import Sequence
from math import atanh, sqrt, tanh
from typing import TYPE_CHECKING, NamedTuple

from sim.outcomes.axes import Axis, drawn_together
from sim.outcomes.intervals import Z, students_t

if TYPE_CHECKING:
    import numpy as np

MOST_PARTS = 20  # of drawn points, for the jackknife over them
_COLLINEAR = 1e-9  # relative to the widest variance of the points: directions of less count as collinear
_UNIDENTIFIED = 1e-6  # if more of a path than this is not identified by the points, its effect is unknown


class Level(NamedTuple):
    """One value of a path: its mean over the points or on their fit, over all lives and without each group."""

    text: str
    number: float
    means: "np.ndarray"
    of_points: "np.ndarray | None" = None  # the mean over all lives, of all points and without each part of them


class Fit(NamedTuple):
    """The values of each path on the fit, how much of the variance between points it explains, and each path's bend."""

    levels: list[list[Level]]
    share: float | None
    bends: list[float | None]
    correlations: list["Correlation"]


class Correlation(NamedTuple):
    """A partial rank correlation with its 95 % interval; none of words, nor of points that are not independent."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class _Term(NamedTuple):
    """A path in the fit: the values to evaluate it at, and its columns at the points and at those values.

    Numbers are one column, so the fit is linear in them; words are an indicator column each. Columns are centred on
    their average over the points and divided by their spread. A column that does not vary is left out: a path of one
    value has none.
    """

    values: Sequence[tuple[str, float]]
    at_points: "np.ndarray"
    at_values: "np.ndarray"


class _Line(NamedTuple):
    """One fit: the mean of the outcome, the slope of each column, and the part of each that is not identified."""

    means: "np.ndarray"
    slopes: "np.ndarray"
    unidentified: "np.ndarray"


def fitted(axes: Sequence[Axis], by: str, samples: "np.ndarray") -> Fit:
    """The values of each path on one least-squares fit of all paths, the others at their average over the points.

    In drawn points, paths correlate by chance; fitted alone, a path would be credited with the effects of others. A
    path has no values here if fewer than two were simulated, or if the points do not tell it from the others: fewer
    points than columns, or two paths that always move together.
    """
    import numpy as np

    simulated = ~np.isnan(samples[0])
    if not simulated.any():
        return Fit([[] for _ in axes], None, [None] * len(axes), [Correlation()] * len(axes))
    terms = [_term(axis, simulated) for axis in axes]
    points, outcomes = np.hstack([term.at_points for term in terms]), samples[:, simulated]
    part = (np.arange(simulated.size) // drawn_together(by, len(axes)) % MOST_PARTS)[simulated]
    line = _line(points, outcomes)
    parts = [_line(points[part != left_out], outcomes[:1, part != left_out]) for left_out in np.unique(part)]
    bounds = np.cumsum([0, *(term.at_points.shape[1] for term in terms)])
    columns = [slice(start, end) for start, end in zip(bounds, bounds[1:])]
    levels = [_levels_of(term, of_path, line, parts) for term, of_path in zip(terms, columns)]
    rest = outcomes[0] - line.means[0] - points @ line.slopes[0]
    rank = np.linalg.matrix_rank(points) if points.size else 0  # where no path varies there is no column
    freedom = len(rest) - rank - 1
    bends = [
        _bend(axis, term, points, outcomes[0], rest, freedom) if of_path else None
        for axis, term, of_path in zip(axes, terms, levels)
    ]
    is_independent = drawn_together(by, len(axes)) == 1
    correlations = [
        _rank_correlation(axis, of_path, terms, columns[place], outcomes[0]) if is_independent else Correlation()
        for place, (axis, of_path) in enumerate(zip(axes, levels))
    ]
    return Fit(levels, _explained(outcomes[0], rest) if freedom > 0 else None, bends, correlations)


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


def _line(points: "np.ndarray", outcomes: "np.ndarray") -> _Line:
    """The fit of each row of outcomes to the columns of some of the points."""
    import numpy as np

    middle = points.mean(axis=0) if len(points) else np.zeros(points.shape[1])
    points = points - middle
    products = points.T @ points  # as many rows as columns, however many points
    inverse = np.linalg.pinv(products, rcond=_COLLINEAR)
    means = outcomes.mean(axis=1, keepdims=True) if len(points) else np.full((len(outcomes), 1), np.nan)
    slopes = (outcomes - means) @ points @ inverse
    return _Line(means[:, 0] - slopes @ middle, slopes, inverse @ products - np.eye(len(products)))


def _levels_of(term: _Term, columns: slice, line: _Line, parts: list[_Line]) -> list[Level]:
    """The values of one path on the fit.

    If columns are collinear, many slopes fit equally well, and these are the shortest. The path's values are identified
    only if all of them would give the same.
    """
    import numpy as np

    if columns.start == columns.stop or not _is_identified(term, columns, line):
        return []

    def values(fit: _Line) -> "np.ndarray":
        return fit.means[:, None] + fit.slopes[:, columns] @ term.at_values.T

    unknown = np.full((1, len(term.values)), np.nan)
    without = [values(fit) if _is_identified(term, columns, fit) else unknown for fit in parts]
    of_points = np.vstack([values(line)[:1], *without])
    return [Level(*value, *of_value) for value, *of_value in zip(term.values, values(line).T, of_points.T)]


def _is_identified(term: _Term, columns: slice, line: _Line) -> bool:
    return bool(abs(term.at_values @ line.unidentified[columns]).max() <= _UNIDENTIFIED)


def _explained(outcomes: "np.ndarray", rest: "np.ndarray") -> float | None:
    """The share of the variance between points that a fit explains, given what it leaves (R²)."""
    whole = float(((outcomes - outcomes.mean()) ** 2).sum())
    return max(0.0, 1 - float(rest @ rest) / whole) if whole else None


def _bend(
    axis: Axis, term: _Term, points: "np.ndarray", outcomes: "np.ndarray", rest: "np.ndarray", freedom: int
) -> float | None:
    """How much of the variance between points the square of a path's number explains beside the fit.

    It is 0 where its t is below that of 5 % of cases: as much may be chance. None for words, and if no point is left to
    tell a square from chance.
    """
    import numpy as np

    whole = float(((outcomes - outcomes.mean()) ** 2).sum())
    if axis.numbers is None or axis.ends is None or freedom < 2 or not whole:
        return None
    square = term.at_points[:, 0] ** 2
    square = square - square.mean() - points @ np.linalg.lstsq(points, square - square.mean(), rcond=_COLLINEAR)[0]
    if square @ square < _COLLINEAR * len(square):
        return None
    explained = float((square @ rest) ** 2 / (square @ square))
    left = max(0.0, float(rest @ rest) - explained)
    is_clear = explained * (freedom - 1) > students_t(freedom - 1) ** 2 * left
    return explained / whole if is_clear else 0.0


def _rank_correlation(
    axis: Axis, levels: list[Level], terms: list[_Term], column: slice, outcomes: "np.ndarray"
) -> Correlation:
    """The correlation of the ranks of a path and of the outcome, less what the other paths' ranks explain of both.

    It is 1 or -1 where the outcome always rises, or falls, with the path, however it bends (S. Marino, I. B. Hogue, C.
    J. Ray & D. E. Kirschner, 2008, J. Theor. Biol. 254:178). The interval is by Fisher's transformation.
    """
    import numpy as np

    ranked = [_ranks(one) for term in terms for one in term.at_points.T]
    others = np.array([one for place, one in enumerate(ranked) if place != column.start]).reshape(-1, len(outcomes)).T
    freedom = len(outcomes) - 3 - others.shape[1]
    if axis.numbers is None or axis.ends is None or not levels or freedom < 1:
        return Correlation()
    ours, theirs = (one - others @ np.linalg.lstsq(others, one)[0] for one in (ranked[column.start], _ranks(outcomes)))
    sizes = sqrt(float(ours @ ours) * float(theirs @ theirs))
    if sizes < _COLLINEAR * len(outcomes):
        return Correlation()
    value = min(1.0, max(-1.0, float(ours @ theirs) / sizes))
    if abs(value) > 1 - _COLLINEAR:
        return Correlation(value, value, value)
    low, high = (tanh(atanh(value) + way * Z / sqrt(freedom)) for way in (-1, 1))
    return Correlation(value, low, high)


def _ranks(values: "np.ndarray") -> "np.ndarray":
    """Ranks about their mean in units of their number; equals have the mean of theirs."""
    import numpy as np

    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return ((counts.cumsum() - (counts - 1) / 2)[place] - (len(values) + 1) / 2) / len(values)
