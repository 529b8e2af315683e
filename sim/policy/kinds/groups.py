"""The groups of people a benefit table tells apart (待遇人群), and the rows they take."""

from typing import Annotated, Any

from pydantic import model_validator

from sim.policy.kinds.kind import Group, Kind
from sim.policy.kinds.scalars import NAME, ORDINAL
from sim.values.models import Form, Words, any_of, key
from sim.values.refusals import Refusal, shown
from sim.values.scalars import Scalar, one_of, whole
from sim.words.law import FIXED_GROUPS, GROUPS, NAMED_GROUPS, NONE, TIER_NAMES, GroupAs
from sim.words.members import word_of


class BenefitGroup(Words):
    """Whom a group is for: the active or the retired of some age, or those retired before a day."""

    as_: Annotated[GroupAs, one_of((GroupAs.ACTIVE, GroupAs.RETIRED))] = key("active or retired", alias="as")
    age: Annotated[int, whole(0, 150)] = key("youngest age", 0)
    retired_before: Annotated[int, ORDINAL] = key("day before which they retired", 0)

    @model_validator(mode="after")
    def _is_narrower(self) -> "BenefitGroup":
        if self.retired_before and self.as_ != GroupAs.RETIRED:
            raise Refusal("only the retired have a day of retirement", "as: retired")
        if not self.age and not self.retired_before:
            raise Refusal("a group without age or retired_before is no narrower", "age, retired_before")
        return self


def _group_name(text: str) -> str:
    if not NAME.fullmatch(text) or text in (*FIXED_GROUPS, *TIER_NAMES, "resident", "kind"):
        raise Refusal(f"{shown(text)} cannot name a group")
    return text


def _groups(given: dict[str, BenefitGroup]) -> tuple[Group, ...]:
    groups = tuple(Group(name, one.as_, one.age, one.retired_before) for name, one in given.items())
    rows_of(groups)
    return groups


def _text(groups: tuple[Group, ...], _: Any) -> Any:
    return {group.name: _group_text(group) for group in groups} or "none"


def _group_text(group: Group) -> dict[str, str]:
    age = {"age": str(group.age)} if group.age else {}
    before = {"retired_before": ORDINAL.text(group.before)} if group.before else {}
    return {"as": word_of(group.whom), **age, **before}


def _columns(groups: tuple[Group, ...], _: Any) -> list[tuple[int, int, int]]:
    return [(NONE, 0, 0) if row is None else (row.whom, row.age, row.before) for row in rows_of(groups)]


_NAMED = Annotated[str, Scalar(_group_name, allowed="a name of its own in small letters")]
# `{active_45: {as: active, age: 45}}`: further rows of the benefit tables; `none` for no more
GROUPS_KIND = Kind(
    Annotated[
        dict[_NAMED, BenefitGroup],
        Form(
            lambda raw: {} if isinstance(raw, str) and raw == "none" else raw, _groups, _text,
            lambda own: any_of(own, {"const": "none"}),
        ),
    ],
    "groups",
    {"_as": NONE, "_age": 0, "_retired_before": 0},
    GROUPS,
    derived=_columns,
    whole=lambda _: {},
)  # fmt: skip


def rows_of(named: tuple[Group, ...]) -> tuple[Group | None, ...]:
    """The rows of the benefit tables, wide to narrow, so that a person's last matching row is the narrowest.

    Where some are set apart by the day they retired and others by age, somebody may be both: a row of their own lets
    each table answer for them with the narrowest figure it has.
    """
    over_70 = Group("retired_70", GroupAs.RETIRED, 70)
    fixed = [Group("active", GroupAs.ACTIVE), Group("retired", GroupAs.RETIRED), over_70]
    rows = {(group.whom, group.age, group.before): group for group in fixed}
    for group in named:
        rows.setdefault((group.whom, group.age, group.before), group)
    ages = {group.age for group in rows.values() if group.whom == GroupAs.RETIRED and not group.before}
    for group in [group for group in named if group.before]:
        for age in ages:
            if age > group.age:
                both = Group(f"{group.name}_{age}", GroupAs.RETIRED, age, group.before)
                rows.setdefault((both.whom, both.age, both.before), both)
    further = sorted((group for group in rows.values() if group not in fixed), key=Group.narrowness)
    # the row of the 70-year-olds comes before all named ones; it is repeated after a named group that is wider
    wider = [i for i, group in enumerate(further) if group.covers(over_70) and group.whom == GroupAs.RETIRED]
    if wider:
        further.insert(wider[-1] + 1, over_70)
    if len(further) > len(NAMED_GROUPS):
        raise Refusal(f"these groups need {len(further)} rows", f"at most {len(NAMED_GROUPS)}")
    spare = [None] * (len(NAMED_GROUPS) - len(further))
    return (*fixed, *further, *spare, Group("resident", GroupAs.RESIDENT))
