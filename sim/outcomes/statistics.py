"""Distributions over lives: per person and for the family.

Interval of a mean: normal, mean ± 1.96 standard errors; of a share of lives: Wilson's. A quantile is an outcome that
some life really had: the smallest value that at least so many of a hundred lives do not exceed, exact to the fen.
The family's outcome in a life is the sum of its persons' (money and months; yes and no are told per person only).
Lives in which an outcome has no value (the right at retirement of who never retires) are left out and not counted.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.outcomes.measures import COLUMNS, Measure, Unit
from sim.outcomes.parts import LIVES

if TYPE_CHECKING:
    import polars as pl

Z = 1.959963984540054  # of the normal distribution, for 95 %
QUANTILES = {"p5": 5, "p25": 25, "median": 50, "p75": 75, "p95": 95}
COLUMN_NAMES = ("outcome", "person", "unit", "lives", "mean", "low", "high", *QUANTILES)


def summary(folder: Path, measures: Iterable[Measure] = COLUMNS) -> "pl.DataFrame":
    """One row per outcome and person, then one for the family (`person` is null): mean, interval, quantiles.

    Yuan, months, or shares of lives from 0 to 1. Reads one outcome at a time.
    """
    import polars as pl

    return summary_of(pl.scan_parquet(folder / LIVES, glob=False), measures)


def summary_of(
    lives: "pl.LazyFrame", measures: Iterable[Measure] = COLUMNS, by: tuple[str, ...] = ()
) -> "pl.DataFrame":
    """The same of any rows of lives; where they are those of several readings, `by` names the columns that tell."""
    import polars as pl

    return pl.concat([_of_measure(lives, measure, by) for measure in measures])


def _of_measure(lives: "pl.LazyFrame", measure: Measure, by: tuple[str, ...]) -> "pl.DataFrame":
    import polars as pl

    values = lives.select(*by, "life", "person", value=whole(lives, measure)).collect()
    rows = values.group_by(*by, "person", maintain_order=True).agg(_statistics(measure))
    if not measure.is_flag:
        family = (
            values.group_by(*by, "life", maintain_order=True)
            .agg(pl.col("value").sum())
            .with_columns(person=pl.lit(None, pl.String))
        )
        rows = pl.concat([rows, family.group_by(*by, "person", maintain_order=True).agg(_statistics(measure))])
    name, unit = pl.lit(measure.name).alias("outcome"), pl.lit(str(measure.unit)).alias("unit")
    return rows.with_columns(name, unit).select(*by, *COLUMN_NAMES)


def whole(lives: "pl.LazyFrame", measure: Measure) -> "pl.Expr":
    """The outcome as a whole number: fen, months, or 0 and 1. A result holds yuan, a part of one whole fen."""
    import polars as pl

    column = pl.col(measure.name)
    is_yuan = lives.collect_schema()[measure.name].is_decimal()
    return (column * 100 if is_yuan else column).cast(pl.Int64)


def _statistics(measure: Measure) -> "list[pl.Expr]":
    import polars as pl

    value = pl.col("value").drop_nulls()
    number = value.len().cast(pl.Int64)
    # as a column: by a single number, polars divides some rows and multiplies others by its inverse
    scale = number * 0 + (100 if measure.unit is Unit.YUAN else 1)
    mean = pl.when(number > 0).then(value.sum().cast(pl.Float64) / number)
    if measure.is_flag:
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


def _variance(value: "pl.Expr") -> "pl.Expr":
    """The variance of whole numbers, from whole sums: so it does not depend on the order in which they were added."""
    import polars as pl

    wide = value.cast(pl.Int128)
    number = wide.len().cast(pl.Int128)
    squares = number * (wide * wide).sum() - wide.sum() * wide.sum()
    return squares.cast(pl.Float64) / (number * (number - 1)).cast(pl.Float64)


def rank_of(percent, number):
    """Place, from 0, of a quantile among `number` ordered values: the smallest that `percent` of them do not exceed."""
    return (percent * number + 99) // 100 - 1


def _wilson(share: "pl.Expr", number: "pl.Expr") -> "tuple[pl.Expr, pl.Expr]":
    """Wilson's interval of a share: never outside 0 to 1, and honest where every life or none says yes."""
    middle = (share + Z * Z / (2 * number)) / (1 + Z * Z / number)
    half = Z / (1 + Z * Z / number) * (share * (1 - share) / number + Z * Z / (4 * number * number)).sqrt()
    return (middle - half).clip(0, 1), (middle + half).clip(0, 1)
