"""How the text of a scalar is read: exact numbers, one spelling each, and a clear word where it cannot be read.

A scalar stays text until the field it stands in reads it. Each type here is one such reading: text in, value out,
and back to the same text where a scenario is written out. What cannot be read is refused with what was found, what
is allowed and, where it can be told, what to write instead.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction
from typing import Annotated, Any, NamedTuple

from pydantic import PlainSerializer, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

MILLION = 1_000_000
# The largest amount whose product with a share (parts per million) still fits 64 bits: ten billion yuan.
MOST_FEN = 1_000_000_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2299

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_LONGEST = 40


class Limit(NamedTuple):
    """What a payer lets a binding pay: fen, per `year` (benefit year) or per `bill`."""

    amount: int
    per: str


class Mean(NamedTuple):
    """An expected mean over all lives, with the distance from it that is allowed; both in the word's own unit."""

    value: Fraction
    tolerance: Fraction

    def holds(self, mean: Fraction | float) -> bool:
        """Whether a measured mean is near enough."""
        return abs(Fraction(mean) - self.value) <= self.tolerance


def refuse(found: str, allowed: str = "", nearest: str | None = None, write: str | None = None) -> PydanticCustomError:
    """The refusal of a scalar: what was found, what is allowed, the nearest right word, the text to write instead."""
    return PydanticCustomError(
        "refused", "{found}", {"found": found, "allowed": allowed, "nearest": nearest, "write": write}
    )


def shown(text: object) -> str:
    """A found value as a message shows it: quoted, on one line, not endless; a list or a mapping by its kind."""
    if isinstance(text, dict):
        return "a mapping"
    if isinstance(text, list | tuple):
        return "a list"
    text = str(text)
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def nearest_word(word: str, words: Iterable[str]) -> str | None:
    """The word most like the one found, if any is like it at all; case does not count."""
    by_lower = {known.lower(): known for known in words}
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def listed(words: Sequence[str], most: int = 30) -> str:
    """Names as a message lists them: not without end."""
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")


# ----------------------------------------------------------------------------- numbers


def _text(value: object, allowed: str) -> str:
    """The scalar's text; a mapping, a list or nothing at all is refused."""
    if not isinstance(value, str):
        raise refuse(f"{shown(value)} stands where one value belongs", allowed)
    if not value:
        raise refuse("the value is missing", allowed)
    return value


def _tidy(text: str) -> str | None:
    """What somebody who wrote `9,500`, `1e5`, `010` or `9500 yuan` probably meant, as a number may be written here."""
    bare = re.sub(r"[,_' ]|yuan|rmb|cny|[¥元]", "", unicodedata.normalize("NFKC", text), flags=re.IGNORECASE)
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    if not number.is_finite() or not -7 < number.adjusted() < 13 or len(bare) > _LONGEST:
        return None
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _exact(text: str, what: str, allowed: str) -> Fraction:
    """The number a text writes: digits, perhaps a sign and a decimal point, nothing else."""
    if _NUMBER.fullmatch(text) and len(text) <= _LONGEST:
        return Fraction(text)
    tidy = _tidy(text)
    if tidy is None or len(text) > _LONGEST:
        raise refuse(f"{shown(text)} is not {what}", allowed)
    raise refuse(f"{shown(text)} is not {what} as it is written here", allowed, write=tidy)


YUAN = "yuan with at most two decimals, such as 9500 or 9500.50"


def _fen(value: object, least: int | None) -> int:
    """Yuan to fen."""
    text = _text(value, YUAN)
    fen = _exact(text, "an amount of yuan", YUAN) * 100
    if fen.denominator != 1:
        raise refuse(f"{shown(text)} has more than two decimals", YUAN, write=yuan(_half_up(fen)))
    if least is not None and fen < least:
        raise refuse(f"{shown(text)} is {'negative' if fen < 0 else 'nothing'}", f"{YUAN}, {_above(least)}")
    if abs(fen) > MOST_FEN:
        raise refuse(f"{shown(text)} is more than ten billion yuan", YUAN)
    return int(fen)


def _above(least: int) -> str:
    return "more than 0" if least else "0 or more"


def _half_up(number: Fraction) -> int:
    return (number.numerator * 2 + number.denominator) // (2 * number.denominator)


def money(value: object) -> int:
    """Yuan, 0 or more."""
    return _fen(value, 0)


def amount(value: object) -> int:
    """Yuan, more than 0."""
    return _fen(value, 1)


def signed_money(value: object) -> int:
    """Yuan, of either sign."""
    return _fen(value, None)


def yuan(fen: int) -> str:
    """Fen as yuan, always with two decimals."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def whole(least: int, most: int) -> Callable[[object], int]:
    """A reader of whole numbers from `least` to `most`."""
    allowed = f"a whole number from {least} to {most}"

    def read(value: object) -> int:
        text = _text(value, allowed)
        number = _exact(text, "a whole number", allowed)
        if number.denominator != 1:
            raise refuse(f"{shown(text)} is not whole", allowed, write=str(int(number)))
        if not least <= number <= most:
            raise refuse(f"{shown(text)} is {'less than' if number < least else 'more than'} allowed", allowed)
        return int(number)

    return read


SHARE = "a share from 0% to 100%, such as 2% or 0.02"


def _ppm(text: str, allowed: str) -> int:
    """A share as parts per million: `2%` or `0.02`."""
    if text.endswith("%"):
        parts = _exact_percent(text, allowed) * MILLION / 100
    else:
        parts = _exact(text, "a share", allowed) * MILLION
    if parts.denominator != 1:
        raise refuse(f"{shown(text)} is finer than 0.0001 %", allowed)
    return int(parts)


def _exact_percent(text: str, allowed: str) -> Fraction:
    number = text[:-1]
    if _NUMBER.fullmatch(number):
        return _exact(number, "a share", allowed)
    tidy = _tidy(number)
    raise refuse(f"{shown(text)} is not a share as it is written here", allowed, write=f"{tidy}%" if tidy else None)


def _within(parts: int, text: str, least: int, allowed: str, write: str | None = None) -> int:
    if parts < least:
        raise refuse(f"{shown(text)} is less than {percent(least)}", allowed)
    if parts > MILLION:
        raise refuse(f"{shown(text)} is over 100 %", allowed, write=write)
    return parts


def share(value: object) -> int:
    """A share from 0 to 1, in parts per million."""
    text = _text(value, SHARE)
    parts = _ppm(text, SHARE)
    # Who writes 65 for a share means per cent.
    meant = f"{text}%" if not text.endswith("%") and parts <= 100 * MILLION else None
    return _within(parts, text, 0, SHARE, meant)


def percent(ppm: int) -> str:
    """Parts per million as per cent, as short as it is exact."""
    text = f"{abs(ppm) // 10_000}.{abs(ppm) % 10_000:04d}".rstrip("0").rstrip(".")
    return f"{'-' if ppm < 0 else ''}{text}%"


def _rate(value: object, unit: str, allowed: str, example: str) -> str:
    """The number before a unit such as `a month`; nothing needs none, so `0` may stand alone."""
    text = _text(value, allowed)
    number = text.removesuffix(unit)
    if number != text:
        return number.rstrip(" ")
    if text in ("0", "0%"):
        return text
    other = re.fullmatch(r"(\S+) ?(?:(?:a|per|/) ?(\w+))", text)
    if other:
        found = f"{shown(text)} is counted by the {other[2]}, not by the {unit.removeprefix('a ')}"
        raise refuse(found, allowed, write=example)
    if re.fullmatch(r"[0-9.]+%?", text):
        raise refuse(f"{shown(text)} does not say in what time", allowed, write=f"{text} {unit}")
    raise refuse(f"{shown(text)} is not a rate", allowed, write=example)


CHANCE = "a chance from 0% to 100% with its unit, such as 1% a month"
GROWTH = "a growth with its unit, such as 4% a year or -1% a year"


def monthly_chance(value: object) -> int:
    """`1% a month` in parts per million."""
    number = _rate(value, "a month", CHANCE, "1% a month")
    return _within(_ppm(number, CHANCE), str(value), 0, CHANCE)


def yearly_rate(value: object) -> int:
    """`4% a year` in parts per million; things may also shrink."""
    number = _rate(value, "a year", GROWTH, "4% a year")
    return _within(_ppm(number, GROWTH), str(value), 1 - MILLION, GROWTH)


VISITS = "how often a year, from 0 to 1000, such as 6, 0.15 or 6 a year"


def per_year(value: object) -> Fraction:
    """How often a year; the key says `per_year`, so the unit may be left out."""
    text = _text(value, VISITS)
    times = _exact(text.removesuffix("a year").rstrip(" "), "a number of times", VISITS)
    if not 0 <= times <= 1000:
        raise refuse(f"{shown(text)} is {'negative' if times < 0 else 'more than 1000'}", VISITS)
    return times


def decimal(number: Fraction) -> str:
    """A fraction that was written as a decimal, written so again."""
    return format((Decimal(number.numerator) / Decimal(number.denominator)).normalize(), "f")


class Measured(NamedTuple):
    """A number, its unit (`%`, ` a month`, ...) and the step in which it is written; of a date or a month, a count."""

    number: Fraction
    unit: str
    step: Fraction

    def written(self, number: Fraction) -> str:
        """Another number of this unit, as a file would write it."""
        if self.unit == _DAYS:
            return date.fromordinal(int(number)).isoformat()
        if self.unit == _MONTHS:
            return f"{int(number) // 12:04d}-{int(number) % 12 + 1:02d}"
        return f"{decimal(number)}{self.unit}"


# The units of dates (days since the year 1) and of months (since the year 0); no text behind a number is one of them.
_DAYS, _MONTHS = "\0day", "\0month"


def measured(text: str) -> Measured:
    """What a swept value says: a date, a month, or a number with what stands behind it."""
    if _DATE.fullmatch(text):
        first = day(text)
        if len(text) == len("2027-06"):
            return Measured(Fraction(first.year * 12 + first.month - 1), _MONTHS, Fraction(1))
        return Measured(Fraction(first.toordinal()), _DAYS, Fraction(1))
    found = re.fullmatch(r"(-?[0-9.]+)(%?.*)", text)
    if not found or not _NUMBER.fullmatch(found[1]) or len(text) > _LONGEST:
        raise refuse(
            f"{shown(text)} is neither a number nor a date", "such as 6, 0%, 9500.50, 1% a month, 2027-06-15 or 2027-06"
        )
    decimals = len(found[1].partition(".")[2])
    return Measured(
        Fraction(found[1]), found[2], Fraction(1, 10 ** max(decimals, 4 if found[2].startswith("%") else 0))
    )


LIMIT = "yuan a year or a bill, such as 3000 a year or 200 a bill"


def limit(value: object) -> Limit:
    """`3000 a year` or `200 a bill`."""
    text = _text(value, LIMIT)
    found = re.fullmatch(r"(.*?) ?a (\w+)", text)
    if not found:
        tidy = _tidy(text)
        raise refuse(f"{shown(text)} does not say how long it holds", LIMIT, write=f"{tidy} a year" if tidy else None)
    if found[2] not in ("year", "bill"):
        raise refuse(f"{shown(text)} is counted by the {found[2]}", LIMIT, nearest_word(found[2], ("year", "bill")))
    return Limit(amount(found[1]), found[2])


# ----------------------------------------------------------------------------- dates

DAY = "a date such as 2027-06-15, or a month such as 2027-06 for its first day"


def day(value: object) -> date:
    """A date; a month means its first day."""
    text = _text(value, DAY)
    found = _DATE.fullmatch(text)
    if not found:
        raise refuse(f"{shown(text)} is not a date", DAY, write=_tidy_date(text))
    year, month, number = int(found[1]), int(found[2]), int(found[3] or 1)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse(f"{shown(text)} is not in the years {FIRST_YEAR} to {LAST_YEAR}", DAY)
    if not 1 <= month <= 12:
        raise refuse(f"{shown(text)} has month {month}; a year has 12", DAY)
    last = monthrange(year, month)[1]
    if not 1 <= number <= last:
        raise refuse(
            f"{shown(text)} has day {number}; {text[:7]} has {last}",
            DAY,
            write=f"{text[:7]}-{min(number, last) or 1:02d}",
        )
    return date(year, month, number)


def _tidy_date(text: str) -> str | None:
    """What `2027/6/5`, `2027.06.05` or `2027年6月5日` means."""
    found = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?", text)
    if not found:
        return None
    return "-".join([found[1], *(f"{int(part):02d}" for part in found.groups()[1:] if part)])


def month(value: object) -> date:
    """A month, as its first day."""
    first = day(value)
    if first.day != 1:
        raise refuse(f"{shown(value)} is a day", "a month such as 2027-06", write=str(value)[:7])
    return first


def retirement_month(value: object) -> str | date:
    """`statutory`, `earliest`, `latest`, or a month."""
    words = ("statutory", "earliest", "latest")
    if value in words:
        return str(value)
    allowed = f"{', '.join(words)}, or a month such as 2040-05"
    text = _text(value, allowed)
    if not text[0].isdigit():
        raise refuse(f"{shown(text)} is no time to retire", allowed, nearest_word(text, words))
    return month(text)


def _month_text(value: str | date) -> str:
    return value if isinstance(value, str) else f"{value:%Y-%m}"


# ----------------------------------------------------------------------------- words and names

YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def yes_no(value: object) -> bool:
    """`yes`, `no`, `true`, `false`."""
    allowed = ", ".join(YES_NO)
    text = _text(value, allowed)
    if text not in YES_NO:
        raise refuse(f"{shown(text)} is neither yes nor no", allowed, nearest_word(text, YES_NO))
    return YES_NO[text]


def name(value: object) -> str:
    """A name is any text on one line; a dot or slash would make a sweep's path or a file's name ambiguous."""
    allowed = "a name without dots, slashes or line breaks, at most 60 characters"
    text = _text(value, allowed)
    if text != text.strip() or len(text) > 60 or not text.isprintable() or re.search(r"[./\\]", text):
        raise refuse(f"{shown(text)} cannot be a name", allowed)
    return text


def prose(value: object) -> str:
    """Any text."""
    return _text(value, "a text")


def _known(kind: str, plural: str) -> Callable[[object, ValidationInfo], str]:
    """A reader of a name that must be borne by something in the file; the loader tells which are in the context."""

    def read(value: object, info: ValidationInfo) -> str:
        words: Iterable[str] = (info.context or {}).get(plural, ())
        text = _text(value, f"the name of {kind}")
        if text not in words:
            allowed = listed(tuple(words)) or f"none: the file has no {plural}"
            raise refuse(f"{shown(text)} is not {kind} of this file", allowed, nearest_word(text, words))
        return text

    return read


def region_names() -> tuple[str, ...]:
    """The regions there are."""
    from sim.policy import regions

    return regions()


def region(value: object) -> str:
    """A region is a policy file in seeds/."""
    words = region_names()
    text = _text(value, ", ".join(words))
    if text not in words:
        raise refuse(f"{shown(text)} has no policy file in seeds/", ", ".join(words), nearest_word(text, words))
    return text


# ----------------------------------------------------------------------------- expected means


def mean_of(unit: str) -> Callable[[object], Mean]:
    """A reader of `10280 ± 1%` or `10280 ± 50`; the unit is that of the word: yuan, share or number."""
    allowed = {"yuan": "such as 10280 ± 1% or 10280 ± 50", "share": "such as 95% ± 1% or 0.95 ± 0.01"}.get(
        unit, "such as 132 ± 1% or 132 ± 0.5"
    )

    def part(text: str) -> Fraction:
        if unit == "yuan":
            return Fraction(signed_money(text))
        if unit == "share":
            return Fraction(_ppm(text, allowed), MILLION)
        return _exact(text, "a number", allowed)

    def read(value: object) -> Mean:
        text = _text(value, allowed)
        found = re.fullmatch(r"(\S+) ?(?:±|\+-|\+/-) ?(\S+)", text)
        if not found:
            raise refuse(f"{shown(text)} is not a mean with its tolerance", allowed, write=f"{text} ± 1%")
        value_of = part(found[1])
        if found[2].endswith("%"):
            return Mean(value_of, abs(value_of) * _ppm(found[2], allowed) / MILLION)
        return Mean(value_of, part(found[2]))

    return read


def _mean_text(unit: int) -> Callable[[Mean], str]:
    """A writer of a mean kept in hundredths (100) or whole (1)."""
    return lambda mean: f"{decimal(mean.value / unit)} ± {decimal(mean.tolerance / unit)}"


# ----------------------------------------------------------------------------- the types


def _written(read: Callable[..., Any], write: Callable[[Any], str], *types: str, **schema: Any) -> tuple[Any, ...]:
    """What an annotated type carries: how it is read, written out, and described to an editor."""
    described = {"type": types[0] if len(types) == 1 else list(types), **schema}
    return PlainValidator(read), PlainSerializer(write, return_type=str), WithJsonSchema(described)


def _iso(value: date) -> str:
    return value.isoformat()


_DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"
_TEXT = ("string", "number", "boolean")

Money = Annotated[int, *_written(money, yuan, "number", "string", minimum=0)]
Amount = Annotated[int, *_written(amount, yuan, "number", "string", exclusiveMinimum=0)]
SignedMoney = Annotated[int, *_written(signed_money, yuan, "number", "string")]
Share = Annotated[int, *_written(share, percent, "number", "string", minimum=0, maximum=1)]
MonthlyChance = Annotated[
    int, *_written(monthly_chance, lambda ppm: f"{percent(ppm)} a month", "string", "integer", examples=["1% a month"])
]
YearlyRate = Annotated[
    int, *_written(yearly_rate, lambda ppm: f"{percent(ppm)} a year", "string", "integer", examples=["4% a year"])
]
PerYear = Annotated[Fraction, *_written(per_year, decimal, "number", "string", minimum=0)]
LimitOf = Annotated[
    Limit, *_written(limit, lambda bound: f"{yuan(bound.amount)} a {bound.per}", "string", examples=["3000 a year"])
]
Day = Annotated[date, *_written(day, _iso, "string", pattern=_DATE_PATTERN)]
Month = Annotated[date, *_written(month, _month_text, "string", pattern=_DATE_PATTERN)]
Retires = Annotated[
    str | date,
    *_written(retirement_month, _month_text, "string", examples=["statutory", "earliest", "latest", "2040-05"]),
]
YesNo = Annotated[
    bool, *_written(yes_no, lambda yes: "yes" if yes else "no", "string", "boolean", enum=["yes", "no", True, False])
]
Name = Annotated[str, *_written(name, str, *_TEXT)]
Prose = Annotated[str, *_written(prose, str, *_TEXT)]
Someone = Annotated[str, *_written(_known("a person", "people"), str, *_TEXT)]
# of the scenario or of one of its variants
Anyone = Annotated[str, *_written(_known("a person", "anyone"), str, *_TEXT)]
BillName = Annotated[str, *_written(_known("a bill", "bills"), str, *_TEXT)]
EventName = Annotated[str, *_written(_known("an event", "events"), str, *_TEXT)]
BindingName = Annotated[str, *_written(_known("a binding", "bindings"), str, *_TEXT)]
VariantName = Annotated[str, *_written(_known("a variant", "variants"), str, *_TEXT)]
Region = Annotated[str, *_written(region, str, "string")]
Months = Annotated[int, *_written(whole(0, 1200), str, "integer", minimum=0)]
Count = Annotated[int, *_written(whole(1, 1200), str, "integer", minimum=1)]
Rank = Annotated[int, *_written(whole(1, 1000), str, "integer", minimum=1)]
Years = Annotated[int, *_written(whole(1, 150), str, "integer", minimum=1, maximum=150)]
Lives = Annotated[int, *_written(whole(1, 10_000_000), str, "integer", minimum=1)]
Seed = Annotated[int, *_written(whole(0, 2**63 - 1), str, "integer", minimum=0)]
MeanYuan = Annotated[Mean, *_written(mean_of("yuan"), _mean_text(100), "string", examples=["10280 ± 1%"])]
MeanShare = Annotated[Mean, *_written(mean_of("share"), _mean_text(1), "string", examples=["95% ± 1%"])]
MeanNumber = Annotated[Mean, *_written(mean_of("number"), _mean_text(1), "string", examples=["132 ± 1%"])]
