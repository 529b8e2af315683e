"""Cross checks: what a file may not say although each of its words is right, one function a refusal.

Each takes the facts of the file and its source document, and yields the faults it finds. A run may refuse a thing
with a reason (a payer who is no relative, a bill of somebody dead); such a thing is no fault where the file expects
just that refusal.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sim.errors import Fault, Faults
from sim.keys import person_key
from sim.scenario.facts import Facts
from sim.scenario.model import Binding, Event, Expectation, Person, Visits
from sim.scenario.reading import NAMER
from sim.scenario.source import SourceDocument
from sim.values.models import Path, keys_of
from sim.values.refusals import nearest_word
from sim.values.scalars import MILLION, month_number, month_text, percent, yuan
from sim.words.events import BILLS, EVENTS

if TYPE_CHECKING:
    from sim.policy import Policy

Faulty = Iterator[Fault]
MOST_YEARS = 150

# ----------------------------------------------------------------------------- the run


def fail_if_end_and_years(facts: Facts, document: SourceDocument) -> Faulty:
    """A run ends at `end` or after `years`; both could contradict each other."""
    if "end" in document.tree and "years" in document.tree:
        yield document.fault(("end",), "'end' and 'years' are both given; keep one", of_key=True)


def fail_if_neither_end_nor_years(facts: Facts, document: SourceDocument) -> Faulty:
    """A run without an end would never stop."""
    if "end" not in document.tree and "years" not in document.tree:
        yield document.fault(("start",), "the scenario needs 'years' or 'end'", of_key=True, write="years: 30")


def fail_if_end_is_not_after_start(facts: Facts, document: SourceDocument) -> Faulty:
    """The end is the first day after the run, so at least one day lies before it."""
    if facts.end <= facts.start:
        message = f"the run ends on {facts.end}, not after its start on {facts.start}"
        yield document.fault(("end",), message, write=f"end: {facts.start.replace(day=1, year=facts.start.year + 1)}")


def fail_if_run_is_too_long(facts: Facts, document: SourceDocument) -> Faulty:
    """No household is followed longer than a long life."""
    if facts.end.year - facts.start.year > MOST_YEARS:
        message = f"the run lasts {facts.end.year - facts.start.year} years"
        yield document.fault(("end",), message, allowed=f"at most {MOST_YEARS} years")


# ----------------------------------------------------------------------------- people


def fail_if_nobody(facts: Facts, document: SourceDocument) -> Faulty:
    """A household has somebody in it."""
    if facts.complete and not facts.study.people:
        yield document.fault(("people",), "people: nobody is in the household")


def fail_if_names_collide(facts: Facts, document: SourceDocument) -> Faulty:
    """Two names whose keys of chance are equal would draw the same numbers."""
    first: dict[int, str] = {}
    for name in facts.people:
        other = first.setdefault(person_key(name), name)
        if other != name:
            message = f"{name!r} and {other!r} have the same key of chance; change one of the names"
            yield document.fault(_person_path(facts, name), message, of_key=True)


def fail_if_born_after_start(facts: Facts, document: SourceDocument) -> Faulty:
    """Who is not born on the first day comes by an event."""
    for name, person in facts.study.people.items():
        if person.born > facts.start:
            write = f"- {{on: {person.born}, does: birth, name: {name}, sex: {person.sex}, parents: [NAME]}}"
            message = f"{name} is born on {person.born}, after the start on {facts.start}; let an event bring {name}"
            yield document.fault(("people", name, "born"), message, write=write)


def fail_if_work_is_before_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody works before being born."""
    for name, person in facts.study.people.items():
        if person.entered_work and person.entered_work <= person.born:
            message = f"entered_work: {person.entered_work} is not after {name}'s birth on {person.born}"
            yield document.fault(("people", name, "entered_work"), message)


def fail_if_too_young_for_insurance(facts: Facts, document: SourceDocument) -> Faulty:
    """Employees and self-payers are at least 16, the retired at least 40 (special trades retired at 45)."""
    least = {"employee": 16, "flexible": 16, "retired": 40}
    for name, person in facts.study.people.items():
        age, needed = _age(person, facts.start), least.get(person.insured.as_, 0)
        if person.born <= facts.start and age < needed:
            message = f"as: {name} is {age} on the first day, too young for {person.insured.as_!r}"
            yield document.fault(("people", name, "insured", "as"), message, allowed="none, resident")


def fail_if_retires_outside_the_window(facts: Facts, document: SourceDocument) -> Faulty:
    """A named month of retirement lies where the law of the first day, as the file changes it, lets a person choose."""
    from sim.rules.retirement import earliest_month, latest_month, statutory_month

    for name, person in facts.study.people.items():
        month = person.choices.retires
        law = None if isinstance(month, str) or person.insured.as_ == "retired" else _law(facts, (person.region,))
        if isinstance(month, str) or law is None:
            continue
        p, born = law.record_on(person.region, facts.start), month_number(person.born)
        rules = earliest_month, latest_month, statutory_month
        first, last, by_law = (int(rule(p, person.old_age, born)) for rule in rules)
        if not first <= month_number(month) <= last:
            yield document.fault(
                ("people", name, "choices", "retires"),
                f"retires: {name} may not retire in {month:%Y-%m}",
                allowed=f"{month_text(first)} to {month_text(last)}, by law in {month_text(by_law)}",
                write=f"retires: {'earliest' if month_number(month) < first else 'latest'}",
            )


def fail_if_menu_is_unknown(facts: Facts, document: SourceDocument) -> Faulty:
    """What a self-payer chooses is on the menu of a region she lives in."""
    for name, person in facts.study.people.items():
        if person.choices.menu is None:
            continue
        regions = {person.region, *(event.region for event in facts.events if event.who == name and event.region)}
        menu = _menus(facts, tuple(sorted(regions)))
        if menu is not None and person.choices.menu not in menu:
            message = f"menu: {person.choices.menu!r} is on no menu of {' or '.join(sorted(regions))}"
            path = ("people", name, "choices", "menu")
            yield document.fault(
                path, message, nearest=nearest_word(person.choices.menu, menu), allowed=", ".join(menu)
            )


def _menus(facts: Facts, regions: tuple[str, ...]) -> tuple[str, ...] | None:
    """The names on the menus of some regions; None where the law itself is wrong."""
    law = _law(facts, regions)
    return None if law is None else tuple(dict.fromkeys(name for region in regions for name in law.menu(region)))


def _law(facts: Facts, regions: tuple[str, ...]) -> "Policy | None":
    """The law of some regions with the file's changes; None where it is wrong, which is said elsewhere."""
    from sim.policy import Policy

    try:
        return Policy.build(regions, facts.policy, facts.start, facts.end)
    except Faults:
        return None


# ----------------------------------------------------------------------------- care


def fail_if_tiers_do_not_add_up(facts: Facts, document: SourceDocument) -> Faulty:
    """Every visit is at some tier."""
    for path, visits in _all_visits(facts):
        total = sum(visits.tiers.values())
        if total != MILLION and not any(wrong[: len(path)] == path for wrong in facts.left_out):
            yield document.fault((*path, "tiers"), f"tiers: the shares add up to {percent(total)}", allowed="100%")


def fail_if_classes_exceed_cost(facts: Facts, document: SourceDocument) -> Faulty:
    """Class B and class C are parts of the cost."""
    for path, visits in _all_visits(facts):
        if visits.class_b + visits.class_c > MILLION:
            message = f"class_b and class_c are together {percent(visits.class_b + visits.class_c)} of the cost"
            yield document.fault((*path, "class_c"), message, allowed="at most 100%")
    for event in facts.events:
        parts = (event.class_b or 0) + (event.class_c or 0)
        if event.cost is not None and parts > event.cost:
            message = f"class_b and class_c are together {yuan(parts)} of a cost of {yuan(event.cost)}"
            at = "class_c" if event.class_c else "class_b"
            yield document.fault((*event.path, at), message, allowed=f"at most {yuan(event.cost)}")


def fail_if_p90_is_below_median(facts: Facts, document: SourceDocument) -> Faulty:
    """Nine of ten bills reach at least as far as five of ten."""
    for path, visits in _all_visits(facts):
        if visits.p90 < visits.median:
            message = f"p90: {yuan(visits.p90)} is less than the median {yuan(visits.median)}"
            yield document.fault((*path, "cost", "p90"), message)


# ----------------------------------------------------------------------------- kin


def fail_if_own_relative(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody is a relative of herself."""
    for name, person in facts.study.people.items():
        for key in ("spouse", "parents", "siblings", "grandparents"):
            if name in _as_tuple(getattr(person, key)):
                yield document.fault(("people", name, key), f"{key}: {name} is named as a relative of {name}")


def fail_if_relative_is_named_twice(facts: Facts, document: SourceDocument) -> Faulty:
    """A list of relatives names each once."""
    for name, person in facts.people.items():
        for key in ("parents", "siblings", "grandparents"):
            for other, times in Counter(getattr(person, key)).items():
                if times > 1:
                    path = (*_person_path(facts, name), key)
                    yield document.fault(path, f"{key}: {other} is named {times} times")


def fail_if_too_many_parents(facts: Facts, document: SourceDocument) -> Faulty:
    """A person has at most two parents."""
    for name, person in facts.people.items():
        if len(set(person.parents)) > 2:
            path = (*_person_path(facts, name), "parents")
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
        path = (*_person_path(facts, circle[0]), "parents")
        yield document.fault(path, f"parents: {circle[0]} is an ancestor of {circle[0]}: {way}")


def fail_if_ancestor_is_younger(facts: Facts, document: SourceDocument) -> Faulty:
    """Parents and grandparents are born first."""
    in_circles = {name for circle in _circles(facts) for name in circle}
    for name, person in facts.people.items():
        for key in ("parents", "grandparents"):
            for other in getattr(person, key):
                elder = facts.people.get(other)
                if elder is None or other == name or {name, other} <= in_circles or elder.born < person.born:
                    continue
                message = f"{key}: {other}, born on {elder.born}, is not older than {name}, born on {person.born}"
                yield document.fault((*_person_path(facts, name), key), message)


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


# ----------------------------------------------------------------------------- bindings


def fail_if_bound_to_oneself(facts: Facts, document: SourceDocument) -> Faulty:
    """The own account pays without a binding."""
    for binding in facts.bindings:
        if binding.payer == binding.for_:
            message = f"for: {binding.payer} needs no binding to pay for {binding.payer}"
            yield document.fault((*binding.path, "for"), message)


def fail_if_binding_ends_before_it_starts(facts: Facts, document: SourceDocument) -> Faulty:
    """`until` is the last day a binding works, so it is not before `from`."""
    for binding in facts.bindings:
        if binding.until and binding.until < binding.from_:
            message = f"until: {binding.until} is before the binding starts on {binding.from_}"
            yield document.fault((*binding.path, "until"), message)


def fail_if_binding_is_outside_the_run(facts: Facts, document: SourceDocument) -> Faulty:
    """A binding works on some day of the run."""
    for binding in facts.bindings:
        if binding.from_ >= facts.end:
            message = f"from: {binding.from_} is not in the run"
            yield document.fault((*binding.path, "from"), message, allowed=f"before {facts.end}")
        elif binding.until and binding.until < facts.start and binding.from_ <= binding.until:
            message = f"until: {binding.until} is before the run"
            yield document.fault((*binding.path, "until"), message, allowed=f"{facts.start} or later")


def fail_if_binding_is_before_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """A binding needs two people who are born."""
    for binding in facts.bindings:
        for name in (binding.payer, binding.for_):
            person = facts.people.get(name)
            if person and person.unborn and binding.from_ < person.born:
                message = f"from: {name} is not born before {person.born}"
                yield document.fault((*binding.path, "from"), message, write=f"from: {person.born}")


def fail_if_bound_after_death(facts: Facts, document: SourceDocument) -> Faulty:
    """Nobody dead or gone pays or is paid for, unless the file expects the refusal."""
    left = _left(facts)
    for binding in facts.bindings:
        for name in (binding.payer, binding.for_):
            event = left.get(name)
            if event and event.on < binding.from_ and not _is_meant(facts, binding, "dead"):
                yield document.fault((*binding.path, "from"), f"from: {name} {event.does} on {event.on}")


def fail_if_bound_twice(facts: Facts, document: SourceDocument) -> Faulty:
    """At any time a payer has one binding for a patient."""
    for earlier, later in _overlapping(facts):
        if earlier.payer == later.payer:
            message = f"{later.payer} is bound for {later.for_} already in line {earlier.line}"
            yield document.fault((*later.path, "payer"), message)


def fail_if_rank_is_double(facts: Facts, document: SourceDocument) -> Faulty:
    """At any time the payers of a patient have different ranks, so their order is clear."""
    for earlier, later in _overlapping(facts):
        if earlier.rank == later.rank and earlier.payer != later.payer:
            taken = {binding.rank for binding in facts.bindings if binding.for_ == later.for_}
            free = next(rank for rank in range(1, len(taken) + 2) if rank not in taken)
            message = f"rank: {earlier.payer} has rank {later.rank} for {later.for_} already"
            yield document.fault((*later.path, "rank"), message, write=f"rank: {free}")


def fail_if_payer_is_never_related(facts: Facts, document: SourceDocument) -> Faulty:
    """Payer and patient are relatives on some day, unless the file expects the refusal."""
    if not facts.complete:
        return
    for binding in facts.bindings:
        pair = binding.payer, binding.for_
        if pair[0] == pair[1] or facts.kin.ever_related(*pair) or _is_meant(facts, binding, "related"):
            continue
        name = binding.name or "NAME"
        meant = f"expect {{binding: {name}, refused: related}}"
        message = f"nothing makes {pair[0]} a relative of {pair[1]}; state the kin, or {meant}"
        if not binding.name:
            message += f" and name the binding {name}"
        yield document.fault((*binding.path, "payer"), message)


# ----------------------------------------------------------------------------- events

_EVENT_EXAMPLES = {
    "who": "who: Wei",
    "cost": "cost: 600",
    "wage": "wage: 9000",
    "months": "months: 2",
    "to": "to: Grandma",
    "amount": "amount: 500",
    "as": "as: flexible",
    "region": "region: national",
    "name": "name: Bao",
    "sex": "sex: female",
    "parents": "parents: [Wei, Mei]",
}


def fail_if_event_lacks_a_key(facts: Facts, document: SourceDocument) -> Faulty:
    """Each kind of event says what it needs."""
    for event in facts.events:
        for key in EVENTS[event.does].must:
            if key not in document.node(*event.path):
                yield document.fault(event.path, f"{event.does} needs {key!r}", write=_EVENT_EXAMPLES[key])


def fail_if_key_is_of_another_event(facts: Facts, document: SourceDocument) -> Faulty:
    """Each kind of event has its own keys."""
    for event in facts.events:
        allowed = EVENTS[event.does].keys
        for key in document.node(*event.path):
            if key in keys_of(Event) and key not in allowed:
                message = f"{str(key)!r} does not belong to {event.does}"
                yield document.fault((*event.path, key), message, of_key=True, allowed=", ".join(allowed))


def fail_if_months_or_years_is_unclear(facts: Facts, document: SourceDocument) -> Faulty:
    """Back-payment is of months (employee insurance) or of years (resident insurance)."""
    for event in facts.events:
        given = {"months", "years"} & document.node(*event.path).keys()
        if event.does == "back_pays" and len(given) != 1:
            message = "back_pays has both 'months' and 'years'" if given else "back_pays needs 'months' or 'years'"
            yield document.fault(event.path, message, write=None if given else "months: 2")


def fail_if_wage_is_unknown(facts: Facts, document: SourceDocument) -> Faulty:
    """A job has a wage: the event's, or the one under `work`."""
    for event in facts.events:
        person = facts.people.get(event.who or "")
        if event.does != "starts_job" or "wage" in document.node(*event.path) or person is None:
            continue
        if document.node("people", person.name, "work", "wage") is None:
            message = f"starts_job needs 'wage': {person.name} has none under 'work'"
            yield document.fault(event.path, message, write=_EVENT_EXAMPLES["wage"])


def fail_if_event_is_outside_the_run(facts: Facts, document: SourceDocument) -> Faulty:
    """An event falls on a day of the run."""
    for event in facts.events:
        if not facts.start <= event.on < facts.end:
            yield document.fault((*event.path, "on"), f"on: {event.on} is not in the run", allowed=_days(facts))


def fail_if_event_is_before_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """Nothing happens to somebody who is not born yet."""
    for event in facts.events:
        for key, name in _people_of(event):
            person = facts.people.get(name)
            if person and person.unborn and event.on < person.born:
                yield document.fault((*event.path, key), f"{key}: {name} is not born before {person.born}")


def fail_if_event_is_after_death(facts: Facts, document: SourceDocument) -> Faulty:
    """Nothing happens to somebody who died or left the country, unless the file expects the refusal."""
    left = _left(facts)
    for event in facts.events:
        for key, name in _people_of(event):
            leaving = left.get(name)
            if leaving is None or leaving is event or event.does == "birth" or _is_meant(facts, event, "dead"):
                continue
            if leaving.on < event.on or (leaving.on == event.on and leaving.does == event.does):
                message = f"{key}: {name} {leaving.does} on {leaving.on} already (line {leaving.line})"
                yield document.fault((*event.path, key), message)


def fail_if_parent_is_dead_at_birth(facts: Facts, document: SourceDocument) -> Faulty:
    """A mother lives at the birth, a father ten months before it."""
    left = _left(facts)
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
    people = [(("people", name), name) for name in document.node("people") or ()]
    yield from _double(document, "name", (*people, *((event.path, event.name) for event in births)))


# ----------------------------------------------------------------------------- sweep


def fail_if_nothing_is_swept(facts: Facts, document: SourceDocument) -> Faulty:
    """A sweep has a path, and every path has a value."""
    vary = document.node("sweep", "vary")
    if vary is not None and not vary:
        yield document.fault(("sweep", "vary"), "vary: nothing is varied", write=_SWEEP_EXAMPLE)
    for path, values in facts.study.sweep.vary.items() if facts.study.sweep else ():
        if not values:
            yield document.fault(("sweep", "vary", path), f"{path}: no value is given")


_SWEEP_EXAMPLE = "vary: {policy.coverage.wait.employee: [0, 3, 6]}"

# ----------------------------------------------------------------------------- expectations

_SUBJECTS = ("who", "bill", "event", "binding")


def fail_if_expectation_is_about_nothing(facts: Facts, document: SourceDocument) -> Faulty:
    """An expectation is about one person, bill, event or binding."""
    for expected, node in _expectations(facts, document):
        about = [key for key in _SUBJECTS if key in node]
        if len(about) != 1:
            found = f"about {' and '.join(about)} at once" if about else "about nothing"
            yield document.fault(
                expected.path, f"the expectation is {found}", allowed="one of who, bill, event, binding"
            )


def fail_if_word_does_not_fit(facts: Facts, document: SourceDocument) -> Faulty:
    """People, bills, and what is refused have their own words."""
    for expected, node in _expectations(facts, document):
        allowed = NAMER.keys_at(expected.path, node)
        if sum(key in node for key in _SUBJECTS) != 1:
            continue  # a fault of its own
        for key in node:
            if key in keys_of(type(expected)) and key not in allowed:
                message = f"{str(key)!r} is not a word for {_about(node)}"
                yield document.fault((*expected.path, key), message, of_key=True, allowed=NAMER.listed(allowed))


def fail_if_nothing_is_expected(facts: Facts, document: SourceDocument) -> Faulty:
    """An expectation names at least one value."""
    for expected, node in _expectations(facts, document):
        if set(node) <= {"on", "variant", *_SUBJECTS}:
            yield document.fault(expected.path, "nothing is expected", write="account: 1200.00")


def fail_if_day_is_missing(facts: Facts, document: SourceDocument) -> Faulty:
    """What is said of a person is said of the end of a day."""
    for expected, node in _expectations(facts, document):
        if "who" in node and "on" not in node:
            yield document.fault(expected.path, "the expectation needs 'on'", write=f"on: {facts.end - timedelta(1)}")


def fail_if_expected_outside_the_run(facts: Facts, document: SourceDocument) -> Faulty:
    """An expected day is a day of the run."""
    for expected, _ in _expectations(facts, document):
        if expected.on and not facts.start <= expected.on < facts.end:
            yield document.fault((*expected.path, "on"), f"on: {expected.on} is not in the run", allowed=_days(facts))


def fail_if_subject_is_in_another_variant(facts: Facts, document: SourceDocument) -> Faulty:
    """What an expectation is about is in the variant it names, or in the scenario itself where it names none."""
    if not facts.complete:
        return
    known = {
        "who": facts.people.keys(),
        "bill": {event.bill for event in facts.events},
        "event": {event.name for event in facts.events},
        "binding": {binding.name for binding in facts.bindings},
    }
    for expected, node in _expectations(facts, document):
        for key in _SUBJECTS:
            if key in node and node[key] not in known[key]:
                here = f"variant {document.variant!r}" if document.variant else "the scenario itself; name the variant"
                message = f"{key}: {str(node[key])!r} is not in {here}"
                yield document.fault((*expected.path, key), message)


# ----------------------------------------------------------------------------- what the checks share


def _person_path(facts: Facts, name: str) -> Path:
    """Where a person stands: under `people`, or in the event of the birth."""
    births = (event.path for event in facts.events if event.does == "birth" and event.name == name)
    return ("people", name) if name in facts.study.people else next(births)


def _age(person: Person, day: date) -> int:
    """Completed years."""
    return day.year - person.born.year - ((day.month, day.day) < (person.born.month, person.born.day))


def _as_tuple(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _days(facts: Facts) -> str:
    return f"{facts.start} to {facts.end - timedelta(1)}"


def _all_visits(facts: Facts) -> Iterator[tuple[Path, Visits]]:
    """Every kind of care in the file, with where it stands."""
    for name, person in facts.people.items():
        for kind in BILLS:
            visits = getattr(person.care, kind, None)
            if visits:
                yield (*_person_path(facts, name), "care", kind), visits


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


def _left(facts: Facts) -> dict[str, Event]:
    """Who dies or leaves the country by an event, and by which: the first."""
    leaving = [event for event in facts.events if event.does in ("dies", "emigrates") and event.who]
    first: dict[str, Event] = {}
    for event in sorted(leaving, key=lambda event: event.on):
        first.setdefault(str(event.who), event)
    return first


def _people_of(event: Event) -> Iterator[tuple[str, str]]:
    """Everybody an event names, with the key."""
    for key, names in (("who", event.who), ("to", event.to), ("parents", event.parents)):
        for name in _as_tuple(names):
            yield key, name


def _is_meant(facts: Facts, thing: Binding | Event, reason: str) -> bool:
    """Whether the file expects a binding or an event to be refused for this reason."""
    kind = "binding" if isinstance(thing, Binding) else "event"
    return thing.name is not None and any(
        getattr(expected, kind) == thing.name and expected.refused == reason for expected in facts.study.expect
    )


def _overlapping(facts: Facts) -> Iterator[tuple[Binding, Binding]]:
    """Every two bindings for one patient that work on a common day, in the order of the file."""
    for index, later in enumerate(facts.bindings):
        for earlier in facts.bindings[:index]:
            first, last = max(earlier.from_, later.from_), min(_last(earlier), _last(later))
            if earlier.for_ == later.for_ and first <= last:
                yield earlier, later


def _last(binding: Binding) -> date:
    return binding.until or date.max


def _double(document: SourceDocument, key: str, named: Iterable[tuple[Path, str | None]]) -> Faulty:
    """A fault for each name that something else bears already."""
    first: dict[str, Path] = {}
    for path, name in named:
        if name is not None and first.setdefault(name, path) != path:
            line = document.key_mark(*first[name]).line
            yield document.fault((*path, key), f"{key}: {name!r} is taken already in line {line}")


def _expectations(facts: Facts, document: SourceDocument) -> Iterator[tuple[Expectation, Any]]:
    """The expectations of the case the document is, each with its mapping in the file."""
    for expected in facts.study.expect:
        if (expected.variant or "") == document.variant:
            yield expected, document.node(*expected.path)


def _about(node: Any) -> str:
    """What the words of an expectation are about."""
    if "bill" in node:
        return "a bill"
    return "what is refused" if "event" in node or "binding" in node else "a person"


# ----------------------------------------------------------------------------- all of them

CHECKS_OF_RUN: tuple[Callable[[Facts, SourceDocument], Faulty], ...] = (
    fail_if_end_and_years,
    fail_if_neither_end_nor_years,
    fail_if_end_is_not_after_start,
    fail_if_run_is_too_long,
)
# These look at days of the run, so they wait until the run itself is right.
CHECKS_IN_RUN: tuple[Callable[[Facts, SourceDocument], Faulty], ...] = (
    fail_if_born_after_start,
    fail_if_menu_is_unknown,
    fail_if_retires_outside_the_window,
    fail_if_too_young_for_insurance,
    fail_if_binding_ends_before_it_starts,
    fail_if_binding_is_before_birth,
    fail_if_bound_after_death,
    fail_if_bound_twice,
    fail_if_rank_is_double,
    fail_if_binding_is_outside_the_run,
    fail_if_event_is_outside_the_run,
    fail_if_day_is_missing,
    fail_if_expected_outside_the_run,
)
CHECKS: tuple[Callable[[Facts, SourceDocument], Faulty], ...] = (
    fail_if_nobody,
    fail_if_names_collide,
    fail_if_work_is_before_birth,
    fail_if_tiers_do_not_add_up,
    fail_if_classes_exceed_cost,
    fail_if_p90_is_below_median,
    fail_if_own_relative,
    fail_if_relative_is_named_twice,
    fail_if_too_many_parents,
    fail_if_spouses_disagree,
    fail_if_own_ancestor,
    fail_if_ancestor_is_younger,
    fail_if_spouse_is_kin,
    fail_if_bound_to_oneself,
    fail_if_payer_is_never_related,
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
    fail_if_nothing_is_swept,
    fail_if_expectation_is_about_nothing,
    fail_if_word_does_not_fit,
    fail_if_nothing_is_expected,
    fail_if_subject_is_in_another_variant,
)


def cross_checks(facts: Facts, document: SourceDocument) -> Iterator[Fault]:
    """Every fault of a file whose words are right."""
    of_run = [fault for check in CHECKS_OF_RUN for fault in check(facts, document)] if facts.run_is_known else []
    yield from of_run
    for check in (*CHECKS, *(CHECKS_IN_RUN if facts.run_is_known and not of_run else ())):
        yield from check(facts, document)
