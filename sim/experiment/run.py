"""`gongji run`: simulate a scenario and write its result."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from sim.experiment.arguments import BadArgument
from sim.experiment.cases import Case, plan_of
from sim.experiment.precision import MOST, Precision, StoppingResult, of_run, simulate_until
from sim.experiment.record import record
from sim.experiment.refusals import refusals
from sim.experiment.study_run import Request, RunOptions, StudyRun, study_run
from sim.outcomes.columns import LIVES, YEAR_COLUMNS, YEARS, Column, life_columns
from sim.outcomes.files import merge
from sim.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from sim.scenario import Scenario

KINDS = (LIVES, YEARS)


def files_of(outcomes: Vocabulary) -> dict[str, tuple[Column, ...]]:
    """The files of a run and their columns."""
    return {LIVES: life_columns(outcomes.all), YEARS: YEAR_COLUMNS}


def merge_all(parts: Callable[[str], Any], outcomes: Vocabulary, path: Callable[[str], Path]) -> None:
    """Merge the finished blocks of each kind into the file of the result."""
    for kind, columns in files_of(outcomes).items():
        merge(parts(kind), columns, path(kind), outcomes.own if kind == LIVES else ())


class Clock:
    """When a study ran and how long it took: all that differs between two runs of the same input."""

    def __init__(self, options: RunOptions):
        self.options, self._started, self.started = options, monotonic(), _now()

    @property
    def seconds(self) -> float:
        return monotonic() - self._started

    def _finished(self) -> str:
        """The time now; where the clock was set back meanwhile, the start and what has passed since."""
        least = datetime.fromisoformat(self.started) + timedelta(seconds=self.seconds)
        return max(_now(), least.isoformat(timespec="seconds"))

    def times(self, study: StudyRun) -> dict[str, Any]:
        """The content of `times.json`."""
        return {
            "started": self.started,
            "finished": self._finished(),
            "seconds": round(self.seconds, 3),
            "workers": study.width,
            "cluster": self.options.cluster,
            "lives": study.lives,
            "lives_finished_earlier": study.resumed,
            "notes": study.store.notes,
        }


def run(
    scenario: "Scenario",
    options: RunOptions,
    *,
    replications: int | None = None,
    seed: int | None = None,
    until: Precision | None = None,
) -> Path:
    """Simulate a scenario, resuming an earlier run that was stopped, and return the folder of its result.

    Raises `Interrupted` on Ctrl-C and `BlockFailed` on an error; both leave every finished block.
    """
    if until:
        refuse_part(options)
        until.refuse_differences()
    clock = Clock(options)
    variant = scenario.variant_name
    name = options.name_or(f"{scenario.name}-{variant}" if variant else scenario.name)
    scenario = altered(scenario, replications, seed)
    case = Case.of(scenario)
    plan = plan_of(case)
    with study_run(options, name, "run", scenario.title) as study:

        def simulate_to(lives: int, note: str = "") -> None:
            study.simulate([Request(case, lives)], KINDS, note)

        def parts(kind: str) -> list[Path]:
            return study.parts(case.inputs, kind)

        if until and scenario.has_chance:
            stopped = simulate_until(
                until, replications or MOST, simulate_to, lambda outcome: of_run(parts(LIVES), outcome)
            )
            scenario = altered(scenario, stopped.lives, None)
        else:
            simulate_to(scenario.replications)
            stopped = StoppingResult(scenario.replications, until)
        merge_all(parts, scenario.outcomes, study.folder.path)
        refused = refusals(plan, scenario.replications)
        files = files_of(scenario.outcomes)
        content = record("run", scenario, plan.policy, [case.inputs], files, refused) | stopped.record()
        content |= {"variant": variant} if variant else {}
        study.folder.publish(content, clock.times(study))
    return study.folder.target


def refuse_part(options: RunOptions) -> None:
    """Refuse a part of a study that ends where its intervals are narrow, which only all lives together can say."""
    if options.part is not None:
        raise BadArgument("--part", "how many lives --until needs is found out by all parts together; use -n")


def altered(scenario: "Scenario", replications: int | None, seed: int | None) -> "Scenario":
    """The scenario with another number of lives or another seed."""
    changes = {"replications": replications, "seed": seed}
    point = {path: str(value) for path, value in changes.items() if value is not None}
    return scenario.at(point) if point else scenario


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
