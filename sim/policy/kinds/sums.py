"""Kinds that hold a sum with its circumstances: extras and late payment."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sim.policy import scalars
from sim.policy.kinds.days import Wait
from sim.policy.kinds.kind import (
    DAY_SCHEMA,
    Cells,
    Context,
    Kind,
    inside,
    keys_of,
    none_or,
    object_schema,
    scaled_fen,
    with_part,
)
from sim.policy.scalars import Wrong, half_up, percent_text, shown, yuan_text
from sim.words.law import (
    NONE,
)


@dataclass(frozen=True)
class Extra(Kind):
    """What one kind of payer pays on top: yuan a month or a share of the base, in cash or from the account."""

    unit: str = "yuan a month, or share"
    in_yuan = True
    parts = ("amount", "share", "from")

    def parse(self, raw: object) -> tuple[int, int, bool]:
        if not isinstance(raw, dict):
            share = isinstance(raw, str) and raw.endswith("%")
            if none_or(raw):
                return 0, 0, False
            return (0, scalars.ppm(raw), False) if share else (scalars.fen(raw), 0, False)
        keys_of(raw, self.parts, "an extra")
        amount, share, account = 0, 0, False
        for key, part in raw.items():
            if key == "amount":
                amount = inside(key, scalars.fen, part)
            elif key == "share":
                share = inside(key, scalars.ppm, part)
            elif part in ("cash", "account"):
                account = part == "account"
            else:
                raise Wrong(f"{shown(part)} is no source", "cash, account", raw=part).inside(str(key))
        return amount, share, account

    def text(self, value: tuple[int, int, bool]) -> str:
        amount, share, account = value
        parts = [f"amount: {yuan_text(amount)}"] if amount or not share else []
        parts += [f"share: {percent_text(share)}"] if share else []
        if len(parts) == 1 and not account:
            return parts[0].partition(": ")[2]
        return "{" + ", ".join(parts + (["from: account"] if account else [])) + "}"

    def schema(self) -> dict:
        one = {"type": ["number", "string"]}
        mapping = {
            "type": "object",
            "additionalProperties": False,
            "properties": {"amount": one, "share": one, "from": {"enum": ["cash", "account"]}},
        }
        return {"anyOf": [one, mapping]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"_amount": (), "_share": (), "_from_account": ()}

    def cells(self, value: tuple[int, int, bool], context: Context) -> Cells:
        return {"_amount": value[0], "_share": value[1], "_from_account": int(value[2])}

    def scaled(self, value: tuple[int, int, bool], factor: Fraction, step: int) -> tuple[int, int, bool]:
        return half_up(value[0] * factor / step) * step, value[1], value[2]

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        if isinstance(raw, dict):
            whole = dict(raw)
        elif isinstance(raw, str) and raw.endswith("%"):
            whole = {"share": raw}
        else:
            whole = {} if none_or(raw) else {"amount": raw}
        return with_part(whole, path, part, self.parts)


class Late(NamedTuple):
    until: tuple[int, int]  # (0, 0): never
    amount: int | None
    wait: tuple[int, int] | None


@dataclass(frozen=True)
class LateKind(Kind):
    """Payment after the window: until when, at which amount, with which wait; or `never`."""

    unit: str = "until, amount, wait"
    parts = ("until", "amount", "wait")
    in_yuan = True
    leans = True
    wait_kind = Wait()

    def parse(self, raw: object) -> Late:
        if none_or(raw, "never"):
            return Late((0, 0), None, None)
        keys_of(raw, self.parts, "{until: 06-30, amount: 1070, wait: 3}, or never")
        assert isinstance(raw, dict)
        if "until" not in raw:
            raise Wrong("until is missing", "{until: 06-30, amount: 1070, wait: 3}", raw=raw)
        until = (0, 0) if raw["until"] == "never" else inside("until", scalars.month_day, raw["until"])
        amount = None if raw.get("amount", "none") == "none" else inside("amount", scalars.fen, raw["amount"])
        wait = inside("wait", self.wait_kind.parse, raw["wait"]) if "wait" in raw else None
        return Late(until, amount, wait)

    def text(self, value: Late) -> str:
        if value.until == (0, 0):
            return "never"
        parts = [f"until: {value.until[0]:02d}-{value.until[1]:02d}"]
        parts += [] if value.amount is None else [f"amount: {yuan_text(value.amount)}"]
        parts += [] if value.wait is None else [f"wait: {self.wait_kind.text(value.wait)}"]
        return "{" + ", ".join(parts) + "}"

    def schema(self) -> dict:
        mapping = object_schema({"until": DAY_SCHEMA, "amount": {"type": "number"}, "wait": self.wait_kind.schema()})
        return {"anyOf": [mapping, {"const": "never"}]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return dict.fromkeys(("_until_month", "_until_day", "_amount", "_wait_months", "_wait_days"), ())

    def cells(self, value: Late, context: Context) -> Cells:
        months, days = value.wait or context.values["resident.wait.fixed"]
        return {
            "_until_month": value.until[0], "_until_day": value.until[1],
            "_amount": NONE if value.amount is None else value.amount,
            "_wait_months": months, "_wait_days": days,
        }  # fmt: skip

    def scaled(self, value: Late, factor: Fraction, step: int) -> Late:
        return value._replace(amount=scaled_fen(value.amount, factor, step))

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        return with_part(dict(raw) if isinstance(raw, dict) else {}, path, part, self.parts)
