"""Rule 9 on its day: the 1st of the retirement month, and what is topped up afterwards."""

from itertools import groupby
from typing import TYPE_CHECKING

from sim.compiled import inlined, kernel
from sim.processes.account import credit_retired, from_account, send_credit, take_back_advance
from sim.processes.coverage import continue_cover, stop_cover
from sim.processes.membership import add_months, convert_resident_years, stop_working
from sim.processes.ranks import Rank
from sim.rules.coverage import is_on_clock, stop_day
from sim.rules.retirement import missing_months, top_up, top_up_way
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Flow
from sim.words.law import TopUpWay, YearsReach
from sim.words.states import Alive, Joining, Scheme, WhenShort
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.world import World, in_force, rows_of

if TYPE_CHECKING:
    from sim.block_run import Run


@inlined
def months_towards(w: World, p: Policy, i):
    """Really paid months that count: those of this region, or of all regions of its province."""
    person = w.people[i]
    months = person.insured.months_here
    if p.retirement_actual_years_reach == YearsReach.PROVINCE:
        for region in range(w.provinces.size):
            if region != person.region and w.provinces[region] == w.provinces[person.region]:
                months += w.months_in[i, region]
    return months


@kernel
def retire(w: World, slot, retirement):
    """Work ends. With the months complete benefits are for life; short of them the person tops up, or cover ends.

    `retirement` is the place of the months that each region asks of this person. Topping up is for who is in
    employee insurance that day, gap included.
    """
    for i in rows_of(w, slot):
        person, today = w.people[i], w.clock.today
        cover, pension = person.cover, person.pension
        if person.alive != Alive.YES or pension.retired:
            continue
        p = in_force(w, person.region)
        in_gap = person.gap.unpaid_months > 0 or is_on_clock(cover, today)
        outside = person.scheme == Scheme.RESIDENT or (person.scheme == Scheme.NONE and not in_gap)
        in_employee_insurance = cover.ever_insured and not outside
        stop_working(person)
        take_back_advance(w, person)
        pension.retired, pension.retired_on = 1, today
        person.job.ever_held, person.job.benefit_left = 0, 0
        convert_resident_years(p, person)
        missing = missing_months(
            p,
            person.insured.paid_months,
            person.insured.deemed_months,
            months_towards(w, p, i),
            w.required[retirement, person.region, 0],
            w.required[retirement, person.region, 1],
        )
        if cover.ever_insured and missing == 0:
            entitle(w, person)
        elif in_employee_insurance:
            be_short(w, p, person, missing)
        pension.lifetime_at_retirement = pension.lifetime


@kernel
def be_short(w: World, p: Policy, person: Person, missing):
    """What somebody chooses who lacks months: one sum, month by month, resident insurance, or nothing."""
    today, month = w.clock.today, w.clock.month
    way = w.traits[person.slot].when_short
    if way == WhenShort.LUMP_SUM or way == WhenShort.MONTHLY:
        wanted = TopUpWay.LUMP_SUM if way == WhenShort.LUMP_SUM else TopUpWay.MONTHLY
        granted = top_up_way(p, wanted)
        person.pension.other_way = 1 if granted != wanted else 0
        if granted == TopUpWay.LUMP_SUM:
            pay_top_up(w, p, person, top_up(p, person.job.wage, person.job.last_base, True) * missing)
            add_months(person, missing)
            entitle(w, person)
            return
        if granted == TopUpWay.MONTHLY:
            person.pension.missing_months = missing
            return
    person.scheme = Scheme.NONE
    if way == WhenShort.RESIDENT:
        person.resident.joins = Joining.WINDOW
    due_day = w.dues[person.slot, month - w.fixed.first_month]
    waits = person.cover.waits and due_day < person.cover.since and today < person.cover.until
    stop_cover(person, due_day if waits or p.coverage_stop_lag_months == 0 else stop_day(p, today, month))


@kernel
def top_up_month(w: World, person: Person):
    """One missing month paid after retirement: active benefits meanwhile.

    The last one brings benefits for life and the month's credit of a retiree in place of the one while topping up.
    """
    p, today = in_force(w, person.region), w.clock.today
    pay_top_up(w, p, person, top_up(p, person.job.wage, person.job.last_base, False))
    person.pension.missing_months -= 1
    add_months(person, 1)
    if not is_on_clock(person.cover, today):
        person.cover.since, person.cover.waits = today, 0
    continue_cover(person)
    person.gap.unpaid_months, person.cover.wait_broken = 0, 0
    if person.pension.missing_months > 0:
        send_credit(p, person, p.retirement_top_up_credit)
    else:
        entitle(w, person)
        credit_retired(w, p, person)


@inlined
def pay_top_up(w: World, p: Policy, person: Person, amount):
    """From the own account where the region lets it pay the holder's own shortfall, else in cash."""
    if p.mutual_aid_own_top_up:
        amount -= from_account(w, person, amount, Flow.TOP_UP_FROM_ACCOUNT, Flow.TOP_UP_FROM_PAST_ACCOUNT)
    move(w, person, Flow.TOP_UP, amount)


@kernel
def entitle(w: World, person: Person):
    """Benefits for life from today on; credits begin with the next due day."""
    person.pension.lifetime, person.pension.entitled_on, person.scheme = 1, w.clock.today, Scheme.RETIRED
    person.pension.missing_months, person.gap.unpaid_months, person.cover.no_outpatient = 0, 0, 0


def retirements(run: "Run") -> Days:
    """The 1st of each person's retirement month; whoever is past it on the first day retires then."""
    numbered = enumerate(run.plan.retirements)
    for day, people in groupby(numbered, key=lambda numbered: numbered[1][0]):
        yield run.calendar.at(day, Phase.LIFE, Rank.RETIREMENT)
        for retirement, (_, slot) in people:
            run.apply(retire, slot, retirement)
