"""Single texts that only the law has, and the kinds that hold one of them."""

import re
from dataclasses import replace
from datetime import date
from enum import IntEnum, IntFlag
from typing import Annotated, Any, NamedTuple

from sim.policy.kinds.kind import BOTH_RATES, Context, Fen, Kind
from sim.values.models import Form, list_of, steps
from sim.values.refusals import Refusal, nearest_word, shown
from sim.values.scalars import (
    DAY,
    DAY_OF_YEAR,
    MILLION,
    MONTH,
    PERCENT_PATTERN,
    SHARE,
    YES_NO,
    Scalar,
    exact,
    half_up,
    is_number,
    money,
    month_text,
    one_of,
    percent,
    ppm,
    rate,
    share_up_to,
    short_yuan,
    whole,
)
from sim.words.law import NONE, UNLIMITED, BaseKind, CoverFrom
from sim.words.members import word_of
from sim.words.months import month_index

NAME = re.compile(r"[a-z][a-z0-9_-]*")
_PERCENT = {"type": "string", "pattern": f"^{PERCENT_PATTERN}$"}

# ----------------------------------------------------------------------------- yuan

FEN = Scalar(
    lambda text: Fen(money()(text)), short_yuan, "yuan with at most two decimals, such as 3756 or 584.92",
    {"type": "number", "minimum": 0},
)  # fmt: skip
CAP = FEN.with_words(none=UNLIMITED)


def yuan(unit: str, scalar: Scalar = FEN) -> Kind:
    return Kind(Annotated[int, scalar], unit, in_yuan=True)


def bound(unit: str, of_average: int) -> Kind:
    """A bound of the base: published, or a share of the average wage in whole yuan."""

    def derived(value: int | None, context: Context) -> int:
        average = context.exact("contribution.base.average_wage")
        return half_up(average * of_average / MILLION / 100) * 100 if value is None else value

    on = ("contribution.base.average_wage",)
    return Kind(Annotated[Any, FEN.with_words(none=None)], unit, derived=derived, leans_on=on, in_yuan=True)


def base_of(*members: BaseKind) -> Scalar:
    """What a rate is taken of: a word, a share of the average wage, or yuan."""
    words = {word_of(member): (member, 0) for member in members}

    def read(text: str) -> tuple[BaseKind, int]:
        if text[0].isalpha():
            raise Refusal(f"{shown(text)} is no base", nearest=nearest_word(text, words))
        # No wage is 3 yuan: a number up to 3 is a share, whether it is written 60% or 0.6.
        if text.endswith("%") or (is_number(text) and exact(text, "a base") <= 3):
            return BaseKind.SHARE_OF_AVERAGE, share_up_to(3 * MILLION).read(text)
        return BaseKind.YUAN, FEN.read(text)

    def write(value: tuple[BaseKind, int]) -> str:
        return short_yuan(value[1]) if value[0] == BaseKind.YUAN else percent(value[1])

    schema = {"anyOf": [_PERCENT, {"type": "number", "minimum": 0}]}
    allowed = "a share of the average wage such as 60%, or yuan such as 5008"
    return Scalar(read, write, allowed, schema, words)


def base(*members: BaseKind) -> Kind:
    unit = "yuan, share of the average wage, or word"
    return Kind(Annotated[Any, base_of(*members)], unit, {"_kind": 0, "_value": 0}, in_yuan=True)


class Credit(NamedTuple):
    """A retiree's credit: fen a month or a year, or a share of the average pension a month."""

    amount: int
    per: str  # month, year, share


def _credit(text: str) -> Credit:
    if text.endswith("%"):
        return Credit(SHARE.read(text), "share")
    per = "year" if text.endswith(" a year") else "month"
    return Credit(FEN.read(text.removesuffix(f" a {per}")), per)


def _credit_text(credit: Credit) -> str:
    if credit.per == "share":
        return percent(credit.amount)
    return short_yuan(credit.amount) + (" a year" if credit.per == "year" else "")


CREDIT = Scalar(
    _credit, _credit_text,
    "yuan a month such as 95, yuan such as 1680 a year, or a share of the average pension such as 2.5%",
    {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]},
)  # fmt: skip

# ----------------------------------------------------------------------------- shares, rates, counts


def _points(text: str) -> int:
    points = ppm(text)
    if abs(points) > MILLION:
        raise Refusal(f"{shown(text)} is more than 100 points")
    return points


# of a ratio, more or less
POINTS = Scalar(_points, percent, "points of a ratio such as -5%, from -100% to 100%", {"type": ["number", "string"]})
LAW_SHARE = Kind(Annotated[int, SHARE], "share")


def _share_or_yuan(text: str) -> tuple[int, int]:
    """A share, or fen: what is not given is 0, or without limit."""
    if text.endswith("%") or (is_number(text) and exact(text, "a limit") <= 1):
        return SHARE.read(text), UNLIMITED
    return 0, FEN.read(text)


# a limit as a share of something, or in yuan
SHARE_OR_YUAN = Kind(
    Annotated[
        Any,
        Scalar(
            _share_or_yuan, lambda limit: percent(limit[0]) if limit[1] == UNLIMITED else short_yuan(limit[1]),
            "a share such as 20%, or yuan such as 80000", {"anyOf": [_PERCENT, {"type": "number", "minimum": 0}]},
        ),
    ],
    "share, or yuan",
    {"": 0, "_amount": UNLIMITED},
)  # fmt: skip


def _back_pay_rate(value: int | None, context: Context) -> int:
    if value is not None:
        return value
    menu = context.values["contribution.flexible.menu"]
    found = menu.items[menu.default].rate
    return context.both_rates if found is None else found[0][1]


# `contribution`: the self-payers' rate, else both rates together
BACK_PAY_RATE = Kind(
    Annotated[Any, SHARE.with_words(contribution=None)], "share", derived=_back_pay_rate,
    leans_on=("contribution.flexible.menu", *BOTH_RATES), words=("contribution",),
)  # fmt: skip


def law_rate(per: str, *, signed: bool = False, bare: bool = False) -> Kind:
    """A share per unit of time; `none` is no rate at all."""
    example = f"{'0.05' if per == 'day' else '4'}% a {per}"
    shares = rate(per, f"a rate such as {example}", example, signed=signed, bare=bare)
    scalar = replace(shares, read=lambda text: 0 if text == "none" else shares.read(text))
    return Kind(Annotated[int, scalar], f"share a {per}")


def count(unit: str = "months", least: int = 0, most: int = 1200, **words: int) -> Kind:
    """A whole number within bounds; a word may stand for a number."""
    return Kind(Annotated[int, whole(least, most).with_words(**words)], unit, words=tuple(words))


def _months_or_grace(value: int, context: Context) -> int:
    return context.values["coverage.gap.grace_months"] if value == NONE else value


# months, or those of `coverage.gap.grace_months`
MONTHS_OR_GRACE = Kind(
    Annotated[int, whole(0, 1200).with_words(grace_months=NONE)], "months", derived=_months_or_grace,
    leans_on=("coverage.gap.grace_months",), words=("grace_months",),
)  # fmt: skip


DAYS_OF_MONTH = 31  # at most: no month of grace is shorter than it is meant


def _switch_days(value: int, context: Context) -> int:
    return DAYS_OF_MONTH * context.values["coverage.gap.grace_months"] if value == NONE else value


SWITCH_DAYS = Kind(
    Annotated[int, whole(0, 3660).with_words(grace_months=NONE)], "days", derived=_switch_days,
    leans_on=("coverage.gap.grace_months",), words=("grace_months",),
)  # fmt: skip


def _years(text: str) -> int:
    months = exact(text, "a number of years") * 12
    if months.denominator != 1 or not 0 <= months <= 720:
        raise Refusal(f"{shown(text)} is no number of years made of whole months")
    return int(months)


def _years_text(months: int) -> str:
    years = f"{months / 12:.4f}".rstrip("0").rstrip(".")
    return years if months * 10_000 % 12 == 0 else f"{months} months"


# kept in months: 15.5 is 186
YEARS = Kind(
    Annotated[
        int,
        Scalar(
            _years, _years_text, "years from 0 to 60, such as 25 or 15.5",
            {"type": "number", "minimum": 0, "maximum": 60},
        ),
    ],
    "years",
)  # fmt: skip

# ----------------------------------------------------------------------------- days

# the ordinal of a date; `never` is beyond every day
ORDINAL = Scalar(
    lambda text: DAY.read(text).toordinal(), lambda day: date.fromordinal(day).isoformat(), DAY.allowed, DAY.schema
)
DATE = Kind(Annotated[int, ORDINAL.with_words(never=UNLIMITED)], "date")


# months since year 0
BIRTH_MONTH = Kind(
    Annotated[
        int,
        Scalar(
            lambda text: month_index(MONTH.read(text)), month_text, "a month such as 1965-01",
            {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
        ),
    ],
    "month",
)  # fmt: skip
DATE_OF_YEAR = Kind(Annotated[Any, DAY_OF_YEAR], "day of the year", {"_month": 0, "_day": 0})


def dates_of_year(most: int) -> Kind:
    """Days of the year on which something happens; `none` for no such day."""
    return Kind(list_of(DAY_OF_YEAR, most), "days of the year", {"_month": 0, "_day": 0}, most)


def _wait(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(0|[1-9][0-9]*)(?: (months?|days?))?", text)
    if not found or len(found[1]) > 4:
        raise Refusal(f"{shown(text)} is no wait")
    length, in_days = int(found[1]), (found[2] or "").startswith("day")
    if length > (1000 if in_days else 60):
        raise Refusal(f"{shown(text)} is longer than any wait", "at most 60 months or 1000 days")
    return (0, length) if in_days else (length, 0)


# (months, days): one of them is zero
WAIT_OF = Scalar(
    _wait, lambda wait: f"{wait[1]} days" if wait[1] else str(wait[0]), "months such as 6, or days such as 60 days",
    {"anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 60}, {"type": "string", "pattern": r"^[0-9]+( (months?|days?))?$"},
    ]},
)  # fmt: skip


def wait(**words: tuple[int, int]) -> Kind:
    return Kind(Annotated[Any, WAIT_OF.with_words(**words)], "months, or days", {"_months": 0, "_days": 0})


# ----------------------------------------------------------------------------- words


def word(*members: IntEnum) -> Kind:
    """One word of a closed list."""
    scalar = one_of(members)
    return Kind(Annotated[IntEnum, scalar], "word", words=tuple(scalar.schema["enum"]))


def cover_day_or_days(*members: CoverFrom) -> Kind:
    """From when a payment brings benefits: a word, or so many days after it."""
    words = {word_of(member): (member, 0) for member in members}

    def read(text: str) -> tuple[CoverFrom, int]:
        found = re.fullmatch(r"([1-9][0-9]{0,2}) days", text)
        if not found:
            raise Refusal(f"{shown(text)} is none of the words", nearest=nearest_word(text, words))
        return CoverFrom.DAYS, int(found[1])

    days = {"type": "string", "pattern": "^[1-9][0-9]* days$"}
    scalar = Scalar(read, lambda value: f"{value[1]} days", "days such as 7 days", days, words)
    return Kind(Annotated[Any, scalar], "word, or days", {"": 0, "_days": 0}, words=(*words, "7 days"))


FLAG = Kind(Annotated[bool, YES_NO], "yes or no")


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise Refusal(f"{shown(text)} is no name")
    return text


LAW_NAME = Scalar(_name, str, "small letters, such as henan", {"type": "string", "pattern": f"^{NAME.pattern}$"})
# the record holds its place among the provinces of the run
PROVINCE = Kind(
    Annotated[str, LAW_NAME], "name", derived=lambda value, context: context.provinces.index(value)
)  # fmt: skip


def flags_of(members: type[IntFlag]) -> Any:
    """The type of a list of words that is summed into one number; `none` is the empty list."""

    def summed(found: tuple[Any, ...]) -> IntFlag:
        total = members(0)
        for one in found:
            total |= one
        return total

    def written(value: IntFlag, _: Any) -> Any:
        return [word_of(flag) for flag in members if flag & value] or "none"

    return Annotated[list_of(one_of(members), len(members)), Form(check=summed, write=written)]


def flags(members: type[IntFlag]) -> Kind:
    return Kind(flags_of(members), "words", words=tuple(word_of(flag) for flag in members))


def ways(members: type[IntEnum]) -> Kind:
    """Different words in the order of the file."""
    listed = list_of(one_of(members), len(members))
    return Kind(listed, "words", {"": NONE}, len(members), words=tuple(word_of(way) for way in members))


def by_steps(
    scalar: Scalar, unit: str, what: str, columns: dict[str, int], size: int, first: int | None = 0, **options: Any
) -> Kind:
    """Figures by a lower bound, an age or a number of years; `first` is None where a table may begin anywhere."""
    reads = steps(scalar, what, first, size, fewest=2 if first == 0 else 1)
    return Kind(reads, unit, columns, size, whole=lambda raw: {str(first or 0): raw}, **options)
