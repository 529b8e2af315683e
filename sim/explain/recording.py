"""A life simulated while everything it does is written down, by stand-ins for what kernels call.

What a run calls is copied as plain Python (`copies.py`): each rule and kernel there is a stand-in that notes the call
and does the same; the law is an array that notes what is read of it. Nothing in the engine knows of this, so where it
is off it costs nothing.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, wraps
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


class _Values:
    """A record of the law that notes which of its fields are read. The law never changes, so each is looked up once."""

    __slots__ = ("_day", "_known", "_record", "_region", "_seen")

    def __init__(self, record: Any, region: int, day: int, seen: Callable[[Read], None]):
        self._record, self._region, self._day, self._seen = record, region, day, seen
        self._known: dict[str, tuple[Read, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = Read(self._region, self._day, name), getattr(self._record, name)
        self._seen(known[0])
        return known[1]


class _Law:
    """An array of records of the law that notes what is read; `place` says of an index which region and day it is."""

    def __init__(self, records: Any, place: Callable[[Any], tuple[int, int]], seen: Callable[[Read], None]):
        self._records, self._place, self._seen = records, place, seen
        self._known: dict[Any, _Values] = {}

    @property
    def shape(self) -> tuple[int, ...]:
        return self._records.shape

    def __getitem__(self, index: Any) -> _Values:
        values = self._known.get(index)
        if values is None:
            values = self._known[index] = _Values(self._records[index], *self._place(index), self._seen)
        return values


def _note_reads(run: Run, seen: Callable[[Read], None]) -> None:
    """Let `seen` know of each value of the law that a kernel of a run reads."""
    w, epochs, years = run.world, run.plan.policy.epochs, run.plan.resident_years
    w.__dict__["policy"] = _Law(w.policy, lambda index: (int(index[1]), int(epochs[index[0]])), seen)
    w.__dict__["resident_policy"] = _Law(
        w.resident_policy, lambda index: (int(index[0]), int(years[index]["begins"])), seen
    )


class _Recorder(Run):
    """A run of one life whose kernels write down what they do."""

    def __init__(self, plan: Plan, life: int, program: Linked):
        super().__init__(plan, range(life, life + 1), program.of(process_until))
        people = np.asarray(self.world.people)
        self.journal = Journal(life, people.copy())
        self.calls = self.journal.calls
        self.within: Call | None = None
        self._since: list[tuple[int | None, Read]] = []  # read since money moved last in this kernel, and for whom
        self._by_kernel: list[tuple[int | None, Read]] = []  # read in this kernel, and for whom
        self._outside: list[Read] = []  # read by no call
        self._kind, self._memory = people.dtype, people.view(np.uint8).data
        self._rows = [people[slot : slot + 1].view(np.uint8).data for slot in range(plan.persons)]
        self._states = [_state_in(row) for row in people.reshape(-1, 1)]
        self._people_before, self._states_before = b"", [b""] * plan.persons
        self._reasons = (b"", b"")
        _note_reads(self, self._seen)
        self._note_states("")

    @cached_property
    def world(self) -> Handle:
        return initial_world(self.plan, self.lives, PlainHandle)

    @property
    def today(self) -> int:
        return self._clock[_TODAY]

    def apply(self, kernel: Callable, *numbers: int) -> Any:
        self._since, self._by_kernel = [], []
        result = kernel(self.world, *map(int, numbers))
        self._note_states(kernel.__name__)
        self._note_refusals()
        return result

    def ended(self) -> Journal:
        """The journal, once the life has ended."""
        reads = self.journal.reads = Counter(self._outside)
        for call in self.calls:
            if call.parent is None:  # it has those of the calls within it
                reads.update(call.reads)
        return self.journal

    # ------------------------------------------------------------------------- what stand-ins report

    def moves(self, w: Any, person: Any, flow: int, amount: int) -> None:
        """Note money that is about to move."""
        if amount and self.within is not None:
            slot = int(person.slot)
            reads = _about(self._since, slot)
            self._since = [(of, read) for of, read in self._since if of is not None and of != slot]
            self.journal.moved.append(Moved(self.within.day, slot, Flow(int(flow)), int(amount), self.within, reads))

    def _seen(self, read: Read) -> None:
        within = self.within
        if within is None:
            whose = None, read
            self._outside.append(read)
        else:
            whose = within.slot, read
            within.reads.append(read)
        self._since.append(whose)
        self._by_kernel.append(whose)

    # ------------------------------------------------------------------------- what is looked at

    def bill(self, call: Call) -> None:
        """A bill was presented."""
        who, paid, rest = call.returned
        bill, slot = call.given[call.called.places["bill"]], int(call.given[call.called.places["i"]])
        state = int(self.plan.rule(status)(self.world.people[slot], bill.day))
        settled = Settled(call.day, slot, plain(bill), state, int(who), plain(paid), plain(rest), call)
        self.journal.settled.append(settled)

    def bill_later(self, call: Call) -> None:
        """A gap's bill was settled."""
        places = call.called.places
        bill, slot = call.given[places["bill"]], int(call.given[places["person"]].slot)
        self.journal.settled.append(Settled(call.day, slot, plain(bill), -1, 0, plain(call.returned), {}, call))

    def month_end(self, call: Call) -> None:
        """The last day of a month was counted."""
        for slot in range(self.plan.persons):
            person = self.world.people[slot]
            if person.alive == Alive.YES:
                state = int(self.plan.rule(status)(person, call.day))
                self.journal.months.append(MonthEnd(call.day, slot, state, int(person.scheme)))

    def _note_states(self, kernel: str) -> None:
        people = bytes(self._memory)
        if people == self._people_before:  # most kernels find nothing to do
            return
        self._people_before, before = people, self._states_before
        for slot, parts in enumerate(self._states):
            state = b"".join(parts)
            if state != before[slot]:
                before[slot] = state
                row, reads = row_of(self._kind, self._rows[slot]), _about(self._by_kernel, slot)
                self.journal.states.append(State(self.today, slot, row, kernel, reads))

    def _note_refusals(self) -> None:
        w = self.world
        reasons = w.refused_events.tobytes(), w.refused_bindings.tobytes()
        if reasons == self._reasons:
            return
        self._reasons, known = reasons, {(refused.kind, refused.place) for refused in self.journal.refused}
        for kind, reasons in (("event", w.refused_events[:, 0]), ("binding", w.refused_bindings[:, 0])):
            for place in np.flatnonzero(reasons):
                if (kind, int(place)) not in known:
                    self.journal.refused.append(Refused(self.today, kind, int(place), int(reasons[place])))


_OBSERVED = {"settle_bill": _Recorder.bill, "settle_later": _Recorder.bill_later, "end_month": _Recorder.month_end}


def record(plan: Plan, life: int) -> tuple[Journal, Block]:
    """Simulate one life of a plan; what happened in it, and what the engine says came out."""
    recording = _recording(plan.extensions)
    with recording.lock, _without_collection():
        recording.recorder = recorder = _Recorder(plan, life, recording.program)
        block = simulate(begun(recorder, recording.program), recording.program)
    return recorder.ended(), block


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
        def noted(*given: Any, **more: Any) -> Any:
            recorder = self.recorder
            around = recorder.within
            if day_at is not None:
                day = int(given[day_at])
            else:
                day = around.day if around is not None and around.parent is not None else recorder.today
            if person_at is not None:
                slot = int(given[person_at].slot)
            elif row_at is not None:
                slot = int(given[row_at])
            else:
                slot = around.slot if around is not None else None
            call = recorder.within = Call(called, day, slot, around, given)
            recorder.calls.append(call)
            try:
                call.returned = result = function(*given, **more)
            finally:
                recorder.within = around
            if around is not None and call.reads:
                around.reads += call.reads
            if observed is not None:
                observed(recorder, call)
            return result

        return noted


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
