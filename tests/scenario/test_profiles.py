"""Named profiles of care: assumptions, each with its reason."""

import pytest

from sim.errors import Faults
from sim.scenario import load, profiles
from sim.scenario.care import Care
from sim.scenario.profiles import assumption, profile, profile_names, read_profiles


def test_there_are_three():
    assert profile_names() == ("adult_average", "child", "elder")


@pytest.mark.parametrize("name", profile_names())
def test_each_is_a_care_with_its_reason(name):
    assert Care.model_validate(profile(name)).outpatient
    assert "no published figures" in assumption(name).reason


WRONG = """\
adult:
  assume: made up
  outpatient: {per_year: many, cost: {median: 180, p90: 70}}
child:
  assume: made up
  outpatient: {per_year: 3, cost: {median: 180, p90: 70}, tiers: {1: 60%, 2: 30%}}
  inpatient: {per_year: 3, cost: {median: 0.01, p90: 10000000000}, class_b: 60%, class_c: 50%}
  growht: 3% a year
elder: 5
nobody: {outpatient: {per_year: 3}}
retired:
  assume: made up
  outpatient: {per_year: 3, cost: {median: 180, p90: 70}, tiers: {1: 60%, 2: 30%}}
  inpatient: {per_year: 3, cost: {median: 0.01, p90: 10000000000}, class_b: 60%, class_c: 50%}
"""


def test_every_fault_of_the_file_is_found_at_its_own_place(tmp_path):
    path = tmp_path / "care.yaml"
    path.write_text(WRONG)
    with pytest.raises(Faults) as caught:
        read_profiles(path, "seeds/care.yaml")
    assert {fault.file for fault in caught.value.faults} == {"seeds/care.yaml"}
    assert [(fault.line, fault.column, fault.message) for fault in caught.value.faults] == [
        (3, 26, "per_year: 'many' is not a number of times"),
        (8, 3, "'growht' is not a key of a profile"),
        (9, 8, "elder: '5' stands where a mapping belongs"),
        (10, 1, "a profile needs 'assume'"),
        (10, 10, "outpatient needs 'cost'"),
        (13, 54, "p90: 70.00 is less than the median 180.00"),
        (13, 66, "tiers: the shares add up to 90%"),
        (14, 34, "cost: the rarest bills of so wide a distribution cost more than ten billion yuan"),
        (14, 91, "class_b and class_c are together 110% of the cost"),
    ]


@pytest.mark.parametrize("text", ["", "[a]", "adult"])
def test_what_is_no_file_of_profiles_is_refused(text, tmp_path):
    path = tmp_path / "care.yaml"
    path.write_text(text)
    with pytest.raises(Faults, match=r"^mine:1:1: the file is no mapping of profiles by name$"):
        read_profiles(path, "mine")


def test_a_scenario_that_names_a_profile_hears_of_the_file_of_profiles(tmp_path, monkeypatch):
    (tmp_path / "care.yaml").write_text(WRONG)
    scenario = tmp_path / "a.yaml"
    scenario.write_text(
        "scenario: x\nstart: 2025-01-01\nyears: 1\n"
        "people: {Wei: {born: 1985-03-12, sex: male, region: national, care: adult}}\n"
    )
    monkeypatch.setattr(profiles, "CARE", tmp_path / "care.yaml")
    profiles._profiles.cache_clear()
    try:
        with pytest.raises(Faults) as caught:
            load(scenario)
    finally:
        profiles._profiles.cache_clear()
    assert ("seeds/care.yaml", 3) in [(fault.file, fault.line) for fault in caught.value.faults]
