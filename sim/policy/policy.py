"""The law of a run: every value of every region on every day, as one array of records that is never overwritten."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any, cast

import numpy as np

from sim.errors import Fault, Faults
from sim.policy.changes import PolicyChange
from sim.policy.parameters import parameters
from sim.policy.record import fill, policy_dtype, with_leaning
from sim.policy.region_law import YEARS_BEYOND, RegionLaw, days_of_change, faults_of_law, horizon_of
from sim.policy.seeds import GRADES, looked_up, seed
from sim.policy.timeline import Timeline, at, timelines
from sim.policy.values import Assumption, Value
from sim.state.policy import Policy as Record
from sim.values.refusals import nearest_word


class Policy:
    """The law in force in some regions from `start` to the day before `end`.

    `records[epoch, region]` holds it; `epochs` are the ordinals of the days on which anything changes.
    """

    def __init__(
        self,
        regions: tuple[str, ...],
        lines: dict[str, dict[str, Timeline]],
        start: date,
        end: date,
        like: "Policy | None" = None,
    ):
        """`like` is another law of the same regions and days, of which records are copied where both say the same."""
        self.regions = regions
        self.start = start
        self.end = end
        self.looked_up = looked_up(regions)  # the day on which its figures were last looked up
        self._lines = lines
        self._horizon = horizon_of(end)
        named = {str(segment.value.value) for line in lines.values() for segment in line["province"]}
        provinces = tuple(sorted(named))
        self._laws = {region: RegionLaw(region, lines[region], provinces) for region in regions}
        self._earlier: dict[tuple[str, int], np.record] = {}
        self._changes: dict[str, list[int]] = {}
        self._like = like
        self._unlike: dict[str, Collection[str]] = {}
        self.epochs = self._find_epochs()
        self._begins = self.epochs.tolist()
        self.records = self._make_records()

    @classmethod
    def build(cls, regions: Sequence[str], changes: Sequence[PolicyChange], start: date, end: date) -> "Policy":
        """The law of the named regions with a scenario's changes; raises `Faults`."""
        if not start < end:
            raise Faults([Fault(f"a run from {start} to {end} has no day")])
        if not regions or len(set(regions)) != len(regions):
            raise Faults([Fault(f"regions must be named once each, at least one: {', '.join(regions) or 'none'}")])
        try:
            for change in changes:
                if change.region is not None:
                    seed(change.region)
            lines = {region: timelines(region, changes, start, horizon_of(end)) for region in regions}
            like = _built.get((*regions, start, end))
            found = cls(tuple(regions), lines, start, end, like)
            if like is None:
                _keep(found)
            return found
        except Faults:  # the first that is met; found again with all others
            faults = faults_of_law(regions, changes, start, end)
            if not faults:
                raise
            raise Faults(faults) from None

    # ------------------------------------------------------------------------- what is in force

    def record_on(self, region: str, day: date) -> Record:
        """The record of any day, before the start and after the end too."""
        if day > self._horizon:
            raise Faults([Fault(f"{day} is more than {YEARS_BEYOND} years after the run")])
        ordinal = day.toordinal()
        if self.start <= day < self.end:
            epoch = bisect_right(self._begins, ordinal) - 1
            return cast(Record, self.records[epoch, self._index(region)])
        changes = self._changes_of(region)
        at = bisect_right(changes, ordinal)
        begins = changes[at - 1] if at else 0
        if (region, begins) not in self._earlier:
            record = np.zeros((), policy_dtype())
            if self._like is not None:
                record[...] = self._like.record_on(region, day)  # `np.array` of a record would be that record itself
            law = self._laws[region]
            written = with_leaning(self._differing(region))
            if written:
                fill(record, written, law.context(law.values_on(ordinal), ordinal))
            self._earlier[region, begins] = record[()]  # type: ignore[assignment]
        return cast(Record, self._earlier[region, begins])

    def _changes_of(self, region: str) -> list[int]:
        """The days on which any value of a region changes, in order, also those outside the run."""
        if region not in self._changes:
            segments = (segment for line in self._lines[region].values() for segment in line)
            self._changes[region] = sorted({segment.begins for segment in segments})
        return self._changes[region]

    def citations(self, region: str, parameter: str, day: date) -> Value:
        """The value in force with its story: since when, from which source, of which grade, or why assumed."""
        self._index(region)
        if parameter not in parameters():
            raise Faults([Fault(f"{parameter} is no parameter", nearest=nearest_word(parameter, parameters()))])
        return at(self._lines[region][parameter], day.toordinal())

    def menu(self, region: str) -> tuple[str, ...]:
        """The names self-payers may choose from; their order is the index in the records, over the whole timeline."""
        self._index(region)
        return self._laws[region].menu

    def programmes(self, region: str) -> tuple[str, ...]:
        """The names of programmes for chronic diseases (门诊慢特病); their order is the index in the records."""
        self._index(region)
        return self._laws[region].programmes

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
    def rates(self) -> tuple[Value, ...]:
        """The projections that move some value in use, each once."""
        return tuple({id(value.rate): value.rate for value in self.in_use if value.rate}.values())

    def within(self, region: str, parameter: str) -> list[Value]:
        """The values of a parameter in force on some day of the run in a region, oldest first."""
        self._index(region)
        return self._within(self._lines[region][parameter]) if parameter in parameters() else []

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

        What is assumed counts as often as `assumptions` names it: a projection once, however many steps it takes.
        """
        counts: dict[str, int] = dict.fromkeys((*GRADES, "assumption", "scenario"), 0)
        for value in self.in_use:
            if value.rests_on != "assumption":
                counts[value.rests_on] += 1
        counts["assumption"] = len(self.assumptions)
        return counts

    @cached_property
    def hash(self) -> str:
        """A fingerprint of all that a kernel reads; the same on every machine."""
        digest = blake2b(digest_size=16)
        names = ({region: getattr(self, kind)(region) for region in self.regions} for kind in ("menu", "programmes"))
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
        days = {start}.union(*(days_of_change(self._lines[region], start, end) for region in self.regions))
        return np.array(sorted(days), np.int64)

    def _make_records(self) -> np.ndarray:
        like = self._like
        if like is None:
            records = np.zeros((len(self.epochs), len(self.regions)), policy_dtype())
        else:
            records = like.records[np.searchsorted(like.epochs, self.epochs, side="right") - 1]
        for index, region in enumerate(self.regions):
            self._fill_region(records[:, index], self._laws[region], self._differing(region))
        return records

    def _differing(self, region: str) -> Collection[str]:
        """The parameters that no law before said the same of."""
        if region not in self._unlike:
            law, like = self._laws[region], self._like
            self._unlike[region] = law.lines if like is None else law.differing(like._laws[region])
        return self._unlike[region]

    def _fill_region(self, records: np.ndarray, law: RegionLaw, differing: Collection[str]) -> None:
        """Write some parameters and all that lean on them: each on the day it moves, for all days after."""
        faults = list(law.faults_of_names())
        if faults:
            raise Faults(faults)
        moves: dict[int, list[str]] = {}
        for name, line in law.lines.items():
            for segment in line:
                moves.setdefault(segment.begins, []).append(name)
        written = with_leaning(differing)
        values = law.values_on(self._begins[0])
        for epoch, day in enumerate(self._begins):
            moved = law.lines if epoch == 0 else moves.get(day, ())
            values |= law.values_on(day, moved) if epoch else {}
            changed = [name for name in with_leaning(moved) if name in written]
            if changed:
                fill(records[epoch:], changed, law.context(values, day))
        floors, ceilings = (records[f"contribution_base_{bound}"] for bound in ("floor", "ceiling"))
        for epoch in np.flatnonzero(floors > ceilings):
            bounds = int(floors[epoch]), int(ceilings[epoch])
            raise Faults([*law.faults_of_bounds(*bounds, self._begins[epoch])])


_MOST_KEPT = 16
_built: dict[tuple[str | date, ...], Policy] = {}


def _keep(policy: Policy) -> None:
    """Remember the first law of some regions and days: those of variants and points are mostly the same."""
    if len(_built) >= _MOST_KEPT:
        _built.pop(next(iter(_built)), None)
    _built[*policy.regions, policy.start, policy.end] = policy
