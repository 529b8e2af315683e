"""Cases: resolved scenarios that are simulated (the file itself, a variant, a point of a sweep), block by block.

A `Task` is all that a worker needs, here or on another machine: it contains the case, and the worker builds the plan
itself, once for all blocks of that case.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from sim.errors import GongjiError
from sim.experiment.law import policy_of
from sim.outcomes.files import input_hash
from sim.outcomes.parts import Part, Range, part_of
from sim.policy import hash_of_used, with_seeds

if TYPE_CHECKING:
    from sim.plan import Plan
    from sim.population import Population
    from sim.scenario import Scenario

#: The keys of a scenario that determine its lives. Their number does not: with more lives, finished blocks are used.
DETERMINING = ("start", "end", "seed", "discount", "policy", "mortality", "people", "bindings", "events")
_HASHED = 1_000  # households of which one hash is made
PLANS_KEPT = 3  # a plan is some megabytes, and the blocks of a case come one after the other


@dataclass(frozen=True)
class Case:
    """A resolved scenario to simulate; `inputs` is the hash of everything that determines its lives."""

    scenario: "Scenario"
    inputs: str
    population: "Population | None" = None  # whose households are its lives

    @classmethod
    def of(cls, scenario: "Scenario") -> "Case":
        return cls(scenario, inputs_of(scenario))

    @classmethod
    def of_population(cls, population: "Population", rows: "list[str] | None" = None) -> "Case":
        """The case of a population; `rows` are the hashes of its households, where they are known already."""
        return cls(population.scenario, inputs_of_population(population, rows), population)

    def part(self, block: Range) -> "Case":
        """The case with no other households than those of a block, so that little travels."""
        return replace(self, population=self.population.part(*block)) if self.population else self


@dataclass(frozen=True)
class Task:
    """One block of a case to simulate, and the kinds of files to make of it."""

    case: Case
    block: Range
    kinds: tuple[str, ...]


class ProgramMismatch(GongjiError):
    """A worker has other rules or other seeds than the process that dispatches tasks."""


def inputs_of(scenario: "Scenario") -> str:
    """Hash of everything that determines a life: the scenario, the order of its people, the policy files of its
    regions, the program and the extensions."""
    said, program = _determining(scenario)
    return input_hash(said, list(scenario.people), scenario.seeds_hash(), *program)


def _determining(scenario: "Scenario") -> tuple[dict[str, Any], tuple[str, list[tuple[str, str]]]]:
    """What of any scenario determines lives: its words, and the program with the extensions."""
    resolved = scenario.resolved()
    said = {key: resolved[key] for key in DETERMINING if key in resolved}
    return said, (code_hash(), [(one.name, one.hash) for one in scenario.extensions])


def hashes_of_households(population: "Population") -> list[str]:
    """Hashes of what the rows of households say, wherever the files lie; some households at a time: the texts of all
    of them at once would be as large as the population."""
    return [input_hash(some.said.columns, some.said.rows()) for some in population.households.parts(_HASHED)]


def inputs_of_population(population: "Population", rows: list[str] | None = None) -> str:
    """The same of a population, of whose households the hashes may be known."""
    from sim.scenario.profiles import profile, profile_names
    from sim.scenario.scenario import files_used
    from sim.values.trees import as_text

    scenario = population.scenario
    said, program = _determining(scenario)
    households = hashes_of_households(population) if rows is None else rows
    with with_seeds(scenario.seeds):
        care = {name: as_text(profile(name)) for name in profile_names()}
    bindings = scenario.resolved()["population"].get("bindings", [])
    seeds = hash_of_used(files_used(population.regions, scenario.study.mortality is not None), scenario.seeds)
    return input_hash(said, households, bindings, population.lives, care, seeds, *program)


@cache
def code_hash() -> str:
    """Hash of the program, computed once per process."""
    from sim.kernel_cache import source_hash

    return source_hash()


def simulate(task: Task) -> Part:
    """Simulate a block, in whatever process or machine this is."""
    from sim.engine import run_block

    if task.case.population:
        from sim.experiment.households import simulate_households

        return simulate_households(task.case.population, task.block, task.kinds)
    plan = plan_of(task.case)
    block = run_block(plan, range(*task.block))
    return part_of(block, plan.names, task.block, task.kinds, task.case.scenario.outcomes.kept)


_plans: "OrderedDict[str, Plan]" = OrderedDict()
_building = Lock()  # so that threads do not build the same plan at the same time


def plan_of(case: Case) -> "Plan":
    """The plan of a case, made once as long as few others are needed between."""
    from sim.plan import Plan

    with _building:
        if case.inputs in _plans:
            return _plans[case.inputs]
        if inputs_of(case.scenario) != case.inputs:
            raise ProgramMismatch(
                "a worker has another version of Gongji, of Python or of the seeds than this process: "
                "install the same everywhere, and change nothing while a study runs"
            )
        while len(_plans) >= PLANS_KEPT:
            _plans.popitem(last=False)
        _plans[case.inputs] = plan = Plan.make(case.scenario, policy_of(case.scenario))
        return plan
