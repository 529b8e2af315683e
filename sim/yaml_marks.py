"""YAML read as text with marks: every scalar stays the text that was written, and knows its line and column.

    read(text, source)  ->  Mapping | Sequence | Text | None (an empty document)
    read_file(path)     ->  the same, of a file in UTF-8

Nothing is guessed: `on`, `010`, `10:30`, `0.1`, `no` are texts until the field they stand in reads them. Texts
are kept composed (NFC), so that é in one character and e with an accent are one name. Anchors and
aliases work; tags (`!!int`) and merge keys do not. What is wrong is raised once, as `Faults` with every
fault of the document: a key given twice, a key that is no scalar, a tag, a tab, a second document, bytes that are no
UTF-8. Lines and columns count from 1.
"""

import errno
import os
import re
import select
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import yaml

from sim.errors import Fault, Faults

# libyaml's parser where it was built, else the slower one in Python; both without any implicit typing
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
# an alias that repeats itself grows without bound; no honest file comes near this
_MOST_NODES = 2_000_000
_DEEPEST = 60
_MOST_BYTES = 5_000_000
_SECONDS = 10  # that what is no regular file may take to say something
# Punctuation of a Chinese keyboard, which YAML takes for letters, and what it looks like.
_WIDE_SPACE = {"\u3000": "a full-width space", "\u00a0": "a space that breaks no line"}  # no spaces to YAML
FULL_WIDTH = dict(zip("，：；（）｛｝［］“”", ',:;(){}[]""'))


class Mark(NamedTuple):
    """Where a thing stands in its file, counted from 1."""

    line: int
    column: int


BEGINNING = Mark(1, 1)


class Text(str):
    """A scalar as it was written; `quoted` tells `"5"` from `5` where that matters."""

    __slots__ = ("mark", "quoted")
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


def mapping_of(node: object) -> Mapping:
    """The mapping, or an empty one where something else stands."""
    return node if isinstance(node, Mapping) else Mapping()


def read_file(path: str | Path, source: str | None = None, most: int = _MOST_BYTES) -> Node | None:
    """The document in a UTF-8 file, called `source` in messages; whatever keeps it from being read is a fault."""
    source = str(path) if source is None else source
    return read(decode(read_bytes(path, source, most), source), source)


def read_bytes(path: str | Path, source: str, most: int = _MOST_BYTES) -> bytes:
    """What a file holds, read once. A longer one is not read to its end; a pipe is, if something writes to it."""
    try:
        # not waiting: a pipe to which nothing writes would be waited for without end
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            found = os.fstat(descriptor)
            size = found.st_size if stat.S_ISREG(found.st_mode) else 0
            data = b"" if size > most else _up_to(descriptor, most + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise Faults([Fault(f"cannot be read: {problem.lower()}", source, 1, 1)]) from None
    if max(size, len(data)) > most:
        length = f"{size / 1_000_000:.1f} MB" if size else "no end"
        raise Faults([Fault(f"the file has {length}; at most {most // 1_000_000} MB are read", source, 1, 1)])
    return data


def _up_to(descriptor: int, most: int) -> bytes:
    """At most so many bytes of an open file."""
    data = bytearray()
    while len(data) < most:
        try:
            part = os.read(descriptor, min(most - len(data), 1 << 20))
        except BlockingIOError:
            if not select.select([descriptor], [], [], _SECONDS)[0]:
                raise OSError(errno.ETIMEDOUT, f"nothing came within {_SECONDS} seconds") from None
            continue
        if not part:
            break
        data += part
    return bytes(data)


def decode(data: bytes, source: str) -> str:
    """Bytes as UTF-8 text, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        found = f"byte {error.start} of the file (0x{data[error.start]:02x}) is not UTF-8; save the file as UTF-8"
        raise Faults([Fault(found, source, *_position(before, len(before)))]) from None


def read(text: str, source: str = "<text>") -> Node | None:
    """The one document in `text`, every scalar a `Text`; raises `Faults`."""
    builder = _Builder(source)
    try:
        root = builder.root(_LOADER(text).get_event)
    except yaml.reader.ReaderError as error:
        character = error.character if isinstance(error.character, int) else ord(str(error.character))
        message = f"character U+{character:04X} may not stand in YAML"
        raise Faults([Fault(message, source, *_position(text, error.position))]) from None
    except yaml.MarkedYAMLError as error:
        raise Faults([_syntax_fault(text, error, source, builder.quoted)]) from None
    except (RecursionError, ValueError) as error:
        raise Faults([Fault(f"cannot be read as YAML: {error}", source, 1, 1)]) from None
    if builder.faults:
        raise Faults(builder.faults)
    return root


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come; `key` is that of the next value, None where a key comes next."""

    node: "Mapping | Sequence"
    anchor: str | None
    before: int  # nodes read before it
    key: Text | None = None
    skips: bool = False  # the next value, for its key cannot be one


_new_text, _new_tuple = str.__new__, tuple.__new__


def _place(mark: yaml.Mark) -> Mark:
    return _new_tuple(Mark, (mark.line + 1, mark.column + 1))


class _Builder:
    """Builds marked values from the events of the parser, without recursion, so that depth is counted first."""

    def __init__(self, source: str):
        self.source = source
        self.faults: dict[Fault, None] = {}
        self.anchors: dict[str, tuple[Node, int]] = {}  # with the number of nodes that an alias repeats
        self.open: list[_Open] = []
        self.size = 0
        self.documents = 0
        self.quoted: tuple[Mark, Mark] | None = None  # the last text in quotes of more than one line

    def fault(self, message: str, mark: Mark) -> None:
        self.faults.setdefault(Fault(message, self.source, *mark))

    def root(self, next_event: Callable[[], yaml.Event]) -> "Node | None":
        """The node of the first document; what cannot be read on is raised at once."""
        result: Node | None = None
        while True:
            event = next_event()
            if isinstance(event, yaml.ScalarEvent):  # most of all events
                result = self._placed(self._scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open_collection(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                done = self.open.pop()
                if done.anchor is not None:
                    self._remember(done.anchor, done.node, self.size - done.before)
                result = self._placed(done.node)
            elif isinstance(event, yaml.AliasEvent):
                result = self._placed(self._alias(str(event.anchor), _place(event.start_mark)))
            elif isinstance(event, yaml.StreamEndEvent):
                return result
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self.fault("a second document begins here (---); a file holds one", _place(event.start_mark))
                    raise Faults(self.faults)

    def _scalar(self, event: yaml.ScalarEvent) -> Text:
        mark, value, style = _place(event.start_mark), event.value, event.style
        if event.tag is not None or self.size >= _MOST_NODES:
            self._look_at_tag_and_size(event, mark)
        self.size += 1
        if style == "'" or style == '"':
            end = _place(event.end_mark)
            self.quoted = (mark, end) if end.line > mark.line else self.quoted
        if not value.isascii():
            if not style:
                self._look_at_spaces(event, mark)
            value = normalize("NFC", value)
        text = _new_text(Text, value)  # thousands of them: without the call of its constructor
        text.mark, text.quoted = mark, bool(style)
        if event.anchor is not None:
            self._remember(event.anchor, text, 1)
        return text

    def _open_collection(self, event: yaml.CollectionStartEvent) -> None:
        mark = _place(event.start_mark)
        self._look_at_tag_and_size(event, mark)
        if len(self.open) > _DEEPEST:
            self.fault("nested too deep", mark)
            raise Faults(self.faults)
        node = Mapping({}, mark) if isinstance(event, yaml.MappingStartEvent) else Sequence([], mark)
        self.open.append(_Open(node, event.anchor, self.size))
        self.size += 1

    def _look_at_tag_and_size(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, mark: Mark) -> None:
        if event.tag not in _PLAIN_TAGS:
            self.fault(f"the tag {event.tag!r} has no meaning here; write the plain value", mark)
        self._fail_if_too_many(self.size + 1, mark, "the file has too many parts")

    def _look_at_spaces(self, event: yaml.ScalarEvent, mark: Mark) -> None:
        """Spaces that YAML takes for letters, at the ends of a text without quotes."""
        value, end = event.value, _place(event.end_mark)
        if value[0] in _WIDE_SPACE:
            self.fault(_wide_space_message(value[0]), mark)
        elif value[-1] in _WIDE_SPACE and end.line == mark.line:
            self.fault(_wide_space_message(value[-1]), Mark(end.line, end.column - 1))

    def _alias(self, name: str, mark: Mark) -> "Node":
        if name in self.anchors:
            node, size = self.anchors[name]
            self.size += size
            self._fail_if_too_many(self.size, mark, "aliases repeat this too often")
            return node
        inside = any(frame.anchor == name for frame in self.open)
        self.fault("an alias that contains itself" if inside else f"undefined alias {name!r}", mark)
        return Text("", mark)

    def _fail_if_too_many(self, size: int, mark: Mark, message: str) -> None:
        if size > _MOST_NODES:
            self.fault(message, mark)
            raise Faults(self.faults)

    def _remember(self, anchor: str, node: "Node", size: int) -> None:
        self.anchors[anchor] = node, size

    def _placed(self, node: "Node") -> "Node":
        """Put a finished node where it belongs: into the list, or as key or value into the mapping that is open."""
        if not self.open:
            return node
        frame = self.open[-1]
        if isinstance(frame.node, Sequence):
            frame.node.append(node)
        elif frame.key is not None:
            frame.node[frame.key], frame.key = node, None
        elif frame.skips:
            frame.skips = False
        elif not isinstance(node, Text):
            self.fault("a key must be a single word, not a list or a mapping", node.mark)
            frame.skips = True
        elif node in frame.node:
            first = frame.node.key_marks[node].line
            self.fault(f"{node!s} is given twice; it stands in line {first} already", node.mark)
            frame.skips = True
        else:
            frame.node.key_marks[node] = node.mark
            frame.key = Text(node, node.mark) if node.quoted else node
        return node


def _syntax_fault(
    text: str, error: yaml.MarkedYAMLError, source: str, quoted: tuple[Mark, Mark] | None = None
) -> Fault:
    """What the parser refused, said for somebody who does not know parsers; `quoted` is where the last text in quotes
    of several lines begins and ends."""
    if error.context_mark and "quoted scalar" in str(error.context) and "end of stream" in str(error.problem):
        return Fault(
            "the quote that begins here is never closed", source, error.context_mark.line + 1,
            error.context_mark.column + 1,
        )  # fmt: skip
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    is_at_end, line = line >= len(lines), min(line, len(lines) - 1)
    problem = error.problem or "cannot be read as YAML"
    if quoted and line + 1 in (quoted[1].line, quoted[1].line + 1):
        message = f"the quote that begins here is closed only in line {quoted[1].line}; one is missing, or one too many"
        return Fault(message, source, *quoted[0])
    wide = _full_width(lines, line)
    if wide:
        return Fault(*wide[:1], source, *wide[1:])
    before = lines[line][: column + 1]
    if "maximum nesting depth" in problem:  # the parser's own bound may come first
        return Fault("nested too deep", source, line + 1, column + 1)
    if "\t" in before and not before.strip(" \t-"):
        return Fault("a tab cannot indent YAML; use spaces", source, line + 1, column + 1)
    message, place = _plain_words(error, lines, Mark(line + 1, column + 1), is_at_end)
    return Fault(message, source, *place)


def _plain_words(error: yaml.MarkedYAMLError, lines: list[str], place: Mark, is_at_end: bool) -> tuple[str, Mark]:
    """What the parser refused at a place, by what most likely was meant, and where that is to be mended."""
    problem, context = error.problem or "cannot be read as YAML", error.context or ""
    begun = Mark(error.context_mark.line + 1, error.context_mark.column + 1) if error.context_mark else place
    glued = _glued(lines, begun.line if "simple key" in context else place.line - 1)
    if glued and ("mapping values" in problem or "simple key" in context):
        return glued
    if "node" in context:
        return "a value is missing here, or a bracket before it is not closed", place
    if "flow" in context:
        opened, closed = "[]" if "sequence" in context else "{}"
        if is_at_end or place.line > begun.line:
            return f"the {opened} that begins here is not closed by a {closed}, or a comma is missing in it", begun
        return (
            f"a comma is missing before this, or the {closed} that closes the {opened} of column {begun.column}",
            place,
        )
    if "cannot start any token" in problem:
        found = lines[place.line - 1][place.column - 1]
        return f"{found!r} cannot begin a value; put the value in quotes", place
    if "mapping values" in problem:
        return "no key can stand here: a text with a colon needs quotes, and keys below one another one column", place
    if "block mapping" in context:
        where = f"the keys of the mapping from line {begun.line} on begin in column {begun.column}"
        return f"{where}; this stands elsewhere, or the text before it needs quotes", place
    if "block collection" in context:
        where = f"the items of the list from line {begun.line} on begin with '- ' in column {begun.column}"
        return f"{where}; this does not", place
    return f"{problem} {context}".rstrip(), place


def _glued(lines: list[str], number: int) -> tuple[str, Mark] | None:
    """A key without a space after its colon, in a line, counted from 1, or in the last before it that is not empty."""
    said = [(at, line) for at, line in enumerate(lines[: max(number, 0)], start=1) if line.strip()]
    if not said:
        return None
    at, line = said[-1]
    found = re.match(r"[ -]*([A-Za-z_][\w.]*):([^\s:/].*)", line)
    if found is None:
        return None
    message = f"{found[1]}: has no space after its colon, so YAML takes it for one word; write {found[1]}: {found[2]}"
    return message, Mark(at, found.start(1) + 1)


def _position(text: str, index: int) -> Mark:
    """Line and column of the character at `index`."""
    before = text[:index]
    return Mark(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _full_width(lines: list[str], line: int) -> tuple[str, int, int] | None:
    """The full-width character at which YAML probably broke: in the line of the fault, or in the one before it."""
    for number in (line, line - 1):
        found = re.search(f"[{''.join(FULL_WIDTH)}]", lines[number]) if number >= 0 else None
        if found:
            return full_width_message(found[0]), number + 1, found.start() + 1
        spaces = "".join(_WIDE_SPACE)
        found = re.search(f"(?:^[ -]*|[:,{{[] *)([{spaces}])", lines[number]) if number >= 0 else None
        if found:
            return _wide_space_message(found[1]), number + 1, found.start(1) + 1
    return None


def _wide_space_message(space: str) -> str:
    """What is wrong with a space that YAML takes for a letter."""
    return f"{_WIDE_SPACE[space]} (U+{ord(space):04X}), which YAML takes for a letter; write a plain space"


def full_width_message(character: str) -> str:
    """What is wrong with a character of a Chinese keyboard."""
    return f"{character} is a full-width character, which YAML takes for a letter; write {FULL_WIDTH[character]}"
