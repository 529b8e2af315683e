"""Trees of a file with something changed, and written again: what variants and swept values are made of.

A tree is never changed; each function gives another one, in which every part keeps the line from which it came.
"""

import json
import re
from collections.abc import Iterable, Iterator

from sim.scenario.profiles import profile, profile_names
from sim.yaml_marks import BEGINNING, Mapping, Mark, Node, Sequence, Text

# What YAML takes for one plain word even between braces; anything else is quoted.
_PLAIN = re.compile(r"-?\w([\w .%±+/-]*[\w.%±+/-])?")


def mapping_of(node: object) -> Mapping:
    """The mapping, or an empty one where something else stands."""
    return node if isinstance(node, Mapping) else Mapping()


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


def marks_in(node: Node) -> Iterator[Mark]:
    """Where everything in a tree stands."""
    yield node.mark
    if isinstance(node, Mapping):
        yield from node.key_marks.values()
    if isinstance(node, Mapping | Sequence):
        for below in node.values() if isinstance(node, Mapping) else node:
            yield from marks_in(below)


def as_node(value: object, mark: Mark = BEGINNING) -> Node:
    """A value as part of a tree: of what the file says as it stands there, of what a program hands over as its text."""
    if isinstance(value, Mapping | Sequence | Text):
        return value
    if isinstance(value, dict):
        items = {Text(str(key), mark): as_node(below, mark) for key, below in value.items()}
        return Mapping(items, mark, dict.fromkeys(items, mark))
    if isinstance(value, list | tuple):
        return Sequence([as_node(below, mark) for below in value], mark)
    return Text(str(value), mark)


def as_text(value: object) -> str:
    """A value as a file writes it on one line, tables between braces: `{0: 70%, 20000: 60%}`."""
    if isinstance(value, dict | list | tuple):
        return _inside(value)
    return str(value)


def _inside(value: object) -> str:
    """A part of a table or of a list on one line; quoted where YAML would take it for something else."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_inside(key)}: {_inside(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inside, value)) + "]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
