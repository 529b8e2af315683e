"""Refusals about events: their keys, their days, whom they concern, their names."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sim.scenario.checks.shared import Check, Faulty, days, is_meant, leaving_of, people_of
from sim.scenario.facts import Facts
from sim.scenario.model import Event
from sim.scenario.reading import NAMER
from sim.scenario.source import SourceDocument
from sim.values.models import Path, keys_of
from sim.words.events import EVENTS


def fail_if_event_lacks_a_key(facts: Facts, document: SourceDocument) -> Faulty:
    """Each kind of event says what it needs."""
    for event in facts.events:
        for key in EVENTS[event.does].must:
            if key not in document.mapping(*event.path):
                yield document.fault(
                    event.path,
                    f"{event.does} needs {key!r}",
                    write=f"{key}: {NAMER.example(document, event.path, key)}",
                )


def fail_if_key_is_of_another_event(facts: Facts, document: SourceDocument) -> Faulty:
    """Each kind of event has its own keys."""
    for event in facts.events:
        allowed = EVENTS[event.does].keys
        for key in document.mapping(*event.path):
            if key in keys_of(Event) and key not in allowed:
                message = f"{str(key)!r} does not belong to {event.does}"
                yield document.fault((*event.path, key), message, of_key=True, allowed=", ".join(allowed))


def fail_if_months_or_years_is_unclear(facts: Facts, document: SourceDocument) -> Faulty:
    """Back-payment is of months (employee insurance) or of years (resident insurance)."""
    for event in facts.events:
        given = {"months", "years"} & document.mapping(*event.path).keys()
        if event.does == "back_pays" and len(given) != 1:
            message = "back_pays has both 'months' and 'years'" if given else "back_pays needs 'months' or 'years'"
            yield document.fault(event.path, message, write=None if given else "months: 2")


def fail_if_wage_is_unknown(facts: Facts, document: SourceDocument) -> Faulty:
    """A job has a wage: the event's, or the one under `work`."""
    for event in facts.events:
        person = facts.people.get(event.who or "")
        if event.does != "starts_job" or "wage" in document.mapping(*event.path) or person is None:
            continue
        if document.node("people", person.name, "work", "wage") is None:
            message = f"starts_job needs 'wage': {person.name} has none under 'work'"
            yield document.fault(event.path, message, write="wage: 9000")


def fail_if_event_is_outside_the_run(facts: Facts, document: SourceDocument) -> Faulty:
    """An event falls on a day of the run."""
    for event in facts.events:
        if not facts.start <= event.on < facts.end:
            yield document.fault((*event.path, "on"), f"on: {event.on} is not in the run", allowed=days(facts))


def fail_if_child_is_insured_too_early_or_late(facts: Facts, document: SourceDocument) -> Faulty:
    """A child is insured from its birth on, within the run."""
    for event in facts.events:
        if isinstance(event.insured, date) and not event.on <= event.insured < facts.end:
            allowed = f"{event.on} to {facts.end - timedelta(1)}, or no"
            yield document.fault((*event.path, "insured"), f"insured: not on {event.insured}", allowed=allowed)


def fail_if_event_is_before_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """Nothing happens to somebody who is not born yet."""
    for event in facts.events:
        for key, name in people_of(event):
            person = facts.people.get(name)
            if person and person.unborn and event.on < person.born:
                yield document.fault((*event.path, key), f"{key}: {name} is not born before {person.born}")


def fail_if_event_is_after_death(facts: Facts, document: SourceDocument) -> Faulty:
    """Nothing happens to somebody who died or left the country, unless the file expects the refusal."""
    left = leaving_of(facts)
    for event in facts.events:
        for key, name in people_of(event):
            leaving = left.get(name)
            if leaving is None or leaving is event or event.does == "birth" or is_meant(facts, event, "dead"):
                continue
            if leaving.on < event.on or (leaving.on == event.on and leaving.does == event.does):
                message = f"{key}: {name} {leaving.does} on {leaving.on} already (line {leaving.line})"
                yield document.fault((*event.path, key), message)


def fail_if_parent_is_dead_at_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """A mother lives at the birth, a father ten months before it."""
    left = leaving_of(facts)
    for event in facts.events:
        for name in event.parents or ():
            leaving, parent = left.get(name), facts.people.get(name)
            if event.does != "birth" or leaving is None or leaving.does != "dies" or parent is None:
                continue
            if leaving.on + timedelta(days=0 if parent.sex == "female" else 300) < event.on:
                yield document.fault((*event.path, "parents"), f"parents: {name} dies on {leaving.on} already")


def fail_if_marriage_is_impossible(facts: Facts, document: SourceDocument) -> Faulty:
    """Who marries is single, who divorces is married; a death ends a marriage too."""
    married = {name: other for name in facts.people for other in facts.kin.spouses(name, facts.start - timedelta(1))}
    for event in sorted(facts.events, key=lambda event: event.on):
        who, to = event.who or "", event.to or ""
        if event.does == "dies":
            married.pop(married.pop(who, ""), None)
        elif event.does == "marries":
            for key, name in (("who", who), ("to", to)):
                if name in married:
                    yield document.fault((*event.path, key), f"{key}: {name} is married to {married[name]} already")
            if who == to:
                yield document.fault((*event.path, "to"), f"to: {who} cannot marry {who}")
            elif who not in married and to not in married:
                married |= {who: to, to: who}
        elif event.does == "divorces":
            spouse = married.get(who)
            if (spouse is None or to not in ("", spouse)) and facts.complete:
                message = f"who: {who} is not married" + (f" to {to}" if to else "") + f" on {event.on}"
                yield document.fault((*event.path, "who"), message)
            elif spouse:
                married = {name: other for name, other in married.items() if name not in (who, spouse)}


def fail_if_transfer_goes_to_oneself(facts: Facts, document: SourceDocument) -> Faulty:
    """A transfer goes to a relative's wallet."""
    for event in facts.events:
        if event.does == "transfers" and event.to == event.who and event.who:
            yield document.fault((*event.path, "to"), f"to: {event.who} cannot transfer to {event.who}")


def fail_if_name_is_double(facts: Facts, document: SourceDocument) -> Faulty:
    """A bill, an event, a binding is known by its name, and so is a child."""
    births = [event for event in facts.events if event.does == "birth"]
    others = [event for event in facts.events if event.does != "birth"]
    yield from _double(document, "bill", ((event.path, event.bill) for event in facts.events))
    yield from _double(document, "name", ((event.path, event.name) for event in others))
    yield from _double(document, "name", ((binding.path, binding.name) for binding in facts.bindings))
    people = [(("people", name), name) for name in document.mapping("people")]
    born = [(event.path, event.name) for event in births]
    yield from _double(document, "name", (*people, *born))
    children = {child.path: child.name for child in facts.children}
    for path, name, line in _taken(document, (*people, *born, *children.items())):
        if path in children:
            yield document.fault(path, f"{name!r} is taken already in line {line}", of_key=True)


def _double(document: SourceDocument, key: str, named: Iterable[tuple[Path, str | None]]) -> Faulty:
    """A fault for each name under a key that something else bears already."""
    for path, name, line in _taken(document, named):
        yield document.fault((*path, key), f"{key}: {name!r} is taken already in line {line}")


def _taken(document: SourceDocument, named: Iterable[tuple[Path, str | None]]) -> Iterator[tuple[Path, str, int]]:
    """Each name that something else bears already, with the line of that."""
    first: dict[str, Path] = {}
    for path, name in named:
        if name is not None and first.setdefault(name, path) != path:
            yield path, name, document.key_mark(*first[name]).line


CHECKS: tuple[Check, ...] = (
    fail_if_event_lacks_a_key,
    fail_if_key_is_of_another_event,
    fail_if_months_or_years_is_unclear,
    fail_if_wage_is_unknown,
    fail_if_event_is_before_birth,
    fail_if_event_is_after_death,
    fail_if_parent_is_dead_at_birth,
    fail_if_marriage_is_impossible,
    fail_if_transfer_goes_to_oneself,
    fail_if_name_is_double,
)
IN_RUN: tuple[Check, ...] = (fail_if_event_is_outside_the_run, fail_if_child_is_insured_too_early_or_late)
