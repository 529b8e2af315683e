"""Days as ordinals, months as numbers since year 0, and the order of what happens on one day."""

import calendar
from datetime import date
from enum import IntEnum

MILLION = 1_000_000


class Phase(IntEnum):
    """The order of a day."""

    LAW = 1
    LIFE = 2
    WORK = 3
    JOINS = 4
    PAYMENTS = 5
    CREDITS = 6
    RETURNS = 7
    BILLS = 8
    BOOKS = 9
    OBSERVE = 10


RANKS = 1_000_000
# What the file says comes first within a phase, in its order; then everybody in turn.
AFTER_FILE = 100_000
LAST = 900_000


def moment(day: int, phase: Phase, rank: int = 0) -> int:
    """A place in the run's one order."""
    return (day * 16 + phase) * RANKS + rank


def month_of(day: int) -> int:
    on = date.fromordinal(day)
    return on.year * 12 + on.month - 1


def first_day(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


def last_day(month: int) -> int:
    return first_day(month + 1) - 1


def day_in_month(month: int, number: int) -> int:
    """The day of that number; the last day of a shorter month."""
    year, index = divmod(month, 12)
    return date(year, index + 1, min(number, calendar.monthrange(year, index + 1)[1])).toordinal()


def day_in_year(year: int, month: int, number: int) -> int:
    return day_in_month(year * 12 + month - 1, number)


def year_of(day: int) -> int:
    return date.fromordinal(day).year


def age_on(born: date, day: int) -> int:
    """Completed years; who was born on 29 February has the birthday on 1 March of other years."""
    on = date.fromordinal(day)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def share_of(amount: int, parts: int) -> int:
    """A product of money and a share, rounded half up to the fen."""
    return (amount * parts * 2 + MILLION) // (2 * MILLION)


def whole_yuan(amount: int, parts: int) -> int:
    """A share of an amount, rounded half up to whole yuan."""
    return (amount * parts * 2 + 100 * MILLION) // (200 * MILLION) * 100
