"""What lives exercise of the law: rules called, things refused, values read; and what no worked file exercises."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.explain.citing import Cited
from sim.explain.exercised import Exercised, rules
from sim.report.exercised import exercised
from sim.scenario import load
from sim.words.rules import INSTITUTIONS, RULES

ROOT = Path(__file__).parents[2]


def used(*files, **more):
    """The document of the command, from a process of its own in which nothing is compiled."""
    options = [text for name, value in more.items() for text in (f"--{name}", str(value))]
    command = [sys.executable, "-c", "from sim.cli import main; main()", "policy", "used", *map(str, files), *options]
    done = subprocess.run([*command, "--json"], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def refused_and_resident():
    return [used(ROOT / f"scenarios/{name}.yaml") for name in ("bindings_refused", "resident_benefits")]


@pytest.mark.slow
def test_what_is_called_and_refused(refused_and_resident):
    refused, resident = refused_and_resident
    assert {"payers", "related", "uninsured"} <= refused["refusals"].keys()
    assert not {*refused["refusals"]} & {*refused["unused_refusals"]}
    assert "inpatient.inpatient" in resident["rules"] and "inpatient.inpatient" in refused["unused_rules"]
    assert {*resident["rules"], *resident["unused_rules"]} == set(rules())


def test_a_value_is_read_for_those_who_are_insured_so(refused_and_resident):
    """Tables of residents and of employees fill one field: which of them was read depends on who there was."""
    refused, resident = ({value["parameter"] for value in one["values"]} for one in refused_and_resident)
    assert "outpatient.deductible" in refused and "resident.outpatient.deductible" not in refused
    assert "resident.inpatient.ratio" in resident


def test_each_value_has_its_day_and_what_it_rests_on(refused_and_resident):
    for value in (value for one in refused_and_resident for value in one["values"]):
        assert value["rests_on"] in ("A", "B", "C", "K", "assumption", "scenario") and value["cases"] >= 1
        assert value["source"] and value["value"]


YEAR_OF_WORK = """\
scenario: A year of work
start: 2025-01-01
years: 1
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 60}
    work: {wage: 8000}
"""


def test_amounts_and_changes_that_rest_on_a_value_are_counted(tmp_path):
    """Each month the rate of the employee is behind a contribution and the credit of it; there is no bill."""
    path = tmp_path / "year.yaml"
    path.write_text(YEAR_OF_WORK, encoding="utf-8")
    found = Exercised()
    found.add(load(path))
    effects = {value.parameter: number for value, number in found.effects.items()}
    assert effects["contribution.rate.employee"] == 12 + 12
    assert "outpatient.deductible" not in effects


def test_the_screen_names_what_rests_on_little():
    found = Exercised(cases=2, lives=4)
    found.rules.update(["outpatient.outpatient"])
    found.reasons.update(["window"])
    for grade, source in (("A", "14-1, grade A"), ("C", "C 1, grade C"), ("assumption", "assumed: due on the 25th")):
        value = Cited(f"of.{grade}", "zhengzhou", "25", "2025-01-01", grade, source, "", "")
        found.values.update([value])
        found.effects[value] = 1200
    text = "\n".join(line.plain for line in exercised(found, 120))
    assert f"Rules called in 4 lives of 2 cases: 1 of {len(rules())}\n" in text
    assert "Refused, in so many cases: window (1)\n" in text and "Nothing was refused for: related, " in text
    assert "Values read: 3, of 3 parameters: A 1, C 1, assumption 1\n" in text
    assert "  1,200 × of.C in zhengzhou: 25 since 2025-01-01 (C 1, grade C)\n" in text
    assert "  1,200 × of.assumption in zhengzhou: 25 since 2025-01-01 (assumed: due on the 25th)\n" in text
    assert "of.A" not in text
    assert f"Not called ({len(rules()) - 1})\n" in text and "  visits: the deductible of a visit, what the caps" in text


def test_each_rule_has_a_name_of_its_own_in_both_languages():
    assert sorted(f"{one}.{rule}" for one, named in RULES.items() for rule in named) == sorted(rules())
    assert INSTITUTIONS.keys() == RULES.keys()
    for named in (*RULES.values(), INSTITUTIONS):
        for texts in zip(*named.values(), strict=True):
            assert len({*texts}) == len(texts)


# ----------------------------------------------------------------------------- what no worked file exercises

#: Rules that no scenario calls, and reasons for which none is refused anything: each with why that is so.
NOT_CALLED: dict[str, str] = {}
NOT_REFUSED: dict[str, str] = {}
#: Chance decides in them, over decades; nothing is exercised there alone.
LONG = ("three_generations", "earned", "care_statistics", "deaths_by_chance")


@pytest.mark.slow
def test_what_no_scenario_exercises_is_listed():
    """A rule that nobody's worked file calls is held by no arithmetic that a reader can follow."""
    folder = ROOT / "scenarios"
    files = [file for file in sorted([*folder.glob("*.yaml"), *folder.glob("claims/*.yaml")]) if file.stem not in LONG]
    found = used(*files)
    assert set(found["unused_rules"]) == NOT_CALLED.keys()
    assert set(found["unused_refusals"]) == NOT_REFUSED.keys()
