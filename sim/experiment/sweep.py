"""`gongji sweep`: the same lives at every point of a sweep, and what moves the outcomes.

Points are made, lived and read one after the other; what is kept of each is small, and what grows with their number is
on disk.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import Faults
from sim.experiment.arguments import BadArgument, known
from sim.experiment.compare import BASELINE, told_of
from sim.experiment.law import policy_of
from sim.experiment.points import Design, Point, count, design
from sim.experiment.readings import Reading, inputs_of
from sim.experiment.record import record
from sim.experiment.refusals import refusals
from sim.experiment.run import Clock, altered
from sim.experiment.workplace import How, Job, Lived, Workplace, workplace
from sim.outcomes.parts import LIVES
from sim.outcomes.points import PointTables

if TYPE_CHECKING:
    from sim.scenario import Scenario

MOST_POINTS = 2_000  # more are lived only where so many were asked for
KINDS = (LIVES,)  # years are not kept: a sweep has too many points for them


def sweep(
    scenario: "Scenario",
    how: How,
    *,
    variants: Iterable[str] = (),
    most_points: int = MOST_POINTS,
    replications: int | None = None,
    seed: int | None = None,
) -> Path:
    """Live every point of the scenario's sweep, under each variant named too, and write what comes out.

    A point that no file could describe, or whose block fails, is reported with its reason; the others go on.
    """
    clock = Clock(how)
    scenario = altered(scenario, replications, seed)
    names = known("--variants", variants, scenario.variants, "variant of this file")
    readings = {BASELINE: scenario} | {name: altered(scenario.variant(name), replications, seed) for name in names}
    _fail_if_too_many(count(scenario) * len(readings), most_points)
    points = design(scenario)
    _fail_if_overridden(readings, points)
    lives = _lives(readings, points, replications)
    how_many = len(points.points) * len(readings)
    with workplace(how, how.named(f"{scenario.name}-sweep"), "sweep", scenario.title) as place:
        lived = place.live_points(_jobs(readings, points, lives), KINDS, how_many, how_many * lives)
        tables = _tabulated(place, points, tuple(readings), lived, lives, tuple(scenario.people))
        policy = policy_of(scenario)
        inputs = dict.fromkeys(job.inputs for job in lived if job.inputs)
        told = record("sweep", scenario, policy, inputs, tables.columns(), refusals(scenario, policy))
        told |= {"lives": lives, "by": points.by, "points": len(points.points)}
        told["paths"] = [axis.path for axis in points.axes]
        told["failed"] = [{"point": point, "variant": name, "reason": why} for point, name, why in tables.failed]
        told["variants"] = {name: told_of(readings[name], scenario) for name in names}
        place.folder.publish(told, clock.times(place))
    return place.folder.target


def _fail_if_too_many(points: int, most: int) -> None:
    if points > most:
        found = f"the sweep has {points:,} points, more than the {most:,} that are lived without asking"
        raise BadArgument("--points", f"{found}; to live them all: --points {points}")


def _fail_if_overridden(readings: "dict[str, Scenario]", points: Design) -> None:
    """Swept values are set last: a variant that changes nothing else would be the baseline once more at every point."""
    first = next((point for point in points.points if _can_be(readings, point)), None)
    if first is None:
        return
    baseline, *variants = ((name, inputs_of(scenario.at(first.values))) for name, scenario in readings.items())
    for name, inputs in variants:
        if inputs == baseline[1]:
            found = f"at the points of this sweep {name} is the same as the file itself"
            raise BadArgument("--variants", f"{found}: what it changes is swept, and swept values are set last")


def _can_be(readings: "dict[str, Scenario]", point: Point) -> bool:
    try:
        return all(scenario.at(point.values) for scenario in readings.values())
    except Faults:
        return False


def _lives(readings: "dict[str, Scenario]", points: Design, replications: int | None) -> int:
    """As many lives at every point: one only where no point of any reading leaves anything to chance."""
    asked = replications or readings[BASELINE].asked_replications
    for scenario in readings.values():
        if scenario.has_chance or any(_has_chance(scenario, point) for point in points.points):
            return asked
    return 1


def _has_chance(scenario: "Scenario", point: Point) -> bool:
    try:
        return scenario.at(point.values).has_chance
    except Faults:
        return False  # a point that cannot be lived


def _jobs(readings: "dict[str, Scenario]", points: Design, lives: int) -> Iterator[Job]:
    """Every point under every reading."""
    for point in points.points:
        for scenario in readings.values():
            try:
                yield Job(Reading.of(scenario.at(point.values)), lives)
            except Faults as error:
                yield Job(None, lives, error.without_places)


def _tabulated(
    place: Workplace, points: Design, names: tuple[str, ...], lived: list[Lived], lives: int, people: tuple[str, ...]
) -> PointTables:
    """What came out at each point, written as tables."""
    tables = PointTables(place.folder.unfinished, points.axes, points.by, len(points.points), names, lives, people)
    jobs = iter(lived)
    for point in points.points:
        texts = [axis.texts[point.number] for axis in points.axes]
        of_point: dict[str, Any] = {}
        for name in names:
            job = next(jobs)
            of_point[name] = job.failure or _files(place, job)
        tables.add(point.number, texts, of_point)
    if len(tables.failed) == len(lived):
        raise BadArgument("sweep", f"no point could be lived; the first: {tables.failed[0][2]}")
    tables.finish()
    return tables


def _files(place: Workplace, job: Lived) -> list[Path]:
    return place.store.files(job.inputs, job.ranges, LIVES)
