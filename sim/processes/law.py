"""The law's own days: new values take effect on theirs."""

from datetime import date
from typing import TYPE_CHECKING

from sim.processes.ranks import Rank
from sim.world.calendar import Days, Phase

if TYPE_CHECKING:
    from sim.engine import Simulation


def new_values(sim: "Simulation") -> Days:
    """Each day on which any value of any region changes: from then on the new ones are in force."""
    for epoch, day in enumerate(sim.plan.policy.epochs[1:], start=1):
        yield sim.calendar.at(date.fromordinal(int(day)), Phase.LAW, Rank.FILE)
        sim.enter_epoch(epoch)
