"""Named profiles of care (seeds/care.yaml): assumptions a scenario may name instead of writing its own figures."""

from functools import cache

from sim.policy import Assumption
from sim.policy.seeds import directory
from sim.values.refusals import Refusal, nearest_word, shown
from sim.yaml_marks import Mapping, Mark, Node, Sequence, Text, read_file

CARE = directory() / "care.yaml"


@cache
def _profiles() -> Mapping:
    """The file; its tests check that each profile has its reason and nothing a scenario could not write."""
    profiles = read_file(CARE)
    assert isinstance(profiles, Mapping)
    return profiles


def profile_names() -> tuple[str, ...]:
    """The names a scenario may give under `care`."""
    return tuple(_profiles())


def profile(name: str, mark: Mark | None = None) -> Node:
    """What a profile says, as if it were written in the scenario (at `mark`); an unknown name is refused."""
    names = profile_names()
    if name not in names:
        allowed = f"{', '.join(names)}, or a mapping"
        raise Refusal(f"{shown(name)} is no profile of seeds/care.yaml", allowed, nearest_word(name, names))
    said = Mapping({key: value for key, value in _profiles()[name].items() if key != "assume"})
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
