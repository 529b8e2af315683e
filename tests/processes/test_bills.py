"""Drawn bills: as many as `per_year` says, as dear as their distribution, from the tiers the file names."""

import math

import numpy as np
import pytest

from sim.words.flows import Flow, Place

DAYS = 3 * 365  # of 2025 to 2027
LIVES = 1500
ILL = """
years: 3
people:
  Old: {{born: 1950-07-01, sex: female, region: national, insured: {{as: retired}}, care: {{{care}}}}}
"""
OUTPATIENT = "outpatient: {per_year: 12, cost: {median: 200, p90: 600}}"
INPATIENT = "inpatient: {per_year: 0.4, cost: {median: 8000, p90: 35000}}"
Z90 = 1.2815515655446004  # the normal's 90th percentile


def within_four_errors(values: np.ndarray, expected: float, deviation: float) -> bool:
    """Whether the mean lies within four standard errors; more often than one time in 15,000 it does."""
    return abs(values.mean() - expected) < 4 * deviation / math.sqrt(values.size)


@pytest.mark.slow
@pytest.mark.parametrize("kind, per_year", [(0, 12), (1, 0.4)])
def test_there_are_as_many_bills_as_per_year_says(live, kind, per_year):
    """Times between bills are exponential, so bills are Poisson: the variance is the mean."""
    lived = live(ILL.format(care=f"{OUTPATIENT}, {INPATIENT}"), LIVES)
    bills, expected = lived.field("Old", "bills.number")[:, kind], per_year * DAYS / 365.25
    assert within_four_errors(bills, expected, math.sqrt(expected))
    # of a Poisson distribution the variance of the sample variance is (m + 2 m^2) / n
    assert abs(bills.var() - expected) < 4 * math.sqrt((expected + 2 * expected**2) / LIVES)


@pytest.mark.slow
@pytest.mark.parametrize(
    "care, median, p90, kind", [(OUTPATIENT, 200_00, 600_00, 0), (INPATIENT, 8000_00, 35000_00, 1)]
)
def test_bills_cost_what_their_distribution_says_on_average(live, care, median, p90, kind):
    """Lognormal: s = ln(p90 / median) / 1.28155, mean = median x exp(s^2 / 2), variance = mean^2 x (exp(s^2) - 1)."""
    lived = live(ILL.format(care=care), LIVES)
    bills = int(lived.field("Old", "bills.number")[:, kind].sum())
    s = math.log(p90 / median) / Z90
    mean = median * math.exp(s * s / 2)
    error = mean * math.sqrt(math.expm1(s * s) / bills)
    assert abs(lived.at("Old", Place.PROVIDER).sum() / bills - mean) < 4 * error


@pytest.mark.slow
def test_bills_come_from_the_tiers_as_the_file_says(live):
    """Every bill costs 100, and only tier 2 pays: what the pool paid counts the bills from there, 30 % of all."""
    lived = live(
        """
years: 3
policy:
  outpatient.deductible: 0
  outpatient.ratio: {active: {1: 0%, 2: 100%, 3: 0%}}
  outpatient.cap: 100000000
people:
  Old:
    born: 1950-07-01
    sex: female
    region: national
    insured: {as: retired}
    care: {outpatient: {per_year: 12, cost: {median: 100, p90: 100}, tiers: {1: 50%, 2: 30%, 3: 20%}}}
""",
        LIVES,
    )
    bills = lived.field("Old", "bills.number")[:, 0]
    assert (lived.at("Old", Place.PROVIDER) == bills * 100_00).all()
    share = lived.pool("Old").sum() / 100_00 / bills.sum()
    assert abs(share - 0.3) < 4 * math.sqrt(0.3 * 0.7 / bills.sum())


@pytest.mark.parametrize(
    "yuan, fen",
    [
        ("100.01", [10001, 10301, 10610]),  # 100.01, 103.0103, 106.100609
        ("21474836.49", [2147483649, 2211908158, 2278265403]),  # above 2 ** 31 fen: each year has a table of its own
    ],
)
def test_costs_grow_each_new_year_and_are_rounded_once(watch, yuan, fen):
    costs, bills = [], []

    def look(run):
        people = run.world.people
        costs.append(int(people["books"][0, Place.PROVIDER]))
        bills.append(int(people["bills"]["number"][0, 0]))

    care = f"outpatient: {{per_year: 150, cost: {{median: {yuan}, p90: {yuan}}}}}, growth: 3% a year"
    watch(ILL.format(care=care), look)
    cost, count = np.diff(costs), np.diff(bills)
    one = np.repeat(fen, 365)[: cost.size]
    assert count.any() and (cost == count * one).all()


def test_a_bill_needs_no_event_and_no_due_day(live):
    """In a run of one day that nothing happens on, bills fall all the same: 1000 a year are 2.7 a day."""
    lived = live(
        ILL.format(care="outpatient: {per_year: 1000, cost: {median: 10, p90: 10}}").replace(
            "years: 3", "start: 2025-03-04\nend: 2025-03-05"
        ),
        50,
    )
    assert 50 < lived.field("Old", "bills.number")[:, 0].sum() < 250


def test_cost_is_split_whole(live):
    """What the provider got is what pool, account, wallet, relatives and cash paid, to the fen."""
    lived = live(ILL.format(care=f"{OUTPATIENT}, {INPATIENT}"), 20)
    paid = lived.total("Old", Flow.POOL_PAID_AT_ONCE, Flow.OWN_ACCOUNT, Flow.OWN_PAST_ACCOUNT, Flow.CASH)
    assert (lived.at("Old", Place.PROVIDER) == paid).all() and paid.all()
