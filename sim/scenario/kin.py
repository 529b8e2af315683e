"""Kin: who is whose relative on a day. It is stated once, on either side; the rest follows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sim.scenario.model import Event, Person
from sim.words.states import Relation

LEAST_MARRIED = {"male": 20, "female": 18}  # the Marriage Law of 1950, and autonomous areas since; elsewhere 22 and 20
FERTILE_BETWEEN = 15, 50  # ages of mothers by which statistics count births


@dataclass(frozen=True)
class Marriage:
    """Two people, married from a day (None: before the run) until the day of the divorce (None: not divorced)."""

    pair: frozenset[str]
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether they are married on a day; a wedding counts from its own day, a divorce too."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Kin:
    """The family's facts: blood for good, marriage by day."""

    born: Mapping[str, date]
    parents: Mapping[str, frozenset[str]]
    siblings: frozenset[frozenset[str]]
    grandparents: Mapping[str, frozenset[str]]
    marriages: tuple[Marriage, ...]
    couples: tuple[frozenset[str], ...]  # who may marry by chance

    def relation(self, a: str, b: str, day: date, weddings: Collection[frozenset[str]] = ()) -> Relation:
        """What `b` is to `a` on a day, after some weddings by chance; nobody is a relative before being born.

        Who is born by chance counts as born: whether that is so, and where, is a matter of the life.
        """
        if a == b or day < max(self.born[a], self.born[b]):
            return Relation.NONE
        if frozenset((a, b)) in weddings:
            return Relation.SPOUSE
        if any(marriage.holds(day) for marriage in self._marriages_of.get(a, ()) if b in marriage.pair):
            return Relation.SPOUSE
        return self.blood(a, b)

    def blood(self, a: str, b: str) -> Relation:
        """What `b` is to `a` by birth. Half siblings are siblings."""
        if b in self.parents[a]:
            return Relation.PARENT
        if a in self.parents[b]:
            return Relation.CHILD
        if frozenset((a, b)) in self.siblings or self.parents[a] & self.parents[b]:
            return Relation.SIBLING
        if b in self.all_grandparents(a):
            return Relation.GRANDPARENT
        return Relation.GRANDCHILD if a in self.all_grandparents(b) else Relation.NONE

    def all_grandparents(self, a: str) -> frozenset[str]:
        """Grandparents stated, and parents of parents."""
        return self.grandparents[a].union(*(self.parents[parent] for parent in self.parents[a]))

    def ever_related(self, a: str, b: str) -> bool:
        """Whether anything the file says makes them relatives on some day."""
        return self.blood(a, b) != Relation.NONE or frozenset((a, b)) in self._pairs

    @cached_property
    def _marriages_of(self) -> Mapping[str, list[Marriage]]:
        """The marriages of each person, in their order."""
        found: dict[str, list[Marriage]] = {}
        for marriage in self.marriages:
            for name in marriage.pair:
                found.setdefault(name, []).append(marriage)
        return found

    @cached_property
    def _pairs(self) -> frozenset[frozenset[str]]:
        return frozenset(marriage.pair for marriage in self.marriages).union(self.couples)

    def spouses(self, a: str, day: date) -> tuple[str, ...]:
        """Whom a person is married to on a day; more than one only in a file that is wrong."""
        held = (marriage.pair - {a} for marriage in self._marriages_of.get(a, ()) if marriage.holds(day))
        return tuple(sorted(other for pair in held for other in pair))


def family(people: Mapping[str, Person], events: Iterable[Event]) -> Kin:
    """The facts of a file. Births are among the people already: a newborn states its parents."""
    known = people.keys()
    return Kin(
        born={name: person.born for name, person in people.items()},
        parents={name: frozenset(person.parents).intersection(known) for name, person in people.items()},
        siblings=frozenset(
            frozenset((name, other)) for name, person in people.items() for other in known & set(person.siblings)
        ),
        grandparents={name: frozenset(person.grandparents).intersection(known) for name, person in people.items()},
        marriages=_marriages(people, events),
        couples=tuple(
            frozenset((name, person.chance.marries.to))
            for name, person in people.items()
            if person.chance and person.chance.marries
        ),
    )


def _marriages(people: Mapping[str, Person], events: Iterable[Event]) -> tuple[Marriage, ...]:
    stated = (frozenset((name, str(person.spouse))) for name, person in people.items() if person.spouse in people)
    marriages = [Marriage(pair) for pair in dict.fromkeys(stated)]
    lasting: dict[str, set[int]] = {}  # by person, places in the list

    def begins(place: int) -> None:
        for name in marriages[place].pair:
            lasting.setdefault(name, set()).add(place)

    for place in range(len(marriages)):
        begins(place)
    for event in sorted(events, key=lambda event: event.on):
        if event.does == "marries" and event.who in people and event.to in people:
            marriages.append(Marriage(frozenset((str(event.who), str(event.to))), since=event.on))
            begins(len(marriages) - 1)
        elif event.does == "divorces":
            for place in sorted(lasting.get(event.who or "", ())):
                pair = marriages[place].pair
                if event.to is None or event.to in pair:  # without `to` it is the one the person is in
                    marriages[place] = replace(marriages[place], until=event.on)
                    for name in pair:
                        lasting[name].discard(place)
    return tuple(marriages)
