"""Which of the assumptions that a sweep tried move an outcome, read from its record and its effects."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.outcomes.columns import EFFECTS

if TYPE_CHECKING:
    import polars as pl

ROUNDING = 1e-9  # a smaller share of a mean is rounding error


def assumptions(record: dict[str, Any], folder: Path) -> "pl.DataFrame":
    """One row per assumption: its value, those tried instead, and the outcomes that these move, of anybody in any
    variant; none of what was not tried, with the reason."""
    import polars as pl

    moved = _moved(folder)
    tried = [{**one, "moves": moved.get(one["path"], []), "why": None} for one in record["tried"]]
    not_tried = [{**one, "path": None, "values": None, "moves": None} for one in record["not_tried"]]
    texts = dict.fromkeys(("parameter", "region", "value", "name", "path"), pl.String)
    schema = texts | dict.fromkeys(("values", "moves"), pl.List(pl.String)) | {"why": pl.String}
    return pl.DataFrame([*tried, *not_tried], schema=schema)


def _moved(folder: Path) -> dict[str, list[str]]:
    """The outcomes that each path moves, in the order of the table."""
    import polars as pl

    size = pl.max_horizontal(pl.col("mean_low").abs(), pl.col("mean_high").abs())
    moving = pl.scan_parquet(folder / EFFECTS, glob=False).filter(pl.col("effect").abs() > ROUNDING * size)
    found: dict[str, dict[str, None]] = {}
    for path, outcome in moving.select("path", "outcome").collect().iter_rows():
        found.setdefault(path, {})[outcome] = None
    return {path: [*outcomes] for path, outcomes in found.items()}
