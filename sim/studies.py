"""Studies as Python holds them: what the command does, with the same names, and polars frames of what came out.

A study is its folder of results; everything it says is read from there, so an old result and a new one are the same
thing.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from functools import cached_property
from io import StringIO
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.arguments import BadArgument, known, words
from sim.experiment.blocks import Progress
from sim.experiment.compare import readings_of
from sim.experiment.until import Enough
from sim.experiment.workplace import How
from sim.outcomes.files import RECORD, TIMES, records

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

    from sim.experiment.expectations import Failure
    from sim.scenario import Scenario

_NOTEBOOK_WIDTH = 100


class Study:
    """A finished study: the folder of its result."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.folder)!r}: {self.title}, {self.lives:,} lives)"

    @cached_property
    def record(self) -> dict[str, Any]:
        """What `run.json` says: inputs, hashes, versions, assumptions, the meaning of every column."""
        return loads((self.folder / RECORD).read_text(encoding="utf-8"))

    @property
    def times(self) -> dict[str, Any]:
        """What `times.json` says: when it was lived, how long it took, by how many workers."""
        return loads((self.folder / TIMES).read_text(encoding="utf-8"))

    @property
    def resumed(self) -> int:
        """How many of its lives an earlier study had finished."""
        return self.times["lives_finished_earlier"]

    @property
    def title(self) -> str:
        return self.record["title"]

    @property
    def lives(self) -> int:
        """Lives of each reading."""
        return self.record["lives"]

    def frame(self, name: str = "lives") -> "pl.DataFrame":
        """A file of the result, by its name without the ending: `lives` has one row per life and person."""
        import polars as pl

        return pl.read_parquet(self.folder / f"{name}.parquet")

    def scan(self, name: str) -> "pl.LazyFrame":
        """The same, not read before it is collected."""
        import polars as pl

        return pl.scan_parquet(self.folder / f"{name}.parquet", glob=False)

    def report(self, width: int) -> "Iterator[Text]":
        """The lines the command shows."""
        from sim.report import report

        return report(self.record, self.folder, width)

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "Iterator[Text]":
        yield from self.report(options.max_width)

    def _repr_html_(self) -> str:
        """What a notebook shows: the same lines."""
        from rich.console import Console

        console = Console(record=True, file=StringIO(), width=_NOTEBOOK_WIDTH, force_jupyter=False)
        for line in self.report(_NOTEBOOK_WIDTH):
            console.print(line, highlight=False, soft_wrap=True)
        return console.export_html(inline_styles=True, code_format=_HTML)


_HTML = '<pre style="line-height:1.3;font-family:Menlo,Consolas,monospace">{code}</pre>'


class Run(Study):
    """What comes out of one scenario."""

    def summary(self) -> "pl.DataFrame":
        """Mean, interval and quantiles of every outcome, per person and for the family."""
        from sim.outcomes.statistics import summary

        return summary(self.folder)

    def years(self) -> "pl.LazyFrame":
        """One row per life, person and year; not read before it is collected."""
        return self.scan("years")


class Comparison(Study):
    """How variants differ from a baseline, life by life."""

    @property
    def baseline(self) -> str:
        return self.record["baseline"]

    @property
    def variants(self) -> tuple[str, ...]:
        return tuple(self.record["variants"])

    def differences(self) -> "pl.DataFrame":
        """One row per variant, outcome and person: the paired difference and all that is said of it."""
        return self.frame("comparison")

    def by_year(self) -> "pl.DataFrame":
        """The differences of every year."""
        return self.frame("by_year")

    def by_fifth(self) -> "pl.DataFrame":
        """The differences of the fifths of lives by income and by out-of-pocket cost."""
        return self.frame("by_fifth")

    def years(self) -> "pl.LazyFrame":
        """One row per variant, life, person and year; not read before it is collected."""
        return self.scan("years")


class Sweep(Study):
    """What comes out at the points of a sweep, and which of the swept values moves it."""

    def points(self) -> "pl.DataFrame":
        """One row per point: the swept values, and each outcome of the family with its interval and quantiles."""
        return self.frame("points")

    def outcomes(self) -> "pl.DataFrame":
        """One row per point, outcome and person."""
        return self.frame("outcomes")

    def effects(self) -> "pl.DataFrame":
        """One row per outcome, person and swept value: how far it moves the outcome, and its Sobol' indices."""
        return self.frame("effects")

    def variance(self) -> "pl.DataFrame":
        """How much of the variance of each outcome is luck and how much the swept values."""
        return self.frame("variance")

    def break_even(self) -> "pl.DataFrame":
        """Where a variant is neither better nor worse than the baseline."""
        return self.frame("break_even")


KINDS: dict[str, type[Study]] = {"run": Run, "comparison": Comparison, "sweep": Sweep}


def study(folder: str | Path) -> Study:
    """The study in a folder of results; a folder that is not there is answered with the nearest that is."""
    found = Study(folder)
    if not found.folder.is_dir():
        beside = found.folder.parent
        known("NAME", [found.folder.name], records(beside), f"result in {beside}")
    try:
        kind = KINDS[found.record["kind"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise BadArgument("NAME", f"{folder} is no result of Gongji: it has no {RECORD} that could be read") from None
    return kind(folder)


# ----------------------------------------------------------------------------- what is done


def run(
    scenario: "Scenario | str | Path",
    *,
    out: str | Path = "results",
    name: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    of: str | Iterable[str] = (),
    workers: int | None = None,
    cluster: str | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Run:
    """Live a scenario, or go on where it was stopped; `until="1%"` lives until the mean of `of` is that sure."""
    from sim.experiment.run import run

    scenario, how = _scenario(scenario), How(out, name, workers, cluster, executor, progress)
    return Run(run(scenario, how, replications=replications, seed=seed, until=_enough(until, of, scenario)))


def compare(
    *scenarios: "Scenario | str | Path",
    variants: str | Iterable[str] | None = None,
    baseline: str | None = None,
    out: str | Path = "results",
    name: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    of: str | Iterable[str] = (),
    workers: int | None = None,
    cluster: str | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Comparison:
    """Live the variants of a scenario, or several scenarios, with the same luck, and compare them life by life."""
    from sim.experiment.compare import compare

    loaded, how = [_scenario(one) for one in scenarios], How(out, name, workers, cluster, executor, progress)
    readings = readings_of(loaded, None if variants is None else words(variants), baseline)
    enough = _enough(until, of, loaded[0])
    return Comparison(compare(readings, how, replications=replications, seed=seed, until=enough))


def sweep(
    scenario: "Scenario | str | Path",
    *,
    variants: str | Iterable[str] = (),
    most_points: int | None = None,
    out: str | Path = "results",
    name: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Sweep:
    """Live the points of a scenario's sweep with the same lives; under variants too, to find where they break even."""
    from sim.experiment.sweep import MOST_POINTS, sweep

    scenario, how = _scenario(scenario), How(out, name, workers, cluster, executor, progress)
    folder = sweep(
        scenario,
        how,
        variants=words(variants),
        most_points=MOST_POINTS if most_points is None else most_points,
        replications=replications,
        seed=seed,
    )
    return Sweep(folder)


def check(scenario: "Scenario | str | Path") -> "list[Failure]":
    """Live what a scenario's expectations name, and give back what did not come out."""
    from sim.experiment.expectations import check

    return check(_scenario(scenario))


def _scenario(given: "Scenario | str | Path") -> "Scenario":
    from sim.scenario import Scenario, load

    return given if isinstance(given, Scenario) else load(given)


def _enough(until: str | None, of: str | Iterable[str], scenario: "Scenario") -> Enough | None:
    if until is None:
        if of:
            raise BadArgument("--of", "says of which outcome --until is meant; name --until too")
        return None
    return Enough.read(until, words(of), scenario.report)
