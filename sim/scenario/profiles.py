"""Named profiles of care (seeds/care.yaml): assumptions a scenario may name instead of writing its own figures."""

from functools import cache

from sim.errors import Fault, Faults
from sim.policy import Assumption
from sim.policy.seeds import directory
from sim.values.document import Document
from sim.values.refusals import Refusal, nearest_word, shown
from sim.yaml_marks import Mapping, Mark, Node, Sequence, Text, read_file

CARE = directory() / "care.yaml"
_SOURCE = "seeds/care.yaml"


@cache
def _profiles() -> Mapping:
    """The file; raises `Faults` where it is none of profiles with reasons, at its own lines."""
    found = read_file(CARE, _SOURCE)
    if not isinstance(found, Mapping):
        raise Faults([Fault("the file is no mapping of profiles by name", _SOURCE, 1, 1)])
    faults = [fault for name in found for fault in _faults_of(Document(_SOURCE, found), name)]
    if faults:
        raise Faults(faults)
    return found


def _faults_of(document: Document, name: str) -> list[Fault]:
    """What is wrong with a profile itself: it is a mapping and has its reason. Its figures are read as a scenario's."""
    said = document.node(name)
    if not isinstance(said, Mapping):
        return [document.fault((name,), f"{name}: {shown(said)} stands where a profile belongs")]
    reason = said.get("assume")
    if not isinstance(reason, Text) or not reason.strip():
        write = "assume: the reason for these figures"
        return [document.fault((name,), f"{name} needs 'assume'", of_key=True, write=write)]
    return []


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
