"""Days, months and years as whole numbers, held against Python's calendar."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from sim.rules.days import age_on, civil, first_day

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(DAYS)
@example(date(2000, 2, 29))
@example(date(2100, 2, 28))
@example(date(2100, 3, 1))
@example(date(1, 1, 1))
@example(date(9999, 12, 31))
def test_a_day_has_its_year_month_and_day_of_the_month(day):
    assert civil(day.toordinal()) == (day.year, day.month, day.day)


def test_every_day_of_four_centuries_is_that_of_the_calendar():
    first, last = date(1800, 3, 1).toordinal(), date(2200, 2, 28).toordinal()
    for day in range(first, last + 1):
        known = date.fromordinal(day)
        assert civil(day) == (known.year, known.month, known.day)


@given(DAYS)
@example(date(2000, 2, 29))
@example(date(2100, 3, 31))
@example(date(1, 1, 1))
def test_a_month_has_its_first_day(day):
    assert first_day(day.year * 12 + day.month - 1) == day.replace(day=1).toordinal()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
@example(date(2004, 2, 29), date(2025, 2, 28))
@example(date(2004, 2, 29), date(2025, 3, 1))
@example(date(1980, 3, 12), date(2025, 3, 12))
@example(date(1980, 3, 12), date(2025, 3, 11))
def test_a_year_of_age_is_completed_on_the_birthday(born, day):
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    assert age_on(born.toordinal(), day.toordinal()) == years
