"""Every policy file passes the same battery: a scenario that lives there, with figures worked by hand in its comments.

That somebody who renews resident insurance is covered every day of ten years, in every region, is held beside the
rules of resident insurance (tests/processes/test_resident.py).
"""

from pathlib import Path

import pytest

from sim.experiment.expectations import failures_of
from sim.policy import regions
from sim.policy.seeds import seed
from sim.scenario import load
from sim.words.law import TIER_NAMES

HERE = Path(__file__).parent
BATTERY = {path.stem: path for path in HERE.glob("*.yaml")}
#: What each file must work out: whom it asks about, and which bills.
PEOPLE = {
    "Worker", "Low", "High",  # first months: between the bounds, below and above them
    "Three", "Careful", "Four",  # gaps of three months, one of them paid back, and of four
    "Enough", "Short", "Quits",  # retirement with the years, twelve months short, and short without paying
    "Adult", "Child",  # the resident premium
}  # fmt: skip
SELF_PAYERS = {"Self", "Brief"}  # a month's sum and a gap of four months; one of three
GROUPS = ("", "retired-", "resident-")
PAID_BY_THE_YEAR = {"nanchang"}  # no month's sum of a self-payer
VISITS = {f"{group}visit-{tier}" for group in GROUPS for tier in TIER_NAMES}
STAYS = {f"{group}stay-{tier}" for group in GROUPS for tier in TIER_NAMES if tier != "pharmacy"}


def test_every_region_has_its_battery():
    assert set(BATTERY) == set(regions())


def test_the_documentation_lists_every_region():
    page = (HERE.parents[1] / "docs" / "regions.md").read_text(encoding="utf-8")
    for region in regions():
        assert f"| `{region}` | {seed(region).chinese} |" in page


@pytest.mark.parametrize("region", regions())
def test_the_battery_comes_out_as_worked_by_hand(region):
    assert [str(failure) for failure in failures_of(load(BATTERY[region]))] == []


@pytest.mark.parametrize("region", regions())
def test_the_battery_asks_everything_of_the_region_s_own_law(region):
    scenario = load(BATTERY[region])
    assert {person.region for person in scenario.people.values()} == {region}
    assert not scenario.policy and not scenario.variants
    wanted = PEOPLE | (SELF_PAYERS if region not in PAID_BY_THE_YEAR else set())
    assert {one.who for one in scenario.expect if one.who} >= wanted
    assert {one.bill for one in scenario.expect if one.bill} >= VISITS | STAYS


@pytest.mark.parametrize("region", regions())
def test_the_battery_shows_its_arithmetic(region):
    head = BATTERY[region].read_text(encoding="utf-8").split("\nscenario:")[0].splitlines()
    assert all(line.startswith("# ") and len(line) <= 120 for line in head)
    assert len(head) >= 25
