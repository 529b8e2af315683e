"""Kinds with several figures under names: an extra, a window to pay in, late payment, the premium, account parts."""

from typing import Annotated, Any

from pydantic import Discriminator, Tag, ValidationInfo, field_validator, model_validator

from sim.policy.kinds.kind import Cells, Context, Kind, padded
from sim.policy.kinds.scalars import FEN, POINTS, WAIT_OF, flags_of
from sim.values.models import Form, Words, any_of, key, steps
from sim.values.refusals import Refusal
from sim.values.scalars import DAY_OF_YEAR, MILLION, SHARE, Scalar, one_of, whole
from sim.words.law import AGES, NO_AGE, NONE, AccountParts, PartPays
from sim.words.members import word_of

# ----------------------------------------------------------------------------- an extra


class Extra(Words):
    """What one kind of payer pays on top: yuan a month and a share of the base, in cash or from the account."""

    amount: Annotated[int, FEN] = key("yuan a month", 0)
    share: Annotated[int, SHARE] = key("share of the base", 0)
    from_: Annotated[str, one_of(("cash", "account"), "source")] = key("out of what", "cash", alias="from")


def _extra(raw: Any) -> dict:
    if isinstance(raw, str) and raw == "none":
        return {}
    return {"share" if isinstance(raw, str) and raw.endswith("%") else "amount": raw}


def _extra_text(extra: Extra, write: Any) -> Any:
    said = write(extra)
    kept = {"share"} if extra.share and not extra.amount else {"amount", "share"} if extra.share else {"amount"}
    if len(kept) == 1 and extra.from_ == "cash":
        return said[kept.pop()]
    return {name: part for name, part in said.items() if name in kept or (name == "from" and part == "account")}


EXTRA = Kind(
    Annotated[
        Extra,
        Form(
            widen=lambda raw: raw if isinstance(raw, dict) else _extra(raw), write=_extra_text,
            schema=lambda own: any_of({"type": ["number", "string"]}, own),
        ),
    ],
    "yuan a month, or share",
    {"_amount": 0, "_share": 0, "_from_account": 0},
    derived=lambda extra, _: (extra.amount, extra.share, extra.from_ == "account"),
    whole=_extra,
    in_yuan=True,
)  # fmt: skip

# ----------------------------------------------------------------------------- when to pay


def _last_day(text: str) -> tuple[int, int, bool]:
    following = text.endswith(" next")
    return (*DAY_OF_YEAR.read(text.removesuffix(" next")), following)


LAST_DAY = Scalar(
    _last_day, lambda last: DAY_OF_YEAR.write(last[:2]) + (" next" if last[2] else ""), "12-31, or 02-28 next",
    {"type": "string", "pattern": r"^\d{2}-\d{2}( next)?$"},
)  # fmt: skip


class Window(Words):
    """First and last day to pay; `to: 02-28 next` lies in the year that is paid for."""

    from_: Annotated[tuple[int, int], DAY_OF_YEAR] = key("first day", alias="from")
    to: Annotated[tuple[int, int, bool], LAST_DAY] = key("last day")

    @field_validator("to", mode="after")
    @classmethod
    def _ends_after_it_begins(cls, last: tuple[int, int, bool], info: ValidationInfo) -> tuple[int, int, bool]:
        if not last[2] and last[:2] < info.data.get("from_", (0, 0)):
            text = LAST_DAY.text(last)
            raise Refusal(f"{text} is before the window begins", "a day of the year that follows", f"{text} next")
        return last


WINDOW = Kind(
    Window,
    "days of the year",
    dict.fromkeys(("_from_month", "_from_day", "_to_month", "_to_day", "_to_next"), 0),
    derived=lambda window, _: (*window.from_, *window.to),
    whole=lambda _: {},
)


class Late(Words):
    """Payment after the window: until when, at which amount, with which wait."""

    until: Annotated[tuple[int, int], DAY_OF_YEAR.with_words(never=(0, 0))] = key("last day, or never")
    amount: Annotated[int | None, FEN.with_words(none=None)] = key("yuan, where it is not the premium", None)
    wait: Annotated[tuple[int, int] | None, WAIT_OF] = key("wait, where it is not the fixed one", None)


def _late(late: Late, context: Context) -> tuple[int, ...]:
    wait = context.values["resident.wait.fixed"] if late.wait is None else late.wait
    return (*late.until, NONE if late.amount is None else late.amount, *wait)


def _late_text(late: Late, write: Any) -> Any:
    if late.until == (0, 0):
        return "never"
    return {name: part for name, part in write(late).items() if getattr(late, name) is not None}


LATE = Kind(
    Annotated[
        Late,
        Form(
            widen=lambda raw: {"until": raw} if isinstance(raw, str) else raw, write=_late_text,
            schema=lambda own: any_of(own, {"const": "never"}),
        ),
    ],
    "until, amount, wait",
    dict.fromkeys(("_until_month", "_until_day", "_amount", "_wait_months", "_wait_days"), 0),
    derived=_late,
    leans_on=("resident.wait.fixed",),
    whole=lambda _: {},
    in_yuan=True,
)  # fmt: skip


class NewbornLate(Words):
    """What a newborn insured late has to wait."""

    wait: Annotated[tuple[int, int], WAIT_OF] = key("wait from the payment")


def _newborn_late_text(late: NewbornLate, write: Any) -> Any:
    return "none" if late.wait == (0, 0) else write(late)


NEWBORN_LATE = Kind(
    Annotated[
        NewbornLate,
        Form(
            widen=lambda raw: {"wait": "0"} if raw == "none" else raw,
            write=_newborn_late_text,
            schema=lambda own: any_of(own, {"const": "none"}),
        ),
    ],
    "wait",
    {"_wait_months": 0, "_wait_days": 0},
    derived=lambda late, _: late.wait,
    whole=lambda _: {},
)


class ToEmployee(Words):
    """So many whole years as a resident count as so many paid months."""

    years: Annotated[int, whole(1, 60)] = key("years as a resident")
    months: Annotated[int, whole(1, 720)] = key("paid months that they become")


def _or_none(raw: Any) -> Any:
    return None if raw == "none" else raw


def optional(model: type[Words], unit: str, columns: dict[str, int], write: Any = None, **options: Any) -> Kind:
    """A mapping that fills a column a key; `none` fills each with its filler, a key that is not given too."""
    form = Form(
        widen=_or_none,
        write=write or (lambda value, said: said(value) if value else "none"),
        schema=lambda own: any_of(own, {"const": "none"}),
    )

    def derived(value: Words | None, _: Context) -> tuple[int, ...]:
        given = tuple(vars(value).values()) if value else (None,) * len(columns)
        return tuple(filler if part is None else part for part, filler in zip(given, columns.values(), strict=True))

    return Kind(Annotated[model | None, form], unit, columns, derived=derived, whole=lambda _: {}, **options)


TO_EMPLOYEE = optional(ToEmployee, "years, months", {"_years": 0, "_months": 0})


class RatioByAge(Words):
    """A ratio of stays by the completed year of age: so much, more for each year, at most so much."""

    from_: Annotated[int, SHARE] = key("share at age 0", alias="from")
    per_year: Annotated[int, SHARE] = key("more for each completed year of age")
    most: Annotated[int, SHARE] = key("largest share", MILLION)

    @model_validator(mode="after")
    def _reaches_its_most(self) -> "RatioByAge":
        if self.most < self.from_ or not self.most:
            raise Refusal(f"most {SHARE.text(self.most)} is below from {SHARE.text(self.from_)}", "a most above from")
        return self


RATIO_BY_AGE = optional(RatioByAge, "from, per_year, most", {"_from": 0, "_per_year": 0, "_most": 0})


class AwayTerms(Words):
    """What differs from care at home: an own first share, the ratio's points, a deductible of stays."""

    own_first: Annotated[int | None, SHARE] = key("own first share of the covered cost", None)
    ratio: Annotated[int | None, POINTS] = key("points of the ratio more, or less such as -5%", None)
    deductible: Annotated[int | None, FEN] = key("yuan a stay, where it is not the one at home", None)


def _given(value: AwayTerms | None, write: Any) -> Any:
    return {name: part for name, part in write(value).items() if part is not None} if value else "none"


AWAY = optional(
    AwayTerms,
    "own_first, ratio, deductible",
    {"_own_first": 0, "_ratio": 0, "_deductible": NONE},
    write=_given,
    in_yuan=True,
)

# ----------------------------------------------------------------------------- the premium


class Premium(Words):
    """The resident premium by age on the year's first day; what newborns and students pay where they pay another."""

    by_age: steps(FEN, "age", 0, AGES, names=", newborn, student")  # type: ignore[valid-type]
    newborn: Annotated[int | None, FEN] = None
    student: Annotated[int | None, FEN] = None


class _PremiumKind(Kind):
    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"_age": (AGES,), "": (AGES,), "_newborn": (), "_student": ()}

    def cells(self, value: Premium, context: Context) -> Cells:
        return {
            "_age": padded([age for age, _ in value.by_age], AGES, NO_AGE),
            "": padded([amount for _, amount in value.by_age], AGES, 0),
            "_newborn": NONE if value.newborn is None else value.newborn,
            "_student": NONE if value.student is None else value.student,
        }


def _premium(raw: Any) -> Any:
    if not isinstance(raw, dict):
        return {"by_age": raw}
    named = {name: raw[name] for name in ("newborn", "student") if name in raw}
    return {"by_age": {age: part for age, part in raw.items() if str(age) not in named}, **named}


def _premium_text(premium: Premium, _: Any) -> Any:
    named = {name: getattr(premium, name) for name in ("newborn", "student")}
    given = {name: FEN.text(amount) for name, amount in named.items() if amount is not None}
    ages = {str(age): FEN.text(amount) for age, amount in premium.by_age}
    return ages["0"] if len(ages) == 1 and not given else ages | given


PREMIUM = _PremiumKind(
    Annotated[
        Premium,
        Form(
            _premium,
            write=_premium_text,
            schema=lambda own: any_of(own["properties"]["by_age"], {
                "type": "object", "additionalProperties": False, "patternProperties": {r"^\d+$": FEN.schema},
                "properties": {"newborn": FEN.schema, "student": FEN.schema},
            }),
        ),
    ],
    "yuan a year",
    whole=lambda raw: {"0": raw},
    in_yuan=True,
)  # fmt: skip

# ----------------------------------------------------------------------------- parts of the account

EVERYTHING = PartPays(sum(PartPays))


class SeparateParts(Words):
    """What the current and the past year's part may pay where a region keeps them apart."""

    current: flags_of(PartPays) = key("what the current year's part pays", PartPays.OWN_SHARE)  # type: ignore[valid-type]
    past: flags_of(PartPays) = key("what the past years' part pays", EVERYTHING)  # type: ignore[valid-type]


def _parts(value: AccountParts | SeparateParts, _: Context) -> tuple[int, int, int]:
    if isinstance(value, SeparateParts):
        return AccountParts.TWO, value.current, value.past
    return value, EVERYTHING if value == AccountParts.ONE else PartPays.OWN_SHARE, EVERYTHING


ACCOUNT_PARTS = Kind(
    Annotated[
        Annotated[AccountParts, one_of(AccountParts), Tag("(word)")] | Annotated[SeparateParts, Tag("(mapping)")],
        Discriminator(lambda given: "(mapping)" if isinstance(given, dict | SeparateParts) else "(word)"),
    ],
    ", ".join(word_of(part) for part in AccountParts) + ", or what the parts may pay",
    {"": 0, "_current_pays": 0, "_past_pays": 0},
    derived=_parts,
    whole=lambda _: {},
)
