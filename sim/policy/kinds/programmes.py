"""Programmes for chronic and special diseases (门诊慢特病): by name, each with tables of its own."""

from typing import Annotated, Any

from sim.policy.kinds.kind import Cells, Context, Group, Kind, padded, with_part
from sim.policy.kinds.scalars import CAP
from sim.policy.kinds.tables import Table, table
from sim.values.models import Form, Words, any_of, key
from sim.values.refusals import Refusal, shown
from sim.values.scalars import SHARE, Schema, one_of
from sim.words.law import GROUPS, NONE, PROGRAMMES, TIERS, ProgrammePer

# Tables for everybody, residents too; whom the ratio leaves out is not in the programme.
TABLES = {
    "deductible": table("yuan", tiers=True, everybody=True, filler=0),
    "ratio": table("share", SHARE, tiers=True, everybody=True, filler=NONE),
    "cap": table("yuan", CAP, everybody=True, filler=0),
}
_DEDUCTIBLE, _RATIO, _CAP = (kind.type for kind in TABLES.values())

_PER = one_of(ProgrammePer)


class Programme(Words):
    """What is paid of a visit of one programme, beside the tables of other visits."""

    deductible: _DEDUCTIBLE = key("yuan, by group and tier", "0", validate_default=True)  # type: ignore[valid-type]
    ratio: _RATIO = key("share, by group and tier; whom it leaves out is not in the programme")  # type: ignore[valid-type]
    cap: _CAP = key("yuan, by group", "none", validate_default=True)  # type: ignore[valid-type]
    per: Annotated[ProgrammePer, _PER] = key("what deductible and cap are of", ProgrammePer.YEAR)


def _few(programmes: dict[str, Programme]) -> dict[str, Programme]:
    for name in programmes:
        if "." in name or name == "none":
            raise Refusal(f"{shown(name)} cannot name a programme", "a name without dots")
    if len(programmes) > PROGRAMMES:
        raise Refusal(f"{len(programmes)} programmes", f"at most {PROGRAMMES}")
    return programmes


class _ProgrammesKind(Kind):
    @property
    def by_group(self) -> bool:
        return True

    def shapes(self) -> dict[str, tuple[int, ...]]:
        by_tier, by_group = (PROGRAMMES, GROUPS, TIERS), (PROGRAMMES, GROUPS)
        return {"_deductible": by_tier, "_ratio": by_tier, "_cap": by_group, "_per": (PROGRAMMES,)}

    def schema(self) -> Schema:
        parts: Schema = {name: kind.schema() for name, kind in TABLES.items()} | {"per": _PER.json_schema()}
        one = {"type": "object", "properties": parts, "additionalProperties": False, "required": ["ratio"]}
        return any_of({"type": "object", "additionalProperties": one}, {"const": "none"})

    def named_groups(self, value: dict[str, Programme]) -> tuple[str, ...]:
        """The groups that any of its tables names, to be checked against the region's."""
        tables = [(kind, getattr(one, name)) for one in value.values() for name, kind in TABLES.items()]
        return tuple(dict.fromkeys(group for kind, figures in tables for group in kind.named_groups(figures)))

    def settled(self, value: dict[str, Programme], groups: tuple[Group | None, ...]) -> dict[str, Programme]:
        """Each programme with figures for every group that is in it."""
        return {name: _settled(name, one, groups) for name, one in value.items()}

    def cells(self, value: dict[str, Programme], context: Context) -> Cells:
        listed = [value.get(name) for name in context.programmes]
        found: Cells = {}
        for name, kind in TABLES.items():
            nothing = [[kind.filler] * TIERS] * GROUPS if kind.tiers else [kind.filler] * GROUPS
            tables = [kind.cells(getattr(one, name), context)[""] if one else nothing for one in listed]
            found["_" + name] = tables + [nothing] * (PROGRAMMES - len(tables))
        found["_per"] = padded([one.per if one else 0 for one in listed], PROGRAMMES, 0)
        return found

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        whole: Any = raw if isinstance(raw, dict) else {}
        name, rest = path[0], path[1:]
        inherited = whole.get(name)
        given = inherited.get(rest[0]) if rest and isinstance(inherited, dict) else None
        if len(rest) > 1 and rest[0] in TABLES and given is not None:
            part, rest = TABLES[rest[0]].patched(given, rest[1:], part), rest[:1]
        return with_part(whole, (name, *rest), part)


def _settled(name: str, programme: Programme, groups: tuple[Group | None, ...]) -> Programme:
    found: dict[str, Table] = {part: kind.settled(getattr(programme, part), groups) for part, kind in TABLES.items()}
    rows = {part: set(kind.answers_for(found[part], groups)) for part, kind in TABLES.items()}
    for part in ("deductible", "cap"):
        lacking = sorted(rows["ratio"] - rows[part])
        if lacking:
            message = f"{name}: there is a ratio for {lacking[0]}, but no {part}"
            raise Refusal(message, f"a {part} for {lacking[0]}, or one for all")
    return programme.model_copy(update=found)


PROGRAMMES_KIND = _ProgrammesKind(
    Annotated[
        dict[str, Programme],
        Form(
            lambda raw: {} if isinstance(raw, str) and raw == "none" else raw, _few,
            lambda found, write: write(found) or "none",
        ),
    ],
    "programmes",
    whole=lambda _: {},
    in_yuan=True,
)  # fmt: skip
