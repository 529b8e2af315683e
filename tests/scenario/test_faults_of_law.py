"""What building the law refuses stands at the scenario's own line, all of it at once, in variants too."""

import pytest

from sim.errors import Faults
from sim.scenario import check, load, notes

HEAD = """\
scenario: Changes that do not go together
start: 2025-01-01
years: 2
people:
  Wei: {born: 1985-03-12, sex: male, region: zhengzhou, work: {wage: 9000}, insured: {as: employee}}
"""
WRONG = """\
policy:
  outpatient.cap: {retired: 100}
  zhengzhou:
    inpatient.deductible: {active: {1: 100, 2: 200, 3: 300}, senior: {1: 1, 2: 2, 3: 3}}
"""


def _faults(path, text):
    path.write_text(text)
    with pytest.raises(Faults) as caught:
        check(path)
    return [(fault.file == str(path), fault.line, fault.column, fault.message) for fault in caught.value.faults]


def test_each_has_its_own_line_and_all_are_found_at_once(tmp_path):
    assert _faults(tmp_path / "a.yaml", HEAD + WRONG) == [
        (True, 7, 3, "outpatient.cap in zhengzhou: there is no figure for active"),
        (True, 9, 5, "inpatient.deductible in zhengzhou names the group senior, which benefit.groups does not"),
    ]


def test_they_are_found_beside_faults_of_words(tmp_path):
    found = _faults(tmp_path / "a.yaml", f"{HEAD}replication: 3\n{WRONG}")
    assert [line for _, line, _, _ in found] == [6, 8, 10]


def test_nothing_follows_from_a_change_that_cannot_be_read(tmp_path):
    """What the groups are is unknown, so nothing is said of tables that name them."""
    found = _faults(tmp_path / "a.yaml", f"{HEAD}{WRONG}  benefit.groups: 3\n")
    assert [line for _, line, _, _ in found] == [10]


def test_a_variant_says_only_what_is_its_own(tmp_path):
    variants = """\
variants:
  another cap: {policy: {outpatient.large_amount.cap: {retired: 100}}}
  another city: {people: {Wei: {region: beijing}}}
  the same law: {people: {Wei: {work: {wage: 9500}}}}
"""
    assert _faults(tmp_path / "a.yaml", f"{HEAD}policy: {{outpatient.cap: {{retired: 100}}}}\n{variants}") == [
        (True, 6, 10, "outpatient.cap in zhengzhou: there is no figure for active"),
        (True, 8, 26, "outpatient.large_amount.cap in zhengzhou: there is no figure for active"),
        (True, 9, 3, "variant 'another city': outpatient.cap in beijing: there is no figure for active (line 6)"),
    ]


def test_every_wrong_date_of_a_parameter_is_found(tmp_path):
    dates = "policy:\n  account.interest:\n    2025-01-01: x\n    2025-13-01: 2% a year\n    2025-07-01: 4 a month\n"
    assert [line for _, line, _, _ in _faults(tmp_path / "a.yaml", HEAD + dates)] == [9]
    values = "policy:\n  account.interest:\n    2025-01-01: x\n    2025-07-01: 4 a month\n"
    assert [line for _, line, _, _ in _faults(tmp_path / "a.yaml", HEAD + values)] == [8, 9]


def test_a_case_of_a_loaded_scenario_is_checked_too(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(f"{HEAD}variants: {{x: {{policy: {{outpatient.cap: {{retired: 100}}}}}}}}\n")
    scenario = load(path)
    with pytest.raises(Faults, match=r"a\.yaml:6:25: outpatient\.cap in zhengzhou"):
        check(scenario)
    with pytest.raises(Faults, match=r"a\.yaml:6:25: outpatient\.cap in zhengzhou"):
        check(scenario.variant("x"))


@pytest.mark.parametrize(
    "name", ["projection.projection.account.cap", "projection." * 5000 + "x", "outpatient" + ".a" * 5000]
)
def test_a_strange_name_of_a_parameter_is_refused_in_few_words(name, tmp_path):
    (tmp_path / "a.yaml").write_text(f"{HEAD}policy:\n  ? {name}\n  : 3\n")
    with pytest.raises(Faults) as caught:
        check(tmp_path / "a.yaml")
    assert len(str(caught.value)) < 10_000


def test_no_base_lies_between_a_floor_and_a_lower_ceiling(tmp_path):
    """A floor that nobody publishes is 60 % of the average wage, here 3,600 of 6,000 yuan."""
    bounds = """\
policy:
  contribution.base.average_wage: 6000
  contribution.base.floor: none
  zhengzhou:
    contribution.base.ceiling: {2025-01-01: 3600, 2026-01-01: 3599}
"""
    assert _faults(tmp_path / "a.yaml", HEAD + bounds) == [
        (True, 10, 5, "contribution bases of zhengzhou: on 2026-01-01 the floor is 3600.00, the ceiling 3599.00"),
    ]


def test_bounds_of_a_region_of_ones_own_are_held_at_its_own_lines(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "luoyang.yaml").write_text(
        "region: luoyang\nchinese: 洛阳\nenglish: Luoyang\nabout: An example.\nvalues:\n"
        "  contribution.base.floor: {value: 9000, from: undated, source: [example], grade: C}\n"
        "  contribution.base.ceiling: {value: 4000, from: undated, source: [example], grade: C}\n"
    )
    (tmp_path / "a.yaml").write_text(HEAD.replace("zhengzhou", "luoyang"))
    with pytest.raises(Faults, match=r"seeds/luoyang\.yaml:6:\d+: contribution bases of luoyang: on 2025-01-01"):
        check(tmp_path / "a.yaml")


SWEEP = """\
policy: {contribution.base.floor: 4000}
sweep:
  vary:
    policy.contribution.base.ceiling: {from: 3999.99, to: 20000}
    policy.projection.outpatient.cap: [10% a year, 100% a year]
    policy.outpatient.cap: [3000, {retired: 100}]
    years: [2, 30]
"""


def test_swept_values_are_held_against_the_law_they_make(tmp_path):
    """An outpatient cap of at least 1,000 yuan that doubles each year for 42 years passes ten billion yuan, 2**24 times
    as much, long before; the same cap a tenth higher each year does not."""
    found = _faults(tmp_path / "a.yaml", HEAD + SWEEP)
    assert [(line, column) for _, line, column, _ in found] == [(9, 46), (10, 52), (11, 35)]
    begins = (
        "policy.contribution.base.ceiling: at 3999.99: contribution bases of zhengzhou",
        "policy.projection.outpatient.cap: at 100% a year: outpatient.cap in zhengzhou",
        "policy.outpatient.cap: at {retired: 100}: outpatient.cap in zhengzhou",
    )
    assert all(message.startswith(begin) for (*_, message), begin in zip(found, begins, strict=True))


def test_of_very_many_swept_values_the_outermost_are_held_against_the_law(tmp_path):
    listed = ", ".join(map(str, [*range(5000, 5400), 3999, *range(5400, 5500)]))
    sweep = SWEEP.splitlines(keepends=True)[:3]
    found = _faults(tmp_path / "a.yaml", HEAD + "".join(sweep) + f"    policy.contribution.base.ceiling: [{listed}]\n")
    assert [message.split(": ")[:2] for *_, message in found] == [["policy.contribution.base.ceiling", "at 3999"]]


PAIR = """\
sweep:
  vary:
    policy.contribution.base.floor: [3000, 5000, 9000]
    policy.contribution.base.ceiling: {from: 8000, to: 20000}
    years: [1, 2]
    events.out.on: [2025-06-01, 2026-03-01]
"""
OUT = "events: [{on: 2025-06-01, who: Wei, does: leaves_job, name: out}]\n"


def test_swept_values_that_cannot_stand_together_are_found_with_both_values(tmp_path):
    """Each stands alone: a floor of 9,000 below the ceiling of the law, a ceiling of 8,000 above its floor; a day of
    2026 in two years, one year with the day of 2025."""
    found = _faults(tmp_path / "a.yaml", HEAD + OUT + PAIR)
    assert [fault[1:3] for fault in found] == [(10, 46), (12, 33)]
    assert found[0][3] == (
        "policy.contribution.base.ceiling: at 8000 with policy.contribution.base.floor at 9000 (line 9): contribution "
        "bases of zhengzhou: on 2025-01-01 the floor is 9000.00, the ceiling 8000.00"
    )
    assert found[1][3] == "events.out.on: at 2026-03-01 with years at 1 (line 11): on: 2026-03-01 is not in the run"


def test_a_sweep_with_impossible_points_is_loaded_for_the_others(tmp_path):
    (tmp_path / "a.yaml").write_text(HEAD + OUT + PAIR)
    assert load(tmp_path / "a.yaml").sweep


def test_one_at_a_time_combines_nothing(tmp_path):
    (tmp_path / "a.yaml").write_text(HEAD + OUT + PAIR + "  by: one_at_a_time\n")
    check(tmp_path / "a.yaml")


def test_of_very_many_paths_not_all_are_combined_and_a_note_says_so(tmp_path):
    """16 paths have 120 pairs of two values each, 480 combinations, and the two bounds 4; 164 of them are tried."""
    names = [f"P{number}" for number in range(16)]
    people = "".join(f"  {name}: {{born: 1985-03-12, sex: male, region: zhengzhou}}\n" for name in names)
    vary = "".join(f"    people.{name}.pension: [0, 1]\n" for name in names)
    bounds = "".join(PAIR.splitlines(keepends=True)[2:4])
    path = tmp_path / "a.yaml"
    found = _faults(path, f"{HEAD}{people}sweep:\n  vary:\n{vary}{bounds}")
    assert [message.split(" with ")[0] for *_, message in found] == ["policy.contribution.base.ceiling: at 8000"]
    path.write_text(f"{HEAD}{people}sweep:\n  vary:\n{bounds.replace('8000', '9000')}{vary}")
    [note] = notes(load(path))
    assert note.kind == "untried" and note.line == 23
    assert note.message == "vary: of 484 combinations of two outermost values check tries 164"


@pytest.mark.parametrize(
    "one, other",
    [
        ("people.Wei.region: [beijing]", "policy.contribution.base.ceiling: [5000]"),
        ("years: [60]", "policy.projection.outpatient.cap: [30% a year]"),
        ("people.Wei.choices.retires: [2045-06]", "policy.retirement.flexible_months: [0]"),
    ],
)
def test_a_value_of_the_law_is_held_against_people_and_days(one, other, tmp_path):
    """Beijing's floor is above 5,000, zhengzhou's below; 30 % a year takes decades to pass the bound; the law lets him
    retire 36 months early, in 2045-03, where nothing else is said."""
    path = tmp_path / "a.yaml"
    for alone in (one, other):
        path.write_text(f"{HEAD}sweep: {{vary: {{{alone}}}}}\n")
        check(path)
    [message] = [message for *_, message in _faults(path, f"{HEAD}sweep: {{vary: {{{one}, {other}}}}}\n")]
    assert f" with {one.partition(':')[0]} at " in message
