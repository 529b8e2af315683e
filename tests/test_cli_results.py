"""The commands about results: the list, what a misspelt name is answered with, and verifying."""

import json
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

import sim
from sim import answers, cli
from sim.experiment import interpreting
from sim.experiment.arguments import BadArgument
from sim.outcomes.columns import LIVES
from sim.outcomes.recorded import RECORD
from sim.report import progress
from tests.two_months import TWO_MONTHS


@pytest.fixture
def out(tmp_path):
    file = tmp_path / "family.yaml"
    file.write_text(TWO_MONTHS, encoding="utf-8")
    sim.run(file, out=tmp_path / "out")
    return tmp_path / "out"


def gongji(*arguments):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def test_results_lists_the_studies_of_a_folder(out):
    result = gongji("results", "--out", out)
    assert result.exit_code == 0 and result.stderr == ""
    assert "family" in result.stdout and "Two months" in result.stdout


def test_results_of_no_folder_says_what_to_run(tmp_path):
    result = gongji("results", "--out", tmp_path / "gone")
    assert result.exit_code == 0 and "gongji run FILE" in result.stdout.replace("\n", " ")


@pytest.mark.parametrize(
    "command", [("results", "--out", "{}", "show"), ("results", "--out", "{}", "export"), ("verify", "--out", "{}")]
)
def test_a_misspelt_name_is_answered_with_the_nearest(out, command):
    result = gongji(*(word.format(out) for word in command), "famly")
    assert result.exit_code == answers.AT_FAULT and result.stdout == ""
    reported = f"NAME: 'famly' is no result in {out}; did you mean family?  allowed: family"
    assert result.stderr == f"gongji: {reported}\n"


def test_a_name_in_an_empty_folder_has_nothing_near(tmp_path):
    result = gongji("verify", "family", "--out", tmp_path)
    assert result.exit_code == answers.AT_FAULT
    assert result.stderr == f"gongji: NAME: 'family' is no result in {tmp_path}; there is none\n"


def test_a_study_from_python_is_answered_likewise(out):
    assert sim.study(out / "family").title == "Two months"
    with pytest.raises(BadArgument, match="'famly' is no result in .*; did you mean family"):
        sim.study(out / "famly")


@pytest.mark.parametrize("command", [("results", "--out", "{}", "show"), ("verify", "--again", "--out", "{}")])
def test_a_result_is_found_by_its_name_and_by_its_folder(out, command, monkeypatch):
    words = [word.format(out) for word in command]
    by_name, by_folder = gongji(*words, "family"), gongji(*words, out / "family")
    assert by_name.exit_code == by_folder.exit_code == 0
    assert by_name.stdout == by_folder.stdout != ""


def test_a_folder_of_that_name_does_not_stand_before_the_result(out, tmp_path, monkeypatch):
    (tmp_path / "family").mkdir()
    monkeypatch.chdir(tmp_path)
    assert gongji("verify", "family", "--out", "out").exit_code == 0


def test_a_result_that_nobody_changed_is_verified(out):
    result = gongji("verify", "family", "--out", out, "--again")
    assert result.exit_code == 0 and result.stderr == ""
    assert result.stdout.splitlines()[0] == "ok      lives.parquet: SHA-256 as recorded"
    assert all(line.startswith("ok ") for line in result.stdout.splitlines())


def test_while_a_result_is_simulated_again_the_time_passed_is_shown(out, monkeypatch):
    """Until the first finding of what is simulated again; where nothing is compiled, nothing is shown."""
    shown = []

    @contextmanager
    def compiling(console):
        shown.append("begun")
        yield
        shown.append("ended")

    monkeypatch.setattr(progress, "compiling", compiling)
    monkeypatch.setattr(cli, "echo", shown.append)
    gongji("verify", "family", "--out", out, "--again")
    assert "begun" not in shown
    findings = len(shown)
    monkeypatch.setattr(interpreting, "how_to_begin", lambda *_: interpreting.COMPILING)
    gongji("verify", "family", "--out", out)
    assert "begun" not in shown
    before = len(shown) - findings
    del shown[:]
    result = gongji("verify", "family", "--out", out, "--again")
    assert interpreting.COMPILING in result.stderr
    assert shown[before : before + 2] == ["begun", "ended"] and len(shown) == findings + 2


def test_a_changed_result_ends_with_1(out):
    record = json.loads((out / "family" / RECORD).read_text(encoding="utf-8"))
    (out / "family" / RECORD).write_text(json.dumps(record | {"seed": 9}), encoding="utf-8")
    (out / "family" / LIVES).unlink()
    result = gongji("verify", "family", "--out", out)
    assert result.exit_code == answers.FAILED and result.stderr == ""
    wrong = [line for line in result.stdout.splitlines() if not line.startswith("ok ")]
    assert wrong == ["WRONG   lives.parquet: missing", "WRONG   seed: recorded 9, the scenario says 1"]


@pytest.mark.parametrize(
    "content, reported",
    [
        (None, "is no result: it has no run.json"),
        ("{", "is damaged: it cannot be read as JSON"),
        ("{}", "without a format"),
    ],
)
def test_what_is_no_result_ends_with_2(out, content, reported):
    (out / "family" / RECORD).unlink()
    if content is not None:
        (out / "family" / RECORD).write_text(content, encoding="utf-8")
    result = gongji("verify", "family", "--out", out)
    assert result.exit_code == answers.AT_FAULT and result.stdout == ""
    assert reported in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize("amount", ["1e999999999", "out_of_pocket=1e999999999"])
def test_an_amount_that_cannot_be_written_out_is_refused_at_once(out, amount):
    """To write 1e999999999 out would take minutes and gigabytes."""
    shown = gongji("results", "show", out / "family", "--above", amount)
    assert shown.exit_code == 2
    assert shown.output.startswith("gongji: --above: '1e999999999' is no amount; write OUTCOME=AMOUNT")
