"""A journal as it is read: who its slots are, what its calls were, which law was in force."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.explain.citing import Cited, Law
from sim.extensions.declared import declared
from sim.rules.coverage import status
from sim.words.flows import Flow
from sim.words.language import day_text, month_text, say
from sim.words.months import month_index
from sim.words.states import FOREVER, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sim.explain.journal import Call, Journal, Moved, Read, Settled, State
    from sim.plan import Plan
    from sim.scenario import Scenario

CREDITS = ("active_credit", "flexible_credit", "retired_credit")  # the rules that say how much is credited
OF_FILE = 2  # what is left of the number of a bill of the file, divided by four (`world/chance.py`)


@dataclass(eq=False)
class Reading:
    """A journal, and the scenario and the law that it is of."""

    scenario: "Scenario"
    plan: "Plan"
    journal: "Journal"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.scenario!r}, {self.journal.life})"

    @cached_property
    def law(self) -> Law:
        """The values of the law with their sources."""
        return Law(self.plan.policy)

    def settling(self, moved: "Moved") -> "Call | None":
        """The settlement of a bill, on its day or later, by which money moved."""
        return moved.call.within("settle_bill") or moved.call.within("settle_later")

    def made_good(self, slot: int, day: int) -> "State | None":
        """Whoever it is after what makes a gap good in which a day lies: its bills are settled then."""
        states = (state for state in self.journal.states if state.slot == slot and state.day >= day)
        return next(
            (one for one in states if one.row.gap.settle_on < FOREVER and one.row.gap.settle_since <= day), None
        )

    def cited(self, moved: "Moved", of_residents: bool) -> tuple[Cited, ...]:
        """The values of the law that money followed, each once."""
        reads = moved.reads
        if moved.flow == Flow.CREDITED:  # its amount was found when it was earned, before it arrived
            earned = self._earned.get(moved.slot, [])
            place = bisect_right(earned, moved.day, key=lambda call: call.day)
            reads = (*reads, *(self.journal.reads_of(earned[place - 1]) if place else ()))
        return tuple(dict.fromkeys(cited for read in reads for cited in self.values_of(read, of_residents)))

    def values_of(self, read: "Read", of_residents: bool) -> tuple[Cited, ...]:
        """The values of the law behind a field that was read; looked up once, for a life reads few of them often."""
        if (read, of_residents) not in self._known:
            names = self.law.parameters_for(read.field, of_residents)
            self._known[read, of_residents] = tuple(self.law.cited(name, read.region, read.day) for name in names)
        return self._known[read, of_residents]

    @cached_property
    def _known(self) -> "dict[tuple[Read, bool], tuple[Cited, ...]]":
        return {}

    @cached_property
    def _earned(self) -> "dict[int | None, list[Call]]":
        """The calls that said how much is credited, of each person by day."""
        calls = [call for name in reversed(CREDITS) for call in reversed(self.calls_of(name))]
        found: dict[int | None, list[Call]] = {}
        for call in sorted(calls, key=lambda call: call.day):
            found.setdefault(call.slot, []).append(call)
        return found

    @cached_property
    def given(self) -> "dict[int, list[Moved]]":
        """What relatives gave for each bill, by the identity of the call that settled it."""
        found: dict[int, list[Moved]] = {}
        for moved in self.journal.moved:
            if moved.flow in (Flow.GIVEN_FROM_ACCOUNT, Flow.GIVEN_FROM_PAST_ACCOUNT):
                found.setdefault(id(moved.call.within("settle_bill")), []).append(moved)
        return found

    def name(self, slot: int) -> str:
        """Who a person is."""
        return self.plan.order[slot]

    def status(self, slot: int, day: int) -> Status:
        """Whether the pool pays for a person at the end of a day."""
        state = self.journal.on(slot, day)
        return Status(int(self.plan.rule(status)(state.row, day))) if state is not None else Status.NONE

    def record(self, region: str, day: int) -> Any:
        """The law of a region on a day, as rules read it."""
        return self.plan.policy.record_on(region, date.fromordinal(day))

    def due_ordinal(self, slot: int, month: int) -> int:
        """The due day of a month of the run for a person."""
        return int(self.plan.dues[slot, month - month_index(self.plan.start)])

    def due_day(self, slot: int, month: int) -> str:
        """The same as a date; past the run, the month."""
        if month > month_index(self.plan.end - timedelta(days=1)):
            return say("the due day of {month}", month=month_text(month))
        return day_text(date.fromordinal(self.due_ordinal(slot, month)))

    def calls_of(self, name: str) -> "list[Call]":
        """Every call of a rule or kernel, in order."""
        return self._calls.get(name, [])

    @cached_property
    def _calls(self) -> "dict[str, list[Call]]":
        found: dict[str, list[Call]] = {}
        for call in self.journal.calls:
            found.setdefault(call.name, []).append(call)
        return found

    @cached_property
    def replaced(self) -> dict[str, str]:
        """By the name of each rule or step that an extension replaces: what answers say of it."""
        files = self.scenario.extensions
        return {one.of.name: one.said_of(file) for file in files for one in declared(file).replaced}

    def replaced_in(self, calls: "Iterable[Call]") -> tuple[str, ...]:
        """What answers say of the replaced rules and steps among some calls."""
        return tuple(dict.fromkeys(self.replaced[call.name] for call in calls if call.name in self.replaced))

    def replaced_within(self, outer: "Call") -> tuple[str, ...]:
        """The same of those within a call."""
        return self.replaced_in(call for call in self.journal.calls if _is_within(call, outer))

    @cached_property
    def within(self) -> "dict[int, list[Call]]":
        """The calls directly within each call, by its identity."""
        found: dict[int, list[Call]] = {}
        for call in self.journal.calls:
            found.setdefault(id(call.parent), []).append(call)
        return found

    def inside(self, outer: "Call", name: str) -> "list[Call]":
        """Every call of a rule or kernel within another call, however deep, in order."""
        if id(outer) not in self._inside:
            found: dict[str, list[Call]] = {}
            for call in self._deep(outer):
                found.setdefault(call.name, []).append(call)
            self._inside[id(outer)] = found
        return self._inside[id(outer)].get(name, [])

    def _deep(self, outer: "Call") -> "Iterator[Call]":
        for call in self.within.get(id(outer), ()):
            yield call
            yield from self._deep(call)

    @cached_property
    def _inside(self) -> "dict[int, dict[str, list[Call]]]":
        """By the identity of the outer call, then by name: a bill's calls are asked for again and again."""
        return {}

    @cached_property
    def presented(self) -> "list[Settled]":
        """The bills on the day each was presented."""
        return [settled for settled in self.journal.settled if settled.rest]

    def later(self, bill: "Settled") -> "Settled | None":
        """How a bill was settled later, if it was."""
        return self._settled_later.get(_identity(bill))

    @cached_property
    def _settled_later(self) -> "dict[tuple[int, ...], Settled]":
        """The bills of gaps that were settled later, the first time each."""
        return {_identity(settled): settled for settled in reversed(self.journal.settled) if not settled.rest}

    def bill_name(self, settled: "Settled") -> str | None:
        """The name of a bill of the file."""
        event, is_of_file = divmod(settled.bill["number"], 4)
        return self.scenario.events[event].bill if is_of_file == OF_FILE else None


def _identity(settled: "Settled") -> tuple[int, ...]:
    """What tells a bill from all others of a life."""
    return settled.slot, settled.bill["number"], settled.bill["day"], settled.bill["kind"]


def _is_within(call: "Call", outer: "Call") -> bool:
    at: Call | None = call
    while at is not None and at is not outer:
        at = at.parent
    return at is outer
