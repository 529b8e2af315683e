"""`gongji sweep`: simulate the same lives at every point of a sweep, and find what moves the outcomes.

Points are generated, simulated and analysed one at a time; little of each is kept in memory, and what grows with their
number is on disk.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import Faults
from sim.experiment.arguments import BadArgument, known
from sim.experiment.assumptions import LIVES as LIVES_OF_ASSUMPTIONS
from sim.experiment.assumptions import over_assumptions, recorded_lists
from sim.experiment.cases import Case, inputs_of, plan_of
from sim.experiment.compare import variant_records
from sim.experiment.points import Design, Point, count, design
from sim.experiment.record import BASELINE, record
from sim.experiment.refusals import refusals
from sim.experiment.run import Clock, altered
from sim.experiment.study_run import CaseRun, Request, RunOptions, StudyRun, study_run
from sim.outcomes.columns import LIVES
from sim.outcomes.net_benefit import Weighing
from sim.outcomes.points import PointTables, Swept, Tables

if TYPE_CHECKING:
    from sim.scenario import Scenario

MOST_POINTS = 2_000  # more are simulated only on request
KINDS = (LIVES,)  # years are not kept: a sweep has too many points for them


def sweep(
    scenario: "Scenario",
    options: RunOptions,
    *,
    variants: Iterable[str] = (),
    most_points: int = MOST_POINTS,
    replications: int | None = None,
    seed: int | None = None,
    assumptions: bool = False,
) -> Path:
    """Simulate every point of the scenario's sweep, also under each named variant, and write the tables.

    With `assumptions` the sweep is not the file's own: it tries other values of what the law assumes.

    A point that describes no valid scenario, or whose block fails, is reported with its reason; the others continue.
    """
    clock = Clock(options)
    listed = recorded_lists(scenario) if assumptions else {}
    if assumptions:
        scenario = over_assumptions(scenario)
        replications = replications or min(LIVES_OF_ASSUMPTIONS, scenario.requested_replications)
    scenario = altered(scenario, replications, seed)
    names = known("--variants", variants, scenario.variants, "variant of this file")
    scenarios = {BASELINE: scenario} | {name: altered(scenario.variant(name), replications, seed) for name in names}
    check_number(count(scenario) * len(scenarios), most_points)
    points = design(scenario)
    _check_variants(scenarios, points)
    has_chance = any_chance(scenarios, points)
    lives = (replications or scenario.requested_replications) if has_chance else 1
    total = len(points.points) * len(scenarios)
    name = options.name_or(f"{scenario.name}-{'assumptions' if assumptions else 'sweep'}")
    with study_run(options, name, "sweep", scenario.title) as study:
        runs, tables = simulated(study, scenarios, points, lives)
        if len(tables.failed) == total:
            raise BadArgument("sweep", f"no point could be simulated; the first: {tables.failed[0][2]}")
        tables.finish()
        plan = plan_of(Case.of(scenario))
        inputs = dict.fromkeys(run.inputs for run in runs if run.inputs)
        content = record(
            "sweep", scenario, plan.policy, inputs, tables.columns(), refusals(plan, scenario.replications)
        )
        content |= {"lives": lives, "certain": not has_chance, "by": points.by, "points": len(points.points)}
        content["paths"] = [axis.path for axis in points.axes]
        content["failed"] = failures(tables)
        if tables.weighing is not None:
            content["net_benefit"] = tables.weighing.outcomes
        content["variants"] = variant_records("sweep", scenarios, scenario, names)
        content |= listed
        study.folder.publish(content, clock.times(study))
    return study.folder.target


def check_number(points: int, most: int) -> None:
    if points > most:
        found = f"the sweep has {points:,} points, more than {most:,}, the most without this option"
        raise BadArgument("--points", f"{found}; to simulate them all: --points {points}")


def _check_variants(scenarios: "dict[str, Scenario]", points: Design) -> None:
    """Swept values are set last: a variant that changes nothing else would equal the baseline at every point."""
    first = next((point for point in points.points if _is_valid(scenarios, point)), None)
    if first is None:
        return
    refuse_idle({name: inputs_of(scenario.at(first.values)) for name, scenario in scenarios.items()})


def refuse_idle(inputs: dict[str, str]) -> None:
    """Refuse a variant with the lives of the baseline, the first, at a point."""
    first, *variants = inputs
    for name in variants:
        if inputs[name] == inputs[first]:
            found = f"at the points of this sweep {name} is the same as the file itself"
            raise BadArgument("--variants", f"{found}: what it changes is swept, and swept values are set last")


def _is_valid(scenarios: "dict[str, Scenario]", point: Point) -> bool:
    try:
        return all(scenario.at(point.values) for scenario in scenarios.values())
    except Faults:
        return False


def any_chance(scenarios: "dict[str, Scenario]", points: Design) -> bool:
    """Whether any case leaves anything to chance, as written or at any point."""
    return any(
        scenario.has_chance or any(_has_chance(scenario, point) for point in points.points)
        for scenario in scenarios.values()
    )


def _has_chance(scenario: "Scenario", point: Point) -> bool:
    try:
        return scenario.at(point.values).has_chance
    except Faults:
        return False  # this point is not simulated


def simulated(
    study: StudyRun, scenarios: "dict[str, Scenario]", points: Design, lives: int
) -> tuple[list[CaseRun], PointTables]:
    """All points simulated, and the tables, filled but not finished."""
    total = len(points.points) * len(scenarios)
    runs = study.simulate_points(_requests(scenarios, points, lives), KINDS, total, total * lives)
    first = next(iter(scenarios.values()))
    swept = Swept(
        study.folder.unfinished, points.axes, points.by, len(points.points), tuple(scenarios), first.outcomes,
        weighing_of(scenarios),
    )  # fmt: skip
    tables = PointTables(swept, lives, tuple(first.people))
    fill(tables, study, points, runs)
    return runs, tables


def weighing_of(scenarios: "Mapping[str, Scenario]") -> Weighing | None:
    """What the sweep weighs against each other; nothing where there are no variants to choose from."""
    sweep = next(iter(scenarios.values())).sweep
    if sweep is None or sweep.net_benefit is None or len(scenarios) < 2:
        return None
    given = sweep.net_benefit
    return Weighing(given.effect, given.cost, tuple(fen / 100 for fen in given.willingness_to_pay))


def failures(tables: Tables) -> list[dict[str, Any]]:
    """The failed points, as the record has them."""
    return [{"point": point, "variant": name, "reason": reason} for point, name, reason in tables.failed]


def _requests(scenarios: "dict[str, Scenario]", points: Design, lives: int) -> Iterator[Request]:
    """Every point under every scenario."""
    for point in points.points:
        for scenario in scenarios.values():
            try:
                yield Request(Case.of(scenario.at(point.values)), lives)
            except Faults as error:
                yield Request(None, lives, error.without_places)


def fill(tables: Tables, study: StudyRun, points: Design, runs: list[CaseRun]) -> None:
    """The outcomes of every point into the tables."""
    remaining = iter(runs)
    for point in points.points:
        texts = [axis.texts[point.number] for axis in points.axes]
        of_point: dict[str, Any] = {}
        for name in tables.names:
            run = next(remaining)
            of_point[name] = run.failure or study.store.files(run.inputs, run.ranges, LIVES)
        tables.add(point.number, texts, of_point)
