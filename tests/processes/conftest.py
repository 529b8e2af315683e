"""Small households, written as a user would write them, and what came out of living them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from sim.block_run import Run
from sim.engine import prepared, run_block, simulate
from sim.experiment.law import policy_of
from sim.plan import Plan
from sim.scenario import load
from sim.words.counts import Count
from sim.words.flows import Flow, Place
from sim.words.states import Status
from sim.world.block import Block
from sim.world.records import column


@dataclass(frozen=True)
class Lived:
    """Some lives of a household; every figure is an array over them."""

    plan: Plan
    block: Block

    def rows(self, who: str) -> np.ndarray:
        return np.flatnonzero(self.block.people["who"] == self.plan.names.index(who))

    def total(self, who: str, *flows: Flow) -> np.ndarray:
        """Fen that went these ways since the start."""
        return self.block.totals[self.rows(who)][:, list(flows)].sum(1)

    def pool(self, who: str) -> np.ndarray:
        return self.total(who, Flow.POOL_PAID_AT_ONCE, Flow.POOL_PAID_LATER)

    def at(self, who: str, place: Place) -> np.ndarray:
        """Fen in a place at the end."""
        return self.block.people["books"][self.rows(who), place]

    def field(self, who: str, name: str) -> np.ndarray:
        return column(self.block.people, name)[self.rows(who)]

    def count(self, who: str, count: Count) -> np.ndarray:
        return self.block.counts[self.rows(who), count]

    def months(self, who: str, status: Status) -> np.ndarray:
        return self.block.months[self.rows(who), status]

    def bill(self, name: str, word: str) -> np.ndarray:
        return self.block.bills[word][:, self.block.bill_names.index(name)]


@pytest.fixture
def plan_of(tmp_path: Path) -> Callable[[str], Plan]:
    """The plan of a scenario given as text; it starts in 2025 unless it says otherwise."""

    def make(text: str) -> Plan:
        path = tmp_path / "household.yaml"
        start = "" if "\nstart:" in text else "start: 2025-01-01\n"
        path.write_text(f"scenario: A household\n{start}{dedent(text)}", encoding="utf-8")
        scenario = load(path)
        return Plan.make(scenario, policy_of(scenario))

    return make


@pytest.fixture
def live(plan_of) -> Callable[..., Lived]:
    """Live a scenario given as text."""

    def lived(text: str, lives: int = 1) -> Lived:
        plan = plan_of(text)
        return Lived(plan, run_block(plan, range(lives)))

    return lived


@pytest.fixture
def watch(plan_of) -> Callable[..., Lived]:
    """Live a scenario given as text and look at the running block at the beginning of every day."""

    def lived(text: str, look: Callable[[Run], None], lives: int = 1) -> Lived:
        plan = plan_of(text)
        run = prepared(plan, range(lives))

        def days():
            while True:
                look(run)
                yield run.calendar.timeout(1)

        run.calendar.process(days())
        return Lived(plan, simulate(run))

    return lived
