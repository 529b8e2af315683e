"""The facts of a file: the end of the run, the children born in it, the order of payers, the kin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from typing import NamedTuple

from sim.policy import PolicyChange
from sim.scenario.kin import Kin, family
from sim.scenario.model import Binding, ChildByChance, Event, Insured, MarriageByChance, Person, Study
from sim.values.models import Path
from sim.words.dates import in_year

CHILDREN = ("chance", "gives_birth", "children")  # where a mother's children by chance stand


class PossibleChild(NamedTuple):
    """A child that may be born by chance: whose, with what chance a year, and what the file says of it."""

    mother: str
    name: str
    chance: int
    said: ChildByChance

    @property
    def path(self) -> Path:
        """Where it stands in the file."""
        return ("people", self.mother, *CHILDREN, self.name)


@dataclass(frozen=True)
class Facts:
    """A file's model with what follows from it; `left_out` are paths of the file that are wrong and so not in it."""

    study: Study
    start: date
    end: date
    people: dict[str, Person]
    bindings: tuple[Binding, ...]
    events: tuple[Event, ...]
    kin: Kin
    policy: tuple[PolicyChange, ...] = ()
    left_out: frozenset[Path] = frozenset()

    @cached_property
    def births(self) -> dict[str, Path]:
        """Where the births of children stand, by name: events, and children by chance under their mothers."""
        dated = {str(event.name): event.path for event in reversed(self.events) if event.does == "birth"}
        return dated | {child.name: child.path for child in self.children}

    @cached_property
    def children(self) -> tuple["PossibleChild", ...]:
        """The children that may be born by chance, each mother's in their order."""
        return _possible_children(self.study)

    @cached_property
    def couples(self) -> tuple[tuple[str, MarriageByChance], ...]:
        """Who may marry by chance, and whom."""
        chances = ((name, person.chance.marries) for name, person in self.study.people.items() if person.chance)
        return tuple((name, marries) for name, marries in chances if marries)

    @cached_property
    def meant(self) -> frozenset[tuple[str, str, str]]:
        """The refusals that the file expects: `binding` or `event`, its name, the reason."""
        said = ((kind, getattr(one, kind), one.refused) for one in self.study.expect for kind in ("binding", "event"))
        return frozenset((kind, str(name), str(reason)) for kind, name, reason in said if name and reason)

    @property
    def complete(self) -> bool:
        """Whether what the model does not have is not in the file either."""
        return not self.left_out

    @property
    def run_is_known(self) -> bool:
        """Whether the first and the last day are what the file says."""
        return not self.left_out & {("start",), ("end",), ("years",)}


def facts_of(study: Study, policy: tuple[PolicyChange, ...], left_out: frozenset[Path]) -> Facts:
    """The facts of a file."""
    people = {**study.people, **_newborns(study), **_children(study)}
    return Facts(
        study=study,
        start=study.start,
        end=end_of(study),
        people=people,
        bindings=tuple(_ranked(study.bindings, study.start)),
        events=study.events,
        kin=family(people, study.events),
        policy=policy,
        left_out=left_out,
    )


def end_of(study: Study) -> date:
    """The first day after the run: `end`, or `years` after the start (1 March where the start is a 29 February)."""
    if study.end is not None:
        return study.end
    return in_year(study.start.year + (study.years or 1), study.start.month, study.start.day)


def _newborns(study: Study) -> dict[str, Person]:
    """The children born by events: residents of their first parent's region, with their parents as kin."""
    born: dict[str, Person] = {}
    moves: dict[str | None, list[Event]] = {}
    for event in study.events:
        if event.does == "moves":
            moves.setdefault(event.who, []).append(event)
    for event in sorted(study.events, key=lambda event: event.on):
        if event.does != "birth" or not (event.name and event.sex and event.parents):
            continue
        first = study.people.get(event.parents[0]) or born.get(event.parents[0])
        if first is None or event.name in study.people:
            continue  # a fault of its own
        child = Person.model_construct(
            born=event.on,
            sex=event.sex,
            region=_region_on(moves.get(first.name, []), first, event.on),
            parents=event.parents,
            insured=Insured.model_validate({"as": "resident"}),
            care=event.care,
        )
        child._name, child._unborn = event.name, True
        born[event.name] = child
    return born


def _possible_children(study: Study) -> tuple[PossibleChild, ...]:
    births = ((name, person.chance.gives_birth) for name, person in study.people.items() if person.chance)
    return tuple(
        PossibleChild(mother, name, birth.chance, said)
        for mother, birth in births
        if birth
        for name, said in birth.children.items()
    )


def _children(study: Study) -> dict[str, Person]:
    """The children that may be born by chance, as if born on the first day: residents of their mother's region."""
    found: dict[str, Person] = {}
    for mother, name, _, said in _possible_children(study):
        child = Person.model_construct(
            born=study.start,
            sex=said.sex,
            region=study.people[mother].region,
            parents=(said.father, mother) if said.father else (mother,),
            insured=Insured.model_validate({"as": "resident"}),
            care=said.care,
        )
        child._name, child._unborn, child._by_chance = name, True, True
        if name not in study.people:  # a fault of its own
            found.setdefault(name, child)
    return found


def _region_on(moves: list[Event], person: Person, day: date) -> str:
    """Where a person lives on a day; a move counts from its own day."""
    moves = [event for event in moves if event.on <= day]
    return max(moves, key=lambda event: event.on).region or person.region if moves else person.region


def _ranked(bindings: Iterable[Binding], start: date) -> Iterable[Binding]:
    """The bindings with first day and rank filled in: where no rank is given, the patient's next free one."""
    given = {(binding.for_, binding.rank) for binding in bindings if binding.rank}
    next_free: dict[str, Iterator[int]] = {}
    for binding in bindings:
        rank = binding.rank
        if rank is None:
            counted = next_free.setdefault(binding.for_, count(1))
            rank = next(free for free in counted if (binding.for_, free) not in given)
        yield binding.model_copy(update={"rank": rank, "from_": binding.from_ or start})
