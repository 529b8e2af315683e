"""The household as a picture: who there is, how each is insured at the start, who pays for whom."""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError
from rich.cells import cell_len, set_cell_size

from sim.outcomes.recorded import RECORD, NoResult
from sim.pages.look import FONT, GREY, INK, NARROW, RELATIVES, RULE, SCHEMES, UNINSURED
from sim.pages.subject import Subject
from sim.words.dates import completed_years
from sim.words.states import Scheme

_WIDE = 760
_BOX, _TALL, _GAP, _ROW, _EDGE = 150, 92, 26, 54, 10  # pixels: of a person, between two, between rows, around all
_BELOW = 30  # pixels for arrows between two people of the last row
_LETTERS = 17  # cells of a name that fit a box


class _Child(BaseModel):
    sex: str = ""
    father: str | None = None


class _Births(BaseModel):
    children: dict[str, _Child] = {}


class _Chance(BaseModel):
    gives_birth: _Births | None = None


class _Person(BaseModel):
    """A person in the words of a recorded scenario, or a child that an event or chance brings."""

    born: date | None  # none of a child by chance
    sex: str
    region: str = ""
    spouse: str | None = None
    parents: list[str] = []
    grandparents: list[str] = []
    insured: dict[str, Any] = {}
    chance: _Chance | None = None

    @property
    def insured_as(self) -> str:
        """The word of the insurance."""
        return str(self.insured.get("as", "none"))


class _Binding(BaseModel):
    payer: str
    patient: str = Field(alias="for")
    from_: date = Field(alias="from")
    until: date | None = None
    limit: str | None = None


class _Event(BaseModel):
    on: date
    does: str
    name: str | None = None
    sex: str | None = None
    parents: list[str] | None = None


class _Words(BaseModel):
    start: date
    people: dict[str, _Person]
    bindings: list[_Binding] = []
    events: list[_Event] = []

    @property
    def everybody(self) -> dict[str, _Person]:
        """The people of the first day, then the children born in the run, then those who may be."""
        children = {
            event.name: _Person(born=event.on, sex=event.sex or "", parents=event.parents or [])
            for event in self.events
            if event.does == "birth" and event.name
        }
        by_chance = {
            name: _Person(born=None, sex=child.sex, parents=[mother, *([child.father] if child.father else [])])
            for mother, person in self.people.items()
            if person.chance and person.chance.gives_birth
            for name, child in person.chance.gives_birth.children.items()
        }
        return self.people | children | by_chance


class Household(NamedTuple):
    """The picture for a wide and for a narrow screen, what is read where it is not seen, and who pays for whom."""

    wide: str
    narrow: str
    text: str
    payers: list[str]


def _words(study: Subject) -> _Words:
    """The recorded scenario."""
    try:
        return _Words.model_validate(study.record["scenario"])
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise NoResult(study.folder, f"its {RECORD} is damaged: scenario.{where}: {fault['msg']}") from None


def birthdays(study: Subject) -> dict[str, date]:
    """When people are born, of whom the scenario says it: not of children by chance."""
    return {name: person.born for name, person in _words(study).everybody.items() if person.born}


def household(study: Subject) -> Household:
    """The household of a study on the first day."""
    words = _words(study)
    payers = list(_payers(study, words))
    people = [study.say.listed([name, *_lines(study, words, name)]) for name in words.everybody]
    text = study.say("household_text", people=study.say.in_a_row(people), payers=" ".join(payers))
    return Household(_drawn(study, words, _WIDE), _drawn(study, words, NARROW), text, payers)


def _payers(study: Subject, words: _Words) -> Iterator[str]:
    """Who pays for whom, a sentence each."""
    say = study.say
    for one in words.bindings:
        until = say("until_day", day=one.until) if one.until else ""
        limit = say("at_most", limit=one.limit) if one.limit else ""
        yield say("pays_for", payer=one.payer, patient=one.patient, day=one.from_, until=until, limit=limit)


def _lines(study: Subject, words: _Words, name: str) -> list[str]:
    """What is said of a person below the name, at most three lines."""
    say, person = study.say, words.everybody[name]
    sex = say(person.sex) if person.sex in ("male", "female") else ""
    if person.born is None:
        return [say("may_be_born"), sex]
    if name not in words.people:
        return [say("born_on", day=person.born), sex]
    scheme = Scheme.__members__.get(person.insured_as.upper())
    insured_as = say.of(scheme) if scheme is not None else person.insured_as
    age = say("age", age=completed_years(person.born, words.start))
    return [say.listed([age, sex]), insured_as, study.region(person.region)]


# ----------------------------------------------------------------------------- where everybody stands


def generations(people: dict[str, _Person]) -> dict[str, int]:
    """The generation of each person, the oldest 0: children are below their parents, spouses beside each other."""
    found = dict.fromkeys(people, 0)
    for _ in people:  # a chain of kin is no longer than there are people
        for name, person in people.items():
            above = [found[one] + 1 for one in person.parents if one in found]
            above += [found[one] + 2 for one in person.grandparents if one in found]
            found[name] = max([found[name], *above])
        for name, person in people.items():
            if person.spouse in found:
                found[name] = found[person.spouse] = max(found[name], found[person.spouse])
    return found


def _places(people: dict[str, _Person], width: int) -> dict[str, tuple[int, int]]:
    """The left upper corner of each person's box."""
    across, rank = max(1, (width - 2 * _EDGE + _GAP) // (_BOX + _GAP)), generations(people)
    found: dict[str, tuple[int, int]] = {}
    row = 0
    for generation in sorted(set(rank.values())):
        names = _side_by_side([name for name in people if rank[name] == generation], people)
        for place, name in enumerate(names):
            found[name] = (_EDGE + place % across * (_BOX + _GAP), _EDGE + (row + place // across) * (_TALL + _ROW))
        row += (len(names) - 1) // across + 1
    return found


def _side_by_side(names: list[str], people: dict[str, _Person]) -> list[str]:
    """A generation with spouses one after the other."""
    found: list[str] = []
    for name in names:
        for one in (name, people[name].spouse, *(other for other in names if people[other].spouse == name)):
            if one in names and one not in found:
                found.append(one)
    return found


# ----------------------------------------------------------------------------- drawing


def _drawn(study: Subject, words: _Words, width: int) -> str:
    people = words.everybody
    places = _places(people, width)
    tall = max((y for _, y in places.values()), default=0) + _TALL + _BELOW
    wide = max((x for x, _ in places.values()), default=0) + _BOX + _EDGE + 4
    parts = [*_kin(people, places), *(_box(study, words, name, at) for name, at in places.items())]
    parts += [_arrow(places[one.payer], places[one.patient]) for one in _pairs(words) if one.payer != one.patient]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}" '
        f'font-family="{escape(FONT)}"><rect width="{wide}" height="{tall}" fill="#fff"/>'
        f'<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8Z" fill="{RELATIVES}"/></marker></defs>'
    )
    return f"{head}{''.join(parts)}</svg>"


def _pairs(words: _Words) -> list[_Binding]:
    """One binding of each payer for each patient who stand in the picture."""
    there = words.everybody
    found = {(one.payer, one.patient): one for one in words.bindings if one.payer in there and one.patient in there}
    return list(found.values())


def _box(study: Subject, words: _Words, name: str, at: tuple[int, int]) -> str:
    x, y = at
    person = words.everybody[name]
    is_there = name in words.people
    color = SCHEMES.get(person.insured_as, UNINSURED) if is_there else RULE
    dashes = "" if is_there else ' stroke-dasharray="4 3"'
    below = "".join(
        f'<text x="{x + 16}" y="{y + 44 + 17 * row}" font-size="12" fill="{GREY}">{escape(_short(text, 21))}</text>'
        for row, text in enumerate(_lines(study, words, name))
    )
    return (
        f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_TALL}" rx="4" fill="#fff" stroke="{RULE}"{dashes}/>'
        f'<rect x="{x}" y="{y}" width="6" height="{_TALL}" rx="3" fill="{color}"/>'
        f'<text x="{x + 16}" y="{y + 25}" font-size="15" font-weight="600" fill="{INK}">'
        f"{escape(_short(name, _LETTERS))}</text>{below}"
    )


def _short(text: str, cells: int) -> str:
    return text if cell_len(text) <= cells else f"{set_cell_size(text, cells - 1).rstrip()}…"


def _kin(people: dict[str, _Person], places: dict[str, tuple[int, int]]) -> Iterator[str]:
    """Lines from parents to children, and between spouses."""
    for name, (x, y) in places.items():
        person = people[name]
        for one in (*person.parents, *person.grandparents):
            if one in places:
                from_x, from_y = places[one][0] + _BOX // 2, places[one][1] + _TALL
                to_x, middle = x + _BOX // 2, y - _ROW // 2
                yield _line(f"M{from_x} {from_y}V{middle}H{to_x}V{y}")
        if person.spouse in places and places[person.spouse][1] == y:
            left, right = sorted((x, places[person.spouse][0]))
            for beside in (-3, 3):
                yield _line(f"M{left + _BOX} {y + _TALL // 2 + beside}H{right}")


def _line(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="#b9c3cd" stroke-width="1.5"/>'


def _arrow(payer: tuple[int, int], patient: tuple[int, int]) -> str:
    """Who pays for whom: an arrow beside the lines of kin, from the box of the payer to that of the patient."""
    (x, y), (to_x, to_y) = payer, patient
    beside = _BOX // 2 + 34
    if y == to_y:  # below both boxes
        start, end, dip = x + beside, to_x + beside - 50, y + _TALL
        path = f"M{start} {dip}C{start} {dip + 34} {end} {dip + 34} {end} {dip + 3}"
    elif y > to_y:
        path = _bow(x + beside, y, to_x + beside, to_y + _TALL + 3)
    else:
        path = _bow(x + beside, y + _TALL, to_x + beside, to_y - 3)
    return f'<path d="{path}" fill="none" stroke="{RELATIVES}" stroke-width="2" marker-end="url(#to)"/>'


def _bow(x: int, y: int, to_x: int, to_y: int) -> str:
    middle = (y + to_y) / 2
    return f"M{x} {y}C{x} {middle:g} {to_x} {middle:g} {to_x} {to_y}"
