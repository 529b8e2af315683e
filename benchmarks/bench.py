"""One table: the engine beside its peers on the same work, in one run; then what lies around the engine.

    python -m benchmarks.bench [--quick] [--peers .venv-peers/bin/python] [--json FILE]

Everything that is compared is repeated in turn, in processor time of one thread, so that a busy machine slows both; the
answers are compared too. Ratios are those of each repetition, their median is shown. Nothing is asserted here:
`check.py` holds ratios against those of `ratios.json`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from statistics import median
from threading import Thread
from time import perf_counter
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import hand_loop
from benchmarks import natural_simpy as natural
from benchmarks.family import DEMO, MONTHS, PERSONS, peer_laws, peer_mortality, prepared
from benchmarks.measuring import HERE, Peer, in_turn, ratios, seconds, spread
from sim.engine import run_block
from sim.experiment.blocks import divide
from sim.experiment.law import policy_of
from sim.plan import Plan
from sim.rules.rounding import share
from sim.scenario import load
from sim.scenario.mortality import life_table
from sim.words.flows import Flow
from sim.words.states import Status

WORKER = HERE / "one_worker.yaml"
GONGJI = Path(sys.executable).with_name("gongji")
LIFE = PERSONS * MONTHS  # person-months
BLOCK = 500


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    repetitions: int
    natural_lives: int
    worker_lives: tuple[int, ...]
    run_lives: int
    memory: tuple[int, ...]
    homes: int


FULL = Size(11, 10, (1, 100, 1_000, 10_000), 5_000, (1_000, 5_000, 20_000), 20_000)
QUICK = Size(5, 4, (1, 1_000), 1_000, (500, 2_000), 5_000)


@dataclass
class Found:
    """Rows to print, and ratios by name to compare with others."""

    ratios: dict[str, float] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def table(self, title: str, *heads: str) -> None:
        """The rows that follow stand in a new table."""
        self.tables.append(Table(*heads, title=title, title_justify="left"))

    def add(self, *cells: str) -> None:
        self.tables[-1].add_row(*cells)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


# ----------------------------------------------------------------------------- the family


def measure_family(size: Size, found: Found) -> None:
    """Engine, natural SimPy program and hand-written loop on the demo's family."""
    plan = prepared()
    laws, mortality = peer_laws(plan.policy), peer_mortality(life_table("china_2024"))
    family = hand_loop.family_of(plan, natural.three_generations(), laws[0][1].premium_day)
    law = hand_loop.law_of(laws)
    compare_with_hand(plan, hand_loop.lives_of(family, law, 0, BLOCK))  # compiles both
    works = {
        "engine": lambda: seconds(lambda: run_block(plan, range(BLOCK))) / (BLOCK * LIFE),
        "hand": lambda: seconds(lambda: hand_loop.lives_of(family, law, 0, BLOCK)) / (BLOCK * LIFE),
        "natural": lambda: (
            seconds(lambda: natural.simulate(range(size.natural_lives), laws, mortality=mortality))
            / (size.natural_lives * LIFE)
        ),
    }
    taken = in_turn(works, size.repetitions, "a family")
    alive = run_block(plan, range(BLOCK)).years["months"].sum() / (BLOCK * LIFE)
    found.table(
        "The family of three generations, thirty years, one core",
        "", "ns a person-month, least", "M person-months a second", "the engine is × as fast",
    )  # fmt: skip
    faster = ratios(taken["natural"], taken["engine"])
    slower = ratios(taken["engine"], taken["hand"])
    found.ratios |= {"natural SimPy / engine": median(faster), "hand-written loop / engine": 1 / median(slower)}
    found.add(f"engine, a block of {BLOCK} lives", *speed_of(taken["engine"]), "1")
    found.add("natural SimPy", *speed_of(taken["natural"]), spread(faster, 0))
    found.add("loop written by hand", *speed_of(taken["hand"]), spread([1 / one for one in slower], 2))
    found.note(f"{alive:.0%} of the family's person-months are of people who are alive; the others cost little.")
    found.note("The natural program and the loop have a part of the law, and neither books nor yearly records.")
    found.note("Bills and paid months of engine and loop are equal in each of the lives compared.")


def speed_of(taken: Sequence[float]) -> tuple[str, str]:
    """Nanoseconds a person-month at best, and millions of person-months a second."""
    return f"{min(taken) * 1e9:,.1f}", spread([1e-6 / one for one in taken], 2 if median(taken) < 1e-5 else 3)


def compare_with_hand(plan: Plan, counted: np.ndarray) -> None:
    """What both draw and count in the same way must be equal in every life."""
    people = run_block(plan, range(BLOCK)).people.reshape(BLOCK, plan.persons)
    for place, person in enumerate(natural.three_generations()):
        ours = people[:, plan.slots[person.name]]
        pairs = {
            "bills": (ours["bills"]["number"].sum(axis=1), counted[:, place, hand_loop.BILLS]),
            "paid months": (ours["insured"]["paid_months"], counted[:, place, hand_loop.PAID]),
        }
        for what, (mine, other) in pairs.items():
            if not np.array_equal(mine, other):
                sys.exit(f"{what} of {person.name}: {mine.mean()} in the engine, {other.mean()} in the loop")


def measure_small(size: Size, found: Found) -> None:
    """One life, two threads, the law of a variant, a point of a sweep."""
    scenario = load(DEMO)
    plan = Plan.make(scenario, policy_of(scenario))
    run_block(plan, range(BLOCK))
    variants = [scenario.variant(name) for name in ("no-wait", "half-benefit", "thirty-years")]

    def ready() -> float:
        return seconds(lambda: [Plan.make(one, policy_of(one)) for one in variants]) / len(variants)

    def point() -> float:
        def simulated() -> None:
            for one in variants:
                run_block(Plan.make(one, policy_of(one)), range(10))

        return seconds(simulated) / len(variants)

    works = {
        "one": lambda: seconds(lambda: run_block(plan, range(1))),
        "ready": ready,
        "point": point,
    }
    taken = in_turn(works, size.repetitions, "small works")
    found.table("The same family, small works", "", "median (range)")
    for name, what in (("one", "one life of four for thirty years"), ("ready", "law and plan of a variant"),
                       ("point", "a point of a sweep: law, plan and 10 lives")):  # fmt: skip
        found.add(what, f"{spread([1000 * one for one in taken[name]], 1)} ms")
    blocks = [range(BLOCK * place, BLOCK * (place + 1)) for place in range(4)]

    def simulate(some: Sequence[range]) -> None:
        for block in some:
            run_block(plan, block)

    def wall(threads: int) -> float:
        workers = [Thread(target=simulate, args=(blocks[place::threads],)) for place in range(threads)]
        begin = perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return perf_counter() - begin

    taken = in_turn({"1": partial(wall, 1), "2": partial(wall, 2)}, size.repetitions, "two threads")
    gain = ratios(taken["1"], taken["2"])
    found.ratios["one thread / two"] = median(gain)
    found.add("two threads beside one, wall time", f"{spread(gain, 2)} ×")


# ----------------------------------------------------------------------------- a worker, beside rules engines


def work_of(plan: Plan) -> dict[str, Any]:
    """What rules engines are given: months, the law by date, wages and months with a job."""
    records, epochs = plan.policy.records[:, 0], plan.policy.epochs
    fields = {
        "floor": ("contribution_base_floor", 1), "ceiling": ("contribution_base_ceiling", 1),
        "employee_rate": ("contribution_rate_employee", 1e6), "employer_rate": ("contribution_rate_employer", 1e6),
        "credit_rate": ("account_credit_active_rate", 1e6), "stop_lag": ("coverage_stop_lag_months", 1),
        "grace": ("coverage_gap_grace_months", 1), "wait": ("coverage_wait_employee_months", 1),
    }  # fmt: skip
    days = [str(np.datetime64(int(day) - 719_163, "D")) for day in epochs]
    law = {
        name: {day: float(record[column]) / scale for day, record in zip(days, records, strict=True)}
        for name, (column, scale) in fields.items()
    }
    months = [f"{plan.start.year + month // 12}-{month % 12 + 1:02d}" for month in range(MONTHS)]
    changes = {str(event.on)[:7]: event for event in plan.scenario.events}
    person = plan.scenario.people["Lin"]
    assert person.work
    wage, has_job, wages, jobs = person.work.wage, True, [], []
    for month in months:
        if month.endswith("-01") and month != months[0]:
            wage += int(share(wage, person.work.growth))
        if month in changes:
            has_job = changes[month].does == "starts_job"
            wage = changes[month].wage or wage
        wages.append(wage)
        jobs.append(has_job)
    return {"months": months, "law": law, "wages": wages, "jobs": jobs}


def measure_worker(size: Size, python: Path, found: Found) -> None:
    """Engine and rules engines on one worker, for several numbers of lives."""
    plan = prepared(WORKER)
    work = work_of(plan)
    block = run_block(plan, range(1))
    ours = {
        "account": int(block.people["flows"][0, Flow.CREDITED] + block.totals[0, Flow.CREDITED]),
        "paid_months": int(block.people["insured"]["paid_months"][0]),
        "months_covered": int(block.years["months"][:, Status.COVERED].sum()),
    }
    with ExitStack() as stack:
        cores = {"OpenFisca": "openfisca_core", "PolicyEngine": "policyengine_core"}
        peers = {name: stack.enter_context(Peer(python, "rules_engine.py", core)) for name, core in cores.items()}
        for one in peers.values():
            one.say(work)
        found.table(
            "One worker, thirty years: contributions, credits, paid months; gaps and waits",
            "", "peer, ms", "engine, ms", "the engine is × as fast",
        )  # fmt: skip
        for lives in size.worker_lives:
            measure_lives(plan, lives, peers, ours, size, found)


def measure_lives(
    plan: Plan, lives: int, peers: dict[str, Peer], ours: dict[str, int], size: Size, found: Found
) -> None:
    """So many lives of the worker: the engine with its whole law, each peer with and without gaps and waits."""

    def engine() -> float:
        return seconds(lambda: [run_block(plan, range(*part)) for part in divide([(0, lives)], workers=1)])

    def by_peer(peer: Peer, name: str, with_cover: bool) -> float:
        answer = peer.answer({"lives": lives, "with_cover": with_cover})
        for figure, amount in ours.items():
            if answer.get(figure, amount) != amount:
                found.note(f"{name}: {figure} is {answer[figure]:,.0f}, {amount:,} in the engine.")
        most[name] = answer["megabytes"]
        return answer["seconds"]

    most: dict[str, float] = {}
    works: dict[str, Callable[[], float]] = {"engine": engine}
    for name, peer in peers.items():
        works |= {
            f"{name}, {what}": partial(by_peer, peer, name, what != "money") for what in ("money", "money and cover")
        }
    repetitions = size.repetitions if lives <= 1_000 else max(3, size.repetitions // 3)
    taken = in_turn(works, repetitions, f"{lives} workers")
    for name in works:
        if name != "engine":
            faster = ratios(taken[name], taken["engine"])
            found.ratios[f"{name} / engine, {lives}"] = median(faster)
            found.add(
                f"{name}, {lives:,} {'life' if lives == 1 else 'lives'}",
                milliseconds(taken[name]),
                milliseconds(taken["engine"]),
                spread(faster, 2),
            )


def milliseconds(taken: Sequence[float]) -> str:
    return f"{median(taken) * 1000:,.1f}"


def measure_marks(size: Size, python: Path, found: Found) -> None:
    """Marks of speed that compute something else: a compiled tax-benefit model, and memory itself."""
    found.table("Marks of speed: other work", "", "median (range)")
    with Peer(python, "uk_compiled.py") as peer:
        few, many = size.homes // 10, size.homes
        works = {str(homes): (lambda homes=homes: peer.answer(homes)["seconds"]) for homes in (few, many)}
        taken = in_turn(works, size.repetitions, "households")
    each = [(more - less) / (many - few) * 1e6 for less, more in zip(taken[str(few)], taken[str(many)], strict=True)]
    found.add("policyengine-uk-compiled, a household and year of its law", f"{spread(each, 1)} µs")
    source, target = np.ones(1 << 25), np.ones(1 << 25)
    copied = [2 * source.nbytes / seconds(lambda: np.copyto(target, source)) / 1e9 for _ in range(size.repetitions)]
    found.add("memory read and written, one core", f"{spread(copied, 1)} GB/s")


# ----------------------------------------------------------------------------- commands, in processes of their own


def command(*words: object) -> list[str]:
    return [str(GONGJI), *map(str, words)]


def run_demo(lives: int, folder: Path, *options: object) -> list[str]:
    """The command that simulates the demo into a new folder, without finished blocks of an earlier run."""
    return command("run", DEMO, "--replications", lives, "--out", tempfile.mkdtemp(dir=folder), *options)


def wall_time(words: list[str], **environment: str) -> float:
    """Seconds a command takes in a process of its own."""
    begin = perf_counter()
    output_of(words, **environment)
    return perf_counter() - begin


def output_of(words: list[str], **environment: str) -> str:
    """What a command prints; if it fails, the benchmark ends with its errors."""
    done = subprocess.run(words, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stderr}")
    return done.stdout


def first_compilation(folder: Path) -> float:
    """How much longer a hundred lives, enough to be compiled, take if the cache has no compiled kernels."""
    with tempfile.TemporaryDirectory() as empty:
        cold = wall_time(run_demo(100, folder), GONGJI_CACHE=empty)
        return cold - wall_time(run_demo(100, folder), GONGJI_CACHE=empty)


# A process started from a big one inherits its peak, so a small one stands between.
PEAK_OF_COMMAND = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_memory(lives: int, folder: Path) -> float:
    """Peak memory of `gongji run` in MB."""
    words = [sys.executable, "-c", PEAK_OF_COMMAND, *run_demo(lives, folder)]
    return int(output_of(words)) / (1_000_000 if sys.platform == "darwin" else 1_000)


def measure_commands(size: Size, folder: Path, found: Found) -> None:
    """Whole commands, output included; wall time."""
    found.table("Whole commands, wall time", "", "median (range)")
    python = sys.executable
    works = {
        "gongji --help": lambda: wall_time(command("--help")),
        "gongji check": lambda: wall_time(command("check", DEMO)),
        "python -c 'import sim'": lambda: wall_time([python, "-c", "import sim"]),
        "python -c pass": lambda: wall_time([python, "-c", "pass"]),
    }
    for what, taken in in_turn(works, size.repetitions, "commands").items():
        found.add(what, f"{spread(taken, 2)} s")
    runs = {
        f"gongji run, {size.run_lives:,} lives, {workers} worker{'s' * (workers > 1)}": partial(
            lambda workers: wall_time(run_demo(size.run_lives, folder, "--workers", workers)), workers
        )
        for workers in (1, 2)
    }
    taken = in_turn(runs, max(3, size.repetitions // 3), "runs")
    for what, each in taken.items():
        found.add(what, f"{spread(each, 2)} s")
    gain = ratios(*taken.values())
    found.ratios["one worker / two"] = median(gain)
    found.add("one worker beside two", f"{spread(gain, 2)} ×")
    found.add("first compilation", f"{first_compilation(folder):.0f} s")
    for lives in size.memory:
        found.add(f"peak memory of gongji run, {lives:,} lives", f"{peak_memory(lives, folder):.0f} MB")


# ----------------------------------------------------------------------------- all of it


def measured(size: Size, peers: Path | None, with_commands: bool = True) -> Found:
    """Everything, or what needs no peer in an environment of its own."""
    found = Found()
    measure_family(size, found)
    measure_small(size, found)
    if peers:
        measure_worker(size, peers, found)
        measure_marks(size, peers, found)
    if with_commands:
        with tempfile.TemporaryDirectory() as folder:
            measure_commands(size, Path(folder), found)
    return found


def versions(peers: Path | None) -> str:
    ours = {name: version(name) for name in ("gongji", "numpy", "numba", "simpy")}
    names = ("OpenFisca-Core", "policyengine-core", "policyengine-uk-compiled")
    program = f"from importlib.metadata import version; print(*map(version, {names}))"
    theirs = dict(zip(names, output_of([str(peers), "-c", program]).split(), strict=True)) if peers else {}
    listed = {"Python": python_version()} | ours | theirs
    return ", ".join(f"{name} {number}" for name, number in listed.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer lives and repetitions")
    parser.add_argument("--peers", type=Path, help="Python of the environment of benchmarks/peers/constraints.txt")
    parser.add_argument("--json", type=Path, help="write the ratios to this file")
    given = parser.parse_args()
    found = measured(QUICK if given.quick else FULL, given.peers)
    console = Console() if sys.stdout.isatty() else Console(width=100)
    for table in found.tables:
        console.print(table)
    for note in (*found.notes, versions(given.peers)):
        console.print(note, style="dim")
    if given.json:
        given.json.write_text(json.dumps({name: round(one, 3) for name, one in found.ratios.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
