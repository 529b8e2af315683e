"""A block of households: simulated some at a time, each with all its lives, and reduced where it was made."""

from typing import TYPE_CHECKING

from sim.experiment.law import policy_of
from sim.outcomes.columns import LIVES, PERSON_COLUMNS, YEARS
from sim.outcomes.households import lives_of, years_of
from sim.outcomes.parts import Part, Range, to_arrow

if TYPE_CHECKING:
    import polars as pl

    from sim.population import Population


def simulate_households(population: "Population", block: Range, kinds: tuple[str, ...]) -> Part:
    """The outcomes of households; the division into blocks and plans changes no row and no order."""
    import polars as pl

    from sim.engine import run_block
    from sim.plan import Plan

    who = people_of(population)
    frames: dict[str, list[pl.DataFrame]] = {LIVES: [], YEARS: []}
    for scenario in population.cases():
        plan = Plan.make(scenario, policy_of(scenario))
        simulated = run_block(plan, range(population.lives))
        frames[LIVES].append(lives_of(simulated, plan.names, who, scenario.outcomes.kept))
        frames[YEARS].append(years_of(simulated, plan.names, who))
    return Part(*block, {kind: to_arrow(pl.concat(frames[kind])) for kind in kinds})


def people_of(population: "Population") -> "pl.DataFrame":
    """Everybody of a population with household, weight and what groups are made of."""
    import polars as pl

    numbers = {"weight": pl.Float64, "age": pl.Int64, "wage": pl.Int64}
    kinds = {column.name: numbers.get(column.name, pl.String) for column in PERSON_COLUMNS}
    return population.households.frame.select(pl.col(name).cast(kind) for name, kind in kinds.items())
