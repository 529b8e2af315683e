"""The peer: a family under employee medical insurance, written the way SimPy is usually written.

One process a person walks through the months, one more for each kind of bill; people are plain objects, a family is
one environment, and the law in force is an object that a process of its own replaces on the day it changes.
It keeps the rules for contribution, credit, the gap with its grace and wait, outpatient bills and family sharing, and
what the family of `scenarios/three_generations.yaml` needs besides (retirement, premium, inpatient bills by a ratio).
It shares no code with the engine. Money is whole fen, shares are parts per million, days are ordinals.

    python -m benchmarks.natural_simpy      simulates one family and prints the result
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from math import exp, log
from random import Random
from typing import NamedTuple

import simpy

MILLION = 1_000_000
FOREVER = date.max.toordinal()
DAYS_PER_YEAR = 365.25
Z_90 = 1.2815515655446004  # the 90 % point of the normal distribution

Process = Generator[simpy.Event, None, None]
Mortality = Callable[[bool, int, int], float]  # deaths a person and year: a woman's, completed years, month


def share(amount: int, rate: int) -> int:
    """`rate` parts per million of `amount` fen, rounded half up."""
    return (amount * rate + MILLION // 2) // MILLION


# ----------------------------------------------------------------------------- the law


class Group(IntEnum):
    """Whose table of benefits applies."""

    ACTIVE = 0
    RETIRED = 1
    RETIRED_70 = 2
    RESIDENT = 7


@dataclass(frozen=True, slots=True)
class Benefits:
    """What the pool pays for one group; tuples are by tier of the provider: community, 1, 2, 3."""

    deductible: tuple[int, ...]
    ratio: tuple[int, ...]
    cap: int
    inpatient_ratio: tuple[int, ...]
    inpatient_cap: int
    deductible_per_visit: bool = True
    credit: int = 0  # a month, for those retired with the right to benefits


@dataclass(frozen=True, slots=True)
class Law:
    """The law of one region from one day on. The figures are those of Zhengzhou in 2025."""

    floor: int = 375_600
    ceiling: int = 1_878_000
    employer_rate: int = 70_000
    employee_rate: int = 20_000
    employee_extra: int = 0
    credit_rate: int = 20_000
    flexible_amount: int = 50_080
    flexible_base: int = 500_800
    flexible_credit_rate: int = 20_000
    due_day: int = 25
    stop_lag: int = 1
    grace: int = 3
    wait: int = 6
    waiting_share: int = 0
    class_b_first: int = 100_000
    required_months: tuple[int, int] = (300, 240)  # male, female
    top_up_rate: int = 56_000
    premium: tuple[tuple[int, int], ...] = ((0, 40_000),)  # youngest age, fen a year
    premium_day: tuple[int, int] = (10, 13)
    benefits: dict[Group, Benefits] = field(default_factory=lambda: dict(ZHENGZHOU))


ZHENGZHOU = {
    Group.ACTIVE: Benefits((0, 4_000, 4_000, 4_000), (650_000, 600_000, 600_000, 600_000), 180_000,
                           (950_000, 950_000, 900_000, 880_000), 15_000_000),
    Group.RETIRED: Benefits((0, 4_000, 4_000, 4_000), (750_000, 700_000, 700_000, 700_000), 230_000,
                            (970_000, 970_000, 950_000, 930_000), 15_000_000, credit=9_500),
    Group.RETIRED_70: Benefits((0, 4_000, 4_000, 4_000), (750_000, 700_000, 700_000, 700_000), 230_000,
                               (970_000, 970_000, 950_000, 930_000), 15_000_000, credit=9_500),
    Group.RESIDENT: Benefits((0, 0, 0, 0), (900_000, 850_000, 600_000, 0), 50_000,
                             (800_000, 800_000, 750_000, 700_000), 30_000_000, deductible_per_visit=False),
}  # fmt: skip

Timeline = Sequence[tuple[int, Law]]  # from which day which law, in order


# ----------------------------------------------------------------------------- people


class Insured(IntEnum):
    EMPLOYEE = 0
    FLEXIBLE = 1
    RESIDENT = 2
    RETIRED = 3  # with the right to benefits for life, or without


class Status(IntEnum):
    COVERED = 0
    STOPPED = 1
    WAITING = 2


@dataclass(frozen=True, slots=True)
class Visits:
    """How often somebody needs care, and what it costs (median and 90 % point, in fen)."""

    per_year: float
    median: int
    p90: int
    tiers: tuple[float, ...] | None = None  # weights by tier; tier 1 without them
    class_b: int = 0  # parts per million of the cost
    class_c: int = 0


@dataclass(slots=True)
class YearSoFar:
    """What counts towards the limits of a benefit year."""

    below_deductible: int = 0
    pool: int = 0
    inpatient_pool: int = 0


@dataclass(slots=True)
class Totals:
    """What became of a person since the first day, in fen and months."""

    contributed: int = 0
    employer_contributed: int = 0
    credited: int = 0
    premium: int = 0
    topped_up: int = 0
    pool_paid: int = 0
    own_account: int = 0
    given: int = 0
    received: int = 0
    cash: int = 0
    bequeathed: int = 0
    inherited: int = 0
    bills: int = 0
    months: list[int] = field(default_factory=lambda: [0] * len(Status))


@dataclass(slots=True, eq=False)
class Person:
    name: str
    born: date
    female: bool
    insured: Insured
    paid_months: int = 0
    account: int = 0
    wage: int = 0
    growth: int = 0
    has_job: bool = False
    loses_job: float = 0.0
    finds_job: float = 0.0
    retires_on: date = date.max
    outpatient: Visits | None = None
    inpatient: Visits | None = None
    cost_growth: float = 0.0
    payers: list["Binding"] = field(default_factory=list)  # by rank
    heirs: list["Person"] = field(default_factory=list)

    alive: bool = True
    covered_from: int = 0
    stopped_from: int = FOREVER
    waits: bool = False
    unpaid_months: int = 0
    last_base: int = 0
    credit_due: int = 0
    cost_factor: float = 1.0
    year: YearSoFar = field(default_factory=YearSoFar)
    total: Totals = field(default_factory=Totals)

    def status(self, day: int) -> Status:
        """Whether the pool pays on `day`; dates decide, not counters."""
        if day >= self.stopped_from:
            return Status.STOPPED
        if day >= self.covered_from:
            return Status.COVERED
        return Status.WAITING if self.waits else Status.STOPPED

    def age(self, day: date) -> int:
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def group(self, day: int) -> Group:
        if self.insured is Insured.RESIDENT:
            return Group.RESIDENT
        if self.insured is not Insured.RETIRED:
            return Group.ACTIVE
        return Group.RETIRED_70 if self.age(date.fromordinal(day)) >= 70 else Group.RETIRED


class Binding(NamedTuple):
    """A relative whose account pays for somebody, from a day on."""

    payer: Person
    starts: int


class Bill(NamedTuple):
    """Who paid a bill."""

    pool: int
    own_account: int
    relatives: int
    cash: int


# ----------------------------------------------------------------------------- the calendar


class Month(NamedTuple):
    index: int  # months since year 0
    first: int
    due: int
    last: int


def first_of(index: int) -> int:
    """Ordinal of the 1st of a month."""
    return date(index // 12, index % 12 + 1, 1).toordinal()


def months(start: date, end: date, due_day: int) -> Iterator[Month]:
    """Every month of a run that begins and ends on the 1st of a month."""
    for index in range(start.year * 12 + start.month - 1, end.year * 12 + end.month - 1):
        first = first_of(index)
        yield Month(index, first, first + due_day - 1, first_of(index + 1) - 1)


# ----------------------------------------------------------------------------- the household


class Household:
    """One life of one family, in an environment of its own."""

    def __init__(
        self,
        people: Sequence[Person],
        laws: Timeline,
        start: date,
        end: date,
        seed: object = 1,
        mortality: Mortality | None = None,
    ):
        self.people, self.law, self.end = people, laws[0][1], end.toordinal()
        self.start = start.toordinal()
        self.random = Random(str(seed))
        self.months = list(months(start, end, self.law.due_day))
        self.env = simpy.Environment(self.start)
        self.env.process(self.legislation(laws[1:]))  # first, so that the law of a day is there before anybody acts
        for person in people:
            if mortality:
                self.env.process(self.death(person, mortality))
            self.env.process(self.life(person))
            if person.insured is Insured.RESIDENT:
                self.env.process(self.premiums(person, range(start.year, end.year)))
            if person.outpatient:
                self.env.process(self.care(person, person.outpatient, self.outpatient_pool))
            if person.inpatient:
                self.env.process(self.care(person, person.inpatient, self.inpatient_pool))

    def run(self, until: date | None = None) -> Sequence[Person]:
        """Live to the end, or to the morning of a day."""
        self.env.run(until.toordinal() if until else self.end)
        return self.people

    @property
    def today(self) -> int:
        return int(self.env.now)

    def until(self, day: int) -> simpy.Timeout:
        return self.env.timeout(day - self.env.now)

    # --- processes

    def legislation(self, laws: Timeline) -> Process:
        for day, law in laws:
            if self.start < day < self.end:
                yield self.until(day)
            if day < self.end:
                self.law = law

    def life(self, person: Person) -> Process:
        """Work on the 1st, the contribution on the due day, the credit and a look at the status on the last day."""
        for month in self.months:
            yield self.until(month.first)
            if not person.alive:
                return
            if month.index % 12 == 0 and month.first > self.start:
                self.new_year(person)
            self.work(person, month)
            yield self.until(month.due)
            if person.alive:
                self.contribution(person, month)
            yield self.until(month.last)
            if person.alive:
                self.credit(person)
                person.total.months[person.status(month.last)] += 1

    def death(self, person: Person, mortality: Mortality) -> Process:
        """One draw a month, by sex, age and period of the life table."""
        for month in self.months:
            yield self.until(month.first)
            rate = mortality(person.female, person.age(date.fromordinal(month.first)), month.index)
            if self.random.random() < 1 - exp(-rate / 12):
                self.inherit(person)
                return

    def inherit(self, person: Person) -> None:
        """The account goes to the heirs in equal parts; an odd fen each to the first ones."""
        person.alive = False
        heirs = [heir for heir in person.heirs if heir.alive]
        for left, heir in zip(range(len(heirs), 0, -1), heirs):
            part = -(-person.account // left)
            person.account -= part
            person.total.bequeathed += part
            heir.total.inherited += part

    def premiums(self, person: Person, years: range) -> Process:
        """Each year on the window's first day the next year's premium: relatives' accounts first, then cash."""
        for year in years:
            day = date(year, *self.law.premium_day)
            if day.toordinal() < self.today:
                continue
            yield self.until(day.toordinal())
            if not person.alive:
                return
            premium = next(fen for age, fen in reversed(self.law.premium) if age <= person.age(day))
            person.total.premium += premium - self.from_relatives(person, premium)

    def care(self, person: Person, visits: Visits, pool: Callable[[Person, int, int, int], int]) -> Process:
        """Bills at random times, with costs that are lognormal and grow by the year."""
        draw, rate = self.random, visits.per_year / DAYS_PER_YEAR
        mu, sigma = log(visits.median), log(visits.p90 / visits.median) / Z_90
        while True:
            yield self.env.timeout(draw.expovariate(rate))
            if not person.alive:
                return
            cost = int(draw.lognormvariate(mu, sigma) * person.cost_factor + 0.5)
            tier = draw.choices(range(len(visits.tiers)), visits.tiers)[0] if visits.tiers else 1
            self.bill(person, cost, tier, pool, share(cost, visits.class_b), share(cost, visits.class_c))

    # --- what happens

    def new_year(self, person: Person) -> None:
        person.wage += share(person.wage, person.growth)
        person.cost_factor *= 1 + person.cost_growth
        person.year = YearSoFar()

    def work(self, person: Person, month: Month) -> None:
        """Retirement, or one draw that decides about losing or finding a job."""
        if person.insured is Insured.RETIRED or person.insured is Insured.RESIDENT:
            return
        if month.first >= person.retires_on.toordinal():
            self.retire(person, month)
        elif person.has_job:
            person.has_job = not (person.loses_job and self.random.random() < person.loses_job)
        elif person.finds_job:
            person.has_job = self.random.random() < person.finds_job

    def retire(self, person: Person, month: Month) -> None:
        """What is missing of the required months is bought at once; then benefits are for life."""
        missing = max(0, self.law.required_months[person.female] - person.paid_months)
        person.total.topped_up += missing * share(person.last_base, self.law.top_up_rate)
        person.paid_months += missing
        person.insured, person.has_job, person.unpaid_months = Insured.RETIRED, False, 0
        person.covered_from, person.stopped_from = min(person.covered_from, month.first), FOREVER

    def contribution(self, person: Person, month: Month) -> None:
        law = self.law
        if person.insured is Insured.EMPLOYEE:
            if not person.has_job:
                self.miss(person, month)
                return
            person.last_base = base = min(max(person.wage, law.floor), law.ceiling)
            person.total.employer_contributed += share(base, law.employer_rate)
            person.total.contributed += share(base, law.employee_rate) + law.employee_extra
            person.credit_due = share(base, law.credit_rate)
        elif person.insured is Insured.FLEXIBLE:
            person.last_base = law.flexible_base
            person.total.contributed += law.flexible_amount
            person.credit_due = share(law.flexible_base, law.flexible_credit_rate)
        else:
            return
        person.paid_months += 1
        if person.unpaid_months:
            self.end_gap(person, month)

    def miss(self, person: Person, month: Month) -> None:
        """An unpaid month stops benefits after the lag, a wait at once; the first stop of a gap stands."""
        person.unpaid_months += 1
        in_wait = person.waits and month.due < person.covered_from
        stop = month.due if in_wait else first_of(month.index + self.law.stop_lag)
        person.stopped_from = min(person.stopped_from, stop)

    def end_gap(self, person: Person, month: Month) -> None:
        """Within grace benefits are back next month; after a longer gap, or a wait that was broken, they wait."""
        person.waits = person.unpaid_months > self.law.grace or person.covered_from > person.stopped_from
        later = self.law.wait if person.waits else 1
        person.covered_from = max(month.due, first_of(month.index + later))
        person.stopped_from, person.unpaid_months = FOREVER, 0

    def credit(self, person: Person) -> None:
        if person.insured is Insured.RETIRED:
            person.credit_due += self.law.benefits[person.group(self.today)].credit
        person.account += person.credit_due
        person.total.credited += person.credit_due
        person.credit_due = 0

    def bill(self, person: Person, cost: int, tier: int, pool: Callable[[Person, int, int, int], int],
             class_b: int = 0, class_c: int = 0) -> Bill:  # fmt: skip
        """The pool's part, then the own account, relatives' accounts by rank, and cash; class C is cash."""
        status, pooled = person.status(self.today), 0
        benefit = MILLION if status is Status.COVERED else self.law.waiting_share if status is Status.WAITING else 0
        if benefit:
            pooled = pool(person, cost - class_c - share(class_b, self.law.class_b_first), tier, benefit)
        rest = cost - pooled - class_c
        own = min(rest, person.account)
        person.account -= own
        relatives = self.from_relatives(person, rest - own)
        cash = cost - pooled - own - relatives
        total = person.total
        total.bills += 1
        total.pool_paid += pooled
        total.own_account += own
        total.cash += cash
        return Bill(pooled, own, relatives, cash)

    def outpatient_pool(self, person: Person, covered: int, tier: int, benefit: int) -> int:
        rules, year = self.law.benefits[person.group(self.today)], person.year
        left = rules.deductible[tier] - (0 if rules.deductible_per_visit else year.below_deductible)
        below = min(covered, max(0, left))
        pool = share(min(share(covered - below, rules.ratio[tier]), rules.cap - year.pool), benefit)
        year.below_deductible += below
        year.pool += pool
        return pool

    def inpatient_pool(self, person: Person, covered: int, tier: int, benefit: int) -> int:
        rules, year = self.law.benefits[person.group(self.today)], person.year
        left = rules.inpatient_cap - year.inpatient_pool
        pool = share(min(share(covered, rules.inpatient_ratio[tier]), left), benefit)
        year.inpatient_pool += pool
        return pool

    def from_relatives(self, person: Person, amount: int) -> int:
        """What the accounts bound to a person pay of `amount`, in the order of rank."""
        rest = amount
        for payer, starts in person.payers:
            if not rest:
                break
            if starts <= self.today and payer.alive:
                part = min(rest, payer.account)
                payer.account -= part
                payer.total.given += part
                rest -= part
        person.total.received += amount - rest
        return amount - rest


# ----------------------------------------------------------------------------- the demo's family


def three_generations() -> list[Person]:
    """The family of `scenarios/three_generations.yaml`; `retires_on` is the statutory month of each."""
    wei = Person(
        "Wei", date(1980, 3, 12), female=False, insured=Insured.EMPLOYEE, paid_months=96, account=600_000,
        wage=750_000, growth=40_000, has_job=True, loses_job=0.01, finds_job=0.20, retires_on=date(2043, 3, 1),
        outpatient=Visits(3, 18_000, 70_000), inpatient=Visits(0.05, 800_000, 3_500_000), cost_growth=0.03,
    )  # fmt: skip
    mei = Person(
        "Mei", date(1987, 11, 2), female=True, insured=Insured.FLEXIBLE, paid_months=20, account=90_000,
        wage=520_000, growth=40_000, retires_on=date(2042, 11, 1),
        outpatient=Visits(4, 16_000, 60_000), cost_growth=0.03,
    )  # fmt: skip
    bao = Person(
        "Bao", date(2016, 8, 1), female=False, insured=Insured.RESIDENT, outpatient=Visits(5, 12_000, 40_000),
        cost_growth=0.03,
    )  # fmt: skip
    grandma = Person(
        "Grandma", date(1953, 7, 1), female=True, insured=Insured.RETIRED, paid_months=300, account=120_000,
        outpatient=Visits(9, 22_000, 90_000),
        inpatient=Visits(0.15, 900_000, 4_000_000, class_b=200_000, class_c=50_000), cost_growth=0.03,
    )  # fmt: skip
    bound = date(2025, 3, 1).toordinal()
    grandma.payers = [Binding(wei, bound)]
    bao.payers = [Binding(wei, bound), Binding(mei, bound)]
    wei.heirs, mei.heirs, bao.heirs, grandma.heirs = [mei, bao, grandma], [wei, bao], [wei, mei], [wei]
    return [wei, mei, bao, grandma]


START, END = date(2025, 1, 1), date(2055, 1, 1)


def simulate(
    lives: range, laws: Timeline | None = None, seed: int = 20250101, mortality: Mortality | None = None
) -> list[Sequence[Person]]:
    """The demo's family, once for every life."""
    laws = laws or [(START.toordinal(), Law())]
    return [Household(three_generations(), laws, START, END, f"{seed}/{life}", mortality).run() for life in lives]


def main() -> None:
    for person in simulate(range(1))[0]:
        yuan = {
            name: getattr(person.total, name) / 100
            for name in ("contributed", "credited", "pool_paid", "received", "cash")
        }
        print(f"{person.name:8} {person.total.bills:4} bills  account {person.account / 100:10.2f}  {yuan}")


if __name__ == "__main__":
    main()
