"""The law of one region over its timelines: what its values need of each other, and where they do not go together."""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from sim.errors import Fault, Faults
from sim.policy.changes import PolicyChange
from sim.policy.kinds.groups import rows_of
from sim.policy.kinds.kind import Context, Group
from sim.policy.kinds.programmes import Programme
from sim.policy.kinds.tables import Table
from sim.policy.parameters import kind_of, parameters
from sim.policy.seeds import NATIONAL, despite_faults, fault_at, reading
from sim.policy.timeline import Timeline, at, same, timelines_despite_faults
from sim.values.refusals import Refusal, nearest_word
from sim.values.scalars import yuan
from sim.words.law import MENU, PROGRAMMES

# The law of days after the end is needed too: a premium buys the next year. Projections reach this far beyond.
YEARS_BEYOND = 40
_GROUPS = "benefit.groups"
_MENU = "contribution.flexible.menu"
_BOUNDS = ("contribution.base.floor", "contribution.base.ceiling")
_AVERAGE_WAGE = "contribution.base.average_wage"
_PROGRAMMES = "programme"
_TABLES: dict[str, Any] = {name: one.kind for name, one in parameters().items() if one.kind.by_group}
Groups = tuple[Group | None, ...]
ByGroup = Table | dict[str, Programme]


class RegionLaw:
    """The values of a region on any day, as the record of the day needs them."""

    def __init__(self, region: str, lines: dict[str, Timeline], provinces: tuple[str, ...] = ()):
        self.region = region
        self.lines = lines
        self.provinces = provinces
        self._tables: dict[tuple[int, Groups], tuple[ByGroup, ByGroup, tuple[Fault, ...]]] = {}
        self._by_tables: dict[tuple[int, ...], tuple[Groups, dict[str, ByGroup]]] = {}

    @cached_property
    def menu(self) -> tuple[str, ...]:
        """Every name that is ever on the menu of self-payers, in the order they come up."""
        return tuple(dict.fromkeys(name for segment in self.lines[_MENU] for name in segment.value.value.items))

    @cached_property
    def programmes(self) -> tuple[str, ...]:
        """Every programme for chronic diseases (门诊慢特病) there ever is, in the order they come up."""
        return tuple(dict.fromkeys(name for segment in self.lines[_PROGRAMMES] for name in segment.value.value))

    def differing(self, other: "RegionLaw") -> list[str]:
        """The parameters of which another law of the region says something else; all, if names have other places."""
        names = [[law.menu, law.programmes, law.provinces] for law in (self, other)]
        if names[0] != names[1]:
            return [*self.lines]
        return [name for name, line in self.lines.items() if not same(line, other.lines[name])]

    def values_on(self, day: int, names: Collection[str] | None = None) -> dict[str, Any]:
        """The values of parameters on a day, of all where none are named."""
        return {name: at(self.lines[name], day).value for name in (names or self.lines)}

    def context(self, values: dict[str, Any], day: int) -> Context:
        """What kinds need of each other: the values of a day, with the tables settled for its groups."""
        key = tuple(id(values[name]) for name in (_GROUPS, *_TABLES))  # of timelines, which keep what has them
        if key not in self._by_tables:
            groups = rows_of(values[_GROUPS])
            found = {name: self._settled(name, values[name], groups, day) for name in _TABLES}
            if any(faults for _, faults in found.values()):
                raise Faults(dict.fromkeys(fault for _, faults in found.values() for fault in faults))
            self._by_tables[key] = groups, {name: table for name, (table, _) in found.items()}
        groups, tables = self._by_tables[key]
        return self._context(values | tables, groups, day)

    def _context(self, values: dict[str, Any], groups: Groups, day: int) -> Context:
        def exact(name: str) -> Fraction:
            value = at(self.lines[name], day)
            return value.exact if value.exact is not None else Fraction(value.value)

        return Context(groups, values, exact, self.menu, self.programmes, self.provinces)

    def _settled(self, name: str, table: ByGroup, groups: Groups, day: int) -> tuple[ByGroup, tuple[Fault, ...]]:
        """A table with a figure for every group, and what is refused: groups that the region does not have."""
        key = id(table), groups
        if key not in self._tables:
            faults = tuple(self._faults_of_table(name, table, groups, day))
            settled = table if faults else _TABLES[name].settled(table, groups)
            self._tables[key] = table, settled, faults  # the table too, so that its id is of no other
        return self._tables[key][1:]

    # ------------------------------------------------------------------------- what does not go together

    def faults(self, days: Sequence[int], unread: Set[str] = frozenset()) -> Iterator[Fault]:
        """Everything on some days (in order) that does not go together; nothing follows from what was not read."""
        yield from self.faults_of_names(unread)
        seen: set[object] = set()
        for day in days:
            values = self.values_on(day, (_GROUPS, *_BOUNDS, *_TABLES))
            groups = rows_of(values[_GROUPS])
            for name in _TABLES if _GROUPS not in unread else ():
                if name not in unread:
                    yield from self._settled(name, values[name], groups, day)[1]
            if unread.isdisjoint((*_BOUNDS, _AVERAGE_WAGE)):
                context = self._context(values, groups, day)
                floor, ceiling = (int(kind_of(name).cells(values[name], context)[""]) for name in _BOUNDS)
                pair = tuple((given.region, given.mark) for given in (at(self.lines[name], day) for name in _BOUNDS))
                for fault in self.faults_of_bounds(floor, ceiling, day):
                    place = fault.file, fault.line, fault.column
                    if seen.isdisjoint((pair, place)):  # what moves both stays wrong; the first day is enough
                        yield fault
                    seen |= {pair, place}

    def faults_of_names(self, unread: Set[str] = frozenset()) -> Iterator[Fault]:
        """Records have room for so many choices of self-payers, and for so many programmes."""
        for name, names, most, what in (
            (_MENU, self.menu, MENU, "the menus of {} name {} choices over time"),
            (_PROGRAMMES, self.programmes, PROGRAMMES, "{} names {} programmes over time"),
        ):
            if name not in unread and len(names) > most:
                last = self.lines[name][-1].value
                yield replace(fault_at(last, what.format(self.region, len(names))), allowed=f"at most {most}")

    def faults_of_bounds(self, floor: int, ceiling: int, day: int) -> Iterator[Fault]:
        """No base lies between bounds of which the lower is the higher; the one that is later in force is at fault."""
        if floor <= ceiling:
            return
        values = [at(self.lines[name], day) for name in _BOUNDS]
        last = max(
            values, key=lambda value: (value.origin == "change", value.region != NATIONAL, value.from_ or date.min)
        )
        bounds = f"on {date.fromordinal(day)} the floor is {yuan(floor)}, the ceiling {yuan(ceiling)}"
        yield fault_at(last, f"contribution bases of {self.region}: {bounds}")

    def _faults_of_table(self, name: str, table: ByGroup, groups: Groups, day: int) -> Iterator[Fault]:
        kind = _TABLES[name]
        known = [group.name for group in groups if group is not None]
        unknown = [group for group in kind.named_groups(table) if group not in known]
        for group in unknown:
            message = f"{name} in {self.region} names the group {group}, which {_GROUPS} does not"
            nearest, allowed = nearest_word(group, known), ", ".join(known[:-1])
            yield replace(self._fault_of_table(name, day, message), nearest=nearest, allowed=allowed)
        if unknown:
            return
        try:
            kind.settled(table, groups)
        except Refusal as refusal:
            found = self._fault_of_table(name, day, f"{name} in {self.region}: {refusal.found}")
            yield replace(found, allowed=refusal.allowed)

    def _fault_of_table(self, name: str, day: int, message: str) -> Fault:
        """A fault of a table: where the scenario changes it or the groups, else where its policy file gives it."""
        table, groups = (at(self.lines[one], day) for one in (name, _GROUPS))
        return fault_at(groups if groups.origin == "change" and table.origin != "change" else table, message)


def days_of_change(lines: dict[str, Timeline], start: int, end: int) -> set[int]:
    """The days after the first day of a run on which some value changes."""
    pairs = (pair for line in lines.values() if len(line) > 1 for pair in pairwise(line))
    return {
        after.begins
        for before, after in pairs
        if start < after.begins < end and before.value.value != after.value.value
    }


def horizon_of(end: date) -> date:
    """The last day on which the law of a run is known."""
    return date(min(end.year + YEARS_BEYOND, 9990), 12, 31)


def faults_of_law(regions: Sequence[str], changes: Sequence[PolicyChange], start: date, end: date) -> list[Fault]:
    """Everything that is wrong with the law of some regions: their files' words, and what they say together."""
    changed = (change.region for change in changes if change.region is not None)
    files = [reading(region) for region in dict.fromkeys((NATIONAL, *regions, *changed))]
    found = dict.fromkeys(fault for file in files for fault in file.faults)
    national = files[0]
    with despite_faults():
        for region in regions:
            lines, refused = timelines_despite_faults(region, changes, start, horizon_of(end))
            found |= dict.fromkeys(fault for faults in refused.values() for fault in faults)
            unread = national.unread | reading(region).unread | refused.keys()
            if all(lines.values()):
                days = sorted({start.toordinal()} | days_of_change(lines, start.toordinal(), end.toordinal()))
                found |= dict.fromkeys(RegionLaw(region, lines).faults(days, unread))
    return list(found)
