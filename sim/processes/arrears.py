"""What an employer in default owes (单位欠费): kept month by month, settled with the next payment."""

from sim.compiled import inlined, kernel
from sim.processes.account import send_credit, take_back_advance
from sim.processes.coverage import close_gap, continue_cover, count_no_more, miss_month, resume, settle_bills
from sim.processes.extras import pay_large_amount
from sim.processes.membership import add_months, forget_arrears, is_employed
from sim.rules.account import active_credit
from sim.rules.contribution import contribution_base, employee_contribution, employer_contribution, extra, wage_of_base
from sim.rules.coverage import MOST_BITS, bit_of, marked_from, months_owed, own_month, stop_day
from sim.rules.days import civil
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Flow
from sim.words.law import Arrears, ExtraPayer
from sim.words.states import FOREVER, Scheme
from sim.world.books import move
from sim.world.world import World, in_force, rows_of


@kernel
def default(w: World, event, slot, months, settles):
    """The file says that the employer pays nothing on the next due days, and whether it pays that later."""
    for i in rows_of(w, slot):
        person = w.people[i]
        if is_employed(w, event, person):
            arrears = person.arrears
            if arrears.job_ended:
                # an old employer's: what it owes is settled with what the new one will owe
                arrears.default_months, arrears.never_paid, arrears.lost = 0, 0, 0
                arrears.bears_until = arrears.bears_until if arrears.months else 0
            arrears.default_months += months
            if not settles:
                arrears.never_paid = 1
            arrears.job_ended = 0


@kernel
def end_default(w: World, person: Person):
    """Count a due day of a default; what is owed is settled on the first one after it, whatever became of the job.

    Returns whether the default still runs today.
    """
    arrears = person.arrears
    if arrears.default_months > 0:
        arrears.default_months -= 1
        return True
    if arrears.never_paid:
        arrears.never_paid, arrears.lost, arrears.bears_until = 0, 0, 0
    if arrears.months > 0:
        settle_arrears(w, in_force(w, person.region), person)
    return False


@kernel
def default_month(w: World, person: Person):
    """A month the employer owes: kept at the rates of the place it is due in, shown as unpaid. What it will never pay
    is a month missed like any other.

    It is no contribution: whoever has moved stays under the old region's law until one is paid.
    """
    arrears = person.arrears
    if arrears.never_paid:
        arrears.lost += 1
    else:
        owe_month(w, in_force(w, person.lives_in), person)
    take_back_advance(w, person)
    p = in_force(w, person.region)
    miss_month(w, person, p)
    if not arrears.never_paid and person.gap.unpaid_months > 0:
        person.gap.by_employer |= bit_of(w.clock.month - person.gap.first_month)
    if arrears.months + arrears.lost > p.coverage_arrears_grace_months:
        arrears.bears_until = 0
    elif person.gap.unpaid_months <= 1:
        arrears.bears_until = FOREVER  # a gap of the person's own is none of the employer's


@inlined
def miss_own_month(w: World, person: Person):
    """A month missed that no employer owes: what stops by it is borne by none."""
    p, arrears = in_force(w, person.region), person.arrears
    miss_month(w, person, p)
    if arrears.bears_until and person.gap.unpaid_months:
        arrears.bears_until = min(arrears.bears_until, stop_day(p, w.clock.today, w.clock.month))


@inlined
def owe_month(w: World, p: Policy, person: Person):
    """What is owed for a month, at the rates of today."""
    arrears = person.arrears
    base = contribution_base(p, wage_of_base(p, person.job.wage, person.job.base_wage))
    if arrears.months == 0:
        arrears.first_month = w.clock.month
    arrears.months += 1
    arrears.by_employer += employer_contribution(p, base) + extra(p, ExtraPayer.EMPLOYER, base)
    arrears.by_employee += employee_contribution(p, base)
    arrears.extra += extra(p, ExtraPayer.EMPLOYEE, base)
    arrears.credit += active_credit(p, base, person.age, w.clock.today)


@kernel
def settle_arrears(w: World, p: Policy, person: Person):
    """The employer pays what it owes: paid months with their credits, and benefits as the region says.

    Longer than the grace of arrears they are a gap, which the settlement pays back: it is over where no month of the
    person's own is left in it, by the law of the place insured in until then. Who has gone on otherwise since, as a
    resident, in a new job or into retirement, has no gap left to mend.
    """
    arrears, gap = person.arrears, person.gap
    months, first_month, in_gap = arrears.months, arrears.first_month, months_owed(gap, arrears)
    move(w, person, Flow.EMPLOYER_CONTRIBUTED, arrears.by_employer)
    move(w, person, Flow.CONTRIBUTED_IN_CASH, arrears.by_employee)
    pay_large_amount(w, p, person, ExtraPayer.EMPLOYEE, arrears.extra)
    send_credit(p, person, arrears.credit)
    add_months(person, months)
    person.job.unemployment_months += months
    person.cover.no_outpatient = 0
    forget_arrears(person)
    open_gap = gap.unpaid_months > 0 and not person.pension.retired
    if p.coverage_arrears_by_employer == Arrears.AS_GAP or months > p.coverage_arrears_grace_months:
        if open_gap:
            gap.settled += in_gap
            close_if_paid_back(w, p, person)
        return
    miss_no_more(w, person, months, first_month)
    if not open_gap:
        return
    gap.unpaid_months -= in_gap
    if gap.unpaid_months == 0:
        resume_settled(w, p, person)
    elif not close_if_paid_back(w, p, person) and in_gap:
        keep_own_gap(w, p, person, first_month)


@kernel
def close_if_paid_back(w: World, p: Policy, person: Person):
    """Where all that is left of a gap has been paid, by the person or the employer, it is over today, as one paid back.

    Returns whether it is.
    """
    gap = person.gap
    if gap.back_paid + gap.settled < gap.unpaid_months:
        return False
    resume(w, person, p, person.scheme != Scheme.FLEXIBLE, True)
    return True


@inlined
def miss_no_more(w: World, person: Person, months, first_month):
    """Months that an employer owed since `first_month` no longer count as missed in their benefit years: those of the
    gap in this year and before it, and those that a payment left behind in the year of the first."""
    gap = person.gap
    year, month, _ = civil(person.year_began)
    this_year = year * 12 + month - 1
    this_year += due_on(w, person, this_year) < person.year_began
    in_gap = marked_from(gap.by_employer, first_month - gap.first_month)
    since = marked_from(gap.by_employer, max(first_month, this_year) - gap.first_month)
    left_behind = months - in_gap if first_month >= this_year else 0
    count_no_more(person, since + left_behind)
    gap.unpaid_before = max(0, gap.unpaid_before - (in_gap - since))


@inlined
def due_on(w: World, person: Person, month):
    """The due day of a month of the run; a day of long ago for one before it."""
    return w.dues[person.slot, month - w.fixed.first_month] if month >= w.fixed.first_month else 0


@kernel
def keep_own_gap(w: World, p: Policy, person: Person, first_month):
    """The person's own missed months remain a gap. Where the employer's came first, it begins after them."""
    gap, cover, today = person.gap, person.cover, w.clock.today
    first = own_month(gap.by_employer, 0)
    if first == 0 or gap.first_month < first_month or cover.wait_broken:
        return
    gap.first_month += first
    gap.by_employer >>= min(first, MOST_BITS)
    stopped = cover.until
    cover.until = stop_day(p, due_on(w, person, gap.first_month), gap.first_month)
    if p.coverage_arrears_by_employer == Arrears.RETROACTIVE and stopped < min(cover.until, today):
        settle_bills(person, today, stopped)
        gap.settle_until = min(today, cover.until)


@kernel
def resume_settled(w: World, p: Policy, person: Person):
    """Benefits as if the settled months had never been missed; bills meanwhile are settled where the law says so.

    A wait that the default fell into goes on as it was, and what fell due after its end is settled too.
    """
    today, cover = w.clock.today, person.cover
    stopped = cover.until
    continue_cover(person)
    person.insured.in_a_row += person.gap.row_before
    since = max(stopped, cover.since) if cover.wait_broken else stopped
    if not cover.wait_broken and stopped <= today:
        cover.since = today
    if p.coverage_arrears_by_employer == Arrears.RETROACTIVE and since < today:
        settle_bills(person, today, since)
    close_gap(person)
