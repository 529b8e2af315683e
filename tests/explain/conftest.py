"""Lives that several tests explain, each simulated again once."""

import pytest

from sim.explain import Life, life
from sim.scenario import load
from tests.explain.test_life import FAMILY, SCENARIOS


@pytest.fixture(scope="session")
def gap() -> Life:
    return life(load(SCENARIOS / "job_gap.yaml"), 0)


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Life:
    path = tmp_path_factory.mktemp("explained") / "family.yaml"
    path.write_text(FAMILY, encoding="utf-8")
    return life(load(path), 7)
