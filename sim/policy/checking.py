"""A policy file checked by itself: how it is written, and whether the law that it makes can be in force."""

from datetime import date
from functools import partial
from pathlib import Path

from sim.errors import Faults, for_all
from sim.policy.seeds import NATIONAL, OwnSeeds, Seed, fault_at, seed, with_seeds
from sim.policy.timeline import Timeline, at, timelines
from sim.policy.values import Value
from sim.yaml_marks import read_bytes

#: The days over which the law of a file is put together: from the law of 1998 on, past every day that is announced.
FIRST, END = date(1998, 12, 14), date(2050, 1, 1)
#: Pairs of amounts of which the first is at most the second on every day.
ORDERED = (("contribution.base.floor", "contribution.base.ceiling"),)


def check(path: Path) -> Seed:
    """The file, if nothing is wrong with it; raises `Faults` with everything that is."""
    folder = str(path.parent)
    with with_seeds(OwnSeeds(folder, ((path.stem, read_bytes(path, str(path))),))):
        file = seed(path.stem)
        if path.stem != NATIONAL:
            seed(NATIONAL)
        _check_law(path.stem)
    return file


def _check_law(region: str) -> None:
    """Raise `Faults` with everything that is wrong with the law over all its days."""
    from sim.policy.policy import Policy

    lines = timelines(region, (), FIRST, END)
    checks = [partial(_check_order, lines[low], lines[high]) for low, high in ORDERED]
    for_all(lambda check: check(), [*checks, partial(Policy.build, [region], (), FIRST, END)])


def _check_order(low: Timeline, high: Timeline) -> None:
    """Refuse an amount above the one that bounds it, from whichever day the two meet."""
    found = {}
    for begins, _ in (*low, *high):
        below, above = at(low, begins), at(high, begins)
        if below.value is not None and above.value is not None and below.value > above.value:
            later = max(below, above, key=lambda value: value.from_ or date.min)
            found.setdefault((below.parameter, later.mark), fault_at(later, _message(below, above)))
    if found:
        raise Faults(found.values())


def _message(below: Value, above: Value) -> str:
    since = max(value.from_ or date.min for value in (below, above))
    day = "" if since == date.min else f" from {since} on"
    return f"{below.parameter} {below.text} lies above {above.parameter} {above.text}{day}"
