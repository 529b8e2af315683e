"""What a study rests on, as its record says: refusals, assumptions, sources, the way to run it again, its limits."""

import shlex
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from sim.experiment.record import SWEEPS
from sim.experiment.refusals import Refusal
from sim.pages.chart import Table
from sim.pages.subject import Subject
from sim.report.assumed import as_read
from sim.report.tables import is_certain
from sim.words.language import speaking
from sim.words.translation import source_text


class Source(NamedTuple):
    """A source that the law in use cites."""

    cited: str
    grades: list[str]
    parameters: list[str]


def refusals(study: Subject) -> Iterator[tuple[str, list[str]]]:
    """What the file asks for and the law refused, by case; each under its title."""
    say, record = study.say, study.record
    cases = {"": record} | (record["variants"] if record["kind"] == "comparison" else {})
    for name, case in cases.items():
        if case["refusals"]:
            title = say("refused_in", variant=name) if name else say("refused")
            yield title, [str(Refusal(**fields)) for fields in case["refusals"]]


def extensions(study: Subject) -> Iterator[str]:
    """Which rules are not the law's."""
    say, record = study.say, study.record
    for case in (record, *record.get("variants", {}).values()):
        for file, one in case.get("extensions", {}).items():
            parts = [say(word, names=say.listed(one[word])) for word in ("replaces", "adds") if one[word]]
            yield say("not_by_law", file=file, does=say.listed(parts))


def assumptions(study: Subject) -> Table:
    """The values that no source gives, each with its reason."""
    say = study.say
    heads = {"parameter": "parameter", "region": "region", "value": "value", "name": "name", "reason": "reason_for"}
    with speaking(say.language):
        read = list(map(as_read, study.record["assumptions"]))
    rows = [{say(head): one[key] for key, head in heads.items()} for one in read]
    return Table(say("assumptions"), pl.DataFrame(rows, schema=dict.fromkeys(map(say, heads.values()), pl.String)))


def grades(study: Subject) -> str:
    """How many of the values in use have each grade."""
    say = study.say
    words = {"assumption": say("assumption"), "scenario": say("scenario")}
    return say.listed(
        [f"{words.get(grade, grade)} {number:,}" for grade, number in study.record["grades"].items() if number]
    )


def sources(study: Subject) -> list[Source]:
    """The sources of the law of the run, those that most rests on first."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for of_region in study.record.get("policy", {}).values():
        for parameter, values in of_region.items():
            for value in values:
                for cited in value["source"]:
                    of_source = found.setdefault(cited, (set(), set()))
                    of_source[0].add(study.say(value["grade"]) if len(value["grade"]) > 1 else value["grade"])
                    of_source[1].add(parameter)
    with speaking(study.say.language):
        listed = [Source(source_text(cited), sorted(of[0]), sorted(of[1])) for cited, of in found.items()]
    return sorted(listed, key=lambda source: (-len(source.parameters), source.cited))


# ----------------------------------------------------------------------------- again


def commands(study: Subject) -> list[str]:
    """The commands that simulate the study again and verify it."""
    record, name = study.record, study.folder.name
    options = ["--seed", record["seed"], "-n", record["lives"], "--name", name]
    if is_certain(record):
        options = ["--name", name]
    variants = record.get("variants", {})
    if record["kind"] in ("run", "population"):
        command = ["run", record["file"], *(["--variant", record["variant"]] if record.get("variant") else [])]
    elif record["kind"] in SWEEPS:
        command = ["sweep", record["file"], *(["--assumptions"] if "tried" in record else [])]
        command += ["--variants", ",".join(variants)] if variants else []
    else:
        command = _of_comparison(study, variants)
    verify = ["gongji", "verify", name, "--again"]
    return [shlex.join(map(str, words)) for words in (["gongji", *command, *options], verify)]


def _of_comparison(study: Subject, variants: dict) -> list[str]:
    """Of several files, their names; of one, its variants."""
    record = study.record
    files = dict.fromkeys([record["file"], *(variant["file"] for variant in variants.values())])
    if len(files) > 1:
        return ["compare", *files]
    baseline = [] if record["baseline"] == "baseline" else ["--baseline", record["baseline"]]
    return ["compare", record["file"], *baseline, "--variants", ",".join(variants)]


def limits(study: Subject) -> list[str]:
    """What the model leaves out, so that no figure here holds it."""
    say, scenario, day = study.say, study.record["scenario"], study.record.get("looked_up")
    of_chance = say("limit_of_sample" if study.is_population else "limit_intervals")
    found = [] if is_certain(study.record) else [of_chance]
    found += [say("limit_illness"), say("limit_price"), say("limit_law")]
    found += [] if scenario.get("mortality") else [say("limit_deaths")]
    if day and date.fromisoformat(scenario["end"]) - timedelta(days=1) > date.fromisoformat(day):
        found.append(say("looked_up", day=day))
    return [*found, say("limit_advice")]
