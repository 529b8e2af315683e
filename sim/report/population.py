"""The report of a population: who was simulated, weighted means with their intervals, groups, the pool by year."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from sim.outcomes.columns import DISTRIBUTION, INEQUALITY, TOTALS
from sim.policy.seeds import region_text
from sim.report.assumed import line
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING, decimals, number, percentage
from sim.report.tables import (
    about,
    footer,
    number_of_outcomes,
    period,
    reported,
    rests_on,
    result_line,
    until_text,
    with_unit,
)
from sim.scenario.populating import group_text
from sim.words.language import listed, meaning, say, words
from sim.words.measures import Measure
from sim.words.outcomes import Outcome, Unit
from sim.words.plurals import counted
from sim.words.translation import translated

if TYPE_CHECKING:
    from sim.experiment.bounds import Bound

Record = dict[str, Any]
Row = dict[str, Any]

_MEAN = ("mean", "95 % from", "to")
_QUANTILES = ("p5", "median", "p95")
_MILLION = 1_000_000


def full_report(
    record: Record, folder: Path, width: int, only: tuple[str, ...] = (), bounds: "tuple[Bound, ...]" = ()
) -> Iterator[Text]:
    """The whole report, from the title to the files."""
    yield from _tables(record, folder, width, only, record["population"]["by"])
    yield from _pool(folder, width)
    yield from _inequality(folder, width)
    yield from assumed(record, width)
    yield from rests_on(record, width)
    text = say("All {count} outcomes, every life and every year", count=number_of_outcomes(record))
    yield from footer(record, folder, text, width)


def brief_report(
    record: Record, folder: Path, width: int, only: tuple[str, ...] = (), bounds: "tuple[Bound, ...]" = ()
) -> Iterator[Text]:
    """The outcomes of everybody, without groups."""
    yield from _tables(record, folder, width, only, [])
    yield from result_line(folder, width)


def _tables(record: Record, folder: Path, width: int, only: tuple[str, ...], by: list[str]) -> Iterator[Text]:
    import polars as pl

    yield from header(record, width)
    rows = pl.read_parquet(folder / DISTRIBUTION, glob=False).to_dicts()
    heads = words(*_MEAN, *_QUANTILES)
    lines = [line for outcome in reported(record, only) for line in _of_outcome(outcome, rows, by)]
    yield from table(heads, lines, width, [words(*_QUANTILES), words(*_MEAN[1:])])


def header(record: Record, width: int, cases: str = "") -> Iterator[Text]:
    """The title, who was simulated and what was read, and under which cases."""
    read = record["population"]
    variant = say(", variant {name}", name=record["variant"]) if record.get("variant") else ""
    yield from wrapped(record["title"] + variant, width, len(record["title"] + variant))
    text = say(
        "{lives} of each of {households} with {persons}, {period}; law of {regions}; seed {seed}",
        lives=counted(record["lives"], "life", "lives"), households=counted(read["households"], "household"),
        persons=counted(read["persons"], "person", "people"), period=period(record["scenario"]),
        regions=listed([region_text(name) for name in record["regions"]]), seed=record["seed"],
    )  # fmt: skip
    yield from wrapped(text, width)
    if cases:
        yield from wrapped(cases, width)
    if record.get("until"):
        yield from wrapped(until_text(record), width)
        text = "This is what chance in the lives adds to a mean; the intervals below are about other households too"
        yield from wrapped(say(text), width)
    if record["scenario"]["population"].get("synthetic"):
        yield from wrapped(
            say("Synthetic: the rows were drawn from assumptions, and say nothing about anybody."), width
        )
    for one in read["left_out"]:
        left = say("left out: {count} {why}", count=f"{one['count']:,}", why=translated(one["why"]))
        yield from wrapped(left, width)
    for fit in read["fits"]:
        target, before, after = (f"{fit[name]:,.0f}" for name in ("target", "before", "after"))
        text = "{group}: {target} wanted, {before} before, {after} after"
        said = say(text, group=group_text(fit["by"], fit["group"]), target=target, before=before, after=after)
        yield from wrapped(said, width)
    yield Text()


def _of_outcome(outcome: Outcome, rows: list[Row], by: list[str]) -> Iterator[Line]:
    """An outcome of persons, of households, and of each group."""
    mine = [row for row in rows if row["outcome"] == outcome.name]
    places = decimals(max((abs(row["mean"]) for row in mine), default=0), outcome.unit)
    yield Line(outcome.name if outcome.is_flag else with_unit(outcome), heading=about(outcome))
    for of, name in (("person", say("a person")), ("household", say("a household"))):
        for row in mine:
            if row["of"] == of and row["by"] is None:
                called = say("{whom}, n effective {effective}", whom=name, effective=f"{row['effective']:,.0f}")
                yield Line(called, _cells(row, places), is_bold=True)
    for group in by:
        for row in mine:
            if row["by"] == group:
                yield Line(group_text(group, row["group"]), _cells(row, places))


def _cells(row: Row, places: int) -> tuple[str, ...]:
    return tuple(
        MISSING if row[name] is None else number(row[name], places) for name in ("mean", "low", "high", *_QUANTILES)
    )


def assumed(record: Record, width: int) -> Iterator[Text]:
    """What stands for what the rows do not say."""
    for one in record["assumptions"]:
        if one["parameter"].startswith("population."):
            yield from line(one, width)


def _pool(folder: Path, width: int) -> Iterator[Text]:
    """What came into the pool and went out of it in each year, in all regions together and in each of several."""
    import polars as pl

    rows = pl.read_parquet(folder / TOTALS, glob=False).filter(pl.col("item") == "pool").to_dicts()
    regions = list(dict.fromkeys(row["region"] for row in rows))
    shown = regions[:1] if len(regions) == 2 else regions
    found = {(row["region"], row["year"], row["what"]): row for row in rows}
    scale, unit = pool_scale(rows)
    lines = []
    for region in shown:
        called = say("all regions") if region is None and len(shown) > 1 else region_text(region or regions[-1])
        lines.append(Line(say("pool, {unit}", unit=unit), heading=called))
        for year in dict.fromkeys(row["year"] for row in rows if row["region"] == region):
            into, out = found[region, year, "into"], found[region, year, "out_of"]
            numbers = (into["total"], into["low"], into["high"], out["total"], into["total"] - out["total"])
            lines.append(Line(str(year), tuple(MISSING if one is None else number(one / scale, 2) for one in numbers)))
    ends = words(*_MEAN[1:])
    yield from table((say("into"), *ends, say("out of"), say("left")), lines, width, [ends])


def _inequality(folder: Path, width: int) -> Iterator[Text]:
    """How unequal households are before and after care, who pays and who receives, whom care burdens."""
    import polars as pl

    lines = [Line(say("inequality and burden"), heading=say("over households"))]
    for row in pl.read_parquet(folder / INEQUALITY, glob=False).to_dicts():
        measure = Measure(row["measure"])
        cells = (measured(measure, row[name]) for name in ("value", "low", "high"))
        lines.append(Line(meaning(measure), tuple(cells)))
    yield from table(words("value", *_MEAN[1:]), lines, width, [words(*_MEAN[1:])])


def measured(measure: Measure, value: float | None) -> str:
    """A share in per cent, an index with three decimals."""
    if value is None:
        return MISSING
    return f"{percentage(value)} %" if measure.is_share else f"{value:.3f}"


def pool_scale(rows: list[Row]) -> tuple[int, str]:
    """In what totals of the pool are shown: millions where there are any."""
    largest = max((abs(row["total"]) for row in rows), default=0)
    return (_MILLION, say("million yuan")) if largest >= _MILLION else (1, meaning(Unit.YUAN))
