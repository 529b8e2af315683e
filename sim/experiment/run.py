"""`gongji run`: live a scenario many times and write down what came out."""

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from sim import __version__
from sim.experiment.blocks import Interrupted, Progress, Range, chosen, cut, live_all, missing, teller
from sim.experiment.law import policy_of
from sim.experiment.refusals import Refusal, refusals
from sim.outcomes.columns import LIFE_COLUMNS, YEAR_COLUMNS, Column
from sim.outcomes.files import LIVES, YEARS, Part, Parts, input_hash, part_of, publish

if TYPE_CHECKING:
    import polars as pl

    from sim.engine import Plan
    from sim.policy import Policy
    from sim.scenario import Scenario

LIBRARIES = ("numba", "numpy", "polars", "pydantic", "PyYAML", "simpy")


@dataclass(frozen=True)
class Study:
    """A finished study: what was lived, under which law, and where the results are."""

    scenario: "Scenario"
    policy: "Policy"
    folder: Path
    lives: int
    resumed: int  # lives that an interrupted run had already finished
    seconds: float
    refusals: tuple[Refusal, ...] = ()  # of the file's bindings and events, in the first lives

    def summary(self) -> "pl.DataFrame":
        """Mean, interval and quantiles of every outcome, per person and for the family."""
        from sim.outcomes.statistics import summary

        return summary(self.folder)

    def frame(self) -> "pl.DataFrame":
        """One row per life and person."""
        import polars as pl

        return pl.read_parquet(self.folder / LIVES)

    def years(self) -> "pl.LazyFrame":
        """One row per life, person and year; not read before it is collected."""
        import polars as pl

        return pl.scan_parquet(self.folder / YEARS, glob=False)


def run(
    scenario: "Scenario",
    *,
    out: str | Path = "results",
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Study:
    """Live the baseline of a scenario `replications` times and write `out/NAME`; go on where an earlier run stopped.

    Blocks run in `workers` threads (kernels release the interpreter's lock), or in the executor given. Raises
    `Interrupted` on Ctrl-C and `BlockFailed` on an error; both leave every finished block.
    """
    begun, started = monotonic(), _now()
    scenario = altered(scenario, replications, seed)
    workers = workers or usable_processors()
    policy = policy_of(scenario)
    inputs = _inputs(scenario, policy)
    with Parts(Path(out), scenario.name, inputs).held() as parts:
        kept = chosen(parts.finished(), scenario.replications)
        blocks = cut(missing(kept, scenario.replications), workers)
        resumed = sum(last - first for first, last in kept)
        if blocks:
            _live(scenario, policy, blocks, parts, executor, workers, progress)
        times = {"started": started, "finished": _now(), "seconds": round(monotonic() - begun, 3), "workers": workers}
        refused = tuple(refusals(scenario, policy))
        folder = publish(parts, [*kept, *blocks], record(scenario, policy, inputs, times, refused))
    return Study(scenario, policy, folder, scenario.replications, resumed, monotonic() - begun, refused)


def compile_apart(file: Path) -> None:
    """Compile the rules by living one life in a process of its own: the compiler takes memory and never gives it back.

    Where compiled rules cannot be kept for the next process, or that process fails, the run compiles them itself.
    """
    from sim.compiled import cache_root, kernel_folder

    if cache_root() not in kernel_folder.parents:
        return
    program = "import sys; from sim.experiment.run import live_once; live_once(sys.argv[1])"
    nowhere = subprocess.DEVNULL
    subprocess.run([sys.executable, "-c", program, str(file)], check=False, stdout=nowhere, stderr=nowhere)


def live_once(file: str) -> None:
    """Live the first life of a scenario and keep nothing of it."""
    from sim.engine import Plan, run_block
    from sim.scenario import load

    scenario = load(file)
    run_block(Plan.make(scenario, policy_of(scenario)), range(1))


def usable_processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def altered(scenario: "Scenario", replications: int | None, seed: int | None) -> "Scenario":
    """The scenario with another number of lives or another seed."""
    changes = {"replications": replications, "seed": seed}
    point = {path: str(value) for path, value in changes.items() if value is not None}
    return scenario.at(point) if point else scenario


def _live(
    scenario: "Scenario",
    policy: "Policy",
    blocks: list[Range],
    parts: Parts,
    executor: Executor | None,
    workers: int,
    progress: Callable[[Progress], None],
) -> None:
    from sim.engine import Plan

    stop = Event()
    live = partial(_live_block, Plan.make(scenario, policy), stop.is_set)
    tell = teller(progress, blocks, scenario.replications)
    try:
        if executor is not None:
            live_all(live, blocks, parts.write, executor, workers, stop, tell)
        else:
            with ThreadPoolExecutor(workers, "lives") as threads:
                live_all(live, blocks, parts.write, threads, workers, stop, tell)
    except KeyboardInterrupt:
        kept = chosen(parts.finished(), scenario.replications)
        raise Interrupted(sum(last - first for first, last in kept), scenario.replications) from None


def _live_block(plan: "Plan", stopped: Callable[[], bool], block: Range) -> Part:
    from sim.engine import run_block

    return part_of(run_block(plan, range(*block), stopped), plan.names, *block)


# ----------------------------------------------------------------------------- the record


def _inputs(scenario: "Scenario", policy: "Policy") -> str:
    """Hash of what decides a life. The number of lives does not: where it is raised, finished blocks serve again."""
    from sim.compiled import source_hash

    resolved = {key: value for key, value in scenario.resolved().items() if key != "replications"}
    return input_hash(resolved, policy.hash, source_hash())


def record(
    scenario: "Scenario", policy: "Policy", inputs: str, times: dict[str, Any], refused: tuple[Refusal, ...]
) -> dict[str, Any]:
    """What `run.json` holds. Everything that differs between two runs of the same input stands under `times`."""
    return {
        "title": scenario.title,
        "lives": scenario.replications,
        "seed": scenario.seed,
        "versions": versions(),
        "input_hash": inputs,
        "policy_hash": policy.hash,
        "assumptions": [_fields(assumption) for assumption in assumptions(scenario, policy)],
        "grades": dict(policy.grades),
        "refusals": [refusal._asdict() for refusal in refused],
        "columns": {LIVES: _described(LIFE_COLUMNS), YEARS: _described(YEAR_COLUMNS)},
        "scenario": scenario.resolved(),
        "policy": policy.resolved(),
        "times": times,
    }


def _described(columns: tuple[Column, ...]) -> dict[str, dict[str, str]]:
    return {column.name: {"unit": str(column.unit), "meaning": column.meaning} for column in columns}


def versions() -> dict[str, str]:
    """The program, the interpreter and the libraries that compute."""
    return {"gongji": __version__, "python": platform.python_version()} | {name: _version(name) for name in LIBRARIES}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


def assumptions(scenario: "Scenario", policy: "Policy") -> list[Any]:
    """What is assumed: of the law, and of the care people need. Each has a name and a reason."""
    return [*policy.assumptions, *scenario.assumptions]


def _fields(assumption: Any) -> dict[str, str]:
    names = ("name", "parameter", "region", "value_text", "reason")
    return {name: str(getattr(assumption, name)) for name in names if hasattr(assumption, name)}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
