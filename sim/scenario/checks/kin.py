"""Refusals about kin: who cannot be whose relative."""

from collections import Counter

from sim.scenario.checks.shared import Check, Faulty, age_on, as_tuple, person_path
from sim.scenario.facts import Facts
from sim.scenario.source import SourceDocument

_LEAST_YEARS_BETWEEN = {"parents": 10, "grandparents": 20}


def fail_if_own_relative(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody is a relative of herself."""
    for name, person in facts.study.people.items():
        for key in ("spouse", "parents", "siblings", "grandparents"):
            if name in as_tuple(getattr(person, key)):
                yield document.fault(("people", name, key), f"{key}: {name} is named as a relative of {name}")


def fail_if_relative_is_named_twice(facts: Facts, document: SourceDocument) -> Faulty:
    """A list of relatives names each once."""
    for name, person in facts.people.items():
        for key in ("parents", "siblings", "grandparents"):
            for other, times in Counter(getattr(person, key)).items():
                if times > 1:
                    path = (*person_path(facts, name), key)
                    yield document.fault(path, f"{key}: {other} is named {times} times")


def fail_if_too_many_parents(facts: Facts, document: SourceDocument) -> Faulty:
    """A person has at most two parents."""
    for name, person in facts.people.items():
        if len(set(person.parents)) > 2:
            path = (*person_path(facts, name), "parents")
            yield document.fault(path, f"parents: {name} has {len(set(person.parents))} parents", allowed="one or two")


def fail_if_spouses_disagree(facts: Facts, document: SourceDocument) -> Faulty:
    """Spouses are each other's; said on one side it is enough, said differently it is a contradiction."""
    claims: dict[str, str] = {}
    for name, person in facts.study.people.items():
        if not person.spouse or person.spouse == name:
            continue
        for one, other in ((name, person.spouse), (person.spouse, name)):
            if claims.setdefault(one, other) != other:
                message = f"spouse: {one} is the spouse of {claims[one]} already, not of {other}"
                yield document.fault(("people", name, "spouse"), message)
                break


def fail_if_own_ancestor(facts: Facts, document: SourceDocument) -> Faulty:
    """Kin has no circles."""
    for circle in _circles(facts):
        way = " → ".join((*circle, circle[0]))
        path = (*person_path(facts, circle[0]), "parents")
        yield document.fault(path, f"parents: {circle[0]} is an ancestor of {circle[0]}: {way}")


def fail_if_ancestor_is_too_young(facts: Facts, document: SourceDocument) -> Faulty:
    """Parents and grandparents are born first, and are no children themselves when a child is born."""
    in_circles = {name for circle in _circles(facts) for name in circle}
    for name, person in facts.people.items():
        if person.by_chance:
            continue  # the mother's age decides when
        for key, years in _LEAST_YEARS_BETWEEN.items():
            for other in getattr(person, key):
                elder = facts.people.get(other)
                if elder is None or other == name or {name, other} <= in_circles:
                    continue
                path, age = (*person_path(facts, name), key), age_on(elder, person.born)
                if elder.born >= person.born:
                    message = f"{key}: {other}, born on {elder.born}, is not older than {name}, born on {person.born}"
                    yield document.fault(path, message)
                elif age < years:
                    message = f"{key}: {other} is {age} when {name} is born on {person.born}"
                    yield document.fault(path, message, allowed=f"at least {years}")


def fail_if_spouse_is_kin(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody is married to a close relative by blood."""
    for name, person in facts.study.people.items():
        blood = facts.kin.blood(name, person.spouse) if person.spouse in facts.people else None
        if blood and person.spouse != name:
            yield document.fault(("people", name, "spouse"), f"spouse: {person.spouse} is the {blood.word} of {name}")
    for event in facts.events:
        if event.does == "marries" and event.who in facts.people and event.to in facts.people:
            blood = facts.kin.blood(str(event.who), str(event.to))
            if blood:
                yield document.fault((*event.path, "to"), f"to: {event.to} is the {blood.word} of {event.who}")


def _circles(facts: Facts) -> list[tuple[str, ...]]:
    """Circles of parents and grandparents, each from the first of its people in the file."""
    elders = {name: (facts.kin.parents[name] | facts.kin.grandparents[name]) - {name} for name in facts.people}
    circles: list[tuple[str, ...]] = []
    while True:
        # Who has no elders left is in no circle; when nobody is taken away any more, the rest leads into one.
        while free := [name for name in elders if not elders[name] & elders.keys()]:
            for name in free:
                del elders[name]
        if not elders:
            return circles
        way = [next(iter(elders))]
        while way[-1] not in way[:-1]:
            way.append(next(name for name in facts.people if name in elders[way[-1]] & elders.keys()))
        circle = way[way.index(way[-1]) : -1]
        first = circle.index(next(name for name in facts.people if name in circle))
        circles.append((*circle[first:], *circle[:first]))
        for name in circle:
            del elders[name]


CHECKS: tuple[Check, ...] = (
    fail_if_own_relative,
    fail_if_relative_is_named_twice,
    fail_if_too_many_parents,
    fail_if_spouses_disagree,
    fail_if_own_ancestor,
    fail_if_ancestor_is_too_young,
    fail_if_spouse_is_kin,
)
