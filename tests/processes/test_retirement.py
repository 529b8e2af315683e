"""Retirement on its day, and the months paid after it; worked by hand."""

import pytest

from sim.words.flows import Flow, Place
from sim.words.states import Scheme

SHORT = """
start: 2025-01-01
end: 2027-01-01
policy:
  projection.average_wage: 0% a year
  account.reform_date: 2021-01-01
  account.interest: 0%
  account.parts: one
  account.credit: {{active_rate: 2%, retired: 95, timing: {{active: month, retired: month}}}}
  contribution.base: {{floor: 3756, ceiling: 18780}}
  contribution.extra: {{employee: 0, employer: 0, retired: 0, flexible: 0}}
  coverage.stop_lag_months: {lag}
  retirement: {{years.male: 25, actual_years.male: {actual}, actual_years.reach: {reach}}}
  retirement.top_up: {{ways: [{ways}], rate: 5.6%, base: last_base, credit: 50, extra: 0}}
people:
  Guo:
    born: 1965-12-24
    sex: male
    region: {region}
    insured: {{as: employee, paid_months: {paid}, account: 0}}
    work: {{wage: 5000}}
    choices: {{when_short: {short}}}
events: [{events}]
"""


@pytest.fixture
def guo(live):
    """Simulate Guo, who retires in March 2026, three months after 60, with 14 further months of a job paid."""

    def simulate(*events, **words):
        usual = {"lag": 1, "actual": 10, "reach": "here", "ways": "monthly", "region": "national", "paid": 283}
        return live(SHORT.format(events=", ".join(events), **(usual | {"short": "monthly"} | words)))

    return simulate


@pytest.mark.parametrize("wanted, other_way", [("monthly", 0), ("lump_sum", 1)])
def test_months_topped_up_bring_their_own_credit_and_the_last_one_benefits_for_life(guo, wanted, other_way):
    """283 + 14 = 297 of 300: March, April and May 2026 at 5.6 % of 5000 = 280. Credits: 14 x 100, then 50 in March and
    April, 95 from May to December: 1400 + 100 + 760."""
    lived = guo(short=wanted)
    assert lived.total("Guo", Flow.TOP_UP).tolist() == [3 * 280_00]
    assert lived.at("Guo", Place.ACCOUNT) + lived.at("Guo", Place.PAST_ACCOUNT) == [2260_00]
    assert lived.field("Guo", "insured.paid_months").tolist() == [300]
    assert lived.field("Guo", "pension.other_way").tolist() == [other_way]
    assert lived.field("Guo", "pension.lifetime").tolist() == [1]
    assert lived.field("Guo", "pension.lifetime_at_retirement").tolist() == [0]


def test_who_lacks_no_month_has_benefits_for_life_at_once(guo):
    """286 + 14 = 300, and with one month less the lump sum is one month's 280."""
    whole = guo(paid=286)
    assert whole.total("Guo", Flow.TOP_UP).tolist() == [0]
    assert whole.field("Guo", "pension.lifetime_at_retirement").tolist() == [1]
    short = guo(paid=285, short="lump_sum", ways="lump_sum")
    assert short.total("Guo", Flow.TOP_UP).tolist() == [280_00]
    assert short.field("Guo", "pension.lifetime_at_retirement").tolist() == [1]
    assert short.field("Guo", "insured.paid_months").tolist() == [300]


def test_who_is_short_and_does_nothing_is_covered_until_the_lag_is_over(guo):
    """No month is paid from March 2026 on: with a lag of one month benefits end before 1 April, with two 1 May."""
    for lag, day in ((1, "2026-03-31"), (2, "2026-04-30")):
        last = f"{{on: {day}, who: Guo, does: outpatient, cost: 100, bill: last}}"
        after = "{on: 2026-05-01, who: Guo, does: outpatient, cost: 100, bill: after}"
        lived = guo(last, after, short="nothing", lag=lag)
        assert [lived.bill(bill, "uncovered").tolist() for bill in ("last", "after")] == [[0], [1]]
        assert lived.field("Guo", "scheme").tolist() == [Scheme.NONE]
    without = guo("{on: 2026-04-01, who: Guo, does: outpatient, cost: 100, bill: after}", short="nothing")
    assert without.bill("after", "uncovered").tolist() == [1]


@pytest.mark.parametrize("reach, lifetime", [("here", 0), ("province", 1)])
def test_months_really_paid_count_in_the_region_or_in_its_province(guo, reach, lifetime):
    """Two years must be really paid: two months are in Zhengzhou, all others in Puyang of the same
    province. Those of Beijing count neither way."""
    moves = "{on: 2026-01-01, who: Guo, does: moves, region: zhengzhou}"
    law = {"short": "nothing", "paid": 300, "actual": 2}
    lived = guo(moves, region="puyang", reach=reach, **law)
    assert lived.field("Guo", "insured.months_here").tolist() == [2]
    assert lived.field("Guo", "pension.lifetime").tolist() == [lifetime]
    far = guo(moves, region="beijing", reach=reach, **law)
    assert far.field("Guo", "pension.lifetime").tolist() == [0]
