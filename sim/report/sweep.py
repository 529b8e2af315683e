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
from sim.outcomes.columns import BREAK_EVEN, DIFFERENCES, POINTS, VARIANCE
from sim.outcomes.cross import cross_table
from sim.outcomes.points import Key
from sim.outcomes.rows import of_whom
from sim.report import population
from sim.report.assumptions import tried
from sim.report.comparison import signed
from sim.report.lines import Line, table, wrapped
from sim.report.net_benefit import net_benefit
from sim.report.numbers import MISSING, decimals, estimate, finer, number, share
from sim.report.tables import (
    Record,
    Row,
    about,
    footer,
    header,
    is_certain,
    number_of_outcomes,
    reported,
    rests_on,
    result_line,
)
from sim.report.tornado import OTHERS, tornado, without_index
from sim.report.varying import (
    Effects,
    Item,
    effects_of,
    ends_of,
    half_of,
    items_of,
    of_baseline,
    ranges_of,
    rows_of,
    short_names,
)
from sim.words.language import listed, say, words
from sim.words.outcomes import Better, Outcome
from sim.words.plurals import counted
from sim.words.translation import translated

_CHOSEN = {
    "grid": "every combination of values",
    "one_at_a_time": "as written, then one value changed at a time",
    "lhs": "drawn by a Latin hypercube",
    "sobol": "drawn for Sobol' indices",
    "morris": "trajectories of Morris screening",
}
_MOST_REASONS = 5  # more reasons of failed points are only counted
_MOST_RUNS = 5  # of points named for a reason
_EXTREMES = 3  # points at either end
_SURELY = 0.975  # as likely as that the interval of a difference does not reach zero
_DECIMAL = compile(r"^-?\d+\.(\d+)")  # at the beginning of a value; whole numbers and dates are exact


def full_report(record: Record, folder: Path, width: int, only: tuple[str, ...] = ()) -> Iterator[Text]:
    """The whole report of a sweep, from its title to its files."""
    outcomes = reported(record, only)
    yield from _header(record, width)
    yield from _failed(record, width)
    ranges = ranges_of(folder)
    if not any(len(of_points.means) > 1 for of_points in ranges.values()):
        yield from (*wrapped(say("Fewer than two points could be simulated: nothing to compare."), width), Text())
    else:
        moved = [item for item in items_of(outcomes, record) if item.key in ranges and ranges[item.key].varies]
        effects = effects_of(folder)
        if moved:
            yield from tornado(record, effects, moved, width)
            yield from without_index(record, effects, moved, ranges, width)
        yield from _unmoved(outcomes, moved, width)
        if moved:
            yield from _cross(record, folder, moved, width)
            yield from _variance(record, folder, moved, width)
            yield from _extremes(record, folder, effects, moved, width)
    for name, variant in record["variants"].items():
        yield from _variant(record, folder, name, variant["about"], outcomes, width)
    yield from net_benefit(record, folder, width)
    yield from population.assumed(record, width) if "population" in record else ()
    yield from tried(record, folder, width) if "tried" in record else rests_on(record, width, is_brief=True)
    files = say("All {count} outcomes of every point", count=number_of_outcomes(record))
    yield from footer(record, folder, files, width)


def brief_report(record: Record, folder: Path, width: int, only: tuple[str, ...] = ()) -> Iterator[Text]:
    """Which path moves each outcome furthest, and how far; what failed."""
    yield from _header(record, width)
    yield from _failed(record, width)
    outcomes, effects, names = reported(record, only), effects_of(folder), short_names(record["paths"])
    has_interval = any(one.row["effect_from"] is not None for of_outcome in effects.values() for one in of_outcome)
    lines = []
    for item in items_of(outcomes, record):
        moving = [effect for effect in effects.get(item.key, ()) if effect.moves]
        if moving:
            row, places = moving[0].row, decimals(abs(moving[0].row["effect"]) * item.scale, item.unit)
            places = finer(places, *ends_of(row, "effect", item.scale))
            cells = names[moving[0].path], moving[0].ends, signed(row["effect"] * item.scale, places)
            half = number(half_of(row, "effect", item.scale), places)
            lines.append(Line(item.title, (*cells, *((half,) if has_interval else ()))))
    if lines:
        heads = words("moved furthest by", "from and to", "effect", "± 95 %")
        yield from table(heads if has_interval else heads[:3], lines, width, (heads[1:2], heads[3:]))
    yield from _unmoved(outcomes, [item for item in items_of(outcomes, record) if _any_moves(effects, item)], width)
    yield from tried(record, folder, width, is_brief=True) if "tried" in record else ()
    yield from result_line(folder, width)


def _header(record: Record, width: int) -> Iterator[Text]:
    """The title, who was simulated at which points."""
    if "population" not in record:
        yield from header(record, _points(record), width)
        return
    yield from population.header(record, width, _points(record))
    text = (
        "Weighted means over households, or over persons where an outcome is of each; intervals are about other "
        "households drawn alike"
    )
    yield from (*wrapped(say(text), width), Text())


def _any_moves(effects: "Effects", item: "Item") -> bool:
    return any(effect.moves for effect in effects.get(item.key, ()))


def _points(record: Record) -> str:
    """How many points there are, how they were chosen, and that all have the same lives."""
    paths = counted(len(record["paths"]), "path")
    under = ", each as written and under {variants}"
    cases = say(under, variants=listed([*record["variants"]])) if record["variants"] else ""
    points = say(
        "{points} of {paths} ({by}: {chosen}){cases};",
        points=counted(record["points"], "point"), paths=paths, by=record["by"], chosen=say(_CHOSEN[record["by"]]),
        cases=cases,
    )  # fmt: skip
    if "population" in record:
        return say("{points} the same lives of each household at every point", points=points)
    if is_certain(record):
        return points
    if record["lives"] == 1:
        return say("{points} the same life at every point, of", points=points)
    lives = counted(record["lives"], "life", "lives")
    return say("{points} the same {lives} at every point, of", points=points, lives=lives)


# ----------------------------------------------------------------------------- points that failed


def _failed(record: Record, width: int) -> Iterator[Text]:
    """Which points could not be simulated, by reason."""
    failed = record["failed"]
    if not failed:
        return
    points = len({failure["point"] for failure in failed})
    of = counted(record["points"], "point")
    title = say("Could not be simulated: {failed:,} of {points}", failed=points, points=of)
    yield from wrapped(title, width, len(title))
    by_reason: dict[str, list[Row]] = {}
    for failure in failed:
        by_reason.setdefault(failure["reason"], []).append(failure)
    for reason, failures in list(by_reason.items())[:_MOST_REASONS]:
        where = _where(failures, [BASELINE, *record["variants"]])
        text = say("{where}: {reason}", where=where, reason=translated(reason))
        yield from wrapped(text, width, len(where), indent=2)
    if (more := len(by_reason) - _MOST_REASONS) > 0:
        text = say("and {reasons}; all are in run.json", reasons=counted(more, "more reason"))
        yield from wrapped(text, width, indent=2)
    yield Text()


def _where(failures: list[Row], cases: list[str]) -> str:
    """The points of some failures, and under which variants unless under all."""
    points = sorted({failure["point"] for failure in failures})
    names = [name for name in cases if any(failure["variant"] == name for failure in failures)]
    under = say(" under {variants}", variants=listed(names)) if len(names) < len(cases) else ""
    one, many = "point {points}{under}", "points {points}{under}"
    return say(one if len(points) == 1 else many, points=_runs(points), under=under)


def _runs(points: list[int]) -> str:
    """Consecutive numbers as `9 to 11`; of many such runs only the first."""
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][-1] == point - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    item = [
        str(run[0]) if len(run) == 1 else say("{first} to {last}", first=run[0], last=run[-1])
        for run in runs[:_MOST_RUNS]
    ]
    more = sum(map(len, runs[_MOST_RUNS:]))
    return listed(item) + (say(" and {more:,} more", more=more) if more else "")


def _unmoved(outcomes: tuple[Outcome, ...], moved: list[Item], width: int) -> Iterator[Text]:
    names = [outcome.name for outcome in outcomes if not any(item.outcome is outcome for item in moved)]
    if names:
        title = say("The same at every point:")
        yield from wrapped(say("{title} {names}", title=title, names=listed(names)), width, len(title))
        yield Text()


# ----------------------------------------------------------------------------- two paths crossed


def _cross(record: Record, folder: Path, moved: list[Item], width: int) -> Iterator[Text]:
    """The first amount that moves, over a grid of two paths; as many columns to a table as there is room for."""
    item = next((item for item in moved if not item.outcome.is_flag), None)
    if item is None or record["by"] != "grid" or len(record["paths"]) != 2:
        return
    first, *values = (rows := cross_table(folder, record["paths"], item.outcome.name, BASELINE, item.of)).columns
    names = short_names(record["paths"])
    across, down = names[record["paths"][1]], names[first]
    means = [mean for name in values for mean in rows[name] if mean is not None]
    places = finer(
        decimals(max(map(abs, means), default=0), item.unit), min(means, default=None), max(means, default=None)
    )
    texts = {name: [number(mean, places) for mean in rows[name]] for name in values}
    widest = max(cell_len(text) for name in values for text in (name, *texts[name]))
    room = max(1, (width - 2 - max(map(cell_len, rows[first]))) // (widest + 2))
    for start in range(0, len(values), room):
        some = values[start : start + room]
        heading = say("mean, by {down} (down) and {across} (across)", down=down, across=across)
        lines = [Line(item.title, heading=heading)]
        lines += [Line(name, tuple(texts[of][place] for of in some)) for place, name in enumerate(rows[first])]
        yield from table(tuple(some), lines, width)


# ----------------------------------------------------------------------------- how much is chance


def _variance(record: Record, folder: Path, moved: list[Item], width: int) -> Iterator[Text]:
    """What makes an outcome vary over all points and lives; not of a population, whose households differ by more."""
    if "population" in record:
        return
    title = say("What makes outcomes differ, over all points and lives{of}", of=of_baseline(record))
    yield from wrapped(title, width, len(title))
    if record["lives"] == 1:
        yield from (*wrapped(say("The swept values alone: with a single life, chance cannot be seen."), width), Text())
        return
    rows = rows_of(folder / VARIANCE, BASELINE)
    lines = [
        Line(item.name, tuple(_share(rows[item.key][0], name) for name in ("inputs", "chance", "both")))
        for item in moved
        if item.key in rows
    ]
    if lines:
        yield from list(table(words("values", "chance", "both"), lines, width))[:-1]
    text = (
        "values: swept values change every life alike; chance: lives differ, at every point alike; both: swept values "
        "change some lives and not others; ± half of the 95 % interval"
    )
    yield from wrapped(say(text), width)
    without = [item.name for item in moved if item.key not in rows]
    if without:
        text = say("Unknown where an outcome is not of every life: {outcomes}", outcomes=listed(without))
        yield from wrapped(text, width)
    yield Text()


def _share(row: Row, name: str) -> str:
    """A share of the variance, with half of its interval if it has one."""
    half = half_of(row, name, 100)
    return share(row[name]) + ("" if half is None else f" ± {number(half, 0 if half >= 10 else 1)}")


# ----------------------------------------------------------------------------- points at the ends


def _extremes(record: Record, folder: Path, effects: Effects, moved: list[Item], width: int) -> Iterator[Text]:
    """The points with the lowest and highest mean of the first amount, with the paths that move it; only if it fits."""
    import polars as pl

    item = next((item for item in moved if not item.outcome.is_flag), None)
    if item is None:
        return
    name, names = item.outcome.name, short_names(record["paths"])
    paths = [path for path in record["paths"] if any(e.path == path and e.moves for e in effects[item.key])]
    rows = pl.read_parquet(folder / POINTS, glob=False, columns=["point", "variant", *paths, name])
    rows = rows.filter(pl.col("variant") == BASELINE, pl.col(name).is_not_null()).sort(name, maintain_order=True)
    rows = rows.unique(name, keep="first", maintain_order=True)
    if rows.height < 2 * _EXTREMES:
        return
    means = rows[name].to_list()  # in order
    places = finer(decimals(max(map(abs, means)), item.unit), means[0], means[-1])
    lines = []
    lowest, highest = say("the points where it is lowest"), say("the points where it is highest")
    for heading, part in ((lowest, rows.head(_EXTREMES)), (highest, rows.tail(_EXTREMES))):
        lines.append(Line(item.title, heading=heading))
        for row in part.to_dicts():
            cells = (number(row[name], places), *(row[path] for path in paths))
            lines.append(Line(say("point {number}", number=row["point"]), cells))
    screen = list(table((say("mean"), *(names[path] for path in paths)), lines, width))
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
    surely: int  # points at which its mean is better with a probability of 97.5 % or more
    hardly: int  # and of 2.5 % or less


def _variant(
    record: Record, folder: Path, name: str, text: str, outcomes: tuple[Outcome, ...], width: int
) -> Iterator[Text]:
    """How a variant differs from the baseline over the points, and where it breaks even."""
    title = say("{variant} less the baseline, over the points of both", variant=name)
    if text == record["scenario"].get("about"):
        text = ""  # a variant without a text of its own has that of the file
    said = say("{title}: {text}", title=title, text=text) if text else title
    yield from wrapped(said, width, len(title))
    found = _differences(folder, name)
    if not found:
        yield from (Text(say("No point could be simulated under both.")), Text())
        return
    differing = [item for item in items_of(outcomes, record) if item.key in found and _differs(found[item.key])]
    if not differing:
        yield from (Text(say("No outcome shown differs at any point.")), Text())
        return
    for ways in (("better at", "worse at"), ("more at", "less at")):
        lines = [_difference(item, found[item.key]) for item in differing if _ways(item.outcome) == ways]
        if lines:
            yield from table(words("lowest", "highest", *ways), lines, width, (words(*ways),))
    yield from _certain([(item, found[item.key]) for item in differing], width)
    names = [outcome.name for outcome in outcomes if not any(item.outcome is outcome for item in differing)]
    if names:
        title = say("0 difference at every point:")
        yield from wrapped(say("{title} {names}", title=title, names=listed(names)), width, len(title))
        yield Text()
    crossing = [item for item in differing if found[item.key].less and found[item.key].more]
    yield from _break_even(record, folder, name, crossing, width)


def _differences(folder: Path, variant: str) -> dict[Key, _Differences]:
    import polars as pl

    rows = of_whom(pl.scan_parquet(folder / DIFFERENCES, glob=False)).filter(pl.col("variant") == variant)
    value = pl.col("difference")
    columns = value.min().alias("least"), value.max().alias("most"), (value < 0).sum().alias("less")
    columns += (value > 0).sum().alias("more"), value.len().alias("points")
    columns += (
        (pl.col("p_better") >= _SURELY).sum().alias("surely"),
        (pl.col("p_better") <= 1 - _SURELY).sum().alias("hardly"),
    )
    grouped = rows.group_by("outcome", "person", maintain_order=True).agg(columns).collect()
    return {(outcome, person): _Differences(*others) for outcome, person, *others in grouped.iter_rows()}


def _certain(differing: list[tuple[Item, _Differences]], width: int) -> Iterator[Text]:
    """At how many points it is certain, whatever lives are drawn, that the variant's mean is better, or worse."""
    graded = [
        (item, of) for item, of in differing if item.outcome.better is not Better.NEITHER and of.surely + of.hardly
    ]
    if not graded:
        return
    title = say("Probability of a better mean, whatever lives are drawn:")
    for which, points in (
        (say("97.5 % or more"), [(item.name, of.surely, of.points) for item, of in graded if of.surely]),
        (say("2.5 % or less"), [(item.name, of.hardly, of.points) for item, of in graded if of.hardly]),
    ):
        at = listed([f"{name} {_at(number, of)}" for name, number, of in points])
        if points:
            yield from wrapped(say("{title} {share}: {points}", title=title, share=which, points=at), width, len(title))
    yield Text()


def _differs(found: _Differences) -> bool:
    return found.less + found.more > 0


def _difference(item: Item, found: _Differences) -> Line:
    least, most = found.least * item.scale, found.most * item.scale
    places = finer(decimals(max(abs(least), abs(most)), item.unit), least, most)
    ends = (signed(value, places) for value in (least, most))
    less, more = (_at(points, found.points) for points in (found.less, found.more))
    first, second = (less, more) if item.outcome.better is Better.LESS else (more, less)
    return Line(item.title, (*ends, first, second))


def _ways(outcome: Outcome) -> tuple[str, str]:
    return ("more at", "less at") if outcome.better is Better.NEITHER else ("better at", "worse at")


def _at(points: int, of: int) -> str:
    """At how many points."""
    if points == 0:
        return say("none")
    return say("every point") if points == of else say("{points:,} of {of:,}", points=points, of=of)


def _break_even(record: Record, folder: Path, name: str, crossing: list[Item], width: int) -> Iterator[Text]:
    """The values at which a variant equals the baseline, for outcomes where the difference has both signs."""
    rows = rows_of(folder / BREAK_EVEN, name)
    short = short_names(record["paths"])
    lines = []
    for item in crossing:
        of_outcome = rows.get(item.key, ())
        if of_outcome:
            lines.append(Line(item.title, heading=about(item.outcome)))
        for row in of_outcome:
            cells = _rounded([row[value] for value in ("value", "value_from", "value_to")])
            between = say("{after} and {before}", after=row["after"], before=row["before"])
            lines.append(Line(short[row["path"]], (*cells, between)))
    if lines:
        title = say("Where {variant} breaks even: it equals the baseline on average", variant=name)
        yield from wrapped(title, width, len(title))
        heads = words("at", "95 % from", "to", "between")
        yield from list(table(heads, lines, width, (heads[3:], heads[1:3])))[:-1]
        if any(MISSING in line.cells for line in lines):
            yield from wrapped(say("{missing}: beyond the values swept", missing=MISSING), width)
    elif record["by"] in DRAWN:
        yield from wrapped(say("A break-even lies between listed values; these points are drawn."), width)
    elif crossing:
        text = "No break-even along any one path of numbers, {others}"
        yield from wrapped(say(text, others=say(OTHERS[record["by"]])), width)
    else:
        yield from wrapped(say("No break-even: no outcome is higher at one point and lower at another."), width)
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
