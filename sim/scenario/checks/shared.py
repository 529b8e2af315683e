"""What the checks share."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from sim.errors import Fault
from sim.scenario.facts import Facts
from sim.scenario.model import Binding, Event, Person
from sim.scenario.source import SourceDocument
from sim.values.models import Path
from sim.values.scalars import MILLION
from sim.words.dates import completed_years
from sim.words.flows import MOST_FEN

Faulty = Iterator[Fault]
Check = Callable[[Facts, SourceDocument], Faulty]


def person_path(facts: Facts, name: str) -> Path:
    """Where a person stands: under `people`, or in the event of the birth."""
    return ("people", name) if name in facts.study.people else facts.births[name]


def age_on(person: Person, day: date) -> int:
    """Completed years."""
    return completed_years(person.born, day)


def year_past(amount: int, growth: int, facts: Facts) -> int | None:
    """The year in which an amount that grows each 1 January passes what can be counted, if it does so in the run."""
    for year in range(facts.start.year + 1, facts.end.year + 1):
        amount = amount * (MILLION + growth) // MILLION
        if amount > MOST_FEN:
            return year
    return None


def as_tuple(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def days(facts: Facts) -> str:
    return f"{facts.start} to {facts.end - timedelta(1)}"


def leaving_of(facts: Facts) -> dict[str, Event]:
    """Who dies or leaves the country by an event, and by which: the first."""
    leaving = [event for event in facts.events if event.does in ("dies", "emigrates") and event.who]
    first: dict[str, Event] = {}
    for event in sorted(leaving, key=lambda event: event.on):
        first.setdefault(str(event.who), event)
    return first


def people_of(event: Event) -> Iterator[tuple[str, str]]:
    """Everybody an event names, with the key."""
    for key, names in (("who", event.who), ("to", event.to), ("parents", event.parents)):
        for name in as_tuple(names):
            yield key, name


def is_meant(facts: Facts, thing: Binding | Event, reason: str) -> bool:
    """Whether the file expects a binding or an event to be refused for this reason."""
    kind = "binding" if isinstance(thing, Binding) else "event"
    return thing.name is not None and (kind, thing.name, reason) in facts.meant
