"""The law's own days: new values take effect on theirs."""

from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.ranks import Rank
from sim.world.calendar import Days, Phase
from sim.world.world import World

if TYPE_CHECKING:
    from sim.block_run import Run


@kernel
def begin_epoch(w: World, epoch):
    """From today on other values are in force."""
    w.clock.epoch = epoch


def new_values(run: "Run") -> Days:
    """Each day on which any value of any region changes."""
    for epoch, day in enumerate(run.plan.law_days, start=1):
        yield run.calendar.at(day, Phase.LAW, Rank.FILE)
        run.apply(begin_epoch, epoch)
