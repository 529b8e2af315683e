"""A life as a story: what happened on each day, to whom, why; and each year of everybody at a glance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.arguments import known
from sim.explain.arithmetic import is_residents, pool_part, why_bill
from sim.explain.aspects import ASPECTS
from sim.explain.causes import not_alive
from sim.explain.citing import Cited, rule_of
from sim.explain.life import Balances, law_of
from sim.explain.periods import Period, period
from sim.values.scalars import yuan
from sim.words.events import EVENTS
from sim.words.flows import Flow, Place
from sim.words.language import meaning
from sim.words.outcomes import BY_NAME
from sim.words.reasons import Reason
from sim.words.states import Alive, Care, Status

if TYPE_CHECKING:
    from sim.explain.journal import Moved, Settled
    from sim.explain.life import Life

ACCOUNTS = (Flow.OWN_ACCOUNT, Flow.OWN_PAST_ACCOUNT, Flow.OWN_WALLET)
BINDING = "pays for another", "共济绑定"


class Entry(NamedTuple):
    """One thing that happened: `kind` is bill, money, change or refused. Amounts are fen."""

    day: date
    who: str
    kind: str
    what: str
    english: str
    chinese: str
    source: Place | None = None
    target: Place | None = None
    fen: int | None = None
    before: str = ""
    after: str = ""  # of a bill, its status; of what was refused, why
    by: str = ""  # the kernel that did it
    rule: int | None = None
    bill: int | None = None  # the number of the bill of this life that it belongs to
    cites: tuple[Cited, ...] = ()
    why: str = ""  # of a bill for which nobody paid, the cause


class YearOf(NamedTuple):
    """A person's calendar year: months by status, and fen."""

    year: int
    who: str
    months: dict[Status, int]
    contributed: int
    cost: int
    pool: int  # what was settled later included
    employer: int
    accounts: int  # own account and wallet
    relatives: int
    cash: int  # less what was settled later
    account: int  # at the year's end
    wallet: int

    @property
    def without(self) -> int:
        """Months in which the pool did not pay."""
        return sum(self.months.values()) - self.months.get(Status.COVERED, 0)


@dataclass
class Replay:
    """A part of a life: everybody or one person, the whole run or some of its days."""

    life: "Life"
    who: str | None
    period: Period

    @cached_property
    def entries(self) -> list[Entry]:
        """What happened, day by day: refusals and changes first, then bills with their money, then other money."""
        return self._in_order([*self._refusals(), *self._changes(), *self._bills_and_money()])

    @cached_property
    def size(self) -> int:
        """How many entries there are, without what each of them rests on, which takes long to look up."""
        small = (self._concerns(one.day, one.who) for one in (*self._refusals(), *self._changes()))
        bills = (
            self._concerns(date.fromordinal(settled.bill["day"]), self.life.name(settled.slot))
            for settled in self.life.presented
        )
        money = (
            self._concerns(date.fromordinal(moved.day), self.life.name(moved.slot), place)
            for moved, place in self._placed
        )
        return sum((*small, *bills, *money))

    @cached_property
    def years(self) -> list[YearOf]:
        """Whole calendar years, as far as they are in the run, of those that the period touches."""
        years = range(self.period.first.year, self.period.last.year + 1)
        return [one for one in _years(self.life) if one.year in years and self.who in (None, one.who)]

    @property
    def absence(self) -> tuple[date, str] | None:
        """Why nothing can happen to the person in the period: not born by its last day, or gone on its first."""
        if self.who is None:
            return None
        slot = self.life.plan.slots[self.who]
        for day, states in ((self.period.last, {Alive.UNBORN}), (self.period.first, {Alive.DEAD, Alive.ABROAD})):
            state = self.life.journal.on(slot, day.toordinal())
            if state is not None and state.row.alive in states:
                return day, not_alive(Alive(int(state.row.alive)))
        return None

    @cached_property
    def turning_points(self) -> list[Entry]:
        """The changes and refusals that a summary of a year names."""
        turning = [change for change in self._changes() if ASPECTS[change.what].is_turning_point]
        return self._in_order([*self._refusals(), *turning])

    @cached_property
    def law(self) -> list[Cited]:
        """The values of the law that were read, each once, in the order of the parameters' names."""
        return sorted({cited for entry in self.entries for cited in entry.cites})

    def _in_order(self, found: list[Entry]) -> list[Entry]:
        """Those of the period that concern the person, by day."""
        found = [one for one in found if self._concerns(one.day, one.who, one.bill)]
        return sorted(found, key=lambda one: one.day)

    def _concerns(self, day: date, who: str, bill: int | None = None) -> bool:
        """Whether something is of the period and of the person, or of a bill of that person."""
        if not self.period.has(day) or self.who in (None, who):
            return self.period.has(day)
        return bill is not None and self.life.name(self.life.presented[bill].slot) == self.who

    # ------------------------------------------------------------------------- one kind after another

    def _refusals(self) -> Iterator[Entry]:
        for refused in self.life.journal.refused:
            day, reason = date.fromordinal(refused.day), Reason(refused.reason)
            if refused.kind == "event":
                event = self.life.scenario.events[refused.place]
                who, what = event.who or event.name or "", event.does
                words = EVENTS[what].english, EVENTS[what].chinese
            else:
                who, what, words = self.life.scenario.bindings[refused.place].payer, "binding", BINDING
            yield Entry(day, who, "refused", what, *words, after=reason.word, why=meaning(reason))

    def _changes(self) -> Iterator[Entry]:
        for one in self.life.changes:
            aspect, who = ASPECTS[one.what], self.life.name(one.slot)
            words, texts = (aspect.english, aspect.chinese), (one.before, one.after)
            day = date.fromordinal(one.day)
            yield Entry(day, who, "change", one.what, *words, None, None, None, *texts, by=one.kernel)

    def _bills_and_money(self) -> Iterator[Entry]:
        of_bill: dict[int | None, list[Moved]] = defaultdict(list)
        for moved, place in self._placed:
            of_bill[place].append(moved)
        for place, settled in enumerate(self.life.presented):
            yield self._bill(place, settled)
            yield from (self._money(moved, place) for moved in of_bill[place])
        yield from (self._money(moved, None) for moved in of_bill[None])

    @cached_property
    def _placed(self) -> "list[tuple[Moved, int | None]]":
        """The money that moved, each with the number of the bill that it belongs to."""
        place_of = {id(settled.call): place for place, settled in enumerate(self.life.presented)}
        around = ((moved, moved.call.within("settle_bill")) for moved in self.life.journal.moved)
        return [(moved, None if call is None else place_of[id(call)]) for moved, call in around]

    def _bill(self, place: int, settled: "Settled") -> Entry:
        bill, kind = settled.bill, Care(settled.bill["kind"]).name.lower()
        later = self.life.later(settled)
        is_unpaid = not pool_part(settled) and not (later and pool_part(later))
        return Entry(
            date.fromordinal(bill["day"]), self.life.name(settled.slot), "bill", kind, EVENTS[kind].english,
            EVENTS[kind].chinese, fen=bill["cost"], before=self.life.bill_name(settled) or "",
            after=Status(settled.status).word, by=settled.call.name, rule=rule_of(settled.call, bill["kind"]),
            bill=place, why=why_bill(self.life, settled).short if is_unpaid else "",
        )  # fmt: skip

    def _money(self, moved: "Moved", place: int | None) -> Entry:
        flow, kernel = moved.flow, law_of(moved.call)
        settled = self.life.presented[place] if place is not None else None
        call = self.life.settling(moved)
        cites = self.life.cited(moved, call is not None and is_residents(self.life, call))
        return Entry(
            date.fromordinal(moved.day), self.life.name(moved.slot), "money", flow.column, flow.english, flow.chinese,
            flow.source, flow.target, moved.fen, by=kernel.name,
            rule=rule_of(kernel, settled.bill["kind"] if settled else None, flow), bill=place, cites=cites,
        )  # fmt: skip


def replay(
    life: "Life", who: str | None = None, since: "date | str | None" = None, until: "date | str | None" = None
) -> Replay:
    """A part of a life. `since` and `until` are years, months or days of the run, both inclusive."""
    if who is not None:
        known("who", [who], life.plan.names, "person of this file")
    since, until = (str(one) if isinstance(one, date) else one for one in (since, until))
    return Replay(life, who, period(life.plan.start, life.plan.end, since, until))


def _years(life: "Life") -> Iterator[YearOf]:
    """Every year of everybody in the run, from the first on."""
    fen: dict[tuple[int, int, Flow], int] = defaultdict(int)
    for moved in life.journal.moved:
        fen[date.fromordinal(moved.day).year, moved.slot, moved.flow] += moved.fen
    months: dict[tuple[int, int], dict[Status, int]] = defaultdict(lambda: defaultdict(int))
    for month in life.journal.months:
        months[date.fromordinal(month.day).year, month.slot][Status(month.status)] += 1
    costs: dict[tuple[int, int], int] = defaultdict(int)
    for settled in life.presented:
        costs[date.fromordinal(settled.bill["day"]).year, settled.slot] += settled.bill["cost"]
    contributed = [(sign, flow) for sign, flow in BY_NAME["contributed"].members()]
    balances, last = Balances(life.journal), life.plan.end - timedelta(days=1)
    for year in range(life.plan.start.year, last.year + 1):
        ends = min(date(year, 12, 31), last).toordinal()
        for slot in sorted(range(life.plan.persons), key=lambda slot: life.plan.names.index(life.name(slot))):
            here = {flow: fen.get((year, slot, flow), 0) for flow in Flow}
            if not (months.get((year, slot)) or any(here.values())):
                continue  # not born yet, or no longer there
            places, later = balances.at_end(slot, ends), here[Flow.POOL_PAID_LATER]
            yield YearOf(
                year, life.name(slot), dict(months.get((year, slot), {})),
                sum(sign * here[Flow(int(flow))] for sign, flow in contributed), costs.get((year, slot), 0),
                here[Flow.POOL_PAID_AT_ONCE] + later, here[Flow.EMPLOYER_BORE], sum(here[flow] for flow in ACCOUNTS),
                here[Flow.RECEIVED_FOR_BILL], here[Flow.CASH] - later,
                places[Place.ACCOUNT] + places[Place.PAST_ACCOUNT], places[Place.WALLET],
            )  # fmt: skip


# ----------------------------------------------------------------------------- as data


def documented(replay: Replay) -> dict[str, Any]:
    """A replay as plain data; amounts are yuan as texts, exact to the fen. `law` is what entries name by its place."""
    place = {cited: place for place, cited in enumerate(replay.law)}
    return {
        "from": str(replay.period.first),
        "until": str(replay.period.last),
        "who": replay.who,
        "years": [_year(one) for one in replay.years],
        "events": [_entry(one, place) for one in replay.entries],
        "law": [cited._asdict() for cited in replay.law],
    }


def _year(one: YearOf) -> dict[str, Any]:
    months = {status.word: one.months.get(status, 0) for status in Status}
    amounts = YearOf._fields[YearOf._fields.index("contributed") :]
    return {
        "year": one.year,
        "person": one.who,
        "months": months,
        **{name: yuan(getattr(one, name)) for name in amounts},
    }


def _entry(one: Entry, place: dict[Cited, int]) -> dict[str, Any]:
    return {
        "day": str(one.day), "person": one.who, "kind": one.kind, "what": one.what, "english": one.english,
        "chinese": one.chinese, "from": _place(one.source), "to": _place(one.target),
        "yuan": None if one.fen is None else yuan(one.fen), "before": one.before or None,
        "after": one.after or None, "by": one.by or None, "rule": one.rule, "bill": one.bill, "why": one.why or None,
        "law": [place[cited] for cited in one.cites],
    }  # fmt: skip


def _place(place: Place | None) -> str | None:
    return None if place is None else place.name.lower()


def by_day(entries: Iterable[Entry]) -> Iterator[tuple[date, list[Entry]]]:
    """Entries of each day, in their order."""
    days: dict[date, list[Entry]] = {}
    for one in entries:
        days.setdefault(one.day, []).append(one)
    yield from days.items()
