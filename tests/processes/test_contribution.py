"""Several regions in one household, and a move from one to another."""

import pytest

from sim.engine import prepared, simulate
from sim.words.flows import Flow, Place
from sim.words.states import Status

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


# ----------------------------------------------------------------------------- one person, month by month

ONE = """
{run}
policy:
  projection.average_wage: 0% a year
  contribution.base.floor: 4000
  contribution.base.ceiling: 24000
  contribution.flexible.menu: {{one: {{rate: 10%, base: floor, account: 0%, outpatient: yes}}, default: one}}
  contribution.extra: {{employee: 0, employer: 0, retired: 0, flexible: 0}}
{law}
people:
  Wei: {{born: {born}, sex: male, region: national, insured: {{as: {insured}, paid_months: 60}}, work: {{wage: 6000}},
    choices: {{when_jobless: {jobless}}}}}
events: [{events}]
"""
YEARLY = "contribution.flexible.pays: year\ncontribution.flexible.day: 10-13"


@pytest.fixture
def one(live):
    """Simulate Wei, who is insured in one way, under some law."""

    def simulate(*events, insured="employee", law="", run="years: 2", born="1985-03-12", jobless="nothing"):
        lines = "".join(f"  {line}\n" for line in law.splitlines())
        return live(
            ONE.format(run=run, law=lines, born=born, insured=insured, jobless=jobless, events=", ".join(events))
        )

    return simulate


def test_the_wages_of_a_year_on_average_are_the_base_of_the_next(one):
    """Seven months of 6000 and five of 9000: 87000 / 12."""
    lived = one("{on: 2025-08-01, who: Wei, does: starts_job, wage: 9000}", run="end: 2026-06-01")
    assert lived.field("Wei", "job.base_wage").tolist() == [7250_00]
    assert lived.field("Wei", "job.wage_sum").tolist() == [5 * 9000_00]
    assert lived.field("Wei", "job.wage_months").tolist() == [5]


def test_a_self_payers_own_earnings_are_no_wage(one):
    """Five months paid for oneself are none of the wage; of two months of a job and three after it, the two are."""
    lived = one(insured="flexible", run="end: 2025-06-01")
    assert lived.field("Wei", "job.wage_sum").tolist() == [0]
    assert lived.field("Wei", "job.wage_months").tolist() == [0]
    lost = ("{on: 2025-03-02, who: Wei, does: leaves_job}", "{on: 2025-03-03, who: Wei, does: joins, as: flexible}")
    lived = one(*lost, run="end: 2025-06-01")
    assert lived.field("Wei", "job.wage_sum").tolist() == [2 * 6000_00]
    assert lived.field("Wei", "job.wage_months").tolist() == [2]
    assert lived.field("Wei", "insured.paid_months").tolist() == [60 + 5]


def test_each_month_of_a_job_is_one_of_unemployment_insurance(one):
    before = one(run="end: 2025-01-02").field("Wei", "job.unemployment_months")[0]
    assert one(run="end: 2025-06-01").field("Wei", "job.unemployment_months")[0] == before + 5


def test_a_yearly_payer_pays_each_month_once(one):
    """400 a month: 2025 is paid on the first day, 2026 in October of 2025, 2027 in that of 2026."""
    lived = one(insured="flexible", law=YEARLY)
    assert lived.total("Wei", Flow.CONTRIBUTED_IN_CASH).tolist() == [24 * 400_00]
    assert lived.field("Wei", "insured.paid_months").tolist() == [60 + 24]


def test_a_yearly_payer_who_retires_before_the_year_begins_pays_nothing_ahead(one):
    """Born in September 1965, three months late: retired in December 2025, so October asks for nothing."""
    lived = one(insured="flexible", law=YEARLY, born="1965-09-10")
    assert lived.field("Wei", "pension.retires_in").tolist() == [12 * 2025 + 11]
    assert lived.total("Wei", Flow.CONTRIBUTED_IN_CASH).tolist() == [0]


def test_who_joins_a_yearly_payers_year_pays_until_it_ends_or_until_retirement(one):
    """From March: ten months of the year; two for who retires in May (born in April 1965, one month late)."""
    joins = "{on: 2025-03-02, who: Wei, does: leaves_job}", "{on: 2025-03-03, who: Wei, does: joins, as: flexible}"
    own = []
    for born in ("1985-03-12", "1965-04-12"):
        before = one(law=YEARLY, born=born, run="end: 2025-03-01").total("Wei", Flow.CONTRIBUTED_IN_CASH)[0]
        joined = one(*joins, law=YEARLY, born=born, run="end: 2025-05-01")
        own.append(joined.total("Wei", Flow.CONTRIBUTED_IN_CASH)[0] - before)
    assert own == [10 * 400_00, 2 * 400_00]


def test_a_month_of_unemployment_benefit_is_a_return_like_an_employees(one):
    """The employer defaults on January to April and never pays: four unpaid months are beyond the grace of three. The
    benefit's first month, May, begins the six months' wait of employees, not the two of returning self-payers."""
    law = (
        "coverage.gap.grace_months: 3\ncoverage.gap.counted: in_a_row\ncoverage.wait.employee: 6\n"
        "coverage.wait.flexible_return: 2\ncoverage.wait.counts_from: payment_month"
    )
    lived = one(
        "{on: 2025-01-02, who: Wei, does: employer_defaults, months: 4, settles: no}",
        "{on: 2025-05-02, who: Wei, does: leaves_job}",
        law=law,
        run="end: 2026-01-01",
        jobless="unemployment_benefit",
    )
    assert lived.months("Wei", Status.WAITING).tolist() == [6]
