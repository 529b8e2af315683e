"""Speed of the engine and of a natural SimPy program on the same work, measured in one run.

    python benchmarks/engine.py [--quick]

Repetitions are interleaved, so that a busy machine slows both; medians are shown. Nothing is asserted: the targets are
shown with the measurements.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks import natural_simpy as peer
from sim.engine import run_block
from sim.experiment.blocks import divide
from sim.experiment.law import policy_of
from sim.plan import Plan
from sim.policy import Policy
from sim.scenario import load
from sim.scenario.mortality import LifeTable, life_table
from sim.words.law import BaseKind, DeductibleKind

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "scenarios" / "three_generations.yaml"
GONGJI = Path(sys.executable).with_name("gongji")
MONTHS = 360
REGION = "zhengzhou"


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    repetitions: int
    lives: int
    peer_lives: int
    memory: tuple[int, ...]


FULL = Size(repetitions=7, lives=5_000, peer_lives=40, memory=(1_000, 5_000, 20_000))
QUICK = Size(repetitions=3, lives=1_000, peer_lives=10, memory=(500, 1_000))


# ----------------------------------------------------------------------------- the same law for the peer


def peer_laws(policy: Policy) -> list[tuple[int, peer.Law]]:
    """The peer's law, for every day on which the policy's timeline changes."""
    region = policy.regions.index(REGION)
    return [(int(day), peer_law(policy.records[epoch, region])) for epoch, day in enumerate(policy.epochs)]


def peer_law(p) -> peer.Law:
    """One policy record in the peer's words, as plain Python numbers."""
    menu = int(p["contribution_flexible_default"])
    base = flexible_base(p, menu)
    published = int(p["contribution_flexible_amount"][menu, 0])
    amount = published if published >= 0 else peer.share(base, int(p["contribution_flexible_rate"][menu, 0]))
    ages = p["resident_premium_age"].tolist()
    months = p["retirement_years"].tolist()
    return peer.Law(
        floor=int(p["contribution_base_floor"]),
        ceiling=int(p["contribution_base_ceiling"]),
        employer_rate=int(p["contribution_rate_employer"]),
        employee_rate=int(p["contribution_rate_employee"]),
        employee_extra=int(p["contribution_extra_amount"][0]),
        credit_rate=int(p["account_credit_active_rate"]),
        flexible_amount=amount,
        flexible_base=base,
        flexible_credit_rate=int(p["contribution_flexible_account"][menu]),
        due_day=int(p["contribution_due_day"]),
        stop_lag=int(p["coverage_stop_lag_months"]),
        grace=int(p["coverage_gap_grace_months"]),
        wait=int(p["coverage_wait_employee_months"]),
        waiting_share=int(p["coverage_wait_benefit_share"]),
        class_b_first=int(p["benefit_class_b_first"]),
        required_months=(months[0], months[1]),
        top_up_rate=int(p["retirement_top_up_rate"]),
        premium=tuple((age, fen) for age, fen in zip(ages, p["resident_premium"].tolist()) if age < 999),
        premium_day=(int(p["resident_window_from_month"]), int(p["resident_window_from_day"])),
        benefits={group: peer_benefits(p, group) for group in peer.Group},
    )


def flexible_base(p, menu: int) -> int:
    """The self-payer's base if it does not depend on the person."""
    value = int(p["contribution_flexible_base_value"][menu])
    average = int(p["contribution_base_average_wage"])
    bases = {
        BaseKind.YUAN: value,
        BaseKind.FLOOR: int(p["contribution_base_floor"]),
        BaseKind.AVERAGE: average,
        BaseKind.SHARE_OF_AVERAGE: peer.share(average, value),
    }
    return bases[BaseKind(int(p["contribution_flexible_base_kind"][menu]))]


def peer_benefits(p, group: peer.Group) -> peer.Benefits:
    """One group's row of the tables; of several bands, the first."""
    return peer.Benefits(
        deductible=tuple(p["outpatient_deductible"][group].tolist()),
        ratio=tuple(p["outpatient_ratio"][group, :, 0].tolist()),
        cap=int(p["outpatient_cap"][group]),
        inpatient_ratio=tuple(p["inpatient_ratio"][group, :, 0].tolist()),
        inpatient_cap=int(p["inpatient_cap"][group]),
        deductible_per_visit=int(p["outpatient_deductible_kind"][group]) != DeductibleKind.YEAR,
        credit=int(p["account_credit_retired"][group]),
    )


def peer_mortality(table: LifeTable) -> peer.Mortality:
    """The life table as the peer reads it: the rate of a sex, completed years and month."""

    def rate(female: bool, age: int, month: int) -> float:
        year = month // 12 - (month % 12 < 6)  # periods run from July to June
        periods = table.periods["female" if female else "male"]
        period = next((known for known in reversed(periods) if known.first_year <= year), periods[0])
        return float(period.rates[max(known for known in period.rates if known <= age)])

    return cache(rate)


# ----------------------------------------------------------------------------- in this process


def seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def simulate_blocks(plan: Plan, lives: int) -> int:
    """Simulate lives in one thread, in blocks of the default size, and return the number of drawn bills."""
    bills = 0
    for first, last in divide([(0, lives)], workers=1):
        bills += int(run_block(plan, range(first, last)).people["bills"]["number"].sum())
    return bills


def simulate_naturally(laws: Sequence[tuple[int, peer.Law]], mortality: peer.Mortality, lives: int) -> int:
    """Simulate the same lives with one SimPy process per person, and return the number of bills."""
    families = peer.simulate(range(lives), laws, mortality=mortality)
    return sum(person.total.bills for people in families for person in people)


@dataclass
class Speeds:
    """Seconds of every repetition, and the bills of one life."""

    engine: list[float]
    peer: list[float]
    one_life: list[float]
    engine_bills: float
    peer_bills: float


def measure_speeds(size: Size) -> Speeds:
    """The engine, one life of it, and the peer, in turn."""
    scenario = load(DEMO)
    policy = policy_of(scenario)
    plan, laws, mortality = Plan.make(scenario, policy), peer_laws(policy), peer_mortality(life_table("china_2024"))
    simulate_blocks(plan, size.lives // 5)  # compiles, and touches the memory that later blocks use again
    speeds = Speeds([], [], [], 0, 0)
    for _ in track(range(size.repetitions), "engine and peer", transient=True):
        begin = perf_counter()
        speeds.engine_bills = simulate_blocks(plan, size.lives) / size.lives
        middle = perf_counter()
        speeds.peer_bills = simulate_naturally(laws, mortality, size.peer_lives) / size.peer_lives
        speeds.engine.append(middle - begin)
        speeds.peer.append(perf_counter() - middle)
        speeds.one_life.append(seconds(lambda: run_block(plan, range(1))))
    return speeds


# ----------------------------------------------------------------------------- in processes of their own


def command(*words: object) -> list[str]:
    return [str(GONGJI), *map(str, words)]


def run_demo(lives: int, folder: Path, *options: object) -> list[str]:
    """The command that simulates the demo into a new folder, without finished blocks of an earlier run."""
    return command("run", DEMO, "--replications", lives, "--out", tempfile.mkdtemp(dir=folder), *options)


def wall_time(words: list[str], **environment: str) -> float:
    """Seconds a command takes in a process of its own."""
    return seconds(lambda: output_of(words, **environment))


def output_of(words: list[str], **environment: str) -> str:
    """What a command prints; if it fails, the benchmark ends with its errors."""
    done = subprocess.run(words, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stderr}")
    return done.stdout


def measure_compilation(folder: Path) -> float:
    """How much longer one life takes if the cache has no compiled kernels."""
    with tempfile.TemporaryDirectory() as empty:
        cold = wall_time(run_demo(1, folder), GONGJI_CACHE=empty)
        warm = wall_time(run_demo(1, folder), GONGJI_CACHE=empty)
    return cold - warm


def measure_workers(size: Size, folder: Path) -> dict[int, float]:
    """Wall time of the whole command by number of workers."""
    times: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(size.repetitions // 2):
        for workers, taken in times.items():
            taken.append(wall_time(run_demo(size.lives, folder, "--workers", workers)))
    return {workers: median(taken) for workers, taken in times.items()}


# A process started from a big one inherits its peak, so a small one stands between.
PEAK_OF_COMMAND = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure_memory(lives: int, folder: Path) -> float:
    """Peak memory of `gongji run` in MB."""
    words = [sys.executable, "-c", PEAK_OF_COMMAND, *run_demo(lives, folder)]
    return int(output_of(words)) / (1_000_000 if sys.platform == "darwin" else 1_000)


# ----------------------------------------------------------------------------- the table


def spread(values: Sequence[float], places: int) -> str:
    """Median, smallest and largest."""
    return f"{median(values):.{places}f} ({min(values):.{places}f} to {max(values):.{places}f})"


def table(what: str, rows: Sequence[tuple[str, str, str]]) -> Table:
    """Rows of what, measured and target under the demo's name."""
    shown = Table(what, "measured", "target", title=f"{DEMO.stem}, {MONTHS // 12} years")
    for row in rows:
        shown.add_row(*row)
    return shown


def speed_rows(speeds: Speeds, size: Size) -> list[tuple[str, str, str]]:
    persons = len(peer.three_generations())
    engine = [size.lives * persons * MONTHS / 1e6 / s for s in speeds.engine]
    natural = [size.peer_lives * persons * MONTHS / 1e6 / s for s in speeds.peer]
    ratios = [ours / theirs for ours, theirs in zip(engine, natural)]
    bills = f"{speeds.engine_bills:.0f} and {speeds.peer_bills:.0f}"
    return [
        (f"engine, one core, {size.lives} lives: M person-months/s", spread(engine, 2), "at least 8"),
        (f"natural SimPy, {size.peer_lives} lives: M person-months/s", spread(natural, 3), ""),
        ("engine / natural SimPy", spread(ratios, 0), ""),
        ("bills a life, engine and natural SimPy", bills, "the same"),
        ("one life, compiled", f"{spread([1000 * s for s in speeds.one_life], 1)} ms", "at most 40 ms"),
    ]


def command_rows(size: Size, folder: Path) -> list[tuple[str, str, str]]:
    of_help = median(wall_time(command("--help")) for _ in range(5))
    of_check = median(wall_time(command("check", DEMO)) for _ in range(5))
    rows = [
        ("first compilation", f"{measure_compilation(folder):.1f} s", "under 45 s"),
        ("gongji --help", f"{of_help:.2f} s", "under 0.4 s"),
        ("gongji check", f"{of_check:.2f} s", "under 1 s"),
    ]
    for workers, wall in measure_workers(size, folder).items():
        rows.append((f"gongji run, {size.lives} lives, {workers} worker{'s' * (workers > 1)}", f"{wall:.2f} s", ""))
    for lives in size.memory:
        peak = measure_memory(lives, folder)
        rows.append((f"gongji run, {lives} lives: peak memory", f"{peak:.0f} MB", "under 500 MB, flat"))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer lives and repetitions")
    size = QUICK if parser.parse_args().quick else FULL
    console = Console() if sys.stdout.isatty() else Console(width=100)
    console.print(table("speed: median (range)", speed_rows(measure_speeds(size), size)))
    with tempfile.TemporaryDirectory() as folder, console.status("commands"):
        rows = command_rows(size, Path(folder))
    console.print(table("commands", rows))


if __name__ == "__main__":
    main()
