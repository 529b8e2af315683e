"""The command: what it prints, its exit codes, and that nothing ever ends in a traceback."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sim
from sim import __version__, answers, cli
from sim.experiment.failures import BlockFailed, Interrupted
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.recorded import RECORD, TIMES

ROOT = Path(__file__).parents[1]

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
expect:
  - {on: 2025-01-31, who: Wei, account: 1200.00}
  - {on: 2025-01-31, who: Wei, wallet: 0}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "two_months.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def gongji(*arguments):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def test_help_loads_nothing_heavy():
    heavy = "numpy numba polars simpy pydantic yaml rich"
    program = f"""
import sys
from sim.cli import app
try:
    app(["--help"])
except SystemExit:
    print(*[name for name in "{heavy}".split() if name in sys.modules], "loaded")
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"


def test_checking_loads_no_compiler(file):
    program = f"""
import sys
from sim.cli import app
try:
    app(["check", {str(file)!r}])
except SystemExit:
    print(*[name for name in ("numba", "polars", "simpy") if name in sys.modules], "loaded")
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"{file}: no faults", "loaded"]


def test_version_is_that_of_the_package():
    assert gongji("--version").output == f"gongji {__version__}\n"
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_without_a_command_it_says_which_there_are():
    reported = gongji().output
    assert all(command in reported for command in ("run", "test", "check", "schema"))


def test_schema_is_json():
    assert json.loads(gongji("schema").stdout)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize(
    "arguments, word",
    [
        (("run", "nowhere.yaml"), "nowhere.yaml:1:1: cannot be read"),
        (("check", "."), "cannot be read"),
        (("run", "x.yaml", "--sed", "1"), "No such option"),
        (("run", "x.yaml", "--workers", "0"), "Invalid value"),
        (("rum",), "No such command"),
        (("test",), "Missing argument"),
    ],
)
def test_a_wrong_command_is_reported_so(arguments, word):
    result = gongji(*arguments)
    assert result.exit_code == answers.AT_FAULT and word in result.stderr and "Traceback" not in result.output


def test_check_reports_the_faults_of_every_file(tmp_path, file):
    bad = tmp_path / "bad.yaml"
    bad.write_text(SCENARIO.replace("sex: male", "sex: mail").replace("zhengzhou", "zhengzou"), encoding="utf-8")
    result = gongji("check", bad, file)
    assert result.exit_code == answers.AT_FAULT
    assert f"{bad}:8:10: " in result.stderr and f"{bad}:9:13: " in result.stderr
    assert result.stdout == f"{file}: no faults\n"


def test_what_can_have_no_effect_is_noted_and_no_fault(tmp_path, file):
    idle = tmp_path / "idle.yaml"
    idle.write_text(SCENARIO + "policy: {beijing: {coverage.wait.employee: 5}}\n", encoding="utf-8")
    line = len(SCENARIO.splitlines()) + 1
    note = f"{idle}:{line}:20: note: coverage.wait.employee: nobody lives in beijing, so this changes nothing"
    checked, simulated = gongji("check", idle), gongji("run", idle, "--out", tmp_path / "out")
    assert (checked.exit_code, simulated.exit_code) == (0, 0)
    assert checked.stdout.splitlines() == [f"{idle}: no faults", note]
    assert note in simulated.stderr.splitlines() and note not in simulated.stdout
    [of_file] = json.loads(gongji("check", "--json", idle).stdout)["files"]
    assert [(one["kind"], one["line"]) for one in of_file["notes"]] == [("nobody_there", line)]
    run = json.loads(gongji("run", "--json", idle, "--out", tmp_path / "out").stdout)
    assert run["notes"] == of_file["notes"]
    assert note not in gongji("check", "--brief", idle).stdout
    tested = gongji("test", idle)
    assert note in tested.stderr.splitlines() and note not in tested.stdout


def test_run_writes_its_files_and_shows_them(tmp_path, file):
    out = tmp_path / "out"
    result = gongji("run", file, "--out", out, "--seed", 5)
    assert result.exit_code == 0, result.output
    assert "Two months" in result.stdout and "3 lives of 1 person, 59 days" in result.stdout
    assert sorted(path.name for path in out.iterdir()) == [".blocks", ".two_months.lock", "two_months"]
    assert sorted(path.name for path in (out / "two_months").iterdir()) == sorted([LIVES, RECORD, TIMES, YEARS])
    record = json.loads((out / "two_months" / RECORD).read_text(encoding="utf-8"))
    assert (record["seed"], record["lives"], record["title"]) == (5, 3, "Two months")
    assert set(record["columns"]) == {LIVES, YEARS} and record["scenario"]["seed"] == "5"


def test_the_same_input_gives_the_same_bytes_but_for_times(tmp_path, file):
    for out, workers in (("a", 1), ("b", 2)):
        assert gongji("run", file, "--out", tmp_path / out, "-n", 250, "--workers", workers, "--quiet").output == ""
    a, b = tmp_path / "a" / "two_months", tmp_path / "b" / "two_months"
    for name in (LIVES, YEARS, RECORD):
        assert (a / name).read_bytes() == (b / name).read_bytes()
    assert (a / TIMES).read_bytes() != (b / TIMES).read_bytes()


def test_test_counts_what_holds(tmp_path, file):
    assert gongji("test", file).stdout == f"{file}: 2 passed, 0 failed\n"
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(SCENARIO.replace("1200.00", "1200.01"), encoding="utf-8")
    result = gongji("test", wrong, file)
    assert result.exit_code == answers.FAILED
    assert result.stdout.splitlines() == [
        f"{wrong}:13: Wei on 2025-01-31: account should be 1200.01, came out 1200.00 (in life 0 and 2 more of 3)",
        f"{wrong}: 1 passed, 1 failed",
        f"{file}: 2 passed, 0 failed",
        "2 files: 3 passed, 1 failed",
    ]


def test_test_of_a_broken_file_is_resumed_with_the_others(tmp_path, file):
    result = gongji("test", tmp_path / "gone.yaml", file)
    assert result.exit_code == answers.AT_FAULT and "2 passed, 0 failed" in result.stdout


@pytest.mark.parametrize(
    "error, code, text",
    [
        (KeyboardInterrupt(), answers.STOPPED, "Stopped."),
        (Interrupted(2_000, 5_000), answers.STOPPED, "Stopped after 2,000 of 5,000 lives. What is finished is kept"),
        (BlockFailed((3, 6), ValueError("no\nmore")), answers.FAILED, "gongji: lives 3 to 5: ValueError: no\n"),
        (OSError(28, "No space left on device", "/full"), answers.FAILED, "gongji: No space left on device: /full"),
        (
            ZeroDivisionError("by nothing"),
            answers.FAILED,
            "gongji: ZeroDivisionError: by nothing (GONGJI_DEBUG=1 shows where)",
        ),
    ],
)
def test_errors_are_reported_without_a_traceback(error, code, text, capsys, monkeypatch):
    def fail() -> int:
        raise error

    assert answers.attempt(fail) == code
    assert text in capsys.readouterr().err
    if isinstance(error, Exception):
        monkeypatch.setenv(answers.DEBUG, "1")
        with pytest.raises(type(error)):
            answers.attempt(fail)


def test_results_that_cannot_be_written_are_reported_so(tmp_path, file):
    result = gongji("run", file, "--out", file)
    assert result.exit_code == answers.AT_FAULT
    assert f"gongji: --out: nothing can be written to {file} (File exists)" in result.stderr


def test_a_stopped_run_is_resumed_where_it_was(tmp_path, file, monkeypatch):
    from sim.experiment import blocks, progress, study_run

    monkeypatch.setattr(blocks, "LARGEST", 100)
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert gongji("run", file, "--out", whole, "-n", 400, "-q").exit_code == 0

    def stop(reporter):
        if reporter.blocks:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(progress.ProgressReporter, "report", stop)
        stopped = gongji("run", file, "--out", out, "-n", 400, "--workers", 1)
    assert stopped.exit_code == answers.STOPPED and re.search(r"Stopped after [123]00 of 400 lives", stopped.stderr)
    assert sorted(path.name for path in out.iterdir()) == [".blocks", ".two_months.lock"]
    simulate, simulated = study_run.simulate, []
    monkeypatch.setattr(study_run, "simulate", lambda task: simulated.append(task.block) or simulate(task))
    again = gongji("run", file, "--out", out, "-n", 400)
    assert again.exit_code == 0 and "00 of them simulated earlier" in again.stdout
    assert simulated and (0, 100) not in simulated
    for name in (LIVES, YEARS, RECORD):
        assert (out / "two_months" / name).read_bytes() == (whole / "two_months" / name).read_bytes()


def test_no_module_hides_a_function_of_the_package():
    """A module `sim/run.py` would: importing it sets the package's attribute `run`."""
    modules = {path.stem for path in (ROOT / "sim").iterdir()}
    assert modules.isdisjoint({name for name in sim.__all__ if name.islower()})


# ----------------------------------------------------------------------------- a first use


def test_new_writes_a_scenario_that_holds_and_never_overwrites(tmp_path):
    file = tmp_path / "family.yaml"
    assert gongji("new", file).exit_code == 0
    assert gongji("check", file).stdout == f"{file}: no faults\n"
    again = gongji("new", file)
    assert again.exit_code == answers.AT_FAULT and "exists already" in again.stderr


def test_the_package_has_the_name_of_the_command(tmp_path):
    program = "import gongji, sim; from gongji import load; print(gongji is sim, load is sim.load)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "True True\n"
    command = [sys.executable, "-m", "gongji", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"gongji {__version__}\n"


def test_a_command_to_paste_has_the_name_under_which_it_was_called(monkeypatch, tmp_path):
    program = tmp_path / "bin" / "gongji"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.setattr(answers.shutil, "which", lambda name: None)
    assert answers.called() == "bin/gongji"
    monkeypatch.setattr(answers.shutil, "which", lambda name: str(program))
    assert answers.called() == "gongji"
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "gongji.py")])
    assert answers.called() == f"{sys.executable} -m gongji"


@pytest.mark.parametrize(
    "command, words", [("run", "to resume:"), ("sweep", "to resume:"), ("test", "Nothing"), ("results", "Nothing")]
)
def test_only_what_keeps_finished_blocks_is_offered_to_be_resumed(monkeypatch, command, words):
    monkeypatch.setattr(answers.sys, "argv", ["gongji", command, "family.yaml"])
    code, text = answers.describe(KeyboardInterrupt())
    assert code == answers.STOPPED and words in text
