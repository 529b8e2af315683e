"""`gongji compare` of a population: its households under variants of the law, each compared with itself."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiment.arguments import BadArgument
from sim.experiment.calibration import has_targets_of_money, weighed
from sim.experiment.cases import Case
from sim.experiment.population_run import (
    KINDS,
    Tables,
    altered,
    law_of,
    persons_of,
    record_of,
    reweighted,
    tables_of_rows,
    times_of,
    write_all,
)
from sim.experiment.reading import checked_by
from sim.experiment.record import BASELINE, variant_record
from sim.experiment.run import Clock
from sim.experiment.study_run import Request, RunOptions, StudyRun, study_run
from sim.outcomes.columns import (
    COMPARED_COLUMNS,
    COMPARED_INEQUALITY_COLUMNS,
    COMPARED_TOTALS_COLUMNS,
    COMPARISON,
    DISTRIBUTION,
    DISTRIBUTION_COLUMNS,
    HOUSEHOLD_YEAR_COLUMNS,
    INEQUALITY,
    LEFT_OUT,
    LEFT_OUT_COLUMNS,
    LIVES,
    PERSONS,
    TOTALS,
    VARIANT,
    YEARS,
    Column,
    household_columns,
    person_columns,
)
from sim.outcomes.files import merge
from sim.outcomes.inequality import compared_inequality
from sim.outcomes.parts import scan
from sim.outcomes.population import distribution, years_in
from sim.outcomes.population_compared import compared, compared_totals

if TYPE_CHECKING:
    import polars as pl

    from sim.population import Population
    from sim.scenario import Scenario

KIND = "population_comparison"  # of the study


def compare_population(
    scenarios: "dict[str, Scenario]", options: RunOptions, *, lives: int | None = None, seed: int | None = None
) -> Path:
    """Simulate the same lives of every household under each scenario, and write how each differs from the first."""
    from sim.population import read_populations

    clock = Clock(options)
    first, *variants = scenarios
    altered_all = [altered(scenario, lives, seed) for scenario in scenarios.values()]
    read = read_populations(altered_all, checked_by(options.workers))
    populations = dict(zip(scenarios, read, strict=True))
    cases = {name: Case.of_population(population) for name, population in populations.items()}
    baseline = populations[first]
    refuse_targets_of_others(populations)
    name = options.name_or(f"{baseline.scenario.name}-compare")
    with study_run(options, name, KIND, baseline.scenario.title) as study:
        study.simulate([Request(case, len(baseline.households)) for case in cases.values()], KINDS)
        baseline = _write_tables(study, cases, populations)
        inputs = list(dict.fromkeys(case.inputs for case in cases.values()))
        content = record_of(KIND, baseline, inputs, columns_of(baseline)) | {"baseline": first}
        content["variants"] = {
            name: variant_record(KIND, populations[name].scenario, baseline.scenario, law_of(populations[name]), ())
            for name in variants
        }
        study.folder.publish(content, times_of(clock, study, baseline))
    return study.folder.target


def columns_of(population: "Population") -> dict[str, tuple[Column, ...]]:
    """The files of the result and their columns."""
    scenario = population.scenario
    return {
        LIVES: (VARIANT, *household_columns(scenario.outcomes.all)),
        YEARS: (VARIANT, *HOUSEHOLD_YEAR_COLUMNS),
        PERSONS: person_columns(scenario.study.by),
        TOTALS: COMPARED_TOTALS_COLUMNS,
        DISTRIBUTION: (VARIANT, *DISTRIBUTION_COLUMNS),
        COMPARISON: COMPARED_COLUMNS,
        INEQUALITY: COMPARED_INEQUALITY_COLUMNS,
        LEFT_OUT: LEFT_OUT_COLUMNS,
    }


def refuse_targets_of_others(populations: "dict[str, Population]") -> None:
    """Money meets its targets under the file itself, which must be among the cases then."""
    if BASELINE not in populations and has_targets_of_money(next(iter(populations.values())).scenario):
        raise BadArgument("--baseline", "targets of money are met by the file itself, which is none of these cases")


def weighed_as_the_file(
    populations: "dict[str, Population]", years: "dict[str, pl.LazyFrame]"
) -> "tuple[Population, Callable[[pl.LazyFrame], pl.LazyFrame]]":
    """The baseline with the weights by which the file itself meets its targets, and what gives years those weights."""
    baseline = next(iter(populations.values()))
    found = weighed(populations[BASELINE], years[BASELINE]) if BASELINE in populations else baseline
    baseline = replace(baseline, households=found.households, fits=found.fits)
    return baseline, reweighted(baseline)


def _write_tables(study: StudyRun, cases: dict[str, Case], populations: "dict[str, Population]") -> "Population":
    """The tables of all cases, of which the first is the baseline; that is returned with the weights that they have."""
    import polars as pl

    path = study.folder.path
    parts = {kind: {name: study.parts(case.inputs, kind) for name, case in cases.items()} for kind in KINDS}
    years = {name: scan(files) for name, files in parts[YEARS].items()}
    baseline, now = weighed_as_the_file(populations, years)
    scenario = baseline.scenario
    years = {name: now(of_one) for name, of_one in years.items()}
    merge(parts[YEARS], HOUSEHOLD_YEAR_COLUMNS, path(YEARS), change=now)
    merge(parts[LIVES], household_columns(scenario.outcomes.all), path(LIVES), scenario.outcomes.own)
    rows = pl.scan_parquet(path(LIVES), glob=False)
    lives = {name: rows.filter(pl.col("variant") == name) for name in cases}
    write_all(tables_of_comparison(baseline, lives, years), path)
    write_all(tables_of_rows(baseline), path)
    return baseline


def tables_of_comparison(
    baseline: "Population", lives: "dict[str, pl.LazyFrame]", years: "dict[str, pl.LazyFrame]"
) -> Tables:
    """What follows from the lives and years of all cases, of which the first is the baseline; money of years in fen."""
    import polars as pl

    scenario, persons = baseline.scenario, persons_of(baseline)
    yield TOTALS, compared_totals(years, persons, baseline.lives)
    of_each = [
        distribution(lives[name], persons, scenario.outcomes.all, scenario.report).select(
            pl.lit(name).alias("variant"), pl.all()
        )
        for name in lives
    ]
    yield DISTRIBUTION, pl.concat(of_each)
    yield COMPARISON, compared(lives, persons, scenario.outcomes.all, scenario.report)
    yield INEQUALITY, compared_inequality(lives, persons, len(years_in(years[next(iter(years))])))
