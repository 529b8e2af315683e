"""Refusals of people whom nobody can be at their age: workers, retired, married, parents."""

from datetime import date

from sim.scenario.checks.shared import Check, Faulty, age_on
from sim.scenario.facts import Facts
from sim.scenario.kin import LEAST_MARRIED
from sim.scenario.source import SourceDocument
from sim.words.dates import birthday, months_between
from sim.words.members import word_of
from sim.words.states import SCHEMES_AT_START

_LEAST_WORKING = 16  # Labour Law, article 15
_LEAST_AT_FIRST_JOB = 14  # entries of decades ago that files of personnel still hold
_LEAST_RETIRED = {"male": 50, "female": 45}  # after full loss of the capacity to work; no rule retires anybody earlier
_OLDEST_MOTHER = 75
_OLDEST = 122  # nobody is known to have become older


def fail_if_work_is_before_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody works before being born, or as a small child."""
    for name, person in facts.study.people.items():
        if person.entered_work is None:
            continue
        path = ("people", name, "entered_work")
        first = birthday(person.born, _LEAST_AT_FIRST_JOB)
        if person.entered_work <= person.born:
            yield document.fault(
                path, f"entered_work: {person.entered_work} is not after {name}'s birth on {person.born}"
            )
        elif person.entered_work < first:
            age = age_on(person, person.entered_work)
            yield document.fault(path, f"entered_work: {name} is {age} on {person.entered_work}", allowed=_from(first))


def fail_if_student_before_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody ends studies before being born."""
    for name, person in facts.study.people.items():
        if person.student_until and person.student_until <= person.born:
            message = f"student_until: {person.student_until} is not after {name}'s birth on {person.born}"
            yield document.fault(("people", name, "student_until"), message)


def fail_if_birth_is_impossible(facts: Facts, document: SourceDocument) -> Faulty:
    """A child has a mother and a father, and she is not too old."""
    for event in facts.events:
        parents = [facts.people[name] for name in event.parents or () if name in facts.people]
        if event.does != "birth":
            continue
        if len(parents) == 2 and parents[0].sex == parents[1].sex and parents[0] is not parents[1]:
            message = f"parents: {parents[0].name} and {parents[1].name} are both {parents[0].sex}"
            yield document.fault((*event.path, "parents"), message, allowed="a woman and a man, or one of them")
        for mother in parents:
            age = age_on(mother, event.on)
            if mother.sex == "female" and age >= _OLDEST_MOTHER:
                message = f"parents: {mother.name} is {age} on {event.on}"
                yield document.fault((*event.path, "parents"), message, allowed=f"younger than {_OLDEST_MOTHER}")


def fail_if_too_young_to_marry(facts: Facts, document: SourceDocument) -> Faulty:
    """Who marries in the run is old enough on the day."""
    for event in facts.events:
        for key, name in (("who", event.who), ("to", event.to)):
            person = facts.people.get(name or "") if event.does == "marries" else None
            if person and (first := birthday(person.born, LEAST_MARRIED[person.sex])) > event.on:
                message = f"{key}: {name} is {age_on(person, event.on)} on {event.on}, too young to marry"
                yield document.fault((*event.path, key), message, allowed=_from(first))


def fail_if_too_young_for_an_event(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody begins a job, or pays as a worker, before the working age."""
    for event in facts.events:
        person = facts.people.get(event.who or "")
        is_of_workers = event.does == "starts_job" or event.as_ in ("employee", "flexible")
        if person is None or not is_of_workers or event.on < person.born:
            continue
        first = birthday(person.born, _LEAST_WORKING)
        if event.on < first:
            message = f"who: {event.who} is {age_on(person, event.on)} on {event.on}, too young to work"
            yield document.fault((*event.path, "who"), message, allowed=_from(first))


def fail_if_too_young_for_insurance(facts: Facts, document: SourceDocument) -> Faulty:
    """Employees and self-payers are of working age, the retired of an age at which some rule retires people."""
    for name, person in facts.study.people.items():
        least = {"employee": _LEAST_WORKING, "flexible": _LEAST_WORKING, "retired": _LEAST_RETIRED[person.sex]}
        age, needed = age_on(person, facts.start), least.get(person.insured.as_, 0)
        if person.born <= facts.start and age < needed:
            message = f"as: {name} is {age} on the first day, too young for {person.insured.as_!r}"
            others = [word for word in map(word_of, SCHEMES_AT_START) if least.get(word, 0) <= age]
            yield document.fault(("people", name, "insured", "as"), message, allowed=", ".join(others))


def fail_if_married_too_young(facts: Facts, document: SourceDocument) -> Faulty:
    """Who is married on the first day is old enough."""
    people = facts.study.people
    married = {person.spouse for person in people.values()} | {name for name in people if people[name].spouse}
    for name, person in people.items():
        if name in married and person.born <= facts.start < birthday(person.born, LEAST_MARRIED[person.sex]):
            message = f"born: {name} is {age_on(person, facts.start)} on the first day, too young to be married"
            allowed = f"{LEAST_MARRIED[person.sex]} years before it, or earlier; or no spouse"
            yield document.fault(("people", name, "born"), message, allowed=allowed)


def fail_if_months_are_more_than_possible(facts: Facts, document: SourceDocument) -> Faulty:
    """Months of work lie between the working age, or the first job if that was earlier, and the first day; months in a
    row begin with the birth."""
    for name, person in facts.study.people.items():
        if person.born > facts.start:
            continue
        insured, since = person.insured, birthday(person.born, _LEAST_WORKING)
        of_age = f"{_LEAST_WORKING}"
        if person.entered_work and person.born < person.entered_work < since:
            since, of_age = person.entered_work, f"{age_on(person, person.entered_work)}"
        possible = len(months_between(since, facts.start))
        span = f"{name} became {of_age} in {since:%Y-%m}" if possible else f"{name} is not {of_age} yet"
        left = max(0, possible - insured.paid_months)
        if insured.paid_months > possible:
            message = f"paid_months: {insured.paid_months:,} are more than lie before the first day; {span}"
            yield document.fault(("people", name, "insured", "paid_months"), message, allowed=_up_to(possible))
        elif insured.deemed_months > left:
            besides = f" beside paid_months: {insured.paid_months}" if insured.paid_months else ""
            message = (
                f"deemed_months: {insured.deemed_months:,} are more than lie before the first day{besides}; {span}"
            )
            yield document.fault(("people", name, "insured", "deemed_months"), message, allowed=_up_to(left))
        lived = len(months_between(person.born, facts.start))
        if insured.insured_in_a_row > lived and "insured_in_a_row" in document.mapping("people", name, "insured"):
            message = f"insured_in_a_row: {name} has lived {lived:,} months on the first day"
            yield document.fault(("people", name, "insured", "insured_in_a_row"), message, allowed=_up_to(lived))


def fail_if_older_than_anybody(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody is older than anybody has become."""
    for name, person in facts.study.people.items():
        age = age_on(person, facts.start)
        if age > _OLDEST:
            message = f"born: {name} is {age} on the first day"
            yield document.fault(("people", name, "born"), message, allowed=f"at most {_OLDEST} years before it")


def _from(first: date) -> str:
    return f"{first} or later"


def _up_to(months: int) -> str:
    return f"0 to {months:,}" if months else "0"


CHECKS: tuple[Check, ...] = (
    fail_if_work_is_before_birth,
    fail_if_student_before_birth,
    fail_if_birth_is_impossible,
    fail_if_too_young_to_marry,
    fail_if_too_young_for_an_event,
)
IN_RUN: tuple[Check, ...] = (
    fail_if_too_young_for_insurance,
    fail_if_married_too_young,
    fail_if_months_are_more_than_possible,
    fail_if_older_than_anybody,
)
