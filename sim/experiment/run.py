"""`gongji run`: live a scenario many times and write down what came out."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from sim.experiment.law import policy_of
from sim.experiment.readings import Reading
from sim.experiment.record import record
from sim.experiment.refusals import refusals
from sim.experiment.until import MOST, Enough, Reached, live_until, of_run
from sim.experiment.workplace import How, Job, Workplace, workplace
from sim.outcomes.columns import LIFE_COLUMNS, YEAR_COLUMNS
from sim.outcomes.files import merge
from sim.outcomes.parts import LIVES, YEARS

if TYPE_CHECKING:
    from sim.scenario import Scenario

KINDS = (LIVES, YEARS)


class Clock:
    """When a study was lived and how long it took: all that differs between two runs of the same input."""

    def __init__(self, how: How):
        self.how, self.begun, self.started = how, monotonic(), _now()

    @property
    def seconds(self) -> float:
        return monotonic() - self.begun

    def times(self, place: Workplace) -> dict[str, Any]:
        """What `times.json` says."""
        return {
            "started": self.started,
            "finished": _now(),
            "seconds": round(self.seconds, 3),
            "workers": place.width,
            "cluster": self.how.cluster,
            "lives": place.lives,
            "lives_finished_earlier": place.resumed,
        }


def run(
    scenario: "Scenario",
    how: How,
    *,
    replications: int | None = None,
    seed: int | None = None,
    until: Enough | None = None,
) -> Path:
    """Live a scenario and write its result, whose folder is given back; go on where an earlier run stopped.

    Raises `Interrupted` on Ctrl-C and `BlockFailed` on an error; both leave every finished block.
    """
    clock = Clock(how)
    scenario = altered(scenario, replications, seed)
    reading, policy = Reading.of(scenario), policy_of(scenario)
    with workplace(how, how.named(scenario.name), "run", scenario.title) as place:

        def live_to(lives: int) -> None:
            place.live([Job(reading, lives)], KINDS)

        def parts(kind: str) -> list[Path]:
            return place.parts(reading.inputs, kind)

        if until and scenario.has_chance:
            reached = live_until(until, replications or MOST, live_to, lambda measure: of_run(parts(LIVES), measure))
            scenario = altered(scenario, reached.lives, None)
        else:
            live_to(scenario.replications)
            reached = Reached(scenario.replications, until)
        columns = {LIVES: LIFE_COLUMNS, YEARS: YEAR_COLUMNS}
        for kind, of_kind in columns.items():
            merge(parts(kind), of_kind, place.folder.path(kind))
        refused = refusals(scenario, policy)
        told = record("run", scenario, policy, [reading.inputs], columns, refused) | reached.told()
        place.folder.publish(told, clock.times(place))
    return place.folder.target


def altered(scenario: "Scenario", replications: int | None, seed: int | None) -> "Scenario":
    """The scenario with another number of lives or another seed."""
    changes = {"replications": replications, "seed": seed}
    point = {path: str(value) for path, value in changes.items() if value is not None}
    return scenario.at(point) if point else scenario


def compile_apart(file: str | Path) -> None:
    """Compile the rules by living one life in a process of its own: the compiler takes memory and never gives it back.

    Where compiled rules cannot be kept for the next process, or that process fails, the run compiles them itself.
    """
    from sim.cache import cache_root
    from sim.compiled import kernel_folder

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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
