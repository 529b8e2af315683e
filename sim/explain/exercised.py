"""Which of the law some lives exercise: the rules they call, the values these read, what is refused in them.

Kernels are plain Python here, and stand-ins note what is called, as in `recording.py`; but nothing else is kept, so
whole folders of scenarios can be gone through. Values from which the calendar is made before a life begins (due days,
windows, first days of years) are not among those read.
"""

import importlib
import pkgutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from inspect import isfunction
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.block_run import Run
from sim.engine import agenda_of, begun, simulate
from sim.experiment.law import policy_of
from sim.explain.citing import Cited, Law
from sim.explain.recording import ARITHMETIC, note_reads
from sim.kernel_cache import is_interpreted
from sim.linking import linked
from sim.plan import Plan
from sim.words.reasons import Reason
from sim.words.states import Scheme

if TYPE_CHECKING:
    from sim.explain.journal import Read
    from sim.scenario import Scenario
    from sim.world.block import Block


@dataclass
class Exercised:
    """What some cases exercised: each rule and reason with the number of cases, and the values that were read."""

    cases: int = 0
    lives: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    values: Counter[Cited] = field(default_factory=Counter)

    @property
    def unused_rules(self) -> list[str]:
        """The rules that no case called."""
        return [rule for rule in rules() if rule not in self.rules]

    @property
    def unused_reasons(self) -> list[str]:
        """The reasons for which nothing was refused."""
        return [reason.word for reason in Reason if reason and reason.word not in self.reasons]

    def of_grade(self, *grades: str) -> list[Cited]:
        """The values read that rest on sources of some grades, or on assumptions."""
        return sorted(value for value in self.values if value.rests_on in grades)

    def add(self, scenario: "Scenario", lives: int = 1) -> None:
        """Simulate the first lives of a case and note what they exercise."""
        assert is_interpreted(), "what is compiled cannot be watched"
        called: set[str] = set()
        policy = policy_of(scenario)
        namespaces = (*_of_the_plan(), *linked(scenario.extensions).namespaces)
        with _watched(called, namespaces):
            plan = Plan.make(scenario, policy)
            lives = min(lives, scenario.replications)
            run = _Run(plan, range(lives), agenda_of(plan))
            reads: dict[Read, None] = {}
            note_reads(run, lambda read: reads.setdefault(read))
            block = simulate(begun(run))
        law = Law(policy)
        of_residents = [scheme == Scheme.RESIDENT for scheme in run.schemes if scheme != Scheme.NONE]
        cited = (
            law.cited(name, read.region, read.day)
            for read in reads
            for residents in dict.fromkeys(of_residents)  # one field holds the tables of both
            for name in law.parameters_for(read.field, residents)
        )
        self.cases, self.lives = self.cases + 1, self.lives + lives
        self.rules.update(called)
        self.reasons.update(_refused(block))
        self.values.update(set(cited))


class _Run(Run):
    """A run that knows by which schemes anybody was ever insured."""

    def __init__(self, plan: Plan, lives: range, process_agenda: Callable):
        super().__init__(plan, lives, process_agenda)
        self.schemes = set(self._schemes())

    def apply(self, kernel: Callable, *numbers: int) -> Any:
        result = super().apply(kernel, *numbers)
        self.schemes.update(self._schemes())
        return result

    def _schemes(self) -> list[int]:
        return np.unique(np.asarray(self.world.people)["scheme"]).tolist()


def rules() -> list[str]:
    """Every rule, as `institution.rule`; arithmetic is none."""
    import sim.rules

    found = []
    for module in pkgutil.iter_modules(sim.rules.__path__, "sim.rules."):
        for one in vars(importlib.import_module(module.name)).values():
            if _is_rule(one) and one.__module__ == module.name:
                found.append(_name(one))
    return found


def _is_rule(function: object) -> bool:
    if not isfunction(function) or function.__name__.startswith("_"):
        return False
    return function.__module__.startswith("sim.rules.") and function.__module__ not in ARITHMETIC


def _name(function: Callable) -> str:
    return f"{function.__module__.removeprefix('sim.rules.')}.{function.__name__}"


def _refused(block: "Block") -> set[str]:
    reasons = {int(reason) for refused in (block.refused_events, block.refused_bindings) for reason in refused.flat}
    return {Reason(reason).word for reason in reasons - {Reason.NOTHING}}


@contextmanager
def _watched(called: set[str], namespaces: Iterable[dict[str, Any]]) -> Iterator[None]:
    """Within this, every rule notes that it is called, under its name wherever it is called."""
    replaced: list[tuple[dict[str, Any], str, Callable]] = []
    try:
        for namespace in namespaces:
            for name, function in list(namespace.items()):
                if _is_rule(function):
                    replaced.append((namespace, name, function))
                    namespace[name] = _noting(function, called)
        yield
    finally:
        for namespace, name, function in replaced:
            namespace[name] = function


def _of_the_plan() -> Iterator[dict[str, Any]]:
    """The namespaces of what prepares a run: it calls rules too."""
    return (vars(module) for name, module in list(sys.modules.items()) if name.startswith("sim.plan."))


def _noting(function: Callable, called: set[str]) -> Callable:
    name = _name(function)

    @wraps(function)
    def noting(*given: object, **more: object) -> object:
        called.add(name)
        return function(*given, **more)

    return noting
