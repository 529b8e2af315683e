"""Who lives the blocks: threads of this process, processes of this machine, or the workers of a Dask cluster.

All three are `concurrent.futures` executors, and what comes out is the same to the byte. Threads cost nothing to start
but share one interpreter; processes take some seconds to start and then run apart.
"""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Protocol, cast

from sim.experiment.blocks import LOST, WorkersDied, in_a_line
from sim.experiment.readings import code_hash
from sim.extras import needs
from sim.policy import seeds_hash

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_ANSWER = 10  # how long a cluster may take to answer at all
SECONDS_BETWEEN_COUNTS = 5  # workers come and go, so they are counted again
SECONDS_WITHOUT_WORKERS = 120  # how long a study waits for new workers once all have gone
# A study of fewer blocks a worker is lived in threads. By `make scaling` on two processors, processes have made good
# their start after some 20 blocks a worker where each is a point of its own, after some 60 where all are of one.
BLOCKS_FOR_PROCESSES = 40


class Pool(Protocol):
    """Workers: how to call them up, anew if they died, and how many blocks they live at a time."""

    @property
    def width(self) -> int: ...

    def open(self) -> AbstractContextManager[Executor]: ...


@dataclass(frozen=True)
class Fixed:
    """Workers whose number stays as it is."""

    call_up: Callable[[], AbstractContextManager[Executor]]
    width: int

    def open(self) -> AbstractContextManager[Executor]:
        return self.call_up()


class Unreachable(Exception):
    """Nobody who could live anything answers at the address of a cluster."""


def usable_processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def pool_of(executor: Executor, width: int) -> Pool:
    """An executor somebody else opened, and will close."""
    return Fixed(lambda: nullcontext(executor), width)


def local(workers: int, blocks: int) -> Pool:
    """Workers of this machine for a study of so many blocks."""
    if workers == 1 or blocks < workers * BLOCKS_FOR_PROCESSES:
        return Fixed(lambda: ThreadPoolExecutor(workers, "lives"), workers)
    return Fixed(lambda: _processes(workers), workers)


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """Worker processes. Loky's start without running the caller's script again, so that needs no `__main__` guard."""
    from loky import ProcessPoolExecutor

    executor = ProcessPoolExecutor(workers, initializer=_begin_work, initargs=(os.getpid(),))
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def _begin_work(asker: int) -> None:
    """Ctrl-C reaches every process of a terminal; what it means is decided by the one that asked for the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(asker,), daemon=True).start()


def _end_with(asker: int) -> None:
    """Nobody tells a worker that the process which asked was killed; it would wait for more to do for ever."""
    while os.getppid() == asker:
        sleep(1)
    os._exit(1)


# ----------------------------------------------------------------------------- a cluster


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """The workers of the Dask scheduler at an address, which must answer and have some."""
    with needs("cluster", "a cluster"):
        import distributed  # noqa: F401
    with _silent():
        yield _Cluster(address)


class _Cluster:
    """The workers of a Dask scheduler. It has a block whose worker died lived by another, so nobody need notice."""

    def __init__(self, address: str):
        self.address = address
        self.client: Client | None = None
        with _client(address) as client:
            self.threads = _threads(client)
            if not self.threads:
                raise Unreachable(f"the Dask scheduler at {address} has no workers; start some: dask worker {address}")
            _fail_if_another_program(client)
        self.counted = self.working = monotonic()

    @property
    def width(self) -> int:
        """The threads of all workers; those that join later are used too, and nobody waits for ever for any to join."""
        if self.client and self.client.status == "running" and monotonic() - self.counted > SECONDS_BETWEEN_COUNTS:
            try:
                self.threads, self.counted = _threads(self.client), monotonic()
            except OSError as error:
                raise BrokenExecutor(LOST) from error
            if self.threads:
                self.working = self.counted
            elif self.counted - self.working > SECONDS_WITHOUT_WORKERS:
                raise WorkersDied(f"the Dask scheduler at {self.address} has lost its last worker")
        return max(self.threads, 1)

    @contextmanager
    def open(self) -> Iterator[Executor]:
        """Connect, or connect again where the scheduler was lost."""
        with ExitStack() as stack:
            try:
                self.client = stack.enter_context(_client(self.address))
            except Unreachable as error:
                raise WorkersDied(str(error)) from error
            self.counted = self.working = monotonic()
            yield self.client.get_executor(pure=False)


@contextmanager
def _client(address: str) -> "Iterator[Client]":
    """A connection to a scheduler."""
    from distributed import Client
    from distributed.comm.addressing import resolve_address

    try:
        resolve_address(address)  # a client that cannot read its address complains once more when it is forgotten
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Unreachable(f"no Dask scheduler answers at {address} ({in_a_line(error)})") from error
    with closing(client):
        yield client


def _fail_if_another_program(client: "Client") -> None:
    """Before any work: a worker that cannot read what it is asked dies of it, and the scheduler reads it too."""
    try:
        client.run_on_scheduler(_program)
    except Exception as error:
        raise Unreachable(f"the scheduler's machine has no Gongji, or another version ({in_a_line(error)})") from error
    programs = cast("dict[str, object]", client.run(_program, on_error="return"))
    others = [worker for worker, theirs in programs.items() if theirs != _program()]
    if others:
        found = f"{len(others)} of {len(programs)} workers have no Gongji, or another version of it, of Python or of"
        raise Unreachable(f"{found} the seeds; install the same. The first is at {others[0]}")


def _program() -> tuple[str, str]:
    """What rules and seeds a machine has."""
    return code_hash(), seeds_hash()


def _threads(client: "Client") -> int:
    """How many threads the workers of a scheduler have."""
    return sum(cast("dict[str, int]", client.nthreads()).values())


@contextmanager
def _silent() -> Iterator[None]:
    """Nothing on the screen about connections and workers that come and go: what matters of it is raised."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado.application")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels):
            logger.setLevel(level)
