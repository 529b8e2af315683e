"""The calendar of a plan recorded as a script, once for all its lives, and carried out by compiled code.

SimPy alone decides what comes after what; the script keeps what it decided. What depends on the lives themselves cannot
be recorded: those plans are simulated event by event.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

import numpy as np

from sim.block_run import Run
from sim.plan import Plan
from sim.words.months import month_index
from sim.words.states import NOBODY
from sim.world.agenda import first_after
from sim.world.handle import Handle
from sim.world.script import MOST_NUMBERS, STEP, Does

_UNUSED = (0,) * MOST_NUMBERS


class Watched:
    """A plan as processes see it; what they read is remembered."""

    def __init__(self, plan: Plan, read: dict[str, Any]):
        self._plan, self._read = plan, read

    def __getattr__(self, name: str) -> Any:
        if name not in self._read:
            self._read[name] = getattr(self._plan, name)
        return self._read[name]


class Recorder(Run):
    """A run in which nothing happens: what its processes do is written down."""

    def __init__(self, plan: Plan, process_agenda: Callable):
        super().__init__(plan, range(1), process_agenda)
        self.read: dict[str, Any] = {}
        self._plan, self.plan = plan, cast(Plan, Watched(plan, self.read))
        self.looks_at_lives = False
        self.kernels: dict[Callable, tuple[int, ...]] = {}  # with the numbers of their first calls
        self._places: dict[Callable, int] = {}
        self._steps: list[tuple[int, ...]] = []
        self._today = self.plan.start.toordinal()

    @cached_property
    def world(self) -> Handle:
        """Lives that stay on their first day. A process that looks at them may do something else in others."""
        self.looks_at_lives = True
        self.plan = self._plan
        return super().world

    @property
    def steps(self) -> np.ndarray:
        """What was written down, as records."""
        return np.array(self._steps, np.int64).view(STEP)[:, 0]

    def apply(self, kernel: Callable, *numbers: int) -> None:
        self._write(Does.CALL, kernel, *numbers)

    def prove(self, kernel: Callable, *numbers: int) -> int:
        self._write(Does.PROVE, kernel, *numbers)
        return NOBODY

    def observe(self, day: date) -> None:
        self._write(Does.OBSERVE, None, day.toordinal())

    def begin_event(self, day: int, phase: int) -> None:
        self.process_until(first_after(day, phase))
        if day != self._today:
            self._today = day
            self._write(Does.DAY, None, day, month_index(date.fromordinal(day)))

    def process_until(self, moment: int) -> None:
        self._write(Does.UNTIL, self._process_agenda, moment)

    def invalidate(self) -> None:
        self._write(Does.INVALIDATE)

    def _write(self, does: Does, kernel: Callable | None = None, *numbers: int) -> None:
        if kernel is not None and kernel not in self._places:
            self._places[kernel] = len(self.kernels)
            self.kernels[kernel] = tuple(map(int, numbers))
        place = NOBODY if kernel is None else self._places[kernel]
        step = does, place, len(numbers), *numbers, *_UNUSED[len(numbers) :]
        if does != Does.UNTIL or step != self._steps[-1]:
            self._steps.append(step)


@dataclass(frozen=True, eq=False)
class Script:
    """The steps of a plan, and where the machine code of its kernels is, which lasts as long as they do."""

    steps: np.ndarray
    addresses: np.ndarray
    kernels: tuple[Callable, ...]
    read: dict[str, Any]  # of the plan

    @classmethod
    def of(cls, recorder: Recorder, world: Handle) -> "Script | None":
        """What was recorded, for lives in worlds like this; None where a kernel returns what no script can read."""
        from sim.world.handle_type import address_of

        kernels = recorder.kernels
        addresses = [address_of(kernel, world, len(numbers)) for kernel, numbers in kernels.items()]
        if None in addresses:
            return None
        return cls(recorder.steps, np.array(addresses, np.int64), tuple(kernels), recorder.read)

    def is_of(self, plan: Plan) -> bool:
        """Whether a plan has the same calendar: all that processes read of the recorded one is the same in it."""
        return all(_same(getattr(plan, name), value) for name, value in self.read.items())

    def simulate(self, run: Run) -> bool:
        """Take a run to its end; False where a kernel ended with an error or found something wrong."""
        from sim.world.perform import perform

        run.world.set("steps", self.steps)
        run.world.set("kernels", self.addresses)
        at = run.apply(perform, 0)
        while at < self.steps.size:
            if self.steps["does"][at] != Does.OBSERVE:
                return False
            run.observe(date.fromordinal(self.steps["numbers"][at][0]))
            at = run.apply(perform, at + 1)
        return True


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return bool(one == other)
