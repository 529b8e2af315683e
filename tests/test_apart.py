"""The processes that do things about lives where this one compiles its kernels."""

import os
import pickle
import subprocess
import sys
from subprocess import CalledProcessError
from typing import Any

import pytest

from sim.apart import _HELPER, Helper, each_apart
from sim.explain import life
from sim.scenario import load
from tests.explain.test_life import SCENARIOS


@pytest.fixture
def scenario():
    return load(SCENARIOS / "job_gap.yaml")


def moved(scenario):
    """The money that moved in a life: a function of a module, as other processes find it."""
    return [(one.day, one.slot, int(one.flow), one.fen) for one in life(scenario).journal.moved]


def apart(scenario):
    [found] = each_apart(moved, [(scenario,)])
    return found


def process() -> Any:
    return _HELPER._process


def test_one_process_records_one_life_after_the_other(scenario):
    first = apart(scenario)
    before = process()
    assert apart(scenario) == first != []
    assert process() is before


def test_it_finds_what_this_process_would(scenario):
    assert apart(scenario) == moved(scenario)


@pytest.mark.slow
def test_several_lives_come_in_the_order_in_which_they_were_wanted(scenario):
    other = load(SCENARIOS / "first_year.yaml")
    first, second, third = each_apart(moved, [(scenario,), (other,), (scenario,)])
    assert first == third == apart(scenario) and second == apart(other) != first


def test_a_process_that_was_killed_is_started_anew(scenario):
    apart(scenario)
    process().kill()
    process().wait()
    assert apart(scenario)


def test_a_process_that_ends_over_a_life_is_reported_and_replaced(scenario):
    nothing: Any = None
    with pytest.raises(CalledProcessError):
        apart(nothing)
    assert apart(scenario)


def test_as_many_work_as_there_are_processors_that_are_not_busy(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert len(set(each_apart(os.getpid, [()] * 3, busy=1))) == 1
    assert len(set(each_apart(os.getpid, [()] * 3, busy=2))) == 1


def test_a_process_that_was_begun_answers_what_it_is_asked_not_what_prepared_it():
    helper = Helper()
    helper.begin(os.getcwd, ())
    begun: Any = helper._process
    helper.begin(os.getcwd, ())  # it runs already
    assert [helper.done(os.getpid, ()), helper.done(os.getpid, ())] == [begun.pid, begun.pid]
    assert begun.pid != os.getpid()
    helper.end()
    assert begun.poll() is not None


def test_a_process_whose_parent_is_gone_ends_without_a_word():
    """As when a server is ended while a page is drawn."""
    reading, writing = os.pipe()
    os.close(reading)
    asked = pickle.dumps((os.getcwd(), len, (list(range(100_000)),)))
    command = [sys.executable, "-c", "from sim.apart import do_for_parent; do_for_parent()"]
    done = subprocess.run(command, input=asked, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
