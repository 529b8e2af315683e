"""The charts of a sweep: an outcome along its paths, how far each path moves it, which variant to choose."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import altair as alt
import polars as pl

from sim.experiment.record import BASELINE
from sim.outcomes.columns import BREAK_EVEN, DIFFERENCES, NET_BENEFIT, POINT_OUTCOMES, POINTS
from sim.outcomes.tried import assumptions as all_assumptions
from sim.pages.chart import Chart
from sim.pages.drawing import (
    LINES,
    NUMBER,
    Channel,
    Figures,
    Rows,
    also,
    are_apart,
    axis,
    broken,
    colored,
    columns_of,
    curve_width,
    curves,
    finished,
    frame,
    nothing,
    panels,
    room_for,
    unit_of_change,
    whose,
    with_interval,
    zero,
)
from sim.pages.look import (
    BETTER_GROUND,
    INK,
    LESS_GROUND,
    LEVEL_GROUND,
    MORE_GROUND,
    OWN,
    PALE,
    POOL,
    SERIES,
    WORSE_GROUND,
)
from sim.pages.subject import Row, Subject
from sim.report.numbers import number, share
from sim.report.varying import Effect, effects_of, short_names
from sim.words.outcomes import Better, Outcome

_HEIGHT, _LOW = 230, 130  # pixels of curves: alone, of one panel of several
_MOST_PATHS = 15  # of a tornado
_MOST_PANELS = 6  # of lines, one path changed at a time
_MOST_VALUES = 8  # of a path that are labels of an axis
_SURELY = 0.975  # as likely as that the interval of a difference does not reach zero


def moves(study: Subject, outcome: Outcome, who: str | None) -> bool:
    """Whether the swept values move an outcome."""
    return any(effect.moves for effect in _effects(study, outcome, _person(study, outcome, who)))


# ----------------------------------------------------------------------------- rows


def _person(study: Subject, outcome: Outcome, who: str | None) -> str | None:
    """Whose outcome is shown: of yes and no, where nobody is named, that of the first person whom the sweep moves."""
    if who is not None or outcome.has_family:
        return who
    people = study.people
    moved = (name for name in people if any(effect.moves for effect in _effects(study, outcome, name)))
    return next(moved, people[0])


def _effects(study: Subject, outcome: Outcome, who: str | None) -> list[Effect]:
    """The effects on the baseline, the largest first."""
    return effects_of(study.folder).get((outcome.name, who), [])


def _of_outcome(study: Subject, file: str, outcome: Outcome, who: str | None) -> pl.DataFrame:
    rows = study.rows(file).filter(pl.col("outcome") == outcome.name)
    return rows.filter(pl.col("person").eq_missing(pl.lit(who, pl.String))).collect()


def _unit(study: Subject, outcome: Outcome) -> str:
    return study.say("of_lives") if outcome.is_flag else study.say.unit(outcome.unit)


# ----------------------------------------------------------------------------- along one path


class _Path(NamedTuple):
    """A swept path as an axis, along its values as a file writes them, or as the numbers or dates that they are."""

    name: str
    short: str
    column: str
    kind: str  # of Vega-Lite: Q, T or N
    unit: str

    @property
    def title(self) -> str:
        return f"{self.short}, {self.unit}" if self.unit else self.short


def _paths(study: Subject) -> dict[str, _Path]:
    short = short_names(study.record["paths"])
    columns = study.rows(POINTS).collect_schema()
    units = study.record["columns"][POINTS]
    found = {}
    for name in study.record["paths"]:
        if f"{name}.date" in columns:
            found[name] = _Path(name, short[name], f"{name}.date", "T", "")
        elif f"{name}.number" in columns:
            unit = units[f"{name}.number"]["unit"]
            found[name] = _Path(name, short[name], f"{name}.number", "Q", "" if unit == "as written" else unit)
        else:
            found[name] = _Path(name, short[name], name, "N", "")
    return found


class _Line(NamedTuple):
    """A panel of lines: what it is called, the path along it, and which points and cases it has."""

    heading: str
    path: _Path
    table: pl.DataFrame  # value, case, mean, low, high


_LINES = ("path", "value", "case", "lives", "mean", "low", "high")


def lines(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """An outcome along a path: a line for each variant, or for each value of the second path."""
    say, who = study.say, _person(study, outcome, who)
    found = [part for line in _panels(study, outcome, who) if line.table.height for part in _apart(study, line)]
    table = (
        pl.concat([_table_of(line) for line in found])
        if found
        else pl.DataFrame(schema=dict.fromkeys(_LINES, pl.String))
    )
    title = _along(study, outcome, who, found)
    if not found:
        return finished(study, "lines", title, "", table, nothing())
    crossing = _crossings(study, outcome, who, found[0].path) if len(found) == 1 else []
    values = [value for line in found for name in ("mean", "low", "high") for value in line.table[name]]
    known = [value for value in values if value is not None]
    domain = [min(known), max(known)] if min(known) < max(known) else [min(known) - 1, max(known) + 1]
    label = (say("share") if outcome.is_flag else say.unit(outcome.unit)) if len(found) == 1 else None
    y = Channel(label, axis(outcome), alt.Scale(domain=domain, zero=False))
    width = curve_width(study, len(found))
    drawn = {
        line.heading: alt.layer(*_curves(study, line, y, width), *_marked(crossing)).properties(
            width=width, height=_HEIGHT if len(found) == 1 else _LOW
        )
        for line in found
    }
    subtitle = say(_SUBTITLES[study.record["by"]]) + ("" if study.is_one_life else say("band"))
    if crossing:
        subtitle += say("crossing")
    return finished(study, "lines", title, subtitle, table, panels(study, drawn))


_SUBTITLES = {"grid": "lines_subtitle", "one_at_a_time": "lines_one_subtitle"}


def _table_of(line: _Line) -> pl.DataFrame:
    return line.table.select(pl.lit(line.path.name).alias("path"), "value", "case", "lives", "mean", "low", "high")


def _curves(study: Subject, line: _Line, y: Channel, width: int) -> list[Any]:
    cases = list(dict.fromkeys(line.table["case"]))
    colors = {case: SERIES[place % len(SERIES)] for place, case in enumerate(cases)}
    path, table = line.path, line.table
    title = None if line.heading == path.title else path.title
    if path.kind == "N":
        words = list(dict.fromkeys(table["value"]))
        labels = {word: broken(word, width / len(words)) for word in words}
        table = table.with_columns(pl.col("value").replace_strict(labels, return_dtype=pl.String))
        shown = alt.Axis(labelAngle=0, labelLimit=1000, labelExpr=LINES)
        return curves(study, table, Channel(title, shown, kind="N", sort=None), "value", y, "mean", colors)
    x = Channel(title, *_numbers_along(path, table, width), path.kind)
    return curves(study, table, x, "x", y, "mean", colors)


def _numbers_along(path: _Path, table: pl.DataFrame, width: int) -> tuple[alt.Axis, alt.Scale]:
    """The axis of a path of numbers or dates: with the swept values as labels, where they are few."""
    if path.kind == "T":
        return alt.Axis(tickCount=6 if width > 280 else 4, grid=False), alt.Scale()
    values = table["x"].unique().sort().to_list()
    domain = [values[0], values[-1]] if len(values) > 1 else [values[0] - 1, values[0] + 1]
    shown = values if len(values) <= _MOST_VALUES else alt.Undefined
    axis_of = alt.Axis(format=NUMBER, values=shown, tickCount=6 if width > 280 else 4, grid=False, labelOverlap=True)
    return axis_of, alt.Scale(domain=domain, nice=False)


def _panels(study: Subject, outcome: Outcome, who: str | None) -> list[_Line]:
    """The lines of a sweep: of a grid along the path with the largest effect, else one panel for each path."""
    paths, record = _paths(study), study.record
    heads = study.rows(POINTS).select(
        "point", "variant", *{column for path in paths.values() for column in (path.name, path.column)}
    )
    rows = _of_outcome(study, POINT_OUTCOMES, outcome, who).filter(pl.col("mean").is_not_null())
    heads = heads.collect()
    rows = heads.join(rows, on=["point", "variant"], maintain_order="left")
    rows = rows.with_columns(case=pl.col("variant").replace_strict({name: study.case(name) for name in _cases(study)}))
    moving = [effect.path for effect in _effects(study, outcome, who) if effect.moves]
    order = moving + [path for path in paths if path not in moving]
    if record["by"] == "one_at_a_time":
        written = heads.row(0, named=True)
        return [
            _Line(paths[path].title, paths[path], _alone(rows, path, paths, written)) for path in order[:_MOST_PANELS]
        ]
    along = paths[next((path for path in moving if paths[path].kind != "N"), order[0])]
    other = next((paths[path] for path in paths if path != along.name), None)
    if other is None:
        return [_Line("", along, _line(rows, along))]
    if len(_cases(study)) == 1:
        return [
            _Line("", along, _line(rows.with_columns(case=pl.format("{} {}", pl.lit(other.short), other.name)), along))
        ]
    values = rows[other.name].unique(maintain_order=True)
    return [
        _Line(f"{other.short} {value}", along, _line(rows.filter(pl.col(other.name) == value), along))
        for value in values
    ]


def _apart(study: Subject, line: _Line) -> list[_Line]:
    """A panel a case where there are too many cases for one."""
    cases = list(dict.fromkeys(line.table["case"]))
    if not are_apart(len(cases)):
        return [line]
    headings = {case: study.say.listed([line.heading, case]) if line.heading else case for case in cases}
    return [line._replace(heading=headings[case], table=line.table.filter(pl.col("case") == case)) for case in cases]


def _cases(study: Subject) -> list[str]:
    return [BASELINE, *study.record["variants"]]


def _line(rows: pl.DataFrame, path: _Path) -> pl.DataFrame:
    table = rows.select(
        pl.col(path.name).alias("value"), pl.col(path.column).alias("x"), "case", "lives", "mean", "low", "high"
    )
    return table if path.kind == "N" else table.drop_nulls("x").sort("x", maintain_order=True)


def _alone(rows: pl.DataFrame, path: str, paths: dict[str, _Path], written: Row) -> pl.DataFrame:
    """The points at which no other path has another value than as written; each value of this one once."""
    same = [pl.col(name) == written[name] for name in paths if name != path]
    own = rows.filter(*same).sort(pl.col("point") == 0, maintain_order=True)
    return _line(own.unique(["variant", path], keep="first", maintain_order=True), paths[path])


def _crossings(study: Subject, outcome: Outcome, who: str | None, path: _Path) -> list[Row]:
    """Where a variant equals the baseline along the path, as numbers; of a path of numbers alone."""
    if not study.record["variants"] or path.kind != "Q":
        return []
    rows = _of_outcome(study, BREAK_EVEN, outcome, who).filter(pl.col("path") == path.name)
    return [also(row, at=_number_of(row["value"])) for row in rows.to_dicts()]


def _number_of(text: str) -> float:
    """The number of a value as the table of break-even points writes it: `0.26% a month`."""
    digits = text.split(" ")[0].rstrip("%")
    return float(digits)


def _marked(crossing: list[Row]) -> list[Any]:
    if not crossing:
        return []
    table = frame(crossing, at=pl.Float64, value=pl.String)
    return [alt.Chart(table).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="at:Q")]


def _along(study: Subject, outcome: Outcome, who: str | None, found: list[_Line]) -> str:
    """From which mean to which the baseline goes along the path that moves it furthest; where a variant breaks even."""
    say, subject = study.say, whose(study, outcome, who)
    if not found:
        return say("nobody_has", outcome=subject)
    effects = [effect for effect in _effects(study, outcome, who) if effect.moves and effect.path == found[0].path.name]
    if not effects and study.record["points"] == 1:
        mean = found[0].table["mean"][0]
        title = say(
            "only_point", outcome=subject, mean=Figures.of(outcome, [mean]).plain(mean), unit=_unit(study, outcome)
        )
    elif not effects:
        title = say("unmoved", outcome=subject)
    else:
        row = effects[0].row
        figures = Figures.of(outcome, (row["mean_low"], row["mean_high"]), abs(row["effect"]) or None)
        title = say(
            "along", outcome=subject, low=figures.plain(row["mean_low"]), high=figures.plain(row["mean_high"]),
            unit=_unit(study, outcome), path=found[0].path.short, start=row["value_low"], end=row["value_high"],
        )  # fmt: skip
    crossing = _crossings(study, outcome, who, found[0].path)
    return title + "".join(
        say("breaks_even", variant=row["variant"], value=row["value"], within=_within(study, row))
        for row in crossing[:2]
    )


def _within(study: Subject, row: Row) -> str:
    if row["value_from"] is None or row["value_to"] is None:
        return ""
    return study.say("within", low=row["value_from"], high=row["value_to"])


# ----------------------------------------------------------------------------- over two paths


def heat(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """An outcome over two paths: the mean of the baseline in each cell, and how far each variant is from it."""
    say, who = study.say, _person(study, outcome, who)
    down, across = study.record["paths"]
    short = short_names([down, across])
    heads = (
        study.rows(POINTS)
        .select("point", "variant", pl.col(down).alias("down"), pl.col(across).alias("across"))
        .collect()
    )
    means = _of_outcome(study, POINT_OUTCOMES, outcome, who).select("point", "variant", value="mean")
    level = heads.filter(pl.col("variant") == BASELINE).join(
        means, on=["point", "variant"], how="left", maintain_order="left"
    )
    tables = {say("baseline"): level.with_columns(p_better=pl.lit(None, pl.Float64))}
    for name in study.record["variants"]:
        of = _of_outcome(study, DIFFERENCES, outcome, who).select("point", "variant", "p_better", value="difference")
        of_variant = heads.filter(pl.col("variant") == name).join(
            of, on=["point", "variant"], how="left", maintain_order="left"
        )
        tables[say("less_baseline", variant=name)] = of_variant.select(level.columns + ["p_better"])
    drawn = {
        heading: _cells(study, outcome, table, short[across], short[down], len(tables), is_change=place > 0)
        for place, (heading, table) in enumerate(tables.items())
    }
    subtitle = say("heat_subtitle", down=short[down], across=short[across])
    if len(tables) > 1:
        subtitle += say("heat_variants")
    table = pl.concat([table.with_columns(case=pl.lit(heading)) for heading, table in tables.items()])
    table = table.select("case", "down", "across", "value", "p_better").rename(
        {"down": "row_value", "across": "column_value"}
    )
    chart = panels(study, drawn, "independent")
    return finished(study, "heat", _ends_of(study, outcome, who, level, short), subtitle, table, chart)


def _cells(
    study: Subject, outcome: Outcome, table: pl.DataFrame, across: str, down: str, number_of: int, *, is_change: bool
) -> Any:
    columns, rows = (list(dict.fromkeys(table[name])) for name in ("across", "down"))
    values = [value for value in table["value"] if value is not None]
    figures = Figures.of(outcome, values, (max(values) - min(values)) or None if values else None)
    write = figures.change if is_change else figures.plain
    texts = [
        "" if value is None else write(value) + ("*" if _is_sure(better) else "")
        for value, better in table.select("value", "p_better").iter_rows()
    ]
    low, high = (min(values), max(values)) if values else (0.0, 0.0)
    far = max(abs(low), abs(high)) or 1.0
    table = table.with_columns(text=pl.Series(texts, dtype=pl.String))
    labels = {value: broken(value, 80) for value in rows}
    table = table.with_columns(pl.col("down").replace_strict(labels, return_dtype=pl.String))
    left = min(80, max(int(len(line) * 6.2) for label in labels.values() for line in label.split("\n"))) + 34
    panes = columns_of(study, number_of)
    width = (study.width - 16 - 24 * (panes - 1)) // panes - left - 8
    if is_change:
        ends = (LESS_GROUND, MORE_GROUND) if outcome.better is Better.NEITHER else (WORSE_GROUND, BETTER_GROUND)
        ends = ends[::-1] if outcome.better is Better.LESS else ends
        scale = alt.Scale(domain=[-far, 0, far], range=[ends[0], "#ffffff", ends[1]])
    else:
        scale = alt.Scale(domain=[low, high] if low < high else [low - 1, low + 1], range=[PALE, LEVEL_GROUND])
    room = width / max(1, len(columns))
    heads = {value: broken(value, room) for value in columns}
    table = table.with_columns(pl.col("across").replace_strict(heads, return_dtype=pl.String))
    base = alt.Chart(table).encode(
        x=alt.X("across:N", sort=list(heads.values()), title=across,
                axis=alt.Axis(labelAngle=0, labelExpr=LINES, labelLimit=1000)),
        y=alt.Y("down:N", sort=list(labels.values()), title=down,
                axis=alt.Axis(labelExpr=LINES, labelLimit=90)),
    )  # fmt: skip
    cells = base.mark_rect(stroke="white").encode(color=alt.Color("value:Q", scale=scale, legend=None))
    layers = [cells]
    if max(map(len, texts)) * 6.2 < room:
        layers.append(base.mark_text(fontSize=11, color=INK).encode(text="text:N"))
    return alt.layer(*layers).properties(width=width, height=alt.Step(30))


def _is_sure(better: float | None) -> bool:
    return better is not None and not 1 - _SURELY < better < _SURELY


def _ends_of(study: Subject, outcome: Outcome, who: str | None, level: pl.DataFrame, short: dict[str, str]) -> str:
    say, subject = study.say, whose(study, outcome, who)
    known = level.drop_nulls("value")
    if not known.height:
        return say("nobody_has", outcome=subject)
    least, most = (known.sort("value", descending=way, maintain_order=True).row(0, named=True) for way in (False, True))
    if least["value"] == most["value"]:
        return say("unmoved", outcome=subject)
    figures = Figures.of(outcome, (least["value"], most["value"]), most["value"] - least["value"])
    down, across = short.values()
    where = [say.listed([f"{down} {row['down']}", f"{across} {row['across']}"]) for row in (least, most)]
    return say(
        "heat_title", outcome=subject, low=figures.plain(least["value"]), high=figures.plain(most["value"]),
        unit=_unit(study, outcome), lowest=where[0], highest=where[1],
    )  # fmt: skip


# ----------------------------------------------------------------------------- how far each path moves it


_EFFECTS = {"path": pl.String, "value_low": pl.String, "value_high": pl.String} | dict.fromkeys(
    ("mean_low", "mean_high", "effect", "effect_from", "effect_to", "spread", "fit"), pl.Float64
)


def tornado(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """How far each path moves an outcome, the largest effect first."""
    say, who = study.say, _person(study, outcome, who)
    effects = _effects(study, outcome, who)
    short = short_names(study.record["paths"])
    moving = _largest_first(effects)
    subtitle = say(_OTHERS[study.record["by"]]) + ("" if study.is_one_life else say("effect_interval"))
    fit = next((effect.row["fit"] for effect in effects if effect.row["fit"] is not None), None)
    if fit is not None:
        subtitle += say("fit", share=share(fit))
    subtitle += _left_out(study, [short[effect.path] for effect in effects if not effect.moves], len(moving))
    table = frame((effect.row for effect in effects), **_EFFECTS)
    drawn = _bars(study, outcome, {short[effect.path]: effect for effect in moving[:_MOST_PATHS]})
    title = _furthest(study, outcome, who, moving, short)
    return finished(study, "tornado", title, subtitle, table, drawn)


_OTHERS = {
    "grid": "over_others", "one_at_a_time": "others_as_written", "lhs": "on_a_line", "sobol": "on_a_line",
    "morris": "on_a_line",
}  # fmt: skip


def _largest_first(effects: Iterable[Effect]) -> list[Effect]:
    return sorted((effect for effect in effects if effect.moves), key=lambda effect: -abs(effect.row["effect"]))


def _left_out(study: Subject, still: list[str], moving: int) -> str:
    """What is not drawn: paths without effect, and those with the smallest."""
    text = study.say("without_effect", paths=study.say.listed(still)) if 0 < len(still) <= _MOST_PATHS else ""
    if len(still) > _MOST_PATHS:
        text = study.say("many_without_effect", paths=len(still))
    return text + (study.say("further_paths", paths=moving - _MOST_PATHS) if moving > _MOST_PATHS else "")


def _furthest(study: Subject, outcome: Outcome, who: str | None, moving: list[Effect], short: dict[str, str]) -> str:
    say, subject = study.say, whose(study, outcome, who)
    if not moving:
        return say("unmoved", outcome=subject)
    row, figures = moving[0].row, _figures(outcome, moving)
    return say(
        "tornado_title", outcome=subject, path=short[moving[0].path], effect=figures.change(row["effect"]),
        unit=unit_of_change(study, outcome), start=row["value_low"], end=row["value_high"],
    )  # fmt: skip


def _figures(outcome: Outcome, effects: list[Effect]) -> Figures:
    widths = [
        effect.row["effect_to"] - effect.row["effect_from"]
        for effect in effects
        if effect.row["effect_from"] is not None and effect.row["effect_to"] > effect.row["effect_from"]
    ]
    return Figures.of(outcome, (effect.row["effect"] for effect in effects), min(widths, default=None))


def _bars(study: Subject, outcome: Outcome, effects: dict[str, Effect]) -> Any:
    """A bar for each effect, under its name the values between which it is; with its interval."""
    if not effects:
        return nothing()
    figures = _figures(outcome, list(effects.values()))
    names = {
        name: f"{name}\n{effect.row['value_low']} → {effect.row['value_high']}" for name, effect in effects.items()
    }
    texts = [figures.change(effect.row["effect"]) for effect in effects.values()]
    rows = Rows.of(study, list(names.values()), right=room_for(texts), least=30)
    table = frame((also(effect.row, name=names[name]) for name, effect in effects.items()), name=pl.String, **_EFFECTS)
    drawn = rows.named(table, "name").with_columns(text=pl.Series(texts, dtype=pl.String))
    label = f"{study.say('effect')}, {unit_of_change(study, outcome)}"
    x = alt.X("effect:Q", title=rows.title(label), axis=axis(outcome, rows.ticks))
    bars = alt.Chart(drawn).mark_bar(height=14, color=POOL, opacity=0.75).encode(y=rows.y, x=x)
    known = alt.Chart(with_interval(drawn, "effect_from", "effect_to"))
    intervals = known.mark_rule(color=INK, strokeWidth=1.5).encode(y=rows.y, x="effect_from:Q", x2="effect_to:Q")
    return rows.drawn(zero(), bars, intervals, rows.figures(drawn, "text"))


_INDICES = {"path": pl.String} | dict.fromkeys(
    ("first", "first_from", "first_to", "total", "total_from", "total_to"), pl.Float64
)


def sobol(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The share of the variance between points that is each path's alone, and that in which it has a part."""
    say, who = study.say, _person(study, outcome, who)
    effects, short = _effects(study, outcome, who), short_names(study.record["paths"])
    known = sorted((e.row for e in effects if e.row["total"] is not None), key=lambda row: -row["total"])
    table = frame(known, **_INDICES)
    subject = whose(study, outcome, who)
    if not known:
        is_moved = any(effect.moves for effect in effects)
        return finished(
            study, "sobol", say("no_indices" if is_moved else "unmoved", outcome=subject), "", table, nothing()
        )
    rows = Rows.of(study, [short[row["path"]] for row in known[:_MOST_PATHS]], least=34)
    colors = {say("total"): OWN, say("first"): POOL}
    long = pl.DataFrame(
        [
            {
                "name": short[row["path"]],
                "index": say(kind),
                "value": row[kind],
                "low": row[f"{kind}_from"],
                "high": row[f"{kind}_to"],
            }
            for row in known[:_MOST_PATHS]
            for kind in ("first", "total")
        ],
        schema={"name": pl.String, "index": pl.String} | dict.fromkeys(("value", "low", "high"), pl.Float64),
    )
    long = rows.named(long, "name")
    apart = alt.YOffset(
        "index:N", sort=[say("first"), say("total")], scale=alt.Scale(paddingInner=0.2, paddingOuter=0.6)
    )
    scale = alt.Scale(domain=[0, 1], nice=False, clamp=True)
    x = alt.X("value:Q", title=rows.title(say("share_of_variance")), axis=axis(ticks=rows.ticks), scale=scale)
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(y=rows.y, x=x, yOffset=apart, color=colored(study, dict(reversed(colors.items())), "index"))
    )
    thin = alt.Chart(with_interval(long)).mark_rule(color=INK, strokeWidth=1.5)
    thin = thin.encode(y=rows.y, x=alt.X("low:Q", scale=scale), x2="high:Q", yOffset=apart)
    largest = known[0]
    title = say(
        "sobol_title", outcome=subject, path=short[largest["path"]], first=share(max(0.0, largest["first"]), 0.01),
        total=share(largest["total"], 0.01),
    )  # fmt: skip
    subtitle = say("sobol_subtitle") + ("" if study.is_one_life else say("index_interval"))
    chart = alt.layer(bars, thin).properties(width=rows.plot, height=rows.step * len(rows.labels))
    return finished(study, "sobol", title, subtitle, table, chart)


_SCREENED = {"path": pl.String} | dict.fromkeys(("mu_star", "mu_star_from", "mu_star_to", "sigma", "mu"), pl.Float64)


def screening(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The mean size of the elementary effects of each path, and their standard deviation."""
    say, who = study.say, _person(study, outcome, who)
    effects, short = _effects(study, outcome, who), short_names(study.record["paths"])
    moving = [effect for effect in effects if effect.moves and effect.row["mu_star"] is not None]
    table = frame((effect.row for effect in effects), **_SCREENED)
    subject = whose(study, outcome, who)
    still = [short[effect.path] for effect in effects if not effect.moves]
    subtitle = say("screening_subtitle") + _left_out(study, still, 0)
    if not moving:
        return finished(study, "screening", say("unmoved", outcome=subject), subtitle, table, nothing())
    largest = moving[0].row
    figures = Figures.of(outcome, (effect.row["mu_star"] for effect in moving))
    title = say(
        "screening_title", outcome=subject, path=short[moving[0].path], size=figures.plain(largest["mu_star"]),
        unit=unit_of_change(study, outcome), sigma=figures.plain(largest["sigma"]),
    )  # fmt: skip
    return finished(study, "screening", title, subtitle, table, _scatter(study, outcome, moving, short))


def _scatter(study: Subject, outcome: Outcome, moving: list[Effect], short: dict[str, str]) -> Any:
    """Points with their intervals, each with the name of its path where there is room for it."""
    width = curve_width(study, 1)
    ends = [effect.row[name] for effect in moving for name in ("mu_star", "mu_star_to") if effect.row[name] is not None]
    most_x, most_y = max(ends) * 1.05, max(effect.row["sigma"] for effect in moving) * 1.15 or 1.0
    places = _labels(
        [(effect.row["mu_star"] / most_x * width, _HEIGHT * (1 - effect.row["sigma"] / most_y)) for effect in moving],
        [short[effect.path] for effect in moving], width,
    )  # fmt: skip
    table = frame((effect.row for effect in moving), **_SCREENED)
    unit = unit_of_change(study, outcome)
    x = Channel(f"μ*, {unit}", axis(outcome), alt.Scale(domain=[0, most_x], nice=False))
    y = Channel(f"σ, {unit}", axis(outcome), alt.Scale(domain=[0, most_y], nice=False))
    thin = alt.Chart(with_interval(table, "mu_star_from", "mu_star_to")).mark_rule(color=POOL, opacity=0.5)
    dots = alt.Chart(table).mark_point(filled=True, size=70, color=POOL, opacity=1)
    layers = [
        thin.encode(x=x.x("mu_star_from"), x2="mu_star_to:Q", y=y.y("sigma")),
        dots.encode(x=x.x("mu_star"), y=y.y("sigma")),
    ]
    texts = pl.DataFrame(places, schema={"text": pl.String, "at": pl.Float64, "down": pl.Float64})
    plain_x, plain_y = alt.Scale(domain=[0, width], nice=False), alt.Scale(domain=[_HEIGHT, 0], nice=False)
    names = alt.Chart(texts).mark_text(align="left", baseline="middle", color=INK, fontSize=11)
    names = names.encode(
        x=alt.X("at:Q", scale=plain_x, axis=None), y=alt.Y("down:Q", scale=plain_y, axis=None), text="text:N"
    )
    drawn = alt.layer(alt.layer(*layers), names).resolve_scale(x="independent", y="independent")
    return drawn.properties(width=width, height=_HEIGHT)


def _labels(at: list[tuple[float, float]], names: list[str], width: float) -> list[Row]:
    """Where names stand beside their points: the first place of four that is free; a name without one is left out."""
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in at]
    found: list[Row] = []
    for (x, y), name in zip(at, names, strict=True):
        long = len(name) * 6.2
        for left, down in ((x, y - 13), (x - long, y - 13), (x, y + 13), (x - long, y + 13)):
            box = (left, down - 6, left + long, down + 6)
            if (
                left >= 0
                and left + long <= width
                and 6 <= down <= _HEIGHT - 6
                and not any(_meet(box, other) for other in taken)
            ):
                taken.append(box)
                found.append({"text": name, "at": left, "down": down})
                break
    return found


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# ----------------------------------------------------------------------------- assumptions


_TRIED = {"parameter": pl.String, "region": pl.String, "assumed": pl.String} | {
    name: kind for name, kind in _EFFECTS.items() if name != "fit"
}


def assumptions(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """How far other values of what the law assumes move an outcome."""
    say, who = study.say, _person(study, outcome, who)
    tried = {row["path"]: row for row in all_assumptions(study.record, study.folder).to_dicts() if row["path"]}
    effects = [effect for effect in _effects(study, outcome, who) if effect.path in tried]
    short = {path: _assumed(row) for path, row in tried.items()}
    moving = _largest_first(effects)
    table = frame(
        (also(effect.row, **tried[effect.path], assumed=tried[effect.path]["value"]) for effect in effects), **_TRIED
    )
    drawn = _bars(study, outcome, {short[effect.path]: effect for effect in moving[:_MOST_PATHS]})
    subtitle = say("assumptions_subtitle") + ("" if study.is_one_life else say("effect_interval"))
    subtitle += _left_out(study, [], len(moving))
    title = _assumption(study, outcome, who, moving, short, len(tried))
    return finished(study, "assumptions", title, subtitle, table, drawn)


def _assumed(row: Row) -> str:
    """An assumption by its parameter, and the region whose own value it is."""
    is_everywhere = row["region"] in ("", "national", "every region")
    return row["parameter"] if is_everywhere else f"{row['region']} {row['parameter']}"


def _assumption(
    study: Subject, outcome: Outcome, who: str | None, moving: list[Effect], short: dict[str, str], tried: int
) -> str:
    say, subject = study.say, whose(study, outcome, who)
    if not moving:
        return say("no_assumption", outcome=subject, tried=tried)
    row = moving[0].row
    return say(
        "assumptions_title", outcome=subject, moving=len(moving), tried=tried, path=short[moving[0].path],
        effect=_figures(outcome, moving).change(row["effect"]), unit=unit_of_change(study, outcome),
    )  # fmt: skip


# ----------------------------------------------------------------------------- which variant to choose


_CHOICES = {"willingness_to_pay": pl.Float64, "variant": pl.String} | dict.fromkeys(
    ("net_benefit", "net_benefit_from", "net_benefit_to", "best", "best_from", "best_to"), pl.Float64
)


def acceptability(study: Subject, outcome: Outcome | None, who: str | None) -> Chart:
    """How likely each variant has the highest net benefit, by what a unit of the effect is worth."""
    say = study.say
    rows = study.rows(NET_BENEFIT).collect().to_dicts()
    table = frame(rows, **_CHOICES)
    effect = study.vocabulary[study.record["net_benefit"]["effect"]]
    if not rows:
        return finished(study, "acceptability", say("no_choice"), "", table, nothing())
    cases = {study.case(name): SERIES[place % len(SERIES)] for place, name in enumerate(_cases(study))}
    drawn = table.select(
        pl.col("willingness_to_pay").alias("worth"), pl.col("best").alias("value"), pl.col("best_from").alias("low"),
        pl.col("best_to").alias("high"),
        case=pl.col("variant").replace_strict({name: study.case(name) for name in _cases(study)}),
    )  # fmt: skip
    groups = {case: [case] for case in cases} if are_apart(len(cases)) else {"": list(cases)}
    shown = alt.Axis(format=NUMBER, tickCount=5 if curve_width(study, len(groups)) > 280 else 3, grid=False)
    x = Channel(say("willingness_to_pay") if len(groups) == 1 else None, shown, alt.Scale(nice=False, zero=False))
    y = Channel(say("probability") if len(groups) == 1 else None, axis(), alt.Scale(domain=[0, 1]))
    panes = {}
    for heading, group in groups.items():
        rows_of = drawn.filter(pl.col("case").is_in(group))
        layers = curves(study, rows_of, x, "worth", y, "value", {case: cases[case] for case in group})
        panes[heading] = alt.layer(*layers).properties(
            width=curve_width(study, len(groups)), height=_HEIGHT if len(groups) == 1 else _LOW
        )
    cost = study.vocabulary[study.record["net_benefit"]["cost"]]
    subtitle = say("acceptability_subtitle", effect=say.outcome(effect), cost=say.outcome(cost))
    return finished(study, "acceptability", _choice(study, rows), subtitle, table, panels(study, panes))


def _choice(study: Subject, rows: list[Row]) -> str:
    """Which variant has the highest mean net benefit, from which worth on."""
    say, best = study.say, [row for row in rows if row["is_optimal"]]
    first_of = {row["willingness_to_pay"]: row for row in reversed(best)}
    chosen = [first_of[worth] for worth in sorted(first_of)]
    starts = [chosen[0], *(row for before, row in pairwise(chosen) if row["variant"] != before["variant"])]
    if len(starts) == 1:
        shares = [row["best"] for row in chosen]
        return say(
            "one_choice",
            variant=study.case(chosen[0]["variant"]),
            low=share(min(shares), 0.01),
            high=share(max(shares), 0.01),
        )
    parts = [
        say("choice_from", variant=study.case(row["variant"]), worth=number(row["willingness_to_pay"], 0))
        for row in starts
    ]
    return say("choices", choices=say.listed(parts))
