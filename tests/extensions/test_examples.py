"""The worked extensions come out as their scenarios expect, and each of their rules by plain numbers."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from sim.experiment.expectations import failures_of
from sim.extensions.loading import loaded
from sim.extensions.source import read
from sim.rules.benefit import Terms
from sim.scenario import load
from sim.words.law import NONE, DeductibleKind

FOLDER = Path(__file__).parents[2] / "scenarios" / "extensions"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_file_expects_comes_out(path):
    scenario = load(path)
    assert scenario.expect
    assert [str(failure) for failure in failures_of(scenario)] == []


def test_every_extension_is_used_by_a_scenario():
    named = {name for path in FILES for name in _named(load(path))}
    assert named == {path.name for path in FOLDER.glob("*.py")}


def _named(scenario):
    cases = [scenario, *map(scenario.variant, scenario.variants)]
    return [extension.name for case in cases for extension in case.extensions]


@pytest.mark.parametrize(
    "earnings, deductible",
    [(0, 0), (49, 0), (50, 1), (6000_00, 60_00), (19999_00, 199_99), (20000_00, 200_00), (30000_00, 200_00)],
)
def test_a_deductible_slides_up_to_the_laws(earnings, deductible):
    p = SimpleNamespace(outpatient_deductible={(0, 2): 200_00}, outpatient_deductible_kind=[DeductibleKind.VISIT])
    sliding = loaded(read("sliding_deductible.py", FOLDER)).namespace["sliding"]  # pyright: ignore[reportArgumentType]
    assert sliding(p, SimpleNamespace(), 0, 2, Terms(NONE, 0, 0, NONE, earnings)) == deductible
