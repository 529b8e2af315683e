"""The account month by month: credits in advance, in the month and after it, what is taken back, what is counted."""

import pytest

from sim.words.counts import Count
from sim.words.flows import Flow, Place

ONE = """
{run}
policy:
  projection.average_wage: 0% a year
  account.reform_date: 2021-01-01
  account.parts: one
  account.interest: 0%
  account.credit: {{active_rate: 2%, retired: 100, timing: {{active: {active}, retired: {retired}, day: 01-01}}}}
  benefit.year_starts: 01-01
  contribution.base.floor: 4000
  contribution.base.ceiling: 24000
  contribution.flexible.menu: {{one: {{rate: 10%, base: floor, account: 0%, outpatient: yes}}, default: one}}
  contribution.extra: {{employee: 0, employer: 0, retired: 0, flexible: 0}}
  outpatient.ratio: 0%{law}
people:
  Wei:
    born: {born}
    sex: male
    region: national
    insured: {{as: {insured}, paid_months: 240, account: {account}}}
    work: {{wage: 6000}}{pension}
events: [{events}]
"""


@pytest.fixture
def one(live):
    """Simulate Wei: 2 % of 6000 are 120 a month, or 100 as a retiree."""

    def simulate(*events, insured="employee", account=0, active="month", retired="month", run="years: 1", **others):
        words = {"insured": insured, "account": account, "active": active, "retired": retired, "run": run}
        return live(
            ONE.format(events=", ".join(events), **({"born": "1985-03-12", "pension": "", "law": ""} | words | others))
        )

    return simulate


@pytest.mark.parametrize(
    "timing, insured, credited",
    [
        ("month", "employee", 12 * 120_00), ("month_after", "employee", 11 * 120_00),
        ("month", "retired", 12 * 100_00), ("month_after", "retired", 11 * 100_00),
    ],
)  # fmt: skip
def test_a_credit_comes_in_its_month_or_a_month_later(one, timing, insured, credited):
    born = "1950-03-12" if insured == "retired" else "1985-03-12"
    lived = one(insured=insured, active=timing, retired=timing, born=born)
    assert lived.total("Wei", Flow.CREDITED).tolist() == [credited]


def test_a_year_in_advance_is_credited_once(one):
    assert one(active="year_in_advance").total("Wei", Flow.CREDITED).tolist() == [12 * 120_00]
    assert one(active="year_in_advance", run="end: 2025-02-01").total("Wei", Flow.CREDITED).tolist() == [12 * 120_00]
    assert one(active="year_in_advance", run="years: 2").total("Wei", Flow.CREDITED).tolist() == [24 * 120_00]


def test_months_without_a_credit_take_none_in_advance(one):
    """Nothing for a self-payer from January to March; with the job of April come the nine months from then on."""
    lived = one("{on: 2025-04-02, who: Wei, does: starts_job}", insured="flexible", active="year_in_advance")
    assert lived.total("Wei", Flow.CREDITED).tolist() == [9 * 120_00]


@pytest.mark.parametrize("account, left", [(0, 0), (300, 0), (1000, 240_00)])
def test_what_came_in_advance_for_months_not_paid_goes_back_once_as_far_as_the_balance_does(one, account, left):
    """1440 came in January, of which February's visit took 1000. Ten months from March on are 1200: the 440 that are
    left of the year's, then up to 760 of what was there before."""
    lived = one(
        "{on: 2025-02-10, who: Wei, does: outpatient, cost: 1000}",
        "{on: 2025-03-02, who: Wei, does: leaves_job}",
        active="year_in_advance",
        account=account,
    )
    assert lived.at("Wei", Place.ACCOUNT).tolist() == [0]
    assert lived.at("Wei", Place.PAST_ACCOUNT).tolist() == [left]


def test_pensions_are_counted_from_retirement_on(one):
    """Born in April 1965, one month late: from May 2025 on eight months of 3000, after four wages of 6000."""
    lived = one(born="1965-04-12", pension="\n    pension: 3000")
    assert lived.count("Wei", Count.PENSIONS).tolist() == [8 * 3000_00]
    assert lived.count("Wei", Count.EARNED).tolist() == [4 * 6000_00]


def test_the_longest_of_two_spells_is_not_the_latest(one):
    """Unpaid on the last day of March, April and May, then of September: without lag, and covered on the due day that
    follows. The first uncovered month is two after the start's."""
    jobs = [
        f"{{on: 2025-{day}, who: Wei, does: {does}}}"
        for day, does in (
            ("03-02", "leaves_job"), ("06-02", "starts_job"), ("09-02", "leaves_job"), ("10-02", "starts_job"),
        )
    ]  # fmt: skip
    law = "\n  coverage: {stop_lag_months: 0, gap: {grace_months: 3, counted: in_a_row, short_return: payment_day}}"
    lived = one(*jobs, law=law)
    assert lived.count("Wei", Count.UNCOVERED_SPELLS).tolist() == [2]
    assert lived.field("Wei", "spells.longest_uncovered").tolist() == [3]
    assert lived.field("Wei", "spells.first_uncovered").tolist() == [2]
    assert lived.count("Wei", Count.WAITING_SPELLS).tolist() == [0]
