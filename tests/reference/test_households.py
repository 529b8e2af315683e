"""Households at random come out the same in both simulators: flows, months by status, balances at the end."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sim.errors import Faults
from sim.policy.parameters import parameters
from sim.scenario import load
from tests.reference.compare import differences
from tests.reference.random_households import (
    LAW,
    LAW_OF_BILLS,
    BillsMaker,
    ChanceMaker,
    Maker,
    ResidentMaker,
    WorkMaker,
    household,
)

RANDOM = st.integers(min_value=0, max_value=2**32 - 1).map(Random)
MAKERS = (Maker, BillsMaker, ChanceMaker, WorkMaker)
YEARS = (*9 * (1, 2), 3, 4, 5, 7, 10, 20, 45)  # at most
PEOPLE = (1, *4 * (2, 3), 4, 5, 7)
BATCHES = range(40)  # of fifty households each, some 15 seconds
CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]


def compared(chance: Random, years: int, people: int, folder, maker: type[Maker] = Maker) -> list[str]:
    path = folder / "household.yaml"
    path.write_text(household(chance, years, people, maker), encoding="utf-8")
    try:
        scenario = load(path)
        scenario.law()
    except Faults:  # who dies twice, or acts when dead
        assume(False)
    return differences(scenario, 1, str(folder / "results"))


def fixed(chance: Random, maker: type[Maker], folder, years: Sequence[int] = (2,), people: Sequence[int] = (2,)):
    """The next household of a generator whose people do nothing impossible: who dies twice, or acts when dead."""
    path = folder / "household.yaml"
    while True:
        path.write_text(household(chance, chance.choice(years), chance.choice(people), maker), encoding="utf-8")
        try:
            scenario = load(path)
            scenario.law()
        except Faults:
            continue
        return scenario


def differing(chance: Random, makers: Sequence[type[Maker]], folder) -> dict[int, list[str]]:
    """What differs in fifty households of a generator, by their number."""
    found = {}
    for at in range(50):
        scenario = fixed(chance, makers[at % len(makers)], folder, YEARS, PEOPLE)
        found[at] = differences(scenario, 1, str(folder / "results"))
    return {at: differing for at, differing in found.items() if differing}


def test_every_parameter_of_the_law_is_varied():
    """But the name of a region's province, which is no figure of the law."""
    assert set(parameters()) - set(LAW) - set(LAW_OF_BILLS) == {"province"}


@pytest.mark.slow
@pytest.mark.parametrize("maker", [Maker, BillsMaker, ChanceMaker, ResidentMaker])
@pytest.mark.parametrize("number", range(8))
def test_households_of_a_fixed_sample_agree(number, maker, tmp_path):
    assert differences(fixed(Random(number), maker, tmp_path), 1, str(tmp_path / "results")) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", range(2))
def test_a_hundred_households_of_residents_agree(number, tmp_path):
    assert differing(Random(number), (ResidentMaker,), tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("number", BATCHES)
def test_two_thousand_households_agree(number, tmp_path):
    """Fifty for each number: most are small, some have seven people or forty-five years."""
    assert differing(Random(number), MAKERS, tmp_path) == {}


@settings(max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM)
def test_small_households_agree(chance, tmp_path_factory):
    assert compared(chance, 2, 2, tmp_path_factory.mktemp("household")) == []


@pytest.mark.slow
@settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM)
def test_bills_of_every_form_agree(chance, tmp_path_factory):
    assert compared(chance, 2, 2, tmp_path_factory.mktemp("household"), BillsMaker) == []


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM)
def test_people_at_work_and_employers_in_default_agree(chance, tmp_path_factory):
    assert compared(chance, 3, 1, tmp_path_factory.mktemp("household"), WorkMaker) == []


@pytest.mark.slow
@settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM)
def test_families_by_chance_agree(chance, tmp_path_factory):
    assert compared(chance, 5, 3, tmp_path_factory.mktemp("household"), ChanceMaker) == []


@pytest.mark.long
@settings(max_examples=2000, deadline=None, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM)
def test_large_households_agree(chance, tmp_path_factory):
    assert compared(chance, 45, 7, tmp_path_factory.mktemp("household")) == []
