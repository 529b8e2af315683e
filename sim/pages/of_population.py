"""The charts of a population: an outcome by group, the pools by year; under variants, who is better and worse off."""

from typing import Any

import altair as alt
import polars as pl

from sim.outcomes.columns import COMPARISON, DISTRIBUTION
from sim.pages.chart import Chart
from sim.pages.drawing import (
    Channel,
    Figures,
    Rows,
    are_apart,
    axis,
    axis_of_years,
    colored,
    curve_width,
    curves,
    finished,
    frame,
    level_of_zero,
    mean_of,
    nothing,
    panels,
    points,
    room_for,
    span,
    unit_of_change,
    zero,
)
from sim.pages.look import CASH, POOL, SERIES, sized
from sim.pages.of_comparison import colors_of, figures_of, meaning_of, winner_bars
from sim.pages.population import pool_difference, pool_in_year, pool_unit, pools, rows_of
from sim.pages.subject import Row, Subject
from sim.report.comparison import MARK, differs, mark
from sim.report.numbers import share
from sim.words.outcomes import Better, Outcome

_HEIGHT, _LOW = 230, 120  # pixels of curves: alone, of one panel of several
_ENDS = ("low", "high")
_OF_ROWS = {"group": pl.String, "counted": pl.Int64, "effective": pl.Float64}
_MEANS = _OF_ROWS | dict.fromkeys(("mean", *_ENDS), pl.Float64)
_DIFFERENCES = _OF_ROWS | dict.fromkeys(("baseline", "difference", *_ENDS, "p_holm"), pl.Float64)
_SHARES = _OF_ROWS | dict.fromkeys(
    ("better", "better_low", "better_high", "worse", "worse_low", "worse_high", "unchanged", "gain", "loss"), pl.Float64
)


def changes(study: Subject, outcome: Outcome, who: str | None) -> bool:
    """Whether any variant changes an outcome of anybody."""
    return any(map(differs, rows_of(study, COMPARISON, outcome)))


def _rows(study: Subject, file: str, outcome: Outcome) -> list[Row]:
    """The rows that a chart shows: everybody, households, and the groups by income, else those named first."""
    by = study.record["population"]["by"]
    grouped = next((group for group in by if group.startswith("income")), by[0] if by else None)
    rows = rows_of(study, file, outcome)
    kept = [row for row in rows if row["by"] is None] + [row for row in rows if grouped and row["by"] == grouped]
    names = [_name(study, row) for row in kept]
    cases = [study.case(row["variant"]) if len(study.record.get("variants", ())) > 1 else "" for row in kept]
    found = [
        row
        | {"group": name, "counted": row["number"], "name": study.say.listed([part for part in (case, name) if part])}
        for row, case, name in zip(kept, cases, names, strict=True)
    ]
    order = list(study.record.get("variants", {}))
    return sorted(found, key=lambda row: order.index(row["variant"])) if order else found


def _name(study: Subject, row: Row) -> str:
    if row["by"] is not None:
        return study.say.group(row["by"], row["group"])
    return study.say("everybody" if row["of"] == "person" else "a_household")


def _subject(study: Subject, outcome: Outcome) -> str:
    return study.say.capital(study.say.outcome(outcome))


def _of_nobody(study: Subject, name: str, outcome: Outcome, table: pl.DataFrame) -> Chart:
    title = study.say("nobody_has", outcome=_subject(study, outcome))
    return finished(study, name, title, "", table, nothing())


def _with_texts(
    study: Subject, rows: list[Row], texts: list[str], columns: dict[str, Any]
) -> tuple[Rows, pl.DataFrame]:
    """The names of rows as a chart has them, and the rows as it draws them, each with its figure as a text."""
    names = Rows.of(study, [row["name"] for row in rows], right=room_for(texts))
    drawn = names.named(frame(rows, name=pl.String, **columns), "name")
    return names, drawn.with_columns(text=pl.Series(texts, dtype=pl.String))


# ----------------------------------------------------------------------------- by group


def groups(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The weighted mean of an outcome over everybody, households and groups, with its interval."""
    say, rows = study.say, _rows(study, DISTRIBUTION, outcome)
    table = frame(rows, **_MEANS)
    if not rows:
        return _of_nobody(study, "groups", outcome, table)
    widths = [row["high"] - row["low"] for row in rows if row["low"] is not None and row["high"] > row["low"]]
    figures = Figures.of(outcome, (row["mean"] for row in rows), min(widths, default=None))
    texts = [figures.plain(row["mean"]) for row in rows]
    names, drawn = _with_texts(study, rows, texts, _MEANS)
    unit = say("of_lives") if outcome.is_flag else say.unit(outcome.unit)
    x = Channel(names.title(say.with_unit(_subject(study, outcome), unit)), axis(outcome, names.ticks))
    chart = names.drawn(*points(names, drawn, "mean", x, alt.value(POOL)), names.figures(drawn, "text"))
    title = _means(study, outcome, rows, figures, unit)
    return finished(study, "groups", title, say("groups_subtitle"), table, chart)


def _means(study: Subject, outcome: Outcome, rows: list[Row], figures: Figures, unit: str) -> str:
    say, row = study.say, rows[0]
    low, high = (figures.plain(row[end]) for end in _ENDS)
    within = say("within", low=low, high=high) if row["low"] is not None else ""
    named = {
        "outcome": _subject(study, outcome), "mean": mean_of(study, outcome), "unit": unit,
        "all": figures.plain(row["mean"]), "within": within,
    }  # fmt: skip
    of_groups = sorted((one for one in rows if one["by"] is not None), key=lambda one: one["mean"])
    if len(of_groups) < 2:
        return say("groups_one_title", **named)
    least, most = of_groups[0], of_groups[-1]
    return say(
        "groups_title", least=figures.plain(least["mean"]), lowest=least["group"], most=figures.plain(most["mean"]),
        highest=most["group"], **named,
    )  # fmt: skip


def differences(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The weighted mean of the paired differences of everybody, households and groups, with its interval."""
    say, rows = study.say, _compared(study, outcome)
    table = _with_variant(rows, _DIFFERENCES)
    if not rows:
        return _of_nobody(study, "differences", outcome, table)
    figures = figures_of(outcome, rows)
    texts = [figures.change(row["difference"]) for row in rows]
    names, drawn = _with_texts(study, rows, texts, {"meaning": pl.String, **_DIFFERENCES})
    label = say.with_unit(say("difference"), unit_of_change(study, outcome))
    x = Channel(names.title(label), axis(outcome, names.ticks))
    layers = [zero(), *points(names, drawn, "difference", x, colored(study, colors_of(study, rows)))]
    chart = names.drawn(*layers, names.figures(drawn, "text"))
    title = _largest(study, outcome, rows, figures)
    return finished(study, "differences", title, say("population_differences_subtitle"), table, chart)


def _compared(study: Subject, outcome: Outcome) -> list[Row]:
    """The rows of the variants that change the outcome of anybody; of all where none does."""
    rows = _rows(study, COMPARISON, outcome)
    changing = {row["variant"] for row in rows if differs(row)}
    kept = [row for row in rows if row["variant"] in changing] or rows
    return [row | {"meaning": study.say(meaning_of(row, outcome))} for row in kept]


def _with_variant(rows: list[Row], columns: dict[str, Any]) -> pl.DataFrame:
    return frame(rows, variant=pl.String, **columns)


def _largest(study: Subject, outcome: Outcome, rows: list[Row], figures: Figures) -> str:
    """The largest difference over everybody that is none of chance, or that there is none."""
    say, subject = study.say, _subject(study, outcome)
    changed = [row for row in rows if differs(row)]
    if not changed:
        return say("no_difference_of_population", outcome=subject)
    certain = [row for row in changed if mark(row) != MARK]
    if not certain:
        return say("all_chance", outcome=subject)
    everybody = [row for row in certain if row["by"] is None and row["of"] == "person"]
    row = max(everybody or certain, key=lambda row: abs(row["difference"]))
    amount, low, high = figures.size(row["difference"], row["low"], row["high"])
    within = say("within", low=low, high=high) if row["low"] is not None else ""
    return say(
        "change", outcome=say("whose", outcome=subject, whom=row["group"]), amount=amount, interval=within,
        direction=say("higher" if row["difference"] > 0 else "lower"), unit=unit_of_change(study, outcome),
        variant=study.case(row["variant"]),
    )  # fmt: skip


def winners(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """The weighted shares that are better off, the same and worse off: of everybody, households and groups."""
    say, rows = study.say, _compared(study, outcome)
    table = _with_variant(rows, _SHARES)
    if not rows:
        return _of_nobody(study, "winners", outcome, table)
    ways = ("more", "less") if outcome.better is Better.NEITHER else ("better", "worse")
    first, second = map(say, ways)
    row = max((row for row in rows if row["by"] is None), key=lambda row: (row["better"], row["worse"]))
    title = say(
        "winners_title", outcome=say("whose", outcome=_subject(study, outcome), whom=row["group"]), first=first,
        second=second, variant=study.case(row["variant"]), better=share(row["better"], 0.01),
        worse=share(row["worse"], 0.01),
    )  # fmt: skip
    subtitle = say("winners_subtitle", first=first, second=second)
    return finished(study, "winners", title, subtitle, table, winner_bars(study, rows, ways))


# ----------------------------------------------------------------------------- the pools


def totals(study: Subject, outcome: Outcome | None, who: str | None) -> Chart:
    """What came into the pools and went out of them in each year, with the interval."""
    say = study.say
    scale, unit = pool_unit(study, ("total",))
    colors = {say("into_pool"): POOL, say("out_of_pool"): CASH}
    table = _by_year(study, pools(study), scale, {"weighted_total": "total", "low": "low", "high": "high"})
    drawn = _curves(study, table, "weighted_total", {"": list(colors)}, unit, colors)
    subtitle = say("totals_subtitle") + say("band")
    return finished(study, "totals", pool_in_year(study), subtitle, table, drawn)


def compared_totals(study: Subject, outcome: Outcome | None, who: str | None) -> Chart:
    """How what came into the pools and went out of them differs in each year, with the interval."""
    say, variants = study.say, list(study.record["variants"])
    scale, unit = pool_unit(study, ("difference",))
    found = pools(study).filter(pl.col("variant").is_in(variants))
    ends = {"difference": "difference", "low": "difference_low", "high": "difference_high"}
    table = _by_year(study, found, scale, ends, with_variant=True)
    cases = {way: [say.listed([variant, way]) for variant in variants] for way in _ways(study).values()}
    by_case = [case for of_way in zip(*cases.values(), strict=True) for case in of_way]
    colors = {case: SERIES[place % len(SERIES)] for place, case in enumerate(by_case)}
    groups = {case: [case] for case in colors} if are_apart(len(colors)) else {"": list(colors)}
    drawn = _curves(study, table, "difference", groups, unit, colors)
    subtitle = say("totals_subtitle") + say("band")
    return finished(study, "totals", pool_difference(study, _moved_most(found)), subtitle, table, drawn)


def _moved_most(rows: pl.DataFrame) -> str:
    """The variant that changes what comes into the pools or goes out of them most in the last year."""
    last = rows.filter(pl.col("year") == pl.col("year").max())
    return last.sort(pl.col("difference").abs(), descending=True, maintain_order=True)["variant"][0]


def _ways(study: Subject) -> dict[str, str]:
    return {"into": study.say("into_pool"), "out_of": study.say("out_of_pool")}


def _by_year(
    study: Subject, rows: pl.DataFrame, scale: int, columns: dict[str, str], with_variant: bool = False
) -> pl.DataFrame:
    """The pools by year, in the unit of the chart: a case each way, of each variant."""
    way = pl.col("what").replace_strict(_ways(study), return_dtype=pl.String)
    case = pl.concat_str([pl.col("variant"), way], separator=study.say.listed(["", ""])) if with_variant else way
    return rows.select("year", case.alias("case"), **{name: pl.col(of) / scale for name, of in columns.items()})


def _curves(
    study: Subject, table: pl.DataFrame, value: str, groups: dict[str, list[str]], unit: str, colors: dict[str, str]
) -> Any:
    """A curve a case, of many cases in a panel each."""
    first, last = int(table["year"].min()), int(table["year"].max())  # pyright: ignore[reportArgumentType]
    width = curve_width(study, len(groups))
    years = alt.Scale(domain=[first - 0.3, last + 0.3], nice=False)
    x = Channel(None, axis_of_years(first, last, 7 if width > 200 else 4), years)
    amounts = (amount for name in (value, *_ENDS) for amount in table[name])
    shown = alt.Axis(format=",.6~f", tickCount=5, labelOverlap=True)
    y = Channel(unit if len(groups) == 1 else None, shown, alt.Scale(domain=span(amounts)))
    drawn = {
        heading: sized(
            alt.layer(
                level_of_zero(),
                *curves(
                    study,
                    table.filter(pl.col("case").is_in(cases)),
                    x,
                    "year",
                    y,
                    value,
                    {one: colors[one] for one in cases},
                ),
            ),
            width,
            _HEIGHT if len(groups) == 1 else _LOW,
        )
        for heading, cases in groups.items()
    }
    return panels(study, drawn)
