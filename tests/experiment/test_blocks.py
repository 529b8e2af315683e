"""Cutting lives into blocks, and living them side by side."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Event

import pytest

from sim.experiment.blocks import LARGEST, divide, missing, usable
from sim.experiment.dispatch import run_tasks
from sim.experiment.executors import pool_of
from sim.experiment.failures import Interrupted
from sim.experiment.progress import ProgressReporter


@pytest.mark.parametrize("lives", [1, 2, 99, 150, 200, 999, 1_001, 5_000, 12_345])
@pytest.mark.parametrize("workers", [1, 2, 7])
def test_blocks_are_the_lives_once_each(lives, workers):
    blocks = divide([(0, lives)], workers)
    assert blocks[0][0] == 0 and blocks[-1][1] == lives
    assert all(one[1] == other[0] for one, other in pairwise(blocks))
    assert all(0 < last - first <= LARGEST for first, last in blocks)


def test_both_workers_have_work_to_the_end():
    assert [last - first for first, last in divide([(0, 5_000)], 2)] == [500] * 10
    assert divide([(0, 200)], 2) == [(0, 100), (100, 200)]
    assert divide([(0, 120)], 2) == [(0, 120)]


def test_finished_blocks_are_kept_whatever_their_cut():
    kept = usable([(300, 400), (0, 100), (50, 150), (0, 120), (400, 900)], 500)
    assert kept == [(0, 120), (300, 400)]
    assert missing(kept, 500) == [(120, 300), (400, 500)]
    assert missing([], 10) == [(0, 10)]
    assert missing([(0, 10)], 10) == []


def simulated(simulate, requested, fail=None):
    """What is kept, what failed, and the error that ended it."""
    kept, failed = [], []

    def keep(one, result):
        kept.append((one, result))

    def tell(one, error):
        failed.append((one, error))
        if fail:
            raise fail

    with ThreadPoolExecutor(2) as threads:
        try:
            run_tasks(simulate, requested, pool_of(threads, 2), keep, tell)
        except BaseException as error:
            return kept, failed, error
    return kept, failed, None


def test_everything_requested_is_simulated_and_kept():
    kept, failed, error = simulated(lambda number: number**2, range(100))
    assert sorted(kept) == [(number, number**2) for number in range(100)] and not failed and error is None


def test_a_failure_that_is_borne_leaves_the_others_alone():
    kept, failed, error = simulated(lambda number: 1 // (number - 3), range(6))
    assert [one for one, _ in sorted(kept)] == [0, 1, 2, 4, 5] and error is None
    assert [(one, type(why)) for one, why in failed] == [(3, ZeroDivisionError)]


def test_a_failure_that_is_not_borne_ends_the_work_and_keeps_what_is_finished():
    first_is_kept = Event()

    def simulate(number):
        if number == 1:
            first_is_kept.wait(5)
            raise ZeroDivisionError
        first_is_kept.set()
        return number

    kept, failed, error = simulated(simulate, range(1000), fail=ValueError("no more"))
    assert str(error) == "no more" and len(failed) == 1
    assert (0, 0) in kept and len(kept) < 10  # what ran or waited beside it


def test_ctrl_c_begins_nothing_more_and_keeps_what_runs():
    started, go_on = [], Event()

    def simulate(number):
        started.append(number)
        if number:
            go_on.wait(5)
        return number

    kept = []

    def keep(one, result):
        kept.append(one)
        if len(kept) == 1:
            go_on.set()
            raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as threads, pytest.raises(KeyboardInterrupt):
        run_tasks(simulate, range(100), pool_of(threads, 2), keep, lambda *_: None)
    assert sorted(set(kept)) == sorted(started) and len(started) <= 4


def test_what_was_being_kept_when_ctrl_c_came_is_kept_once_more():
    kept = []

    def keep(one, result):
        if one == 0 and not kept:
            kept.append("half of it")
            raise KeyboardInterrupt
        kept.append(one)

    with ThreadPoolExecutor(1) as threads, pytest.raises(KeyboardInterrupt):
        run_tasks(lambda number: number, range(1), pool_of(threads, 1), keep, lambda *_: None)
    assert kept == ["half of it", 0]


def test_tasks_are_made_only_when_they_are_needed():
    made = 0

    def tasks():
        nonlocal made
        for number in range(1000):
            made += 1
            yield number

    most = 0

    def keep(one, result):
        nonlocal most
        most = max(most, made - one)

    with ThreadPoolExecutor(1) as threads:
        run_tasks(lambda number: number, tasks(), pool_of(threads, 1), keep, lambda *_: None)
    assert made == 1000 and most <= 3


def test_progress_counts_points_blocks_and_lives_kept_from_before():
    reported = []
    reporter = ProgressReporter(reported.append, points=2, lives=400)
    reporter.add_stored(100)
    reporter.finish_block(100)
    reporter.finish_point()
    reporter.finish_block(200)
    reporter.finish_point()
    assert [(p.points, p.of_points, p.blocks, p.lives, p.of_lives) for p in reported] == [
        (0, 2, 1, 200, 400), (1, 2, 1, 200, 400), (1, 2, 2, 400, 400), (2, 2, 2, 400, 400)
    ]  # fmt: skip
    assert reported[-1].lives_a_second > 0 and reported[-1].seconds_left == 0


def test_there_is_no_estimate_before_every_worker_has_finished_a_block():
    """The first block of a worker includes its start, and perhaps compiling."""
    reported = []
    reporter = ProgressReporter(reported.append, points=1, lives=800, workers=2, note="± 3% reached, ± 1% wanted")
    reporter.report()
    for _ in range(4):
        reporter.finish_block(200)
    assert [p.blocks for p in reported] == [0, 1, 2, 3, 4]
    assert [p.seconds_left is None for p in reported] == [True, True, True, False, False]
    assert [p.lives_a_second is None for p in reported] == [True, True, True, False, False]
    assert {p.note for p in reported} == {"± 3% reached, ± 1% wanted"}


def test_a_study_stopped_by_ctrl_c_is_no_failure():
    """A notebook's `except Exception` does not swallow it, and it says what it is."""
    stopped = Interrupted(2_000, 5_000)
    assert isinstance(stopped, KeyboardInterrupt) and not isinstance(stopped, Exception)
    assert str(stopped).startswith("stopped after 2,000 of 5,000 lives; what is finished is kept")
    assert Interrupted(0, 1).finished == "0 of 1 life"
