"""Kinds that hold one figure: yuan, shares, rates, counts, and what a rate is taken of."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sim.policy import scalars
from sim.policy.kinds.kind import Cells, Context, Kind, both_rates, none_or, scaled_fen
from sim.policy.scalars import Wrong, half_up, percent_text, shown, text_of, yuan_text
from sim.words.law import (
    NONE,
    BaseKind,
    word_of,
)


@dataclass(frozen=True)
class Money(Kind):
    """Yuan; `none` where an amount may be absent, stored as `absent`."""

    unit: str = "yuan"
    absent: int | None = None
    in_yuan = True

    @property
    def allowed(self) -> str:
        return scalars.YUAN + (", or none" if self.absent is not None else "")

    def parse(self, raw: object) -> int | None:
        if self.absent is not None and none_or(raw):
            return None
        return scalars.fen(raw, self.allowed)

    def text(self, value: int | None) -> str:
        return "none" if value is None else yuan_text(value)

    def schema(self) -> dict:
        number = {"type": "number", "minimum": 0, "multipleOf": 0.01}
        return {"anyOf": [number, {"const": "none"}]} if self.absent is not None else number

    def cells(self, value: int | None, context: Context) -> Cells:
        return {"": self.absent if value is None else value}

    def scaled(self, value: int | None, factor: Fraction, step: int) -> int | None:
        return scaled_fen(value, factor, step)


@dataclass(frozen=True)
class Bound(Money):
    """A bound of the base: published, or a share of the average wage in whole yuan."""

    of_average: int = 0
    absent: int | None = NONE
    leans = True

    def cells(self, value: int | None, context: Context) -> Cells:
        if value is not None:
            return {"": value}
        average = context.exact("contribution.base.average_wage")
        return {"": half_up(average * self.of_average / scalars.MILLION / 100) * 100}


@dataclass(frozen=True)
class Share(Kind):
    """A share in parts per million."""

    unit: str = "share"
    most: int = scalars.MILLION

    @property
    def allowed(self) -> str:
        return f"a share from 0% to {percent_text(self.most)}, such as 2% or 0.02"

    def parse(self, raw: object) -> int:
        return scalars.ppm(raw, self.allowed, self.most)

    def text(self, value: int) -> str:
        return percent_text(value)

    def schema(self) -> dict:
        number = {"type": "number", "minimum": 0, "maximum": self.most / scalars.MILLION}
        return {"anyOf": [number, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?%$"}]}


@dataclass(frozen=True)
class BackPayRate(Share):
    """A share, or `contribution`: the self-payers' rate, else both rates together."""

    leans = True

    def parse(self, raw: object) -> int | None:
        return None if none_or(raw, "contribution") else super().parse(raw)

    @property
    def allowed(self) -> str:
        return f"{super().allowed}, or contribution (the self-payers' rate, else both rates together)"

    def text(self, value: int | None) -> str:
        return "contribution" if value is None else percent_text(value)

    def schema(self) -> dict:
        return {"anyOf": [*super().schema()["anyOf"], {"const": "contribution"}]}

    def cells(self, value: int | None, context: Context) -> Cells:
        if value is None:
            menu = context.values["contribution.flexible.menu"]
            rate = menu.items[menu.default].rate
            value = both_rates(context) if rate is None else rate[0][1]
        return {"": value}


@dataclass(frozen=True)
class Rate(Kind):
    """A share per unit of time, `4% a year`; where the unit may be left out, `bare` says so."""

    unit: str = "share a year"
    per: str = "year"
    bare: bool = False
    signed: bool = False

    @property
    def allowed(self) -> str:
        return f"a rate such as {'0.05' if self.per == 'day' else '4'}% a {self.per}"

    def parse(self, raw: object) -> int:
        text = text_of(raw, self.allowed)
        if text in ("none", "0", "0%"):
            return 0
        rate = text.removesuffix(f"a {self.per}")
        if rate == text and not self.bare:
            hint = f"{text} a {self.per}" if re.fullmatch(r"-?[0-9.]+%?", text) else None
            raise Wrong(f"{shown(raw)} does not say in what time", self.allowed, hint, raw)
        rate = rate.rstrip(" ")
        negative = self.signed and rate.startswith("-")
        parts = scalars.ppm(rate[1:] if negative else rate, self.allowed)
        if negative and parts == scalars.MILLION:
            raise Wrong(f"{shown(raw)} leaves nothing", self.allowed, raw=raw)
        return -parts if negative else parts

    def text(self, value: int) -> str:
        return f"{percent_text(value)} a {self.per}"

    def schema(self) -> dict:
        optional = "?" if self.bare else ""
        pattern = rf"^{'-?' if self.signed else ''}[0-9]+(\.[0-9]+)?%( a {self.per}){optional}$"
        return {"anyOf": [{"type": "string", "pattern": pattern}, {"enum": [0, "none"]}]}


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number within bounds; a word in `words` stands for a number."""

    unit: str = "months"
    least: int = 0
    most: int = 1200
    words: tuple[tuple[str, int], ...] = ()

    def parse(self, raw: object) -> int:
        for word, value in self.words:
            if none_or(raw, word):
                return value
        try:
            return scalars.whole(raw, self.least, self.most)
        except Wrong as wrong:
            wrong.allowed = ", or ".join([wrong.allowed, *(word for word, _ in self.words)])
            raise

    def text(self, value: int) -> str:
        return next((word for word, number in self.words if number == value), str(value))

    def schema(self) -> dict:
        number = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return {"anyOf": [number, {"enum": [word for word, _ in self.words]}]} if self.words else number


@dataclass(frozen=True)
class BackPayMonths(Whole):
    """Months that may be back-paid; `grace_months` reads `coverage.gap.grace_months`."""

    words: tuple[tuple[str, int], ...] = (("grace_months", NONE),)
    leans = True

    def cells(self, value: int, context: Context) -> Cells:
        return {"": context.values["coverage.gap.grace_months"] if value == NONE else value}


@dataclass(frozen=True)
class Years(Kind):
    """Years as months: 15.5 is 186."""

    unit: str = "years"

    def parse(self, raw: object) -> int:
        allowed = "years from 0 to 60, such as 25 or 15.5"
        months = scalars.number(text_of(raw, allowed), raw, allowed) * 12
        if months.denominator != 1 or months > 720:
            raise Wrong(f"{shown(raw)} is no number of years made of whole months", allowed, raw=raw)
        return int(months)

    def text(self, value: int) -> str:
        years = f"{value / 12:.4f}".rstrip("0").rstrip(".")
        return years if value * 10_000 % 12 == 0 else f"{value} months"

    def schema(self) -> dict:
        return {"type": "number", "minimum": 0, "maximum": 60}


@dataclass(frozen=True)
class Base(Kind):
    """What a rate is taken of: yuan, a share of the average wage, or a word."""

    unit: str = "yuan, share of the average wage, or word"
    words: tuple[BaseKind, ...] = ()
    in_yuan = True

    @property
    def allowed(self) -> str:
        named = ", ".join(word_of(member) for member in self.words)
        return f"{named}, a share of the average wage such as 60%, or yuan such as 5008"

    def parse(self, raw: object) -> tuple[BaseKind, int]:
        text = text_of(raw, self.allowed)
        for member in self.words:
            if text == word_of(member):
                return member, 0
        if text[0].isalpha():
            hint = scalars.closest(text, [word_of(member) for member in self.words])
            raise Wrong(f"{shown(raw)} is no base", self.allowed, hint, raw)
        # No wage is 3 yuan: a number up to 3 is a share, whether it is written 60% or 0.6.
        if text.endswith("%") or scalars.number(text, raw, self.allowed) <= 3:
            return BaseKind.SHARE_OF_AVERAGE, scalars.ppm(raw, self.allowed, 3 * scalars.MILLION)
        return BaseKind.YUAN, scalars.fen(raw, self.allowed)

    def text(self, value: tuple[BaseKind, int]) -> str:
        if value[0] == BaseKind.YUAN:
            return yuan_text(value[1])
        return percent_text(value[1]) if value[0] == BaseKind.SHARE_OF_AVERAGE else word_of(value[0])

    def schema(self) -> dict:
        share = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?%$"}
        return {"anyOf": [{"enum": [word_of(m) for m in self.words]}, share, {"type": "number", "minimum": 0}]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"_kind": (), "_value": ()}

    def cells(self, value: tuple[BaseKind, int], context: Context) -> Cells:
        return {"_kind": int(value[0]), "_value": value[1]}

    def scaled(self, value: tuple[BaseKind, int], factor: Fraction, step: int) -> tuple[BaseKind, int]:
        return (value[0], half_up(value[1] * factor / step) * step) if value[0] == BaseKind.YUAN else value


class Credit(NamedTuple):
    """A retiree's credit: fen a month or a year, or a share of the average pension a month."""

    amount: int
    per: str  # month, year, share


@dataclass(frozen=True)
class CreditOf(Kind):
    """A leaf of `account.credit.retired`."""

    unit: str = "yuan a month, or share of the average pension"
    allowed = "yuan a month such as 95, yuan such as 1680 a year, or a share of the average pension such as 2.5%"
    in_yuan = True

    def parse(self, raw: object) -> Credit:
        text = text_of(raw, self.allowed)
        if text.endswith("%"):
            return Credit(scalars.ppm(raw, self.allowed), "share")
        per = "year" if text.endswith(" a year") else "month"
        return Credit(scalars.fen(text.removesuffix(f" a {per}"), self.allowed), per)

    def text(self, value: Credit) -> str:
        if value.per == "share":
            return percent_text(value.amount)
        return yuan_text(value.amount) + (" a year" if value.per == "year" else "")

    def schema(self) -> dict:
        return {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}

    def scaled(self, value: Credit, factor: Fraction, step: int) -> Credit:
        return value if value.per == "share" else Credit(half_up(value.amount * factor / step) * step, value.per)
