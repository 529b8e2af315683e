"""Every scenario of the repository comes out as its file expects, by the code behind `gongji test`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiment.expectations import failures_of
from sim.scenario import load

ROOT = Path(__file__).parents[1]
SCENARIOS = sorted([*(ROOT / "scenarios").glob("*.yaml"), *(ROOT / "scenarios" / "gallery").rglob("*.yaml")])
GIVEN = {"family_bill", "first_year", "job_gap", "retire_short"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "scenarios").with_suffix("").as_posix()


CASES = [path for path in SCENARIOS if "\nexpect:" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_what_a_file_expects_comes_out(path):
    scenario = load(path)
    if os.environ.get("NUMBA_DISABLE_JIT") == "1" and scenario.replications > 1000:
        pytest.skip("thousands of lives are for compiled rules")
    assert scenario.expect
    assert [str(failure) for failure in failures_of(scenario)] == []


def test_twenty_cases_stand_beside_the_four_given():
    names = {path.stem for path in CASES}
    assert names >= GIVEN
    assert len(names - GIVEN) >= 20


@pytest.mark.parametrize("path", [path for path in CASES if path.stem not in GIVEN], ids=name_of)
def test_a_case_shows_its_arithmetic(path):
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if "#" in line]
    assert any(digit in line for line in comments for digit in "0123456789")


@pytest.mark.parametrize("path", [path for path in SCENARIOS if path not in CASES], ids=name_of)
def test_a_scenario_that_expects_nothing_can_be_read(path):
    scenario = load(path)
    assert not scenario.expect and scenario.people
    assert all(scenario.variant(name).people for name in scenario.variants)


# ----------------------------------------------------------------------------- compiled in other ways

VARIED = ("retire_short", "settled_over_new_year", "two_regions", "resident_gap_years", "random_payers", "inheritance")


def gongji_test(names: tuple[str, ...], **variables: str) -> subprocess.CompletedProcess[str]:
    """`gongji test` in a process of its own, with other variables of the environment."""
    command = [sys.executable, "-c", "from sim.cli import main; main()", "test"]
    files = [str(ROOT / "scenarios" / f"{name}.yaml") for name in names]
    environment = os.environ | variables
    return subprocess.run([*command, *files], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900)


@pytest.mark.slow
def test_no_kernel_reaches_beyond_an_array(tmp_path):
    """With bounds checked, and a cache of its own: Numba would take kernels compiled without the check from it."""
    ran = gongji_test(VARIED, NUMBA_BOUNDSCHECK="1", GONGJI_CACHE=str(tmp_path))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " 0 failed" in ran.stdout.splitlines()[-1]
