"""`gongji verify --again`: lives of a result simulated again, and every value compared with its files."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sim.experiment import run
from sim.experiment.blocks import count
from sim.experiment.cases import Case, Task, plan_of, simulate
from sim.experiment.dispatch import run_tasks
from sim.experiment.executors import local, usable_processors
from sim.experiment.failures import BlockFailed, one_line
from sim.experiment.refusals import refusals
from sim.experiment.study_run import RunOptions, study_run
from sim.experiment.sweep import failures, simulated
from sim.experiment.verified import OK, WRONG, Finding, ReadCase, ReadRecord, named
from sim.experiment.verified_points import ReadPoints
from sim.outcomes.columns import (
    BEST,
    BY_QUINTILE,
    BY_YEAR,
    COMPARISON,
    LEVELS,
    LIVES,
    PAIRS,
    YEARS,
)
from sim.outcomes.difference import difference
from sim.outcomes.files import input_hash
from sim.outcomes.paired import by_quintiles, by_year, comparison
from sim.outcomes.pairs import best, pairs
from sim.outcomes.parts import Part, Range, Store
from sim.outcomes.recorded import is_file
from sim.outcomes.rows import rows_of
from sim.outcomes.statistics import levels
from sim.words.language import say
from sim.words.translation import translated

if TYPE_CHECKING:
    import polars as pl


BLOCK = 100  # lives of each block that is simulated again


def rows_of_case(rows: "pl.LazyFrame", name: str) -> "pl.LazyFrame":
    """The rows of a case; for a run, all."""
    import polars as pl

    return rows.filter(pl.col("variant") == name).drop("variant") if name else rows


def unless_damaged(file: Path, findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings about a file, or that it cannot be read; a missing file is reported elsewhere."""
    from polars.exceptions import PanicException, PolarsError

    if not is_file(file):
        return
    try:
        yield from findings
    except (PolarsError, PanicException, OSError, ValueError) as error:
        yield Finding(WRONG, say("{file}: cannot be read: {why}", file=file.name, why=one_line(error)))


def again_findings(
    folder: Path,
    content: dict[str, Any],
    recorded: ReadRecord,
    cases: dict[str, ReadCase],
    points: ReadPoints | None,
) -> Iterator[Finding]:
    """Simulate again; of a run or a comparison a sample, which the record determines: it is the same every time."""
    number = int(input_hash(content), 16)
    try:
        for name, case in cases.items():
            if not points:
                yield from _blocks_again(folder, recorded, name, case.case, number)
            yield _refusals_again(name, case)
        yield from _sweep_again(folder, recorded, points) if points else ()
    except BlockFailed as error:
        yield Finding(WRONG, say("cannot be simulated again: {why}", why=translated(str(error))))
    if recorded.kind == "comparison":
        yield from _tables_again(folder, recorded)


def _refusals_again(name: str, case: ReadCase) -> Finding:
    found = refusals(plan_of(case.case), case.scenario.replications)
    if case.recorded.refusals == [refusal._asdict() for refusal in found]:
        return Finding(OK, named(name, say("refusals: those of the first lives, simulated again")))
    return Finding(WRONG, named(name, say("refusals: not those of the first lives, simulated again")))


def _blocks_again(folder: Path, recorded: ReadRecord, name: str, case: Case, number: int) -> Iterator[Finding]:
    """Some blocks of a case: every column of lives and years, to the fen."""
    import polars as pl

    blocks = sample(recorded.lives, number)
    sampled = pl.any_horizontal(pl.col("life").is_between(first, last - 1) for first, last in blocks)
    lives = say("{some:,} of {all:,} lives", some=count(blocks), all=recorded.lives)

    def compared(kind: str, recomputed: Path) -> Iterator[Finding]:
        rows = rows_of_case(pl.scan_parquet(folder / kind, glob=False), name).filter(sampled).collect()
        yield compared_rows(named(name, kind), lives, rows, pl.read_parquet(recomputed, glob=False), recorded)

    with TemporaryDirectory(prefix="gongji-") as temporary:
        store = simulated_blocks(case, blocks, run.KINDS, Path(temporary))
        run.merge_all(
            lambda kind: store.files(case.inputs, blocks, kind),
            recorded.all.outcomes,
            lambda kind: Path(temporary) / kind,
        )
        for kind in run.KINDS:
            yield from unless_damaged(folder / kind, compared(kind, Path(temporary) / kind))


def sample(lives: int, number: int) -> list[Range]:
    """The first block, the last, and one between them, chosen by a number."""
    firsts = range(0, lives, BLOCK)
    last = len(firsts) - 1
    between = min(1 + number % max(1, last - 1), last)
    return [(firsts[index], min(firsts[index] + BLOCK, lives)) for index in sorted({0, between, last})]


def _sweep_again(folder: Path, recorded: ReadRecord, points: ReadPoints) -> Iterator[Finding]:
    """All lives of all points, and all tables made from them."""
    import polars as pl

    def compared(file: str, again: Path) -> Iterator[Finding]:
        rows, of_again = (pl.read_parquet(of / file, glob=False) for of in (folder, again))
        made_from = say("made from all {lives:,} lives of every point", lives=recorded.lives)
        yield compared_rows(file, made_from, rows, of_again, recorded)

    with (
        TemporaryDirectory(prefix="gongji-") as temporary,
        study_run(RunOptions(temporary), recorded.kind, recorded.kind, recorded.all.title) as study,
    ):
        _, tables = simulated(study, points.scenarios, points.design, recorded.lives)
        if [failed.model_dump() for failed in recorded.failed] == failures(tables):
            yield Finding(OK, say("failed: the same {points:,} points when simulated again", points=len(tables.failed)))
        else:
            text = say("failed: not the points that fail when simulated again, or for other reasons")
            yield Finding(WRONG, text)
        if len(tables.failed) == len(points.design.points) * len(points.scenarios):
            return
        tables.finish()
        for file in tables.columns():
            yield from unless_damaged(folder / file, compared(file, tables.folder))


def simulated_blocks(case: Case, blocks: list[Range], kinds: tuple[str, ...], folder: Path) -> Store:
    """Blocks of a case, simulated into a folder of their own."""
    store = Store(folder)

    def keep(task: Task, part: Part) -> None:
        store.write(task.case.inputs, part)

    def fail(task: Task, error: BaseException) -> None:
        raise BlockFailed(task.block, error) from error

    tasks = [Task(case.part(block), block, kinds) for block in blocks]
    run_tasks(simulate, tasks, local(usable_processors(), len(tasks)), keep, fail)
    return store


def _tables_again(folder: Path, recorded: ReadRecord) -> Iterator[Finding]:
    """The tables of a comparison, from the lives and years in the files."""
    import polars as pl

    outcomes = recorded.all.outcomes
    lives, years = (cache(partial(rows_of, folder / kind)) for kind in (LIVES, YEARS))
    tables: dict[str, Callable[[], pl.DataFrame]] = {
        LEVELS: lambda: levels(lives(), outcomes.all),
        COMPARISON: lambda: comparison(lives(), recorded.baseline, outcomes.all),
        BY_YEAR: lambda: by_year(years(), recorded.baseline, outcomes.all),
        BY_QUINTILE: lambda: by_quintiles(lives(), recorded.baseline, outcomes.all),
        PAIRS: lambda: pairs(lives(), tuple(recorded.cases), outcomes.all),
        BEST: lambda: best(lives(), tuple(recorded.cases), outcomes.all),
    }

    def compared(file: str, make: "Callable[[], pl.DataFrame]") -> Iterator[Finding]:
        rows = pl.read_parquet(folder / file, glob=False)
        made_from = say("made from {lives} and {years}", lives=LIVES, years=YEARS)
        yield compared_rows(file, made_from, rows, make(), recorded)

    if is_file(folder / LIVES) and is_file(folder / YEARS):
        for file, make in ((file, make) for file, make in tables.items() if file in recorded.columns):
            yield from unless_damaged(folder / file, compared(file, make))


def compared_rows(what: str, of: str, rows: "pl.DataFrame", again: "pl.DataFrame", recorded: ReadRecord) -> Finding:
    """The rows of a file compared with the recomputed ones."""
    found = difference(rows, again)
    if found is None:
        return Finding(OK, say("{what}: {of} again, every value the same", what=what, of=of))
    program = "" if recorded.is_of_this_program else say(" (another program, another result)")
    return Finding(WRONG, say("{what}: {found}{program}", what=what, found=found, program=program))
