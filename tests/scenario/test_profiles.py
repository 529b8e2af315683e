"""Named profiles of care: assumptions, each with its reason."""

import pytest

from sim.errors import Faults
from sim.scenario import check
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
    with pytest.raises(Faults, match=r"^mine:1:1: the file is no mapping of profiles by name\n +write: adult: "):
        read_profiles(path, "mine")


HEAD = "scenario: x\nstart: 2025-01-01\nyears: 1\npeople:\n"


def wei(**keys: str) -> str:
    given = {"born": "1985-03-12", "sex": "male", "region": "national"} | keys
    return f"  Wei: {{{', '.join(f'{key}: {value}' for key, value in given.items())}}}\n"


@pytest.fixture
def beside(tmp_path):
    """A scenario with files of one's own beside it."""

    def make(text: str, **seeds: str):
        (tmp_path / "seeds").mkdir(exist_ok=True)
        for name, words in seeds.items():
            (tmp_path / "seeds" / f"{name}.yaml").write_text(words)
        (tmp_path / "a.yaml").write_text(text)
        return tmp_path / "a.yaml"

    return make


def visits_of_wei(scenario):
    care = scenario.people["Wei"].care
    return care.outpatient.per_year


def faults_of(path):
    with pytest.raises(Faults) as caught:
        check(path)
    return [(fault.file.rpartition("/")[2], fault.line) for fault in caught.value.faults]


MINE = "mine: {assume: made up, outpatient: {per_year: 3, cost: {median: 180, p90: 700}}}\n"


def test_a_profile_of_ones_own_stands_beside_those_of_the_program(beside):
    scenario = check(beside(HEAD + wei(care="mine") + wei(care="elder").replace("Wei", "Mei"), care=MINE))
    assert visits_of_wei(scenario) == 3
    assert [(one.parameter, one.value, one.reason) for one in scenario.assumptions][0] == (
        "care",
        "mine",
        "made up",
    )
    assert [one.value for one in scenario.assumptions] == ["mine", "elder"]
    assert scenario.at({"people.Mei.care": "mine"}).people["Mei"].care == scenario.people["Wei"].care


def test_a_profile_of_ones_own_stands_in_for_the_program_s(beside):
    scenario = check(beside(HEAD + wei(care="elder"), care=MINE.replace("mine", "elder")))
    assert visits_of_wei(scenario) == 3
    assert [one.reason for one in scenario.assumptions] == ["made up"]


def test_faults_of_all_files_come_at_once_each_at_its_own_place(beside):
    kaifeng = "region: kaifeng\nchinese: 开封\nenglish: Kaifeng\nabout: x\nvalues:\n  outpatient.cap: {value: 1}\n"
    text = HEAD + wei(care="adult", sex="man") + wei(care="elderly", region="kaifeng").replace("Wei", "Mei")
    variants = "variants: {v: {people: {Wei: {sex: male, region: kaifeng}}}}\n"
    assert faults_of(beside(text + variants, care=WRONG, kaifeng=kaifeng)) == [
        ("a.yaml", 5), ("a.yaml", 6),
        *[("care.yaml", line) for line in (3, 8, 9, 10, 10, 13, 13, 14, 14)],
        *[("kaifeng.yaml", 6)] * 3,
    ]  # fmt: skip


def test_nobody_hears_of_profiles_who_names_none(beside):
    check(beside(HEAD + wei(), care=WRONG))


@pytest.mark.parametrize(
    "named",
    [
        "variants: {v: {people: {Wei: {care: adult}}}}\n",
        "sweep: {vary: {people.Wei.care: [adult, elder]}}\n",
        "events: [{on: 2025-03-01, does: birth, name: Bao, sex: male, parents: [Wei], care: adult}]\n",
    ],
)
def test_a_profile_may_be_named_anywhere(named, beside):
    assert {file for file, _ in faults_of(beside(HEAD + wei() + named, care=WRONG))} == {"care.yaml"}


def test_a_swept_region_is_at_fault_at_its_own_lines(beside):
    kaifeng = "region: kaifeng\nchinese: 开封\nenglish: Kaifeng\nabout: x\nvalues: {outpatient.cap: 1}\n"
    sweep = "sweep: {vary: {people.Wei.region: [kaifeng, beijing]}}\n"
    assert faults_of(beside(HEAD + wei() + sweep, kaifeng=kaifeng)) == [("kaifeng.yaml", 5)]


def test_an_unreadable_file_of_profiles_is_one_fault_among_others(beside):
    assert faults_of(beside(HEAD + wei(care="elder", sex="man"), care="a: [")) == [("a.yaml", 5), ("care.yaml", 1)]
