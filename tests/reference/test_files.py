"""The reference finds what the worked files expect, and every number that `sim.run` finds for them."""

from pathlib import Path

import pytest

from sim.scenario import Scenario, load
from tests.reference.compare import differences, failures
from tests.test_found import CASES, composed
from tests.test_scenarios import SCENARIOS

FILES = [*SCENARIOS, *CASES]


def named(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def read(path: Path, folder: Path) -> Scenario:
    if path in CASES:
        copy = folder / path.name
        copy.write_text(composed(path), encoding="utf-8")
        path = copy
    return load(path)


def cases(scenario: Scenario) -> list[Scenario]:
    """The file itself, and the variants its `expect` names."""
    variants = dict.fromkeys(one.variant for one in scenario.expect if one.variant)
    return [scenario, *(scenario.variant(name) for name in variants)]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_what_a_file_expects_comes_out_of_the_reference(path, tmp_path):
    scenario = read(path, tmp_path)
    assert [(case.variant_name, failure) for case in cases(scenario) for failure in failures(case)] == []


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=named)
def test_both_simulators_find_every_number_of_a_file(path, tmp_path):
    scenario = read(path, tmp_path)
    for number, case in enumerate([scenario, *(scenario.variant(name) for name in scenario.variants)]):
        assert (case.variant_name, differences(case, 2, str(tmp_path / str(number)))) == (case.variant_name, [])
