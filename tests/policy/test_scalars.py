"""Exact numbers, shares, days and words; and the refusals."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.policy import scalars
from sim.policy.scalars import Wrong, fen, half_up, percent_text, ppm, yuan_text


@given(st.integers(0, scalars.MOST_FEN))
def test_money_is_read_back_to_the_fen(amount):
    assert fen(yuan_text(amount)) == amount


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_money_equals_its_decimal(amount: Decimal):
    assert fen(str(amount)) == int(amount * 100)


@given(st.integers(0, scalars.MILLION))
def test_a_share_is_the_same_either_way(parts):
    assert ppm(percent_text(parts)) == parts
    decimal = f"{parts // 1_000_000}.{parts % 1_000_000:06d}"
    assert ppm(decimal) == parts


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused(text):
    """A float would take ` 1`, `1_000`, `nan`, `１２`; here one spelling counts."""
    try:
        amount = fen(text)
    except Wrong:
        return
    assert text == text.strip() and text.isascii()
    assert Fraction(text) * 100 == amount


@given(st.fractions(0, 10**6))
def test_half_up(value):
    assert 0 <= half_up(value) - value + Fraction(1, 2) < 1 or half_up(value) - value == Fraction(1, 2)
    assert half_up(Fraction(1, 2)) == 1 and half_up(Fraction(5, 2)) == 3


@pytest.mark.parametrize(
    "text", ["010", "1e5", "1,000", "-1", "+1", "1.", ".5", "0x10", "1_000", "", " 1", "nan", "1.234"]
)
def test_money_that_is_refused(text):
    with pytest.raises(Wrong):
        fen(text)


@pytest.mark.parametrize("text", ["02%", "2 %", "1e-2", "101%", "1.1", "2%%", "0.0000001", "1.00005%", "two"])
def test_shares_that_are_refused(text):
    with pytest.raises(Wrong):
        ppm(text)


def test_one_tenth_is_exact():
    assert ppm("0.1") == 100_000 and ppm("9.8%") == 98_000 and ppm("0.05%") == 500


def test_who_writes_fifteen_for_a_share_means_per_cent():
    with pytest.raises(Wrong, match="did you mean 15%"):
        ppm("15")


def test_days():
    assert scalars.day("2025-07") == date(2025, 7, 1)
    for text in ("2025-02-29", "2025-7-1", "25-07-01", "2025-13", "1899-12-31", "20250701"):
        with pytest.raises(Wrong):
            scalars.day(text)
    for text in ("02-29", "13-01", "1-1"):  # a day that every year has
        with pytest.raises(Wrong):
            scalars.month_day(text)


def test_a_program_may_hand_over_plain_values():
    assert fen(95) == 9500 and scalars.yes_no(True) and scalars.day(date(2025, 1, 2)) == date(2025, 1, 2)
    with pytest.raises(Wrong):
        fen(0.1)  # a binary fraction is never money


def test_a_fault_says_where_inside_a_value():
    wrong = Wrong("found", "allowed", "right").inside("b").inside("a")
    assert str(wrong) == "a.b: found; allowed: allowed; did you mean right?"
