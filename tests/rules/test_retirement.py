"""Rule 9: when somebody retires, and what lacking months cost."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.policy import Policy
from sim.rules.retirement import (
    NONE,
    delay,
    earliest_month,
    latest_month,
    missing_months,
    statutory_month,
    top_up,
    top_up_way,
)
from sim.words.law import BaseKind, OldAge, TopUpWay

MEN, WOMEN_CADRE, WOMEN_WORKER = OldAge

#: The law's age table from 2025: for men, women of 55 and women of 50 the month of birth, the age in years and months,
#: the month of retirement, and the months of delay.
TABLE = """
1964-12 60 0 2024-12 0   1969-12 55 0 2024-12 0   1974-12 50 0 2024-12 0
1965-01 60 1 2025-02 1   1970-01 55 1 2025-02 1   1975-01 50 1 2025-02 1
1965-04 60 1 2025-05 1   1970-04 55 1 2025-05 1   1975-02 50 1 2025-03 1
1965-05 60 2 2025-07 2   1970-05 55 2 2025-07 2   1975-03 50 2 2025-05 2
1965-12 60 3 2026-03 3   1970-12 55 3 2026-03 3   1975-12 50 6 2026-06 6
1966-01 60 4 2026-05 4   1971-04 55 4 2026-08 4   1976-05 50 9 2027-02 9
1966-09 60 6 2027-03 6   1972-01 55 7 2027-08 7   1977-01 51 1 2028-02 13
1967-06 60 8 2028-02 8   1972-11 55 9 2028-08 9   1977-08 51 4 2028-12 16
1968-01 60 10 2028-11 10 1973-06 55 11 2029-05 11 1978-03 51 8 2029-11 20
1969-03 61 1 2030-04 13  1974-03 56 1 2030-04 13  1978-12 52 0 2030-12 24
1970-01 61 4 2031-05 16  1975-01 56 4 2031-05 16  1979-06 52 3 2031-09 27
1970-12 61 6 2032-06 18  1975-09 56 6 2032-03 18  1980-01 52 7 2032-08 31
1971-07 61 8 2033-03 20  1976-10 56 9 2033-07 21  1980-11 53 0 2033-11 36
1972-09 62 0 2034-09 24  1977-05 56 11 2034-04 23 1981-09 53 5 2035-02 41
1973-05 62 2 2035-07 26  1978-02 57 1 2035-03 25  1982-04 53 8 2035-12 44
1974-02 62 4 2036-06 28  1979-07 57 5 2036-12 29  1983-02 54 1 2037-03 49
1975-10 62 9 2038-07 33  1980-12 57 9 2038-09 33  1983-12 54 6 2038-06 54
1976-08 62 11 2039-07 35 1981-08 57 11 2039-07 35 1984-10 54 11 2039-09 59
1976-09 63 0 2039-09 36  1981-09 58 0 2039-09 36  1984-11 55 0 2039-11 60
1995-12 63 0 2058-12 36  2000-12 58 0 2058-12 36  1995-12 55 0 2050-12 60
"""

#: Ten published test vectors of the rule: old age, birth, retirement, age in years and months, delay.
#: https://github.com/qch1976/pension and others; rule text https://www.gov.cn/yaowen/liebiao/202409/content_6974294.htm
VECTORS = [
    (MEN, "1964-02", "2024-02", 60, 0, 0),
    (MEN, "1965-01", "2025-02", 60, 1, 1),
    (MEN, "1965-12", "2026-03", 60, 3, 3),
    (MEN, "1995-12", "2058-12", 63, 0, 36),
    (WOMEN_CADRE, "1970-01", "2025-02", 55, 1, 1),
    (WOMEN_CADRE, "1971-04", "2026-08", 55, 4, 4),
    (WOMEN_CADRE, "2000-12", "2058-12", 58, 0, 36),
    (WOMEN_WORKER, "1975-01", "2025-02", 50, 1, 1),
    (WOMEN_WORKER, "1980-11", "2033-11", 53, 0, 36),
    (WOMEN_WORKER, "1995-12", "2050-12", 55, 0, 60),
]


def month(text: str) -> int:
    year, of_year = text.split("-")
    return int(year) * 12 + int(of_year) - 1


def rows_of_the_table():
    for line in TABLE.split("\n"):
        cells = line.split()
        for old_age, at in zip(OldAge, range(0, len(cells), 5)):
            born, years, months, retires, late = cells[at : at + 5]
            yield old_age, born, retires, int(years), int(months), int(late)


@pytest.fixture(scope="module")
def national():
    """The law of the whole country in 2025, as the seed states it."""
    return Policy.build(["national"], [], date(2025, 1, 1), date(2026, 1, 1)).records[0, 0]


def test_the_table_is_whole():
    assert len(list(rows_of_the_table())) == 60


@pytest.mark.parametrize("old_age, born, retires, years, months, late", [*rows_of_the_table(), *VECTORS])
def test_the_statutory_month(national, old_age, born, retires, years, months, late):
    assert delay(national, int(old_age), month(born)) == late
    assert statutory_month(national, int(old_age), month(born)) == month(retires)
    assert month(retires) - month(born) == 12 * years + months


@pytest.mark.parametrize(
    "old_age, born, earliest, latest",
    [
        (MEN, "1972-09", "2032-09", "2037-09"),  # at 60y0m, 62y0m by law, 65y0m
        (MEN, "1965-01", "2025-01", "2028-02"),  # a delay of one month: not before the old age of 60
        (MEN, "1976-09", "2036-09", "2042-09"),  # the full delay is just the three years
        (WOMEN_CADRE, "1981-09", "2036-09", "2042-09"),
        (WOMEN_WORKER, "1984-11", "2036-11", "2042-11"),  # 55y0m by law, 52y0m at the earliest
        (WOMEN_WORKER, "1980-11", "2030-11", "2036-11"),
        (WOMEN_WORKER, "1980-12", "2030-12", "2036-12"),  # 53y0m, so 50y0m
        (WOMEN_WORKER, "1981-01", "2031-02", "2037-02"),  # 53y1m, so 50y1m
    ],
)
def test_retirement_may_be_chosen_three_years_earlier_or_later(national, old_age, born, earliest, latest):
    chosen = earliest_month(national, int(old_age), month(born)), latest_month(national, int(old_age), month(born))
    assert chosen == (month(earliest), month(latest))


@settings(deadline=None)  # the first call compiles
@given(st.sampled_from(list(OldAge)), st.integers(1930 * 12, 2040 * 12))
def test_who_is_born_later_never_retires_earlier_and_the_delay_grows_by_one_month_at_most(national, old_age, born):
    here, next_ = (delay(national, int(old_age), b) for b in (born, born + 1))
    assert 0 <= here <= next_ <= here + 1
    assert earliest_month(national, int(old_age), born) <= statutory_month(national, int(old_age), born)
    assert earliest_month(national, int(old_age), born) >= born + 12 * (60, 55, 50)[old_age]


@pytest.mark.parametrize(
    "paid, deemed, actual, missing",
    [
        (300, 0, 300, 0),
        (299, 0, 299, 1),
        (240, 60, 240, 0),  # deemed months count
        (240, 59, 240, 1),
        (400, 0, 100, 20),  # long enough, but too little of it here
        (240, 0, 100, 60),  # both lack: the larger
        (290, 0, 100, 20),
        (400, 200, 400, 0),
    ],
)
def test_the_larger_shortfall_is_missing(law, paid, deemed, actual, missing):
    assert missing_months(law(retirement_deemed=1), paid, deemed, actual, 300, 120) == missing


def test_deemed_months_count_only_where_the_region_counts_them(law):
    assert missing_months(law(retirement_deemed=0), 240, 60, 240, 300, 120) == 60


LUMP_SUM, MONTHLY = int(TopUpWay.LUMP_SUM), int(TopUpWay.MONTHLY)


@pytest.mark.parametrize(
    "ways, wanted, granted",
    [
        ([LUMP_SUM, MONTHLY], LUMP_SUM, LUMP_SUM),
        ([LUMP_SUM, MONTHLY], MONTHLY, MONTHLY),
        ([MONTHLY, LUMP_SUM], LUMP_SUM, LUMP_SUM),
        ([LUMP_SUM], MONTHLY, LUMP_SUM),
        ([MONTHLY], LUMP_SUM, MONTHLY),
        ([], MONTHLY, NONE),
    ],
)
def test_a_way_of_topping_up_the_region_lacks_falls_to_the_first_it_has(law, ways, wanted, granted):
    assert top_up_way(law(retirement_top_up_ways=ways), wanted) == granted


@pytest.mark.parametrize(
    "kind, value, fen",
    [
        (BaseKind.LAST_BASE, 0, 450_00),  # 5000 x 9 %
        (BaseKind.FLOOR, 0, 338_09),  # 3756.51 x 9 % = 338.0859
        (BaseKind.AVERAGE, 0, 563_40),  # 6260 x 9 %
        (BaseKind.SHARE_OF_AVERAGE, 600_000, 338_04),  # 3756 x 9 %
        (BaseKind.YUAN, 4_000_00, 360_00),
        (BaseKind.WAGE, 0, 720_00),  # 8000 x 9 %
    ],
)
def test_a_bought_month_costs_its_rate_of_the_regions_base(law, kind, value, fen):
    p = law(
        retirement_top_up_rate=90_000, retirement_top_up_base_kind=kind, retirement_top_up_base_value=value,
        contribution_base_floor=3_756_51, contribution_base_average_wage=6_260_00,
        retirement_top_up_extra=15_00, retirement_top_up_extra_lump=0,
    )  # fmt: skip
    assert top_up(p, 8_000_00, 5_000_00, True) == fen
    assert top_up(p, 8_000_00, 5_000_00, False) == fen + 15_00


def test_large_amount_money_in_a_lump_sum_only_where_the_region_asks_for_it(law):
    """9 % of 4000 = 360.00; with 15.00 375.00."""
    amounts = {
        "retirement_top_up_rate": 90_000,
        "retirement_top_up_base_kind": BaseKind.YUAN,
        "retirement_top_up_base_value": 4_000_00,
    }
    for lump, in_a_lump, fen in ((0, True, 360_00), (1, True, 375_00), (0, False, 375_00), (1, False, 375_00)):
        p = law(**amounts, retirement_top_up_extra=15_00, retirement_top_up_extra_lump=lump)
        assert top_up(p, 0, 0, in_a_lump) == fen
