"""The chart of which variant to choose, by what a unit of the effect is worth."""

from itertools import pairwise

import altair as alt
import polars as pl

from sim.outcomes.columns import NET_BENEFIT
from sim.pages.chart import Chart
from sim.pages.drawing import (
    NUMBER,
    Channel,
    are_apart,
    axis,
    curve_width,
    curves,
    finished,
    frame,
    nothing,
    panels,
)
from sim.pages.look import SERIES, sized
from sim.pages.of_sweep import HEIGHT, LOW, cases_of
from sim.pages.subject import Row, Subject
from sim.report.numbers import number, share
from sim.words.outcomes import Outcome

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
    names = cases_of(study)
    cases = {case: SERIES[place % len(SERIES)] for place, case in enumerate(names.values())}
    drawn = table.select(
        pl.col("willingness_to_pay").alias("worth"), pl.col("best").alias("value"), pl.col("best_from").alias("low"),
        pl.col("best_to").alias("high"),
        case=pl.col("variant").replace_strict(names),
    )  # fmt: skip
    groups = {case: [case] for case in cases} if are_apart(len(cases)) else {"": list(cases)}
    shown = alt.Axis(format=NUMBER, tickCount=5 if curve_width(study, len(groups)) > 280 else 3, grid=False)
    x = Channel(say("willingness_to_pay") if len(groups) == 1 else None, shown, alt.Scale(nice=False, zero=False))
    y = Channel(say("probability") if len(groups) == 1 else None, axis(), alt.Scale(domain=[0, 1]))
    panes = {}
    for heading, group in groups.items():
        rows_of = drawn.filter(pl.col("case").is_in(group))
        layers = curves(study, rows_of, x, "worth", y, "value", {case: cases[case] for case in group})
        panes[heading] = sized(alt.layer(*layers), curve_width(study, len(groups)), HEIGHT if len(groups) == 1 else LOW)
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
