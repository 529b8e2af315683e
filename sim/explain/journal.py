"""The journal of one life: every call of a rule or kernel, every flow of money, every change of a person, in order.

Days are ordinals, money is whole fen, people are slots: as the engine keeps them. `life.py` makes frames of it.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sim.words.flows import Flow


class Read(NamedTuple):
    """A value of the law that was read: of which region, on which day of the law, by the field of its record."""

    region: int
    day: int
    field: str


@dataclass(eq=False, slots=True)
class Call:
    """A rule or a kernel that was called: with which whole numbers, by which call, and what it returned."""

    name: str
    module: str  # the last part of its name
    is_rule: bool
    day: int
    slot: int | None
    parent: "Call | None"
    numbers: dict[str, int]
    result: Any = None
    reads: list[Read] = field(default_factory=list)

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
    reads: dict[Read, int] = field(default_factory=dict)  # how often

    def on(self, slot: int, day: int) -> State | None:
        """A person at the end of a day, as far as it had changed since the first."""
        return next((state for state in reversed(self.states) if state.slot == slot and state.day <= day), None)
