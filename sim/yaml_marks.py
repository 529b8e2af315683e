"""YAML read as text with marks: every scalar stays the text that was written, and knows its line and column.

    read(text, source)  ->  Mapping | Sequence | Text | None (an empty document)
    read_file(path)     ->  the same, of a file in UTF-8

Nothing is guessed: `on`, `010`, `10:30`, `0.1`, `no` are texts until the field they stand in reads them. Anchors and
aliases work; tags (`!!int`) and merge keys do not. What is wrong is raised once, as `Faults` with every
fault of the document: a key given twice, a key that is no scalar, a tag, a tab, a second document, bytes that are no
UTF-8. Lines and columns count from 1.
"""

from pathlib import Path
from typing import NamedTuple

import yaml

from sim.errors import Fault, Faults

# libyaml's parser where it was built, else the slower one in Python; both without any implicit typing
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
# an alias that repeats itself grows without bound; no honest file comes near this
_MOST_NODES = 2_000_000
_DEEPEST = 60


class Mark(NamedTuple):
    """Where a thing stands in its file, counted from 1."""

    line: int
    column: int


BEGINNING = Mark(1, 1)


class Text(str):
    """A scalar as it was written; `quoted` tells `"5"` from `5` where that matters."""

    mark: Mark
    quoted: bool

    def __new__(cls, text: str, mark: Mark = BEGINNING, quoted: bool = False) -> "Text":
        self = super().__new__(cls, text)
        self.mark = mark
        self.quoted = quoted
        return self

    def __reduce__(self):
        return Text, (str(self), self.mark, self.quoted)


class Mapping(dict):
    """A mapping in the order of the file; `key_marks` says where each key stands."""

    def __init__(self, items: dict | None = None, mark: Mark = BEGINNING, key_marks: dict[str, Mark] | None = None):
        super().__init__(items or {})
        self.mark = mark
        self.key_marks: dict[str, Mark] = key_marks or {}


class Sequence(list):
    """A list that knows where it begins."""

    def __init__(self, items: list | tuple = (), mark: Mark = BEGINNING):
        super().__init__(items)
        self.mark = mark


Node = Mapping | Sequence | Text


def mark_of(node: object, otherwise: Mark = BEGINNING) -> Mark:
    """The mark of anything read here; `otherwise` for values made by a program."""
    return getattr(node, "mark", otherwise)


def read_file(path: str | Path) -> Node | None:
    """The document in a UTF-8 file."""
    return read(decode(Path(path).read_bytes(), str(path)), str(path))


def decode(data: bytes, source: str) -> str:
    """Bytes as UTF-8 text, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        message = f"byte 0x{data[error.start]:02x} is no UTF-8; save the file as UTF-8"
        raise Faults([Fault(message, source, *_position(before, len(before)))]) from None


def read(text: str, source: str = "<text>") -> Node | None:
    """The one document in `text`, every scalar a `Text`; raises `Faults`."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        character = error.character if isinstance(error.character, int) else ord(str(error.character))
        message = f"character U+{character:04X} may not stand in YAML"
        raise Faults([Fault(message, source, *_position(text, error.position))]) from None
    except yaml.MarkedYAMLError as error:
        raise Faults([_syntax_fault(text, error, source)]) from None
    except (RecursionError, ValueError) as error:
        raise Faults([Fault(f"cannot be read as YAML: {error}", source, 1, 1)]) from None
    if root is None:
        return None
    faults: list[Fault] = []
    node = _Converter(faults, source).convert(root, 0)
    if faults:
        raise Faults(faults)
    return node


class _Converter:
    """Turns composed nodes into marked values; remembers those that aliases share."""

    def __init__(self, faults: list[Fault], source: str):
        self.faults = faults
        self.source = source
        self.done: dict[int, tuple[Node, int]] = {}
        self.open: set[int] = set()
        self.size = 0

    def fault(self, message: str, mark: Mark) -> None:
        fault = Fault(message, self.source, *mark)
        if fault not in self.faults:
            self.faults.append(fault)

    def convert(self, node: yaml.Node, depth: int) -> Node:
        mark = Mark(node.start_mark.line + 1, node.start_mark.column + 1)
        key = id(node)
        if key in self.open or depth > _DEEPEST:
            self.fault("an alias that contains itself" if key in self.open else "nested too deep", mark)
            return Text("", mark)
        if key in self.done:
            value, size = self.done[key]
            self.size += size
            if self.size > _MOST_NODES:
                self.fault("aliases repeat this too often", mark)
                return Text("", mark)
            return value
        if node.tag not in _PLAIN_TAGS:
            self.fault(f"the tag {node.tag!r} has no meaning here; write the plain value", mark)
        before = self.size
        self.size += 1
        self.open.add(key)
        if isinstance(node, yaml.MappingNode):
            value = self._mapping(node, mark, depth)
        elif isinstance(node, yaml.SequenceNode):
            value = Sequence([self.convert(child, depth + 1) for child in node.value], mark)
        else:
            value = Text(str(node.value), mark, getattr(node, "style", None) in ("'", '"', "|", ">"))
        self.open.discard(key)
        self.done[key] = value, self.size - before
        return value

    def _mapping(self, node: yaml.MappingNode, mark: Mark, depth: int) -> Mapping:
        result = Mapping({}, mark)
        for key_node, value_node in node.value:
            at = Mark(key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault("a key must be a single word, not a list or a mapping", at)
                continue
            key = Text(key_node.value, at)
            if key in result:
                self.fault(f"{key!s} is given twice; it stands in line {result.key_marks[key].line} already", at)
                continue
            result.key_marks[key] = at
            result[key] = self.convert(value_node, depth + 1)
        return result


def _syntax_fault(text: str, error: yaml.MarkedYAMLError, source: str) -> Fault:
    """What the parser refused, said for somebody who does not know parsers."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    line = min(line, len(lines) - 1)
    problem = error.problem or "cannot be read as YAML"
    before = lines[line][: column + 1]
    if "\t" in before and not before.strip(" \t-"):
        problem = "a tab cannot indent YAML; use spaces"
    elif "single document" in problem or "single document" in (error.context or ""):
        problem = "a second document begins here (---); a file holds one"
    elif error.context:
        problem = f"{problem} {error.context}"
    return Fault(problem, source, line + 1, column + 1)


def _position(text: str, index: int) -> Mark:
    """Line and column of the character at `index`."""
    before = text[:index]
    return Mark(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
