"""When which value of a parameter is in force in one region: inheritance, changes, projections.

    national  ←  the region's file  ←  changes for every region  ←  changes for this region  ←  projections

A layer with dates leaves the days before its first date as they were. Past the last dated value an amount of yuan is
projected where a projection is named, each step from the unrounded value before.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from sim.errors import Fault, Faults
from sim.policy.changes import PolicyChange
from sim.policy.kinds.kind import Fen, scaled
from sim.policy.parameters import MOVED_BY_WAGE, PROJECTION, kind_of, parameters, resolve
from sim.policy.seeds import NATIONAL, fault_at, file_of, seed
from sim.policy.values import Value
from sim.values.refusals import Refusal
from sim.values.scalars import MILLION

ALWAYS = 0  # ordinal before every day
PUBLISHED_AMOUNT = "contribution.flexible.amount"
AVERAGE_WAGE = "contribution.base.average_wage"
WHOLE_YUAN = ("contribution.base.floor", "contribution.base.ceiling", "resident.premium", "resident.late")


class Segment(NamedTuple):
    """A value from a day (its ordinal) until the next segment begins."""

    begins: int
    value: Value


Timeline = list[Segment]


def timelines(region: str, changes: Sequence[PolicyChange], start: date, horizon: date) -> dict[str, Timeline]:
    """The timeline of every parameter of one region, projected up to `horizon`."""
    lines, refused = timelines_despite_faults(region, changes, start, horizon)
    if refused:
        raise Faults(dict.fromkeys(fault for faults in refused.values() for fault in faults))
    return lines


def timelines_despite_faults(
    region: str, changes: Sequence[PolicyChange], start: date, horizon: date
) -> tuple[dict[str, Timeline], dict[str, tuple[Fault, ...]]]:
    """The same as far as values can be read and projected, and what is refused, by parameter."""
    given, refused = _given(region, changes)
    lines: dict[str, Timeline] = {}
    july = given["contribution.base.month"][-1].value.value if "contribution.base.month" in given else 1
    for name in parameters():
        lines[name] = given.get(name, [])
        try:
            if not lines[name]:
                raise Faults([Fault(f"{name} has no value: national must give one", file_of(NATIONAL), 1, 1)])
            lines[name] = _projected(name, region, given, july, start, horizon)
        except Faults as error:
            refused[name] = (*refused.get(name, ()), *error.faults)
    return lines, refused


def at(timeline: Sequence[Segment], day: int) -> Value:
    """The value in force on a day."""
    if len(timeline) == 1:
        return timeline[0].value
    return timeline[max(0, bisect_right(timeline, day, key=lambda segment: segment.begins) - 1)].value


def same(timeline: Timeline, other: Timeline) -> bool:
    """Whether two timelines say the same from the same days on, whatever their sources."""
    return len(timeline) == len(other) and all(
        one.begins == two.begins
        and (one.value is two.value or (one.value.value == two.value.value and one.value.exact == two.value.exact))
        for one, two in zip(timeline, other, strict=True)
    )


def _given(region: str, changes: Sequence[PolicyChange]) -> tuple[dict[str, Timeline], dict[str, tuple[Fault, ...]]]:
    """All layers but projections, by parameter, and what is refused; projections have timelines of their own."""
    layers: dict[str, Timeline] = {}
    refused: dict[str, tuple[Fault, ...]] = {}
    for name, values in seed(NATIONAL).values.items():
        layers[name] = [Segment(_ordinal(value.from_), value) for value in values]
        layers[name][0] = Segment(ALWAYS, values[0])  # the oldest known value holds before its day too
    if region != NATIONAL:
        for name, values in seed(region).values.items():
            dated = [Segment(_ordinal(value.from_), value) for value in values]
            layers[name] = _over(layers.get(name, []), dated)
    for change in _in_order(region, changes):
        try:
            _apply(layers, change)
        except Faults as error:
            declared = resolve(change.parameter)[0]
            refused[declared] = (*refused.get(declared, ()), *error.faults)
    for name, timeline in layers.items():
        if timeline[0].begins != ALWAYS and not name.startswith(PROJECTION):
            timeline[0] = Segment(ALWAYS, timeline[0].value)
    return layers, refused


def _ordinal(day: date | None) -> int:
    return ALWAYS if day is None else day.toordinal()


def _over(below: Timeline, above: Timeline) -> Timeline:
    """A layer laid over another: earlier days stay as they were."""
    first = above[0].begins
    return [segment for segment in below if segment.begins < first] + above


def _in_order(region: str, changes: Sequence[PolicyChange]) -> Iterable[PolicyChange]:
    """General changes first, the region's own after; a self-payer's amount last, since it wins over rate and base."""
    mine = [change for change in changes if change.region in (None, region)]
    return sorted(mine, key=lambda change: (change.region is not None, change.parameter == PUBLISHED_AMOUNT))


def _apply(layers: dict[str, Timeline], change: PolicyChange) -> None:
    declared, part = resolve(change.parameter)
    below = layers.get(declared, [])
    days = sorted(change.dated, key=_ordinal)
    if part:
        layers[declared] = _with_part(below, declared, part, days, change)
    else:
        dated = [Segment(_ordinal(first), _changed(declared, change.dated[first], first, change)) for first in days]
        layers[declared] = _over(below, dated)


def _changed(declared: str, raw: object, first: date | None, change: PolicyChange) -> Value:
    kind = kind_of(declared)
    value = kind.parse(raw, change.parameter, part=resolve(change.parameter)[1])
    return Value(
        parameter=declared, region=change.region, value=value, raw=raw, from_=first, origin="change", mark=change.mark
    )


def _with_part(
    below: Timeline, declared: str, part: tuple[str, ...], days: Sequence[date | None], change: PolicyChange
) -> Timeline:
    """Every value from the first of some days on with one of its parts replaced, from each day on by its own."""
    kind = kind_of(declared)
    changed = {_ordinal(first): first for first in days}
    begins = min(changed)
    result = [segment for segment in below if segment.begins < begins]
    later = {segment.begins for segment in below if segment.begins > begins}
    first = days[0]
    for day in sorted(changed.keys() | later):
        value = at(below, day)
        first = changed.get(day, first)
        since = first if day in changed else value.from_
        whole = kind.patched(value.raw, part, change.dated[first])
        result.append(Segment(day, _changed(declared, whole, since, change)))
    return result


# ----------------------------------------------------------------------------- projections


def _projected(name: str, region: str, given: dict[str, Timeline], july: int, start: date, horizon: date) -> Timeline:
    """The timeline with its steps after the last dated value, where a projection is named."""
    timeline = given[name]
    rates = _rates(name, given) if kind_of(name).in_yuan else []
    if not rates or _nothing_to_move(name, timeline[-1].value):
        return timeline
    by_wage = name == AVERAGE_WAGE or name in MOVED_BY_WAGE
    return timeline + _moved(name, region, timeline[-1].value, tuple(rates), july if by_wage else 1, start, horizon)


# Variants and points seldom change what is projected.
@lru_cache(maxsize=512)
def _moved(
    name: str, region: str, last: Value, rates: tuple[Segment, ...], month: int, start: date, horizon: date
) -> Timeline:
    """The steps of a projection after the last dated value."""
    whole_yuan = 100 if name in WHOLE_YUAN else 1
    factor, steps = Fraction(1), []
    # A value for the whole run counts as dated on its first day.
    for day in _steps(last.from_ or start, month, horizon):
        rate = at(rates, day.toordinal())
        if rates[0].begins > day.toordinal() or (last.origin == "change" and rate.origin != "change") or not rate.value:
            continue
        factor *= 1 + Fraction(rate.value, MILLION)
        try:
            value = scaled(last.value, factor, whole_yuan)
        except Refusal as refusal:
            message = f"{name} in {region}: at {rate.text} it {refusal.found} in {day.year}"
            raise Faults([replace(fault_at(rate, message), allowed=refusal.allowed)]) from None
        exact = last.value * factor if isinstance(last.value, Fen) else None
        moved = replace(
            last, value=value, from_=day, source=(), grade="", note="", origin="projection", rate=rate, exact=exact
        )
        steps.append(Segment(day.toordinal(), moved))
    return steps


def _nothing_to_move(name: str, value: Value) -> bool:
    """A bound nobody publishes follows the average wage by itself."""
    return name in MOVED_BY_WAGE and value.value is None


def _rates(name: str, given: dict[str, Timeline]) -> Timeline:
    """The projection that moves a parameter: its own, else, for bounds and self-payers' amounts, the average wage's."""
    own = given.get(PROJECTION + name, [])
    by_wage = given.get(PROJECTION + AVERAGE_WAGE, []) if name in MOVED_BY_WAGE else []
    overridden = given[name][-1].value.origin == "change"
    for rates in (own, by_wage):
        if rates and (not overridden or any(segment.value.origin == "change" for segment in rates)):
            return rates
    return []


def _steps(after: date, month: int, horizon: date) -> Iterable[date]:
    """The firsts of a month of the year, strictly after a day and up to the horizon."""
    for year in range(after.year, horizon.year + 1):
        day = date(year, month, 1)
        if after < day <= horizon:
            yield day
