"""The process that records lives where this one compiles its kernels."""

from subprocess import CalledProcessError
from typing import Any

import pytest

from sim.explain.apart import _HELPER, each_apart
from sim.explain.life import journal_of
from sim.kernel_cache import is_interpreted
from sim.scenario import load
from tests.explain.test_life import SCENARIOS


@pytest.fixture
def scenario():
    return load(SCENARIOS / "job_gap.yaml")


def apart(scenario):
    [found] = each_apart(journal_of, [(scenario, 0)])
    return found


def moved(journal):
    return [(one.day, one.slot, one.flow, one.fen) for one in journal.moved]


def process() -> Any:
    return _HELPER._process


def test_one_process_records_one_life_after_the_other(scenario):
    first = moved(apart(scenario))
    before = process()
    assert moved(apart(scenario)) == first != []
    assert process() is before


@pytest.mark.skipif(not is_interpreted(), reason="kernels are compiled here")
def test_it_records_what_this_process_would(scenario):
    assert moved(apart(scenario)) == moved(journal_of(scenario, 0))


@pytest.mark.slow
def test_several_lives_come_in_the_order_in_which_they_were_wanted(scenario):
    other = load(SCENARIOS / "first_year.yaml")
    found = each_apart(journal_of, [(scenario, 0), (other, 0), (scenario, 0)])
    first, second, third = map(moved, found)
    assert first == third == moved(apart(scenario)) and second == moved(apart(other)) != first


def test_a_process_that_was_killed_is_started_anew(scenario):
    apart(scenario)
    process().kill()
    process().wait()
    assert moved(apart(scenario))


def test_a_process_that_ends_over_a_life_is_reported_and_replaced(scenario):
    nothing: Any = None
    with pytest.raises(CalledProcessError):
        apart(nothing)
    assert moved(apart(scenario))
