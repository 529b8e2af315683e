"""Present values: every year's amount times its factor, rounded half up once."""

from fractions import Fraction

import numpy as np

from sim.outcomes.present import _summed, discounted, present
from sim.words.counts import Count
from sim.words.discount import PARTS, Discount
from sim.words.flows import Flow
from sim.words.outcomes import BY_NAME

YEAR = np.dtype(
    [("life", "i8"), ("who", "i8"), ("year", "i8"), ("flows", "i8", len(Flow)), ("counts", "i8", len(Count))]
)
PERSON = np.dtype([("life", "i8"), ("who", "i8")])


def years_of(*rows):
    found = np.zeros(len(rows), YEAR)
    for place, (life, who, year, cash, later) in enumerate(rows):
        found[place]["life"], found[place]["who"], found[place]["year"] = life, who, year
        found[place]["flows"][[Flow.CASH, Flow.POOL_PAID_LATER]] = cash, later
    return found


def people(*rows):
    return np.array(list(rows), PERSON)


def test_later_years_are_divided_by_one_and_the_rate():
    # 3 %: 1000 in 2025 in full; 1030 in 2026 is 1000; 206.00 less 100 back = 106 in 2027 is 106 / 1.0609 = 99.9152...
    rows = years_of((0, 0, 2025, 1000_00, 0), (0, 0, 2026, 1030_00, 0), (0, 0, 2027, 206_00, 100_00))
    total = np.array([1000_00 + 1030_00 + 106_00, 0])
    found = present(BY_NAME["out_of_pocket"], Discount(30_000, 2025), total, people((0, 0), (0, 1)), rows)
    assert found.tolist() == [2099_92, 0]


def test_rows_may_be_in_any_order():
    rows = years_of((1, 0, 2026, 10, 0), (0, 1, 2025, 7, 0), (1, 0, 2025, 5, 0))
    found = present(
        BY_NAME["out_of_pocket"], Discount(1_000_000, 2025), np.array([15, 7]), people((1, 0), (0, 1)), rows
    )
    assert found.tolist() == [5 + 5, 7]  # at 100 % a year, 10 of the second year count 5


def test_what_is_in_no_closed_year_is_of_the_year_after():
    """On a day within a year, that year's money is in the total and in no row yet."""
    rows = years_of((0, 0, 2025, 100, 0))
    found = present(BY_NAME["out_of_pocket"], Discount(1_000_000, 2025), np.array([140]), people((0, 0)), rows)
    assert found.tolist() == [100 + 20]
    in_first_year = present(
        BY_NAME["out_of_pocket"], Discount(1_000_000, 2025), np.array([40]), people((0, 0)), years_of()
    )
    assert in_first_year.tolist() == [40]


def test_a_sum_of_outcomes_is_rounded_once():
    rows = years_of((0, 0, 2026, 1, 0))
    rows["counts"][0, Count.EARNED] = 2
    # (2 - 1) / 2 = 0.5, upwards; each alone would be 1 and 0.5
    found = present(BY_NAME["net_position"], Discount(1_000_000, 2025), np.array([1]), people((0, 0)), rows)
    assert found.tolist() == [1]


def test_without_a_rate_it_is_the_amount_itself():
    rows = years_of((0, 0, 2025, 123, 7), (0, 0, 2060, 10**12, 1))
    total = np.array([123 - 7 + 10**12 - 1])
    assert present(BY_NAME["out_of_pocket"], Discount(0, 2025), total, people((0, 0)), rows).tolist() == total.tolist()


def test_the_sum_is_exact_for_the_largest_amounts():
    generator = np.random.default_rng(5)
    amounts = generator.integers(-(10**13), 10**13, 300)
    factors = generator.integers(0, PARTS + 1, 300)
    rows = np.repeat([0, 1], 150)
    exact = [
        sum(Fraction(int(a) * int(f), PARTS) for a, f, r in zip(amounts, factors, rows, strict=True) if r == row)
        for row in (0, 1)
    ]
    assert _summed(amounts, factors, rows, 2).tolist() == [(2 * one + 1) // 2 for one in exact]


def test_each_amount_times_its_factor_is_rounded_half_up():
    # 12,345 / 1.03 = 11985.43...; -12,345 / 1.03 = -11985.43...; halves upwards: 1 * 0.5 = 1, -1 * 0.5 = 0
    third, half = Discount(30_000, 2025).factor(2026), PARTS // 2
    found = discounted(np.array([12_345, -12_345, 1, -1, 10**12]), np.array([third, third, half, half, third]))
    assert found.tolist() == [11_985, -11_985, 1, 0, 970_873_786_408]
