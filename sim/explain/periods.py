"""A period of a run, as a reader writes it: from a year, a month or a day until another, both inclusive."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from sim.errors import quoted
from sim.experiment.arguments import BadArgument
from sim.words.language import say

_PARTS = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_CHINESE_PARTS = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?", re.ASCII)


class Period(NamedTuple):
    """The days from the first to the last, both inclusive."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def period(start: date, end: date, since: str | None, until: str | None) -> Period:
    """The period of a run (from `start`, before `end`) that two texts mean; what lies outside is refused."""
    run = Period(start, end - timedelta(days=1))
    first, last = run
    if since is not None:
        meant = _meant("from", since, run)
        first = max(meant.first, run.first)
    if until is not None:
        meant = _meant("until", until, run)
        last = min(meant.last, run.last)
    if last < first:
        text = say("{last} lies before {first}, where the period begins", last=str(last), first=str(first))
        raise BadArgument("until", text)
    return Period(first, last)


def _meant(argument: str, text: str, run: Period) -> Period:
    """The days that a year, a month or a day stands for; at least one must be of the run."""
    found = _PARTS.fullmatch(text) or _CHINESE_PARTS.fullmatch(text)
    bounds = {"first": str(run.first), "last": str(run.last)}
    try:
        if found is None:
            raise ValueError(text)
        meant = _days(*(int(part) if part else None for part in found.groups()))
    except (ValueError, OverflowError):
        forms = "{found} is no day  allowed: a year, a month (2027-03) or a day from {first} to {last}"
        raise BadArgument(argument, say(forms, found=quoted(text), **bounds)) from None
    if meant.last < run.first or run.last < meant.first:
        raise BadArgument(
            argument, say("{found} is no day of the run  allowed: {first} to {last}", found=text, **bounds)
        )
    return meant


def _days(year: int | None, month: int | None = None, day: int | None = None) -> Period:
    """The days of a year, of a month, or one day."""
    assert year is not None
    first = date(year, month or 1, day or 1)
    if day is not None:
        return Period(first, first)
    if month is None:
        return Period(first, date(year, 12, 31))
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
