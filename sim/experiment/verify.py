"""`gongji verify`: whether a result is what its record says.

Files are held against their sums, the recorded scenario is read again as a file would be, and what follows from it (the
law, the hashes of what was lived) is worked out anew. `again` lives a sample of the lives once more and holds every
value against the files. Who changes a file and its sum together is found by that alone.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt, ValidationError

from sim.errors import Faults
from sim.experiment.arguments import BadArgument
from sim.experiment.blocks import BlockFailed, cut, in_a_line, live_all
from sim.experiment.compare import BASELINE, BY_FIFTH, BY_YEAR, COMPARISON, GROUPED_BY
from sim.experiment.executors import local, usable_processors
from sim.experiment.law import policy_of
from sim.experiment.points import Design, Point, design
from sim.experiment.readings import Reading, Task, code_hash, live
from sim.experiment.record import FORMAT, record, versions
from sim.experiment.refusals import refusals
from sim.outcomes.columns import LIFE_COLUMNS, YEAR_COLUMNS
from sim.outcomes.difference import difference
from sim.outcomes.export import NoResult
from sim.outcomes.files import RECORD, TIMES, input_hash, merge, sum_of
from sim.outcomes.paired import by_quintile, by_year, comparison
from sim.outcomes.parts import LIVES, YEARS, Part, Range, Store
from sim.outcomes.points import OUTCOMES
from sim.outcomes.statistics import summary_of
from sim.policy import seeds_hash
from sim.scenario import load

if TYPE_CHECKING:
    import polars as pl

    from sim.policy import Policy
    from sim.scenario import Scenario

BLOCK = 100  # lives of each block that is lived again
OF_THE_FILE = ("title", "seed", "people", "report")  # what the record repeats of the scenario
OF_THE_LAW = ("regions", "grades", "policy")  # and of the law it was lived under

OK, NOTE, WRONG = "ok", "note", "WRONG"


class Finding(NamedTuple):
    """What was found of one part of a result."""

    mark: str
    text: str

    @property
    def is_wrong(self) -> bool:
        return self.mark == WRONG

    def __str__(self) -> str:
        return f"{self.mark:<8}{self.text}"


def verify(folder: Path, again: bool = False) -> Iterator[Finding]:
    """Everything there is to say of a result, part by part; raises `NoResult` and `BadArgument` where it is none."""
    told, recorded = _recorded(folder)
    yield from _files(folder, recorded)
    yield from _program(recorded)
    read: dict[str, _Read] = {}
    for name, reading in recorded.readings.items():
        yield _text_of(name, reading)
        try:
            read[name] = _Read.of(reading, recorded.is_sweep)
        except Faults as error:
            yield Finding(WRONG, _of(name, f"scenario: cannot be read: {_first(error)}"))
    if len(read) < len(recorded.readings):
        return
    for name, one in read.items():
        yield _law(name, one, recorded)
    first = next(iter(read.values()))
    yield from _repeated(told, first, recorded)
    try:
        points = _Points(design(first.scenario), read, recorded) if recorded.is_sweep else None
    except Faults as error:
        yield Finding(WRONG, f"sweep: cannot be read: {_first(error)}")
        return
    yield from points.told(told) if points else ()
    if recorded.is_of_this_program:
        yield _inputs(recorded, points.inputs if points else [one.reading.inputs for one in read.values()])
    yield from _unless_damaged(folder / (OUTCOMES if points else LIVES), _lives(folder, recorded, read))
    if again:
        yield from _again(folder, told, recorded, read, points)


def _of(name: str, text: str) -> str:
    """What is said of a reading, with its name; a run has one without."""
    return f"{name}: {text}" if name else text


def _first(error: Faults) -> str:
    """The first fault, without its line: nobody wrote that text."""
    return error.faults[0].message


# ----------------------------------------------------------------------------- the record


class _Part(BaseModel):
    model_config = ConfigDict(strict=True)


class _Hashes(_Part):
    scenario: str
    policy: str
    seeds: str
    code: str


class _HashesOfAll(_Hashes):
    files: dict[str, str]


class _Variant(_Part):
    hashes: _Hashes
    scenario: dict[str, Any]
    refusals: list[dict[str, Any]]


class _Failed(_Part):
    point: int
    variant: str


class _Record(_Variant):
    """What of a record is worked with."""

    format: Literal[2]
    kind: Literal["run", "comparison", "sweep"]
    lives: PositiveInt
    versions: dict[str, str]
    hashes: _HashesOfAll
    inputs: list[str]
    columns: dict[str, Any]
    variants: dict[str, _Variant] = {}
    baseline: str = ""
    failed: list[_Failed] = []

    @property
    def is_sweep(self) -> bool:
        return self.kind == "sweep"

    @property
    def readings(self) -> dict[str, _Variant]:
        """What was lived, by name, the baseline first; a run has one reading without a name."""
        return {BASELINE if self.is_sweep else self.baseline: self, **self.variants}

    @property
    def is_of_this_program(self) -> bool:
        """Whether what is installed is what the result was made by."""
        return (self.hashes.code, self.hashes.seeds) == (code_hash(), seeds_hash())


def _recorded(folder: Path) -> tuple[dict[str, Any], _Record]:
    """The record as it stands, and what of it is worked with."""
    file = folder / RECORD
    if not file.is_file():
        raise NoResult(folder, RECORD)
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise BadArgument("NAME", f"{file} is damaged: it is no whole JSON") from None
    if isinstance(told, dict) and told.get("format") != FORMAT:
        found = f"of format {told['format']}" if "format" in told else "without a format"
        raise BadArgument("NAME", f"{file} is a record {found}; this version of Gongji verifies format {FORMAT}")
    try:
        return told, _Record.model_validate(told)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "all of it"
        raise BadArgument("NAME", f"{file} is damaged: {where}: {fault['msg']}") from None


# ----------------------------------------------------------------------------- files and program


def _files(folder: Path, recorded: _Record) -> Iterator[Finding]:
    """The files of a result and no others; an export may lie beside them."""
    sums = recorded.hashes.files
    for name in dict.fromkeys([*recorded.columns, *sums]):
        if name not in sums:
            yield Finding(WRONG, f"{name}: {RECORD} has no SHA-256 of it")
        elif not (folder / name).is_file():
            yield Finding(WRONG, f"{name}: missing")
        elif (found := sum_of(folder / name)) != sums[name]:
            yield Finding(WRONG, f"{name}: SHA-256 recorded {_short(sums[name])}, the file has {_short(found)}")
        else:
            yield Finding(OK, f"{name}: SHA-256 as recorded")
    for file in sorted(folder.iterdir()):
        if file.name not in (*sums, *recorded.columns, RECORD, TIMES):
            mark = WRONG if file.suffix == ".parquet" else NOTE
            yield Finding(mark, f"{file.name}: no file of this result")


def _short(sum_: str) -> str:
    return f"{sum_[:12]}…"


def _program(recorded: _Record) -> Iterator[Finding]:
    """Whether the lives can be worked out exactly: by the same program, from the same seeds."""
    if recorded.is_of_this_program:
        yield Finding(OK, "program and seeds: those the result was made with")
    installed = (("program", recorded.hashes.code, code_hash()), ("seeds", recorded.hashes.seeds, seeds_hash()))
    for what, was, now in installed:
        if was != now:
            differ = f"made with others ({_short(was)}, installed {_short(now)})"
            yield Finding(NOTE, f"{what}: {differ}; what follows from them cannot be recomputed exactly")
    found = versions()
    others = [name for name, was in recorded.versions.items() if was != found.get(name)]
    if others:
        was = ", ".join(f"{name} {recorded.versions[name]}" for name in others)
        now = ", ".join(f"{name} {found.get(name, 'none')}" for name in others)
        yield Finding(NOTE, f"versions: made with {was}; installed {now}")


# ----------------------------------------------------------------------------- the scenario and its law


@dataclass(frozen=True)
class _Read:
    """A reading of the record, read again as a file would be."""

    recorded: _Variant
    scenario: "Scenario"
    policy: "Policy"

    @classmethod
    def of(cls, reading: _Variant, is_swept: bool) -> "_Read":
        scenario = _scenario(reading.scenario, is_swept)
        return cls(reading, scenario, policy_of(scenario))

    @property
    def reading(self) -> Reading:
        return Reading.of(self.scenario)


def _scenario(resolved: dict[str, Any], is_swept: bool) -> "Scenario":
    """The scenario that these words are, read as a file is.

    What is expected of it and its variants decide nothing of its lives.
    """
    beside = {"expect", "variants"} if is_swept else {"expect", "variants", "sweep"}
    words = {key: value for key, value in resolved.items() if key not in beside}
    with TemporaryDirectory(prefix="gongji-") as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return load(path)


def _text_of(name: str, reading: _Variant) -> Finding:
    was, found = reading.hashes.scenario, input_hash(reading.scenario)
    if was == found:
        return Finding(OK, _of(name, "scenario: its hash is the recorded one"))
    return Finding(WRONG, _of(name, f"scenario: hash recorded {was}, its words give {found}"))


def _law(name: str, read: _Read, recorded: _Record) -> Finding:
    was, found = read.recorded.hashes.policy, read.policy.hash
    if was == found:
        return Finding(OK, _of(name, "policy: the seeds give the recorded law"))
    text = _of(name, f"policy: recorded {_short(was)}, the seeds give {_short(found)}")
    return Finding(WRONG if recorded.is_of_this_program else NOTE, text)


def _repeated(told: dict[str, Any], read: _Read, recorded: _Record) -> Iterator[Finding]:
    """What the record says twice: in the scenario and the law, and once more where it is looked up."""
    found = json.loads(json.dumps(record(recorded.kind, read.scenario, read.policy, (), {}, ())))
    wrong = [key for key in OF_THE_FILE if told.get(key) != found[key]]
    of_the_law = [key for key in OF_THE_LAW if told.get(key) != found[key]]
    for key in wrong:
        yield Finding(WRONG, f"{key}: recorded {told.get(key)}, the scenario says {found[key]}")
    for key in of_the_law:
        mark = WRONG if recorded.is_of_this_program else NOTE
        yield Finding(mark, f"{key}: not what scenario and seeds give")
    if not wrong and not of_the_law:
        yield Finding(OK, f"{', '.join(OF_THE_FILE + OF_THE_LAW)}: what scenario and seeds give")


def _inputs(recorded: _Record, inputs: Iterable[str]) -> Finding:
    if recorded.inputs == list(dict.fromkeys(inputs)):
        return Finding(OK, "inputs: scenario, seeds and program give the recorded hashes")
    return Finding(WRONG, "inputs: scenario, seeds and program give other hashes than the recorded ones")


# ----------------------------------------------------------------------------- the points of a sweep


class _Points:
    """The points of a sweep under each of its readings."""

    def __init__(self, points: Design, read: dict[str, _Read], recorded: _Record):
        self.design = points
        self._failed = {(one.point, one.variant) for one in recorded.failed}
        self._scenarios = {name: self._likeliest(one, recorded) for name, one in read.items()}

    def _likeliest(self, read: _Read, recorded: _Record) -> "Scenario":
        """The scenario on which the points were built: that whose points are the recorded ones.

        The record has every default filled in. Where another value is swept from which a default follows, the file
        must have left it out, or written it.
        """
        asked = [scenario for scenario in (_unfilled(read), read.scenario) if scenario]
        return max(asked, key=lambda scenario: len({*self._inputs_of(scenario)} & {*recorded.inputs}))

    def _inputs_of(self, scenario: "Scenario") -> Iterator[str]:
        for point in self.design.points:
            if reading := _at(scenario, point):
                yield reading.inputs

    @property
    def inputs(self) -> Iterator[str]:
        """The hashes of all that was lived, in its order."""
        for point in self.design.points:
            readings = (_at(scenario, point) for scenario in self._scenarios.values())
            yield from (reading.inputs for reading in readings if reading)

    def told(self, told: dict[str, Any]) -> Iterator[Finding]:
        """Whether the sweep in the scenario is the one the record speaks of."""
        paths = [axis.path for axis in self.design.axes]
        found = {"by": self.design.by, "points": len(self.design.points), "paths": paths}
        wrong = {key: value for key, value in found.items() if told.get(key) != value}
        for key, value in wrong.items():
            yield Finding(WRONG, f"{key}: recorded {told.get(key)}, the scenario's sweep says {value}")
        if not wrong:
            yield Finding(OK, f"{', '.join(found)}: those of the scenario's sweep")

    def sample(self, number: int) -> "Iterator[tuple[int, str, Reading | None]]":
        """Two points that were lived, chosen by a number, under every reading."""
        lived = [
            (point, names)
            for point in self.design.points
            if (names := [name for name in self._scenarios if (point.number, name) not in self._failed])
        ]
        if not lived:
            return
        one = number % len(lived)
        other = (one + 1 + number // len(lived) % max(1, len(lived) - 1)) % len(lived)
        for point, names in (lived[place] for place in sorted({one, other})):
            yield from ((point.number, name, _at(self._scenarios[name], point)) for name in names)


def _at(scenario: "Scenario", point: Point) -> Reading | None:
    """The scenario at a point; none where no file could say that."""
    try:
        return Reading.of(scenario.at(point.values))
    except Faults:
        return None


def _unfilled(read: _Read) -> "Scenario | None":
    """The scenario with everything left out that follows from something else in it, where it then says the same."""
    words = read.scenario.resolved()
    for binding in words["bindings"]:
        binding.pop("rank", None)
        if binding.get("from") == words["start"]:
            del binding["from"]
    for person in words["people"].values():
        insured = person.get("insured", {})
        if insured.get("insured_in_a_row") == insured.get("paid_months"):
            insured.pop("insured_in_a_row", None)
    start, end = read.scenario.start, read.scenario.end
    if (start.month, start.day) == (end.month, end.day):
        words["years"] = str(end.year - start.year)
        del words["end"]
    try:
        scenario = _scenario(words, is_swept=True)
    except Faults:
        return None
    return scenario if scenario.resolved() == read.scenario.resolved() else None


# ----------------------------------------------------------------------------- what stands in the files


def _lives(folder: Path, recorded: _Record, read: dict[str, _Read]) -> Iterator[Finding]:
    """Whether so many lives are in the files as the record says."""
    import polars as pl

    if recorded.is_sweep:
        found = pl.scan_parquet(folder / OUTCOMES, glob=False).select(pl.col("lives").max()).collect().item()
        yield _number("", f"{OUTCOMES}: lives of a point", recorded.lives, found)
        return
    rows = pl.scan_parquet(folder / LIVES, glob=False)
    for name, one in read.items():
        found = _rows_of(rows, name).select(pl.len()).collect().item()
        yield _number(name, f"{LIVES}: rows", recorded.lives * len(one.scenario.people), found)


def _number(name: str, what: str, recorded: int, found: int) -> Finding:
    if recorded == found:
        return Finding(OK, _of(name, f"{what}: {found:,}, as recorded"))
    return Finding(WRONG, _of(name, f"{what}: {recorded:,} by the record, {found or 0:,} in the file"))


def _rows_of(rows: "pl.LazyFrame", name: str) -> "pl.LazyFrame":
    """The rows of a reading; of a run, all."""
    import polars as pl

    return rows.filter(pl.col("variant") == name).drop("variant") if name else rows


def _unless_damaged(file: Path, findings: Iterator[Finding]) -> Iterator[Finding]:
    """What is found in a file, or that it cannot be read; that it is missing has been told."""
    from polars.exceptions import PanicException, PolarsError

    if not file.is_file():
        return
    try:
        yield from findings
    except (PolarsError, PanicException, OSError, ValueError) as error:
        yield Finding(WRONG, f"{file.name}: cannot be read: {in_a_line(error)}")


# ----------------------------------------------------------------------------- lived again


def _again(
    folder: Path, told: dict[str, Any], recorded: _Record, read: dict[str, _Read], points: _Points | None
) -> Iterator[Finding]:
    """A sample lived once more. The record itself chooses it, so that who verifies twice verifies the same lives."""
    number = int(input_hash(told), 16)
    try:
        for name, one in read.items():
            if not points:
                yield from _blocks_again(folder, recorded, name, one.reading, number)
            if not points or name == BASELINE:  # of a sweep's variants none are recorded
                yield _refused(name, one)
        for point, name, reading in points.sample(number) if points else ():
            yield from _point_again(folder, recorded, f"point {point} of {name}", (point, name), reading)
    except BlockFailed as error:
        yield Finding(WRONG, f"cannot be lived again: {error}")
    if recorded.kind == "comparison":
        yield from _tables_again(folder, recorded)


def _refused(name: str, read: _Read) -> Finding:
    if read.recorded.refusals == [refusal._asdict() for refusal in refusals(read.scenario, read.policy)]:
        return Finding(OK, _of(name, "refusals: those of the first lives, lived again"))
    return Finding(WRONG, _of(name, "refusals: not those of the first lives, lived again"))


def _blocks_again(folder: Path, recorded: _Record, name: str, reading: Reading, number: int) -> Iterator[Finding]:
    """Some blocks of a reading: every column of lives and years, to the fen."""
    import polars as pl

    blocks = _sample(recorded.lives, number)
    sampled = pl.any_horizontal(pl.col("life").is_between(first, last - 1) for first, last in blocks)
    lives = f"{sum(last - first for first, last in blocks):,} of {recorded.lives:,} lives"

    def held(kind: str, relived: Path) -> Iterator[Finding]:
        rows = _rows_of(pl.scan_parquet(folder / kind, glob=False), name).filter(sampled).collect()
        yield _held(_of(name, kind), lives, rows, pl.read_parquet(relived, glob=False), recorded)

    with TemporaryDirectory(prefix="gongji-") as place:
        columns = {LIVES: LIFE_COLUMNS, YEARS: YEAR_COLUMNS}
        store = _lived(reading, blocks, tuple(columns), Path(place))
        for kind, of_kind in columns.items():
            merge(store.files(reading.inputs, blocks, kind), of_kind, Path(place) / kind)
            yield from _unless_damaged(folder / kind, held(kind, Path(place) / kind))


def _sample(lives: int, number: int) -> list[Range]:
    """The first block, the last, and one between them, chosen by a number."""
    firsts = range(0, lives, BLOCK)
    last = len(firsts) - 1
    between = min(1 + number % max(1, last - 1), last)
    return [(firsts[place], min(firsts[place] + BLOCK, lives)) for place in sorted({0, between, last})]


def _point_again(
    folder: Path, recorded: _Record, what: str, key: tuple[int, str], reading: Reading | None
) -> Iterator[Finding]:
    """All lives of a point: its rows of the outcomes."""
    import polars as pl

    if reading is None:
        yield Finding(WRONG, f"{what}: no file could say what it asks for, though the record has it lived")
        return
    point, name = key
    of_point = (pl.col("point") == point) & (pl.col("variant") == name)

    def held(relived: "pl.DataFrame") -> Iterator[Finding]:
        rows = pl.scan_parquet(folder / OUTCOMES, glob=False).filter(of_point).drop("point", "variant").collect()
        yield _held(f"{what}: {OUTCOMES}", "all lives", rows, relived, recorded)

    with TemporaryDirectory(prefix="gongji-") as place:
        blocks = cut([(0, recorded.lives)], usable_processors())
        files = _lived(reading, blocks, (LIVES,), Path(place)).files(reading.inputs, blocks, LIVES)
        relived = summary_of(pl.scan_parquet(files, glob=False))
    yield from _unless_damaged(folder / OUTCOMES, held(relived))


def _lived(reading: Reading, blocks: list[Range], kinds: tuple[str, ...], folder: Path) -> Store:
    """Blocks of a reading, lived into a folder of their own."""
    store = Store(folder)

    def keep(task: Task, part: Part) -> None:
        store.write(task.reading.inputs, part)

    def fail(task: Task, error: BaseException) -> None:
        raise BlockFailed(task.block, error) from error

    tasks = [Task(reading, block, kinds) for block in blocks]
    live_all(live, tasks, local(usable_processors(), len(tasks)), keep, fail)
    return store


def _tables_again(folder: Path, recorded: _Record) -> Iterator[Finding]:
    """The tables of a comparison, from the lives and years in the files."""
    import polars as pl

    lives, years = (pl.scan_parquet(folder / kind, glob=False) for kind in (LIVES, YEARS))
    tables: dict[str, Callable[[], pl.DataFrame]] = {
        COMPARISON: lambda: comparison(lives, recorded.baseline),
        BY_YEAR: lambda: by_year(years, recorded.baseline),
        BY_FIFTH: lambda: pl.concat([by_quintile(lives, recorded.baseline, of) for of in GROUPED_BY]),
    }

    def held(file: str, make: "Callable[[], pl.DataFrame]") -> Iterator[Finding]:
        rows = pl.read_parquet(folder / file, glob=False)
        yield _held(file, f"made from {LIVES} and {YEARS}", rows, make(), recorded)

    if (folder / LIVES).is_file() and (folder / YEARS).is_file():
        for file, make in tables.items():
            yield from _unless_damaged(folder / file, held(file, make))


def _held(what: str, of: str, rows: "pl.DataFrame", again: "pl.DataFrame", recorded: _Record) -> Finding:
    """The rows of a file held against those that came out again."""
    found = difference(rows, again)
    if found is None:
        return Finding(OK, f"{what}: {of} once more, every value the same")
    program = "" if recorded.is_of_this_program else " (another program, another result)"
    return Finding(WRONG, f"{what}: {found}{program}")
