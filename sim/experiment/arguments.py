"""Arguments of a study that are not in the file, checked so that the command and Python give the same errors."""

import re
from collections.abc import Iterable
from fractions import Fraction
from unicodedata import normalize

from sim.errors import GongjiError, quoted
from sim.values.refusals import nearest_word

# No exponent: to write out 1e999999999 takes minutes.
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?")


class BadArgument(GongjiError):
    """An argument that cannot be used: which one, why not, and what is allowed."""

    exit_code = 2

    def __init__(self, argument: str, message: str):
        self.argument = argument
        super().__init__(f"{argument}: {message}")


def known(argument: str, given: Iterable[str], allowed: Iterable[str], kind: str) -> tuple[str, ...]:
    """The given words, each once and composed as the words of a file are; for a word that is not allowed, the error
    suggests the nearest that is."""
    allowed = tuple(allowed)
    found = tuple(dict.fromkeys(normalize("NFC", word) for word in given))
    unknown = [word for word in found if word not in allowed]
    if unknown:
        raise BadArgument(argument, "\n".join(_unknown(word, allowed, kind) for word in unknown))
    return found


def _unknown(word: str, allowed: tuple[str, ...], kind: str) -> str:
    close = nearest_word(word, allowed)
    hint = f"; did you mean {close}?" if close else ""
    if not allowed:
        return f"{quoted(word)} is no {kind}; there is none"
    return f"{quoted(word)} is no {kind}{hint}  allowed: {', '.join(allowed)}"


def number(text: str) -> Fraction | None:
    """A decimal number of an argument; None if the text is none."""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def words(given: str | Iterable[str]) -> tuple[str, ...]:
    """Several words: a list, or one text with commas between them."""
    found = given.split(",") if isinstance(given, str) else given
    return tuple(word.strip() for word in found if word.strip())
