"""How unequal households are, who pays and who receives, and whom care burdens: weighted, with intervals.

A household's means are what it earned and drew as pensions in a life, its care what `out_of_pocket` says; both a head
of the first day. Gini coefficients and concentration indices are over people: each household of each life weighs as
much as its persons together. With p the shares of weight, y what is distributed, R the fractional rank by means (equal
means share the middle of theirs) and A = Σ p y R, the concentration index is C = 2 A / mean y - 1 (N. Kakwani, A.
Wagstaff & E. van Doorslaer, 1997, J. Econom. 77:87); the Gini coefficient is that of the means themselves.

Its variance is linearized (J.-C. Deville, 1999, Surv. Methodol. 25:193) with households as clusters. The influence of a
row is 2 / mean y × (y R + T - 2 A) - 2 A / (mean y)² × (y - mean y), where T is the sum of p y over those with greater
means and half of it over those with equal means: a row moves the ranks of all above it too.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.outcomes import weighted
from sim.outcomes.columns import COMPARED_INEQUALITY_COLUMNS, INEQUALITY_COLUMNS
from sim.outcomes.population import frame, values_of
from sim.words.measures import Measure
from sim.words.outcomes import BY_NAME

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

Row = dict[str, Any]
_READ = (
    "earned", "pensions", "out_of_pocket", "pool_paid", "catastrophic_years_10", "catastrophic_years_25",
    "catastrophic_years_40",
)  # fmt: skip


class Found(NamedTuple):
    """A measure, and how much each row moves it for a unit of its weight."""

    value: float
    influences: "np.ndarray"
    weights: "np.ndarray"

    def less(self, other: "Found | None") -> "Found | None":
        """The difference of two measures of the same rows."""
        if other is None:
            return None
        return Found(self.value - other.value, self.influences - other.influences, self.weights)


def inequality(lives: "pl.LazyFrame", persons: "pl.DataFrame", years: int) -> "pl.DataFrame":
    """One row a measure, over the households of a population that were simulated over so many calendar years."""
    homes = _households(lives, persons)
    found = measures(homes, years)
    return frame([_row(measure, one, homes) for measure, one in found.items()], INEQUALITY_COLUMNS)


def compared_inequality(lives: "Mapping[str, pl.LazyFrame]", persons: "pl.DataFrame", years: int) -> "pl.DataFrame":
    """The same of the baseline, the first of `lives`, and of each variant with the difference."""
    homes = {name: _households(of_one, persons) for name, of_one in lives.items()}
    found = {name: measures(of_one, years) for name, of_one in homes.items()}
    first = next(iter(lives))
    rows = []
    for name, measured in found.items():
        for measure, now in measured.items():
            row = {"variant": name} | _row(measure, now, homes[name])
            rows.append(row if name == first else row | _change(now, found[first][measure], homes[name]))
    return frame(rows, COMPARED_INEQUALITY_COLUMNS)


def _change(now: "Found | None", was: "Found | None", homes: "pl.DataFrame") -> Row:
    """The difference of a measure from the baseline's; none where either has none."""
    change = _estimate(now.less(was) if now else None, homes)
    if change is None:
        return {}
    return {"difference": change.value, "difference_low": change.low, "difference_high": change.high}


def _row(measure: Measure, found: Found | None, homes: "pl.DataFrame") -> Row:
    named = {"measure": str(measure), "number": homes["household"].n_unique()}
    estimate = _estimate(found, homes)
    if estimate is None:
        return named
    low, high = estimate.of_share if measure.is_share else (estimate.low, estimate.high)
    return named | {"effective": estimate.effective, "value": estimate.value, "low": low, "high": high}


def _estimate(found: Found | None, homes: "pl.DataFrame") -> weighted.Estimate | None:
    if found is None:
        return None
    households = homes["household"].rank("dense").to_numpy()
    return weighted.linearized(found.value, found.influences, found.weights, households)


def _households(lives: "pl.LazyFrame", persons: "pl.DataFrame") -> "pl.DataFrame":
    """Each household in each life: its outcomes as whole numbers, its persons and their weights."""
    import polars as pl

    sizes = persons.group_by("household", maintain_order=True).agg(
        pl.len().alias("size"), pl.col("weight").mean().alias("weight"), pl.col("weight").sum().alias("people")
    )
    keys = ["household", "life"]
    rows, *others = (values_of(lives, "household", BY_NAME[name]).rename({"value": name}) for name in _READ)
    for other in others:
        rows = rows.join(other, on=keys, how="inner", maintain_order="left")
    return rows.join(sizes, on="household", how="left", maintain_order="left")


# ----------------------------------------------------------------------------- measures

Measured = dict[Measure, Found | None]  # none where nothing is distributed, or nobody weighs anything


def measures(homes: "pl.DataFrame", years: int) -> Measured:
    """Every measure of the households of a population."""
    column = {name: homes[name].cast(float).to_numpy() for name in (*_READ, "size", "weight", "people")}
    means = (column["earned"] + column["pensions"]) / column["size"]
    care, pool = (column[name] / column["size"] for name in ("out_of_pocket", "pool_paid"))
    before, after = (concentration(left, left, column["people"]) for left in (means, means - care))
    found: Measured = {
        Measure.GINI_BEFORE: before,
        Measure.GINI_AFTER: after,
        Measure.GINI_CHANGE: after.less(before) if after else None,
        Measure.OUT_OF_POCKET: concentration(care, means, column["people"]),
        Measure.POOL_PAID: concentration(pool, means, column["people"]),
    }
    for measure in Measure:
        if measure.is_share:
            percent = measure.removeprefix("catastrophic_")
            found[measure] = _share(column[f"catastrophic_years_{percent}"] / years, column["weight"])
    return found


def concentration(values: "np.ndarray", means: "np.ndarray", weights: "np.ndarray") -> Found | None:
    """The concentration index of values over means."""
    import numpy as np

    whole = float(weights.sum())
    shares = weights / whole if whole else weights
    mean = float((shares * values).sum())
    if mean <= 0:
        return None
    distinct, places = np.unique(means, return_inverse=True)
    of_weight, of_values = (np.bincount(places, part, distinct.size) for part in (shares, shares * values))
    ranks = (np.cumsum(of_weight) - of_weight / 2)[places]
    above = (mean - np.cumsum(of_values) + of_values / 2)[places]
    area = float((shares * values * ranks).sum())
    influences = 2 / mean * (values * ranks + above - 2 * area) - 2 * area / mean**2 * (values - mean)
    return Found(2 * area / mean - 1, influences / whole, weights)


def _share(values: "np.ndarray", weights: "np.ndarray") -> Found | None:
    whole = float(weights.sum())
    if not whole:
        return None
    value = float((weights * values).sum()) / whole
    return Found(value, (values - value) / whole, weights)
