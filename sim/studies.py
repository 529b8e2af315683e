"""Studies in Python: what the command does, under the same names, with the results as polars frames.

A study is its folder of results; everything is read from there, so there is no difference between old and new results.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.errors import quoted
from sim.experiment.arguments import BadArgument, known, number, words
from sim.experiment.bounds import Bound, bounds
from sim.experiment.failures import one_line
from sim.experiment.record import BASELINE
from sim.outcomes.columns import TABLES
from sim.outcomes.files import records
from sim.outcomes.recorded import NoResult, Recorded, is_file, outcomes_of, times_of
from sim.outcomes.statistics import QUANTILES

if TYPE_CHECKING:
    from decimal import Decimal

    import polars as pl
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

    from sim.experiment.blocks import Share
    from sim.experiment.expectations import Failure
    from sim.experiment.precision import Precision
    from sim.experiment.progress import Progress
    from sim.experiment.study_run import RunOptions
    from sim.pages.chart import Chart
    from sim.scenario import Scenario
    from sim.words.vocabulary import Vocabulary

_NOTEBOOK_WIDTH = 100


class Study:
    """A finished study: the folder of its result."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder).expanduser()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.folder)!r}: {self.title}, {self.lives:,} lives)"

    @cached_property
    def record(self) -> dict[str, Any]:
        """The content of `run.json`: inputs, hashes, versions, assumptions, the meaning of every column."""
        return Recorded.read(self.folder).content

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """Every outcome of the study, by name: the program's, their present values, those that its scenario defines."""
        return outcomes_of(self.record)

    @property
    def times(self) -> dict[str, Any]:
        """The content of `times.json`: when the study ran, how long it took, with how many workers."""
        return times_of(self.folder)

    @property
    def resumed(self) -> int:
        """How many of the lives an earlier study had finished."""
        return self.times.get("lives_finished_earlier", 0)

    @property
    def title(self) -> str:
        return self.record["title"]

    @property
    def lives(self) -> int:
        """Lives of each case."""
        return self.record["lives"]

    def frame(self, name: str = "lives", money: Literal["decimal", "float"] = "decimal") -> "pl.DataFrame":
        """A table of the result, by its file's name without the ending: `lives` has one row per life and person.

        `money="float"` makes floats of exact decimals, for programs that draw or compute with those only.
        """
        return self.scan(name, money).collect()

    def scan(self, name: str, money: Literal["decimal", "float"] = "decimal") -> "pl.LazyFrame":
        """The same table as a lazy frame."""
        import polars as pl
        import polars.selectors as cs

        known("money", [money], ("decimal", "float"), "form of money")

        file = self.folder / f"{name}.parquet"
        if not is_file(file):
            tables = [table.removesuffix(".parquet") for table in TABLES if is_file(self.folder / table)]
            known("frame", [name], tables, "table of this result")
        table = pl.scan_parquet(file, glob=False)
        return table.with_columns(cs.decimal().cast(pl.Float64)) if money == "float" else table

    def report(
        self, width: int, only: str | Iterable[str] = (), is_brief: bool = False, above: str | Iterable[str] = ()
    ) -> "Iterator[Text]":
        """The lines that the command shows: of the outcomes that the scenario's `report` names, or `only` of others.

        Of a run also how likely outcomes are above amounts: `above="out_of_pocket=50000"`.
        """
        from polars.exceptions import PanicException, PolarsError

        from sim.report import report

        try:
            yield from report(self.record, self.folder, width, words(only), is_brief, self.bounds(above, only))
        except (PolarsError, PanicException, OSError) as error:
            damaged = f"a table of it cannot be read ({one_line(error)}); gongji verify says more"
            raise NoResult(self.folder, damaged) from error

    def bounds(self, above: str | Iterable[str], only: str | Iterable[str] = ()) -> tuple[Bound, ...]:
        """The amounts of `above`, each `OUTCOME=AMOUNT`, or an amount of the first outcome that is shown."""
        found = bounds(above, self.vocabulary, words(only) or self.record["report"])
        if found and self.record["kind"] != "run":
            raise BadArgument("--above", "is about the lives of a run; exceeding() gives it of a comparison")
        return found

    def chart(self, name: str, of: str | None = None, who: str | None = None, lang: str = "en") -> "Chart":
        """A chart by its name, such as `distribution` or `fan`: of an outcome, of a person or the family.

        It shows itself in a notebook; `save` writes SVG, PNG, PDF, HTML or the Vega-Lite description.
        """
        from sim.pages.charts import chart

        return chart(self.folder, self.record, name, of, who, lang)

    def page(self, file: str | Path, lang: str = "en", lives: "int | str | Iterable[int | str]" = ()) -> Path:
        """Write a page about the study, an HTML file by itself: finding, charts, lives, what it rests on.

        `lives` are shown beside the worst, the median and the best: numbers, or words such as `median:out_of_pocket`.
        """
        from sim.pages.chart import write
        from sim.pages.report import page

        path = Path(file).expanduser()
        more = [str(lives)] if isinstance(lives, int | str) else [str(life) for life in lives]
        write(path, page(self.folder, self.record, lang, more).encode())
        return path

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "Iterator[Text]":
        yield from self.report(options.max_width)

    def _repr_html_(self) -> str:
        """The same lines for a notebook."""
        from sim.report.screen import Screen

        console = Screen(record=True, file=StringIO(), width=_NOTEBOOK_WIDTH, force_jupyter=False)
        for line in self.report(_NOTEBOOK_WIDTH):
            console.print(line, highlight=False, soft_wrap=True)
        return console.export_html(inline_styles=True, code_format=_HTML)


_HTML = '<pre style="line-height:1.3;font-family:Menlo,Consolas,monospace">{code}</pre>'


class _OfLives(Study):
    """A study whose result has every life."""

    def exceeding(self, outcome: str, amount: "int | str | Decimal") -> "pl.DataFrame":
        """The probability that an outcome is above an amount in its own unit, with its 95 % interval.

        One row per person and one for the family (`person` is null); of a comparison, of each variant.
        `exceeding("out_of_pocket", 50_000)`.
        """
        from sim.outcomes.statistics import exceeding

        known("outcome", [outcome], self.vocabulary, "outcome")
        if self.vocabulary[outcome].is_flag:
            raise BadArgument("outcome", f"{outcome} is yes or no: summary() has its share of lives")
        if self.vocabulary[outcome].is_shortfall:
            raise BadArgument("outcome", f"{outcome} is of all lives together: no life has one to exceed an amount")
        least = number(str(amount))
        if least is None:
            raise BadArgument("amount", f"{quoted(amount)} is no number; write one such as 50000 or '0.5'")
        lives = self.scan("lives")
        by = ("variant",) if "variant" in lives.collect_schema() else ()
        return exceeding(lives, self.vocabulary[outcome], least, by)


class Run(_OfLives):
    """The outcomes of one scenario."""

    def summary(self) -> "pl.DataFrame":
        """Mean, interval and quantiles of every outcome, per person and for the family."""
        from sim.outcomes.statistics import summary

        return summary(self.folder, self.vocabulary.all)

    def years(self) -> "pl.LazyFrame":
        """One row per life, person and year, as a lazy frame."""
        return self.scan("years")


class Comparison(_OfLives):
    """How variants differ from a baseline, life by life."""

    @property
    def baseline(self) -> str:
        return self.record["baseline"]

    @property
    def variants(self) -> tuple[str, ...]:
        return tuple(self.record["variants"])

    def levels(self) -> "pl.DataFrame":
        """One row per variant (the baseline first), outcome and person: mean, interval and quantiles."""
        return self.frame("levels")

    def differences(self) -> "pl.DataFrame":
        """One row per variant, outcome and person: the paired difference and its statistics."""
        return self.frame("comparison")

    def by_year(self) -> "pl.DataFrame":
        """The differences of every year."""
        return self.frame("by_year")

    def by_quintile(self) -> "pl.DataFrame":
        """The differences by quintile of the lives, by income and by out-of-pocket cost."""
        return self.frame("by_quintile")

    def pairs(self) -> "pl.DataFrame":
        """The family's differences between any two variants, and between each and the baseline."""
        return self.frame("pairs")

    def best(self) -> "pl.DataFrame":
        """How likely the mean of each variant is the best of all, and in what share of lives it is."""
        return self.frame("best")

    def years(self) -> "pl.LazyFrame":
        """One row per variant, life, person and year, as a lazy frame."""
        return self.scan("years")


class Sweep(Study):
    """The outcomes at the points of a sweep, and which of the swept values moves them."""

    def points(self) -> "pl.DataFrame":
        """One row per point: the swept values, and each outcome of the family with its interval and quantiles."""
        return self.frame("points")

    def outcomes(self) -> "pl.DataFrame":
        """One row per point, outcome and person."""
        return self.frame("outcomes")

    def table(
        self, outcome: str, person: str | None = None, variant: str = "baseline", statistic: str = "mean"
    ) -> "pl.DataFrame":
        """An outcome of a sweep of two paths as a cross table; of a person, or of the family."""
        from sim.outcomes.cross import cross_table

        paths, grid = self.record["paths"], self.record["by"] == "grid"
        if len(paths) != 2 or not grid:
            found = f"this sweep has {len(paths)} ({', '.join(paths)}), by {self.record['by']}"
            raise BadArgument("table", f"a cross table needs the grid of two paths; {found}")
        known("outcome", [outcome], self.vocabulary, "outcome")
        known("variant", [variant], [BASELINE, *self.record["variants"]], "variant of this sweep")
        person = self._whose(outcome, person)
        known("statistic", [statistic], ("mean", "low", "high", *QUANTILES), "statistic")
        return cross_table(self.folder, paths, outcome, variant, person, statistic)

    def _whose(self, outcome: str, person: str | None) -> str | None:
        known("person", [person] if person else [], self.record["people"], "person of this sweep")
        return person

    def effects(self) -> "pl.DataFrame":
        """One row per outcome, person and swept value: how far it moves the outcome, and its Sobol' indices."""
        return self.frame("effects")

    def variance(self) -> "pl.DataFrame":
        """How much of the variance of each outcome is due to chance, and how much to the swept values."""
        return self.frame("variance")

    def assumptions(self) -> "pl.DataFrame":
        """Of a sweep over assumptions, one row for each: its value, those tried, and which outcomes these move."""
        from sim.outcomes.tried import assumptions

        if "tried" not in self.record:
            raise BadArgument(
                "assumptions", "this sweep is the file's own; sim.sweep(file, assumptions=True) tries them"
            )
        return assumptions(self.record, self.folder)

    def break_even(self) -> "pl.DataFrame":
        """The swept values at which a variant equals the baseline."""
        return self.frame("break_even")


class _OfPopulation(Study):
    """A study of a population, whose tables are weighted; those of a comparison have the variant in each row."""

    def exceeding(self, outcome: str, amount: "int | str | Decimal") -> "pl.DataFrame":
        text = "is about the lives of a household; quantiles of a population are in distribution()"
        raise BadArgument("exceeding", text)

    def persons(self) -> "pl.DataFrame":
        """One row per person: household, weight, what groups are made of, and the groups."""
        return self.frame("persons")

    def distribution(self) -> "pl.DataFrame":
        """One row per outcome over persons, over households and by group: mean, interval, quantiles, effective n."""
        return self.frame("distribution")

    def totals(self) -> "pl.DataFrame":
        """One row per region, year and flow or place: the weighted total with its interval, and how it differs."""
        return self.frame("totals")

    def inequality(self) -> "pl.DataFrame":
        """One row per measure: Gini coefficients, concentration indices, shares of catastrophic years; intervals."""
        return self.frame("inequality")


class PopulationRun(_OfPopulation, Run):
    """The outcomes of a population, weighted."""

    def summary(self) -> "pl.DataFrame":
        """The distribution of every outcome over all persons, and over all households."""
        import polars as pl

        return self.distribution().filter(pl.col("by").is_null())


class PopulationComparison(_OfPopulation, Comparison):
    """How variants of a population differ from a baseline, weighted."""

    def differences(self) -> "pl.DataFrame":
        """One row per variant, outcome, and persons, households or group: the paired difference, who is better off."""
        return self.frame("comparison")


class PopulationSweep(Sweep):
    """The outcomes of a population at the points of a sweep, weighted, and which of the swept values moves them.

    In `table`, `person` is `"household"` or `"person"`: over what the mean is.
    """

    def _whose(self, outcome: str, person: str | None) -> str | None:
        from sim.report.varying import over

        [found] = known("person", [person or over(self.vocabulary[outcome])], ("household", "person"), "unit of a mean")
        return found

    def outcomes(self) -> "pl.DataFrame":
        """One row per point, outcome, and persons, households or group."""
        return self.frame("outcomes")

    def persons(self) -> "pl.DataFrame":
        """One row per person: household, weight, what groups are made of, and the groups."""
        return self.frame("persons")


KINDS: dict[str, type[Study]] = {
    "run": Run, "comparison": Comparison, "sweep": Sweep, "population": PopulationRun,
    "population_comparison": PopulationComparison, "population_sweep": PopulationSweep,
}  # fmt: skip


def study(folder: str | Path) -> Study:
    """The study in a folder of results; if there is none, the error suggests the nearest name."""
    found = Study(folder)
    if not found.folder.is_dir():
        beside = found.folder.parent
        known("NAME", [found.folder.name], records(beside), f"result in {beside}")
    return KINDS[found.record["kind"]](folder)


# ----------------------------------------------------------------------------- commands


Rules = Mapping[str, Callable[..., Any]]  # by the name of the rule that each replaces


def run(
    scenario: "Scenario | str | Path",
    *,
    rules: Rules | None = None,
    variant: str | None = None,
    out: str | Path = "results",
    name: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    of: str | Iterable[str] = (),
    workers: int | None = None,
    cluster: str | None = None,
    executor: Executor | None = None,
    part: str | None = None,
    progress: "Callable[[Progress], None]" = lambda _: None,
) -> Run:
    """Simulate a scenario, or one of its variants, or a population, resuming a study that was stopped.

    `until="1%"` simulates lives until the 95 % interval of the mean of `of` is ± 1 % of it. `rules` are functions in
    place of rules of the law, by name. Of a `part`, `2/8`, only its share of the blocks is simulated; then `PartDone`
    is raised, and once all parts are, the call without it gives the study.
    """
    from sim.experiment.run import run
    from sim.experiment.study_run import RunOptions

    scenario, options = (
        _scenario(scenario, rules),
        RunOptions(out, name, workers, cluster, executor, progress, _share(part)),
    )
    if variant is not None:
        [found] = known("--variant", [variant], scenario.variants, "variant of this file")
        scenario = scenario.variant(found)
    if scenario.population:
        return _population(scenario, options, replications, seed, _precision(until, of, scenario))
    precision = _precision(until, of, scenario)
    return Run(run(scenario, options, replications=replications, seed=seed, until=precision))


def _population(
    scenario: "Scenario", options: "RunOptions", lives: int | None, seed: int | None, until: "Precision | None"
) -> PopulationRun:
    from sim.experiment.population_run import run_population

    return PopulationRun(run_population(scenario, options, lives=lives, seed=seed, until=until))


def _refuse_until(until: str | None) -> None:
    """A population is compared with as many lives of each household as the file or the command says."""
    if until is not None:
        raise BadArgument("--until", "is of a run of a population; -n says how many lives each household has here")


def compare(
    *scenarios: "Scenario | str | Path",
    rules: Rules | None = None,
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
    part: str | None = None,
    progress: "Callable[[Progress], None]" = lambda _: None,
) -> Comparison:
    """Simulate variants of a scenario, or several scenarios, with common random numbers; compare them life by life."""
    from sim.experiment.compare import cases_of, compare
    from sim.experiment.study_run import RunOptions

    loaded = [_scenario(scenario, rules) for scenario in scenarios]
    options = RunOptions(out, name, workers, cluster, executor, progress, _share(part))
    cases = cases_of(loaded, None if variants is None else words(variants), baseline)
    if loaded[0].population:
        from sim.experiment.population_compare import compare_population

        _refuse_until(until)
        return PopulationComparison(compare_population(cases, options, lives=replications, seed=seed))
    precision = _precision(until, of, loaded[0])
    return Comparison(compare(cases, options, replications=replications, seed=seed, until=precision))


def sweep(
    scenario: "Scenario | str | Path",
    *,
    rules: Rules | None = None,
    variants: str | Iterable[str] = (),
    most_points: int | None = None,
    assumptions: bool = False,
    out: str | Path = "results",
    name: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    executor: Executor | None = None,
    part: str | None = None,
    progress: "Callable[[Progress], None]" = lambda _: None,
) -> Sweep:
    """Simulate the same lives at all points of a sweep; under variants too, to find where they break even.

    With `assumptions` the sweep is not the file's own: other plausible values of what the law assumes are tried.
    """
    from sim.experiment.study_run import RunOptions
    from sim.experiment.sweep import MOST_POINTS, sweep

    scenario, options = (
        _scenario(scenario, rules),
        RunOptions(out, name, workers, cluster, executor, progress, _share(part)),
    )
    most = MOST_POINTS if most_points is None else most_points
    if scenario.population:
        from sim.experiment.population_sweep import sweep_population

        if assumptions:
            text = "tries the assumptions of a household; those of a population are in `sweep`, as policy.PARAMETER"
            raise BadArgument("--assumptions", text)
        found = sweep_population(
            scenario, options, variants=words(variants), most_points=most, lives=replications, seed=seed
        )
        return PopulationSweep(found)
    folder = sweep(
        scenario,
        options,
        variants=words(variants),
        most_points=most,
        assumptions=assumptions,
        replications=replications,
        seed=seed,
    )
    return Sweep(folder)


def test(scenario: "Scenario | str | Path", *, rules: Rules | None = None) -> "list[Failure]":  # noqa: PT028
    """Simulate a scenario and return which of its expectations (`expect:`) do not hold."""
    from sim.experiment.expectations import failures_of

    return failures_of(_scenario(scenario, rules))


def check(scenario: "Scenario | str | Path", seeds: "str | Path | None" = None) -> "Scenario":
    """Check a scenario, its variants and their law without simulating them; raises `GongjiError` with all faults.

    `seeds` is a folder of policy files of one's own, as `load` takes it.
    """
    from sim.scenario import check

    checked = check(scenario, seeds)
    if checked.population:
        from sim.experiment.reading import checked_by
        from sim.population import check_population

        check_population(checked, checked_by(None))
    return checked


def _scenario(given: "Scenario | str | Path", rules: Rules | None = None) -> "Scenario":
    """The scenario, loaded if it is a file, with functions in place of rules."""
    from sim.experiment.replaced import refuse_replaced
    from sim.scenario import Scenario, load, with_rules

    refuse_replaced()
    scenario = given if isinstance(given, Scenario) else load(given)
    return with_rules(scenario, rules) if rules else scenario


def _share(part: str | None) -> "Share | None":
    from sim.experiment.blocks import Share

    return None if part is None else Share.read(part)


def _precision(until: str | None, of: str | Iterable[str], scenario: "Scenario") -> "Precision | None":
    from sim.experiment.precision import Precision

    if until is None:
        if of:
            raise BadArgument("--of", "names the outcomes that --until applies to; add --until too")
        return None
    return Precision.read(until, words(of), scenario.report, scenario.outcomes)
