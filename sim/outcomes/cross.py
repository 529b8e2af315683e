"""An outcome of a sweep over two paths as a cross table: a row per value of one, a column per value of the other."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.outcomes.columns import POINT_OUTCOMES, POINTS
from sim.outcomes.rows import of_whom

if TYPE_CHECKING:
    import polars as pl


def cross_table(
    folder: Path, paths: Sequence[str], outcome: str, variant: str, person: str | None, statistic: str = "mean"
) -> "pl.DataFrame":
    """The values in the order of the points; none where a point failed or has no such outcome."""
    import polars as pl

    first, second = paths
    points = pl.scan_parquet(folder / POINTS, glob=False).filter(pl.col("variant") == variant)
    rows = of_whom(pl.scan_parquet(folder / POINT_OUTCOMES, glob=False)).filter(
        pl.col("variant") == variant,
        pl.col("outcome") == outcome,
        pl.col("person").eq_missing(pl.lit(person, pl.String)),
    )
    values = points.select("point", first, second).join(rows.select("point", statistic), on="point", how="left")
    return (
        values.sort("point")
        .drop("point")
        .collect()
        .pivot(second, index=first, values=statistic, aggregate_function="first")
    )
