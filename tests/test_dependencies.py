"""The package needs no library that it does not declare, and a small job none of the heavy ones that it does."""

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

from sim.cache import CACHE_VARIABLE
from sim.kernel_cache import PLAIN

ROOT = Path(__file__).parents[1]

CERTAIN = """\
scenario: Two years of work
start: 2025-01-01
years: 2
people:
  Wei: {born: 1990-01-01, sex: male, region: zhengzhou, insured: {as: employee}, work: {wage: 8000}}
expect:
  - {on: 2025-12-31, who: Wei, covered: yes}
"""
REST = """\
  - {on: 2026-12-31, who: Wei, covered: yes}
variants: {low: {people: {Wei: {work: {wage: 3000}}}}}
sweep: {by: grid, vary: {people.Wei.work.wage: [5000, 6000]}}
"""

# Refuses to import what is not there where nothing but the package and its dependencies is installed.
PROGRAM = """
import sys
from importlib.abc import MetaPathFinder

class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
for name in [name for name in sys.modules if name.split(".")[0] in {missing!r}]:
    del sys.modules[name]
from sim.cli import main
sys.argv = ["gongji", *{arguments!r}]
try:
    main()
finally:
    print("loaded:", *sorted({{name.split(".")[0] for name in sys.modules}}))
"""


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def _needed(distribution: str, found: set[str]) -> set[str]:
    """The distributions that one needs, those that these need, and so on; none that only an extra needs."""
    if distribution not in found:
        found.add(distribution)
        for requirement in requires(distribution) or []:
            if "extra ==" not in requirement:
                try:
                    _needed(_name(requirement), found)
                except ModuleNotFoundError:  # of another system or Python
                    found.add(_name(requirement))
    return found


def ran(folder: Path, arguments: list[str], **environment: str) -> subprocess.CompletedProcess:
    needed = _needed("gongji", set())
    missing = {
        module
        for module, owners in packages_distributions().items()
        if not needed & {_name(owner) for owner in owners} and module not in ("gongji", "sim")
    }
    assert {"pytest", "altair"} <= missing and not {"numpy", "polars", "typer"} & missing
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(missing=missing, arguments=arguments)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def loaded(done: subprocess.CompletedProcess) -> set[str]:
    return set(done.stdout.splitlines()[-1].removeprefix("loaded: ").split())


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "family.yaml").write_text(CERTAIN + REST)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["new", "mine.yaml"],
        ["schema"],
        ["check", "family.yaml"],
        ["test", "family.yaml"],
        ["run", "family.yaml"],
        ["compare", "family.yaml"],
        ["sweep", "family.yaml"],
        ["results"],
    ],
    ids=lambda command: command[0],
)
def test_every_command_works_where_only_the_dependencies_are_installed(folder, command):
    done = ran(folder, command, **{PLAIN: "1"})
    assert done.returncode == 0, done.stderr


def test_a_small_file_is_tested_without_numba_and_polars(folder):
    """Whether rules are compiled or not: loading them would take longer than simulating 24 months."""
    (folder / "family.yaml").write_text(CERTAIN)
    done = ran(folder, ["test", "family.yaml"], **{CACHE_VARIABLE: str(folder / "cache"), PLAIN: ""})
    assert done.returncode == 0, done.stderr
    assert not {"numba", "llvmlite", "polars", "scipy", "pandas", "distributed"} & loaded(done)
