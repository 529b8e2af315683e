"""Intervals and probabilities, against figures worked out by hand, and how often they hold."""

from math import comb, erfc, exp, inf, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from scipy.stats import t

from sim.outcomes.intervals import (
    Mean,
    at_most,
    expected_shortfall,
    half_width,
    ranks_around,
    sign_test,
    students_t,
    wilson,
)

Z = 1.959964


def test_a_symmetric_mean_has_nearly_the_normal_interval():
    low, high = Mean.of(np.array([1, 2, 3])).interval()
    # sd 1, of the mean 1 / sqrt(3); no skewness
    assert (low, high) == (pytest.approx(2 - Z / sqrt(3), abs=1e-6), pytest.approx(2 + Z / sqrt(3), abs=1e-6))


def test_halls_interval_of_a_rare_amount_reaches_far_up():
    mean = Mean.of(np.array([100] + [0] * 99))
    # share 0.01: sd = 10.0, of the mean 1; m3 = 100³ × 0.01 × 0.99 × 0.98 = 9702, population sd 9.949874: 985.037,
    # skewness 9.849371, over sqrt(100): a = 0.984937
    assert (mean.error, mean.skewness) == (pytest.approx(1), pytest.approx(9.849371, abs=1e-6))
    # 2 × 100 / 9.849371² = 2.06: Student's t of 2 degrees of freedom, 4.302653
    # t of 4.302653: 1 + a (4.302653 - 0.164156) = 5.076159, cbrt 1.718591, × 3 / a: 2.188738
    # t of -4.302653: 1 - a (4.302653 + 0.164156) = -3.399526, cbrt -1.503627, × 3 / a: -7.625750
    assert mean.interval() == (pytest.approx(1 - 2.18874, abs=1e-3), pytest.approx(1 + 7.62575, abs=1e-3))
    assert half_width(mean, mean.interval()) == pytest.approx(7.62575, abs=1e-3)
    assert (mean.differing, mean.is_carried_by_few) == (1, True)


@pytest.mark.parametrize("values", [[], [7], [7, 7, 7]])
def test_where_no_life_differs_there_is_neither_interval_nor_probability(values):
    mean = Mean.of(np.array(values, np.int64))
    assert mean.interval() == (None, None) and half_width(mean, mean.interval()) == inf
    assert mean.probability_of_zero() is None and mean.differing == 0


@pytest.mark.parametrize("seed", range(20))
def test_the_interval_excludes_zero_where_the_probability_is_below_5_percent(seed):
    drawn = np.random.default_rng(seed)
    mean = Mean.of((drawn.lognormal(3, 1.5, 200) * (drawn.random(200) < 0.3) - 12).astype(np.int64))
    low, high = mean.interval()
    probability = mean.probability_of_zero()
    assert low is not None and high is not None and probability is not None
    assert (low > 0 or high < 0) == (probability < 0.05)


def test_the_probability_follows_halls_statistic():
    mean = Mean.of(np.array([100] + [0] * 99))
    # t = 1: h = 1 + a / 3 + a² / 27 + a / 6 with a = 0.984937 is 1.528398; with 2 degrees of freedom the probability
    # beyond it is 1 - h / sqrt(2 + h²) = 1 - 1.528398 / 2.082307
    assert mean.probability_of_zero() == pytest.approx(0.266007, abs=1e-6)
    # of a mean without skewness it is normal: t = 2 / (1 / sqrt(3))
    assert Mean.of(np.array([1, 2, 3])).probability_of_zero() == pytest.approx(erfc(2 * sqrt(3) / sqrt(2)), abs=1e-9)


@pytest.mark.parametrize("spread", [0.2, 0.7, 1.5, 3])
def test_interval_and_probability_are_of_students_t_the_fewer_degrees_of_freedom_the_more_skewed(spread):
    mean = Mean.of((np.random.default_rng(9).lognormal(8, spread, 300) - 2_000).astype(np.int64))
    middle, freedom, a = mean.sum / 300, int(2 * 300 / mean.skewness**2), mean.skewness / sqrt(300)
    above = t.ppf(0.975, freedom) if freedom < 1_000 else Z
    ends = [middle - mean.error * 3 / a * (np.cbrt(1 + a * (z - a / 6)) - 1) for z in (above, -above)]
    assert mean.interval() == pytest.approx(ends)
    h = ((1 + a * middle / mean.error / 3) ** 3 - 1) / a + a / 6
    beyond = t.sf(abs(h), freedom) if freedom < 1_000 else erfc(abs(h) / sqrt(2)) / 2
    assert mean.probability_of_zero() == pytest.approx(2 * beyond, abs=1e-12)


@pytest.mark.parametrize("lives", [2, 3, 100, 40_000])
def test_the_most_skewed_mean_there_can_be_has_an_interval(lives):
    mean = Mean.of(np.array([1] + [0] * (lives - 1)))
    low, high = mean.interval()
    assert low is not None and high is not None and low < 1 / lives < high
    assert 0 < (mean.probability_of_zero() or 0) < 1


@pytest.mark.parametrize("largest", [10, 2**17 - 1, 2**17, 2**30, 2**45, 2**62])
def test_a_mean_is_the_same_in_any_order_and_moves_with_its_values(largest):
    values = np.random.default_rng(3).integers(0, largest, 500) // np.random.default_rng(4).integers(1, 50, 500)
    mean, reverse = Mean.of(values), Mean.of(values[::-1])
    assert mean == reverse
    moved = Mean.of(values - largest)
    assert (moved.error, moved.skewness) == (mean.error, mean.skewness)
    centred = values.astype(float) - values.mean()
    assert mean.skewness == pytest.approx((centred**3).mean() / (centred**2).mean() ** 1.5, rel=1e-6)


def test_few_lives_carry_a_mean():
    assert Mean.of(np.array([1] * 29 + [0] * 971)).is_carried_by_few
    # share 0.03 of 1,000: skewness 0.94 / sqrt(0.0291) = 5.510, 25 × 30.4 = 759 lives are enough
    assert not Mean.of(np.array([1] * 30 + [0] * 970)).is_carried_by_few
    # 40 of 1,600 differ, one by a hundred times as much: skewness nearly sqrt(1,600)
    assert Mean.of(np.array([100] + [1] * 39 + [0] * 1_560)).is_carried_by_few


def test_a_share_has_wilsons_interval():
    # 10 of 10: from 10 / (10 + 1.96²) = 0.7225 to 1; one life has none
    assert wilson(10, 10) == (pytest.approx(0.722467, abs=1e-6), pytest.approx(1))
    assert wilson(1, 1) == (None, None)


def test_what_none_of_many_lives_has():
    assert at_most(1_000) == pytest.approx(1 - 0.05 ** (1 / 1_000)) == pytest.approx(0.003, abs=1e-5)


@pytest.mark.parametrize(
    # Of n lives the number below the true median is binomial. Of 10, P(0 or 1) = 11 / 1024 = 1.1 %, P(2 or fewer) =
    # 5.5 %: the second and the ninth. Of 5, P(0) = 1 / 32 is too much. Of 6, P(0) = 1 / 64: the first and the sixth.
    "percent, number, ranks",
    [(50, 10, (1, 8)), (50, 5, (None, None)), (50, 6, (0, 5)), (50, 100, (39, 60)), (95, 1_000, (935, 963))],
)
def test_a_quantile_lies_between_two_ordered_values(percent, number, ranks):
    assert ranks_around(percent, number) == ranks


def test_the_sign_test_counts_the_lives_on_each_side():
    assert sign_test(0, 0) is None
    assert sign_test(5, 0) == pytest.approx(2 / 32)
    assert sign_test(3, 7) == pytest.approx(2 * sum(comb(10, k) for k in range(4)) / 1024)
    assert sign_test(5, 5) == 1
    assert sign_test(72, 0) == pytest.approx(2.0**-71)


# ----------------------------------------------------------------------------- Student's t


@pytest.mark.parametrize("freedom", [1, 2, 3, 6, 19, 20, 63, 999, 1_000])
@pytest.mark.parametrize("alpha", [0.05, 0.05 / 15, 0.05 / 190])
def test_students_t_is_scipys(freedom, alpha):
    assert students_t(freedom, alpha) == pytest.approx(t.ppf(1 - alpha / 2, freedom), rel=1e-9)
    assert students_t(50_000) == students_t(1_000)


# ----------------------------------------------------------------------------- coverage


def rare(drawn, lives):
    return np.where(drawn.random(lives) < 0.03, drawn.lognormal(13, 1, lives), 0).astype(np.int64)


def skewed(drawn, lives):
    return drawn.lognormal(10, 1.2, lives).astype(np.int64)


def months(drawn, lives):
    return drawn.poisson(3, lives)


def heavy(drawn, lives):
    return drawn.lognormal(10, 1.5, lives).astype(np.int64)


MEANS = {rare: 0.03 * np.exp(13.5), skewed: np.exp(10.72), heavy: np.exp(11.125), months: 3.0}


@pytest.mark.slow
@pytest.mark.parametrize("made", MEANS, ids=lambda made: made.__name__)
def test_an_interval_of_a_mean_of_1000_lives_holds_in_93_of_a_hundred_studies(made):
    drawn = np.random.default_rng(11)
    ends = [Mean.of(made(drawn, 1_000)).interval() for _ in range(3_000)]
    assert np.mean([low <= MEANS[made] <= high for low, high in ends]) >= 0.93


@pytest.mark.slow
def test_the_interval_of_a_quantile_holds_in_95_of_a_hundred_studies():
    drawn, truth = np.random.default_rng(12), np.exp(10 + 1.2 * 1.6448536)
    low, high = ranks_around(95, 400)
    studies = [np.sort(drawn.lognormal(10, 1.2, 400)) for _ in range(3_000)]
    assert np.mean([values[low] <= truth <= values[high] for values in studies]) >= 0.94


# ----------------------------------------------------------------------------- expected shortfall


def test_the_shortfall_is_the_mean_of_the_worst_twentieth():
    # of 1 to 100 the worst five are 96 to 100, mean 98; the least five 1 to 5, mean 3; five lives have no interval
    ordered = np.arange(1, 101)
    assert expected_shortfall(ordered, of_least=False) == (pytest.approx(98), None, None)
    assert expected_shortfall(ordered, of_least=True) == (pytest.approx(3), None, None)


def test_a_twentieth_that_is_no_whole_number_of_lives_takes_part_of_one():
    # of 0, 1, ... 29 a twentieth is 1.5 lives: 29, and half of 28, the quantile: (29 + 28 / 2) / 1.5
    assert expected_shortfall(np.arange(30), of_least=False)[0] == pytest.approx((29 + 14) / 1.5)


def test_where_all_are_alike_the_shortfall_is_what_all_have():
    assert expected_shortfall(np.full(1000, 7), of_least=False) == (7, None, None)


def test_the_interval_of_the_shortfall_is_that_of_what_lies_beyond_the_quantile():
    # 950 zeros, 25 of 10 and 25 of 30: the quantile is 0; the mean beyond it is 1, divided by a twentieth 20
    ordered = np.array([0] * 950 + [10] * 25 + [30] * 25)
    shortfall, low, high = expected_shortfall(ordered, of_least=False)
    ends = Mean.of(ordered).interval(freedom=49)
    assert ends[0] is not None and ends[1] is not None
    assert (shortfall, low, high) == (pytest.approx(20), pytest.approx(ends[0] * 20), pytest.approx(ends[1] * 20))
    mirrored = expected_shortfall(np.sort(-ordered), of_least=True)
    assert mirrored == (pytest.approx(-20), pytest.approx(-ends[1] * 20), pytest.approx(-ends[0] * 20))


@pytest.mark.slow
@pytest.mark.parametrize("spread", [0.5, 1.0, 1.5])
def test_the_interval_of_the_shortfall_holds(spread):
    """Of lognormal costs, the true shortfall at 5 % is exp(s^2 / 2) Phi(s - z) / 0.05."""
    beyond = NormalDist().cdf(spread - NormalDist().inv_cdf(0.95))
    true = 1e6 * exp(spread**2 / 2) * beyond / 0.05
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(1000):
        costs = np.sort((1e6 * np.exp(spread * chance.standard_normal(2000))).astype(np.int64))
        _, low, high = expected_shortfall(costs, of_least=False)
        assert low is not None and high is not None
        held += low <= true <= high
    assert held >= 930 - 2 * 8  # 93 of a hundred, less two standard errors of a share of 1,000
