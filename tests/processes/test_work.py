"""Jobs are lost and found as often as the file says, one draw a month."""

import math

import numpy as np
import pytest

from sim.rules.words import Scheme

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
    kept, expected = lived.field("Wei", "has_job").mean(), 0.95**12
    assert abs(kept - expected) < 4 * math.sqrt(expected * (1 - expected) / LIVES)
    paid = lived.field("Wei", "paid_months") - 60
    for month in range(12):  # of those who paid `month` months, one in twenty lost the job before the next
        reached = (paid >= month).sum()
        assert abs((paid == month).sum() / reached - 0.05) < 4 * math.sqrt(0.05 * 0.95 / reached)


@pytest.mark.slow
def test_jobs_are_found_as_often_as_the_file_says(live):
    """In the long run f / (l + f) have a job: 20 % against 30 % found, so 60 % minus what is left of the start,
    (1 - 0.2 - 0.3)^12 of the other 40 %."""
    lived = live(WORKER.format(chances="loses_job: 20% a month, finds_job: 30% a month"), LIVES)
    share = 0.6 + 0.4 * 0.5**12
    assert abs(lived.field("Wei", "has_job").mean() - share) < 4 * math.sqrt(share * (1 - share) / LIVES)


@pytest.mark.parametrize("chances, months", [("loses_job: 100% a month, finds_job: 0% a month", 0), ("", 12)])
def test_certain_chances_are_certain(live, chances, months):
    lived = live(WORKER.format(chances=chances), 20)
    assert (lived.field("Wei", "paid_months") == 60 + months).all()


def test_an_event_of_the_file_replaces_the_draw_of_its_day(live):
    """The job is certainly lost on every 1st but that of June, when the file says that it begins."""
    event = "events: [{on: 2025-06-01, who: Wei, does: starts_job, wage: 9000}]"
    lived = live(WORKER.format(chances="loses_job: 100% a month") + event, 5)
    assert (lived.field("Wei", "paid_months") == 61).all()
    assert (lived.field("Wei", "wage") == 9000_00).all()


def test_whoever_never_had_a_job_finds_none_by_chance(live):
    chances = "loses_job: 1% a month, finds_job: 100% a month"
    lived = live(WORKER.format(chances=chances).replace("as: employee", "as: flexible"), 5)
    assert np.isin(lived.field("Wei", "scheme"), [Scheme.FLEXIBLE]).all()
