"""The calendar: what comes first on a day, when families catch up, and days that recur."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from sim.words.months import first_of, month_index
from sim.world.agenda import first_after
from sim.world.calendar import PHASE_STEP, Calendar, Phase

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
START = date(2025, 1, 1)


def simulated(*events, start=START):
    """The events in the order they are taken, and up to which moment families had gone before each."""
    taken, reached = [], []
    calendar = Calendar(start, lambda day, phase: reached.append(first_after(day, phase)))

    def wait(day, phase, rank):
        yield calendar.at(day, phase, rank)
        taken.append((day, phase, rank))

    for event in events:
        calendar.process(wait(*event))
    calendar.run()
    return taken, reached


def test_days_then_phases_then_ranks_whoever_scheduled_first():
    tomorrow = START + timedelta(days=1)
    events = [(day, phase, rank) for day in (START, tomorrow) for phase in Phase for rank in (0, 1, 999)]
    assert simulated(*reversed(events))[0] == events


def test_phases_of_a_day_come_in_the_laws_order():
    assert [phase.name for phase in sorted(Phase)] == [
        "LAW", "LIFE", "WORK", "JOINS", "CONTRIBUTIONS", "CREDITS", "STATUS", "BILLS", "BOOKS", "OBSERVE",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "phase, ahead",
    [(phase, 0) for phase in Phase if phase < Phase.BILLS] + [(Phase.BILLS, 1), (Phase.BOOKS, 2), (Phase.OBSERVE, 2)],
)
def test_families_go_through_their_agenda_as_far_as_the_phase_of_an_event_asks(phase, ahead):
    day = START + timedelta(days=10)
    _, reached = simulated((day, phase, PHASE_STEP - 1))
    assert max(reached) == 2 * day.toordinal() + ahead


def test_two_events_of_a_day_never_share_a_rank():
    calendar = Calendar(START, lambda day, phase: None)
    calendar.at(START, Phase.WORK, 3)
    calendar.at(START, Phase.WORK, 4)
    calendar.at(START, Phase.LIFE, 3)
    with pytest.raises(ValueError, match="two events share 2025-01-01, WORK, rank 3"):
        calendar.at(START, Phase.WORK, 3)


def test_a_past_day_is_refused_and_today_is_not():
    calendar = Calendar(START, lambda day, phase: None)
    calendar.at(START, Phase.LAW, 0)
    with pytest.raises(ValueError, match="2024-12-31 is already past on 2025-01-01"):
        calendar.at(START - timedelta(days=1), Phase.LAW, 0)


def test_a_process_goes_on_from_day_to_day():
    seen, calendar = [], Calendar(START, lambda day, phase: None)

    def monthly():
        for month in range(month_index(START), month_index(START) + 3):
            yield calendar.at(first_of(month), Phase.WORK, 0)
            seen.append(date.fromordinal(int(calendar.now)))

    calendar.process(monthly())
    calendar.run()
    assert seen == [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]


def test_a_closed_calendar_lets_go_of_what_still_waits():
    let_go, reported = [], []
    calendar = Calendar(START, lambda day, phase: reported.append(day))

    def waits():
        try:
            yield calendar.at(START, Phase.WORK, 0)
            yield calendar.at(START + timedelta(days=9), Phase.WORK, 0)
        finally:
            let_go.append(calendar.now)

    calendar.start(waits())
    calendar.run(until=START.toordinal() + 5)
    calendar.close()
    assert let_go == [START.toordinal() + 5]
    reported.clear()
    calendar.run()
    assert calendar.now == START.toordinal() + 5 and not reported
