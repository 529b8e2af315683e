"""Weights that meet targets of money: what pools take in and spend follows from simulated households alone.

The households are simulated, then all weights are changed together so that groups of persons and pools come to what
their targets say (`raking.py`), a household by one factor: a pool's money is the sum of what its households bring it
and cost it, on average over their lives. It is the file itself that meets them; its variants and the points of a sweep
have the same weights.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.errors import Faults
from sim.experiment.households import people_of
from sim.outcomes.population import sums
from sim.population.raking import Aim, aims_of_persons, calibrated, faults_of_fits
from sim.scenario.populating import of_pool

if TYPE_CHECKING:
    import polars as pl

    from sim.population import Population
    from sim.scenario import Scenario


def has_targets_of_money(scenario: "Scenario") -> bool:
    return bool(scenario.population and scenario.population.targets_of_money)


def weighed(population: "Population", years: "pl.LazyFrame") -> "Population":
    """The population with weights that meet all its targets, money too, where it has such; `years` are those of all its
    lives, with money in fen. Raises `Faults` of what no weights meet."""
    said = population.scenario.population
    if said is None or not said.targets_of_money:
        return population
    aims = aims_of_persons(population.households, said.targets_of_persons)
    aims += _aims_of_money(population, years)
    households, fits = calibrated(population.households, aims)
    if faults := faults_of_fits(fits, population.scenario.document):
        raise Faults(faults)
    before = {(fit.by, fit.group): fit.before for fit in population.fits}  # as the rows weigh
    fits = tuple(fit._replace(before=before.get((fit.by, fit.group), fit.before)) for fit in fits)
    return replace(population, households=households, fits=fits)


def _aims_of_money(population: "Population", years: "pl.LazyFrame") -> list[Aim]:
    import numpy as np
    import polars as pl

    said, persons = population.scenario.population, people_of(population)
    assert said, "a population"
    each = years.with_columns(weight=pl.lit(1.0))
    weighted = with_weights(years, persons).collect().lazy()
    found = []
    for by, goals in said.targets_of_money.items():
        pool = of_pool(by)
        assert pool, "money of a pool"
        for year, target in goals.items():
            of_whom = [
                next((one.items[pool.what, "pool"] for one in sums(rows, persons, population.lives, [int(year)])
                      if one.region == pool.region), np.zeros(len(population.households)))
                for rows in (weighted, each)
            ]  # fmt: skip
            unit = float(of_whom[1].mean()) or 1.0
            found.append(Aim(by, year, float(target), of_whom[0] / unit, of_whom[1] / unit, unit))
    return found


def with_weights(years: "pl.LazyFrame", persons: "pl.DataFrame") -> "pl.LazyFrame":
    """The rows of years with the weights that persons have now.

    Rows are of those of a household who weigh the same. All of them are changed by one factor, so the order of their
    weights says which are which.
    """
    import polars as pl

    keys = ["household", "region", "_place"]
    place = pl.col("weight").rank("dense").over("household", "region").alias("_place")
    now = persons.lazy().select("household", "region", "weight", place).unique(keys)
    rows = years.with_columns(place).join(now, on=keys, how="left", maintain_order="left", suffix="_now")
    return rows.with_columns(weight=pl.col("weight_now")).drop("_place", "weight_now")
