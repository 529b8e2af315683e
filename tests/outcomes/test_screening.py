"""Elementary effects of Morris screening, against functions whose effects are known."""

from math import sqrt

import numpy as np
import pytest

from sim.experiment.trajectories import trajectories
from sim.outcomes.axes import Axis, End
from sim.outcomes.effects import effects
from sim.outcomes.jackknife import GROUPS
from sim.outcomes.points import Key
from sim.outcomes.screening import screened
from sim.scenario.model import Range

SPAN = Range.model_validate({"from": "0", "to": "3"})  # of four levels: 0, 1, 2 and 3


def design(number, seed=1, **vary):
    """The axes of so many trajectories, and the numbers of each path divided by 3; 0 of words."""
    points = list(trajectories(vary, number, 4, seed))
    axes = []
    for path, values in vary.items():
        texts = tuple(str(point[path]) for point in points)
        is_range, are_words = isinstance(values, Range), not isinstance(values, Range) and not values[0].isdigit()
        numbers = None if are_words else np.array(texts, dtype=float)
        ends = None if numbers is None else (End(min(texts), numbers.min()), End(max(texts), numbers.max()))
        axes.append(Axis(path, texts, numbers, ends=ends, is_range=is_range))
    return axes, [np.zeros(len(points)) if axis.numbers is None else axis.numbers / 3 for axis in axes]


def of_all(outcomes):
    """Means over all lives, of which nothing is known without some."""
    return np.asarray(outcomes, dtype=float)[None]


def test_a_linear_effect_is_the_same_everywhere():
    axes, (a, b, _) = design(10, a=SPAN, b=SPAN, c=SPAN)
    of_a, of_b, of_c = screened(axes, of_all(5 * a - 2 * b + 100))
    assert of_a[:2] == pytest.approx((5, 5)) and of_b[:2] == pytest.approx((-2, 2))
    assert of_a.sigma == pytest.approx(0, abs=1e-9) and of_b.mu_star_from == pytest.approx(2)
    assert of_c == (0, 0, 0, 0, 0)


def test_of_a_square_sigma_is_how_much_it_bends():
    """From 0 to 2/3 a square rises by 4/9, from 1/3 to 1 by 8/9; over the whole range as fast: by 2/3 and by 4/3. Their
    mean is 1 and their standard deviation 1/3."""
    axes, (a,) = design(1_500, a=SPAN)
    (found,) = screened(axes, of_all(a**2))
    assert found.mu == found.mu_star == pytest.approx(1, abs=0.03)
    assert found.sigma == pytest.approx(1 / 3, abs=0.015)


def test_an_effect_that_turns_has_a_small_mean_and_a_large_mean_size():
    """A hump at the middle: from 0 to 2/3 and from 1/3 to 1 a (1 - a) rises by 2/9 and falls by 2/9, thus by ±1/3."""
    axes, (a,) = design(1_500, a=SPAN)
    (found,) = screened(axes, of_all(a * (1 - a)))
    assert found.mu == pytest.approx(0, abs=0.03)
    assert found.mu_star == pytest.approx(1 / 3) and found.sigma == pytest.approx(1 / 3, abs=0.015)


def test_of_a_product_sigma_is_the_spread_of_the_other_path():
    """The effect of one is where the other stands: 0, 1/3, 2/3 or 1, on average 1/2 with a variance of 5/36."""
    axes, (a, b) = design(1_500, a=SPAN, b=SPAN)
    for found in screened(axes, of_all(a * b)):
        assert found.mu == found.mu_star == pytest.approx(1 / 2, abs=0.03)
        assert found.sigma == pytest.approx(sqrt(5 / 36), abs=0.015)


def test_words_have_sizes_and_no_direction_and_listed_numbers_count_upwards():
    """Between yes and no lie 7 either way. From 3 to 9 it is 6 upwards, whichever way a trajectory goes."""
    axes, (_, three_or_nine) = design(50, word=("yes", "no"), listed=("3", "9"))
    of_word = np.array([7.0 if text == "yes" else 0.0 for text in axes[0].texts])
    word, listed = screened(axes, of_all(of_word - 3 * three_or_nine))
    assert (word.mu, word.mu_star) == (None, pytest.approx(7)) and word.sigma == pytest.approx(7, abs=0.3)
    assert listed[:2] == pytest.approx((-6, 6)) and listed.sigma == pytest.approx(0, abs=1e-9)


def test_the_interval_is_students_over_the_trajectories():
    """Two effects of 1 and 3: mean 2, standard error 1, times 12.706 of one degree of freedom; never below 0."""
    axis = Axis("a", ("0", "3") * 2, np.array([0.0, 3.0] * 2), ends=(End("0", 0), End("3", 3)), is_range=True)
    (found,) = screened([axis], of_all([0, 1, 5, 8]))
    assert (found.mu_star, found.sigma) == (2, pytest.approx(sqrt(2)))
    assert (found.mu_star_from, found.mu_star_to) == (0, pytest.approx(14.706205))


def test_a_step_that_failed_or_does_not_move_counts_for_nothing():
    axis = Axis("a", ("0", "3", "0", "0", "0", "3", "3", "0"), np.array([0.0, 3, 0, 0, 0, 3, 3, 0]))
    (found,) = screened([axis], of_all([1, 5, 9, 9, 1, np.nan, 7, 1]))
    assert (found.mu, found.mu_star) == (5, 5)  # 4 and 6; of the second nothing moved, of the third one is not known
    assert screened([axis], of_all([1, 5, 9, 9, 1, np.nan, 7, np.nan]))[0].mu_star is None
    assert screened([axis], of_all([np.nan] * 8))[0].mu_star is None


def test_other_lives_widen_the_interval():
    """Effects of 3 everywhere, on average; but 2.5 in one half of the groups of lives and 3.5 in the other."""
    axes, (a,) = design(10, a=SPAN)
    groups = np.outer(a, np.where(np.arange(GROUPS) % 2, 3.5, 2.5))
    (row,) = effects(axes, "morris", {("account", None): groups}).rows(named=True)
    assert row["mu_star"] == pytest.approx(3) and row["mu_star_from"] < 2.8 < 3.2 < row["mu_star_to"]
    assert row["sigma"] == pytest.approx(0, abs=1e-9) and row["first"] is None


def test_the_largest_mean_size_comes_first():
    """The hump of a is 0 from end to end, and moves the outcome more than b does."""
    axes, (b, a) = design(30, b=SPAN, a=SPAN)
    groups: dict[Key, np.ndarray] = {("account", None): np.tile((90 * a * (1 - a) + b)[:, None], (1, GROUPS))}
    assert effects(axes, "morris", groups)["path"].to_list() == ["a", "b"]
    assert effects(axes, "lhs", groups)["mu_star"].is_null().all()


@pytest.mark.slow
def test_the_interval_holds():
    """The mean size of the effects of a product is 1/2; of a cube, where those from 1/3 to 1 are 13/9 and the others
    4/9, it is 17/18."""
    held, studies = np.zeros(2), 400
    for study in range(studies):
        axes, (a, b, c) = design(20, study, a=SPAN, b=SPAN, c=SPAN)
        found = screened(axes, of_all(a * b + c**3))
        for place, (one, true) in enumerate(((found[0], 1 / 2), (found[2], 17 / 18))):
            assert one.mu_star_from is not None and one.mu_star_to is not None
            held[place] += one.mu_star_from <= true <= one.mu_star_to
    assert (held / studies >= 0.93).all(), held / studies
