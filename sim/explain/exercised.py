"""Which of the law some lives exercise: the rules they call, the values these read, what is refused in them.

Lives are recorded (`recording.py`), and what their journals say is counted. Values from which the calendar is made
before a life begins (due days, windows, first days of years) are not among those read.
"""

import importlib
import pkgutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from inspect import isfunction
from typing import TYPE_CHECKING, Any

from sim.engine import recorded as calendar_of
from sim.experiment.law import policy_of
from sim.explain.arithmetic import is_residents
from sim.explain.citing import Cited
from sim.explain.reading import Reading
from sim.explain.recording import ARITHMETIC, record
from sim.linking import linked
from sim.plan import Plan
from sim.words.reasons import Reason
from sim.words.states import Scheme

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.world.block import Block

_BEFORE_LIVES = ("sim.plan.", "sim.rules.")  # the rooms whose rules are called then


@dataclass
class Exercised:
    """What some cases exercised: each rule and reason with the number of cases, and the values that were read."""

    cases: int = 0
    lives: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    values: Counter[Cited] = field(default_factory=Counter)
    effects: Counter[Cited] = field(default_factory=Counter)  # amounts and changes that rest on each

    @property
    def unused_rules(self) -> list[str]:
        """The rules that no case called."""
        return [rule for rule in rules() if rule not in self.rules]

    @property
    def unused_reasons(self) -> list[str]:
        """The reasons for which nothing was refused."""
        return [reason.word for reason in Reason if reason and reason.word not in self.reasons]

    def of_grade(self, *grades: str) -> list[Cited]:
        """The values read that rest on sources of some grades, or on assumptions; those with most effect first."""
        found = sorted(value for value in self.values if value.rests_on in grades)
        return sorted(found, key=lambda value: -self.effects[value])

    def add(self, scenario: "Scenario", lives: int = 1) -> None:
        """Simulate the first lives of a case and note what they exercise."""
        called: set[str] = set()
        lives = min(lives, scenario.replications)
        policy, _ = policy_of(scenario), linked(scenario.extensions)  # whose copies are of rules that are not watched
        with _watched(called):
            plan = Plan.make(scenario, policy)
            calendar_of(plan)
        recorded = [record(plan, life) for life in range(lives)]
        read, reasons = Counter[Cited](), set[str]()
        for journal, block in recorded:
            called.update(f"{call.module}.{call.name}" for call in journal.calls if _is_rule(call.called.function))
            reasons |= _refused(block)
            life = Reading(scenario, plan, journal)
            read.update(dict.fromkeys(_read(life), 0))
            read.update(_rested_on(life))
        self.cases, self.lives = self.cases + 1, self.lives + lives
        self.rules.update(called)
        self.reasons.update(reasons)
        self.values.update(set(read))
        self.effects.update(read)


def _read(life: Reading) -> Iterator[Cited]:
    """Every value of the law that a life read."""
    schemes = {int(scheme) for scheme in life.journal.rows["scheme"]}
    schemes |= {int(state.row.scheme) for state in life.journal.states}
    for of_residents in {scheme == Scheme.RESIDENT for scheme in schemes - {Scheme.NONE}}:
        for read in life.journal.reads:  # one field holds the tables of both
            yield from life.values_of(read, of_residents)


def _rested_on(life: Reading) -> Iterator[Cited]:
    """The values on which each flow of money rests, and each change of who a person is or how it is insured."""
    for moved in life.journal.moved:
        bill = life.settling(moved)
        yield from life.cited(moved, bill is not None and is_residents(life, bill))
    for state in life.journal.states[len(life.journal.rows) :]:  # the first are those of the first day
        of_residents = state.row.scheme == Scheme.RESIDENT
        yield from {cited for read in state.reads for cited in life.values_of(read, of_residents)}


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
def _watched(called: set[str]) -> Iterator[None]:
    """Within this, every rule that is called before lives begin notes it."""
    replaced: list[tuple[dict[str, Any], str, Callable]] = []
    try:
        for namespace in [vars(module) for name, module in list(sys.modules.items()) if name.startswith(_BEFORE_LIVES)]:
            for name, function in list(namespace.items()):
                if _is_rule(function):
                    replaced.append((namespace, name, function))
                    namespace[name] = _noting(function, called)
        yield
    finally:
        for namespace, name, function in replaced:
            namespace[name] = function


def _noting(function: Callable, called: set[str]) -> Callable:
    name = _name(function)

    @wraps(function)
    def noting(*given: object, **more: object) -> object:
        called.add(name)
        return function(*given, **more)

    return noting
