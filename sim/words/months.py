"""Months as whole numbers, by which the law's records, the calendar and files count and compare them."""

from datetime import date

FIRST_DRAWN = 1970 * 12  # the month from which monthly draws are numbered


def month_index(day: date) -> int:
    """Months since year 0."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    """The 1st of the month with that index."""
    return date(month // 12, month % 12 + 1, 1)
