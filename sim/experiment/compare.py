"""`gongji compare`: simulate variants and baseline with common random numbers, and compare them life by life."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment import run
from sim.experiment.arguments import BadArgument, known
from sim.experiment.cases import Case, plan_of
from sim.experiment.precision import MOST, Precision, StoppingResult, of_difference, simulate_until
from sim.experiment.record import BASELINE, record, variant_record
from sim.experiment.refusals import refusals
from sim.experiment.run import KINDS, Clock, altered, merge_all, refuse_part
from sim.experiment.study_run import Request, RunOptions, study_run
from sim.outcomes.columns import (
    BEST,
    BEST_COLUMNS,
    BY_QUINTILE,
    BY_QUINTILE_COLUMNS,
    BY_YEAR,
    BY_YEAR_COLUMNS,
    COMPARISON,
    COMPARISON_COLUMNS,
    LEVELS,
    LEVELS_COLUMNS,
    LIVES,
    PAIRS,
    PAIRS_COLUMNS,
    VARIANT,
    YEARS,
    Column,
)
from sim.outcomes.files import Folder
from sim.outcomes.paired import by_quintiles, by_year, comparison
from sim.outcomes.pairs import best, pairs
from sim.outcomes.rows import rows_of
from sim.outcomes.statistics import levels
from sim.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from sim.scenario import Scenario


def files_of(outcomes: Vocabulary) -> dict[str, tuple[Column, ...]]:
    """The files of a comparison and their columns."""
    of_lives = {kind: (VARIANT, *columns) for kind, columns in run.files_of(outcomes).items()}
    return of_lives | {
        LEVELS: LEVELS_COLUMNS,
        COMPARISON: COMPARISON_COLUMNS,
        BY_YEAR: BY_YEAR_COLUMNS,
        BY_QUINTILE: BY_QUINTILE_COLUMNS,
        PAIRS: PAIRS_COLUMNS,
        BEST: BEST_COLUMNS,
    }


def cases_of(
    scenarios: "list[Scenario]", variants: Iterable[str] | None, baseline: str | None
) -> "dict[str, Scenario]":
    """The scenarios to compare, by name, the baseline first: a file and its variants, or one file and others."""
    if not scenarios:
        raise BadArgument("FILE", "nothing to compare; name a file with variants, or several files")
    file, *others = scenarios
    if others:
        if any(scenario.population for scenario in scenarios):
            raise BadArgument("FILE", "populations are compared by the variants of one file; name that one alone")
        for argument, given in (("--variants", variants), ("--baseline", baseline)):
            if given is not None:
                raise BadArgument(argument, "files are compared as they are, the first is the baseline")
        return _of_files(file, others)
    names = file.variants if variants is None else known("--variants", variants, file.variants, "variant of this file")
    if not names:
        found = "the file has no variants" if variants is None else "no variant is named"
        raise BadArgument("--variants", f"{found}; add some under `variants:`, or name two files")
    first = BASELINE if baseline is None else baseline
    if first != BASELINE:
        known("--baseline", [first], [BASELINE, *file.variants], "variant of this file")
        names = [BASELINE, *names] if variants is None else names
    compared = dict.fromkeys([first, *(name for name in names if name != first)])
    if len(compared) == 1:
        raise BadArgument("--variants", f"{first} would be compared with itself; name another variant")
    return {name: file if name == BASELINE else file.variant(name) for name in compared}


def _of_files(file: "Scenario", others: "list[Scenario]") -> "dict[str, Scenario]":
    """Files by their names. All have the seed of the first, so that their random numbers are common, and its discount;
    the outcomes that the first defines are computed of all."""
    found = {file.name: file}
    for other in others:
        if other.name in found:
            raise BadArgument("FILE", f"two files are called {other.name}.yaml; rename one, their names identify them")
        if not set(file.people) & set(other.people):
            raise BadArgument("FILE", f"{file.name} and {other.name} have no person in common, so nothing to compare")
        other = altered(other, None, file.seed)
        discount = file.resolved().get("discount")
        found[other.name] = other if discount is None else other.at({"discount": discount})
    return found


def compare(
    scenarios: "dict[str, Scenario]",
    options: RunOptions,
    *,
    replications: int | None = None,
    seed: int | None = None,
    until: Precision | None = None,
) -> Path:
    """Simulate the same lives of every scenario and write how each differs from the first, the baseline."""
    clock = Clock(options)
    if until:
        refuse_part(options)
    first, *variants = scenarios
    has_chance = any(scenario.has_chance for scenario in scenarios.values())
    lives = (replications or scenarios[first].requested_replications) if has_chance else 1
    scenarios = {name: altered(scenario, lives, seed) for name, scenario in scenarios.items()}
    cases = {name: Case.of(scenario) for name, scenario in scenarios.items()}
    name = options.name_or(f"{scenarios[first].name}-compare")
    with study_run(options, name, "comparison", scenarios[first].title) as study:

        def simulate_to(lives: int, note: str = "") -> None:
            study.simulate([Request(case, lives) for case in cases.values()], KINDS, note)

        def parts(name: str, kind: str) -> list[Path]:
            return study.parts(cases[name].inputs, kind)

        if until and has_chance:
            stopped = simulate_until(
                until,
                replications or MOST,
                simulate_to,
                lambda outcome: of_difference(
                    parts(first, LIVES), {name: parts(name, LIVES) for name in variants}, outcome
                ),
            )
            scenarios = {name: altered(scenario, stopped.lives, None) for name, scenario in scenarios.items()}
        else:
            simulate_to(lives)
            stopped = StoppingResult(lives, until)
        outcomes = scenarios[first].outcomes
        merge_all(lambda kind: {name: parts(name, kind) for name in scenarios}, outcomes, study.folder.path)
        checked = outcomes.checked(one.name for one in stopped.precision.of) if stopped.precision else outcomes
        _write_tables(study.folder, tuple(scenarios), checked)
        baseline, plan = scenarios[first], plan_of(cases[first])
        inputs = dict.fromkeys(case.inputs for case in cases.values())
        content = record("comparison", baseline, plan.policy, inputs, files_of(outcomes), refusals(plan, stopped.lives))
        content |= {"baseline": first, "lives": stopped.lives, "certain": not has_chance} | stopped.record()
        content["variants"] = variant_records("comparison", scenarios, baseline, variants)
        study.folder.publish(content, clock.times(study))
    return study.folder.target


def variant_records(
    kind: str, scenarios: "dict[str, Scenario]", baseline: "Scenario", variants: Iterable[str]
) -> dict[str, Any]:
    """The part of the record about each variant."""
    found = {}
    for name in variants:
        scenario = scenarios[name]
        plan = plan_of(Case.of(scenario))
        found[name] = variant_record(kind, scenario, baseline, plan.policy, refusals(plan, scenario.replications))
    return found


def _write_tables(folder: Folder, names: tuple[str, ...], outcomes: Vocabulary) -> None:
    """The tables about the cases, of which the first is the baseline."""
    baseline = names[0]
    lives, years = rows_of(folder.path(LIVES)), rows_of(folder.path(YEARS))
    levels(lives, outcomes.all).write_parquet(folder.path(LEVELS))
    comparison(lives, baseline, outcomes.all).write_parquet(folder.path(COMPARISON))
    by_year(years, baseline, outcomes.all).write_parquet(folder.path(BY_YEAR))
    by_quintiles(lives, baseline, outcomes.all).write_parquet(folder.path(BY_QUINTILE))
    pairs(lives, names, outcomes.all).write_parquet(folder.path(PAIRS))
    best(lives, names, outcomes.all).write_parquet(folder.path(BEST))
