"""The law of a run: every value of every region on every day, as one array of records that is never overwritten."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from typing import Any, cast

import numpy as np

from sim.errors import Fault, Faults, for_all
from sim.policy.changes import PolicyChange
from sim.policy.kinds.groups import rows_of
from sim.policy.kinds.kind import Context
from sim.policy.parameters import PROJECTION, parameters
from sim.policy.record import fill, policy_dtype
from sim.policy.seeds import GRADES, NATIONAL, fault_at, looked_up, seed
from sim.policy.timeline import Timeline, at, timelines
from sim.policy.values import Assumption, Value
from sim.state.policy import Policy as Record
from sim.values.refusals import Refusal, nearest_word
from sim.values.scalars import yuan
from sim.words.law import MENU, PROGRAMMES

# Records of days after the end are needed too: a premium buys the next year. Projections reach this far beyond.
YEARS_BEYOND = 40


class Policy:
    """The law in force in some regions from `start` to the day before `end`.

    `records[epoch, region]` holds it; `epochs` are the ordinals of the days on which anything changes.
    """

    def __init__(self, regions: tuple[str, ...], lines: dict[str, dict[str, Timeline]], start: date, end: date):
        self.regions = regions
        self.start = start
        self.end = end
        self.looked_up = looked_up(regions)  # the day on which its figures were last looked up
        self._lines = lines
        self._horizon = _horizon(end)
        self._provinces = tuple(
            sorted({str(segment.value.value) for line in lines.values() for segment in line["province"]})
        )
        self._menus = {region: _menu_names(region, lines[region]) for region in regions}
        self._programmes = {region: _programme_names(region, lines[region]) for region in regions}
        self._tables: dict[tuple[int, Any], Any] = {}
        self._earlier: dict[tuple[str, int], np.record] = {}
        self.epochs = self._find_epochs()
        self.records = self._make_records()

    @classmethod
    def build(cls, regions: Sequence[str], changes: Sequence[PolicyChange], start: date, end: date) -> "Policy":
        """The law of the named regions with a scenario's changes; raises `Faults`."""
        if not start < end:
            raise Faults([Fault(f"a run from {start} to {end} has no day")])
        if not regions or len(set(regions)) != len(regions):
            raise Faults([Fault(f"regions must be named once each, at least one: {', '.join(regions) or 'none'}")])
        for change in changes:
            if change.region is not None:
                seed(change.region)
        lines = for_all(lambda region: timelines(region, changes, start, _horizon(end)), regions)
        return cls(tuple(regions), dict(zip(regions, lines, strict=True)), start, end)

    # ------------------------------------------------------------------------- what is in force

    def record_on(self, region: str, day: date) -> Record:
        """The record of any day, before the start and after the end too."""
        if day > self._horizon:
            raise Faults([Fault(f"{day} is more than {YEARS_BEYOND} years after the run")])
        ordinal = day.toordinal()
        if self.start <= day < self.end:
            epoch = int(np.searchsorted(self.epochs, ordinal, side="right")) - 1
            return cast(Record, self.records[epoch, self._index(region)])
        begins = max(
            (segment.begins for line in self._lines[region].values() for segment in line if segment.begins <= ordinal),
            default=0,
        )
        if (region, begins) not in self._earlier:
            record = np.zeros((), policy_dtype())
            values = self._values_on(region, ordinal)
            fill(record, parameters(), values, self._context(region, values, ordinal))
            self._earlier[region, begins] = record[()]  # type: ignore[assignment]
        return cast(Record, self._earlier[region, begins])

    def citations(self, region: str, parameter: str, day: date) -> Value:
        """The value in force with its story: since when, from which source, of which grade, or why assumed."""
        self._index(region)
        if parameter not in parameters():
            raise Faults([Fault(f"{parameter} is no parameter", nearest=nearest_word(parameter, parameters()))])
        return at(self._lines[region][parameter], day.toordinal())

    def menu(self, region: str) -> tuple[str, ...]:
        """The names self-payers may choose from; their order is the index in the records, over the whole timeline."""
        self._index(region)
        return self._menus[region]

    def programmes(self, region: str) -> tuple[str, ...]:
        """The names of programmes for chronic diseases (门诊慢特病); their order is the index in the records."""
        self._index(region)
        return self._programmes[region]

    def _index(self, region: str) -> int:
        if region not in self.regions:
            message = f"{region} is not among the regions of this policy"
            raise Faults([Fault(message, allowed=", ".join(self.regions))])
        return self.regions.index(region)

    # ------------------------------------------------------------------------- what it rests on

    @cached_property
    def in_use(self) -> tuple[Value, ...]:
        """Every value in force on some day of the run in some region, each once, in the order of the law."""
        found: dict[int, Value] = {}
        for region in self.regions:
            for line in self._lines[region].values():
                for value in self._within(line):
                    found.setdefault(id(value), value)
        order = list(parameters())
        return tuple(sorted(found.values(), key=lambda value: order.index(value.parameter)))

    @cached_property
    def assumptions(self) -> list[Assumption]:
        """The assumed values and the projections in use, each once.

        What grows from an assumed value rests on both, and its first step in use stands for all.
        """
        found: dict[Assumption, None] = {}
        grown: set[tuple[str, str | None, tuple[str, str]]] = set()
        for value in self.in_use:
            if value.rate:
                rate = value.rate
                name, reason = rate.assume or ("projection of the scenario", "the scenario names it")
                found[Assumption(rate.parameter, rate.region or "every region", rate.text, name, reason)] = None
            if value.assume and not (value.rate and (value.parameter, value.region, value.assume) in grown):
                grown.add((value.parameter, value.region, value.assume))
                found[Assumption(value.parameter, value.region or "", value.text, *value.assume)] = None
        return list(found)

    @cached_property
    def grades(self) -> dict[str, int]:
        """How many values in use rest on sources of each grade, on assumptions, and on the scenario itself.

        A projection counts once, however many steps it takes.
        """
        counts: dict[str, int] = dict.fromkeys((*GRADES, "assumption", "scenario"), 0)
        for value in self.in_use:
            if value.origin != "projection":
                counts[value.rests_on] += 1
        counts["assumption"] += sum(is_projection(assumption) for assumption in self.assumptions)
        return counts

    @cached_property
    def hash(self) -> str:
        """A fingerprint of all that a kernel reads; the same on every machine."""
        digest = blake2b(digest_size=16)
        names = self._menus, self._programmes
        for part in (repr(policy_dtype().descr), repr(self.regions), *map(repr, names)):
            digest.update(part.encode())
        digest.update(self.epochs.astype("<i8").tobytes())
        digest.update(self.records.tobytes())
        return digest.hexdigest()

    def resolved(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """The law as plain data: region → parameter → its values within the run."""
        return {
            region: {
                name: [
                    {
                        "from": value.from_.isoformat() if value.from_ else None,
                        "value": value.text,
                        "source": list(value.source),
                        "grade": value.rests_on,
                    }
                    for value in self._within(line)
                ]
                for name, line in self._lines[region].items()
            }
            for region in self.regions
        }

    def _within(self, line: Timeline) -> list[Value]:
        """The values of a timeline that are in force on some day of the run."""
        start, end = self.start.toordinal(), self.end.toordinal()
        ends = [segment.begins for segment in line[1:]] + [end]
        return [
            segment.value for segment, until in zip(line, ends, strict=True) if segment.begins < end and until > start
        ]

    # ------------------------------------------------------------------------- records

    def _find_epochs(self) -> np.ndarray:
        start, end = self.start.toordinal(), self.end.toordinal()
        days = {start}
        for region in self.regions:
            for line in self._lines[region].values():
                for before, after in zip(line, line[1:], strict=False):
                    if start < after.begins < end and before.value.value != after.value.value:
                        days.add(after.begins)
        return np.array(sorted(days), np.int64)

    def _make_records(self) -> np.ndarray:
        records = np.zeros((len(self.epochs), len(self.regions)), policy_dtype())
        for_all(lambda index: self._fill_region(records[:, index], self.regions[index]), range(len(self.regions)))
        return records

    def _fill_region(self, records: np.ndarray, region: str) -> None:
        """One record an epoch: a copy of the one before, and what changed that day."""
        moves: dict[int, list[str]] = {}
        for name, line in self._lines[region].items():
            for segment in line:
                moves.setdefault(segment.begins, []).append(name)
        values: dict[str, Any] = {}
        record = np.zeros((), policy_dtype())
        for epoch, day in enumerate(int(day) for day in self.epochs):
            changed = list(parameters()) if epoch == 0 else moves.get(day, [])
            if changed:
                now = self._values_on(region, day, changed)
                values |= now
                fill(record, changed, values, self._context(region, values, day))
                self._fail_if_floor_is_above_ceiling(region, record, day)
            records[epoch] = record[()]

    def _fail_if_floor_is_above_ceiling(self, region: str, record: np.ndarray, day: int) -> None:
        """No base lies between bounds of which the lower is the higher; the one that is later in force is at fault."""
        floor, ceiling = (int(record[f"contribution_base_{bound}"]) for bound in ("floor", "ceiling"))
        if floor <= ceiling:
            return
        lines = self._lines[region]
        values = [at(lines[f"contribution.base.{bound}"], day) for bound in ("floor", "ceiling")]
        last = max(
            values, key=lambda value: (value.origin == "change", value.region != NATIONAL, value.from_ or date.min)
        )
        begun = date.fromordinal(day)
        message = f"contribution bases of {region}: on {begun} the floor is {yuan(floor)}, the ceiling {yuan(ceiling)}"
        raise Faults([fault_at(last, message)])

    def _values_on(self, region: str, day: int, names: Sequence[str] | None = None) -> dict[str, Any]:
        lines = self._lines[region]
        return {name: at(lines[name], day).value for name in (names or lines)}

    def _context(self, region: str, values: dict[str, Any], day: int) -> Context:
        """What kinds need of each other; settles the tables for the groups of the day on the way."""
        groups = rows_of(values["benefit.groups"])
        tables = {name: parameter.kind for name, parameter in parameters().items() if parameter.kind.by_group}
        found = for_all(lambda name: self._settled(region, name, tables[name], values[name], groups, day), tables)
        settled = {**values, **dict(zip(tables, found, strict=True))}
        values.update(settled)

        def exact(name: str) -> Fraction:
            value = at(self._lines[region][name], day)
            return value.exact if value.exact is not None else Fraction(value.value)

        return Context(groups, settled, exact, self._menus[region], self._programmes[region], self._provinces)

    def _settled(self, region: str, name: str, kind: Any, table: Any, groups: tuple, day: int) -> Any:
        """A table with a figure for every group; refuses groups that the region does not have."""
        key = id(table), groups
        if key not in self._tables:
            known = [group.name for group in groups if group is not None]
            for group in kind.named_groups(table):
                if group not in known:
                    message = f"{name} in {region} names the group {group}, which benefit.groups does not"
                    found = self._fault_of_table(region, name, day, message)
                    raise Faults([replace(found, nearest=nearest_word(group, known), allowed=", ".join(known[:-1]))])
            try:
                self._tables[key] = table, kind.settled(table, groups)
            except Refusal as refusal:
                found = self._fault_of_table(region, name, day, f"{name} in {region}: {refusal.found}")
                raise Faults([replace(found, allowed=refusal.allowed)]) from None
        return self._tables[key][1]

    def _fault_of_table(self, region: str, name: str, day: int, message: str) -> Fault:
        """A fault of a table: where the scenario changes it or the groups, else where its policy file gives it."""
        table, groups = (at(self._lines[region][one], day) for one in (name, "benefit.groups"))
        return fault_at(groups if groups.origin == "change" and table.origin != "change" else table, message)


def _horizon(end: date) -> date:
    return date(min(end.year + YEARS_BEYOND, 9990), 12, 31)


def _menu_names(region: str, lines: dict[str, Timeline]) -> tuple[str, ...]:
    """Every name that is ever on the menu, in the order they come up."""
    names = tuple(
        dict.fromkeys(name for segment in lines["contribution.flexible.menu"] for name in segment.value.value.items)
    )
    if len(names) > MENU:
        last = lines["contribution.flexible.menu"][-1].value
        found = fault_at(last, f"the menus of {region} name {len(names)} choices over time")
        raise Faults([replace(found, allowed=f"at most {MENU}")])
    return names


def _programme_names(region: str, lines: dict[str, Timeline]) -> tuple[str, ...]:
    """Every programme there ever is, in the order they come up."""
    line = lines["programme"]
    names = tuple(dict.fromkeys(name for segment in line for name in segment.value.value))
    if len(names) > PROGRAMMES:
        found = fault_at(line[-1].value, f"{region} names {len(names)} programmes over time")
        raise Faults([replace(found, allowed=f"at most {PROGRAMMES}")])
    return names


def is_projection(assumption: Assumption) -> bool:
    """Whether an assumption in use is about the years after the last published value."""
    return assumption.parameter.startswith(PROJECTION)
