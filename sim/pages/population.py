"""What a page says of a population: who was simulated, tables of outcomes, groups and measures, and its pools."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from sim.experiment.record import BASELINE
from sim.outcomes.columns import COMPARISON, DISTRIBUTION, EFFECTS, INEQUALITY, TOTALS
from sim.pages.chart import Table
from sim.pages.subject import Row, Subject
from sim.report.comparison import differs, signed
from sim.report.numbers import number
from sim.report.varying import Effect
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
    "population_sweep": {
        "low_end": "value_low", "high_end": "value_high", "effect": "effect", "low": "effect_from", "high": "effect_to",
    },
}  # fmt: skip
#: The columns that say what a row is of.
_OF_WHOM = {"outcome": "name", "unit": "unit", "of_whom": "over"}
_NAMED = {
    "population": _OF_WHOM,
    "population_comparison": {"variant": "variant"} | _OF_WHOM,
    "population_sweep": {"path": "path"} | _OF_WHOM,
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
    found = dict(_of_outcomes(study))
    return found if study.record["kind"] == "population_sweep" else found | {"inequality": _of_measures(study)}


def _of_outcomes(study: Subject) -> Iterator[tuple[str, Table]]:
    say, kind = study.say, study.record["kind"]
    rows = [
        row | {"name": say.outcome(outcome), "unit": say.unit(outcome.unit)}
        for outcome in study.reported
        for row in _rows_of_kind(study, outcome)
    ]
    everybody = [row | {"over": say("persons" if row["of"] == "person" else "households")} for row in rows]
    everybody = [row for row in everybody if row["by"] is None]
    groups = [row | {"over": say.group(row["by"], row["group"])} for row in rows if row["by"] is not None]
    for name, title, of_them in (
        ("outcomes", f"outcomes_of_{kind}", everybody),
        ("groups", "by_group", groups),
    ):
        yield name, _table(study, title, _NAMED[kind] | _STATISTICS[kind], of_them)


def _rows_of_kind(study: Subject, outcome: Outcome) -> list[Row]:
    """The rows of an outcome that the page of a kind of study has."""
    kind = study.record["kind"]
    if kind == "population_comparison":
        return _changing(study, outcome)
    if kind == "population_sweep":
        rows = (row for row in rows_of(study, EFFECTS, outcome) if row["variant"] == BASELINE)
        return [row for row in rows if Effect(row["path"], row).moves]
    return rows_of(study, DISTRIBUTION, outcome)


def _of_measures(study: Subject) -> Table:
    say, kind = study.say, study.record["kind"]
    measures = [row | {"over": say.of(Measure(row["measure"]))} for row in study.rows(INEQUALITY).collect().to_dicts()]
    variant = {"variant": "variant"} if kind == "population_comparison" else {}
    return _table(study, "inequality", variant | {"measure": "over"} | _OF_MEASURES[kind], measures)


def _changing(study: Subject, outcome: Outcome) -> list[Row]:
    """The rows of the variants that change an outcome of anybody, those of whom they do not change too."""
    rows = rows_of(study, COMPARISON, outcome)
    changing = {row["variant"] for row in rows if differs(row)}
    return [row for row in rows if row["variant"] in changing]


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
