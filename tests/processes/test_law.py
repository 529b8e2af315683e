"""Dated law takes effect on its day inside a run, and no run writes to the law."""

from hashlib import blake2b

import numpy as np
import pytest

from sim.engine import run_block
from sim.words.flows import Flow, Place

ILL = """
years: 2
policy:
  outpatient.deductible: 0
  outpatient.cap: 100000000
  outpatient.ratio: {2025-01-01: 50%, 2025-07-10: 80%, 2026-01-01: 20%}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    insured: {as: employee, paid_months: 60}
    work: {wage: 8000}
    care: {outpatient: {per_year: 200, cost: {median: 300, p90: 900}}}
"""


def test_a_drawn_bill_is_settled_by_the_law_of_its_day(watch):
    costs, paid = [], []

    def look(run):
        people = run.world.people
        costs.append(people["books"][:, Place.PROVIDER].copy())
        paid.append((people["flows"] + run.world.totals)[:, Flow.POOL_PAID_AT_ONCE])

    lived = watch(ILL, look, lives=4)
    cost, pool = np.diff(costs, axis=0), np.diff(paid, axis=0)
    days = [lived.plan.start.fromordinal(lived.plan.start.toordinal() + k).isoformat() for k in range(len(cost))]
    ratio = np.array([50 if day < "2025-07-10" else 80 if day < "2026-01-01" else 20 for day in days])
    wrong = np.abs(pool - cost * ratio[:, None] / 100) > 10  # half a fen a bill, at most
    assert cost.any() and not wrong.any()


def test_a_contribution_is_paid_by_the_law_of_its_due_day(live):
    """Due on the 25th: 2 % of 8000 from January to June, 3 % from the law of 25 July on, until December."""
    law = "policy: {contribution.rate.employee: {2025-01-01: 2%, 2025-07-25: 3%}}"
    wei = "people: {Wei: {born: 1985-03-12, sex: male, region: national, insured: {as: employee}, work: {wage: 8000}}}"
    lived = live(f"years: 1\n{law}\n{wei}")
    assert lived.total("Wei", Flow.CONTRIBUTED_IN_CASH).tolist() == [6 * 160_00 + 6 * 240_00]


@pytest.mark.parametrize("start", ["2024-11-20", "2025-01-01", "2025-07-10"])
def test_the_law_of_the_first_day_is_the_law_in_force(live, start):
    law = "policy: {contribution.rate.employee: {2020-01-01: 2%, 2025-07-10: 3%}}"
    wei = "people: {Wei: {born: 1985-03-12, sex: male, region: national, insured: {as: employee}, work: {wage: 8000}}}"
    lived = live(f"scenario: x\nstart: {start}\nend: 2025-07-26\n{law}\n{wei}".removeprefix("scenario: x"))
    months = {"2024-11-20": 8, "2025-01-01": 6, "2025-07-10": 0}[start]
    assert lived.total("Wei", Flow.CONTRIBUTED_IN_CASH).tolist() == [months * 160_00 + 240_00]


def test_no_run_writes_to_the_law_or_to_the_plan(plan_of):
    plan = plan_of(ILL.replace("people:", "  zhengzhou: {contribution.rate.employee: {2026-03-03: 3%}}\npeople:"))
    shared = (
        plan.policy.records, plan.policy.epochs, plan.rows, plan.traits, plan.bindings, plan.care, plan.gaps,
        plan.costs, plan.prices, plan.dues, plan.resident_policy, plan.resident_years, plan.menus, plan.provinces,
        plan.new_years,
    )  # fmt: skip

    def digests():
        return [blake2b(array.tobytes()).hexdigest() for array in shared]

    before, known = digests(), plan.policy.hash
    run_block(plan, range(3))
    assert digests() == before and plan.policy.hash == known
