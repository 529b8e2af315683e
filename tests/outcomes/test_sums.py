"""Sums and statistics of amounts that together leave 64 bits, against Python's integers."""

from fractions import Fraction
from math import cbrt, sqrt

import numpy as np
import polars as pl
import pytest

from sim.outcomes.columns import VARIANT
from sim.outcomes.intervals import Z
from sim.outcomes.paired import comparison
from sim.outcomes.statistics import summary_of
from sim.outcomes.sums import total
from sim.words.outcomes import BY_NAME

LARGEST = 2**62


def drawn(seed, size, largest=LARGEST):
    return np.random.default_rng(seed).integers(-largest, largest, size)


@pytest.mark.parametrize("seed", range(20))
def test_a_sum_is_that_of_whole_numbers_in_any_order(seed):
    values = drawn(seed, 1_000)
    assert total(values) == total(values[::-1]) == sum(values.tolist())
    table = values.reshape(50, 20)
    assert total(table).tolist() == [sum(column) for column in table.T.tolist()]


def lives_of(values, variant=None):
    columns = {"life": range(len(values)), "person": ["Wei"] * len(values), "earned": values}
    frame = pl.DataFrame(columns, schema={"life": pl.Int64, "person": pl.String, "earned": pl.Int64})
    return frame if variant is None else frame.with_columns(pl.lit(variant).alias(VARIANT.name))


@pytest.mark.parametrize("largest", [100, 10**6, 2**40, 2**55, 2**62])
def test_means_and_intervals_are_those_of_whole_numbers(largest):
    """A thousand lives of up to 2^62 fen are a sum of 2^72; their squares, 2^134."""
    values = drawn(1, 1_000, largest).tolist()
    exact = Fraction(sum(values), len(values))
    variance = sum((value - exact) ** 2 for value in values) / (len(values) - 1)
    skew = (
        float(sum((value - exact) ** 3 for value in values) / len(values))
        / (float(variance) * (len(values) - 1) / len(values)) ** 1.5
    )
    a = skew / sqrt(len(values))
    ends = [(cbrt(1 + a * (z - a / 6)) - 1) * 3 / a * sqrt(variance / len(values)) for z in (Z, -Z)]
    lives = lives_of(values).rename({"earned": "pool_balance"})  # which may be below zero, and so may its interval
    for row in summary_of(lives.lazy(), [BY_NAME["pool_balance"]]).to_dicts():  # Wei, then the family
        assert row["mean"] == pytest.approx(float(exact) / 100, rel=1e-12)
        assert [row["mean"] - row[end] for end in ("low", "high")] == pytest.approx([t / 100 for t in ends], rel=1e-8)


def test_a_family_of_two_has_more_than_64_bits_hold():
    """2^62 fen each are 2^63 together: one more than an int64 can hold."""
    lives = pl.concat([lives_of([LARGEST]), lives_of([LARGEST]).with_columns(person=pl.lit("Mei"))])
    *_, family = summary_of(lives.lazy(), [BY_NAME["earned"]]).to_dicts()
    assert family["person"] is None and family["mean"] == family["median"] == 2**63 / 100


def test_differences_gains_and_means_of_a_comparison_do_not_wrap():
    """Eight lives of 2^62 fen are 2^65 fen together; each gains 2^61."""
    baseline, variant = [LARGEST] * 8, [LARGEST + 2**61] * 8
    rows = pl.concat([lives_of(baseline, "baseline"), lives_of(variant, "raise")]).lazy()
    for row in comparison(rows, "baseline", [BY_NAME["earned"]]).filter(person="Wei").to_dicts():
        assert (row["baseline"], row["mean"]) == (2**62 / 100, (2**62 + 2**61) / 100)
        assert row["difference"] == row["gain"] == 2**61 / 100
