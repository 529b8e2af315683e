"""The policy files: complete, cited, honest; and every fault of a bad one reported together."""

from datetime import date

import pytest

from sim.errors import Faults
from sim.policy import Policy, PolicyChange, parameters, regions
from sim.policy.parameters import PROJECTION
from sim.policy.seeds import GRADES, directory, seed


def test_regions_are_the_policy_files_with_national_first():
    assert regions()[0] == "national"
    assert {"beijing", "zhengzhou"} <= set(regions())
    assert "care" not in regions()


@pytest.mark.parametrize("region", regions())
def test_every_value_is_cited_or_assumed(region):
    for values in seed(region).values.values():
        for value in values:
            if value.assume:
                assert all(value.assume), value
            else:
                assert value.source and value.grade in GRADES and value.unit, value
                assert all(value.source), value


@pytest.mark.parametrize("region", regions())
def test_what_is_unknown_says_what_was_looked_for(region):
    for name, note in seed(region).unknown.items():
        assert note and name not in seed(region).values


def test_national_answers_for_every_parameter():
    assert set(parameters()) <= set(seed("national").values)
    assert not seed("national").unknown


def test_national_projects_the_average_wage_and_the_premium_alone():
    projected = {name for name in seed("national").values if name.startswith(PROJECTION)}
    assert projected == {"projection.contribution.base.average_wage", "projection.resident.premium"}
    assert all(seed("national").values[name][0].assume for name in projected)


def test_regions_name_their_province():
    provinces = {region: seed(region).values["province"][0].value for region in regions()}
    assert provinces["zhengzhou"] == "henan" and provinces["beijing"] == "beijing"


def test_files_are_kept_readable():
    for region in regions():
        text = (directory() / f"{region}.yaml").read_text(encoding="utf-8")
        assert text.startswith("#") and text.endswith("\n") and "\t" not in text


@pytest.mark.parametrize("which", [0, -1], ids=["first", "last"])
def test_the_plausible_values_of_all_assumptions_make_a_law(which):
    changes = [
        PolicyChange(None, name, {None: values[-1].plausible[which]})
        for name, values in seed("national").values.items()
        if values[-1].plausible
    ]
    assert len(changes) > 60
    Policy.build(["national"], changes, date(2025, 1, 1), date(2028, 1, 1))


GOOD = """
region: somewhere
chinese: 某地
english: Somewhere
about: A test.
values:
  contribution.rate.employer:
    - {value: 7%, from: undated, unit: share, source: X, grade: K, note: Older.}
    - {value: 8%, from: 2024-07-01, unit: share, source: [X], grade: C, last_confirmed: 2025-06-30}
  contribution.due_day: {value: unknown, note: Nothing found.}
  retirement.deemed: {value: yes, assume: {name: a name, reason: a reason}}
  retirement.top_up.rate: {value: 6%, assume: {name: a name, reason: a reason}, plausible: [5.6%, 11.8%]}
"""


def test_a_good_file(read_policy_file):
    somewhere = read_policy_file(GOOD)
    older, newer = somewhere.values["contribution.rate.employer"]
    assert (older.text, older.from_, older.rests_on, older.source) == ("7%", None, "K", ("X",))
    assert (newer.text, newer.rests_on, str(newer.last_confirmed)) == ("8%", "C", "2025-06-30")
    assert somewhere.values["retirement.deemed"][0].rests_on == "assumption"
    assert somewhere.values["retirement.top_up.rate"][0].plausible == ("5.6%", "11.8%")
    assert somewhere.unknown == {"contribution.due_day": "Nothing found."}


@pytest.mark.parametrize(
    "good, bad, line, words",
    [
        ("unit: share, source: [X]", "unit: percent, source: [X]", 9, "the unit is 'share', not 'percent'"),
        ("grade: C", "grade: D", 9, "'D' is no grade  allowed: A, B, C, K"),
        (", source: [X]", "", 9, "needs source"),
        ("from: 2024-07-01, ", "", 9, "needs from"),
        ("value: 8%", "value: 180%", 9, "'180%' is over 100%"),
        ("value: 8%", "valeu: 8%", 9, "did you mean 'value'"),
        ("from: 2024-07-01", "from: undated", 9, "two values from the same day"),
        ("contribution.due_day", "contribution.dueday", 10, "did you mean 'contribution.due_day'"),
        ("retirement.deemed", "contribution.flexible.rate", 11, "a part of contribution.flexible.menu"),
        (", note: Nothing found.", "", 10, "unknown needs a note"),
        (", reason: a reason", "", 11, "has a name and a reason"),
        ("region: somewhere", "region: elsewhere", 2, "the file of elsewhere is named somewhere.yaml"),
        ("plausible: [5.6%, 11.8%]", "plausible: 5.6%", 12, "plausible: '5.6%' is no list of values"),
        ("plausible: [5.6%, 11.8%]", "plausible: []", 12, "is no list of values"),
        ("plausible: [5.6%, 11.8%]", "plausible: [5.6%, 0.06]", 12, "'0.06' is the assumed value, or stands there"),
        ("plausible: [5.6%, 11.8%]", "plausible: [5.6%, 5.6%]", 12, "'5.6%' is the assumed value, or stands there"),
        ("plausible: [5.6%, 11.8%]", "plausible: [5.6%, 118%]", 12, "'118%' is over 100%"),
        ("grade: C", "grade: C, plausible: [9%]", 9, "plausible values are those of an assumption"),
        ("chinese: 某地", "chinse: 某地", 3, "chinse is no key of a policy file"),
        ("last_confirmed: 2025-06-30", "last_confirmed: 2025-06-31", 9, "has day 31; 2025-06 has 30"),
        ("  retirement.deemed", "  contribution.due_day", 11, "given twice"),
        ("last_confirmed: 2025-06-30", "last_confirmed: 2024-06-30", 9, "is before 2024-07-01"),
        ("from: undated", "from: 2024-07-02", 9, "2024-07-01 stands after 2024-07-02  allowed: the oldest value first"),
    ],
)
def test_a_bad_file_says_where_and_what(read_policy_file, good, bad, line, words):
    assert good in GOOD
    with pytest.raises(Faults) as caught:
        read_policy_file(GOOD.replace(good, bad, 1))
    assert any(words in str(fault) and fault.line == line for fault in caught.value.faults), str(caught.value)
    assert "somewhere.yaml:" in str(caught.value)


def test_all_faults_in_one_pass(read_policy_file):
    bad = GOOD.replace("grade: C", "grade: D").replace("unit: share, source: X", "unit: yuan, source: X")
    with pytest.raises(Faults) as caught:
        read_policy_file(bad.replace("Nothing found.", "''"))
    assert [fault.line for fault in caught.value.faults] == [8, 9, 10]


def test_each_part_of_an_entry_is_read_whatever_is_wrong_with_the_others(read_policy_file):
    entry = "{value: 8%, from: 2024-07-01, unit: share, source: [X], grade: C, last_confirmed: 2025-06-30}"
    wrong = "{value: 180%, from: 2024-13-01, unit: yuan, source: {a: b}, grade: D, last_confirmed: 2025-06-31"
    text = GOOD.replace(entry, f"{wrong}, plausible: [x]}}").replace(
        "{value: unknown, note", "{value: unknown, from: 2024-14-01, note"
    )
    with pytest.raises(Faults) as caught:
        read_policy_file(
            text.replace("{value: 6%, assume: {name: a name, reason: a reason}", "{assume: {name: a name}")
        )
    found = [(fault.line, fault.message) for fault in caught.value.faults]
    for line, words in [
        (9, "'180%' is over 100%"), (9, "from: '2024-13-01'"), (9, "the unit is 'share', not 'yuan'"),
        (9, "'D' is no grade"),
        (9, "source: a mapping stands where a text belongs"), (9, "last_confirmed: '2025-06-31'"),
        (9, "plausible values are those of an assumption"), (9, "plausible: 'x'"), (10, "from: '2024-14-01'"),
        (12, "the entry has no value"), (12, "has a name and a reason"),
    ]:  # fmt: skip
        assert any(line == at and words in message for at, message in found), (words, found)
    assert len(found) == 11, found


def test_the_order_of_values_is_looked_at_although_one_cannot_be_read(read_policy_file):
    bad = GOOD.replace("value: 8%, from: 2024-07-01", "value: 180%, from: undated")
    with pytest.raises(Faults) as caught:
        read_policy_file(bad)
    assert [fault.message.split(": ")[-1] for fault in caught.value.faults] == [
        "'180%' is over 100%", "contribution.rate.employer has two values from the same day"
    ]  # fmt: skip


def test_an_unknown_region_names_the_nearest():
    with pytest.raises(Faults, match="did you mean 'beijing'"):
        seed("bejing")


@pytest.mark.parametrize("city", ["changzhou", "Zhangzhou", "ganzhou", "nanchong", "yangzhou"])
def test_another_citys_name_is_no_misspelt_one(city):
    """Changzhou differs from Hangzhou by a letter, and has another law."""
    with pytest.raises(Faults) as refused:
        seed(city)
    assert refused.value.faults[0].nearest is None


@pytest.mark.parametrize(
    "good, bad, words",
    [
        ("unit: share, source: [X]", "unit: {a: b}, source: [X]", "unit: a mapping stands where a text belongs"),
        ("source: [X]", "source: {a: b}", "source: a mapping stands where a text belongs"),
        ("source: [X]", "source: [[X]]", "source: a list stands where a text belongs"),
        ("grade: C", "grade: [C]", "grade: a list stands where a text belongs"),
        ("from: 2024-07-01", "from: {a: b}", "from: a mapping stands where a text belongs"),
    ],
)
def test_a_part_of_an_entry_in_another_shape_is_a_fault_at_its_line(read_policy_file, good, bad, words):
    with pytest.raises(Faults) as caught:
        read_policy_file(GOOD.replace(good, bad, 1))
    assert any(words in fault.message and fault.line == 9 for fault in caught.value.faults), str(caught.value)


def test_a_unit_may_be_left_out(read_policy_file):
    value = read_policy_file(GOOD.replace("unit: share, ", "")).values["contribution.rate.employer"][0]
    assert value.unit == "share"


def test_national_without_a_parameter_says_which(read_policy_file):
    with pytest.raises(Faults, match="contribution.base.month is missing"):
        read_policy_file(GOOD.replace("region: somewhere", "region: national"), "national")
