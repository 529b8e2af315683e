"""A calendar that was recorded gives what it gives event by event, and says the same of what goes wrong."""

import gc
import os
import signal
import weakref
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random
from threading import Barrier, Timer
from time import perf_counter

import numpy as np
import pytest

from sim import engine
from sim.block_run import Run, initial_world
from sim.engine import agenda_of, prepared, recorded, run_block, script_of, simulate
from sim.errors import Faults
from sim.experiment.law import policy_of
from sim.kernel_cache import is_interpreted
from sim.plan import Plan
from sim.processes.books import PastBound
from sim.recorder import Script
from sim.scenario import load
from sim.words.states import NOBODY
from sim.world.block import Block
from sim.world.script import MOST_NUMBERS, Does
from tests.reference.random_households import BillsMaker, ChanceMaker, Maker, WorkMaker, household

SCENARIOS = Path(__file__).parents[1] / "scenarios"
LIVES = range(2, 5)
compiled = pytest.mark.skipif(is_interpreted(), reason="nothing is compiled")


def plan_of(path: Path) -> Plan:
    scenario = load(path)
    return Plan.make(scenario, policy_of(scenario))


def household_of(number: int, maker: type[Maker], folder: Path) -> Plan:
    """The first household of a generator that is none of the impossible ones."""
    chance, path = Random(number), folder / "household.yaml"
    while True:
        path.write_text(household(chance, 2, 3, maker), encoding="utf-8")
        try:
            return plan_of(path)
        except Faults:  # who dies twice, or acts when dead
            continue


def bytes_of(block: Block) -> dict[str, bytes]:
    """All that came out of a block, its years in the order in which they were written."""
    parts = ("people", "totals", "months", "counts", "years", "bills", "bill_givers")
    found = {part: getattr(block, part).tobytes() for part in (*parts, "refused_events", "refused_bindings")}
    for day, seen in block.snapshots.items():
        looks = (seen.people, seen.totals, seen.months, seen.counts, seen.years, seen.status)
        found[str(day)] = b"".join(look.tobytes() for look in looks)
    return found


def event_by_event(plan: Plan, lives: range = LIVES) -> Block:
    return simulate(prepared(plan, lives))


@pytest.fixture
def in_python(monkeypatch):
    """A script carried out in plain Python: the place of a kernel stands for the address of its machine code."""
    kernels = []

    def address_of(kernel, handle, count):
        kernels.append(kernel)
        return len(kernels) - 1

    def call(address, handle, numbers):
        result = kernels[address](handle, *map(int, numbers))
        return True, 0 if result is None else result

    performing = pytest.importorskip("sim.world.perform")
    plain = getattr(performing.perform, "py_func", performing.perform)
    called = getattr(performing.called, "py_func", performing.called)
    monkeypatch.setattr("sim.world.handle_type.address_of", address_of)
    monkeypatch.setattr(performing, "call", call)
    monkeypatch.setattr(performing, "called", called)
    monkeypatch.setattr(performing, "perform", plain)

    def performed(plan: Plan) -> Block | None:
        script = Script.of(recorded(plan), initial_world(plan, range(0)))
        run = Run(plan, LIVES, agenda_of(plan))
        return run.block() if script and script.simulate(run) else None

    return performed


def performed_compiled(plan: Plan, lives: range = LIVES) -> Block | None:
    script, run = script_of(plan), Run(plan, lives, agenda_of(plan))
    return run.block() if script and script.simulate(run) else None


FILES = ["family_changes", "wallet_transfers", "deaths_by_chance", "family_bill", "resident_window", "two_regions"]


@pytest.mark.parametrize("name", FILES)
def test_a_script_in_plain_python_gives_what_the_calendar_gives(name, in_python):
    plan = plan_of(SCENARIOS / f"{name}.yaml")
    block = in_python(plan)
    assert block is not None and bytes_of(block) == bytes_of(event_by_event(plan))


@compiled
@pytest.mark.parametrize("name", FILES)
def test_a_compiled_script_gives_what_the_calendar_gives(name):
    plan = plan_of(SCENARIOS / f"{name}.yaml")
    block = performed_compiled(plan)
    assert block is not None and bytes_of(block) == bytes_of(event_by_event(plan))


@compiled
@pytest.mark.parametrize("maker", [Maker, BillsMaker, WorkMaker])
@pytest.mark.parametrize("number", range(4))
def test_households_at_random_come_out_the_same(number, maker, tmp_path):
    plan = household_of(number, maker, tmp_path)
    block = performed_compiled(plan)
    assert block is not None and bytes_of(block) == bytes_of(event_by_event(plan))


@compiled
@pytest.mark.parametrize("number", range(3))
def test_families_by_chance_are_simulated_event_by_event(number, tmp_path):
    """The days on which somebody is born are not the same in all lives."""
    plan = household_of(number, ChanceMaker, tmp_path)
    assert (script_of(plan) is None) == recorded(plan).looks_at_lives == (plan.couples.size + plan.children.size > 0)
    assert bytes_of(run_block(plan, LIVES)) == bytes_of(event_by_event(plan))


@compiled
def test_a_day_that_the_file_looks_at_is_kept(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(
        "scenario: One\nstart: 2025-01-01\nyears: 1\npeople:\n"
        "  Wei: {born: 1990-01-01, sex: male, region: zhengzhou, insured: {as: employee}, work: {wage: 8000}}\n"
        "expect:\n  - {on: 2025-03-31, who: Wei, retired: no}\n  - {on: 2025-12-31, who: Wei, retired: no}\n",
        encoding="utf-8",
    )
    block = performed_compiled(plan_of(path))
    assert block is not None and list(block.snapshots) == [date(2025, 3, 31), date(2025, 12, 31)]
    assert [seen.months.sum() for seen in block.snapshots.values()] == [3 * len(LIVES), 12 * len(LIVES)]


# ----------------------------------------------------------------------------- what goes wrong

STAYS = """\
scenario: Two stays of nine billion yuan
start: 2025-01-01
years: 1
people:
  Wei: {born: 1990-01-01, sex: male, region: national, insured: {as: employee}, work: {wage: 8000}}
events:
  - {on: 2025-03-05, who: Wei, does: inpatient, cost: 9000000000}
  - {on: 2025-04-05, who: Wei, does: inpatient, cost: 9000000000}
"""


@pytest.fixture
def past_bound(tmp_path) -> Plan:
    path = tmp_path / "stays.yaml"
    path.write_text(STAYS, encoding="utf-8")
    return plan_of(path)


def test_a_proof_that_fails_ends_the_script(past_bound, in_python):
    assert in_python(past_bound) is None


@compiled
def test_what_a_proof_finds_is_said_as_event_by_event(past_bound):
    assert performed_compiled(past_bound) is None
    with pytest.raises(PastBound) as by_script:
        run_block(past_bound, LIVES)
    with pytest.raises(PastBound) as by_events:
        event_by_event(past_bound)
    assert str(by_script.value) == str(by_events.value)
    assert str(by_script.value).startswith("life 2, Wei, 2025-12-31: ")


@compiled
def test_an_interruption_ends_a_long_block_at_once(past_bound):
    plan, began = plan_of(SCENARIOS / "three_generations.yaml"), perf_counter()
    run_block(plan, range(1))
    stop = Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    stop.start()
    with pytest.raises(KeyboardInterrupt):
        run_block(plan, range(100_000))  # more than a minute
    assert perf_counter() - began < 20


# ----------------------------------------------------------------------------- the script itself


def test_every_step_is_whole_numbers_that_fit(in_python):
    plan = plan_of(SCENARIOS / "wallet_transfers.yaml")
    script = Script.of(recorded(plan), initial_world(plan, range(0)))
    assert script is not None
    calls = np.isin(script.steps["does"], [Does.UNTIL, Does.CALL, Does.PROVE])
    assert (script.steps["kernel"][calls] >= 0).all() and (script.steps["kernel"][~calls] == NOBODY).all()
    assert script.steps["count"].max() == MOST_NUMBERS  # a transfer


def test_the_day_is_set_before_what_happens_on_it():
    """Days in order, each with the month it is in, counted from the year 0."""
    plan = plan_of(SCENARIOS / "starter.yaml")
    steps = recorded(plan).steps
    days, months = steps["numbers"][steps["does"] == Does.DAY][:, :2].T.tolist()
    assert days == sorted(set(days)) and days[0] > plan.start.toordinal()
    assert months == [12 * day.year + day.month - 1 for day in map(date.fromordinal, days)]


@compiled
def test_a_plan_is_recorded_once_and_forgotten_with_it(monkeypatch):
    gc.collect()
    plan, calls, together = plan_of(SCENARIOS / "starter.yaml"), [], Barrier(2)
    before = len(engine._scripts)
    recording = engine.recorded
    monkeypatch.setattr(engine, "recorded", lambda plan: calls.append(plan) or recording(plan))

    def ask(plan: Plan) -> Script | None:
        together.wait()
        return script_of(plan)

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(ask, [plan, plan])
    assert one is other is not None and len(calls) == 1 and len(engine._scripts) == before + 1
    del plan, calls[:]
    gc.collect()
    assert len(engine._scripts) == before


@compiled
def test_a_process_of_an_extension_is_simulated_event_by_event():
    plan = plan_of(SCENARIOS / "extensions" / "festival_credit.yaml")
    assert script_of(plan) is None
    assert bytes_of(run_block(plan, LIVES)) == bytes_of(event_by_event(plan))


@compiled
def test_plans_with_the_same_calendar_share_its_script_and_no_others(monkeypatch):
    """Whatever was kept of another plan is what is recorded of this one: all variants of all scenarios."""
    shared = apart = 0
    for path in sorted(SCENARIOS.glob("*.yaml")):
        scenario = load(path)
        if not scenario.variants or (base := script_of(plan_of(path))) is None:
            continue
        monkeypatch.setattr(engine, "_shared", deque([base], maxlen=1))
        for name in scenario.variants:
            variant = scenario.variant(name)
            plan = Plan.make(variant, policy_of(variant))
            script = script_of(plan)
            assert script is not None
            assert np.array_equal(script.steps, recorded(plan).steps), (path.stem, name)
            assert script.kernels == tuple(recorded(plan).kernels)
            shared += script is base
            apart += script is not base
            monkeypatch.setattr(engine, "_shared", deque([base], maxlen=1))
    assert shared > 20 and apart > 3


@compiled
def test_scripts_that_are_kept_keep_no_plan():
    """A plan holds tables of some megabytes; what is kept of it is what processes read."""
    plan = plan_of(SCENARIOS / "deaths_by_chance.yaml")
    script_of(plan)
    gone = weakref.ref(plan)
    del plan
    gc.collect()
    assert gone() is None
