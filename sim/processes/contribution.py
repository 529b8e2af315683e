"""Rule 1 on its day: each month's contributions, and what each brings."""

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sim.compiled import inlined, kernel
from sim.processes.account import credit_active, credit_retired, earnings, take_back_advance
from sim.processes.arrears import default_month, end_default, miss_own_month
from sim.processes.back_payment import go_on_paying
from sim.processes.extras import pay_extra
from sim.processes.membership import add_months, enter_region
from sim.processes.ranks import Rank
from sim.processes.retirement import top_up_month
from sim.rules.account import active_credit, flexible_credit
from sim.rules.contribution import (
    contribution_base,
    employee_contribution,
    employer_contribution,
    extra,
    flexible_base,
    flexible_contribution,
    months_left_of_year,
    unemployment_base,
    unemployment_contribution,
    wage_of_base,
)
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Flow
from sim.words.law import ExtraPayer, FlexiblePays
from sim.words.states import FOREVER, Alive, Scheme
from sim.world.agenda import next_moment
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.world import World, in_force, invalidate, rows_of

if TYPE_CHECKING:
    from sim.block_run import Run


@kernel
def contributions_due(w: World, due_day):
    """A due day of a month for the people whose slot is marked: each pays, is paid for, is credited, or misses it."""
    returning = False
    for i in range(w.people.size):
        person = w.people[i]
        if person.alive != Alive.YES or not w.due_slots[due_day, person.slot]:
            continue
        in_default = end_default(w, person)
        if person.pension.lifetime:
            retired_month(w, person)
        elif person.pension.retired:
            if person.pension.missing_months:
                top_up_month(w, person)
        elif person.scheme == Scheme.EMPLOYEE and person.job.held:
            employee_month(w, person, in_default)
        elif person.scheme == Scheme.FLEXIBLE:
            flexible_month(w, person)
        elif person.scheme == Scheme.UNEMPLOYED and person.job.benefit_left > 0:
            benefit_month(w, person)
        else:
            if person.scheme == Scheme.UNEMPLOYED:
                person.scheme = Scheme.NONE  # the benefit has run out
            take_back_advance(w, person)
            miss_own_month(w, person)
        if person.gap.settle_on != FOREVER:
            w.moments[i] = next_moment(person)
            returning = True
    if returning:
        invalidate(w)


@inlined
def employee_month(w: World, person: Person, in_default):
    """An employee's month: employer and employee pay; nothing is paid while the employer is in default."""
    person.job.wage_sum += person.job.wage
    person.job.wage_months += 1
    if in_default and not person.arrears.job_ended:
        default_month(w, person)
        return
    p = enter_region(w, person)
    person.cover.no_outpatient = 0
    base = contribution_base(p, wage_of_base(p, person.job.wage, person.job.base_wage))
    go_on_paying(w, p, person, True)
    person.job.last_base = base
    employer = employer_contribution(p, base) + extra(p, ExtraPayer.EMPLOYER, base)
    move(w, person, Flow.EMPLOYER_CONTRIBUTED, employer)
    move(w, person, Flow.CONTRIBUTED_IN_CASH, employee_contribution(p, base))
    pay_extra(w, p, person, ExtraPayer.EMPLOYEE, base)
    credit_active(w, p, person, active_credit(p, base, person.age, w.clock.today))
    add_months(person, 1)
    person.job.unemployment_months += 1


@inlined
def flexible_month(w: World, person: Person):
    """A self-payer's month: the chosen item of the region's menu; already paid where the year was paid at once."""
    p = enter_region(w, person)
    month, job = w.clock.month, person.job
    menu = w.menus[person.slot, person.region]
    go_on_paying(w, p, person, False)
    base = flexible_base(p, menu, earnings(person), job.last_base)
    job.last_base = base
    person.cover.no_outpatient = 1 - p.contribution_flexible_outpatient[menu]
    if month >= job.paid_until:
        months = months_left_of_year(p, month) if p.contribution_flexible_pays == FlexiblePays.YEAR else 1
        pay_flexible(w, p, person, base, min(months, max(1, person.pension.retires_in - month)))
        job.paid_until = month + months
    credit_active(w, p, person, flexible_credit(p, menu, base))
    add_months(person, 1)


@inlined
def benefit_month(w: World, person: Person):
    """A month on unemployment benefit: the fund pays everything, the person nothing."""
    p = enter_region(w, person)
    person.job.benefit_left -= 1
    person.cover.no_outpatient = 0
    go_on_paying(w, p, person, True)
    person.job.last_base = unemployment_base(p)
    move(w, person, Flow.FUND_PAID, unemployment_contribution(p))
    credited = p.contribution_unemployment_credited
    credit = active_credit(p, unemployment_base(p), person.age, w.clock.today) if credited else 0
    credit_active(w, p, person, credit)
    add_months(person, 1)


@inlined
def retired_month(w: World, person: Person):
    """A month of somebody with benefits for life: no contribution but the region's extra; the credit is due."""
    p = in_force(w, person.region)
    pay_extra(w, p, person, ExtraPayer.RETIRED, 0)
    credit_retired(w, p, person)


@inlined
def pay_flexible(w: World, p: Policy, person: Person, base, months):
    """A self-payer's contribution for so many months, at today's values."""
    menu = w.menus[person.slot, person.region]
    move(w, person, Flow.CONTRIBUTED_IN_CASH, flexible_contribution(p, menu, person.age, base) * months)
    for _ in range(months):
        pay_extra(w, p, person, ExtraPayer.FLEXIBLE, base)


@kernel
def pay_year_ahead(w: World, slot, month):
    """On the day of those who pay once a year: twelve months from `month` on, the benefit year that begins then."""
    for i in rows_of(w, slot):
        person, job = w.people[i], w.people[i].job
        if (
            person.alive == Alive.YES
            and person.scheme == Scheme.FLEXIBLE
            and not person.pension.retired
            and job.paid_until <= month
            and in_force(w, person.lives_in).contribution_flexible_pays == FlexiblePays.YEAR
        ):
            p = enter_region(w, person)
            base = flexible_base(p, w.menus[person.slot, person.region], earnings(person), job.last_base)
            pay_flexible(w, p, person, base, min(12, max(0, person.pension.retires_in - month)))
            job.paid_until = month + 12


def contributions(run: "Run") -> Days:
    """Every due day: contributions of the month, for those who live on its 1st where it is the due day."""
    for due_day, (day, month) in enumerate(run.plan.due_days):
        yield run.calendar.at(day, Phase.CONTRIBUTIONS, Rank.DUE + month % 12)
        run.apply(contributions_due, due_day)


def yearly_contributions(run: "Run") -> Days:
    """The day of self-payers who pay once a year, in regions where they do."""
    for day, payments in groupby(run.plan.yearly_payments, key=itemgetter(0)):
        yield run.calendar.at(day, Phase.CONTRIBUTIONS, Rank.YEARLY)
        for _, month, slot in payments:
            run.apply(pay_year_ahead, slot, month)
