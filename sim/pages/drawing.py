"""Pieces of which charts of comparisons and sweeps are made: rows of names, values with intervals, curves, panels."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import altair as alt
import polars as pl
from rich.cells import cell_len

from sim.pages.chart import Chart, Table
from sim.pages.look import INK, NARROW, lines, sized, titled
from sim.pages.subject import Row, Subject
from sim.report.comparison import signed
from sim.report.numbers import decimals, finer, number, percentage
from sim.words.outcomes import Outcome, Unit

NUMBER, SHARE = ",.6~f", ".1~%"  # without a precision, d3 takes that of its own steps: 0.05 would be labelled 0.1
LINES = "split(datum.label, '\\n')"  # a label in its lines, for Vega
_CELL = 6.2  # pixels of a letter of a label
_PADDING, _AXIS_LABEL, _GAP = 16, 14, 10  # pixels: around a chart, half of the last label of an axis, beside labels
_LEFT = 0.36  # of the width, at most, for names
_Y_AXIS = 62  # pixels, labels and title of an axis of numbers at the left
_LINE = 14
_SYMBOL, _LEGEND = 30, 0.8  # pixels of a symbol in a legend; of the width, what it may take
_WHOLE = 100  # yuan; from here on without fen
_BETWEEN = 24  # pixels between panels
_ZERO = "#9aa7b3"
_HEADS = {"fit": "r_squared"}  # of columns whose name is another text
_MOST_ALONE = 4  # curves in one drawing; more have a panel each


# ----------------------------------------------------------------------------- a finished chart


def finished(study: Subject, name: str, title: str, subtitle: str, table: pl.DataFrame, drawn: Any) -> Chart:
    """A chart with its table, whose columns are named in its language."""
    named = table.rename({column: study.say(_HEADS.get(column, column)) for column in table.columns})
    return Chart(name, title, subtitle, (Table(title, named),), titled(drawn, title, subtitle, study.width))


def nothing() -> Any:
    """The drawing of what there is not: a title is all that is left to say."""
    return (
        alt.Chart(pl.DataFrame({"x": [0.0]}))
        .mark_point(opacity=0)
        .encode(x=alt.X("x:Q", axis=None))
        .properties(height=8)
    )


def whose(study: Subject, outcome: Outcome, who: str | None) -> str:
    """An outcome and whose it is, at the beginning of a title."""
    return study.say.capital(study.say("whose", outcome=study.say.outcome(outcome), whom=study.whom(who)))


def frame(rows: Iterable[Row], **columns: type[pl.DataType] | pl.DataType) -> pl.DataFrame:
    """These columns of the rows."""
    return pl.DataFrame([{name: row[name] for name in columns} for row in rows], schema=columns)


# ----------------------------------------------------------------------------- numbers in texts


class Figures(NamedTuple):
    """How the amounts of one outcome are written: shares of lives in per cent, all with the same decimals."""

    scale: int
    places: int

    @classmethod
    def of(cls, outcome: Outcome, values: Iterable[float | None], narrowest: float | None = None) -> "Figures":
        """With as many decimals as the largest needs, or the narrowest interval."""
        scale = 100 if outcome.is_flag else 1
        largest = max((abs(value) for value in values if value is not None), default=0.0) * scale
        places = 0 if outcome.unit is Unit.YUAN and largest >= _WHOLE else decimals(largest, outcome.unit)
        return cls(scale, finer(places, 0, narrowest * scale) if narrowest else places)

    def plain(self, value: float | None) -> str:
        if self.scale > 1:
            return percentage(value, self.places)
        return number(None if value is None else value * self.scale, self.places)

    def change(self, value: float | None) -> str:
        """With its sign."""
        return number(None, 0) if value is None else signed(value * self.scale, self.places)

    def size(self, difference: float, low: float | None, high: float | None) -> tuple[str, str, str]:
        """How large a change is, whatever its direction, and the ends of its interval."""
        low, high = (low, high) if difference >= 0 else (_less(high), _less(low))
        size, least, most = (None if end is None else end * self.scale for end in (abs(difference), low, high))
        return number(size, self.places), number(least, self.places), number(most, self.places)


def _less(value: float | None) -> float | None:
    return None if value is None else -value


def mean_of(study: Subject, outcome: Outcome) -> str:
    """What stands before the mean of an outcome; a single life has none, and a share of lives is no other's mean."""
    return "" if study.is_one_life or outcome.is_flag else study.say("mean_of")


def unit_of_change(study: Subject, outcome: Outcome) -> str:
    return study.say("points") if outcome.is_flag else study.say.unit(outcome.unit)


def axis(outcome: Outcome | None = None, ticks: int = 5, *, grid: bool = True) -> alt.Axis:
    """The axis of an outcome's amounts; of yes and no, and of no outcome, it is one of shares."""
    form = SHARE if outcome is None or outcome.is_flag else NUMBER
    return alt.Axis(format=form, tickCount=ticks, grid=grid, labelOverlap=True)


def axis_of_years(first: int, last: int, most: int = 7, *, grid: bool = True) -> alt.Axis:
    """A few whole years: of few the axis would have halves."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (last - first) // step <= most)
    return alt.Axis(format="d", values=list(range(-(-first // step) * step, last + 1, step)), grid=grid)


class Channel(NamedTuple):
    """One axis of a drawing, whichever column stands along it."""

    title: str | list[str] | None
    axis: alt.Axis
    scale: Any = alt.Undefined
    kind: str = "Q"  # of Vega-Lite: Q, T, O or N
    sort: Any = alt.Undefined

    @property
    def are_words(self) -> bool:
        return self.kind in "ON"

    def x(self, column: str) -> alt.X:
        return alt.X(f"{column}:{self.kind}", title=self.title, axis=self.axis, scale=self.scale, sort=self.sort)

    def y(self, column: str) -> alt.Y:
        return alt.Y(f"{column}:{self.kind}", title=self.title, axis=self.axis, scale=self.scale, sort=self.sort)


# ----------------------------------------------------------------------------- rows with names


class Rows(NamedTuple):
    """Names below each other at the left of a drawing, each in as many lines as it needs."""

    labels: dict[str, str]  # of each name, with its breaks of lines
    plot: int  # pixels that are left for the drawing
    step: int  # pixels of a row

    @classmethod
    def of(cls, study: Subject, names: Sequence[str], right: int = 0, least: int = 26, most: float = _LEFT) -> "Rows":
        """`right` are pixels for figures beside the drawing."""
        room = int(study.width * most)
        labels = {name: broken(name, room) for name in names}
        widest = max((cell_len(line) for label in labels.values() for line in label.split("\n")), default=0)
        left = min(room, int(widest * _CELL)) + _GAP
        tallest = max((label.count("\n") + 1 for label in labels.values()), default=1)
        plot = study.width - _PADDING - left - max(right, _AXIS_LABEL)
        return cls(labels, plot, max(least, tallest * _LINE + 8))

    def title(self, text: str) -> list[str]:
        """What an axis below the drawing shows, in as many lines as it needs."""
        return lines(text, self.plot)

    @property
    def ticks(self) -> int:
        """How many labels an axis below the drawing has room for, about."""
        return 5 if self.plot > 250 else 3

    @property
    def y(self) -> alt.Y:
        """The names as an axis, in their order."""
        shown = alt.Axis(
            labelColor=INK, ticks=False, domain=False, labelLimit=1000, labelPadding=6,
            labelExpr=LINES,
        )  # fmt: skip
        domain = list(self.labels.values())
        return alt.Y("row:N", title=None, sort=domain, scale=alt.Scale(domain=domain), axis=shown)

    def named(self, table: pl.DataFrame, column: str) -> pl.DataFrame:
        """A table with the label of each row."""
        return table.with_columns(row=pl.col(column).replace_strict(self.labels, return_dtype=pl.String))

    def drawn(self, *layers: Any) -> Any:
        return sized(alt.layer(*layers), self.plot, alt.Step(self.step))

    def figures(self, table: pl.DataFrame, text: str, after: int = 0) -> alt.Chart:
        """Texts beside the drawing, `after` pixels from its edge."""
        mark = alt.Chart(table).mark_text(align="left", color=INK, fontSize=11)
        return mark.encode(y=self.y, x=alt.XValue(self.plot + 8 + after), text=alt.Text(f"{text}:N"))


def broken(name: str, pixels: float) -> str:
    """A name in lines that are no wider; between its words where it has any. Its own lines remain."""
    if "\n" in name:
        return "\n".join(broken(line, pixels) for line in name.split("\n"))
    most = max(6, int(pixels / _CELL))
    found = [""]
    for part in _PARTS.findall(name):
        while cell_len(part) > most:
            found, part = [*found, part[:most]], part[most:]
        if found[-1] and cell_len(found[-1] + part.rstrip()) > most:
            found.append("")
        found[-1] += part
    return "\n".join(line.strip() for line in found if line.strip())


#: A Chinese character, or a word with the sign after it.
_PARTS = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\-_./,:\u2e80-\u9fff\uff00-\uffef]+[\s\-_./,:]*|[\s\-_./,:]+")


def room_for(texts: Iterable[str]) -> int:
    """Pixels that figures beside a drawing take."""
    return int(max(map(cell_len, texts), default=0) * _CELL) + 12


def zero() -> alt.Chart:
    """A line where nothing changes."""
    return alt.Chart(pl.DataFrame({"zero": [0.0]})).mark_rule(color=_ZERO).encode(x=alt.X("zero:Q"))


def with_interval(table: pl.DataFrame, low: str = "low", high: str = "high") -> pl.DataFrame:
    """The rows that have an interval: a mark without ends would be drawn from the edge."""
    return table.filter(pl.col(low).is_not_null() & pl.col(high).is_not_null())


def colored(study: Subject, colors: Mapping[str, str], field: str = "meaning") -> alt.Color:
    """Colours by meaning, with a legend if there are several: in as many columns as there is room for."""
    widest = max(map(cell_len, colors), default=0) * _CELL + _SYMBOL
    columns = max(1, int(study.width * _LEGEND / widest))
    legend = alt.Legend(symbolOpacity=1, columns=columns if len(colors) > columns else 0) if len(colors) > 1 else None
    return alt.Color(f"{field}:N", scale=alt.Scale(domain=list(colors), range=list(colors.values())), legend=legend)


def points(rows: Rows, table: pl.DataFrame, value: str, x: Channel, color: Any) -> list[Any]:
    """A point a row, with its interval as a thin line."""
    thin = alt.Chart(with_interval(table)).mark_rule(strokeWidth=2)
    dots = alt.Chart(table).mark_point(filled=True, size=75, opacity=1)
    return [
        thin.encode(y=rows.y, x=x.x("low"), x2=alt.X2("high:Q"), color=color),
        dots.encode(y=rows.y, x=x.x(value), color=color),
    ]


# ----------------------------------------------------------------------------- curves and panels


def curves(
    study: Subject, table: pl.DataFrame, x: Channel, along: str, y: Channel, value: str, colors: Mapping[str, str]
) -> list[Any]:
    """A line a case through its values, its intervals as a band; at words, and at a single value, as thin lines."""
    encoded: dict[str, Any] = {"x": x.x(along), "color": colored(study, colors, "case")}
    if x.are_words and len(colors) > 1:
        encoded["xOffset"] = alt.XOffset("case:N", sort=list(colors))
    base, known = (alt.Chart(rows).encode(**encoded) for rows in (table, with_interval(table)))
    if x.are_words or table[along].n_unique() == 1:
        interval, line = known.mark_rule(strokeWidth=1.8), base.mark_point(filled=True, size=60, opacity=1)
    else:
        dots = alt.OverlayMarkDef(size=28, filled=True)
        interval, line = known.mark_area(opacity=0.16), base.mark_line(strokeWidth=2.2, point=dots)
    return [interval.encode(y=y.y("low"), y2=alt.Y2("high:Q")), line.encode(y=y.y(value))]


def level_of_zero() -> alt.Chart:
    """A line across curves where nothing changes."""
    return alt.Chart(pl.DataFrame({"zero": [0.0]})).mark_rule(color=_ZERO).encode(y=alt.Y("zero:Q"))


def curve_width(study: Subject, panels: int) -> int:
    """The width of curves, without their axis, in one of so many panels."""
    columns = columns_of(study, panels)
    return (study.width - _PADDING - (columns - 1) * _BETWEEN) // columns - _Y_AXIS - _AXIS_LABEL


def columns_of(study: Subject, panels: int) -> int:
    return 1 if panels == 1 or study.width <= NARROW else 2


def are_apart(curves: int) -> bool:
    """Whether so many curves have a panel each."""
    return curves > _MOST_ALONE


def panels(study: Subject, drawn: Mapping[str, Any], colors: Literal["shared", "independent"] = "shared") -> Any:
    """Drawings with a heading each, side by side where there is room; a single one needs none."""
    if len(drawn) == 1:
        return next(iter(drawn.values()))
    columns = columns_of(study, len(drawn))
    wide = (study.width - _PADDING) // columns - _BETWEEN
    headed = [
        chart.properties(
            title=alt.TitleParams(
                broken(name, wide).split("\n"), fontSize=12, color=INK, anchor="start", frame="group", offset=4
            )
        )
        for name, chart in drawn.items()
    ]
    rows = [
        alt.hconcat(*headed[at : at + columns], spacing=_BETWEEN).resolve_scale(color=colors)
        for at in range(0, len(headed), columns)
    ]
    return alt.vconcat(*rows, spacing=14).resolve_scale(color=colors)


def span(values: Iterable[float | None]) -> list[float]:
    """From the lowest to the highest of these values and zero, so that panels have the same scale."""
    known = [value for value in values if value is not None] + [0.0]
    return [min(known), max(known)] if min(known) < max(known) else [-1.0, 1.0]
