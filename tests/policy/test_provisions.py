"""The law as its readers see it: values on a day with their story, differences, sources, how complete a file is."""

from datetime import date

import pytest

from sim.errors import Faults
from sim.policy import NO_SEEDS, OwnSeeds, PolicyChange, parameters, regions, with_seeds
from sim.policy.provisions import (
    RULES,
    by_rule,
    differences,
    provisions,
    region_named,
    sources,
    summary,
    verified,
)
from sim.policy.seeds import looked_up, read_folder, seed

OWN = """\
region: kaifeng
chinese: 开封
english: Kaifeng
about: An example.
looked_up: 2025-03-01
values:
  province: {value: unknown, note: nobody wrote it}
  contribution.base.floor:
    - {value: 3000, from: 2024-07-01, source: [a], grade: A, last_confirmed: 2025-02-03}
    - {value: 3200, from: 2025-07-01, source: [a, b], grade: B}
  contribution.rate.employer: {value: 9%, from: undated, source: [b], grade: C}
  coverage.wait.employee: {value: 2, assume: {name: a short wait, reason: none}}
"""


@pytest.fixture
def kaifeng():
    with with_seeds(OwnSeeds("mine", (("kaifeng", OWN.encode()),))):
        yield "kaifeng"


def law_of(region, *day, changes=()):
    return {one.parameter.name: one for one in provisions(region, date(*day), changes)}


def test_every_parameter_belongs_to_a_rule_and_stands_in_its_order():
    assert {one.rule for one in parameters().values()} == set(RULES)
    listed = by_rule()
    assert [one.rule for one in listed] == sorted(one.rule for one in listed) and len(listed) == len(parameters())


def test_a_value_is_the_one_of_the_day(kaifeng):
    name = "contribution.base.floor"
    assert law_of(kaifeng, 2025, 6, 30)[name].value.text == "3000"
    assert law_of(kaifeng, 2025, 7, 1)[name].value.text == "3200"


def test_what_a_region_does_not_say_is_inherited_and_what_it_looked_for_is_said(kaifeng):
    law = law_of(kaifeng, 2025, 6, 1)
    assert law["contribution.rate.employer"].inherited_from == ""
    assert law["contribution.rate.employee"].inherited_from == "national"
    assert law["province"].inherited_from == "national" and law["province"].looked_for == "nobody wrote it"
    assert law["contribution.rate.employee"].looked_for == ""


def test_amounts_after_the_last_value_name_their_projection(kaifeng):
    # the average wage grows 2 % a year, and the floor with it: 3200 × 1.02 = 3264
    floor = law_of(kaifeng, 2026, 7, 1)["contribution.base.floor"].value
    assert floor.text == "3264" and floor.rate is not None and floor.rate.text == "2% a year"


def test_a_scenario_s_change_is_the_scenario_s(kaifeng):
    change = PolicyChange(None, "contribution.rate.employer", {date(2025, 1, 1): "5%"})
    before, after = (provisions(kaifeng, date(2025, 6, 1), changes) for changes in ((), (change,)))
    [found] = differences(before, after)
    assert (found.before.value.text, found.after.value.text, found.after.value.rests_on) == ("9%", "5%", "scenario")


def test_two_days_differ_in_what_changed_between_them():
    before, after = (provisions("zhengzhou", date(year, 6, 1)) for year in (2025, 2026))
    found = {
        one.after.parameter.name: (one.before.value.text, one.after.value.text) for one in differences(before, after)
    }
    assert found["contribution.rate.employer"] == ("7%", "8%")
    assert "contribution.rate.employee" not in found


def test_sources_name_what_rests_on_them_the_most_used_first(kaifeng):
    assert [(one.cited, one.grades, one.parameters) for one in sources(kaifeng)] == [
        ("b", ("B", "C"), ("contribution.base.floor", "contribution.rate.employer")),
        ("a", ("A", "B"), ("contribution.base.floor",)),
    ]


def test_a_summary_counts_each_parameter_once_by_its_newest_value(kaifeng):
    found = summary(kaifeng)
    assert found.published == {"A": 0, "B": 1, "C": 1, "K": 0}
    assert (found.assumed, found.unknown, found.silent) == (1, 1, len(parameters()) - 4)
    assert found.share == 2 / len(parameters())


@pytest.mark.parametrize("region", regions())
def test_the_parts_of_a_summary_are_all_parameters(region):
    found = summary(region)
    assert sum(found.published.values()) + found.assumed + found.unknown + found.silent == len(parameters())


def test_what_begins_after_the_figures_were_looked_up_is_not_verified(kaifeng):
    # 3200 from 2025-07-01 was announced by 2025-03-01; 3000 was last confirmed on 2025-02-03
    assert verified(seed(kaifeng)) == date(2025, 2, 3)
    assert looked_up([kaifeng]) == seed("national").looked_up
    assert summary("guangzhou").verified == date(2025, 1, 1)  # its years from 2030 on are announced


def test_a_day_of_looking_up_is_a_day():
    wrong = OwnSeeds("mine", (("kaifeng", OWN.replace("2025-03-01", "soon").encode()),))
    with with_seeds(wrong), pytest.raises(Faults, match="looked_up") as found:
        seed("kaifeng")
    assert found.value.faults[0].line == 5


def test_a_region_has_its_chinese_name_too():
    with with_seeds(NO_SEEDS):
        assert region_named("郑州") == region_named("zhengzhou") == "zhengzhou"
        assert region_named("zengzhou") == "zengzhou"  # which has no file, as reading it says


def test_claims_beside_policy_files_are_no_region(tmp_path):
    """Who works in a copy of the whole program has them in a folder of one's own."""
    (tmp_path / "kaifeng.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "claims.yaml").write_text("claims: {}\n", encoding="utf-8")
    with with_seeds(read_folder(tmp_path)):
        assert "kaifeng" in regions() and "claims" not in regions()
