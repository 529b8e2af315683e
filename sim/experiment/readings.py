"""What is lived: readings of scenario files (the file itself, a variant, a point of a sweep), by blocks.

A `Task` is all that a worker needs, here or on another machine: it carries the reading, and the worker prepares the
plan by itself, once for all blocks of that reading.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from sim.experiment.law import policy_of
from sim.outcomes.files import input_hash
from sim.outcomes.parts import Part, Range, part_of
from sim.policy import seeds_hash

if TYPE_CHECKING:
    from sim.engine import Plan
    from sim.scenario import Scenario

#: What of a scenario decides its lives. Their number does not: where it is raised, finished blocks serve again.
DECIDES = ("start", "end", "seed", "policy", "people", "bindings", "events")
PLANS_KEPT = 3  # tables of costs make a plan large; blocks of one reading come one after the other


@dataclass(frozen=True)
class Reading:
    """A scenario as it is lived; `inputs` is the hash of everything that decides its lives."""

    scenario: "Scenario"
    inputs: str

    @classmethod
    def of(cls, scenario: "Scenario") -> "Reading":
        return cls(scenario, inputs_of(scenario))


@dataclass(frozen=True)
class Task:
    """One block of a reading to be lived, and the kinds of files wanted of it."""

    reading: Reading
    block: Range
    kinds: tuple[str, ...]


class AnotherProgram(Exception):
    """A worker has other rules or other seeds than the process that asks."""


def inputs_of(scenario: "Scenario") -> str:
    """Hash of what decides a life: the scenario, the order of its people, the seeds and the program."""
    resolved = scenario.resolved()
    decides = {key: resolved[key] for key in DECIDES if key in resolved}
    return input_hash(decides, list(scenario.people), seeds_hash(), code_hash())


@cache
def code_hash() -> str:
    """Hash of the program, read once a process."""
    from sim.compiled import source_hash

    return source_hash()


def live(task: Task) -> Part:
    """Live a block, in whatever process or machine this is."""
    from sim.engine import run_block

    plan = _plan(task.reading)
    return part_of(run_block(plan, range(*task.block)), plan.names, task.block, task.kinds)


_plans: "OrderedDict[str, Plan]" = OrderedDict()
_making = Lock()  # so that threads do not make the same plan side by side


def _plan(reading: Reading) -> "Plan":
    from sim.engine import Plan

    with _making:
        if reading.inputs in _plans:
            return _plans[reading.inputs]
        if inputs_of(reading.scenario) != reading.inputs:
            raise AnotherProgram(
                "a worker has another version of Gongji, of Python or of the seeds than the process that asks: "
                "install the same everywhere, and change nothing while a study runs"
            )
        while len(_plans) >= PLANS_KEPT:
            _plans.popitem(last=False)
        _plans[reading.inputs] = plan = Plan.make(reading.scenario, policy_of(reading.scenario))
        return plan
