"""The journal of one life: every call of a rule or kernel, every flow of money, every change of a person, in order.

Days are ordinals, money is whole fen, people are slots: as the engine keeps them. `life.py` makes frames of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from inspect import signature
from typing import Any, NamedTuple

import numpy as np

from sim.words.flows import Flow


class Read(NamedTuple):
    """A value of the law that was read: of which region, on which day of the law, by the field of its record."""

    region: int
    day: int
    field: str


class Called:
    """A rule or a kernel whose calls are noted: its arguments, and which of them say whom and which day it is about."""

    def __init__(self, function: Callable, day: str | None):
        self.name = function.__name__
        self.module = function.__module__.rpartition(".")[2]  # the last part of its name
        self.function = function
        self.is_rule = function.__module__.startswith("sim.rules.")
        self.places = {name: at for at, name in enumerate(signature(function).parameters)}
        self.day = self.places[day] if day is not None else None
        self.person = self.places.get("person")
        self.row = self.places.get("i", self.places.get("slot"))  # in a block of one life a row is a slot


class Call:
    """A rule or a kernel that was called: by which call, on which day, about whom, and what it returned.

    There are tens of thousands in a life, few of which are looked at: what stands in them is read when somebody looks.
    """

    __slots__ = ("called", "day", "given", "parent", "returned", "since", "slot", "until")

    def __init__(self, called: Called, day: int, slot: int | None, parent: "Call | None", given: tuple, since: int):
        self.called, self.day, self.slot, self.parent, self.given = called, day, slot, parent, given
        self.since = self.until = since  # what it read of the law, as places in `Journal.noted`
        self.returned: Any = None

    @property
    def name(self) -> str:
        return self.called.name

    @property
    def module(self) -> str:
        return self.called.module

    @property
    def is_rule(self) -> bool:
        return self.called.is_rule

    @property
    def numbers(self) -> dict[str, int]:
        """The arguments that are whole numbers, by their names."""
        given = zip(self.called.places, self.given, strict=False)  # what was not given has its default
        return {name: int(value) for name, value in given if isinstance(value, (int, np.integer))}

    @property
    def result(self) -> Any:
        """What was returned, as Python's own numbers."""
        return plain(self.returned)

    def within(self, name: str) -> "Call | None":
        """This call or the nearest one around it that has a name."""
        call: Call | None = self
        while call is not None and call.name != name:
            call = call.parent
        return call

    @property
    def outermost(self) -> "Call":
        """The kernel that a process called."""
        return self if self.parent is None else self.parent.outermost


def plain(value: Any) -> Any:
    """A result as Python's own numbers; a tuple with names as a mapping; None for what is none of these."""
    if hasattr(value, "_asdict"):
        return {name: plain(part) for name, part in value._asdict().items()}
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    return int(value) if isinstance(value, (int, np.integer)) else None


class Moved(NamedTuple):
    """Money that moved: whose ledger, by which flow, in which call, and what of the law was read just before."""

    day: int
    slot: int
    flow: Flow
    fen: int
    call: Call
    reads: tuple[Read, ...]


class State(NamedTuple):
    """A person after a kernel that changed who it is or how it is insured."""

    day: int
    slot: int
    row: Any  # a `Person`
    kernel: str
    reads: tuple[Read, ...]  # in the kernel, about this person


class Refused(NamedTuple):
    """Something in the file that was refused."""

    day: int
    kind: str  # event or binding
    place: int
    reason: int


class Settled(NamedTuple):
    """A bill when it was presented, or when a gap's bill was settled later."""

    day: int  # on which it was paid
    slot: int
    bill: Any  # a `sim.processes.bills.Bill`, as a mapping
    status: int  # on the day of the bill
    who: int  # PAID, BORNE or UNCOVERED
    paid: dict[str, int]
    rest: dict[str, int]  # empty where a gap's bill is settled later
    call: Call


class MonthEnd(NamedTuple):
    """A person on the last day of a month, as the engine counts it."""

    day: int
    slot: int
    status: int
    scheme: int


@dataclass
class Journal:
    """What happened in one life."""

    life: int
    rows: np.ndarray  # on the first day
    calls: list[Call] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    months: list[MonthEnd] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    noted: list[tuple[int | None, Read]] = field(default_factory=list)  # what was read of the law, and about whom

    def reads_of(self, call: Call) -> list[Read]:
        """What a call read of the law, and the calls within it."""
        return [read for _, read in self.noted[call.since : call.until]]

    @property
    def reads(self) -> list[Read]:
        """What the life read of the law, each value once."""
        return list(dict.fromkeys(read for _, read in self.noted))

    def on(self, slot: int, day: int) -> State | None:
        """A person at the end of a day, as far as it had changed since the first."""
        return next((state for state in reversed(self.states) if state.slot == slot and state.day <= day), None)
