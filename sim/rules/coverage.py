"""Rule 3, coverage (待遇): covered, stopped, waiting or none; kept as dates."""

from sim.rules.days import first_day
from sim.state.contribution import Arrears as Owed
from sim.state.coverage import Cover, Gap
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.law import Arrears, CoverFrom, GapCounted, WaitFrom
from sim.words.states import Alive, Joining, Scheme, Status, Wait

NONE = -1
MOST_BITS = 62  # months of a gap that a whole number marks; no later one can be paid back


def status(person: Person, day: int):
    """Whether the pool pays for this person on `day`.

    Benefits for life come first, then the clock of employee insurance, then resident insurance, which runs on
    beside a wait; who was ever insured as an employee and has none of these is stopped or waiting. A resident's wait
    ends with the last year that is paid, even if it was to go on into the next.
    """
    if person.alive != Alive.YES:
        return Status.NONE
    if person.pension.lifetime and day >= person.pension.entitled_on:
        return Status.COVERED
    if is_on_clock(person.cover, day):
        return Status.COVERED
    if person.resident.since <= day < person.resident.until:
        return Status.COVERED
    if person.cover.waits and day < person.cover.until:
        return Status.WAITING
    if person.resident.waits and first_day(person.resident.wait_from) <= day < person.resident.until:
        return Status.WAITING
    if person.cover.ever_insured and person.scheme != Scheme.RESIDENT:
        return Status.STOPPED
    return Status.NONE


def is_on_clock(cover: Cover, day: int):
    """Whether employee insurance pays on `day`."""
    return cover.since <= day < cover.until


def is_insured(person: Person, today: int):
    """Whether a person is in a basic insurance today, whatever its benefits: who is enrolled, or still covered."""
    if person.scheme == Scheme.RESIDENT and (today < person.resident.until or person.resident.joins != Joining.NO):
        return True
    if person.scheme == Scheme.RETIRED:
        return True
    if person.scheme == Scheme.EMPLOYEE or person.scheme == Scheme.FLEXIBLE or person.scheme == Scheme.UNEMPLOYED:
        return True
    return status(person, today) == Status.COVERED


def gap_length(p: Policy, gap: Gap):
    """Unpaid months that count as the gap: those in a row, or all that were missed in a benefit year, or the more of
    the two.

    A row that lies in several benefit years counts in each of them apart; the longest of these parts decides.
    """
    if p.coverage_gap_counted == GapCounted.IN_A_ROW:
        return gap.unpaid_months
    in_a_year = max(gap.unpaid_in_year, gap.unpaid_before)
    if p.coverage_gap_counted == GapCounted.BENEFIT_YEAR:
        return in_a_year
    return max(gap.unpaid_months, in_a_year)


def bit_of(place: int):
    """The mark of a gap's month, by its place in the gap; a month too far in to be paid back has none."""
    return 1 << place if place < MOST_BITS else 0


def own_month(by_employer: int, number: int):
    """Place in a gap of the person's own missed month `number`, both counted from 0; those an employer owes are none.

    >>> own_month(0b011, 0)  # the employer owes the first two
    2
    >>> own_month(0b010, 1)
    2
    """
    place, own = -1, -1
    while own < number:
        place += 1
        if by_employer & bit_of(place) == 0:
            own += 1
    return place


def marked_from(by_employer: int, place: int):
    """How many months of a gap an employer owes, or has settled, from a place of it on.

    >>> marked_from(0b01101, 0), marked_from(0b01101, 1), marked_from(0b01101, -2)
    (3, 2, 3)
    """
    left, found = by_employer >> min(max(place, 0), MOST_BITS), 0
    while left > 0:
        found += left & 1
        left >>= 1
    return found


def months_owed(gap: Gap, arrears: Owed):
    """How many months of a gap an employer in default still owes; others that it owes were left behind by a payment."""
    return marked_from(gap.by_employer, arrears.first_month - gap.first_month) if arrears.months else 0


def within_grace(p: Policy, gap: int, by_employer: bool):
    """Whether a gap of so many months still counts as unbroken for who is paid for again, or pays for themself; the
    last month of grace is included."""
    grace = p.coverage_gap_grace_months if by_employer else p.coverage_gap_grace_flexible
    return gap <= grace


def may_be_back_paid(p: Policy, months: int):
    """Whether so many missed months may be paid later."""
    return months <= p.coverage_gap_back_pay_months


def may_switch_to_resident(p: Policy, months_in_a_row: int, gap: int):
    """Whether somebody who leaves employee insurance becomes a resident on any day and without a wait; the grace is
    that of employees."""
    return months_in_a_row >= p.coverage_switch_row and within_grace(p, gap, True)


def may_switch_to_employee(p: Policy, months_in_a_row: int, insured_until: int, today: int):
    """Whether somebody whose resident insurance ends on `insured_until` enrols without a self-payer's first wait."""
    return months_in_a_row >= p.coverage_switch_row and today < insured_until + p.coverage_switch_within


def stop_day(p: Policy, today: int, month: int):
    """First day without benefit after a month missed today: the 1st, `stop_lag_months` on; today where that is 0."""
    lag = p.coverage_stop_lag_months
    return today if lag == 0 else first_day(month + lag)


def cover_from(kind: int, days: int, today: int, month: int):
    """First day of benefit when it follows a payment made today, in `month`."""
    if kind == CoverFrom.NEXT_DAY:
        return today + 1
    if kind == CoverFrom.PAYMENT_MONTH:
        return first_day(month)
    if kind == CoverFrom.NEXT_MONTH:
        return first_day(month + 1)
    if kind == CoverFrom.DAYS:
        return today + days
    return today


def wait_end(p: Policy, months: int, days: int, today: int, month: int):
    """First day of benefit after a wait that begins with the payment of today.

    In months: the 1st of the month that follows the counted ones, the payment month or the next being the first
    counted. In days: the payment day is day 0. Never before the payment. A wait of neither months nor days is none.
    """
    if days > 0:
        return today + days
    if months == 0:
        return today
    first_counted = 1 if p.coverage_wait_counts_from == WaitFrom.NEXT_MONTH else 0
    return max(today, first_day(month + first_counted + months))


def gap_wait(p: Policy, by_employer: bool, back_paid: bool):
    """Which wait follows a gap longer than grace: that of employees or of returning self-payers; another one where the
    gap was back-paid and the region says so."""
    if back_paid and p.coverage_wait_back_paid_months != NONE:
        return Wait.BACK_PAID
    return Wait.EMPLOYEE if by_employer else Wait.FLEXIBLE_RETURN


def wait_end_of(p: Policy, wait: int, today: int, month: int):
    """First day of benefit after one of the law's waits, begun with the payment of today, at its own length."""
    if wait == Wait.FIRST:
        return wait_end(p, p.coverage_wait_flexible_first_months, p.coverage_wait_flexible_first_days, today, month)
    if wait == Wait.FIRST_JOB:
        months, days = p.coverage_wait_employee_first_months, p.coverage_wait_employee_first_days
        return max(wait_end(p, months, days, today, month), first_day(month + p.coverage_start_after_months))
    if wait == Wait.BACK_PAID:
        return wait_end(p, p.coverage_wait_back_paid_months, p.coverage_wait_back_paid_days, today, month)
    if wait == Wait.EMPLOYEE:
        return wait_end(p, p.coverage_wait_employee_months, p.coverage_wait_employee_days, today, month)
    return wait_end(p, p.coverage_wait_flexible_return_months, p.coverage_wait_flexible_return_days, today, month)


def is_spared(p: Policy, row_before: int):
    """Whether so many months in a row before a gap spare the wait after it."""
    return p.coverage_wait_spared_by != NONE and row_before >= p.coverage_wait_spared_by


def first_wait(by_employer: bool):
    """Which wait the very first enrolment may begin with: that of a first job, or of a first self-payer."""
    return Wait.FIRST_JOB if by_employer else Wait.FIRST


def has_first_wait(p: Policy, by_employer: bool):
    """Whether the very first enrolment begins with a wait."""
    if by_employer:
        first = p.coverage_wait_employee_first_months + p.coverage_wait_employee_first_days
        return first + p.coverage_start_after_months > 0
    return p.coverage_wait_flexible_first_months + p.coverage_wait_flexible_first_days > 0


def waits_as_employee(cover: Cover, day: int):
    """Whether a wait on `day` is one of employee insurance; a waiting resident has no share of benefits."""
    return bool(cover.waits) and day < min(cover.since, cover.until)


def employer_bears(p: Policy, person: Person, day: int):
    """Whether an employer in default bears the pool's part of a bill: until a month of the person's own stops benefits
    too, and not inside a wait."""
    if p.coverage_arrears_by_employer != Arrears.EMPLOYER_BEARS or day >= person.arrears.bears_until:
        return False
    return not person.cover.waits or day >= person.cover.since


def employer_bears_first(p: Policy, cover: Cover, job_held: int, day: int):
    """Whether the employer bears the pool's part of a bill on `day`, before the benefits of a first job begin."""
    if not p.coverage_start_employer_bears or p.coverage_start_after_months == 0 or not job_held:
        return False
    return cover.wait == Wait.FIRST_JOB and waits_as_employee(cover, day)


def benefit_share(p: Policy, state: int):
    """Share of the normal pool payment, in parts per million: all while covered, the region's share while waiting."""
    if state == Status.COVERED:
        return 1_000_000
    if state == Status.WAITING:
        return p.coverage_wait_benefit_share
    return 0
