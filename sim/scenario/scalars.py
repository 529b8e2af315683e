"""The scalars that only a scenario has: names and what bears them, limits, chances, expected means, ends of a range.

What policy files write too (money, shares, days, words) is read by `sim.values.scalars`; here every field's type is
made of its reader.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, NamedTuple

from pydantic import PlainSerializer, PlainValidator, ValidationInfo, WithJsonSchema

from sim.errors import printable
from sim.values.refusals import Refusal, listed, nearest_word, shown
from sim.values.scalars import (
    AMOUNT,
    DAY,
    MILLION,
    MONEY,
    MONTH,
    SHARE,
    SIGNED_MONEY,
    YES_NO,
    Scalar,
    decimal,
    exact,
    is_number,
    month_text,
    ppm,
    rate,
    whole,
    yuan,
)
from sim.words.members import words_of
from sim.words.months import month_index
from sim.words.states import WhenRetired

_ANY_TEXT = {"type": ["string", "number", "boolean"]}

# ----------------------------------------------------------------------------- names


# Names under which results have rows of their own, each with one that would do.
RESERVED = {"family": "Family", "baseline": "unchanged"}


def _name(text: str) -> str:
    if text != text.strip() or len(text) > 60 or not text.isprintable() or re.search(r"[./\\]", text):
        raise Refusal(f"{shown(text)} cannot be a name")
    if text in RESERVED:
        raise Refusal(f"{shown(text)} is a name of the program's own", write=RESERVED[text])
    return text


def _prose(text: str) -> str:
    hidden = next((one for one in text if one not in "\n\t" and printable(one) != one), None)
    if hidden is not None:
        raise Refusal(
            f"the text has a character that no screen shows (U+{ord(hidden):04X})", "letters, signs and line breaks"
        )
    return text


# A dot or slash would make a sweep's path or a file's name ambiguous.
NAME = Scalar(_name, str, "a name without dots, slashes or line breaks, at most 60 characters", _ANY_TEXT)
PROSE = Scalar(_prose, str, "a text", _ANY_TEXT)


def _known(kind: str, plural: str) -> tuple[Any, ...]:
    """Metadata of a name that must be borne by something in the file; what bears which stands in the context."""

    def read(value: object, info: ValidationInfo) -> str:
        words: Iterable[str] = (info.context or {}).get(plural, ())

        def known(text: str) -> str:
            if text in words:
                return text
            allowed = listed(tuple(words)) or f"none: the file has no {plural}"
            raise Refusal(f"{shown(text)} is not {kind} of this file", allowed, lambda: nearest_word(text, words))

        return Scalar(known, allowed=f"the name of {kind}")(value)

    return PlainValidator(read), PlainSerializer(str, return_type=str), WithJsonSchema(_ANY_TEXT)


def region_names() -> tuple[str, ...]:
    """The regions there are."""
    from sim.policy import regions

    return regions()


def region_called(text: str) -> str | None:
    """The region of a name, its own or the Chinese one of its file."""
    from sim.policy import chinese_names

    called = chinese_names().get(text, ())
    return text if text in region_names() else called[0] if len(called) == 1 else None


def unknown_region(text: str) -> Refusal:
    """What is wrong with a region that is not there. Only a misspelling is put right: another city has another law."""
    from sim.policy.seeds import HOW_TO_ADD, in_its_place, misspelt

    nearest = region_called(text.removesuffix("市")) or misspelt(text)
    allowed = f"{', '.join(region_names())}; {HOW_TO_ADD}"
    return Refusal(f"{shown(text)} has no policy file in seeds/{in_its_place(text)}", allowed, nearest)


def _region(text: str) -> str:
    if text in region_names():
        return text
    from sim.policy import chinese_names

    called = chinese_names().get(text, ())
    if len(called) > 1:
        raise Refusal(f"{shown(text)} is the Chinese name of several regions", ", ".join(called))
    if not called:
        raise unknown_region(text)
    return called[0]


REGION = Scalar(_region, allowed="the name of a region")

# ----------------------------------------------------------------------------- what has a unit

CHANCE = rate("month", "a chance from 0% to 100% with its unit, such as 1% a month", "1% a month")
YEARLY_CHANCE = rate("year", "a chance from 0% to 100% with its unit, such as 4% a year", "4% a year")
GROWTH = rate("year", "a growth with its unit, such as 4% a year or -1% a year", "4% a year", signed=True)
DISCOUNT = rate("year", "a rate with its unit, such as 3% a year", "3% a year")


_RAREST = Fraction(1, 1_000_000_000)


def _per_year(text: str) -> Fraction:
    """How often a year; the key says `per_year`, so the unit may be left out."""
    times = exact(text.removesuffix("a year").rstrip(" "), "a number of times")
    if not 0 <= times <= 1000:
        raise Refusal(f"{shown(text)} is {'negative' if times < 0 else 'more than 1000'}")
    if 0 < times < _RAREST:
        raise Refusal(f"{shown(text)} is less than once in a billion years", write="0")
    return times


PER_YEAR = Scalar(
    _per_year, decimal, "how often a year, from 0 to 1000, such as 6, 0.15 or 6 a year",
    {"type": ["number", "string"], "minimum": 0},
)  # fmt: skip


class Limit(NamedTuple):
    """What a payer lets a binding pay: fen, per `year` (benefit year) or per `bill`."""

    amount: int
    per: str


def _limit(text: str) -> Limit:
    found = re.fullmatch(r"(.*?) ?a (\w+)", text)
    if not found:
        write = _a_year(text)
        raise Refusal(f"{shown(text)} does not say how long it holds", write=write)
    if found[2] not in ("year", "bill"):
        close = nearest_word(found[2], ("year", "bill"))
        raise Refusal(f"{shown(text)} is counted by the {found[2]}", nearest=close)
    return Limit(AMOUNT(found[1]), found[2])


def _a_year(text: str) -> str | None:
    """An amount that says no time, as one of a year; also where it must be written otherwise."""
    try:
        AMOUNT(text)
    except Refusal as refusal:
        return f"{refusal.write} a year" if refusal.write else None
    return f"{text} a year"


LIMIT = Scalar(
    _limit, lambda limit: f"{yuan(limit.amount)} a {limit.per}",
    "yuan a year or a bill, such as 3000 a year or 200 a bill", {"type": "string", "examples": ["3000 a year"]},
)  # fmt: skip

_RETIRES_IN_CHINESE = {one.chinese: one.word for one in WhenRetired}


def _retires(text: str) -> str | date:
    if text in _RETIRES_IN_CHINESE:
        return _RETIRES_IN_CHINESE[text]
    if not text[0].isdigit():
        raise Refusal(f"{shown(text)} is no time to retire", nearest=nearest_word(text, words_of(WhenRetired)))
    return MONTH.read(text)


RETIRES = Scalar(
    _retires, MONTH.write, "a month such as 2040-05", {"type": "string", "examples": ["2040-05"]}
).with_words(**{word: word for word in words_of(WhenRetired)})

# ----------------------------------------------------------------------------- swept values


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
            return month_text(int(number))
        return f"{decimal(number)}{self.unit}"


# The units of dates (days since the year 1) and of months (since the year 0); no text behind a number is one of them.
_DAYS, _MONTHS = "\0day", "\0month"


def measured(text: str) -> Measured:
    """What a swept value says: a date, a month, or a number with what stands behind it."""
    if re.fullmatch("[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text):
        first = DAY(text)
        if len(text) == len("2027-06"):
            return Measured(Fraction(month_index(first)), _MONTHS, Fraction(1))
        return Measured(Fraction(first.toordinal()), _DAYS, Fraction(1))
    found = re.fullmatch(r"(-?[0-9.]+)(%?.*)", text)
    if not found or not is_number(found[1]) or len(text) > 40:
        allowed = "such as 6, 0%, 9500.50, 1% a month, 2027-06-15 or 2027-06"
        raise Refusal(f"{shown(text)} is neither a number nor a date", allowed)
    decimals = len(found[1].partition(".")[2])
    step = Fraction(1, 10 ** max(decimals, 4 if found[2].startswith("%") else 0))
    return Measured(Fraction(found[1]), found[2], step)


# ----------------------------------------------------------------------------- expected means


class Mean(NamedTuple):
    """An expected mean over all lives, with the distance from it that is allowed; both in the word's own unit."""

    value: Fraction
    tolerance: Fraction

    def holds(self, mean: Fraction | float) -> bool:
        """Whether a measured mean is near enough."""
        return abs(Fraction(mean) - self.value) <= self.tolerance


def mean_of(part: Callable[[str], Fraction], allowed: str, unit: int = 1) -> Scalar:
    """Means such as `10280 ± 1%` or `10280 ± 50`; `part` reads one of the two numbers, kept in `unit` parts."""

    def read(text: str) -> Mean:
        found = re.fullmatch(r"(\S+) ?(?:±|\+-|\+/-) ?(\S+)", text)
        if not found:
            raise Refusal(f"{shown(text)} is not a mean with its tolerance", write=f"{text} ± 1%")
        value = part(found[1])
        if found[2].endswith("%"):
            return Mean(value, abs(value) * ppm(found[2]) / MILLION)
        return Mean(value, part(found[2]))

    def write(mean: Mean) -> str:
        return f"{decimal(mean.value / unit)} ± {decimal(mean.tolerance / unit)}"

    return Scalar(read, write, allowed, {"type": "string", "examples": [allowed.split(" or ")[0].split("as ")[1]]})


MEAN_YUAN = mean_of(lambda text: Fraction(SIGNED_MONEY.read(text)), "such as 10280 ± 1% or 10280 ± 50", 100)
MEAN_SHARE = mean_of(lambda text: Fraction(ppm(text), MILLION), "such as 95% ± 1% or 0.95 ± 0.01")
MEAN_PERCENT = mean_of(lambda text: Fraction(ppm(text)), "such as 95% ± 1% or 0.95 ± 0.01", MILLION)
MEAN_NUMBER = mean_of(lambda text: exact(text, "a number"), "such as 132 ± 1% or 132 ± 0.5")


def _even(least: int, most: int) -> Scalar:
    """Even whole numbers."""
    any_whole = whole(least, most)

    def read(text: str) -> int:
        number = any_whole.read(text)
        if number % 2:
            raise Refusal(f"{shown(text)} is odd", write=str(number + 1))
        return number

    schema = {**any_whole.schema, "multipleOf": 2}
    return Scalar(read, str, f"an even number from {least} to {most}", schema)


# ----------------------------------------------------------------------------- the types of fields

Money = Annotated[int, MONEY]
Amount = Annotated[int, AMOUNT]
SignedMoney = Annotated[int, SIGNED_MONEY]
Share = Annotated[int, SHARE]
MonthlyChance = Annotated[int, CHANCE]
YearlyChance = Annotated[int, YEARLY_CHANCE]
YearlyRate = Annotated[int, GROWTH]
DiscountRate = Annotated[int, DISCOUNT]
PerYear = Annotated[Fraction, PER_YEAR]
LimitOf = Annotated[Limit, LIMIT]
Day = Annotated[date, DAY]
Month = Annotated[date, MONTH]
Retires = Annotated[str | date, RETIRES]
InsuredOn = Annotated[Any, DAY.with_words(no=False)]
YesNo = Annotated[bool, YES_NO]
Name = Annotated[str, NAME]
Prose = Annotated[str, PROSE]
Someone = Annotated[str, *_known("a person", "people")]
# of the scenario or of one of its variants
Anyone = Annotated[str, *_known("a person", "anyone")]
BillName = Annotated[str, *_known("a bill", "bills")]
EventName = Annotated[str, *_known("an event", "events")]
BindingName = Annotated[str, *_known("a binding", "bindings")]
VariantName = Annotated[str, *_known("a variant", "variants")]
Region = Annotated[str, REGION]
Months = Annotated[int, whole(0, 1200, minimum=0)]
Number = Annotated[int, whole(0, 1_000_000, minimum=0)]
Count = Annotated[int, whole(1, 1200, minimum=1)]
Rank = Annotated[int, whole(1, 1000, minimum=1)]
StayDays = Annotated[int, whole(1, 3660, minimum=1)]
Years = Annotated[int, whole(1, 150)]
Lives = Annotated[int, whole(1, 10_000_000, minimum=1)]
Seed = Annotated[int, whole(0, 2**63 - 1, minimum=0)]
Trajectories = Annotated[int, whole(2, 100_000)]
Levels = Annotated[int, _even(2, 100)]
MeanYuan = Annotated[Mean, MEAN_YUAN]
MeanShare = Annotated[Mean, MEAN_SHARE]
MeanPercent = Annotated[Mean, MEAN_PERCENT]
MeanNumber = Annotated[Mean, MEAN_NUMBER]
