"""Refusals about weddings and births by chance: who cannot marry or give birth; no event is of such a child."""

from collections import Counter

from sim.scenario.checks.shared import Check, Faulty, age_on, as_tuple, people_of
from sim.scenario.facts import CHILDREN, Facts
from sim.scenario.kin import FERTILE_BETWEEN
from sim.scenario.source import SourceDocument
from sim.words.dates import birthday

_MOST_COUPLES = 6  # each doubles the tables of who is whose relative
_MOST_YEARS = 50  # who is born on the first day may retire after them
_KIN = ("spouse", "parents", "siblings", "grandparents")


def fail_if_wedding_is_impossible(facts: Facts, document: SourceDocument) -> Faulty:
    """Who may marry by chance is single, and stays so but for this wedding; nobody marries a close relative."""
    taken = _not_single(facts)
    for who, marries in facts.couples:
        path, to = ("people", who, "chance", "marries"), marries.to
        if who == to:
            yield document.fault((*path, "to"), f"to: {who} cannot marry {who}")
            continue
        if to not in facts.study.people:
            yield document.fault((*path, "to"), f"to: {to} is a child of this run")
            continue
        message = next((taken[name] for name in (who, to) if name in taken), None)
        if message:
            allowed = "one wedding, of two who are single"
            yield document.fault(path, f"marries: {message}", of_key=True, allowed=allowed)
        blood = facts.kin.blood(who, to)
        if blood:
            yield document.fault((*path, "to"), f"to: {to} is the {blood.word} of {who}")


def _not_single(facts: Facts) -> dict[str, str]:
    """Who is or will be married otherwise than by one wedding by chance, and how."""
    times = Counter(name for who, marries in facts.couples for name in {who, marries.to})
    found = {name: f"{name} may marry {number} times by chance" for name, number in times.items() if number > 1}
    for event in facts.events:
        for _, name in people_of(event) if event.does == "marries" else ():
            found[name] = f"{name} marries on {event.on} already (line {event.line})"
    for name, person in facts.study.people.items():
        for one, other in ((name, person.spouse), (person.spouse, name)) if person.spouse else ():
            found[str(one)] = f"{one} is married to {other} on the first day"
    return found


def fail_if_too_many_couples(facts: Facts, document: SourceDocument) -> Faulty:
    """Few weddings are left to chance."""
    if len(facts.couples) > _MOST_COUPLES:
        path = ("people", facts.couples[_MOST_COUPLES][0], "chance", "marries")
        message = f"marries: {len(facts.couples)} couples may marry by chance"
        yield document.fault(path, message, of_key=True, allowed=f"at most {_MOST_COUPLES}")


def fail_if_birth_by_chance_is_impossible(facts: Facts, document: SourceDocument) -> Faulty:
    """Women give birth, to at least one child that is named; a father is a man and no close relative of hers."""
    for name, person in facts.study.people.items():
        birth = person.chance.gives_birth if person.chance else None
        if birth is None:
            continue
        path = ("people", name, *CHILDREN[:2])
        if person.sex != "female":
            yield document.fault(path, f"gives_birth: {name} is {person.sex}", of_key=True, allowed="a woman")
        if not birth.children and ("people", name, *CHILDREN) not in facts.left_out:
            unused = next(
                one for one in map("Bao{}".format, ("", *range(len(facts.people)))) if one not in facts.people
            )
            message, write = "children: nobody is named who may be born", f"children: {{{unused}: {{sex: female}}}}"
            yield document.fault((*path, "children"), message, write=write)
        for child, said in birth.children.items():
            father = facts.people.get(said.father or "")
            if father is None:
                continue
            at = (*path, "children", child, "father")
            blood = facts.kin.blood(name, father.name)
            if father.sex != "male" or father.unborn:
                what = "a child of this run" if father.unborn else father.sex
                yield document.fault(at, f"father: {father.name} is {what}", allowed="a man of the file")
            elif blood:
                yield document.fault(at, f"father: {father.name} is the {blood.word} of {name}")


def fail_if_child_by_chance_is_named(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody knows the day of such a birth, so no event can be of the child, and nobody states it as kin."""
    children = {child.name for child in facts.children}
    for event in facts.events:
        for key, name in people_of(event):
            if name in children:
                message = f"{key}: {name} is born by chance, so no event can name {name}"
                yield document.fault((*event.path, key), message)
    for name, person in facts.study.people.items():
        for key in _KIN:
            for other in as_tuple(getattr(person, key)):
                if other in children:
                    message = f"{key}: {other} is born by chance; its mother and `father` say whose child it is"
                    yield document.fault(("people", name, key), message)


def fail_if_never_fertile(facts: Facts, document: SourceDocument) -> Faulty:
    """Some of the ages of mothers lie in the run."""
    for name, person in facts.study.people.items():
        if not (person.chance and person.chance.gives_birth):
            continue
        first, end = (birthday(person.born, age) for age in FERTILE_BETWEEN)
        if end <= facts.start or first >= facts.end:
            message = f"gives_birth: {name} is {age_on(person, facts.start)} on the first day"
            allowed = f"mothers from {FERTILE_BETWEEN[0]} to {FERTILE_BETWEEN[1] - 1} years in the run"
            path = ("people", name, *CHILDREN[:2])
            yield document.fault(path, message, of_key=True, allowed=allowed)


def fail_if_children_could_retire(facts: Facts, document: SourceDocument) -> Faulty:
    """A run with children by chance ends before one of them could retire."""
    if facts.children and facts.end > birthday(facts.start, _MOST_YEARS):
        mother = facts.children[0].mother
        message = "gives_birth: a child born by chance could retire in this run"
        path = ("people", mother, *CHILDREN[:2])
        yield document.fault(path, message, of_key=True, allowed=f"runs of at most {_MOST_YEARS} years")


CHECKS: tuple[Check, ...] = (
    fail_if_wedding_is_impossible,
    fail_if_too_many_couples,
    fail_if_birth_by_chance_is_impossible,
    fail_if_child_by_chance_is_named,
)
IN_RUN: tuple[Check, ...] = (fail_if_never_fertile, fail_if_children_could_retire)
