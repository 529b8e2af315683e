"""Workers that die, disks that are full, errors that do not travel: what is lived again, what is kept, what is told."""

import os
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from sim.experiment import dispatch, executors
from sim.experiment.dispatch import MOST_DEATHS, run_tasks
from sim.experiment.executors import FixedPool, local, pool_of
from sim.experiment.failures import UnpicklableError, WorkersDied, one_line
from sim.scenario import load


class Mortal(Executor):
    """Lives at once what it is given, until it dies of something; a dead one takes nothing more."""

    def __init__(self, deadly):
        self.deadly, self.dead = deadly, False

    def submit(self, fn, /, *args, **kwargs):
        if self.dead:
            raise BrokenExecutor("killed")
        future = Future()
        try:
            if self.deadly(args[-1]):
                self.dead = True
                raise BrokenExecutor("killed")
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Pool:
    """Calls up a new executor each time, and counts how often."""

    def __init__(self, deadly, width=2):
        self.deadly, self.width, self.opened = deadly, width, 0

    @contextmanager
    def open(self):
        self.opened += 1
        yield Mortal(self.deadly)


def simulated(simulate, requested, pool, fail=None):
    """What was kept, in order, and the error that ended it."""
    kept, failed = [], []
    try:
        run_tasks(
            simulate,
            requested,
            pool,
            lambda one, result: kept.append(one),
            fail or (lambda *reported: failed.append(reported)),
        )
    except BaseException as error:
        return kept, failed, error
    return kept, failed, None


def twice(number):
    return 2 * number


def test_what_dead_workers_had_is_simulated_again_by_new_ones():
    """Number 5 kills its worker the first time; beside it run 3 others at most, and nothing is lived twice."""
    deaths = iter([True])
    pool = Pool(lambda number: number == 5 and next(deaths, False))
    kept, failed, error = simulated(twice, range(20), pool)
    assert sorted(kept) == list(range(20)) and not failed and error is None
    assert pool.opened == 2


def test_workers_that_die_of_one_block_again_and_again_end_the_work():
    """However many others are finished between: else a deadly block would cost a pool for each handful of them."""
    pool = Pool(lambda number: number == 5)
    kept, failed, error = simulated(twice, range(1000), pool)
    assert isinstance(error, WorkersDied) and "workers died 3 times over the same lives" in str(error)
    assert "BrokenExecutor: killed" in str(error) and "out of memory?" in str(error)
    assert pool.opened == MOST_DEATHS == 3 and not failed
    assert len(kept) == len(set(kept)) < 20 and {0, 1, 2, 3, 4} <= set(kept)


def test_workers_that_die_of_different_blocks_do_not():
    """Twelve deaths, of 12 different numbers, which live when they are asked for once more."""
    died = set()

    def deadly(number):
        first = number % 8 == 7 and number not in died
        died.add(number)
        return first

    pool = Pool(deadly)
    kept, failed, error = simulated(twice, range(96), pool)
    assert sorted(kept) == list(range(96)) and not failed and error is None
    assert pool.opened == 13


def test_workers_that_are_dead_from_the_beginning_are_given_up():
    @contextmanager
    def dead():
        executor = Mortal(bool)
        executor.dead = True
        yield executor

    kept, _, error = simulated(twice, range(3), FixedPool(dead, 1))
    assert isinstance(error, WorkersDied) and not kept


def test_blocks_finished_beside_a_death_are_kept():
    """0 and 1 are finished, but that 2 killed its worker is heard first: 0 and 1 are not lived again."""
    requested, unheard = [], []

    def simulate(number):
        requested.append(number)
        return number

    class Death(Future):
        def add_done_callback(self, fn):
            super().add_done_callback(fn)  # is heard at once
            for future, result in unheard:
                future.set_result(result)

    class Late(Executor):
        def submit(self, fn, /, *args, **kwargs):
            future = Future()
            if args[-1] < 2:
                unheard.append((future, fn(*args, **kwargs)))
            elif requested == [0, 1]:
                future = Death()
                future.set_exception(BrokenExecutor("killed"))
                requested.append("death")
            else:
                future.set_result(fn(*args, **kwargs))
            return future

    kept, _, error = simulated(simulate, range(3), pool_of(Late(), 2))
    assert kept == [0, 1, 2] and requested == [0, 1, "death", 2] and error is None


def test_a_lost_connection_counts_as_a_death():
    """Nobody but who had it cancels a future here."""

    class Lost(Mortal):
        def submit(self, fn, /, *args, **kwargs):
            if args[-1] != 3:
                return super().submit(fn, *args, **kwargs)
            lost = Future()
            lost.cancel()
            lost.set_running_or_notify_cancel()
            return lost

    @contextmanager
    def losing():
        yield Lost(lambda _: False)

    kept, _, error = simulated(twice, range(5), FixedPool(losing, 1))
    assert isinstance(error, WorkersDied) and "the connection to the workers was lost" in str(error)
    assert kept[:3] == [0, 1, 2]


def test_more_blocks_run_once_there_are_more_workers():
    """Two for each worker; the pool is asked again whenever a block is finished."""
    running, most = 0, []

    class Counted(Executor):
        def submit(self, fn, /, *args, **kwargs):
            nonlocal running
            running += 1
            most.append(running)
            future = threads.submit(fn, *args, **kwargs)
            return future

    class Growing:
        width = 1

        @contextmanager
        def open(self):
            yield Counted()

    pool = Growing()

    def keep(one, _):
        nonlocal running
        running -= 1
        pool.width = 1 if one < 50 else 3

    with ThreadPoolExecutor(1) as threads:
        run_tasks(twice, range(100), pool, keep, lambda *_: None)
    assert max(most[:50]) == 2 and max(most) == 6


def test_workers_are_looked_after_where_nothing_ends(monkeypatch):
    """A pool whose workers are all gone says so when it is asked for its width, although no block ever ends."""
    monkeypatch.setattr(dispatch, "SECONDS_TO_POLL", 0.01)

    class Deserted:
        def __init__(self):
            self.requested = 0

        @property
        def width(self):
            self.requested += 1
            if self.requested > 3:
                raise WorkersDied("nobody is left")
            return 1

        @contextmanager
        def open(self):
            class Deaf(Executor):
                def submit(self, fn, /, *args, **kwargs):
                    return Future()

            yield Deaf()

    kept, _, error = simulated(twice, range(3), Deserted())
    assert isinstance(error, WorkersDied) and str(error) == "nobody is left" and not kept


def test_a_full_disk_ends_the_work_and_what_still_fits_is_kept():
    """Two workers have 0 to 3; once 0 is kept, 4 is begun. There is no room for 1 and 3, but for 2 and 4."""
    kept = []

    def keep(one, _):
        if one % 2:
            raise OSError(28, "No space left on device")
        kept.append(one)

    with pytest.raises(OSError, match="No space"):
        run_tasks(twice, range(100), Pool(lambda _: False), keep, lambda *_: None)
    assert kept == [0, 2, 4]


def test_an_error_that_does_not_travel_is_reported_in_its_words(monkeypatch):
    """It can be written down but not read again; what is told of it is the same wherever it happened."""

    def unreadable(_):
        raise TypeError("missing 1 required positional argument")

    monkeypatch.setattr(dispatch, "loads", unreadable)
    _, [(one, reported)], error = simulated(lambda number: 1 // number, [0], Pool(lambda _: False))
    assert (one, type(reported), error) == (0, UnpicklableError, None)
    assert one_line(reported) == "ZeroDivisionError: integer division or modulo by zero"


def test_an_error_that_travels_is_reported_as_it_is():
    _, [(_, reported)], _ = simulated(lambda number: 1 // number, [0], Pool(lambda _: False))
    assert type(reported) is ZeroDivisionError


# ----------------------------------------------------------------------------- real processes


def test_few_blocks_are_simulated_in_threads_and_many_in_processes(monkeypatch):
    monkeypatch.setattr(executors, "BLOCKS_FOR_PROCESSES", 10)
    for workers, requested, kind in ((2, 19, "Thread"), (2, 20, "Process"), (1, 10**6, "Thread")):
        pool = local(workers, requested)
        with pool.open() as executor:
            assert type(executor).__name__ == f"{kind}PoolExecutor" and pool.width == workers


def test_blocks_of_households_are_simulated_in_processes_sooner():
    """4 blocks a worker are enough: their plans are made in Python, which threads do one at a time."""
    for requested, kind in ((7, "Thread"), (8, "Process")):
        with local(2, requested, of_households=True).open() as executor:
            assert type(executor).__name__ == f"{kind}PoolExecutor"


@pytest.mark.slow
def test_real_processes_that_die_again_and_again_are_given_up(monkeypatch):
    monkeypatch.setattr(executors, "BLOCKS_FOR_PROCESSES", 0)
    _, _, error = simulated(os._exit, [1], local(2, 1))
    assert isinstance(error, WorkersDied) and "TerminatedWorkerError" in str(error)


@pytest.mark.slow
def test_faults_of_a_file_come_back_from_real_processes(monkeypatch):
    monkeypatch.setattr(executors, "BLOCKS_FOR_PROCESSES", 0)
    _, [(_, reported)], error = simulated(load, ["nowhere.yaml"], local(2, 1))
    assert "nowhere.yaml:1:1: cannot be read" in str(reported) and error is None
