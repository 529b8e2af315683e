"""Rule 1 on its day: each month's contributions, what is paid later, arrears, and what each brings."""

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.bills import next_due
from sim.processes.coverage import miss_month, resume
from sim.processes.ranks import Rank
from sim.rules.account import active_credit, back_paid_credit, first_year_part, flexible_credit, retired_credit
from sim.rules.benefit import benefit_group
from sim.rules.contribution import (
    back_payment,
    contribution_base,
    employee_contribution,
    employer_contribution,
    extra,
    flexible_base,
    flexible_contribution,
    late_fee,
    unemployment_base,
    unemployment_contribution,
)
from sim.rules.coverage import gap_length, may_be_back_paid, within_grace
from sim.rules.retirement import top_up
from sim.words.flows import Flow, Place
from sim.words.law import Arrears, CreditTiming, ExtraPayer, FlexiblePays
from sim.words.reasons import Reason
from sim.words.states import Alive, Scheme
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.people import FOREVER

if TYPE_CHECKING:
    from sim.engine import Simulation


@kernel
def contributions_due(
    people, due, pools, left_behind, months_in, traits, menus, now, slots, dues, month, today, firsts
):
    """The due day of `month` for the people whose slot is marked: each pays, is paid for, is credited, or misses it.

    `dues[region, m]` is the due day of the run's m-th month and `firsts[k]` the 1st of the month k months on.
    Returns whether benefits of anybody are on their way back.
    """
    returning = False
    for i in range(people.size):
        person = people[i]
        if person.alive != Alive.YES or not slots[person.slot]:
            continue
        if person.lifetime:
            retired_month(pools, traits, now[person.region], person, today)
        elif person.retired:
            if person.missing_months:
                top_up_month(pools, traits, now[person.region], person, today, month, firsts)
        elif person.scheme == Scheme.EMPLOYEE and person.has_job:
            employee_month(people, pools, left_behind, months_in, traits, now, person, dues, month, today, firsts)
        elif person.scheme == Scheme.FLEXIBLE:
            flexible_month(
                people, pools, left_behind, months_in, traits, menus, now, person, dues, month, today, firsts
            )
        elif person.scheme == Scheme.UNEMPLOYED and person.benefit_left > 0:
            benefit_month(people, pools, left_behind, months_in, traits, now, person, dues, month, today, firsts)
        else:
            if person.scheme == Scheme.UNEMPLOYED:
                person.scheme = Scheme.NONE  # the benefit has run out
            missed_month(pools, now[person.region], person, month, today, firsts)
        if person.settle_on != FOREVER:
            due[i] = next_due(person)
            returning = True
    return returning


@kernel
def missed_month(pools, p, person, month, today, firsts):
    """An unpaid month; a credit given for the year in advance goes back as far as the balance does."""
    take_back(pools, person)
    miss_month(person, p, month, today, firsts)


@kernel
def take_back(pools, person):
    """What was credited for months that will not be paid goes back, as far as the balance does."""
    if person.advance_left > 0:
        move(person, pools, Flow.CREDIT_TAKEN_BACK, min(person.advance_left, person.books[Place.ACCOUNT]))
    person.advance_left, person.advance_month = 0, 0


@kernel
def enter_region(people, left_behind, months_in, now, person):
    """The law of the place lived in applies from the first contribution there; months paid elsewhere stay counted."""
    if person.region != person.lives_in:
        row = (person.life - people[0].life) * person.persons + person.slot
        left_behind[person.region] += person.books[Place.POOL] - person.pool_at_entry
        person.pool_at_entry = person.books[Place.POOL]
        months_in[row, person.region] = person.months_here
        person.region = person.lives_in
        person.months_here = months_in[row, person.region]
        person.paid_until = 0  # a year paid in one region is none of the other's
    return now[person.region]


@kernel
def add_months(person, months):
    """Paid months (缴费月): towards benefits for life, in a row, and in the region."""
    person.paid_months += months
    person.months_here += months
    person.in_a_row += months


@kernel
def pay_missed(pools, p, person, months, dues, today, first_month):
    """Pay `months` of the missed ones, the oldest first, with late fee; each is a paid month and may be credited."""
    amount = back_payment(p)
    move(person, pools, Flow.CONTRIBUTED, amount * months)
    for k in range(person.back_paid, person.back_paid + months):
        due = dues[person.slot, person.first_unpaid + k - first_month]
        move(person, pools, Flow.LATE_FEE, late_fee(p, amount, today - due))
    add_months(person, months)
    send_credit(p, person, back_paid_credit(p) * months)
    person.back_paid += months


@kernel
def go_on_paying(pools, traits, p, person, by_employer, dues, month, today, firsts):
    """Before a new contribution counts: pay back what the person chooses to, and let the clock go on."""
    if person.unpaid_months:
        left = person.unpaid_months - person.back_paid - person.settled
        if (
            traits[person.slot].back_pays
            and left > 0
            and within_grace(p, gap_length(p, person))
            and may_be_back_paid(p, person.unpaid_months)
        ):
            first_month = traits[person.slot].first_month
            pay_missed(pools, p, person, left, dues, today, first_month)
    back_paid = person.unpaid_months > 0 and person.back_paid + person.settled == person.unpaid_months
    if back_paid:
        person.in_a_row += person.row_before
    resume(person, p, by_employer, back_paid, today, firsts)
    person.settled = 0


@kernel
def employee_month(people, pools, left_behind, months_in, traits, now, person, dues, month, today, firsts):
    """An employee's month: employer and employee pay; nothing is paid while the employer is in default."""
    p = enter_region(people, left_behind, months_in, now, person)
    base = contribution_base(p, person.base_wage)
    person.wage_sum += person.wage
    person.wage_months += 1
    person.no_outpatient = 0
    if person.default_months:
        default_month(pools, p, person, base, month, today, firsts)
        return
    if person.arrears:
        settle_arrears(pools, p, person, today)
    go_on_paying(pools, traits, p, person, True, dues, month, today, firsts)
    person.last_base = base
    move(person, pools, Flow.EMPLOYER_CONTRIBUTED, employer_contribution(p, base) + extra(p, ExtraPayer.EMPLOYER, base))
    move(person, pools, Flow.CONTRIBUTED, employee_contribution(p, base))
    pay_extra(pools, p, person, ExtraPayer.EMPLOYEE, base)
    credit_active(pools, p, person, active_credit(p, base, person.age, today), month)
    add_months(person, 1)
    person.unemployment_months += 1


@kernel
def default_month(pools, p, person, base, month, today, firsts):
    """A month the employer owes: kept at its own rates, shown as unpaid."""
    person.default_months -= 1
    person.arrears += 1
    person.owed_by_employer += employer_contribution(p, base) + extra(p, ExtraPayer.EMPLOYER, base)
    person.owed_by_employee += employee_contribution(p, base) + extra(p, ExtraPayer.EMPLOYEE, base)
    person.owed_credit += active_credit(p, base, person.age, today)
    missed_month(pools, p, person, month, today, firsts)
    within = person.arrears <= p.coverage_arrears_grace_months
    person.employer_bears = 1 if within and p.coverage_arrears_by_employer == Arrears.EMPLOYER_BEARS else 0


@kernel
def settle_arrears(pools, p, person, today):
    """The employer pays what it owes: paid months with their credits, and benefits as the region says.

    Longer than the grace of arrears they are a gap, back-paid by the settlement.
    """
    months = person.arrears
    move(person, pools, Flow.EMPLOYER_CONTRIBUTED, person.owed_by_employer)
    move(person, pools, Flow.CONTRIBUTED, person.owed_by_employee)
    send_credit(p, person, person.owed_credit)
    add_months(person, months)
    person.unemployment_months += months
    forget_arrears(person)
    if p.coverage_arrears_by_employer == Arrears.AS_GAP or months > p.coverage_arrears_grace_months:
        person.settled = months
        return
    person.unpaid_in_year = max(0, person.unpaid_in_year - months)
    if person.unpaid_months > months:  # the person's own missed months remain a gap
        person.unpaid_months -= months
        return
    person.in_a_row += person.row_before
    resume_settled(p, person, today)


@kernel
def resume_settled(p, person, today):
    """Benefits as if the settled months had never been missed; bills meanwhile are settled where the law says so.

    A wait that the default fell into goes on as it was, and what fell due after its end is settled too.
    """
    stopped, person.stopped_from = person.stopped_from, FOREVER
    since = max(stopped, person.covered_from) if person.wait_broken else stopped
    if not person.wait_broken and stopped <= today:
        person.covered_from = today
    if p.coverage_arrears_by_employer == Arrears.RETROACTIVE and since < today:
        person.settle_on, person.settle_since, person.settle_until = today, since, FOREVER
    person.unpaid_months, person.back_paid, person.wait_broken = 0, 0, 0


@kernel
def forget_arrears(person):
    """Nothing more is owed by an employer."""
    person.default_months, person.arrears, person.employer_bears = 0, 0, 0
    person.owed_by_employer, person.owed_by_employee, person.owed_credit = 0, 0, 0


@kernel
def stop_working(person):
    """The job ends; what its employer owes is no longer waited for."""
    person.has_job = 0
    forget_arrears(person)


@kernel
def send_credit(p, person, amount):
    """A credit on its way to the account: on the month's last day, or on the next month's."""
    if p.account_credit_timing_active == CreditTiming.MONTH_AFTER:
        person.credit_next += amount
    else:
        person.credit_due += amount


@kernel
def from_account(person, pools, wanted, flow, past_flow):
    """Take up to `wanted` fen from the own account, the current part first; return what it gave."""
    current = min(wanted, person.books[Place.ACCOUNT])
    past = min(wanted - current, person.books[Place.PAST_ACCOUNT])
    move(person, pools, flow, current)
    move(person, pools, past_flow, past)
    return current + past


@kernel
def pay_extra(pools, p, person, payer, base):
    """Large-amount money, from the account as far as it goes where the region takes it there, else in cash."""
    amount = extra(p, payer, base)
    if p.contribution_extra_from_account[payer]:
        amount -= from_account(person, pools, amount, Flow.CONTRIBUTED_FROM_ACCOUNT, Flow.CONTRIBUTED_FROM_PAST_ACCOUNT)
    move(person, pools, Flow.CONTRIBUTED, amount)


@kernel
def flexible_month(people, pools, left_behind, months_in, traits, menus, now, person, dues, month, today, firsts):
    """A self-payer's month: the chosen item of the region's menu; already paid where the year was paid at once."""
    p = enter_region(people, left_behind, months_in, now, person)
    menu = menus[person.slot, person.region]
    go_on_paying(pools, traits, p, person, False, dues, month, today, firsts)
    person.wage_sum += person.wage
    person.wage_months += 1 if person.wage else 0
    base = flexible_base(p, menu, person.base_wage, person.last_base)
    person.last_base = base
    person.no_outpatient = 1 - p.contribution_flexible_outpatient[menu]
    if month >= person.paid_until:
        months = months_left_of_year(p, month) if p.contribution_flexible_pays == FlexiblePays.YEAR else 1
        pay_flexible(pools, menus, p, person, base, min(months, max(1, person.retires_on - month)))
        person.paid_until = month + months
    credit_active(pools, p, person, flexible_credit(p, menu, base), month)
    add_months(person, 1)


@kernel
def months_left_of_year(p, month):
    """Months from `month` on until the next benefit year begins."""
    months = (p.benefit_year_starts_month - 1 - month) % 12
    return months if months else 12


@kernel
def pay_flexible(pools, menus, p, person, base, months):
    """A self-payer's contribution for so many months, at today's values."""
    menu = menus[person.slot, person.region]
    move(person, pools, Flow.CONTRIBUTED, flexible_contribution(p, menu, person.age, base) * months)
    for _ in range(months):
        pay_extra(pools, p, person, ExtraPayer.FLEXIBLE, base)


@kernel
def pay_year_ahead(people, pools, left_behind, months_in, menus, now, slot, month):
    """In the window of those who pay once a year: twelve months from `month` on, the benefit year that begins then."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if (
            person.alive == Alive.YES
            and person.scheme == Scheme.FLEXIBLE
            and not person.retired
            and person.paid_until <= month
            and now[person.lives_in].contribution_flexible_pays == FlexiblePays.YEAR
        ):
            p = enter_region(people, left_behind, months_in, now, person)
            base = flexible_base(p, menus[person.slot, person.region], person.base_wage, person.last_base)
            pay_flexible(pools, menus, p, person, base, min(12, max(0, person.retires_on - month)))
            person.paid_until = month + 12


@kernel
def benefit_month(people, pools, left_behind, months_in, traits, now, person, dues, month, today, firsts):
    """A month on unemployment benefit: the fund pays everything, the person nothing."""
    p = enter_region(people, left_behind, months_in, now, person)
    person.benefit_left -= 1
    person.no_outpatient = 0
    go_on_paying(pools, traits, p, person, True, dues, month, today, firsts)
    person.last_base = unemployment_base(p)
    move(person, pools, Flow.FUND_PAID, unemployment_contribution(p))
    if p.contribution_unemployment_credited:
        credit_active(pools, p, person, active_credit(p, unemployment_base(p), person.age, today), month)
    add_months(person, 1)


@kernel
def credit_active(pools, p, person, amount, month):
    """A month's credit, sent on its way as the region times it; a year in advance comes with its first contribution."""
    if p.account_credit_timing_active != CreditTiming.YEAR_IN_ADVANCE:
        send_credit(p, person, amount)
    elif amount == 0:
        take_back(pools, person)
    elif person.advance_month > 0 and person.advance_left >= person.advance_month:
        person.advance_left -= person.advance_month
    else:
        months = 12 - month % 12
        move(person, pools, Flow.CREDITED, amount * months)
        person.advance_month, person.advance_left = amount, amount * (months - 1)


@kernel
def retired_month(pools, traits, p, person, today):
    """A month of somebody with benefits for life: no contribution but the region's extra; the credit is due."""
    pay_extra(pools, p, person, ExtraPayer.RETIRED, 0)
    timing = p.account_credit_timing_retired
    if timing == CreditTiming.MONTH or timing == CreditTiming.MONTH_AFTER:
        group = benefit_group(p, True, person.age, person.retired_on)
        amount = retired_credit(p, group, traits[person.slot].pension, today)
        if timing == CreditTiming.MONTH:
            person.credit_due += amount
        else:
            person.credit_next += amount


@kernel
def top_up_month(pools, traits, p, person, today, month, firsts):
    """One missing month paid after retirement: active benefits meanwhile; the last one brings benefits for life."""
    pay_top_up(pools, p, person, top_up(p, person.wage, person.last_base))
    person.missing_months -= 1
    add_months(person, 1)
    send_credit(p, person, p.retirement_top_up_credit)
    if not person.covered_from <= today < person.stopped_from:
        person.covered_from, person.waits = today, 0
    person.stopped_from = FOREVER
    person.unpaid_months, person.wait_broken = 0, 0
    if person.missing_months == 0:
        entitle(traits, p, person, today, month, firsts[0])
        retired_month(pools, traits, p, person, today)


@kernel
def pay_top_up(pools, p, person, amount):
    """From the own account where the region lets it pay the holder's own shortfall, else in cash."""
    if p.mutual_aid_own_top_up:
        amount -= from_account(person, pools, amount, Flow.TOP_UP_FROM_ACCOUNT, Flow.TOP_UP_FROM_PAST_ACCOUNT)
    move(person, pools, Flow.TOP_UP, amount)


@kernel
def entitle(traits, p, person, today, month, first):
    """Benefits for life from today on. A credit that comes once a year is due in part for the year that runs, unless
    its day is still to come this month, whose 1st is `first`."""
    person.lifetime, person.entitled_on, person.scheme = 1, today, Scheme.RETIRED
    person.missing_months, person.unpaid_months, person.no_outpatient = 0, 0, 0
    credit_day = first + p.account_credit_timing_day_day - 1
    comes_yet = p.account_credit_timing_day_month == month % 12 + 1 and today <= credit_day
    if p.account_credit_timing_retired == CreditTiming.YEAR and not comes_yet:
        group = benefit_group(p, True, person.age, person.retired_on)
        yearly = retired_credit(p, group, traits[person.slot].pension, today)
        person.credit_due += first_year_part(p, yearly, month % 12 + 1)


@kernel
def back_pay_event(people, due, pools, traits, now, slot, months, dues, today, firsts, refused):
    """The file says that missed months are paid today: the oldest first; all of them close the gap."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        life = person.home
        if person.alive != Alive.YES:
            refused[life] = Reason.DEAD
            continue
        p = now[person.region]
        left = person.unpaid_months - person.back_paid - person.arrears
        if months > left or not may_be_back_paid(p, person.back_paid + months):
            refused[life] = Reason.MONTHS
            continue
        pay_missed(pools, p, person, months, dues, today, traits[slot].first_month)
        if person.back_paid == person.unpaid_months:
            person.in_a_row += person.row_before
            by_employer = person.has_job == 1 or person.scheme != Scheme.FLEXIBLE
            resume(person, p, by_employer, True, today, firsts)
            if person.settle_on != FOREVER:
                due[i] = next_due(person)


def contributions(sim: "Simulation") -> Days:
    """Every due day: contributions of the month, for those who lived on its 1st where it is the due day."""
    for day, month, slots in sim.plan.due_days:
        yield sim.calendar.at(day, Phase.CONTRIBUTIONS, Rank.DUE + month % 12)
        firsts = sim.plan.firsts(month)
        if sim.apply(contributions_due, slots, sim.plan.dues, month, sim.today, firsts):
            sim.look_again()


def yearly_contributions(sim: "Simulation") -> Days:
    """The window of self-payers who pay once a year, in regions where they do."""
    for day, windows in groupby(sim.plan.yearly_windows, key=itemgetter(0)):
        yield sim.calendar.at(day, Phase.CONTRIBUTIONS, Rank.YEARLY)
        for _, month, slot in windows:
            sim.apply(pay_year_ahead, slot, month)
