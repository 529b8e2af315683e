"""A policy file checked by itself: faults of its words, and of the law that it makes, with their lines."""

import pytest

from sim.errors import Faults
from sim.policy import regions
from sim.policy.checking import check
from sim.policy.seeds import directory

HEAD = "region: kaifeng\nchinese: 开封\nenglish: Kaifeng\nabout: An example.\nvalues:\n"
TOLD = "source: [x], grade: C"


def faults_of(folder, *lines):
    file = folder / "kaifeng.yaml"
    file.write_text(HEAD + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
    with pytest.raises(Faults) as found:
        check(file)
    assert all(fault.file == str(file) for fault in found.value.faults)
    return [(fault.line, fault.message) for fault in found.value.faults]


@pytest.mark.parametrize("region", regions())
def test_the_program_s_own_files_hold(region):
    assert check(directory() / f"{region}.yaml").region == region


def test_all_faults_of_words_come_at_once(tmp_path):
    found = faults_of(
        tmp_path,
        f"contribution.rate.employer: {{value: 9%, from: 2024-13-01, {TOLD}}}",
        f"contribution.rate.employee: {{value: 102%, from: 2024-01-01, {TOLD}}}",
        f"outpatient.cap: {{value: 100, from: undated, unit: share, {TOLD}}}",
    )
    assert [line for line, _ in found] == [6, 7, 8]


def test_a_floor_above_the_ceiling_is_refused_on_the_day_they_meet(tmp_path):
    found = faults_of(
        tmp_path,
        "contribution.base.floor:",
        f"  - {{value: 3000, from: 2024-01-01, {TOLD}}}",
        f"  - {{value: 5000, from: 2025-01-01, {TOLD}}}",
        f"contribution.base.ceiling: {{value: 4000, from: 2024-01-01, {TOLD}}}",
    )
    # the ceiling has grown with the average wage by then: 4000 × 1.02
    assert found == [(8, "contribution bases of kaifeng: on 2025-01-01 the floor is 5000.00, the ceiling 4080.00")]


def test_a_table_for_a_group_that_the_file_does_not_name_is_refused(tmp_path):
    found = faults_of(tmp_path, f"outpatient.ratio: {{value: {{active: 60%, activ_45: 70%}}, from: undated, {TOLD}}}")
    assert [line for line, _ in found] == [6] and "activ_45" in found[0][1]


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(Faults, match="cannot be read"):
        check(tmp_path / "nowhere.yaml")


def test_what_parts_say_together_is_found_beside_faults_of_words(tmp_path):
    found = faults_of(
        tmp_path,
        f"contribution.rate.employee: {{value: 102%, from: 2024-01-01, {TOLD}}}",
        f"contribution.base.floor: {{value: 9000, from: undated, {TOLD}}}",
        f"contribution.base.ceiling: {{value: 4000, from: undated, {TOLD}}}",
        f"outpatient.ratio: {{value: {{active: 60%, activ_45: 70%, elder: 80%}}, from: undated, {TOLD}}}",
        f"inpatient.deductible: {{value: {{1: 100, 2: 200}}, from: undated, {TOLD}}}",
        f"inpatient.cap: {{value: {{retired: 60000}}, from: undated, {TOLD}}}",
        f"contribution.due_day: {{value: 10, from: 2025-01-01, last_confirmed: 2024-01-01, {TOLD}}}",
    )
    assert [line for line, _ in found] == [6, 7, 9, 9, 10, 11, 12]


def test_bounds_are_held_on_every_day_and_named_on_the_first(tmp_path):
    """The first pair is wrong from the beginning; the second anew from 2025 on."""
    found = faults_of(
        tmp_path,
        "contribution.base.floor:",
        f"  - {{value: 5000, from: undated, {TOLD}}}",
        f"  - {{value: 9000, from: 2025-01-01, {TOLD}}}",
        f"contribution.base.ceiling: {{value: 4000, from: undated, {TOLD}}}",
    )
    assert [(line, message.split(" the floor")[0][-10:]) for line, message in found] == [
        (7, "1998-12-14"),
        (8, "2025-01-01"),
    ]


@pytest.mark.parametrize(
    "wrong", ["contribution.base.floor: {value: x, from: undated, %s}", "contribution.base.flor: {value: 3, %s}"]
)
def test_nothing_follows_from_a_bound_that_cannot_be_read(wrong, tmp_path):
    """National's floor stands in, which this ceiling is below."""
    ceiling = f"contribution.base.ceiling: {{value: 100, from: undated, {TOLD}}}"
    assert {line for line, _ in faults_of(tmp_path, wrong % TOLD, ceiling)} == {6}
