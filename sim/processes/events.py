"""What the file says is certain to happen, in every life: each event in its phase, those of a phase in its order."""

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from sim.processes.arrears import default
from sim.processes.bills import file_bill
from sim.processes.contribution import back_pay
from sim.processes.life import be_born, die, emigrate, join, move_to
from sim.processes.ranks import Rank
from sim.processes.resident import repay_years
from sim.processes.sharing import end_bindings, transfer
from sim.processes.work import leave_job, start_job
from sim.world.calendar import Days, Phase

if TYPE_CHECKING:
    from sim.block_run import Run

#: The kernel of each kind of act that a plan makes of the file's events, by the phase of the day in which it acts.
#: A kernel takes the world, the event's place in the file, then the act's numbers (`sim/plan/acts.py`).
KERNELS: dict[Phase, dict[str, Callable]] = {
    Phase.LIFE: {"birth": be_born, "dies": die, "divorces": end_bindings, "emigrates": emigrate},
    Phase.WORK: {"leaves_job": leave_job, "starts_job": start_job, "employer_defaults": default},
    Phase.JOINS: {"joins": join, "leaves": join, "moves": move_to},
    Phase.CONTRIBUTIONS: {"back_pays": back_pay, "repays_years": repay_years},
    Phase.BILLS: {"outpatient": file_bill, "inpatient": file_bill, "transfers": transfer},
}


def events_of(phase: Phase) -> Callable[["Run"], Days]:
    """The process that carries out the file's events of one phase, day by day."""

    def process(run: "Run") -> Days:
        acts = [act for act in run.plan.acts if act.kind in KERNELS[phase]]
        for day, of_day in groupby(acts, key=lambda act: act.day):
            yield run.calendar.at(day, phase, Rank.FILE)
            for act in of_day:
                run.apply(KERNELS[phase][act.kind], act.event, *act.numbers)
            run.invalidate()

    return process


file_events = tuple(events_of(phase) for phase in KERNELS)
