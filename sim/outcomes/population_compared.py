"""Paired comparison of a population under variants with the same under their baseline, household by household.

Every life of every household is simulated under each variant with the same random numbers, so a difference within a
life is due to the variant. Means of differences, and shares of those better and worse off, are weighted, with intervals
whose cluster is the household (`weighted.py`). A person counts once a life: better off by a fen is better off.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sim.outcomes import weighted
from sim.outcomes.columns import COMPARED_COLUMNS, COMPARED_TOTALS_COLUMNS
from sim.outcomes.intervals import FEW
from sim.outcomes.paired import gains_of, holm
from sim.outcomes.population import (
    Sample,
    Sums,
    by_region,
    estimated,
    frame,
    of_item,
    samples,
    sums,
    values_of,
    years_in,
)
from sim.outcomes.weighted import Estimate
from sim.words.outcomes import Outcome

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

Row = dict[str, Any]
_WAYS = ("better", "worse")


def compared(
    lives: "Mapping[str, pl.LazyFrame]",
    persons: "pl.DataFrame",
    outcomes: Iterable[Outcome],
    reported: Iterable[str],
) -> "pl.DataFrame":
    """One row a variant and sample: the mean difference, who is better and worse off, and by how much.

    The first of `lives` is the baseline. `p_holm` is adjusted over all rows of the table.
    """
    baseline, *variants = lives
    outcomes, rows = list(outcomes), []
    for variant in variants:

        def pairs(of: str, outcome: Outcome, variant: str = variant) -> "pl.DataFrame":
            return _pairs(lives[baseline], lives[variant], of, outcome)

        rows += [{"variant": variant} | _row(sample) for sample in samples(pairs, persons, outcomes, reported)]
    tested = [row for row in rows if row["p"] is not None]
    for row, adjusted in zip(tested, holm([row["p"] for row in tested]), strict=True):
        row["p_holm"] = adjusted
    return frame(rows, COMPARED_COLUMNS)


def _pairs(baseline: "pl.LazyFrame", variant: "pl.LazyFrame", of: str, outcome: Outcome) -> "pl.DataFrame":
    """The outcome of each person, or household, in each life that has it under both."""
    keys = [of, "life"]
    of_baseline = values_of(baseline, of, outcome).rename({"value": "baseline"})
    return values_of(variant, of, outcome).join(of_baseline, on=keys, how="inner", maintain_order="left")


def _row(sample: Sample) -> Row:
    weights, homes = sample.weights, sample.homes
    was, now = sample.numbers("baseline"), sample.numbers("value")
    changes = (sample.rows["value"] - sample.rows["baseline"]).cast(int).to_numpy()
    differences = changes / sample.outcome.scale
    found = weighted.mean(differences, weights, homes)
    assert found is not None, "a sample weighs something"
    differing = int(sample.rows.filter(sample.rows["value"] != sample.rows["baseline"])["household"].n_unique())
    gains = gains_of(sample.outcome, changes)
    return {
        **sample.named,
        "baseline": _mean(was, weights),
        "mean": _mean(now, weights),
        **estimated(found, "difference"),
        "differing": differing,
        "few": differing < FEW,
        "p": probability(found, differing),
        "p_holm": None,
        **shares(gains, weights, homes),
        "gain": _size(gains, weights, sample.outcome),
        "loss": _size(-gains, weights, sample.outcome),
        **weighted.quantiles(differences, weights),
    }


def probability(found: Estimate, differing: int) -> float | None:
    """The probability of such a mean difference by chance alone, of so many households that differ."""
    p = found.probability_of_zero
    if p is None or not differing:
        return None
    return min(1.0, max(p, 2.0 ** (1 - differing)))  # all of them change the same way by chance in 2 of 2^k cases


def shares(gains: "np.ndarray", weights: "np.ndarray", homes: "np.ndarray") -> Row:
    """The weighted shares of those better off, worse off and neither, the first two with their intervals."""
    found: Row = {}
    for way, are in zip(_WAYS, (gains > 0, gains < 0), strict=True):
        share = weighted.mean(are.astype(float), weights, homes)
        assert share is not None, "a sample weighs something"
        found[way] = share.value
        found[f"{way}_low"], found[f"{way}_high"] = share.of_share
    return found | {"unchanged": _mean((gains == 0).astype(float), weights)}


def _mean(values: "np.ndarray", weights: "np.ndarray") -> float:
    return float((weights * values).sum()) / float(weights.sum())


def _size(gains: "np.ndarray", weights: "np.ndarray", outcome: Outcome) -> float | None:
    """The mean gain of those who gain."""
    who = gains > 0
    weigh = weights[who].sum()
    return _mean(gains[who], weights[who]) / outcome.scale if weigh else None


def compared_totals(years: "Mapping[str, pl.LazyFrame]", persons: "pl.DataFrame", lives: int) -> "pl.DataFrame":
    """The totals under the baseline, the first of `years`, and under each variant with the difference."""
    first = next(iter(years))
    all_years = sorted({year for of_one in years.values() for year in years_in(of_one)})
    rows: list[Row] = []
    for name, of_one in years.items():
        baseline, of_variant = sums(years[first], persons, lives, all_years), []
        for now, was in zip(sums(of_one, persons, lives, all_years), baseline, strict=True):
            shown = dict.fromkeys([*was.moved, *now.moved]) if now.inside.any() or was.inside.any() else ()
            of_variant += ({"variant": name} | _total(now, None if name == first else was, item) for item in shown)
        rows += by_region(of_variant)
    return frame(rows, COMPARED_TOTALS_COLUMNS)


def _total(now: Sums, was: Sums | None, item: tuple[str, str]) -> Row:
    """A total, and how it differs from the baseline's."""
    import numpy as np

    if was is None:
        return of_item(now, item)
    change = weighted.total(now.items[item] - was.items[item], np.maximum(now.inside, was.inside))
    ends = {"difference_low": change.low, "difference_high": change.high}
    return of_item(now, item) | {"difference": change.value} | ends
