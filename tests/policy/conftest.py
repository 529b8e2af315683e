"""What the policy tests share."""

from datetime import date
from pathlib import Path

import pytest

from sim.policy import Policy, PolicyChange
from sim.policy.seeds import Seed
from sim.yaml_marks import read

START, END = date(2025, 1, 1), date(2031, 1, 1)


@pytest.fixture(scope="session")
def yaml():
    """Text as YAML: a value just as a file would give it."""
    return read


@pytest.fixture(scope="session")
def build(yaml):
    """A policy of one region with changes by name: `region/parameter` for one region alone."""

    def make(region: str = "national", start: date = START, end: date = END, **changes: str) -> Policy:
        from sim.policy.changes import dated

        asked = []
        for name, text in changes.items():
            where, _, parameter = name.rpartition("/")
            asked.append(PolicyChange(where or None, parameter, dated(yaml(text), parameter)))
        return Policy.build([region], asked, start, end)

    return make


@pytest.fixture(scope="session")
def read_policy_file(tmp_path_factory):
    """A policy file from its text."""

    def make(text: str, name: str = "somewhere") -> Seed:
        from sim.policy.seeds import read_seed

        path = Path(tmp_path_factory.mktemp("seeds")) / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return read_seed(path)

    return make
