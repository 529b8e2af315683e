"""Rule 2, what is credited to the personal account (个人账户划入)."""

from sim.rules.contribution import band_of_age
from sim.rules.rounding import share
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Place
from sim.words.law import CreditTiming, RetiredBase


def active_credit(p: Policy, base: int, age: int, today: int):
    """Fen credited to an employee for one paid month.

    Since the reform a share of the base, the own contribution; before it the employer's part by age comes on top.
    """
    own = share(base, p.account_credit_active_rate)
    if today >= p.account_reform_date:
        return own
    return own + share(base, p.account_credit_active_by_age[band_of_age(p.account_credit_active_age, age)])


def flexible_credit(p: Policy, menu: int, base: int):
    """Fen credited to a self-payer for one paid month: the share of the base that the chosen item of the menu gives."""
    return share(base, p.contribution_flexible_account[menu])


def has_account(person: Person):
    """Whether there is an account: the first contribution opens one, and what holds money is one."""
    return person.cover.ever_insured == 1 or person.books[Place.ACCOUNT] + person.books[Place.PAST_ACCOUNT] > 0


def back_paid_credit(p: Policy):
    """Fen credited for one back-paid month: the active rate of the floor used."""
    if not p.account_credit_back_paid:
        return 0
    return share(p.contribution_base_floor, p.account_credit_active_rate)


def retired_credit(p: Policy, group: int, pension: int, today: int):
    """Fen credited to a retiree with lifetime benefit: a flat sum since the reform, before it a share of the own
    pension or of the average wage. A year's sum where the region credits once a year."""
    if today >= p.account_reform_date:
        return p.account_credit_retired[group]
    base = pension if p.account_credit_retired_base == RetiredBase.PENSION else p.contribution_base_average_wage
    months = 12 if p.account_credit_timing_retired == CreditTiming.YEAR else 1
    return share(base, p.account_credit_retired_rate[group]) * months


def months_to_yearly_credit(p: Policy, month_of_year: int, day_of_month: int):
    """Months, this one included, before the one in which retirees are next credited for a year.

    `month_of_year` counts from 1. In the month of the credit itself there are none until its day, and twelve after it.

    >>> from types import SimpleNamespace as Law
    >>> july_10 = Law(account_credit_timing_day_month=7, account_credit_timing_day_day=10)
    >>> [months_to_yearly_credit(july_10, month, 25) for month in (4, 6, 7)], months_to_yearly_credit(july_10, 7, 10)
    ([3, 1, 12], 0)
    """
    months = (p.account_credit_timing_day_month - month_of_year) % 12
    if months > 0:
        return months
    return 0 if day_of_month <= p.account_credit_timing_day_day else 12


def interest(p: Policy, carried_in: int):
    """Fen of interest for a year on the balance carried into it."""
    return share(carried_in, p.account_interest)
