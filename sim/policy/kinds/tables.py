"""Benefit tables: figures by group, tier, and band or stay, with every fallback resolved."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from sim.policy.kinds.kind import Cells, Context, Group, Kind, padded
from sim.policy.kinds.scalars import CREDIT, FEN, NAME, Credit
from sim.values.models import Form, Words, any_of, steps
from sim.values.refusals import Refusal, nearest_word, shown
from sim.values.scalars import MILLION, Scalar, Schema, half_up, one_of
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
)
from sim.words.members import word_of

NOBODY = object()  # the figures of a row that no group takes
ALL = "\0"  # the name under which figures stand that serve all groups, or all tiers; no file can write it

_KIND = one_of(DeductibleKind)


class Table(Words):
    """A benefit table: what its deductible is counted by; figures by group and tier."""

    kind: Annotated[DeductibleKind, _KIND] = DeductibleKind.YEAR
    figures: Any


@dataclass(frozen=True, eq=False)
class Tables(Kind):
    """Figures by group, tier, and band or stay; one figure serves all. Made by `table`.

    `of` is the figure; `stays` allows a list for the stays of a year, `bands` steps by covered cost, `counted` the
    word `kind` of deductibles. The table fills the residents' row alone (`resident`), has nothing for the active
    (`retired`), or is for all, residents too, but may leave any group out (`everybody`), which `filler` then stands
    for; `figure` works a cell out of a figure and its neighbours.
    """

    of: Scalar = FEN
    tiers: bool = False
    bands: bool = False
    stays: bool = False
    counted: bool = False
    resident: bool = False
    retired: bool = False
    everybody: bool = False
    filler: int = 0
    figure: Callable[[Any, Context], int] | None = None

    @property
    def by_group(self) -> bool:
        return True

    @property
    def has_parts(self) -> bool:
        return True

    def schema(self) -> Schema:
        leaf = self.of.json_schema()
        if self.stays:
            leaf = any_of(leaf, {"type": "array", "items": leaf, "minItems": 1, "maxItems": STAYS})
        if self.bands:
            by_band = {"type": "object", "patternProperties": {r"^\d+$": leaf}, "additionalProperties": False}
            leaf = any_of(leaf, by_band | {"required": ["0"]})
        if self.tiers:
            by_tier = {"type": "object", "properties": dict.fromkeys(TIER_NAMES, leaf), "additionalProperties": False}
            leaf = any_of(leaf, by_tier)
        kinds = {"kind": _KIND.schema} if self.counted else {}
        return any_of(leaf, {"type": "object", "properties": kinds, "additionalProperties": leaf})

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
        first = RESIDENT_GROUP if self.resident else 0
        return slice(first, GROUPS if self.resident or self.everybody else RESIDENT_GROUP)

    def cells(self, value: Table, context: Context) -> Cells:
        bodies = [self._of_group(value.figures, group) for group in context.groups[self.rows()]]
        table = [self._of_tiers(body, context) for body in bodies]
        if self.bands:
            return {"": _deep(table, 0, self.tiers), "_from": _deep(table, 1, self.tiers)}
        return {"": table, "_kind": [int(value.kind)] * len(table)} if self.counted else {"": table}

    def _of_group(self, figures: dict, row: Group | None) -> Any:
        """The figures of a row: of the narrowest group the table names that everybody in the row belongs to."""
        if row is None or (self.retired and row.whom == GroupAs.ACTIVE):
            return NOBODY if self.retired or ALL not in figures else figures[ALL]
        return figures.get(row.name, figures.get(ALL, NOBODY))

    def _of_tiers(self, body: Any, context: Context) -> Any:
        if not self.tiers:
            return self._cell(body, context)
        if body is NOBODY or ALL in body:
            return [self._cell(body if body is NOBODY else body[ALL], context)] * TIERS
        first, third = body.get("1"), body.get("3", body.get("3a"))
        found = {"community": first, "pharmacy": first, "3": third, "3a": third} | body
        return [self._cell(found[name], context) for name in TIER_NAMES]

    def _cell(self, leaf: Any, context: Context) -> Any:
        if self.bands:
            found = () if leaf is NOBODY else leaf
            begins = [bound * 100 for bound, _ in found]
            return padded([ratio for _, ratio in found], BANDS, 0), padded(begins, BANDS, UNLIMITED)
        if self.stays:
            stays = [0] if leaf is NOBODY else list(leaf)
            return padded(stays, STAYS, stays[-1])
        if leaf is NOBODY:
            return self.filler
        return self.figure(leaf, context) if self.figure else leaf

    def named_groups(self, value: Table) -> tuple[str, ...]:
        """The groups the table names, to be checked against the region's."""
        return () if self.resident else tuple(name for name in value.figures if name != ALL)

    def settled(self, value: Table, groups: tuple[Group | None, ...]) -> Table:
        """The table with a figure for every row: a missing group reads the nearest wider one."""
        if self.resident or ALL in value.figures:
            return value
        known = [group for group in dict.fromkeys(groups) if group is not None]
        figures = {}
        for row in known:
            wider = [group for group in known if group.name in value.figures and group.covers(row)]
            if row.name in value.figures:
                figures[row.name] = value.figures[row.name]
            elif wider:
                figures[row.name] = value.figures[max(wider, key=Group.narrowness).name]
            elif row.name == self.all_groups()[0] and not self.everybody:
                raise Refusal(f"there is no figure for {row.name}", f"a figure for {row.name}, or one figure for all")
        return value.model_copy(update={"figures": figures})

    def answers_for(self, value: Table, groups: tuple[Group | None, ...]) -> tuple[str, ...]:
        """The groups that a settled table has a figure for."""
        return tuple(
            row.name for row in groups if row is not None and (ALL in value.figures or row.name in value.figures)
        )

    def all_groups(self) -> tuple[str, ...]:
        """The groups that together are all whom the table is for; it must answer for the first."""
        if self.everybody:
            return "active", "retired", "resident"
        return ("resident",) if self.resident else ("retired",) if self.retired else ("active", "retired")

    # changing a part

    def patched(self, raw: object, path: tuple[str, ...], part: object) -> object:
        name, rest = path[0], path[1:]
        if self.counted and path == ("kind",):
            return {**(raw if isinstance(raw, dict) else dict.fromkeys(self.all_groups(), raw)), "kind": part}
        kind = {"kind": raw["kind"]} if isinstance(raw, dict) and "kind" in raw else {}
        figures: Any = {k: v for k, v in raw.items() if k != "kind"} if isinstance(raw, dict) else raw
        for_all = not isinstance(figures, dict) or _are_tiers(figures) or _are_bands(figures)
        if self.tiers and name in TIER_NAMES and not rest and for_all:
            return {**kind, **_with_tier(figures, name, part)}
        whole = dict.fromkeys(self.all_groups(), figures) if for_all else dict(figures)
        if rest:
            inherited = whole.get(name, whole.get("retired" if name.startswith("retired") else "active"))
            part = _with_tier(inherited, ".".join(rest), part)
        return {**kind, **whole, name: part}


def _are_tiers(raw: dict) -> bool:
    return any(str(key) in TIER_NAMES for key in raw)


def _are_bands(raw: dict) -> bool:
    keys = {str(key) for key in raw}
    return "0" in keys or all(key.isdigit() and key not in TIER_NAMES for key in keys)


def _with_tier(raw: object, tier: str, part: object) -> dict:
    whole = raw if isinstance(raw, dict) and _are_tiers(raw) else dict.fromkeys(("1", "2", "3"), raw)
    return {**whole, tier: part}


def _deep(table: list, index: int, tiers: bool) -> list:
    """Ratios or lower bounds out of a table of (ratios, lower bounds)."""
    return [[leaf[index] for leaf in row] for row in table] if tiers else [row[index] for row in table]


# ----------------------------------------------------------------------------- how a table is read


def table(unit: str, of: Scalar = FEN, in_yuan: bool | None = None, **options: Any) -> Tables:
    """A kind of table; see `Tables` for the options."""
    counted, resident, retired = (bool(options.get(name)) for name in ("counted", "resident", "retired"))
    tiers, bands = bool(options.get("tiers")), bool(options.get("bands"))
    body: Any = Annotated[Any, of]
    if bands:
        body = steps(of, "band", 0, BANDS, top=100_000_000)
    elif options.get("stays"):
        body = Annotated[list[body], Form(_as_list, _stays, lambda found, _: _alone([of.text(one) for one in found]))]

    def serves_all(raw: Any) -> bool:
        return not isinstance(raw, dict) or bool(raw and bands and _are_bands(raw))

    allowed = _allowed(tiers, resident)
    if tiers:
        form = Form(lambda raw: {ALL: raw} if serves_all(raw) else raw, _tiers, _named)
        body = Annotated[dict[Annotated[str, Scalar(_tier, allowed=", ".join(TIER_NAMES))], body], form]

    def groups_of(raw: Any) -> Any:
        return {ALL: raw} if serves_all(raw) or (raw and tiers and _are_tiers(raw)) else raw

    def groups(found: dict) -> dict:
        if not found:
            raise Refusal("the table is empty", allowed)
        if retired and "active" in found:
            raise Refusal("the active have another parameter", "retired, retired_70 …")
        return found

    name = Scalar(lambda text: _group(text, resident), allowed=allowed)
    by_group = Annotated[dict[Annotated[str, name], body], Form(groups_of, groups, _named)]

    def widen(raw: Any) -> Any:
        if not (counted and isinstance(raw, dict) and "kind" in raw):
            return {"figures": raw}
        return {"kind": raw["kind"], "figures": {key: part for key, part in raw.items() if key != "kind"}}

    class Read(Table):
        figures: by_group  # type: ignore[valid-type]

    def write(value: Table, write: Any) -> Any:
        said = write(value)
        if value.kind == DeductibleKind.YEAR:
            return said["figures"]
        figures = said["figures"] if isinstance(said["figures"], dict) else {kind.all_groups()[0]: said["figures"]}
        return {"kind": said["kind"], **figures}

    in_yuan = of is FEN or of is CREDIT or UNLIMITED in of.words.values() if in_yuan is None else in_yuan
    kind = Tables(Annotated[Read, Form(widen, write=write)], unit, of=of, in_yuan=in_yuan, **options)
    return kind


def _allowed(tiers: bool, resident: bool) -> str:
    groups = ["resident"] if resident else [*FIXED_GROUPS, "what benefit.groups names"]
    names = [f"tiers ({', '.join(TIER_NAMES)})"] if tiers else []
    return "; ".join(["one figure for all", f"groups ({', '.join(groups)})", *names])


def _tier(text: str) -> str:
    if text != ALL and text not in TIER_NAMES:
        raise Refusal(f"{shown(text)} is no tier", nearest=nearest_word(text, TIER_NAMES))
    return text


def _group(text: str, resident: bool) -> str:
    known = ("resident",) if resident else FIXED_GROUPS
    if text != ALL and (not NAME.fullmatch(text) or (resident and text not in known) or text in TIER_NAMES):
        raise Refusal(f"{shown(text)} names no group", nearest=nearest_word(text, known))
    return text


def _tiers(found: dict[str, Any]) -> dict[str, Any]:
    for name in () if ALL in found else ("1", "2", "3"):
        if name not in found and not (name == "3" and "3a" in found):
            raise Refusal(f"tier {name} has no figure", "a figure for each of the tiers 1, 2 and 3")
    return found


def _as_list(raw: Any) -> Any:
    return raw if isinstance(raw, list | tuple) else [raw]


def _stays(found: list[Any]) -> tuple[Any, ...]:
    if not 1 <= len(found) <= STAYS:
        raise Refusal(f"{len(found)} stays", f"1 to {STAYS}")
    return tuple(found)


def _alone(found: list[str]) -> Any:
    return found[0] if len(found) == 1 else found


def _named(found: dict[str, Any], write: Any) -> Any:
    """Figures by name as a file writes them; those that serve all without the name."""
    written = write(found)
    return written.get(ALL, written)


# ----------------------------------------------------------------------------- credits of the retired


OF_A_CREDIT = ("account.credit.timing.retired", "account.credit.average_pension")


def credit(found: Credit, context: Context) -> int:
    """A retiree's credit in fen: a month's, or a year's where the region credits once a year."""
    timing, pension = (context.values[name] for name in OF_A_CREDIT)
    yearly = word_of(timing) == "year"
    amount = Fraction(found.amount)
    if found.per == "share":
        amount = Fraction(half_up(amount * pension / MILLION))
    if found.per == "year":
        return int(amount) if yearly else half_up(amount / 12)
    return int(amount) * 12 if yearly else int(amount)
