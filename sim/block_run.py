"""One block of lives while it is simulated: its world, its calendar, and the way kernels are called.

Processes see this and nothing above it; `engine.py` puts it together.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from sim.compiled import machine_code
from sim.plan import Plan
from sim.words.counts import Count
from sim.words.flows import Flow
from sim.words.months import month_index
from sim.words.states import FOREVER, NOBODY, Status
from sim.world.agenda import NEVER, first_after
from sim.world.block import Block, Snapshot
from sim.world.calendar import Calendar
from sim.world.handle import Handle
from sim.world.people import LINK, PERSON, RESULT, YEAR
from sim.world.script import STEP
from sim.world.world import CLOCK, FIXED

Room = dict[str, np.ndarray]  # by name
_TODAY, _MONTH, _NEXT_MOMENT = (list(CLOCK.names or ()).index(name) for name in ("today", "month", "next_moment"))


class Run:
    """A block of lives under one policy, and the calendar that moves it.

    `process_agenda` is the kernel that takes every family through its own agenda up to a moment; `room` is where the
    rows of people and years are, if not in arrays of their own.
    """

    def __init__(self, plan: Plan, lives: range, process_agenda: Callable, room: Room | None = None):
        self.plan, self.lives, self._room = plan, lives, room
        self.snapshots: dict[date, Snapshot] = {}
        self.calendar = Calendar(plan.start, self.begin_event)
        self._process_agenda = process_agenda
        self._code: dict[Callable, Callable] = {}

    @cached_property
    def world(self) -> Handle:
        """The arrays of the block."""
        return initial_world(self.plan, self.lives, room=self._room)

    @cached_property
    def _clock(self) -> memoryview:
        """The numbers of the clock: a field of a record costs Python more than an idle kernel takes."""
        return self.world.numbers("clock")

    @property
    def day(self) -> date:
        return date.fromordinal(int(self.calendar.now))

    def apply(self, kernel: Callable, *numbers: int) -> Any:
        """Call a kernel with the world and whole numbers; from the second call on, its machine code."""
        numbers = tuple(map(int, numbers))
        if kernel in self._code:
            return self._code[kernel](self.world, *numbers)
        result = kernel(self.world, *numbers)
        self._code[kernel] = machine_code(kernel)
        return result

    def prove(self, kernel: Callable, *numbers: int) -> int:
        """Call a kernel that looks for a row in which something is wrong: the first of them, or NOBODY."""
        return self.apply(kernel, *numbers)

    def observe(self, day: date) -> None:
        """Keep everybody as they are at the end of a day."""
        w = self.world
        flows, months = w.totals + w.people["flows"], w.months + w.people["months"]
        counts = w.counts + w.people["counts"]
        years = w.years[: w.clock.year_rows].copy()
        self.snapshots[day] = Snapshot(day, w.people.copy(), flows, months, counts, years, w.status.copy())

    def begin_event(self, day: int, phase: int) -> None:
        """Before the calendar takes an event: every family goes through its agenda, then the day is today."""
        self.process_until(first_after(day, phase))
        if self._clock[_TODAY] != day:
            self._clock[_TODAY], self._clock[_MONTH] = day, month_index(date.fromordinal(day))

    def process_until(self, moment: int) -> None:
        """Take every family through what falls due before a moment."""
        if self._clock[_NEXT_MOMENT] < moment:
            self.apply(self._process_agenda, moment)

    def invalidate(self) -> None:
        """Something may have fallen due earlier than was known: look at every family before the next event."""
        self.world.soonest[:] = 0
        self._clock[_NEXT_MOMENT] = 0

    def block(self) -> Block:
        """What came out, once the calendar has ended."""
        w = self.world
        return Block(
            people=w.people,
            totals=w.totals,
            months=w.months,
            counts=w.counts,
            years=w.years[: w.clock.year_rows],
            bills=w.bill_results,
            bill_names=self.plan.bill_names,
            bill_givers=w.givers,
            refused_events=w.refused_events.T,
            refused_bindings=w.refused_bindings.T,
            snapshots=self.snapshots,
        )


def room_for(plan: Plan, lives: int) -> Room:
    """Room for the rows of people and years of so many lives; nothing stands there yet."""
    people = lives * plan.persons
    sizes = {"totals": len(Flow), "months": len(Status), "counts": len(Count)}
    return {
        "people": np.empty(people, PERSON),
        "years": np.empty(people * (plan.end.year - plan.start.year + 1), YEAR),
        **{name: np.empty((people, size), np.int64) for name, size in sizes.items()},
    }


def initial_world(plan: Plan, lives: range, kind: type[Handle] = Handle, *, room: Room | None = None) -> Handle:
    """The arrays of a block on the first day: one life's people, repeated, each with its life's number."""
    persons, count, regions = plan.persons, len(lives), len(plan.regions)
    room = room or room_for(plan, count)
    people = room["people"]
    of_life = plan.rows.view(np.int64)  # NumPy copies records field by field
    people.view(np.int64).reshape(count, of_life.size)[:] = of_life
    for name in ("totals", "months", "counts"):
        room[name].fill(0)
    people["home"] = np.repeat(np.arange(count), persons)
    people["life"] = people["home"] + lives.start
    links = np.zeros((count, len(plan.bindings)), LINK)
    links["works_from"], links["works_until"] = FOREVER, NOBODY
    clock, fixed = np.zeros((), CLOCK), np.zeros((), FIXED)
    clock["today"], clock["month"] = plan.start.toordinal(), month_index(plan.start)
    fixed["persons"], fixed["first_life"] = persons, lives.start
    fixed["first_month"] = month_index(plan.start)
    bounds = (np.arange(count)[:, None] * persons + plan.family_bounds).ravel()

    def zeros(*shape: int) -> np.ndarray:
        return np.zeros(shape, np.int64)

    return kind(
        clock=clock,
        fixed=fixed,
        **room,
        moments=np.full(people.size, NEVER, np.int64),
        soonest=zeros(bounds.size),
        months_in=zeros(people.size, regions),
        links=links,
        bill_results=np.zeros((count, len(plan.file_bills)), RESULT),
        givers=zeros(count, len(plan.file_bills), persons),
        pools=zeros(regions),
        left_behind=zeros(regions),
        proved=zeros(regions),
        refused_events=zeros(len(plan.scenario.events), count),
        refused_bindings=zeros(len(plan.scenario.bindings), count),
        status=zeros(people.size),
        words=zeros(count),
        borne=np.zeros(1, PERSON["this_year"]),
        weddings=np.full((count, len(plan.couples)), FOREVER, np.int64),
        married=zeros(count),
        steps=np.zeros(0, STEP),
        kernels=zeros(0),
        policy=plan.policy.records,
        families=np.append(bounds, people.size),
        **plan.arrays,
    )
