"""`gongji run` of a population: its households simulated block by block, then weighted."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.cases import Case
from sim.experiment.households import people_of
from sim.experiment.record import record
from sim.experiment.run import Clock, altered
from sim.experiment.study_run import Request, RunOptions, StudyRun, study_run
from sim.outcomes.columns import (
    DISTRIBUTION,
    DISTRIBUTION_COLUMNS,
    HOUSEHOLD_YEAR_COLUMNS,
    LIVES,
    PERSONS,
    TOTALS,
    TOTALS_COLUMNS,
    YEARS,
    Column,
    household_columns,
    person_columns,
)
from sim.outcomes.files import merge
from sim.outcomes.parts import scan
from sim.policy import Policy, with_seeds

if TYPE_CHECKING:
    from sim.population import Population
    from sim.scenario import Scenario

KINDS = (LIVES, YEARS)
KIND = "population"  # of the study


def run_population(
    scenario: "Scenario", options: RunOptions, *, lives: int | None = None, seed: int | None = None
) -> Path:
    """Simulate the households of a population and return the folder of its result."""
    from sim.population import read_population
    from sim.scenario import with_lives

    clock = Clock(options)
    scenario = altered(scenario, None, seed)
    population = read_population(with_lives(scenario, lives) if lives else scenario)
    case = Case.of_population(population)
    with study_run(options, options.name_or(scenario.name), KIND, scenario.title) as study:
        study.simulate([Request(case, len(population.households))], KINDS)
        _write_tables(study, case, population)
        study.folder.publish(_record(case, population), clock.times(study))
    return study.folder.target


def _columns(population: "Population") -> dict[str, tuple[Column, ...]]:
    """The files of the result and their columns."""
    scenario = population.scenario
    return {
        LIVES: household_columns(scenario.outcomes.all),
        YEARS: HOUSEHOLD_YEAR_COLUMNS,
        PERSONS: person_columns(scenario.study.by),
        TOTALS: TOTALS_COLUMNS,
        DISTRIBUTION: DISTRIBUTION_COLUMNS,
    }


def _write_tables(study: StudyRun, case: Case, population: "Population") -> None:
    import polars as pl

    from sim.outcomes.population import distribution, totals, with_groups, write

    scenario, path = population.scenario, study.folder.path
    persons = with_groups(people_of(population), scenario.study.by)
    columns = _columns(population)
    years = scan(study.parts(case.inputs, YEARS)).collect()
    write(totals(years, persons, population.lives), path(TOTALS))
    merge(study.parts(case.inputs, YEARS), columns[YEARS], path(YEARS))
    merge(study.parts(case.inputs, LIVES), columns[LIVES], path(LIVES), scenario.outcomes.own)
    lives = pl.scan_parquet(path(LIVES), glob=False)
    write(distribution(lives, persons, scenario.outcomes.all, scenario.report), path(DISTRIBUTION))
    yuan = pl.col("wage").cast(pl.Decimal(18, 0)) * pl.lit("0.01").cast(pl.Decimal(18, 2))
    write(persons.with_columns(yuan.cast(pl.Decimal(18, 2)).alias("wage")), path(PERSONS))


def _record(case: Case, population: "Population") -> dict[str, Any]:
    scenario = population.scenario
    with with_seeds(scenario.seeds):
        policy = Policy.build(population.regions, scenario.policy, scenario.start, scenario.end)
    content = record(KIND, scenario, policy, [case.inputs], _columns(population), ())
    return content | {
        "lives": population.lives,
        "certain": False,
        "people": [],
        "population": {"by": list(scenario.study.by), **population.described()},
    }
