"""How much a job is, and which jobs are simulated without compiling first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import kernel_cache
from sim.cache import CACHE_VARIABLE
from sim.experiment import interpreting
from sim.experiment.interpreting import COMPILING, INTERPRETING, MOST, MOST_COMPILED, how_to_begin, person_months
from sim.kernel_cache import PLAIN
from sim.scenario import load

CERTAIN = """\
scenario: A gap
start: 2025-01-01
years: 2
replications: 500
people:
  Wei: {born: 1990-01-01, sex: male, region: zhengzhou, insured: {as: employee}, work: {wage: 8000}}
  Mei: {born: 1992-01-01, sex: female, region: zhengzhou, insured: {as: none}}
expect:
  - {on: 2025-12-31, who: Wei, covered: yes}
"""
VARIANT = "variants: {dismissed: {people: {Wei: {work: {loses_job: 1% a month}}}}}\n"
SWEEP = "sweep: {by: grid, vary: {people.Wei.work.wage: [5000, 6000, 7000]}}\n"


RULE = """\
from sim.extensions import rule


@rule
def employee_contribution(p, base):
    return 0
"""


@pytest.fixture
def load_text(tmp_path):
    def load_text(text: str):
        file = tmp_path / "gap.yaml"
        file.write_text(text)
        return load(file)

    return load_text


def test_a_certain_scenario_is_one_life(load_text):
    """Two people, 25 months that the run touches at most."""
    assert person_months(load_text(CERTAIN)) == 2 * 25 == person_months(load_text(CERTAIN), lives=7)


def test_a_variant_may_leave_to_chance_what_the_file_does_not(load_text):
    """Two cases of 500 lives, or of as many as were wanted; run alone, the file is still certain."""
    scenario = load_text(CERTAIN + VARIANT)
    assert person_months(scenario) == 50
    assert person_months(scenario, compared=True) == 2 * 500 * 50
    assert person_months(scenario, lives=3, compared=True) == 2 * 3 * 50


def test_a_sweep_has_all_its_points_and_variants(load_text):
    assert person_months(load_text(CERTAIN + SWEEP), lives=4, swept=True) == 3 * 4 * 50
    assert person_months(load_text(CERTAIN + SWEEP + VARIANT), lives=4, swept=True) == 2 * 3 * 4 * 50


@pytest.mark.parametrize("size", [0, MOST, MOST + 1, None])
@pytest.mark.parametrize("loaded", [False, True])
def test_only_what_is_small_is_interpreted_and_only_before_kernels_are_loaded(monkeypatch, size, loaded):
    monkeypatch.setattr(interpreting, "is_interpreted", lambda: False)
    monkeypatch.setattr(interpreting, "is_warm", lambda *_: False)
    monkeypatch.setattr(interpreting, "interpret", lambda: not loaded)
    is_small = size is not None and size <= MOST
    assert how_to_begin(size) == (INTERPRETING if is_small and not loaded else COMPILING)


def test_where_nothing_is_to_be_compiled_there_is_nothing_to_say(monkeypatch):
    monkeypatch.setattr(interpreting, "is_interpreted", lambda: True)
    assert how_to_begin(1) == how_to_begin(None) == ""


@pytest.mark.parametrize("size", [0, MOST_COMPILED, MOST_COMPILED + 1, None])
def test_even_where_the_rules_are_compiled_the_smallest_jobs_do_not_load_them(monkeypatch, size):
    interpreted = []
    monkeypatch.setattr(interpreting, "is_interpreted", lambda: False)
    monkeypatch.setattr(interpreting, "is_warm", lambda *_: True)
    monkeypatch.setattr(interpreting, "interpret", lambda: interpreted.append(size))
    assert how_to_begin(size) == ""
    assert bool(interpreted) is (size is not None and size <= MOST_COMPILED)


def test_what_is_compiled_is_known_of_every_file_and_variant(tmp_path, monkeypatch):
    for name in ("mine", "other"):
        (tmp_path / f"{name}.py").write_text(f"# {name}\n{RULE}")
    names = []
    for name, extra in (("a", ""), ("b", "extensions: [mine.py]\nvariants: {v: {extensions: [other.py]}}\n")):
        (tmp_path / f"{name}.yaml").write_text(CERTAIN + extra)
        names.append(load(tmp_path / f"{name}.yaml"))
    own = interpreting.keys_of(names)
    both = interpreting.keys_of(names, with_variants=True)
    assert len(own) == 2 and "" in own and len(both) == 3 and own < both
    # ready is what lies compiled for all of them
    monkeypatch.setattr(interpreting, "is_interpreted", lambda: False)
    monkeypatch.setattr(interpreting, "is_warm", lambda key: key in own)
    assert (how_to_begin(None, own), how_to_begin(None, both)) == ("", COMPILING)


@pytest.mark.slow
def test_the_first_use_of_a_small_file_compiles_nothing_and_says_so(tmp_path):
    (tmp_path / "gap.yaml").write_text(CERTAIN)
    environment = {name: text for name, text in os.environ.items() if name != PLAIN}
    for command in (["test", "gap.yaml"], ["run", "gap.yaml"]):
        done = subprocess.run(
            [sys.executable, "-m", "gongji", *command],
            cwd=tmp_path,
            env=environment | {CACHE_VARIABLE: str(tmp_path / "cache"), "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert done.stderr.splitlines()[0] == INTERPRETING
        assert not list((tmp_path / "cache").rglob("*.nbc"))
        assert {"test": "1 passed, 0 failed", "run": "A gap"}[command[0]] in done.stdout


def test_extensions_are_ready_only_when_what_they_replace_is_compiled_too(monkeypatch, tmp_path):
    (tmp_path / "kernel.nbc").touch()
    monkeypatch.setattr("sim.kernel_cache.kernel_folder", lambda key="": tmp_path / "none" if key else tmp_path)
    assert kernel_cache.is_warm() and not kernel_cache.is_warm("0123")
