"""One value of a YAML text changed where it stands, so that everything else, comments too, stays as it was written."""

import json
import re
from contextlib import suppress
from copy import deepcopy
from typing import Any

import yaml

from sim.errors import Faults
from sim.yaml_marks import read

Path = list[str | int]

#: What YAML reads as one text without quotes, inside brackets too.
_PLAIN = re.compile(r"-?[\w][\w .%/+-]*(?<! )")


def edited(text: str, path: Path, value: Any) -> str:
    """The text with a value in place of the one at a path; None removes it, and what it leaves empty.

    Where no change in place gives exactly that tree, the tree is written anew. Raises `Faults` if the text is no YAML.
    """
    tree = _plain(read(text) or {})
    if value is None:
        path = _removed(tree, path)
    wanted = _changed(tree, path, value)
    with suppress(yaml.YAMLError, Faults, LookupError, ValueError):
        found = _in_place(text, path, value)
        if _plain(read(found) or {}) == wanted:
            return found
    return yaml.safe_dump(wanted, allow_unicode=True, sort_keys=False, width=100)


# ----------------------------------------------------------------------------- the tree


def _plain(node: Any) -> Any:
    """A value as mappings, lists and texts."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    return [_plain(one) for one in node] if isinstance(node, list) else str(node)


def _at(tree: Any, path: Path) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def _removed(tree: Any, path: Path) -> Path:
    """The path of what goes when a value goes: what would have nothing else in it goes too."""
    while len(path) > 1 and len(_at(tree, path[:-1])) == 1:
        path = path[:-1]
    return path


def _changed(tree: Any, path: Path, value: Any) -> Any:
    """The tree with a value at a path."""
    *above, last = path
    tree = deepcopy(tree)
    node = tree
    for place, key in enumerate(above):
        if isinstance(key, str) and not isinstance(node.get(key), dict | list):
            node[key] = [] if isinstance(path[place + 1], int) else {}
        node = node[key]
    if value is None:
        del node[last]
    elif isinstance(last, int) and last == len(node):
        node.append(_plain(value))
    else:
        node[last] = _plain(value)
    return tree


# ----------------------------------------------------------------------------- the text


def _in_place(text: str, path: Path, value: Any) -> str:
    """The text changed at one place; what cannot be changed so gives another tree, or an error."""
    root = yaml.compose(text, Loader=yaml.BaseLoader)  # the parser in Python, which counts characters
    if root is None:
        return f"{text}{_nested(path, value)}\n"
    node, depth = root, 0
    while depth < len(path) and (below := _child(node, path[depth])) is not None:
        node, depth = below, depth + 1
    if value is None:
        return _without(text, _node(root, path[:-1]), path[-1])
    if depth == len(path) or isinstance(node, yaml.ScalarNode):
        return _replaced(text, node, value if depth == len(path) else _wrapped(path[depth:], value))
    return _with(text, node, path[depth], _wrapped(path[depth + 1 :], value))


def _child(node: yaml.Node, key: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for found, value in node.value if found.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key]
    return None


def _node(root: yaml.Node, path: Path) -> yaml.Node:
    for key in path:
        found = _child(root, key)
        if found is None:
            raise KeyError(key)
        root = found
    return root


def _wrapped(path: Path, value: Any) -> Any:
    """A value inside the mappings and lists of a path."""
    for key in reversed(path):
        value = [value] if isinstance(key, int) else {key: value}
    return value


def _replaced(text: str, node: yaml.Node, value: Any) -> str:
    start, end = node.start_mark.index, _end(node)
    space = "" if start == 0 or text[start - 1].isspace() or text[start - 1] in "[{" else " "
    return f"{text[:start]}{space}{_flow(value)}{text[end:]}"


def _with(text: str, node: Any, key: str | int, value: Any) -> str:
    """The text with something added to a mapping or a list."""
    added = _flow(value) if isinstance(key, int) else f"{_flow(key)}: {_flow(value)}"
    if node.flow_style:
        closing = node.end_mark.index - 1
        inside = text[:closing].rstrip()
        return f"{inside}{', ' if node.value else ''}{added}{text[len(inside) :]}"
    after = _line_end(text, _end(node))
    dash = "- " if isinstance(key, int) else ""
    return f"{text[:after]}\n{' ' * node.start_mark.column}{dash}{added}{text[after:]}"


def _without(text: str, node: Any, key: str | int) -> str:
    """The text without an entry of a mapping or a list."""
    spans = [_span(entry) for entry in node.value]
    place = key if isinstance(key, int) else [found.value for found, _ in node.value].index(key)
    start, end = spans[place]
    if node.flow_style:
        if place:
            return text[: spans[place - 1][1]] + text[end:]
        return text[:start] + text[spans[1][0] if len(spans) > 1 else end :]
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip(" -"):
        raise ValueError("something else stands in its line")
    return text[:first] + text[_line_end(text, end) + 1 :]


def _span(entry: Any) -> tuple[int, int]:
    """Where an entry of a mapping or a list begins and ends."""
    first, last = entry if isinstance(entry, tuple) else (entry, entry)
    return first.start_mark.index, _end(last)


def _end(node: Any) -> int:
    """Where what is written of a node ends; a block ends for the parser where the next one begins."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return node.end_mark.index
    return _span(node.value[-1])[1]


def _line_end(text: str, place: int) -> int:
    """The end of the line of a place, behind a comment."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _nested(path: Path, value: Any) -> str:
    return f"{_flow(path[0])}: {_flow(_wrapped(path[1:], value))}"


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_flow(key)}: {_flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
