"""What follows from a sweep, against figures worked out by hand."""

import random
from fractions import Fraction
from itertools import product

import numpy as np
import polars as pl
import pytest
from scipy.stats import sobol_indices

from sim.experiment.points import saltelli
from sim.outcomes.axes import DATE, Axis, End
from sim.outcomes.break_even import break_even
from sim.outcomes.effects import effects
from sim.outcomes.intervals import students_t
from sim.outcomes.jackknife import GROUPS, half_width
from sim.outcomes.sobol import Indices, indices
from sim.outcomes.tornado import Effect, tornado
from sim.outcomes.variance import Shares, VarianceTally

NAN = float("nan")
T1 = 12.706205  # Student's t for 95 % with one degree of freedom: of two groups


def alike(means, groups=GROUPS):
    """Every group of lives has the same mean."""
    return np.tile(np.array(means, dtype=float)[:, None], (1, groups))


def apart(means, by):
    """Two groups of lives, one below and one above the mean of each point: a half interval of T1 × `by`."""
    means = np.array(means, dtype=float)
    return np.stack([means - np.array(by), means + np.array(by)], axis=1)


def numeric(path, texts, **more):
    return Axis(path, tuple(map(str, texts)), np.array(texts, dtype=float), **more)


def worded(path, texts, **more):
    return Axis(path, tuple(texts), None, **more)


def grid(**values):
    """Axes of a full grid, the last path fastest."""
    points = list(product(*values.values()))
    columns = zip(values, zip(*points))
    return [worded(path, texts) if isinstance(texts[0], str) else numeric(path, texts) for path, texts in columns]


# ----------------------------------------------------------------------------- swings


def test_in_a_grid_a_value_has_its_mean_over_the_other_paths():
    # b:      10  20
    # a = 1:   1   2     mean 1.5
    # a = 3:   5   8     mean 6.5, a swing of 5
    # mean:    3   5     a swing of 2
    a, b = tornado(grid(b=[10, 20], a=[1, 3]), "grid", alike([1, 5, 2, 8]))
    assert (a.path, a.value_low, a.value_high, a.mean_low, a.mean_high, a.effect) == ("a", "1", "3", 1.5, 6.5, 5)
    assert (b.path, b.value_low, b.value_high, b.mean_low, b.mean_high, b.effect) == ("b", "10", "20", 3, 5, 2)
    assert (a.effect_from, a.effect_to) == (pytest.approx(5), pytest.approx(5))


def test_a_effect_goes_from_the_lowest_number_to_the_highest_whatever_their_order():
    (only,) = tornado(grid(a=[30, 4, 9]), "grid", alike([1, 7, 100]))
    assert (only.value_low, only.value_high, only.effect) == ("4", "30", -6)


def test_a_effect_of_words_goes_from_the_lowest_mean_to_the_highest():
    (only,) = tornado(grid(a=["one", "two", "three"]), "grid", alike([4, 9, 2]))
    assert (only.value_low, only.value_high, only.mean_low, only.mean_high, only.effect) == ("three", "two", 2, 9, 7)


def test_the_furthest_effect_comes_first_of_either_sign():
    # a moves by -6, b by 2, c by nothing
    means = [6 + 2 * b - 6 * a for _, b, a in product((0, 1), repeat=3)]
    found = tornado(grid(c=[0, 1], b=[0, 1], a=[0, 1]), "grid", alike(means))
    assert [(effect.path, effect.effect) for effect in found] == [("a", -6), ("b", 2), ("c", 0)]


def test_of_one_at_a_time_the_scenario_as_written_is_one_of_the_values():
    a = Axis("a", ("5", "1", "9", "5"), np.array([5.0, 1, 9, 5]), rows=(0, 1, 2))
    b = worded("b", ("never", "never", "never", "always"), rows=(0, 3))
    found = tornado([a, b], "one_at_a_time", alike([10, 6, 14, 30]))
    assert [(s.path, s.value_low, s.value_high, s.effect) for s in found] == [
        ("b", "never", "always", 20), ("a", "1", "9", 8),
    ]  # fmt: skip
    lowest = Axis("a", ("0", "1", "9", "0"), np.array([0.0, 1, 9, 0]), rows=(0, 1, 2))
    assert tornado([lowest], "one_at_a_time", alike([10, 6, 14, 30]))[0].effect == 14 - 10


def test_a_value_as_written_without_a_number_counts_only_where_there_is_no_other():
    two = Axis("a", ("as written", "1", "9"), np.array([NAN, 1, 9]), rows=(0, 1, 2))
    assert tornado([two], "one_at_a_time", alike([50, 6, 14]))[0].effect == 8
    one = Axis("a", ("as written", "1"), np.array([NAN, 1]), rows=(0, 1))
    (only,) = tornado([one], "one_at_a_time", alike([50, 6]))
    assert (only.value_low, only.value_high, only.effect) == ("1", "as written", 44)


def test_drawn_numbers_lie_on_the_least_squares_line_to_the_ends_of_what_is_drawn():
    # (1, 5), (2, 6), (6, 13): middle 3 and 8, slope (-2·-3 + -1·-2 + 3·5) / (4 + 1 + 9) = 23 / 14
    axis = numeric("a", [1, 2, 6], ends=(End("0%", 0), End("10%", 10)))
    (only,) = tornado([axis], "lhs", alike([5, 6, 13]))
    assert (only.value_low, only.value_high) == ("0%", "10%")
    assert only.mean_low == pytest.approx(8 - 3 * 23 / 14)
    assert only.mean_high == pytest.approx(8 + 7 * 23 / 14)
    assert only.effect == pytest.approx(230 / 14)


def test_a_line_leaves_failed_points_out_and_needs_two_values():
    axis = numeric("a", [1, 2, 3], ends=(End("1", 1), End("3", 3)))
    # through (1, 5) and (3, 9)
    assert tornado([axis], "lhs", alike([5, NAN, 9]))[0].effect == pytest.approx(4)
    (none,) = tornado([axis], "sobol", alike([5, NAN, NAN]))
    assert (none.effect, none.value_low, none.effect_from) == (None, None, None)
    assert tornado([axis], "lhs", alike([NAN] * 3))[0].effect is None


def test_drawn_words_have_the_mean_over_their_points():
    axis = worded("a", ["yes", "no", "yes", "yes"])
    (only,) = tornado([axis], "lhs", alike([1, 3, 2, NAN]))
    assert (only.value_low, only.value_high) == ("yes", "no")
    assert (only.mean_low, only.mean_high) == (pytest.approx(1.5), pytest.approx(3))


def test_drawn_paths_are_fitted_together_so_none_is_credited_with_what_another_does():
    # the outcome is 10·a. Alone, b: deviations -1.5 -0.5 0.5 1.5 by -15 5 -5 15, a slope of 40 / 5 = 8 from nothing
    a, b = [0, 2, 1, 3], [0, 1, 2, 3]
    axes = [numeric("a", a, ends=(End("0", 0), End("3", 3))), numeric("b", b, ends=(End("0", 0), End("4", 4)))]
    first, second = tornado(axes, "lhs", apart([10 * value for value in a], [0, 2, 1, 3]))
    assert (first.path, first.effect) == ("a", pytest.approx(30))
    assert (second.path, second.value_low, second.value_high) == ("b", "0", "4")
    # it is nothing in each group of lives too, so also without luck
    assert (second.effect, second.effect_from, second.effect_to) == (0, 0, 0)
    # the others at their average: 15 at either end of b
    assert (second.mean_low, second.mean_high) == (pytest.approx(15), pytest.approx(15))
    # the groups have slopes 9 and 11: swings of 27 and 33, a half of T1 · 3
    assert (first.effect_from, first.effect_to) == (pytest.approx(30 - 3 * T1), pytest.approx(30 + 3 * T1))


def test_drawn_numbers_and_words_are_fitted_together():
    # 2·a, and 5 more with y, which comes with the higher a: alone, y would be 41 / 3 less 8 / 3, so 11.
    # On average a is 17 / 6: with x 2 · 17 / 6. Half have y: at a = 0 it is 2.5, at a = 9 18 more
    axes = [
        numeric("a", [0, 1, 2, 3, 4, 7], ends=(End("0", 0), End("9", 9))),
        worded("b", ["x", "x", "y", "x", "y", "y"]),
    ]
    a, b = tornado(axes, "sobol", alike([0, 2, 9, 6, 13, 19]))
    assert (a.value_low, a.value_high, a.effect) == ("0", "9", pytest.approx(18))
    assert (a.mean_low, a.mean_high) == (pytest.approx(2.5), pytest.approx(20.5))
    assert (b.value_low, b.value_high, b.effect) == ("x", "y", pytest.approx(5))
    assert (b.mean_low, b.mean_high) == (pytest.approx(17 / 3), pytest.approx(17 / 3 + 5))


def test_drawn_words_have_each_their_own_height():
    # r is 1, s 7, t 4, and 10 more with on; on goes with s, twice of three times
    words = ["r", "r", "r", "s", "s", "s", "t", "t"]
    others = ["off", "off", "on", "on", "on", "off", "off", "on"]
    axes = [worded("a", words), worded("b", others)]
    means = [{"r": 1, "s": 7, "t": 4}[word] + 10 * (other == "on") for word, other in zip(words, others)]
    b, a = tornado(axes, "lhs", alike(means))
    assert (a.value_low, a.value_high) == ("r", "s")
    # on at half of the points
    assert (a.mean_low, a.mean_high, a.effect) == (pytest.approx(1 + 5), pytest.approx(7 + 5), pytest.approx(6))
    # (3 · 1 + 3 · 7 + 2 · 4) / 8 = 4
    assert (b.value_low, b.value_high, b.mean_low, b.effect) == ("off", "on", pytest.approx(4), pytest.approx(10))


def test_drawn_lists_of_numbers_run_straight():
    # (1, 0), (1, 2), (3, 4), (4, 8), (6, 6): middle 3 and 4, slope (2·4 + 2·2 + 1·4 + 3·2) / (4 + 4 + 1 + 9) = 22/18
    axis = numeric("a", [1, 1, 3, 4, 6], ends=(End("1", 1), End("6", 6)))
    (only,) = tornado([axis], "lhs", alike([0, 2, 4, 8, 6]))
    assert (only.mean_low, only.mean_high) == (pytest.approx(4 - 2 * 22 / 18), pytest.approx(4 + 3 * 22 / 18))


def test_drawn_paths_that_the_points_do_not_tell_apart_have_no_effect():
    ends = End("0", 0), End("9", 9)
    together = [numeric("a", [0, 1, 2, 3, 4], ends=ends), numeric("b", [1, 3, 5, 7, 9], ends=ends)]
    apart_from_them = worded("c", ["x", "y", "y", "y", "x"])
    # 3·a, and 4 more with y
    found = tornado([*together, apart_from_them], "lhs", alike([0, 7, 10, 13, 12]))
    assert [(s.path, s.effect, s.mean_low, s.value_high) for s in found[1:]] == [
        ("a", None, None, None), ("b", None, None, None),
    ]  # fmt: skip
    # what is told from the others still is; a stands at 2 on average
    assert (found[0].path, found[0].effect, found[0].mean_low) == ("c", pytest.approx(4), pytest.approx(6))
    # a word that comes only with high numbers, and with all of them
    words = worded("b", ["x", "x", "y", "y"])
    same = [numeric("a", [0, 0, 1, 1], ends=ends), words]
    assert [s.effect for s in tornado(same, "sobol", alike([1, 2, 5, 6]))] == [None, None]
    assert [s.effect for s in tornado([words, words], "lhs", alike([1, 2, 5, 6]))] == [None, None]


def test_a_path_with_the_least_part_in_another_is_not_reported_from_it():
    # c is a and a hundredth of b, so what b does may be a hundred times c's doing, less a's
    ends = End("0", 0), End("9", 9)
    a, b = [0, 1, 2, 3, 4, 5], [5, 2, 0, 4, 1, 3]
    c = [high + low / 100 for high, low in zip(a, b)]
    axes = [numeric("a", a, ends=ends), numeric("b", b, ends=ends), numeric("c", c, ends=ends)]
    assert [s.effect for s in tornado(axes, "lhs", alike([1, 5, 2, 8, 3, 4]))] == [None] * 3


def test_paths_that_hardly_ever_differ_are_not_reported_apart():
    ends = End("0", 0), End("3", 3)
    axes = [numeric("a", [0, 1, 2, 3], ends=ends), numeric("b", [0, 1, 2, 3 + 1e-6], ends=ends)]
    assert [s.effect for s in tornado(axes, "lhs", alike([0, 1, 2, 4]))] == [None, None]


def test_fewer_drawn_points_than_paths_tell_nothing():
    ends = End("0", 0), End("9", 9)
    axes = [numeric("a", [0, 4, 9], ends=ends), numeric("b", [1, 0, 5], ends=ends), numeric("c", [5, 0, 3], ends=ends)]
    assert [s.effect for s in tornado(axes, "lhs", alike([1, 5, 2]))] == [None] * 3
    # three points are just enough for two: 2·a - b
    a, b = tornado(axes[:2], "lhs", alike([-1, 8, 13]))
    assert (a.effect, b.effect) == (pytest.approx(18), pytest.approx(-9))


def test_paths_that_often_go_together_are_reported_apart_by_where_they_do_not():
    # 2·a + b, and they differ at one point of six
    ends = End("0", 0), End("9", 9)
    a, b = [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 6]
    means = [2 * low + high for low, high in zip(a, b)]
    first, second = tornado([numeric("a", a, ends=ends), numeric("b", b, ends=ends)], "lhs", alike(means))
    assert (first.effect, second.effect) == (pytest.approx(18), pytest.approx(9))


def test_the_size_of_numbers_does_not_tell_paths_apart():
    # dates a day apart beside shares of a millionth: 1·day + 1,000,000·share
    days, shares = [739_000, 739_001, 739_002, 739_003], [1e-6, 0.0, 3e-6, 1e-6]
    axes = [
        numeric("day", days, ends=(End("739000", 739_000), End("739010", 739_010))),
        numeric("share", shares, ends=(End("0", 0), End("0.00001", 1e-5))),
    ]
    means = [day - 739_000 + 1e6 * share for day, share in zip(days, shares)]
    assert [s.effect for s in tornado(axes, "lhs", alike(means))] == [pytest.approx(10), pytest.approx(10)]


def test_dates_without_effect_on_large_amounts_have_no_effect():
    # 10 ** 9, and 10 more with y; y comes 2 / 3 of a day later on average
    days = [739_000, 739_001, 739_005, 739_000, 739_003, 739_005]
    axes = [numeric("day", days, ends=(End("739000", 739_000), End("739007", 739_007))), worded("b", "xxxyyy")]
    b, day = tornado(axes, "lhs", alike([1e9] * 3 + [1e9 + 10] * 3))
    assert (b.path, b.effect, day.effect, day.effect_to) == ("b", pytest.approx(10), 0, 0)


def test_a_line_can_leave_what_is_possible():
    # months 0, 0, 0, 8 at 0 to 3: middle 1.5 and 2, slope (0.5·-2 + 1.5·6 - 0.5·-2 - 1.5·-2) / 5 = 12 / 5
    axis = numeric("a", [0, 1, 2, 3], ends=(End("0", 0), End("3", 3)))
    assert tornado([axis], "lhs", alike([0, 0, 0, 8]))[0].mean_low == pytest.approx(2 - 1.5 * 12 / 5)


@pytest.mark.parametrize("axis", [worded("a", ["x", "y"]), numeric("a", [1, 3])])
@pytest.mark.parametrize("by", ["grid", "one_at_a_time", "lhs"])
def test_a_path_of_which_one_value_was_simulated_has_no_effect(axis, by):
    (only,) = tornado([axis], by, alike([4, NAN]))
    assert only == Effect("a")
    assert [only.value_low, only.value_high, only.mean_low, only.mean_high, only.effect, only.effect_to] == [None] * 6


def test_a_path_of_one_value_has_no_effect():
    b, a = tornado(grid(a=["x"], b=[1, 2]), "grid", alike([3, 3]))
    assert (b.path, b.effect, a.path, a.effect) == ("b", 0, "a", None)
    b, a = tornado([worded("a", ["x", "x"]), worded("b", ["y", "z"])], "lhs", alike([3, 3]))
    assert (b.path, b.effect, a.path, a.effect) == ("b", 0, "a", None)


def test_words_of_no_effect_have_two_ends_all_the_same():
    for by in ("grid", "lhs"):
        (only,) = tornado([worded("a", ["x", "y", "z"])], by, alike([7, 7, 7]))
        assert (only.effect, only.mean_low, only.mean_high) == (0, 7, 7)
        assert only.value_low != only.value_high
    (only,) = tornado(grid(a=[1, 2, 3]), "grid", alike([7, 7, 7]))
    assert (only.value_low, only.value_high, only.effect) == ("1", "3", 0)


def test_ends_that_are_alike_may_differ_between():
    (only,) = tornado([numeric("a", [1, 2, 3], rows=(0, 1, 2))], "one_at_a_time", alike([5, 9, 4 + 1]))
    assert (only.effect, only.spread) == (0, 4)
    b, a, c = tornado(grid(a=[1, 2, 3], b=["x", "y"], c=[1]), "grid", alike([5, 5.5, 9, 9.5, 5, 5.5]))
    assert [(one.path, one.effect, one.spread) for one in (b, a, c)] == [
        ("b", 0.5, 0.5),
        ("a", 0, 4),
        ("c", None, None),
    ]


def test_the_interval_between_words_is_as_wide_as_all_pairs_of_them_need():
    # two groups of lives: x, y, z are 0, 5, 8 less or more 0, 1, 1. Three pairs, so t of 5/3 % with one degree
    (only,) = tornado([worded("a", "xyz")], "grid", apart([0, 5, 8], [0, 1, 1]))
    assert (only.value_low, only.value_high) == ("x", "z")
    assert only.effect_to == pytest.approx(8 + students_t(1, 0.05 / 3))
    (two,) = tornado([worded("a", "xz")], "grid", apart([0, 8], [0, 1]))
    assert two.effect_to == pytest.approx(8 + T1)


def test_what_rounding_leaves_is_no_effect():
    # 0.1 + 0.2 is 5.6e-17 more than 0.3
    (only,) = tornado(grid(a=[0, 1]), "grid", alike([0.3, 0.1 + 0.2], 2))
    assert (only.effect, only.effect_from, only.effect_to) == (0, 0, 0)
    # of a million 1e-7 is that, of a thousand it is a swing
    assert tornado(grid(a=[0, 1]), "grid", alike([1e6, 1e6 + 1e-7], 2))[0].effect == 0
    assert tornado(grid(a=[0, 1]), "grid", alike([1e3, 1e3 + 1e-7], 2))[0].effect == pytest.approx(1e-7, rel=1e-3)
    # the size is that of the outcome at its largest, be it below nothing
    (a, b) = tornado(grid(a=[0, 1], b=[0, 1]), "grid", alike([0, 1e-7, -1e6, -1e6], 2))
    assert (a.path, b.path, b.effect) == ("a", "b", 0)


def test_what_failed_at_a_point_does_not_hide_what_rounding_leaves():
    found = tornado(grid(a=[0, 1], b=[0, 1]), "grid", alike([0.3, 5, 0.1 + 0.2, NAN], 2))
    assert {s.path: s.effect for s in found}["a"] == 0


def test_what_failed_at_one_value_is_left_out_of_all():
    # b:      10  20
    # a = 1:   1   2
    # a = 3:   5   failed     so a is compared at b = 10, b at a = 1
    found = {s.path: s for s in tornado(grid(a=[1, 3], b=[10, 20]), "grid", alike([1, 2, 5, NAN]))}
    assert (found["a"].mean_low, found["a"].mean_high, found["b"].mean_low, found["b"].mean_high) == (1, 5, 1, 2)


def test_a_value_that_failed_everywhere_is_left_out():
    found = {s.path: s for s in tornado(grid(a=[1, 2, 3], b=[10, 20]), "grid", alike([1, 2, 5, 7, NAN, NAN]))}
    assert (found["a"].value_high, found["a"].effect) == ("2", 4.5)
    assert (found["b"].mean_low, found["b"].mean_high) == (3, 4.5)


def test_where_all_failed_nothing_effects():
    found = tornado(grid(a=[1, 2], b=["x", "y"]), "grid", alike([NAN] * 4))
    assert [(s.path, s.effect, s.mean_low) for s in found] == [("a", None, None), ("b", None, None)]
    # nothing can be compared: no value of b was lived at both values of a
    found = tornado(grid(a=[1, 2], b=["x", "y"]), "grid", alike([1, NAN, NAN, 4]))
    assert [s.effect for s in found] == [None, None]


def test_a_path_without_a_effect_comes_last():
    axes = [numeric("a", [1, 1], ends=(End("1", 1), End("3", 3))), worded("b", ["x", "y"])]
    assert [s.path for s in tornado(axes, "lhs", alike([1, 1]))] == ["b", "a"]


# ----------------------------------------------------------------------------- intervals


def test_an_interval_by_two_groups():
    # swings of the groups: 4 and 6. Left out one after the other: 6 and 4, spread 1 + 1, half of it 1
    (only,) = tornado(grid(a=[0, 1]), "grid", np.array([[1.0, 2], [5, 8]]))
    assert only.effect == 5
    assert (only.effect_from, only.effect_to) == (pytest.approx(5 - T1), pytest.approx(5 + T1))


def test_an_interval_by_four_groups_is_that_of_their_mean():
    # swings 1, 2, 3, 4: standard deviation √(5/3), of the mean √(5/12); t with 3 degrees of freedom 3.182446
    (only,) = tornado(grid(a=[0, 1]), "grid", np.array([[0.0, 0, 0, 0], [1, 2, 3, 4]]))
    assert (only.effect, only.effect_to) == (2.5, pytest.approx(2.5 + 3.182446 * (5 / 12) ** 0.5))


def test_lives_in_common_cancel():
    # the groups differ by a thousand, the swing in each is 5
    (only,) = tornado(grid(a=[0, 1]), "grid", np.array([[0.0, 1000, 5000], [5, 1005, 5005]]))
    assert (only.effect_from, only.effect_to) == (pytest.approx(5), pytest.approx(5))


def test_groups_count_by_their_lives():
    # 1 life swings by 4, 3 lives by 8: 7 on average. Left out: 8 and 4, spread 4 + 4, half of it 4, its root 2
    table = np.array([[0.0, 0], [4, 8]])
    (only,) = tornado(grid(a=[0, 1]), "grid", table, np.array([1, 3]))
    assert (only.effect, only.effect_to) == (7, pytest.approx(7 + 2 * T1))
    (each,) = tornado(grid(a=[0, 1]), "grid", table, np.array([[1, 1], [1, 3]]))
    assert (each.mean_low, each.mean_high) == (0, 7)


def test_fewer_lives_make_fewer_groups():
    table = np.full((2, GROUPS), NAN)
    table[:, :2] = [[1, 2], [5, 8]]
    (only,) = tornado(grid(a=[0, 1]), "grid", table)
    assert (only.effect, only.effect_to) == (5, pytest.approx(5 + T1))


def test_a_single_life_has_no_interval():
    table = np.full((2, GROUPS), NAN)
    table[:, 0] = [1, 5]
    for groups in (table, table[:, :1]):
        (only,) = tornado(grid(a=[0, 1]), "grid", groups)
        assert (only.effect, only.effect_from, only.effect_to) == (4, None, None)


def test_where_without_a_group_nobody_is_left_there_is_no_interval():
    (only,) = tornado(grid(a=[0, 1]), "grid", np.array([[1, 2.0], [5, NAN]]))
    assert (only.mean_low, only.mean_high, only.effect_from) == (1.5, 5, None)
    (drawn,) = tornado([worded("a", ["x", "y"])], "lhs", np.array([[1, 2.0], [5, NAN]]))
    assert (drawn.mean_low, drawn.mean_high, drawn.effect_to) == (pytest.approx(1.5), pytest.approx(5), None)


@pytest.mark.parametrize("groups", [2, 5, GROUPS])
def test_intervals_use_students_t(groups):
    from scipy.stats import t

    values = np.arange(groups) ** 2.0
    (only,) = tornado(grid(a=[0, 1]), "grid", np.stack([0 * values, values]))
    half = t.ppf(0.975, groups - 1) * values.std(ddof=1) / groups**0.5
    assert only.effect_to == pytest.approx(values.mean() + half, rel=1e-6)


# ----------------------------------------------------------------------------- indices


def index(found: Indices, path):
    return next(index for index in found.of if index.path == path)


def test_where_paths_only_add_up_first_and_total_are_the_same():
    # a adds 0 or 6: variance 9. b adds 0, 1 or 5: mean 2, variance (4 + 1 + 9) / 3 = 14/3. Together 41/3
    found = indices(grid(a=[0, 1], b=["x", "y", "z"]), "grid", alike([0, 1, 5, 6, 7, 11]))
    assert found.reason == ""
    for path, share in (("a", 27 / 41), ("b", 14 / 41)):
        reported = index(found, path)
        assert (reported.first, reported.total) == (pytest.approx(share), pytest.approx(share))
        assert [reported.first_from, reported.first_to, reported.total_from, reported.total_to] == pytest.approx(
            [share] * 4
        )


def test_what_paths_do_only_together_is_in_their_total():
    # 0 0 / 0 4: mean 1, variance (1 + 1 + 1 + 9) / 4 = 3. Means of a: 0 and 2, variance 1.
    # With b held: variance 0 and 4, on average 2
    found = indices(grid(a=[0, 1], b=[0, 1]), "grid", alike([0, 0, 0, 4]))
    for reported in found.of:
        assert (reported.first, reported.total) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    # 0 1 / 1 0: neither does anything alone
    neither = indices(grid(a=[0, 1], b=[0, 1]), "grid", alike([0, 1, 1, 0])).of
    assert [(one.first, one.total) for one in neither] == [(0, 1), (0, 1)]


def test_a_path_of_one_value_explains_nothing_and_an_only_path_everything():
    found = indices(grid(a=[0], b=[1, 2, 7]), "grid", alike([4, 5, 9]))
    assert [(reported.first, reported.total) for reported in found.of] == [(0, 0), (pytest.approx(1), pytest.approx(1))]


def test_three_paths_are_reported_apart():
    # a adds 1, b 2, c 4: variances in the ratio 1 : 4 : 16
    means = [a + 2 * b + 4 * c for a, b, c in product((0, 1), repeat=3)]
    found = indices(grid(a=[0, 1], b=[0, 1], c=[0, 1]), "grid", alike(means))
    assert [reported.first for reported in found.of] == pytest.approx([1 / 21, 4 / 21, 16 / 21])
    assert [reported.total for reported in found.of] == pytest.approx([1 / 21, 4 / 21, 16 / 21])


def test_indices_of_a_grid_have_an_interval_by_the_groups():
    # shares of a, each group left out: of 2·a + b 4/5; of a + b 1/2; of all, 1.5·a + b, 2.25 / 3.25
    one, two = [0, 1, 1, 2], [0, 1, 2, 3]
    reported = index(indices(grid(a=[0, 1], b=[0, 1]), "grid", np.array([one, two], dtype=float).T), "a")
    # the groups' mean is 0.65, so the bias 0.65 - 2.25 / 3.25
    assert reported.first == pytest.approx(2 * 2.25 / 3.25 - 0.65)
    # half: T1 · √(½ · 2 · 0.15²) leaves 0 to 1 on both sides
    assert (reported.first_from, reported.first_to) == (0, 1)
    table = np.array([one] * 19 + [two], dtype=float).T
    left_out = [0.5] + [(20 / 19) ** 2 / ((20 / 19) ** 2 + 1)] * 19
    half = 2.093024 * (19 / 20 * sum((share - sum(left_out) / 20) ** 2 for share in left_out)) ** 0.5
    reported = index(indices(grid(a=[0, 1], b=[0, 1]), "grid", table), "a")
    plain = 1.05**2 / (1.05**2 + 1)
    unbiased = 20 * plain - 19 * sum(left_out) / 20
    assert reported.first == pytest.approx(unbiased)
    # around both
    assert (reported.first_from, reported.total_to) == (
        pytest.approx(min(plain, unbiased) - half),
        pytest.approx(max(plain, unbiased) + half),
    )


def test_what_chance_adds_to_the_spread_of_means_is_taken_off():
    """A path without effect whose points' means have an error of 1: in a plain analysis it would have a share."""
    drawn, plain, found = np.random.default_rng(3), [], []
    for _ in range(100):
        # a adds 0 or 4 to the mean: variance 4 between the points; the error of a mean of 20 groups is 1
        table = np.array([0, 0, 4, 4])[:, None] + 20**0.5 * drawn.standard_normal((4, GROUPS))
        found.append(index(indices(grid(a=[0, 1], b=[0, 1]), "grid", table), "b").first)
        mean = table.mean(axis=1).reshape(2, 2)
        plain.append(mean.mean(axis=0).var() / mean.var())
    assert np.mean(plain) > 0.04
    assert np.mean(found) < 0.8 * np.mean(plain)  # none is below 0, so their mean is not 0


def test_indices_of_sobol_points_of_one_life_have_an_interval_of_the_points_alone():
    points = saltelli(3, 64, 1)
    axes = [numeric(path, column) for path, column in zip("abc", points.T)]
    one, many = (indices(axes, "sobol", alike(ishigami(points), groups)) for groups in (1, GROUPS))
    for alone, among in zip(one.of, many.of, strict=True):
        assert alone.first == pytest.approx(among.first) and alone.first_to == pytest.approx(among.first_to)


@pytest.mark.slow
@pytest.mark.parametrize("lives, least, bias", [(100, 0.88, 0.13), (1_000, 0.93, 0.03)])
def test_intervals_of_sobol_indices_hold_whatever_chance_adds(lives, least, bias):
    """x₁ + ½x₂ + 4(x₃ - ½)z, z of the life, mean 0, skewness 6: shares ⅘, ⅕, 0 of the points' variance."""
    points, drawn = saltelli(3, 128, 1), np.random.default_rng(2)
    axes = [numeric(path, column) for path, column in zip("abc", points.T)]
    of_paths = np.array([0.8, 0.2, 0])
    held, sums, studies = np.zeros(3), np.zeros(3), 200
    for _ in range(studies):
        z = (drawn.lognormal(0, 1, (GROUPS, lives // GROUPS)) - np.exp(0.5)).mean(axis=1)
        means = (points[:, 0] + points[:, 1] / 2)[:, None] + 4 * (points[:, 2] - 0.5)[:, None] * z
        found = indices(axes, "sobol", means).of
        firsts = np.array([(one.first, one.first_from, one.first_to) for one in found], dtype=float).T
        sums += firsts[0]
        held += (firsts[1] <= of_paths) & (of_paths <= firsts[2])
    assert (held / studies > least).all(), held
    assert sums / studies == pytest.approx(of_paths, abs=bias)  # without the correction 0.25 and 0.05 off


def test_shares_that_rounding_leaves_are_nothing():
    # 0.1 + 0.2 is 5.6e-17 more than 0.3
    reported = index(indices(grid(a=[0, 1], b=[0, 1]), "grid", alike([0.3, 0.1 + 0.2, 8, 8])), "b")
    assert [
        reported.first,
        reported.first_from,
        reported.first_to,
        reported.total,
        reported.total_from,
        reported.total_to,
    ] == [0] * 6
    # swings of 2 and `way`, variances 1 and way² / 4: 4e-10, and 2.5e-9
    for way, share in ((4e-5, 0), (1e-4, pytest.approx(2.5e-9))):
        reported = index(indices(grid(a=[0, 1], b=[0, 1]), "grid", alike([0, way, 2, 2 + way])), "b")
        assert (reported.first, reported.total) == (share, share)


def test_estimates_outside_0_to_1_are_kept():
    # samples (A, AB, B): (0, 1, 2), (2, 3, 0); mean 4/3, variance of A and B 1
    (only,) = indices(grid(a=[0, 1, 2, 3, 4, 5]), "sobol", alike([0, 1, 2, 2, 3, 0])).of
    # first: (2/3 * 1 + -4/3 * 1) / 2; total: (1 + 1) / 2 / 2
    assert (only.first, only.total) == (pytest.approx(-1 / 3), pytest.approx(0.5))
    assert only.first_from is not None and only.first is not None and only.first_from < only.first


def test_an_index_that_is_rounding_error_is_0():
    # AB equals A: the path has no effect
    (only,) = indices(grid(a=[0, 1, 2, 3, 4, 5]), "sobol", alike([0, 0, 2, 2, 2, 0])).of
    assert [only.first, only.first_from, only.first_to, only.total, only.total_from, only.total_to] == [0] * 6


@pytest.mark.parametrize("samples", [512, 4096])
def test_sobol_indices_agree_with_scipy(samples):
    points = saltelli(3, samples, 1)
    values = ishigami(points)
    table = values.reshape(samples, 5)
    theirs = sobol_indices(func={"f_A": table[:, 0], "f_B": table[:, -1], "f_AB": table[:, 1:-1].T[:, None]}, n=samples)
    axes = [numeric(path, column) for path, column in zip("abc", points.T)]
    ours = indices(axes, "sobol", alike(values)).of
    # SciPy centres on the mean of A and B alone: with many samples, that is the mean of all points
    assert [index.first for index in ours] == pytest.approx(theirs.first_order, abs=1e-6)
    assert [index.total for index in ours] == pytest.approx(theirs.total_order, abs=1e-12)


def test_where_without_a_group_nothing_varies_a_share_has_no_interval():
    # only the second group moves; without it 0.3 stays, give or take the last digits of 0.3 + 8 - 8
    found = indices(grid(a=[0, 1], b=[0, 1]), "grid", np.array([[0.3, 0.3], [0.3, 1.7], [0.3, 5.9], [0.3, 8.1]]))
    assert {(reported.first_from, reported.total_to) for reported in found.of} == {(None, None)}


def ishigami(points):
    a, b, c = (2 * np.pi * points - np.pi).T
    return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


def test_sobol_indices_of_the_ishigami_function():
    points = saltelli(3, 4096, 1)
    axes = [numeric(path, column, ends=(End("0", 0), End("1", 1))) for path, column in zip("abc", points.T)]
    found = indices(axes, "sobol", alike(ishigami(points), 2))
    assert [reported.first for reported in found.of] == pytest.approx([0.3139, 0.4424, 0], abs=0.02)
    assert [reported.total for reported in found.of] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)
    for reported, first, total in zip(found.of, (0.3139, 0.4424, 0), (0.5576, 0.4424, 0.2437)):
        for low, estimate, high, share in (
            (reported.first_from, reported.first, reported.first_to, first),
            (reported.total_from, reported.total, reported.total_to, total),
        ):
            assert low is not None and high is not None
            # of 4096 base points it is narrow, and the estimate is its middle
            assert low < share < high < low + 0.15
            assert estimate == pytest.approx((low + high) / 2)
    assert found == indices(axes, "sobol", alike(ishigami(points), 2))


def test_the_interval_of_sobol_indices_does_not_depend_on_other_chance():
    points = saltelli(3, 64, 1)
    axes = [numeric(path, column) for path, column in zip("abc", points.T)]
    np.random.seed(3)
    once = indices(axes, "sobol", alike(ishigami(points)))
    np.random.seed(4)
    assert once == indices(axes, "sobol", alike(ishigami(points)))


@pytest.mark.parametrize(
    "by, means, reason",
    [
        ("lhs", [1, 2, 3, 4], "lhs points have no indices; grid and sobol have"),
        ("one_at_a_time", [1, 2, 3, 4], "one_at_a_time points have no indices; grid and sobol have"),
        ("grid", [1, NAN, 3, 4], "1 of 4 points have no result; indices need all"),
        ("sobol", [1, NAN, 3, NAN], "2 of 4 points have no result; indices need all"),
        ("grid", [0.1 + 0.2, 0.3, 0.3, 0.3], "the outcome is the same at every point"),
        ("sobol", [0, 0, 0, 0], "the outcome is the same at every point"),
        ("sobol", [1, 2, 3, 4], "one sample has no indices; they need several"),
    ],
)
def test_where_there_are_no_indices_the_reason_is_reported(by, means, reason):
    found = indices(grid(a=[0, 1], b=[0, 1]), by, alike(means, 1))
    assert found.reason == reason
    assert [(reported.path, reported.first, reported.total_to) for reported in found.of] == [
        ("a", None, None),
        ("b", None, None),
    ]


# ----------------------------------------------------------------------------- variance


def tally_of(rows, drawn_together=0):
    tally = VarianceTally(drawn_together)
    for row in rows:
        tally.add(np.array(row, dtype=np.int64))
    return tally


def tallied(rows, drawn_together=1):
    return tally_of(rows, drawn_together).shares()


TABLE = [[1, 2, 3], [3, 4, 8]]


def test_variance_of_two_drawn_points_and_three_lives():
    # sum 21, middle 21²/6 = 73.5; squares 103, so 29.5 in all.
    # points 6 and 15: (36 + 225)/3 - 73.5 = 13.5, mean square 13.5
    # lives 4, 6 and 11: (16 + 36 + 121)/2 - 73.5 = 13, mean square 6.5; the rest 3, mean square 1.5
    # inputs (13.5 - 1.5)/3 = 4; luck (6.5 - 1.5)/2 = 2.5; both 1.5; together 8
    assert tallied(TABLE) == Shares(4 / 8, 2.5 / 8, 1.5 / 8)


def test_variance_of_two_listed_points_is_that_of_these_two():
    # inputs 4 · 1/2, for two points are 1 off their mean where two drawn ones stand for a variance of 2; both 1.5 / 2;
    # chance 6.5 / 2, with nothing taken off: the mean of a life over these points is all there is. Together 6
    assert tallied(TABLE, 0) == Shares(2 / 6, 3.25 / 6, 0.75 / 6)


def test_two_listed_points_and_chance_that_add_up_have_halves_that_are_alike():
    # 0 or 2 by the point, 0 or 2 by the life, a hundred of each: variance 1 of the points, 100/99 of the lives
    half = np.arange(200) % 2 * 2
    shares = tallied([half, half + 2], 0)
    assert shares is not None and shares == pytest.approx((1 / (1 + 200 / 199), 1 - 1 / (1 + 200 / 199), 0))
    # lives that differ at the second point alone: half of their variance there is a life's mean, half is both
    shares = tallied([np.zeros(200, int), half], 0)
    # means 0 and 1: variance 1/4. Of lives there 200/199, their means over the points 50/199, and 50/199 off them
    noise = 50 / 199 / 200
    assert shares is not None
    parts = np.array([0.25 - noise, 50 / 199, 50 / 199])
    assert shares == pytest.approx(tuple(parts / parts.sum()))


def test_the_interval_of_shares_is_the_jackknife_over_groups_of_lives():
    rows = np.random.default_rng(5).integers(0, 50, (3, 40)) + np.array([[0], [9], [30]])
    whole = tallied(rows, 0)
    without = [tallied(np.delete(rows, slice(group, None, GROUPS), axis=1), 0) for group in range(GROUPS)]
    for (low, high), share, half in zip(
        tally_of(rows).intervals(), whole or (), half_width(np.array([whole, *without])), strict=True
    ):
        assert (low, high) == (pytest.approx(max(0, share - half)), pytest.approx(min(1, share + half)))


def test_shares_of_three_lives_have_an_interval_and_those_of_fewer_have_none():
    # without one of two lives, a single life is left, which tells nothing; of three, two are
    assert tally_of([[1, 2], [3, 9]]).intervals()[0] == (None, None)
    assert tally_of(TABLE).intervals()[0] != (None, None)
    for rows in ([], [[1], [2]], [[5, 5], [5, 5]]):
        assert tally_of(rows).intervals() == ((None, None),) * 3


def test_shares_of_drawn_points_have_a_wider_interval():
    rows = np.random.default_rng(5).integers(0, 50, (8, 40)) + np.arange(8)[:, None] * 9
    of_lives, of_both = (np.diff(np.array(tally_of(rows, together).intervals()[0], float)) for together in (0, 1))
    assert of_both > of_lives


@pytest.mark.slow
@pytest.mark.parametrize("together, shares", [(0, (0.2, 0.4, 0.4)), (1, (1 / 3, 1 / 3, 1 / 3))])
def test_intervals_of_shares_hold(together, shares):
    """Listed: effects ±1 of the points, so 1; of the life √2, of both ±√2 · z. Drawn: three times a variance of 1."""
    drawn, held = np.random.default_rng(1), np.zeros(3)
    points, lives = (4, 400) if not together else (64, 200)
    for _ in range(200):
        z, w = drawn.standard_normal((2, lives))
        if together:
            x, e = drawn.standard_normal(points)[:, None], drawn.standard_normal((points, lives))
            rows = 1000 * (x + z + e)
        else:
            x = np.array([-1, 1, -1, 1])[:, None]
            rows = 1000 * (x + 2**0.5 * z + 2**0.5 * w * x)
        ends = tally_of(rows.astype(np.int64), together).intervals()
        held += [low <= share <= high for (low, high), share in zip(ends, shares)]
    assert (held / 200 >= 0.9).all(), held


def test_chance_that_is_the_same_everywhere_and_inputs_that_move_all_alike():
    for together in (0, 1):
        assert tallied([[1, 5, 9], [1, 5, 9]], together) == Shares(0, 1, 0)
        assert tallied([[1, 1, 1], [4, 4, 4]], together) == Shares(1, 0, 0)
        # 0 1 / 1 0: no point and no life stands out, and less than nothing is nothing
        assert tallied([[0, 1], [1, 0]], together) == Shares(0, 0, 1)


def test_whole_numbers_of_any_size_are_exact():
    # neither more of everything nor another unit moves a share
    shares = tallied(TABLE)
    for scale, offset in ((10**10, 0), (10**15, -(10**17)), (10**17, 8 * 10**18), (-(10**18), 10**18)):
        assert tallied([[scale * value + offset for value in row] for row in TABLE]) == shares
    many = [[value + 9 * 10**18 for value in row] for row in TABLE] * 3
    assert tallied(many) == tallied(TABLE * 3)


def test_many_lives_of_large_amounts_are_exact():
    amounts = random.Random(1)
    rows = [[amounts.randrange(-(10**12), 10**12) for _ in range(1000)] for _ in range(3)]
    lives, points = 1000, 3
    middle = Fraction(sum(map(sum, rows)) ** 2, lives * points)
    of_points = Fraction(sum(sum(row) ** 2 for row in rows), lives) - middle
    of_lives = Fraction(sum(sum(life) ** 2 for life in zip(*rows)), points) - middle
    rest = sum(value * value for row in rows for value in row) - middle - of_points - of_lives
    both = rest / ((lives - 1) * (points - 1))
    inputs = max(Fraction(0), (of_points / (points - 1) - both) / lives)
    chance = max(Fraction(0), (of_lives / (lives - 1) - both) / points)
    assert tallied(rows) == Shares(*(float(part / (inputs + chance + both)) for part in (inputs, chance, both)))


def test_the_order_of_points_moves_no_digit():
    amounts = random.Random(2)
    rows = [[amounts.randrange(10**14) for _ in range(50)] for _ in range(30)]
    shares = tallied(rows)
    amounts.shuffle(rows)
    assert tallied(rows) == shares
    assert sum(shares or ()) == pytest.approx(1)


@pytest.mark.parametrize("rows", [[], [[1, 2, 3]], [[1], [2]], [[5, 5], [5, 5]]])
def test_one_point_one_life_or_nothing_that_varies_has_no_shares(rows):
    assert tallied(rows) is None


def test_points_of_different_lives_are_refused():
    with pytest.raises(ValueError, match="a point with 1 lives among points with 3"):
        tallied([[1, 2, 3], [1]])


# ----------------------------------------------------------------------------- break-even


def test_break_even_on_a_line_with_its_interval():
    # -2, 2, 6 at 0, 2, 4: nothing at 1. The interval is 1 to each side: -3, 1 reach nothing at 1.5, -1, 3 at 0.5
    (only,) = break_even(numeric("a", [0, 2, 4]), apart([-2, 2, 6], 1 / T1))
    assert (only.path, only.value, only.between) == ("a", 1, ("0", "2"))
    assert (only.value_from, only.value_to) == (pytest.approx(0.5), pytest.approx(1.5))


def test_an_end_of_the_interval_beyond_the_values_is_not_known():
    # 3 to each side: from below -5, -1, 3 reaches nothing at 2.5; from above 1, 5, 9 is never below nothing
    (only,) = break_even(numeric("a", [0, 2, 4]), apart([-2, 2, 6], 3 / T1))
    assert (only.value_from, only.value_to) == (None, pytest.approx(2.5))


def test_break_even_of_a_difference_that_falls():
    # 6, 2, -2 at 0, 2, 4: nothing at 3; 1 to each side: 5, 1, -3 at 2.5 and 7, 3, -1 at 3.5
    (only,) = break_even(numeric("a", [4, 2, 0]), apart([-2, 2, 6], 1 / T1))
    assert (only.value, only.between) == (3, ("2", "4"))
    assert (only.value_from, only.value_to) == (pytest.approx(2.5), pytest.approx(3.5))


def test_an_interval_is_resumed_over_values_at_which_nothing_is_within_it():
    # -4, -1, 1, 4 with 2 to each side. From above -2, 1, 3: nothing at 2/3. From below -3, -1, 2: nothing at 2 1/3
    (only,) = break_even(numeric("a", [0, 1, 2, 3]), apart([-4, -1, 1, 4], 2 / T1))
    assert only.value == 1.5
    assert (only.value_from, only.value_to) == (pytest.approx(2 / 3), pytest.approx(7 / 3))
    # with -1 and 1 at the ends too it never ends
    (wide,) = break_even(numeric("a", [0, 1, 2, 3]), apart([-1, -1, 1, 1], 2 / T1))
    assert (wide.value_from, wide.value_to) == (None, None)


def test_several_break_evens_are_all_reported():
    # -1 to 1, half of the way; 3 to -1, three quarters
    found = break_even(numeric("a", [0, 1, 2, 3]), alike([-1, 1, 3, -1]))
    assert [(reported.value, reported.between) for reported in found] == [(0.5, ("0", "1")), (2.75, ("2", "3"))]


def test_no_difference_between_less_and_more_is_a_break_even():
    for means in ([-3, 0, 2], [3, 0, -2]):
        (only,) = break_even(numeric("a", [0, 1, 2]), alike(means))
        assert (only.value, only.between, only.value_from, only.value_to) == (1, ("0", "2"), 1, 1)


def test_no_difference_at_several_values_in_a_row_is_one_break_even():
    (only,) = break_even(numeric("a", [0, 1, 2, 3, 4]), alike([-3, 0, 0, 0, 2]))
    # nothing is within the interval at all of them
    assert (only.value, only.between, only.value_from, only.value_to) == (1, ("0", "4"), 1, 3)
    # 1 to each side: from below -4, -1, -1, 3 reaches nothing at 2.25; from above -2, 1 at 2 / 3
    (only,) = break_even(numeric("a", [0, 1, 2, 3]), apart([-3, 0, 0, 4], 1 / T1))
    assert (only.value, only.value_from, only.value_to) == (1, pytest.approx(2 / 3), pytest.approx(2.25))


@pytest.mark.parametrize(
    "means", [[0, 1, 2], [2, 1, 0], [0, 0, 1], [3, 1, 2], [2, 0, 2], [-2, 0, -2], [1, 0, 0], [0] * 3]
)
def test_no_difference_that_is_only_touched_or_at_an_end_is_no_break_even(means):
    assert break_even(numeric("a", [0, 1, 2]), alike(means)) == []


def test_a_touch_does_not_hide_a_crossing_after_it():
    found = break_even(numeric("a", [0, 1, 2, 3, 4]), alike([2, 0, 2, -2, 0]))
    assert [(reported.value, reported.between) for reported in found] == [(2.5, ("2", "3"))]


def test_a_difference_of_the_last_digits_is_none():
    # averaged over b, 0.1 + 0.2 - 0.3 at a = 1: 5.6e-17 over nothing, which would cross twice
    dust = 0.1 + 0.2 - 0.3
    assert dust > 0
    axis = numeric("a", [0, 1, 2])
    for means in ([-4, dust, -2], [-4, dust, 0], [4, -dust, 2]):
        assert break_even(axis, alike(means)) == []
    (only,) = break_even(axis, alike([-4, dust, 2]))
    assert (only.value, only.between) == (1, ("0", "2"))
    assert (only.value_from, only.value_to) == (1, 1)


def test_in_a_grid_the_difference_is_averaged_over_the_other_paths():
    # a = 0: -4 and 2, mean -1. a = 1: -1 and 7, mean 3. A quarter of the way
    a, b = grid(a=[0, 1], b=["x", "y"])
    assert [reported.value for reported in break_even(a, alike([-4, 2, -1, 7]))] == [0.25]
    assert break_even(b, alike([-4, 2, -1, 7])) == []
    # where x failed at a = 1, only y is left
    assert [reported.value for reported in break_even(a, alike([4, -2, NAN, 6]))] == [0.25]


def test_along_one_at_a_time_other_points_do_not_count():
    axis = Axis("a", ("5", "1", "9", "5"), np.array([5.0, 1, 9, 5]), rows=(0, 1, 2))
    assert [(reported.value, reported.between) for reported in break_even(axis, alike([-2, -4, 2, 100]))] == [
        (7, ("5", "9"))
    ]
    # a value as written without a number has no place; a failed one neither
    axis = Axis("a", ("as written", "1", "5", "9"), np.array([NAN, 1, 5, 9]), rows=(0, 1, 2, 3))
    assert [reported.between for reported in break_even(axis, alike([7, -1, NAN, 1]))] == [("1", "9")]


def test_drawn_points_break_nowhere_even_and_a_single_life_without_interval():
    ends = End("0", 0), End("1", 1)
    assert break_even(numeric("a", [0, 1], ends=ends), alike([-1, 1])) == []
    (only,) = break_even(numeric("a", [0, 1]), alike([-1, 1], 1))
    assert (only.value, only.value_from, only.value_to) == (0.5, None, None)


@pytest.mark.parametrize(
    "unit, number, text",
    [
        ("% a month", 1.25, "1.25% a month"),
        ("", 9500.0, "9500"),
        ("", 1 / 3, "0.333333"),
        ("%", -0.0, "0%"),
        (DATE, 739_000.4, "2024-04-24"),
    ],
)
def test_a_number_is_reported_as_a_file_would_write_it(unit, number, text):
    assert Axis("a", (), None, unit).text(number) == text


# ----------------------------------------------------------------------------- all of it


def test_effects_have_a_row_for_each_outcome_person_and_path():
    groups = {("account", "Wei"): alike([0, 1, 5, 6, 7, 11]), ("account", None): alike([0, 0, 0, 0, 0, 0])}
    frame = effects(grid(a=[0, 1], b=["x", "y", "z"]), "grid", groups)
    assert frame.columns == [
        "outcome", "person", "path", "value_low", "value_high", "mean_low", "mean_high", "effect", "effect_from",
        "effect_to", "spread", "fit", "bend", "prcc", "prcc_from", "prcc_to",
        "mu", "mu_star", "mu_star_from", "mu_star_to", "sigma",
        "first", "first_from", "first_to", "total", "total_from", "total_to",
    ]  # fmt: skip
    assert frame.select("outcome", "person", "path").rows() == [
        ("account", "Wei", "a"), ("account", "Wei", "b"), ("account", None, "a"), ("account", None, "b"),
    ]  # fmt: skip
    first = frame.row(0, named=True)
    assert (first["value_low"], first["value_high"], first["mean_low"], first["mean_high"]) == ("0", "1", 2, 8)
    assert (first["effect"], first["first"], first["total"]) == (6, pytest.approx(27 / 41), pytest.approx(27 / 41))
    second = frame.row(1, named=True)
    assert (second["value_low"], second["value_high"], second["effect"]) == ("x", "z", 5)
    assert second["total_to"] == pytest.approx(14 / 41)
    assert frame["total"].to_list()[2:] == [None, None]


def test_effects_without_a_row_or_an_index_keep_their_columns():
    drawn = effects([worded("a", ["x", "y"])], "lhs", {("account", "Wei"): alike([1, 2], 1)})
    assert drawn.schema["first"] == drawn.schema["effect_from"] == pl.Float64
    assert drawn.row(0)[7:] == (1, None, None, 1, *[None] * 16)
    assert effects([worded("a", ["x", "y"])], "lhs", {}).schema == drawn.schema


def test_effects_count_groups_by_their_lives_where_reported():
    groups = {("account", "Wei"): np.array([[0.0, 0], [4, 8]]), ("account", None): np.array([[0.0, 0], [4, 8]])}
    frame = effects(grid(a=[0, 1]), "grid", groups, {("account", "Wei"): np.array([1, 3])})
    assert frame["effect"].to_list() == [7, 6]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("together, points", [(1, 2), (4, 4)])
def test_of_one_sample_the_shares_have_no_interval_and_nothing_warns(together, points):
    """Leaving out one of two points, or the only sample, leaves nothing whose variance could be known."""
    tally = VarianceTally(together)
    for point in range(points):
        tally.add(np.array([100, 300, 500, 200]) * (point + 1))
    assert tally.shares() is not None
    assert tally.intervals() == ((None, None),) * 3
