"""Shanghai's groups overlap: who is over 74 and retired before 2001 is of both, each in the tables that name it."""

from datetime import date

import pytest

from sim.policy import Policy
from sim.rules.benefit import benefit_group
from sim.words.law import Tier

BEFORE, SINCE = date(2000, 12, 31).toordinal(), date(2001, 1, 1).toordinal()


@pytest.mark.parametrize(
    "age, retired_on, credit, deductible, ratio",
    [
        (74, SINCE, 1680_00, 300_00, 750_000),
        (75, SINCE, 1890_00, 300_00, 750_000),
        (74, BEFORE, 1680_00, 200_00, 800_000),
        (75, BEFORE, 1890_00, 200_00, 800_000),
    ],
)
def test_credit_goes_by_age_and_care_by_the_day_of_retirement(age, retired_on, credit, deductible, ratio):
    p = Policy.build(["shanghai"], [], date(2025, 1, 1), date(2026, 1, 1)).record_on("shanghai", date(2025, 3, 1))
    group = benefit_group(p, True, age, retired_on)
    assert p.account_credit_retired[group] == credit
    assert p.outpatient_deductible[group, Tier.THIRD] == deductible
    assert p.outpatient_ratio[group, Tier.THIRD, 0] == ratio
