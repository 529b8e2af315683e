"""Executors that simulate blocks: threads of this process, processes of this machine, workers of a Dask cluster.

All three are `concurrent.futures` executors, and their results are the same to the byte. Threads start at once but
share one interpreter; processes take some seconds to start and then run independently.
"""

import asyncio
import logging
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Protocol, cast

from sim.errors import GongjiError
from sim.experiment.cases import code_hash
from sim.experiment.failures import LOST, WorkersDied, one_line
from sim.extras import needs
from sim.policy import seeds_hash

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_ANSWER = 10  # how long a cluster may take to answer at all
SECONDS_BETWEEN_COUNTS = 5  # workers come and go, so they are counted again
SECONDS_WITHOUT_WORKERS = 120  # how long a study waits for new workers after the last one has left
# A study of fewer blocks per worker uses threads. By `make scaling` on two processors, processes make up for their
# start after some 20 blocks per worker if each block is a point of its own, after some 60 if all are of one point.
BLOCKS_FOR_PROCESSES = 40
# A block of households takes seconds, nearly all of them in Python to make its plans, which threads do one at a time.
HOUSEHOLD_BLOCKS_FOR_PROCESSES = 4


class Pool(Protocol):
    """Workers: how to start them, again if they died, and how many blocks they simulate at a time."""

    @property
    def width(self) -> int: ...

    def open(self) -> AbstractContextManager[Executor]: ...


@dataclass(frozen=True)
class FixedPool:
    """A constant number of workers."""

    start: Callable[[], AbstractContextManager[Executor]]
    width: int

    def open(self) -> AbstractContextManager[Executor]:
        return self.start()


class Unreachable(GongjiError):
    """No usable workers answer at the address of a cluster."""

    exit_code = 2


def usable_processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def pool_of(executor: Executor, width: int) -> Pool:
    """The workers of an executor that the caller opened, and will close."""
    return FixedPool(lambda: nullcontext(executor), width)


def local(workers: int, blocks: int, of_households: bool = False) -> Pool:
    """Workers of this machine for a study of so many blocks."""
    enough = HOUSEHOLD_BLOCKS_FOR_PROCESSES if of_households else BLOCKS_FOR_PROCESSES
    if workers == 1 or blocks < workers * enough:
        return FixedPool(lambda: ThreadPoolExecutor(workers, "lives"), workers)
    return processes(workers)


def processes(workers: int) -> Pool:
    """Processes of this machine."""
    return FixedPool(lambda: _processes(workers), workers)


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """Worker processes. Loky starts them without running the caller's script, which so needs no `__main__` guard."""
    from loky import ProcessPoolExecutor

    executor = ProcessPoolExecutor(workers, initializer=start_worker, initargs=(os.getpid(),))
    with warnings.catch_warnings():
        # of workers that died: their tasks are run again, and what cannot be is an error
        warnings.filterwarnings("ignore", module=r"loky\b")
        try:
            yield executor
        finally:
            executor.shutdown(wait=True, kill_workers=True)


def start_worker(parent: int) -> None:
    """Begin a process that works for another: Ctrl-C reaches all of a terminal, and only the parent handles it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_exit_with, args=(parent,), daemon=True).start()


def _exit_with(parent: int) -> None:
    """End this worker with its parent: a worker is not notified if the parent is killed, and would wait for ever."""
    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


# ----------------------------------------------------------------------------- a cluster


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """The workers of the Dask scheduler at an address; it must answer and have some."""
    with needs("cluster", "a cluster"):
        import distributed  # noqa: F401
    with _silent():
        yield _Cluster(address)


class _Cluster:
    """The workers of a Dask scheduler. If a worker dies, the scheduler itself gives its block to another."""

    def __init__(self, address: str):
        self.address = address
        self.client: Client | None = None
        with _client(address) as client:
            self.threads = _threads(client)
            if not self.threads:
                raise Unreachable(f"the Dask scheduler at {address} has no workers; start some: dask worker {address}")
            _check_program(client)
        self.counted = self.last_worked = monotonic()

    @property
    def width(self) -> int:
        """The threads of all workers. Workers that join later are used too; without any, the study ends after a while.

        Raises `BrokenExecutor` if the scheduler is lost, `WorkersDied` if there are no workers for too long.
        """
        if self.client and self.client.status == "running" and monotonic() - self.counted > SECONDS_BETWEEN_COUNTS:
            try:
                self.threads, self.counted = _threads(self.client), monotonic()
            except OSError as error:
                raise BrokenExecutor(LOST) from error
            if self.threads:
                self.last_worked = self.counted
            elif self.counted - self.last_worked > SECONDS_WITHOUT_WORKERS:
                raise WorkersDied(f"the Dask scheduler at {self.address} has lost its last worker")
        return max(self.threads, 1)

    @contextmanager
    def open(self) -> Iterator[Executor]:
        """Connect, or connect again if the scheduler was lost."""
        with ExitStack() as stack:
            try:
                self.client = stack.enter_context(_client(self.address))
            except Unreachable as error:
                raise WorkersDied(str(error)) from error
            self.counted = self.last_worked = monotonic()
            yield self.client.get_executor(pure=False)


@contextmanager
def _client(address: str) -> "Iterator[Client]":
    """A connection to a scheduler."""
    from distributed import Client

    try:
        # Without a client: one that finds no scheduler waits for ever, or prints another error when it is deleted.
        asyncio.run(asyncio.wait_for(_answer(address), SECONDS_TO_ANSWER))
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except Exception as error:  # an address may lead to anything, which may answer anything
        where = address or "an empty address"
        raise Unreachable(f"no Dask scheduler answers at {where} ({one_line(error)})") from error
    with closing(client):
        yield client


async def _answer(address: str) -> None:
    """Ask whatever is at an address what it is, as a scheduler is asked."""
    from distributed.core import rpc

    async with rpc(address, timeout=SECONDS_TO_ANSWER) as scheduler:
        await scheduler.identity()


def _check_program(client: "Client") -> None:
    """Check that scheduler and workers have the same program: those that cannot unpickle a task would die of it."""
    try:
        client.run_on_scheduler(_program)
    except Exception as error:
        raise Unreachable(f"the scheduler's machine has no Gongji, or another version ({one_line(error)})") from error
    programs = cast("dict[str, object]", client.run(_program, on_error="return"))
    others = [worker for worker, theirs in programs.items() if theirs != _program()]
    if others:
        found = f"{len(others)} of {len(programs)} workers have no Gongji, or another version of it, of Python or of"
        raise Unreachable(f"{found} the seeds; install the same. The first is at {others[0]}")


def _program() -> tuple[str, str]:
    """The hashes of the rules and seeds that a machine has."""
    return code_hash(), seeds_hash()


def _threads(client: "Client") -> int:
    """How many threads the workers of a scheduler have."""
    return sum(cast("dict[str, int]", client.nthreads()).values())


@contextmanager
def _silent() -> Iterator[None]:
    """Silence the log about connections and workers that come and go: what matters of it is raised as an error."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado.application")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels):
            logger.setLevel(level)
