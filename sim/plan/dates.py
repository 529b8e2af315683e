"""The dates known before a run: they are the same in every life, so the calendar is made of them."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from sim.plan.household import Household
from sim.rules.retirement import earliest_month, latest_month, statutory_month
from sim.scenario.model import Person
from sim.words.dates import day_in, in_year, months_between
from sim.words.law import CreditTiming, FlexiblePays, YearsBy
from sim.words.months import first_of, month_index
from sim.world.people import (
    RESIDENT_YEAR,
)

CALENDARS_KEPT = 16  # of due days: variants and points of a study mostly share them

#: Month and day from which, and to which, residents pay for a year, and whether that is in the next one.
_WINDOW = (
    "resident_window_from_month", "resident_window_from_day", "resident_window_to_month", "resident_window_to_day",
    "resident_window_to_next",
)  # fmt: skip


@lru_cache(maxsize=CALENDARS_KEPT)
def _dues_of(start: date, end: date, epochs: tuple[int, ...], days: tuple[tuple[int, ...], ...]) -> np.ndarray:
    """Ordinal of the due day of each month of a run in each region, by the law of the month's first day in it."""
    found = []
    for month in months_between(start, end):
        first = max(first_of(month), start).toordinal()
        found.append([day_in(month, day).toordinal() for day in days[bisect_right(epochs, first) - 1]])
    return np.array(found, np.int64)


class Dates(Household):
    """A household with every date that its scenario and its law fix."""

    # ------------------------------------------------------------------------- the calendar

    @cached_property
    def months(self) -> list[int]:
        return list(months_between(self.start, self.end))

    @cached_property
    def new_years(self) -> np.ndarray:
        years = range(self.start.year + 1, self.end.year + 1)
        return np.array([date(year, 1, 1).toordinal() for year in years], np.int64)

    @cached_property
    def month_ends(self) -> list[date]:
        return self._within(first_of(month + 1) - timedelta(days=1) for month in self.months)

    @cached_property
    def year_ends(self) -> list[date]:
        return self._within(date(year, 12, 31) for year in range(self.start.year, self.end.year + 1))

    def _within(self, days: Iterable[date]) -> list[date]:
        start, end = self.start, self.end
        return [day for day in days if start <= day < end]

    @cached_property
    def law_days(self) -> list[date]:
        """The days within the run on which any value of any region changes."""
        return [date.fromordinal(day) for day in self.policy.epochs[1:].tolist()]

    # ------------------------------------------------------------------------- contributions and credits

    @cached_property
    def dues(self) -> np.ndarray:
        """Ordinal of each slot's due day in each month of the run: that of the region lived in on the month's 1st."""
        days = tuple(map(tuple, self.policy.records["contribution_due_day"].tolist()))
        of_regions = _dues_of(self.start, self.end, tuple(self.policy.epochs.tolist()), days)
        regions = [self.regions[self.scenario.people[name].region] for name in self.order]
        dues = np.ascontiguousarray(of_regions[:, regions].T)
        for name in self._moves:
            for k, month in enumerate(self.months):
                here = self.regions[self.lives_in(name, max(first_of(month), self.start))]
                dues[self.slots[name], k] = of_regions[k, here]
        return dues

    @cached_property
    def due_days(self) -> list[tuple[date, int]]:
        """Every due day within the run, with its month."""
        start, end = self.start.toordinal(), self.end.toordinal()
        found = {
            (day, month)
            for of_slot in set(map(tuple, self.dues.tolist()))  # mostly the same for all
            for day, month in zip(of_slot, self.months, strict=True)
            if start <= day < end
        }
        return [(date.fromordinal(day), month) for day, month in sorted(found)]

    @cached_property
    def due_slots(self) -> np.ndarray:
        """For each of those days, whose due day it is."""
        days = np.array([day.toordinal() for day, _ in self.due_days], np.int64)
        places = np.array([month - self.months[0] for _, month in self.due_days], np.int64)
        return self.dues.T[places] == days[:, np.newaxis]

    @cached_property
    def benefit_years(self) -> list[tuple[date, int]]:
        """First days of the regions' benefit years, after the start."""
        found = []
        for name, region in self.regions.items():
            days = self.days_named(
                name, "benefit_year_starts_month", "benefit_year_starts_day", self.start.year, self.end.year
            )
            found += [(day, region) for day in days if self.start < day < self.end]
        return sorted(found)

    def days_named(self, region: str, month: str, day: str, first: int, last: int) -> list[date]:
        """The days of the years `first` to `last` that two values of the law, a `month` and a `day` of it, name on the
        day itself."""
        records = self.policy.records[:, self.regions[region]]
        ever = sorted(set(zip(records[month].tolist(), records[day].tolist(), strict=True)))
        found = set()
        for year in range(first, last + 1):
            for named in ever:
                on = in_year(year, *named)
                p = self.on(region, on)
                if (int(getattr(p, month)), int(getattr(p, day))) == named:
                    found.add(on)
        return sorted(found)

    @cached_property
    def yearly_credit_days(self) -> list[tuple[date, int]]:
        """Days on which a region credits its retirees for a year."""
        found = []
        for name, region in self.regions.items():
            if not self._ever(name, "account_credit_timing_retired", CreditTiming.YEAR):
                continue
            for day in self._within(
                self.days_named(
                    name,
                    "account_credit_timing_day_month",
                    "account_credit_timing_day_day",
                    self.start.year,
                    self.end.year,
                )
            ):
                if self.on(name, day).account_credit_timing_retired == CreditTiming.YEAR:
                    found.append((day, region))
        return sorted(found)

    @cached_property
    def yearly_payments(self) -> list[tuple[date, int, int]]:
        """Day, first month paid and slot, where self-payers pay for the benefit year that begins next."""
        found = []
        for region in self.policy.regions:
            if not self._ever(region, "contribution_flexible_pays", FlexiblePays.YEAR):
                continue
            years = self.start.year, self.end.year
            begin = self.days_named(
                region, "benefit_year_starts_month", "benefit_year_starts_day", years[0], years[1] + 2
            )
            for day in self._within(
                self.days_named(region, "contribution_flexible_day_month", "contribution_flexible_day_day", *years)
            ):
                if self.on(region, day).contribution_flexible_pays == FlexiblePays.YEAR:
                    month = month_index(next(begins for begins in begin if day <= begins))
                    here = (slot for name, slot in self.slots.items() if self.lives_in(name, day) == region)
                    found += [(day, month, slot) for slot in here]
        return sorted(found)

    @cached_property
    def advance_days(self) -> list[date]:
        """Due days on which some region credits the year in advance."""
        if not any(
            self._ever(name, "account_credit_timing_active", CreditTiming.YEAR_IN_ADVANCE) for name in self.regions
        ):
            return []
        return [
            day
            for day, _ in self.due_days
            if any(
                self.on(name, day).account_credit_timing_active == CreditTiming.YEAR_IN_ADVANCE for name in self.regions
            )
        ]

    def _ever(self, region: str, parameter: str, word: int) -> bool:
        """Whether the law of a region says something on some day of the run."""
        return bool((self.policy.records[parameter][:, self.regions[region]] == word).any())

    # ------------------------------------------------------------------------- resident insurance

    @cached_property
    def resident_years(self) -> np.ndarray:
        """Per region the benefit years that the run touches or may pay for, with the windows to pay for them."""
        years = range(self.start.year - 1, self.end.year + 2)
        found = np.zeros((len(self.policy.regions), len(years)), RESIDENT_YEAR)
        for region, name in enumerate(self.policy.regions):
            for k, year in enumerate(years):
                found[region, k] = self._resident_year(name, year)
        return found

    def _resident_year(self, region: str, year: int) -> tuple[int, ...]:
        begins = date(year, 1, 1)
        days = begins, date(year + 1, 1, 1), *self._window_of(region, year)
        return year, *(day.toordinal() for day in days), month_index(begins)

    def _window_of(self, region: str, year: int) -> tuple[date, date]:
        """First and last day to pay for a year; a window that never opens ends before it begins.

        It opens on the first day of the year before on which the law of that day says that it is open, and closes as
        that law says.
        """
        before = year - 1
        first, last = date(before, 1, 1), date(before, 12, 31)
        begin, end = bisect_right(self._epochs, first.toordinal()), bisect_right(self._epochs, last.toordinal())
        changes = [first, *map(date.fromordinal, self._epochs[begin:end])]
        named = [self._open_between(region, day)[0] for day in (*changes, last)]
        for day in sorted({*changes, *named}):
            opens, closes = self._open_between(region, day)
            if opens <= day <= closes:
                return day, closes
        return date(year, 1, 1), last

    def _open_between(self, region: str, day: date) -> tuple[date, date]:
        """First and last day of the window of that year by the law of a day of it."""
        from_month, from_day, to_month, to_day, to_next = self._window_by(region, day)
        return in_year(day.year, from_month, from_day), in_year(day.year + to_next, to_month, to_day)

    def _window_by(self, region: str, day: date) -> tuple[int, ...]:
        """Month and day from which and to which residents pay by the law of a day, and whether that is a year later."""
        if self.start <= day < self.end:
            return self._windows[bisect_right(self._epochs, day.toordinal()) - 1][self.regions[region]]
        p: Any = self.on(region, day)
        return tuple(int(p[field]) for field in _WINDOW)

    @cached_property
    def _epochs(self) -> list[int]:
        return self.policy.epochs.tolist()

    @cached_property
    def _windows(self) -> list[list[tuple[int, ...]]]:
        """The same within the run, by epoch and region: a field of a record is slow to read one by one."""
        fields = (self.policy.records[field].tolist() for field in _WINDOW)
        return [list(zip(*of_epoch, strict=True)) for of_epoch in zip(*fields, strict=True)]

    @cached_property
    def resident_policy(self) -> np.ndarray:
        """The values by which each of those years is paid: premiums are valued by benefit year."""
        records = [
            [self.on(name, date.fromordinal(int(year["begins"]))) for year in self.resident_years[region]]
            for region, name in enumerate(self.policy.regions)
        ]
        found = np.zeros(self.resident_years.shape, self.policy.records.dtype)
        for region, row in enumerate(records):
            for k, record in enumerate(row):
                found[region, k] = record
        return found

    @cached_property
    def premium_days(self) -> list[tuple[date, int, int, bool]]:
        """Day, region and benefit year for which residents pay on it, and whether in cash what bound accounts lack."""
        found = []
        for name, region in self.regions.items():
            for k, year in enumerate(self.resident_years[region]):
                begins, opens, closes = (date.fromordinal(int(year[day])) for day in ("begins", "opens", "closes"))
                if opens <= closes:
                    days = self._payment_days(name, opens, closes)
                    last = max((day for day in days if day < begins), default=days[-1])
                    found += [(day, region, k, day == last) for day in self._within(days) if day <= last]
        return sorted(found)

    def _payment_days(self, region: str, opens: date, closes: date) -> list[date]:
        """The days of a window on which accounts are debited, each by the law of that day.

        Where the law of the window's first day names none, or none that lies in it, all pay on that first day.
        """
        first = _debits(self.on(region, opens))
        if not first:
            return [opens]
        ever = self._debit_days[region] | set(first)
        years = range(opens.year, closes.year + 1)
        days = sorted({in_year(year, *named) for year in years for named in ever})
        debits = [day for day in days if opens <= day <= closes and _names(_debits(self.on(region, day)), day)]
        return debits or [opens]

    @cached_property
    def _debit_days(self) -> dict[str, set[tuple[int, int]]]:
        """Month and day of each debit that the law of the run ever names, by region."""
        records = self.policy.records
        return {name: {debit for p in records[:, k] for debit in _debits(p)} for name, k in self.regions.items()}

    @cached_property
    def joining_days(self) -> list[date]:
        """Days on which somebody may come to resident insurance: by the file, by losing a job, by retiring."""
        people = self.scenario.people
        days = {e.on for e in self.scenario.events if e.does in ("birth", "moves")}
        days |= {e.insured for e in self.scenario.events if isinstance(e.insured, date)}
        days |= {e.on for e in self.scenario.events if e.does == "joins" and e.as_ == "resident"}
        for slot, name in enumerate(self.order):
            person = people[name]
            if person.choices.when_jobless == "resident":
                days |= {e.on for e in self.scenario.events if e.does == "leaves_job" and e.who == name}
                if person.work and person.work.loses_job:
                    days |= {first_of(month) for month in self.months}
            if person.choices.when_short == "resident":
                days |= {day for day, who in self.retirements if who == slot}
        return self._within(sorted(days))

    # ------------------------------------------------------------------------- people

    def retires_in(self, person: Person) -> int:
        """Month (since year 0) in which a person retires: the statutory one, or the one chosen."""
        chosen, born = person.choices.retires, month_index(person.born)
        if isinstance(chosen, date):
            return month_index(chosen)
        named = chosen, person.region, person.old_age, born
        if named not in self._retiring:
            choose = {"statutory": statutory_month, "earliest": earliest_month, "latest": latest_month}
            self._retiring[named] = int(choose[chosen](self.on(person.region, self.start), person.old_age, born))
        return self._retiring[named]

    @cached_property
    def _retiring(self) -> dict[tuple[str, str, int, int], int]:
        """The months of those born in one month, who retire alike."""
        return {}

    @cached_property
    def retirements(self) -> list[tuple[date, int]]:
        """Day and slot of everybody who retires within the run."""
        found = []
        for name, slot in self.slots.items():
            person = self.scenario.people[name]
            day = max(first_of(self.retires_in(person)), self.start)
            if person.insured.as_ != "retired" and not person.by_chance and day < self.end:
                found.append((day, slot))
        return sorted(found)

    @cached_property
    def required(self) -> np.ndarray:
        """The months each region asks of each of them: cumulative, and really paid."""
        people = [(self.scenario.people[self.order[slot]], day) for day, slot in self.retirements]
        asked = [[self._required(region, person, day) for region in self.policy.regions] for person, day in people]
        return np.array(asked, np.int64).reshape(-1, len(self.policy.regions), 2)

    def _required(self, region: str, person: Person, day: date) -> tuple[int, int]:
        """Cumulative and really paid months a region asks for: by the day of retirement, or of entering work."""
        p = self.on(region, day)
        if p.retirement_years_by == YearsBy.ENTERED_WORK and person.entered_work:
            p = self.on(region, person.entered_work)
        sex = 1 if person.sex == "female" else 0
        return int(p.retirement_years[sex]), int(p.retirement_actual_years[sex])

    @cached_property
    def birthdays(self) -> list[tuple[date, list[tuple[int, int]]]]:
        """Days on which people complete a year, with their slots and ages."""
        found: dict[date, list[tuple[int, int]]] = {}
        for name, slot in self.slots.items():
            born = self.scenario.people[name].born
            if self.scenario.people[name].by_chance:
                continue  # another day in each life
            for year in range(max(self.start.year, born.year + 1), self.end.year + 1):
                day = in_year(year, born.month, born.day)
                if self.start <= day < self.end:
                    found.setdefault(day, []).append((slot, year - born.year))
        return sorted(found.items())

    @cached_property
    def job_events(self) -> set[tuple[int, date]]:
        """Slots and days for which the file itself says what becomes of the job."""
        kinds = ("leaves_job", "starts_job")
        return {(self.slots[e.who or ""], e.on) for e in self.scenario.events if e.does in kinds}

    @cached_property
    def observed_days(self) -> list[date]:
        return self._within(sorted({expected.on for expected in self.scenario.expect if expected.on}))


def _debits(p: Any) -> list[tuple[int, int]]:
    """Month and day of each debit that a record of the law names."""
    pairs = zip(p["resident_debits_month"].tolist(), p["resident_debits_day"].tolist(), strict=True)
    return [(month, day) for month, day in pairs if day]


def _names(debits: list[tuple[int, int]], day: date) -> bool:
    return any(in_year(day.year, *named) == day for named in debits)
