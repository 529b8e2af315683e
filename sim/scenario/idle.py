"""Notes: what a file says that can have no effect, or could not be checked. It is no fault, for the file means what it
says, but seldom what was wanted. Nothing here is a matter of chance: a note holds in every life.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from sim.errors import Faults, Note
from sim.policy import OwnSeeds, PolicyChange, with_seeds
from sim.scenario.changes import as_written
from sim.scenario.checks.shared import age_on, is_meant, person_path
from sim.scenario.scalars import region_called
from sim.scenario.swept_values import untried_pairs
from sim.values.refusals import listed
from sim.values.trees import marks_in
from sim.yaml_marks import Mark, mark_of

if TYPE_CHECKING:
    from sim.scenario.model import Person
    from sim.scenario.scenario import Scenario

_YOUNGEST_RETIRED = 45  # no law lets anybody retire earlier
_LEAVING = ("leaves_job", "leaves", "employer_defaults", "moves")  # events after which somebody may be without a job


class Kind(Enum):
    """Every kind of note, with what it says."""

    AFTER_THE_END = "a value of the law that begins after the run"
    NOBODY_THERE = "a change to the law of a region in which nobody lives"
    SHADOWED = "a change for every region where each region has one of its own"
    NO_SUCH_BILL = "programmes of the law where no bill is of a programme"
    SAME_VARIANT = "a variant that is the file itself"
    NEVER_CHOSEN = "a choice that its person never has"
    IDLE_EVENT = "an event that finds nothing to do: a job left by who has none, a move to where one lives"
    IDLE_DESIGN = "a key of a sweep that its way of choosing points does not use"
    UNTRIED = "combinations of swept values of which `check` tries only some"

    @property
    def word(self) -> str:
        return self.name.lower()


def notes(scenario: "Scenario") -> tuple[Note, ...]:
    """The notes on a file and its variants, in the order of its lines."""
    if scenario.document is not scenario.written:
        return tuple(_sorted(_of_case(scenario)))
    found = dict.fromkeys(_of_case(scenario))
    variants = {name: scenario.readers.variant_alone(scenario, name) for name in scenario.variants}
    said = _said(scenario) if variants else {}
    for name, variant in variants.items():
        of_variant = set(_of_case(variant))
        own = set(marks_in(scenario.document.mapping("variants", name)))
        there = _marks_of(variant)
        found = dict.fromkeys(note for note in found if note in of_variant or (note.line, note.column) not in there)
        found |= dict.fromkeys(note for note in of_variant if (note.line, note.column) in own)
        if _said(variant) == said and _has_the_law_of(variant, scenario):
            place = scenario.document.key_mark("variants", name)
            found[Note(Kind.SAME_VARIANT.word, f"variant {name!r} changes nothing", scenario.path, *place)] = None
    found |= dict.fromkeys((*_of_sweep(scenario, variants.values()), *_of_design(scenario), *_of_pairs(scenario)))
    return tuple(_sorted(note for note in found if not _may_be_swept(scenario, note)))


def _sorted(found: Iterable[Note]) -> list[Note]:
    return sorted(found, key=lambda note: (note.line, note.column))


def _of_case(case: "Scenario") -> Iterator[Note]:
    yield from _of_changes(case)
    for name, person in case.people.items():
        yield from _of_choices(case, name, person)
        yield from _of_events(case, name, person)


# ----------------------------------------------------------------------------- changes to the law


def _of_changes(case: "Scenario") -> Iterator[Note]:
    """Values whose cause of having no effect is known, and without which the law of the run is the same; and programmes
    for chronic diseases, which only bills of a programme read. None of a population, whose regions stand in its rows.
    """
    if case.population:
        return
    has_programmes = _has_programmes(case)
    for change in case.policy:
        if change.parameter == "programme" and not has_programmes:
            message = "programme: no bill of the file is of a programme, so this changes nothing"
            yield Note(Kind.NO_SUCH_BILL.word, message, case.path, *change.mark)
            continue
        for first, raw in change.dated.items():
            cause = _cause(case, change, first)
            if cause and _is_idle(case, change, first):
                place = change.mark if len(change.dated) == 1 else mark_of(raw, change.mark)
                yield Note(cause[0].word, f"{change.parameter}: {cause[1]}", case.path, *place)


def _cause(case: "Scenario", change: PolicyChange, first: date | None) -> tuple[Kind, str] | None:
    """Why a value of a change probably has no effect."""
    regions = case.regions()
    if change.region is not None and change.region not in regions:
        return Kind.NOBODY_THERE, f"nobody lives in {change.region}, so this changes nothing"
    if first is not None and first >= case.end:
        last = case.end - timedelta(1)
        return Kind.AFTER_THE_END, f"{first} is after the last day of the run, {last}, so this changes nothing"
    own = {other.region for other in case.policy if other.parameter == change.parameter}
    if change.region is None and own.issuperset(regions):
        return (
            Kind.SHADOWED,
            f"{listed(regions)} {_have(len(regions))} a value of its own here, so this changes nothing",
        )
    return None


def _has_programmes(case: "Scenario") -> bool:
    """Whether any visit, stated or drawn, is of a programme for chronic diseases."""
    drawn = (person.care.outpatient for person in case.people.values() if person.care)
    return any(event.programme for event in case.events) or any(visits.programmes for visits in drawn if visits)


def _have(number: int) -> str:
    return "has" if number == 1 else "each have"


def _is_idle(case: "Scenario", change: PolicyChange, first: date | None) -> bool:
    """Whether the law is the same without a value of a change. (What begins after the run may stop a projection.)"""
    if change.region is not None and change.region not in case.regions():
        return True
    rest = {day: raw for day, raw in change.dated.items() if day != first}
    changed = [PolicyChange(change.region, change.parameter, rest, change.mark)] if rest else []
    without = [one for other in case.policy for one in (changed if other is change else [other])]
    with suppress(Faults):
        return _law(case, case.policy) == _law(case, without)
    return False


def _law(case: "Scenario", changes: "Sequence[PolicyChange]") -> list[object]:
    """What the law of a case says under some changes."""
    return _law_of(case.seeds, case.regions(), tuple(changes), case.start, case.end)


@lru_cache(maxsize=8)  # variants seldom change the law, and are looked at one after the other
def _law_of(
    seeds: OwnSeeds, regions: tuple[str, ...], changes: tuple[PolicyChange, ...], start: date, end: date
) -> list[object]:
    """What the law says as far as a run can see it: of residents' insurance the next year too, which is paid ahead."""
    from sim.policy.timeline import timelines

    year_after = (end - timedelta(1)).year + 1
    ahead = date(year_after + 1, 1, 1).toordinal()
    seen: list[object] = []
    with with_seeds(seeds):
        for region in regions:
            for name, line in timelines(region, changes, start, date(year_after, 12, 31)).items():
                until = ahead if name.startswith(("resident.", "benefit.")) else end.toordinal()
                seen.append([(begins, value.value) for begins, value in line if begins < until])
    return seen


# ----------------------------------------------------------------------------- variants and the sweep


def _said(case: "Scenario") -> dict[str, object]:
    """What a case says but for its law and its title."""
    return {key: said for key, said in case.resolved().items() if key not in ("about", "policy", "variants", "sweep")}


def _has_the_law_of(variant: "Scenario", baseline: "Scenario") -> bool:
    """Whether the law of a variant is that of the file itself, in other words perhaps."""
    if baseline.population:  # whose regions stand in its rows
        return as_written(variant.policy) == as_written(baseline.policy)
    with suppress(Faults):
        return _law(variant, variant.policy) == _law(baseline, baseline.policy)
    return False


def _marks_of(case: "Scenario") -> set[Mark]:
    """Where a case has its changes to the law, those that are in force, and its people."""
    marks = {mark_of(raw, change.mark) for change in case.policy for raw in change.dated.values()}
    marks |= {change.mark for change in case.policy}
    return marks.union(marks_in(case.document.mapping("people")), marks_in(case.document.entries("events")))


def _of_sweep(scenario: "Scenario", variants: "Iterable[Scenario]") -> Iterator[Note]:
    """Paths of the law of a region in which nobody lives; of a population only its rows say where people live."""
    vary = scenario.document.mapping("sweep", "vary") if not scenario.population else {}
    lived_in = {region for case in (scenario, *variants) for region in case.regions()}
    for path in vary:
        heading, _, rest = path.partition(".")
        region = region_called(rest.partition(".")[0])
        if heading == "policy" and region and region not in lived_in:
            message = f"{path}: nobody lives in {region}, so this changes nothing"
            yield Note(
                Kind.NOBODY_THERE.word, message, scenario.path, *scenario.document.key_mark("sweep", "vary", path)
            )


def _of_design(scenario: "Scenario") -> Iterator[Note]:
    """Keys of a sweep that the points chosen in its way do not follow from."""
    by = scenario.sweep.by if scenario.sweep else ""
    for name in scenario.document.mapping("sweep"):
        if name in _DESIGNS and by not in _DESIGNS[name]:
            message = f"{name}: the points of {by} do not depend on it; it is for {', '.join(_DESIGNS[name])}"
            yield Note(Kind.IDLE_DESIGN.word, message, scenario.path, *scenario.document.key_mark("sweep", name))


#: For which ways of choosing points a key of a sweep is.
_DESIGNS = {
    "samples": ("lhs", "sobol"),
    "trajectories": ("morris",),
    "levels": ("morris",),
    "seed": ("lhs", "sobol", "morris"),
}


def _of_pairs(scenario: "Scenario") -> Iterator[Note]:
    """Combinations of two swept values that are too many to be tried when the file is checked."""
    tried, number = untried_pairs(scenario.document)
    if tried < number:
        place = scenario.document.key_mark("sweep", "vary")
        message = f"vary: of {number:,} combinations of two outermost values check tries {tried:,}"
        yield Note(Kind.UNTRIED.word, message, scenario.path, *place)


def _may_be_swept(scenario: "Scenario", note: Note) -> bool:
    """Whether a sweep of the run's days or of where people live may give something an effect after all."""
    paths = scenario.document.mapping("sweep", "vary")
    kind = Kind[note.kind.upper()]
    if kind is Kind.AFTER_THE_END:
        return any(path in ("start", "end", "years") for path in paths)
    if kind in (Kind.NOBODY_THERE, Kind.SHADOWED):
        return any(path.endswith(".region") for path in paths)
    return kind in (Kind.NEVER_CHOSEN, Kind.NO_SUCH_BILL, Kind.IDLE_EVENT) and any(
        path.startswith(("people.", "events.")) for path in paths
    )


# ----------------------------------------------------------------------------- choices


def _of_choices(case: "Scenario", name: str, person: "Person") -> Iterator[Note]:
    """Choices that the file writes down for somebody who never comes to choose. (When somebody young will retire is an
    outcome.)"""
    path = (*person_path(case.facts, name), "choices")
    never = {
        "when_jobless": None if _may_lose_job(case, name, person) else "never loses a job",
        "back_pay": None if _may_miss_months(case, name, person) else "never misses a month",
        "menu": None if _may_pay_alone(case, name, person) else "is never insured as a self-payer",
        "when_short": _never_retires(case, person),
    }
    for key in case.document.mapping(*path):
        if never.get(key):
            mark = case.document.key_mark(*path, key)
            yield Note(Kind.NEVER_CHOSEN.word, f"{key}: {name} {never[key]}, so this changes nothing", case.path, *mark)


def _of_events(case: "Scenario", name: str, person: "Person") -> Iterator[Note]:
    """Events of somebody that find nothing to do, whatever chance does, and whose refusal the file does not expect."""
    finds_jobs = person.work is not None and person.work.finds_job > 0
    region, may_have_job = person.region, finds_jobs or person.insured.as_ == "employee"
    for event in sorted(case.events, key=lambda event: event.on):
        if event.who != name:
            continue
        why = None
        match event.does:
            case "moves":
                why = f"{name} lives in {region} already" if event.region == region else None
                region = event.region or region
            case "leaves_job" | "employer_defaults" if not may_have_job:
                why = None if is_meant(case.facts, event, "jobless") else f"{name} has no job on {event.on}"
            case "leaves_job":
                may_have_job = finds_jobs
            case "starts_job":
                may_have_job = True
            case "joins":
                may_have_job |= event.as_ == "employee"
        if why:
            mark = case.document.mark(*event.path, "does")
            yield Note(Kind.IDLE_EVENT.word, f"{event.does}: {why}, so this changes nothing", case.path, *mark)


def _events_of(case: "Scenario", name: str) -> dict[str, set[str | None]]:
    """The kinds of events that happen to somebody, with the insurances that are joined."""
    found: dict[str, set[str | None]] = {}
    for event in case.events:
        if event.who == name:
            found.setdefault(event.does, set()).add(event.as_)
    return found


def _may_lose_job(case: "Scenario", name: str, person: "Person") -> bool:
    loses = person.work is not None and person.work.loses_job > 0
    return loses or not _events_of(case, name).keys().isdisjoint(_LEAVING)


def _may_miss_months(case: "Scenario", name: str, person: "Person") -> bool:
    """Somebody without a job pays nothing, unless it is known to be otherwise."""
    return person.insured.as_ != "employee" or _may_lose_job(case, name, person)


def _may_pay_alone(case: "Scenario", name: str, person: "Person") -> bool:
    joins = _events_of(case, name).get("joins", set())
    jobless = person.choices.when_jobless in ("flexible", "unemployment_benefit")
    return jobless or person.insured.as_ == "flexible" or "flexible" in joins


def _never_retires(case: "Scenario", person: "Person") -> str | None:
    age = age_on(person, case.end)
    return f"is {age} at the end of the run" if age < _YOUNGEST_RETIRED else None
