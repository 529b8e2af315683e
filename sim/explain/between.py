"""Two variants of one life: where they first part, and the difference in yuan by rule and flow, adding up exactly."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.arguments import BadArgument, known
from sim.explain.arithmetic import pool_part
from sim.explain.citing import Cited
from sim.explain.replay import Entry, replay
from sim.values.scalars import yuan
from sim.words.flows import Flow, Place
from sim.words.language import say
from sim.words.states import Care, Status

if TYPE_CHECKING:
    from sim.explain.journal import Settled
    from sim.explain.life import Life

BASELINE = "baseline"
#: Where the family's own money is.
OWN = (Place.POCKET, Place.ACCOUNT, Place.PAST_ACCOUNT, Place.WALLET)


class Part(NamedTuple):
    """What one rule moved by one flow in each of the two lives, in fen."""

    rule: int | None
    flow: Flow
    first: int
    second: int

    @property
    def difference(self) -> int:
        return self.second - self.first

    @property
    def to_family(self) -> int:
        """What the difference adds to the family's own money: nothing where it goes from others to others."""
        return self.difference * ((self.flow.target in OWN) - (self.flow.source in OWN))


class BillPair(NamedTuple):
    """A bill that was paid differently; in the life that does not have it, fen are None."""

    day: date
    who: str
    kind: str
    cost: int
    status: tuple[str | None, str | None]
    pool: tuple[int | None, int | None]


@dataclass
class Between:
    """The same life in two variants; one person's part of it, or everybody's."""

    names: tuple[str, str]
    lives: "tuple[Life, Life]"
    who: str | None = None

    @cached_property
    def _entries(self) -> tuple[list[Entry], list[Entry]]:
        first, second = (replay(life).entries for life in self.lives)
        return first, second

    @cached_property
    def parted(self) -> tuple[date | None, list[Entry], list[Entry]]:
        """The first day on which something differs, and what then happened in one of the two lives only."""
        first, second = (
            _by_day(entry for entry in entries if self.who in (None, entry.who)) for entries in self._entries
        )
        for day in sorted({*first, *second}):
            here, there = first.get(day, []), second.get(day, [])
            in_first, in_second = Counter(map(_same, here)), Counter(map(_same, there))
            if in_first != in_second:
                return day, _only(here, in_second), _only(there, in_first)
        return None, [], []

    @cached_property
    def parts(self) -> list[Part]:
        """What differs, by rule and flow: balances of the first day, then the rules in their order."""
        fen: dict[tuple[int | None, Flow], list[int]] = defaultdict(lambda: [0, 0])
        for side, life in enumerate(self.lives):
            for slot, row in enumerate(life.journal.rows):
                if self.who in (None, life.name(slot)):
                    for flow in Flow:
                        fen[None, flow][side] += int(row["flows"][flow])
            for entry in self._entries[side]:
                if entry.kind == "money" and self.who in (None, entry.who):
                    fen[entry.rule, Flow[entry.what.upper()]][side] += entry.fen or 0
        order = {flow: place for place, flow in enumerate(Flow)}
        found = [Part(*of, *both) for of, both in fen.items() if both[0] != both[1]]
        return sorted(found, key=lambda part: (part.rule or 0, order[part.flow]))

    @property
    def to_family(self) -> int:
        """How much more the family, or the person, has at the end of the second life, in fen."""
        return sum(part.to_family for part in self.parts)

    @cached_property
    def law(self) -> list[tuple[Cited, Cited]]:
        """The values of the law that were read in either life and are not the same in both."""
        first, second = (life.plan.policy.regions for life in self.lives)
        found = set()
        for life, regions in zip(self.lives, (first, second), strict=True):
            for read in life.journal.reads:
                region = regions[read.region]
                if region in first and region in second:
                    for name in life.law.parameters(read.field):
                        found.add((name, region, read.day))
        pairs = {}
        for of in sorted(found):
            one, other = (life.law.cited(*of) for life in self.lives)
            if one.value != other.value:
                pairs.setdefault((*of[:2], one.value, other.value), (one, other))
        return list(pairs.values())

    @cached_property
    def bills(self) -> list[BillPair]:
        """The bills that only one life has, or that the pool paid differently, by day."""
        both = [{_bill_key(life, settled): settled for settled in life.presented} for life in self.lives]
        found = []
        for key in sorted({*both[0], *both[1]}):
            day, who, kind, _ = key
            pair = [side.get(key) for side in both]
            pool = tuple(
                None if settled is None else _pool(life, settled)
                for life, settled in zip(self.lives, pair, strict=True)
            )
            if pool[0] != pool[1] and self.who in (None, who):
                cost = next(settled.bill["cost"] for settled in pair if settled is not None)
                status = tuple(None if one is None else Status(one.status).word for one in pair)
                found.append(
                    BillPair(date.fromordinal(day), who, Care(kind).name.lower(), cost, status, pool)  # type: ignore[arg-type]
                )
        return found


def between(lives: "tuple[Life, Life]", names: tuple[str, str], who: str | None = None) -> Between:
    """The same life in two variants."""
    if lives[0].journal.life != lives[1].journal.life:
        raise BadArgument("between", say("the two are not the same life"))
    if who is not None:
        known("who", [who], {**lives[0].plan.slots, **lives[1].plan.slots}, "person of this file")
    return Between(names, lives, who)


def _by_day(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    found: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.day].append(entry)
    return found


def _same(entry: Entry) -> tuple:
    """What makes two entries of a day the same."""
    return entry.who, entry.kind, entry.what, entry.fen, entry.before, entry.after


def _only(entries: list[Entry], others: Counter) -> list[Entry]:
    """The entries that the other life does not have."""
    left, found = Counter(others), []
    for entry in entries:
        if left[_same(entry)]:
            left[_same(entry)] -= 1
        else:
            found.append(entry)
    return found


def _bill_key(life: "Life", settled: "Settled") -> tuple[int, str, int, int]:
    bill = settled.bill
    return bill["day"], life.name(settled.slot), bill["kind"], bill["number"]


def _pool(life: "Life", settled: "Settled") -> int:
    """What the pool, or an employer in its stead, paid of a bill in the end."""
    later = life.later(settled)
    return pool_part(settled) + (pool_part(later) if later else 0)


def documented(found: Between) -> dict[str, Any]:
    """The difference as plain data; amounts are yuan as texts, exact to the fen."""
    day, first, second = found.parted
    return {
        "between": list(found.names),
        "who": found.who,
        "part_on": None if day is None else str(day),
        "only_in": [[_told(entry) for entry in entries] for entries in (first, second)],
        "to_family": yuan(found.to_family),
        "by_rule": [
            {
                "rule": part.rule, "flow": part.flow.column, "english": part.flow.english, "chinese": part.flow.chinese,
                "yuan": [yuan(part.first), yuan(part.second)],
                "difference": yuan(part.difference), "to_family": yuan(part.to_family),
            }
            for part in found.parts
        ],
        "law": [[one._asdict(), other._asdict()] for one, other in found.law],
        "bills": [
            {
                "day": str(bill.day), "person": bill.who, "kind": bill.kind, "cost": yuan(bill.cost),
                "status": list(bill.status), "pool": [None if fen is None else yuan(fen) for fen in bill.pool],
            }
            for bill in found.bills
        ],
    }  # fmt: skip


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "person": entry.who, "kind": entry.kind, "what": entry.what, "english": entry.english,
        "chinese": entry.chinese, "yuan": None if entry.fen is None else yuan(entry.fen),
        "before": entry.before or None, "after": entry.after or None,
    }  # fmt: skip
