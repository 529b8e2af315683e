"""A record that is verified: its cases read again like files, and what is found about them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from rich.cells import set_cell_size

from sim.experiment.cases import Case, code_hash
from sim.experiment.law import policy_of
from sim.experiment.record import BASELINE, SWEEPS
from sim.extensions.source import Extension
from sim.outcomes.recorded import RECORD, Recorded, RecordedCase
from sim.policy import NO_SEEDS, OwnSeeds, hash_of_used, own_seeds
from sim.scenario import check_text, load
from sim.scenario.scenario import files_used, swept_files
from sim.words.language import say

if TYPE_CHECKING:
    from sim.policy import Policy
    from sim.scenario import Scenario


OK, NOTE, WRONG = "ok", "note", "WRONG"


class Finding(NamedTuple):
    """What was found about one part of a result."""

    mark: str
    text: str

    @property
    def is_wrong(self) -> bool:
        return self.mark == WRONG

    def __str__(self) -> str:
        return f"{set_cell_size(say(self.mark), 8)}{self.text}"


def named(name: str, text: str) -> str:
    """A text about a case, with its name; the case of a run has none."""
    return say("{name}: {text}", name=name, text=text) if name else text


class ReadRecord:
    """A record that is verified."""

    def __init__(self, recorded: Recorded):
        self.all = recorded
        self.kind, self.lives, self.baseline = recorded.kind, recorded.lives, recorded.baseline
        self.columns, self.versions, self.hashes = recorded.columns, recorded.versions, recorded.hashes
        self.inputs, self.failed = recorded.inputs, recorded.failed

    @property
    def is_sweep(self) -> bool:
        return self.kind in SWEEPS

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
        words, own = case.scenario, own_seeds_of(case)
        swept = swept_files(_swept_in(words), own) if self.is_sweep else ()
        return hash_of_used((*files_used(_regions_in(words), "mortality" in words), *swept), own)

    @property
    def own_seeds(self) -> list[str]:
        """The names of the files of one's own that the record keeps, of all its cases."""
        return sorted({name for case in self.cases.values() for name in case.own_seeds})


@dataclass(frozen=True)
class ReadCase:
    """A case of the record, read again like a file."""

    recorded: RecordedCase
    scenario: "Scenario"
    policy: "Policy"

    @classmethod
    def of(cls, recorded: RecordedCase, is_swept: bool) -> "ReadCase":
        scenario = scenario_of(recorded.scenario, is_swept, own_seeds_of(recorded), extensions_of(recorded))
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


def own_seeds_of(recorded: RecordedCase) -> OwnSeeds:
    """The files of one's own that a record keeps."""
    texts = {Path(name).stem: text.encode() for name, text in recorded.own_seeds.items()}
    return own_seeds(RECORD, dict(sorted(texts.items()))) if texts else NO_SEEDS


def extensions_of(recorded: RecordedCase) -> tuple[Extension, ...]:
    """The extension files that a record keeps."""
    return tuple(Extension(name, f"{RECORD}: {name}", one.text) for name, one in recorded.extensions.items())


def scenario_of(
    resolved: dict[str, Any],
    is_swept: bool,
    own: OwnSeeds,
    extensions: tuple[Extension, ...],
    beside: Path | None = None,
) -> "Scenario":
    """The scenario of a record, read like a file; its variants do not affect its lives. That of a population is read as
    if it lay in the folder `beside`, where the files of its rows are.

    Its expectations do not either, but one that expects a refusal is what allows a file to ask for it.
    """
    left_out = {"variants"} if is_swept else {"variants", "sweep"}
    words = {key: value for key, value in resolved.items() if key not in left_out}
    if isinstance(expected := words.get("expect"), list):
        words["expect"] = [{key: of for key, of in one.items() if key != "variant"} for one in expected]
    text = yaml.safe_dump(words, allow_unicode=True, sort_keys=False)
    if beside is not None:
        return check_text(text, str(beside / "scenario.yaml"), own, extensions)
    with TemporaryDirectory(prefix="gongji-") as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path, own, extensions)
