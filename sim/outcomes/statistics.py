"""Distributions of outcomes over lives, per person and for the family.

The intervals are those of `intervals.py`: Hall's of a mean, Wilson's of a share of lives, that of order statistics of a
quantile. A quantile is an outcome that some life really had: the smallest value that at least so many of a hundred
lives do not exceed, exact to the fen. The family's outcome in a life is the sum over its persons (money and months; yes
and no are per person only). Lives in which an outcome has no value (the right at retirement of a person who never
retires) are left out and not counted.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.outcomes.columns import LIVES
from sim.outcomes.families import of_families, whole
from sim.outcomes.intervals import (
    Interval,
    Mean,
    expected_shortfall,
    interval_of_shortfall,
    rank_of,
    ranks_around,
    wilson,
)
from sim.outcomes.rows import rows_of
from sim.words.outcomes import COLUMNS, Better, Outcome

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

QUANTILES = {"p5": 5, "p25": 25, "median": 50, "p75": 75, "p95": 95}
QUANTILE_ENDS = tuple(f"{name}_{end}" for name in QUANTILES for end in ("low", "high"))
SHORTFALL = ("shortfall", "shortfall_low", "shortfall_high")
_STATISTICS = ("lives", "mean", "low", "high", "differing", "few", *QUANTILES, *QUANTILE_ENDS, *SHORTFALL)
COLUMN_NAMES = ("outcome", "person", "unit", *_STATISTICS)


def summary(folder: Path, outcomes: Iterable[Outcome] = COLUMNS) -> "pl.DataFrame":
    """One row per outcome and person, then one for the family (`person` is null): mean, interval, quantiles.

    Yuan, months, or shares of lives from 0 to 1. Reads one outcome at a time.
    """
    return summary_of(rows_of(folder / LIVES), outcomes)


def summary_of(
    lives: "pl.LazyFrame", outcomes: Iterable[Outcome] = COLUMNS, by: tuple[str, ...] = ()
) -> "pl.DataFrame":
    """The same for any rows of lives; rows of several cases differ in the columns `by`."""
    import polars as pl

    return pl.concat([_of_outcome(lives, outcome, by) for outcome in outcomes])


def exceeding(lives: "pl.LazyFrame", outcome: Outcome, amount: Fraction, by: tuple[str, ...] = ()) -> "pl.DataFrame":
    """The share of lives in which an outcome is above an amount, in its unit, with Wilson's interval.

    One row per person, then one for the family (`person` is null).
    """
    import polars as pl

    bound = floor(amount * outcome.scale)  # whole numbers above the amount are those above this
    kinds = {"above": pl.Int64, "share": pl.Float64, "low": pl.Float64, "high": pl.Float64}
    groups = _groups(lives, outcome, by)
    found = []
    for values in groups["value"]:
        above = int((values > bound).sum())
        found.append(
            (values.len(), above, above / values.len() if values.len() else None, *wilson(above, values.len()))
        )
    shares = pl.DataFrame(found, schema={"lives": pl.Int64} | kinds, orient="row")
    return (
        groups.drop("value")
        .hstack(shares)
        .with_columns(outcome=pl.lit(outcome.name))
        .select(*by, "outcome", "person", *shares.columns)
    )


def above(folder: Path, outcome: Outcome, amount: Fraction) -> "pl.DataFrame":
    """The same of the lives of a run, beside the expected shortfall of each: the mean of the worst 5 % of lives."""
    import polars as pl

    lives = rows_of(folder / LIVES)
    tails = summary_of(lives, [outcome]).select("person", *SHORTFALL)
    shares = exceeding(lives, outcome, amount)
    return shares.with_columns(amount=pl.lit(float(amount))).join(
        tails, on="person", nulls_equal=True, maintain_order="left"
    )


def levels(lives: "pl.LazyFrame", outcomes: Iterable[Outcome] = COLUMNS) -> "pl.DataFrame":
    """The same for each variant of a comparison, one after the other in the order of the lives."""
    import polars as pl

    order = lives.select("variant").unique(maintain_order=True).with_row_index("order").collect()
    rows = summary_of(lives, outcomes, by=("variant",)).join(order, on="variant", maintain_order="left")
    return rows.sort("order", maintain_order=True).drop("order").with_columns(pl.col("variant").cast(pl.String))


def _of_outcome(lives: "pl.LazyFrame", outcome: Outcome, by: tuple[str, ...]) -> "pl.DataFrame":
    import polars as pl

    rows = _described(_groups(lives, outcome, by), outcome)
    name, unit = pl.lit(outcome.name).alias("outcome"), pl.lit(str(outcome.unit)).alias("unit")
    return rows.with_columns(name, unit).select(*by, *COLUMN_NAMES)


def _groups(lives: "pl.LazyFrame", outcome: Outcome, by: tuple[str, ...]) -> "pl.DataFrame":
    """A row per case and person, then one per case for the family, with the values of its lives in order."""
    import polars as pl

    groups = []
    if outcome.has_persons:
        groups.append(_sorted(lives.select(*by, "person", value=whole(lives, outcome)).collect(), by))
    if outcome.has_family:
        family = of_families(lives, outcome, by).with_columns(person=pl.lit(None, pl.String)).collect()
        groups.append(_sorted(family, by))
    return pl.concat([group.with_columns(pl.col("value").cast(pl.List(pl.Int128))) for group in groups])


def _sorted(values: "pl.DataFrame", by: tuple[str, ...]) -> "pl.DataFrame":
    """A row per case and person, with the values of its lives in order."""
    import polars as pl

    return values.group_by(*by, "person", maintain_order=True).agg(pl.col("value").drop_nulls().sort())


def _described(groups: "pl.DataFrame", outcome: Outcome) -> "pl.DataFrame":
    import polars as pl

    rows = [statistics_of(_array(values), outcome) for values in groups["value"]]
    types = dict.fromkeys(_STATISTICS, pl.Float64) | {"lives": pl.Int64, "differing": pl.Int64, "few": pl.Boolean}
    return groups.drop("value").hstack(pl.DataFrame(rows, schema=types))


def _array(values: "pl.Series") -> "np.ndarray":
    """Whole numbers as int64, or as Python's where a sum over persons is beyond them."""
    import numpy as np
    import polars as pl

    narrow = values.cast(pl.Int64, strict=False)
    return np.array(values.to_list(), object) if narrow.null_count() else narrow.to_numpy()


def statistics_of(ordered: "np.ndarray", outcome: Outcome) -> dict[str, Any]:
    """Everything the table says of whole numbers in order, a life each; in the unit of the outcome."""
    mean = Mean.of(ordered)
    low, high = interval_of(mean, outcome)
    found: dict[str, Any] = {"lives": mean.number, "differing": mean.differing}
    found |= {"few": not outcome.is_flag and mean.number > 1 and mean.is_carried_by_few}
    found |= {"mean": mean.mean, "low": low, "high": high}
    if outcome.has_distribution and mean.number:
        found |= quantiles_of(ordered)
        shortfall, *interval = expected_shortfall(ordered, of_least=outcome.better is Better.MORE)
        found |= zip(SHORTFALL, (shortfall, *_possible(interval, outcome)), strict=True)
    scaled = ("mean", "low", "high", *QUANTILES, *QUANTILE_ENDS, *SHORTFALL)
    return found | {name: in_unit(found.get(name), outcome) for name in scaled}


def interval_of(mean: Mean, outcome: Outcome) -> Interval:
    """The interval of a mean over lives, or of a share of them."""
    if outcome.is_flag:
        return wilson(mean.sum, mean.number)
    return _possible(interval_of_shortfall(mean) if outcome.is_shortfall else mean.interval(), outcome)


def _possible(interval: Iterable[float | None], outcome: Outcome) -> Interval:
    """An interval of levels without what no life can have."""
    low, high = interval
    if low is None or high is None:
        return None, None
    return (max(0.0, low) if outcome.is_never_negative else low), high


def quantiles_of(ordered: "np.ndarray") -> dict[str, int | None]:
    """The quantiles of whole numbers in order, each with the two of them between which the true quantile lies."""
    found: dict[str, int | None] = {}
    for name, percent in QUANTILES.items():
        found[name] = int(ordered[rank_of(percent, ordered.size)])
        for end, rank in zip(("low", "high"), ranks_around(percent, ordered.size), strict=True):
            found[f"{name}_{end}"] = None if rank is None else int(ordered[rank])
    return found


def in_unit(value: float | None, outcome: Outcome) -> float | None:
    """A number of fen, months, or lives in the unit of its outcome."""
    return None if value is None else value / outcome.scale
