"""Changes to the law in a scenario: named, dated, of one region or of all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sim.errors import Fault, Faults, for_all
from sim.policy.parameters import is_parameter, kind_of, names, prefixes, resolve
from sim.policy.seeds import NATIONAL, chinese_names, reading
from sim.values.refusals import Refusal
from sim.values.scalars import DAY, is_day
from sim.values.trees import NOWHERE, marks_in
from sim.yaml_marks import Mapping, Mark, Text, mark_of
from sim.yaml_marks import Sequence as List


@dataclass(frozen=True)
class PolicyChange:
    """One parameter changed: `dated` maps the first day (None: the whole run) to the value as it was written.

    `parameter` may name a part of a value (`outpatient.deductible.kind`), a short form
    (`contribution.flexible.rate`) or a projection (`projection.average_wage`). `region` None means every region.
    """

    region: str | None
    parameter: str
    dated: dict[date | None, object] = field(hash=False)
    mark: Mark = field(default=NOWHERE, compare=False)  # where the file says so

    def check(self, before: Sequence["PolicyChange"] = ()) -> None:
        """Raise `Faults` unless the name is known and every value can be read.

        A part is read in the value that a change `before` it gives, else in national's.
        """
        declared, part = resolve(self.parameter)
        kind = kind_of(declared)
        whole: object = reading(NATIONAL).seed.values[declared][-1].raw if part else None
        for change in before if part else ():
            if change.parameter == declared and change.region in (None, self.region):
                whole = list(change.dated.values())[-1]

        def read(raw: object) -> None:
            if not part:
                kind.parse(raw, self.parameter)
                return
            try:
                kind.parse(kind.patched(whole, part, raw), self.parameter, part=part)
            except Faults as error:  # what stands around the part has its place in another file
                raise Faults(replace(fault, **_place(raw, fault)) for fault in error.faults) from None

        def read_dated(item: tuple[date | None, object]) -> None:
            day, raw = item
            try:
                read(raw)
            except Faults as error:
                raise Faults(fault if day is None else self._on(day, fault) for fault in error.faults) from None

        for_all(read_dated, self.dated.items())

    def _on(self, day: date, fault: Fault) -> Fault:
        """A fault of a value that stands behind its day: so does the line to write."""
        named = f"{self.parameter}: "
        if fault.write is None or not fault.write.startswith(named):
            return fault
        return replace(fault, write=f"{day}: {fault.write.removeprefix(named)}")


def read_changes(
    raw: dict, regions: Iterable[str], before: Sequence[PolicyChange] = ()
) -> tuple[tuple[PolicyChange, ...], tuple[Fault, ...]]:
    """The changes in a `policy` mapping, and every fault of it.

    Keys are parameter names, dotted or nested, or names of regions (Chinese ones too) that hold such keys of their own.
    Changes `before` are those that a part of a value may be a part of.
    """
    changes: list[PolicyChange] = list(before)
    faults: list[Fault] = []
    known = {region: region for region in regions}
    called = {
        name: found[0] for name, found in chinese_names().items() if len(found) == 1 and found[0] in known
    } | known
    for key, part in raw.items():
        region = called.get(str(key)) if str(key) not in prefixes() else None
        if region:
            if isinstance(part, dict):
                for name, value in part.items():
                    _walk(str(name), name, value, region, changes, faults)
            else:
                faults.append(_fault(f"{key} is a region; it holds a mapping of parameters", key))
        else:
            _walk(str(key), key, part, None, changes, faults)
    return tuple(changes[len(before) :]), tuple(faults)


def _walk(name: str, key: object, raw: object, region: str | None, changes: list, faults: list) -> None:
    """Follow nested names down to a parameter, then read its value or its dated values."""
    if name in prefixes() and isinstance(raw, dict) and not _is_value(name, raw):
        for part, value in raw.items():
            _walk(f"{name}.{part}", part, value, region, changes, faults)
        return
    if len(faults) >= Faults.most and not is_parameter(name):  # no more are explained
        faults.append(_fault(f"{name} is no parameter", key))
        return
    try:
        change = PolicyChange(region, name, dated(raw, name), mark_of(key, NOWHERE))
        change.check(changes)
        changes.append(change)
    except Faults as error:
        faults += (fault if fault.line else replace(fault, **_place(key)) for fault in error.faults)


def _place(node: object, within: Fault | None = None) -> dict[str, int]:
    """Where a fault of a node stands: its own place, if that is inside the node."""
    marks = set(marks_in(node)) if isinstance(node, Mapping | List | Text) else set()
    if within and (within.line, within.column) in marks:
        return {}
    return mark_of(node, NOWHERE)._asdict()


def _is_value(name: str, raw: dict) -> bool:
    """Whether the mapping is a value of this very name, though other names begin with it too."""
    return is_parameter(name) and not any(f"{name}.{key}" in (*prefixes(), *names()) for key in raw)


def dated(raw: object, name: str) -> dict[date | None, object]:
    """Values by their first day; a value without dates holds for the whole run."""
    if not isinstance(raw, dict) or not raw or not any(is_day(key) for key in raw):
        return {None: raw}
    result: dict[date | None, object] = {}

    def read(key: object) -> None:
        if not is_day(key):
            raise Faults([_fault(f"{name}: {key} stands among dates", key, DAY.allowed)])
        try:
            first = DAY(key)
        except Refusal as refusal:
            raise Faults([_fault(f"{name}: {refusal.found}", key, refusal.allowed)]) from None
        if first in result:
            raise Faults([_fault(f"{name}: {key} is a day given twice", key, "each day once")])
        result[first] = raw[key]

    for_all(read, raw)
    return result


def _fault(message: str, key: object, allowed: str = "") -> Fault:
    return Fault(message, "", *mark_of(key, NOWHERE), allowed=allowed)
