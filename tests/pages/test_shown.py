"""The cells of tables: shares in per cent, what is counted without decimals, money to the fen or to the yuan."""

import pytest

from sim.pages.shown import _row
from sim.pages.texts import Texts

SAY = Texts("en")


def cells(unit: str, **values: float | None) -> list[str]:
    return _row(SAY, {"unit": unit} | {SAY(head): value for head, value in values.items()})[1:]


@pytest.mark.parametrize(
    "value, wanted", [(0.9136, "91.4 %"), (0.00077, "< 0.1 %"), (0.9999, "> 99.9 %"), (1.0, "100 %"), (None, "–")]
)
def test_shares_of_lives_are_in_per_cent(value, wanted):
    assert cells("share of lives", mean=value) == [wanted]


def test_what_shares_change_by_is_in_points():
    shown = cells("share of lives", baseline=0.25, difference=-0.031, low=-0.04, high=-0.02, better=0.1)
    assert shown == ["25.0 %", *(f"{points} percentage points" for points in ("-3.1", "-4.0", "-2.0")), "10.0 %"]


def test_what_is_counted_has_decimals_only_where_it_is_no_whole_number():
    assert cells("months", mean=14.528, median=12.0, low=0.377) == ["14.5", "12", "0.38"]


def test_money_has_no_decimals_from_a_thousand_on():
    assert cells("yuan", mean=30871.6, median=489.4, low=95.0) == ["30,872", "489.40", "95.00"]
