"""Small bars in a table: how many lives have how much of an outcome, from the least on."""

import sys
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from sim.outcomes.columns import LIVES
from sim.outcomes.families import of_families, whole
from sim.outcomes.rows import rows_of
from sim.words.outcomes import Outcome

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_HEIGHTS = "▁▂▃▄▅▆▇█"  # the lowest for no life at all
_CLASSES = 8
_BEYOND = 0.99  # the part of the lives before the last bar, which holds all others too

#: The bars of an outcome, by its name and whose it is: a person's, the family's (none), a variant's.
Bars = dict[tuple[str, str | None], str]


def can_be_shown(folder: Path) -> bool:
    """Whether the result has its lives, and the screen these letters; one that knows ASCII alone has not."""
    if not (folder / LIVES).is_file():
        return False
    try:
        _HEIGHTS.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def of_people(folder: Path, outcomes: Iterable[Outcome]) -> Bars:
    """Bars of each person and of the family, each from their own least to their own most."""
    import polars as pl

    found: Bars = {}
    lives = rows_of(folder / LIVES)
    for outcome in outcomes:
        rows = lives.select(pl.col("person").cast(pl.String), value=whole(lives, outcome)).drop_nulls().collect()
        whose: dict[str | None, np.ndarray] = {
            str(person): _array(of_one["value"]) for (person,), of_one in rows.group_by("person")
        }
        if outcome.has_family:
            whose[None] = _array(of_families(lives, outcome).drop_nulls().collect()["value"])
        found |= {(outcome.name, who): drawn(amounts, [amounts]) for who, amounts in whose.items()}
    return found


def of_cases(folder: Path, outcomes: Iterable[Outcome]) -> Bars:
    """Bars of the family under each variant, all of an outcome over the same amounts."""
    import polars as pl

    found: Bars = {}
    for outcome in outcomes:
        rows = of_families(rows_of(folder / LIVES), outcome, by=("variant",)).drop_nulls()
        by_case = rows.with_columns(pl.col("variant").cast(pl.String)).collect().group_by("variant")
        values = {str(case): _array(of_one["value"]) for (case,), of_one in by_case}
        found |= {(outcome.name, case): drawn(one, list(values.values())) for case, one in values.items()}
    return found


def drawn(amounts: "np.ndarray", among: "Sequence[np.ndarray]") -> str:
    """A bar for each of some classes as wide as each other, over the amounts among which these are seen."""
    import numpy as np

    least = min((float(one.min()) for one in among if one.size), default=0.0)
    most = max((float(np.quantile(one, _BEYOND, method="higher")) for one in among if one.size), default=0.0)
    if not amounts.size or least == most:
        return ""
    counts, _ = np.histogram(np.clip(amounts, least, most), bins=_CLASSES, range=(least, most))
    tallest = len(_HEIGHTS) - 1
    return "".join(_HEIGHTS[ceil(tallest * int(count) / int(counts.max()))] for count in counts)


def _array(values: "pl.Series") -> "np.ndarray":
    return values.cast(float).to_numpy()
