"""One block of lives: settle in, start the processes, let the calendar run, hand over what came out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from inspect import signature
from itertools import takewhile
from typing import Any

import numpy as np

from sim.compiled import machine_code
from sim.plan import Plan
from sim.processes import PROCESSES
from sim.processes.bills import NEVER, World, catch_up, start_bills
from sim.processes.books import BALANCED, close_year, first_unbalanced
from sim.processes.coverage import statuses
from sim.words.flows import Flow
from sim.world.books import complaint
from sim.world.calendar import Calendar
from sim.world.people import FOREVER, LINK, NOBODY, RESULT, YEAR

__all__ = ["Block", "Plan", "Snapshot", "run_block"]


@dataclass(frozen=True)
class Snapshot:
    """Everybody at the end of a day: rows, flows since the start, months by status, and the status of the day."""

    day: date
    people: np.ndarray
    totals: np.ndarray
    months: np.ndarray
    status: np.ndarray


@dataclass(frozen=True)
class Block:
    """What came out of a block of lives. Rows are life-major; bills and refusals have a row a life."""

    people: np.ndarray
    totals: np.ndarray
    months: np.ndarray
    years: np.ndarray
    bills: np.ndarray
    bill_names: tuple[str | None, ...]
    bill_givers: np.ndarray
    refused_events: np.ndarray
    refused_bindings: np.ndarray
    snapshots: dict[date, Snapshot]


def run_block(plan: Plan, lives: range) -> Block:
    """Live the given lives of a plan."""
    return Simulation(plan, lives).run()


@cache
def arrays_of(kernel: Callable) -> tuple[str, ...]:
    """The world's arrays that a kernel asks for: its first parameters, as far as they bear their names."""
    known = {*World._fields, "now"}
    return tuple(takewhile(known.__contains__, signature(getattr(kernel, "py_func", kernel)).parameters))


class Simulation:
    """One block of lives under one policy, and the calendar that moves it. Processes read and write through it."""

    def __init__(self, plan: Plan, lives: range):
        self.plan, self.lives = plan, lives
        self.world = settle_in(plan, lives)
        self.year = 0
        self._settled: dict[Callable, tuple[Callable, list[np.ndarray]]] = {}
        self._arrays = self.world._asdict() | {"now": plan.policy.records[0]}
        self.next_due = NEVER
        years = plan.end.year - plan.start.year + 1
        self.years = np.zeros(self.world.people.size * years, YEAR).view(np.recarray)
        self.year_rows = 0
        self.refused_events = np.zeros((len(plan.scenario.events), len(lives)), np.int64)
        self.refused_bindings = np.zeros((len(plan.scenario.bindings), len(lives)), np.int64)
        self.snapshots: dict[date, Snapshot] = {}
        self.calendar = Calendar(plan.start, self.catch_up)
        self.begin_care()
        for process in PROCESSES:
            self.calendar.start(process(self))

    @property
    def day(self) -> date:
        return date.fromordinal(int(self.calendar.now))

    @property
    def today(self) -> int:
        return int(self.calendar.now)

    def apply(self, kernel: Callable, *rest: object) -> Any:
        """Call a kernel with the arrays its first parameters name, then with the rest.

        The first call of a block settles the types; the arrays of a block keep theirs.
        """
        if kernel in self._settled:
            code, arrays = self._settled[kernel]
            return code(*arrays, *rest)
        arrays = [self._arrays[name] for name in arrays_of(kernel)]
        result = kernel(*arrays, *rest)
        self._settled[kernel] = machine_code(kernel), arrays
        return result

    def begin_care(self) -> None:
        """Place everybody's first bill; a newborn's waits for the birth."""
        for slot in range(self.plan.persons):
            if self.plan.rows["alive"][slot]:
                self.apply(start_bills, slot, self.plan.start.toordinal())
        self.look_again()

    def look_again(self) -> None:
        """Something may have fallen due earlier than was known: ask every family at the next event."""
        self.world.soonest[:] = 0
        self.next_due = 0

    def catch_up(self, until: int) -> None:
        """Let every family go through what is due before `until`."""
        if self.next_due < until:
            self.next_due = self.apply(catch_up, until, self.year)

    def enter_epoch(self, epoch: int) -> None:
        """From today on other values of the law are in force."""
        self._arrays["now"] = self.plan.policy.records[epoch]
        for kernel, (code, _) in self._settled.items():
            self._settled[kernel] = code, [self._arrays[name] for name in arrays_of(kernel)]

    def close_books(self, day: date) -> None:
        """Prove the books and write the year's row of everybody."""
        row = self.apply(first_unbalanced)
        if row != BALANCED:
            raise complaint(self.world.people, self.world.totals, self.world.pools, int(row), str(day))
        self.year_rows = self.apply(close_year, self.years, self.year_rows, day.year)

    def observe(self, day: date) -> None:
        """Keep everybody as they are at the end of `day`."""
        world, status = self.world, np.zeros(self.world.people.size, np.int64)
        statuses(world.people, self.today, status)
        self.snapshots[day] = Snapshot(
            day,
            world.people.copy(),
            world.totals + world.people["flows"],
            world.months + world.people["months"],
            status,
        )

    def run(self) -> Block:
        try:
            self.calendar.run(until=self.plan.end.toordinal())
        finally:
            self.calendar.close()
        self.catch_up(2 * self.plan.end.toordinal())
        last = self.plan.end - timedelta(days=1)
        if (last.month, last.day) != (12, 31):
            self.close_books(last)
        world = self.world
        return Block(
            people=world.people,
            totals=world.totals,
            months=world.months,
            years=self.years[: self.year_rows],
            bills=world.results,
            bill_names=self.plan.bill_names,
            bill_givers=world.givers,
            refused_events=self.refused_events.T,
            refused_bindings=self.refused_bindings.T,
            snapshots=self.snapshots,
        )


def settle_in(plan: Plan, lives: range) -> World:
    """The rows of a block on the first day: one life's people, repeated, each with its life's number."""
    persons, count = plan.persons, len(lives)
    people = np.tile(plan.rows, count).view(np.recarray)
    people["home"] = np.repeat(np.arange(count), persons)
    people["life"] = people["home"] + lives.start
    links = np.zeros((count, len(plan.bindings)), LINK).view(np.recarray)
    links["works_from"], links["works_until"] = FOREVER, NOBODY
    bounds = (np.arange(count)[:, None] * persons + plan.family_bounds).ravel()
    return World(
        people=people,
        due=np.full(people.size, NEVER, np.int64),
        soonest=np.zeros(bounds.size, np.int64),
        pools=np.zeros(len(plan.regions), np.int64),
        left_behind=np.zeros(len(plan.regions), np.int64),
        proved=np.zeros(len(plan.regions), np.int64),
        months_in=np.zeros((people.size, len(plan.regions)), np.int64),
        totals=np.zeros((people.size, len(Flow)), np.int64),
        months=np.zeros((people.size, people["months"].shape[1]), np.int64),
        links=links,
        results=np.zeros((count, len(plan.file_bills)), RESULT).view(np.recarray),
        givers=np.zeros((count, len(plan.file_bills), persons), np.int64),
        policy=plan.policy.records,
        epochs=plan.policy.epochs,
        families=np.append(bounds, people.size),
        traits=plan.traits.view(np.recarray),
        bindings=plan.bindings.view(np.recarray),
        care=plan.care.view(np.recarray),
        gaps=plan.gaps,
        costs=plan.costs,
        file_bills=plan.file_bills.view(np.recarray),
        menus=plan.menus,
        resident_years=plan.resident_years.view(np.recarray),
        resident_policy=plan.resident_policy.view(np.recarray),
        provinces=plan.provinces,
        new_years=plan.new_years,
        key=plan.key,
    )
