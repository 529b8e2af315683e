"""`gongji verify`: whether a result agrees with its record.

Files are compared with their checksums, the recorded scenario is read again like a file, and what follows from it (the
law, the hashes of the inputs) is computed again. `again` simulates lives again and compares every value with the files:
of a run or a comparison a sample, of a sweep all, since its tables hold no single lives. Only that detects a change of
a file together with its checksum.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from sim.errors import Faults
from sim.experiment import compare, run
from sim.experiment.assumptions import not_of_the_law, recorded_lists
from sim.experiment.blocks import count
from sim.experiment.cases import Case, Task, code_hash, simulate
from sim.experiment.dispatch import run_tasks
from sim.experiment.executors import local, usable_processors
from sim.experiment.failures import BlockFailed, one_line
from sim.experiment.law import policy_of
from sim.experiment.points import Design, Point, design
from sim.experiment.record import BASELINE, describe, record, versions
from sim.experiment.refusals import refusals
from sim.experiment.study_run import RunOptions, study_run
from sim.experiment.sweep import any_chance, failures, simulated
from sim.outcomes.columns import (
    BEST,
    BY_QUINTILE,
    BY_YEAR,
    COMPARISON,
    LEVELS,
    LIVES,
    PAIRS,
    POINT_OUTCOMES,
    YEARS,
)
from sim.outcomes.difference import difference
from sim.outcomes.files import input_hash, sum_of
from sim.outcomes.paired import by_quintiles, by_year, comparison
from sim.outcomes.pairs import best, pairs
from sim.outcomes.parts import Part, Range, Store
from sim.outcomes.points import columns_of
from sim.outcomes.recorded import RECORD, TIMES, Recorded, RecordedCase, is_file, times_of
from sim.outcomes.statistics import levels
from sim.policy import NO_SEEDS, OwnSeeds, hash_of_used, own_seeds
from sim.scenario import load
from sim.scenario.profiles import CARE_PARAMETER as CARE
from sim.scenario.scenario import files_used, swept_files

if TYPE_CHECKING:
    import polars as pl

    from sim.policy import Policy
    from sim.scenario import Scenario

BLOCK = 100  # lives of each block that is simulated again
OF_THE_FILE = ("title", "seed", "people", "report")  # what the record repeats from the scenario
OF_THE_LAW = ("regions", "assumptions", "grades", "looked_up", "policy")  # and from its law

OK, NOTE, WRONG = "ok", "note", "WRONG"


class Finding(NamedTuple):
    """What was found about one part of a result."""

    mark: str
    text: str

    @property
    def is_wrong(self) -> bool:
        return self.mark == WRONG

    def __str__(self) -> str:
        return f"{self.mark:<8}{self.text}"


def verify(folder: Path, again: bool = False) -> Iterator[Finding]:
    """All findings about a result, part by part; raises `NoResult` if it is none."""
    record = Recorded.read(folder)
    content, recorded = record.content, _Record(record)
    yield from _files(folder, recorded)
    yield from _program(recorded)
    cases: dict[str, _Case] = {}
    for name, of_case in recorded.cases.items():
        yield _hash_of(name, of_case)
        try:
            cases[name] = _Case.of(of_case, recorded.is_sweep)
        except Faults as error:
            yield Finding(WRONG, _of(name, f"scenario: cannot be read: {_first(error)}"))
    if len(cases) < len(recorded.cases):
        return
    for name, case in cases.items():
        yield _law(name, case, recorded)
    first = next(iter(cases.values()))
    yield from _repeated(content, first, recorded)
    try:
        points = _Points(design(first.scenario), cases, recorded) if recorded.is_sweep else None
    except Faults as error:
        yield Finding(WRONG, f"sweep: cannot be read: {_first(error)}")
        return
    yield from points.compare(content) if points else ()
    yield from _tried(content, first.scenario, recorded) if "tried" in content else ()
    yield from _of_all_cases(recorded, cases, points)
    if recorded.is_of_this_program:
        yield _inputs(recorded, points.inputs if points else [case.case.inputs for case in cases.values()])
    yield from _unless_damaged(folder / (POINT_OUTCOMES if points else LIVES), _lives(folder, recorded, cases))
    if again:
        yield from _again(folder, content, recorded, cases, points)


def _of(name: str, text: str) -> str:
    """A text about a case, with its name; the case of a run has none."""
    return f"{name}: {text}" if name else text


def _first(error: Faults) -> str:
    """The first fault, without its line: that text is in no file."""
    return error.faults[0].message


# ----------------------------------------------------------------------------- the record


class _Record:
    """A record that is verified."""

    def __init__(self, recorded: Recorded):
        self.all = recorded
        self.kind, self.lives, self.baseline = recorded.kind, recorded.lives, recorded.baseline
        self.columns, self.versions, self.hashes = recorded.columns, recorded.versions, recorded.hashes
        self.inputs, self.failed = recorded.inputs, recorded.failed

    @property
    def is_sweep(self) -> bool:
        return self.kind == "sweep"

    @property
    def cases(self) -> dict[str, RecordedCase]:
        """The cases by name, the baseline first; a run has one case without a name."""
        return {BASELINE if self.is_sweep else self.baseline: self.all, **self.all.variants}

    @property
    def is_of_this_program(self) -> bool:
        """Whether the installed program and seeds are those the result was made with."""
        return self.hashes.code == code_hash() and not self.of_other_seeds

    @cached_property
    def of_other_seeds(self) -> tuple[str, ...]:
        """The cases that were made with other policy files than those they would rest on now."""
        return tuple(name for name, case in self.cases.items() if case.hashes.seeds != self.seeds_now(case))

    def seeds_now(self, case: RecordedCase) -> str:
        """Hash of the policy files that a case rests on: those the record keeps itself, else the installed ones."""
        words, own = case.scenario, _own_seeds(case)
        swept = swept_files(_swept_in(words), own) if self.is_sweep else ()
        return hash_of_used((*files_used(_regions_in(words), "mortality" in words), *swept), own)

    @property
    def own_seeds(self) -> list[str]:
        """The names of the files of one's own that the record keeps, of all its cases."""
        return sorted({name for case in self.cases.values() for name in case.own_seeds})


# ----------------------------------------------------------------------------- files and program


def _files(folder: Path, recorded: _Record) -> Iterator[Finding]:
    """The files of a result; an export may be beside them, other tables may not."""
    sums = recorded.hashes.files
    for name in dict.fromkeys([*recorded.columns, *sums]):
        if name not in sums:
            yield Finding(WRONG, f"{name}: {RECORD} has no SHA-256 of it")
        elif not is_file(folder / name):
            yield Finding(WRONG, f"{name}: missing")
        elif (found := sum_of(folder / name)) != sums[name]:
            yield Finding(WRONG, f"{name}: SHA-256 recorded {_short(sums[name])}, the file has {_short(found)}")
        else:
            yield Finding(OK, f"{name}: SHA-256 as recorded")
    if not times_of(folder):
        yield Finding(NOTE, f"{TIMES}: missing or damaged; when and how fast the study ran is not known")
    for file in sorted(folder.iterdir()):
        if file.name not in (*sums, *recorded.columns, RECORD, TIMES):
            mark = WRONG if file.suffix == ".parquet" else NOTE
            yield Finding(mark, f"{file.name}: no file of this result")


def _short(sum_: str) -> str:
    return f"{sum_[:12]}…"


def _program(recorded: _Record) -> Iterator[Finding]:
    """Whether the lives can be computed again exactly: by the same program, from the same seeds."""
    if recorded.is_of_this_program:
        yield Finding(OK, "program and seeds: those the result was made with")
    if recorded.hashes.code != code_hash():
        yield _made_with_others("program", recorded.hashes.code, code_hash())
    for name in recorded.of_other_seeds:
        case = recorded.cases[name]
        yield _made_with_others(_of(name, "seeds"), case.hashes.seeds, recorded.seeds_now(case))
    if own := recorded.own_seeds:
        yield Finding(OK, f"policy files of one's own: {', '.join(own)}: kept in {RECORD}")
    found = versions()
    others = [name for name in dict.fromkeys([*recorded.versions, *found]) if _other(name, recorded.versions, found)]
    if others:
        was = ", ".join(f"{name} {recorded.versions.get(name, 'none')}" for name in others)
        now = ", ".join(f"{name} {found.get(name, 'none')}" for name in others)
        yield Finding(NOTE, f"versions: made with {was}; installed {now}")


def _made_with_others(what: str, was: str, now: str) -> Finding:
    differ = f"made with others ({_short(was)}, installed {_short(now)})"
    return Finding(NOTE, f"{what}: {differ}; what follows from them cannot be recomputed exactly")


def _other(name: str, was: dict[str, str], now: dict[str, str]) -> bool:
    return was.get(name) != now.get(name)


# ----------------------------------------------------------------------------- the scenario and its law


@dataclass(frozen=True)
class _Case:
    """A case of the record, read again like a file."""

    recorded: RecordedCase
    scenario: "Scenario"
    policy: "Policy"

    @classmethod
    def of(cls, recorded: RecordedCase, is_swept: bool) -> "_Case":
        scenario = _scenario(recorded.scenario, is_swept, _own_seeds(recorded))
        return cls(recorded, scenario, policy_of(scenario))

    @property
    def case(self) -> Case:
        return Case.of(self.scenario)


def _regions_in(words: dict[str, Any]) -> tuple[str, ...]:
    """The regions that the words of a recorded scenario name; whether they are a scenario is seen when it is read."""
    people, events = words.get("people"), words.get("events")
    named = [*(people.values() if isinstance(people, dict) else ()), *(events if isinstance(events, list) else ())]
    return tuple(sorted({str(one["region"]) for one in named if isinstance(one, dict) and "region" in one}))


def _swept_in(words: dict[str, Any]) -> dict[str, list[Any]]:
    """The swept values that the words of a recorded scenario list, by path."""
    sweep = words.get("sweep")
    vary = sweep.get("vary") if isinstance(sweep, dict) else None
    listed = vary.items() if isinstance(vary, dict) else ()
    return {path: values for path, values in listed if isinstance(values, list)}


def _own_seeds(recorded: RecordedCase) -> OwnSeeds:
    """The files of one's own that a record keeps."""
    texts = {Path(name).stem: text.encode() for name, text in recorded.own_seeds.items()}
    return own_seeds(RECORD, dict(sorted(texts.items()))) if texts else NO_SEEDS


def _scenario(resolved: dict[str, Any], is_swept: bool, own: OwnSeeds) -> "Scenario":
    """The scenario of a record, read like a file; its variants do not affect its lives.

    Its expectations do not either, but one that expects a refusal is what allows a file to ask for it.
    """
    left_out = {"variants"} if is_swept else {"variants", "sweep"}
    words = {key: value for key, value in resolved.items() if key not in left_out}
    if isinstance(expected := words.get("expect"), list):
        words["expect"] = [{key: of for key, of in one.items() if key != "variant"} for one in expected]
    with TemporaryDirectory(prefix="gongji-") as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return load(path, own)


def _hash_of(name: str, recorded: RecordedCase) -> Finding:
    was, found = recorded.hashes.scenario, input_hash(recorded.scenario)
    if was == found:
        return Finding(OK, _of(name, "scenario: its hash is the recorded one"))
    return Finding(WRONG, _of(name, f"scenario: hash recorded {was}, its words give {found}"))


def _law(name: str, case: _Case, recorded: _Record) -> Finding:
    was, found = case.recorded.hashes.policy, case.policy.hash
    if was == found:
        return Finding(OK, _of(name, "policy: the seeds give the recorded law"))
    text = _of(name, f"policy: recorded {_short(was)}, the seeds give {_short(found)}")
    return Finding(WRONG if recorded.is_of_this_program else NOTE, text)


def _profiles(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The assumptions about profiles of care, as the record has them: a recorded scenario has the figures of a profile
    and no longer its name, and the profile may have been one's own."""
    return [one for one in content["assumptions"] if one["parameter"] == CARE]


def _repeated(content: dict[str, Any], case: _Case, recorded: _Record) -> Iterator[Finding]:
    """What the record repeats from the scenario and the law, so that it can be looked up."""
    found = json.loads(json.dumps(record(recorded.kind, case.scenario, case.policy, (), {}, ())))
    profiles = _profiles(content)
    found["assumptions"] += profiles
    found["grades"]["assumption"] += len(profiles)
    of_the_file = [key for key in OF_THE_FILE if content.get(key) != found[key]]
    of_the_law = [key for key in OF_THE_LAW if content.get(key) != found[key]]
    for key in of_the_file:
        yield Finding(WRONG, f"{key}: recorded {content.get(key)}, the scenario says {found[key]}")
    for key in of_the_law:
        mark = WRONG if recorded.is_of_this_program else NOTE
        yield Finding(mark, f"{key}: not what scenario and seeds give")
    if not of_the_file and not of_the_law:
        yield Finding(OK, f"{', '.join(OF_THE_FILE + OF_THE_LAW)}: what scenario and seeds give")


def _of_all_cases(recorded: _Record, cases: dict[str, _Case], points: "_Points | None") -> Iterator[Finding]:
    """Whether anything is left to chance, and what each column means: both follow from all cases together."""
    people = next(iter(cases.values())).scenario.people
    if points:
        has_chance = points.has_chance
        files = columns_of(points.design.axes, tuple(cases), people, recorded.all.outcomes.all)
    else:
        has_chance = any(case.scenario.has_chance for case in cases.values())
        files = (run if recorded.kind == "run" else compare).files_of(recorded.all.outcomes)
    if recorded.all.certain == has_chance:
        yield Finding(WRONG, f"certain: recorded {recorded.all.certain}, scenario and seeds say {not has_chance}")
    columns = {file: {name: one.model_dump() for name, one in of.items()} for file, of in recorded.columns.items()}
    if columns == {file: describe(of) for file, of in files.items()}:
        yield Finding(OK, "columns: those of such a result, with their units and meanings")
    else:
        mark = WRONG if recorded.is_of_this_program else NOTE
        yield Finding(mark, "columns: not those of such a result, with their units and meanings")


def _inputs(recorded: _Record, inputs: Iterable[str]) -> Finding:
    if recorded.inputs == list(dict.fromkeys(inputs)):
        return Finding(OK, "inputs: scenario, seeds and program give the recorded hashes")
    return Finding(WRONG, "inputs: scenario, seeds and program give other hashes than the recorded ones")


# ----------------------------------------------------------------------------- the points of a sweep


def _tried(content: dict[str, Any], scenario: "Scenario", recorded: _Record) -> Iterator[Finding]:
    """Which assumptions were tried, and which not."""
    found = recorded_lists(scenario)
    found["not_tried"] += [not_of_the_law(one) for one in _profiles(content)]
    if all(content.get(key) == listed for key, listed in found.items()):
        yield Finding(OK, "tried, not_tried: the assumptions of this law, with the values beside them")
    else:
        mark = WRONG if recorded.is_of_this_program else NOTE
        yield Finding(mark, "tried, not_tried: not what scenario and seeds give")


class _Points:
    """The points of a sweep under each of its variants."""

    def __init__(self, points: Design, cases: dict[str, _Case], recorded: _Record):
        self.design = points
        self.scenarios = {name: self._likeliest(case, recorded) for name, case in cases.items()}

    def _likeliest(self, case: _Case, recorded: _Record) -> "Scenario":
        """The scenario from which the points were built: the one whose points are the recorded ones.

        The record has every default filled in. If a value is swept from which a default follows, the file may have
        left the default out, or written it.
        """
        candidates = [scenario for scenario in (_without_defaults(case), case.scenario) if scenario]
        return max(candidates, key=lambda scenario: len({*self._inputs_of(scenario)} & {*recorded.inputs}))

    def _inputs_of(self, scenario: "Scenario") -> Iterator[str]:
        for point in self.design.points:
            if case := _at(scenario, point):
                yield case.inputs

    @property
    def inputs(self) -> Iterator[str]:
        """The hashes of all simulated cases, in order."""
        for point in self.design.points:
            cases = (_at(scenario, point) for scenario in self.scenarios.values())
            yield from (case.inputs for case in cases if case)

    def compare(self, content: dict[str, Any]) -> Iterator[Finding]:
        """Whether the sweep of the scenario is the recorded one."""
        paths = [axis.path for axis in self.design.axes]
        found = {"by": self.design.by, "points": len(self.design.points), "paths": paths}
        differing = {key: value for key, value in found.items() if content.get(key) != value}
        for key, value in differing.items():
            yield Finding(WRONG, f"{key}: recorded {content.get(key)}, the scenario's sweep says {value}")
        if not differing:
            yield Finding(OK, f"{', '.join(found)}: those of the scenario's sweep")

    @property
    def has_chance(self) -> bool:
        return any_chance(self.scenarios, self.design)


def _at(scenario: "Scenario", point: Point) -> Case | None:
    """The case of a scenario at a point; None if the point describes no valid scenario."""
    try:
        return Case.of(scenario.at(point.values))
    except Faults:
        return None


def _without_defaults(case: _Case) -> "Scenario | None":
    """The scenario without everything that follows from something else in it; None if it would not be the same."""
    words = case.scenario.resolved()
    for binding in words["bindings"]:
        binding.pop("rank", None)
        if binding.get("from") == words["start"]:
            del binding["from"]
    for person in words["people"].values():
        insured = person.get("insured", {})
        if insured.get("insured_in_a_row") == insured.get("paid_months"):
            insured.pop("insured_in_a_row", None)
    start, end = case.scenario.start, case.scenario.end
    if (start.month, start.day) == (end.month, end.day):
        words["years"] = str(end.year - start.year)
        del words["end"]
    try:
        scenario = _scenario(words, is_swept=True, own=case.scenario.seeds)
    except Faults:
        return None
    return scenario if scenario.resolved() == case.scenario.resolved() else None


# ----------------------------------------------------------------------------- the rows of the files


def _lives(folder: Path, recorded: _Record, cases: dict[str, _Case]) -> Iterator[Finding]:
    """Whether the files have as many lives as the record says."""
    import polars as pl

    if recorded.is_sweep:
        found = pl.scan_parquet(folder / POINT_OUTCOMES, glob=False).select(pl.col("lives").max()).collect().item()
        yield _number("", f"{POINT_OUTCOMES}: lives of a point", recorded.lives, found)
        return
    rows = pl.scan_parquet(folder / LIVES, glob=False)
    for name, case in cases.items():
        found = _rows_of(rows, name).select(pl.len()).collect().item()
        yield _number(name, f"{LIVES}: rows", recorded.lives * len(case.scenario.people), found)


def _number(name: str, what: str, recorded: int, found: int) -> Finding:
    if recorded == found:
        return Finding(OK, _of(name, f"{what}: {found:,}, as recorded"))
    return Finding(WRONG, _of(name, f"{what}: {recorded:,} by the record, {found or 0:,} in the file"))


def _rows_of(rows: "pl.LazyFrame", name: str) -> "pl.LazyFrame":
    """The rows of a case; for a run, all."""
    import polars as pl

    return rows.filter(pl.col("variant") == name).drop("variant") if name else rows


def _unless_damaged(file: Path, findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings about a file, or that it cannot be read; a missing file is reported elsewhere."""
    from polars.exceptions import PanicException, PolarsError

    if not is_file(file):
        return
    try:
        yield from findings
    except (PolarsError, PanicException, OSError, ValueError) as error:
        yield Finding(WRONG, f"{file.name}: cannot be read: {one_line(error)}")


# ----------------------------------------------------------------------------- a sample, simulated again


def _again(
    folder: Path, content: dict[str, Any], recorded: _Record, cases: dict[str, _Case], points: _Points | None
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
        yield Finding(WRONG, f"cannot be simulated again: {error}")
    if recorded.kind == "comparison":
        yield from _tables_again(folder, recorded)


def _refusals_again(name: str, case: _Case) -> Finding:
    if case.recorded.refusals == [refusal._asdict() for refusal in refusals(case.scenario, case.policy)]:
        return Finding(OK, _of(name, "refusals: those of the first lives, simulated again"))
    return Finding(WRONG, _of(name, "refusals: not those of the first lives, simulated again"))


def _blocks_again(folder: Path, recorded: _Record, name: str, case: Case, number: int) -> Iterator[Finding]:
    """Some blocks of a case: every column of lives and years, to the fen."""
    import polars as pl

    blocks = _sample(recorded.lives, number)
    sampled = pl.any_horizontal(pl.col("life").is_between(first, last - 1) for first, last in blocks)
    lives = f"{count(blocks):,} of {recorded.lives:,} lives"

    def compared(kind: str, recomputed: Path) -> Iterator[Finding]:
        rows = _rows_of(pl.scan_parquet(folder / kind, glob=False), name).filter(sampled).collect()
        yield _compare(_of(name, kind), lives, rows, pl.read_parquet(recomputed, glob=False), recorded)

    with TemporaryDirectory(prefix="gongji-") as temporary:
        store = _simulated(case, blocks, run.KINDS, Path(temporary))
        run.merge_all(
            lambda kind: store.files(case.inputs, blocks, kind),
            recorded.all.outcomes,
            lambda kind: Path(temporary) / kind,
        )
        for kind in run.KINDS:
            yield from _unless_damaged(folder / kind, compared(kind, Path(temporary) / kind))


def _sample(lives: int, number: int) -> list[Range]:
    """The first block, the last, and one between them, chosen by a number."""
    firsts = range(0, lives, BLOCK)
    last = len(firsts) - 1
    between = min(1 + number % max(1, last - 1), last)
    return [(firsts[index], min(firsts[index] + BLOCK, lives)) for index in sorted({0, between, last})]


def _sweep_again(folder: Path, recorded: _Record, points: _Points) -> Iterator[Finding]:
    """All lives of all points, and all tables made from them."""
    import polars as pl

    def compared(file: str, again: Path) -> Iterator[Finding]:
        rows, of_again = (pl.read_parquet(of / file, glob=False) for of in (folder, again))
        yield _compare(file, f"made from all {recorded.lives:,} lives of every point", rows, of_again, recorded)

    with (
        TemporaryDirectory(prefix="gongji-") as temporary,
        study_run(RunOptions(temporary), recorded.kind, recorded.kind, recorded.all.title) as study,
    ):
        _, tables = simulated(study, points.scenarios, points.design, recorded.lives)
        if [failed.model_dump() for failed in recorded.failed] == failures(tables):
            yield Finding(OK, f"failed: the same {len(tables.failed):,} points when simulated again")
        else:
            yield Finding(WRONG, "failed: not the points that fail when simulated again, or for other reasons")
        if len(tables.failed) == len(points.design.points) * len(points.scenarios):
            return
        tables.finish()
        for file in tables.columns():
            yield from _unless_damaged(folder / file, compared(file, tables.folder))


def _simulated(case: Case, blocks: list[Range], kinds: tuple[str, ...], folder: Path) -> Store:
    """Blocks of a case, simulated into a folder of their own."""
    store = Store(folder)

    def keep(task: Task, part: Part) -> None:
        store.write(task.case.inputs, part)

    def fail(task: Task, error: BaseException) -> None:
        raise BlockFailed(task.block, error) from error

    tasks = [Task(case, block, kinds) for block in blocks]
    run_tasks(simulate, tasks, local(usable_processors(), len(tasks)), keep, fail)
    return store


def _tables_again(folder: Path, recorded: _Record) -> Iterator[Finding]:
    """The tables of a comparison, from the lives and years in the files."""
    import polars as pl

    outcomes = recorded.all.outcomes
    lives, years = (pl.scan_parquet(folder / kind, glob=False) for kind in (LIVES, YEARS))
    tables: dict[str, Callable[[], pl.DataFrame]] = {
        LEVELS: lambda: levels(lives, outcomes.all),
        COMPARISON: lambda: comparison(lives, recorded.baseline, outcomes.all),
        BY_YEAR: lambda: by_year(years, recorded.baseline, outcomes.all),
        BY_QUINTILE: lambda: by_quintiles(lives, recorded.baseline, outcomes.all),
        PAIRS: lambda: pairs(lives, tuple(recorded.cases), outcomes.all),
        BEST: lambda: best(lives, tuple(recorded.cases), outcomes.all),
    }

    def compared(file: str, make: "Callable[[], pl.DataFrame]") -> Iterator[Finding]:
        rows = pl.read_parquet(folder / file, glob=False)
        yield _compare(file, f"made from {LIVES} and {YEARS}", rows, make(), recorded)

    if is_file(folder / LIVES) and is_file(folder / YEARS):
        for file, make in ((file, make) for file, make in tables.items() if file in recorded.columns):
            yield from _unless_damaged(folder / file, compared(file, make))


def _compare(what: str, of: str, rows: "pl.DataFrame", again: "pl.DataFrame", recorded: _Record) -> Finding:
    """The rows of a file compared with the recomputed ones."""
    found = difference(rows, again)
    if found is None:
        return Finding(OK, f"{what}: {of} again, every value the same")
    program = "" if recorded.is_of_this_program else " (another program, another result)"
    return Finding(WRONG, f"{what}: {found}{program}")
