"""Work begins and ends, and rule 1: who pays on a due day, and how much."""

from typing import Any

from sim.words.counts import Count
from sim.words.flows import Flow
from sim.words.law import BaseFrom, ExtraPayer, FlexiblePays
from sim.words.reasons import Reason
from sim.words.states import Scheme, Status
from tests.reference import accounts, chance, coverage, residents, retirement
from tests.reference.days import (
    AFTER_FILE,
    LAST,
    MILLION,
    Phase,
    day_in_month,
    day_in_year,
    first_day,
    last_day,
    month_of,
    share_of,
    year_of,
)
from tests.reference.law import NONE, base_of, rung
from tests.reference.people import Person

# ----------------------------------------------------------------------------- jobs


def start_job(person: Person, day: int, wage: int | None) -> None:
    coverage.end_default(person)
    if wage is not None:
        person.wage = wage
    if person.retired:
        return
    person.scheme, person.employed, person.had_job, person.earns = Scheme.EMPLOYEE, True, True, True
    person.average = None  # a new hire: the first month's wage
    person.next_window = False
    person.benefit_months_left = 0


def leave_job(person: Person, day: int) -> Reason:
    """A job ends; the person does what was chosen for that case."""
    if not person.employed:
        return Reason.NOTHING
    stop_working(person)
    choice = person.said.choices.when_jobless
    if choice == "flexible":
        person.scheme = Scheme.FLEXIBLE
    elif choice == "resident":
        residents.join(person, day, by_choice=False)
    elif choice == "unemployment_benefit":
        months = _benefit_months(person, day)
        if months:
            person.scheme, person.benefit_months_left, person.insurance_months = Scheme.UNEMPLOYED, months, 0
    return Reason.NOTHING


def stop_working(person: Person) -> None:
    coverage.end_default(person)
    person.employed = person.earns = False
    person.scheme = Scheme.NONE


def _benefit_months(person: Person, day: int) -> int:
    p, months = person.here(day), 0
    for years, granted in zip(p.contribution_unemployment_years, p.contribution_unemployment_months, strict=True):
        if granted > 0 and person.insurance_months >= 12 * years:
            months = granted
    return months


def draw_job(person: Person, day: int) -> None:
    """The draw of a month's 1st, of everybody who has or had a job; an event of the file takes its place."""
    work = person.said.work
    if person.had_job and work and not person.retired and (person, day) not in person.house.job_events:
        word = person.house.draws.words(chance.WORK, person.key, month_of(day) - 1970 * 12)[0]
        if person.employed and chance.happens(word, work.loses_job):
            leave_job(person, day)
        elif not person.employed and chance.happens(word, work.finds_job):
            start_job(person, day, None)


def grow_wage(person: Person, day: int) -> None:
    """1 January: a raise, and the base of the year before."""
    if person.said.work:
        person.wage = share_of(person.wage, MILLION + person.said.work.growth)
    months = person.worked
    person.average = (2 * sum(months) + len(months)) // (2 * len(months)) if months else None
    person.worked = []


def end_month(person: Person, month: int) -> None:
    """The last day of a month: earnings, and the month's status."""
    day = last_day(month)
    if person.earns:
        person.count(Count.EARNED, person.wage, day)
    if person.retired:
        person.count(Count.PENSIONS, person.said.pension or 0, day)
    status = person.status(day)
    before = person.status_of.get(month - 1, Status.COVERED)
    if status != Status.COVERED and before == Status.COVERED:
        person.count(Count.UNCOVERED_SPELLS, 1, day)
    if status == Status.WAITING and before != Status.WAITING:
        person.count(Count.WAITING_SPELLS, 1, day)
    person.status_of[month] = status
    person.months[year_of(day), status] += 1
    if person.status(day) == Status.COVERED:
        person.insured_years.add(year_of(day))
    if person.years.get(year_of(day), day + 1) <= day and person.last_paid != month:
        person.cover.row += 1


# ----------------------------------------------------------------------------- months


def begin_month(person: Person, month: int) -> None:
    """The 1st, after moves: the month is due once, on the due day of where one lives now."""
    day = max(first_day(month), person.house.start)
    if person.said.unborn:
        day = max(day, person.born.toordinal())
    due = day_in_month(month, person.here(day).contribution_due_day)
    if due >= day:
        person.at(due, Phase.PAYMENTS, AFTER_FILE + person.index, fall_due, person, month, due)
    person.at(last_day(month), Phase.BOOKS, LAST + person.index, end_month, person, month)
    following = first_day(month + 1)
    person.at(following, Phase.WORK, AFTER_FILE + person.index, draw_job, person, following)
    person.at(following, Phase.JOINS, LAST + person.index, begin_month, person, month + 1)


def begin_year(person: Person, year: int) -> None:
    day = day_in_year(year + 1, 1, 1)
    person.at(day, Phase.LAW, person.index, grow_wage, person, day)
    person.at(day, Phase.LAW, LAST, begin_year, person, year + 1)


def fall_due(person: Person, month: int, day: int) -> None:
    if _in_default(person, month, day):
        return
    if person.lifetime:
        _extra(person, ExtraPayer.RETIRED, 0, day)
        accounts.credit_retired_month(person, day)
    elif person.retired and person.top_up_left:
        retirement.top_up_month(person, month, day)
    elif person.employed:
        _contribute(person, month, day, _pay_as_employee)
    elif person.scheme == Scheme.FLEXIBLE:
        _pay_as_self_payer(person, month, day)
    elif person.scheme == Scheme.UNEMPLOYED and person.benefit_months_left:
        person.benefit_months_left -= 1
        _contribute(person, month, day, _pay_by_fund)
    else:
        if person.scheme == Scheme.UNEMPLOYED:
            person.scheme = Scheme.NONE
        if person.ends_cover:
            person.ends_cover = False
            coverage.lapse(person, month, day)
        elif person.scheme == Scheme.RESIDENT:
            accounts.take_back_rest(person, month, day)
        elif person.cover.ever and not person.retired:
            coverage.miss(person, month, day)
            if person.default is not None:
                stop = coverage.stop_after(person.law(day), month, day)
                person.default.bears_until = min(person.default.bears_until, stop)


def _in_default(person: Person, month: int, day: int) -> bool:
    """Settles what is owed once the default is over; whether the present employer pays nothing today."""
    default = person.default
    if default is None:
        return False
    if default.left == 0:
        coverage.settle_default(person, default, day)
        return False
    default.left -= 1
    if not person.employed or default.ended:
        return False
    if default.never:
        default.lost += 1
    else:
        _owe(person, default, month, day)
    person.worked.append(person.wage)
    if person.cover.ever:
        coverage.miss(person, month, day, by_employer=not default.never)
    coverage.count_default_month(person, default, day)
    return True


def _contribute(person: Person, month: int, day: int, paying: Any) -> None:
    """One month is paid: back-payment first, then the money, the paid month, benefits."""
    person.insure_here(day)
    coverage.pay_back_by_choice(person, day)
    credited = paying(person, day)
    coverage.pay(person, month, day)
    coverage.count_month(person, month)
    person.last_paid = month
    accounts.credit(person, credited, day, month)


# ----------------------------------------------------------------------------- who pays what


def employee_base(person: Person, day: int) -> int:
    p, wage = person.here(day), person.wage
    if p.contribution_base_from == BaseFrom.LAST_YEAR:
        if person.average is None:
            person.average = wage
        wage = person.average
    return min(max(wage, p.contribution_base_floor), p.contribution_base_ceiling)


def _pay_as_employee(person: Person, day: int) -> int:
    p, base = person.here(day), employee_base(person, day)
    person.worked.append(person.wage)
    person.last_base = base
    person.outpatient = True
    person.insurance_months += 1
    person.move(Flow.EMPLOYER_CONTRIBUTED, share_of(base, p.contribution_rate_employer), day)
    person.move(Flow.EMPLOYER_CONTRIBUTED, _sum(p, ExtraPayer.EMPLOYER, base), day)
    person.move(Flow.CONTRIBUTED_IN_CASH, share_of(base, p.contribution_rate_employee), day)
    _extra(person, ExtraPayer.EMPLOYEE, base, day)
    return accounts.credit_of(person, base, day)


def _owe(person: Person, default: Any, month: int, day: int) -> None:
    """A month in default: what will be paid for it, at the rates of the month."""
    p, base = person.here(day), employee_base(person, day)
    employer = share_of(base, p.contribution_rate_employer) + _sum(p, ExtraPayer.EMPLOYER, base)
    amount, from_account = _sum(p, ExtraPayer.EMPLOYEE, base), p.contribution_extra_from_account[ExtraPayer.EMPLOYEE]
    default.owed.append(
        (
            month,
            person.benefit_year(day) if person.cover.ever else 0,
            employer,
            share_of(base, p.contribution_rate_employee),
            lambda on: _pay_extra(person, amount, from_account, on),
            accounts.credit_of(person, base, day),
        )
    )


def _sum(p: Any, payer: ExtraPayer, base: int) -> int:
    return p.contribution_extra_amount[payer] + share_of(base, p.contribution_extra_share[payer])


def _extra(person: Person, payer: ExtraPayer, base: int, day: int) -> None:
    p = person.law(day)
    _pay_extra(person, _sum(p, payer, base), p.contribution_extra_from_account[payer], day)


def _pay_extra(person: Person, amount: int, from_account: int, day: int) -> None:
    if from_account:
        flows = (Flow.CONTRIBUTED_FROM_ACCOUNT, Flow.CONTRIBUTED_FROM_PAST_ACCOUNT)
        amount = accounts.pay_from_account(person, amount, day, flows)
    person.move(Flow.CONTRIBUTED_IN_CASH, amount, day)


def _pay_by_fund(person: Person, day: int) -> int:
    p = person.here(day)
    kind, value = p.contribution_unemployment_base_kind, p.contribution_unemployment_base_value
    base = base_of(p, kind, value, 0, person.last_base)
    person.last_base = base
    person.outpatient = True
    both = share_of(base, p.contribution_rate_employer) + share_of(base, p.contribution_rate_employee)
    extras = _sum(p, ExtraPayer.EMPLOYEE, base) + _sum(p, ExtraPayer.EMPLOYER, base)
    person.move(Flow.FUND_PAID, both + extras, day)
    return accounts.credit_of(person, base, day) if p.contribution_unemployment_credited else 0


# ----------------------------------------------------------------------------- self-payers


def self_payer(person: Person, day: int) -> tuple[int, int, int, int]:
    """By the item chosen: the month's amount, its base, the credit, whether outpatient benefits belong to it."""
    p = person.here(day)
    item = person.house.law.menu_item(person.region, day, person.said.choices.menu)
    step = rung(p.contribution_flexible_age[item], person.age(day))
    wage = person.wage if person.earns else 0
    kind, value = p.contribution_flexible_base_kind[item], p.contribution_flexible_base_value[item]
    base = base_of(p, kind, value, wage, person.last_base)
    amount = p.contribution_flexible_amount[item][step]
    if amount == NONE:
        amount = share_of(base, p.contribution_flexible_rate[item][step])
    credited = share_of(base, p.contribution_flexible_account[item])
    return amount, base, credited, p.contribution_flexible_outpatient[item]


def _pay_month(person: Person, day: int) -> int:
    amount, base, credited, outpatient = self_payer(person, day)
    person.last_base, person.outpatient = base, bool(outpatient)
    person.move(Flow.CONTRIBUTED_IN_CASH, amount, day)
    _extra(person, ExtraPayer.FLEXIBLE, base, day)
    return credited


def _pay_as_self_payer(person: Person, month: int, day: int) -> None:
    """By the month; who pays by the year and enrols pays the months until the next benefit year."""
    if month <= person.prepaid_until:
        coverage.pay(person, month, day)
        coverage.count_month(person, month)
        person.last_paid = month
        accounts.credit(person, self_payer(person, day)[2], day, month)
        return
    if person.here(day).contribution_flexible_pays == FlexiblePays.MONTH:
        _contribute(person, month, day, _pay_month)
        return
    following = accounts.next_benefit_year(person.here(day), day)
    _contribute(person, month, day, _pay_month)
    for _ in range(month + 1, min(following, person.retires_in)):
        _pay_month(person, day)
    person.prepaid_until = following - 1


def plan_yearly_payments(person: Person, day: int) -> None:
    """Each 1 January, and on the first day: this year's day of who pays by the year."""
    for region in person.house.regions:
        p = person.house.law.on(region, day)
        pays_on = day_in_year(year_of(day), p.contribution_flexible_day_month, p.contribution_flexible_day_day)
        if pays_on >= day:
            rank = AFTER_FILE + person.index
            person.at(pays_on, Phase.PAYMENTS, rank, _pay_year_ahead, person, region, pays_on)
    following = day_in_year(year_of(day) + 1, 1, 1)
    person.at(following, Phase.LAW, person.index, plan_yearly_payments, person, following)


def _pay_year_ahead(person: Person, region: str, day: int) -> None:
    p = person.here(day)
    if person.region != region or person.scheme != Scheme.FLEXIBLE or p.contribution_flexible_pays != FlexiblePays.YEAR:
        return
    begins = accounts.next_benefit_year(person.here(day), day - 1)  # that of today too
    if person.prepaid_until >= begins or begins >= person.retires_in:
        return
    person.insure_here(day)
    for _ in range(begins, min(begins + 12, person.retires_in)):
        _pay_month(person, day)
    person.prepaid_until = begins + 11
