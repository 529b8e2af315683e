"""Chances of dying in a month, from a life table."""

from decimal import Decimal

import pytest

from sim.plan.deaths import period_of, threshold_of, thresholds
from sim.scenario.mortality import SEXES, life_table

TABLE = life_table("china_2024")


@pytest.mark.parametrize(
    "rate, below",
    [
        ("0", 0),
        ("0.12", 42735638),  # 1 - exp(-0.01) = 0.00995016625…, × 2**32 = 42735638.637
        ("0.01976912", 7069818),  # 1 - exp(-0.0016474266…) = 0.00164607…, × 2**32 = 7069818.553
    ],
)
def test_a_yearly_rate_is_a_threshold_of_a_month(rate, below):
    assert threshold_of(Decimal(rate)) == below


def test_an_age_has_the_rate_of_its_band_and_the_last_band_is_open():
    found = thresholds(TABLE)
    men = found[2, SEXES.index("male")]  # 2025-2030
    assert men[65] == men[69] == threshold_of(Decimal("0.01976912")) and men[70] == threshold_of(Decimal("0.03191576"))
    assert men[0] == threshold_of(Decimal("0.00564691")) != men[1] == men[4] != men[5]
    assert men[100] == men[150] == threshold_of(Decimal("0.59078055"))
    assert found[2, SEXES.index("female"), 65] == threshold_of(Decimal("0.00988471"))


@pytest.mark.parametrize(
    "year, month, begins",
    [
        (2014, 1, 2015),
        (2020, 6, 2015),
        (2020, 7, 2020),
        (2025, 6, 2020),
        (2025, 7, 2025),
        (2070, 7, 2065),
        (2099, 1, 2065),
    ],
)
def test_a_period_begins_in_july_and_the_nearest_holds_outside_them(year, month, begins):
    assert TABLE.periods["male"][period_of(TABLE, year, month)].first_year == begins
