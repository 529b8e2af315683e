"""Values of programs as trees, and trees as one line of text."""

import json
import re
from collections.abc import Iterator

from sim.values.scalars import text_of
from sim.yaml_marks import BEGINNING, Mapping, Mark, Node, Sequence, Text

# What YAML takes for one plain word even between braces; anything else is quoted.
_PLAIN = re.compile(r"-?\w([\w .%±+/-]*[\w.%±+/-])?")
NOWHERE = Mark(0, 0)  # of what no file says


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
    return Text(text_of(value) if isinstance(value, bool) else str(value), mark)


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
