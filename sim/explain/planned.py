"""The calendar that a scenario produces: what is due on which day, in which phase, by which process, for whom.

The processes themselves run through all their days; what they hand to kernels is written down, and no kernel runs.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from inspect import signature
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.block_run import Run
from sim.engine import agenda_of, begun, program_of
from sim.experiment.arguments import known
from sim.explain.periods import Period, period
from sim.policy.seeds import region_text
from sim.processes import PROCESSES
from sim.processes.books import WITHIN
from sim.words.events import event_text
from sim.words.language import say
from sim.words.states import NOBODY
from sim.world.calendar import Phase

if TYPE_CHECKING:
    from sim.plan import Plan
    from sim.scenario import Scenario

OF_FILE = "file_events"
#: What kernels call the persons whom they concern.
_PERSONS = ("slot", "giver_slot", "taker_slot", "one", "other")


class Due(NamedTuple):
    """What a process does on a day: in which phase, for whom, by which kernels with which numbers."""

    day: date
    phase: Phase
    process: str
    who: tuple[str, ...]
    about: str  # the event of the file, the region, what the law changes
    kernels: tuple[tuple[str, dict[str, int]], ...]


class Process(NamedTuple):
    """A process of the calendar: its phase, what it does, and on how many days."""

    name: str
    phase: Phase
    says: str
    days: int


@dataclass
class Calendar:
    """The calendar of a scenario, or a part of it: some of its days, what concerns one person."""

    plan: "Plan"
    who: str | None
    period: Period

    @cached_property
    def dues(self) -> list[Due]:
        """Everything that is due, in the order in which it happens."""
        found = _merged(_Noting(self.plan).noted())
        return [due for due in found if self.period.has(due.day) and (self.who is None or self.who in due.who)]

    @cached_property
    def processes(self) -> list[Process]:
        """The processes with something due, in the order of a day."""
        days = Counter((phase, name) for phase, name, _ in {(due.phase, due.process, due.day) for due in self.dues})
        own = program_of(self.plan).processes[len(PROCESSES) :]
        says = {name: say(text) for name, text in SAYS.items()} | {one.__name__: _says(one) for one in own}
        return [Process(name, phase, says[name], count) for (phase, name), count in sorted(days.items())]


def planned(
    scenario: "Scenario", who: str | None = None, since: "date | str | None" = None, until: "date | str | None" = None
) -> Calendar:
    """The calendar of a scenario. `since` and `until` are years, months or days of the run, both inclusive."""
    from sim.experiment.law import policy_of
    from sim.plan import Plan

    plan = Plan.make(scenario, policy_of(scenario))
    if who is not None:
        known("who", [who], plan.names, "person of this file")
    since, until = (str(one) if isinstance(one, date) else one for one in (since, until))
    return Calendar(plan, who, period(plan.start, plan.end, since, until))


class _Noting(Run):
    """A run whose calendar goes through its days and whose kernels are only written down."""

    def __init__(self, plan: "Plan"):
        super().__init__(plan, range(1), agenda_of(plan))
        self._noted: list[Due] = []
        self._phase = 0

    def noted(self) -> list[Due]:
        """Everything that processes hand to kernels."""
        begun(self)
        try:
            self.calendar.run(until=self.plan.end.toordinal())
        finally:
            self.calendar.close()
        return self._noted

    def begin_event(self, day: int, phase: int) -> None:
        self._phase = phase

    def apply(self, kernel: Callable, *numbers: int) -> Any:
        process = self.calendar.active_process
        if process is not None:
            named = dict(zip(list(signature(kernel).parameters)[1:], map(int, numbers), strict=True))
            name = _NAMES.get(process.name, process.name)
            who, about = self._whom(named), self._about(name, named)
            self._noted.append(Due(self.day, Phase(self._phase), name, who, about, ((kernel.__name__, named),)))
        return WITHIN  # as if all books were in order

    def _whom(self, numbers: dict[str, int]) -> tuple[str, ...]:
        """Whom a kernel concerns: those it names, those whose due day it is, those who live in its region, or all."""
        plan = self.plan
        slots = [numbers[name] for name in _PERSONS if numbers.get(name, NOBODY) != NOBODY]
        if "place" in numbers:
            slots = [int(plan.arrays["file_bills"][numbers["place"]]["slot"])]
        if "b" in numbers:
            binding = plan.arrays["bindings"][numbers["b"]]
            slots = [int(binding["payer"]), int(binding["patient"])]
        if slots:
            return tuple(dict.fromkeys(plan.order[slot] for slot in slots))
        alive = [name for name in plan.names if plan.scenario.people[name].born <= self.day]
        if "due_day" in numbers:
            due = plan.due_slots[numbers["due_day"]]
            return tuple(name for name in alive if due[plan.slots[name]])
        if "region" in numbers:
            region = plan.policy.regions[numbers["region"]]
            return tuple(name for name in alive if plan.lives_in(name, self.day) == region)
        return tuple(alive)

    def _about(self, process: str, numbers: dict[str, int]) -> str:
        if "event" in numbers:
            event = self.plan.scenario.events[numbers["event"]]
            return " ".join(filter(None, (event_text(event.does), event.bill)))
        if "region" in numbers:
            return region_text(self.plan.policy.regions[numbers["region"]])
        return "; ".join(_new_values(self.plan, self.day)) if "epoch" in numbers else ""


def _new_values(plan: "Plan", day: date) -> Iterator[str]:
    """The parameters whose value in a region is another than on the day before."""
    from sim.policy.parameters import parameters

    for region in plan.policy.regions:
        changed = [
            name
            for name in parameters()
            if plan.policy.citations(region, name, day).text
            != plan.policy.citations(region, name, day - timedelta(days=1)).text
        ]
        if changed:
            yield say("{region}: {parameters}", region=region_text(region), parameters=", ".join(changed))


def _says(process: Callable) -> str:
    """What a process does, in its own words."""
    return " ".join((process.__doc__ or "").split())


def _merged(dues: list[Due]) -> list[Due]:
    """What a process does to several persons on a day is one thing; events of the file are one each."""
    found: list[Due] = []
    for due in dues:
        last = found[-1] if found else None
        if (
            last
            and last.process != OF_FILE
            and (last.day, last.process, last.about) == (due.day, due.process, due.about)
        ):
            who = tuple(dict.fromkeys((*last.who, *due.who)))
            found[-1] = last._replace(who=who, kernels=(*last.kernels, *due.kernels))
        else:
            found.append(due)
    return found


#: Those of the file's events are made by one function, so all have its inner name.
_NAMES = {"process": OF_FILE}
SAYS = {_NAMES.get(process.__name__, process.__name__): _says(process) for process in PROCESSES} | {
    OF_FILE: "What the file says is certain to happen."
}


def documented(calendar: Calendar) -> dict[str, Any]:
    """A calendar as plain data."""
    return {
        "from": str(calendar.period.first),
        "until": str(calendar.period.last),
        "who": calendar.who,
        "processes": [{**one._asdict(), "phase": one.phase.name.lower()} for one in calendar.processes],
        "dues": [
            {
                "day": str(due.day), "phase": due.phase.name.lower(), "process": due.process, "who": list(due.who),
                "about": due.about or None,
                "kernels": [{"name": name, "numbers": numbers} for name, numbers in due.kernels],
            }
            for due in calendar.dues
        ],
    }  # fmt: skip
