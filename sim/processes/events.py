"""What the file says is certain to happen, in every life: each event in its phase, those of a phase in its order."""

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from sim.processes.arrears import default
from sim.processes.back_payment import back_pay
from sim.processes.bills import file_bill
from sim.processes.life import be_born, die, emigrate, insure_newborn, join, move_to
from sim.processes.ranks import Rank
from sim.processes.resident import repay_years
from sim.processes.sharing import end_bindings, transfer
from sim.processes.work import leave_job, start_job
from sim.world.calendar import Days, Phase

if TYPE_CHECKING:
    from sim.block_run import Run

#: The kernel of each kind of act that a plan makes of the file's events, by the phase of the day in which it acts and
#: the rank in it: missed months are paid before the new one, missing years after the premium that ends the break.
#: A kernel takes the world, the event's place in the file, then the act's numbers (`sim/plan/acts.py`).
KERNELS: dict[tuple[Phase, Rank], dict[str, Callable]] = {
    (Phase.LIFE, Rank.FILE): {"birth": be_born, "dies": die, "divorces": end_bindings, "emigrates": emigrate},
    (Phase.WORK, Rank.FILE): {"leaves_job": leave_job, "starts_job": start_job, "employer_defaults": default},
    (Phase.JOINS, Rank.FILE): {"joins": join, "leaves": join, "moves": move_to, "insures_newborn": insure_newborn},
    (Phase.CONTRIBUTIONS, Rank.FILE): {"back_pays": back_pay},
    (Phase.CONTRIBUTIONS, Rank.AFTER): {"repays_years": repay_years},
    (Phase.BILLS, Rank.FILE): {"outpatient": file_bill, "inpatient": file_bill, "transfers": transfer},
}


def events_of(phase: Phase, rank: Rank) -> Callable[["Run"], Days]:
    """The process that carries out the file's events of one place of the day, day by day."""
    kernels = KERNELS[phase, rank]

    def process(run: "Run") -> Days:
        acts = [act for act in run.plan.acts if act.kind in kernels]
        for day, of_day in groupby(acts, key=lambda act: act.day):
            yield run.calendar.at(day, phase, rank)
            for act in of_day:
                run.apply(kernels[act.kind], act.event, *act.numbers)
            run.invalidate()

    return process


file_events = tuple(events_of(phase, rank) for phase, rank in KERNELS)
