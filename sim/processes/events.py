"""What the file says is certain to happen, in every life: each event in its phase, those of a phase in its order."""

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from sim.processes.bills import file_bill
from sim.processes.contribution import back_pay_event
from sim.processes.life import be_born, die, emigrate, join_event, move_to
from sim.processes.ranks import Rank
from sim.processes.resident import join_after_loss, join_resident_event, premiums_due, repay_years
from sim.processes.sharing import end_bindings, transfer
from sim.processes.work import default_event, leave_job_event, start_job_event
from sim.scenario.model import Event
from sim.words.states import Scheme
from sim.world.calendar import Days, Phase, month_index
from sim.world.people import NOBODY

if TYPE_CHECKING:
    from sim.engine import Simulation

NO_WAGE = -1


def _slot(sim: "Simulation", name: str | None) -> int:
    return sim.plan.slots[name or ""]


def _leaves_job(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    slot = _slot(sim, event.who)
    sim.apply(leave_job_event, slot, refused)
    join_after_loss(sim, slot)


def _starts_job(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    wage = NO_WAGE if event.wage is None else event.wage
    sim.apply(start_job_event, _slot(sim, event.who), wage, refused)


def _defaults(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    sim.apply(default_event, _slot(sim, event.who), event.months, refused)


def _joins(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    slot = _slot(sim, event.who)
    if event.as_ == "resident":
        month = month_index(sim.day)
        sim.apply(join_resident_event, slot, month, sim.plan.firsts(month), sim.today, refused)
    else:
        scheme = Scheme.FLEXIBLE if event.as_ == "flexible" else Scheme.EMPLOYEE
        sim.apply(join_event, slot, scheme, refused)


def _leaves(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    sim.apply(join_event, _slot(sim, event.who), Scheme.NONE, refused)


def _moves(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    region, month = sim.plan.regions[event.region or ""], month_index(sim.day)
    sim.apply(move_to, _slot(sim, event.who), region, refused)
    for k, year in enumerate(sim.plan.resident_years[region]):
        if year["opens"] < sim.today <= year["closes"]:  # who comes while the window is open pays on coming
            sim.apply(premiums_due, region, k, True, month, sim.plan.firsts(month), sim.today)


def _back_pays(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    month = month_index(sim.day)
    slot, dues = _slot(sim, event.who), sim.plan.dues
    if event.years:
        sim.apply(repay_years, slot, event.years, month, sim.plan.firsts(month), sim.today, refused)
        return
    sim.apply(back_pay_event, slot, event.months, dues, sim.today, sim.plan.firsts(month), refused)


def _bill(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    place = sim.plan.scenario.events.index(event)
    sim.apply(file_bill, int(np.flatnonzero(sim.plan.file_bills["event"] == place)[0]), refused)


def _transfers(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    relation = sim.plan.relation(event.who or "", event.to or "", sim.day)
    giver, taker, from_wallet = _slot(sim, event.who), _slot(sim, event.to), event.from_ == "wallet"
    sim.apply(transfer, giver, taker, from_wallet, event.amount, relation, sim.today, refused)


def _birth(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    sim.apply(be_born, _slot(sim, event.name), sim.today)


def _dies(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    slot = _slot(sim, event.who)
    sim.apply(die, slot, sim.plan.heirs(event.who or "", sim.day, sim.plan.scenario.events.index(event)), refused)
    sim.apply(end_bindings, slot, NOBODY, sim.today)


def _emigrates(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    slot = _slot(sim, event.who)
    sim.apply(emigrate, slot, refused)
    sim.apply(end_bindings, slot, NOBODY, sim.today)


def _divorces(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    for former in sim.plan.former_spouses(event):
        sim.apply(end_bindings, _slot(sim, event.who), _slot(sim, former), sim.today)


def _marries(sim: "Simulation", event: Event, refused: np.ndarray) -> None:
    """A marriage changes who is whose relative, which the plan knows by date; no row changes."""


Act = Callable[["Simulation", Event, np.ndarray], None]
ACTS: dict[Phase, dict[str, Act]] = {
    Phase.LIFE: {"birth": _birth, "dies": _dies, "marries": _marries, "divorces": _divorces, "emigrates": _emigrates},
    Phase.WORK: {"leaves_job": _leaves_job, "starts_job": _starts_job, "employer_defaults": _defaults},
    Phase.JOINS: {"joins": _joins, "leaves": _leaves, "moves": _moves},
    Phase.CONTRIBUTIONS: {"back_pays": _back_pays},
    Phase.BILLS: {"outpatient": _bill, "inpatient": _bill, "transfers": _transfers},
}


def events_of(phase: Phase) -> Callable[["Simulation"], Days]:
    """The process that carries out the file's events of one phase, day by day."""

    def process(sim: "Simulation") -> Days:
        events = [(k, event) for k, event in enumerate(sim.plan.scenario.events) if event.does in ACTS[phase]]
        for day, of_day in groupby(sorted(events, key=lambda item: item[1].on), key=lambda item: item[1].on):
            yield sim.calendar.at(day, phase, Rank.FILE)
            for k, event in of_day:
                ACTS[phase][event.does](sim, event, sim.refused_events[k])
            sim.look_again()

    return process


file_events = tuple(events_of(phase) for phase in ACTS)
