"""The fit of drawn points: what it explains, where it bends, and intervals that are about other points too."""

import numpy as np
import pytest
from scipy.stats import qmc, spearmanr

from sim.experiment.points import saltelli
from sim.outcomes.axes import Axis, End
from sim.outcomes.jackknife import GROUPS
from sim.outcomes.tornado import tornado

T2 = 4.302653  # Student's t for 95 % with two degrees of freedom: of three points


def alike(means, groups=GROUPS):
    """Every group of lives has the same mean."""
    return np.tile(np.array(means, dtype=float)[:, None], (1, groups))


def drawn(path, numbers, low=0.0, high=1.0):
    ends = End(f"{low:g}", low), End(f"{high:g}", high)
    return Axis(path, tuple(map(str, numbers)), np.array(numbers, dtype=float), ends=ends)


def worded(path, texts):
    return Axis(path, tuple(texts), None)


# ----------------------------------------------------------------------------- worked by hand


def test_the_interval_of_an_effect_is_about_other_points_too():
    # 0, 1, 4 at 0, 1, 2: slope 2. Without a point 3, 2, 1, so effects of 6, 4, 2: spread 4 + 0 + 4, two thirds of it
    (only,) = tornado([drawn("a", [0, 1, 2], high=2)], "lhs", alike([0, 1, 4]))
    assert only.effect == pytest.approx(4)
    assert only.effect_to == pytest.approx(4 + T2 * (16 / 3) ** 0.5)


def test_the_halves_of_other_points_and_other_lives_are_added_as_squares():
    # two groups of lives with 0, 1, 4 less or more a tenth of the number: effects 3.8 and 4.2, half of lives t · 0.2
    groups = np.array([[0.0, 0.0], [0.9, 1.1], [3.8, 4.2]])
    (only,) = tornado([drawn("a", [0, 1, 2], high=2)], "lhs", groups)
    assert only.effect_to == pytest.approx(4 + np.hypot(12.706205 * 0.2, T2 * (16 / 3) ** 0.5))


def test_of_one_life_the_interval_is_about_other_points():
    (only,) = tornado([drawn("a", [0, 1, 2], high=2)], "lhs", alike([0, 1, 4], 1))
    assert only.effect_to == pytest.approx(4 + T2 * (16 / 3) ** 0.5)


def test_the_fit_says_how_much_of_the_variance_it_explains():
    # 0, 1, 4 at 0, 1, 2: the line leaves 1/3, -2/3, 1/3, so 2/3 of 26/3
    (only,) = tornado([drawn("a", [0, 1, 2], high=2)], "lhs", alike([0, 1, 4]))
    assert only.fit == pytest.approx(12 / 13)


def test_as_many_columns_as_points_explain_all_and_so_nothing():
    a, b = tornado([drawn("a", [0, 1, 2]), drawn("b", [0, 1, 0])], "lhs", alike([3, 5, 9]))
    assert (a.fit, b.fit, a.bend, b.bend) == (None, None, None, None)
    assert tornado([drawn("a", [0, 1, 2, 3])], "lhs", alike([7] * 4))[0].fit is None  # nothing varies


def test_a_square_that_explains_the_rest_is_a_bend():
    (only,) = tornado([drawn("a", [-2, -1, 0, 1, 2], -2, 2)], "lhs", alike([4, 1, 0, 1, 4]))
    assert (only.effect, only.fit, only.bend) == (0, pytest.approx(0), pytest.approx(1))


def test_a_square_that_may_be_chance_is_no_bend():
    # the square explains 4/14 of 1.2, so t² with two degrees of freedom is 0.2857 · 2 / 0.914, far below 18.5
    (only,) = tornado([drawn("a", [-2, -1, 0, 1, 2], -2, 2)], "lhs", alike([0, 1, 0, 1, 0]))
    assert only.bend == 0


def test_words_and_two_numbers_do_not_bend():
    word, two = tornado([worded("b", "xyxyxy"), drawn("a", [0, 0, 1, 1, 1, 0])], "lhs", alike([4, 1, 5, 2, 6, 1]))
    assert {word.bend, two.bend} == {None}


def test_a_word_of_a_single_point_has_no_interval_and_leaves_that_of_others():
    axes = [worded("b", "xxxxxy"), drawn("a", [0, 1, 2, 3, 4, 5], 0, 5)]
    found = {one.path: one for one in tornado(axes, "lhs", alike([0, 1, 3, 2, 4, 9]))}
    assert found["b"].effect is not None and found["b"].effect_to is None
    assert found["a"].effect_to is not None


def test_points_that_failed_are_not_in_the_fit():
    whole = tornado([drawn("a", [0, 1, 2], high=2)], "lhs", alike([0, 1, 4]))
    assert tornado([drawn("a", [0, 1, 5, 2], high=2)], "lhs", alike([0, 1, np.nan, 4])) == whole


def test_points_of_one_sample_are_left_out_together():
    # two samples of three points each: without one of them 2·a or 3·a
    points = drawn("a", [0, 1, 2, 0, 1, 2], high=2)
    (only,) = tornado([points], "sobol", alike([0, 2, 4, 0, 3, 6]))
    # effects of 4 and 6, spread 1 + 1, half of it 1
    assert only.effect_to == pytest.approx(5 + 12.706205)


# ----------------------------------------------------------------------------- rank correlations


def test_what_always_rises_has_a_rank_correlation_of_1_however_it_bends():
    a = [0.1, 0.5, 0.3, 0.9, 0.7, 0.2]
    (only,) = tornado([drawn("a", a)], "lhs", alike([value**5 for value in a]))
    assert (only.prcc, only.prcc_from, only.prcc_to) == (pytest.approx(1),) * 3
    assert tornado([drawn("a", a)], "lhs", alike([-(value**5) for value in a]))[0].prcc == pytest.approx(-1)


def test_a_single_path_has_spearmans_correlation():
    a, outcomes = [0.1, 0.5, 0.3, 0.9, 0.7, 0.2], [3.0, 1.0, 2.0, 5.0, 5.0, 1.0]
    (only,) = tornado([drawn("a", a)], "lhs", alike(outcomes))
    spearman = float(spearmanr(a, outcomes).statistic)  # pyright: ignore[reportAttributeAccessIssue]
    assert only.prcc == pytest.approx(spearman)
    # Fisher: six points, so √3
    assert only.prcc_to == pytest.approx(np.tanh(np.arctanh(spearman) + 1.959964 / 3**0.5))


def test_what_other_paths_explain_is_taken_off_a_rank_correlation():
    # by the formula of three correlations: (r_ay - r_ab r_by) / √((1 - r_ab²)(1 - r_by²))
    a, b, outcomes = [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5], [1, 3, 2, 5, 6, 4]
    ab, ay, by = (np.corrcoef(one, other)[0, 1] for one, other in ((a, b), (a, outcomes), (b, outcomes)))
    axes = [drawn("a", a, 1, 6), drawn("b", b, 1, 6)]
    found = {one.path: one for one in tornado(axes, "lhs", alike(outcomes))}
    assert found["a"].prcc == pytest.approx((ay - ab * by) / ((1 - ab**2) * (1 - by**2)) ** 0.5)


def test_words_and_sobol_points_have_no_rank_correlation():
    word, number = worded("b", "xyxyxyxy"), drawn("a", [0, 1, 2, 3, 4, 5, 6, 7], 0, 7)
    found = {one.path: one for one in tornado([word, number], "lhs", alike([0, 2, 1, 3, 5, 4, 6, 9]))}
    assert found["b"].prcc is None and found["a"].prcc is not None
    assert tornado([number], "sobol", alike([0, 2, 1, 3, 5, 4, 6, 9]))[0].prcc is None


# ----------------------------------------------------------------------------- coverage


def curved(points):
    """Bends in the first path, interaction of the first and third, and nothing of the fourth; the lines' slopes."""
    a, b, c, _ = points.T
    return 16 * (a - 0.5) ** 2 + b + 8 * (c - 0.5) * (a - 0.5), np.array([0, 1, 0, 0])


@pytest.mark.slow
@pytest.mark.parametrize("by, samples", [("lhs", 8), ("lhs", 16), ("lhs", 64), ("sobol", 32)])
def test_intervals_of_effects_hold_whatever_the_line_misses(by, samples):
    held, bends, studies = np.zeros(4), np.zeros(4), 200
    for seed in range(studies):
        lives = np.random.default_rng(seed)
        hypercube = qmc.LatinHypercube(d=4, seed=lives)  # pyright: ignore[reportCallIssue]
        points = hypercube.random(samples) if by == "lhs" else saltelli(4, samples, seed)
        outcomes, slopes = curved(points)
        groups = outcomes[:, None] + 3 * points[:, 1:2] * lives.normal(0, 0.3, GROUPS)
        effects = {one.path: one for one in tornado([drawn(path, c) for path, c in zip("abcd", points.T)], by, groups)}
        for place, (path, slope) in enumerate(zip("abcd", slopes)):
            one = effects[path]
            held[place] += one.effect_from is not None and one.effect_from <= slope <= one.effect_to
            bends[place] += (one.bend or 0) > 0.1
    assert (held / studies >= 0.93).all(), held / studies
    assert samples < 16 or bends[0] / studies == 1
    assert (bends[1:] / studies <= 0.12).all()


@pytest.mark.slow
@pytest.mark.parametrize("by", ["grid", "lhs"])
def test_words_without_effect_exclude_0_in_5_of_a_hundred_studies(by):
    chance, words, excluded, studies = np.random.default_rng(3), 6, 0, 1_000 if by == "grid" else 200
    texts = [str(word) for word in range(words)] * (1 if by == "grid" else 4)
    for _ in range(studies):
        (only,) = tornado([worded("a", texts)], by, chance.normal(0, 1, (len(texts), GROUPS)))
        excluded += only.effect_from is not None and only.effect_from > 0
    assert excluded / studies <= 0.055
