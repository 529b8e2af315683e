"""`gongji run` of a population: its households simulated block by block, then weighted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.arguments import BadArgument
from sim.experiment.calibration import has_targets_of_money, weighed, with_weights
from sim.experiment.cases import Case
from sim.experiment.households import people_of
from sim.experiment.population_until import MOST, settled
from sim.experiment.precision import Precision, StoppingResult
from sim.experiment.reading import checked_by
from sim.experiment.record import record
from sim.experiment.run import Clock, refuse_part
from sim.experiment.run import altered as of_household
from sim.experiment.study_run import Request, RunOptions, StudyRun, study_run
from sim.outcomes.columns import (
    DISTRIBUTION,
    DISTRIBUTION_COLUMNS,
    HOUSEHOLD_YEAR_COLUMNS,
    INEQUALITY,
    INEQUALITY_COLUMNS,
    LEFT_OUT,
    LEFT_OUT_COLUMNS,
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
from sim.outcomes.inequality import inequality
from sim.outcomes.parts import scan
from sim.outcomes.population import distribution, totals, with_groups, write, years_in
from sim.policy import Policy, with_seeds

if TYPE_CHECKING:
    import polars as pl

    from sim.population import Population
    from sim.scenario import Scenario

KINDS = (LIVES, YEARS)
KIND = "population"  # of the study


def run_population(
    scenario: "Scenario",
    options: RunOptions,
    *,
    lives: int | None = None,
    seed: int | None = None,
    until: Precision | None = None,
) -> Path:
    """Simulate the households of a population and return the folder of its result.

    With `until` so many lives of each are simulated, `lives` at most, that chance moves no mean by more.
    """
    from sim.population import read_populations

    clock = Clock(options)
    variant = scenario.variant_name
    if variant and has_targets_of_money(scenario):
        text = "targets of money are met by the file itself; `gongji compare` has its variants with the same weights"
        raise BadArgument("--variant", text)
    if until:
        refuse_part(options)
        until.refuse_differences()
    [population] = read_populations([altered(scenario, None if until else lives, seed)], checked_by(options.workers))
    case = Case.of_population(population)
    stopped = StoppingResult(population.lives)
    name = f"{scenario.name}-{variant}" if variant else scenario.name
    with study_run(options, options.name_or(name), KIND, scenario.title) as study:

        def simulate(one: Case, note: str = "") -> list[Path]:
            study.simulate([Request(one, len(population.households))], KINDS, note)
            return study.parts(one.inputs, LIVES)

        if until:
            population, case, stopped = settled(population, until, lives or MOST, people_of(population), simulate)
        else:
            simulate(case)
        population = _write_tables(study, case, population)
        content = record_of(KIND, population, [case.inputs], columns_of(population)) | stopped.record()
        study.folder.publish(content | ({"variant": variant} if variant else {}), times_of(clock, study, population))
    return study.folder.target


def altered(scenario: "Scenario", lives: int | None, seed: int | None) -> "Scenario":
    """The scenario with another number of lives of each household, or another seed."""
    from sim.scenario import with_lives

    scenario = of_household(scenario, None, seed)
    return with_lives(scenario, lives) if lives else scenario


def columns_of(population: "Population") -> dict[str, tuple[Column, ...]]:
    """The files of the result and their columns."""
    scenario = population.scenario
    return {
        LIVES: household_columns(scenario.outcomes.all),
        YEARS: HOUSEHOLD_YEAR_COLUMNS,
        PERSONS: person_columns(scenario.study.by),
        TOTALS: TOTALS_COLUMNS,
        DISTRIBUTION: DISTRIBUTION_COLUMNS,
        INEQUALITY: INEQUALITY_COLUMNS,
        LEFT_OUT: LEFT_OUT_COLUMNS,
    }


def _write_tables(study: StudyRun, case: Case, population: "Population") -> "Population":
    """Write all tables, and return the population with the weights that they have."""
    import polars as pl

    scenario, path = population.scenario, study.folder.path
    columns = columns_of(population)
    years = scan(study.parts(case.inputs, YEARS))
    population = weighed(population, years)
    now = reweighted(population)
    merge(study.parts(case.inputs, YEARS), columns[YEARS], path(YEARS), change=now)
    merge(study.parts(case.inputs, LIVES), columns[LIVES], path(LIVES), scenario.outcomes.own)
    write_all(tables_of_run(population, pl.scan_parquet(path(LIVES), glob=False), now(years)), path)
    write_all(tables_of_rows(population), path)
    return population


def reweighted(population: "Population") -> "Callable[[pl.LazyFrame], pl.LazyFrame]":
    """What gives rows of years the weights of a population, where targets of money changed them."""
    if not has_targets_of_money(population.scenario):
        return lambda years: years
    persons = people_of(population)
    return lambda years: with_weights(years, persons).collect().lazy()  # once, not again for each year


Tables = Iterator[tuple[str, "pl.DataFrame"]]  # by file, each made when it is wanted


def tables_of_run(population: "Population", lives: "pl.LazyFrame", years: "pl.LazyFrame") -> Tables:
    """What follows from the lives of a population and its years, with money in fen."""
    scenario, persons = population.scenario, persons_of(population)
    yield TOTALS, totals(years, persons, population.lives)
    yield DISTRIBUTION, distribution(lives, persons, scenario.outcomes.all, scenario.report)
    yield INEQUALITY, inequality(lives, persons, len(years_in(years)))


def tables_of_rows(population: "Population") -> Tables:
    """Everybody, wages in yuan, and which rows are left out."""
    import polars as pl

    yield LEFT_OUT, population.rows_left_out
    yuan = pl.col("wage").cast(pl.Decimal(18, 0)) * pl.lit("0.01").cast(pl.Decimal(18, 2))
    yield PERSONS, persons_of(population).with_columns(yuan.cast(pl.Decimal(18, 2)).alias("wage"))


def write_all(tables: Tables, path: Callable[[str], Path]) -> None:
    for file, table in tables:
        write(table, path(file))


def persons_of(population: "Population") -> "pl.DataFrame":
    """Everybody, with the groups that results are by."""
    return with_groups(people_of(population), population.scenario.study.by)


def times_of(clock: Clock, study: StudyRun, population: "Population") -> dict[str, Any]:
    """The content of `times.json`, with the folder in which the rows were."""
    return clock.times(study) | {"read_from": str(Path(population.scenario.path).resolve().parent)}


def record_of(
    kind: str, population: "Population", inputs: list[str], columns: dict[str, tuple[Column, ...]]
) -> dict[str, Any]:
    """The record of a study of a population."""
    scenario = population.scenario
    return record(kind, scenario, law_of(population), inputs, columns, ()) | {
        "lives": population.lives,
        "certain": False,
        "people": [],
        "population": {"by": list(scenario.study.by), **population.described()},
    }


def law_of(population: "Population") -> Policy:
    """The law of all regions somebody lives in."""
    scenario = population.scenario
    with with_seeds(scenario.seeds):
        return Policy.build(population.regions, scenario.policy, scenario.start, scenario.end)
