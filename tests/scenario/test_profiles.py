"""Named profiles of care: assumptions, each with its reason."""

import pytest

from sim.scenario.model import Care
from sim.scenario.profiles import assumption, profile, profile_names


def test_there_are_three():
    assert profile_names() == ("adult_average", "child", "elder")


@pytest.mark.parametrize("name", profile_names())
def test_each_is_a_care_with_its_reason(name):
    assert Care.model_validate(profile(name)).outpatient
    assert "no published figures" in assumption(name).reason
