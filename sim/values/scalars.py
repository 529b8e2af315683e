"""One text and what it says: exact numbers, shares, rates, days, words; read, written again, described to an editor.

A scalar stays text until the field it stands in reads it. No binary fraction is ever made: `0.1` is one tenth, `2%` is
20,000 parts per million, or it is refused with what is allowed and, where it can be known, what to write instead.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic_core import core_schema

from sim.values.refusals import LONGEST, Refusal, nearest_word, shown
from sim.words.flows import MOST_FEN
from sim.words.members import word_of

MILLION = 1_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2299

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_CHINESE_DATE = re.compile(r"([0-9]{4})年([0-9]{1,2})月(?:([0-9]{1,2})日)?")
DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|年[0-9]{1,2}月([0-9]{1,2}日)?)$"
PERCENT_PATTERN = r"[0-9]+(\.[0-9]+)?%"

#: Marks the Chinese words of a schema, which mean what the English ones beside them do: a form proposes only those.
IN_CHINESE = "the same in Chinese"

Schema = dict[str, Any]
Read = Callable[[str], Any]


_MOST_PROPOSALS = 3  # one may be put right by the next


@dataclass(frozen=True, eq=False)
class Scalar:
    """One way of reading a text. As metadata of a type (`Annotated[int, MONEY]`) it reads a field of a model.

    `allowed` says in a message what may stand; `words` are texts that stand for values of their own, `none` for no cap.
    """

    read: Read
    write: Callable[[Any], str] = str
    allowed: str = ""
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    words: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, raw: object) -> Any:
        """The value; a mapping, a list or nothing at all is refused."""
        try:
            text = text_of(raw)
            if text in self.words:
                return self.words[text]
            return self.read(text)
        except Refusal as refusal:
            refusal.allowed = refusal.allowed or self._all_allowed()
            refusal.write = self._readable(refusal.write)
            raise

    def _all_allowed(self) -> str:
        return f"{', '.join(self.words)}, or {self.allowed}" if self.words else self.allowed

    def _readable(self, proposal: str | None) -> str | None:
        """A proposal that can be read as it stands, else what its own refusal proposes: 0.001 yuan is no 0.00."""
        for _ in range(_MOST_PROPOSALS):
            if proposal is None or proposal in self.words:
                return proposal
            try:
                self.read(proposal)
            except Refusal as refusal:
                proposal = refusal.write
            else:
                return proposal
        return None

    def text(self, value: Any) -> str:
        """The value as a file writes it."""
        return next((word for word, stands_for in self.words.items() if stands_for == value), None) or self.write(value)

    def _text_if_given(self, value: Any) -> str | None:
        """The text; none of an optional field that is not given."""
        return None if value is None and None not in self.words.values() else self.text(value)

    def json_schema(self) -> Schema:
        if not self.words:
            return dict(self.schema)  # pydantic writes into what it gets
        others = self.schema.get("anyOf", [self.schema])
        return {"anyOf": [*others, {"enum": list(self.words)}]}

    def with_words(self, **words: Any) -> "Scalar":
        """The same, and some words beside."""
        return replace(self, words={**self.words, **words})

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(self._text_if_given)
        return core_schema.no_info_plain_validator_function(self, serialization=written)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Schema:
        return self.json_schema()


def text_of(raw: object) -> str:
    """The text of one value. A program may hand over whole numbers, yes and no, and dates as they are."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, int | date):
        return str(raw)
    if not isinstance(raw, str):
        raise Refusal(f"{shown(raw)} stands where one value belongs")
    if not raw:
        raise Refusal("the value is missing")
    return raw


# ----------------------------------------------------------------------------- numbers


def _tidy(text: str) -> str | None:
    """What somebody who wrote `9,500`, `1e5`, `010` or `9500 yuan` probably meant, as a number may be written here."""
    bare = re.sub(r"[,_' ]|yuan|rmb|cny|[¥元]", "", unicodedata.normalize("NFKC", text), flags=re.IGNORECASE)
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    if not number.is_finite() or not -7 < number.adjusted() < 13 or len(bare) > LONGEST:
        return None
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def exact(text: str, what: str) -> Fraction:
    """The number a text writes: digits, perhaps a sign and a decimal point, nothing else."""
    if _NUMBER.fullmatch(text) and len(text) <= LONGEST:
        return Fraction(int(text)) if text.isdigit() else Fraction(text)
    tidy = _tidy(text) if len(text) <= LONGEST else None
    if tidy is None:
        raise Refusal(f"{shown(text)} is not {what}")
    raise Refusal(f"{shown(text)} is not {what} as it is written here", write=tidy)


def counted(text: str, parts: int, what: str) -> int | Fraction:
    """The number a text writes, counted in so many parts of one; most numbers are whole, and need no fraction."""
    if text.isascii() and text.isdigit() and (text[0] != "0" or text == "0") and len(text) <= LONGEST:
        return int(text) * parts
    return exact(text, what) * parts


def is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and len(text) <= LONGEST


def half_up(number: int | Fraction) -> int:
    """The nearest whole number, a half upwards."""
    return (number.numerator * 2 + number.denominator) // (2 * number.denominator)


def decimal(number: Fraction) -> str:
    """A fraction that was written as a decimal, written so again."""
    return format((Decimal(number.numerator) / Decimal(number.denominator)).normalize(), "f")


def whole(least: int, most: int, **schema: int) -> Scalar:
    """Whole numbers from `least` to `most`."""

    def read(text: str) -> int:
        number = counted(text, 1, "a whole number")
        if number.denominator != 1:
            raise Refusal(f"{shown(text)} is not whole", write=str(int(number)))
        if not least <= number <= most:
            raise Refusal(f"{shown(text)} is {'less than' if number < least else 'more than'} allowed")
        return int(number)

    described = {"type": "integer", **(schema or {"minimum": least, "maximum": most})}
    return Scalar(read, str, f"a whole number from {least} to {most}", described)


# ----------------------------------------------------------------------------- money

YUAN = "yuan with at most two decimals, such as 9500 or 9500.50"


def money(least: int | None = 0) -> Read:
    """Yuan to fen: `least` fen or more, or of either sign."""

    def read(text: str) -> int:
        fen = counted(text, 100, "an amount of yuan")
        if fen.denominator != 1:
            raise Refusal(f"{shown(text)} has more than two decimals", write=yuan(half_up(fen)))
        if least is not None and fen < least:
            above = "more than 0" if least else "0 or more"
            raise Refusal(f"{shown(text)} is {'negative' if fen < 0 else 'nothing'}", f"{YUAN}, {above}")
        if abs(fen) > MOST_FEN:
            raise Refusal(f"{shown(text)} is more than ten billion yuan")
        return int(fen)

    return read


def yuan(fen: int) -> str:
    """Fen as yuan, always with two decimals."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def yuan_to_read(fen: int) -> str:
    """Fen as yuan for a sentence or a table: two decimals, thousands apart."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def short_yuan(fen: int) -> str:
    """Fen as yuan: whole where it is whole."""
    return yuan(fen).removesuffix(".00")


MONEY = Scalar(money(), yuan, YUAN, {"type": ["number", "string"], "minimum": 0})
AMOUNT = Scalar(money(1), yuan, YUAN, {"type": ["number", "string"], "exclusiveMinimum": 0})
SIGNED_MONEY = Scalar(money(None), yuan, YUAN, {"type": ["number", "string"]})

# ----------------------------------------------------------------------------- shares and rates


def ppm(text: str) -> int:
    """A share of either sign as parts per million: `2%` or `0.02`."""
    number = text.removesuffix("%")
    try:
        parts = counted(number, MILLION if number == text else MILLION // 100, "a share")
    except Refusal as refusal:
        refusal.found = refusal.found.replace(shown(number), shown(text), 1)
        refusal.write = f"{refusal.write}%" if refusal.write and number != text else refusal.write
        raise
    if parts.denominator != 1:
        raise Refusal(f"{shown(text)} is finer than 0.0001 %")
    return int(parts)


def percent(parts: int) -> str:
    """Parts per million as per cent, as short as it is exact."""
    text = f"{abs(parts) // 10_000}.{abs(parts) % 10_000:04d}".rstrip("0").rstrip(".")
    return f"{'-' if parts < 0 else ''}{text}%"


def _within(parts: int, text: str, least: int, most: int, write: str | None = None) -> int:
    if parts < least:
        raise Refusal(f"{shown(text)} is less than {percent(least)}")
    if parts > most:
        raise Refusal(f"{shown(text)} is over {percent(most)}", write=write)
    return parts


def share_up_to(most: int = MILLION) -> Scalar:
    """Shares from 0 to `most`, in parts per million."""

    def read(text: str) -> int:
        parts = ppm(text)
        # Who writes 65 for a share means per cent.
        meant = f"{text}%" if not text.endswith("%") and parts <= 100 * most else None
        return _within(parts, text, 0, most, meant)

    schema = {"type": ["number", "string"], "minimum": 0, "maximum": most / MILLION}
    return Scalar(read, percent, f"a share from 0% to {percent(most)}, such as 2% or 0.02", schema)


SHARE = share_up_to()


def before_unit(text: str, unit: str, example: str) -> str:
    """The number before a unit such as `a month`; nothing needs none, so `0` may stand alone."""
    number = text.removesuffix(unit)
    if number != text:
        return number.rstrip(" ")
    if text in ("0", "0%"):
        return text
    other = re.fullmatch(r"(\S+) ?(?:(?:a|per|/) ?(\w+))", text)
    if other:
        found = f"{shown(text)} is counted by the {other[2]}, not by the {unit.removeprefix('a ')}"
        raise Refusal(found, write=example)
    if re.fullmatch(r"-?[0-9.]+%?", text):
        raise Refusal(f"{shown(text)} does not say in what time", write=f"{text} {unit}")
    raise Refusal(f"{shown(text)} is not a rate", write=example)


def rate(per: str, allowed: str, example: str, *, signed: bool = False, bare: bool = False) -> Scalar:
    """Shares per unit of time, `4% a year`, in parts per million; `bare` where the unit may be left out."""
    unit = f"a {per}"

    def read(text: str) -> int:
        alone = bare and re.fullmatch(r"[0-9.]+%?", text)
        number = text if alone else before_unit(text, unit, example)
        return _within(ppm(number), text, 1 - MILLION if signed else 0, MILLION)

    pattern = rf"^{'-?' if signed else ''}{PERCENT_PATTERN}( {unit}){'?' if bare else ''}$"
    schema = {"anyOf": [{"type": "string", "pattern": pattern}, {"const": 0}]}
    return Scalar(read, lambda parts: f"{percent(parts)} {unit}", allowed, schema)


# ----------------------------------------------------------------------------- days

DAY_ALLOWED = "a date such as 2027-06-15, or a month such as 2027-06 for its first day"


def month_text(number: int) -> str:
    """A month by its number, as a file writes it."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def is_day(text: object) -> bool:
    """Whether a key is a date, so that what it leads to is a dated value."""
    return isinstance(text, date) or bool(isinstance(text, str) and _date_in(text))


def _date_in(text: str) -> re.Match[str] | None:
    """Year, month and perhaps day of `2027-06-15` or `2027年6月15日`."""
    return _DATE.fullmatch(text) or _CHINESE_DATE.fullmatch(text)


def _day(text: str) -> date:
    found = _date_in(text)
    if not found:
        raise Refusal(f"{shown(text)} is not a date", write=_tidy_date(text))
    year, month, number = int(found[1]), int(found[2]), int(found[3] or 1)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(f"{shown(text)} is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    if not 1 <= month <= 12:
        raise Refusal(f"{shown(text)} has month {month}; a year has 12")
    last = monthrange(year, month)[1]
    if not 1 <= number <= last:
        of_month = f"{year}-{month:02d}"
        nearest = f"{of_month}-{min(number, last) or 1:02d}"
        raise Refusal(f"{shown(text)} has day {number}; {of_month} has {last}", write=nearest)
    return date(year, month, number)


def _tidy_date(text: str) -> str | None:
    """What `2027/6/5`, `2027.06.05` or `2027年6月5日` means."""
    found = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?", text)
    if not found:
        return None
    return "-".join([found[1], *(f"{int(part):02d}" for part in found.groups()[1:] if part)])


def _month(text: str) -> date:
    first = _day(text)
    if first.day != 1:
        raise Refusal(f"{shown(text)} is a day", "a month such as 2027-06", write=f"{first:%Y-%m}")
    return first


def _day_of_year(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{2})-([0-9]{2})|([0-9]{1,2})月([0-9]{1,2})日", text)
    month, day = (int(found[1] or found[3]), int(found[2] or found[4])) if found else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2023, month)[1]:
        raise Refusal(f"{shown(text)} is no day that every year has")
    return month, day


# a date; a month means its first day
DAY = Scalar(_day, date.isoformat, DAY_ALLOWED, {"type": "string", "pattern": DATE_PATTERN})
# a month, as its first day
MONTH = Scalar(_month, lambda first: f"{first:%Y-%m}", DAY_ALLOWED, {"type": "string", "pattern": DATE_PATTERN})
# month and day
DAY_OF_YEAR = Scalar(
    _day_of_year, lambda day: f"{day[0]:02d}-{day[1]:02d}", "a day of the year such as 10-13",
    {"type": "string", "pattern": r"^(\d{2}-\d{2}|\d{1,2}月\d{1,2}日)$"},
)  # fmt: skip

# ----------------------------------------------------------------------------- words


def in_chinese(words: Iterable[str]) -> Schema:
    """The schema of Chinese words."""
    return {"enum": list(words), "$comment": IN_CHINESE}


_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_YES_NO_IN_CHINESE = {"是": True, "否": False}


def _yes_no(text: str) -> bool:
    if text in _YES_NO_IN_CHINESE:
        return _YES_NO_IN_CHINESE[text]
    if text not in _YES_NO:
        raise Refusal(f"{shown(text)} is neither yes nor no", nearest=nearest_word(text, _YES_NO))
    return _YES_NO[text]


YES_NO = Scalar(
    _yes_no, lambda yes: "yes" if yes else "no", ", ".join(_YES_NO),
    {"anyOf": [{"type": ["string", "boolean"], "enum": ["yes", "no", True, False]}, in_chinese(_YES_NO_IN_CHINESE)]},
)  # fmt: skip


def one_of(words: Iterable[Enum] | Iterable[str], what: str = "") -> Scalar:
    """One word of a closed list: a member of an enumeration, or the text itself. `what` names the list in a message."""
    known = {word_of(word) if isinstance(word, Enum) else word: word for word in words}
    return _closed(known, {}, what, lambda word: word_of(word) if isinstance(word, Enum) else word)


def word_among(members: Iterable[Enum]) -> Scalar:
    """The word of a member of an enumeration, which a file may write in Chinese too."""
    known = {word_of(member): member.chinese for member in members}  # pyright: ignore[reportAttributeAccessIssue]
    return _closed({word: word for word in known}, {chinese: word for word, chinese in known.items()}, "", str)


def _closed(known: dict[str, Any], chinese: dict[str, Any], what: str, write: Callable[[Any], str]) -> Scalar:
    def read(text: str) -> Any:
        if text in known or text in chinese:
            return known[text] if text in known else chinese[text]
        found = f"is no {what}" if what else "is none of the words"
        raise Refusal(f"{shown(text)} {found}", nearest=lambda: nearest_word(text, [*known, *chinese]))

    words = {"enum": list(known)}
    schema = {"anyOf": [words, in_chinese(chinese)]} if chinese else words
    return Scalar(read, write, ", ".join(known), schema)
