"""The coverage clock: what a missed month stops and what a payment brings back."""

from sim.compiled import inlined, kernel
from sim.processes.membership import count_residents_months, forget_months
from sim.rules.coverage import (
    cover_from,
    first_wait,
    gap_length,
    gap_wait,
    has_first_wait,
    is_spared,
    may_switch_to_employee,
    status,
    stop_day,
    wait_end_of,
    within_grace,
)
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.law import CoverFrom
from sim.words.states import FOREVER, NOBODY, Scheme
from sim.world.world import World


@inlined
def stop_cover(person: Person, day):
    """Benefits of employee insurance end before `day`, unless they end earlier already."""
    person.cover.until = min(person.cover.until, day)


@inlined
def continue_cover(person: Person):
    """Nothing stops the benefits of employee insurance any more."""
    person.cover.until = FOREVER


@inlined
def close_gap(person: Person):
    """The row of unpaid months is over; what happens next is another gap."""
    gap = person.gap
    gap.unpaid_months, gap.back_paid, gap.settled, gap.unpaid_before = 0, 0, 0, 0
    gap.by_employer = 0
    person.cover.wait_broken = 0


@inlined
def count_no_more(person: Person, months):
    """Months paid later are no longer unpaid months of the benefit year."""
    person.gap.unpaid_in_year = max(0, person.gap.unpaid_in_year - months)


@inlined
def in_wait(person: Person, day):
    """Whether a wait of employee insurance runs on `day`."""
    return person.cover.waits and day < person.cover.since and day < person.cover.until


@kernel
def miss_month(w: World, person: Person, p: Policy):
    """An unpaid month: benefits stop by the region's lag; inside a wait at once, and the wait begins anew later.

    Who was never insured as an employee or self-payer, is retired or resident-insured has no unpaid months.
    """
    today, month = w.clock.today, w.clock.month
    gap = person.gap
    if not person.cover.ever_insured or person.pension.retired or person.scheme == Scheme.RESIDENT:
        return
    if gap.unpaid_months == 0:
        count_residents_months(w, p, person)
        gap.row_before, person.insured.in_a_row = person.insured.in_a_row, 0
        gap.first_month, gap.back_paid, gap.by_employer = month, 0, 0
        gap.region = person.region
        if gap.settle_on == FOREVER and today < person.cover.until:  # else bills since the stop are the gap's
            gap.bill[0], gap.bill[1] = NOBODY, NOBODY
    gap.unpaid_months += 1
    gap.unpaid_in_year += 1
    if in_wait(person, today):
        person.cover.until, person.cover.wait_broken = today, 1
    else:
        stop_cover(person, stop_day(p, today, month))
    if gap.settle_on != FOREVER:
        gap.settle_until = min(gap.settle_until, person.cover.until)  # from there it is another gap's bill


@kernel
def resume(w: World, person: Person, p: Policy, by_employer, back_paid):
    """A payment after which contributions go on: what it does to the coverage clock.

    `back_paid` says that every missed month of the row has been paid.
    """
    today, month, cover = w.clock.today, w.clock.month, person.cover
    count_residents_months(w, p, person)
    gap = gap_length(p, person.gap) if person.gap.unpaid_months else 0
    if back_paid:
        count_no_more(person, person.gap.unpaid_months)
    if gap > 0 and within_grace(p, gap, by_employer):
        person.insured.in_a_row += person.gap.row_before
    elif gap > 0 and p.coverage_gap_clears_years and person.gap.back_paid + person.gap.settled == 0:
        forget_months(w, person)
    if not cover.ever_insured:
        enrol_first(w, person, p, by_employer)
    elif cover.wait_broken:
        begin_wait(w, p, person, person.cover.wait)
    elif gap == 0 and (today < cover.until or goes_on_waiting(person, p, today)):
        continue_cover(person)
    elif gap == 0:
        kind = p.coverage_start_employee if by_employer else p.coverage_start_flexible
        return_on(person, cover_from(kind, 0, today, month), today, 0)
    elif not within_grace(p, gap, by_employer) or not back_paid and p.coverage_gap_short_return == CoverFrom.WAIT:
        if is_spared(p, person.gap.row_before):
            return_on(person, today, today, 0)
        else:
            begin_wait(w, p, person, gap_wait(p, by_employer, back_paid))
    elif today < cover.until:
        continue_cover(person)  # paid before the stop: it never comes
    elif back_paid:
        kind, days = p.coverage_gap_back_paid_return, p.coverage_gap_back_paid_return_days
        day = cover_from(kind, days, today, month)
        return_on(person, day, today, cover.until if p.coverage_gap_retroactive else 0)
    else:
        return_on(person, cover_from(p.coverage_gap_short_return, 0, today, month), today, 0)
    close_gap(person)


@inlined
def goes_on_waiting(person: Person, p: Policy, today):
    """Whether a wait that a time as a resident fell into is not over: only a switch after enough months spares it."""
    switches = may_switch_to_employee(p, person.insured.in_a_row, person.resident.until, today)
    return person.cover.waits and today < person.cover.since and not switches


@kernel
def enrol_first(w: World, person: Person, p: Policy, by_employer):
    """The very first enrolment in employee insurance: it may begin with a wait."""
    today, month = w.clock.today, w.clock.month
    person.cover.ever_insured, person.gap.region = 1, person.region
    switches = may_switch_to_employee(p, person.insured.in_a_row, person.resident.until, today)
    if has_first_wait(p, by_employer) and not switches:
        begin_wait(w, p, person, first_wait(by_employer))
        return
    kind = p.coverage_start_employee if by_employer else p.coverage_start_flexible
    return_on(person, cover_from(kind, 0, today, month), today, 0)


@kernel
def begin_wait(w: World, p: Policy, person: Person, wait):
    """Waiting from today on by one of the law's waits; no wait at all where it ends today.

    An unpaid month inside a wait begins the same wait again.
    """
    until = wait_end_of(p, wait, w.clock.today, w.clock.month)
    person.cover.since, person.cover.wait = until, wait
    person.cover.waits = 1 if until > w.clock.today else 0
    continue_cover(person)


@kernel
def return_on(person: Person, day, today, settle_since):
    """Benefits again from `day`, without a wait; bills since `settle_since` are settled as if covered (0: none are).

    A return dated back to before the payment covers the bills since then.
    """
    if day < today:
        settle_since = day if settle_since == 0 else min(day, settle_since)
    person.cover.since, person.cover.waits = max(day, today), 0
    continue_cover(person)
    if 0 < settle_since < person.cover.since:
        settle_bills(person, person.cover.since, settle_since)


@inlined
def settle_bills(person: Person, on, since):
    """On a day the bills since another are settled as if covered."""
    person.gap.settle_on, person.gap.settle_since, person.gap.settle_until = on, since, FOREVER


@kernel
def observe_status(w: World):
    """Status of every row today."""
    for i in range(w.people.size):
        w.status[i] = status(w.people[i], w.clock.today)
