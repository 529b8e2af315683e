"""`gongji new`: a worked scenario as a file of one's own, never over another."""

import json

import pytest

from sim.errors import Faults
from sim.scenario import load
from sim.scenario.examples import SCHEMA, examples, write


def test_the_starter_is_a_scenario_with_the_schema_for_editors_beside_it(tmp_path):
    file = tmp_path / "family.yaml"
    assert write(file) == [file, tmp_path / SCHEMA]
    assert file.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={SCHEMA}\n# ")
    scenario = load(file)
    assert scenario.expect and scenario.variants
    assert json.loads((tmp_path / SCHEMA).read_text(encoding="utf-8"))["$schema"].startswith("https://json-schema.org/")


def test_any_worked_scenario_can_be_copied(tmp_path):
    assert {"job_gap", "three_generations"} <= set(examples())
    write(tmp_path / "mine.yaml", "job_gap")
    assert load(tmp_path / "mine.yaml").title == "Two gaps"


def test_nothing_is_written_over_another_file(tmp_path):
    (tmp_path / "family.yaml").write_text("mine")
    (tmp_path / SCHEMA).write_text("{}")
    with pytest.raises(Faults, match=r"family\.yaml exists already and is left unchanged"):
        write(tmp_path / "family.yaml")
    assert write(tmp_path / "other.yaml") == [tmp_path / "other.yaml"]
    assert ((tmp_path / "family.yaml").read_text(), (tmp_path / SCHEMA).read_text()) == ("mine", "{}")


def test_a_misspelt_example_and_a_folder_that_is_not_there_are_faults(tmp_path):
    with pytest.raises(Faults, match="did you mean 'job_gap'"):
        write(tmp_path / "x.yaml", "jobgap")
    with pytest.raises(Faults, match="allowed: .*job_gap, "):
        write(tmp_path / "x.yaml", "zzzzzzzz")
    with pytest.raises(Faults, match="cannot be written"):
        write(tmp_path / "nowhere" / "x.yaml")
    assert list(tmp_path.iterdir()) == []
