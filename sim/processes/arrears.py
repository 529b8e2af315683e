"""What an employer in default owes (单位欠费): kept month by month, settled with the next payment."""

from sim.compiled import kernel
from sim.processes.account import send_credit, take_back
from sim.processes.coverage import close_gap, continue_cover, count_no_more, miss_month, settle_bills
from sim.processes.membership import add_months, forget_arrears
from sim.rules.account import active_credit
from sim.rules.contribution import employee_contribution, employer_contribution, extra
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Flow
from sim.words.law import Arrears, ExtraPayer
from sim.words.reasons import Reason
from sim.words.states import Alive
from sim.world.books import move
from sim.world.world import World, refuse, rows_of


@kernel
def default(w: World, event, slot, months):
    """The file says that the employer pays nothing on the next due days."""
    for i in rows_of(w, slot):
        person = w.people[i]
        if person.alive != Alive.YES:
            refuse(w, event, person, Reason.DEAD)
        elif not person.job.held:
            refuse(w, event, person, Reason.JOBLESS)
        else:
            person.arrears.default_months += months


@kernel
def default_month(w: World, p: Policy, person: Person, base):
    """A month the employer owes: kept at its own rates, shown as unpaid."""
    arrears = person.arrears
    arrears.default_months -= 1
    arrears.months += 1
    arrears.by_employer += employer_contribution(p, base) + extra(p, ExtraPayer.EMPLOYER, base)
    arrears.by_employee += employee_contribution(p, base) + extra(p, ExtraPayer.EMPLOYEE, base)
    arrears.credit += active_credit(p, base, person.age, w.clock.today)
    take_back(w, person)
    miss_month(w, person, p)
    within = arrears.months <= p.coverage_arrears_grace_months
    arrears.employer_bears = 1 if within and p.coverage_arrears_by_employer == Arrears.EMPLOYER_BEARS else 0


@kernel
def settle_arrears(w: World, p: Policy, person: Person):
    """The employer pays what it owes: paid months with their credits, and benefits as the region says.

    Longer than the grace of arrears they are a gap, back-paid by the settlement.
    """
    arrears, gap = person.arrears, person.gap
    months = arrears.months
    move(w, person, Flow.EMPLOYER_CONTRIBUTED, arrears.by_employer)
    move(w, person, Flow.CONTRIBUTED, arrears.by_employee)
    send_credit(p, person, arrears.credit)
    add_months(person, months)
    person.job.unemployment_months += months
    forget_arrears(person)
    if p.coverage_arrears_by_employer == Arrears.AS_GAP or months > p.coverage_arrears_grace_months:
        gap.settled = months
        return
    count_no_more(person, months)
    if gap.unpaid_months > months:  # the person's own missed months remain a gap
        gap.unpaid_months -= months
        return
    person.insured.in_a_row += gap.row_before
    resume_settled(w, p, person)


@kernel
def resume_settled(w: World, p: Policy, person: Person):
    """Benefits as if the settled months had never been missed; bills meanwhile are settled where the law says so.

    A wait that the default fell into goes on as it was, and what fell due after its end is settled too.
    """
    today, cover = w.clock.today, person.cover
    stopped = cover.until
    continue_cover(person)
    since = max(stopped, cover.since) if cover.wait_broken else stopped
    if not cover.wait_broken and stopped <= today:
        cover.since = today
    if p.coverage_arrears_by_employer == Arrears.RETROACTIVE and since < today:
        settle_bills(person, today, since)
    close_gap(person)
