"""The one tree of errors: whatever Gongji says when it cannot go on descends from `GongjiError`.

    GongjiError            base of all; exit code 1 unless a class says otherwise
    ├── Faults             everything that is wrong with a file; exit code 2
    ├── BadArgument        an argument of a command that cannot be used; exit code 2
    ├── MissingExtra       a feature whose libraries are not installed; exit code 2
    ├── NoResult           a folder that is no complete result; exit code 2
    ├── NotOurs            something in the way of a result that Gongji did not write; exit code 2
    ├── TooLarge           a result that does not fit into a format; exit code 2
    ├── UnknownFormat      a format that no result can be exported to; exit code 2
    ├── Unwritable         a folder to which nothing can be exported; exit code 2
    ├── Unreachable        a cluster without usable workers; exit code 2
    ├── InUse              a study on which another process is working
    ├── NotWritten         a disk that takes a result no longer, or a folder that is gone
    ├── BlockFailed        lives that ended with an error
    ├── WorkersDied        workers that died again and again, or are gone
    ├── ProgramMismatch    a worker with other rules or seeds
    ├── PastBound          an amount that has grown beyond what can be counted
    └── BooksDoNotBalance  money that appeared or went missing: a fault of the program

A study stopped by Ctrl-C raises `Interrupted`, which is a KeyboardInterrupt and none of these; a part of a study ends
with `PartDone`, which is no failure.
Every room keeps its own kinds beside the code that raises them; a test holds this drawing against the classes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar
from unicodedata import category

from sim.words.language import say
from sim.words.translation import translated

_LONGEST = 4000  # of a line of a message
LONGEST_QUOTED = 80  # characters of what a message quotes
_LONG_LIST = 12  # commas in a list of allowed words that is shown once
_QUOTE = re.compile(rf"'([^']{{{LONGEST_QUOTED + 1},}})'")


def printable(text: str) -> str:
    """A text of a file as a screen may show it: on one line, and with no character that moves the cursor, changes the
    colour or the direction, or is not seen at all; each of those is shown by its number."""
    return text if text.isprintable() else "".join(map(_shown, text))


def printable_lines(text: str) -> str:
    """The same of a text of several lines, which stay apart."""
    return text if text.isprintable() else "\n".join(map(printable, text.split("\n")))


def _shown(character: str) -> str:
    # an ideographic or unbroken space is no harm
    if character.isprintable() or category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")


def quoted(value: object, most: int = LONGEST_QUOTED) -> str:
    """What somebody wrote as a message quotes it: in quotes, on one line, not endless."""
    text = str(value)
    return repr(text if len(text) <= most else text[: most - 1] + "…")


def _quotes_shortened(text: str) -> str:
    """A message about a file in which whatever it quotes is short, whoever wrote the message."""
    return _QUOTE.sub(lambda found: quoted(found[1]), text) if len(text) > LONGEST_QUOTED else text


def _short(text: str) -> str:
    """A line of a message, which a file could make as long as itself, cut in its middle."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


class GongjiError(Exception):
    """Something that a user can act on: the command prints its text, then the hint, and ends with the exit code."""

    exit_code: int = 1
    hint: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """So that it travels between processes as it is, whatever its constructor wants."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[GongjiError], args: tuple[Any, ...], state: dict[str, Any]) -> GongjiError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a scenario, a policy file or a change to the law; its text is what a screen shows.

    `nearest` is the right word most like the one found, `write` a line to paste.
    """

    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    nearest: str | None = None
    allowed: str = ""
    write: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        message = translated(_quotes_shortened(self.message))
        text = f"{place}: {message}" if place else message
        if self.nearest:
            text += say("; did you mean {word}?", word=repr(self.nearest))
        if self.allowed:
            text += say("  allowed: {allowed}", allowed=translated(self.allowed))
        text = _short(printable(text))
        if not self.write:
            return text
        return f"{text}\n    {say('write: {line}', line=_short(printable(self.write)))}"


class Note(NamedTuple):
    """Something in a file that is right but can have no effect; its text is what a screen shows."""

    kind: str  # a word of `sim.scenario.idle.Kind`
    message: str
    file: str
    line: int
    column: int

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return _short(printable(say("{place}: note: {note}", place=place, note=translated(self.message))))


def _lists_once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Faults as a screen shows them together: a long list of what is allowed stands at the first that has it."""
    first: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        before = first.setdefault((fault.file, fault.allowed), fault)
        if before is fault or fault.allowed.count(", ") < _LONG_LIST:
            yield fault
        else:
            yield replace(fault, allowed="" if fault.nearest else f"the same as in line {before.line}")


Given = TypeVar("Given")
Made = TypeVar("Made")


class Faults(GongjiError):
    """Everything that is wrong with some files, file by file in the order of lines; its text shows the first of very
    many."""

    exit_code = 2
    most = 100

    def __init__(self, faults: Iterable[Fault]):
        faults = tuple(faults)
        named = dict.fromkeys(["", *(fault.file for fault in faults)])  # what has no place comes first
        files = {file: place for place, file in enumerate(named)}
        self.faults = tuple(sorted(faults, key=lambda fault: (files[fault.file], fault.line or 0, fault.column or 0)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        left = len(self.faults) - self.most
        more = [translated(f"and {left:,} more")] if left > 0 else []
        return "\n".join([*map(str, _lists_once(self.faults[: self.most])), *more])

    @property
    def without_places(self) -> str:
        """What is wrong, but not where, in one line: the same wherever the file lies."""
        return "; ".join(
            printable(f"{fault.message}; allowed: {fault.allowed}" if fault.allowed else fault.message)
            for fault in self.faults[: self.most]
        )


def for_all(make: Callable[[Given], Made], given: Iterable[Given]) -> list[Made]:
    """What is made of each; where some are refused, the faults of all of them are raised at once."""
    made: list[Made] = []
    faults: list[Fault] = []
    for one in given:
        try:
            made.append(make(one))
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(dict.fromkeys(faults))
    return made
