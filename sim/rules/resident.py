"""Rule 8, resident insurance (居民医保): what a year costs and from when it pays."""

from sim.rules.contribution import band_of_age
from sim.state.care import Used
from sim.state.policy import Policy
from sim.words.law import Exempt, StartInYear

NONE = -1
# Plain numbers, for flags cannot be combined in compiled code.
NEWBORN, LEFT_EMPLOYEE = int(Exempt.NEWBORN), int(Exempt.LEFT_EMPLOYEE)


def months_of_years(p: Policy, years: int):
    """Paid months that whole years as a resident become (居民缴费年限折算): so many for each full set of years.

    >>> from types import SimpleNamespace as Law
    >>> months_of_years(Law(resident_to_employee_years=2, resident_to_employee_months=3), 5)
    6
    """
    if p.resident_to_employee_years == 0:
        return 0
    return years // p.resident_to_employee_years * p.resident_to_employee_months


def has_claimed(used: Used):
    """Whether a fund paid anything in the year that `used` counts."""
    basic = used.outpatient_pool + used.outpatient_large + used.inpatient_pool + used.large_amount
    return basic + used.own_burden_paid + used.supplement_paid + used.programme_pool > 0


def premium(p: Policy, age: int, newborn: int, student: int):
    """Fen a resident pays for the benefit year whose values `p` holds, at the age and as a student on its first day."""
    if newborn and p.resident_premium_newborn != NONE:
        return p.resident_premium_newborn
    if student and p.resident_premium_student != NONE:
        return p.resident_premium_student
    return p.resident_premium[band_of_age(p.resident_premium_age, age)]


def covers_from_birth(p: Policy, born_in: int, born_on: int, month: int, day: int):
    """Whether the premium of a newborn still covers from birth when it is paid in a month, on a day of it.

    >>> from types import SimpleNamespace as Law
    >>> [covers_from_birth(Law(resident_newborn_until=3), 24301, 10, *paid) for paid in ((24304, 10), (24304, 11))]
    [True, False]
    """
    last = born_in + p.resident_newborn_until
    return month < last or (month == last and day <= born_on)


def late_premium(today: Policy, in_time: int):
    """Fen of a payment after the window: the amount the law of `today` asks of late payers, else that `in_time`."""
    return in_time if today.resident_late_amount == NONE else today.resident_late_amount


def cover_in_window(p: Policy, year_starts: int, today: int):
    """First day of benefit when paid in the window: the benefit year's first day, or within it the payment day."""
    if today <= year_starts or p.resident_start_in_year == StartInYear.JANUARY:
        return year_starts
    return today


def fixed_wait(p: Policy, late: bool, missing: int):
    """(Months, days) of the wait after a late payment or a broken year, whatever else is missing."""
    if late:
        return p.resident_late_wait_months, p.resident_late_wait_days
    if missing > 0:
        return p.resident_wait_fixed_months, p.resident_wait_fixed_days
    return 0, 0


def further_wait(p: Policy, missing: int):
    """Months for each further whole year without insurance; the first one adds some only where the region counts it."""
    if missing == 0:
        return 0
    return p.resident_wait_per_gap_year * (missing if p.resident_wait_first_gap_year_counts else missing - 1)


def least_wait(p: Policy, missing: int):
    """Months of wait that remain after many missing years, however many are repaid."""
    return p.resident_wait_floor if missing >= p.resident_wait_floor_years else 0


def wait_months(fixed: int, further: int, least: int, repaid: int):
    """Months of wait in all. Each year paid later takes one off the further ones.

    >>> [wait_months(3, missing - 1, 6 if missing >= 4 else 0, repaid=0) for missing in range(1, 6)]
    [3, 4, 5, 6, 7]
    >>> wait_months(3, 3, 6, repaid=2)  # 3 + 3 - 2 = 4, below the least
    6
    """
    return max(fixed + max(0, further - repaid), least)


def counts_as_missing(p: Policy, year: int, begins: int, last: int):
    """Whether benefit year `year`, which began on `begins`, is one without insurance, cover having ended on `last`.

    A region may leave out breaks of years before it counts any.
    """
    return begins >= last and year >= p.resident_wait_counts_breaks_from


def may_be_late(p: Policy, month: int, day: int):
    """Whether the running year may still be paid, after its window, on a day of it."""
    until = p.resident_late_until_month
    return month < until or (month == until and day <= p.resident_late_until_day)


def is_exempt(p: Policy, age: int, from_employee: bool):
    """Whether a person never waits: in the first year of life, or coming from employee insurance."""
    if age == 0 and p.resident_wait_exempt & NEWBORN:
        return True
    return from_employee and (p.resident_wait_exempt & LEFT_EMPLOYEE) != 0


def months_in_a_row(in_a_row: int, row_from: int, paid_until: int, month: int):
    """Insured months in a row when `month` begins: a year paid ahead counts as its months pass.

    >>> months_in_a_row(24, 2026 * 12, 2028 * 12, month=2026 * 12 + 9)
    33
    """
    if row_from == 0:
        return in_a_row
    return in_a_row + max(0, min(month, paid_until) - row_from)
