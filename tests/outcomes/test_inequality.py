"""Inequality and burden, worked by hand and against the jackknife."""

import numpy as np
import polars as pl
import pytest

from sim.outcomes.inequality import compared_inequality, concentration, inequality
from sim.outcomes.weighted import linearized
from sim.words.measures import Measure


def of(*numbers):
    return np.array(numbers, np.float64)


def lives_of(**columns) -> pl.LazyFrame:
    """Rows of fen, as blocks have them: a person a household, a life each."""
    number = len(columns["earned"])
    rest = dict.fromkeys(
        ("pensions", "out_of_pocket", "pool_paid", "catastrophic_years_10", "catastrophic_years_25",
         "catastrophic_years_40"),
        [0] * number,
    )  # fmt: skip
    homes = [str(place) for place in range(number)]
    return pl.LazyFrame({"household": homes, "life": [0] * number, "person": homes} | rest | columns)


def persons_of(*weights) -> pl.DataFrame:
    homes = [str(place) for place in range(len(weights))]
    return pl.DataFrame({"household": homes, "person": homes, "weight": of(*weights)})


def measured(table: pl.DataFrame, measure: Measure) -> dict:
    [row] = table.filter(measure=measure).to_dicts()
    return row


def test_a_gini_coefficient_by_hand():
    """Of 1 and 3 the mean difference is (0 + 2 + 2 + 0) / 4 = 1, over twice the mean of 2: 0.25. The ranks are 0.25 and
    0.75, A = 0.5 × 0.25 + 1.5 × 0.75 = 1.25. T is 1.5 + 0.25 = 1.75 and 0.75, so the influences are
    (0.25 + 1.75 - 2.5) + 2.5 / 4 = 0.125 and (2.25 + 0.75 - 2.5) - 2.5 / 4 = -0.125, each with half the weight; the
    error is √(2 × 2 × 0.0625²) = 0.125."""
    found = concentration(of(1, 3), of(1, 3), of(1, 1))
    assert found is not None and found.value == pytest.approx(0.25)
    assert (found.influences * found.weights).tolist() == pytest.approx([0.0625, -0.0625])
    assert linearized(found.value, found.influences, found.weights, of(1, 2)).error == pytest.approx(0.125)


def test_weights_are_as_many_alike():
    """Of 0 with weight 2 and 3 with weight 1, as of 0, 0, 3: mean difference 4 × 3 / 9, over twice the mean: 2 / 3."""
    found = concentration(of(0, 3), of(0, 3), of(2, 1))
    assert found is not None and found.value == pytest.approx(2 / 3)


def test_what_the_poor_pay_is_below_zero_and_equal_means_share_a_rank():
    """With means of 1 and 3, all paid by the first: 2 / 0.5 × 0.5 × 0.25 - 1 = -0.5. With equal means ranks are 0.5."""
    paid = concentration(of(1, 0), of(1, 3), of(1, 1))
    alike = concentration(of(1, 0), of(2, 2), of(1, 1))
    assert paid is not None and paid.value == pytest.approx(-0.5)
    assert alike is not None and alike.value == pytest.approx(0)
    assert concentration(of(0, 0), of(1, 3), of(1, 1)) is None


def test_the_linearized_error_is_that_of_the_jackknife():
    """Of 400 households of one to three rows each is left out once; (n - 1) / n × Σ (C - mean C)² is the variance."""
    random = np.random.default_rng(7)
    homes = np.repeat(np.arange(400), random.integers(1, 4, 400))
    weights = random.uniform(0.5, 3, 400)[homes]
    means = np.round(random.lognormal(0, 0.8, 400)[homes] + random.uniform(0, 0.5, homes.size), 1)
    values = random.gamma(1, 1, homes.size) + 0.2 * means
    found = concentration(values, means, weights)
    assert found is not None
    without = [concentration(*(part[homes != home] for part in (values, means, weights))) for home in range(400)]
    each = np.array([one.value for one in without if one])
    jackknife = np.sqrt(399 / 400 * ((each - each.mean()) ** 2).sum())
    error = linearized(found.value, found.influences, found.weights, homes).error
    assert error == pytest.approx(jackknife, rel=0.05)


def test_measures_of_two_households_by_hand():
    """They earn 10 and 30 yuan and pay 1 and 0, the pool pays 0 and 2. Before: 0.25, as above. After: 9 and 30, mean
    difference 10.5 over 39: 0.2692; so care adds 0.0192. All cash is of the poorer: -0.5; what the pool pays of the
    richer: 0.5. Of two years each, the first household has one beyond 10 %: with equal weights a quarter of all."""
    lives = lives_of(earned=[1000, 3000], out_of_pocket=[100, 0], pool_paid=[0, 200], catastrophic_years_10=[1, 0])
    table = inequality(lives, persons_of(1, 1), years=2)
    assert measured(table, Measure.GINI_BEFORE)["value"] == pytest.approx(0.25)
    assert measured(table, Measure.GINI_AFTER)["value"] == pytest.approx(10.5 / 39)
    assert measured(table, Measure.GINI_CHANGE)["value"] == pytest.approx(10.5 / 39 - 0.25)
    assert measured(table, Measure.OUT_OF_POCKET)["value"] == pytest.approx(-0.5)
    assert measured(table, Measure.POOL_PAID)["value"] == pytest.approx(0.5)
    years = measured(table, Measure.CATASTROPHIC_10)
    assert years["value"] == 0.25 and years["number"] == 2 and years["effective"] == 2
    assert measured(table, Measure.CATASTROPHIC_25)["value"] == 0


def test_means_are_a_head_and_people_weigh():
    """Household 0 has three persons with 30 yuan together, household 1 one with 30: a head 10 and 30, and three weigh
    against one. Mean 15, mean difference 2 × 3 × 1 × 20 / 16 = 7.5, over 30: 0.25."""
    lives = pl.concat([lives_of(earned=[1000, 3000]), lives_of(earned=[1000, 0]).with_columns(person=pl.lit("x"))])
    lives = pl.concat([lives, lives_of(earned=[1000, 0]).with_columns(person=pl.lit("y"))])
    lives = lives.filter(~((pl.col("household") == "1") & (pl.col("person") != "1")))
    persons = pl.DataFrame({"household": ["0", "0", "0", "1"], "person": ["0", "x", "y", "1"], "weight": [1.0] * 4})
    row = measured(inequality(lives, persons, years=1), Measure.GINI_BEFORE)
    assert row["value"] == pytest.approx(0.25) and row["number"] == 2


def test_a_change_is_paired_by_household():
    """The second household's care costs a yuan more: all of the change is its own, and has the interval of two rows."""
    was = lives_of(earned=[1000, 3000], out_of_pocket=[100, 100])
    now = lives_of(earned=[1000, 3000], out_of_pocket=[100, 200])
    table = compared_inequality({"baseline": was, "dear": now}, persons_of(1, 1), years=1)
    row = measured(table.filter(variant="dear"), Measure.OUT_OF_POCKET)
    assert measured(table.filter(variant="baseline"), Measure.OUT_OF_POCKET)["difference"] is None
    assert row["value"] == pytest.approx(1 / 6) and row["difference"] == pytest.approx(1 / 6)  # 2 / 1.5 × 0.875 - 1
    assert row["difference_low"] < 1 / 6 < row["difference_high"]
    before = measured(table.filter(variant="dear"), Measure.GINI_BEFORE)
    assert (before["difference"], before["difference_low"]) == (0, None)


def test_nobody_who_earns_has_no_coefficient():
    row = measured(inequality(lives_of(earned=[0, 0]), persons_of(1, 1), years=1), Measure.GINI_BEFORE)
    assert row["value"] is None and row["low"] is None
