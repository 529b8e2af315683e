"""What self-payers may choose (灵活就业缴费档次)."""

from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from sim.policy.kinds.kind import BOTH_RATES, Cells, Context, Kind, padded, with_part
from sim.policy.kinds.scalars import FEN, base_of
from sim.values.models import Form, Words, key, steps
from sim.values.refusals import Refusal, nearest_word, shown
from sim.values.scalars import SHARE, YES_NO, Scalar, percent
from sim.words.law import AGES, MENU, NO_AGE, NONE, BaseKind

ACTIVE_RATE = NONE  # `account: yes`: credited as an employee is

_ACCOUNT = Scalar(
    lambda text: 0 if text in ("no", "false") else SHARE.read(text), percent, "no, or a share of the base such as 2%",
    {"anyOf": [SHARE.schema, {"enum": ["yes", "no", True, False]}]}, {"yes": ACTIVE_RATE, "true": ACTIVE_RATE},
)  # fmt: skip
_OR_NONE = Form(widen=lambda raw: None if isinstance(raw, str) and raw == "none" else raw)


class Choice(Words):
    """One choice of a self-payer; without a rate both rates together."""

    rate: Annotated[steps(SHARE, "age", 0, AGES) | None, _OR_NONE] = key("share of the base", None)  # type: ignore[valid-type]
    base: Annotated[Any, base_of(BaseKind.FLOOR, BaseKind.AVERAGE, BaseKind.WAGE)] = key(
        "what it is taken of", (BaseKind.FLOOR, 0)
    )
    amount: Annotated[steps(FEN, "age", 0, AGES) | None, _OR_NONE] = key("yuan a month instead", None)  # type: ignore[valid-type]
    account: Annotated[int, _ACCOUNT] = key("credit of the account", 0)
    outpatient: Annotated[bool, YES_NO] = key("has outpatient benefits", True)


class Menu(Words):
    """The choices by name; `default` is who names none."""

    items: dict[str, Choice]
    default: str = Field("", validate_default=True)

    @field_validator("items", mode="after")
    @classmethod
    def _are_few(cls, items: dict[str, Choice]) -> dict[str, Choice]:
        if not 1 <= len(items) <= MENU:
            raise Refusal(f"a menu of {len(items)}", f"1 to {MENU} names")
        return items

    @field_validator("default", mode="after")
    @classmethod
    def _is_on_the_menu(cls, name: str, info: ValidationInfo) -> str:
        items = info.data.get("items", {})
        if name and items and name not in items:
            raise Refusal(f"{shown(name)} is not on the menu", ", ".join(items), nearest_word(name, items))
        return name or next(iter(items), "")


def _menu(raw: Any) -> Any:
    if not isinstance(raw, dict):
        raise Refusal(f"{shown(raw)} is no menu", "{NAME: {rate: 10%, base: floor, account: 2%}}")
    named = {"default": raw["default"]} if "default" in raw else {}
    return {"items": {name: part for name, part in raw.items() if name != "default"}, **named}


def _text(menu: Menu, write: Any) -> Any:
    said = write(menu)
    items = {
        name: {part: text for part, text in item.items() if text is not None and (part, text) != ("outpatient", "yes")}
        for name, item in said["items"].items()
    }
    return items if menu.default == next(iter(items)) else {**items, "default": menu.default}


class _MenuKind(Kind):
    def shapes(self) -> dict[str, tuple[int, ...]]:
        by_age = {"_age": (MENU, AGES), "_rate": (MENU, AGES), "_amount": (MENU, AGES)}
        by_item = dict.fromkeys(("_base_kind", "_base_value", "_account", "_outpatient"), (MENU,))
        return {**by_age, **by_item, "_default": ()}

    def cells(self, value: Menu, context: Context) -> Cells:
        # A name that is not on the menu of the day reads the default: whoever picked it pays that.
        names = [name if name in value.items else value.default for name in context.menu]
        names += [value.default] * (MENU - len(names))
        items: list[Choice] = [value.items[name] for name in names]
        ages = [sorted({age for ladder in (item.rate, item.amount) for age, _ in ladder or ()} | {0}) for item in items]
        rates: list = [item.rate or ((0, context.both_rates),) for item in items]
        credited = context.values["account.credit.active_rate"]
        return {
            "_age": [padded(rungs, AGES, NO_AGE) for rungs in ages],
            "_rate": [padded(_at_ages(rate, rungs), AGES, 0) for rate, rungs in zip(rates, ages, strict=True)],
            "_amount": [
                padded(_at_ages(one.amount, rungs), AGES, NONE) for one, rungs in zip(items, ages, strict=True)
            ],
            "_base_kind": [int(item.base[0]) for item in items],
            "_base_value": [item.base[1] for item in items],
            "_account": [credited if item.account == ACTIVE_RATE else item.account for item in items],
            "_outpatient": [int(item.outpatient) for item in items],
            "_default": context.menu.index(value.default),
        }

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        menu: Any = dict(raw) if isinstance(raw, dict) else {}
        name = path[0]
        if name == "one":
            # A short form describes a menu of one: the default item, with this part replaced.
            name = str(menu.get("default", next((key for key in menu if key != "default"), "standard")))
            menu = {name: menu.get(name)}
        if path[1:] in (("rate",), ("base",)) and isinstance(menu.get(name), dict):
            # a published amount would hide the new rate
            menu[name] = {key: text for key, text in menu[name].items() if key != "amount"}
        return with_part(menu, (name, *path[1:]), part)


def _at_ages(ladder: tuple[tuple[int, int], ...] | None, ages: list[int]) -> list[int]:
    """The step each age stands on; NONE without a ladder."""
    if ladder is None:
        return [NONE] * len(ages)
    return [[value for bound, value in ladder if bound <= age][-1] for age in ages]


MENU_PARTS = tuple(Choice.model_fields)
MENU_KIND = _MenuKind(
    Annotated[
        Menu,
        Form(
            _menu, write=_text,
            schema=lambda own: {
                "type": "object", "properties": {"default": {"type": "string"}},
                "additionalProperties": own["properties"]["items"]["additionalProperties"],
            },
        ),
    ],
    "menu",
    leans_on=(*BOTH_RATES, "account.credit.active_rate"),
    whole=lambda _: {},
    in_yuan=True,
)  # fmt: skip
