"""A gap paid back in time is as if it had not been: its drawn bills are drawn again and settled as if covered."""

import numpy as np
import pytest

from sim.processes.coverage import count_no_more
from sim.words.flows import Flow
from sim.words.states import Status
from sim.world.people import PERSON

# Neither deductibles nor caps, so that the order in which bills are settled cannot matter.
FLAT = """
  outpatient.deductible: 0
  outpatient.ratio: {active: {1: 60%, 2: 50%, 3: 40%}, active_45: {1: 75%, 2: 70%, 3: 65%}}
  outpatient.cap: 100000000
  inpatient.deductible: 0
  inpatient.ratio: {active: {1: 90%, 2: 80%, 3: 70%}, active_45: 95%}
  inpatient.cap: 100000000
  benefit.groups: {active_45: {as: active, age: 45}}
  coverage.wait.employee: 0
"""
WEI = """
people:
  Wei:
    born: 1981-01-10
    sex: male
    region: national
    insured: {as: employee, paid_months: 60}
    work: {wage: 8000}
    choices: {back_pay: within_grace}
    care:
      outpatient: {per_year: 40, cost: {median: 300, p90: 900}, tiers: {1: 50%, 2: 30%, 3: 20%}, class_b: 30%}
      inpatient: {per_year: 4, cost: {median: 9000, p90: 30000}, tiers: {1: 20%, 3: 80%}, class_c: 10%}
      growth: 7% a year
"""
GAP = """
events:
  - {on: 2025-10-07, who: Wei, does: leaves_job}
  - {on: 2026-01-05, who: Wei, does: starts_job}
"""  # October to December missed, paid back on 25 January: over a new year with other costs, and over his 45th birthday
ARREARS = "events: [{on: 2025-10-07, who: Wei, does: employer_defaults, months: 3}]"
LIVES = 12


def household(law: str = "", events: str = "") -> str:
    return f"years: 2\npolicy:{FLAT}{law}{WEI}{events}"


@pytest.mark.parametrize("events", [GAP, ARREARS], ids=["back-paid", "arrears"])
@pytest.mark.parametrize(
    "law",
    [
        "",
        "  coverage.stop_lag_months: 0\n",
        "  coverage.stop_lag_months: 2\n",
        "  coverage.gap.back_paid_return: next_month\n",
        "  coverage.gap.back_paid_return: 20 days\n",
        "  coverage.gap.back_paid_return: 40 days\n",
        "  coverage.gap.back_paid_return: payment_month\n",
        "  benefit.class_b_first: {2025-11-20: 40%, 2026-01-11: 5%}\n",
        "  benefit.year_starts: 12-01\n",
    ],
)
def test_the_pool_pays_in_the_end_what_it_pays_without_the_gap(live, events, law):
    unbroken, broken = live(household(law), LIVES), live(household(law, events), LIVES)
    assert (broken.pool("Wei") == unbroken.pool("Wei")).all()
    later, back = broken.total("Wei", Flow.POOL_PAID_LATER), unbroken.total("Wei", Flow.POOL_PAID_LATER)
    assert (later > 0).mean() > 0.9 and not back.any()
    assert (broken.total("Wei", Flow.POOL_PAID_AT_ONCE) + later == unbroken.total("Wei", Flow.POOL_PAID_AT_ONCE)).all()


def test_bills_of_the_file_and_drawn_ones_are_settled_together(live):
    bills = """
  - {on: 2025-11-20, who: Wei, does: inpatient, cost: 20000, tier: 3, class_c: 1000, bill: before}
  - {on: 2026-01-24, who: Wei, does: outpatient, cost: 500, tier: 2, bill: eve}
  - {on: 2026-01-25, who: Wei, does: outpatient, cost: 500, tier: 2, bill: day}
"""
    unbroken, broken = live(household(events=f"events:{bills}"), LIVES), live(household(events=GAP + bills), LIVES)
    assert (broken.pool("Wei") == unbroken.pool("Wei")).all()
    for bill in ("before", "eve", "day"):
        assert (broken.bill(bill, "pool") == unbroken.bill(bill, "pool")).all()
        assert (broken.bill(bill, "cash") + broken.bill(bill, "own_account") == unbroken.bill(bill, "cash")
                + unbroken.bill(bill, "own_account")).all()  # fmt: skip
    # 20 000 - 1 000 of class C, at 70 %
    assert (broken.bill("before", "pool") == 13_300_00).all()


@pytest.mark.parametrize(
    "law",
    [
        "  coverage.gap.retroactive: no\n",
        "  coverage.gap.grace_months: 2\n",
        "  coverage.gap.back_pay_months: 2\n",
    ],
)
def test_a_gap_that_is_not_made_good_stays_unpaid(watch, live, law):
    """The pool pays less by exactly what it pays, without the gap, for the bills of the days not covered."""
    paid = {}

    def look(run):
        people = run.world.people
        paid[run.day.isoformat()] = (people["flows"] + run.world.totals)[:, Flow.POOL_PAID_AT_ONCE]

    unbroken, broken = watch(household(law), look, LIVES), live(household(law, GAP), LIVES)
    assert not broken.total("Wei", Flow.POOL_PAID_LATER).any()
    back = {  # stopped on the 1st after October's due day; from the payment, or the month after it, covered again
        "  coverage.gap.retroactive: no\n": "2026-01-25",
        "  coverage.gap.grace_months: 2\n": "2026-01-25",
        "  coverage.gap.back_pay_months: 2\n": "2026-02-01",
    }[law]
    assert (unbroken.pool("Wei") - broken.pool("Wei") == paid[back] - paid["2025-11-01"]).all()


def test_a_second_gap_does_not_reopen_the_first(live):
    """Four months are missed and not made good; a month missed a year later and paid back is settled alone."""
    gap = "  - {{on: {}-10-07, who: Wei, does: leaves_job}}\n  - {{on: {}, who: Wei, does: starts_job}}\n"
    first, second = gap.format(2025, "2026-02-05"), gap.format(2026, "2026-11-05")
    one = live(household(events=f"events:\n{first}"), LIVES)
    both = live(household(events=f"events:\n{first}{second}"), LIVES)
    assert (both.pool("Wei") == one.pool("Wei")).all()
    assert both.total("Wei", Flow.POOL_PAID_LATER).any()


def test_status_is_kept_as_dates_whatever_day_is_asked(watch):
    """October is missed: covered to the end of the month, stopped until the payment, covered from that day on."""
    covered = []

    def look(run):
        person = run.world.people[0]
        covered.append(person.cover.since <= run.world.clock.today < person.cover.until)

    lived = watch(household(events=GAP), look)
    days = np.array(covered)
    start = lived.plan.start
    first, last = np.flatnonzero(~days)[[0, -1]] + start.toordinal()
    assert (start.fromordinal(first).isoformat(), start.fromordinal(last).isoformat()) == ("2025-11-01", "2026-01-25")
    assert lived.months("Wei", Status.STOPPED).tolist() == [2]


def test_months_of_the_last_benefit_year_paid_in_this_one_take_nothing_from_the_months_to_come():
    """November to January unpaid, January alone in the new year: all three paid, none is left, and none is owed."""
    person = np.zeros(1, PERSON).view(np.recarray)[0]
    person.gap.unpaid_in_year = 1
    count_no_more(person, 3)
    assert person.gap.unpaid_in_year == 0
    person.gap.unpaid_in_year = 4
    count_no_more(person, 3)
    assert person.gap.unpaid_in_year == 1
