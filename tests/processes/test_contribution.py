"""Several regions in one household, and a move from one to another."""

import pytest

from sim.engine import prepared, simulate
from sim.words.flows import Flow, Place

THREE = """
years: 1
policy:
  contribution.rate.employee: 1%
  contribution.rate.employer: 5%
  account.credit.active_rate: 1%
  zhengzhou: {contribution.rate.employee: 2%, contribution.due_day: 10}
  beijing: {contribution.rate.employee: 3%, contribution.due_day: 20, contribution.extra.employee: 0}
people:
  Nan: {born: 1985-03-12, sex: male, region: national, insured: {as: employee}, work: {wage: 10000}}
  Zhou: {born: 1985-03-12, sex: male, region: zhengzhou, insured: {as: employee}, work: {wage: 10000}}
  Jing: {born: 1985-03-12, sex: male, region: beijing, insured: {as: employee}, work: {wage: 10000}}
"""


def test_each_pays_by_the_law_of_the_own_region(live):
    lived = live(THREE)
    paid = [int(lived.total(who, Flow.CONTRIBUTED_IN_CASH)[0]) for who in ("Nan", "Zhou", "Jing")]
    assert paid == [12 * 100_00, 12 * 200_00, 12 * 300_00]


def test_each_region_keeps_its_own_pool(plan_of):
    plan = plan_of(THREE)
    run = prepared(plan, range(2))
    simulate(run)
    pools = dict(zip(plan.policy.regions, run.world.pools.tolist(), strict=True))
    for name, region in {"Nan": "national", "Zhou": "zhengzhou", "Jing": "beijing"}.items():
        rows = run.world.people["who"] == plan.names.index(name)
        assert pools[region] == run.world.people["books"][rows, Place.POOL].sum() > 0


@pytest.mark.parametrize(
    "on, at_home",
    [
        ("2025-06-01", 5),  # June is due in Beijing, where he lives on its 1st
        (
            "2025-06-02",
            5,
        ),  # June is due on the 10th, after the move: at the rate of the new region, on the old one's day
        ("2025-06-11", 6),
        ("2025-06-15", 6),  # not again on the 20th, Beijing's due day
        ("2025-06-30", 6),
    ],
)
def test_a_month_is_due_once_whenever_somebody_moves(live, on, at_home):
    lived = live(f"{THREE}events: [{{on: {on}, who: Zhou, does: moves, region: beijing}}]")
    assert lived.field("Zhou", "insured.paid_months").tolist() == [12]
    assert lived.total("Zhou", Flow.CONTRIBUTED_IN_CASH).tolist() == [at_home * 200_00 + (12 - at_home) * 300_00]
    assert lived.field("Zhou", "insured.months_here").tolist() == [12 - at_home]


def test_the_pools_of_a_mover_agree_with_what_was_paid_in_each_place(plan_of):
    """Six months of 500 + 200 - 100 to Zhengzhou, six of 500 + 300 - 100 to Beijing: an account's credit leaves the
    pool of the place lived under on the month's last day."""
    there = "events: [{on: 2025-06-30, who: Zhou, does: moves, region: beijing}]"
    plan = plan_of(THREE.split("  Jing:")[0] + there)
    run = prepared(plan, range(1))
    simulate(run)
    pools = dict(zip(plan.policy.regions, run.world.pools.tolist(), strict=True))
    assert pools["zhengzhou"] == 6 * (500_00 + 200_00 - 100_00)
    assert pools["beijing"] == 6 * (500_00 + 300_00 - 100_00)


def test_going_back_counts_the_months_paid_before(live):
    """January to March paid here, April to July there; August falls due there on the 20th, after the return."""
    moves = """events:
  - {on: 2025-03-15, who: Zhou, does: moves, region: beijing}
  - {on: 2025-08-15, who: Zhou, does: moves, region: zhengzhou}
"""
    lived = live(THREE + moves)
    assert lived.field("Zhou", "insured.months_here").tolist() == [3 + 5]
    assert lived.field("Zhou", "insured.paid_months").tolist() == [12]


def test_outpatient_benefit_that_a_menu_leaves_out_comes_with_a_job(live):
    """As an employee 65 % of what lies above the 300 of the national deductible."""
    lived = live(
        """
years: 1
policy: {contribution.flexible.menu: {plain: {rate: 8%, base: floor, account: 0, outpatient: no}}}
people:
  Wei: {born: 1985-03-12, sex: male, region: national, insured: {as: flexible, paid_months: 60}, work: {wage: 8000}}
events:
  - {on: 2025-03-02, who: Wei, does: outpatient, cost: 3000, bill: alone}
  - {on: 2025-06-01, who: Wei, does: starts_job}
  - {on: 2025-09-02, who: Wei, does: outpatient, cost: 3000, bill: employed}
"""
    )
    assert lived.bill("alone", "pool").tolist() == [0]
    assert lived.bill("employed", "pool").tolist() == [2700_00 * 65 // 100]
