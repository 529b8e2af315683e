"""The report of a population under variants: how each moves outcomes, who is better and worse off, and the pool."""

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from sim.outcomes.columns import COMPARISON, INEQUALITY, TOTALS
from sim.report.comparison import (
    DIFFERENCE,
    FEW,
    MARK,
    MAY_BE_CHANCE,
    difference_cells,
    differs,
    mark,
    name_of_variant,
    places_of,
    share_cells,
    signed,
    spare,
    titled,
    ways_of,
)
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING, decimals, number
from sim.report.population import assumed, header, measured, pool_scale
from sim.report.tables import Record, Row, about, footer, number_of_outcomes, reported, rests_on, result_line
from sim.scenario.populating import group_text
from sim.words.language import listed, meaning, say, words
from sim.words.measures import Measure
from sim.words.outcomes import Outcome, Unit
from sim.words.plurals import counted


def full_report(record: Record, folder: Path, width: int, only: tuple[str, ...] = ()) -> Iterator[Text]:
    """The whole report, from the title to the files."""
    import polars as pl

    pool = pl.read_parquet(folder / TOTALS, glob=False).filter(pl.col("item") == "pool").to_dicts()
    measures = pl.read_parquet(folder / INEQUALITY, glob=False).to_dicts()
    yield from _variants(record, folder, width, only, record["population"]["by"], pool, measures)
    yield from _certainty(record, folder, width)
    yield from assumed(record, width)
    yield from rests_on(record, width)
    text = say("All {count} outcomes, every life and every year", count=number_of_outcomes(record))
    yield from footer(record, folder, text, width)


def brief_report(record: Record, folder: Path, width: int, only: tuple[str, ...] = ()) -> Iterator[Text]:
    """How each variant moves the outcomes of everybody, without groups."""
    yield from _variants(record, folder, width, only, [], [], [])
    yield from result_line(folder, width)


def _variants(
    record: Record,
    folder: Path,
    width: int,
    only: tuple[str, ...],
    by: list[str],
    pool: list[Row],
    measures: list[Row],
) -> Iterator[Text]:
    """What is compared, then each variant."""
    import polars as pl

    rows = pl.read_parquet(folder / COMPARISON, glob=False).to_dicts()
    variants = record["variants"]
    cases = say(
        "{baseline} and {others}, the same lives of each household",
        baseline=record["baseline"], others=counted(len(variants), "variant"),
    )  # fmt: skip
    yield from header(record, width, cases)
    for name, variant in variants.items():
        yield from name_of_variant(name, variant["about"], width)
        yield from _of_variant([row for row in rows if row["variant"] == name], reported(record, only), by, width)
        yield from _pool([row for row in pool if row["variant"] == name], width)
        yield from _inequality([row for row in measures if row["variant"] == name], width)


def _of_variant(rows: list[Row], outcomes: tuple[Outcome, ...], by: list[str], width: int) -> Iterator[Text]:
    """The outcomes that differ, those with a better direction first; the others are named."""
    mine = {outcome: [row for row in rows if row["outcome"] == outcome.name] for outcome in outcomes}
    differing = [outcome for outcome, found in mine.items() if any(map(differs, found))]
    for ways in (("better", "worse"), ("more", "less")):
        lines = [
            line for outcome in differing if ways_of(outcome) == ways for line in _lines(outcome, mine[outcome], by)
        ]
        if lines:
            yield from table((*words(*DIFFERENCE, *ways), ""), lines, width, spare(ways))
    same = [outcome.name for outcome, found in mine.items() if found and outcome not in differing]
    if same:
        title = say("No difference")
        yield from wrapped(say("{title}: {names}", title=title, names=listed(same)), width, len(title) + 1)
        yield Text()


def _lines(outcome: Outcome, rows: list[Row], by: list[str]) -> Iterator[Line]:
    """An outcome of persons, of households, and of each group."""
    places = places_of(rows, outcome.unit)
    yield Line(titled(outcome), heading=about(outcome))
    for of, name in (("person", say("a person")), ("household", say("a household"))):
        for row in rows:
            if row["of"] == of and row["by"] is None:
                yield Line(name, (*difference_cells(row, places), *share_cells(row), _mark(row)), is_bold=True)
                if outcome.has_distribution and differs(row):
                    yield Line(_sizes(outcome, row), is_note=True)
    for group in by:
        for row in rows:
            if row["by"] == group:
                cells = (*difference_cells(row, places), *share_cells(row), _mark(row))
                yield Line(group_text(group, row["group"]), cells)


def _sizes(outcome: Outcome, row: Row) -> str:
    """By how much those better and worse off are so, and how many households that rests on."""
    ways = zip(words(*ways_of(outcome)), (row["gain"], row["loss"]), strict=True)
    sizes = [
        say("{way} by {size}", way=way, size=number(size, decimals(size, row["unit"])))
        for way, size in ways
        if size is not None
    ]
    households = counted(row["differing"], "household")
    return "  " + say("{sizes}; {households} differ", sizes=listed(sizes), households=households)


def _mark(row: Row) -> str:
    """Whether chance alone may explain the mean, or few households carry it."""
    if found := mark(row):
        return say(found)
    return say(FEW) if row["few"] and differs(row) else ""


def _pool(rows: list[Row], width: int) -> Iterator[Text]:
    """How what came into the pools and went out of them differs in each year, in all regions together."""
    rows = [row for row in rows if row["region"] is None]
    if not any(row["difference"] for row in rows):
        return
    scale, unit = pool_scale(rows)
    lines = [Line(say("pool, {unit}", unit=unit), heading=say("less the baseline's"))]
    scaled = [_scaled(row, scale) for row in rows]
    places = places_of(scaled, Unit.YUAN)
    for row, cells in zip(rows, (difference_cells(one, places) for one in scaled), strict=True):
        way = say("into") if row["what"] == "into" else say("out of")
        lines.append(Line(f"{row['year']} {way}", cells))
    yield from table(words(*DIFFERENCE), lines, width, spare())


def _scaled(row: Row, scale: int) -> Row:
    """A total as a difference in the unit of the table."""
    ends = {"low": row["difference_low"], "high": row["difference_high"]}
    found = {"baseline": row["total"] - row["difference"], "difference": row["difference"], **ends}
    return {name: None if value is None else value / scale for name, value in found.items()}


def _inequality(rows: list[Row], width: int) -> Iterator[Text]:
    """How measures of inequality and burden differ, where any does."""
    if not any(row["difference"] for row in rows):
        return
    lines = [Line(say("inequality and burden"), heading=say("less the baseline's"))]
    for row in rows:
        measure = Measure(row["measure"])
        was = row["value"] - row["difference"] if row["difference"] is not None else row["value"]
        ends = (_signed(measure, row[name]) for name in ("difference", "difference_low", "difference_high"))
        lines.append(Line(meaning(measure), (measured(measure, was), *ends)))
    yield from table(words(*DIFFERENCE), lines, width, spare())


def _signed(measure: Measure, value: float | None) -> str:
    """A difference of a measure: of a share in points of a per cent."""
    if value is None:
        return MISSING
    return signed(value * 100, 2) if measure.is_share else signed(value, 4)


def _certainty(record: Record, folder: Path, width: int) -> Iterator[Text]:
    """How probabilities are adjusted, where there are any."""
    import polars as pl

    tested = pl.read_parquet(folder / COMPARISON, columns=["p_holm"], glob=False)["p_holm"].drop_nulls()
    if tested.len():
        text = (
            "{mark} marks p over 5 % after Holm's step-down over all {comparisons} made, so chance alone may explain "
            "it; {below:,} are below 5 %"
        )
        marked, below = say(MARK), int((tested <= MAY_BE_CHANCE).sum())
        said = say(text, mark=marked, comparisons=counted(tested.len(), "comparison"), below=below)
        yield from wrapped(said, width, len(marked))
        yield Text()
