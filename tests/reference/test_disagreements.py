"""Cases worked by hand in which the first simulator does something else than the law says, and the reference does not.

A case that comes out fails here: it then belongs to `tests/found`, and its mark in the reference (`disagrees`) goes.
"""

from pathlib import Path

import pytest

from sim.experiment.expectations import failures_of
from sim.scenario import load
from tests.reference.compare import failures

CASES = sorted((Path(__file__).parent / "disagreements").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_reference_follows_the_law(path):
    scenario = load(path)
    assert scenario.expect
    assert failures(scenario) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.xfail(strict=True, reason="the two simulators disagree, and the law is on the reference's side")
def test_the_first_simulator_follows_the_law(path):
    assert [str(failure) for failure in failures_of(load(path))] == []


def test_every_known_disagreement_has_a_case():
    code = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    assert all(f'disagrees("{path.stem}")' in code for path in CASES)
