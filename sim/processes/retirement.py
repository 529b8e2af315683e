"""Rule 9 on its day: the 1st of the retirement month."""

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.contribution import add_months, entitle, pay_top_up, stop_working, take_back
from sim.processes.ranks import Rank
from sim.processes.resident import join_after_retirement
from sim.rules.coverage import stop_day
from sim.rules.retirement import missing_months, top_up, top_up_way
from sim.words.law import TopUpWay, YearsReach
from sim.words.states import Alive, Scheme, WhenShort
from sim.world.calendar import Days, Phase, month_index

if TYPE_CHECKING:
    from sim.engine import Simulation


@kernel
def months_towards(people, months_in, provinces, p, i):
    """Really paid months that count: those of this region, or of all regions of its province."""
    person = people[i]
    months = person.months_here
    if p.retirement_actual_years_reach == YearsReach.PROVINCE:
        for region in range(provinces.size):
            if region != person.region and provinces[region] == provinces[person.region]:
                months += months_in[i, region]
    return months


@kernel
def retire(
    people, pools, months_in, traits, provinces, now, slot, required, required_actual, month, today, firsts, due_day
):
    """Work ends. With the months complete benefits are for life; short of them the person tops up, or cover ends.

    `required` and `required_actual` hold the months each region asks of this person. Topping up is for who is in
    employee insurance that day, gap included.
    """
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES or person.retired:
            continue
        p = now[person.region]
        in_gap = person.unpaid_months > 0 or person.covered_from <= today < person.stopped_from
        outside = person.scheme == Scheme.RESIDENT or (person.scheme == Scheme.NONE and not in_gap)
        in_employee_insurance = person.ever_insured and not outside
        stop_working(person)
        take_back(pools, person)
        person.retired, person.retired_on, person.had_job, person.benefit_left = 1, today, 0, 0
        missing = missing_months(
            p,
            person.paid_months,
            person.deemed_months,
            months_towards(people, months_in, provinces, p, i),
            required[person.region],
            required_actual[person.region],
        )
        if person.ever_insured and missing == 0:
            entitle(traits, p, person, today, month, firsts[0])
        elif in_employee_insurance:
            be_short(pools, traits, p, person, missing, month, today, firsts, due_day)
        person.lifetime_at_retirement = person.lifetime


@kernel
def be_short(pools, traits, p, person, missing, month, today, firsts, due_day):
    """What somebody chooses who lacks months: one sum, month by month, resident insurance, or nothing."""
    way = traits[person.slot].when_short
    if way == WhenShort.LUMP_SUM or way == WhenShort.MONTHLY:
        wanted = TopUpWay.LUMP_SUM if way == WhenShort.LUMP_SUM else TopUpWay.MONTHLY
        granted = top_up_way(p, wanted)
        person.other_way = 1 if granted != wanted else 0
        if granted == TopUpWay.LUMP_SUM:
            pay_top_up(pools, p, person, top_up(p, person.wage, person.last_base) * missing)
            add_months(person, missing)
            entitle(traits, p, person, today, month, firsts[0])
            return
        if granted == TopUpWay.MONTHLY:
            person.missing_months = missing
            return
    person.scheme = Scheme.NONE
    person.joins_resident = 1 if way == WhenShort.RESIDENT else 0
    in_wait = person.waits and due_day < person.covered_from and today < person.stopped_from
    stop = due_day if in_wait or p.coverage_stop_lag_months == 0 else stop_day(p, today, firsts)
    person.stopped_from = min(person.stopped_from, stop)


def retirements(sim: "Simulation") -> Days:
    """The 1st of each person's retirement month; whoever is past it on the first day retires then."""
    for day, people in groupby(sim.plan.retirements, key=itemgetter(0)):
        yield sim.calendar.at(day, Phase.LIFE, Rank.RETIREMENT)
        month = month_index(day)
        for _, slot, required, required_actual in people:
            due_day = sim.plan.due_day(slot, month)
            sim.apply(retire, slot, required, required_actual, month, sim.today, sim.plan.firsts(month), due_day)
            join_after_retirement(sim, slot)
