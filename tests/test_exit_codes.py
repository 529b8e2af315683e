"""The exit codes are those of the table in docs/errors.md: each of its examples is run."""

import json
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim import GongjiError, answers, cli, errors

PAGE = (Path(__file__).parents[1] / "docs" / "errors.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (?:`(gongji .+?)` )?\|$", PAGE, re.M)
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```", PAGE, re.S))

#: Under this law a man of 1985 may retire in 2046, one of 1975 not.
PARTLY = """\
scenario: One point of two
start: 2025-01-01
end: 2025-02-01
people:
  Wei: {born: 1985-03-12, sex: male, region: zhengzhou, insured: {as: employee, paid_months: 12}, work: {wage: 9500}}
sweep:
  vary: {people.Wei.born: [1985-03-12, 1975-03-12], people.Wei.choices.retires: [2046-01]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The page's files, a sweep of which one point is none, and a result of which a table was changed."""
    found = tmp_path_factory.mktemp("codes")
    for name, text in (FILES | {"partly.yaml": PARTLY}).items():
        (found / name).write_text(text, encoding="utf-8")
    made = CliRunner().invoke(
        cli.app, ["run", str(found / "wrong.yaml"), "--out", str(found / "results"), "--name", "changed"]
    )
    assert made.exit_code == 0, made.output
    with (found / "results" / "changed" / "lives.parquet").open("ab") as table:
        table.write(b"more")
    return found


def test_the_table_has_every_code():
    assert {int(code) for code, _, _ in ROWS} == {0, answers.FAILED, answers.AT_FAULT, answers.STOPPED, 143}
    assert all(example or int(code) >= answers.STOPPED for code, _, example in ROWS)


@pytest.mark.parametrize("code, means, example", [row for row in ROWS if row[2]], ids=lambda text: text[:40])
def test_an_example_of_the_table_ends_with_its_code(folder, monkeypatch, code, means, example):
    monkeypatch.chdir(folder)
    if ">" in example:
        if not Path("/dev/full").exists():
            pytest.skip("this system has no device that is always full")
        command = example.replace("gongji", f"{shlex.quote(sys.executable)} -m gongji", 1)
        assert subprocess.run(command, shell=True, stderr=subprocess.DEVNULL, check=False).returncode == int(code)
        return
    assert CliRunner().invoke(cli.app, shlex.split(example)[1:]).exit_code == int(code)


def test_the_document_has_the_code_of_the_command(folder, monkeypatch):
    monkeypatch.chdir(folder)
    for words, code in ((("check", "idle.yaml"), 0), (("test", "wrong.yaml"), 1), (("check", "broken.yaml"), 2)):
        done = CliRunner().invoke(cli.app, [*words, "--json"])
        assert done.exit_code == code == json.loads(done.stdout)["exit_code"]


def test_every_error_has_the_code_that_the_drawing_says():
    """Errors without a word about it end with 1; that none is missing from the drawing is a test of its own."""
    drawn = dict(re.findall(r"── (\w+) +.*?(?:; exit code (\d))?$", errors.__doc__ or "", re.M))
    for module in ("experiment.executors", "experiment.study_run", "outcomes.export"):
        import_module(f"sim.{module}")
    known = {one.__name__: one.exit_code for one in _all(GongjiError) if one.__module__.startswith("sim.")}
    assert len(known) > 8 and known == {name: int(drawn[name] or 1) for name in known}


def _all(root):
    for child in root.__subclasses__():
        yield child
        yield from _all(child)
