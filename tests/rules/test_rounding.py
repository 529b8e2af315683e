"""Shares of money: half up to the fen, whatever the size."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.rounding import MILLION, divided, part_of, share, whole_yuan

FEN = st.integers(0, 10**12)  # up to ten thousand million yuan
RATES = st.integers(0, MILLION)


def half_up(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))


@pytest.mark.parametrize(
    "amount, rate, fen",
    [
        (375_651, 20_000, 7_513),  # 2 % of 3756.51 = 75.1302
        (4_000_00, 80_000, 320_00),
        (24, 20_000, 0),  # 0.48 fen
        (25, 20_000, 1),  # exactly half a fen, from zero up (half to even would give 0)
        (75, 20_000, 2),  # 1.5 fen
        (125, 20_000, 3),  # 2.5 fen (half to even would give 2)
        (1, 499_999, 0),
        (1, 500_000, 1),
        (123_456_789, MILLION, 123_456_789),
        (123_456_789, 0, 0),
        (0, 600_000, 0),
        (9 * 10**12, MILLION, 9 * 10**12),  # ninety thousand million yuan: nothing overflows
    ],
)
def test_a_share_is_rounded_half_up(amount, rate, fen):
    assert share(amount, rate) == fen


@settings(deadline=None)  # the first call compiles
@given(FEN, RATES)
def test_a_share_is_the_nearest_fen(amount, rate):
    exact = Fraction(amount * rate, MILLION)
    assert share(amount, rate) == half_up(exact)
    assert floor(exact) <= share(amount, rate) <= floor(exact) + 1


@settings(deadline=None)
@given(FEN, FEN, RATES)
def test_shares_of_parts_add_up_to_one_fen(one, other, rate):
    assert abs(share(one, rate) + share(other, rate) - share(one + other, rate)) <= 1


@settings(deadline=None)
@given(FEN, RATES, RATES)
def test_a_larger_share_is_never_less(amount, one, other):
    small, large = sorted((one, other))
    assert share(amount, small) <= share(amount, large) <= amount


@pytest.mark.parametrize(
    "amount, numerator, denominator, fen",
    [
        (168_000, 7, 12, 98_000),  # 1680.00 x 7/12 = 980.00
        (100_000, 5, 12, 41_667),  # 416.666.. yuan
        (100_000, 7, 12, 58_333),  # 583.333..
        (1, 1, 2, 1),
        (3, 1, 2, 2),  # 1.5 fen
        (1, 1, 3, 0),
        (2, 1, 3, 1),
        (5, 12, 12, 5),
        (5, 0, 12, 0),
    ],
)
def test_a_part_is_rounded_half_up(amount, numerator, denominator, fen):
    assert part_of(amount, numerator, denominator) == fen


@settings(deadline=None)
@given(FEN, st.integers(0, 12), st.integers(1, 12))
def test_a_part_is_the_nearest_fen(amount, numerator, denominator):
    assert part_of(amount, numerator, denominator) == half_up(Fraction(amount * numerator, denominator))


@pytest.mark.parametrize(
    "amount, rate, cost",
    [
        (60_00, 600_000, 100_00),
        (100_00, 700_000, 142_86),  # 100 / 0.7 = 142.857..
        (1, 400_000, 3),  # 2.5 fen
        (1, 600_000, 2),  # 1.67 fen
        (1, 700_000, 1),  # 1.43 fen
        (0, 700_000, 0),
        (500, MILLION, 500),
        (500, 0, 0),  # nothing is paid of any cost
    ],
)
def test_the_cost_behind_a_share(amount, rate, cost):
    assert divided(amount, rate) == cost


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(1, MILLION))
def test_the_cost_behind_a_share_gives_that_share_again(amount, rate):
    assert divided(amount, rate) == half_up(Fraction(amount * MILLION, rate))
    assert share(divided(amount, rate), rate) == amount


@pytest.mark.parametrize("fen, yuan", [(0, 0), (49, 0), (50, 1), (149, 1), (150, 2), (8_355_90, 8_356)])
def test_a_sum_is_rounded_half_up_to_whole_yuan(fen, yuan):
    assert whole_yuan(fen) == yuan * 100
