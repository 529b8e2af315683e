"""How one text of a policy file becomes an exact number, a day or a word; and how a refusal is worded.

No binary fraction is ever made: `0.1` is one tenth, `2%` is 20,000 parts per million, or it is refused.
"""

import re
from calendar import monthrange
from datetime import date
from difflib import get_close_matches
from enum import IntEnum
from fractions import Fraction

from sim.errors import Fault
from sim.words.law import word_of
from sim.yaml_marks import Mark, mark_of

MILLION = 1_000_000
MOST_FEN = 100_000_000_000  # a thousand million yuan: far above any figure, far below what overflows

_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_LONGEST = 40


class Wrong(ValueError):
    """A value that cannot stand: what was found, what is allowed, the nearest right word, and where it stands."""

    def __init__(self, found: str, allowed: str = "", nearest: str | None = None, raw: object = None):
        self.found = found
        self.allowed = allowed
        self.nearest = nearest
        self.mark: Mark | None = mark_of(raw) if hasattr(raw, "mark") else None
        self.path: tuple[str, ...] = ()
        super().__init__(found)

    def inside(self, key: str) -> "Wrong":
        """The same fault, seen from the mapping that holds it under `key`."""
        self.path = (str(key), *self.path)
        return self

    def fault(self, about: str, file: str, mark: Mark | None) -> Fault:
        """It as a fault of a file, about a parameter; stated where the value's own mark is not known."""
        path = f"{'.'.join(self.path)}: " if self.path else ""
        message = self.found if self.found.startswith(about) else f"{about}: {path}{self.found}"
        return Fault(message, file, *(self.mark or mark or (None, None)), self.nearest, self.allowed)

    def __str__(self) -> str:
        where = f"{'.'.join(self.path)}: " if self.path else ""
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{where}{self.found}{allowed}{hint}"


def closest(word: str, words) -> str | None:
    """The right word most like the one found."""
    found = get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)
    return found[0] if found else None


def shown(raw: object) -> str:
    """A found value on one line of a message."""
    if isinstance(raw, dict):
        return "a mapping"
    if isinstance(raw, list | tuple):
        return "a list"
    text = str(raw)
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def text_of(raw: object, allowed: str) -> str:
    """The text of one value. A program may hand over whole numbers, yes and no, and dates as they are."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, int | date):
        return str(raw)
    if not isinstance(raw, str):
        raise Wrong(f"{shown(raw)} stands where one value belongs", allowed, raw=raw)
    if not raw:
        raise Wrong("the value is missing", allowed, raw=raw)
    return str(raw)


def number(text: str, raw: object, allowed: str) -> Fraction:
    """Digits, perhaps with a decimal point; no sign, no leading zero, no comma, no exponent."""
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST:
        raise Wrong(f"{shown(raw)} is no number as it is written here", allowed, raw=raw)
    return Fraction(text)


YUAN = "yuan with at most two decimals, such as 3756 or 584.92"


def fen(raw: object, allowed: str = YUAN) -> int:
    """Yuan, 0 or more, as fen."""
    amount = number(text_of(raw, allowed), raw, allowed) * 100
    if amount.denominator != 1:
        raise Wrong(f"{shown(raw)} has more than two decimals", allowed, raw=raw)
    if amount > MOST_FEN:
        raise Wrong(f"{shown(raw)} is more than a thousand million yuan", allowed, raw=raw)
    return int(amount)


SHARE = "a share from 0% to 100%, such as 2% or 0.02"


def ppm(raw: object, allowed: str = SHARE, most: int = MILLION) -> int:
    """A share, `2%` or `0.02`, as whole parts per million."""
    text = text_of(raw, allowed)
    percent = text.endswith("%")
    parts = number(text.removesuffix("%"), raw, allowed) * (MILLION // 100 if percent else MILLION)
    if parts.denominator != 1:
        raise Wrong(f"{shown(raw)} is finer than 0.0001 %", allowed, raw=raw)
    if parts > most:
        raise Wrong(f"{shown(raw)} is over {percent_text(most)}", allowed, None if percent else f"{text}%", raw)
    return int(parts)


def whole(raw: object, least: int, most: int) -> int:
    """A whole number within bounds."""
    allowed = f"a whole number from {least} to {most}"
    found = number(text_of(raw, allowed), raw, allowed)
    if found.denominator != 1:
        raise Wrong(f"{shown(raw)} is not whole", allowed, raw=raw)
    if not least <= found <= most:
        raise Wrong(f"{shown(raw)} is {'less' if found < least else 'more'} than allowed", allowed, raw=raw)
    return int(found)


DAY = "a date such as 2025-07-01, or a month such as 2025-07 for its first day"


def is_day(text: object) -> bool:
    """Whether a key is a date, so that what it leads to is a dated value."""
    return isinstance(text, date) or bool(isinstance(text, str) and _DAY.fullmatch(text))


def day(raw: object, allowed: str = DAY) -> date:
    """A date; a month is its first day."""
    text = text_of(raw, allowed)
    found = _DAY.fullmatch(text)
    if not found:
        raise Wrong(f"{shown(raw)} is no date", allowed, raw=raw)
    year, month, of_month = int(found[1]), int(found[2]), int(found[3] or 1)
    if not 1900 <= year <= 2299 or not 1 <= month <= 12 or not 1 <= of_month <= monthrange(year, month)[1]:
        raise Wrong(f"{shown(raw)} is no day of the calendar from 1900 to 2299", allowed, raw=raw)
    return date(year, month, of_month)


MONTH_DAY = "a day of the year such as 10-13"


def month_day(raw: object, allowed: str = MONTH_DAY) -> tuple[int, int]:
    """A day that every year has."""
    text = text_of(raw, allowed)
    found = _MONTH_DAY.fullmatch(text)
    month, of_month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= month <= 12 or not 1 <= of_month <= monthrange(2023, month)[1]:
        raise Wrong(f"{shown(raw)} is no day that every year has", allowed, raw=raw)
    return month, of_month


def yes_no(raw: object) -> bool:
    allowed = "yes, no"
    text = text_of(raw, allowed)
    if text not in ("yes", "no", "true", "false"):
        raise Wrong(f"{shown(raw)} is neither yes nor no", allowed, closest(text, ("yes", "no")), raw)
    return text in ("yes", "true")


def word(raw: object, words: tuple[IntEnum, ...]) -> IntEnum:
    """One word of a closed list."""
    names = {word_of(member): member for member in words}
    allowed = ", ".join(names)
    text = text_of(raw, allowed)
    if text not in names:
        raise Wrong(f"{shown(raw)} is none of the words", allowed, closest(text, names), raw)
    return names[text]


def yuan_text(amount: int) -> str:
    """Fen as yuan: whole where it is whole."""
    return str(amount // 100) if amount % 100 == 0 else f"{amount // 100}.{amount % 100:02d}"


def percent_text(parts: int) -> str:
    """Parts per million as per cent."""
    sign, parts = ("-", -parts) if parts < 0 else ("", parts)
    return f"{sign}{parts // 10_000}.{parts % 10_000:04d}".rstrip("0").rstrip(".") + "%"


def half_up(value: Fraction) -> int:
    """A non-negative fraction rounded half up."""
    return (value.numerator * 2 + value.denominator) // (2 * value.denominator)
