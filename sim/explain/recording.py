"""A life simulated while everything it does is written down, by stand-ins for what kernels call.

Kernels are plain Python here (`is_interpreted`). While a life is recorded, the names of rules and kernels in their
modules stand for functions that note the call and then do the same; the law is an array that notes what is read of it.
Nothing in the engine knows of this, so where it is off it costs nothing.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import isfunction, isgeneratorfunction, signature
from typing import Any

import numpy as np

from sim.block_run import Run
from sim.engine import agenda_of, begun, program_of, simulate
from sim.explain.journal import Call, Journal, MonthEnd, Moved, Read, Refused, Settled, State
from sim.kernel_cache import is_interpreted
from sim.linking import is_of_an_extension
from sim.plan import Plan
from sim.rules.coverage import status
from sim.words.flows import Flow
from sim.words.states import Alive
from sim.world import books
from sim.world.block import Block
from sim.world.records import with_attributes

_ROOMS = ("sim.processes.", "sim.rules.")
#: Arithmetic of fen and of days: no rule of the law.
ARITHMETIC = ("sim.rules.rounding", "sim.rules.days")
#: Kernels that go through the agenda of a family: their day is that of what falls due, before the clock is set to it.
_OF_THE_AGENDA = {"draw_bill": "day", "settle_gap": "today"}
#: What a state is: money and counters apart, the journal has those as flows and bills.
_STATE = ("alive", "scheme", "region", "lives_in", "cover", "resident", "pension", "arrears", "insured")
_GAP = ("unpaid_months", "back_paid", "settled", "first_month", "settle_on", "kept_on")


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


def note_reads(run: Run, seen: Callable[[Read], None]) -> None:
    """Let `seen` know of each value of the law that a kernel of a run reads."""
    w, epochs, years = run.world, run.plan.policy.epochs, run.plan.resident_years
    w.__dict__["policy"] = _Law(w.policy, lambda index: (int(index[1]), int(epochs[index[0]])), seen)
    w.__dict__["resident_policy"] = _Law(
        w.resident_policy, lambda index: (int(index[0]), int(years[index]["begins"])), seen
    )


class _Recorder(Run):
    """A run of one life whose kernels write down what they do."""

    def __init__(self, plan: Plan, life: int, stand_ins: dict[Callable, Callable]):
        super().__init__(plan, range(life, life + 1), agenda_of(plan))
        people = np.asarray(self.world.people)
        self.journal = Journal(life, people.copy())
        self._people = people.view(with_attributes(people.dtype))
        self._states = [_state_in(row) for row in people.reshape(-1, 1)]
        self._stand_ins = stand_ins
        self.reads: list[Read] = []
        self._within: Call | None = None
        self._since: list[tuple[int | None, Read]] = []  # read since money moved last in this kernel, and for whom
        self._before: list[bytes] = []
        self._reasons = (b"", b"")
        note_reads(self, self._seen)
        self._note_states("")

    def apply(self, kernel: Callable, *numbers: int) -> Any:
        stand_in = self._stand_ins.get(kernel, kernel)
        self._since = []
        result = stand_in(self.world, *map(int, numbers))
        self._note_states(kernel.__name__)
        self._note_refusals()
        return result

    # ------------------------------------------------------------------------- what stand-ins report

    def called(self, noted: "_Noted", given: tuple, more: dict) -> Any:
        """A rule or kernel is called: note it, call it, note the result."""
        around, numbers = self._within, noted.numbers(given)
        if noted.day is not None:
            day = numbers[noted.day]
        else:
            day = around.day if around is not None and around.parent is not None else int(self.world.clock.today)
        slot = noted.slot(given, numbers)
        if slot is None and around is not None:
            slot = around.slot
        call = Call(noted.name, noted.module, noted.is_rule, day, slot, around, numbers)
        self.journal.calls.append(call)
        self._within = call
        try:
            call.result = result = noted.function(*given, **more)
        finally:
            self._within = around
        if around is not None and call.reads:
            around.reads += call.reads
        if noted.observed is not None:
            noted.observed(self, call, noted.places, given, result)
        call.result = result if type(result) is int else _plain(result)
        return result

    def moves(self, w: Any, person: Any, flow: int, amount: int) -> None:
        """Money moves: note it, move it."""
        if amount and self._within is not None:
            slot = int(person.slot)
            reads = tuple(dict.fromkeys(read for of, read in self._since if of in (slot, None)))
            self._since = [(of, read) for of, read in self._since if of not in (slot, None)]
            self.journal.moved.append(Moved(self._within.day, slot, Flow(int(flow)), int(amount), self._within, reads))
        books.move(w, person, flow, amount)

    def _seen(self, read: Read) -> None:
        self.reads.append(read)
        within = self._within
        if within is None:
            self._since.append((None, read))
        else:
            self._since.append((within.slot, read))
            within.reads.append(read)

    # ------------------------------------------------------------------------- what is looked at

    def bill(self, call: Call, names: dict[str, int], given: tuple, result: Any) -> None:
        """A bill was presented."""
        who, paid, rest = result
        bill = given[names["bill"]]
        slot = int(given[names["i"]])
        state = int(self.plan.rule(status)(self.world.people[slot], bill.day))
        self.journal.settled.append(
            Settled(call.day, slot, _plain(bill), state, int(who), _plain(paid), _plain(rest), call)
        )

    def bill_later(self, call: Call, names: dict[str, int], given: tuple, result: Any) -> None:
        """A gap's bill was settled."""
        bill, slot = given[names["bill"]], int(given[names["person"]].slot)
        self.journal.settled.append(Settled(call.day, slot, _plain(bill), -1, 0, _plain(result), {}, call))

    def month_end(self, call: Call, names: dict[str, int], given: tuple, result: Any) -> None:
        """The last day of a month was counted."""
        for slot in range(self.plan.persons):
            person = self.world.people[slot]
            if person.alive == Alive.YES:
                state = int(self.plan.rule(status)(person, call.day))
                self.journal.months.append(MonthEnd(call.day, slot, state, int(person.scheme)))

    def _note_states(self, kernel: str) -> None:
        day = int(self.world.clock.today)
        now = [b"".join(parts) for parts in self._states]
        for slot, state in enumerate(now):
            if not self._before or state != self._before[slot]:
                self.journal.states.append(State(day, slot, self._people[slot : slot + 1].copy()[0], kernel))
        self._before = now

    def _note_refusals(self) -> None:
        w = self.world
        reasons = w.refused_events.tobytes(), w.refused_bindings.tobytes()
        if reasons == self._reasons:
            return
        self._reasons, known = reasons, {(refused.kind, refused.place) for refused in self.journal.refused}
        for kind, reasons in (("event", w.refused_events[:, 0]), ("binding", w.refused_bindings[:, 0])):
            for place in np.flatnonzero(reasons):
                if (kind, int(place)) not in known:
                    day = int(w.clock.today)
                    self.journal.refused.append(Refused(day, kind, int(place), int(reasons[place])))


_OBSERVED = {"settle_bill": _Recorder.bill, "settle_later": _Recorder.bill_later, "end_month": _Recorder.month_end}


def record(plan: Plan, life: int) -> tuple[Journal, Block]:
    """Simulate one life of a plan; what happened in it, and what the engine says came out."""
    assert is_interpreted(), "what is compiled cannot be recorded"
    recorder: list[_Recorder] = []
    with _stand_ins(recorder, program_of(plan).namespaces) as stand_ins, _without_collection():
        recorder.append(_Recorder(plan, life, stand_ins))
        block = simulate(begun(recorder[0]))
    journal = recorder[0].journal
    journal.reads.update(Counter(recorder[0].reads))
    return journal, block


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


@contextmanager
def _stand_ins(recorder: list[_Recorder], namespaces: Iterable[dict[str, Any]]) -> Iterator[dict[Callable, Callable]]:
    """Stand-ins for every rule and kernel, and for `move`, under their names wherever they are called."""
    made: dict[Callable, Callable] = {books.move: lambda *given: recorder[0].moves(*given)}
    replaced: list[tuple[dict[str, Any], str, Callable]] = []
    try:
        for namespace in namespaces:
            for name, function in list(namespace.items()):
                if not _is_recorded(function):
                    continue
                if function not in made:
                    made[function] = _stand_in(function, recorder)
                replaced.append((namespace, name, function))
                namespace[name] = made[function]
        yield made
    finally:
        for namespace, name, function in replaced:
            namespace[name] = function


def _is_recorded(function: Any) -> bool:
    if function is books.move:
        return True
    if not isfunction(function) or isgeneratorfunction(function):
        return False
    if is_of_an_extension(function):
        return next(iter(signature(function).parameters), "") == "w"  # a kernel
    return function.__module__.startswith(_ROOMS) and function.__module__ not in ARITHMETIC


class _Noted:
    """A rule or kernel of which calls are noted: by which names its arguments go, and whom they are about."""

    def __init__(self, function: Callable):
        self.function, self.name = function, function.__name__
        self.module = function.__module__.rpartition(".")[2]
        self.is_rule = function.__module__.startswith("sim.rules.")
        self.places = {name: at for at, name in enumerate(signature(function).parameters)}
        self.day = _OF_THE_AGENDA.get(self.name)
        self.observed = _OBSERVED.get(self.name)
        self._numbers = [(name, at) for name, at in self.places.items() if name not in ("w", "p", "person")]
        self._person = self.places.get("person")

    def numbers(self, given: tuple) -> dict[str, int]:
        """The arguments that are whole numbers."""
        found, count = {}, len(given)
        for name, at in self._numbers:
            value: Any = given[at] if at < count else None
            if type(value) is int:  # nearly always, and quicker to find out
                found[name] = value
            elif _is_number(value):
                found[name] = int(value)
        return found

    def slot(self, given: tuple, numbers: dict[str, int]) -> int | None:
        """Whom a call is about, if its arguments say so."""
        if self._person is not None:
            return int(given[self._person].slot)
        return numbers.get("i", numbers.get("slot"))  # in a block of one life a row is a slot


def _stand_in(function: Callable, recorder: list[_Recorder]) -> Callable:
    one = _Noted(function)

    @wraps(function)
    def noted(*given: Any, **more: Any) -> Any:
        return recorder[0].called(one, given, more) if recorder else function(*given, **more)

    return noted


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, np.integer))


def _state_in(row: np.ndarray) -> list[memoryview]:
    """The parts of a row's memory that a state is."""
    parts = [row[name] for name in _STATE] + [row["job"]["held"]] + [row["gap"][name] for name in _GAP]
    return [part.view(np.uint8).data for part in parts]


def _plain(value: Any) -> Any:
    """A result as Python's own numbers: they outlive the world."""
    if type(value) is int:
        return value
    if hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return int(value) if _is_number(value) else None
