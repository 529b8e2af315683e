"""Distributions of outcomes over lives, per person and for the family.

The interval of a mean is normal: mean ± 1.96 standard errors. That of a share of lives is Wilson's score interval
(E. B. Wilson, 1927, J. Am. Stat. Assoc. 22:209). A quantile is an outcome that some life really had: the smallest
value that at least so many of a hundred lives do not exceed, exact to the fen. The family's outcome in a life is the
sum over its persons (money and months; yes and no are per person only). Lives in which an outcome has no value (the
right at retirement of a person who never retires) are left out and not counted.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.outcomes.columns import LIVES
from sim.words.outcomes import COLUMNS, Outcome

if TYPE_CHECKING:
    import polars as pl

Z = 1.959963984540054  # of the normal distribution, for 95 %
QUANTILES = {"p5": 5, "p25": 25, "median": 50, "p75": 75, "p95": 95}
COLUMN_NAMES = ("outcome", "person", "unit", "lives", "mean", "low", "high", *QUANTILES)


def summary(folder: Path, outcomes: Iterable[Outcome] = COLUMNS) -> "pl.DataFrame":
    """One row per outcome and person, then one for the family (`person` is null): mean, interval, quantiles.

    Yuan, months, or shares of lives from 0 to 1. Reads one outcome at a time.
    """
    import polars as pl

    return summary_of(pl.scan_parquet(folder / LIVES, glob=False), outcomes)


def summary_of(
    lives: "pl.LazyFrame", outcomes: Iterable[Outcome] = COLUMNS, by: tuple[str, ...] = ()
) -> "pl.DataFrame":
    """The same for any rows of lives; rows of several cases differ in the columns `by`."""
    import polars as pl

    return pl.concat([_of_outcome(lives, outcome, by) for outcome in outcomes])


def levels(lives: "pl.LazyFrame") -> "pl.DataFrame":
    """The same for each variant of a comparison, one after the other in the order of the lives."""
    import polars as pl

    order = lives.select("variant").unique(maintain_order=True).with_row_index("order").collect()
    rows = summary_of(lives, by=("variant",)).join(order, on="variant", maintain_order="left")
    return rows.sort("order", maintain_order=True).drop("order").with_columns(pl.col("variant").cast(pl.String))


def _of_outcome(lives: "pl.LazyFrame", outcome: Outcome, by: tuple[str, ...]) -> "pl.DataFrame":
    import polars as pl

    values = lives.select(*by, "life", "person", value=whole(lives, outcome)).collect()
    rows = values.group_by(*by, "person", maintain_order=True).agg(_statistics(outcome))
    if not outcome.is_flag:
        family = (
            values.group_by(*by, "life", maintain_order=True)
            .agg(pl.col("value").cast(pl.Int128).sum())
            .with_columns(person=pl.lit(None, pl.String))
        )
        rows = pl.concat([rows, family.group_by(*by, "person", maintain_order=True).agg(_statistics(outcome))])
    name, unit = pl.lit(outcome.name).alias("outcome"), pl.lit(str(outcome.unit)).alias("unit")
    return rows.with_columns(name, unit).select(*by, *COLUMN_NAMES)


def whole(lives: "pl.LazyFrame", outcome: Outcome) -> "pl.Expr":
    """The outcome as a whole number: fen, months, or 0 and 1. A result holds yuan, a block whole fen."""
    import polars as pl

    column = pl.col(outcome.name)
    is_yuan = lives.collect_schema()[outcome.name].is_decimal()
    return (column * 100 if is_yuan else column).cast(pl.Int64)


def _statistics(outcome: Outcome) -> "list[pl.Expr]":
    import polars as pl

    value = pl.col("value").drop_nulls()
    number = value.len().cast(pl.Int64)
    # as a column: by a single number, polars divides some rows and multiplies others by its inverse
    scale = number * 0 + outcome.scale
    mean = pl.when(number > 0).then(value.cast(pl.Int128).sum().cast(pl.Float64) / number)
    if outcome.is_flag:
        low, high = _wilson(mean, number)
        none = pl.lit(None, pl.Float64)
        return [number.alias("lives"), mean.alias("mean"), low.alias("low"), high.alias("high")] + [
            none.alias(name) for name in QUANTILES
        ]
    error = pl.when(number > 1).then(Z * (_variance(value) / number).sqrt()).otherwise(0.0)
    ordered = value.sort()
    return [
        number.alias("lives"),
        (mean / scale).alias("mean"),
        ((mean - error) / scale).alias("low"),
        ((mean + error) / scale).alias("high"),
        *(
            (ordered.get(rank_of(percent, number), null_on_oob=True) / scale).alias(name)
            for name, percent in QUANTILES.items()
        ),
    ]


_FINEST = 2**40  # steps that a spread is divided into at least: their squares add up within 128 bits for 2^23 lives


def _variance(value: "pl.Expr") -> "pl.Expr":
    """The variance of whole numbers, from whole sums, so that it does not depend on the order of the rows.

    The numbers are taken from the least of them, which changes no variance. Beyond eleven thousand million yuan of
    spread they are counted in whole steps of more than a fen, so that no square wraps around.
    """
    import polars as pl

    above = value.cast(pl.Int128) - value.min().cast(pl.Int128)
    step = above.max() // _FINEST + 1
    steps, number = above // step, above.len().cast(pl.Int128)
    squares = number * (steps * steps).sum() - steps.sum() * steps.sum()
    return squares.cast(pl.Float64) / (number * (number - 1)).cast(pl.Float64) * step.cast(pl.Float64).pow(2)


def rank_of(percent, number):
    """Place, from 0, of a quantile among `number` ordered values: the smallest that `percent` of them do not exceed."""
    return (percent * number + 99) // 100 - 1


def _wilson(share: "pl.Expr", number: "pl.Expr") -> "tuple[pl.Expr, pl.Expr]":
    """Wilson's interval of a share: it stays within 0 to 1, and holds even if every life says yes, or none."""
    middle = (share + Z * Z / (2 * number)) / (1 + Z * Z / number)
    half = Z / (1 + Z * Z / number) * (share * (1 - share) / number + Z * Z / (4 * number * number)).sqrt()
    return (middle - half).clip(0, 1), (middle + half).clip(0, 1)
