"""Rule 3, coverage (待遇): covered, stopped, waiting or none; kept as dates."""

from sim.words.law import CoverFrom, GapCounted, WaitFrom
from sim.words.states import Alive, Scheme, Status

NONE = -1


def status(person, day):
    """Whether the pool pays for this person on `day`.

    Benefits for life come first, then the clock of employee insurance, then resident insurance, which runs on
    beside a wait; who was ever insured as an employee and has none of these is stopped or waiting.
    """
    if person.alive != Alive.YES:
        return Status.NONE
    if person.lifetime and day >= person.entitled_on:
        return Status.COVERED
    if person.covered_from <= day < person.stopped_from:
        return Status.COVERED
    if person.resident_from <= day < person.resident_until:
        return Status.COVERED
    if person.waits and day < person.stopped_from:
        return Status.WAITING
    if person.resident_waits and day < person.resident_from:
        return Status.WAITING
    if person.ever_insured and person.scheme != Scheme.RESIDENT:
        return Status.STOPPED
    return Status.NONE


def gap_length(p, person):
    """Unpaid months that count as the gap: those in a row, or all of the benefit year where the region counts so."""
    if p.coverage_gap_counted == GapCounted.BENEFIT_YEAR:
        return max(person.unpaid_months, person.unpaid_in_year)
    return person.unpaid_months


def within_grace(p, gap):
    """Whether a gap of so many months still counts as unbroken; the last month of grace is included."""
    return gap <= p.coverage_gap_grace_months


def may_be_back_paid(p, months):
    """Whether so many missed months may be paid later."""
    return months <= p.coverage_gap_back_pay_months


def stop_day(p, today, firsts):
    """First day without benefit after a month missed today: the 1st, `stop_lag_months` on; today where that is 0."""
    lag = p.coverage_stop_lag_months
    return today if lag == 0 else firsts[lag]


def cover_from(kind, days, today, firsts):
    """First day of benefit when it follows a payment made today; `firsts[k]` is the 1st of the month k months on."""
    if kind == CoverFrom.NEXT_DAY:
        return today + 1
    if kind == CoverFrom.PAYMENT_MONTH:
        return firsts[0]
    if kind == CoverFrom.NEXT_MONTH:
        return firsts[1]
    if kind == CoverFrom.DAYS:
        return today + days
    return today


def wait_end(p, months, days, today, firsts):
    """First day of benefit after a wait that begins with the payment of today.

    In months: the 1st of the month that follows the counted ones, the payment month or the next being the first
    counted. In days: the payment day is day 0. Never before the payment.
    """
    if days > 0:
        return today + days
    first_counted = 1 if p.coverage_wait_counts_from == WaitFrom.NEXT_MONTH else 0
    return max(today, firsts[first_counted + months])


def first_wait_end(p, today, firsts):
    """First day of benefit after the wait of a self-payer's very first enrolment."""
    return wait_end(p, p.coverage_wait_flexible_first_months, p.coverage_wait_flexible_first_days, today, firsts)


def gap_wait_end(p, by_employer, back_paid, today, firsts):
    """First day of benefit after a gap longer than grace, or an unpaid month inside a wait.

    The wait of employees or of returning self-payers; another where the long gap was back-paid and the region says so.
    """
    if back_paid and p.coverage_wait_back_paid_months != NONE:
        return wait_end(p, p.coverage_wait_back_paid_months, p.coverage_wait_back_paid_days, today, firsts)
    if by_employer:
        return wait_end(p, p.coverage_wait_employee_months, p.coverage_wait_employee_days, today, firsts)
    return wait_end(p, p.coverage_wait_flexible_return_months, p.coverage_wait_flexible_return_days, today, firsts)


def has_first_wait(p, by_employer):
    """Whether the very first enrolment begins with a wait: only a self-payer's can."""
    return not by_employer and p.coverage_wait_flexible_first_months + p.coverage_wait_flexible_first_days > 0


def waits_as_employee(person, day):
    """Whether a wait on `day` is one of employee insurance; a waiting resident has no share of benefits."""
    return bool(person.waits) and day < min(person.covered_from, person.stopped_from)


def benefit_share(p, state):
    """Share of the normal pool payment, in parts per million: all while covered, the region's share while waiting."""
    if state == Status.COVERED:
        return 1_000_000
    if state == Status.WAITING:
        return p.coverage_wait_benefit_share
    return 0
