"""Who lives the blocks: threads of this process, processes of this machine, or the workers of a Dask cluster.

All three are `concurrent.futures` executors, and what comes out is the same to the byte. Threads cost nothing to start
but share one interpreter; processes take a second or two to start and then run apart.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from sim.extras import needs

SECONDS_TO_ANSWER = 10  # how long a cluster may take to answer at all
BLOCKS_FOR_PROCESSES = 40  # a study of fewer blocks a worker is lived in threads before processes would have started


@dataclass(frozen=True)
class Pool:
    """Workers: how to call them up, anew if they died, and how many blocks they live at a time."""

    open: Callable[[], AbstractContextManager[Executor]]
    width: int


class Unreachable(Exception):
    """Nobody answers at the address of a cluster."""


def usable_processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def pool_of(executor: Executor, width: int) -> Pool:
    """An executor somebody else opened, and will close."""
    return Pool(lambda: nullcontext(executor), width)


def local(workers: int, blocks: int) -> Pool:
    """Workers of this machine for a study of so many blocks."""
    if workers == 1 or blocks < workers * BLOCKS_FOR_PROCESSES:
        return Pool(lambda: ThreadPoolExecutor(workers, "lives"), workers)
    return Pool(lambda: _processes(workers), workers)


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """Worker processes. Loky's start without running the caller's script again, so that needs no `__main__` guard."""
    from loky import ProcessPoolExecutor

    executor = ProcessPoolExecutor(workers, initializer=_leave_ctrl_c)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def _leave_ctrl_c() -> None:
    """Ctrl-C reaches every process of a terminal; what it means is decided by the one that asked for the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """The workers of the Dask scheduler at an address. A block whose worker dies is lived by another."""
    with needs("cluster", "a cluster"):
        from distributed import Client
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Unreachable(f"no Dask scheduler answers at {address} ({str(error).splitlines()[0]})") from None
    with client:
        width = sum(client.nthreads().values())
        if not width:
            raise Unreachable(f"the Dask scheduler at {address} has no workers; start some: dask worker {address}")
        yield Pool(lambda: nullcontext(client.get_executor(pure=False)), width)
