"""Rules are compiled in processes of their own, from both ends of the list of kernels."""

import sys
from pathlib import Path

from sim.block_run import Run
from sim.cache import cache_root
from sim.compiled import is_kernel
from sim.engine import agenda_of, begun, kernels_of, simulate
from sim.experiment import compiling
from sim.experiment.law import policy_of
from sim.kernel_cache import is_interpreted
from sim.plan import Plan
from sim.scenario import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"


class Process:
    """A process that ends at once."""

    def __init__(self, command, **_):
        self.command = command

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def wait(self):
        pass

    terminate = wait


def started(monkeypatch, processors):
    commands = []
    monkeypatch.setattr(compiling, "usable_processors", lambda: processors)
    monkeypatch.setattr(compiling, "Popen", lambda command, **_: commands.append(command) or Process(command))
    compiling.compile_apart(Path("family.yaml"), "seeds")
    return [command[3:] for command in commands if command[0] == sys.executable]


def test_compiling_is_done_in_processes_of_its_own(monkeypatch):
    monkeypatch.setattr(compiling, "kernel_folder", lambda: cache_root() / "kernels-x")
    both = [["forwards", "family.yaml", "seeds"], ["backwards", "family.yaml", "seeds"]]
    assert started(monkeypatch, 1) == both[:1]
    assert started(monkeypatch, 2) == started(monkeypatch, 8) == both


def test_where_nothing_can_be_kept_no_process_is_started(monkeypatch):
    monkeypatch.setattr(compiling, "kernel_folder", lambda: Path("/nowhere/kernels-x"))
    assert started(monkeypatch, 2) == []


def test_all_kernels_of_a_life_are_listed_and_none_is_called():
    scenario = load(SCENARIOS / "three_generations.yaml")
    plan = Plan.make(scenario, policy_of(scenario))
    called = set()

    class Called(Run):
        def apply(self, kernel, *numbers):
            called.add(kernel)
            return super().apply(kernel, *numbers)

    simulate(begun(Called(plan, range(1), agenda_of(plan))))
    listed = dict(kernels_of(plan))
    assert called == listed.keys() and all(is_interpreted() or is_kernel(kernel) for kernel in listed)
    clock = next(iter(listed.values()))[0].clock
    assert clock.year_rows == 0  # no year was closed


def test_compiling_from_either_end_compiles_the_same(monkeypatch):
    compiled = []
    monkeypatch.setattr("sim.engine.compile_for", lambda kernel, arguments: compiled.append(kernel))
    file = str(SCENARIOS / "three_generations.yaml")
    compiling.compile_rules("forwards", file)
    forwards, compiled[:] = list(compiled), []
    compiling.compile_rules("backwards", file)
    assert compiled == forwards[::-1] and len(set(compiled)) == len(compiled) > 10
