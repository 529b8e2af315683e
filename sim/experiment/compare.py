"""`gongji compare`: variants live the same lives with the same luck as the baseline, and are compared life by life."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiment.arguments import BadArgument, known
from sim.experiment.law import policy_of
from sim.experiment.readings import Reading
from sim.experiment.record import reading_of, record
from sim.experiment.refusals import refusals
from sim.experiment.run import KINDS, Clock, altered
from sim.experiment.until import MOST, Enough, Reached, live_until, of_difference
from sim.experiment.workplace import How, Job, workplace
from sim.outcomes.columns import (
    BY_FIFTH_COLUMNS,
    BY_YEAR_COLUMNS,
    COMPARISON_COLUMNS,
    LIFE_COLUMNS,
    VARIANT,
    YEAR_COLUMNS,
)
from sim.outcomes.files import Folder, merge
from sim.outcomes.paired import by_quintile, by_year, comparison
from sim.outcomes.parts import LIVES, YEARS

if TYPE_CHECKING:
    from sim.scenario import Scenario

BASELINE = "baseline"
COMPARISON, BY_YEAR, BY_FIFTH = "comparison.parquet", "by_year.parquet", "by_fifth.parquet"
GROUPED_BY = ("earned", "out_of_pocket")


def readings_of(
    scenarios: "list[Scenario]", variants: Iterable[str] | None, baseline: str | None
) -> "dict[str, Scenario]":
    """What is compared, by name, the baseline first: a file and its variants, or one file and others."""
    file, *others = scenarios
    if others:
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
    """Files by their names. All are lived with the seed of the first, or their luck would differ."""
    found = {file.name: file}
    for other in others:
        if other.name in found:
            raise BadArgument("FILE", f"two files are called {other.name}.yaml; the names tell them apart, rename one")
        if not set(file.people) & set(other.people):
            raise BadArgument("FILE", f"{file.name} and {other.name} have no person in common, so nothing to compare")
        found[other.name] = altered(other, None, file.seed)
    return found


def compare(
    readings: "dict[str, Scenario]",
    how: How,
    *,
    replications: int | None = None,
    seed: int | None = None,
    until: Enough | None = None,
) -> Path:
    """Live every reading with the same lives and write how each differs from the first, the baseline."""
    clock = Clock(how)
    first, *variants = readings
    has_chance = any(scenario.has_chance for scenario in readings.values())
    lives = (replications or readings[first].asked_replications) if has_chance else 1
    readings = {name: altered(scenario, lives, seed) for name, scenario in readings.items()}
    of_name = {name: Reading.of(scenario) for name, scenario in readings.items()}
    name = how.named(f"{readings[first].name}-compare")
    with workplace(how, name, "comparison", readings[first].title) as place:

        def live_to(lives: int) -> None:
            place.live([Job(reading, lives) for reading in of_name.values()], KINDS)

        def parts(name: str, kind: str) -> list[Path]:
            return place.parts(of_name[name].inputs, kind)

        if until and has_chance:
            reached = live_until(
                until,
                replications or MOST,
                live_to,
                lambda measure: of_difference(
                    parts(first, LIVES), {name: parts(name, LIVES) for name in variants}, measure
                ),
            )
            readings = {name: altered(scenario, reached.lives, None) for name, scenario in readings.items()}
        else:
            live_to(lives)
            reached = Reached(lives, until)
        columns = {LIVES: (VARIANT, *LIFE_COLUMNS), YEARS: (VARIANT, *YEAR_COLUMNS)}
        for kind, of_kind in columns.items():
            merge({name: parts(name, kind) for name in readings}, of_kind[1:], place.folder.path(kind))
        _write_tables(place.folder, first)
        columns |= {COMPARISON: COMPARISON_COLUMNS, BY_YEAR: BY_YEAR_COLUMNS, BY_FIFTH: BY_FIFTH_COLUMNS}
        baseline, policy = readings[first], policy_of(readings[first])
        inputs = dict.fromkeys(reading.inputs for reading in of_name.values())
        told = record("comparison", baseline, policy, inputs, columns, refusals(baseline, policy))
        told |= {"baseline": first, "lives": reached.lives} | reached.told()
        told["variants"] = {name: told_of(readings[name], baseline) for name in variants}
        place.folder.publish(told, clock.times(place))
    return place.folder.target


def told_of(variant: "Scenario", baseline: "Scenario") -> dict:
    """What is recorded of a variant beside the study's baseline."""
    policy = policy_of(variant)
    told = reading_of(variant, policy, refusals(variant, policy))
    return told | {"about": "" if variant.about == baseline.about else variant.about}


def _write_tables(folder: Folder, baseline: str) -> None:
    import polars as pl

    lives = pl.scan_parquet(folder.path(LIVES), glob=False)
    years = pl.scan_parquet(folder.path(YEARS), glob=False)
    comparison(lives, baseline).write_parquet(folder.path(COMPARISON))
    by_year(years, baseline).write_parquet(folder.path(BY_YEAR))
    fifths = pl.concat([by_quintile(lives, baseline, of) for of in GROUPED_BY])
    fifths.write_parquet(folder.path(BY_FIFTH))
