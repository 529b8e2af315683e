"""The months in which the law lets a person retire, for a month that a scenario names.

The rule itself is `sim.rules.retirement`; this is its window alone, read without compiling anything.
"""

from datetime import date
from typing import NamedTuple

from sim.scenario.model import Person


class OldAge(NamedTuple):
    """An old age in years; from births in `first` on one month later for every `step` months, at most `most`."""

    age: int
    first: date
    step: int
    most: int


class Window(NamedTuple):
    """First, statutory and last month of retirement."""

    earliest: date
    statutory: date
    latest: date


MEN = OldAge(60, date(1965, 1, 1), 4, 36)
WOMEN_CADRE = OldAge(55, date(1970, 1, 1), 4, 36)
WOMEN_WORKER = OldAge(50, date(1975, 1, 1), 2, 60)
FLEXIBLE_MONTHS = 36


def old_age_of(person: Person) -> OldAge:
    """The old age a person's delay starts from; a woman's by her track, worker where nothing else is said."""
    if person.sex == "male":
        return MEN
    return WOMEN_CADRE if person.work and person.work.track == "cadre" else WOMEN_WORKER


def retirement_window(person: Person) -> Window:
    """When a person may retire: three years around the statutory month, never before the old age."""
    old_age = old_age_of(person)
    born, first = _months(person.born), _months(old_age.first)
    delay = 0 if born < first else min(old_age.most, (born - first) // old_age.step + 1)
    old = born + 12 * old_age.age
    statutory = old + delay
    return Window(*map(_month, (max(old, statutory - FLEXIBLE_MONTHS), statutory, statutory + FLEXIBLE_MONTHS)))


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
