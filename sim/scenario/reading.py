"""The model of a file from its tree: every fault of words and values in one pass, each with a clear message.

What is wrong is left out and the rest is read again, so that the cross checks can look at everything that is right.
"""

import re
from typing import Any, NamedTuple

from pydantic import ValidationError

from sim.errors import Fault
from sim.scenario.care import EXAMPLES as EXAMPLES_OF_CARE
from sim.scenario.expected import BILL_WORDS, STATE_WORDS, Expectation
from sim.scenario.homes import NO_DISCOUNT, belongs, lacks_discount
from sim.scenario.model import Event, Study
from sim.scenario.scalars import measured
from sim.scenario.source import SourceDocument
from sim.values.document import Document
from sim.values.faults import Namer, faults_of, paths_of
from sim.values.models import Path, Placed, annotation_at, model_at
from sim.values.refusals import Refusal, nearest_word
from sim.values.scalars import is_day
from sim.words.events import EVENTS, kind_in
from sim.words.outcomes import COLUMNS
from sim.yaml_marks import Mapping, Node, Sequence

# What one entry of a list or of a mapping by name is called.
_ENTRY = {
    "people": "a person",
    "bindings": "a binding",
    "events": "an event",
    "expect": "an expectation",
    "variants": "a variant",
}
# A line to paste where a key is missing that has no default.
EXAMPLES = {
    "scenario": "Three generations in Zhengzhou",
    "start": "2025-01-01",
    "born": "1985-03-12",
    "sex": "female",
    "region": "national",
    "does": "leaves_job",
    **EXAMPLES_OF_CARE,
    "from": "0%",
    "to": "100%",
    "vary": "{policy.coverage.wait.employee: [0, 3, 6]}",
    "people": "{Wei: {born: 1985-03-12, sex: male, region: national}}",
}
# The same in an event, where the key means something else.
_EXAMPLES_OF_EVENTS = {
    "cost": "600",
    "wage": "9000",
    "months": "2",
    "amount": "500",
    "as": "flexible",
    "name": "Bao",
}
# The same of what a sweep weighs.
_EXAMPLES_OF_NET_BENEFIT = {
    "effect": "months_uncovered",
    "cost": "family_cost",
    "willingness_to_pay": "[0, 1000, 10000]",
}
_REPORTED = tuple(outcome.name for outcome in COLUMNS)
_MOST_LISTED = 20  # numbers of a list that is proposed
# Keys that name people, with how many.
_OF_PEOPLE = {"who": 1, "to": 1, "payer": 1, "for": 1, "parents": 2}
# What stands in for a key every file needs where it is missing or wrong, so that the rest can be looked at.
_STAND_INS = {"scenario": "?", "start": "2000-01-01", "people": {}}


class Read(NamedTuple):
    """A file as far as it can be read."""

    study: Study
    faults: tuple[Fault, ...]
    # paths left out because they are wrong; a check that concludes from what is absent must look here
    left_out: frozenset[Path]


def read_study(document: SourceDocument, names: dict[str, dict[str, None]]) -> Read:
    """The model of a file and every fault of its words and values; `names` says what a name may refer to."""
    faults: tuple[Fault, ...] = ()
    left_out: set[Path] = set()
    while True:
        stand_ins = _STAND_INS if left_out else {}
        try:
            rest = _without(document.tree, left_out) if left_out else document.tree
            study = Study.model_validate({**stand_ins, **rest}, context=names)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            # Later rounds find only what follows from leaving something out.
            faults = faults or tuple(faults_of(error, document, NAMER))
            locs = [detail["loc"] for detail in errors]
            wrong = {path or loc[:1] for path, loc in zip(paths_of(document.tree, locs, left_out), locs)}
            assert not wrong <= left_out, "leaving something out must change what is read"
            left_out |= wrong
        else:
            _place(document, study, left_out)
            return Read(study, faults, frozenset(left_out))


def _without(node: Node, left_out: set[Path], path: Path = ()) -> Any:
    """A copy of the tree without some of its paths."""
    if isinstance(node, Mapping):
        return {k: _without(v, left_out, (*path, str(k))) for k, v in node.items() if (*path, str(k)) not in left_out}
    if isinstance(node, Sequence):
        return [_without(v, left_out, (*path, i)) for i, v in enumerate(node) if (*path, i) not in left_out]
    return node


def _place(document: SourceDocument, study: Study, left_out: set[Path]) -> None:
    """Give people their names, and bindings, events and expectations their places in the file."""
    for name, person in study.people.items():
        person._name = name
    lists: dict[str, tuple[Placed, ...]] = {"bindings": study.bindings, "events": study.events, "expect": study.expect}
    for heading, entries in lists.items():
        kept = [i for i in range(len(document.entries(heading))) if (heading, i) not in left_out]
        for index, entry in zip(kept, entries):
            entry._path = (heading, index)
            entry._line = document.mark(heading, index).line


# ----------------------------------------------------------------------------- what messages call things


class _Namer(Namer):
    """A scenario's mappings, and which keys belong where."""

    def of_mapping(self, path: Path) -> str:
        """The key under which a mapping stands, or what kind of entry it is."""
        if not path:
            return "the scenario"
        return _ENTRY[str(path[0])] if len(path) == 2 and path[0] in _ENTRY else self.of_value(path)

    def keys_at(self, path: Path, owner: Any) -> tuple[str, ...]:
        model = model_at(Study, path)
        does = kind_in(owner.get("does")) if model and issubclass(model, Event) else None
        if does is not None:
            return EVENTS[does].keys
        if model and issubclass(model, Expectation):
            return _expected_keys(owner)
        return super().keys_at(path, owner)

    def elsewhere(self, document: Document, path: Path) -> str:
        key = str(path[-1])
        if path[0] == "expect" and "discount" not in document.tree and lacks_discount(key.removeprefix("mean_")):
            return f"; it {NO_DISCOUNT}"
        return belongs(key, str(path[0]) if len(path) > 1 else "")

    def example(self, document: Document, path: Path, key: str) -> str | None:
        """An event has examples of its own, and people are named who are in the file."""
        if key in _OF_PEOPLE and path[:1] != ("sweep",):
            named = [*document.mapping(*path).values(), *(path[1:2] if path[0] == "people" else ())]
            others = [name for name in document.mapping("people") if name not in named]
            names = others[: _OF_PEOPLE[key]] or ["NAME"]
            return f"[{', '.join(names)}]" if key == "parents" else names[0]
        if key == "on":
            return _first_day(document)
        here = _EXAMPLES_OF_EVENTS if path[:1] == ("events",) and len(path) == 2 else {}
        here = _EXAMPLES_OF_NET_BENEFIT if path == ("sweep", "net_benefit") else here
        return here.get(key) or super().example(document, path, key)

    def as_list(self, document: Document, path: Path, text: str) -> str | None:
        """People of the file, words there are, or swept values; of anything else a list would be wrong too."""
        texts = [part.strip() for part in text.split(",")]
        if path[:2] == ("sweep", "vary"):
            return _swept_list(texts)
        known = _REPORTED if path == ("report",) else tuple(document.mapping("people"))
        meant = [word if word in known else nearest_word(word, known) for word in texts]
        return f"[{', '.join(map(str, meant))}]" if all(meant) else None

    def listed(self, keys: tuple[str, ...]) -> str:
        """The mean of each number would double a long list."""
        plain = [key for key in keys if not key.startswith("mean_")]
        return ", ".join(plain) + (", or mean_ before a number" if len(plain) < len(keys) else "")


def _first_day(document: Document) -> str:
    """The first day of the run as an example of a day in it."""
    start = str(document.node("start"))
    return start if is_day(start) else EXAMPLES["start"]


def _swept_list(texts: list[str]) -> str | None:
    """Numbers or dates as a list; `0..6` stands for all whole numbers between."""
    whole = re.fullmatch(r"([0-9]{1,4}) ?(?:\.\.+|…|–|-) ?([0-9]{1,4})", texts[0]) if len(texts) == 1 else None
    if whole and 0 < int(whole[2]) - int(whole[1]) <= _MOST_LISTED:
        texts = [str(number) for number in range(int(whole[1]), int(whole[2]) + 1)]
    try:
        return f"[{', '.join(texts)}]" if all(map(measured, texts)) else None
    except Refusal:
        return None


def _expected_keys(owner: Mapping) -> tuple[str, ...]:
    """The words that fit what an expectation is about."""
    if "bill" in owner:
        return ("bill", "variant", *BILL_WORDS)
    if "event" in owner or "binding" in owner:
        return ("event", "binding", "variant", "refused")
    means = tuple(f"mean_{word}" for word, (_, mean) in STATE_WORDS.items() if mean is not None)
    return ("on", "who", "variant", *STATE_WORDS, *means)


NAMER = _Namer(Study, EXAMPLES)


def swept_path_exists(path: Path) -> bool:
    """Whether a value may stand at a path."""
    return annotation_at(Study, path) is not None
