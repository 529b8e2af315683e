"""One block of lives: a run put together of its world, its processes and its calendar, and simulated to the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sim.block_run import Run
from sim.compiled import compile_for
from sim.extensions.loading import as_faults
from sim.linking import Linked, linked
from sim.plan import Plan
from sim.processes.agenda import process_until
from sim.processes.bills import schedule_first_bills
from sim.processes.books import close_last_year
from sim.words.states import NOBODY
from sim.world.agenda import first_after
from sim.world.block import Block, joined
from sim.world.calendar import Phase

CACHED = 2_400_000  # bytes of rows simulated together, so that they stay in the processor's cache


def run_block(plan: Plan, lives: range) -> Block:
    """Simulate the given lives of a plan, as many at a time as stay in the processor's cache."""
    count = len(lives)
    pieces = max(1, -(-count * plan.rows.nbytes // CACHED))
    size = max(1, -(-count // pieces))
    return joined([simulate(prepared(plan, lives[at : at + size])) for at in range(0, max(1, count), size)])


def watch_block(plan: Plan, lives: range, watch: Callable[[Any], None]) -> Block:
    """Simulate the given lives and show `watch` the world after every kernel that was called."""

    class Watched(Run):
        def apply(self, kernel: Callable, *numbers: int) -> Any:
            result = super().apply(kernel, *numbers)
            watch(self.world)
            return result

    return simulate(begun(Watched(plan, lives, agenda_of(plan))))


def prepared(plan: Plan, lives: range) -> Run:
    """A run on its first day, every process waiting for its own."""
    return begun(Run(plan, lives, agenda_of(plan)))


def kernels_of(plan: Plan) -> list[tuple[Callable, tuple[Any, ...]]]:
    """The kernels that a plan calls, in the order of their first calls, with their arguments; none is called."""
    called: dict[Callable, tuple[Any, ...]] = {}

    class Listed(Run):
        def apply(self, kernel: Callable, *numbers: int) -> Any:
            called.setdefault(kernel, (self.world, *map(int, numbers)))
            return NOBODY  # in whom nothing is wrong

    simulate(begun(Listed(plan, range(1), agenda_of(plan))))
    return list(called.items())


def compile_kernels(plan: Plan, *, backwards: bool) -> None:
    """Compile all kernels that a plan calls, from the first to the last or from the last to the first."""
    called = kernels_of(plan)
    for kernel, arguments in reversed(called) if backwards else called:
        compile_for(kernel, arguments)


def program_of(plan: Plan) -> Linked:
    """The processes and kernels of a plan: the program's, with what the extensions of its scenario replace and add."""
    return linked(plan.scenario.extensions)


def agenda_of(plan: Plan) -> Callable:
    """The kernel that takes families through their agendas."""
    return program_of(plan).of(process_until)


def begun(run: Run) -> Run:
    """The same run on its first day, every process waiting for its own."""
    program = program_of(run.plan)
    with _naming_extensions(run):
        program.of(schedule_first_bills)(run)
        for process in program.processes:
            run.calendar.start(process(run))
    return run


def simulate(run: Run) -> Block:
    """Take a run to its end and close its books."""
    with _naming_extensions(run):
        try:
            run.calendar.run(until=run.plan.end.toordinal())
        finally:
            run.calendar.close()
        run.process_until(first_after(run.plan.end.toordinal(), Phase.LAW))
        program_of(run.plan).of(close_last_year)(run)
    return run.block()


@contextmanager
def _naming_extensions(run: Run) -> Iterator[None]:
    """Raise an error that comes up in an extension as a fault at its line."""
    try:
        yield
    except Exception as error:
        found = as_faults(error, run.plan.scenario.extensions)
        if found is None:
            raise
        raise found from error
