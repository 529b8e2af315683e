"""What pydantic refuses, as faults of a document: each with its place, what is allowed and a line to paste."""

import re
from collections.abc import Iterable, Set
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.errors import Fault, Faults, quoted
from sim.values.document import Document
from sim.values.models import Path, keys_of, model_at
from sim.values.refusals import MISSPELT, Refusal, nearest_word, shown
from sim.values.trees import as_text
from sim.yaml_marks import Mapping, Node, Sequence, Text

# The shape a value should have, by the kind of pydantic's refusal.
_SHAPES = {"model_type": "a mapping", "dict_type": "a mapping", "tuple_type": "a list", "list_type": "a list"}


class Namer:
    """How the faults of one sort of document speak of its places; a room with words of its own says them here.

    `root` is the type of the whole document, `examples` are values for keys that are missing.
    """

    def __init__(self, root: Any, examples: dict[str, str] | None = None):
        self.root = root
        self.examples = examples or {}

    def of_value(self, path: Path) -> str:
        """What a fault of a value begins with."""
        return str(next(step for step in reversed(path) if isinstance(step, str)))

    def of_mapping(self, path: Path) -> str:
        """What a message calls the mapping at a path."""
        return self.of_value(path)

    def keys_at(self, path: Path, owner: Any) -> tuple[str, ...]:
        """The keys that may stand in the mapping at a path."""
        model = model_at(self.root, path)
        return keys_of(model) if model else ()

    def elsewhere(self, document: Document, path: Path) -> str:
        """Where a key that is unknown at a path belongs, as the end of a message; empty where it belongs nowhere."""
        return ""

    def example(self, document: Document, path: Path, key: str) -> str | None:
        """What may be written for a key that is missing in the mapping at a path."""
        return self.examples.get(key)

    def as_list(self, document: Document, path: Path, text: str) -> str | None:
        """What may be written where one text stands instead of a list."""
        return f"[{text}]"

    def listed(self, keys: tuple[str, ...]) -> str:
        """Keys as a message lists them."""
        return ", ".join(keys)


def faults_of(error: ValidationError, document: Document, namer: Namer) -> list[Fault]:
    """Everything pydantic refused. Of very many the first of the file are explained; the others say where they are."""
    details = error.errors(include_url=False)
    paths = paths_of(document.tree, [detail["loc"] for detail in details])
    found = sorted(zip(details, paths), key=lambda one: document.mark(*one[1]))
    explained = [_fault(document, namer, detail, path) for detail, path in found[: Faults.most]]
    return explained + [document.fault(path, detail["msg"], of_key=True) for detail, path in found[Faults.most :]]


def paths_of(tree: Node, locs: Iterable[Path], left_out: Set[Path] = frozenset()) -> list[Path]:
    """Where in a document refusals belong: the last part of each that the document has. Pydantic's own marks and what a
    short form stands for drop out, and the entries of a list are counted as in the file."""
    kept: dict[Path, list[int]] = {}

    def path_of(loc: Path) -> Path:
        path: Path = ()
        node = tree
        for step in loc:
            if isinstance(node, Sequence) and isinstance(step, int):
                if path not in kept:
                    kept[path] = [i for i in range(len(node)) if (*path, i) not in left_out]
                step = kept[path][step]
                node = node[step]
            elif isinstance(node, Mapping) and step in node and (*path, step) not in left_out:
                node = node[str(step)]
            else:
                continue
            path = (*path, step)
        return path

    return [path_of(loc) for loc in locs]


def _fault(document: Document, namer: Namer, detail: ErrorDetails, path: Path) -> Fault:
    kind = detail["type"]
    if kind == "missing":
        return _missing_key(document, namer, path, str(detail["loc"][-1]))
    if kind == "extra_forbidden":
        return _unknown_key(document, namer, path, detail["loc"])
    if kind in _SHAPES:
        return _wrong_shape(document, namer, path, _SHAPES[kind], detail["input"])
    return _wrong_value(document, namer, path, _refusal(detail), of_key=detail["loc"][-1:] == ("[key]",))


def refusal_of(error: ValidationError) -> Refusal:
    """Why the first thing was refused that pydantic refused."""
    return _refusal(error.errors(include_url=False)[0])


def _refusal(detail: ErrorDetails) -> Refusal:
    """Why a value was refused, by one of our readers or by pydantic's list of words."""
    context, found = detail.get("ctx", {}), detail["input"]
    if isinstance(context.get("error"), Refusal):
        return context["error"]
    if detail["type"] != "literal_error":
        return Refusal(detail["msg"])
    words = re.findall(r"'([^']*)'", context["expected"])
    close = nearest_word(found, words) if isinstance(found, str) else None
    return Refusal(f"{shown(found)} is none of the words" if found else "the value is missing", ", ".join(words), close)


def _wrong_value(document: Document, namer: Namer, path: Path, refusal: Refusal, of_key: bool) -> Fault:
    named = path[:-1] if of_key and sum(isinstance(step, str) for step in path) > 1 else path
    name = next((str(step) for step in reversed(named) if isinstance(step, str)), namer.of_value(path))
    write = refusal.write or refusal.nearest
    if write and of_key:
        write = f"{write}: {as_text(document.node(*path))}"
    elif write and path and isinstance(path[-1], int):
        write = f"{name}: [{', '.join(_replaced(document.node(*path[:-1]), path[-1], write))}]"
    elif write:
        write = f"{name}: {write}"
    message = f"{namer.of_value(named)}: {refusal.found}"
    return document.fault(
        path, message, of_key=of_key, nearest=refusal.nearest, allowed=refusal.allowed, write=write
    )  # fmt: skip


def _replaced(values: Sequence, index: int, value: str) -> list[str]:
    """A list's texts with one of them replaced."""
    return [value if place == index else str(given) for place, given in enumerate(values)]


def _missing_key(document: Document, namer: Namer, path: Path, key: str) -> Fault:
    example = namer.example(document, path, key)
    message = f"{namer.of_mapping(path)} needs {key!r}"
    return document.fault(path, message, of_key=bool(path), write=f"{key}: {example}" if example else None)


def _unknown_key(document: Document, namer: Namer, path: Path, loc: Path) -> Fault:
    key, owner = str(path[-1]), document.node(*path[:-1])
    allowed = namer.keys_at(path[:-1], owner) or namer.keys_at(loc[:-1], owner)
    elsewhere = namer.elsewhere(document, path)
    close = nearest_word(key, allowed, MISSPELT if elsewhere else 0.6)
    elsewhere = "" if close else elsewhere
    value = document.node(*path)
    before = _split_number(owner, key)
    if before:
        message = f"{owner[before] + ',' + key!r}: a comma ends a value between braces"
        return document.fault(path, message, of_key=True, write=f"{before}: {owner[before]}{key}")
    joined, colon, rest = key.partition(":")
    if colon and rest and joined in allowed and not value:
        message = f"{quoted(key)} has no space after its colon, so YAML takes it for one word"
        return document.fault(path, message, of_key=True, write=f"{joined}: {rest}")
    write = f"{close}: {value}" if close and isinstance(value, Text) and value and close not in owner else None
    message = f"{key!r} is not a key of {namer.of_mapping(path[:-1])}{elsewhere}"
    return document.fault(path, message, of_key=True, nearest=close, allowed=namer.listed(allowed), write=write)


def _split_number(owner: Mapping, key: str) -> str | None:
    """The key before, where `{wage: 12,000}` has made a key of the thousands."""
    keys = list(owner)
    before = keys[keys.index(key) - 1]
    cut = (
        before != key
        and re.fullmatch("[0-9]{3}", key)
        and not owner[key]
        and re.fullmatch("[0-9]+", str(owner[before]))
    )
    return before if cut else None


def _wrong_shape(document: Document, namer: Namer, path: Path, shape: str, value: Any) -> Fault:
    name = path[-1] if path and isinstance(path[-1], str) else namer.of_mapping(path)
    found = f"{name}: {shown(value)} stands where {shape} belongs" if value != "" else f"{name}: {shape} is missing"
    one = shape == "a list" and isinstance(value, str) and value and path and isinstance(path[-1], str)
    as_list = namer.as_list(document, path, str(value)) if one else None
    return document.fault(path, found, write=f"{path[-1]}: {as_list}" if as_list else None)
