"""What a sweep shows: which path moves an outcome and how far, how much is luck, where a variant breaks even.

A screen tells what moves: outcomes that are the same at every point are only named, so are paths that move nothing.
What a path moves is told of the baseline; variants are told by how they differ from it.
"""

from collections.abc import Iterator
from pathlib import Path
from re import sub
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from sim.experiment.compare import BASELINE
from sim.experiment.points import DRAWN
from sim.outcomes.effects import indices
from sim.outcomes.measures import COLUMNS, Better, Measure, shown
from sim.outcomes.points import BREAK_EVEN, DIFFERENCES, EFFECTS, OUTCOMES, POINTS, VARIANCE, Key
from sim.report.comparison import percent, signed
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING, counted, decimals, number
from sim.report.tables import Record, Row, footer, header, rests_on

_CHOSEN = {
    "grid": "every combination of values",
    "one_at_a_time": "as written, then one value changed at a time",
    "lhs": "drawn by a Latin hypercube",
    "sobol": "drawn for Sobol' indices",
}
_MEANS = {
    "grid": "over all values of the others",
    "one_at_a_time": "the others as written",
    "lhs": "on a straight line through all points; ± tells of other lives, not of other points",
    "sobol": "on a straight line through all points; ± tells of other lives, not of other points",
}
_TOLD_BELOW = "low and high as said below each outcome"
_NO_EFFECT = "no effect"
_NOT_KNOWN = "not known, too few points tell of it"
_MOST_REASONS = 5  # more reasons of failed points are only counted
_MOST_PATHS = 6  # of an outcome
_MOST_RUNS = 5  # of points named for a reason
_EXTREMES = 3  # points at either end
_BAR = 6
_ROUNDING = 1e-9  # a smaller share of the variance, or of a mean, is what the last digits leave


def sweep_report(record: Record, folder: Path, width: int) -> Iterator[Text]:
    """Everything there is to say of a sweep, from its title to its files."""
    measures = shown(tuple(record["report"]))
    yield from header(record, _points(record), width)
    yield from _failed(record, width)
    ranges = _ranges(folder)
    if not any(len(of_points.means) > 1 for of_points in ranges.values()):
        yield from (Text("Fewer than two points could be lived: nothing to compare."), Text())
    else:
        moved = [told for told in _told(measures, record) if told.key in ranges and ranges[told.key].varies]
        effects = _effects(folder)
        if moved:
            yield from _swings(record, effects, moved, width)
            yield from _without_index(record, effects, moved, ranges, width)
        yield from _unmoved(measures, moved, width)
        if moved:
            yield from _luck(record, folder, moved, width)
            yield from _extremes(record, folder, effects, moved, width)
    for name, variant in record["variants"].items():
        yield from _variant(record, folder, name, variant["about"], measures, width)
    yield from rests_on(record, width, is_brief=True)
    yield from footer(record, folder, f"All {len(COLUMNS)} outcomes of every point", width)


def _points(record: Record) -> str:
    """How many points, how they were chosen, and that luck is the same at each."""
    paths = counted(len(record["paths"]), "path")
    lives = "life" if record["lives"] == 1 else f"{record['lives']:,} lives"
    readings = f", each as written and under {', '.join(record['variants'])}" if record["variants"] else ""
    chosen = f"{counted(record['points'], 'point')} of {paths} ({record['by']}: {_CHOSEN[record['by']]}){readings}"
    return f"{chosen}; the same {lives} at every point,"


def _of_baseline(record: Record) -> str:
    return f" of the {BASELINE}" if record["variants"] else ""


# ----------------------------------------------------------------------------- points that failed


def _failed(record: Record, width: int) -> Iterator[Text]:
    """Which points could not be lived, by their reasons."""
    failed = record["failed"]
    if not failed:
        return
    points = len({failure["point"] for failure in failed})
    yield Text(f"Could not be lived: {points:,} of {counted(record['points'], 'point')}", "bold")
    by_reason: dict[str, list[Row]] = {}
    for failure in failed:
        by_reason.setdefault(failure["reason"], []).append(failure)
    for reason, failures in list(by_reason.items())[:_MOST_REASONS]:
        where = _where(failures, [BASELINE, *record["variants"]])
        yield from wrapped(f"{where}: {reason}", width, len(where), indent=2)
    if (more := len(by_reason) - _MOST_REASONS) > 0:
        yield Text(f"  and {counted(more, 'more reason')}; all are in run.json")
    yield Text()


def _where(failures: list[Row], readings: list[str]) -> str:
    """The points of some failures, and under which readings unless under all."""
    points = sorted({failure["point"] for failure in failures})
    names = [name for name in readings if any(failure["variant"] == name for failure in failures)]
    under = f" under {', '.join(names)}" if len(names) < len(readings) else ""
    return f"{'point' if len(points) == 1 else 'points'} {_runs(points)}{under}"


def _runs(points: list[int]) -> str:
    """Numbers in a row as `9 to 11`; of many runs only the first."""
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][-1] == point - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs[:_MOST_RUNS]]
    more = sum(map(len, runs[_MOST_RUNS:]))
    return ", ".join(told) + (f" and {more:,} more" if more else "")


# ----------------------------------------------------------------------------- what varies


class _Told(NamedTuple):
    """An outcome of the family; of yes and no, of one person."""

    measure: Measure
    person: str | None

    @property
    def key(self) -> Key:
        return self.measure.name, self.person

    @property
    def name(self) -> str:
        return self.measure.name + ("" if self.person is None else f" of {self.person}")

    @property
    def unit(self) -> str:
        return "% of lives" if self.measure.is_flag else self.measure.unit

    @property
    def scale(self) -> int:
        return 100 if self.measure.is_flag else 1


def _told(measures: tuple[Measure, ...], record: Record) -> Iterator[_Told]:
    for measure in measures:
        yield from (_Told(measure, person) for person in (record["people"] if measure.is_flag else [None]))


class _Range(NamedTuple):
    """The baseline's mean of one outcome at every point, none where it failed or nobody has the outcome."""

    means: list[float]
    points: list[int]

    @property
    def varies(self) -> bool:
        return min(self.means) < max(self.means)


def _ranges(folder: Path) -> dict[Key, _Range]:
    import polars as pl

    rows = pl.scan_parquet(folder / OUTCOMES, glob=False).filter(
        pl.col("variant") == BASELINE, pl.col("mean").is_not_null()
    )
    grouped = rows.group_by("outcome", "person", maintain_order=True).agg("mean", "point").collect()
    return {(outcome, person): _Range(means, points) for outcome, person, means, points in grouped.iter_rows()}


def _unmoved(measures: tuple[Measure, ...], moved: list[_Told], width: int) -> Iterator[Text]:
    names = [measure.name for measure in measures if not any(told.measure is measure for told in moved)]
    if names:
        title = "The same at every point:"
        yield from wrapped(f"{title} {', '.join(names)}", width, len(title))
        yield Text()


# ----------------------------------------------------------------------------- how far each path moves them


class _Effect(NamedTuple):
    """How one path moves one outcome of the baseline; `row` is what `effects.parquet` says of it."""

    path: str
    row: Row

    @property
    def is_known(self) -> bool:
        return self.row["swing"] is not None

    @property
    def ends(self) -> str:
        return f"low {self.row['value_low']}, high {self.row['value_high']}"

    @property
    def moves(self) -> bool:
        """Whether it moves the outcome, be it between its ends or together with other paths."""
        if not self.is_known:
            return False
        if self.row["total"] is not None:
            return self.row["total"] > _ROUNDING
        return abs(self.row["swing"]) > _ROUNDING * max(abs(self.row["mean_low"]), abs(self.row["mean_high"]))


Effects = dict[Key, list[_Effect]]


def _effects(folder: Path) -> Effects:
    """The paths of each outcome, the furthest swing first."""
    return {key: [_Effect(row["path"], row) for row in rows] for key, rows in _rows(folder / EFFECTS, BASELINE).items()}


def _swings(record: Record, effects: Effects, moved: list[_Told], width: int) -> Iterator[Text]:
    """The tornado: of each outcome the paths, the furthest swing first, with a bar as long as the swing is wide."""
    yield Text(f"How far the swept values move outcomes{_of_baseline(record)}", "bold")
    lived = " that could be lived" if record["failed"] and record["by"] == "grid" else ""
    yield from wrapped(f"Means at the low and high value of a path, {_MEANS[record['by']]}{lived}", width)
    of_moved = [effect for told in moved for effect in effects[told.key]]
    ends = {path: _ends([effect for effect in of_moved if effect.path == path]) for path in record["paths"]}
    for path, of_path in ends.items():
        yield from wrapped(f"{path}: {of_path}", width, len(path), indent=2)
    yield Text()
    has_index = any(effect.row["first"] is not None for effect in of_moved)
    heads = ("low", "high", "swing", *(("± 95 %",) if record["lives"] > 1 else ()))
    heads += ("first", "total", "") if has_index else ("",)
    names = _short(record["paths"])
    lines = [line for told in moved for line in _tornado(told, effects[told.key], heads, names, ends)]
    yield from table(*_with_room_for_names(heads, lines, width), width)
    if has_index:
        title = "first, total:"
        half = ", ± half of the 95 % interval" if record["lives"] > 1 else ""
        what = "% of the variance between points that is the path's alone, and in which it has a part"
        yield from wrapped(f"{title} {what} (Sobol' indices{half})", width, len(title))
        yield Text()


def _tornado(
    told: _Told,
    effects: list[_Effect],
    heads: tuple[str, ...],
    names: dict[str, str],
    ends: dict[str, str],
) -> Iterator[Line]:
    """The paths of one outcome. Those that do not move it are named together."""
    yield Line(f"{told.name}, {told.unit}", heading=told.measure.english)
    moving = [effect for effect in effects if effect.moves]
    for effect in moving[:_MOST_PATHS]:
        yield Line(names[effect.path], _cells(told, effect.row, moving, heads))
        if ends[effect.path] == _TOLD_BELOW:
            yield Line(f"  {effect.ends}", is_note=True)
    if (more := len(moving) - _MOST_PATHS) > 0:
        yield Line(f"and {counted(more, 'path')} of a smaller swing, in {EFFECTS}", is_note=True)
    for of_none, what in (
        ([effect for effect in effects if effect.is_known and not effect.moves], _NO_EFFECT),
        ([effect for effect in effects if not effect.is_known], _NOT_KNOWN),
    ):
        if of_none:
            yield Line(", ".join(names[effect.path] for effect in of_none), heading=what, is_note=True)


def _with_room_for_names(heads: tuple[str, ...], lines: list[Line], width: int) -> tuple[tuple[str, ...], list[Line]]:
    """Without the bars, where names would be cut to make room for them."""
    rows = [line.cells for line in lines if line.cells]
    taken = sum(max(map(len, column)) + 2 for column in zip(heads, *rows, strict=True))
    if 2 + max((cell_len(line.name) for line in lines if line.cells), default=0) + taken <= width:
        return heads, lines
    return heads[:-1], [line._replace(cells=line.cells[:-1]) for line in lines]


def _cells(told: _Told, row: Row, moving: list[_Effect], heads: tuple[str, ...]) -> tuple[str, ...]:
    """What stands below the heads, with the decimals and the length of bar that suit all paths of the outcome."""
    of_means = [abs(effect.row[name]) for effect in moving for name in ("mean_low", "mean_high")]
    furthest = max(abs(effect.row["swing"]) for effect in moving)
    means, swings = (decimals(largest * told.scale, told.unit) for largest in (max(of_means), furthest))
    length = round(_BAR * abs(row["swing"]) / furthest) if furthest else 0
    cells = {
        "low": number(row["mean_low"] * told.scale, means),
        "high": number(row["mean_high"] * told.scale, means),
        "swing": signed(row["swing"] * told.scale, swings),
        "± 95 %": number(_half(row, "swing", told.scale), swings),
        "first": _index(row, "first"),
        "total": _index(row, "total"),
        "": ("█" * length).ljust(_BAR),
    }
    return tuple(cells[head] for head in heads)


def _ends(effects: list[_Effect]) -> str:
    """The low and the high value of a path, where they are the same for all it moves; of words they seldom are."""
    found = {effect.ends for effect in effects if effect.moves}
    if found:
        return found.pop() if len(found) == 1 else _TOLD_BELOW
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
    """Half of an interval, its wider half where it was cut at 0 or 1."""
    low, middle, high = row[f"{name}_from"], row[name], row[f"{name}_to"]
    return None if low is None else max(high - middle, middle - low) * scale


def _index(row: Row, name: str) -> str:
    """A Sobol' index in hundredths with half of its interval: `92±12`."""
    if row[name] is None:
        return MISSING
    half = _half(row, name, 100)
    return number(row[name] * 100, 0) + ("" if half is None else f"±{number(half, 0)}")


def _without_index(
    record: Record, effects: Effects, moved: list[_Told], ranges: dict[Key, _Range], width: int
) -> Iterator[Text]:
    """Why some outcomes, or all, have no Sobol' indices."""
    import numpy as np

    by_reason: dict[str, list[str]] = {}
    for told in moved:
        if all(effect.row["first"] is None for effect in effects[told.key]):
            means = np.full((record["points"], 1), np.nan)
            means[ranges[told.key].points, 0] = ranges[told.key].means
            by_reason.setdefault(indices((), record["by"], means).reason, []).append(told.name)
    for reason, names in by_reason.items():
        of = "" if len(names) == len(moved) else f" of {', '.join(names)}"
        title = f"No Sobol' indices{of}:"
        yield from wrapped(f"{title} {reason}", width, len(title))
        yield Text()


# ----------------------------------------------------------------------------- how much is luck


def _luck(record: Record, folder: Path, moved: list[_Told], width: int) -> Iterator[Text]:
    """What makes an outcome differ over all points and lives."""
    yield Text(f"What makes outcomes differ, over all points and lives{_of_baseline(record)}", "bold")
    if record["lives"] == 1:
        yield from (Text("The swept values alone: a single life has no luck to compare."), Text())
        return
    rows = _rows(folder / VARIANCE, BASELINE)
    lines = [
        Line(told.name, tuple(percent(rows[told.key][0][name]) for name in ("inputs", "luck", "both")))
        for told in moved
        if told.key in rows
    ]
    if lines:
        yield from list(table(("values", "luck", "both"), lines, width))[:-1]
    words = "values: swept values move every life alike; luck: lives differ, at every point alike"
    yield from wrapped(f"{words}; both: swept values move some lives and not others", width)
    without = [told.name for told in moved if told.key not in rows]
    if without:
        yield from wrapped(f"Not told where some lives do not have the outcome: {', '.join(without)}", width)
    yield Text()


# ----------------------------------------------------------------------------- points at the ends


def _extremes(record: Record, folder: Path, effects: Effects, moved: list[_Told], width: int) -> Iterator[Text]:
    """The points with the lowest and highest mean of the first amount; only paths that move it, if they fit."""
    import polars as pl

    told = next((told for told in moved if not told.measure.is_flag), None)
    if told is None:
        return
    name, names = told.measure.name, _short(record["paths"])
    paths = [path for path in record["paths"] if any(e.path == path and e.moves for e in effects[told.key])]
    rows = pl.read_parquet(folder / POINTS, columns=["point", "variant", *paths, name])
    rows = rows.filter(pl.col("variant") == BASELINE, pl.col(name).is_not_null()).sort(name, maintain_order=True)
    rows = rows.unique(name, keep="first", maintain_order=True)
    if rows.height < 2 * _EXTREMES:
        return
    places = decimals(float(rows[name].abs().max()), told.unit)  # pyright: ignore[reportArgumentType]
    lines = []
    for which, part in (("lowest", rows.head(_EXTREMES)), ("highest", rows.tail(_EXTREMES))):
        lines.append(Line(f"{name}, {told.unit}", heading=f"the points where it is {which}"))
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
    record: Record, folder: Path, name: str, about: str, measures: tuple[Measure, ...], width: int
) -> Iterator[Text]:
    """How a variant differs from the baseline over the points, and where it breaks even."""
    title = f"{name} less the {BASELINE}, over the points lived under both"
    if about == record["scenario"].get("about"):
        about = ""  # a variant that says nothing of itself says what the file says
    yield from wrapped(f"{title}{f': {about}' if about else ''}", width, len(title))
    found = _differences(folder, name)
    if not found:
        yield from (Text("No point could be lived under both."), Text())
        return
    differing = [told for told in _told(measures, record) if told.key in found and _differs(found[told.key])]
    if not differing:
        yield from (Text("No outcome shown differs at any point."), Text())
        return
    for ways in (("better at", "worse at"), ("more at", "less at")):
        lines = [_difference(told, found[told.key]) for told in differing if _ways(told.measure) == ways]
        if lines:
            yield from table(("lowest", "highest", *ways), lines, width)
    names = [measure.name for measure in measures if not any(told.measure is measure for told in differing)]
    if names:
        title = "0 difference at every point:"
        yield from wrapped(f"{title} {', '.join(names)}", width, len(title))
        yield Text()
    crossing = [told for told in differing if found[told.key].less and found[told.key].more]
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


def _difference(told: _Told, found: _Differences) -> Line:
    places = decimals(max(abs(found.least), abs(found.most)) * told.scale, told.unit)
    ends = (signed(value * told.scale, places) for value in (found.least, found.most))
    less, more = (_at(points, found.points) for points in (found.less, found.more))
    first, second = (less, more) if told.measure.better is Better.LESS else (more, less)
    return Line(f"{told.name}, {told.unit}", (*ends, first, second))


def _ways(measure: Measure) -> tuple[str, str]:
    return ("more at", "less at") if measure.better is Better.NEITHER else ("better at", "worse at")


def _at(points: int, of: int) -> str:
    """At how many points."""
    if points == 0:
        return "none"
    return "every point" if points == of else f"{points:,} of {of:,}"


def _break_even(record: Record, folder: Path, name: str, crossing: list[_Told], width: int) -> Iterator[Text]:
    """The values at which a variant equals the baseline, of outcomes in which it does not always go one way."""
    rows = _rows(folder / BREAK_EVEN, name)
    short = _short(record["paths"])
    lines = []
    for told in crossing:
        of_outcome = rows.get(told.key, ())
        if of_outcome:
            lines.append(Line(f"{told.name}, {told.unit}", heading=told.measure.english))
        for row in of_outcome:
            cells = (_rounded(row[value]) for value in ("value", "value_from", "value_to"))
            lines.append(Line(short[row["path"]], (*cells, f"{row['after']} and {row['before']}")))
    if lines:
        yield Text(f"Where {name} breaks even: it equals the {BASELINE} on average", "bold")
        yield from list(table(("at", "95 % from", "to", "between"), lines, width))[:-1]
        if any(MISSING in line.cells for line in lines):
            yield from wrapped(f"{MISSING}: beyond the values swept", width)
    elif record["by"] in DRAWN:
        yield Text("Break-even is looked for between listed values; these points are drawn.")
    elif crossing:
        yield from wrapped(f"No break-even along any one path of numbers, {_MEANS[record['by']]}", width)
    else:
        yield Text("No break-even: no outcome is more at one point and less at another.")
    yield Text()


def _rounded(text: str | None) -> str:
    """A value without more digits than it is worth: `1.12185% a month` as `1.122% a month`."""
    if text is None:
        return MISSING
    return sub(r"^-?\d+\.\d+", lambda found: f"{float(found[0]):.4g}", text)


# ----------------------------------------------------------------------------- rows


def _rows(file: Path, variant: str) -> dict[Key, list[Row]]:
    """Rows of a variant by outcome and person, in the order of the file."""
    import polars as pl

    found: dict[Key, list[Row]] = {}
    for row in pl.scan_parquet(file, glob=False).filter(pl.col("variant") == variant).collect().to_dicts():
        found.setdefault((row["outcome"], row["person"]), []).append(row)
    return found
