"""What self-payers may choose (灵活就业缴费档次)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sim.policy import scalars
from sim.policy.kinds.choices import YesNo
from sim.policy.kinds.figures import Base, Money, Share
from sim.policy.kinds.kind import (
    Cells,
    Context,
    Kind,
    both_rates,
    inside,
    keys_of,
    object_schema,
    padded,
    with_part,
)
from sim.policy.kinds.ladders import ByAge, Ladder
from sim.policy.scalars import Wrong, percent_text, shown, text_of
from sim.words.law import (
    AGES,
    MENU,
    NO_AGE,
    NONE,
    BaseKind,
)

ACTIVE_RATE = NONE  # `account: yes`: credited as an employee is


class Item(NamedTuple):
    """One choice of a self-payer; without a rate both rates together."""

    rate: Ladder | None
    base: tuple[BaseKind, int]
    amount: Ladder | None
    account: int
    outpatient: bool


class Menu(NamedTuple):
    items: dict[str, Item]
    default: str


@dataclass(frozen=True)
class MenuKind(Kind):
    """What self-payers may choose: name → rate, base, amount, account, outpatient; `default` names one."""

    unit: str = "menu"
    in_yuan = True
    leans = True
    parts = ("rate", "base", "amount", "account", "outpatient")
    rate_kind = ByAge(leaf=Share())
    amount_kind = ByAge(leaf=Money())
    base_kind = Base(words=(BaseKind.FLOOR, BaseKind.AVERAGE, BaseKind.WAGE))
    account_kind = Share()

    def parse(self, raw: object) -> Menu:
        if not isinstance(raw, dict):
            raise Wrong(f"{shown(raw)} is no menu", "{NAME: {rate: 10%, base: floor, account: 2%}}", raw=raw)
        items = {str(name): inside(name, self._item, part) for name, part in raw.items() if name != "default"}
        if not items or len(items) > MENU:
            raise Wrong(f"a menu of {len(items)}", f"1 to {MENU} names", raw=raw)
        default = str(raw.get("default", next(iter(items))))
        if default not in items:
            hint = scalars.closest(default, items)
            wrong = Wrong(f"{shown(default)} is not on the menu", ", ".join(items), hint, raw["default"])
            raise wrong.inside("default")
        return Menu(items, default)

    def _item(self, raw: object) -> Item:
        keys_of(raw, self.parts, "an item of the menu")
        assert isinstance(raw, dict)
        optional = {"rate": self.rate_kind.parse, "amount": self.amount_kind.parse}
        ladders = {
            key: None if raw.get(key, "none") == "none" else inside(key, read, raw[key])
            for key, read in optional.items()
        }
        base = inside("base", self.base_kind.parse, raw.get("base", "floor"))
        outpatient = inside("outpatient", scalars.yes_no, raw.get("outpatient", "yes"))
        account = inside("account", self._account, raw.get("account", "no"))
        return Item(ladders["rate"], base, ladders["amount"], account, outpatient)

    def _account(self, raw: object) -> int:
        text = text_of(raw, "yes, no, or a share of the base such as 2%")
        if text in ("yes", "true"):
            return ACTIVE_RATE
        if text in ("no", "false"):
            return 0
        return scalars.ppm(raw, "yes, no, or a share of the base such as 2%")

    def text(self, value: Menu) -> str:
        items = [f"{name}: {{{self._item_text(item)}}}" for name, item in value.items.items()]
        chosen = [] if value.default == next(iter(value.items)) else [f"default: {value.default}"]
        return "{" + ", ".join([*items, *chosen]) + "}"

    def _item_text(self, item: Item) -> str:
        parts = [] if item.rate is None else [f"rate: {self.rate_kind.text(item.rate)}"]
        parts.append(f"base: {self.base_kind.text(item.base)}")
        parts += [] if item.amount is None else [f"amount: {self.amount_kind.text(item.amount)}"]
        parts.append("account: yes" if item.account == ACTIVE_RATE else f"account: {percent_text(item.account)}")
        return ", ".join(parts + ([] if item.outpatient else ["outpatient: no"]))

    def schema(self) -> dict:
        item = object_schema(
            {
                "rate": self.rate_kind.schema(),
                "base": self.base_kind.schema(),
                "amount": self.amount_kind.schema(),
                "account": {"anyOf": [*self.account_kind.schema()["anyOf"], {"enum": ["yes", "no", True, False]}]},
                "outpatient": YesNo().schema(),
            }
        )
        return {"type": "object", "properties": {"default": {"type": "string"}}, "additionalProperties": item}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        by_age = {"_age": (MENU, AGES), "_rate": (MENU, AGES), "_amount": (MENU, AGES)}
        by_item = dict.fromkeys(("_base_kind", "_base_value", "_account", "_outpatient"), (MENU,))
        return {**by_age, **by_item, "_default": ()}

    def cells(self, value: Menu, context: Context) -> Cells:
        # A name that is not on the menu of the day reads the default: whoever picked it pays that.
        names = [name if name in value.items else value.default for name in context.menu]
        names += [value.default] * (MENU - len(names))
        items = [value.items[name] for name in names]
        ages = [sorted({age for ladder in (item.rate, item.amount) for age, _ in ladder or ()} | {0}) for item in items]
        rates = [item.rate or ((0, both_rates(context)),) for item in items]
        credited = context.values["account.credit.active_rate"]
        return {
            "_age": [padded(steps, AGES, NO_AGE) for steps in ages],
            "_rate": [padded(_at_ages(rate, steps), AGES, 0) for rate, steps in zip(rates, ages, strict=True)],
            "_amount": [padded(_at_ages(i.amount, steps), AGES, NONE) for i, steps in zip(items, ages, strict=True)],
            "_base_kind": [int(item.base[0]) for item in items],
            "_base_value": [item.base[1] for item in items],
            "_account": [credited if item.account == ACTIVE_RATE else item.account for item in items],
            "_outpatient": [int(item.outpatient) for item in items],
            "_default": context.menu.index(value.default),
        }

    def scaled(self, value: Menu, factor: Fraction, step: int) -> Menu:
        items = {
            name: item._replace(
                amount=None if item.amount is None else self.amount_kind.scaled(item.amount, factor, step),
                base=self.base_kind.scaled(item.base, factor, step),
            )
            for name, item in value.items.items()
        }
        return Menu(items, value.default)

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        menu = dict(raw) if isinstance(raw, dict) else {}
        if path == ("default",):
            return {**menu, "default": part}
        if path[0] == "one":
            # A short form describes a menu of one: the default item, with this part replaced.
            name = str(menu.get("default", next((key for key in menu if key != "default"), "standard")))
            return {name: self._item_set(menu.get(name), path[1], part)}
        if len(path) == 1:
            return {**menu, path[0]: part}
        return {**menu, path[0]: self._item_set(menu.get(path[0]), path[1], part)}

    def _item_set(self, raw: object, key: str, part: object) -> dict:
        item = dict(raw) if isinstance(raw, dict) else {}
        if key in ("rate", "base"):
            item.pop("amount", None)  # a published amount would hide the new rate
        return with_part(item, (key,), part, self.parts)


def _at_ages(ladder: Ladder | None, ages: list[int]) -> list[int]:
    """The step each age stands on; NONE without a ladder."""
    if ladder is None:
        return [NONE] * len(ages)
    return [[value for bound, value in ladder if bound <= age][-1] for age in ages]
