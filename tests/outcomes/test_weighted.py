"""Weighted estimates, worked by hand."""

import numpy as np
import pytest

from sim.outcomes import weighted


def of(*numbers):
    return np.array(numbers, np.float64)


def test_a_mean_knows_its_households():
    """Households of two persons with 10 and 20 (weight 1), and of one with 60 (weight 2): mean (10 + 20 + 120) / 4 =
    37.5. Their sums of w (y - mean) are -27.5 - 17.5 = -45 and 2 × 22.5 = 45; n / (n - 1) Σ z² = 2 × 4,050 = 8,100, its
    root 90, over the weight of 4 it is 22.5. Student's t of one degree of freedom is 12.706."""
    found = weighted.mean(of(10, 20, 60), of(1, 1, 2), np.array([4, 4, 9]))
    assert found is not None and found.value == 37.5
    assert found.high == pytest.approx(37.5 + 22.5 * 12.7062, abs=0.01)
    assert found.low == pytest.approx(37.5 - 22.5 * 12.7062, abs=0.01)
    assert found.effective == 2.0  # two households of weight 2 each


def test_persons_of_one_household_carry_no_interval():
    found = weighted.mean(of(10, 20, 60), of(1, 1, 2), np.array([4, 4, 4]))
    assert found is not None and (found.low, found.high, found.effective) == (None, None, 1.0)


def test_nothing_that_weighs_has_no_mean():
    assert weighted.mean(of(1, 2), of(0, 0), np.array([1, 2])) is None


def test_a_total_counts_households_outside_with_nothing():
    """Sums of 30, 0 and 60: total 90, mean 30; 3 / 2 × (0 + 900 + 900) = 2,700, its root 51.96.
    Student's t of two degrees of freedom is 4.3027."""
    found = weighted.total(of(30, 0, 60), of(1, 0, 3))
    assert found.value == 90 and found.high == pytest.approx(90 + 51.9615 * 4.30265, abs=0.01)
    assert found.effective == pytest.approx(16 / 10)  # (1 + 3)² / (1 + 9)


def test_a_quantile_is_reached_by_weight():
    """Of a weight of 4, 5 % is 0.2 and half is 2: 10 has 1, with 20 it is 2, 60 the rest."""
    found = weighted.quantiles(of(60, 10, 20), of(2, 1, 1))
    assert (found["p5"], found["median"], found["p75"], found["p95"]) == (10, 20, 60, 60)


def test_parts_have_equal_weight_and_equal_values_stay_together():
    """The middles of the weights of 1, 2 and 3 are at 1/8, 3/8 and 3/4 of all."""
    assert weighted.parts_of(of(3, 1, 2, 3), of(1, 1, 1, 1), 4).tolist() == [4, 1, 2, 4]
    assert weighted.parts_of(of(5, 5, 5), of(1, 1, 1), 10).tolist() == [6, 6, 6]


def test_a_share_has_the_interval_of_as_many_independent_draws():
    """Of four households of weight 1, with two persons each, one says yes twice and one once: 3 of 8. The sums of
    (y - 3/8) / 8 are 1.25, 0.25, -0.75 and -0.75 eighths; 4 / 3 × 2.75 / 64 is 0.0573, the variance. So it is
    15/64 / 0.0573 = 4.09 draws, with Student's t of three degrees of freedom, 3.182: Wilson's middle is
    (0.375 + 10.128 / 8.18) / (1 + 10.128 / 4.09) = 0.464."""
    found = weighted.mean(of(1, 1, 1, 0, 0, 0, 0, 0), np.ones(8), np.array([1, 1, 2, 2, 3, 3, 4, 4]))
    assert found is not None
    low, high = found.of_share
    assert low is not None and high is not None and 0 < low < 0.375 < high < 1
    assert (low + high) / 2 == pytest.approx(0.464, abs=0.001)


def test_a_share_of_nobody_has_an_interval_too():
    """Of ten households alike nobody: Wilson's upper end is t² / (n + t²), with 2.2622 of nine degrees of freedom."""
    found = weighted.mean(np.zeros(10), np.ones(10), np.arange(10))
    assert found is not None and found.of_share[0] == 0
    assert found.of_share[1] == pytest.approx(2.2622**2 / (10 + 2.2622**2), abs=1e-4)
    assert found.probability_of_zero is None


def test_a_mean_is_far_from_zero_by_chance_alone_with_students_t():
    """6 standard errors with one degree of freedom: 1 - 2 / π × atan(6) = 10.5 %."""
    assert weighted.Estimate(1080, 180, 2, 2.0).probability_of_zero == pytest.approx(0.1051, abs=1e-4)
