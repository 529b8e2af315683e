"""The law in force, read from the policy of a scenario: plain whole numbers by region and day."""

from bisect import bisect_right
from typing import Any

from sim.policy import Policy
from sim.words.law import NONE, RESIDENT_GROUP, BaseKind, GroupAs
from tests.reference.days import day_in_year, whole_yuan, year_of

RESIDENT_ROW = RESIDENT_GROUP


class _Values:
    """The values of a record by name as Python's own numbers and lists, each made when it is first looked up."""

    def __init__(self, record: Any):
        self.__dict__["_record"] = record

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = self._record[name].tolist()
        return found


class Law:
    """Looks up values; knows nothing of people."""

    def __init__(self, policy: Policy):
        self.policy = policy
        self.epochs = [int(day) for day in policy.epochs]
        self.first, self.end = policy.start.toordinal(), policy.end.toordinal()
        self._seen: dict[tuple[str, int], Any] = {}

    def on(self, region: str, day: int) -> Any:
        """The values of a region on a day, by the names of the record."""
        inside = self.first <= day < self.end
        key = region, (self.epochs[bisect_right(self.epochs, day) - 1] if inside else -day)
        if key not in self._seen:
            from datetime import date

            self._seen[key] = _Values(self.policy.record_on(region, date.fromordinal(day)))
        return self._seen[key]

    def menu_item(self, region: str, day: int, choice: str | None) -> int:
        names = self.policy.menu(region)
        return names.index(choice) if choice in names else self.on(region, day).contribution_flexible_default

    def year_starts(self, region: str, day: int) -> tuple[int, int]:
        """Month and day on which benefit years begin, by the law of a day."""
        p = self.on(region, day)
        return p.benefit_year_starts_month, p.benefit_year_starts_day

    def benefit_year(self, region: str, day: int) -> int:
        """The day on which the benefit year of a day began."""
        found = []
        for year in (year_of(day), year_of(day) - 1, year_of(day) - 2):
            for at in (day, day_in_year(year, 1, 1), day_in_year(year, 12, 31)):
                p = self.on(region, at)
                begins = day_in_year(year, p.benefit_year_starts_month, p.benefit_year_starts_day)
                q = self.on(region, begins)
                same = (q.benefit_year_starts_month, q.benefit_year_starts_day) == (
                    p.benefit_year_starts_month,
                    p.benefit_year_starts_day,
                )
                if begins <= day and same:
                    found.append(begins)
            if found:
                return max(found)
        raise LookupError(f"no benefit year of {region} on {day}")

    def window(self, region: str, year: int) -> tuple[int, int] | None:
        """First and last day to pay for a year of resident insurance: it opens on the first day of the year before on
        which the law of that day has it open, and closes as that law says."""
        first, last = day_in_year(year - 1, 1, 1), day_in_year(year - 1, 12, 31)
        changes = {first, last, *(day for day in self.epochs if first < day < last)}
        for day in sorted(changes | {self._open_between(region, at)[0] for at in changes}):
            opens, closes = self._open_between(region, day)
            if opens <= day <= closes:
                return day, closes
        return None

    def _open_between(self, region: str, day: int) -> tuple[int, int]:
        """First and last day of the window of a day's year by the law of that day."""
        p, year = self.on(region, day), year_of(day)
        opens = day_in_year(year, p.resident_window_from_month, p.resident_window_from_day)
        closes = year + 1 if p.resident_window_to_next else year
        return opens, day_in_year(closes, p.resident_window_to_month, p.resident_window_to_day)

    def debits(self, region: str, day: int) -> list[int]:
        """The days of a day's year on which accounts are debited for premiums, by the law of that day."""
        p = self.on(region, day)
        named = zip(p.resident_debits_month, p.resident_debits_day, strict=True)
        return [day_in_year(year_of(day), month, number) for month, number in named if month > 0]


def rung(ages: list[int], age: int) -> int:
    """The step of a table by age on which an age stands."""
    return max(i for i, youngest in enumerate(ages) if youngest <= age)


def base_of(p: Any, kind: int, value: int, wage: int, last_base: int) -> int:
    """What a rate is taken of."""
    floor, ceiling = p.contribution_base_floor, p.contribution_base_ceiling
    if kind == BaseKind.YUAN:
        return value
    if kind == BaseKind.FLOOR:
        return floor
    if kind == BaseKind.AVERAGE:
        return p.contribution_base_average_wage
    if kind == BaseKind.SHARE_OF_AVERAGE:
        return whole_yuan(p.contribution_base_average_wage, value)
    if kind == BaseKind.WAGE:
        return min(max(wage, floor), ceiling)
    return last_base


def group_row(p: Any, retired: bool, age: int, retired_on: int | None) -> int:
    """The narrowest group of the benefit tables a person belongs to; the rows stand from wide to narrow."""
    whom = GroupAs.RETIRED if retired else GroupAs.ACTIVE
    found = 0
    for row in range(RESIDENT_ROW):
        before = p.benefit_group_retired_before[row]
        if p.benefit_group_as[row] != whom or age < p.benefit_group_age[row]:
            continue
        if not before or (retired_on is not None and retired_on < before):
            found = row
    return found


__all__ = ["NONE", "RESIDENT_ROW", "Law", "base_of", "group_row", "rung"]
