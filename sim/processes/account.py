"""Rule 2 on its days: what is credited and when it arrives, interest, the turn of the year."""

from datetime import date
from typing import TYPE_CHECKING

from sim.compiled import inlined, kernel
from sim.processes.benefit_year import clear
from sim.processes.membership import count_bonus, count_resident_year
from sim.processes.ranks import Rank
from sim.rules.account import interest, months_to_yearly_credit, retired_credit
from sim.rules.benefit import benefit_group
from sim.rules.contribution import months_left_of_year
from sim.rules.coverage import status
from sim.rules.days import first_day
from sim.rules.rounding import MILLION, part_of, share
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.counts import Count
from sim.words.flows import Flow, Place
from sim.words.law import CreditTiming
from sim.words.states import Alive, Status
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.world import World, in_force

if TYPE_CHECKING:
    from sim.block_run import Run


@inlined
def send_credit(p: Policy, person: Person, amount):
    """A credit on its way to the account: on the month's last day, or on the next month's."""
    if p.account_credit_timing_active == CreditTiming.MONTH_AFTER:
        person.credit.next += amount
    else:
        person.credit.due += amount


@inlined
def credit_active(w: World, p: Policy, person: Person, amount):
    """A paid month's credit, once, however the timing changes: sent on its way as the region times it.

    In advance it comes with the first contribution, for the months left of the benefit year; a paid month that brings
    no credit takes its own part of that back.
    """
    credit = person.credit
    if credit.advance_months > 0:
        credit.advance_months -= 1
        if amount == 0:
            take_back(w, person, credit.advance_month)
    elif p.account_credit_timing_active != CreditTiming.YEAR_IN_ADVANCE:
        send_credit(p, person, amount)
    elif amount > 0:
        months = months_left_of_year(p, w.clock.month)
        credit.today += amount * months
        credit.advance_month, credit.advance_months = amount, months - 1


@inlined
def take_back_advance(w: World, person: Person):
    """What was credited ahead for months that will not be paid goes back, as far as the balance does."""
    take_back(w, person, person.credit.advance_month * person.credit.advance_months)
    person.credit.advance_months = 0


@inlined
def take_back(w: World, person: Person, amount):
    """A credit that is not due goes back to the pool, as far as the balance does."""
    from_account(w, person, amount, Flow.CREDIT_TAKEN_BACK, Flow.CREDIT_TAKEN_BACK_FROM_PAST)


@inlined
def credit_retired(w: World, p: Policy, person: Person):
    """On a due day of a retiree with benefits for life: the month's credit, unless it was given already.

    Where the region credits once a year, on a day of its own, what no such day has given yet is due in part: the months
    before the next one.
    """
    credit, month = person.credit, w.clock.month
    if month < credit.given_until:
        return
    months, amount = 1, credit_of_retired(w, p, person)
    if p.account_credit_timing_retired == CreditTiming.YEAR:
        months = months_to_yearly_credit(p, month % 12 + 1, w.clock.today - first_day(month) + 1)
        amount = part_of(amount, months, 12)
    if p.account_credit_timing_retired == CreditTiming.MONTH_AFTER:
        credit.next += amount
    else:
        credit.due += amount
    credit.given_until = month + months


@inlined
def credit_of_retired(w: World, p: Policy, person: Person):
    """Fen of a retiree's credit today: a month's, or a year's where the region credits once a year."""
    group = benefit_group(p, True, person.age, person.pension.retired_on)
    return retired_credit(p, group, w.traits[person.slot].pension, w.clock.today)


@inlined
def from_account(w: World, person: Person, wanted, flow, past_flow):
    """Take up to `wanted` fen from the own account, the current part first; return what it gave."""
    current = min(wanted, person.books[Place.ACCOUNT])
    past = min(wanted - current, person.books[Place.PAST_ACCOUNT])
    move(w, person, flow, current)
    move(w, person, past_flow, past)
    return current + past


@kernel
def credit_today(w: World):
    """After a due day's contributions and premiums: what was credited in advance arrives."""
    for i in range(w.people.size):
        person = w.people[i]
        if person.credit.today:
            move(w, person, Flow.CREDITED, person.credit.today)
            person.credit.today = 0


@kernel
def end_month(w: World):
    """On the last day of a month: what was credited on the due day arrives, what comes a month later moves up, and
    everybody's status and earnings are counted (nothing later on the day can change them)."""
    for i in range(w.people.size):
        person = w.people[i]
        if person.alive == Alive.YES:
            today = status(person, w.clock.today)
            person.months[today] += 1
            count_spells(w, person, today)
            person.counts[Count.EARNED] += earnings(person)
            if person.pension.retired:
                person.counts[Count.PENSIONS] += w.traits[person.slot].pension
        if person.credit.due:
            move(w, person, Flow.CREDITED, person.credit.due)
        person.credit.due, person.credit.next = person.credit.next, 0


@inlined
def count_spells(w: World, person: Person, state):
    """Months not covered, and months waiting, that follow each other are a spell; `state` is that of the month."""
    spells = person.spells
    if state == Status.COVERED:
        spells.uncovered = 0
    else:
        if spells.longest_uncovered == 0:
            spells.first_uncovered = w.clock.month - w.fixed.first_month
        if spells.uncovered == 0:
            person.counts[Count.UNCOVERED_SPELLS] += 1
        spells.uncovered += 1
        spells.longest_uncovered = max(spells.longest_uncovered, spells.uncovered)
    if state == Status.WAITING:
        if spells.waiting == 0:
            person.counts[Count.WAITING_SPELLS] += 1
        spells.waiting += 1
        spells.longest_waiting = max(spells.longest_waiting, spells.waiting)
    else:
        spells.waiting = 0


@inlined
def earnings(person: Person):
    """A month's wage of who has a job, own earnings of who never had one; who lost it or is retired earns nothing."""
    if person.pension.retired or (person.job.ever_held and not person.job.held):
        return 0
    return person.job.wage


@kernel
def yearly_credits(w: World, region):
    """In a region that credits retirees once a year, on its day: the twelve months from now on, less those given."""
    for i in range(w.people.size):
        person, month = w.people[i], w.clock.month
        if person.region == region and person.alive == Alive.YES and person.pension.lifetime:
            credit = person.credit
            months = month + 12 - max(month, credit.given_until)
            amount = credit_of_retired(w, in_force(w, region), person)
            move(w, person, Flow.CREDITED, part_of(amount, months, 12))
            credit.given_until = month + 12


@kernel
def add_interest(w: World):
    """A book of 31 December: interest on the balance carried into the year."""
    for i in range(w.people.size):
        person = w.people[i]
        if person.alive == Alive.YES and person.credit.carried_in:
            move(w, person, Flow.INTEREST, interest(in_force(w, person.region), person.credit.carried_in))


@kernel
def turn_year(w: World):
    """On 1 January: wages grow and become next year's base, what is in the accounts is past years' money.

    The counters of residents' benefits begin anew.

    The parts are kept apart everywhere: a region may begin to tell them apart in the middle of a year.
    """
    w.clock.year += 1
    for i in range(w.people.size):
        person, job = w.people[i], w.people[i].job
        job.wage = share(job.wage, MILLION + w.traits[person.slot].growth)
        if job.wage_months:
            job.base_wage = part_of(job.wage_sum, 1, job.wage_months)
        job.wage_sum, job.wage_months = 0, 0
        move(w, person, Flow.CARRIED_OVER, person.books[Place.ACCOUNT])
        person.credit.carried_in = person.books[Place.PAST_ACCOUNT]
        count_bonus(w, person)
        clear(person.residents_year)
        person.residents_year.bonus = person.resident.bonus_continuous + person.resident.bonus_no_claim
        count_resident_year(w, person)


def new_years(run: "Run") -> Days:
    """Each 1 January after the start."""
    for year in range(run.plan.start.year + 1, run.plan.end.year + 1):
        if date(year, 1, 1) < run.plan.end:
            yield run.calendar.at(date(year, 1, 1), Phase.LAW, Rank.FIRST)
            run.apply(turn_year)


def advance_days(run: "Run") -> Days:
    """Each due day on which a region credits the year in advance."""
    for day in run.plan.advance_days:
        yield run.calendar.at(day, Phase.CREDITS, Rank.FILE)
        run.apply(credit_today)


def month_ends(run: "Run") -> Days:
    """The last day of each month."""
    for day in run.plan.month_ends:
        yield run.calendar.at(day, Phase.CREDITS, Rank.FIRST)
        run.apply(end_month)


def yearly_credit_days(run: "Run") -> Days:
    """The day on which a region credits its retirees for the coming year."""
    for day, region in run.plan.yearly_credit_days:
        yield run.calendar.at(day, Phase.CREDITS, Rank.REGION + region)
        run.apply(yearly_credits, region)


def interest_days(run: "Run") -> Days:
    """Each 31 December."""
    for day in run.plan.year_ends:
        yield run.calendar.at(day, Phase.BOOKS, Rank.FIRST)
        run.apply(add_interest)
