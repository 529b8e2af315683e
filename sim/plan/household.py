"""Who stands where: people and families in the order of their rows, regions, kin."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product

import numpy as np

from sim.keys import person_key
from sim.policy import Policy
from sim.scenario import Scenario
from sim.scenario.model import Event
from sim.state.policy import Policy as Record
from sim.words.states import NOBODY, Relation

_HEIRS = frozenset(map(int, (Relation.SPOUSE, Relation.CHILD, Relation.PARENT)))


@dataclass(frozen=True, eq=False)
class Household:
    """A scenario under a policy: its people, by slot, and what they are to each other."""

    scenario: Scenario
    policy: Policy

    @property
    def start(self) -> date:
        return self.scenario.start

    @property
    def end(self) -> date:
        return self.scenario.end

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The people in the order of the file: `who` is the place here."""
        return tuple(self.scenario.people)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each of them there."""
        return {name: place for place, name in enumerate(self.names)}

    @property
    def persons(self) -> int:
        return len(self.names)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The people in the order of their rows: those who can ever pay for each other together, by person key."""
        groups = {name: [name] for name in self.names}
        for binding in self.scenario.bindings:
            into, joined = groups[binding.payer], groups[binding.for_]
            if into is not joined:
                into += joined
                groups |= dict.fromkeys(joined, into)
        keys = {name: person_key(name) for name in self.names}
        each = {id(group): group for group in groups.values()}
        first = {place: min(map(keys.__getitem__, group)) for place, group in each.items()}
        return tuple(sorted(self.names, key=lambda name: (first[id(groups[name])], keys[name])))

    @cached_property
    def slots(self) -> dict[str, int]:
        """Place of each person's row within a life."""
        return {name: slot for slot, name in enumerate(self.order)}

    @cached_property
    def family_bounds(self) -> np.ndarray:
        """Slots at which the families of a life begin: people whom no binding joins need not wait for each other."""
        bounds, reached = [], -1
        for slot in range(self.persons):
            if slot > reached:
                bounds.append(slot)
            reached = max([reached, slot, *self._joined.get(slot, ())])
        return np.array(bounds, np.int64)

    @cached_property
    def _joined(self) -> dict[int, list[int]]:
        """The slots that a binding joins with each."""
        found: dict[int, list[int]] = {}
        for binding in self.scenario.bindings:
            payer, patient = self.slots[binding.payer], self.slots[binding.for_]
            found.setdefault(payer, []).append(patient)
            found.setdefault(patient, []).append(payer)
        return found

    @cached_property
    def regions(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.policy.regions)}

    @cached_property
    def provinces(self) -> np.ndarray:
        return np.array([self.on(name, self.start).province for name in self.policy.regions], np.int64)

    def on(self, region: str, day: date) -> Record:
        """A region's values in force on a day, by name."""
        return self.policy.record_on(region, day)

    def lives_in(self, name: str, day: date) -> str:
        """The region a person lives in on a day, the day's own move included."""
        region = self.scenario.people[name].region
        for event in self._moves.get(name, ()):
            if event.on <= day:
                region = event.region or region
        return region

    @cached_property
    def _moves(self) -> dict[str, list[Event]]:
        """The moves of each person who moves, by day."""
        found: dict[str, list[Event]] = {}
        for event in sorted((e for e in self.scenario.events if e.does == "moves"), key=lambda e: e.on):
            found.setdefault(event.who or "", []).append(event)
        return found

    # ------------------------------------------------------------------------- kin

    def relation(self, one: str, other: str, day: date) -> int:
        """What `other` is to `one`, as the law asks, where no chance has married anybody."""
        return self.scenario.relation(one, other, day)

    @cached_property
    def kin_days(self) -> list[date]:
        """The first day, and each later one from which people are related otherwise: births, marriages, divorces."""
        changes = (event.on for event in self.scenario.events if event.does in ("birth", "marries", "divorces"))
        return sorted({self.start, *(day for day in changes if day > self.start)})

    @cached_property
    def pairs(self) -> tuple[frozenset[str], ...]:
        """Who may marry by chance."""
        return self.scenario.facts.kin.couples

    @cached_property
    def kin_states(self) -> list[tuple[date, frozenset[frozenset[str]]]]:
        """Who is whose relative: from each of those days, after each set of weddings by chance. The number of a set has
        a bit for each couple, so a state is the day's first state and that number."""
        sets = [
            frozenset(pair for bit, pair in enumerate(self.pairs) if married >> bit & 1)
            for married in range(1 << len(self.pairs))
        ]
        return [(day, weddings) for day in self.kin_days for weddings in sets]

    def kin_on(self, day: date) -> int:
        """The first state of the last of those days."""
        return (bisect_right(self.kin_days, day) - 1) << len(self.pairs)

    @cached_property
    def relations(self) -> np.ndarray:
        """In each state, what the person of the second slot is to that of the first."""
        found = np.zeros((len(self.kin_states), self.persons, self.persons), np.int64)
        for state, (day, weddings) in enumerate(self.kin_states):
            for home in self._homes:
                for one, other in product(home, repeat=2):
                    relation = self.scenario.relation(one, other, day, weddings)
                    found[state, self.slots[one], self.slots[other]] = relation
        return found

    @cached_property
    def _homes(self) -> list[list[str]]:
        """The people by household: nobody has a relative in another one."""
        found: dict[str, list[str]] = {}
        for name in self.names:
            found.setdefault(self.scenario.households.get(name, ""), []).append(name)
        return list(found.values())

    @cached_property
    def heirs(self) -> np.ndarray:
        """In each state, of each slot, the slots of spouse, children and parents in the order of the file, then NOBODY;
        whether they are alive is a matter of the life."""
        found = np.full(self.relations.shape, NOBODY, np.int64)
        for home in self._homes:
            slots = [self.slots[name] for name in home]
            relations = self.relations[:, slots][:, :, slots].tolist()
            for state, of_state in enumerate(relations):
                for slot, of_slot in zip(slots, of_state, strict=True):
                    heirs = [other for other, relation in zip(slots, of_slot, strict=True) if relation in _HEIRS]
                    found[state, slot, : len(heirs)] = heirs
        return found

    def former_spouses(self, event: Event) -> list[str]:
        """Those whom a divorce parts from its person: the one it names, else whoever she was married to till then."""
        if event.to:
            return [event.to]
        before = event.on - timedelta(days=1)
        return [other for other in self.names if self.relation(event.who or "", other, before) == Relation.SPOUSE]
