"""All variants of a comparison against each other, and how likely each has the best mean."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sim.outcomes.columns import BEST_COLUMNS, PAIRS_COLUMNS
from sim.outcomes.families import of_families
from sim.outcomes.paired import comparison_of_families, holm
from sim.outcomes.statistics import in_unit
from sim.words.outcomes import COLUMNS, Better, Outcome

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_DRAWS = 10_000  # of the means, with a fixed seed
_NOTHING = 1e-12  # a variance that is a smaller part of the largest is rounding error
ALIKE = 1e-9  # relative to the largest of them: means that lie closer are alike


def _amounts(outcomes: Iterable[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.has_family and not outcome.is_flag]


def pairs(lives: "pl.LazyFrame", names: Sequence[str], outcomes: Iterable[Outcome] = COLUMNS) -> "pl.DataFrame":
    """One row per two variants (`variant` less `against`, the baseline is one of them) and amount, for the family.

    The probabilities are adjusted by Holm's step-down for all rows of this table.
    """
    import polars as pl

    tables, amounts = [], _amounts(outcomes)
    for place, against in enumerate(names[:-1]):
        some = lives.filter(pl.col("variant").cast(pl.String).is_in(names[place:]))
        table = comparison_of_families(some, against, amounts)
        tables.append(table.with_columns(against=pl.lit(against)))
    table = pl.concat(tables)
    for name in ("p", "p_sign"):
        is_tested = table[name].is_not_null()
        adjusted = pl.Series(holm(table[name].filter(is_tested).to_list()), dtype=pl.Float64)
        table = table.with_columns(table[f"{name}_holm"].scatter(is_tested.arg_true(), adjusted))
    return table.select(column.name for column in PAIRS_COLUMNS)


def best(lives: "pl.LazyFrame", names: Sequence[str], outcomes: Iterable[Outcome] = COLUMNS) -> "pl.DataFrame":
    """One row per variant (the baseline first) and amount that is better the more or the less of it, for the family.

    The means of all variants, over the same lives, are taken as normal with the covariance that the lives show; `best`
    is the share of draws from it in which a variant's mean is the best. Means that are alike share a draw.
    """
    import polars as pl

    rows: list[dict[str, Any]] = []
    for outcome in _amounts(outcomes):
        if outcome.better is not Better.NEITHER:
            values = _values(lives, outcome, names)
            rows += _of_outcome(outcome, names, values) if len(values) else []
    order = {name: place for place, name in enumerate(names)}
    rows.sort(key=lambda row: order[row["variant"]])
    types = {"name": pl.String, "number": pl.Int64}
    return pl.DataFrame(rows, {column.name: types.get(column.unit, pl.Float64) for column in BEST_COLUMNS})


def _values(lives: "pl.LazyFrame", outcome: Outcome, names: Sequence[str]) -> "np.ndarray":
    """The family's outcome in whole numbers: a row per life that has it under all variants, a column per variant."""
    import polars as pl

    rows = of_families(lives, outcome, ("variant",)).with_columns(pl.col("variant").cast(pl.String)).collect()
    wide = rows.pivot("variant", index="life", values="value").sort("life").drop_nulls()
    return wide.select(pl.col(names).cast(pl.Float64)).to_numpy()


def _of_outcome(outcome: Outcome, names: Sequence[str], values: "np.ndarray") -> list[dict[str, Any]]:
    import numpy as np

    better = values if outcome.better is Better.MORE else -values
    means = better.mean(axis=0)
    if len(values) > 1:
        covariance = np.atleast_2d(np.cov(better, rowvar=False)) / len(values)
        sizes, directions = np.linalg.eigh(covariance)
        normal = np.random.default_rng(1).standard_normal((_DRAWS, len(names)))
        sizes = np.where(sizes > _NOTHING * sizes.max(), sizes, 0.0)
        means = means + normal * np.sqrt(sizes) @ directions.T
    shares, of_lives = (shares_of_best(table) for table in (np.atleast_2d(means), better))
    return [
        {
            "variant": name,
            "outcome": outcome.name,
            "unit": str(outcome.unit),
            "lives": len(values),
            "mean": in_unit(float(values[:, place].mean()), outcome),
            "best": float(shares[place]) if len(values) > 1 else None,
            "best_in": None if outcome.is_shortfall else float(of_lives[place]),
        }
        for place, name in enumerate(names)
    ]


def shares_of_best(table: "np.ndarray") -> "np.ndarray":
    """In what share of the rows each column has the highest number; those that are alike share a row."""
    highest = table.max(axis=1, keepdims=True)
    is_best = table >= highest - ALIKE * abs(highest)
    return (is_best / is_best.sum(axis=1, keepdims=True)).mean(axis=0)
