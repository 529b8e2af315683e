"""Named profiles of care (seeds/care.yaml): assumptions a scenario may name instead of writing its own figures."""

from functools import cache
from pathlib import Path as File
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.errors import Fault, Faults
from sim.policy import Assumption
from sim.policy.seeds import directory
from sim.scenario.care import EXAMPLES, Care, faults_of_care
from sim.scenario.scalars import Name, Prose
from sim.values.document import Document
from sim.values.faults import Namer, faults_of
from sim.values.models import Path, key
from sim.values.refusals import Refusal, nearest_word, shown
from sim.yaml_marks import Mapping, Mark, Node, Sequence, Text, read_file

CARE = directory() / "care.yaml"
_SOURCE = "seeds/care.yaml"


class _Profile(Care):
    """A need of care with the reason for its figures."""

    assume: Prose = key("the reason for these figures")


class _Namer(Namer):
    """A file of profiles by name."""

    def of_mapping(self, path: Path) -> str:
        return "a profile" if len(path) == 1 else super().of_mapping(path)


_FILE: Any = dict[Name, _Profile]
_NAMER = _Namer(_FILE, {**EXAMPLES, "assume": "the reason for these figures"})


@cache
def _profiles() -> Mapping:
    """The file; raises `Faults` with all that is wrong with it, at its own lines."""
    return read_profiles(CARE, _SOURCE)


def read_profiles(path: File, source: str) -> Mapping:
    """A file of profiles of care, checked, as it was written."""
    found = read_file(path, source)
    if not isinstance(found, Mapping):
        raise Faults([Fault("the file is no mapping of profiles by name", source, 1, 1)])
    adapter = TypeAdapter(_FILE)
    faults = [fault for name in found for fault in _faults_of(Document(source, found), name, adapter)]
    if faults:
        raise Faults(faults)
    return found


def _faults_of(document: Document, name: str, adapter: TypeAdapter) -> list[Fault]:
    """What is wrong with a profile: with its words, or with what several of them say together."""
    try:
        read = adapter.validate_python({name: document.node(name)})
    except ValidationError as error:
        return faults_of(error, document, _NAMER)
    return list(faults_of_care(document, (name,), read[name]))


def _figures(said: Mapping) -> Mapping:
    """A profile without its reason."""
    kept = {key: value for key, value in said.items() if key != "assume"}
    return Mapping(kept, said.mark, said.key_marks)


def profile_names() -> tuple[str, ...]:
    """The names a scenario may give under `care`."""
    return tuple(_profiles())


def profile(name: str, mark: Mark | None = None) -> Node:
    """What a profile says, as if it were written in the scenario (at `mark`); an unknown name is refused."""
    names = profile_names()
    if name not in names:
        allowed = f"{', '.join(names)}, or a mapping"
        raise Refusal(f"{shown(name)} is no profile of seeds/care.yaml", allowed, nearest_word(name, names))
    said = _figures(_profiles()[name])
    return _placed(said, mark) if mark else said


def assumption(name: str) -> Assumption:
    """What using a profile assumes."""
    return Assumption("care", "", name, f"care.{name}", str(_profiles()[name]["assume"]))


def _placed(node: Node, mark: Mark) -> Node:
    """A copy in which everything stands at one place of the scenario."""
    if isinstance(node, Mapping):
        return Mapping({key: _placed(value, mark) for key, value in node.items()}, mark, dict.fromkeys(node, mark))
    if isinstance(node, Sequence):
        return Sequence([_placed(value, mark) for value in node], mark)
    return Text(node, mark)
