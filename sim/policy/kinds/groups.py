"""The groups of people a benefit table tells apart (待遇人群), and the rows they take."""

from dataclasses import dataclass

from sim.policy import scalars
from sim.policy.kinds.kind import NAME, Cells, Context, Group, Kind, inside, keys_of, none_or, object_schema, with_part
from sim.policy.scalars import Wrong, shown
from sim.words.law import (
    FIXED_GROUPS,
    GROUPS,
    NAMED_GROUPS,
    NONE,
    TIER_NAMES,
    GroupAs,
    word_of,
)


@dataclass(frozen=True)
class GroupsKind(Kind):
    """`{active_45: {as: active, age: 45}}`: further rows of the benefit tables; `none` for no more."""

    unit: str = "groups"
    parts = ("as", "age", "retired_before")

    def parse(self, raw: object) -> tuple[Group, ...]:
        if none_or(raw):
            return ()
        if not isinstance(raw, dict):
            raise Wrong(f"{shown(raw)} names no groups", "{active_45: {as: active, age: 45}}, or none", raw=raw)
        groups = [inside(name, lambda part, name=name: self._group(name, part), part) for name, part in raw.items()]
        rows_of(tuple(groups), raw)
        return tuple(groups)

    def _group(self, name: object, raw: object) -> Group:
        if not NAME.fullmatch(str(name)) or name in (*FIXED_GROUPS, *TIER_NAMES, "resident", "kind"):
            raise Wrong(f"{name!s} cannot name a group", "a name of its own in small letters", raw=name)
        keys_of(raw, self.parts, "a group")
        assert isinstance(raw, dict)
        if "as" not in raw:
            raise Wrong("as is missing", "{as: active, age: 45}", raw=raw)
        whom = GroupAs(inside("as", lambda part: scalars.word(part, (GroupAs.ACTIVE, GroupAs.RETIRED)), raw["as"]))
        age = inside("age", lambda part: scalars.whole(part, 0, 150), raw["age"]) if "age" in raw else 0
        before = 0
        if "retired_before" in raw:
            if whom != GroupAs.RETIRED:
                raise Wrong("only the retired have a day of retirement", "as: retired", raw=raw["retired_before"])
            before = inside("retired_before", scalars.day, raw["retired_before"]).toordinal()
        if not age and not before:
            raise Wrong("a group without age or retired_before is no narrower", "age, retired_before", raw=raw)
        return Group(str(name), whom, age, before)

    def text(self, value: tuple[Group, ...]) -> str:
        if not value:
            return "none"
        return "{" + ", ".join(f"{group.name}: {{{self._group_text(group)}}}" for group in value) + "}"

    @staticmethod
    def _group_text(group: Group) -> str:
        parts = [f"as: {word_of(group.whom)}"]
        parts += [f"age: {group.age}"] if group.age else []
        parts += [f"retired_before: {scalars.date.fromordinal(group.before)}"] if group.before else []
        return ", ".join(parts)

    def schema(self) -> dict:
        group = object_schema(
            {"as": {"enum": ["active", "retired"]}, "age": {"type": "integer"}, "retired_before": {"type": "string"}},
            ["as"],
        )
        return {"anyOf": [{"type": "object", "additionalProperties": group}, {"const": "none"}]}

    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"_as": (GROUPS,), "_age": (GROUPS,), "_retired_before": (GROUPS,)}

    def cells(self, value: tuple[Group, ...], context: Context) -> Cells:
        rows = rows_of(value)
        return {
            "_as": [NONE if row is None else int(row.whom) for row in rows],
            "_age": [0 if row is None else row.age for row in rows],
            "_retired_before": [0 if row is None else row.before for row in rows],
        }

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        whole = dict(raw) if isinstance(raw, dict) else {}
        if len(path) == 1:
            return {**whole, path[0]: part}
        inner = whole.get(path[0])
        group = dict(inner) if isinstance(inner, dict) else {}
        return {**whole, path[0]: with_part(group, path[1:], part, self.parts)}


def rows_of(named: tuple[Group, ...], raw: object = None) -> tuple[Group | None, ...]:
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
        raise Wrong(f"these groups need {len(further)} rows", f"at most {len(NAMED_GROUPS)}", raw=raw)
    spare = [None] * (len(NAMED_GROUPS) - len(further))
    return (*fixed, *further, *spare, Group("resident", GroupAs.RESIDENT))
