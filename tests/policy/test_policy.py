"""The law of a run as a whole: epochs, records, citations, assumptions, fingerprint."""

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.errors import Faults
from sim.policy import Policy, PolicyChange, parameters, regions
from sim.policy.seeds import seed

START, END = date(2025, 1, 1), date(2055, 1, 1)
OUTSIDE = (date(2024, 7, 15), date(2055, 9, 1))


@pytest.fixture(scope="module")
def policy():
    return Policy.build(["beijing", "zhengzhou"], [], START, END)


def test_epochs_are_the_days_on_which_something_changes(policy):
    days = [date.fromordinal(int(day)) for day in policy.epochs]
    assert days[0] == START and days == sorted(set(days)) and days[-1] < END
    assert days[1:4] == [date(2025, 7, 1), date(2026, 1, 1), date(2026, 7, 1)]
    for before, after in zip(policy.records, policy.records[1:], strict=False):
        assert before.tobytes() != after.tobytes()


def test_records_agree_with_any_day(policy):
    ends = [*policy.epochs[1:], END.toordinal()]
    for epoch, (first, end) in enumerate(zip(policy.epochs, ends, strict=True)):
        for day in (int(first), int(end) - 1):
            for index, region in enumerate(policy.regions):
                assert policy.record_on(region, date.fromordinal(day)) == policy.records[epoch, index]


def test_days_before_and_after_the_run_are_computed_the_same_way(policy):
    longer = Policy.build(["beijing", "zhengzhou"], [], date(2021, 1, 1), date(2060, 1, 1))
    for day in (date(2022, 8, 31), date(2023, 7, 1), date(2055, 1, 1), date(2059, 7, 1)):
        for region in policy.regions:
            assert policy.record_on(region, day) == longer.record_on(region, day)


def test_provinces_are_numbered_among_the_regions_of_the_run(policy):
    assert list(policy.records[0]["province"]) == [0, 1]


def test_citations_tell_the_story(policy):
    value = policy.citations("beijing", "contribution.base.floor", date(2025, 8, 1))
    assert (value.text, value.from_, value.grade, value.rests_on) == ("7162", date(2025, 7, 1), "A", "A")
    assert any("workerbj" in source for source in value.source)
    moved = policy.citations("beijing", "contribution.base.floor", date(2026, 8, 1))
    assert (moved.text, moved.rests_on) == ("7305", "assumption") and moved.rate.text == "2% a year"
    inherited = policy.citations("beijing", "contribution.due_day", START)
    assert inherited.region == "national" and inherited.assume
    with pytest.raises(Faults, match="did you mean 'contribution.base.floor'"):
        policy.citations("beijing", "contribution.base.flor", START)
    with pytest.raises(Faults, match="not among the regions"):
        policy.citations("shanghai", "contribution.base.floor", START)


def test_assumptions_are_those_in_use(policy, build):
    listed = {(a.parameter, a.region) for a in policy.assumptions}
    assert ("contribution.due_day", "national") in listed
    assert ("projection.contribution.base.average_wage", "national") in listed
    assert ("resident.premium", "beijing") in listed
    # both regions have their own: the national stand-in is not in use
    assert ("contribution.rate.employer", "national") not in listed
    assert all(a.name and a.reason and a.value for a in policy.assumptions)
    assert len(set(policy.assumptions)) == len(policy.assumptions)
    changed = build(**{"contribution.due_day": "20", "projection.average_wage": "4% a year"})
    by_name = {a.parameter: a for a in changed.assumptions}
    assert "contribution.due_day" not in by_name
    assert by_name["projection.contribution.base.average_wage"].value == "4% a year"


def test_an_assumption_outside_the_run_is_not_in_use():
    policy = Policy.build(["zhengzhou"], [], date(2025, 1, 1), date(2025, 12, 31))
    assert ("contribution.rate.employer", "zhengzhou") not in {(a.parameter, a.region) for a in policy.assumptions}
    assert "projection.resident.premium" not in {a.parameter for a in policy.assumptions}


def test_grades_count_the_values_in_use(policy, build):
    grades = policy.grades
    assert set(grades) == {"A", "B", "C", "K", "assumption", "scenario"}
    assert grades["assumption"] == len(policy.assumptions)
    assert grades["scenario"] == 0 and min(grades["A"], grades["B"], grades["C"]) > 0
    assert build(**{"contribution.due_day": "20"}).grades["scenario"] == 1


def test_resolved_is_plain_data(policy):
    resolved = json.loads(json.dumps(policy.resolved(), ensure_ascii=False))
    assert set(resolved) == {"beijing", "zhengzhou"}
    assert set(resolved["beijing"]) == set(parameters())
    first = resolved["zhengzhou"]["contribution.rate.employer"][0]
    assert first == {"from": "2025-01-01", "value": "7%", "source": ["C 7317475", "C 4616412"], "grade": "C"}


def test_the_fingerprint_is_of_all_a_kernel_reads(policy, build):
    again = Policy.build(["beijing", "zhengzhou"], [], START, END)
    assert again.hash == policy.hash and len(policy.hash) == 32
    assert Policy.build(["zhengzhou", "beijing"], [], START, END).hash != policy.hash
    assert build().hash != build(**{"contribution.due_day": "24"}).hash
    assert build(**{"contribution.due_day": "25"}).hash == build().hash  # the same law, whoever asked for it


@pytest.mark.slow
def test_the_fingerprint_does_not_hang_on_the_hash_seed():
    code = (
        "from datetime import date; from sim.policy import Policy;"
        "print(Policy.build(['beijing', 'zhengzhou'], [], date(2025, 1, 1), date(2030, 1, 1)).hash)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(found) == 1


def test_every_region_can_be_built_from_any_year():
    for start in (date(1999, 1, 1), date(2020, 3, 15), date(2050, 12, 31)):
        built = Policy.build(regions(), [], start, start.replace(year=start.year + 2))
        assert built.records.shape == (len(built.epochs), len(regions()))


def test_tables_reach_the_record_whole(policy):
    """No money field of a built law is negative but where -1 says that nothing is given."""
    for name in policy.records.dtype.names:
        assert policy.records[name].min() >= -1, name
    assert int(policy.records["outpatient_cap"].max()) == 2**62


def test_records_read_like_attributes(policy):
    record = policy.records[0, 0]
    assert record.contribution_rate_employer == record["contribution_rate_employer"] == 98_000
    assert isinstance(record.outpatient_ratio, np.ndarray)


@pytest.mark.parametrize(
    "names, start, end, words",
    [
        (["bejing"], START, END, "did you mean 'beijing'"),
        ([], START, END, "at least one"),
        (["beijing", "beijing"], START, END, "once each"),
        (["beijing"], END, START, "has no day"),
    ],
)
def test_what_cannot_be_built(names, start, end, words):
    with pytest.raises(Faults, match=words):
        Policy.build(names, [], start, end)


def test_what_grows_from_an_assumed_value_names_both_assumptions():
    """Henan's wage stands in for a region without one, for the years of its projection too."""
    policy = Policy.build(["national"], [], date(2030, 1, 1), date(2033, 1, 1))
    wage = [(a.name, a.value) for a in policy.assumptions if a.parameter == "contribution.base.average_wage"]
    assert wage == [("average wage of Henan", "6911.55")]  # 6260 × 1.02⁵ on 2029-07-01 = 6911.5458…
    assert "average wage grows 2 % a year" in {a.name for a in policy.assumptions}


def test_a_law_copied_from_another_is_the_law_made_by_itself(monkeypatch):
    """Every parameter of three other cities in turn, in force in Zhengzhou for the whole run or from 2030 on."""
    changed = 0
    for other in ("shanghai", "hangzhou", "guiyang"):
        for name, values in seed(other).values.items():
            for first in (None, date(2030, 3, 1)):
                change = PolicyChange("zhengzhou", name, {first: values[-1].raw})
                made: list[Policy | str] = []
                for is_kept in (True, False):
                    monkeypatch.setattr("sim.policy.policy._built", {})
                    try:
                        if is_kept:
                            Policy.build(["beijing", "zhengzhou"], [], START, END)
                        made.append(Policy.build(["beijing", "zhengzhou"], [change], START, END))
                    except Faults as error:
                        made.append(str(error))
                copied, alone = made
                if isinstance(copied, str) or isinstance(alone, str):
                    assert copied == alone
                else:
                    assert copied.epochs.tolist() == alone.epochs.tolist()
                    assert copied.records.tobytes() == alone.records.tobytes(), (other, name, first)
                    for day in OUTSIDE:
                        outside = [np.asarray(one.record_on("zhengzhou", day)).tobytes() for one in (copied, alone)]
                        assert outside[0] == outside[1], (other, name, first, day)
                    changed += 1
    assert changed > 100, changed


def test_a_law_copied_from_another_leaves_that_one_as_it_is():
    """The premium of the year after a run, which none of the laws between has touched."""
    after = END.replace(month=2)

    def premium(*changes: PolicyChange) -> list[int]:
        record: Any = Policy.build(["zhengzhou"], changes, START, END).record_on("zhengzhou", after)
        return record["resident_premium"].tolist()

    first = premium()
    assert premium(PolicyChange("zhengzhou", "resident.premium", {None: "800"}))[0] == 800_00 != first[0]
    assert premium(PolicyChange("zhengzhou", "coverage.wait.employee", {None: "3"})) == first
    assert premium() == first


def test_laws_of_other_menus_or_days_are_not_copied(build):
    base = build("zhengzhou", **{"coverage.wait.employee": "3"})
    other = build("zhengzhou", **{"contribution.flexible.menu": "{all: {rate: 10%, account: yes}}"})
    assert other.menu("zhengzhou") == ("all",) != base.menu("zhengzhou")
    shorter = build("zhengzhou", end=date(2028, 1, 1))
    assert shorter.records.tobytes() == build("zhengzhou").records[: len(shorter.epochs)].tobytes()
