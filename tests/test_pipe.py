"""Standard output and error: closed, read in part or on a full disk, they change neither work nor exit code."""

import subprocess
import sys
from pathlib import Path

import pytest

SCENARIO = (
    "scenario: x\nstart: 2025-01-01\nyears: 1\npeople:\n  Wei: {born: 1985-03-12, sex: male, region: zhengzhou}\n"
)
FULL = Path("/dev/full")
GONGJI = f"{sys.executable} -m gongji"

with_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("piped")
    (found / "right.yaml").write_text(SCENARIO, encoding="utf-8")
    (found / "wrong.yaml").write_text(SCENARIO.replace("male", "man"), encoding="utf-8")
    return found


def shell(command, folder):
    return subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "streams, file, code, reported",
    [
        pytest.param(">/dev/full", "right", 1, "could not be written to standard output (No", marks=with_full),
        pytest.param(">/dev/full", "wrong", 2, "wrong.yaml:5:32: sex: ", marks=with_full),
        pytest.param("2>/dev/full", "wrong", 2, "", marks=with_full),
        (">&-", "right", 0, ""),
        (">&-", "wrong", 2, "wrong.yaml:5:32: sex: "),
        ("2>&-", "wrong", 2, ""),
        (">&- 2>&-", "right", 0, ""),
    ],
)
def test_whatever_the_streams_are_the_exit_code_is_that_of_the_work(folder, streams, file, code, reported):
    done = shell(f"{GONGJI} check {file}.yaml {streams}", folder)
    assert done.returncode == code, done.stderr
    assert reported in done.stderr and "Traceback" not in done.stderr and "Exception" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that knows PIPESTATUS")
def test_a_reader_that_goes_away_changes_nothing(folder):
    done = shell(f"bash -c '{GONGJI} schema | head -1; echo ${{PIPESTATUS[0]}}'", folder)
    assert done.stdout == "{\n0\n" and done.stderr == ""
