"""What follows from a sweep: how far each path moves an outcome, what share of the differences it explains, where two
variants break even, and how much is luck. Knows arrays and axes, not scenarios.

All points live the same lives. Of each outcome and person there is a table, points × `GROUPS`: the mean over the lives
whose number leaves the column's remainder when divided by GROUPS; not a number where a point failed, or where the
group has no life. `sizes` says how many lives stand behind each mean (for all points, or for each); left out, they
are taken as equally many.

Intervals are 95 %, by the jackknife: everything is worked out again without one group of lives, for each group, and
the spread of what comes out, times that of Student's t with one degree of freedom less than there are groups, is the
interval. As the same lives are left out at every point, what lives have in common between points cancels. Fewer lives
make fewer groups; a single life has no interval. It says what other lives would change, not what other points would.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.extras import needs

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

GROUPS = 20
DATE = "date"
# Student's t for 95 %, with 1, 2, … 19 degrees of freedom.
_T = (
    12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985,
    2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922, 2.093024,
)  # fmt: skip
_RESAMPLES = 100  # of the points, for the intervals of Sobol' indices
_LIST_EVERY_VALUE = ("grid", "one_at_a_time")
_LAST_DIGITS = 1e-12  # of an outcome's size: less is what rounding leaves
_NO_SHARE = 1e-9  # a smaller share of the variance is what rounding leaves
_TOGETHER = 1e-9  # of the points' widest variance: in a direction of less, paths move together
_UNTOLD = 1e-6  # where more of a path is left untold by the points, it is not told from the others


class End(NamedTuple):
    """An end of the values that are drawn, as text and number."""

    text: str
    number: float


@dataclass(frozen=True)
class Axis:
    """One swept path over all points."""

    path: str
    # the value at each point, as a file would write it
    texts: tuple[str, ...]
    # the number of each value, dates as ordinals; None where values are words or tables
    numbers: "np.ndarray | None"
    # what stands behind the numbers, such as `% a month`; `date` where they are ordinals
    unit: str = ""
    # between what numbers are drawn; None where every value is listed
    ends: tuple[End, End] | None = None
    # the points that tell of this path alone; None: all
    rows: tuple[int, ...] | None = None

    def told(self, number: float) -> str:
        """A number of the axis as a file would write it, to six digits."""
        if self.unit == DATE:
            return date.fromordinal(round(number)).isoformat()
        return format(Decimal(f"{number:.6g}").normalize() + 0, "f") + self.unit


# ----------------------------------------------------------------------------- means and their intervals


def _samples(groups: "np.ndarray", sizes: "np.ndarray | None") -> "np.ndarray":
    """Means of the points: over all lives, then once without each group of lives; a row each."""
    import numpy as np

    weights = np.where(np.isnan(groups), 0.0, 1.0 if sizes is None else sizes)
    sums = np.nan_to_num(groups) * weights
    used = weights.any(axis=0)
    all_sums, all_weights = sums.sum(axis=1), weights.sum(axis=1)
    all_sums = np.vstack([all_sums, all_sums - sums.T[used]])
    all_weights = np.vstack([all_weights, all_weights - weights.T[used]])
    nobody = all_weights == 0
    return np.where(nobody, np.nan, all_sums / np.where(nobody, 1, all_weights))


def _interval(samples: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """The interval of what was worked out over all lives (the first row) and without each group (the others)."""
    import numpy as np

    groups = len(samples) - 1
    if groups < 2:
        return np.full_like(samples[0], np.nan), np.full_like(samples[0], np.nan)
    spread = ((samples[1:] - samples[1:].mean(axis=0)) ** 2).sum(axis=0)
    half = _T[groups - 2] * np.sqrt(spread * (groups - 1) / groups)
    return samples[0] - half, samples[0] + half


def _known(number: Any, rounding: float = 0.0) -> float | None:
    """A number, or None where there is none; what is no more than rounding is nothing."""
    if number != number:
        return None
    return 0.0 if abs(number) <= rounding else float(number)


def _rounding(means: "np.ndarray") -> float:
    """What the last digits of means may leave where there is nothing; some, not all, may be no number."""
    import numpy as np

    return _LAST_DIGITS * float(np.nanmax(abs(means)))


# ----------------------------------------------------------------------------- means by value


class _Level(NamedTuple):
    """One value of a path: its mean over the points or on the fit to them, of all lives and without each group."""

    text: str
    number: float
    means: "np.ndarray"


def _rows_by_text(axis: Axis) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in range(len(axis.texts)) if axis.rows is None else axis.rows:
        found.setdefault(axis.texts[row], []).append(row)
    return found


def _paired_levels(axis: Axis, samples: "np.ndarray") -> list[_Level]:
    """Values of a path, each over the same values of the others: what failed at one value is left out of all.

    The points of each value come in one order of the other paths' values. A value that failed everywhere is left out.
    """
    import numpy as np

    rows = np.array(list(_rows_by_text(axis).values()))
    lived = ~np.isnan(samples[0])[rows]
    rows, lived = rows[lived.any(axis=1)], lived[lived.any(axis=1)]
    rows = rows[:, lived.all(axis=0)]
    if not rows.size:
        return []
    numbers = np.full(len(axis.texts), np.nan) if axis.numbers is None else axis.numbers
    return [
        _Level(axis.texts[of_value[0]], float(numbers[of_value[0]]), samples[:, of_value].mean(axis=1))
        for of_value in rows
    ]


# ----------------------------------------------------------------------------- one fit of all paths


class _Term(NamedTuple):
    """A path in the fit: the values it is told at, and its columns at the points and at those values.

    Numbers are one column, so they run straight; words are a column each, so each has its own height. Columns count
    from their average over the points, in units of their spread. One that does not vary is left out: a path of one
    value has none.
    """

    values: Sequence[tuple[str, float]]
    at_points: "np.ndarray"
    at_values: "np.ndarray"


def _term(axis: Axis, lived: "np.ndarray") -> _Term:
    import numpy as np

    if axis.numbers is not None and axis.ends is not None:
        values, at_points = axis.ends, axis.numbers[lived][:, None]
        at_values = np.array([[number] for _, number in values])
    else:
        texts = [axis.texts[row] for row in np.flatnonzero(lived)]
        values = [(text, float("nan")) for text in dict.fromkeys(texts)]
        at_points = (np.array(texts)[:, None] == [text for text, _ in values]).astype(float)
        at_values = np.eye(len(values))
    varies = np.ptp(at_points, axis=0) > 0
    at_points, at_values = at_points[:, varies], at_values[:, varies]
    middle, spread = at_points.mean(axis=0), at_points.std(axis=0)
    return _Term(values, (at_points - middle) / spread, (at_values - middle) / spread)


def _fitted_levels(axes: Sequence[Axis], samples: "np.ndarray") -> list[list[_Level]]:
    """Values of each path on one least-squares fit of all paths, the others at their average over the points.

    In points that are drawn, paths go together by chance; fitted alone, a path would be credited with what others do.
    A path has no values here where fewer than two were lived, or where the points do not tell it from the others: fewer
    points than columns, or two paths that always move together.
    """
    import numpy as np

    lived = ~np.isnan(samples[0])
    if not lived.any():
        return [[] for _ in axes]
    terms = [_term(axis, lived) for axis in axes]
    points = np.hstack([term.at_points for term in terms])
    products = points.T @ points  # few rows, so what follows does not grow with the points
    inverse = np.linalg.pinv(products, rcond=_TOGETHER)
    means = samples[:, lived].mean(axis=1, keepdims=True)
    slopes = (samples[:, lived] - means) @ points @ inverse
    untold = inverse @ products - np.eye(len(products))
    bounds = np.cumsum([term.at_points.shape[1] for term in terms])[:-1]
    of_paths = zip(terms, np.split(slopes, bounds, axis=1), np.split(untold, bounds))
    return [_levels_of(term, means, of_path, untold_of_path) for term, of_path, untold_of_path in of_paths]


def _levels_of(term: _Term, means: "np.ndarray", slopes: "np.ndarray", untold: "np.ndarray") -> list[_Level]:
    """Values of one path of the fit.

    Where columns go together, many slopes fit alike, and these are the shortest. What they say of a path is its own
    only where all of those would say it.
    """
    if not slopes.size or abs(term.at_values @ untold).max() > _UNTOLD:
        return []
    return [_Level(*value, of_value) for value, of_value in zip(term.values, (means + slopes @ term.at_values.T).T)]


# ----------------------------------------------------------------------------- swings


@dataclass(frozen=True)
class Swing:
    """How far one path moves an outcome: the means at two of its values, and their difference with its interval."""

    path: str
    value_low: str | None = None
    value_high: str | None = None
    mean_low: float | None = None
    mean_high: float | None = None
    swing: float | None = None
    swing_from: float | None = None
    swing_to: float | None = None


def swings(axes: Sequence[Axis], by: str, groups: "np.ndarray", sizes: "np.ndarray | None" = None) -> list[Swing]:
    """How far each path moves an outcome, the furthest first.

    Of numbers: from the lowest value to the highest. Of words: from the value with the lowest mean to that with the
    highest; chosen by what came out, so among many words of no effect it is never quite nothing. In a grid a
    value's mean is over the other paths' values; in one_at_a_time the scenario as written is one of the values, if its
    value is known. A path of which fewer than two values were lived has no swing.

    Where values are drawn, the means stand on one least-squares fit of all paths to the points, straight in the
    numbers. What bends or acts together is not told, and some of it may fall to other paths, the more the fewer points
    there are; of that the interval says nothing, it is about other lives, not other points. A straight line can leave
    what is possible: at an end it may say a negative number of months. What the points do not tell apart has no swing.
    """
    samples = _samples(groups, sizes)
    if by in _LIST_EVERY_VALUE:
        levels = [_paired_levels(axis, samples) for axis in axes]
    else:
        levels = _fitted_levels(axes, samples)
    found = [_swing(axis.path, of_path, samples) for axis, of_path in zip(axes, levels)]
    return sorted(found, key=lambda swing: 1.0 if swing.swing is None else -abs(swing.swing))


def _swing(path: str, levels: list[_Level], samples: "np.ndarray") -> Swing:
    if len(levels) < 2:
        return Swing(path)
    low, high = _extremes(levels)
    difference = high.means - low.means
    numbers = low.means[0], high.means[0], difference[0], *_interval(difference)
    rounding = _rounding(samples[0])
    return Swing(path, low.text, high.text, *(_known(number, rounding) for number in numbers))


def _extremes(levels: list[_Level]) -> tuple[_Level, _Level]:
    """The lowest and highest numbers; of words, those with the lowest and highest mean. Never one value twice."""
    numbers = [level for level in levels if level.number == level.number]
    if len(numbers) > 1:
        ordered = sorted(numbers, key=lambda level: level.number)
    else:
        ordered = sorted(levels, key=lambda level: float(level.means[0]))
    return ordered[0], ordered[-1]


# ----------------------------------------------------------------------------- indices


@dataclass(frozen=True)
class Index:
    """What share of the variance between points a path explains: alone (first), and with all it acts with (total)."""

    path: str
    first: float | None = None
    first_from: float | None = None
    first_to: float | None = None
    total: float | None = None
    total_from: float | None = None
    total_to: float | None = None


class Indices(NamedTuple):
    """The indices of all paths; where there are none, the reason."""

    of: tuple[Index, ...]
    reason: str = ""


def indices(axes: Sequence[Axis], by: str, groups: "np.ndarray", sizes: "np.ndarray | None" = None) -> Indices:
    """First-order and total indices of each path, with 95 % intervals.

    Of a full grid they are exact for its values, each as likely: the analysis of variance of the points' means, the
    interval by the jackknife over lives, kept within 0 to 1. Of Sobol' points they are estimates, which may lie
    outside; their interval is about the points that were sampled (a bootstrap over them, always the same), not about
    the lives. No other points have indices, nor have points of which some failed.
    """
    samples = _samples(groups, sizes)
    reason = _without_indices(by, samples[0])
    if reason:
        return Indices(tuple(Index(axis.path) for axis in axes), reason)
    found = _of_grid(axes, samples) if by == "grid" else _of_sobol(axes, samples[0])
    return Indices(
        tuple(Index(axis.path, *(_known(share, _NO_SHARE) for share in row)) for axis, row in zip(axes, found))
    )


def _without_indices(by: str, means: "np.ndarray") -> str:
    """Why there are no indices; empty where there are."""
    import numpy as np

    if by not in ("grid", "sobol"):
        return f"{by} points have no indices; grid and sobol have"
    failed = int(np.isnan(means).sum())
    if failed:
        return f"{failed} of {means.size} points have no result; indices need all"
    if np.ptp(means) <= _rounding(means):
        return "the outcome is the same at every point"
    return ""


def _of_grid(axes: Sequence[Axis], samples: "np.ndarray") -> "list[tuple[Any, ...]]":
    """First and total with their intervals: the analysis of variance of a full grid, the last path fastest."""
    import numpy as np

    shape = [len(set(axis.texts)) for axis in axes]
    grid = samples.reshape(-1, *shape)
    inner = tuple(range(1, grid.ndim))
    varies = np.ptp(samples, axis=1) > _rounding(samples[0])
    variance = np.where(varies, grid.var(axis=inner), np.nan)
    found = []
    for place in inner:
        others = tuple(axis for axis in inner if axis != place)
        first = grid.mean(axis=others).var(axis=1) / variance
        # 1 - Var(E[Y | the others]) / Var(Y) is what remains on average when all others are held
        total = grid.var(axis=place).mean(axis=tuple(range(1, grid.ndim - 1))) / variance
        found.append((*_share(first), *_share(total)))
    return found


def _share(samples: "np.ndarray") -> "tuple[np.ndarray, ...]":
    """A share with its interval, which does not leave 0 to 1."""
    return samples[0], *(bound.clip(0, 1) for bound in _interval(samples))


def _of_sobol(axes: Sequence[Axis], means: "np.ndarray") -> "list[tuple[Any, ...]]":
    """First and total with their intervals, by Saltelli's estimators."""
    with needs("sampling", "Sobol' analysis"):
        from SALib.analyze import sobol

    paths = [axis.path for axis in axes]
    problem = {"num_vars": len(paths), "names": paths, "bounds": [[0, 1]] * len(paths)}
    told = sobol.analyze(problem, means, calc_second_order=False, num_resamples=_RESAMPLES, seed=1)
    return [
        (first, first - first_half, first + first_half, total, total - total_half, total + total_half)
        for first, first_half, total, total_half in zip(told["S1"], told["S1_conf"], told["ST"], told["ST_conf"])
    ]


# ----------------------------------------------------------------------------- luck


class Shares(NamedTuple):
    """Shares of an outcome's variance over points and lives, together 1."""

    inputs: float
    luck: float
    both: float


class VarianceTally:
    """How much of an outcome's variance comes of the points and how much of luck; takes one point after the other.

    Points × lives, one value each, is a two-way layout without replication. Luck is what a life has at every point;
    what luck does at some points and not at others is `both`. All sums are whole numbers of any size, so the order of
    points moves no digit; memory grows with the lives, not with the points.
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
        of_point = _sum(values)
        self._points += 1
        self._total += of_point
        self._squared_points += of_point**2
        self._squares += _sum_of_squares(values)
        self._largest += max(abs(int(values.min())), abs(int(values.max())))
        if self._largest >= 2**62:
            # the sums of lives may outgrow 64 bits: whole numbers of Python take over
            values = values.astype(object)
        self._of_lives = self._of_lives + values

    def shares(self) -> Shares | None:
        """The shares; None of one point, of one life, or where nothing varies."""
        points, lives = self._points, len(self._of_lives) if self._points else 0
        if points < 2 or lives < 2:
            return None
        middle = Fraction(self._total**2, points * lives)
        of_points = Fraction(self._squared_points, lives) - middle
        of_lives = Fraction(_sum_of_squares(self._of_lives), points) - middle
        both = (self._squares - middle - of_points - of_lives) / ((points - 1) * (lives - 1))
        inputs = max(Fraction(0), (of_points / (points - 1) - both) / lives)
        luck = max(Fraction(0), (of_lives / (lives - 1) - both) / points)
        whole = inputs + luck + both
        return Shares(*(float(part / whole) for part in (inputs, luck, both))) if whole else None


def _sum(values: "np.ndarray") -> int:
    """The exact sum of int64 values, in two parts so that no sum leaves 64 bits."""
    return (int((values >> 32).sum()) << 32) + int((values & 0xFFFFFFFF).sum())


def _sum_of_squares(values: "np.ndarray") -> int:
    """The exact sum of squares, of parts so narrow that no sum of their products leaves 64 bits."""
    width = (62 - len(values).bit_length()) // 2
    parts, rest = [], values
    while rest.min() < -(1 << width) or rest.max() > 1 << width:
        parts.append(rest & ((1 << width) - 1))
        rest = rest >> width
    parts.append(rest)
    return sum(int(a @ b) << width * (i + j) for i, a in enumerate(parts) for j, b in enumerate(parts))


# ----------------------------------------------------------------------------- break-even


@dataclass(frozen=True)
class BreakEven:
    """A value of a path at which two variants are equal on average, with the interval in which they may be.

    An end of the interval is None where the values swept do not reach it. `between` names the values around it: the
    last at which one is more, and the first at which the other is.
    """

    path: str
    value: float
    value_from: float | None
    value_to: float | None
    between: tuple[str, str]


class _Bounds(NamedTuple):
    """The difference at a value, with its interval."""

    value: float
    low: float
    middle: float
    high: float

    def towards(self, other: "_Bounds", part: float) -> "_Bounds":
        """The difference on the straight way to another value."""
        return _Bounds(*(start + part * (end - start) for start, end in zip(self, other)))


def break_even(axis: Axis, groups_of_difference: "np.ndarray", sizes: "np.ndarray | None" = None) -> list[BreakEven]:
    """Where the difference between two variants crosses nothing along a path of numbers, straight between its values.

    It crosses where it is more on one side and less on the other; nothing that is only touched, or reached at an end,
    is no crossing. Where it is nothing at several values in a row, the first of them is told. The difference is
    averaged over the other paths' values; in one_at_a_time they are as written. The interval goes as far as nothing
    lies within the interval of the difference. Words have no place between them, and drawn points no two alike: neither
    breaks even.
    """
    if axis.numbers is None or axis.ends is not None:
        return []
    samples = _samples(groups_of_difference, sizes)
    levels = _paired_levels(axis, samples)
    levels = sorted((level for level in levels if level.number == level.number), key=lambda level: level.number)
    line = [_bounds(level, samples) for level in levels]
    found = []
    for before, after in pairwise(place for place, here in enumerate(line) if here.middle):
        here, there = line[before], line[after]
        if (here.middle < 0) != (there.middle < 0):
            between = levels[before].text, levels[after].text
            is_next = after == before + 1
            at = here.towards(there, here.middle / (here.middle - there.middle)) if is_next else line[before + 1]
            found.append(_break_even(axis, at, line[: before + 1], line[before + 1 :], between))
    return found


def _bounds(level: _Level, samples: "np.ndarray") -> _Bounds:
    low, high = _interval(level.means)
    rounding = _rounding(samples[0])
    low, middle, high = (0.0 if abs(bound) <= rounding else float(bound) for bound in (low, level.means[0], high))
    return _Bounds(level.number, low, middle, high)


def _break_even(
    axis: Axis, at: _Bounds, before: list[_Bounds], after: list[_Bounds], between: tuple[str, str]
) -> BreakEven:
    return BreakEven(axis.path, at.value, _edge(at, before[::-1]), _edge(at, after), between)


def _edge(start: _Bounds, ahead: list[_Bounds]) -> float | None:
    """The value, going ahead, from which nothing no longer lies within the interval of the difference."""
    for end in ahead:
        for bound, beyond in ((start.low, end.low), (-start.high, -end.high)):
            if beyond > 0:
                return start.towards(end, bound / (bound - beyond)).value
        start = end
    return None


# ----------------------------------------------------------------------------- all of it

_COLUMNS = ("value_low", "value_high", "mean_low", "mean_high", "swing", "swing_from", "swing_to")
_INDEX_COLUMNS = ("first", "first_from", "first_to", "total", "total_from", "total_to")


def effects(
    axes: Sequence[Axis],
    by: str,
    groups_by_outcome: "Mapping[tuple[str, str | None], np.ndarray]",
    sizes_by_outcome: "Mapping[tuple[str, str | None], np.ndarray] | None" = None,
) -> "pl.DataFrame":
    """Swings and indices: a row for each outcome, person (null: the family) and path, the furthest swing first."""
    import polars as pl

    rows = []
    for (outcome, person), groups in groups_by_outcome.items():
        sizes = (sizes_by_outcome or {}).get((outcome, person))
        index_of = {index.path: index for index in indices(axes, by, groups, sizes).of}
        for swing in swings(axes, by, groups, sizes):
            told = [getattr(swing, name) for name in _COLUMNS]
            explained = [getattr(index_of[swing.path], name) for name in _INDEX_COLUMNS]
            rows.append((outcome, person, swing.path, *told, *explained))
    names = ("outcome", "person", "path", *_COLUMNS, *_INDEX_COLUMNS)
    schema = {name: pl.String if place < 5 else pl.Float64 for place, name in enumerate(names)}
    return pl.DataFrame(rows, schema=schema, orient="row")
