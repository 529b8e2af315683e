"""The family of `scenarios/three_generations.yaml`: the engine's plan, and the same law in the words of its peers."""

from functools import cache
from pathlib import Path

from benchmarks import natural_simpy as peer
from sim.experiment.law import policy_of
from sim.plan import Plan
from sim.policy import Policy
from sim.scenario import load
from sim.scenario.mortality import LifeTable
from sim.words.law import BaseKind, DeductibleKind

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "scenarios" / "three_generations.yaml"
PERSONS, MONTHS = 4, 360
REGION = "zhengzhou"


def prepared(path: Path = DEMO) -> Plan:
    """The plan of a scenario under its law."""
    scenario = load(path)
    return Plan.make(scenario, policy_of(scenario))


def peer_laws(policy: Policy) -> list[tuple[int, peer.Law]]:
    """The peer's law, for every day on which the policy's timeline changes."""
    region = policy.regions.index(REGION)
    return [(int(day), peer_law(policy.records[epoch, region])) for epoch, day in enumerate(policy.epochs)]


def peer_law(p) -> peer.Law:
    """One policy record in the peer's words, as plain Python numbers."""
    menu = int(p["contribution_flexible_default"])
    base = flexible_base(p, menu)
    published = int(p["contribution_flexible_amount"][menu, 0])
    amount = published if published >= 0 else peer.share(base, int(p["contribution_flexible_rate"][menu, 0]))
    ages = p["resident_premium_age"].tolist()
    months = p["retirement_years"].tolist()
    return peer.Law(
        floor=int(p["contribution_base_floor"]),
        ceiling=int(p["contribution_base_ceiling"]),
        employer_rate=int(p["contribution_rate_employer"]),
        employee_rate=int(p["contribution_rate_employee"]),
        employee_extra=int(p["contribution_extra_amount"][0]),
        credit_rate=int(p["account_credit_active_rate"]),
        flexible_amount=amount,
        flexible_base=base,
        flexible_credit_rate=int(p["contribution_flexible_account"][menu]),
        due_day=int(p["contribution_due_day"]),
        stop_lag=int(p["coverage_stop_lag_months"]),
        grace=int(p["coverage_gap_grace_months"]),
        wait=int(p["coverage_wait_employee_months"]),
        waiting_share=int(p["coverage_wait_benefit_share"]),
        class_b_first=int(p["benefit_class_b_first"]),
        required_months=(months[0], months[1]),
        top_up_rate=int(p["retirement_top_up_rate"]),
        premium=tuple((age, fen) for age, fen in zip(ages, p["resident_premium"].tolist()) if age < 999),
        premium_day=(int(p["resident_window_from_month"]), int(p["resident_window_from_day"])),
        benefits={group: peer_benefits(p, group) for group in peer.Group},
    )


def flexible_base(p, menu: int) -> int:
    """The self-payer's base if it does not depend on the person."""
    value = int(p["contribution_flexible_base_value"][menu])
    average = int(p["contribution_base_average_wage"])
    bases = {
        BaseKind.YUAN: value,
        BaseKind.FLOOR: int(p["contribution_base_floor"]),
        BaseKind.AVERAGE: average,
        BaseKind.SHARE_OF_AVERAGE: peer.share(average, value),
    }
    return bases[BaseKind(int(p["contribution_flexible_base_kind"][menu]))]


def peer_benefits(p, group: peer.Group) -> peer.Benefits:
    """One group's row of the tables; of several bands, the first."""
    return peer.Benefits(
        deductible=tuple(p["outpatient_deductible"][group].tolist()),
        ratio=tuple(p["outpatient_ratio"][group, :, 0].tolist()),
        cap=int(p["outpatient_cap"][group]),
        inpatient_ratio=tuple(p["inpatient_ratio"][group, :, 0].tolist()),
        inpatient_cap=int(p["inpatient_cap"][group]),
        deductible_per_visit=int(p["outpatient_deductible_kind"][group]) != DeductibleKind.YEAR,
        credit=int(p["account_credit_retired"][group]),
    )


def peer_mortality(table: LifeTable) -> peer.Mortality:
    """The life table as the peer reads it: the rate of a sex, completed years and month."""

    def rate(female: bool, age: int, month: int) -> float:
        year = month // 12 - (month % 12 < 6)  # periods run from July to June
        periods = table.periods["female" if female else "male"]
        period = next((known for known in reversed(periods) if known.first_year <= year), periods[0])
        return float(period.rates[max(known for known in period.rates if known <= age)])

    return cache(rate)
