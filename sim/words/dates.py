"""Days of a month and of a year, and ages."""

from datetime import date, timedelta

from sim.words.months import first_of, month_index


def last_day_of(month: int) -> int:
    """How many days the month has."""
    return (first_of(month + 1) - timedelta(days=1)).day


def day_in(month: int, day: int) -> date:
    """The given day of a month, or its last where the month is shorter."""
    return first_of(month).replace(day=min(day, last_day_of(month)))


def in_year(year: int, month: int, day: int) -> date:
    """The given day of a year; 29 February is 1 March where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1)


def birthday(born: date, age: int) -> date:
    """The day on which somebody has so many years; 1 March for who was born on a 29 February."""
    return in_year(born.year + age, born.month, born.day)


def months_between(start: date, end: date) -> range:
    """Index of every month that has a day in [start, end)."""
    return range(month_index(start), month_index(end - timedelta(days=1)) + 1)


def age_band(age: int, years: int) -> str:
    """The band of so many years that an age is in, by its ends: 40-49."""
    least = age // years * years
    return f"{least}-{least + years - 1}"


def completed_years(born: date, day: date) -> int:
    """Age (周岁) on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
