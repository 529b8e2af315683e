"""The benefit year (待遇年度): its counters and limits, which start anew on a day of the region's law."""

from typing import TYPE_CHECKING

from sim.compiled import inlined, kernel
from sim.processes.ranks import Rank
from sim.state.care import Used
from sim.state.person import Person
from sim.world.calendar import Days, Phase
from sim.world.world import World

if TYPE_CHECKING:
    from sim.block_run import Run


@kernel
def begin_benefit_year(w: World, region):
    """The first day of a region's benefit year, for all who are insured there."""
    for i in range(w.people.size):
        if w.people[i].region == region:
            begin_year(w, w.people[i])


@inlined
def begin_year(w: World, person: Person):
    """A benefit year begins today: its counters and the yearly limits of bindings start anew."""
    person.last_year = person.this_year
    clear(person.this_year)
    person.year_began = w.clock.today
    gap = person.gap
    gap.unpaid_before = max(gap.unpaid_before, gap.unpaid_in_year) if gap.unpaid_months else 0
    gap.unpaid_in_year = 0
    for b in range(w.traits[person.slot].bindings_from, w.traits[person.slot].bindings_to):
        w.links[person.home, b].used = 0


@inlined
def clear(used: Used):
    """All counters of a year at nothing."""
    used.below_deductible, used.outpatient_covered, used.outpatient_pool, used.outpatient_large = 0, 0, 0, 0
    for tier in range(used.visits.size):
        used.visits[tier] = 0
    used.stays, used.inpatient_covered, used.inpatient_pool = 0, 0, 0
    used.large_amount, used.own_burden, used.own_burden_paid = 0, 0, 0
    used.supplement_left, used.supplement_paid = 0, 0
    used.programme_pool = 0
    for k in range(used.programme_paid.size):
        used.programme_month[k], used.programme_below[k], used.programme_paid[k] = 0, 0, 0
    used.bonus, used.bonus_paid = 0, 0


def benefit_years(run: "Run") -> Days:
    """The first day of each region's benefit year, after the start."""
    for day, region in run.plan.benefit_years:
        yield run.calendar.at(day, Phase.LAW, Rank.REGION + region)
        run.apply(begin_benefit_year, region)
