"""`gongji run --until` of a population: as many lives of each household as bring down what chance adds to a mean.

A weighted mean differs from that of other households and of other lives. More lives lessen the second part alone: its
variance is Σ L s², with s² the variance over the L lives of a household of what they move the mean by. It is this part
that is to be as narrow as requested, with the interval of a look of `precision.py`. Two lives of each household come
first; from them follows how many are needed. Another number of lives is another simulation of all.
"""

from collections.abc import Callable
from dataclasses import replace
from math import ceil, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiment.cases import Case, hashes_of_households
from sim.experiment.precision import GROWTH, Check, Precision, StoppingResult
from sim.outcomes.families import of_families, whole
from sim.outcomes.formulas import with_own
from sim.outcomes.intervals import ALPHA_OF_A_LOOK, FEW, students_t
from sim.outcomes.parts import scan
from sim.words.outcomes import Outcome

if TYPE_CHECKING:
    import polars as pl

    from sim.population import Population

FIRST = 2  # lives of each household before the first look
MOST = 1_000  # lives of each household, unless another bound is given


def settled(
    population: "Population",
    precision: Precision,
    most: int,
    persons: "pl.DataFrame",
    simulate: Callable[[Case, str], list[Path]],
) -> "tuple[Population, Case, StoppingResult]":
    """The population with as many lives of each household as are needed, at most `most`; its case, and its widths.

    `simulate` simulates a case, with a note for who waits, and gives the files of its lives.
    """
    from sim.scenario import with_lives

    number, rows = len(population.households), hashes_of_households(population)
    lives, so_far = min(FIRST, most), ""
    while True:
        population = replace(population, scenario=with_lives(population.scenario, lives))
        case = Case.of_population(population, rows)
        files = simulate(case, so_far)
        checks = tuple(_check(precision, outcome, files, persons, number * lives) for outcome in precision.of)
        for outcome, check in zip(precision.of, checks, strict=True):
            precision.refuse_share_of_nothing(outcome, check)
        result = StoppingResult(lives, precision, checks)
        still_open = [check for check in checks if not check.is_narrow and not check.is_given_up]
        if not still_open or lives >= most:
            return population, case, result
        so_far = f"{result.width} reached, ± {precision.text} wanted"
        needed = ceil(max(check.lives_needed for check in still_open) / number)
        lives = min(most, max(lives + 1, needed if all(one.is_reliable for one in still_open) else GROWTH * lives))


def _check(precision: Precision, outcome: Outcome, files: list[Path], persons: "pl.DataFrame", lives: int) -> Check:
    mean, error, differing, freedom = chance_of_mean(files, outcome, persons)
    half = students_t(freedom, ALPHA_OF_A_LOOK) * error if differing else 0.0
    return Check(outcome.name, lives, half, precision.target(outcome, mean), differing, freedom >= FEW)


def chance_of_mean(files: list[Path], outcome: Outcome, persons: "pl.DataFrame") -> tuple[float, float, int, int]:
    """The weighted mean over households (over persons where an outcome is of each), in whole numbers; the part of its
    standard error that is due to the lives drawn; how many households have lives that differ, with how much freedom."""
    import polars as pl

    lives = with_own(scan(files), [outcome] if outcome.formula is not None else [])
    if outcome.has_family:
        weights = persons.group_by("household", maintain_order=True).agg(pl.col("weight").mean())
        values = (
            of_families(lives, outcome, ("household",)).collect().join(weights, on="household", maintain_order="left")
        )
    else:
        values = lives.select("household", "person", "life", value=whole(lives, outcome)).collect()
        values = values.join(persons.select("person", "weight"), on="person", maintain_order="left")
    values = values.drop_nulls("value").with_columns(pl.col("value").cast(pl.Float64))
    all_weights = float(values["weight"].sum())
    if not all_weights:
        return 0.0, 0.0, 0, 1
    mean = float((values["value"] * values["weight"]).sum()) / all_weights
    moved = ((pl.col("value") - mean) * pl.col("weight") / all_weights).sum()
    of_lives = values.group_by("household", "life", maintain_order=True).agg(moved=moved)
    of_homes = of_lives.group_by("household", maintain_order=True).agg(pl.len(), pl.col("moved").var())
    differing = of_homes.filter(pl.col("moved") > 0)
    variance = float((differing["len"] * differing["moved"]).sum())
    return mean, sqrt(variance), differing.height, max(1, int((differing["len"] - 1).sum()))
