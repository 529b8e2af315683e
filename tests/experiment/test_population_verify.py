"""A result of a population held against its rows: what nobody changed is right, whatever was changed is found."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

import sim
from sim import cli
from sim.experiment.verify import verify
from tests.experiment.test_population_run import ROWS, SAID
from tests.experiment.test_verify import changed, forged, with_value

CHANGED = """\
variants:
  dear: {policy: {contribution.rate.employee: 4%}}
sweep: {vary: {policy.outpatient.deductible: [0, 1800]}}
"""
KINDS = ("population", "population_comparison", "population_sweep")


@pytest.fixture(scope="module")
def simulated(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("verified")
    (folder / "persons.csv").write_text(ROWS)
    (folder / "survey.yaml").write_text(SAID + CHANGED)
    options = {"out": folder / "results"}
    sim.run(folder / "survey.yaml", name="population", **options)
    sim.compare(folder / "survey.yaml", name="population_comparison", **options)
    sim.sweep(folder / "survey.yaml", name="population_sweep", variants="dear", **options)
    return folder


@pytest.fixture
def result(simulated, tmp_path):
    def copied(kind: str = "population") -> Path:
        return Path(shutil.copytree(simulated / "results" / kind, tmp_path / kind))

    return copied


def wrong(folder: Path, again: bool = True, rows: Path | None = None) -> list[str]:
    return [finding.text for finding in verify(folder, again, rows=rows) if finding.is_wrong]


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_that_nobody_changed_is_right_throughout(simulated, kind):
    findings = [*verify(simulated / "results" / kind, again=True)]
    assert {finding.mark for finding in findings} == {"ok"}
    texts = " | ".join(finding.text for finding in findings)
    assert (
        "rows, seeds and program give the recorded hashes" in texts and "persons.parquet: made from the rows" in texts
    )
    tables = {file.name for file in (simulated / "results" / kind).glob("*.parquet")}
    assert tables == {name for name in tables if f"{name}: " in texts.split("SHA-256")[-1]}, "each is made again"


def test_a_changed_wage_of_a_row_is_found(result, tmp_path):
    """The record is that of other rows; the persons and what they paid differ, and the household is named."""
    (tmp_path / "persons.csv").write_text(ROWS.replace("9500", "9600"))
    found = wrong(result(), rows=tmp_path)
    assert "inputs: scenario, rows, seeds and program give other hashes than the recorded ones" in found
    [lives] = [text for text in found if text.startswith("lives.parquet: household 7, life 0, person 701: ")]
    assert "recorded" in lives and "recomputed" in lives
    assert any(text.startswith("persons.parquet: household 7, region zhengzhou, person 701: wage") for text in found)
    assert any(text.startswith("years.parquet: household 7") for text in found)


def test_rows_that_moved_are_named_and_rows_that_are_gone_are_said(simulated, result, tmp_path, monkeypatch):
    folder = result()
    (folder / "times.json").write_text('{"lives": 1}')
    monkeypatch.chdir(tmp_path)
    [gone] = wrong(folder)
    assert gone == "population: no folder has its files (persons.csv); --rows FOLDER says where they lie"
    assert wrong(folder, rows=simulated) == []
    monkeypatch.chdir(simulated)
    assert wrong(folder) == [], "the current folder has them"
    (tmp_path / "persons.csv").write_text("hid,pid\n1,2\n")
    [unread] = wrong(folder, rows=tmp_path)
    assert "cannot be read" in unread and "'w' is no column" in unread


@pytest.mark.parametrize(("file", "change", "said"), [
    ("lives.parquet", with_value("contributed", "1.00", household="9", life=1, person="901"), "household 9, life 1"),
    ("years.parquet", with_value("care_cost", "1.00", household="8"), "household 8"),
    ("distribution.parquet", with_value("mean", 1, of="person", outcome="pool_paid"), "outcome pool_paid, of person"),
    ("totals.parquet", with_value("total", 1, item="pool", what="into"), "what into, item pool"),
    ("inequality.parquet", with_value("value", 1, measure="gini_before"), "measure gini_before"),
])  # fmt: skip
def test_a_table_that_was_changed_with_its_sum_is_found(result, file, change, said):
    folder = result()
    if file == "years.parquet":
        column = pl.read_parquet(folder / file).columns[4]
        change = with_value(column, "1.00", household="8")
    forged(folder, file, change)
    assert wrong(folder, again=False) == []
    found = [text for text in wrong(folder) if text.startswith(f"{file}: ")]
    assert found and said in found[0]


@pytest.mark.parametrize("file", ["outcomes.parquet", "effects.parquet", "differences.parquet"])
def test_a_table_of_a_sweep_that_was_changed_with_its_sum_is_found(result, file):
    folder = result("population_sweep")
    column = {"outcomes.parquet": "mean", "effects.parquet": "effect", "differences.parquet": "difference"}[file]
    forged(folder, file, with_value(column, 1, of="household", outcome="out_of_pocket"))
    assert [text.split(":")[0] for text in wrong(folder)] == [file]


def test_a_record_that_says_other_than_the_rows_is_found(result):
    folder = result("population_comparison")
    changed(folder, lambda record: record["population"].update(rows=8))
    assert wrong(folder) == ["population: not what scenario, rows and seeds give"]
    changed(folder, lambda record: record.update(title="Five households"))
    assert "title: not what scenario, rows and seeds give" in wrong(folder)


def test_points_are_counted(result):
    folder = result("population_sweep")
    changed(folder, lambda record: record.update(points=3))
    counted = "outcomes.parquet: points: 3 by the record, 2 in the file"
    assert wrong(folder, again=False) == [counted]
    assert wrong(folder) == [counted, "points: recorded 3, the scenario's sweep says 2"]


def test_the_command_takes_the_folder_of_the_rows(simulated):
    options = ["verify", "population", "--out", str(simulated / "results")]
    found = CliRunner().invoke(cli.app, [*options, "--again", "--rows", str(simulated)])
    assert found.exit_code == 0 and "4 of 4 households again, every value the same" in found.output
    refused = CliRunner().invoke(cli.app, [*options, "--rows", str(simulated)])
    assert refused.exit_code == 2 and "--again" in refused.output
