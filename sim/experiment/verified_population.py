"""`gongji verify` of a population: its record, and with `--again` its rows, read where they lie, and its lives.

A record has no rows. `--again` reads the files again, from the folder in which the study read them or from `--rows`:
the hashes of the inputs say whether they are the same to the letter. Then blocks of households are simulated again, of
a sweep all, and every table is made again.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import Faults
from sim.experiment import population_compare, population_run, population_sweep
from sim.experiment.blocks import count
from sim.experiment.calibration import weighed
from sim.experiment.cases import Case
from sim.experiment.failures import BlockFailed
from sim.experiment.interpreting import keys_of
from sim.experiment.population_compare import weighed_as_the_file
from sim.experiment.population_run import law_of, record_of, reweighted
from sim.experiment.record import describe
from sim.experiment.study_run import RunOptions, study_run
from sim.experiment.sweep import failures
from sim.experiment.verified import (
    NOTE,
    OK,
    WRONG,
    Finding,
    ReadRecord,
    extensions_of,
    named,
    own_seeds_of,
    scenario_of,
)
from sim.experiment.verify_again import compared_rows, rows_of_case, sample, simulated_blocks, unless_damaged
from sim.outcomes.columns import HOUSEHOLD_YEAR_COLUMNS, LIVES, POINT_OUTCOMES, YEARS, Column, household_columns
from sim.outcomes.files import input_hash, merge
from sim.outcomes.recorded import is_file, times_of
from sim.population.household import HOUSEHOLD
from sim.words.language import say
from sim.words.translation import translated

if TYPE_CHECKING:
    import polars as pl

    from sim.population import Population

#: What the record repeats from the scenario, its rows and its law.
_REPEATED = (
    "title", "seed", "report", "lives", "population", "regions", "assumptions", "grades", "looked_up", "policy",
)  # fmt: skip
_FEN = 100  # of a yuan


class _Read(NamedTuple):
    """A result whose rows were read again: each case with its population."""

    folder: Path
    recorded: ReadRecord
    populations: "dict[str, Population]"
    weighed: "Population | None" = None  # the baseline with weights that meet targets of money

    @property
    def baseline(self) -> "Population":
        return self.weighed or next(iter(self.populations.values()))

    def case_of(self, file: str, name: str) -> "pl.LazyFrame":
        import polars as pl

        return rows_of_case(pl.scan_parquet(self.folder / file, glob=False), name)


def of_population(
    folder: Path, recorded: ReadRecord, again: bool, rows: Path | None, begin: Callable[[frozenset[str]], object]
) -> Iterator[Finding]:
    """What of a population's result can be held against its record; `again` against its rows and its lives too."""
    yield from unless_damaged(folder / (POINT_OUTCOMES if recorded.is_sweep else LIVES), _number(folder, recorded))
    if not again:
        yield Finding(NOTE, say("population: --again reads its files again and simulates some of its households"))
        return
    found = _folder_of_rows(folder, recorded, rows)
    if found is None:
        files = ", ".join(_files(recorded))
        text = "population: no folder has its files ({files}); --rows FOLDER says where they lie"
        yield Finding(WRONG, say(text, files=files))
        return
    try:
        read = _Read(folder, recorded, _read(recorded, found))
    except Faults as error:
        why = translated(error.faults[0].message)
        yield Finding(WRONG, say("population: its files in {folder} cannot be read: {why}", folder=found, why=why))
        return
    begin(keys_of(population.scenario for population in read.populations.values()))
    try:
        yield from _sweep_again(read) if recorded.is_sweep else unless_damaged(folder / YEARS, _households_again(read))
    except BlockFailed as error:
        yield Finding(WRONG, say("cannot be simulated again: {why}", why=translated(str(error))))
    except Faults as error:  # targets that the weights of these rows do not meet
        why = translated(error.faults[0].message)
        yield Finding(WRONG, say("population: its files in {folder} cannot be read: {why}", folder=found, why=why))


def _number(folder: Path, recorded: ReadRecord) -> Iterator[Finding]:
    """Whether the files have as many lives, or points, as the record says."""
    import polars as pl

    of = recorded.all
    assert of.population, "a record of a population"
    if recorded.is_sweep:
        found = pl.scan_parquet(folder / POINT_OUTCOMES, glob=False).select(pl.col("point").n_unique()).collect().item()
        failed = {
            one.point for one in of.failed if all(_has_failed(recorded, one.point, name) for name in recorded.cases)
        }
        yield _compared("", say("{file}: points", file=POINT_OUTCOMES), of.points - len(failed), found)
        return
    rows = pl.scan_parquet(folder / LIVES, glob=False)
    for name in recorded.cases:
        found = rows_of_case(rows, name).select(pl.len()).collect().item()
        yield _compared(name, say("{file}: rows", file=LIVES), recorded.lives * of.population.persons, found)


def _has_failed(recorded: ReadRecord, point: int, name: str) -> bool:
    return any((one.point, one.variant) == (point, name) for one in recorded.failed)


def _compared(name: str, what: str, recorded: int, found: int) -> Finding:
    if recorded == found:
        return Finding(OK, named(name, say("{what}: {found:,}, as recorded", what=what, found=found)))
    differ = {"what": what, "was": recorded, "found": found or 0}
    return Finding(WRONG, named(name, say("{what}: {was:,} by the record, {found:,} in the file", **differ)))


# ----------------------------------------------------------------------------- the rows


def _files(recorded: ReadRecord) -> list[str]:
    """The files of the rows, as the recorded scenario names them."""
    of = recorded.all.scenario.get("population")
    said = of.get("from", ()) if isinstance(of, dict) else ()
    return [str(one["file"] if isinstance(one, dict) else one) for one in said]


def _folder_of_rows(folder: Path, recorded: ReadRecord, rows: Path | None) -> Path | None:
    """The folder that has all files: the one that is named, else the one in which they were read, else this one."""
    read_from = times_of(folder).get("read_from")
    places = [rows] if rows is not None else [*([Path(read_from)] if read_from else ()), Path.cwd()]
    files = _files(recorded)
    return next((place for place in places if files and all((place / file).is_file() for file in files)), None)


def _read(recorded: ReadRecord, rows: Path) -> "dict[str, Population]":
    from sim.population import read_populations

    scenarios = [
        scenario_of(case.scenario, recorded.is_sweep, own_seeds_of(case), extensions_of(case), rows)
        for case in recorded.cases.values()
    ]
    return dict(zip(recorded.cases, read_populations(scenarios), strict=True))


def _held_against_rows(read: _Read) -> Iterator[Finding]:
    """What follows from scenario, rows and seeds: the record, the law of each case, the hashes of the inputs."""
    recorded = read.recorded
    content = recorded.all.content
    found = json.loads(json.dumps(record_of(recorded.kind, read.baseline, [], {})))
    mark = WRONG if recorded.is_of_this_program else NOTE
    differing = [key for key in _REPEATED if content.get(key) != found[key]]
    for key in differing:
        yield Finding(mark, say("{keys}: not what scenario, rows and seeds give", keys=key))
    if not differing:
        yield Finding(OK, say("{keys}: what scenario, rows and seeds give", keys=", ".join(_REPEATED)))
    for name, population in read.populations.items():
        if recorded.cases[name].hashes.policy == law_of(population).hash:
            yield Finding(OK, named(name, say("policy: the seeds give the recorded law")))
        else:
            yield Finding(mark, named(name, say("policy: not the recorded law")))
    columns = {file: {name: one.model_dump() for name, one in of.items()} for file, of in recorded.columns.items()}
    if columns != {file: describe(of) for file, of in _columns(read).items()}:
        yield Finding(mark, say("columns: not those of such a result, with their units and meanings"))
    if recorded.is_of_this_program and not recorded.is_sweep:
        yield _inputs(recorded, [Case.of_population(one).inputs for one in read.populations.values()])


def _columns(read: _Read) -> dict[str, tuple[Column, ...]]:
    if read.recorded.kind == population_sweep.KIND:
        return population_sweep.columns_of(read.baseline, population_sweep.Points(read.populations))
    of = population_compare if read.recorded.kind == population_compare.KIND else population_run
    return of.columns_of(read.baseline)


def _inputs(recorded: ReadRecord, inputs: Iterable[str]) -> Finding:
    if recorded.inputs == list(dict.fromkeys(inputs)):
        return Finding(OK, say("inputs: scenario, rows, seeds and program give the recorded hashes"))
    return Finding(WRONG, say("inputs: scenario, rows, seeds and program give other hashes than the recorded ones"))


# ----------------------------------------------------------------------------- lives and tables


def _households_again(read: _Read) -> Iterator[Finding]:
    """A sample of the households of each case, which the record determines, and all tables from the files of lives."""
    number = int(input_hash(read.recorded.all.content), 16)
    years = {name: _in_fen(read.case_of(YEARS, name)) for name in read.populations}
    alone = weighed(read.baseline, years[""]) if "" in years else None
    read = read._replace(weighed=alone or weighed_as_the_file(read.populations, years)[0])
    yield from _held_against_rows(read)
    for name, population in read.populations.items():
        yield from _blocks_again(read, name, population, number)
    if not is_file(read.folder / LIVES):
        return
    made_from = say("made from {lives} and {years}", lives=LIVES, years=YEARS)
    if read.recorded.kind == population_compare.KIND:
        lives = {name: read.case_of(LIVES, name) for name in years}
        yield from _tables(read, made_from, population_compare.tables_of_comparison(read.baseline, lives, years))
    else:
        [of_run] = years.values()
        yield from _tables(
            read, made_from, population_run.tables_of_run(read.baseline, read.case_of(LIVES, ""), of_run)
        )
    yield from _tables(read, say("made from the rows"), population_run.tables_of_rows(read.baseline))


def _blocks_again(read: _Read, name: str, population: "Population", number: int) -> Iterator[Finding]:
    """Some blocks of households: every column of their lives and years, to the fen."""
    import polars as pl

    case, outcomes = Case.of_population(population), population.scenario.outcomes
    blocks = sample(len(population.households), number)
    homes = [home for block in blocks for home in population.households.part(*block).frame[HOUSEHOLD].unique()]
    some = say("{some:,} of {all:,} households", some=count(blocks), all=len(population.households))
    columns = {LIVES: household_columns(outcomes.all), YEARS: HOUSEHOLD_YEAR_COLUMNS}
    with TemporaryDirectory(prefix="gongji-") as temporary:
        store = simulated_blocks(case, blocks, population_run.KINDS, Path(temporary))
        for kind, of_kind in columns.items():
            target = Path(temporary) / kind
            files = store.files(case.inputs, blocks, kind)
            if kind == LIVES:
                merge(files, of_kind, target, outcomes.own)
            else:
                merge(files, of_kind, target, change=reweighted(read.baseline))

            def compared(kind: str = kind, target: Path = target) -> Iterator[Finding]:
                rows = read.case_of(kind, name).filter(pl.col("household").is_in(homes)).collect()
                yield compared_rows(named(name, kind), some, rows, pl.read_parquet(target, glob=False), read.recorded)

            yield from unless_damaged(read.folder / kind, compared())


def _sweep_again(read: _Read) -> Iterator[Finding]:
    """All households at all points, and all tables made from them."""
    import polars as pl

    points = population_sweep.Points(read.populations)
    yield from _of_design(read, points)
    kind, title = read.recorded.kind, read.recorded.all.title
    with (
        TemporaryDirectory(prefix="gongji-") as temporary,
        study_run(RunOptions(temporary), kind, kind, title) as study,
    ):
        runs, tables = population_sweep.simulated(study, points)
        read = read._replace(weighed=points.baseline)
        yield from _held_against_rows(read)
        if [failed.model_dump() for failed in read.recorded.failed] == failures(tables):
            yield Finding(OK, say("failed: the same {points:,} points when simulated again", points=len(tables.failed)))
        else:
            yield Finding(WRONG, say("failed: not the points that fail when simulated again, or for other reasons"))
        if read.recorded.is_of_this_program:
            yield _inputs(read.recorded, (run.inputs for run in runs if run.inputs))
        if len(tables.failed) == points.number:
            return
        tables.finish()
        made_from = say("made from all {households:,} households of every point", households=points.households)
        again = ((file, pl.read_parquet(tables.folder / file, glob=False)) for file in points.columns)
        yield from _tables(read, made_from, again)
    yield from _tables(read, say("made from the rows"), population_run.tables_of_rows(read.baseline))


def _of_design(read: _Read, points: population_sweep.Points) -> Iterator[Finding]:
    """Whether the sweep of the scenario is the recorded one."""
    content = read.recorded.all.content
    for key, found in points.described.items():
        if content.get(key) != found:
            text = say(
                "{key}: recorded {was}, the scenario's sweep says {found}", key=key, was=content.get(key), found=found
            )
            yield Finding(WRONG, text)


def _tables(read: _Read, made_from: str, tables: Iterable[tuple[str, Any]]) -> Iterator[Finding]:
    """Tables made again, each compared with its file."""
    import polars as pl

    for file, again in tables:

        def compared(file: str = file, again: Any = again) -> Iterator[Finding]:
            rows = pl.read_parquet(read.folder / file, glob=False)
            yield compared_rows(file, made_from, rows, again, read.recorded)

        yield from unless_damaged(read.folder / file, compared())


def _in_fen(years: "pl.LazyFrame") -> "pl.LazyFrame":
    """Years of a file, whose money is in yuan, as blocks have them."""
    import polars as pl
    import polars.selectors as cs

    return years.with_columns((cs.decimal() * _FEN).cast(pl.Int64))
