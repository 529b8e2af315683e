"""Months as whole numbers, days of a month and of a year, ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.words.dates import completed_years, day_in, in_year, last_day_of, months_between
from sim.words.months import first_of, month_index

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def test_months_are_counted_from_year_0():
    assert month_index(date(2025, 1, 31)) == 2025 * 12
    assert month_index(date(2025, 12, 1)) == 2025 * 12 + 11
    assert first_of(2025 * 12 + 11) == date(2025, 12, 1)


@given(DAYS)
def test_a_day_lies_in_the_month_of_its_index(day):
    first = first_of(month_index(day))
    assert first == day.replace(day=1)
    assert day.day <= last_day_of(month_index(day))
    assert first_of(month_index(day) + 1) == first + timedelta(days=last_day_of(month_index(day)))


@pytest.mark.parametrize(
    "month, day, found",
    [
        ((2025, 2), 25, date(2025, 2, 25)),
        ((2025, 2), 30, date(2025, 2, 28)),
        ((2024, 2), 30, date(2024, 2, 29)),
        ((2025, 4), 31, date(2025, 4, 30)),
        ((2025, 12), 31, date(2025, 12, 31)),
    ],
)
def test_a_short_month_has_its_last_day_instead(month, day, found):
    assert day_in(month[0] * 12 + month[1] - 1, day) == found


def test_29_february_is_1_march_where_there_is_none():
    assert in_year(2024, 2, 29) == date(2024, 2, 29)
    assert in_year(2025, 2, 29) == date(2025, 3, 1)
    assert in_year(2025, 12, 31) == date(2025, 12, 31)


@pytest.mark.parametrize(
    "start, end, months",
    [
        ("2025-01-01", "2025-02-01", 1),  # the end is not lived
        ("2025-01-01", "2025-02-02", 2),
        ("2025-01-31", "2025-02-01", 1),
        ("2025-01-31", "2025-02-02", 2),
        ("2025-01-01", "2055-01-01", 360),
    ],
)
def test_every_month_with_a_day_in_the_run(start, end, months):
    found = list(months_between(date.fromisoformat(start), date.fromisoformat(end)))
    assert found == list(range(2025 * 12, 2025 * 12 + months))


@pytest.mark.parametrize(
    "born, day, age",
    [
        ("1980-05-20", "2025-05-19", 44),
        ("1980-05-20", "2025-05-20", 45),
        ("1980-05-20", "2025-12-31", 45),
        ("1980-05-20", "2025-01-31", 44),  # the day of the month alone decides nothing
        ("2000-02-29", "2025-02-28", 24),
        ("2000-02-29", "2025-03-01", 25),
        ("2025-06-01", "2025-06-01", 0),
    ],
)
def test_an_age_is_in_completed_years(born, day, age):
    assert completed_years(date.fromisoformat(born), date.fromisoformat(day)) == age
