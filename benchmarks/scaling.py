"""Speed-up with more workers, and how many workers one dispatching process can keep busy, measured in one run.

    python benchmarks/scaling.py [--quick]

The same run and the same sweep are simulated by threads, by processes and by the workers of a Dask cluster of this
machine. Repetitions are interleaved, so that a busy machine slows all; medians are shown. Figures for more machines are
extrapolated, and marked as such.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen
from time import perf_counter, process_time, sleep, thread_time
from typing import Any

import psutil
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.family import DEMO
from benchmarks.measuring import spread
from sim import studies
from sim.experiment import executors, study_run
from sim.experiment.blocks import LARGEST
from sim.experiment.cases import Case, Task, simulate
from sim.experiment.dispatch import run_tasks
from sim.experiment.executors import Pool
from sim.experiment.run import KINDS
from sim.scenario import load

MANY = 1_000  # workers to extrapolate to


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    repetitions: int
    run: int  # lives
    sweep: int  # lives of a point
    overhead: int  # blocks
    growing: tuple[tuple[int, int], ...]  # the same for threads beside processes


FULL = Size(repetitions=5, run=5_000, sweep=200, overhead=200, growing=((5_000, 200), (30_000, 800), (60_000, 1_600)))
QUICK = Size(repetitions=3, run=1_000, sweep=20, overhead=40, growing=((1_000, 20), (4_000, 100)))

Study = Callable[..., studies.Study]


def run(lives: int) -> Study:
    return partial(studies.run, DEMO, replications=lives)


def sweep(lives: int) -> Study:
    return partial(studies.sweep, DEMO, replications=lives)


# ----------------------------------------------------------------------------- who lives


@dataclass(frozen=True)
class Way:
    """A kind of workers; `scheduler` is the process of their scheduler, if they have one."""

    name: str
    options: dict[str, Any]
    in_processes: bool = False
    scheduler: int = 0


ONE_THREAD = Way("1 thread", {"workers": 1})
TWO_THREADS = Way("2 threads", {"workers": 2})
TWO_PROCESSES = Way("2 processes", {"workers": 2}, in_processes=True)


@contextmanager
def cluster(workers: int) -> Iterator[Way]:
    """A Dask cluster of this machine, ready to work."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        file = Path(folder) / "scheduler.json"
        address = ("--port", "0", "--host", "127.0.0.1", "--scheduler-file", file)
        scheduler = start_dask(stack, "scheduler", "--no-dashboard", *address)
        for number in range(workers):
            one = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", f"{folder}/{number}")
            start_dask(stack, "worker", "--scheduler-file", file, *one)
        options = {"cluster": reached(file, workers)}
        yield Way(f"{workers} Dask worker{'s' * (workers > 1)}", options, scheduler=scheduler.pid)


def start_dask(stack: ExitStack, *words: object) -> Popen:
    """A process of Dask that ends with the stack."""
    process = Popen([sys.executable, "-m", "dask", *map(str, words)], stdout=DEVNULL, stderr=DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def reached(file: Path, workers: int) -> str:
    """The address of a scheduler, once its workers are there."""
    from distributed import Client

    while not file.exists():
        sleep(0.1)
    with Client(scheduler_file=str(file), set_as_default=False) as client:
        client.wait_for_workers(workers)
        assert client.scheduler
        return str(client.scheduler.address)


def seconds(study: Study, way: Way) -> float:
    """Wall time of a whole study, from nothing to its result."""
    executors.BLOCKS_FOR_PROCESSES = 0 if way.in_processes else sys.maxsize
    with tempfile.TemporaryDirectory() as out:
        start = perf_counter()
        study(out=out, **way.options)
        return perf_counter() - start


def side_by_side(what: str, study: Study, ways: list[Way], repetitions: int) -> dict[str, list[float]]:
    """Seconds of every repetition, by way."""
    taken: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in track(range(repetitions), what, transient=True):
        for way in ways:
            taken[way.name].append(seconds(study, way))
    return taken


# ----------------------------------------------------------------------------- overhead of dispatching


@dataclass
class Overhead:
    """Seconds that all blocks of a study take outside the workers."""

    blocks: int = 0
    submitting: float = 0  # generating tasks, and passing them to the executor
    writing: float = 0  # to the disk
    receiving: float = 0  # in other threads of the process, which communicate with the workers
    scheduling: float = 0  # in the scheduler's process

    @property
    def slowest(self) -> float:
        """Seconds per block of the bottleneck: the dispatching process or the scheduler."""
        return max(self.submitting + self.writing + self.receiving, self.scheduling) / self.blocks


@contextmanager
def timed() -> Iterator[Overhead]:
    """Measure the overhead of studies that run in this context."""
    overhead, original = Overhead(), study_run.run_tasks

    def run_timed(simulate, options, pool, keep, fail) -> None:
        all_threads, own = process_time(), thread_time()
        run_tasks(simulate, timed_tasks(options, overhead), TimedPool(pool, overhead), timed_keep(keep, overhead), fail)
        overhead.receiving += (process_time() - all_threads) - (thread_time() - own)

    study_run.run_tasks = run_timed
    try:
        yield overhead
    finally:
        study_run.run_tasks = original


def timed_tasks(options: Iterable, overhead: Overhead) -> Iterator:
    tasks = iter(options)
    while True:
        start = perf_counter()
        task = next(tasks, None)
        overhead.submitting += perf_counter() - start
        if task is None:
            return
        yield task


def timed_keep(keep: Callable, overhead: Overhead) -> Callable:
    def kept(task, part) -> None:
        start = perf_counter()
        keep(task, part)
        overhead.writing += perf_counter() - start
        overhead.blocks += 1

    return kept


class TimedPool:
    """A pool whose executor is timed while it accepts tasks."""

    def __init__(self, pool: Pool, overhead: Overhead):
        self.pool, self.overhead = pool, overhead

    @property
    def width(self) -> int:
        return self.pool.width

    @contextmanager
    def open(self) -> Iterator[Executor]:
        with self.pool.open() as executor:
            yield TimedExecutor(executor, self.overhead)


class TimedExecutor(Executor):
    def __init__(self, executor: Executor, overhead: Overhead):
        self.executor, self.overhead = executor, overhead

    def submit(self, fn, /, *args, **kwargs) -> Future:
        start = perf_counter()
        try:
            return self.executor.submit(fn, *args, **kwargs)
        finally:
            self.overhead.submitting += perf_counter() - start


def measure_overhead(study: Study, way: Way) -> Overhead:
    before = processor_seconds(way.scheduler)
    with timed() as overhead:
        seconds(study, way)
    overhead.scheduling = processor_seconds(way.scheduler) - before
    return overhead


def processor_seconds(process: int) -> float:
    """What a process has used so far."""
    used = psutil.Process(process).cpu_times() if process else None
    return used.user + used.system if used else 0


def block_seconds() -> float:
    """How long a worker takes for a block of the demo, if it runs alone."""
    task = Task(Case.of(load(DEMO)), (0, LARGEST), KINDS)
    taken = []
    for _ in range(5):
        start = perf_counter()
        simulate(task)
        taken.append(perf_counter() - start)
    return median(taken)


# ----------------------------------------------------------------------------- the tables


def ways_table(title: str, taken: dict[str, list[float]]) -> Table:
    """Seconds by way, and how many times as fast as the first."""
    table = Table(
        "workers", "seconds: median (range)", "times as fast", title=f"{title}, on {os.cpu_count()} processors"
    )
    first = median(next(iter(taken.values())))
    for name, of_way in taken.items():
        table.add_row(name, spread(of_way, 2), f"{first / median(of_way):.2f}")
    return table


def growing_table(size: Size) -> Table:
    """Threads beside processes for studies of more and more blocks."""
    table = Table("study on 2 workers", "blocks", "threads: s", "processes: s", "threads / processes")
    ways = [TWO_THREADS, TWO_PROCESSES]
    for lives, of_point in size.growing:
        for what, study in named(lives, of_point):
            taken = side_by_side(what, study, ways, max(3, size.repetitions - 2))
            threads, processes = (median(of_way) for of_way in taken.values())
            blocks = measure_overhead(study, ways[0]).blocks
            table.add_row(what, f"{blocks}", f"{threads:.2f}", f"{processes:.2f}", f"{threads / processes:.2f}")
    return table


def overhead_table(overhead: Overhead, block: float) -> Table:
    """What the dispatching process spends on a block, and what follows for the number of workers."""
    table = Table(f"a block of {LARGEST} lives", "", title="one dispatching process, on a cluster of this machine")
    milliseconds = 1000 / overhead.blocks
    for what, text in (
        ("simulated by its worker", f"{block:.3f} s"),
        ("generated and submitted", f"{overhead.submitting * milliseconds:.2f} ms"),
        ("received, by other threads", f"{overhead.receiving * milliseconds:.2f} ms"),
        ("written to the disk", f"{overhead.writing * milliseconds:.2f} ms"),
        ("passed on by the scheduler", f"{overhead.scheduling * milliseconds:.2f} ms"),
        ("workers kept busy (extrapolated)", f"{block / overhead.slowest:,.0f}"),
        (f"for {MANY:,} workers, a block must take (extrapolated)", f"{MANY * overhead.slowest:.1f} s"),
    ):
        table.add_row(what, text)
    return table


def named(lives: int, of_point: int) -> list[tuple[str, Study]]:
    return [(f"run, {lives:,} lives", run(lives)), (f"sweep, {of_point} lives a point", sweep(of_point))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer lives and repetitions")
    size = QUICK if parser.parse_args().quick else FULL
    console = Console() if sys.stdout.isatty() else Console(width=100)
    with cluster(1) as one, cluster(2) as two:
        ways = [ONE_THREAD, TWO_THREADS, TWO_PROCESSES, one, two]
        for way in ways:
            seconds(run(2 * LARGEST), way)  # compiles the rules, and loads them wherever they stay loaded
        for what, study in named(size.run, size.sweep):
            console.print(ways_table(what, side_by_side(what, study, ways, size.repetitions)))
        console.print(overhead_table(measure_overhead(run(size.overhead * LARGEST), two), block_seconds()))
    console.print(growing_table(size))


if __name__ == "__main__":
    main()
