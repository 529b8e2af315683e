"""Distributions over lives, against figures worked out by hand."""

from fractions import Fraction

import polars as pl
import pytest

from sim.outcomes.columns import LIVES
from sim.outcomes.intervals import rank_of, wilson
from sim.outcomes.statistics import exceeding, summary
from sim.words.outcomes import BY_NAME

YUAN = pl.Decimal(18, 2)


def lives(folder, **columns):
    persons = ["A", "B"] * (len(next(iter(columns.values()))) // 2)
    frame = pl.DataFrame({"life": [i // 2 for i in range(len(persons))], "person": persons} | columns)
    frame.write_parquet(folder / LIVES)
    return folder


def row(frame, person):
    return frame.filter(pl.col("person").eq_missing(pl.lit(person))).to_dicts()[0]


def test_mean_interval_and_quantiles(tmp_path):
    values = [v for i in range(1, 101) for v in (i, 1000 - i)]
    folder = lives(tmp_path, account=pl.Series(values).cast(YUAN))
    reported = summary(folder, [BY_NAME["account"]])
    a = row(reported, "A")
    assert (a["lives"], a["mean"]) == (100, 50.5)
    # the standard deviation of 1..100 is 29.0115, of its mean 2.90115, times 1.95996: 5.6862
    assert a["high"] - a["mean"] == pytest.approx(5.6862, abs=1e-4)
    assert (a["p5"], a["p25"], a["median"], a["p75"], a["p95"]) == (5, 25, 50, 75, 95)
    family = row(reported, None)
    assert (family["mean"], family["low"], family["high"], family["p5"]) == (1000, None, None, 1000)
    # the interval of the median of 100 lives: between the 40th and the 61st value, whatever the distribution
    assert (a["median_low"], a["median_high"], a["differing"], a["few"]) == (40, 61, 99, False)


def test_fen_are_not_lost(tmp_path):
    folder = lives(tmp_path, account=pl.Series(["0.10", "0.20", "0.10", "0.21"]).cast(YUAN))
    reported = summary(folder, [BY_NAME["account"]])
    assert (row(reported, "B")["median"], row(reported, None)["p95"]) == (0.20, 0.31)


def test_a_share_has_wilsons_interval(tmp_path):
    folder = lives(tmp_path, retired=[True, False] * 10)
    a, b = (row(summary(folder, [BY_NAME["retired"]]), who) for who in "AB")
    # 10 of 10: from 10 / (10 + 1.96²) = 0.7225 to 1
    assert (a["mean"], a["low"], a["high"]) == (1, pytest.approx(0.7225, abs=1e-4), pytest.approx(1))
    assert (b["mean"], b["low"], b["high"]) == (0, pytest.approx(0), pytest.approx(0.2775, abs=1e-4))
    assert a["median"] is None


def test_lives_without_a_value_do_not_count(tmp_path):
    folder = lives(tmp_path, lifetime_at_retirement=[True, None, None, None, False, None])
    reported = summary(folder, [BY_NAME["lifetime_at_retirement"]])
    assert (row(reported, "A")["lives"], row(reported, "A")["mean"]) == (2, 0.5)
    assert (row(reported, "B")["lives"], row(reported, "B")["mean"]) == (0, None)
    assert reported["person"].to_list() == ["A", "B"]


def test_one_life_is_its_own_distribution(tmp_path):
    folder = lives(tmp_path, paid_months=[7, 5])
    family = row(summary(folder, [BY_NAME["paid_months"]]), None)
    assert (family["mean"], family["low"], family["high"], family["p5"], family["p95"]) == (12, None, None, 12, 12)


@pytest.mark.parametrize(
    "name, low",
    [
        # one life of ten has 1,000: mean 100, standard error 100, skewness 2.67; unclipped the interval begins below 0
        ("premium_paid", 0.0),
        ("account", 0.0),  # the books allow no balance below 0
        ("out_of_pocket", -132.0),  # what comes back of earlier bills is taken away, so it may be negative
    ],
)
def test_no_interval_reaches_what_no_life_can_have(tmp_path, name, low):
    folder = lives(tmp_path, **{name: pl.Series([0, 0] * 9 + [1000, 0]).cast(YUAN)})
    a = row(summary(folder, [BY_NAME[name]]), "A")
    assert (a["mean"], a["low"]) == (100, pytest.approx(low, abs=0.1))
    assert a["high"] > 200


@pytest.mark.parametrize(
    "percent, number, rank", [(5, 100, 4), (5, 1, 0), (50, 2, 0), (50, 3, 1), (95, 20, 18), (95, 21, 19)]
)
def test_a_quantile_is_the_smallest_value_that_so_many_do_not_exceed(percent, number, rank):
    assert rank_of(percent, number) == rank


def test_the_share_of_lives_above_an_amount_is_that_of_the_unit():
    rows = [(0, "A", "49999.99"), (1, "A", "50000"), (2, "A", "50000.01"), (3, "A", "90000")]
    rows += [(life, "B", value) for life, value in enumerate(["0", "0.02", "0", "0"])]
    lives = pl.DataFrame(rows, ["life", "person", "earned"], orient="row").with_columns(
        pl.col("earned").cast(pl.Decimal(18, 2))
    )
    found = exceeding(lives.lazy(), BY_NAME["earned"], Fraction(50_000))
    # A: lives 2 and 3; B: none; the family: 50000.02 in life 1 too. Wilson of 2, 0 and 3 of 4
    assert found.select("person", "lives", "above", "share").rows() == [
        ("A", 4, 2, 0.5), ("B", 4, 0, 0.0), (None, 4, 3, 0.75),
    ]  # fmt: skip
    assert [row[-2:] for row in found.rows()] == [wilson(above, 4) for above in (2, 0, 3)]
    assert exceeding(lives.lazy(), BY_NAME["earned"], Fraction("50000.005")).row(0, named=True)["above"] == 2
