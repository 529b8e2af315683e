"""The picture of the README, drawn from a finished run of the demo.

    make demo
    .venv/bin/python docs/make_picture.py [FILE.png]

Reads results/three_generations and writes docs/picture.svg, or the file named. The charts hold what is drawn (bars and
quantiles), not the lives, so the file stays small.
"""

import json
import sys
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl

DOCS = Path(__file__).resolve().parent
RESULTS = DOCS.parent / "results" / "three_generations"
SOMEBODY = "Wei"
WIDTH, HEIGHT = 370, 200
INK, GREY, BLUE, SKY, GOLD, RED = "#22313f", "#6c7883", "#2f6f9f", "#8fb8d4", "#d9a441", "#b5483a"
BAR = 5_000  # yuan
LAST_BAR = 120_000


def main() -> int:
    if not RESULTS.is_dir():
        print(f"{RESULTS} is not there; run `make demo` first", file=sys.stderr)
        return 1
    record = json.loads((RESULTS / "run.json").read_text(encoding="utf-8"))
    lives, years = pl.read_parquet(RESULTS / "lives.parquet"), pl.read_parquet(RESULTS / "years.parquet")
    born = int(record["scenario"]["people"][SOMEBODY]["born"][:4])
    chart = picture(lives, years, born, record["lives"])
    chart.save(sys.argv[1] if len(sys.argv) > 1 else DOCS / "picture.svg")
    return 0


def picture(lives: pl.DataFrame, years: pl.DataFrame, born: int, number: int) -> alt.VConcatChart:
    """Four charts: what the family pays, who pays for whom, an account by age, how often benefits are missing."""
    rows = (out_of_pocket(lives), payers(years, number)), (account(years, born), uncovered(years, born))
    charts = alt.vconcat(*(alt.hconcat(*row, spacing=40) for row in rows), spacing=22).resolve_legend(
        color="independent"
    )
    title = alt.TitleParams(
        f"Three generations in Zhengzhou: {number:,} lives of one family, thirty years from 2025",
        subtitle="Published law, frozen or projected beyond it; care, jobs and deaths are drawn by assumed chances.",
        fontSize=16,
        subtitleFontSize=12,
        subtitleColor=GREY,
        color=INK,
        anchor="start",
        offset=16,
    )
    return (
        charts.properties(title=title, padding=14, background="white")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=GREY, titleColor=GREY, titleFontWeight="normal", gridColor="#e8ecef", domainColor="#c3cbd2",
            tickColor="#c3cbd2", labelFontSize=11, titleFontSize=11,
        )
        .configure_title(color=INK, fontSize=13, anchor="start", subtitleColor=GREY, subtitleFontSize=11)
    )  # fmt: skip


def headed(chart: Any, title: str, subtitle: str) -> alt.LayerChart:
    return chart.properties(width=WIDTH, height=HEIGHT, title=alt.TitleParams(title, subtitle=subtitle))


def yuan(column: str, title: str) -> alt.Y:
    return alt.Y(column, title=title, axis=alt.Axis(format=",.0f", tickCount=5))


def percent(column: str, title: str, most: float) -> alt.Y:
    return alt.Y(column, title=title, scale=alt.Scale(domain=[0, most]), axis=alt.Axis(format=".0%", tickCount=5))


def by_age() -> alt.X:
    return alt.X("age:Q", title="age", scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(tickCount=6))


def out_of_pocket(lives: pl.DataFrame) -> alt.LayerChart:
    """How many lives end with which out-of-pocket cost of the whole family."""
    costs = lives.group_by("life").agg(pl.col("out_of_pocket").cast(pl.Float64).sum())["out_of_pocket"]
    low = (costs // BAR * BAR).clip(upper_bound=LAST_BAR).alias("low")
    bars = low.value_counts(name="lives").sort("low")
    bars = bars.with_columns(high=pl.col("low") + BAR, share=pl.col("lives") / costs.len(), zero=pl.lit(0.0))
    beyond = (costs >= LAST_BAR).sum() / costs.len()
    half, most = costs.quantile(0.5, "lower"), costs.quantile(0.95, "lower")
    marks = pl.DataFrame(
        {"yuan": [half, most], "at": [0.132, 0.132], "text": [f"median {half:,.0f}", f"1 in 20 above {most:,.0f}"]}
    )
    ticks = alt.Axis(format=",.0f", values=list(range(0, LAST_BAR + 1, 30_000)), grid=False)
    bar = alt.Chart(bars).mark_rect(color=BLUE, stroke="white", strokeWidth=1)
    bar = bar.encode(
        x=alt.X("low:Q", title="yuan", axis=ticks),
        x2="high:Q",
        y=percent("share:Q", "share of lives", 0.14),
        y2="zero:Q",
    )
    rule = alt.Chart(marks).mark_rule(color=INK, strokeDash=[3, 3]).encode(x="yuan:Q")
    text = alt.Chart(marks).mark_text(align="left", dx=5, color=INK, fontSize=11)
    return headed(
        alt.layer(bar, rule, text.encode(x="yuan:Q", y="at:Q", text="text:N")),
        "What the family pays for care itself, in thirty years",
        f"cash for bills; the last bar is the {beyond:.1%} of lives above {LAST_BAR:,} yuan",
    )


def payers(years: pl.DataFrame, number: int) -> alt.LayerChart:
    """Who pays the bills of each person, on average over all lives."""
    parts = {
        "pool": pl.col("pool_paid_at_once") + pl.col("pool_paid_later"),
        "own account": pl.col("own_account"),
        "relatives' accounts": pl.col("received_for_bill"),
        "cash": pl.col("cash") - pl.col("pool_paid_later"),
    }
    people = years["person"].unique(maintain_order=True).to_list()
    rows = (
        years.group_by("person", maintain_order=True)
        .agg(*(part.cast(pl.Float64).sum().truediv(number).alias(name) for name, part in parts.items()))
        .unpivot(index="person", variable_name="payer", value_name="yuan")
        .with_columns(order=pl.col("payer").replace_strict({name: k for k, name in enumerate(parts)}))
    )
    shades = dict(zip(parts, (SKY, BLUE, GOLD, RED)))
    scale = alt.Scale(domain=list(shades), range=list(shades.values()))
    bar = alt.Chart(rows).mark_bar(height=26)
    bar = bar.encode(
        y=alt.Y("person:N", sort=people, title=None, axis=alt.Axis(labelColor=INK, ticks=False, domain=False)),
        x=alt.X("yuan:Q", title="yuan", axis=alt.Axis(format=",.0f", tickCount=5)),
        color=alt.Color("payer:N", scale=scale, legend=None),
        order="order:Q",
    )
    legend = [
        alt.Chart(rows.head(1))
        .mark_text(align="left", color=shade, fontSize=11, fontWeight="bold")
        .encode(x=alt.value(WIDTH - 110), y=alt.value(12 + 17 * k), text=alt.value(f"■ {name}"))
        for k, (name, shade) in enumerate(shades.items())
    ]
    return headed(alt.layer(bar, *legend), "Who pays the bills of whom", "mean over all lives, in thirty years")


def account(years: pl.DataFrame, born: int) -> alt.LayerChart:
    """Somebody's personal account at each year's end, by age: the middle life, and where half and nine tenths lie."""
    balance = pl.col("account").cast(pl.Float64)
    quantiles = [balance.quantile(part / 100).alias(f"p{part}") for part in (5, 25, 50, 75, 95)]
    rows = years.filter(person=SOMEBODY).group_by(age=pl.col("year") - born).agg(quantiles).sort("age")
    base = alt.Chart(rows).encode(x=by_age())
    wide = base.mark_area(color=BLUE, opacity=0.18).encode(y=yuan("p5:Q", "yuan at the year's end"), y2="p95:Q")
    narrow = base.mark_area(color=BLUE, opacity=0.32).encode(y="p25:Q", y2="p75:Q")
    middle = base.mark_line(color=BLUE, strokeWidth=2.5).encode(y="p50:Q")
    return headed(
        alt.layer(wide, narrow, middle),
        f"{SOMEBODY}'s personal account, shared with mother and son",
        "median, the middle half and the middle nine tenths of lives",
    )


def uncovered(years: pl.DataFrame, born: int) -> alt.LayerChart:
    """The share of months in which somebody has no benefits, by age and why."""
    why = {"months_stopped": "stopped: no contribution", "months_waiting": "waiting after a long gap"}
    of_person = years.filter(person=SOMEBODY).group_by(age=pl.col("year") - born)
    rows = of_person.agg(*(pl.col(months).mean().truediv(12).alias(text) for months, text in why.items())).sort("age")
    lower, upper = why.values()
    rows = rows.select("age", from_=pl.lit(0.0), lower=lower, upper=pl.col(lower) + pl.col(upper))
    base = alt.Chart(rows).encode(x=by_age())
    stopped = base.mark_area(color=RED, interpolate="step-after")
    waiting = base.mark_area(color=GOLD, interpolate="step-after")
    labels = pl.DataFrame({"age": [rows["age"].to_list()[0] + 1] * 2, "at": [0.02, 0.055], "text": [lower, upper]})
    text = alt.Chart(labels).mark_text(align="left", color="white", fontSize=12, fontWeight="bold")
    return headed(
        alt.layer(
            stopped.encode(y=percent("from_:Q", "share of months", 0.08), y2="lower:Q"),
            waiting.encode(y="lower:Q", y2="upper:Q"),
            text.encode(x="age:Q", y="at:Q", text="text:N"),
        ),
        f"Months in which {SOMEBODY} has no benefits",
        "share of all lives' months, by age; none after retirement",
    )


if __name__ == "__main__":
    sys.exit(main())
