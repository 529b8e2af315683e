"""Rule 2: credits of the personal account, when they arrive, interest, and the turn of the year."""

from typing import Any

from sim.words.flows import Flow, Place
from sim.words.law import CreditTiming, RetiredBase
from tests.reference.days import (
    LAST,
    Phase,
    day_in_year,
    last_day,
    month_of,
    share_of,
    year_of,
)
from tests.reference.law import group_row, rung
from tests.reference.people import Person


def open_account(person: Person, day: int) -> None:
    person.move(Flow.OPENING_ACCOUNT, person.said.insured.account, day)
    person.carried = person.account


def next_benefit_year(p: Any, day: int) -> int:
    """The month in which the benefit year after that of a day begins, by the law of the day."""
    begins = day_in_year(year_of(day), p.benefit_year_starts_month, p.benefit_year_starts_day)
    return month_of(begins) if begins > day else month_of(begins) + 12


# ----------------------------------------------------------------------------- the active


def credit_of(person: Person, base: int, day: int) -> int:
    """An employee's credit of a month."""
    p = person.law(day)
    amount = share_of(base, p.account_credit_active_rate)
    if day < p.account_reform_date:
        step = rung(p.account_credit_active_age, person.age(day))
        amount += share_of(base, p.account_credit_active_by_age[step])
    return amount


def credit(person: Person, amount: int, day: int, month: int) -> None:
    """A paid month's credit: on its way, or all the months left of the benefit year at once."""
    timing = person.law(day).account_credit_timing_active
    if month in person.ahead:
        _correct(person, month, amount, day)
        return
    if not amount:
        return
    if timing != CreditTiming.YEAR_IN_ADVANCE or month < month_of(day):
        arrives = last_day(month_of(day) + (timing == CreditTiming.MONTH_AFTER))
        send(person, amount, arrives)
        return
    until = next_benefit_year(person.law(day), day)
    months = [one for one in range(month, until) if one not in person.ahead]
    for one in months:
        person.ahead[one] = amount
    send(person, amount * len(months), day)


def _correct(person: Person, month: int, amount: int, day: int) -> None:
    """A month credited in advance is paid: with no credit its own part goes back."""
    given = person.ahead[month]
    if not amount and given:
        person.ahead[month] = 0
        _take_back(person, given, day)
    elif amount and not given:
        # what was taken back comes again once the month is paid
        person.ahead[month] = amount
        send(person, amount, day)


def take_back_rest(person: Person, month: int, day: int) -> None:
    """The first unpaid month takes back what was credited for it and for the months after it."""
    rest = [one for one in person.ahead if one >= month]
    _take_back(person, sum(person.ahead.pop(one) for one in rest), day)


def _take_back(person: Person, amount: int, day: int) -> None:
    for flow in (Flow.CREDIT_TAKEN_BACK, Flow.CREDIT_TAKEN_BACK_FROM_PAST):
        part = min(amount, person.balance[flow.source])
        person.move(flow, part, day)
        amount -= part


def send(person: Person, amount: int, arrives: int) -> None:
    person.at(arrives, Phase.CREDITS, person.index, _arrive, person, amount, arrives)


def _arrive(person: Person, amount: int, day: int) -> None:
    person.move(Flow.CREDITED, amount, day)


# ----------------------------------------------------------------------------- the retired


def retired_credit(person: Person, day: int) -> int:
    """A retiree's credit by the values of a day: of a month, or of a year where credits are yearly."""
    p = person.law(day)
    row = group_row(p, True, person.age(day), person.retired_on)
    if day >= p.account_reform_date:
        return p.account_credit_retired[row]
    base = p.contribution_base_average_wage
    if p.account_credit_retired_base == RetiredBase.PENSION:
        base = person.said.pension or 0
    months = 12 if p.account_credit_timing_retired == CreditTiming.YEAR else 1
    return share_of(base, p.account_credit_retired_rate[row]) * months


def credit_retired_month(person: Person, day: int) -> None:
    """On a due day: a month's credit of who has benefits for life."""
    p, month = person.law(day), month_of(day)
    timing = p.account_credit_timing_retired
    if month in person.ahead:
        return
    if timing == CreditTiming.YEAR:
        # retired within the year: the months until the next yearly credit
        months = [one for one in range(month, _next_yearly(person, day)) if one not in person.ahead]
        person.ahead.update(dict.fromkeys(months, 0))
        amount = retired_credit(person, day) * len(months)
        send(person, (2 * amount + 12) // 24, last_day(month))
        return
    arrives = last_day(month + (timing == CreditTiming.MONTH_AFTER))
    send(person, retired_credit(person, day), arrives)


def _yearly_day(person: Person, day: int) -> int:
    p = person.law(day)
    return day_in_year(year_of(day), p.account_credit_timing_day_month, p.account_credit_timing_day_day)


def _next_yearly(person: Person, day: int) -> int:
    """The month of the first yearly credit from a day on."""
    this = _yearly_day(person, day)
    return month_of(this) if this >= day else month_of(this) + 12


def credit_retired_year(person: Person, day: int) -> None:
    """On the day of yearly credits: the twelve months from that day on."""
    p = person.law(day)
    if person.lifetime and p.account_credit_timing_retired == CreditTiming.YEAR and day == _yearly_day(person, day):
        months = [one for one in range(month_of(day), month_of(day) + 12) if one not in person.ahead]
        person.ahead.update(dict.fromkeys(months, 0))
        amount = retired_credit(person, day) * len(months)
        person.move(Flow.CREDITED, (2 * amount + 12) // 24, day)


def plan_yearly_credits(person: Person, day: int) -> None:
    """Each 1 January, and on the first day: the day of this year's credit."""
    on = _yearly_day(person, day)
    if on >= day:
        person.at(on, Phase.CREDITS, person.index, credit_retired_year, person, on)
    following = day_in_year(year_of(day) + 1, 1, 1)
    person.at(following, Phase.LAW, person.index, plan_yearly_credits, person, following)


def credited_before(person: Person, day: int) -> None:
    """A retiree of the first day had this year's credit before the run."""
    on = _yearly_day(person, day)
    if person.law(day).account_credit_timing_retired == CreditTiming.YEAR and on != day:
        person.ahead.update(dict.fromkeys(range(month_of(day), _next_yearly(person, day)), 0))


# ----------------------------------------------------------------------------- the year


def turn_year(person: Person, day: int) -> None:
    """1 January: what is left of the current part belongs to past years."""
    person.move(Flow.CARRIED_OVER, person.balance[Place.ACCOUNT], day)
    person.carried = person.account


def pay_interest(person: Person, day: int) -> None:
    """31 December, after the bills of the day."""
    person.move(Flow.INTEREST, share_of(person.carried, person.law(day).account_interest), day)


def close_year(person: Person, year: int) -> None:
    day = day_in_year(year, 12, 31)
    person.at(day, Phase.BOOKS, person.index, pay_interest, person, day)
    person.at(day + 1, Phase.LAW, person.index, turn_year, person, day + 1)
    person.at(day + 1, Phase.LAW, LAST, close_year, person, year + 1)


def pay_from_account(person: Person, amount: int, day: int, flows: tuple[Flow, Flow]) -> int:
    """Take money out of the account, the current part first; returns what it did not hold."""
    for flow in flows:
        part = min(amount, person.balance[flow.source])
        person.move(flow, part, day)
        amount -= part
    return amount
