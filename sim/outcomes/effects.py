"""The table of effects: how far each path of a sweep moves each outcome, its elementary effects, its Sobol' indices."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.outcomes.axes import Axis
from sim.outcomes.jackknife import means_without_groups
from sim.outcomes.screening import Screened, screened
from sim.outcomes.sobol import indices
from sim.outcomes.tornado import tornado

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_COLUMNS = (
    "value_low",
    "value_high",
    "mean_low",
    "mean_high",
    "effect",
    "effect_from",
    "effect_to",
    "spread",
    "fit",
    "bend",
    "prcc",
    "prcc_from",
    "prcc_to",
)
_SCREENED_COLUMNS = Screened._fields
_INDEX_COLUMNS = ("first", "first_from", "first_to", "total", "total_from", "total_to")


def effects(
    axes: Sequence[Axis],
    by: str,
    groups_by_outcome: "Mapping[tuple[str | None, ...], np.ndarray]",
    sizes_by_outcome: "Mapping[tuple[str | None, ...], np.ndarray] | None" = None,
    whose: Sequence[str] = ("person",),
) -> "pl.DataFrame":
    """Effects and indices: a row for each outcome, person (null: the family) and path, the largest effect first.

    `whose` names the columns that say whose outcome it is.

    Of Morris screening that with the largest mean size of its elementary effects is first: an effect that bends or
    turns may be small from end to end.
    """
    import polars as pl

    rows = []
    for key, groups in groups_by_outcome.items():
        sizes = (sizes_by_outcome or {}).get(key)
        index_of = {index.path: index for index in indices(axes, by, groups, sizes).of}
        of_path: dict[str, Screened] = dict.fromkeys((axis.path for axis in axes), Screened())
        if by == "morris":
            of_path = dict(zip(of_path, screened(axes, means_without_groups(groups, sizes))))
        for effect in sorted(tornado(axes, by, groups, sizes), key=lambda effect: -(of_path[effect.path].mu_star or 0)):
            of_effect = [getattr(effect, name) for name in _COLUMNS]
            of_index = [getattr(index_of[effect.path], name) for name in _INDEX_COLUMNS]
            rows.append((*key, effect.path, *of_effect, *of_path[effect.path], *of_index))
    texts = ("outcome", *whose, "path", *_COLUMNS[:2])
    numbers = (*_COLUMNS[2:], *_SCREENED_COLUMNS, *_INDEX_COLUMNS)
    schema = dict.fromkeys(texts, pl.String) | dict.fromkeys(numbers, pl.Float64)
    return pl.DataFrame(rows, schema=schema, orient="row")
