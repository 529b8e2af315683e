"""Kinds that hold days, months, waits and windows."""

import re
from dataclasses import dataclass
from typing import Any

from sim.policy import scalars
from sim.policy.kinds.kind import (
    DAY_SCHEMA,
    Cells,
    Context,
    Kind,
    inside,
    keys_of,
    none_or,
    object_schema,
    padded,
    with_part,
)
from sim.policy.scalars import Wrong, shown, text_of
from sim.words.law import (
    AGES,
    NONE,
    UNLIMITED,
)


@dataclass(frozen=True)
class Day(Kind):
    """A date, stored as its ordinal; `never` is beyond every day."""

    unit: str = "date"

    def parse(self, raw: object) -> int:
        allowed = f"{scalars.DAY}, or never"
        return UNLIMITED if none_or(raw, "never") else scalars.day(raw, allowed).toordinal()

    def text(self, value: int) -> str:
        return "never" if value == UNLIMITED else scalars.date.fromordinal(value).isoformat()

    def schema(self) -> dict:
        return {"anyOf": [{"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}, {"const": "never"}]}


@dataclass(frozen=True)
class Month(Kind):
    """A month, stored as months since year 0."""

    unit: str = "month"

    def parse(self, raw: object) -> int:
        first = scalars.day(raw, "a month such as 1965-01")
        if first.day != 1:
            raise Wrong(f"{shown(raw)} is a day", "a month such as 1965-01", str(raw)[:7], raw)
        return first.year * 12 + first.month - 1

    def text(self, value: int) -> str:
        return f"{value // 12:04d}-{value % 12 + 1:02d}"

    def schema(self) -> dict:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}$"}


@dataclass(frozen=True)
class DayOfYear(Kind):
    unit: str = "day of the year"

    def parse(self, raw: object) -> tuple[int, int]:
        return scalars.month_day(raw)

    def text(self, value: tuple[int, int]) -> str:
        return f"{value[0]:02d}-{value[1]:02d}"

    def schema(self) -> dict:
        return DAY_SCHEMA

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"_month": (), "_day": ()}

    def cells(self, value: tuple[int, int], context: Context) -> Cells:
        return {"_month": value[0], "_day": value[1]}


@dataclass(frozen=True)
class Days(Kind):
    """Days of the year on which something happens; `none` for no such day."""

    unit: str = "days of the year"

    def parse(self, raw: object) -> tuple[tuple[int, int], ...]:
        if none_or(raw):
            return ()
        listed = raw if isinstance(raw, list | tuple) else [raw]
        if len(listed) > AGES:
            raise Wrong(f"{len(listed)} days", f"at most {AGES} days", raw=raw)
        return tuple(scalars.month_day(one) for one in listed)

    def text(self, value: tuple[tuple[int, int], ...]) -> str:
        return "[" + ", ".join(f"{month:02d}-{day:02d}" for month, day in value) + "]" if value else "none"

    def schema(self) -> dict:
        listed = {"type": "array", "items": DAY_SCHEMA, "maxItems": AGES}
        return {"anyOf": [listed, DAY_SCHEMA, {"const": "none"}]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"_month": (AGES,), "_day": (AGES,)}

    def cells(self, value: tuple[tuple[int, int], ...], context: Context) -> Cells:
        return {
            "_month": padded([month for month, _ in value], AGES, 0),
            "_day": padded([day for _, day in value], AGES, 0),
        }


@dataclass(frozen=True)
class Wait(Kind):
    """`6` months or `60 days`; with `same`, that word stores -1 months."""

    unit: str = "months, or days"
    same: bool = False

    def parse(self, raw: object) -> tuple[int, int]:
        allowed = "months such as 6, or days such as 60 days" + (", or same" if self.same else "")
        text = text_of(raw, allowed)
        if self.same and text == "same":
            return NONE, 0
        found = re.fullmatch(r"(0|[1-9][0-9]*)(?: (months?|days?))?", text)
        if not found or len(found[1]) > 4:
            raise Wrong(f"{shown(raw)} is no wait", allowed, raw=raw)
        length, in_days = int(found[1]), (found[2] or "").startswith("day")
        if length > (1000 if in_days else 60):
            raise Wrong(f"{shown(raw)} is longer than any wait", f"{allowed}; at most 60 months or 1000 days", raw=raw)
        return (0, length) if in_days else (length, 0)

    def text(self, value: tuple[int, int]) -> str:
        if value[0] == NONE:
            return "same"
        return f"{value[1]} days" if value[1] else str(value[0])

    def schema(self) -> dict:
        pattern = r"^([0-9]+( (months?|days?))?" + ("|same)$" if self.same else ")$")
        return {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 60}, {"type": "string", "pattern": pattern}]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"_months": (), "_days": ()}

    def cells(self, value: tuple[int, int], context: Context) -> Cells:
        return {"_months": value[0], "_days": value[1]}


@dataclass(frozen=True)
class Window(Kind):
    """First and last day to pay; `to: 02-28 next` lies in the year that is paid for."""

    unit: str = "days of the year"
    parts = ("from", "to")

    def parse(self, raw: object) -> tuple[tuple[int, int], tuple[int, int], bool]:
        keys_of(raw, self.parts, "a window {from: 10-13, to: 12-31}")
        assert isinstance(raw, dict)
        if len(raw) != 2:
            raise Wrong("a window has a first and a last day", "{from: 10-13, to: 12-31}", raw=raw)
        last = text_of(raw["to"], "a day such as 12-31, or 02-28 next").removesuffix(" next")
        following = last != raw["to"]
        first_day = inside("from", scalars.month_day, raw["from"])
        last_day = inside("to", lambda text: scalars.month_day(text, "12-31, or 02-28 next"), last)
        if not following and last_day < first_day:
            raise Wrong(
                f"the window ends on {last}, before it begins", f"{last} next, for a day of the year that follows",
                f"{last} next", raw["to"],
            )  # fmt: skip
        return first_day, last_day, following

    def text(self, value: Any) -> str:
        (a, b), (c, d), following = value
        return f"{{from: {a:02d}-{b:02d}, to: {c:02d}-{d:02d}{' next' if following else ''}}}"

    def schema(self) -> dict:
        last = {"type": "string", "pattern": r"^\d{2}-\d{2}( next)?$"}
        return object_schema({"from": DAY_SCHEMA, "to": last}, required=["from", "to"])

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return dict.fromkeys(("_from_month", "_from_day", "_to_month", "_to_day", "_to_next"), ())

    def cells(self, value: Any, context: Context) -> Cells:
        first, last, following = value
        return {
            "_from_month": first[0], "_from_day": first[1],
            "_to_month": last[0], "_to_day": last[1], "_to_next": int(following),
        }  # fmt: skip

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        return with_part(dict(raw) if isinstance(raw, dict) else {}, path, part, self.parts)
