"""A person: what is known of one, the money, and the agenda that the person's process works through."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count, groupby
from typing import TYPE_CHECKING, Any

from sim.scenario.model import Person as Said
from sim.words.counts import Count
from sim.words.flows import Flow, Place
from sim.words.states import FOREVER, Alive, Scheme, Status
from tests.reference.days import age_on, moment, year_of

if TYPE_CHECKING:
    from tests.reference.household import Household

PURSES = (Place.ACCOUNT, Place.PAST_ACCOUNT, Place.WALLET)


@dataclass
class Missed:
    """A month in which nothing was paid."""

    month: int
    due: int
    year: int  # first day of its benefit year
    by_employer: bool = False
    paid: bool = False  # paid later, in part of a gap that stays


@dataclass
class Cover:
    """Benefits of employee insurance, as dates."""

    ever: bool = False  # enrolled, in the run or on its first day
    known: bool = False  # months were paid before, too: not the first enrolment
    stop: int | None = None  # benefits stop on this day, or have stopped
    back: int | None = None  # the day on which they return
    waits: bool = False  # the return is the end of a wait
    wait: tuple[int, int] = (0, 0)  # months and days of the wait one is in
    first_job: bool = False  # it is that of a first job
    broken: bool = False  # a month is unpaid inside a wait
    wait_end: int = 0  # when the broken wait would have ended
    since: int | None = None  # when benefits last returned
    next_stop: int | None = None  # a stop after a return that has not come yet
    settles_from: int | None = None  # the day of return settles bills from this day on
    gap_region: str = ""  # where the gap began, whose law settles its bills
    missed: list[Missed] = field(default_factory=list)  # those in a row, still unpaid
    missed_in: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # by benefit year, not made good
    row: int = 0  # months insured without a break
    lapsed: bool = False  # benefits stopped without a month missed: out of this insurance, or a resident in between
    resident: bool = False  # a resident since the last payment

    def status(self, day: int) -> Status:
        if not self.ever:
            return Status.STOPPED if self.known else Status.NONE
        if self.stop is None or day < self.stop:
            return Status.COVERED
        if self.back is not None:
            if day >= self.back:
                return Status.STOPPED if self.next_stop is not None and day >= self.next_stop else Status.COVERED
            if self.waits:
                return Status.STOPPED if self.next_stop is not None and day >= self.next_stop else Status.WAITING
        return Status.STOPPED


@dataclass
class Counters:
    """What is counted in a benefit year, of one insurance."""

    deductible: int = 0  # borne below deductibles
    cost: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # covered cost by kind of care
    cap: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # paid within the cap
    large: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # paid above it
    visits: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # by tier
    stays: int = 0
    burden: int = 0  # left of covered cost
    reimbursed: int = 0  # of that, at full benefit share
    outlay: int = 0  # what a further fund is measured on
    supplemented: int = 0
    programmes: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)  # by month: borne below, paid
    bonus: int = 0  # on top of the cap of the large-amount fund
    over: int = 0  # paid above that cap


class Person:
    """One of the household."""

    def __init__(self, household: "Household", name: str, said: Said, index: int):
        self.house, self.name, self.said, self.index = household, name, said, index
        self.key = household.key_of(name)
        self.alive = Alive.UNBORN if said.unborn else Alive.YES
        self.born = said.born
        self.wedding: int | None = None  # the day that chance has drawn
        self.expected: int | None = None  # the day of the birth by chance
        self.drawn_in = 0  # the year of which a mother's birth is drawn
        self.region = said.region  # lived in
        self.insured_in = said.region  # whose law counts: that of the last contribution
        # the day on which a move began a benefit year, and the first day of the year before that
        self.year_from = self.year_before = 0
        self.scheme = Scheme.NONE
        self.employed = self.had_job = False
        self.wage = said.work.wage if said.work else 0
        self.earns = False
        self.worked: list[int] = []  # wages of this year's months
        self.average: int | None = None  # the base of last year's wages
        self.default: Any = None  # of an employer that pays nothing
        self.benefit_months_left = 0
        self.insurance_months = 0  # of unemployment insurance, since the last benefit
        self.cover = Cover()
        self.outpatient = True  # the menu's item has outpatient benefits
        self.paid_months = 0
        self.paid_in: dict[str, int] = defaultdict(int)
        self.last_base = 0
        self.last_paid = 0  # the last month of employee insurance that was paid
        self.prepaid_until = -1  # last month paid ahead by who pays by the year
        self.bonus_row = self.bonus_continuous = self.bonus_no_claim = 0  # of residents, on top of a cap
        self.years: dict[int, int] = {}  # resident insurance: a paid year, and the day from which it covers
        # the year a wait belongs to, its first day, the wait of a late payment, the years missing before
        self.waited: tuple[int, int, tuple[int, int] | None, int] | None = None
        self.reinsured_years = 0
        self.whole_years = 0  # of the run, covered as a resident, in which no month was paid
        self.paid_at_new_year = 0  # paid months then
        self.next_window = False  # joins resident insurance with those who pay in the next window
        self.order = 0  # among all by key: who comes first where bills are drawn or premiums fall due on one day
        self.insured_years: set[int] = set()  # calendar years with a month paid or covered
        self.retired = self.lifetime = self.lifetime_at_retirement = False
        self.retired_on: int | None = None
        self.retires_in = 0
        self.top_up_left = 0
        self.ends_cover = False  # retired short: the month of retirement counts as missed
        self.counters: dict[tuple[bool, int], Counters] = defaultdict(Counters)
        self.balance: dict[Place, int] = dict.fromkeys(PURSES, 0)
        self.carried = 0
        self.flows: dict[tuple[int, Flow], int] = defaultdict(int)
        self.months: dict[tuple[int, Status], int] = defaultdict(int)
        self.status_of: dict[int, Status] = {}  # of each month, at its end
        self.counts: dict[tuple[int, Count], int] = defaultdict(int)
        self.coming: list[tuple[int, int]] = []  # credits on their way: day of arrival, fen
        self.ahead: dict[int, int] = {}  # months credited in advance, and with how much
        self.gap_bills: list[Any] = []
        self.transfers: dict[int, int] = defaultdict(int)
        self._agenda: list[tuple[int, int, Callable[..., None], tuple]] = []
        self._number = count()

    def __repr__(self) -> str:
        return self.name

    # the agenda

    def at(self, day: int, phase: int, rank: int, action: Callable[..., None], *arguments: Any) -> None:
        """Do something at a place of the run's order; what lies after the run is left out."""
        if day < self.house.end:
            heappush(self._agenda, (moment(day, phase, rank), next(self._number), action, arguments))  # type: ignore[arg-type]

    def live(self):
        """The person's process: one thing of the agenda after the other."""
        clock = self.house.clock
        while self._agenda:
            place, _, action, arguments = heappop(self._agenda)
            assert place >= clock.now, f"{self.name} is asked for what has passed"
            if place > clock.now:
                yield clock.timeout(place - clock.now)
            if self.alive == Alive.YES or getattr(action, "whoever", False):
                action(*arguments)

    # money

    def move(self, flow: Flow, amount: int, day: int) -> None:
        assert amount >= 0, f"{self.name}: {amount} fen by {flow.name}"
        if not amount:
            return
        self.flows[year_of(day), flow] += amount
        if flow.source in self.balance:
            self.balance[flow.source] -= amount
            assert self.balance[flow.source] >= 0, (self.name, flow)
        if flow.target in self.balance:
            self.balance[flow.target] += amount

    def spells(self, *states: Status) -> list[int]:
        """The lengths of the spells of months in any of these states."""
        runs = groupby(self.status_of.values(), lambda status: status in states)
        return [len(list(run)) for is_spell, run in runs if is_spell]

    def count(self, count: Count, number: int, day: int) -> None:
        self.counts[year_of(day), count] += number

    @property
    def account(self) -> int:
        return self.balance[Place.ACCOUNT] + self.balance[Place.PAST_ACCOUNT]

    @property
    def wallet(self) -> int:
        return self.balance[Place.WALLET]

    def total(self, *flows: Flow) -> int:
        return sum(amount for (_, flow), amount in self.flows.items() if flow in flows)

    # states

    def insure_here(self, day: int) -> None:
        """The law of the place lived in counts from today; where benefit years begin on another day, one begins."""
        law, was = self.house.law, self.insured_in
        if law.year_starts(was, day) != law.year_starts(self.region, day):
            self.year_before, self.year_from = self.benefit_year(day), day
        self.insured_in = self.region

    def benefit_year(self, day: int) -> int:
        """The first day of the benefit year of a day."""
        return max(self.house.law.benefit_year(self.insured_in, day), self.year_from)

    def last_benefit_year(self, day: int) -> int:
        """The first day of the benefit year before that of a day."""
        year = self.benefit_year(day)
        return self.year_before if year == self.year_from else self.benefit_year(year - 1)

    def age(self, day: int) -> int:
        return age_on(self.born, day)

    def law(self, day: int) -> Any:
        """The law the person is insured by."""
        return self.house.law.on(self.insured_in, day)

    def here(self, day: int) -> Any:
        """The law of where the person lives."""
        return self.house.law.on(self.region, day)

    def resident_status(self, day: int) -> Status:
        begins = self.years.get(year_of(day))
        if begins is None:
            return Status.NONE
        return Status.COVERED if begins <= day else Status.WAITING

    def status(self, day: int) -> Status:
        if self.lifetime:
            return Status.COVERED
        own, resident = self.cover.status(day), self.resident_status(day)
        if Status.COVERED in (own, resident):
            return Status.COVERED
        if Status.WAITING in (own, resident):
            return Status.WAITING
        return resident if self.scheme == Scheme.RESIDENT else own

    def is_insured(self, day: int) -> bool:
        """Whether the person is in a basic insurance: enrolled in one, or still covered by it."""
        return self.scheme != Scheme.NONE or self.status(day) == Status.COVERED

    def covered_from(self, day: int) -> int:
        if self.cover.status(day) in (Status.STOPPED, Status.WAITING) and self.cover.back is not None:
            return self.cover.back
        begins = self.years.get(year_of(day))
        if begins is None:
            return self.cover.since or FOREVER
        return begins
