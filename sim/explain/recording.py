"""A life simulated while everything it does is written down, by stand-ins for what kernels call.

What a run calls is copied as plain Python (`copies.py`): each rule and kernel there is a stand-in that notes the call
and does the same; the law is an array that notes what is read of it. Nothing in the engine knows of this, so where it
is off it costs nothing.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, partial, wraps
from inspect import isgeneratorfunction, signature
from threading import Lock
from typing import Any

import numpy as np

from sim.block_run import Run, initial_world
from sim.engine import begun, simulate
from sim.explain.copies import plain_copies
from sim.explain.journal import Call, Called, Journal, MonthEnd, Moved, Read, Refused, Settled, State, plain
from sim.extensions.source import Extension
from sim.linking import Linked, is_of_an_extension, linked
from sim.plan import Plan
from sim.processes.agenda import process_until
from sim.rules.coverage import status
from sim.words.flows import Flow
from sim.words.states import Alive
from sim.world import books
from sim.world.block import Block
from sim.world.handle import Handle, PlainHandle
from sim.world.plain import row_of
from sim.world.world import CLOCK

_ROOMS = ("sim.processes.", "sim.rules.")
#: Arithmetic of fen and of days: no rule of the law.
ARITHMETIC = ("sim.rules.rounding", "sim.rules.days")
#: Kernels that go through the agenda of a family: their day is that of what falls due, before the clock is set to it.
_OF_THE_AGENDA = {"draw_bill": "day", "settle_gap": "today"}
#: What a state is: money and counters apart, the journal has those as flows and bills.
_STATE = ("alive", "scheme", "region", "lives_in", "cover", "resident", "pension", "arrears", "insured")
_GAP = ("unpaid_months", "back_paid", "settled", "first_month", "settle_on", "kept_on")
_TODAY = list(CLOCK.names or ()).index("today")
_ALIVE = int(Alive.YES)


class _Values:
    """A record of the law that notes which of its fields are read. The law never changes, so each is looked up once."""

    def __init__(self, record: Any, region: int, day: int, recorder: "_Recorder"):
        self._record, self._region, self._day, self._recorder = record, region, day, recorder
        self._known: dict[str, tuple[Read, Any]] = {}

    def _read(self, name: str) -> Any:
        try:
            read, value = self._known[name]
        except KeyError:
            read, value = self._known[name] = Read(self._region, self._day, name), getattr(self._record, name)
        recorder = self._recorder
        recorder.noted.append((recorder.about, read))
        return value


@cache
def _values_of(fields: tuple[str, ...]) -> type[_Values]:
    """Records with these fields: a property is found at once, `__getattr__` only after a search that fails."""
    return type("_Values", (_Values,), {name: property(partial(_Values._read, name=name)) for name in fields})


class _Law:
    """An array of records of the law that notes what is read; `place` says of an index which region and day it is."""

    def __init__(self, records: Any, place: Callable[[Any], tuple[int, int]], recorder: "_Recorder"):
        self._records, self._place, self._recorder = records, place, recorder
        self._values = _values_of(records.dtype.names)
        self._known: dict[Any, _Values] = {}

    @property
    def shape(self) -> tuple[int, ...]:
        return self._records.shape

    def __getitem__(self, index: Any) -> _Values:
        values = self._known.get(index)
        if values is None:
            values = self._known[index] = self._values(self._records[index], *self._place(index), self._recorder)
        return values


def _note_reads(recorder: "_Recorder") -> None:
    """Let a recorder note each value of the law that its kernels read."""
    w, epochs, years = recorder.world, recorder.plan.policy.epochs, recorder.plan.resident_years
    w.__dict__["policy"] = _Law(w.policy, lambda index: (int(index[1]), int(epochs[index[0]])), recorder)
    w.__dict__["resident_policy"] = _Law(
        w.resident_policy, lambda index: (int(index[0]), int(years[index]["begins"])), recorder
    )


class _Recorder(Run):
    """A run of one life whose kernels write down what they do."""

    def __init__(self, plan: Plan, life: int, program: Linked):
        super().__init__(plan, range(life, life + 1), program.of(process_until))
        people = np.asarray(self.world.people)
        self.journal = Journal(life, people.copy())
        self.calls, self.noted = self.journal.calls, self.journal.noted
        self.within: Call | None = None
        self.about: int | None = None  # whom the call that runs is about
        self._since = 0  # from here on a value was noted in this kernel
        self._since_moved: dict[int | None, int] = {}  # likewise, since money moved: of whom; of anybody under None
        self._kind, self._memory = people.dtype, people.view(np.uint8).data
        self._rows = [people[slot : slot + 1].view(np.uint8).data for slot in range(plan.persons)]
        self._states = [_state_in(row) for row in people.reshape(-1, 1)]
        self._people_before, self._states_before = b"", [b""] * plan.persons
        self._people, self._status = [self.world.people[slot] for slot in range(plan.persons)], plan.rule(status)
        self._refusals = self.world.refused_events, self.world.refused_bindings
        self._reasons = [refused.tobytes() for refused in self._refusals if refused.size]
        _note_reads(self)
        self._note_states("")

    @cached_property
    def world(self) -> Handle:
        return initial_world(self.plan, self.lives, PlainHandle)

    @property
    def today(self) -> int:
        return self._clock[_TODAY]

    def apply(self, kernel: Callable, *numbers: int) -> Any:
        self._since, self._since_moved = len(self.noted), {}
        result = kernel(self.world, *map(int, numbers))
        self._note_states(kernel.__name__)
        self._note_refusals()
        return result

    # ------------------------------------------------------------------------- what stand-ins report

    def moves(self, w: Any, person: Any, flow: int, amount: int) -> None:
        """Note money that is about to move."""
        if amount and self.within is not None:
            slot = int(person.slot)
            reads = self._noted_of(slot)
            self._since_moved[slot] = self._since_moved[None] = len(self.noted)
            self.journal.moved.append(Moved(self.within.day, slot, Flow(int(flow)), int(amount), self.within, reads))

    def _noted_of(self, slot: int) -> tuple[Read, ...]:
        """The values that were read in this kernel about a person, or about nobody alone, since money of that person
        moved, or of anybody; each once."""
        since, own, common = self._since, self._since_moved.get(slot, 0), self._since_moved.get(None, 0)
        found = {}
        for at, (of, read) in enumerate(self.noted[since:], since):
            if (of is None and at >= common) or (of == slot and at >= own):
                found[read] = None
        return tuple(found)

    # ------------------------------------------------------------------------- what is looked at

    def bill(self, call: Call) -> None:
        """A bill was presented."""
        who, paid, rest = call.returned
        bill, slot = call.given[call.called.places["bill"]], int(call.given[call.called.places["i"]])
        state = self._status(self._people[slot], bill.day)
        settled = Settled(call.day, slot, plain(bill), state, int(who), plain(paid), plain(rest), call)
        self.journal.settled.append(settled)

    def bill_later(self, call: Call) -> None:
        """A gap's bill was settled."""
        places = call.called.places
        bill, slot = call.given[places["bill"]], int(call.given[places["person"]].slot)
        self.journal.settled.append(Settled(call.day, slot, plain(bill), -1, 0, plain(call.returned), {}, call))

    def month_end(self, call: Call) -> None:
        """The last day of a month was counted."""
        for slot, person in enumerate(self._people):
            if person.alive == _ALIVE:
                self.journal.months.append(MonthEnd(call.day, slot, self._status(person, call.day), person.scheme))

    def _note_states(self, kernel: str) -> None:
        people = bytes(self._memory)
        if people == self._people_before:  # most kernels find nothing to do
            return
        self._people_before, before = people, self._states_before
        for slot, parts in enumerate(self._states):
            state = b"".join(parts)
            if state != before[slot]:
                before[slot] = state
                row, reads = row_of(self._kind, self._rows[slot]), _about(self.noted[self._since :], slot)
                self.journal.states.append(State(self.today, slot, row, kernel, reads))

    def _note_refusals(self) -> None:
        reasons = [refused.tobytes() for refused in self._refusals if refused.size]
        if reasons == self._reasons:
            return
        self._reasons, known = reasons, {(refused.kind, refused.place) for refused in self.journal.refused}
        for kind, refused in zip(("event", "binding"), self._refusals, strict=True):
            for place in np.flatnonzero(refused[:, 0]):
                if (kind, int(place)) not in known:
                    self.journal.refused.append(Refused(self.today, kind, int(place), int(refused[place, 0])))


_OBSERVED = {"settle_bill": _Recorder.bill, "settle_later": _Recorder.bill_later, "end_month": _Recorder.month_end}


def record(plan: Plan, life: int) -> tuple[Journal, Block]:
    """Simulate one life of a plan; what happened in it, and what the engine says came out."""
    recording = _recording(plan.extensions)
    with recording.lock, _without_collection():
        recording.recorder = recorder = _Recorder(plan, life, recording.program)
        block = simulate(begun(recorder, recording.program), recording.program)
    return recorder.journal, block


@contextmanager
def _without_collection() -> Iterator[None]:
    """Whatever is noted stays, so looking through it for what nobody needs takes a third of the time for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Recording:
    """The program with stand-ins for its rules and kernels, and for `move`, which report to one recorder at a time."""

    def __init__(self, program: Linked):
        self.lock = Lock()
        self.recorder: _Recorder
        self.program = plain_copies(program, self._through)

    def _through(self, function: Callable) -> Callable:
        if (function.__module__, function.__name__) == (books.__name__, "move"):
            return self._mover(function)
        return self._stand_in(function) if _is_recorded(function) else function

    def _mover(self, move: Callable) -> Callable:
        @wraps(move)
        def moved(w: Any, person: Any, flow: int, amount: int) -> None:
            self.recorder.moves(w, person, flow, amount)
            move(w, person, flow, amount)

        return moved

    def _stand_in(self, function: Callable) -> Callable:
        """A function that notes the call and does the same. Every rule goes through it: each line counts."""
        called = Called(function, _OF_THE_AGENDA.get(function.__name__))
        day_at, person_at, row_at = called.day, called.person, called.row
        observed = _OBSERVED.get(called.name)

        @wraps(function)
        def stand_in(*given: Any, **more: Any) -> Any:
            recorder = self.recorder
            around, noted = recorder.within, recorder.noted
            if day_at is not None:
                day = given[day_at]
            else:
                day = recorder.today if around is None or around.parent is None else around.day
            if person_at is not None:
                slot = given[person_at].slot
            else:
                slot = given[row_at] if row_at is not None else recorder.about
            call = recorder.within = Call(called, day, slot, around, given, len(noted))
            recorder.about = slot
            recorder.calls.append(call)
            try:
                call.returned = result = function(*given, **more)
            finally:
                recorder.within, call.until = around, len(noted)
                recorder.about = around.slot if around is not None else None
            if observed is not None:
                observed(recorder, call)
            return result

        return stand_in


@cache
def _recording(extensions: tuple[Extension, ...]) -> _Recording:
    return _Recording(linked(extensions))


def _is_recorded(function: Callable) -> bool:
    if isgeneratorfunction(function):
        return False
    if is_of_an_extension(function):
        return next(iter(signature(function).parameters), "") == "w"  # a kernel
    return function.__module__.startswith(_ROOMS) and function.__module__ not in ARITHMETIC


def _about(reads: list[tuple[int | None, Read]], slot: int) -> tuple[Read, ...]:
    """The values that were read about a person, or about nobody alone; each once."""
    return tuple(dict.fromkeys([read for of, read in reads if of is None or of == slot]))


def _state_in(row: np.ndarray) -> list[memoryview]:
    """The parts of a row's memory that a state is."""
    parts = [row[name] for name in _STATE] + [row["job"]["held"]] + [row["gap"][name] for name in _GAP]
    return [part.view(np.uint8).data for part in parts]
