"""Kinds that hold words: one of a closed list, yes or no, names, lists of words."""

import re
from dataclasses import dataclass
from enum import IntEnum, IntFlag

from sim.policy import scalars
from sim.policy.kinds.kind import NAME, Cells, Context, Kind, inside, keys_of, none_or, object_schema, padded, with_part
from sim.policy.scalars import Wrong, shown, text_of
from sim.words.law import (
    NONE,
    AccountParts,
    CoverFrom,
    PartPays,
    TopUpWay,
    word_of,
)


@dataclass(frozen=True)
class Word(Kind):
    """One word of a closed list."""

    unit: str = "word"
    words: tuple[IntEnum, ...] = ()

    def parse(self, raw: object) -> IntEnum:
        return scalars.word(raw, self.words)

    def text(self, value: IntEnum) -> str:
        return word_of(value)

    def schema(self) -> dict:
        return {"enum": [word_of(member) for member in self.words]}


@dataclass(frozen=True)
class CoverDay(Word):
    """From when a payment brings benefits; with `days`, `7 days` may stand for a word."""

    days: bool = False

    def parse(self, raw: object) -> tuple[CoverFrom, int]:
        found = re.fullmatch(r"([1-9][0-9]{0,2}) days", raw) if self.days and isinstance(raw, str) else None
        if found:
            return CoverFrom.DAYS, int(found[1])
        try:
            return CoverFrom(super().parse(raw)), 0
        except Wrong as wrong:
            wrong.allowed += ", or days such as 7 days" if self.days else ""
            raise

    def text(self, value: tuple[CoverFrom, int]) -> str:
        return f"{value[1]} days" if value[0] == CoverFrom.DAYS else word_of(value[0])

    def schema(self) -> dict:
        listed = super().schema()
        return {"anyOf": [listed, {"type": "string", "pattern": "^[1-9][0-9]* days$"}]} if self.days else listed

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"": (), "_days": ()} if self.days else {"": ()}

    def cells(self, value: tuple[CoverFrom, int], context: Context) -> Cells:
        return {"": int(value[0]), "_days": value[1]} if self.days else {"": int(value[0])}


@dataclass(frozen=True)
class YesNo(Kind):
    unit: str = "yes or no"

    def parse(self, raw: object) -> bool:
        return scalars.yes_no(raw)

    def text(self, value: bool) -> str:
        return "yes" if value else "no"

    def schema(self) -> dict:
        return {"enum": ["yes", "no", True, False]}


@dataclass(frozen=True)
class Name(Kind):
    """The name of a province; the record holds its place among the provinces of the run."""

    unit: str = "name"
    leans = True

    def parse(self, raw: object) -> str:
        text = text_of(raw, "the name of a province")
        if not NAME.fullmatch(text):
            raise Wrong(f"{shown(raw)} is no name", "small letters, such as henan", raw=raw)
        return text

    def schema(self) -> dict:
        return {"type": "string", "pattern": f"^{NAME.pattern}$"}

    def cells(self, value: str, context: Context) -> Cells:
        return {"": context.provinces.index(value)}


@dataclass(frozen=True)
class Flags(Kind):
    """A list of words, summed into one number; `none` is the empty list."""

    unit: str = "words"
    flags: type[IntFlag] = PartPays

    def parse(self, raw: object) -> IntFlag:
        if none_or(raw):
            return self.flags(0)
        total = self.flags(0)
        for one in raw if isinstance(raw, list | tuple) else [raw]:
            total |= self.flags(scalars.word(one, tuple(self.flags)))  # type: ignore[arg-type]
        return total

    def text(self, value: IntFlag) -> str:
        return "[" + ", ".join(str(flag.name).lower() for flag in self.flags if flag & value) + "]"

    def schema(self) -> dict:
        one = {"enum": [str(flag.name).lower() for flag in self.flags]}
        return {"anyOf": [{"type": "array", "items": one}, one, {"const": "none"}]}


@dataclass(frozen=True)
class PartsKind(Kind):
    """One account, or the current and the past year kept apart, with what each may pay."""

    unit: str = "one, two, or what the parts may pay"
    parts = ("current", "past")
    flags = Flags()
    everything = PartPays(15)

    def parse(self, raw: object) -> tuple[AccountParts, PartPays, PartPays]:
        if not isinstance(raw, dict):
            kind = scalars.word(raw, tuple(AccountParts))
            if kind == AccountParts.ONE:
                return AccountParts.ONE, self.everything, self.everything
            return AccountParts.TWO, PartPays.OWN_SHARE, self.everything
        keys_of(raw, self.parts, "{current: […], past: […]}, or one")
        paid = {str(key): inside(key, self.flags.parse, part) for key, part in raw.items()}
        return AccountParts.TWO, paid.get("current", PartPays.OWN_SHARE), paid.get("past", self.everything)

    def text(self, value: tuple[AccountParts, PartPays, PartPays]) -> str:
        if value[0] == AccountParts.ONE:
            return "one"
        return f"{{current: {self.flags.text(value[1])}, past: {self.flags.text(value[2])}}}"

    def schema(self) -> dict:
        mapping = object_schema({"current": self.flags.schema(), "past": self.flags.schema()})
        return {"anyOf": [{"enum": ["one", "two"]}, mapping]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"": (), "_current_pays": (), "_past_pays": ()}

    def cells(self, value: tuple[AccountParts, PartPays, PartPays], context: Context) -> Cells:
        return {"": int(value[0]), "_current_pays": int(value[1]), "_past_pays": int(value[2])}

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        return with_part(dict(raw) if isinstance(raw, dict) else {}, path, part, self.parts)


@dataclass(frozen=True)
class Ways(Kind):
    """The ways of topping up a region allows, in its order."""

    unit: str = "words"

    def parse(self, raw: object) -> tuple[TopUpWay, ...]:
        if none_or(raw):
            return ()
        listed = raw if isinstance(raw, list | tuple) else [raw]
        found = tuple(TopUpWay(scalars.word(one, tuple(TopUpWay))) for one in listed)
        if len(set(found)) != len(found):
            raise Wrong("a way is given twice", "each way once", raw=raw)
        return found

    def text(self, value: tuple[TopUpWay, ...]) -> str:
        return "[" + ", ".join(word_of(way) for way in value) + "]"

    def schema(self) -> dict:
        one = {"enum": [word_of(way) for way in TopUpWay]}
        return {"anyOf": [{"type": "array", "items": one, "uniqueItems": True}, one, {"const": "none"}]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"": (len(TopUpWay),)}

    def cells(self, value: tuple[TopUpWay, ...], context: Context) -> Cells:
        return {"": padded([int(way) for way in value], len(TopUpWay), NONE)}
