"""The sweep over assumptions: what is tried, where a path sets it, what moves, what is said of the rest."""

import json

import polars as pl
import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.errors import Faults
from sim.experiment import assumptions
from sim.experiment.arguments import BadArgument
from sim.experiment.assumptions import NO_RANGE, NOT_OF_THE_LAW, PROJECTED, NotTried, Tried, over_assumptions
from sim.experiment.verify import verify
from sim.outcomes.recorded import RECORD
from sim.report import report
from sim.report.document import of_study
from sim.values.trees import as_text

SCENARIO = """\
scenario: Two months
start: 2025-01-01
end: {end}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: {region}
    insured: {{as: employee, paid_months: 12, account: 1000}}
    work: {{wage: 10000}}
    {more}
{others}"""
OTHER = """\
  Mei:
    born: 1987-03-12
    sex: female
    region: beijing
    insured: {as: employee, paid_months: 12}
    work: {wage: 10000}
"""


def scenario_in(folder, region="zhengzhou", end="2025-03-01", more="", others=""):
    file = folder / "two_months.yaml"
    file.write_text(SCENARIO.format(region=region, end=end, more=more, others=others), encoding="utf-8")
    return sim.load(file)


def of(scenario, parameter):
    """The assumptions about a parameter."""
    return [one for one in assumptions.assumptions_of(scenario) if one.parameter == parameter]


def tried(one):
    assert isinstance(one, Tried), one
    return one.path, [as_text(value) for value in one.values]


def test_a_national_value_that_all_regions_read_is_set_for_all(tmp_path):
    [one] = of(scenario_in(tmp_path), "contribution.extra.employee")
    assert (one.region, one.value, one.name) == ("national", "0", "no large-amount money")
    assert tried(one) == ("policy.contribution.extra.employee", ["7.50"])


def test_where_one_region_has_a_value_of_its_own_the_others_alone_are_set(tmp_path):
    """Beijing asks its employees for 3 yuan a month, by a published figure: that is no assumption."""
    [one] = of(scenario_in(tmp_path, others=OTHER), "contribution.extra.employee")
    assert tried(one) == ("policy.zhengzhou.contribution.extra.employee", ["7.50"])


def test_a_value_that_is_assumed_for_some_years_is_set_for_those_alone(tmp_path):
    """Zhengzhou's 7 % are printed for 2025; that 8 % follow is assumed."""
    [one] = of(scenario_in(tmp_path, end="2027-01-01"), "contribution.rate.employer")
    assert tried(one) == ("policy.zhengzhou.contribution.rate.employer", ["{2025-01-01: 7%, 2026-01-01: 7%}"])


def test_a_projection_is_tried_and_what_it_moves_is_not(tmp_path):
    scenario = scenario_in(tmp_path, region="nanchang", end="2028-01-01")  # of which no average wage is known
    [rate] = of(scenario, "projection.contribution.base.average_wage")
    assert tried(rate) == ("policy.projection.contribution.base.average_wage", ["1% a year", "4.9% a year"])
    [wage] = of(scenario, "contribution.base.average_wage")
    assert isinstance(wage, NotTried) and wage.why == PROJECTED


def test_what_has_no_other_value_and_what_is_no_law_is_listed_with_its_reason(tmp_path):
    scenario = scenario_in(tmp_path, more="care: adult_average")
    [menu] = of(scenario, "benefit.groups")
    [care] = of(scenario, "care")
    assert [one.why for one in (menu, care) if isinstance(one, NotTried)] == [NO_RANGE, NOT_OF_THE_LAW]


def test_every_assumption_is_tried_or_not_and_each_tried_value_can_be_set(tmp_path):
    scenario = scenario_in(tmp_path, others=OTHER)
    listed = assumptions.assumptions_of(scenario)
    assert {(one.parameter, one.region, one.name) for one in listed} == {
        (one.parameter, one.region, one.name) for one in scenario.law().assumptions
    }
    over = over_assumptions(scenario)
    assert over.sweep and over.sweep.by == "one_at_a_time"
    for path, values in over.sweep.vary.items():
        assert all(over.at({path: value}) for value in values)


def test_where_nothing_can_be_tried_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(assumptions, "assumptions_of", lambda scenario: [])
    with pytest.raises(Faults, match="nothing to try"):
        over_assumptions(scenario_in(tmp_path))


# ----------------------------------------------------------------------------- simulated


LISTED = ("contribution.extra.employee", "contribution.due_day", "coverage.gap.short_return", "benefit.groups")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A sweep over a few assumptions: all of them would take many times as long."""
    folder, all_of = tmp_path_factory.mktemp("assumptions"), assumptions.assumptions_of
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            assumptions, "assumptions_of", lambda scenario: [one for one in all_of(scenario) if one.parameter in LISTED]
        )
        yield sim.sweep(scenario_in(folder), assumptions=True, out=folder)


def test_which_assumptions_move_an_outcome(study):
    assert study.folder.name == "two_months-assumptions"
    found = {row["parameter"]: row for row in study.assumptions().to_dicts()}
    assert "contributed" in found["contribution.extra.employee"]["moves"]
    assert found["contribution.extra.employee"]["values"] == ["7.50"]
    assert found["coverage.gap.short_return"]["moves"] == []  # nobody misses a month
    assert (found["benefit.groups"]["moves"], found["benefit.groups"]["why"]) == (None, NO_RANGE)


def test_how_far_they_move_it(study):
    """Two months of 2 % of 10,000 are 400; 7.50 a month more are 415."""
    path = "policy.contribution.extra.employee"
    row = study.effects().filter(pl.col("person").is_null(), outcome="contributed", path=path).row(0, named=True)
    assert (row["value_low"], row["mean_low"], row["value_high"], row["mean_high"]) == ("0", 400, "7.50", 415)


def test_its_screen_lists_them_and_counts_the_rest(study):
    text = "\n".join(line.plain for line in report(study.record, study.folder, 100))
    assert f"Assumptions that move any of the {len(study.vocabulary)} outcomes: 1 of 3 tried\n" in text
    extra = "contribution.extra.employee: 0 (no large-amount money); tried 7.50; moves contributed, "
    assert extra in " ".join(text.split()) and " more\n" in text  # the first are named, the rest is counted
    assert "Without effect (2): contribution.due_day, coverage.gap.short_return\n" in text
    assert f"Not tried, as {NO_RANGE} (1): benefit.groups\n" in text
    brief = "\n".join(line.plain for line in report(study.record, study.folder, 100, is_brief=True))
    assert "Without effect (2)\n" in brief and "no large-amount money" not in brief


def test_a_document_has_a_row_for_each(study):
    rows = of_study(study.record, study.folder, ())["tables"]["assumptions"]
    assert [(row["parameter"], row["moves"] is not None) for row in rows] == [
        ("contribution.extra.employee", True), ("contribution.due_day", True), ("coverage.gap.short_return", True),
        ("benefit.groups", False),
    ]  # fmt: skip
    json.dumps(rows)


def test_the_command_tries_them_too(study):
    file, out = study.folder.parent / "two_months.yaml", study.folder.parent
    arguments = ["sweep", str(file), "--assumptions", "--json", "--out", str(out), "--name", "again", "--workers", "1"]
    result = CliRunner().invoke(app, arguments)
    document = json.loads(result.stdout)
    assert result.exit_code == 0 and document["study"]["by"] == "one_at_a_time"
    assert document["tables"]["assumptions"] == study.assumptions().to_dicts()


def test_what_was_tried_is_verified(study):
    assert not [finding for finding in verify(study.folder) if finding.is_wrong]
    record = json.loads((study.folder / RECORD).read_text(encoding="utf-8"))
    record["tried"][0]["values"] = ["31%"]
    (study.folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    wrong = [finding.text for finding in verify(study.folder) if finding.is_wrong]
    assert "tried, not_tried: not what scenario and seeds give" in wrong


def test_a_sweep_of_a_files_own_has_no_such_table(tmp_path):
    study = sim.studies.Sweep(tmp_path)
    study.__dict__["record"] = {}
    with pytest.raises(BadArgument, match="the file's own"):
        study.assumptions()
