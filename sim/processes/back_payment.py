"""Missed months that are paid later (补缴): each is a paid month; all of them close the gap."""

from sim.compiled import inlined, kernel
from sim.processes.account import send_credit
from sim.processes.coverage import resume
from sim.processes.membership import add_months
from sim.rules.account import back_paid_credit
from sim.rules.contribution import back_payment, late_days, late_fee
from sim.rules.coverage import gap_length, may_be_back_paid, months_owed, own_month, within_grace
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Flow
from sim.words.reasons import Reason
from sim.words.states import FOREVER, Alive, Scheme
from sim.world.agenda import next_moment
from sim.world.books import move
from sim.world.world import World, in_force, refuse, rows_of


@kernel
def pay_missed(w: World, p: Policy, person: Person, months):
    """Pay `months` of the person's own missed ones, the oldest first, with late fee.

    Each is a paid month and may be credited.
    """
    gap, amount = person.gap, back_payment(p)
    move(w, person, Flow.CONTRIBUTED_IN_CASH, amount * months)
    for k in range(gap.back_paid, gap.back_paid + months):
        month = gap.first_month + own_month(gap.by_employer, k)
        days = late_days(p, w.dues[person.slot, month - w.fixed.first_month], month, w.clock.today)
        move(w, person, Flow.LATE_FEE, late_fee(p, amount, days))
    add_months(person, months)
    send_credit(p, person, back_paid_credit(p) * months)
    gap.back_paid += months


@inlined
def go_on_paying(w: World, p: Policy, person: Person, by_employer):
    """Before a new contribution counts: pay back what the person chooses to, and let the clock go on."""
    gap = person.gap
    if gap.unpaid_months:
        left = gap.unpaid_months - gap.back_paid - gap.settled - months_owed(gap, person.arrears)
        if w.traits[person.slot].back_pays and left > 0:
            length = gap_length(p, gap)
            if within_grace(p, length, by_employer) and may_be_back_paid(p, gap.unpaid_months):
                pay_missed(w, p, person, left)
            else:
                gap.kept_on, gap.kept_gap, gap.kept_row = w.clock.today, length, gap.unpaid_months
                gap.kept_alone = 0 if by_employer else 1
    back_paid = gap.unpaid_months > 0 and gap.back_paid + gap.settled == gap.unpaid_months
    resume(w, person, p, by_employer, back_paid)


@kernel
def back_pay(w: World, event, slot, months):
    """The file says that missed months are paid today: the oldest first; all of them close the gap."""
    for i in rows_of(w, slot):
        person, gap = w.people[i], w.people[i].gap
        if person.alive != Alive.YES:
            refuse(w, event, person, Reason.DEAD)
            continue
        p = in_force(w, person.region)
        left = gap.unpaid_months - gap.back_paid - gap.settled - months_owed(gap, person.arrears)
        if months > left or not may_be_back_paid(p, gap.back_paid + months):
            refuse(w, event, person, Reason.MONTHS)
            continue
        pay_missed(w, p, person, months)
        if gap.back_paid + gap.settled == gap.unpaid_months:
            by_employer = person.job.held == 1 or person.scheme != Scheme.FLEXIBLE
            resume(w, person, p, by_employer, True)
            if gap.settle_on != FOREVER:
                w.moments[i] = next_moment(person)
