"""OpenFisca-core or PolicyEngine-core on what they can express of the law, driven month by month.

A program of its own, in an environment of its own (`peers.txt`), that imports nothing of the simulator:

    python rules_engine.py openfisca_core     or policyengine_core

Its first line of input is the work, as JSON: months, the parameters with their values by date, wages and months with a
job. Each further line is a number of lives and whether gap and wait are wanted; the answer is a line of JSON with
seconds of processor time, the figures at the end, and the largest memory in use.

Such an engine has no memory of its own: what a month knows of the one before, it reads in the variable of that month.
"""

import json
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from time import thread_time
from typing import Any

import numpy as np

core = sys.argv[1]
entities, periods = import_module(f"{core}.entities"), import_module(f"{core}.periods")
parameters, variables = import_module(f"{core}.parameters"), import_module(f"{core}.variables")
simulations = import_module(f"{core}.simulations")
systems = import_module(f"{core}.taxbenefitsystems")

Person = entities.build_entity(key="person", plural="people", label="Somebody insured", is_person=True)
MONTH = periods.DateUnit.MONTH if hasattr(periods, "DateUnit") else periods.MONTH
NEVER = 1 << 20


def share(amount: np.ndarray, rate: float) -> np.ndarray:
    """A part of fen, rounded half up to whole fen."""
    return np.floor(amount * rate + 0.5)


def variable(name: str, kind: type, **more: Any) -> type:
    """A figure of each month."""
    declared = {"value_type": kind, "entity": Person, "definition_period": MONTH, "label": name}
    return type(name, (variables.Variable,), declared | more)


def monthly(kind: type, **more: Any) -> Callable[[Callable], type]:
    """A figure of each month by its formula."""
    return lambda formula: variable(formula.__name__, kind, formula=formula, **more)


GIVEN = (variable("wage", float), variable("has_job", bool), variable("month_number", int))


@monthly(float)
def base(people, period, law):
    p = law(period)
    return np.clip(people("wage", period), p.floor, p.ceiling) * people("has_job", period)


@monthly(float)
def contributed(people, period, law):
    return share(people("base", period), law(period).employee_rate)


@monthly(float)
def employer_contributed(people, period, law):
    return share(people("base", period), law(period).employer_rate)


@monthly(float)
def credited(people, period, law):
    return share(people("base", period), law(period).credit_rate)


@monthly(float)
def account(people, period, law):
    return people("account", period.last_month) + people("credited", period)


@monthly(int)
def paid_months(people, period, law):
    return people("paid_months", period.last_month) + people("has_job", period)


@monthly(int)
def unpaid_months(people, period, law):
    """Months of the gap that runs, this one included."""
    return np.where(people("has_job", period), 0, people("unpaid_months", period.last_month) + 1)


@monthly(int, default_value=NEVER)
def stopped_from(people, period, law):
    """The month from which an interruption stops benefits."""
    p, month = law(period), people("month_number", period)
    before = people("stopped_from", period.last_month)
    in_wait = people("waits", period.last_month) & (month < people("covered_from", period.last_month))
    stop = np.where(in_wait, month, month + int(p.stop_lag))
    return np.where(people("has_job", period), NEVER, np.minimum(before, stop))


@monthly(bool)
def waits(people, period, law):
    """Whether the last return was after more than the months of grace, or from a wait that was broken."""
    gap, before = people("unpaid_months", period.last_month), people("waits", period.last_month)
    broken = people("covered_from", period.last_month) > people("stopped_from", period.last_month)
    returns = people("has_job", period) & (gap > 0)
    return np.where(returns, (gap > int(law(period).grace)) | broken, before)


@monthly(int)
def covered_from(people, period, law):
    """The month in which benefits are back."""
    returns = people("has_job", period) & (people("unpaid_months", period.last_month) > 0)
    later = np.where(people("waits", period), int(law(period).wait), 1)
    back = people("month_number", period) + later
    return np.where(returns, back, people("covered_from", period.last_month))


@monthly(bool)
def is_covered(people, period, law):
    month = people("month_number", period)
    return (month < people("stopped_from", period)) & (month >= people("covered_from", period))


FOUND = (
    base, contributed, employer_contributed, credited, account, paid_months, unpaid_months, stopped_from, waits,
    covered_from, is_covered,
)  # fmt: skip


def system_of(law: dict[str, dict[str, Any]]) -> Any:
    """The rules with the law's figures by date."""
    system = systems.TaxBenefitSystem([Person])
    data = {name: {"values": {day: {"value": value} for day, value in dated.items()}} for name, dated in law.items()}
    system.parameters = parameters.ParameterNode("", data=data)
    for one in (*GIVEN, *FOUND):
        system.add_variable(one)
    return system


def simulate(system: Any, work: dict[str, Any], lives: int, with_cover: bool) -> dict[str, float]:
    """All months in their order; the figures at the end are means over lives."""
    simulation = simulations.SimulationBuilder().build_default_simulation(system, lives)
    months = [periods.period(month) for month in work["months"]]
    before = months[0].last_month
    for name in ("account", "paid_months", "unpaid_months", "waits", "covered_from"):
        simulation.set_input(name, before, np.zeros(lives))
    simulation.set_input("stopped_from", before, np.full(lives, NEVER))
    covered = np.zeros(lives)
    for number, month in enumerate(months):
        simulation.set_input("wage", month, np.full(lives, work["wages"][number]))
        simulation.set_input("has_job", month, np.full(lives, work["jobs"][number]))
        for name in ("contributed", "employer_contributed", "account", "paid_months"):
            simulation.calculate(name, month)
        if with_cover:
            simulation.set_input("month_number", month, np.full(lives, number + 1))
            covered += simulation.calculate("is_covered", month)
    found = {name: float(simulation.calculate(name, months[-1]).mean()) for name in ("account", "paid_months")}
    return found | ({"months_covered": float(covered.mean())} if with_cover else {})


def main() -> None:
    work = json.loads(sys.stdin.readline())
    system = system_of(work["law"])
    for line in sys.stdin:
        wanted = json.loads(line)
        begin = thread_time()
        found = simulate(system, work, wanted["lives"], wanted["with_cover"])
        seconds = thread_time() - begin
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        print(json.dumps({"seconds": seconds, "megabytes": memory} | found), flush=True)


if __name__ == "__main__":
    main()
