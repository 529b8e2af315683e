"""The file's events as whole numbers: what each does to whom, so that a kernel needs nothing else."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sim.plan.household import Household
from sim.scenario.model import BILLS, Event
from sim.words.states import NOBODY, Scheme

NO_WAGE = -1  # the job begins at the wage the person has


class Act(NamedTuple):
    """What is done on a day by the event at a place of the file: a kind of event, and its numbers in order."""

    day: date
    event: int
    kind: str
    numbers: tuple[int, ...]


def acts_of(household: Household) -> tuple[Act, ...]:
    """All acts, by day, those of one day in the order of the file."""
    bills = sorted((event.on, k) for k, event in enumerate(household.scenario.events) if event.does in BILLS)
    places = {k: place for place, (_, k) in enumerate(bills)}
    found = [
        Act(event.on, k, kind, numbers)
        for k, event in enumerate(household.scenario.events)
        for kind, numbers in _numbers(household, event, places.get(k))
    ]
    found += [
        Act(event.insured, k, "insures_newborn", (household.slots[event.name or ""],))
        for k, event in enumerate(household.scenario.events)
        if isinstance(event.insured, date)
    ]
    return tuple(sorted(found, key=lambda act: act.day))


def _numbers(household: Household, event: Event, bill: int | None) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Kind and numbers of the acts of one event; a marriage changes who is whose relative, and no row."""
    who = household.slots[event.who or event.name or ""]  # a birth names the child
    match event.does:
        case "outpatient" | "inpatient":
            yield event.does, (bill or 0,)
        case "birth":
            parents = ((name, household.scenario.people[name].sex) for name in event.parents or ())
            mother = next((household.slots[name] for name, sex in parents if sex == "female"), NOBODY)
            yield event.does, (who, mother, event.insured is None)
        case "dies":
            yield event.does, (who, household.kin_on(event.on))
        case "emigrates" | "leaves_job":
            yield event.does, (who,)
        case "starts_job":
            yield event.does, (who, NO_WAGE if event.wage is None else event.wage)
        case "employer_defaults":
            yield event.does, (who, event.months or 0, event.settles is not False)
        case "joins":
            yield event.does, (who, Scheme[(event.as_ or "employee").upper()])
        case "leaves":
            yield event.does, (who, Scheme.NONE)
        case "moves":
            yield event.does, (who, household.regions[event.region or ""])
        case "back_pays" if event.years:
            yield "repays_years", (who, event.years)
        case "back_pays":
            yield event.does, (who, event.months or 0)
        case "transfers":
            kin = household.kin_on(event.on)
            taker, from_wallet = household.slots[event.to or ""], event.from_ == "wallet"
            yield event.does, (who, taker, from_wallet, event.amount or 0, kin)
        case "divorces":
            for former in household.former_spouses(event):
                yield event.does, (who, household.slots[former])
