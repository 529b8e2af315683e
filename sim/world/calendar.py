"""The calendar: SimPy's clock in whole days, the order within a day, and the dates that recur."""

from collections.abc import Callable, Generator
from datetime import date
from enum import IntEnum

import simpy

Days = Generator[simpy.Event, None, None]  # what a process is: it waits for one day after another


class Phase(IntEnum):
    """What comes first when several things fall on one day. Drawn bills come right after `BILLS`."""

    LAW = 1  # new values of the law, new year
    LIFE = 2  # births, deaths, marriages, divorces, birthdays, retirement
    WORK = 3  # work begins and ends
    JOINS = 4  # joins, leaves, moves, bindings
    CONTRIBUTIONS = 5  # contributions, back-payments, premiums
    CREDITS = 6  # what arrives in accounts
    STATUS = 7  # return of benefits, settlement of a gap's bills
    BILLS = 8  # the file's bills and transfers
    BOOKS = 9  # months counted, year-end books
    OBSERVE = 10  # what the file expects at the end of the day


PHASE_STEP = 1000


class Calendar(simpy.Environment):
    """SimPy's environment, which reports every event before it is taken: `begin_event` gets its day and its phase.

    Before an event every family goes through its own agenda, whoever scheduled the event.

    Priorities are phase x 1000 + rank; two events of one day never share one, so insertion order decides nothing.
    """

    def __init__(self, start: date, begin_event: Callable[[int, int], None]):
        super().__init__(start.toordinal())
        self._begin_event = begin_event
        self._taken: set[tuple[int, int]] = set()
        self._processes: list[Days] = []

    def at(self, day: date, phase: Phase, rank: int) -> simpy.Event:
        """An event on `day`, for a process to wait for."""
        ordinal, priority = day.toordinal(), int(phase) * PHASE_STEP + int(rank)
        if ordinal < self.now:
            raise ValueError(f"{day} is already past on {date.fromordinal(int(self.now))}")
        place = ordinal, priority
        if place in self._taken:
            raise ValueError(f"two events share {day}, {phase.name}, rank {rank}")
        self._taken.add(place)
        event = self.event()
        event._ok, event._value = True, None
        self.schedule(event, priority, ordinal - self.now)  # pyright: ignore[reportArgumentType]
        return event

    def start(self, process: Days) -> None:
        """Let a process wait for its first day."""
        self._processes.append(process)
        self.process(process)

    def close(self) -> None:
        """Let go of what still waits: processes and what they act on hold each other, and with it all their rows."""
        for process in self._processes:
            process.close()
        self._queue.clear()
        self._begin_event = _nothing

    def step(self) -> None:
        """Report the next event, then take it."""
        if self._queue:
            day, priority, *_ = self._queue[0]
            self._begin_event(int(day), priority // PHASE_STEP)
        super().step()


def _nothing(day: int, phase: int) -> None:
    """What a closed calendar does before an event."""
