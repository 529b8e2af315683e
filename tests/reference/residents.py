"""Rule 8: resident insurance, its windows, premiums and waits."""

from dataclasses import dataclass, replace
from typing import Any

from sim.words.flows import Flow
from sim.words.law import NONE, Exempt, StartInYear
from sim.words.reasons import Reason
from sim.words.states import Scheme
from tests.reference import bills, coverage, sharing
from tests.reference.days import AFTER_FILE, Phase, day_in_year, first_day, month_of, year_of
from tests.reference.law import rung
from tests.reference.people import Person

JOINERS = 2 * AFTER_FILE  # premiums come after contributions
REPAYERS = 3 * AFTER_FILE


@dataclass
class Payment:
    """What may be paid on a day: which year, at which amount, with which wait in place of the fixed one."""

    year: int
    amount: int
    late: tuple[int, int] | None = None
    exempt: bool = False


def begin(person: Person, day: int) -> None:
    """Insured as a resident on the first day: this year is paid, and the next if its window opened before."""
    year = year_of(day)
    person.years[year] = day_in_year(year, 1, 1)
    _begin_bonus(person, day)
    window = person.house.law.window(person.region, year + 1)
    if window and window[0] < day:
        person.years[year + 1] = day_in_year(year + 1, 1, 1)


# ----------------------------------------------------------------------------- on top of a cap


def _begin_bonus(person: Person, day: int) -> None:
    """Years in a row before the first day, as many as count, have earned what they would have in the run."""
    p = person.house.law.on(person.region, day)
    for year in range(p.resident_bonus_counts_from, year_of(day)):
        if person.said.insured.insured_in_a_row >= 12 * (year_of(day) - year):
            person.bonus_row += 1
            if person.bonus_row >= p.resident_bonus_after_years:
                person.bonus_continuous += p.resident_bonus_continuous
    person.counters[True, day_in_year(year_of(day), 1, 1)].bonus = person.bonus_continuous


def _count_bonus(person: Person, year: int) -> None:
    """On 1 January: the year that ended, if covered from its first day on; the one that begins, if it is paid."""
    begins, ended = day_in_year(year, 1, 1), day_in_year(year - 1, 1, 1)
    p = person.house.law.on(person.insured_in, begins)
    if year - 1 >= p.resident_bonus_counts_from:
        if person.years.get(year - 1, begins) > ended:
            person.bonus_row = 0
        else:
            person.bonus_row += 1
            used = person.counters[True, ended]
            paid = sum(used.cap.values()) + sum(used.large.values()) + used.reimbursed + used.supplemented
            paid += sum(amount for _, amount in used.programmes.values())
            if used.over:
                person.bonus_no_claim = 0
            elif not paid:
                person.bonus_no_claim += p.resident_bonus_no_claim
            if person.bonus_row >= p.resident_bonus_after_years and year in person.years:
                person.bonus_continuous += p.resident_bonus_continuous
    person.counters[True, begins].bonus = person.bonus_continuous + person.bonus_no_claim


# ----------------------------------------------------------------------------- years that become months


def _count_year(person: Person, ended: int) -> None:
    """On 1 January: whether the year that ended lies in the run and was covered as a resident, without a paid month."""
    begins, paid = day_in_year(ended, 1, 1), person.paid_months
    if begins >= person.house.start and person.years.get(ended) == begins and paid == person.paid_at_new_year:
        person.whole_years += 1
    person.paid_at_new_year = paid


def months_of_years(person: Person, p: Any) -> int:
    """Paid months that whole years as a resident become at retirement."""
    each, person.whole_years, years = p.resident_to_employee_years, 0, person.whole_years
    return years // each * p.resident_to_employee_months if each else 0


# ----------------------------------------------------------------------------- windows


def plan_windows(person: Person, day: int) -> None:
    """On the first day and each 1 January: the days of this year on which a premium may be paid."""
    this = year_of(day)
    if day == day_in_year(this, 1, 1) and day > person.house.start:
        _count_bonus(person, this)
        _count_year(person, this - 1)
    for region in person.house.regions:
        for year in (this, this + 1):
            days = _days(person, region, year)
            for one in days:
                if one >= day and year_of(one) == this:
                    person.at(one, Phase.PAYMENTS, JOINERS + person.order, _debit, person, region, year, one, days)
    following = day_in_year(this + 1, 1, 1)
    person.at(following, Phase.LAW, person.index, plan_windows, person, following)


def _days(person: Person, region: str, year: int) -> list[int]:
    """The window's first day, or the days of debits within it, each by the law of that day."""
    law, window = person.house.law, person.house.law.window(region, year)
    if window is None:
        return []
    opens, closes = window
    if not law.debits(region, opens):
        return [opens]
    return [day for day in range(opens, closes + 1) if day in law.debits(region, day)] or [opens]


def _debit(person: Person, region: str, year: int, day: int, days: list[int]) -> None:
    joined = person.scheme == Scheme.RESIDENT or person.next_window
    if person.region != region or not joined or year in person.years:
        return
    begins = day_in_year(year, 1, 1)
    in_time = [one for one in days if one < begins] or days
    premium = premium_of(person, year)
    if day < in_time[-1] and sharing.can_pay_premium(person, year, day) < premium:
        return
    if person.next_window:
        enter(person, day)
    pay_year(person, Payment(year, premium), day)


def _open_window(person: Person, day: int) -> int | None:
    """The year whose window is open."""
    for year in (year_of(day) + 1, year_of(day)):
        window = person.house.law.window(person.region, year)
        if window and window[0] <= day <= window[1]:
            return year
    return None


# ----------------------------------------------------------------------------- what a year costs, when it covers


def premium_of(person: Person, year: int) -> int:
    begins = day_in_year(year, 1, 1)
    p = person.house.law.on(person.region, begins)
    if p.resident_premium_newborn != NONE and person.born.year == year:
        return p.resident_premium_newborn
    studies_until = person.said.student_until
    if p.resident_premium_student != NONE and studies_until and studies_until.toordinal() >= begins:
        return p.resident_premium_student
    return p.resident_premium[rung(p.resident_premium_age, max(person.age(begins), 0))]


def pay_year(person: Person, payment: Payment, day: int) -> None:
    """A year's premium is paid."""
    year, begins = payment.year, day_in_year(payment.year, 1, 1)
    sharing.pay_premium(person, payment.amount, year, day)
    person.move(Flow.SUBSIDY, person.house.law.on(person.region, begins).resident_subsidy, day)
    person.insure_here(day)
    p = person.here(day)
    missing = _missing(person, year)
    from_first = p.resident_start_in_year == StartInYear.JANUARY and payment.late is None
    person.years[year] = begins if from_first else max(begins, day)
    before = person.years.get(year - 1, 0)
    if before > person.years[year]:
        person.years[year] = before  # a wait that goes on over the new year
    newborn = p.resident_wait_exempt & Exempt.NEWBORN and person.age(day) < 1
    if missing or (payment.late is not None and not payment.exempt):
        if not newborn and not payment.exempt:
            person.waited = year, max(begins, day), payment.late, missing
            _begin_wait(person, year)
            if begins > day:
                person.at(begins, Phase.LAW, JOINERS, _begin_wait, person, year)
    if not missing:
        person.reinsured_years = 0


def cover_child(person: Person, year: int, day: int) -> None:
    """Insured after birth: from birth, or the year's first day, within some months, and bills since are settled; later
    after a wait."""
    born, begins = person.born, day_in_year(year, 1, 1)
    if day == born.toordinal():
        return
    p, this = person.here(day), month_of(day)
    last = month_of(born.toordinal()) + p.resident_newborn_until
    number = day - first_day(this) + 1
    if this > last or (this == last and number > born.day):
        months, days = p.resident_newborn_late_wait_months, p.resident_newborn_late_wait_days
        person.years[year] = max(day + days, first_day(this + months)) if day > begins else begins
        return
    since = max(born.toordinal(), begins)
    person.years[year] = since
    if since < day:
        person.at(day, Phase.RETURNS, person.index, _settle, person, day, since)


def _settle(person: Person, day: int, since: int) -> None:
    bills.settle(person, day, since, None, person.region, resident=True)
    person.gap_bills = []


def _begin_wait(person: Person, year: int) -> None:
    """By the law of the day on which it begins: months from that month on, days after it; the later day counts."""
    if person.waited is None or person.waited[0] != year:
        return
    _, day, late, missing = person.waited
    p = person.house.law.on(person.region, day)
    months, days = late or (p.resident_wait_fixed_months, p.resident_wait_fixed_days)
    further = max(0, missing - (0 if p.resident_wait_first_gap_year_counts else 1))
    months += max(0, p.resident_wait_per_gap_year * further - person.reinsured_years)
    if missing - person.reinsured_years >= p.resident_wait_floor_years:
        months = max(months, p.resident_wait_floor)
    ends = [day]
    if months:
        ends.append(first_day(month_of(day) + months))
    if days:
        ends.append(day + days)
    person.years[year] = max(ends)


def _missing(person: Person, year: int) -> int:
    """Whole years without any insurance before the one that is paid."""
    if not person.cover.known and not person.years:
        return 0
    p = person.house.law.on(person.region, day_in_year(year, 1, 1))
    count = 0
    while year - 1 - count >= p.resident_wait_counts_breaks_from and not _insured_in(person, year - 1 - count):
        count += 1
    return count


def _insured_in(person: Person, year: int) -> bool:
    before = day_in_year(year, 1, 1) < person.house.start  # not a whole year of the run
    return before or year in person.years or year in person.insured_years


# ----------------------------------------------------------------------------- joining and leaving


def join(person: Person, day: int, by_choice: bool) -> Reason:
    """By an event of the file or a lost job; what is paid today is paid among the day's contributions."""
    if person.lifetime:
        return Reason.WINDOW
    payments = _payments(person, day)
    if not payments and year_of(day) not in person.years:
        if by_choice:
            return Reason.WINDOW
        person.next_window = True
        return Reason.NOTHING
    enter(person, day)
    for payment in payments:
        person.at(day, Phase.PAYMENTS, JOINERS + person.order, _pay_joining, person, day, payment)
    return Reason.NOTHING


def join_in_window(person: Person, day: int) -> None:
    """Who retires joins in an open window, else in the next."""
    year = _open_window(person, day)
    person.next_window = year is None
    if year is not None:
        enter(person, day)
        pay_in_window(person, day)


def pay_in_window(person: Person, day: int) -> None:
    """Who moves or retires pays the year whose window is open."""
    year = _open_window(person, day)
    if year is not None and year not in person.years:
        payment = Payment(year, premium_of(person, year))
        person.at(day, Phase.PAYMENTS, JOINERS + person.order, _pay_joining, person, day, payment)


def enter(person: Person, day: int) -> None:
    """A row of unpaid months ends; benefits of employee insurance last until its next due day is missed."""
    again = person.scheme == Scheme.RESIDENT
    person.scheme, person.next_window = Scheme.RESIDENT, False
    person.employed, person.benefit_months_left = False, 0
    person.earns = bool(person.earns and not person.had_job)
    cover = person.cover
    if cover.ever:
        cover.lapsed = cover.resident = True
        cover.missed = []
        lag = person.law(day).coverage_stop_lag_months
        stop = first_day(month_of(day) + lag) if lag else day
        if person.ends_cover:
            pass  # retired: cover ends as if the month were missed
        elif again:
            pass  # it has ended, or goes on with a top-up month by month
        elif cover.stop is None:
            cover.stop = stop
        elif cover.back is not None and cover.next_stop is None:
            cover.next_stop = stop


def _payments(person: Person, day: int) -> list[Payment]:
    p, this = person.here(day), year_of(day)
    cover, window = person.cover, _open_window(person, day)
    within = cover.ever and not cover.resident and coverage.counted(person, p) <= p.coverage_gap_grace_months
    found = []
    if within and cover.row >= p.coverage_switch_row:
        for year in (this, window):
            if year is not None and year not in person.years and all(one.year != year for one in found):
                found.append(Payment(year, premium_of(person, year), exempt=True))
        return found
    exempt = bool(within and p.resident_wait_exempt & Exempt.LEFT_EMPLOYEE)
    if window is not None:
        return [Payment(window, premium_of(person, window), exempt=exempt)] if window not in person.years else []
    if this in person.years or not p.resident_late_until_month:
        return []
    if day > day_in_year(this, p.resident_late_until_month, p.resident_late_until_day):
        return []
    amount = premium_of(person, this) if p.resident_late_amount == NONE else p.resident_late_amount
    return [Payment(this, amount, (p.resident_late_wait_months, p.resident_late_wait_days), exempt)]


def _pay_joining(person: Person, day: int, payment: Payment) -> None:
    if person.scheme == Scheme.RESIDENT and payment.year not in person.years:
        if payment.late is None:  # who also moved today pays what the new region asks
            payment = replace(payment, amount=premium_of(person, payment.year))
        pay_year(person, payment, day)


def repay(person: Person, day: int, years: int) -> Reason:
    """Missed years are paid at the current premium; each takes a month off the wait."""
    person.at(day, Phase.PAYMENTS, REPAYERS + person.order, _repay, person, day, years)
    return Reason.NOTHING


def _repay(person: Person, day: int, years: int) -> None:
    if person.waited is None or years > person.waited[3] - person.reinsured_years:
        return
    for _ in range(years):
        sharing.pay_premium(person, premium_of(person, year_of(day)), year_of(day), day)
    person.reinsured_years += years
    _begin_wait(person, person.waited[0])
