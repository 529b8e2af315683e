"""Trees of a file with something changed: what variants and swept values are made of.

A tree is never changed; each function gives another one, in which every part keeps the line from which it came.
"""

from collections.abc import Iterable

from sim.scenario.profiles import profile, profile_names
from sim.yaml_marks import Mapping, Mark, Node, Sequence, Text


def only(mapping: Mapping, keys: Iterable[str]) -> Mapping:
    """A mapping with no other keys."""
    kept = set(keys)
    return Mapping({key: value for key, value in mapping.items() if key in kept}, mapping.mark, mapping.key_marks)


def without(mapping: Mapping, keys: Iterable[str]) -> Mapping:
    """A mapping without some of its keys."""
    return only(mapping, mapping.keys() - set(keys))


def with_key(mapping: Mapping, key: str, value: Node) -> Mapping:
    """A mapping with one key set."""
    mark = mapping.key_marks.get(key, value.mark)
    return Mapping({**mapping, key: value}, mapping.mark, {**mapping.key_marks, key: mark})


def merged(base: Node | None, change: Node) -> Node:
    """A tree with another one merged in; where a profile of care is named, its figures are what is merged into."""
    if not isinstance(change, Mapping):
        return change
    base = _written_out(base, change.mark)
    if not isinstance(base, Mapping):
        return change
    items = {**base, **{key: merged(base.get(key), value) for key, value in change.items()}}
    return Mapping(items, base.mark, {**base.key_marks, **change.key_marks})


def with_value(node: Node | None, steps: tuple[str | int, ...], value: Node) -> Node:
    """A tree with one value set, mappings made where there are none; a named profile of care becomes its figures."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(node, Sequence) and isinstance(step, int):
        entries = (with_value(entry, tuple(rest), value) if i == step else entry for i, entry in enumerate(node))
        return Sequence(list(entries), node.mark)
    node = _written_out(node, value.mark)
    mapping = node if isinstance(node, Mapping) else Mapping({}, value.mark)
    return with_key(mapping, str(step), with_value(mapping.get(step), tuple(rest), value))


def _written_out(node: Node | None, mark: Mark) -> Node | None:
    """What a named profile of care says, as if it were written at `mark`; anything else as it is."""
    return profile(node, mark) if isinstance(node, Text) and node in profile_names() else node
