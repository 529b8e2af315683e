"""The agenda's moments: a day's occasions in their order, and how far families go before an event."""

from datetime import date

import numpy as np
import pytest

from sim.words.states import FOREVER
from sim.world.agenda import DAY, NEVER, Occasion, day_of, first_after, moment_of, next_moment, occasion_of
from sim.world.calendar import Phase
from sim.world.people import PERSON

TODAY = date(2025, 3, 1).toordinal()


def test_a_moment_tells_its_day_and_its_occasion():
    for occasion in Occasion:
        moment = moment_of(TODAY, int(occasion))
        assert (day_of(moment), occasion_of(moment)) == (TODAY, occasion)


def test_moments_follow_each_other_by_day_then_by_the_order_of_the_day():
    moments = [moment_of(day, int(occasion)) for day in (TODAY, TODAY + 1) for occasion in Occasion]
    assert moments == sorted(set(moments))
    assert moment_of(FOREVER, int(max(Occasion))) == NEVER


def test_occasions_of_a_day_stand_in_the_order_of_their_phases():
    assert [occasion.phase for occasion in sorted(Occasion)] == sorted(occasion.phase for occasion in Occasion)


@pytest.mark.parametrize(
    "phase, before",
    [(Phase.LAW, []), (Phase.STATUS, []), (Phase.BILLS, [Occasion.RETURN]), (Phase.BOOKS, [*Occasion])],
)
def test_an_event_waits_for_the_occasions_of_earlier_phases_of_its_day(phase, before):
    reached = first_after(TODAY, phase)
    assert [occasion for occasion in Occasion if moment_of(TODAY, int(occasion)) < reached] == before
    assert moment_of(TODAY - 1, int(max(Occasion))) < reached <= moment_of(TODAY + 1, 0)


@pytest.mark.parametrize(
    "outpatient, inpatient, settle_on, occasion, day",
    [
        (TODAY + 3, TODAY + 5, FOREVER, Occasion.BILL, TODAY + 3),
        (TODAY + 9, TODAY + 5, FOREVER, Occasion.BILL, TODAY + 5),
        (TODAY + 3, TODAY + 5, TODAY + 3, Occasion.RETURN, TODAY + 3),  # the return comes before the day's bills
        (TODAY + 3, TODAY + 5, TODAY + 4, Occasion.BILL, TODAY + 3),
    ],
)
def test_the_next_of_a_person_is_the_earliest(outpatient, inpatient, settle_on, occasion, day):
    person = np.zeros(1, PERSON).view(np.recarray)[0]
    person.bills.time[0], person.bills.time[1] = outpatient * DAY + 999, inpatient * DAY
    person.gap.settle_on = settle_on
    assert next_moment(person) == moment_of(day, int(occasion))
