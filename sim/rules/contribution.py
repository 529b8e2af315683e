"""Rule 1, contributions (缴费): what a month of insurance costs, and whom."""

from sim.rules.days import first_day
from sim.rules.rounding import share, whole_yuan
from sim.state.policy import Policy
from sim.words.law import AGES, BaseFrom, BaseKind, ExtraPayer, FeeFrom, FeeUntil
from sim.words.records import Ints
from sim.words.states import Scheme, WhenJobless

NONE = -1


def contribution_base(p: Policy, wage: int):
    """Contribution base (缴费基数) in fen: the monthly wage, kept between the region's floor and ceiling."""
    return min(max(wage, p.contribution_base_floor), p.contribution_base_ceiling)


def wage_of_base(p: Policy, wage: int, last_years: int):
    """The monthly wage in fen that an employee's base follows: that of the month, or the average of the calendar year
    before; where there was none, `last_years` is the first month's."""
    return last_years if p.contribution_base_from == BaseFrom.LAST_YEAR else wage


def base_of_kind(p: Policy, kind: int, value: int, wage: int, last_base: int):
    """A base that is named instead of computed, in fen.

    `kind` says how: a sum in yuan, the floor, the average wage, a share (`value`, parts per million) of the average
    rounded half up to whole yuan as the bounds are, the person's own wage within the bounds, or the base of the last
    contribution.
    """
    if kind == BaseKind.YUAN:
        return value
    if kind == BaseKind.FLOOR:
        return p.contribution_base_floor
    if kind == BaseKind.AVERAGE:
        return p.contribution_base_average_wage
    if kind == BaseKind.SHARE_OF_AVERAGE:
        return whole_yuan(share(p.contribution_base_average_wage, value))
    if kind == BaseKind.LAST_BASE:
        return last_base
    return contribution_base(p, wage)


def employer_contribution(p: Policy, base: int):
    """Fen the employer pays for a month: its rate of the base, all of it to the pool."""
    return share(base, p.contribution_rate_employer)


def employee_contribution(p: Policy, base: int):
    """Fen the employee pays for a month: the own rate of the base, before any fixed extra."""
    return share(base, p.contribution_rate_employee)


def extra(p: Policy, payer: int, base: int):
    """Large-amount money (大额) of one kind of payer for a month, in fen: a fixed sum, a share of the base, or both."""
    return p.contribution_extra_amount[payer] + share(base, p.contribution_extra_share[payer])


def band_of_age(ages: Ints, age: int):
    """Index of the last band whose youngest age is not above `age`; 0 where all are."""
    band = 0
    for i in range(1, ages.size):
        if ages[i] <= age:
            band = i
    return band


def flexible_base(p: Policy, menu: int, wage: int, last_base: int):
    """Base in fen of a self-payer (灵活就业) on the menu's item `menu`."""
    return base_of_kind(
        p, p.contribution_flexible_base_kind[menu], p.contribution_flexible_base_value[menu], wage, last_base
    )


def flexible_contribution(p: Policy, menu: int, age: int, base: int):
    """Fen a self-payer pays for a month: the published amount where there is one, else the rate of the base, by age."""
    band = 0
    for i in range(1, AGES):
        if p.contribution_flexible_age[menu, i] <= age:
            band = i
    published = p.contribution_flexible_amount[menu, band]
    if published != NONE:
        return published
    return share(base, p.contribution_flexible_rate[menu, band])


def unemployment_base(p: Policy):
    """Base in fen of the contribution the unemployment fund pays."""
    return base_of_kind(
        p, p.contribution_unemployment_base_kind, p.contribution_unemployment_base_value, 0, p.contribution_base_floor
    )


def unemployment_contribution(p: Policy):
    """Fen the unemployment fund pays for a month of somebody on benefit; the person pays 0.

    Both rates of the base, and the large-amount money of employer and employee.
    """
    base = unemployment_base(p)
    by_employer = employer_contribution(p, base) + extra(p, ExtraPayer.EMPLOYER, base)
    return by_employer + employee_contribution(p, base) + extra(p, ExtraPayer.EMPLOYEE, base)


def unemployment_months(p: Policy, insured_months: int):
    """Months of benefit earned by `insured_months` of unemployment insurance; less than a year earns none."""
    months = 0
    for i in range(p.contribution_unemployment_years.size):
        if insured_months >= 12 * p.contribution_unemployment_years[i]:
            months = p.contribution_unemployment_months[i]
    return months


def back_payment(p: Policy):
    """Fen for one missed month, paid later: the back-payment rate of the floor on the day of payment."""
    return share(p.contribution_base_floor, p.coverage_gap_back_pay_rate)


def late_fee(p: Policy, amount: int, days: int):
    """Late fee (滞纳金) in fen on a missed `amount` that is so many days late."""
    return share(amount, p.coverage_gap_late_fee * days)


def late_days(p: Policy, due: int, month: int, today: int):
    """Days for which a month that was due on `due`, in `month`, is late when it is paid today.

    From the day after the due day, or from the 1st of the month after it; the day of the payment counts, or does not.
    """
    first = first_day(month + 1) if p.coverage_gap_late_fee_from == FeeFrom.NEXT_MONTH else due + 1
    last = today if p.coverage_gap_late_fee_until == FeeUntil.PAYMENT else today - 1
    return max(0, last - first + 1)


def months_left_of_year(p: Policy, month: int):
    """Months from `month` (since year 0) on until the next benefit year begins.

    >>> from types import SimpleNamespace
    >>> months_left_of_year(SimpleNamespace(benefit_year_starts_month=1), 2025 * 12 + 9)
    3
    """
    months = (p.benefit_year_starts_month - 1 - month) % 12
    return months if months else 12


def scheme_without_job(choice: int, months_of_benefit: int):
    """How somebody is insured from the day a job ends, by what the person chooses.

    A self-payer pays on alone; unemployment benefit insures as long as it was earned; who turns to resident insurance
    is in none until it is joined, as is who does nothing.
    """
    if choice == WhenJobless.FLEXIBLE:
        return Scheme.FLEXIBLE
    if choice == WhenJobless.UNEMPLOYMENT_BENEFIT and months_of_benefit > 0:
        return Scheme.UNEMPLOYED
    return Scheme.NONE
