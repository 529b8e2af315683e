"""The agenda at work: every family goes through its own occasions, in the order of their moments.

Between two events of the calendar a bill touches only the people who can ever pay for each other, so families need no
common clock.
"""

from sim.compiled import kernel
from sim.processes.bills import draw_bill
from sim.processes.settlement import settle_gap
from sim.world.agenda import NEVER, Occasion, day_of, next_moment, occasion_of
from sim.world.world import World


@kernel
def process_until(w: World, until):
    """Every family in turn: what falls due before the moment `until`. The next moment of all is kept in the clock."""
    earliest = NEVER
    for family in range(w.families.size - 1):
        if w.soonest[family] >= until:
            earliest = min(earliest, w.soonest[family])
            continue
        first, end = w.families[family], w.families[family + 1]
        while True:
            moment = w.moments[first]  # a plain minimum: a search for who it is would branch on chance at every visit
            for other in range(first + 1, end):
                moment = min(moment, w.moments[other])
            if moment >= until:
                w.soonest[family] = moment
                earliest = min(earliest, moment)
                break
            i = first
            while w.moments[i] != moment:
                i += 1
            if occasion_of(moment) == Occasion.RETURN:
                settle_gap(w, i, day_of(moment))
            else:
                draw_bill(w, i, day_of(moment))
            w.moments[i] = next_moment(w.people[i])
    w.clock.next_moment = earliest
