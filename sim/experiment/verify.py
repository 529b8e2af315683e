"""`gongji verify`: whether a result agrees with its record.

Files are compared with their checksums, the recorded scenario is read again like a file, and what follows from it (the
law, the hashes of the inputs) is computed again. `again` simulates lives again and compares every value with the files:
of a run or a comparison a sample, of a sweep all, since its tables hold no single lives. Only that detects a change of
a file together with its checksum.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import Faults
from sim.experiment import compare, run
from sim.experiment.assumptions import not_of_the_law, recorded_lists
from sim.experiment.cases import code_hash
from sim.experiment.interpreting import keys_of
from sim.experiment.points import design
from sim.experiment.record import describe, record, versions
from sim.experiment.sweep import weighing_of
from sim.experiment.verified import (
    NOTE,
    OK,
    WRONG,
    Finding,
    ReadCase,
    ReadRecord,
    named,
)
from sim.experiment.verified_points import ReadPoints
from sim.experiment.verified_population import of_population
from sim.experiment.verify_again import again_findings, rows_of_case, unless_damaged
from sim.extensions.source import Extension
from sim.outcomes.columns import (
    LIVES,
    POINT_OUTCOMES,
)
from sim.outcomes.files import input_hash, sum_of
from sim.outcomes.points import columns_of
from sim.outcomes.recorded import RECORD, TIMES, Recorded, RecordedCase, is_file, times_of
from sim.scenario.profiles import CARE_PARAMETER as CARE
from sim.words.language import say
from sim.words.translation import translated

if TYPE_CHECKING:
    from sim.scenario import Scenario

OF_THE_FILE = ("title", "seed", "people", "report")  # what the record repeats from the scenario
OF_THE_LAW = ("regions", "assumptions", "grades", "looked_up", "policy")  # and from its law


def verify(
    folder: Path,
    again: bool = False,
    begin: Callable[[frozenset[str]], object] = lambda _: None,
    rows: Path | None = None,
) -> Iterator[Finding]:
    """All findings about a result, part by part; raises `NoResult` if it is none.

    `rows` is the folder of a population's files, where they no longer lie where the study read them.
    `begin` is called before lives are simulated again, with the hashes of the extensions of their cases.
    """
    record = Recorded.read(folder)
    content, recorded = record.content, ReadRecord(record)
    yield from _files(folder, recorded)
    yield from _program(recorded)
    if record.population:
        for name, of_case in recorded.cases.items():
            yield _hash_of(name, of_case)
            yield from _extensions(name, of_case)
        yield from of_population(folder, recorded, again, rows, begin)
        return
    cases: dict[str, ReadCase] = {}
    for name, of_case in recorded.cases.items():
        yield _hash_of(name, of_case)
        yield from _extensions(name, of_case)
        try:
            cases[name] = ReadCase.of(of_case, recorded.is_sweep)
        except Faults as error:
            yield Finding(WRONG, named(name, say("scenario: cannot be read: {why}", why=_first(error))))
    if len(cases) < len(recorded.cases):
        return
    for name, case in cases.items():
        yield _law(name, case, recorded)
    first = next(iter(cases.values()))
    yield from _repeated(content, first, recorded)
    try:
        points = ReadPoints(design(first.scenario), cases, recorded) if recorded.is_sweep else None
    except Faults as error:
        yield Finding(WRONG, say("sweep: cannot be read: {why}", why=_first(error)))
        return
    yield from points.compare(content) if points else ()
    yield from _tried(content, first.scenario, recorded) if "tried" in content else ()
    yield from _of_all_cases(recorded, cases, points)
    if recorded.is_of_this_program:
        yield _inputs(recorded, points.inputs if points else [case.case.inputs for case in cases.values()])
    yield from unless_damaged(folder / (POINT_OUTCOMES if points else LIVES), _lives(folder, recorded, cases))
    if again:
        begin(keys_of(case.scenario for case in cases.values()))
        yield from again_findings(folder, content, recorded, cases, points)


def _first(error: Faults) -> str:
    """The first fault, without its line: that text is in no file."""
    return translated(error.faults[0].message)


# ----------------------------------------------------------------------------- files and program


def _files(folder: Path, recorded: ReadRecord) -> Iterator[Finding]:
    """The files of a result; an export may be beside them, other tables may not."""
    sums = recorded.hashes.files
    for name in dict.fromkeys([*recorded.columns, *sums]):
        if name not in sums:
            yield Finding(WRONG, say("{file}: {record} has no SHA-256 of it", file=name, record=RECORD))
        elif not is_file(folder / name):
            yield Finding(WRONG, say("{file}: missing", file=name))
        elif (found := sum_of(folder / name)) != sums[name]:
            differ = {"file": name, "was": _short(sums[name]), "found": _short(found)}
            yield Finding(WRONG, say("{file}: SHA-256 recorded {was}, the file has {found}", **differ))
        else:
            yield Finding(OK, say("{file}: SHA-256 as recorded", file=name))
    if not times_of(folder):
        text = say("{file}: missing or damaged; when and how fast the study ran is not known", file=TIMES)
        yield Finding(NOTE, text)
    for file in sorted(folder.iterdir()):
        if file.name not in (*sums, *recorded.columns, RECORD, TIMES):
            mark = WRONG if file.suffix == ".parquet" else NOTE
            yield Finding(mark, say("{file}: no file of this result", file=file.name))


def _short(sum_: str) -> str:
    return f"{sum_[:12]}…"


def _program(recorded: ReadRecord) -> Iterator[Finding]:
    """Whether the lives can be computed again exactly: by the same program, from the same seeds."""
    if recorded.is_of_this_program:
        yield Finding(OK, say("program and seeds: those the result was made with"))
    if recorded.hashes.code != code_hash():
        yield _made_with_others(say("program"), recorded.hashes.code, code_hash())
    for name in recorded.of_other_seeds:
        case = recorded.cases[name]
        yield _made_with_others(named(name, say("seeds")), case.hashes.seeds, recorded.seeds_now(case))
    if own := recorded.own_seeds:
        kept = say("policy files of one's own: {files}: kept in {record}", files=", ".join(own), record=RECORD)
        yield Finding(OK, kept)
    found = versions()
    others = [name for name in dict.fromkeys([*recorded.versions, *found]) if _other(name, recorded.versions, found)]
    if others:
        was = ", ".join(f"{name} {recorded.versions.get(name, say('none'))}" for name in others)
        now = ", ".join(f"{name} {found.get(name, say('none'))}" for name in others)
        yield Finding(NOTE, say("versions: made with {was}; installed {now}", was=was, now=now))


def _made_with_others(what: str, was: str, now: str) -> Finding:
    text = say(
        "{what}: made with others ({was}, installed {now}); what follows from them cannot be recomputed exactly",
        what=what, was=_short(was), now=_short(now),
    )  # fmt: skip
    return Finding(NOTE, text)


def _other(name: str, was: dict[str, str], now: dict[str, str]) -> bool:
    return was.get(name) != now.get(name)


# ----------------------------------------------------------------------------- the scenario and its law


def _hash_of(name: str, recorded: RecordedCase) -> Finding:
    was, found = recorded.hashes.scenario, input_hash(recorded.scenario)
    if was == found:
        return Finding(OK, named(name, say("scenario: its hash is the recorded one")))
    text = say("scenario: hash recorded {was}, its words give {found}", was=was, found=found)
    return Finding(WRONG, named(name, text))


def _extensions(name: str, recorded: RecordedCase) -> Iterator[Finding]:
    """The extension files that the record keeps: none of them is run here."""
    for file, one in recorded.extensions.items():
        if Extension(file, file, one.text).hash == one.sha256:
            what = ", ".join([*one.replaces, *one.adds])
            kept = {"file": file, "what": what, "record": RECORD}
            text = say("extension {file} ({what}): SHA-256 as recorded, kept in {record}", **kept)
            yield Finding(OK, named(name, text))
        else:
            text = say("extension {file}: its text has another SHA-256 than the recorded one", file=file)
            yield Finding(WRONG, named(name, text))


def _law(name: str, case: ReadCase, recorded: ReadRecord) -> Finding:
    was, found = case.recorded.hashes.policy, case.policy.hash
    if was == found:
        return Finding(OK, named(name, say("policy: the seeds give the recorded law")))
    text = say("policy: recorded {was}, the seeds give {found}", was=_short(was), found=_short(found))
    return Finding(WRONG if recorded.is_of_this_program else NOTE, named(name, text))


def _profiles(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The assumptions about profiles of care, as the record has them: a recorded scenario has the figures of a profile
    and no longer its name, and the profile may have been one's own."""
    return [one for one in content["assumptions"] if one["parameter"] == CARE]


def _repeated(content: dict[str, Any], case: ReadCase, recorded: ReadRecord) -> Iterator[Finding]:
    """What the record repeats from the scenario and the law, so that it can be looked up."""
    found = json.loads(json.dumps(record(recorded.kind, case.scenario, case.policy, (), {}, ())))
    profiles = _profiles(content)
    found["assumptions"] += profiles
    found["grades"]["assumption"] += len(profiles)
    of_the_file = [key for key in OF_THE_FILE if content.get(key) != found[key]]
    of_the_law = [key for key in OF_THE_LAW if content.get(key) != found[key]]
    for key in of_the_file:
        differ = {"key": key, "was": content.get(key), "found": found[key]}
        yield Finding(WRONG, say("{key}: recorded {was}, the scenario says {found}", **differ))
    for key in of_the_law:
        mark = WRONG if recorded.is_of_this_program else NOTE
        yield Finding(mark, say("{keys}: not what scenario and seeds give", keys=key))
    if not of_the_file and not of_the_law:
        keys = ", ".join(OF_THE_FILE + OF_THE_LAW)
        yield Finding(OK, say("{keys}: what scenario and seeds give", keys=keys))


def _of_all_cases(recorded: ReadRecord, cases: dict[str, ReadCase], points: "ReadPoints | None") -> Iterator[Finding]:
    """Whether anything is left to chance, and what each column means: both follow from all cases together."""
    people = next(iter(cases.values())).scenario.people
    if points:
        has_chance = points.has_chance
        are_weighed = weighing_of(points.scenarios) is not None
        files = columns_of(points.design.axes, tuple(cases), people, recorded.all.outcomes.all, are_weighed)
    else:
        has_chance = any(case.scenario.has_chance for case in cases.values())
        files = (run if recorded.kind == "run" else compare).files_of(recorded.all.outcomes)
    if recorded.all.certain == has_chance:
        differ = {"was": recorded.all.certain, "found": not has_chance}
        yield Finding(WRONG, say("certain: recorded {was}, scenario and seeds say {found}", **differ))
    columns = {file: {name: one.model_dump() for name, one in of.items()} for file, of in recorded.columns.items()}
    if columns == {file: describe(of) for file, of in files.items()}:
        yield Finding(OK, say("columns: those of such a result, with their units and meanings"))
    else:
        mark = WRONG if recorded.is_of_this_program else NOTE
        yield Finding(mark, say("columns: not those of such a result, with their units and meanings"))


def _inputs(recorded: ReadRecord, inputs: Iterable[str]) -> Finding:
    if recorded.inputs == list(dict.fromkeys(inputs)):
        return Finding(OK, say("inputs: scenario, seeds and program give the recorded hashes"))
    return Finding(WRONG, say("inputs: scenario, seeds and program give other hashes than the recorded ones"))


# ----------------------------------------------------------------------------- the points of a sweep


def _tried(content: dict[str, Any], scenario: "Scenario", recorded: ReadRecord) -> Iterator[Finding]:
    """Which assumptions were tried, and which not."""
    found = recorded_lists(scenario)
    found["not_tried"] += [not_of_the_law(one) for one in _profiles(content)]
    if all(content.get(key) == listed for key, listed in found.items()):
        yield Finding(OK, say("tried, not_tried: the assumptions of this law, with the values beside them"))
    else:
        mark = WRONG if recorded.is_of_this_program else NOTE
        yield Finding(mark, say("{keys}: not what scenario and seeds give", keys="tried, not_tried"))


# ----------------------------------------------------------------------------- the rows of the files


def _lives(folder: Path, recorded: ReadRecord, cases: dict[str, ReadCase]) -> Iterator[Finding]:
    """Whether the files have as many lives as the record says."""
    import polars as pl

    if recorded.is_sweep:
        found = pl.scan_parquet(folder / POINT_OUTCOMES, glob=False).select(pl.col("lives").max()).collect().item()
        yield _number("", say("{file}: lives of a point", file=POINT_OUTCOMES), recorded.lives, found)
        return
    rows = pl.scan_parquet(folder / LIVES, glob=False)
    for name, case in cases.items():
        found = rows_of_case(rows, name).select(pl.len()).collect().item()
        yield _number(name, say("{file}: rows", file=LIVES), recorded.lives * len(case.scenario.people), found)


def _number(name: str, what: str, recorded: int, found: int) -> Finding:
    if recorded == found:
        return Finding(OK, named(name, say("{what}: {found:,}, as recorded", what=what, found=found)))
    differ = {"what": what, "was": recorded, "found": found or 0}
    return Finding(WRONG, named(name, say("{what}: {was:,} by the record, {found:,} in the file", **differ)))
