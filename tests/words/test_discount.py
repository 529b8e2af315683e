"""Factors of present values, and which outcomes have one."""

from fractions import Fraction

import pytest

from sim.words.discount import PARTS, Discount
from sim.words.outcomes import COLUMNS
from sim.words.present import present_values


def test_the_year_of_the_start_counts_in_full():
    assert Discount(30_000, 2025).factor(2025) == PARTS


@pytest.mark.parametrize("year, factor", [(2026, 970_873_786_408), (2035, 744_093_914_897)])
def test_each_later_year_is_divided_once_more(year, factor):
    # 1 / 1.03 = 0.970873786407766..., 1 / 1.03^10 = 0.744093914896725...
    assert Discount(30_000, 2025).factor(year) == factor


@pytest.mark.parametrize("rate", [0, 1, 30_000, 1_000_000])
def test_a_factor_is_exact_to_half_a_part(rate):
    for years in (1, 7, 149):
        exact = PARTS / (1 + Fraction(rate, 1_000_000)) ** years
        assert abs(Discount(rate, 2000).factor(2000 + years) - exact) <= Fraction(1, 2)


def test_money_that_moves_has_a_present_value_and_nothing_else_has():
    found = {outcome.terms for outcome in present_values(Discount(30_000, 2025))}
    assert {"out_of_pocket", "family_cost", "earned", "net_position"} <= found
    assert not found & {"account", "wallet", "months_covered", "reimbursement_rate", "ever_uncovered", "visits"}
    assert found <= {outcome.name for outcome in COLUMNS if outcome.unit == "yuan"}
