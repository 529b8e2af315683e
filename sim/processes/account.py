"""Rule 2 on its days: credits arrive, interest is added, the year turns."""

from datetime import date
from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.ranks import Rank
from sim.rules.account import interest, retired_credit
from sim.rules.benefit import benefit_group
from sim.rules.coverage import status
from sim.rules.rounding import MILLION, share
from sim.words.flows import Flow, Place
from sim.words.law import AccountParts, CreditTiming
from sim.words.states import Alive
from sim.world.books import move
from sim.world.calendar import Days, Phase

if TYPE_CHECKING:
    from sim.engine import Simulation


@kernel
def end_month(people, pools, today):
    """On the last day of a month: what was credited on the due day arrives, what comes a month later moves up, and
    everybody's status and earnings are counted (nothing later on the day can change them)."""
    for i in range(people.size):
        person = people[i]
        if person.alive == Alive.YES:
            person.months[status(person, today)] += 1
            person.earned += earnings(person)
        if person.credit_due:
            move(person, pools, Flow.CREDITED, person.credit_due)
        person.credit_due, person.credit_next = person.credit_next, 0


@kernel
def earnings(person):
    """A month's wage of who has a job, own earnings of who never had one; who lost it or is retired earns nothing."""
    if person.retired or (person.had_job and not person.has_job):
        return 0
    return person.wage


@kernel
def yearly_credits(people, pools, traits, now, region, today):
    """The coming year's credit of retirees, in a region that credits them once a year, on its day."""
    for i in range(people.size):
        person = people[i]
        p = now[person.region]
        if person.region == region and person.alive == Alive.YES and person.lifetime:
            if p.account_credit_timing_retired == CreditTiming.YEAR:
                group = benefit_group(p, True, person.age, person.retired_on)
                amount = retired_credit(p, group, traits[person.slot].pension, today)
                move(person, pools, Flow.CREDITED, amount)


@kernel
def add_interest(people, pools, now):
    """On 31 December: interest on the balance carried into the year."""
    for i in range(people.size):
        person = people[i]
        if person.alive == Alive.YES and person.carried_in:
            amount = interest(now[person.region], person.carried_in)
            in_past = now[person.region].account_parts == AccountParts.TWO
            move(person, pools, Flow.INTEREST_ON_PAST if in_past else Flow.INTEREST, amount)


@kernel
def turn_year(people, pools, traits, now):
    """On 1 January: wages grow and become next year's base, accounts of two parts carry over, advances end."""
    for i in range(people.size):
        person = people[i]
        p = now[person.region]
        person.wage = share(person.wage, MILLION + traits[person.slot].growth)
        if person.wage_months and p.contribution_base_from:
            person.base_wage = (2 * person.wage_sum + person.wage_months) // (2 * person.wage_months)
        elif not p.contribution_base_from:
            person.base_wage = person.wage
        person.wage_sum, person.wage_months = 0, 0
        person.advance_left, person.advance_month = 0, 0
        if p.account_parts == AccountParts.TWO:
            move(person, pools, Flow.CARRIED_OVER, person.books[Place.ACCOUNT])
        person.carried_in = person.books[Place.ACCOUNT] + person.books[Place.PAST_ACCOUNT]


@kernel
def begin_benefit_year(people, links, traits, region, today):
    """The first day of a region's benefit year: its counters and the yearly limits of bindings start anew."""
    for i in range(people.size):
        person = people[i]
        if person.region != region:
            continue
        person.last_year = person.this_year
        clear(person.this_year)
        person.year_began, person.unpaid_in_year = today, 0
        for b in range(traits[person.slot].bindings_from, traits[person.slot].bindings_to):
            links[person.home, b].used = 0


@kernel
def clear(used):
    """All counters of a year at nothing."""
    used.below_deductible, used.outpatient_covered, used.outpatient_pool, used.outpatient_large = 0, 0, 0, 0
    for tier in range(used.visits.size):
        used.visits[tier] = 0
    used.stays, used.inpatient_covered, used.inpatient_pool = 0, 0, 0
    used.large_amount, used.own_burden, used.own_burden_paid = 0, 0, 0


def new_years(sim: "Simulation") -> Days:
    """Each 1 January after the start."""
    for year in range(sim.plan.start.year + 1, sim.plan.end.year + 1):
        if date(year, 1, 1) < sim.plan.end:
            yield sim.calendar.at(date(year, 1, 1), Phase.LAW, Rank.FIRST)
            sim.year += 1
            sim.apply(turn_year)


def benefit_years(sim: "Simulation") -> Days:
    """The first day of each region's benefit year, after the start."""
    for day, region in sim.plan.benefit_years:
        yield sim.calendar.at(day, Phase.LAW, Rank.REGION + region)
        sim.apply(begin_benefit_year, region, sim.today)


def month_ends(sim: "Simulation") -> Days:
    """The last day of each month."""
    for day in sim.plan.month_ends:
        yield sim.calendar.at(day, Phase.CREDITS, Rank.FIRST)
        sim.apply(end_month, sim.today)


def yearly_credit_days(sim: "Simulation") -> Days:
    """The day on which a region credits its retirees for the coming year."""
    for day, region in sim.plan.yearly_credit_days:
        yield sim.calendar.at(day, Phase.CREDITS, Rank.REGION + region)
        sim.apply(yearly_credits, region, sim.today)


def interest_days(sim: "Simulation") -> Days:
    """Each 31 December."""
    for day in sim.plan.year_ends:
        yield sim.calendar.at(day, Phase.CREDITS, Rank.SECOND)
        sim.apply(add_interest)
