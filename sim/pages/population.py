"""What a page says of a population: who was simulated, tables of outcomes, groups and measures, and its pools."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from sim.outcomes.columns import COMPARISON, DISTRIBUTION, INEQUALITY, TOTALS
from sim.pages.chart import Table
from sim.pages.subject import Row, Subject
from sim.report.comparison import differs, signed
from sim.report.numbers import number
from sim.words.language import speaking
from sim.words.measures import Measure
from sim.words.outcomes import Outcome
from sim.words.translation import translated

_MILLION = 1_000_000
_SCALES = {"en": _MILLION, "zh": 10_000}  # of the large unit of each language: millions, 万
#: The columns of the outcomes: what heads them, and what they are called in the result.
_STATISTICS = {
    "population": {name: name for name in ("effective", "mean", "low", "high", "p5", "median", "p95")},
    "population_comparison": {
        name: name for name in ("effective", "baseline", "difference", "low", "high", "better", "worse", "p_holm")
    },
}
_OF_MEASURES = {
    "population": {"value": "value", "low": "low", "high": "high"},
    "population_comparison": {
        "value": "value", "difference": "difference", "low": "difference_low", "high": "difference_high",
    },
}  # fmt: skip


def studied(study: Subject, kind: str, period: str) -> Iterator[str]:
    """Who was simulated, in sentences."""
    say, record = study.say, study.record
    read = record["population"]
    yield say(
        "population_studied", kind=kind, households=f"{read['households']:,}", persons=f"{read['persons']:,}",
        period=period, start=record["scenario"]["start"],
        regions=say.listed([study.region(region) for region in record["regions"]]),
    )  # fmt: skip
    if record.get("variant"):
        yield say("variant_studied", variant=record["variant"])
    yield say("lives_of_each", lives=f"{record['lives']:,}", seed=record["seed"])
    if record["scenario"]["population"].get("synthetic"):
        yield say("synthetic")
    for one in read["left_out"]:
        with speaking(say.language):
            why = translated(one["why"])
        yield say("left_out", number=f"{one['count']:,}", why=why)


# ----------------------------------------------------------------------------- tables


def of_everybody(study: Subject, file: str, outcome: Outcome) -> list[Row]:
    """The rows of an outcome over all persons: of a comparison one a variant."""
    return [row for row in rows_of(study, file, outcome) if row["of"] == "person" and row["by"] is None]


def rows_of(study: Subject, file: str, outcome: Outcome) -> list[Row]:
    """The rows of an outcome, over persons, over households and by group."""
    return study.rows(file).filter(pl.col("outcome") == outcome.name).collect().to_dicts()


def tables(study: Subject) -> dict[str, Table]:
    """The outcomes of everybody, the same by group, and the measures of inequality and burden, by names of files."""
    say, kind = study.say, study.record["kind"]
    is_compared = kind == "population_comparison"
    rows = [
        row | {"name": say.outcome(outcome), "unit": say.unit(outcome.unit)}
        for outcome in study.reported
        for row in (_changing(study, outcome) if is_compared else rows_of(study, DISTRIBUTION, outcome))
    ]
    everybody = [row | {"over": say("persons" if row["of"] == "person" else "households")} for row in rows]
    everybody = [row for row in everybody if row["by"] is None]
    groups = [row | {"over": say.group(row["by"], row["group"])} for row in rows if row["by"] is not None]
    found = {}
    for name, title, of_them in (
        ("outcomes", f"outcomes_of_{kind}", everybody),
        ("groups", "by_group", groups),
    ):
        found[name] = _table(study, title, _named(is_compared) | _STATISTICS[kind], of_them)
    measures = [row | {"over": say.of(Measure(row["measure"]))} for row in study.rows(INEQUALITY).collect().to_dicts()]
    heads = ({"variant": "variant"} if is_compared else {}) | {"measure": "over"} | _OF_MEASURES[kind]
    return found | {"inequality": _table(study, "inequality", heads, measures)}


def _changing(study: Subject, outcome: Outcome) -> list[Row]:
    """The rows of the variants that change an outcome of anybody, those of whom they do not change too."""
    rows = rows_of(study, COMPARISON, outcome)
    changing = {row["variant"] for row in rows if differs(row)}
    return [row for row in rows if row["variant"] in changing]


def _named(is_compared: bool) -> dict[str, str]:
    """The columns that say what a row is of."""
    variant = {"variant": "variant"} if is_compared else {}
    return variant | {"outcome": "name", "unit": "unit", "of_whom": "over"}


def _table(study: Subject, title: str, heads: dict[str, str], rows: list[Row]) -> Table:
    found = [{study.say(head): row[key] for head, key in heads.items()} for row in rows]
    empty = dict.fromkeys(map(study.say, heads), pl.String)
    frame = pl.DataFrame(found, infer_schema_length=None) if found else pl.DataFrame(schema=empty)
    return Table(study.say(title), frame)


# ----------------------------------------------------------------------------- pools


def pools(study: Subject) -> pl.DataFrame:
    """What came into the pools of all regions and went out of them, by year and, of a comparison, by variant."""
    rows = study.rows(TOTALS).filter((pl.col("item") == "pool") & pl.col("region").is_null())
    return study.once("pools", rows.collect)


def pool_unit(study: Subject, columns: tuple[str, ...]) -> tuple[int, str]:
    """In what amounts of the pools are written: the large unit of the language, where there are millions."""
    largest = max((abs(value) for name in columns for value in pools(study)[name].drop_nulls()), default=0.0)
    scale = _SCALES[study.say.language]
    return (scale, study.say("million_yuan")) if largest >= _MILLION else (1, study.say("yuan"))


def pool_in_year(study: Subject) -> str:
    """What the pools take in and give out in the last year."""
    scale, unit = pool_unit(study, ("total",))
    found = _of_last_year(pools(study).to_dicts())
    places = 2 if scale == _MILLION else 0
    into, out = (number(found[what]["total"] / scale, places) for what in ("into", "out_of"))
    return study.say("pool_in_year", year=found["into"]["year"], into=into, out=out, unit=unit)


def pool_difference(study: Subject, variant: str) -> str:
    """The same of a variant, less the baseline's."""
    scale, unit = pool_unit(study, ("difference",))
    found = _of_last_year([row for row in pools(study).to_dicts() if row["variant"] == variant])
    places = 2 if scale == _MILLION else 0
    into, out = (signed(found[what]["difference"] / scale, places) for what in ("into", "out_of"))
    named: dict[str, Any] = {"variant": variant, "baseline": study.case(study.record["baseline"]), "unit": unit}
    return study.say("pool_difference", year=found["into"]["year"], into=into, out=out, **named)


def _of_last_year(rows: list[Row]) -> dict[str, Row]:
    last = max(row["year"] for row in rows)
    return {row["what"]: row for row in rows if row["year"] == last}
