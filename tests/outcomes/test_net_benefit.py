"""Net benefit, acceptability and the value of information, against figures worked out by hand and closed forms."""

from math import isclose
from statistics import NormalDist

import numpy as np
import pytest

from sim.outcomes.axes import Axis, End
from sim.outcomes.jackknife import GROUPS
from sim.outcomes.net_benefit import Analysis, analysed

SIZES = np.full(GROUPS, 5)
NORMAL = NormalDist()


def alike(table):
    """Every group of lives has the same mean, at each point of each variant."""
    return np.repeat(np.array(table, dtype=float)[..., None], GROUPS, axis=2)


def numeric(path, numbers):
    ends = End(str(min(numbers)), float(min(numbers))), End(str(max(numbers)), float(max(numbers)))
    return Axis(path, tuple(map(str, numbers)), np.array(numbers, dtype=float), ends=ends)


def weighed(axes, effects, costs, *worths, by="lhs", names=("baseline", "other")):
    return analysed(axes, by, names, alike(effects), alike(costs), SIZES, worths)


def value_of(found, path=None):
    return next(one for one in found.information if one.path == path)


# ----------------------------------------------------------------------------- by hand

EFFECTS, COSTS = [[0] * 4, [1, 2, 0, 3]], [[0] * 4, [10] * 4]
WORDS = [Axis("a", ("x", "y", "x", "y") * 3, None), Axis("b", ("x", "x", "y", "y") * 3, None)]


def three_times(table):
    """The points of a table three times over: twelve."""
    return [row * 3 for row in table]


def test_net_benefit_is_the_effect_at_its_worth_less_the_cost():
    """At 10 yuan the other has 0, 10, -10 and 20: 5 on average. At 4 yuan -6, -2, -10 and 2: -4."""
    found = weighed(WORDS, three_times(EFFECTS), three_times(COSTS), 10, 4).choices
    assert [(one.worth, one.variant, one.net_benefit, one.is_optimal) for one in found] == [
        (10, "baseline", 0, False), (10, "other", 5, True), (4, "baseline", 0, True), (4, "other", -4, False),
    ]  # fmt: skip


def test_acceptability_is_the_share_of_points_and_ties_share_one():
    """At 10 yuan the other is best at the second and the fourth point, and alike at the first."""
    of_ten = weighed(WORDS, three_times(EFFECTS), three_times(COSTS), 10).choices
    assert [one.best for one in of_ten] == pytest.approx([1.5 / 4, 2.5 / 4])
    assert of_ten[1].best_from is not None and of_ten[1].best_from < 2.5 / 4 < (of_ten[1].best_to or 0)


def test_information_is_worth_what_a_better_choice_gains():
    """All known, it is 0, 10, 0 and 20, 7.5 on average, 2.5 more than 5. Of a: x has -5 on average, where the baseline
    is chosen, and y 15, so 7.5 again. Of b: 5 in both, the other is always chosen and nothing is gained."""
    found = weighed(WORDS, three_times(EFFECTS), three_times(COSTS), 10)
    assert [(one.path, one.value) for one in found.information] == [
        (None, pytest.approx(2.5)), ("a", pytest.approx(2.5)), ("b", pytest.approx(0, abs=1e-12))
    ]  # fmt: skip


def test_only_points_of_every_variant_count():
    """Without the third point the other has 0, 10 and 20; of fewer than two points nothing is said."""
    nan = float("nan")
    gaps = [[0, 0, nan, 0] * 3, EFFECTS[1] * 3]
    found = weighed(WORDS, gaps, three_times(COSTS), 10)
    assert found.choices[1].net_benefit == pytest.approx(10) and value_of(found).value == 0
    for only in ([0] + [nan] * 11, [nan] * 12):
        assert weighed(WORDS, [only, EFFECTS[1] * 3], three_times(COSTS), 10) == Analysis([], [])


def test_where_one_variant_is_always_the_best_nothing_is_known_of_how_seldom_it_is_not():
    information = weighed(WORDS, three_times(EFFECTS), three_times(COSTS), 0).information
    assert [(one.value, one.value_from, one.value_to) for one in information] == [(0, None, None)] * 3


def test_words_with_few_points_each_say_nothing_and_numbers_are_taken_for_smooth():
    """Each of 12 points has a word of its own: given the word, everything would seem to be known."""
    worded = Axis("a", tuple(map(str, range(12))), None)
    listed = numeric("b", [0, 5, 11, 2, 9, 4, 7, 1, 10, 3, 8, 6])
    found = weighed([worded, listed], three_times(EFFECTS), three_times(COSTS), 10)
    assert value_of(found, "a")[2:] == (None, None, None)
    assert (value_of(found, "b").value or 0) < (value_of(found).value or 0)


def test_intervals_are_about_other_points_and_other_lives():
    """Net benefits of 0 to 19 at 20 points: the standard error of their mean is √(35 / 20), Student's t 2.093. The same
    of 20 groups of lives at all points alike."""
    ramp = np.arange(20.0)
    axis = numeric("a", range(20))
    points = np.repeat(np.array([0 * ramp, ramp])[..., None], GROUPS, axis=2)
    lives = np.repeat(np.array([0 * ramp, ramp])[:, None], 20, axis=1)
    for table in (points, lives):
        other = analysed([axis], "lhs", ("baseline", "other"), table, 0 * table, SIZES, (1,)).choices[1]
        assert other.net_benefit == 9.5 and other.net_benefit_to == pytest.approx(9.5 + 2.093024 * (35 / 20) ** 0.5)


def test_of_a_single_life_the_intervals_are_about_the_points_alone():
    alone = np.full((2, 12, GROUPS), np.nan)
    alone[:, :, 0] = three_times(EFFECTS)
    costs = np.where(np.isnan(alone), np.nan, np.array(three_times(COSTS))[..., None])
    one = analysed(WORDS, "lhs", ("baseline", "other"), alone, costs, np.eye(GROUPS, dtype=int)[0], (10,))
    assert one == weighed(WORDS, three_times(EFFECTS), three_times(COSTS), 10)


# ----------------------------------------------------------------------------- closed forms


def gain(difference, spread):
    """The expected value of knowing a normal difference of two net benefits: its unit normal loss."""
    ratio = abs(difference) / spread
    return spread * NORMAL.pdf(ratio) - abs(difference) * NORMAL.cdf(-ratio)


def two_normals(points, seed):
    """Net benefits 100 + 30 Z and 110 + 40 Z', of independent Latin hypercubes."""
    drawn = np.random.default_rng(seed)
    ranks = np.stack([drawn.permutation(points) for _ in range(3)])
    z = np.vectorize(NORMAL.inv_cdf)((ranks + drawn.random((3, points))) / points)
    axes = [numeric(path, numbers.tolist()) for path, numbers in zip(("a", "b", "idle"), z)]
    return weighed(axes, [100 + 30 * z[0], 110 + 40 * z[1]], np.zeros((2, points)), 1)


def test_the_value_of_information_of_two_normals():
    """The difference has a mean of 10 and a standard deviation of 50; given one of them, of 30 or 40."""
    found = two_normals(2_000, 1)
    for path, spread in ((None, 50), ("a", 30), ("b", 40)):
        of_path = value_of(found, path)
        assert isclose(of_path.value or 0, gain(10, spread), rel_tol=0.06), (path, of_path, gain(10, spread))
        assert of_path.value_from is not None and of_path.value_from < gain(10, spread) < (of_path.value_to or 0)
    assert (value_of(found, "idle").value or 0) < 0.1
    best = found.choices[1].best
    assert best == pytest.approx(NORMAL.cdf(10 / 50), abs=0.03)


def test_what_bends_is_known_as_well():
    """The net benefit is z² - 1: 0 on average, whatever is chosen. Knowing z gains E max(z² - 1, 0) = 2 φ(1)."""
    z = np.array([NORMAL.inv_cdf((one + 0.5) / 1_000) for one in range(1_000)])
    z = z[np.random.default_rng(1).permutation(1_000)]
    found = weighed([numeric("a", z.tolist())], [0 * z, z**2 - 1], np.zeros((2, 1_000)), 1)
    assert value_of(found, "a").value == pytest.approx(2 * NORMAL.pdf(1), rel=0.03)


def test_what_chance_adds_is_taken_off():
    """Net benefits differ by the noise of lives alone, at each point another: nothing could be known, and one would
    seem to gain 0.04 of it."""
    drawn, points = np.random.default_rng(2), 400
    noise = drawn.normal(0, 0.1 * GROUPS**0.5, (2, points, GROUPS))
    noise[0] = 0
    found = analysed([numeric("a", range(points))], "lhs", ("one", "other"), noise, 0 * noise, SIZES, (1,))
    everything = value_of(found)
    assert (everything.value or 0) < 0.03 < (everything.value_to or 0)


@pytest.mark.slow
@pytest.mark.parametrize("points", [64, 256])
def test_intervals_of_the_value_of_information_hold(points):
    studies = 300
    held: dict[str | None, int] = dict.fromkeys((None, "a", "b"), 0)
    for seed in range(studies):
        found = two_normals(points, seed)
        for path, spread in ((None, 50), ("a", 30), ("b", 40)):
            of_path = value_of(found, path)
            held[path] += (of_path.value_from or 0) <= gain(10, spread) <= (of_path.value_to or 0)
    assert min(held.values()) / studies >= 0.93, held
