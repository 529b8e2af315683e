"""Households at random come out the same in both simulators: flows, months by status, balances at the end."""

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sim.errors import Faults
from sim.scenario import load
from tests.reference.compare import differences
from tests.reference.random_households import BillsMaker, ChanceMaker, Maker, household

RANDOM = st.integers(min_value=0, max_value=2**32 - 1).map(Random)
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


@pytest.mark.slow
@pytest.mark.parametrize("maker", [Maker, BillsMaker, ChanceMaker])
@pytest.mark.parametrize("number", range(8))
def test_households_of_a_fixed_sample_agree(number, maker, tmp_path):
    chance, path = Random(number), tmp_path / "household.yaml"
    while True:
        path.write_text(household(chance, 2, 2, maker), encoding="utf-8")
        try:
            scenario = load(path)
            scenario.law()
            break
        except Faults:  # who dies twice, or acts when dead: the next household of this generator
            continue
    assert differences(scenario, 1, str(tmp_path / "results")) == []


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
@settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM)
def test_families_by_chance_agree(chance, tmp_path_factory):
    assert compared(chance, 5, 3, tmp_path_factory.mktemp("household"), ChanceMaker) == []


@pytest.mark.long
@settings(max_examples=2000, deadline=None, database=None, suppress_health_check=CHECKS)
@given(chance=RANDOM)
def test_large_households_agree(chance, tmp_path_factory):
    assert compared(chance, 45, 7, tmp_path_factory.mktemp("household")) == []
