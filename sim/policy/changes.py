"""Changes to the law that a scenario asks for: named, dated, of one region or of all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sim.errors import Fault
from sim.policy import scalars
from sim.policy.parameters import kind_of, names, prefixes, resolve
from sim.policy.scalars import Wrong
from sim.policy.seeds import NATIONAL, seed
from sim.yaml_marks import mark_of


@dataclass(frozen=True)
class PolicyChange:
    """One parameter changed: `dated` maps the first day (None: the whole run) to the value as it was written.

    `parameter` may name a part of a value (`outpatient.deductible.kind`), a short form
    (`contribution.flexible.rate`) or a projection (`projection.average_wage`). `region` None means every region.
    """

    region: str | None
    parameter: str
    dated: dict[date | None, object] = field(hash=False)

    def check(self) -> None:
        """Raise `Wrong` unless the name is known and every value can be read; a part is read in national's value."""
        declared, part = resolve(self.parameter)
        kind = kind_of(declared)
        for raw in self.dated.values():
            try:
                kind.parse(kind.patched(seed(NATIONAL).values[declared][-1].raw, part, raw) if part else raw)
            except Wrong as wrong:
                if part or wrong.mark is None:
                    wrong.mark = mark_of(raw) if hasattr(raw, "mark") else None
                if part and part[-1] in wrong.path:  # the name says that already
                    wrong.path = wrong.path[wrong.path.index(part[-1]) + 1 :]
                raise


def read_changes(
    raw: dict, regions: Iterable[str], within: str = "policy"
) -> tuple[tuple[PolicyChange, ...], tuple[Fault, ...]]:
    """The changes a `policy` mapping asks for, and all that is wrong with it.

    Keys are parameter names, dotted or nested, or names of regions that hold such keys of their own.
    """
    changes: list[PolicyChange] = []
    faults: list[Fault] = []
    known = set(regions)
    for key, part in raw.items():
        if str(key) in known and str(key) not in prefixes():
            if isinstance(part, dict):
                for name, value in part.items():
                    _walk(str(name), name, value, str(key), changes, faults)
            else:
                faults.append(_fault(f"{key} is a region; it holds a mapping of parameters", key))
        else:
            _walk(str(key), key, part, None, changes, faults)
    return tuple(changes), tuple(faults)


def _walk(name: str, key: object, raw: object, region: str | None, changes: list, faults: list) -> None:
    """Follow nested names down to a parameter, then read its value or its dated values."""
    if name in prefixes() and isinstance(raw, dict) and not _is_value(name, raw):
        for part, value in raw.items():
            _walk(f"{name}.{part}", part, value, region, changes, faults)
        return
    try:
        change = PolicyChange(region, name, dated(raw))
        change.check()
        changes.append(change)
    except Wrong as wrong:
        faults.append(wrong.fault(name, "", mark_of(key) if hasattr(key, "mark") else None))


def _is_value(name: str, raw: dict) -> bool:
    """Whether the mapping is a value of this very name, though other names begin with it too."""
    try:
        resolve(name)
    except Wrong:
        return False
    return not any(f"{name}.{key}" in prefixes() or _known(f"{name}.{key}") for key in raw)


def _known(name: str) -> bool:
    return name in names()


def dated(raw: object) -> dict[date | None, object]:
    """Values by their first day; a value without dates holds for the whole run."""
    if not isinstance(raw, dict) or not raw or not any(scalars.is_day(key) for key in raw):
        return {None: raw}
    result: dict[date | None, object] = {}
    for key, value in raw.items():
        if not scalars.is_day(key):
            raise Wrong(f"{key} stands among dates", scalars.DAY, raw=key)
        first = scalars.day(key)
        if first in result:
            raise Wrong(f"{key} is a day given twice", "each day once", raw=key)
        result[first] = value
    return result


def _fault(message: str, key: object) -> Fault:
    mark = mark_of(key) if hasattr(key, "mark") else (None, None)
    return Fault(message, "", *mark)
