"""The charts of an outcome over the swept values: lines along a path, a heat map over two."""

from typing import Any, NamedTuple

import altair as alt
import polars as pl

from sim.experiment.record import BASELINE
from sim.outcomes.columns import BREAK_EVEN, DIFFERENCES, POINT_OUTCOMES, POINTS
from sim.pages.chart import Chart
from sim.pages.drawing import (
    LINES,
    NUMBER,
    Channel,
    Figures,
    are_apart,
    axis,
    broken,
    columns_of,
    curve_width,
    curves,
    finished,
    frame,
    mean_of,
    nothing,
    panels,
)
from sim.pages.look import (
    BETTER_GROUND,
    INK,
    LESS_GROUND,
    LEVEL_GROUND,
    MORE_GROUND,
    PALE,
    SERIES,
    WORSE_GROUND,
    sized,
)
from sim.pages.of_sweep import (
    HEIGHT,
    LOW,
    cases_of,
    effects_on,
    person_shown,
    rows_on,
    unit_of_mean,
    unmoved,
    whose_baseline,
)
from sim.pages.subject import Row, Subject
from sim.words.outcomes import Better, Outcome

_MOST_PANELS = 6  # of lines, one path changed at a time
_MOST_VALUES = 8  # of a path that are labels of an axis
_SURELY = 0.975  # as likely as that the interval of a difference does not reach zero


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
    short = study.paths
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


def _columns(study: Subject) -> tuple[str, ...]:
    """The columns of a line: of a population with how many persons, or households, it is over."""
    counted = "counted" if study.is_population else "lives"
    return "path", "value", "case", counted, "mean", "low", "high"


def lines(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """An outcome along a path: a line for each variant, or for each value of the second path."""
    say, who = study.say, person_shown(study, outcome, who)
    found = [part for line in _panels(study, outcome, who) if line.table.height for part in _apart(study, line)]
    title = _along(study, outcome, who, found)
    if not found:
        return finished(
            study, "lines", title, "", pl.DataFrame(schema=dict.fromkeys(_columns(study), pl.String)), nothing()
        )
    shown = found[:_MOST_PANELS] if study.record["by"] == "one_at_a_time" else found
    crossing = _crossings(study, outcome, who, found[0].path) if len(found) == 1 else []
    label = (say("share") if outcome.is_flag else say.unit(outcome.unit)) if len(shown) == 1 else None
    y = Channel(label, axis(outcome), _levels_of(shown))
    size = {"width": curve_width(study, len(shown)), "height": HEIGHT if len(shown) == 1 else LOW}
    drawn = {
        line.heading: sized(alt.layer(*_curves(study, line, y, size["width"]), *_marked(crossing)), **size)
        for line in shown
    }
    subtitle = say(_SUBTITLES[study.record["by"]]) + ("" if study.is_one_life else say("band"))
    subtitle += say("crossing") if crossing else ""
    subtitle += say("on_average") if study.record["by"] == "grid" and len(study.record["paths"]) == 2 else ""
    subtitle += say("further_paths", paths=len(found) - len(shown)) if len(found) > len(shown) else ""
    table = pl.concat([_table_of(study, line) for line in found])
    return finished(study, "lines", title, subtitle, table, panels(study, drawn))


def _levels_of(found: list[_Line]) -> alt.Scale:
    """The scale of all panels: from the lowest to the highest end of an interval."""
    values = [value for line in found for name in ("mean", "low", "high") for value in line.table[name]]
    known = [value for value in values if value is not None]
    domain = [min(known), max(known)] if min(known) < max(known) else [min(known) - 1, max(known) + 1]
    return alt.Scale(domain=domain, zero=False)


_SUBTITLES = {"grid": "lines_subtitle", "one_at_a_time": "lines_one_subtitle"}


def _table_of(study: Subject, line: _Line) -> pl.DataFrame:
    return line.table.with_columns(pl.lit(line.path.name).alias("path")).select(_columns(study))


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
    rows = rows_on(study, POINT_OUTCOMES, outcome, who).filter(pl.col("mean").is_not_null())
    heads = heads.collect()
    rows = heads.join(rows, on=["point", "variant"], maintain_order="left")
    rows = rows.with_columns(case=pl.col("variant").replace_strict(cases_of(study)))
    moving = [effect.path for effect in effects_on(study, outcome, who) if effect.moves]
    order = moving + [path for path in paths if path not in moving]
    if record["by"] == "one_at_a_time":
        written = heads.row(0, named=True)
        return [_Line(paths[path].title, paths[path], _alone(rows, path, paths, written)) for path in order]
    along = paths[next((path for path in moving if paths[path].kind != "N"), order[0])]
    other = next((paths[path] for path in paths if path != along.name), None)
    if other is None:
        return [_Line("", along, _line(rows, along))]
    if len(cases_of(study)) == 1:
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


def _line(rows: pl.DataFrame, path: _Path) -> pl.DataFrame:
    number = pl.col("number").alias("counted") if "number" in rows.columns else "lives"
    table = rows.select(
        pl.col(path.name).alias("value"), pl.col(path.column).alias("x"), "case", number, "mean", "low", "high"
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
    rows = rows_on(study, BREAK_EVEN, outcome, who).filter(pl.col("path") == path.name)
    return [row | {"at": _number_of(row["value"])} for row in rows.to_dicts()]


def _number_of(text: str) -> float:
    """The number of a value as the table of break-even points writes it: `0.26% a month`."""
    digits = text.split(" ")[0].rstrip("%")
    return float(digits)


def _marked(crossing: list[Row]) -> list[Any]:
    if not crossing:
        return []
    table = frame(crossing, at=pl.Float64, value=pl.String)
    return [alt.Chart(table).mark_rule(color=INK, strokeDash=[4, 3]).encode(x=alt.X("at:Q"))]


def _along(study: Subject, outcome: Outcome, who: str | None, found: list[_Line]) -> str:
    """From which mean to which the baseline goes along the path that moves it furthest; where a variant breaks even."""
    say, subject = study.say, whose_baseline(study, outcome, who)
    if not found:
        return say("nobody_has", outcome=subject)
    path = found[0].path
    effects = [effect for effect in effects_on(study, outcome, who) if effect.moves and effect.path == path.name]
    if not effects and study.record["points"] == 1:
        mean = found[0].table["mean"][0]
        title = say(
            "only_point",
            outcome=subject,
            mean=mean_of(study, outcome),
            low=Figures.of(outcome, [mean]).plain(mean),
            unit=unit_of_mean(study, outcome),
        )
    elif not effects:
        title = unmoved(study, outcome, who)
    else:
        row = effects[0].row
        figures = Figures.of(outcome, (row["mean_low"], row["mean_high"]), abs(row["effect"]) or None)
        title = say(
            "along", outcome=subject, mean=mean_of(study, outcome),
            low=figures.plain(row["mean_low"]), high=figures.plain(row["mean_high"]),
            unit=unit_of_mean(study, outcome), path=path.short, start=study.value_on(path.name, row["value_low"]),
            end=study.value_on(path.name, row["value_high"]),
        )  # fmt: skip
    crossing = _crossings(study, outcome, who, path)
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
    say, who = study.say, person_shown(study, outcome, who)
    down, across = study.record["paths"]
    short = study.paths
    heads = (
        study.rows(POINTS)
        .select("point", "variant", pl.col(down).alias("down"), pl.col(across).alias("across"))
        .collect()
    )

    def cells(name: str, file: str, *values: Any) -> pl.DataFrame:
        found = rows_on(study, file, outcome, who).select("point", "variant", *values)
        here = heads.filter(pl.col("variant") == name)
        return here.join(found, on=["point", "variant"], how="left", maintain_order="left")

    unknown, value = pl.lit(None, pl.Float64).alias("p_better"), pl.col("mean").alias("value")
    level = cells(BASELINE, POINT_OUTCOMES, value, unknown)
    tables = {say("baseline"): level}
    for name in study.record["variants"]:
        found = cells(name, DIFFERENCES, pl.col("difference").alias("value"), "p_better")
        tables[say("less_baseline", variant=name)] = found
    drawn = {
        heading: _cells(study, outcome, table, short[across], short[down], len(tables), is_change=place > 0)
        for place, (heading, table) in enumerate(tables.items())
    }
    subtitle = say("heat_subtitle", down=short[down], across=short[across])
    if len(tables) > 1:
        subtitle += say("heat_more_less" if outcome.better is Better.NEITHER else "heat_better_worse")
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
        layers.append(base.mark_text(fontSize=11, color=INK).encode(text=alt.Text("text:N")))
    return sized(alt.layer(*layers), width, alt.Step(30))


def _is_sure(better: float | None) -> bool:
    return better is not None and not 1 - _SURELY < better < _SURELY


def _ends_of(study: Subject, outcome: Outcome, who: str | None, level: pl.DataFrame, short: dict[str, str]) -> str:
    say, subject = study.say, whose_baseline(study, outcome, who)
    known = level.drop_nulls("value")
    if not known.height:
        return say("nobody_has", outcome=subject)
    least, most = (known.sort("value", descending=way, maintain_order=True).row(0, named=True) for way in (False, True))
    if least["value"] == most["value"]:
        return unmoved(study, outcome, who)
    figures = Figures.of(outcome, (least["value"], most["value"]), most["value"] - least["value"])
    down, across = short.values()
    where = [say.listed([f"{down} {row['down']}", f"{across} {row['across']}"]) for row in (least, most)]
    return say(
        "heat_title", outcome=subject, mean=mean_of(study, outcome),
            low=figures.plain(least["value"]), high=figures.plain(most["value"]),
        unit=unit_of_mean(study, outcome), lowest=where[0], highest=where[1],
    )  # fmt: skip
