"""One block of lives: a run put together of its world, its processes and its calendar, and simulated to the end."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sim.block_run import Room, Run, initial_world, room_for
from sim.compiled import compile_for
from sim.extensions.loading import as_faults
from sim.kernel_cache import is_interpreted
from sim.linking import Linked, linked
from sim.plan import Plan
from sim.processes import PROCESSES
from sim.processes.agenda import process_until
from sim.processes.bills import schedule_first_bills
from sim.processes.books import close_last_year
from sim.recorder import Recorder, Script
from sim.world.agenda import first_after
from sim.world.block import Block, joined
from sim.world.calendar import Phase

CACHED = 1_200_000  # bytes of rows simulated together, so that they stay in the processor's cache
SHARED = 4  # scripts kept for plans with the same calendar: variants and points mostly have that of the baseline
CALLED = 2_400_000  # where Python calls each kernel, which costs a piece as much however many lives it has


def run_block(plan: Plan, lives: range) -> Block:
    """Simulate the given lives of a plan, as many at a time as stay in the processor's cache."""
    count, script = len(lives), script_of(plan)
    together = CALLED if script is None else CACHED
    pieces = max(1, -(-count * plan.rows.nbytes // together))
    size = max(1, -(-count // pieces))
    room, written, blocks = room_for(plan, count), 0, []
    for at in range(0, max(1, count), size):
        first, end = at * plan.persons, (at + size) * plan.persons
        own = {name: rows[first:end] for name, rows in room.items()} | {"years": room["years"][written:]}
        blocks.append(_piece(plan, lives[at : at + size], script, own))
        written += blocks[-1].years.size
    return joined(blocks, room | {"years": room["years"][:written]})


def _piece(plan: Plan, lives: range, script: Script | None, room: Room) -> Block:
    """Lives by the script of their plan, or event by event: that also says what went wrong, where something did."""
    run = Run(plan, lives, agenda_of(plan), room)
    if script is not None and script.simulate(run):
        return run.block()
    return simulate(begun(Run(plan, lives, agenda_of(plan), room)))


_scripts: WeakKeyDictionary[Plan, Script | None] = WeakKeyDictionary()
_shared: deque[Script] = deque(maxlen=SHARED)
_recording = Lock()  # so that threads do not record the same plan at the same time


def script_of(plan: Plan) -> Script | None:
    """What the calendar of a plan does, recorded once.

    None where nothing is compiled, and where a process looks at the lives or is an extension's own: what it does may
    differ from life to life.
    """
    if is_interpreted():
        return None
    with _recording:
        if plan not in _scripts:
            alike = next((script for script in _shared if script.is_of(plan)), None)
            script = _scripts[plan] = alike or _script_of(plan)
            if script is not None and alike is None:
                _shared.append(script)
        return _scripts[plan]


def _script_of(plan: Plan) -> Script | None:
    if len(program_of(plan).processes) > len(PROCESSES):
        return None
    recorder = recorded(plan)
    if recorder.looks_at_lives:
        return None
    with _naming_extensions(plan):
        return Script.of(recorder, initial_world(plan, range(0)))


def recorded(plan: Plan) -> Recorder:
    """A run of a plan in which only what its processes do is written down."""
    recorder = Recorder(plan, agenda_of(plan))
    _complete(begun(recorder), program_of(plan))
    return recorder


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
    world = initial_world(plan, range(1))
    return [(kernel, (world, *numbers)) for kernel, numbers in recorded(plan).kernels.items()]


def compile_kernels(plan: Plan, *, backwards: bool) -> None:
    """Compile all kernels that a plan calls, from the first to the last or from the last to the first."""
    called = kernels_of(plan)
    if not is_interpreted():
        from sim.world.perform import perform

        called.append((perform, (called[0][1][0], 0)))
    for kernel, arguments in reversed(called) if backwards else called:
        compile_for(kernel, arguments)


def program_of(plan: Plan) -> Linked:
    """The processes and kernels of a plan: the program's, with what the extensions of its scenario replace and add."""
    return linked(plan.extensions)


def agenda_of(plan: Plan) -> Callable:
    """The kernel that takes families through their agendas."""
    return program_of(plan).of(process_until)


def begun(run: Run, program: Linked | None = None) -> Run:
    """The same run on its first day, every process waiting for its own; of the program of its plan, or of another."""
    program = program or program_of(run.plan)
    with _naming_extensions(run.plan):
        program.of(schedule_first_bills)(run)
        for process in program.processes:
            run.calendar.start(process(run))
    return run


def simulate(run: Run, program: Linked | None = None) -> Block:
    """Take a run to its end and close its books."""
    _complete(run, program or program_of(run.plan))
    return run.block()


def _complete(run: Run, program: Linked) -> None:
    with _naming_extensions(run.plan):
        try:
            run.calendar.run(until=run.plan.end.toordinal())
        finally:
            run.calendar.close()
        run.process_until(first_after(run.plan.end.toordinal(), Phase.LAW))
        program.of(close_last_year)(run)


@contextmanager
def _naming_extensions(plan: Plan) -> Iterator[None]:
    """Raise an error that comes up in an extension as a fault at its line."""
    try:
        yield
    except Exception as error:
        found = as_faults(error, plan.extensions)
        if found is None:
            raise
        raise found from error
