"""The report of a sweep: which paths move an outcome and how far, how much is chance, where a variant breaks even.

It shows what varies: outcomes that are the same at every point are only named, and so are paths without effect. Effects
are those on the baseline; variants are shown by how they differ from it.
"""

from collections.abc import Iterator
from pathlib import Path
from re import compile
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from sim.experiment.points import DRAWN
from sim.experiment.record import BASELINE
from sim.outcomes.columns import BREAK_EVEN, DIFFERENCES, EFFECTS, POINT_OUTCOMES, POINTS, VARIANCE
from sim.outcomes.cross import cross_table
from sim.outcomes.points import Key
from sim.outcomes.sobol import indices
from sim.report.assumptions import tried
from sim.report.comparison import signed
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING, counted, decimals, estimate, number, percentage, share
from sim.report.tables import (
    Record,
    Row,
    footer,
    header,
    is_certain,
    number_of_outcomes,
    reported,
    rests_on,
    result_line,
)
from sim.words.outcomes import Better, Outcome

_CHOSEN = {
    "grid": "every combination of values",
    "one_at_a_time": "as written, then one value changed at a time",
    "lhs": "drawn by a Latin hypercube",
    "sobol": "drawn for Sobol' indices",
}
_MEANS = {
    "grid": "over all values of the others",
    "one_at_a_time": "the others as written",
    "lhs": "on a straight line through all points; ± is about other lives and other points",
    "sobol": "on a straight line through all points; ± is about other lives and other points",
}
_SEE_BELOW = "low and high are given below each outcome"
_NO_EFFECT = "no effect"
_BETWEEN = "ends alike, differs between"
_NOT_KNOWN = "not known, too few points"
_MOST_REASONS = 5  # more reasons of failed points are only counted
_MOST_PATHS = 6  # of an outcome
_MOST_NAMED = 12  # paths without effect; more are only counted
_MOST_RUNS = 5  # of points named for a reason
_EXTREMES = 3  # points at either end
_BAR = 6
#: What a narrow screen leaves out of the tornado, the bars first.
_SPARE = (("",), ("low", "high"), ("± 95 %",), ("first", "total"), ("PRCC",))
_BENDS = 0.1  # a square that explains more of the variance between points is reported
_DECIMAL = compile(r"^-?\d+\.(\d+)")  # at the beginning of a value; whole numbers and dates are exact
_ROUNDING = 1e-9  # a smaller share of the variance, or of a mean, is rounding error


def full_report(record: Record, folder: Path, width: int, only: tuple[str, ...] = ()) -> Iterator[Text]:
    """The whole report of a sweep, from its title to its files."""
    outcomes = reported(record, only)
    yield from header(record, _points(record), width)
    yield from _failed(record, width)
    ranges = _ranges(folder)
    if not any(len(of_points.means) > 1 for of_points in ranges.values()):
        yield from (*wrapped("Fewer than two points could be simulated: nothing to compare.", width), Text())
    else:
        moved = [item for item in _items(outcomes, record) if item.key in ranges and ranges[item.key].varies]
        effects = _effects(folder)
        if moved:
            yield from _tornado_table(record, effects, moved, width)
            yield from _without_index(record, effects, moved, ranges, width)
        yield from _unmoved(outcomes, moved, width)
        if moved:
            yield from _cross(record, folder, moved, width)
            yield from _variance(record, folder, moved, width)
            yield from _extremes(record, folder, effects, moved, width)
    for name, variant in record["variants"].items():
        yield from _variant(record, folder, name, variant["about"], outcomes, width)
    yield from tried(record, folder, width) if "tried" in record else rests_on(record, width, is_brief=True)
    yield from footer(record, folder, f"All {number_of_outcomes(record)} outcomes of every point", width)


def brief_report(record: Record, folder: Path, width: int, only: tuple[str, ...] = ()) -> Iterator[Text]:
    """Which path moves each outcome furthest, and how far; what failed."""
    yield from header(record, _points(record), width)
    yield from _failed(record, width)
    outcomes, effects, names = reported(record, only), _effects(folder), _short(record["paths"])
    has_interval = any(one.row["effect_from"] is not None for of_outcome in effects.values() for one in of_outcome)
    lines = []
    for item in _items(outcomes, record):
        moving = [effect for effect in effects.get(item.key, ()) if effect.moves]
        if moving:
            row, places = moving[0].row, decimals(abs(moving[0].row["effect"]) * item.scale, item.unit)
            cells = names[moving[0].path], moving[0].ends, signed(row["effect"] * item.scale, places)
            half = number(_half(row, "effect", item.scale), places)
            lines.append(Line(f"{item.name}, {item.unit}", (*cells, *((half,) if has_interval else ()))))
    if lines:
        heads = ("moved furthest by", "from and to", "effect", *(("± 95 %",) if has_interval else ()))
        yield from table(heads, lines, width, (("from and to",), ("± 95 %",)))
    yield from _unmoved(outcomes, [item for item in _items(outcomes, record) if _any_moves(effects, item)], width)
    yield from tried(record, folder, width, is_brief=True) if "tried" in record else ()
    yield from result_line(folder, width)


def _any_moves(effects: "Effects", item: "_Item") -> bool:
    return any(effect.moves for effect in effects.get(item.key, ()))


def _points(record: Record) -> str:
    """How many points there are, how they were chosen, and that all have the same lives."""
    paths = counted(len(record["paths"]), "path")
    lives = "life" if record["lives"] == 1 else counted(record["lives"], "life", "lives")
    cases = f", each as written and under {', '.join(record['variants'])}" if record["variants"] else ""
    chosen = f"{counted(record['points'], 'point')} of {paths} ({record['by']}: {_CHOSEN[record['by']]}){cases}"
    return f"{chosen};" if is_certain(record) else f"{chosen}; the same {lives} at every point, of"


def _of_baseline(record: Record) -> str:
    return f" of the {BASELINE}" if record["variants"] else ""


# ----------------------------------------------------------------------------- points that failed


def _failed(record: Record, width: int) -> Iterator[Text]:
    """Which points could not be simulated, by reason."""
    failed = record["failed"]
    if not failed:
        return
    points = len({failure["point"] for failure in failed})
    title = f"Could not be simulated: {points:,} of {counted(record['points'], 'point')}"
    yield from wrapped(title, width, len(title))
    by_reason: dict[str, list[Row]] = {}
    for failure in failed:
        by_reason.setdefault(failure["reason"], []).append(failure)
    for reason, failures in list(by_reason.items())[:_MOST_REASONS]:
        where = _where(failures, [BASELINE, *record["variants"]])
        yield from wrapped(f"{where}: {reason}", width, len(where), indent=2)
    if (more := len(by_reason) - _MOST_REASONS) > 0:
        yield from wrapped(f"and {counted(more, 'more reason')}; all are in run.json", width, indent=2)
    yield Text()


def _where(failures: list[Row], cases: list[str]) -> str:
    """The points of some failures, and under which variants unless under all."""
    points = sorted({failure["point"] for failure in failures})
    names = [name for name in cases if any(failure["variant"] == name for failure in failures)]
    under = f" under {', '.join(names)}" if len(names) < len(cases) else ""
    return f"{'point' if len(points) == 1 else 'points'} {_runs(points)}{under}"


def _runs(points: list[int]) -> str:
    """Consecutive numbers as `9 to 11`; of many such runs only the first."""
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][-1] == point - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    item = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs[:_MOST_RUNS]]
    more = sum(map(len, runs[_MOST_RUNS:]))
    return ", ".join(item) + (f" and {more:,} more" if more else "")


# ----------------------------------------------------------------------------- what varies


class _Item(NamedTuple):
    """An outcome of the family; for yes and no, of one person."""

    outcome: Outcome
    person: str | None

    @property
    def key(self) -> Key:
        return self.outcome.name, self.person

    @property
    def name(self) -> str:
        return self.outcome.name + ("" if self.person is None else f" of {self.person}")

    @property
    def unit(self) -> str:
        return "% of lives" if self.outcome.is_flag else self.outcome.unit

    @property
    def scale(self) -> int:
        return 100 if self.outcome.is_flag else 1


def _items(outcomes: tuple[Outcome, ...], record: Record) -> Iterator[_Item]:
    for outcome in outcomes:
        yield from (_Item(outcome, person) for person in ([None] if outcome.has_family else record["people"]))


class _Range(NamedTuple):
    """The baseline's mean of one outcome at every point that did not fail and has the outcome."""

    means: list[float]
    points: list[int]

    @property
    def varies(self) -> bool:
        return min(self.means) < max(self.means)


def _ranges(folder: Path) -> dict[Key, _Range]:
    import polars as pl

    rows = pl.scan_parquet(folder / POINT_OUTCOMES, glob=False).filter(
        pl.col("variant") == BASELINE, pl.col("mean").is_not_null()
    )
    grouped = rows.group_by("outcome", "person", maintain_order=True).agg("mean", "point").collect()
    return {(outcome, person): _Range(means, points) for outcome, person, means, points in grouped.iter_rows()}


def _unmoved(outcomes: tuple[Outcome, ...], moved: list[_Item], width: int) -> Iterator[Text]:
    names = [outcome.name for outcome in outcomes if not any(item.outcome is outcome for item in moved)]
    if names:
        title = "The same at every point:"
        yield from wrapped(f"{title} {', '.join(names)}", width, len(title))
        yield Text()


# ----------------------------------------------------------------------------- how far each path moves them


class _Effect(NamedTuple):
    """The effect of one path on one outcome of the baseline; `row` is its row of `effects.parquet`."""

    path: str
    row: Row

    @property
    def is_known(self) -> bool:
        return self.row["effect"] is not None

    @property
    def ends(self) -> str:
        return f"low {self.row['value_low']}, high {self.row['value_high']}"

    @property
    def moves(self) -> bool:
        """Whether it moves the outcome, between its ends or together with other paths."""
        if not self.is_known:
            return False
        if self.row["total"] is not None:
            return self.row["total"] > _ROUNDING
        return max(abs(self.row["effect"]), self.row["spread"]) > self._rounding

    @property
    def is_between(self) -> bool:
        """Whether it moves the outcome between its ends only, at which the means are alike."""
        return self.is_known and abs(self.row["effect"]) <= self._rounding < self.row["spread"]

    @property
    def _rounding(self) -> float:
        return _ROUNDING * (max(abs(self.row["mean_low"]), abs(self.row["mean_high"])) + self.row["spread"])


Effects = dict[Key, list[_Effect]]


def _effects(folder: Path) -> Effects:
    """The paths of each outcome, the largest effect first."""
    return {key: [_Effect(row["path"], row) for row in rows] for key, rows in _rows(folder / EFFECTS, BASELINE).items()}


def _tornado_table(record: Record, effects: Effects, moved: list[_Item], width: int) -> Iterator[Text]:
    """The tornado: for each outcome the paths, the largest effect first, with a bar as long as the effect is large."""
    title = f"How far the swept values move outcomes{_of_baseline(record)}"
    yield from wrapped(title, width, len(title))
    simulated = " that could be simulated" if record["failed"] and record["by"] == "grid" else ""
    yield from wrapped(f"Means at the low and high value of a path, {_MEANS[record['by']]}{simulated}", width)
    of_moved = [effect for item in moved for effect in effects[item.key]]
    ends = {path: _ends([effect for effect in of_moved if effect.path == path]) for path in record["paths"]}
    for path, of_path in ends.items():
        if of_path not in (_NO_EFFECT, _NOT_KNOWN) or len(ends) <= _MOST_NAMED:
            yield from wrapped(f"{path}: {of_path}", width, len(path), indent=2)
    yield Text()
    has_index = any(effect.row["first"] is not None for effect in of_moved)
    has_interval = any(effect.row["effect_from"] is not None for effect in of_moved)
    heads = ("low", "high", "effect", *(("± 95 %",) if has_interval else ()))
    has_ranks = any(effect.row["prcc"] is not None for effect in of_moved)
    heads += ("first", "total", "") if has_index else ("PRCC", "") if has_ranks else ("",)
    names = _short(record["paths"])
    lines = [line for item in moved for line in _tornado(item, effects[item.key], heads, names, ends)]
    yield from table(heads, lines, width, _SPARE)
    if has_index:
        title = "first, total:"
        half = ", ± half of the 95 % interval" if record["lives"] > 1 else ""
        what = "% of the variance between points that is the path's alone, and in which it has a part"
        yield from wrapped(f"{title} {what} (Sobol' indices{half})", width, len(title))
        yield Text()
    elif has_ranks:
        yield from _of_ranks(width)


def _of_ranks(width: int) -> Iterator[Text]:
    title = "PRCC:"
    what = "partial rank correlation, -1 to 1: how steadily the outcome rises or falls with the path, however it bends"
    yield from wrapped(f"{title} {what}", width, len(title))
    yield Text()


def _tornado(
    item: _Item,
    effects: list[_Effect],
    heads: tuple[str, ...],
    names: dict[str, str],
    ends: dict[str, str],
) -> Iterator[Line]:
    """The paths of one outcome. Those that do not move it are named together."""
    yield Line(f"{item.name}, {item.unit}", heading=item.outcome.english)
    moving = [effect for effect in effects if effect.moves]
    for effect in moving[:_MOST_PATHS]:
        yield Line(names[effect.path], _cells(item, effect.row, moving, heads))
        if ends[effect.path] == _SEE_BELOW:
            yield Line(f"  {effect.ends}", is_note=True)
    if (more := len(moving) - _MOST_PATHS) > 0:
        yield Line(f"and {counted(more, 'path')} with a smaller effect, in {EFFECTS}", is_note=True)
    if between := [names[effect.path] for effect in moving if effect.is_between]:
        yield Line(", ".join(between), heading=_BETWEEN, is_note=True)
    if (fit := effects[0].row["fit"]) is not None:
        bent = [
            f"{names[e.path]} (its square +{share(e.row['bend'])})" for e in effects if (e.row["bend"] or 0) > _BENDS
        ]
        bends = f"; bends: {', '.join(bent)}" if bent else ""
        yield Line(f"the line explains {share(fit)} of the variance between points (R²){bends}", is_note=True)
    for of_none, what in (
        ([effect for effect in effects if effect.is_known and not effect.moves], _NO_EFFECT),
        ([effect for effect in effects if not effect.is_known], _NOT_KNOWN),
    ):
        if len(of_none) > _MOST_NAMED:
            yield Line(counted(len(of_none), "path"), heading=what, is_note=True)
        elif of_none:
            yield Line(", ".join(names[effect.path] for effect in of_none), heading=what, is_note=True)


def _cells(item: _Item, row: Row, moving: list[_Effect], heads: tuple[str, ...]) -> tuple[str, ...]:
    """The cells below the heads, with the decimals and the length of bar that suit all paths of the outcome."""
    of_means = [abs(effect.row[name]) for effect in moving for name in ("mean_low", "mean_high")]
    largest = max(abs(effect.row["effect"]) for effect in moving)
    means, effects = (decimals(amount * item.scale, item.unit) for amount in (max(of_means), largest))
    length = round(_BAR * abs(row["effect"]) / largest) if largest else 0
    cells = {
        "low": percentage(row["mean_low"]) if item.outcome.is_flag else number(row["mean_low"], means),
        "high": percentage(row["mean_high"]) if item.outcome.is_flag else number(row["mean_high"], means),
        "effect": signed(row["effect"] * item.scale, effects),
        "± 95 %": number(_half(row, "effect", item.scale), effects),
        "first": _index(row, "first"),
        "total": _index(row, "total"),
        "PRCC": MISSING if row["prcc"] is None else signed(row["prcc"], 2),
        "": ("█" * length).ljust(_BAR),
    }
    return tuple(cells[head] for head in heads)


def _ends(effects: list[_Effect]) -> str:
    """The low and the high value of a path, if they are the same for all it moves; for words they seldom are."""
    found = {effect.ends for effect in effects if effect.moves}
    if found:
        return found.pop() if len(found) == 1 else _SEE_BELOW
    return _NO_EFFECT if any(effect.is_known for effect in effects) else _NOT_KNOWN


def _short(paths: list[str]) -> dict[str, str]:
    """Each path by its last steps, at least two, as many as tell it from the others."""
    found = {}
    for path in paths:
        steps = path.split(".")
        tails = (".".join(steps[-size:]) for size in range(2, len(steps) + 1))
        found[path] = next(
            (tail for tail in tails if not any(f".{other}".endswith(f".{tail}") for other in paths if other != path)),
            path,
        )
    return found


def _half(row: Row, name: str, scale: float) -> float | None:
    """Half of an interval; its wider half if it was clipped at 0 or 1."""
    low, middle, high = row[f"{name}_from"], row[name], row[f"{name}_to"]
    return None if low is None else max(high - middle, middle - low) * scale


def _index(row: Row, name: str) -> str:
    """A Sobol' index in hundredths with half of its interval: `92±12`."""
    if row[name] is None:
        return MISSING
    half = _half(row, name, 100)
    return f"{round(row[name] * 100)}" + ("" if half is None else f"±{half:.0f}")


def _without_index(
    record: Record, effects: Effects, moved: list[_Item], ranges: dict[Key, _Range], width: int
) -> Iterator[Text]:
    """Why some outcomes, or all of them, have no Sobol' indices."""
    import numpy as np

    by_reason: dict[str, list[str]] = {}
    for item in moved:
        if all(effect.row["first"] is None for effect in effects[item.key]):
            means = np.full((record["points"], 1), np.nan)
            means[ranges[item.key].points, 0] = ranges[item.key].means
            by_reason.setdefault(indices((), record["by"], means).reason, []).append(item.name)
    for reason, names in by_reason.items():
        of = "" if len(names) == len(moved) else f" of {', '.join(names)}"
        title = f"No Sobol' indices{of}:"
        yield from wrapped(f"{title} {reason}", width, len(title))
        yield Text()


# ----------------------------------------------------------------------------- two paths crossed


def _cross(record: Record, folder: Path, moved: list[_Item], width: int) -> Iterator[Text]:
    """The first amount that moves, over a grid of two paths; as many columns to a table as there is room for."""
    item = next((item for item in moved if not item.outcome.is_flag), None)
    if item is None or record["by"] != "grid" or len(record["paths"]) != 2:
        return
    first, *values = (rows := cross_table(folder, record["paths"], item.outcome.name, BASELINE, None)).columns
    names = _short(record["paths"])
    across, down = names[record["paths"][1]], names[first]
    largest = max((abs(mean) for name in values for mean in rows[name] if mean is not None), default=0)
    texts = {name: [number(mean, decimals(largest, item.unit)) for mean in rows[name]] for name in values}
    widest = max(cell_len(text) for name in values for text in (name, *texts[name]))
    room = max(1, (width - 2 - max(map(cell_len, rows[first]))) // (widest + 2))
    for start in range(0, len(values), room):
        some = values[start : start + room]
        lines = [Line(f"{item.name}, {item.unit}", heading=f"mean, by {down} (down) and {across} (across)")]
        lines += [Line(name, tuple(texts[of][place] for of in some)) for place, name in enumerate(rows[first])]
        yield from table(tuple(some), lines, width)


# ----------------------------------------------------------------------------- how much is chance


def _variance(record: Record, folder: Path, moved: list[_Item], width: int) -> Iterator[Text]:
    """What makes an outcome vary over all points and lives."""
    title = f"What makes outcomes differ, over all points and lives{_of_baseline(record)}"
    yield from wrapped(title, width, len(title))
    if record["lives"] == 1:
        yield from (*wrapped("The swept values alone: with a single life, chance cannot be seen.", width), Text())
        return
    rows = _rows(folder / VARIANCE, BASELINE)
    lines = [
        Line(item.name, tuple(_share(rows[item.key][0], name) for name in ("inputs", "chance", "both")))
        for item in moved
        if item.key in rows
    ]
    if lines:
        yield from list(table(("values", "chance", "both"), lines, width))[:-1]
    words = "values: swept values change every life alike; chance: lives differ, at every point alike"
    yield from wrapped(
        f"{words}; both: swept values change some lives and not others; ± half of the 95 % interval", width
    )
    without = [item.name for item in moved if item.key not in rows]
    if without:
        yield from wrapped(f"Unknown where some lives do not have the outcome: {', '.join(without)}", width)
    yield Text()


def _share(row: Row, name: str) -> str:
    """A share of the variance, with half of its interval if it has one."""
    half = _half(row, name, 100)
    return share(row[name]) + ("" if half is None else f" ± {number(half, 0 if half >= 10 else 1)}")


# ----------------------------------------------------------------------------- points at the ends


def _extremes(record: Record, folder: Path, effects: Effects, moved: list[_Item], width: int) -> Iterator[Text]:
    """The points with the lowest and highest mean of the first amount, with the paths that move it; only if it fits."""
    import polars as pl

    item = next((item for item in moved if not item.outcome.is_flag), None)
    if item is None:
        return
    name, names = item.outcome.name, _short(record["paths"])
    paths = [path for path in record["paths"] if any(e.path == path and e.moves for e in effects[item.key])]
    rows = pl.read_parquet(folder / POINTS, glob=False, columns=["point", "variant", *paths, name])
    rows = rows.filter(pl.col("variant") == BASELINE, pl.col(name).is_not_null()).sort(name, maintain_order=True)
    rows = rows.unique(name, keep="first", maintain_order=True)
    if rows.height < 2 * _EXTREMES:
        return
    places = decimals(float(rows[name].abs().max()), item.unit)  # pyright: ignore[reportArgumentType]
    lines = []
    for which, part in (("lowest", rows.head(_EXTREMES)), ("highest", rows.tail(_EXTREMES))):
        lines.append(Line(f"{name}, {item.unit}", heading=f"the points where it is {which}"))
        for row in part.to_dicts():
            cells = (number(row[name], places), *(row[path] for path in paths))
            lines.append(Line(f"point {row['point']}", cells))
    screen = list(table(("mean", *(names[path] for path in paths)), lines, width))
    if max(text.cell_len for text in screen) <= width:
        yield from screen


# ----------------------------------------------------------------------------- variants


class _Differences(NamedTuple):
    """A variant less the baseline, over all points: the least and most, and at how many it is less or more."""

    least: float
    most: float
    less: int
    more: int
    points: int


def _variant(
    record: Record, folder: Path, name: str, about: str, outcomes: tuple[Outcome, ...], width: int
) -> Iterator[Text]:
    """How a variant differs from the baseline over the points, and where it breaks even."""
    title = f"{name} less the {BASELINE}, over the points of both"
    if about == record["scenario"].get("about"):
        about = ""  # a variant without a text of its own has that of the file
    yield from wrapped(f"{title}{f': {about}' if about else ''}", width, len(title))
    found = _differences(folder, name)
    if not found:
        yield from (Text("No point could be simulated under both."), Text())
        return
    differing = [item for item in _items(outcomes, record) if item.key in found and _differs(found[item.key])]
    if not differing:
        yield from (Text("No outcome shown differs at any point."), Text())
        return
    for ways in (("better at", "worse at"), ("more at", "less at")):
        lines = [_difference(item, found[item.key]) for item in differing if _ways(item.outcome) == ways]
        if lines:
            yield from table(("lowest", "highest", *ways), lines, width, (ways,))
    names = [outcome.name for outcome in outcomes if not any(item.outcome is outcome for item in differing)]
    if names:
        title = "0 difference at every point:"
        yield from wrapped(f"{title} {', '.join(names)}", width, len(title))
        yield Text()
    crossing = [item for item in differing if found[item.key].less and found[item.key].more]
    yield from _break_even(record, folder, name, crossing, width)


def _differences(folder: Path, variant: str) -> dict[Key, _Differences]:
    import polars as pl

    rows = pl.scan_parquet(folder / DIFFERENCES, glob=False).filter(pl.col("variant") == variant)
    value = pl.col("difference")
    columns = value.min().alias("least"), value.max().alias("most"), (value < 0).sum().alias("less")
    columns += (value > 0).sum().alias("more"), value.len().alias("points")
    grouped = rows.group_by("outcome", "person", maintain_order=True).agg(columns).collect()
    return {(outcome, person): _Differences(*others) for outcome, person, *others in grouped.iter_rows()}


def _differs(found: _Differences) -> bool:
    return found.less + found.more > 0


def _difference(item: _Item, found: _Differences) -> Line:
    places = decimals(max(abs(found.least), abs(found.most)) * item.scale, item.unit)
    ends = (signed(value * item.scale, places) for value in (found.least, found.most))
    less, more = (_at(points, found.points) for points in (found.less, found.more))
    first, second = (less, more) if item.outcome.better is Better.LESS else (more, less)
    return Line(f"{item.name}, {item.unit}", (*ends, first, second))


def _ways(outcome: Outcome) -> tuple[str, str]:
    return ("more at", "less at") if outcome.better is Better.NEITHER else ("better at", "worse at")


def _at(points: int, of: int) -> str:
    """At how many points."""
    if points == 0:
        return "none"
    return "every point" if points == of else f"{points:,} of {of:,}"


def _break_even(record: Record, folder: Path, name: str, crossing: list[_Item], width: int) -> Iterator[Text]:
    """The values at which a variant equals the baseline, for outcomes where the difference has both signs."""
    rows = _rows(folder / BREAK_EVEN, name)
    short = _short(record["paths"])
    lines = []
    for item in crossing:
        of_outcome = rows.get(item.key, ())
        if of_outcome:
            lines.append(Line(f"{item.name}, {item.unit}", heading=item.outcome.english))
        for row in of_outcome:
            cells = _rounded([row[value] for value in ("value", "value_from", "value_to")])
            lines.append(Line(short[row["path"]], (*cells, f"{row['after']} and {row['before']}")))
    if lines:
        title = f"Where {name} breaks even: it equals the {BASELINE} on average"
        yield from wrapped(title, width, len(title))
        yield from list(table(("at", "95 % from", "to", "between"), lines, width, (("between",), ("95 % from", "to"))))[
            :-1
        ]
        if any(MISSING in line.cells for line in lines):
            yield from wrapped(f"{MISSING}: beyond the values swept", width)
    elif record["by"] in DRAWN:
        yield from wrapped("A break-even lies between listed values; these points are drawn.", width)
    elif crossing:
        yield from wrapped(f"No break-even along any one path of numbers, {_MEANS[record['by']]}", width)
    else:
        yield from wrapped("No break-even: no outcome is higher at one point and lower at another.", width)
    yield Text()


def _rounded(texts: list[str | None]) -> tuple[str, ...]:
    """A value and the ends of its interval with the digits that these leave: `1.12185% a month` as `1.1% a month`."""
    found = [None if text is None or not (read := _DECIMAL.match(text)) else float(read[0]) for text in texts]
    value, low, high = found
    places = max((len(read[1]) for text in texts if text and (read := _DECIMAL.match(text))), default=0)
    return tuple(
        MISSING if text is None else text if one is None else _DECIMAL.sub(_digits(one, value, low, high, places), text)
        for text, one in zip(texts, found, strict=True)
    )


def _digits(one: float, value: float | None, low: float | None, high: float | None, places: int) -> str:
    """One of the three; where an end is missing, two digits of the value are known."""
    width = (0.0, abs(value or one)) if low is None or high is None else (low, high)
    text = estimate(one, *width, places).replace(",", "")
    return text.rstrip("0").rstrip(".") if "." in text else text


# ----------------------------------------------------------------------------- rows


def _rows(file: Path, variant: str) -> dict[Key, list[Row]]:
    """Rows of a variant by outcome and person, in the order of the file."""
    import polars as pl

    found: dict[Key, list[Row]] = {}
    for row in pl.scan_parquet(file, glob=False).filter(pl.col("variant") == variant).collect().to_dicts():
        found.setdefault((row["outcome"], row["person"]), []).append(row)
    return found
