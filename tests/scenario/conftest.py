"""Small scenarios, written as text and read from a file as a user's would be."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import settings

from sim.errors import Faults
from sim.scenario import Scenario, load

# how long one reading takes says nothing on a busy machine
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

EXAMPLE = Path(__file__).with_name("example.yaml")

FAMILY = """\
scenario: A family
start: 2025-01-01
years: 2
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    spouse: Mei
    parents: [Grandma]
    insured: {as: employee, paid_months: 60, account: 800.50}
    work: {wage: 9500}
  Mei: {born: 1987-11-02, sex: female, region: national}
  Bao: {born: 2016-08-01, sex: male, region: national, parents: [Wei, Mei]}
  Grandma: {born: 1953-07-01, sex: female, region: national, insured: {as: retired, paid_months: 300}}
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Scenario]:
    """Load a text as a scenario; more text is put behind the family's."""

    def load_text(more: str = "", text: str = FAMILY) -> Scenario:
        path = tmp_path / "scenario.yaml"
        path.write_text(text + dedent(more), encoding="utf-8")
        return load(path)

    return load_text


@pytest.fixture
def faults_of(read) -> Callable[..., list[str]]:
    """The messages of what is wrong with a text."""

    def messages(more: str = "", text: str = FAMILY) -> list[str]:
        with pytest.raises(Faults) as caught:
            read(more, text)
        return [fault.message for fault in caught.value.faults]

    return messages


@pytest.fixture(scope="session")
def example() -> Scenario:
    """The example of the documentation, with every key there is."""
    return load(EXAMPLE)
