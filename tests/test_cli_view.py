"""What a command prints on request: the few lines that answer, some outcomes only, one JSON document; closed pipes."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from sim import cli
from sim.words.outcomes import COLUMNS

SCENARIO = """\
scenario: Two months
start: 2025-01-01
end: 2025-03-01
replications: 3
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000, loses_job: 1% a month}
variants:
  raise: {people: {Wei: {work: {wage: 15000}}}}
sweep:
  vary: {people.Wei.work.wage: [5000, 10000]}
report: [contributed, account]
expect:
  - {on: 2025-01-31, who: Wei, account: 1200.00}
  - {on: 2025-01-31, who: Wei, wallet: 5}
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "two_months.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path.name


def gongji(*arguments):
    return CliRunner().invoke(cli.app, list(map(str, arguments)))


def document(*arguments):
    """The document on standard output, which holds nothing else, and it says the exit code."""
    done = gongji(*arguments, "--json")
    found = json.loads(done.stdout)
    assert (found["format"], found["exit_code"]) == (1, done.exit_code)
    return found


def test_a_run_as_json_has_the_outcomes_of_the_report(file):
    found = document("run", file)
    assert (found["command"], found["study"]["lives"], found["folder"]) == (
        "run",
        3,
        os.path.join("results", "two_months"),
    )
    rows = found["tables"]["outcomes"]
    assert [(row["outcome"], row["person"]) for row in rows] == [
        ("contributed", "Wei"), ("contributed", None), ("account", "Wei"), ("account", None)
    ]  # fmt: skip
    assert {row["outcome"] for row in document("run", file, "--only", "pool_paid")["tables"]["outcomes"]} == {
        "pool_paid"
    }
    assert document("results", "show", "two_months")["tables"] == found["tables"]


@pytest.mark.slow
def test_a_comparison_and_a_sweep_as_json_have_their_tables(file):
    compared = document("compare", file)["tables"]
    assert list(compared) == ["levels", "comparison", "pairs", "best"]
    assert {(row["variant"], row["against"]) for row in compared["pairs"]} == {("raise", "baseline")}
    assert {row["variant"] for row in compared["best"]} == {"baseline", "raise"}
    assert {row["variant"] for row in compared["levels"]} == {"baseline", "raise"}
    swept = document("sweep", file)
    assert list(swept["tables"]) == ["effects", "variance"] and swept["study"]["paths"] == ["people.Wei.work.wage"]
    both = document("sweep", file, "--variants", "raise")
    assert "--variants" in both["error"]["message"]  # what the variant changes is swept


def test_the_faults_of_each_file_are_in_the_document(file, tmp_path):
    (tmp_path / "wrong.yaml").write_text(SCENARIO.replace("wage: 10000", "wages: 10000"), encoding="utf-8")
    for command in ("check", "test"):
        right, wrong = document(command, file, "wrong.yaml")["files"]
        assert right["faults"] == [] and right["error"] is None
        fault, *_ = [fault for fault in wrong["faults"] if "'wages' is not a key" in fault["found"]]
        assert (fault["file"], fault["line"], fault["nearest"]) == ("wrong.yaml", 11, "wage")
        assert fault["column"] == 12 and "loses_job" in fault["allowed"] and fault["write"].startswith("wage: 10000")
    assert [fault["line"] for fault in document("run", "wrong.yaml")["faults"]]


def test_other_errors_are_in_the_document(file):
    error = document("run", file, "--only", "acount")["error"]
    assert error["kind"] == "BadArgument" and "did you mean account?" in error["message"]
    assert document("results", "show", "nothing")["exit_code"] == 2


def test_expectations_as_json(file):
    [of_file] = document("test", file)["files"]
    [failure] = of_file["failures"]
    assert (of_file["passed"], of_file["failed"]) == (1, 1)
    assert failure | {"line": 0} == {
        "line": 0, "subject": failure["subject"], "word": "wallet", "expected": "5.00", "found": failure["found"],
        "where": failure["where"],
    }  # fmt: skip


def test_results_as_json_and_in_brief(file):
    assert document("results")["studies"] == []
    gongji("run", file)
    [study] = document("results")["studies"]
    assert (study["name"], study["kind"], study["lives"]) == ("two_months", "run", 3)
    assert gongji("results", "--brief").stdout == "two_months\n"


def test_in_brief_only_what_fails_has_a_line_of_its_own(file, tmp_path):
    (tmp_path / "wrong.yaml").write_text(SCENARIO.replace("wage: 10000", "wages: 10000"), encoding="utf-8")
    assert gongji("check", file, file, "--brief").stdout == "2 files: no faults\n"
    assert gongji("check", file, "wrong.yaml", "--brief").stdout == "2 files: 1 with faults\n"
    *failures, total = gongji("test", file, "--brief").stdout.splitlines()
    assert len(failures) == 1 and total == "1 file: 1 passed, 1 failed"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["run", "compare", "sweep"])
def test_in_brief_a_study_is_a_few_lines(file, command):
    lines = gongji(command, file, "--brief").stdout.splitlines()
    assert len(lines) <= 14 and lines[-1].startswith("Result: results/two_months")
    shown = gongji(command, file, "--brief", "--only", "account").stdout
    assert "account" in shown and "contributed" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("command", ["run", "compare", "sweep"])
def test_every_outcome_can_be_shown_in_brief_and_whole_though_nobody_has_it(file, command):
    """Nobody has bills here, so no reimbursement rate; in no life of a certain household is anybody uncovered."""
    gongji(command, file, "--quiet")
    name = "two_months" if command == "run" else f"two_months-{command}"
    every = ",".join(outcome.name for outcome in COLUMNS)
    for more in ([], ["--brief"], ["--json"]):
        done = gongji("results", "show", name, "--only", every, *more)
        assert (done.exit_code, done.stderr) == (0, "")
    if command == "run":
        assert (
            "reimbursement_rate, %" in gongji("results", "show", name, "--only", "reimbursement_rate", "--brief").stdout
        )


def test_the_folder_of_results_may_be_named_after_what_is_done_with_them(file):
    gongji("run", file, "--quiet", "--out", "there")
    before = gongji("results", "--out", "there", "show", "two_months")
    assert before.exit_code == 0 and "Two months" in before.stdout
    assert gongji("results", "show", "two_months", "--out", "there").stdout == before.stdout
    assert gongji("results", "export", "two_months", "--out", "there").stdout.startswith("there/two_months/lives.csv")


@pytest.mark.slow
@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("command", ["run", "compare", "sweep", "test"])
def test_no_line_is_wider_than_the_screen(file, command, width):
    printed = CliRunner(env={"COLUMNS": str(width)}).invoke(cli.app, [command, file]).stdout
    if command != "test":  # a line of a fault is for editors, and stays one
        assert max(map(len, printed.splitlines())) <= width
    assert "…" not in printed


def test_a_result_that_replaces_a_larger_one_says_so(file):
    gongji("run", file, "-n", "5")
    assert "replaced a result of 5 lives" not in gongji("run", file, "-n", "5").stdout
    assert "Note: replaced a result of 5 lives" in " ".join(gongji("run", file, "-n", "2").stdout.split())


@pytest.mark.skipif(os.name == "nt", reason="the pipe is made for a POSIX system")
def test_a_pipe_that_is_closed_is_no_error(tmp_path):
    """The exit code is that of the work: here, of an argument that cannot be used after many lines."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "gongji", "schema"], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_colour_goes_into_a_pipe_or_where_none_is_wanted(file):
    assert "\x1b" not in gongji("run", file).stdout
    coloured = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    assert "\x1b" in CliRunner(env=coloured).invoke(cli.app, ["run", file]).stdout
    plain = CliRunner(env=coloured | {"NO_COLOR": "1"}).invoke(cli.app, ["run", file]).stdout
    assert "\x1b[3" not in plain and "\x1b[9" not in plain  # bold and dim remain
