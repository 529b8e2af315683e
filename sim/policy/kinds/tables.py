"""Benefit tables: figures by group, tier, and band or stay, with every fallback resolved."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from sim.policy import scalars
from sim.policy.kinds.figures import Credit, CreditOf, Money
from sim.policy.kinds.kind import NAME, Cells, Context, Group, Kind, inside, padded
from sim.policy.kinds.ladders import ladder_text, read_ladder
from sim.policy.scalars import Wrong, half_up
from sim.words.law import (
    BANDS,
    FIXED_GROUPS,
    GROUPS,
    RESIDENT_GROUP,
    STAYS,
    TIER_NAMES,
    TIERS,
    UNLIMITED,
    DeductibleKind,
    GroupAs,
    word_of,
)

NOBODY = object()  # the figures of a row that no group takes


class ByGroup(dict):
    """A table by group name."""


class ByTier(dict):
    """A table by tier name."""


class Table(NamedTuple):
    """A parsed benefit table: what its deductible is counted by, and the figures as they were nested."""

    body: Any
    kind: DeductibleKind = DeductibleKind.YEAR


@dataclass(frozen=True)
class Tables(Kind):
    """Figures by group, tier, and band or stay; one figure serves all.

    `of` is the kind of figure; `stays` allows a list for the stays of a year, `bands` a ladder by covered cost,
    `counted` the word `kind` of deductibles. With `resident` the table fills the residents' row alone.
    """

    of: Kind = field(default_factory=Money)
    tiers: bool = False
    bands: bool = False
    stays: bool = False
    counted: bool = False
    resident: bool = False

    @property
    def in_yuan(self) -> bool:  # type: ignore[override]
        return self.of.in_yuan

    # reading

    def parse(self, raw: object) -> Table:
        kind = DeductibleKind.YEAR
        if self.counted and isinstance(raw, dict) and "kind" in raw:
            kind = DeductibleKind(inside("kind", lambda part: scalars.word(part, tuple(DeductibleKind)), raw["kind"]))
            body = {key: part for key, part in raw.items() if key != "kind"}
            if not body:
                raise Wrong("the table has a kind and no figures", self._allowed(), raw=raw)
            return Table(self._groups(body, raw), kind)
        return Table(self._groups(raw, raw), kind)

    def _allowed(self) -> str:
        groups = ["resident"] if self.resident else [*FIXED_GROUPS, "what benefit.groups names"]
        tiers = [f"tiers ({', '.join(TIER_NAMES)})"] if self.tiers else []
        return "; ".join(["one figure for all", f"groups ({', '.join(groups)})", *tiers])

    def _groups(self, raw: object, whole: object) -> Any:
        if not isinstance(raw, dict):
            return self._leaf(raw)
        if not raw:
            raise Wrong("the table is empty", self._allowed(), raw=whole)
        if self._are_tiers(raw) or self._are_bands(raw):
            return self._tiers(raw)
        result = ByGroup()
        for key, part in raw.items():
            name = str(key)
            known = ("resident",) if self.resident else FIXED_GROUPS
            if not NAME.fullmatch(name) or (self.resident and name not in known) or name in TIER_NAMES:
                raise Wrong(f"{name} names no group", self._allowed(), scalars.closest(name, known), key)
            result[name] = inside(key, self._tiers, part)
        return result

    def _are_tiers(self, raw: dict) -> bool:
        return self.tiers and any(str(key) in TIER_NAMES for key in raw)

    def _are_bands(self, raw: dict) -> bool:
        keys = {str(key) for key in raw}
        return self.bands and ("0" in keys or all(key.isdigit() and key not in TIER_NAMES for key in keys))

    def _tiers(self, raw: object) -> Any:
        if not isinstance(raw, dict) or self._are_bands(raw):
            return self._leaf(raw)
        if not self.tiers:
            raise Wrong("a mapping stands where one figure belongs", self.of.unit, raw=raw)
        result = ByTier()
        for key, part in raw.items():
            if str(key) not in TIER_NAMES:
                hint = scalars.closest(str(key), TIER_NAMES)
                raise Wrong(f"{key!s} is no tier", ", ".join(TIER_NAMES), hint, key)
            result[str(key)] = inside(key, self._leaf, part)
        for name in ("1", "2", "3"):
            if name not in result and not (name == "3" and "3a" in result):
                raise Wrong(f"tier {name} has no figure", "a figure for each of the tiers 1, 2 and 3", raw=raw)
        return result

    def _leaf(self, raw: object) -> Any:
        if isinstance(raw, dict) and self.bands:
            return read_ladder(raw, self.of, "band", 0, BANDS, top=100_000_000)
        if isinstance(raw, list | tuple) and self.stays:
            if not 1 <= len(raw) <= STAYS:
                raise Wrong(f"{len(raw)} stays", f"1 to {STAYS}", raw=raw)
            return tuple(self.of.parse(part) for part in raw)
        leaf = self.of.parse(raw)
        return ((0, leaf),) if self.bands else (leaf,) if self.stays else leaf

    # writing

    def text(self, value: Table) -> str:
        body = self._text(value.body)
        if not self.counted or value.kind == DeductibleKind.YEAR:
            return body
        everybody = body[1:] if body.startswith("{") else f"{self.everybody()[0]}: {body}}}"
        return f"{{kind: {word_of(value.kind)}, {everybody}"

    def _text(self, body: Any) -> str:
        if isinstance(body, ByGroup | ByTier):
            return "{" + ", ".join(f"{name}: {self._text(part)}" for name, part in body.items()) + "}"
        if self.bands:
            return ladder_text(body, self.of)
        if self.stays:
            texts = [self.of.text(part) for part in body]
            return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
        return self.of.text(body)

    def schema(self) -> dict:
        leaf = self.of.schema()
        leaves = [leaf]
        if self.stays:
            leaves.append({"type": "array", "items": leaf, "minItems": 1, "maxItems": STAYS})
        if self.bands:
            ladder = {"type": "object", "patternProperties": {r"^\d+$": leaf}, "additionalProperties": False}
            leaves.append(ladder | {"required": ["0"]})
        tier = {"anyOf": leaves} if len(leaves) > 1 else leaf
        choices = [tier]
        if self.tiers:
            by_tier = dict.fromkeys(TIER_NAMES, tier)
            choices.append({"type": "object", "properties": by_tier, "additionalProperties": False})
        group = {"anyOf": choices} if len(choices) > 1 else tier
        known = {word_of(kind): None for kind in DeductibleKind}
        properties = {"kind": {"enum": list(known)}} if self.counted else {}
        table = {"type": "object", "properties": properties, "additionalProperties": group}
        return {"anyOf": [*choices, table]}

    # filling

    def shapes(self) -> dict[str, tuple[int, ...]]:
        shape = (GROUPS, *((TIERS,) if self.tiers else ()))
        if self.bands:
            return {"": (*shape, BANDS), "_from": (*shape, BANDS)}
        if self.stays:
            return {"": (*shape, STAYS)}
        return {"": shape, "_kind": (GROUPS,)} if self.counted else {"": shape}

    def rows(self) -> slice:
        """The rows of the record this table answers for."""
        return slice(RESIDENT_GROUP, GROUPS) if self.resident else slice(0, RESIDENT_GROUP)

    def cells(self, value: Table, context: Context) -> Cells:
        bodies = [self._of_group(value.body, group) for group in context.groups[self.rows()]]
        table = [self._of_tiers(body, context) for body in bodies]
        if self.bands:
            return {"": _deep(table, 0, self.tiers), "_from": _deep(table, 1, self.tiers)}
        return {"": table, "_kind": [int(value.kind)] * len(table)} if self.counted else {"": table}

    def _of_group(self, body: Any, row: Group | None) -> Any:
        """The figures of a row: of the narrowest group the table names that everybody in the row belongs to."""
        if not isinstance(body, ByGroup):
            return body
        if self.resident:
            return body["resident"]
        return NOBODY if row is None else body.get(row.name, NOBODY)

    def _of_tiers(self, body: Any, context: Context) -> Any:
        if not self.tiers:
            return self._cell(body, context)
        if not isinstance(body, ByTier):
            return [self._cell(body, context)] * TIERS
        first, third = body.get("1"), body.get("3", body.get("3a"))
        found = {"community": first, "pharmacy": first, "3": third, "3a": third} | body
        return [self._cell(found[name], context) for name in TIER_NAMES]

    def _cell(self, leaf: Any, context: Context) -> Any:
        if self.bands:
            ladder = () if leaf is NOBODY else leaf
            ratios = [self.of.cells(part, context)[""] for _, part in ladder]
            begins = [bound * 100 for bound, _ in ladder]
            return padded(ratios, BANDS, 0), padded(begins, BANDS, UNLIMITED)
        if self.stays:
            stays = [0] if leaf is NOBODY else [self.of.cells(part, context)[""] for part in leaf]
            return padded(stays, STAYS, stays[-1])
        return 0 if leaf is NOBODY else self._figure(leaf, context)

    def _figure(self, leaf: Any, context: Context) -> int:
        return self.of.cells(leaf, context)[""]

    def named_groups(self, value: Table) -> tuple[str, ...]:
        """The groups the table names, to be checked against the region's."""
        return tuple(value.body) if isinstance(value.body, ByGroup) and not self.resident else ()

    def settled(self, value: Table, groups: tuple[Group | None, ...]) -> Table:
        """The table with a figure for every row: a missing group reads the nearest wider one."""
        if self.resident or not isinstance(value.body, ByGroup):
            return value
        known = [group for group in dict.fromkeys(groups) if group is not None]
        body = ByGroup()
        for row in known:
            wider = [group for group in known if group.name in value.body and group.covers(row)]
            if row.name in value.body:
                body[row.name] = value.body[row.name]
            elif wider:
                body[row.name] = value.body[max(wider, key=Group.narrowness).name]
            elif row.name == self.widest:
                raise Wrong(f"there is no figure for {row.name}", f"a figure for {row.name}, or one figure for all")
        return Table(body, value.kind)

    @property
    def widest(self) -> str:
        """The group that every table must answer for."""
        return "active"

    def everybody(self) -> tuple[str, ...]:
        """The groups that together are all whom the table is for."""
        return ("resident",) if self.resident else ("active", "retired")

    # projecting and patching

    def scaled(self, value: Table, factor: Fraction, step: int) -> Table:
        return Table(self._scaled(value.body, factor, step), value.kind)

    def _scaled(self, body: Any, factor: Fraction, step: int) -> Any:
        if isinstance(body, ByGroup | ByTier):
            return type(body)({name: self._scaled(part, factor, step) for name, part in body.items()})
        if self.bands:
            return tuple((bound, self.of.scaled(part, factor, step)) for bound, part in body)
        if self.stays:
            return tuple(self.of.scaled(part, factor, step) for part in body)
        return self.of.scaled(body, factor, step)

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        key, rest = path[0], path[1:]
        if self.counted and path == ("kind",):
            whole = raw if isinstance(raw, dict) else dict.fromkeys(self.everybody(), raw)
            return {**whole, "kind": part}
        kind = {"kind": raw["kind"]} if isinstance(raw, dict) and "kind" in raw else {}
        figures = {k: v for k, v in raw.items() if k != "kind"} if isinstance(raw, dict) else raw
        by_tier = not isinstance(figures, dict) or self._are_tiers(figures) or self._are_bands(figures)
        if self.tiers and key in TIER_NAMES and not rest and by_tier:
            return {**kind, **self._tier_set(figures, key, part)}
        if not isinstance(figures, dict) or by_tier:
            figures = dict.fromkeys(self.everybody(), figures)
        if not rest:
            return {**kind, **figures, key: part}
        if len(rest) == 1 and self.tiers:
            inherited = figures.get(key, figures.get("retired" if key.startswith("retired") else "active"))
            return {**kind, **figures, key: self._tier_set(inherited, rest[0], part)}
        raise Wrong(f"{'.'.join(path)} is no part of this table", self._allowed(), raw=part)

    def _tier_set(self, raw: object, tier: str, part: object) -> dict:
        whole = raw if isinstance(raw, dict) and self._are_tiers(raw) else dict.fromkeys(("1", "2", "3"), raw)
        return {**whole, tier: part}


def _deep(table: list, index: int, tiers: bool) -> list:
    """Ratios or lower bounds out of a table of (ratios, lower bounds)."""
    return [[leaf[index] for leaf in row] for row in table] if tiers else [row[index] for row in table]


@dataclass(frozen=True)
class RetiredTable(Tables):
    """A table for the retired alone; the active have none."""

    @property
    def widest(self) -> str:
        return "retired"

    def everybody(self) -> tuple[str, ...]:
        return ("retired",)

    def _of_group(self, body: Any, row: Group | None) -> Any:
        return NOBODY if row is None or row.whom == GroupAs.ACTIVE else super()._of_group(body, row)

    def parse(self, raw: object) -> Table:
        if isinstance(raw, dict) and "active" in raw:
            raise Wrong("the active have another parameter", "retired, retired_70 …", raw=raw["active"])
        return super().parse(raw)


@dataclass(frozen=True)
class RetiredCredit(RetiredTable):
    """Credits of the retired in fen: a month's, or a year's where the region credits once a year."""

    of: Kind = field(default_factory=CreditOf)
    leans = True

    def _figure(self, leaf: Credit, context: Context) -> int:
        yearly = word_of(context.values["account.credit.timing.retired"]) == "year"
        amount = Fraction(leaf.amount)
        if leaf.per == "share":
            amount = amount * context.values["account.credit.average_pension"] / scalars.MILLION
            amount = Fraction(half_up(amount))
        if leaf.per == "year":
            return int(amount) if yearly else half_up(amount / 12)
        return int(amount) * 12 if yearly else int(amount)
