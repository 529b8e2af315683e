"""`gongji sweep` of a population: the same lives of its households at every point, weighted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import Faults
from sim.experiment.arguments import BadArgument, known
from sim.experiment.calibration import has_targets_of_money, weighed
from sim.experiment.cases import Case, hashes_of_households
from sim.experiment.points import Design, Point, count, design
from sim.experiment.population_run import (
    altered,
    law_of,
    persons_of,
    record_of,
    tables_of_rows,
    times_of,
    write_all,
)
from sim.experiment.reading import checked_by
from sim.experiment.record import BASELINE, variant_record
from sim.experiment.run import Clock
from sim.experiment.study_run import CaseRun, Request, RunOptions, StudyRun, study_run
from sim.experiment.sweep import KINDS, MOST_POINTS, check_number, failures, fill, refuse_idle, weighing_of
from sim.outcomes.columns import LEFT_OUT, LEFT_OUT_COLUMNS, PERSONS, YEARS, Column, person_columns
from sim.outcomes.net_benefit import Weighing
from sim.outcomes.parts import scan
from sim.outcomes.points import Swept
from sim.outcomes.population_points import PopulationTables
from sim.outcomes.population_points import columns_of as of_points
from sim.policy import with_seeds

if TYPE_CHECKING:
    from sim.population import Population
    from sim.scenario import Scenario

KIND = "population_sweep"  # of the study


class Points:
    """The points of a sweep of a population, under the file itself and each variant."""

    def __init__(self, populations: "dict[str, Population]"):
        self.populations = populations
        self.baseline = next(iter(populations.values()))
        self.design: Design = design(self.baseline.scenario, law_of(self.baseline))
        self._rows = hashes_of_households(self.baseline)  # the same in all cases

    @property
    def weighing(self) -> Weighing | None:
        """What the sweep weighs against each other."""
        return weighing_of({name: one.scenario for name, one in self.populations.items()})

    @property
    def described(self) -> dict[str, Any]:
        """How the points were chosen, as the record says it."""
        found = {"by": self.design.by, "points": len(self.design.points)}
        found["paths"] = [axis.path for axis in self.design.axes]
        return found | ({"net_benefit": self.weighing.outcomes} if self.weighing else {})

    @property
    def columns(self) -> dict[str, Iterable[Column]]:
        """The columns of the tables of points."""
        outcomes = self.baseline.scenario.outcomes.all
        return of_points(self.design.axes, tuple(self.populations), outcomes, self.weighing is not None)

    @property
    def number(self) -> int:
        """Of points and cases together."""
        return len(self.design.points) * len(self.populations)

    @property
    def households(self) -> int:
        return len(self.baseline.households)

    def weighed(self, study: StudyRun) -> None:
        """Give everybody the weights with which the file itself, simulated for that, meets its targets of money. Parts
        of a study have no tables, so no weights."""
        if not has_targets_of_money(self.baseline.scenario) or study.options.part is not None:
            return
        case = Case.of_population(self.baseline, self._rows)
        study.simulate([Request(case, self.households)], (YEARS,))
        self.baseline = weighed(self.baseline, scan(study.parts(case.inputs, YEARS)))

    def case(self, name: str, point: Point) -> Case:
        """A case at a point; raises `Faults` if the point describes no valid scenario or no valid law."""
        population = self.populations[name]
        scenario = population.scenario.at(point.values)
        population = replace(population, scenario=scenario, is_checked=False)
        with with_seeds(scenario.seeds):
            law_of(population)
        return Case.of_population(population, self._rows)

    def requests(self) -> Iterator[Request]:
        """Every point under every case."""
        for point in self.design.points:
            for name in self.populations:
                try:
                    yield Request(self.case(name, point), self.households)
                except Faults as error:
                    yield Request(None, self.households, error.without_places)

    def refuse_idle_variants(self) -> None:
        """Swept values are set last: a variant that changes nothing else equals the baseline at every point."""
        for point in self.design.points:
            try:
                refuse_idle({name: self.case(name, point).inputs for name in self.populations})
            except Faults:
                continue  # a point that is not simulated
            return


def sweep_population(
    scenario: "Scenario",
    options: RunOptions,
    *,
    variants: Iterable[str] = (),
    most_points: int = MOST_POINTS,
    lives: int | None = None,
    seed: int | None = None,
) -> Path:
    """Simulate the households at every point of the scenario's sweep, also under each named variant."""
    from sim.population import read_populations

    clock = Clock(options)
    names = known("--variants", variants, scenario.variants, "variant of this file")
    scenarios = {BASELINE: scenario} | {name: scenario.variant(name) for name in names}
    scenarios = {name: altered(one, lives, seed) for name, one in scenarios.items()}
    check_number(count(scenario) * len(scenarios), most_points)
    populations = read_populations([*scenarios.values()], checked_by(options.workers))
    points = Points(dict(zip(scenarios, populations, strict=True)))
    points.refuse_idle_variants()
    name = options.name_or(f"{scenario.name}-sweep")
    with study_run(options, name, KIND, scenario.title) as study:
        runs, tables = simulated(study, points)
        if len(tables.failed) == points.number:
            raise BadArgument("sweep", f"no point could be simulated; the first: {tables.failed[0][2]}")
        tables.finish()
        write_all(tables_of_rows(points.baseline), study.folder.path)
        study.folder.publish(_record(points, runs, tables), times_of(clock, study, points.baseline))
    return study.folder.target


def simulated(study: StudyRun, points: Points) -> tuple[list[CaseRun], PopulationTables]:
    """All points simulated, and the tables, filled but not finished."""
    points.weighed(study)
    scenario = points.baseline.scenario
    runs = study.simulate_points(
        points.requests(), KINDS, points.number, points.number * points.households, of_households=True
    )
    swept = Swept(
        study.folder.unfinished, points.design.axes, points.design.by, len(points.design.points),
        tuple(points.populations), scenario.outcomes, points.weighing,
    )  # fmt: skip
    tables = PopulationTables(swept, points.baseline.lives, persons_of(points.baseline), scenario.report)
    fill(tables, study, points.design, runs)
    return runs, tables


def columns_of(population: "Population", points: Points) -> dict[str, tuple[Column, ...]]:
    """The files of the result and their columns."""
    of_persons = {PERSONS: person_columns(population.scenario.study.by), LEFT_OUT: LEFT_OUT_COLUMNS}
    return {file: tuple(columns) for file, columns in points.columns.items()} | of_persons


def _record(points: Points, runs: list[CaseRun], tables: PopulationTables) -> dict[str, Any]:
    baseline = points.baseline
    inputs = list(dict.fromkeys(run.inputs for run in runs if run.inputs))
    content = record_of(KIND, baseline, inputs, columns_of(baseline, points))
    content |= points.described | {"failed": failures(tables)}
    content["variants"] = {
        name: variant_record(KIND, population.scenario, baseline.scenario, law_of(population), ())
        for name, population in points.populations.items()
        if name != BASELINE
    }
    return content
