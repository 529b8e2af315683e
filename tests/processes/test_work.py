"""Jobs are lost and found as often as the file says, one draw a month."""

import math

import numpy as np
import pytest

from sim.words.counts import Count
from sim.words.states import Scheme

WORKER = """
years: 1
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    insured: {{as: employee, paid_months: 60}}
    work: {{wage: 8000, {chances}}}
"""
LIVES = 2000


@pytest.mark.slow
def test_jobs_are_lost_as_often_as_the_file_says(live):
    """5 % on each of twelve 1sts: 0.95^12 still have theirs; each missed month is one of the draws lost by then."""
    lived = live(WORKER.format(chances="loses_job: 5% a month"), LIVES)
    kept, expected = lived.field("Wei", "job.held").mean(), 0.95**12
    assert abs(kept - expected) < 4 * math.sqrt(expected * (1 - expected) / LIVES)
    paid = lived.field("Wei", "insured.paid_months") - 60
    for month in range(12):  # of those who paid `month` months, one in twenty lost the job before the next
        reached = (paid >= month).sum()
        assert abs((paid == month).sum() / reached - 0.05) < 4 * math.sqrt(0.05 * 0.95 / reached)


@pytest.mark.slow
def test_jobs_are_found_as_often_as_the_file_says(live):
    """In the long run f / (l + f) have a job: 20 % against 30 % found, so 60 % minus what is left of the start,
    (1 - 0.2 - 0.3)^12 of the other 40 %."""
    lived = live(WORKER.format(chances="loses_job: 20% a month, finds_job: 30% a month"), LIVES)
    share = 0.6 + 0.4 * 0.5**12
    assert abs(lived.field("Wei", "job.held").mean() - share) < 4 * math.sqrt(share * (1 - share) / LIVES)


@pytest.mark.parametrize("chances, months", [("loses_job: 100% a month, finds_job: 0% a month", 0), ("", 12)])
def test_certain_chances_are_certain(live, chances, months):
    lived = live(WORKER.format(chances=chances), 20)
    assert (lived.field("Wei", "insured.paid_months") == 60 + months).all()


def test_an_event_of_the_file_replaces_the_draw_of_its_day(live):
    """The job is certainly lost on every 1st but that of June, when the file says that it begins."""
    event = "events: [{on: 2025-06-01, who: Wei, does: starts_job, wage: 9000}]"
    lived = live(WORKER.format(chances="loses_job: 100% a month") + event, 5)
    assert (lived.field("Wei", "insured.paid_months") == 61).all()
    assert (lived.field("Wei", "job.wage") == 9000_00).all()


def test_whoever_never_had_a_job_finds_none_by_chance(live):
    chances = "loses_job: 1% a month, finds_job: 100% a month"
    lived = live(WORKER.format(chances=chances).replace("as: employee", "as: flexible"), 5)
    assert np.isin(lived.field("Wei", "scheme"), [Scheme.FLEXIBLE]).all()


# ----------------------------------------------------------------------------- earnings

EARNER = """
{run}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    insured: {{as: {insured}}}
    work: {{wage: 8000, growth: 10% a year}}
events: [{events}]
"""
LEAVES, LAST_OF_MARCH = "{{on: {}, who: Wei, does: leaves_job}}", "2025-03-31"
STARTS = "{on: 2025-05-31, who: Wei, does: starts_job, wage: 9000}"


@pytest.mark.parametrize(
    "insured, events, yuan",
    [
        ("employee", "", 12 * 8000),
        ("flexible", "", 12 * 8000),  # own earnings
        ("resident", "", 12 * 8000),
        ("none", "", 12 * 8000),
        ("employee", LEAVES.format(LAST_OF_MARCH), 2 * 8000),  # no job at the end of the day
        ("employee", LEAVES.format("2025-04-01"), 3 * 8000),
        ("employee", f"{LEAVES.format(LAST_OF_MARCH)}, {STARTS}", 2 * 8000 + 8 * 9000),
        (
            "employee",
            LEAVES.format(LAST_OF_MARCH) + ", {on: 2025-04-01, who: Wei, does: joins, as: flexible}",
            2 * 8000,
        ),
        ("employee", "{on: 2025-03-01, who: Wei, does: leaves}", 2 * 8000),
        ("employee", "{on: 2025-03-01, who: Wei, does: employer_defaults, months: 4}", 12 * 8000),  # owes the pool only
        ("flexible", STARTS, 4 * 8000 + 8 * 9000),
        ("flexible", f"{STARTS}, {LEAVES.format('2025-07-01')}", 4 * 8000 + 2 * 9000),  # a job lost, not as before it
        ("flexible", "{on: 2025-03-01, who: Wei, does: leaves}", 12 * 8000),  # leaves the insurance, not the work
        ("employee", "{on: 2025-04-30, who: Wei, does: dies}", 3 * 8000),
        ("flexible", "{on: 2025-04-30, who: Wei, does: dies}", 3 * 8000),
        ("flexible", "{on: 2025-05-01, who: Wei, does: emigrates}", 4 * 8000),
    ],
)
def test_a_month_is_earned_by_who_works_at_the_end_of_its_last_day(live, insured, events, yuan):
    lived = live(EARNER.format(run="years: 1", insured=insured, events=events), 2)
    assert lived.count("Wei", Count.EARNED).tolist() == [yuan * 100] * 2


@pytest.mark.parametrize(
    "start, end, yuan",
    [
        ("2025-01-31", "2025-02-01", 8000),  # one day, the last of a month
        ("2025-01-10", "2025-03-31", 2 * 8000),  # the last day of March is not lived
    ],
)
def test_a_month_whose_last_day_is_not_within_the_run_is_not_earned(live, start, end, yuan):
    lived = live(EARNER.format(run=f"start: {start}\nend: {end}", insured="employee", events=""))
    assert lived.count("Wei", Count.EARNED).tolist() == [yuan * 100]


def test_the_wage_of_the_month_is_earned_not_the_base(live):
    """January's wage is 10 % higher; its base is still the wage of the year before."""
    run = "start: 2025-12-01\nend: 2026-02-01\npolicy: {contribution.base.from: last_year}"
    lived = live(EARNER.format(run=run, insured="employee", events=""))
    assert lived.count("Wei", Count.EARNED).tolist() == [8000_00 + 8800_00]
    assert lived.field("Wei", "job.base_wage").tolist() == [8000_00]


def test_months_paid_for_oneself_are_none_of_the_years_wage(live):
    """January and February at 8000 as a self-payer, then ten months at 10,000: the base of 2026 is of these ten."""
    run = "start: 2025-01-01\nend: 2026-02-01\npolicy: {contribution.base.from: last_year}"
    hired = "{on: 2025-03-01, who: Wei, does: starts_job, wage: 10000}"
    lived = live(EARNER.format(run=run, insured="flexible", events=hired))
    assert lived.field("Wei", "job.base_wage").tolist() == [10000_00]


@pytest.mark.parametrize(
    "insured, born, yuan",
    [
        ("employee", "1965-05-20", 6 * 8000),  # 60 in May 2025, two months later by the gradual delay: not July
        ("flexible", "1965-05-20", 6 * 8000),
        ("retired", "1955-05-20", 0),
    ],
)
def test_the_retired_earn_nothing(live, insured, born, yuan):
    text = EARNER.format(run="years: 1", insured=insured, events="").replace("1985-03-12", born)
    assert live(text).count("Wei", Count.EARNED).tolist() == [yuan * 100]
