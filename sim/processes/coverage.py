"""The coverage clock: what a missed month stops and what a payment brings back."""

from sim.compiled import kernel
from sim.rules.coverage import (
    cover_from,
    first_wait_end,
    gap_length,
    gap_wait_end,
    has_first_wait,
    status,
    stop_day,
    within_grace,
)
from sim.words.law import CoverFrom
from sim.words.states import Scheme
from sim.world.people import FOREVER, NOBODY

TWO_YEARS = 24  # months in a row after which a switch between the insurances has no wait
MONTH = 31  # days, at most


@kernel
def miss_month(person, p, month, today, firsts):
    """An unpaid month: benefits stop by the region's lag; inside a wait at once, and the wait begins anew later.

    Who was never insured as an employee or self-payer, is retired or resident-insured has no unpaid months.
    """
    if not person.ever_insured or person.retired or person.scheme == Scheme.RESIDENT:
        return
    if person.unpaid_months == 0:
        person.row_before, person.in_a_row = person.in_a_row, 0
        person.first_unpaid, person.back_paid = month, 0
        person.gap_region = person.region
        if person.settle_on == FOREVER:
            person.gap_bill[0], person.gap_bill[1] = NOBODY, NOBODY
    person.unpaid_months += 1
    person.unpaid_in_year += 1
    if person.waits and today < person.covered_from and today < person.stopped_from:
        person.stopped_from, person.wait_broken = today, 1
    else:
        person.stopped_from = min(person.stopped_from, stop_day(p, today, firsts))
    if person.settle_on != FOREVER:
        person.settle_until = min(person.settle_until, person.stopped_from)  # from there it is another gap's bill
    if p.coverage_gap_clears_years and not within_grace(p, person.unpaid_months):
        person.paid_months, person.months_here = 0, 0


@kernel
def resume(person, p, by_employer, back_paid, today, firsts):
    """A payment after which contributions go on: what it does to the coverage clock.

    `back_paid` says that every missed month of the row has been paid.
    """
    gap = gap_length(p, person) if person.unpaid_months else 0
    if back_paid:
        person.unpaid_in_year = max(0, person.unpaid_in_year - person.unpaid_months)
    if not person.ever_insured:
        enrol_first(person, p, by_employer, today, firsts)
    elif person.wait_broken:
        restart_wait(person, p, by_employer, back_paid, today, firsts)
    elif gap == 0 and today < person.stopped_from:
        person.stopped_from = FOREVER
    elif gap == 0:
        kind = p.coverage_start_employee if by_employer else p.coverage_start_flexible
        return_on(person, cover_from(kind, 0, today, firsts), today, 0)
    elif not within_grace(p, gap) or not back_paid and p.coverage_gap_short_return == CoverFrom.WAIT:
        begin_wait(person, gap_wait_end(p, by_employer, back_paid, today, firsts), today)
    elif today < person.stopped_from:
        person.stopped_from = FOREVER  # paid before the stop: it never comes
    elif back_paid:
        kind, days = p.coverage_gap_back_paid_return, p.coverage_gap_back_paid_return_days
        day = cover_from(kind, days, today, firsts)
        return_on(person, day, today, person.stopped_from if p.coverage_gap_retroactive else 0)
    else:
        return_on(person, cover_from(p.coverage_gap_short_return, 0, today, firsts), today, 0)
    person.unpaid_months, person.back_paid, person.wait_broken = 0, 0, 0


@kernel
def enrol_first(person, p, by_employer, today, firsts):
    """The very first enrolment in employee insurance: a self-payer's may begin with a wait."""
    person.ever_insured, person.gap_region = 1, person.region
    switches = person.in_a_row >= TWO_YEARS and today < person.resident_until + MONTH * p.coverage_gap_grace_months
    if has_first_wait(p, by_employer) and not switches:
        begin_wait(person, first_wait_end(p, today, firsts), today)
        person.first_wait = 1
        return
    kind = p.coverage_start_employee if by_employer else p.coverage_start_flexible
    return_on(person, cover_from(kind, 0, today, firsts), today, 0)


@kernel
def begin_wait(person, until, today):
    """Waiting from today on, covered from `until`; no wait at all where that is today."""
    person.covered_from, person.stopped_from, person.first_wait = until, FOREVER, 0
    person.waits = 1 if until > today else 0


@kernel
def restart_wait(person, p, by_employer, back_paid, today, firsts):
    """An unpaid month inside a wait starts that wait again: the first one of a self-payer, or that of a gap."""
    if person.first_wait:
        begin_wait(person, first_wait_end(p, today, firsts), today)
        person.first_wait = 1
    else:
        begin_wait(person, gap_wait_end(p, by_employer, back_paid, today, firsts), today)


@kernel
def return_on(person, day, today, settle_since):
    """Benefits again from `day`, without a wait; bills since `settle_since` are settled as if covered (0: none are).

    A return dated back to before the payment covers the bills since then.
    """
    if day < today:
        settle_since = day if settle_since == 0 else min(day, settle_since)
    person.covered_from, person.stopped_from, person.waits = max(day, today), FOREVER, 0
    if 0 < settle_since < person.covered_from:
        person.settle_on, person.settle_since, person.settle_until = person.covered_from, settle_since, FOREVER


@kernel
def statuses(people, today, out):
    """Status of every row on `today`, written into `out`."""
    for i in range(people.size):
        out[i] = status(people[i], today)
