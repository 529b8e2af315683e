"""Costs in the prices of a year: one table and a factor, exactly what compounding and rounding once gives."""

from fractions import Fraction

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.world.prices import in_prices, priced, rounds_alike
from sim.world.tables import lognormal_table


def in_year(found, year):
    """All entries in the prices of a year, as a kernel reckons them."""
    tables, prices = found
    price = prices.view(np.recarray)[year]
    return [in_prices(entry, price) for entry in tables[price.table].tolist()]


def exactly(entries, growth_ppm, year):
    factor = Fraction(1_000_000 + growth_ppm, 1_000_000) ** year
    return [(entry * factor + Fraction(1, 2)).__floor__() for entry in entries]


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.integers(0, 2**31 - 1) | st.integers(0, 10**6) | st.integers(2**31, 2**40), min_size=1, max_size=50),
    st.integers(-300_000, 400_000),
    st.integers(1, 25),
)
@example([126_582_513_522], 399_997, 22)  # grows to 2,075,726,004,385.74 yuan: more than 2**47 fen
def test_costs_of_every_year_are_exact_and_rounded_once(entries, growth_ppm, last):
    found = priced(np.array(entries), growth_ppm, last)
    for year in (0, 1, last):
        assert in_year(found, year) == exactly(entries, growth_ppm, year)


def test_a_tie_is_rounded_up():
    assert in_year(priced(np.array([50, 150, 49]), 30_000, 1), 1) == [52, 155, 50]  # 51.50, 154.50, 50.47
    assert in_year(priced(np.array([1, 3]), -500_000, 1), 1) == [1, 2]


def test_one_table_serves_thirty_years():
    table = lognormal_table(18_000, 70_000)
    tables, prices = found = priced(table, 30_000, 29)
    assert len(tables) == 1 and set(prices["table"].tolist()) == {0}
    assert in_year(found, 0) == table.tolist()
    assert in_year(found, 29) == exactly(table.tolist(), 30_000, 29)


def test_a_year_in_which_an_entry_would_round_otherwise_has_a_table_of_its_own():
    entry = 2_000_499_999  # times 1.000001: 2,000,502,499.499999, which the rounded factor takes beyond the half
    assert not rounds_alike(np.array([entry]), Fraction(1_000_001, 1_000_000))
    tables, prices = found = priced(np.array([entry]), 1, 1)
    assert prices["table"].tolist() == [0, 1] and len(tables) == 2
    assert in_year(found, 1) == exactly([entry], 1, 1)


def test_entries_and_factors_too_large_for_it_have_tables_of_their_own():
    tables, prices = priced(np.array([2**31]), 30_000, 2)
    assert prices["table"].tolist() == [1, 2, 3] and [table.tolist() for table in tables[1:]] == [
        [2**31], [2_211_908_157], [2_278_265_402],
    ]  # fmt: skip
    _, prices = priced(np.array([7]), 2_000_000, 11)  # 3 ** 11 is above 2 ** 16
    assert prices["table"].tolist() == [0] * 11 + [1]
