"""The charts of a run: distributions, years, who pays, money between places, reimbursement."""

from math import floor, log10
from typing import Any

import altair as alt
import polars as pl

from sim.outcomes.columns import YEAR_END, YEARS
from sim.pages.chart import Chart, Table
from sim.pages.household import birthdays
from sim.pages.look import (
    CASH,
    COVERED,
    EMPLOYER,
    GREY,
    INK,
    NARROW,
    OWN,
    POOL,
    RELATIVES,
    SAME,
    STOPPED,
    UNINSURED,
    WAITING,
    sized,
    titled,
)  # fmt: skip
from sim.pages.subject import Row, Subject
from sim.report.numbers import number, share
from sim.words.flows import Flow
from sim.words.outcomes import BY_NAME, Outcome
from sim.words.states import Status

_BARS = 24  # of a histogram, about
_BEYOND = 0.99  # the part of the lives before its last bar
_HEIGHT = 210
_QUANTILES = ("p5", "p25", "median", "p75", "p95")
#: The colours of who is covered and who is not, and why, as they are stacked.
_STATUSES = {Status.COVERED: COVERED, Status.WAITING: WAITING, Status.STOPPED: STOPPED, Status.NONE: UNINSURED}
_UNCOVERED = {Status.STOPPED: STOPPED, Status.WAITING: WAITING, Status.NONE: UNINSURED}
_PLOT = {False: 0.84, True: 0.78}  # of the width, what axes leave; of a narrow chart


def plot_width(study: Subject, left: int = 0) -> int:
    """The width of the drawing itself, without axes; `left` pixels are names."""
    return int((study.width - left) * _PLOT[study.width <= NARROW])


# ----------------------------------------------------------------------------- one outcome over the lives


def distribution(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """How many lives have how much of an outcome."""
    if outcome.is_flag:
        return _shares(study, outcome)
    say, values = study.say, study.lives_of(outcome, who)
    [row] = [row for row in study.summary(outcome) if row["person"] == who]
    bins, last = histogram(values, outcome.unit.is_counted)
    largest = max(abs(row["mean"] or 0), abs(row["p95"] or 0))
    texts = {name: study.amount(row[name], outcome, largest) for name in ("mean", "low", "high", *_QUANTILES)}
    interval = say("interval", **texts) if row["low"] is not None else ""
    beyond = say("beyond", amount=study.amount(last, outcome, largest)) if last is not None else ""
    title = say(
        "distribution_title", outcome=say.capital(say.outcome(outcome)), whom=say.whom(who),
        unit=say.unit(outcome.unit), **texts,
    )  # fmt: skip
    subtitle = say("distribution_subtitle", interval=interval, beyond=beyond, **texts)
    low, high = float(bins["from"].min()), float(bins["to"].max())  # pyright: ignore[reportArgumentType]
    x = alt.X("from:Q", title=study.label(outcome), scale=alt.Scale(domain=[low, high], nice=False), axis=_AXIS)
    bars = alt.Chart(bins.with_columns(zero=pl.lit(0.0))).mark_rect(color=POOL, stroke="white", strokeWidth=1)
    bars = bars.encode(
        x=x,
        x2=alt.X2("to:Q"),
        y2=alt.Y2("zero:Q"),
        y=alt.Y("share:Q", title=say("share"), axis=alt.Axis(format=".0%", tickCount=5)),
    )
    strip = sized(_strip(row, (low, high)), plot_width(study), 26)
    chart = alt.vconcat(strip, sized(bars, plot_width(study), _HEIGHT), spacing=4)
    named = {"from": say("from"), "to": say("to"), "lives": say("lives"), "share": say("share")}
    tables = (Table(title, bins.rename(named)), Table(title, statistics_table(study, outcome)))
    return Chart("distribution", title, subtitle, tables, titled(chart, title, subtitle, study.width))


_NUMBER = ",~f"
_AXIS = alt.Axis(format=_NUMBER, tickCount=6, grid=False)


def _strip(row: Row, domain: tuple[float, float]) -> Any:
    """The quantiles and the mean on one line, above the bars."""
    clipped = {
        name: None if row[name] is None else min(max(row[name], domain[0]), domain[1])
        for name in row
        if name in (*_QUANTILES, "mean", "low", "high")
    }
    base = alt.Chart(pl.DataFrame([clipped], schema=dict.fromkeys(clipped, pl.Float64))).encode(y=alt.YValue(13))
    scale = alt.Scale(domain=list(domain), nice=False)

    def between(start: str, end: str, width: float, color: str) -> alt.Chart:
        mark = base.mark_rule(strokeWidth=width, color=color)
        return mark.encode(x=alt.X(f"{start}:Q", scale=scale, axis=None), x2=alt.X2(f"{end}:Q"))

    median = base.mark_tick(color=INK, thickness=2.5, size=18).encode(x=alt.X("median:Q", scale=scale, axis=None))
    mean = base.mark_point(shape="diamond", filled=True, size=70, color=CASH, opacity=1)
    parts = [between("p5", "p95", 2, GREY), between("p25", "p75", 8, SAME), median]
    if row["low"] is not None:
        parts.append(between("low", "high", 2.5, CASH))
    return alt.layer(*parts, mean.encode(x=alt.X("mean:Q", scale=scale, axis=None)))


def histogram(values: pl.Series, is_counted: bool) -> tuple[pl.DataFrame, float | None]:
    """Bars of equal width from the least value on, and where the last one begins if it holds all beyond."""
    least, most = float(values.min()), float(values.max())  # pyright: ignore[reportArgumentType]
    beyond = float(values.quantile(_BEYOND, "higher"))  # pyright: ignore[reportArgumentType]
    step = nice((beyond - least) / _BARS or 1.0, 1.0 if is_counted else 0.0)
    first = floor(least / step) * step
    number_of = max(1, floor((beyond - first) / step) + 1)
    places = ((values - first) / step).floor().cast(pl.Int64).clip(upper_bound=number_of - 1)
    counts = places.alias("place").value_counts(name="lives")
    bins = pl.DataFrame({"place": pl.Series(range(number_of), dtype=pl.Int64)}).join(counts, on="place", how="left")
    bins = bins.sort("place").select(
        (first + pl.col("place") * step).alias("from"),
        (first + (pl.col("place") + 1) * step).alias("to"),
        pl.col("lives").fill_null(0).cast(pl.Int64),
    )
    last = float(bins["from"][-1])
    bins = bins.with_columns(share=pl.col("lives") / max(1, values.len()))
    return bins, last if most >= last + step else None


def nice(step: float, least: float = 0.0) -> float:
    """The next number from a step on that people count in: 1, 2, 2.5 or 5 times a power of ten."""
    step = max(step, least)
    power = 10.0 ** floor(log10(step))
    factors = (1, 2, 5, 10) if least else (1, 2, 2.5, 5, 10)
    return next(factor * power for factor in factors if factor * power >= step * (1 - 1e-9))


def _shares(study: Subject, outcome: Outcome) -> Chart:
    """A yes or no of each person: the share of lives with its interval."""
    say = study.say
    rows = [row for row in study.summary(outcome) if row["lives"]]
    shown = " / ".join(share(row["mean"]) for row in rows)
    names = say.listed([say.whom(row["person"]) for row in rows])
    title = say("distribution_flag_title", outcome=say.capital(say.outcome(outcome)), share=shown, whom=names)
    subtitle = say("distribution_flag_subtitle")
    table = pl.DataFrame(
        [
            {"person": say.whom(row["person"]), **{name: row[name] for name in ("mean", "low", "high", "lives")}}
            for row in rows
        ],
        schema={"person": pl.String, "mean": pl.Float64, "low": pl.Float64, "high": pl.Float64, "lives": pl.Int64},
    )
    chart = _with_intervals(study, table, say("share"), POOL)
    named = {name: say(name) for name in table.columns} | {"mean": say("share")}
    return Chart(
        "distribution", title, subtitle,
        (Table(title, table.rename(named)),),
        titled(chart, title, subtitle, study.width),
    )  # fmt: skip


def _with_intervals(study: Subject, table: pl.DataFrame, title: str, color: str) -> Any:
    """A bar of the mean for each person, with its interval as a thin line; shares from 0 to 1."""
    base = alt.Chart(table).encode(y=alt.Y("person:N", sort=None, title=None, axis=_NAMES))
    x = alt.X("mean:Q", title=title, axis=alt.Axis(format=".0%", tickCount=5), scale=alt.Scale(domainMin=0))
    bars = base.mark_bar(color=color, height=16).encode(x=x)
    rules = base.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    return sized(alt.layer(bars, rules), plot_width(study, 40), alt.Step(28))


_NAMES = alt.Axis(labelColor=INK, ticks=False, domain=False, labelLimit=160)


def statistics_table(study: Subject, outcome: Outcome) -> pl.DataFrame:
    """Mean, interval and quantiles of each person and the family, as the tables on the screen have them."""
    names = ("lives", "mean", "low", "high", *(() if outcome.is_flag else _QUANTILES))
    say = study.say
    rows = [
        {say("person"): say.whom(row["person"])} | {say(name): row[name] for name in names}
        for row in study.summary(outcome)
    ]
    kinds = {say("person"): pl.String, say("lives"): pl.Int64} | {say(name): pl.Float64 for name in names[1:]}
    return pl.DataFrame(rows, schema=kinds)


# ----------------------------------------------------------------------------- over the years


def fan(study: Subject, outcome: Outcome, who: str | None) -> Chart:
    """An outcome year by year: the median of the lives, the middle half, the middle nine tenths, the mean."""
    say, rows = study.say, study.by_year(outcome, who)
    names = ("mean", "low", "high", *_QUANTILES)
    table = pl.DataFrame(
        [{"year": row["year"], "lives": row["lives"]} | {name: row[name] for name in names} for row in rows],
        schema={"year": pl.Int64, "lives": pl.Int64} | dict.fromkeys(names, pl.Float64),
    )
    last, largest = rows[-1], max(abs(row["p95"] or 0) for row in rows)
    texts = {name: study.amount(last[name], outcome, largest) for name in _QUANTILES}
    title = say(
        "fan_one_title" if study.is_one_life else "fan_title", outcome=say.outcome(outcome), whom=say.whom(who),
        year=last["year"], unit=say.unit(outcome.unit), **texts,
    )  # fmt: skip
    title = say.capital(title)
    of_year = "fan_at_end" if outcome.name in YEAR_END else "fan_in_year"
    subtitle = say("fan_one" if study.is_one_life else of_year)
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=False),
        axis=_axis_of_years(int(rows[0]["year"]), int(rows[-1]["year"])),
    )
    y_axis = alt.Axis(format=_NUMBER, tickCount=5)
    base = alt.Chart(table).encode(x=x)
    parts = [
        base.mark_line(color=POOL, strokeWidth=2.5, point=table.height == 1).encode(  # a line of one year is none
            y=alt.Y("median:Q", title=study.label(outcome), axis=y_axis)
        )
    ]
    if not study.is_one_life:
        wide = base.mark_area(color=POOL, opacity=0.16).encode(y=alt.Y("p5:Q", axis=y_axis), y2=alt.Y2("p95:Q"))
        half = base.mark_area(color=POOL, opacity=0.3).encode(y=alt.Y("p25:Q"), y2=alt.Y2("p75:Q"))
        mean = base.mark_line(color=CASH, strokeWidth=1.5, strokeDash=[4, 3]).encode(y=alt.Y("mean:Q"))
        parts = [wide, half, *parts, mean]
    chart = sized(alt.layer(*parts), plot_width(study), _HEIGHT)
    named = {"year": say("year"), "lives": say("lives")} | {name: say(name) for name in names}
    return Chart(
        "fan", title, subtitle, (Table(title, table.rename(named)),), titled(chart, title, subtitle, study.width)
    )


def _axis_of_years(first: int, last: int, *, grid: bool = True) -> alt.Axis:
    """At most eight whole years: of few the axis would have halves."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (last - first) // step <= 7)
    return alt.Axis(format="d", values=list(range(-(-first // step) * step, last + 1, step)), grid=grid)


def uncovered(study: Subject, outcome: Outcome | None, who: str | None) -> Chart:
    """The share of months without benefits in each year, by reason, of each person who ever has such months."""
    say = study.say
    columns = [status.column for status in Status]
    years = study.rows(YEARS).group_by("person", "year").agg(pl.col(columns).cast(pl.Int64).sum())
    years = years.with_columns(total=pl.sum_horizontal(columns)).filter(pl.col("total") > 0)
    months = study.once("months", years.collect)
    if who is not None:
        months = months.filter(pl.col("person") == who)
    reasons = [status.column for status in _UNCOVERED]
    of_people = {
        name: (of_person.select(pl.sum_horizontal(reasons).sum()).item(), of_person["total"].sum())
        for name in study.people
        if not (of_person := months.filter(pl.col("person") == name)).is_empty()
    }
    ever = {name: lost / total for name, (lost, total) in of_people.items() if lost}
    never = [name for name in of_people if name not in ever]
    worst = max(ever, key=lambda name: ever[name], default=None)
    if worst is None:
        title = say("uncovered_none_title", whom=say.capital(say.whom(who)))
    else:
        title = say("uncovered_title", whom=worst, share=share(ever[worst]))
    subtitle = say("uncovered_subtitle", never=say("never_uncovered", people=say.listed(never)) if never else "")
    shown = list(ever) or list(of_people)[:1]
    rows = (
        months.filter(pl.col("person").is_in(shown))
        .unpivot(reasons, index=["person", "year", "total"], variable_name="status", value_name="months")
        .with_columns(share=pl.col("months") / pl.col("total"))
        .with_columns(status=pl.col("status").replace_strict({s.column: say(s.word) for s in _UNCOVERED}))
        .with_columns(order=pl.col("status").replace_strict({say(s.word): k for k, s in enumerate(_UNCOVERED)}))
        .sort(pl.col("person").cast(pl.Enum(study.people)), "year", "order")
        .select("person", "year", "status", "months", "share", "order")
    )
    scale = alt.Scale(domain=[say(status.word) for status in _UNCOVERED], range=list(_UNCOVERED.values()))
    most = max(0.02, float(rows.group_by("person", "year").agg(pl.col("share").sum())["share"].max() or 0))  # pyright: ignore[reportArgumentType]
    first, last = int(months["year"].min()), int(months["year"].max())  # pyright: ignore[reportArgumentType]
    size = max(2, min(26, plot_width(study) // max(1, last - first + 1) - 1))
    bars = alt.Chart(rows).mark_bar(size=size).encode(
        x=alt.X("year:Q", title=None, axis=_axis_of_years(first, last, grid=False),
                scale=alt.Scale(domain=[first - 0.6, last + 0.6], nice=False)),
        y=alt.Y("share:Q", title=say("months_share"), axis=alt.Axis(format=".0%", tickCount=3),
                scale=alt.Scale(domain=[0, most])),
        color=alt.Color("status:N", scale=scale), order=alt.Order("order:Q"),
    ).properties(width=plot_width(study), height=_HEIGHT if len(shown) == 1 else 90)  # fmt: skip
    chart = bars if len(shown) == 1 else bars.facet(row=alt.Row("person:N", sort=shown, header=_HEADER), spacing=8)
    named = {
        "person": say("person"),
        "year": say("year"),
        "status": say("reason"),
        "months": say("months"),
        "share": say("months_share"),
    }
    table = rows.drop("order").rename(named)
    return Chart("uncovered", title, subtitle, (Table(title, table),), titled(chart, title, subtitle, study.width))


def cover(study: Subject, outcome: Outcome | None, who: str | None) -> Chart:
    """The share of lives that are covered, waiting, stopped and not insured, by the age reached in the year."""
    say = study.say
    rows = study.once("by age", lambda: _by_age(study))
    if who is not None:
        rows = rows.filter(pl.col("person") == who)
    covered = rows.filter(pl.col("status") == Status.COVERED.column)
    lost = covered.filter(pl.col("share") < 1)
    shown = [name for name in study.people if name in lost["person"].to_list()]
    never = [name for name in study.people if name in covered["person"].to_list() and name not in shown]
    if shown:
        least = lost.sort("share").row(0, named=True)
        title = say("cover_title", whom=least["person"], age=least["age"], share=share(least["share"]))
    else:
        title = say("uncovered_none_title", whom=say.capital(say.whom(who)))
    subtitle = say("cover_subtitle", never=say("never_uncovered", people=say.listed(never)) if never else "")
    shown = shown or never[:1]
    words = {status.column: say.of(status) for status in _STATUSES}
    rows = rows.with_columns(status=pl.col("status").replace_strict(words))
    drawn = rows.filter(pl.col("person").is_in(shown)).with_columns(
        low=pl.col("high") - pl.col("share"), start=pl.col("age") - 0.5, end=pl.col("age") + 0.5
    )
    panels = alt.Chart(drawn).mark_rect(stroke="white", strokeWidth=0.5).encode(
        x=alt.X("start:Q", title=say("age_reached"), scale=alt.Scale(zero=False, nice=False),
                axis=alt.Axis(format="d", tickMinStep=1, tickCount=8, grid=False)),
        x2=alt.X2("end:Q"),
        y=alt.Y("low:Q", title=say("share"), axis=alt.Axis(format=".0%", tickCount=3), scale=alt.Scale(domain=[0, 1])),
        y2=alt.Y2("high:Q"),
        color=alt.Color("status:N", scale=alt.Scale(domain=list(words.values()), range=list(_STATUSES.values()))),
    ).properties(width=plot_width(study), height=_HEIGHT if len(shown) == 1 else 90)  # fmt: skip
    chart = panels
    if len(shown) > 1:
        facets = panels.facet(row=alt.Row("person:N", sort=shown, header=_HEADER), spacing=8)
        chart = facets.resolve_scale(x="independent")
    table = rows.select(
        pl.col("person").alias(say("person")),
        pl.col("age").alias(say("age_reached")),
        pl.col("status").alias(say("reason")),
        pl.col("lives").alias(say("lives")),
        pl.col("share").alias(say("share")),
    )
    return Chart("cover", title, subtitle, (Table(title, table),), titled(chart, title, subtitle, study.width))


def _by_age(study: Subject) -> pl.DataFrame:
    """The share of each status at the ends of the months of those who live, by person and age, stacked up to `high`."""
    columns = [status.column for status in _STATUSES]
    years = study.rows(YEARS).select(
        pl.col("person").cast(pl.String), "life", pl.col("year").cast(pl.Int64), pl.col(columns).cast(pl.Int64)
    )
    years = years.with_columns(total=pl.sum_horizontal(columns)).filter(pl.col("total") > 0)
    known = {name: born.year for name, born in birthdays(study).items()}
    born = pl.col("person").replace_strict(known, default=None, return_dtype=pl.Int64)
    if set(study.people) - known.keys():  # children by chance are born in the first year that has months of theirs
        born = pl.coalesce(born, pl.col("year").min().over("person", "life"))
    of_age = years.group_by("person", age=pl.col("year") - born).agg(
        pl.col("life").n_unique().alias("lives"), pl.col("total", *columns).sum()
    )
    order = {column: place for place, column in enumerate(columns)}
    return (
        of_age.unpivot(columns, index=["person", "age", "lives", "total"], variable_name="status", value_name="months")
        .with_columns(share=pl.col("months") / pl.col("total"))
        .sort(
            pl.col("person").replace_strict({name: place for place, name in enumerate(study.people)}),
            "age",
            pl.col("status").replace_strict(order),
        )
        .with_columns(high=pl.col("share").cum_sum().over("person", "age"))
        .collect()
    )


_HEADER = alt.Header(labelAngle=0, labelAlign="left", labelAnchor="start", labelOrient="top", labelPadding=2)

# ----------------------------------------------------------------------------- money


def payers(study: Subject, outcome: Outcome | None, who: str | None) -> Chart:
    """Who pays the bills of each person, on average over all lives."""
    say = study.say
    parts = {
        "pool": (BY_NAME["pool_paid"].flows() or {}, POOL),
        "employer": ({Flow.EMPLOYER_BORE: 1}, EMPLOYER),
        "accounts": (dict.fromkeys((Flow.OWN_ACCOUNT, Flow.OWN_PAST_ACCOUNT, Flow.OWN_WALLET), 1), OWN),
        "relatives": ({Flow.RECEIVED_FOR_BILL: 1}, RELATIVES),
        "cash": (BY_NAME["out_of_pocket"].flows() or {}, CASH),
    }
    amounts = [
        pl.sum_horizontal(sign * pl.col(flow.column).cast(pl.Float64).sum() for flow, sign in flows.items())
        .truediv(study.record["lives"])
        .alias(name)
        for name, (flows, _) in parts.items()
    ]
    people = study.people if who is None else [who]
    years = study.rows(YEARS).filter(pl.col("person").is_in(people))
    sums = study.once(("payers", who), years.group_by("person").agg(amounts).collect)
    totals = {name: float(sums[name].sum()) for name in parts}
    care = sum(totals.values())
    if care:
        hundred = {name: number(100 * totals[name] / care, 0 if totals[name] / care > 0.1 else 1) for name in parts}
        title = say("payers_title", pool=hundred["pool"], own=hundred["cash"])
    else:
        title = say("no_care_title")
    kept = [name for name in parts if totals[name] > 0] or ["pool"]
    rows = (
        sums.unpivot(kept, index="person", variable_name="payer", value_name="yuan")
        .with_columns(order=pl.col("payer").replace_strict({name: k for k, name in enumerate(parts)}))
        .with_columns(payer=pl.col("payer").replace_strict({name: say(name) for name in parts}))
        .sort(pl.col("person").cast(pl.Enum(study.people)), "order")
    )
    scale = alt.Scale(domain=[say(name) for name in kept], range=[parts[name][1] for name in kept])
    chart = (
        alt.Chart(rows)
        .mark_bar(height=22)
        .encode(
            y=alt.Y("person:N", sort=people, title=None, axis=_NAMES),
            x=alt.X("yuan:Q", title=say("yuan"), axis=alt.Axis(format=_NUMBER, tickCount=5)),
            color=alt.Color("payer:N", scale=scale),
            order=alt.Order("order:Q"),
        )
        .properties(width=plot_width(study, 40), height=alt.Step(34))
    )
    subtitle = say("payers_subtitle")
    named = {"person": say("person"), "payer": say("payer"), "yuan": say("amount")}
    table = rows.drop("order").rename(named)
    return Chart("payers", title, subtitle, (Table(title, table),), titled(chart, title, subtitle, study.width))


def reimbursement(study: Subject, outcome: Outcome | None, who: str | None) -> Chart:
    """The share of the cost of care that the pool paid, by kind of care."""
    say = study.say
    kinds = ("outpatient", "inpatient")
    rows = []
    for kind in kinds:
        for row in study.summary(BY_NAME[f"{kind}_reimbursement_rate"]):
            if row["lives"] and row["mean"] is not None and who in (None, row["person"]):
                rows.append(
                    {"kind": kind, "whom": row["person"], **{n: row[n] for n in ("mean", "low", "high", "lives")}}
                )
    family = [row for row in rows if row["whom"] == who] or rows
    if family:
        best = max(family, key=lambda row: row["mean"])
        title = say(
            "reimbursement_title",
            share=f"{number(best['mean'], 0)} %",
            kind=say(best["kind"]),
            whom=say.whom(best["whom"]),
        )
    else:
        title = say("no_care_title")
    subtitle = say("reimbursement_subtitle")
    kept = {
        "person": pl.String,
        "kind": pl.String,
        **dict.fromkeys(("mean", "low", "high"), pl.Float64),
        "lives": pl.Int64,
    }
    table = pl.DataFrame(
        [{"person": say.whom(row["whom"]), **row, "kind": say(row["kind"])} for row in rows], schema=kept
    )
    colors = alt.Scale(domain=[say(kind) for kind in kinds], range=[POOL, RELATIVES])
    order = [*study.people, say("family")]
    base = alt.Chart(table).encode(
        y=alt.Y("person:N", sort=order, title=None, axis=_NAMES), yOffset=alt.YOffset("kind:N", sort=None)
    )
    x = alt.X("mean:Q", title=say("cost_share"), scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    bars = base.mark_bar(height=9).encode(x=x, color=alt.Color("kind:N", scale=colors))
    chart = alt.layer(bars, base.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")))
    chart = sized(chart, plot_width(study, 40), alt.Step(14))
    named = {
        "person": say("person"),
        "kind": say("kind"),
        "mean": say("mean"),
        "low": say("low"),
        "high": say("high"),
        "lives": say("lives"),
    }
    return Chart(
        "reimbursement", title, subtitle, (Table(title, table.rename(named)),),
        titled(chart, title, subtitle, study.width),
    )  # fmt: skip
