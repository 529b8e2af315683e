"""Dispatch of tasks to an executor, which may lose its workers."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pickle import dumps, loads
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from sim.experiment.executors import Pool
from sim.experiment.failures import LOST, UnpicklableError, WorkersDied, one_line

MOST_DEATHS = 3  # how often workers may die while they have the same task
SECONDS_TO_POLL = 1  # how long to wait for a result before the number of workers is checked again

Task = TypeVar("Task")
Result = TypeVar("Result")


def run_tasks(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    pool: Pool,
    keep: Callable[[Task, Result], None],
    fail: Callable[[Task, BaseException], None],
) -> None:
    """Call a function with every task and pass the results to `keep`, in the order in which they finish.

    Only a few tasks wait at a time, so neither tasks nor results accumulate. An error of the function is passed to
    `fail`, which may raise. Tasks of workers that died are run again. After an error or Ctrl-C no further task starts,
    and the results finished by then are kept.
    """
    dispatcher = _Dispatcher(function, iter(tasks), keep, fail)
    while not dispatcher.is_done:
        with pool.open() as executor:
            try:
                dispatcher.run(executor, pool)
            except BrokenExecutor as error:
                dispatcher.take_back(error)
            except BaseException:
                dispatcher.stop()
                raise


@dataclass
class _Entry(Generic[Task]):
    """A task, and how often workers died while they had it."""

    task: Task
    deaths: int = 0


class _Dispatcher(Generic[Task, Result]):
    """The tasks still to come, those that run, and those that must run again."""

    def __init__(
        self,
        function: Callable[[Task], Result],
        tasks: Iterator[Task],
        keep: Callable[[Task, Result], None],
        fail: Callable[[Task, BaseException], None],
    ):
        self.function, self.tasks, self.keep, self.fail = function, tasks, keep, fail
        self.again: list[_Entry[Task]] = []
        self.running: dict[Future[Result], _Entry[Task]] = {}
        self.is_done = False

    def run(self, executor: Executor, pool: Pool) -> None:
        """Run tasks until none is left or the workers die."""
        ended: SimpleQueue[Future[Result]] = SimpleQueue()  # waiting for all that run costs more, the more run
        while self._submit(executor, 2 * pool.width, ended):
            with suppress(Empty):
                self._settle(ended.get(timeout=SECONDS_TO_POLL))
        self.is_done = True

    def _submit(self, executor: Executor, most: int, ended: "SimpleQueue[Future[Result]]") -> bool:
        """Submit tasks until `most` run; whether any runs."""
        while len(self.running) < most and (entry := self._next()) is not None:
            self.again.append(entry)  # until it is submitted: dead workers accept nothing
            future = executor.submit(_call, self.function, entry.task)
            self.running[future] = self.again.pop()
            future.add_done_callback(ended.put)
        return bool(self.running)

    def _next(self) -> _Entry[Task] | None:
        if self.again:
            return self.again.pop()
        for task in self.tasks:
            return _Entry(task)
        return None

    def _settle(self, future: "Future[Result]") -> None:
        if future.cancelled():  # not by us: its worker is gone
            raise BrokenExecutor(LOST)
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            raise error
        task = self.running[future].task
        if error is None:
            self.keep(task, future.result())
        else:
            self.fail(task, error)
        del self.running[future]  # only now: if Ctrl-C interrupts the writing, `stop` keeps the result once more

    def take_back(self, error: BrokenExecutor) -> None:
        """After the workers died: keep the finished results and run the other tasks again, but not for ever."""
        for future, entry in self.running.items():
            if _has_result(future):
                self.keep(entry.task, future.result())
            else:
                self.again.append(entry)
        self.running.clear()
        for entry in self.again:
            entry.deaths += 1
        deaths = max((entry.deaths for entry in self.again), default=0)
        if deaths >= MOST_DEATHS:
            raise WorkersDied(f"workers died {deaths} times over the same lives ({one_line(error)}); out of memory?")

    def stop(self) -> None:
        """Start no further task, and keep the results that are finished or can no longer be cancelled."""
        wait([future for future in self.running if not future.cancel()])
        for future, entry in self.running.items():
            if _has_result(future):
                with suppress(OSError):  # a full disk may be the reason for stopping
                    self.keep(entry.task, future.result())


def _call(function: Callable[[Task], Result], task: Task) -> Result:
    """Call a function with a task; an error that cannot be pickled is replaced.

    A process that cannot unpickle an error would take the worker for dead.
    """
    try:
        return function(task)
    except Exception as error:
        try:
            loads(dumps(error))
        except Exception:
            raise UnpicklableError(one_line(error)) from error
        raise


def _has_result(future: Future) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
