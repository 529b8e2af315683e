"""What a block of lives is built from, prepared once: one life's rows on the first day, tables, and the dates known
before the run. Everything here is the same in every life; blocks copy it and never write to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from sim.policy import Policy
from sim.policy.words import TIER_NAMES, CreditTiming, FlexiblePays, YearsBy
from sim.rules.contribution import contribution_base, flexible_base
from sim.rules.mutual_aid import Relation
from sim.rules.retirement import OldAge, earliest_month, latest_month, statutory_month
from sim.rules.words import Alive, Scheme, WhenJobless, WhenShort
from sim.scenario import Faults, Scenario
from sim.scenario.faults import Fault
from sim.scenario.model import Event, Person, Visits
from sim.world.books import Flow, Place
from sim.world.calendar import completed_years, day_in, first_of, in_year, month_index, months_between
from sim.world.chance import threshold
from sim.world.keys import person_key, seed_key
from sim.world.people import (
    BINDING,
    FILE_BILL,
    FOREVER,
    NOBODY,
    PERSON,
    PROFILE,
    RESIDENT_YEAR,
    TRAITS,
    Care,
)
from sim.world.tables import gaps_table, grown, lognormal_table

SCHEMES = {
    "none": Scheme.NONE,
    "employee": Scheme.EMPLOYEE,
    "flexible": Scheme.FLEXIBLE,
    "resident": Scheme.RESIDENT,
    "retired": Scheme.RETIRED,
}
LIMITS = {None: 0, "year": 1, "bill": 2}
MONTHS_AHEAD = 600  # how many months on a wait or a lag may reach


@dataclass(frozen=True)
class Plan:
    """A scenario under a policy, ready to be lived."""

    scenario: Scenario
    policy: Policy

    @classmethod
    def make(cls, scenario: Scenario, policy: Policy) -> "Plan":
        """Prepare everything that blocks share."""
        plan = cls(scenario, policy)
        for prepared in ("rows", "costs", "gaps", "file_bills", "due_days", "resident_policy", "menus"):
            getattr(plan, prepared)
        return plan

    # ------------------------------------------------------------------------- who stands where

    @property
    def start(self) -> date:
        return self.scenario.start

    @property
    def end(self) -> date:
        return self.scenario.end

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The people in the order of the file: `who` is the place here."""
        return tuple(self.scenario.people)

    @property
    def persons(self) -> int:
        return len(self.names)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The people in the order of their rows: those who can ever pay for each other together, by person key."""
        group = {name: name for name in self.names}
        for binding in self.scenario.bindings:
            joined, into = group[binding.for_], group[binding.payer]
            group = {name: into if of == joined else of for name, of in group.items()}
        keys = {name: person_key(name) for name in self.names}
        first = {of: min(keys[name] for name in self.names if group[name] == of) for of in set(group.values())}
        return tuple(sorted(self.names, key=lambda name: (first[group[name]], keys[name])))

    @cached_property
    def slots(self) -> dict[str, int]:
        """Place of each person's row within a life."""
        return {name: slot for slot, name in enumerate(self.order)}

    @cached_property
    def family_bounds(self) -> np.ndarray:
        """Slots at which the families of a life begin: people whom no binding joins need not wait for each other."""
        bounds, reached = [], -1
        for slot in range(self.persons):
            if slot > reached:
                bounds.append(slot)
            reached = max([reached, slot, *(self._joined(slot))])
        return np.array(bounds, np.int64)

    def _joined(self, slot: int) -> list[int]:
        ends = ((self.slots[b.payer], self.slots[b.for_]) for b in self.scenario.bindings)
        return [other for pair in ends if slot in pair for other in pair]

    @cached_property
    def regions(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.policy.regions)}

    @cached_property
    def provinces(self) -> np.ndarray:
        return np.array([self.on(name, self.start).province for name in self.policy.regions], np.int64)

    def on(self, region: str, day: date) -> np.record:
        """A region's values in force on a day, by name."""
        return self.policy.record_on(region, day)

    def lives_in(self, name: str, day: date) -> str:
        """The region a person lives in on a day, the day's own move included."""
        region = self.scenario.people[name].region
        for event in sorted(
            (e for e in self.scenario.events if e.does == "moves" and e.who == name), key=lambda e: e.on
        ):
            if event.on <= day:
                region = event.region or region
        return region

    # ------------------------------------------------------------------------- rows

    @cached_property
    def rows(self) -> np.ndarray:
        """One life's people on the first day, in the order of their slots."""
        rows = np.zeros(self.persons, PERSON)
        for slot, name in enumerate(self.order):
            self._settle_in(rows[slot], slot, self.scenario.people[name])
        return rows

    def _settle_in(self, row: np.void, slot: int, person: Person) -> None:
        insured, region = person.insured, self.regions[person.region]
        p = self.on(person.region, self.start)
        scheme = SCHEMES[insured.as_]
        in_employee = insured.as_ in ("employee", "flexible", "retired")
        was_insured = in_employee or insured.paid_months > 0
        wage = person.work.wage if person.work else 0
        has_job = scheme == Scheme.EMPLOYEE and wage > 0
        if scheme == Scheme.EMPLOYEE and not has_job:
            scheme = Scheme.NONE
        values = {
            "who": self.names.index(person.name), "slot": slot, "persons": self.persons, "key": person_key(person.name),
            "age": 0 if person.unborn else completed_years(person.born, self.start),
            "alive": Alive.UNBORN if person.unborn else Alive.YES,
            "region": region, "lives_in": region, "gap_region": region,
            "scheme": scheme, "ever_insured": was_insured, "has_job": has_job, "had_job": has_job,
            "wage": wage, "base_wage": wage, "last_base": self._last_base(person, scheme, wage, p, slot),
            "unemployment_months": insured.paid_months if scheme == Scheme.EMPLOYEE else 0,
            "covered_from": 0 if was_insured else FOREVER,
            "stopped_from": FOREVER if in_employee or not was_insured else self.start.toordinal(),
            "paid_months": insured.paid_months, "deemed_months": insured.deemed_months,
            "months_here": insured.paid_months, "in_a_row": insured.insured_in_a_row,
            "retired": scheme == Scheme.RETIRED, "lifetime": scheme == Scheme.RETIRED,
            "lifetime_at_retirement": scheme == Scheme.RETIRED,
            "retires_on": self.retires_in(person), "retired_on": self._retired_on(person, scheme),
            "carried_in": insured.account, "settle_on": FOREVER, "gap_bill": NOBODY,
            "year_began": self._benefit_year_began(p).toordinal(),
        }  # fmt: skip
        if scheme == Scheme.FLEXIBLE and p.contribution_flexible_pays == FlexiblePays.YEAR:
            values["paid_until"] = month_index(self._benefit_year_began(p)) + 12
        if scheme == Scheme.FLEXIBLE:
            values["no_outpatient"] = 1 - p.contribution_flexible_outpatient[self.menus[slot, region]]
        if scheme == Scheme.RESIDENT and not person.unborn:
            values["resident_until"] = self._resident_until(region)
        for field, value in values.items():
            row[field] = value
        row["books"][Place.OPENING] = -insured.account
        row["books"][Place.ACCOUNT] = insured.account
        row["flows"][Flow.OPENING_ACCOUNT] = insured.account

    def _last_base(self, person: Person, scheme: Scheme, wage: int, p: np.record, slot: int) -> int:
        if scheme == Scheme.FLEXIBLE:
            floor = p.contribution_base_floor
            return int(flexible_base(p, self.menus[slot, self.regions[person.region]], wage, floor))
        return int(contribution_base(p, wage))

    def _benefit_year_began(self, p: np.record) -> date:
        month, day = int(p.benefit_year_starts_month), int(p.benefit_year_starts_day)
        began = in_year(self.start.year, month, day)
        return began if began <= self.start else in_year(self.start.year - 1, month, day)

    def _resident_until(self, region: int) -> int:
        """End of what is paid on the first day: the current year, and each whose window began before."""
        years = self.resident_years[region]
        used = (years["begins"] <= self.start.toordinal()) | (years["opens"] < self.start.toordinal())
        return int(years["ends"][used].max())

    # ------------------------------------------------------------------------- retirement

    def retires_in(self, person: Person) -> int:
        """Month (since year 0) in which a person retires: the statutory one, or the one chosen."""
        p = self.on(person.region, self.start)
        track = person.work.track if person.work else "worker"
        women = OldAge.WOMEN_CADRE if track == "cadre" else OldAge.WOMEN_WORKER
        old_age = OldAge.MEN if person.sex == "male" else women
        born = month_index(person.born)
        if isinstance(person.choices.retires, date):
            return self._named_month(person, month_index(person.choices.retires), p, old_age, born)
        choose = {"statutory": statutory_month, "earliest": earliest_month, "latest": latest_month}
        return int(choose[person.choices.retires](p, old_age, born))

    def _named_month(self, person: Person, month: int, p: np.record, old_age: OldAge, born: int) -> int:
        """A month named in the file, which must lie where the law in force at the start lets a person choose."""
        first, last = (int(bound(p, old_age, born)) for bound in (earliest_month, latest_month))
        if first <= month <= last or person.insured.as_ == "retired":
            return month
        allowed = f"{first_of(first):%Y-%m} to {first_of(last):%Y-%m}"
        message = f"{person.name} may not choose to retire in {first_of(month):%Y-%m}"
        raise Faults([Fault(str(self.scenario.path), 1, 1, message, allowed=allowed)])

    def _retired_on(self, person: Person, scheme: Scheme) -> int:
        return first_of(self.retires_in(person)).toordinal() if scheme == Scheme.RETIRED else 0

    @cached_property
    def retirements(self) -> list[tuple[date, int, np.ndarray, np.ndarray]]:
        """Day, slot and the months each region asks for, of everybody who retires within the run."""
        found = []
        for name, slot in self.slots.items():
            person = self.scenario.people[name]
            day = max(first_of(self.retires_in(person)), self.start)
            if person.insured.as_ == "retired" or day >= self.end:
                continue
            asked = [self._required(region, person, day) for region in self.policy.regions]
            found.append((day, slot, *(np.array(months, np.int64) for months in zip(*asked, strict=True))))
        return sorted(found, key=lambda retirement: retirement[:2])

    def _required(self, region: str, person: Person, day: date) -> tuple[int, int]:
        """Cumulative and really paid months a region asks for: by the day of retirement, or of entering work."""
        p = self.on(region, day)
        if p.retirement_years_by == YearsBy.ENTERED_WORK and person.entered_work:
            p = self.on(region, person.entered_work)
        sex = 1 if person.sex == "female" else 0
        return int(p.retirement_years[sex]), int(p.retirement_actual_years[sex])

    # ------------------------------------------------------------------------- what is the same in every life

    @cached_property
    def traits(self) -> np.ndarray:
        traits = np.zeros(self.persons, TRAITS)
        for slot, name in enumerate(self.order):
            person, row = self.scenario.people[name], traits[slot]
            work, choices = person.work, person.choices
            values = {
                "who": self.names.index(name), "first_month": month_index(self.start),
                "born_year": person.born.year, "born_month": person.born.month, "born_day": person.born.day,
                "loses_job": threshold(work.loses_job) if work else 0,
                "finds_job": threshold(work.finds_job) if work else 0,
                "growth": work.growth if work else 0, "pension": person.pension or 0,
                "when_jobless": WhenJobless[choices.when_jobless.upper()],
                "back_pays": choices.back_pay == "within_grace", "when_short": WhenShort[choices.when_short.upper()],
                "care": [self._profile_of(slot, kind) for kind in Care],
            }  # fmt: skip
            mine = [k for k, binding in enumerate(self.sorted_bindings) if binding.for_ == name]
            values["bindings_from"], values["bindings_to"] = (mine[0], mine[-1] + 1) if mine else (0, 0)
            for field, value in values.items():
                row[field] = value
        return traits

    @cached_property
    def resident_when_jobless(self) -> frozenset[int]:
        """Slots of those who join resident insurance when a job ends."""
        return frozenset(np.flatnonzero(self.traits["when_jobless"] == WhenJobless.RESIDENT).tolist())

    @cached_property
    def resident_when_short(self) -> frozenset[int]:
        """Slots of those who go to resident insurance when they retire short of months."""
        return frozenset(np.flatnonzero(self.traits["when_short"] == WhenShort.RESIDENT).tolist())

    @cached_property
    def sorted_bindings(self) -> list:
        """The file's bindings, those of one patient together, by rank, then by the order of the file."""
        return sorted(self.scenario.bindings, key=lambda binding: (self.slots[binding.for_], binding.rank))

    @cached_property
    def bindings(self) -> np.ndarray:
        found = np.zeros(len(self.sorted_bindings), BINDING)
        for k, binding in enumerate(self.sorted_bindings):
            until = binding.until.toordinal() if binding.until else FOREVER
            limit = binding.limit or 0
            place = self.scenario.bindings.index(binding)
            payer, patient = self.slots[binding.payer], self.slots[binding.for_]
            since = max(binding.from_, self.scenario.start - timedelta(days=1)).toordinal()
            found[k] = (payer, patient, since, until, limit, LIMITS[binding.limit_per], place)
        return found

    # ------------------------------------------------------------------------- care

    @cached_property
    def _needs(self) -> list[tuple[int, Care, Visits, int]]:
        """Every need of care: slot, kind, visits, growth of costs in parts per million."""
        found = []
        for slot, name in enumerate(self.order):
            care = self.scenario.people[name].care
            for kind, visits in (
                (Care.OUTPATIENT, care and care.outpatient),
                (Care.INPATIENT, care and care.inpatient),
            ):
                if care and visits and visits.per_year > 0:
                    found.append((slot, kind, visits, care.growth))
        return found

    def _profile_of(self, slot: int, kind: Care) -> int:
        places = [k for k, (of, what, *_) in enumerate(self._needs) if of == slot and what == kind]
        return places[0] if places else NOBODY

    @cached_property
    def care(self) -> np.ndarray:
        profiles = np.zeros(len(self._needs), PROFILE)
        for row, (_, _, visits, _) in zip(profiles, self._needs, strict=True):
            shares = [(TIER_NAMES.index(tier), part) for tier, part in visits.tiers.items() if part]
            shares.sort()  # by tier: the order of the file moves no draw
            row["class_b"], row["class_c"], row["tiers"] = visits.class_b, visits.class_c, len(shares)
            row["only_tier"] = shares[0][0] if len(shares) == 1 else NOBODY
            reached = 0
            for k, (tier, part) in enumerate(shares):
                reached += part
                row["tier"][k], row["below"][k] = tier, threshold(reached)
        return profiles

    @cached_property
    def gaps(self) -> np.ndarray:
        """Times between bills in thousandths of a day, one table a need."""
        return _stacked([gaps_table(visits.per_year) for _, _, visits, _ in self._needs])

    @cached_property
    def costs(self) -> np.ndarray:
        """Costs in fen, one table a need and calendar year: the growth is compounded exactly and rounded once."""
        last = (self.end - timedelta(days=1)).year - self.start.year
        tables = []
        for _, _, visits, growth in self._needs:
            table = lognormal_table(visits.median, visits.p90)
            tables.append(np.stack([grown(table, growth, year) if year else table for year in range(last + 1)]))
        return np.stack(tables) if tables else np.zeros((0, last + 1, 1), np.int64)

    @cached_property
    def new_years(self) -> np.ndarray:
        years = range(self.start.year + 1, self.end.year + 1)
        return np.array([date(year, 1, 1).toordinal() for year in years], np.int64)

    @cached_property
    def file_bills(self) -> np.ndarray:
        """The file's bills by day, those of one day in the order of the file."""
        kinds = {"outpatient": Care.OUTPATIENT, "inpatient": Care.INPATIENT}
        events = [(k, event) for k, event in enumerate(self.scenario.events) if event.does in kinds]
        found = [
            (
                k, self.slots[e.who or ""], kinds[e.does], e.on.toordinal(), TIER_NAMES.index(e.tier or "1"),
                e.cost, e.class_b or 0, e.class_c or 0,
            )
            for k, e in sorted(events, key=lambda item: item[1].on)
        ]  # fmt: skip
        return np.array(found, FILE_BILL)

    @cached_property
    def bill_names(self) -> tuple[str | None, ...]:
        return tuple(self.scenario.events[bill["event"]].bill for bill in self.file_bills)

    # ------------------------------------------------------------------------- dates known before the run

    @cached_property
    def months(self) -> list[int]:
        return list(months_between(self.start, self.end))

    @cached_property
    def dues(self) -> np.ndarray:
        """Ordinal of each slot's due day in each month of the run: that of the region lived in on the month's 1st."""
        dues = np.zeros((self.persons, len(self.months)), np.int64)
        for k, month in enumerate(self.months):
            first = max(first_of(month), self.start)
            for name, slot in self.slots.items():
                due_day = int(self.on(self.lives_in(name, first), first).contribution_due_day)
                dues[slot, k] = day_in(month, due_day).toordinal()
        return dues

    @cached_property
    def due_days(self) -> list[tuple[date, int, np.ndarray]]:
        """Every due day within the run, with its month and the slots it is due for."""
        found: dict[tuple[int, int], np.ndarray] = {}
        for k, month in enumerate(self.months):
            for slot in range(self.persons):
                if self.start.toordinal() <= self.dues[slot, k] < self.end.toordinal():
                    place = int(self.dues[slot, k]), month
                    found.setdefault(place, np.zeros(self.persons, np.bool_))[slot] = True
        return [(date.fromordinal(day), month, found[day, month]) for day, month in sorted(found)]

    @cached_property
    def _all_firsts(self) -> np.ndarray:
        first = self.months[0]
        return np.array([first_of(first + k).toordinal() for k in range(len(self.months) + MONTHS_AHEAD)], np.int64)

    def firsts(self, month: int) -> np.ndarray:
        """`firsts[k]` is the ordinal of the 1st of the month that lies k months after `month`."""
        return self._all_firsts[month - self.months[0] :]

    def due_day(self, slot: int, month: int) -> int:
        """Ordinal of the due day of a month where the person lives on its 1st."""
        return int(self.dues[slot, month - self.months[0]])

    @cached_property
    def month_ends(self) -> list[date]:
        return self._within(first_of(month + 1) - timedelta(days=1) for month in self.months)

    @cached_property
    def year_ends(self) -> list[date]:
        return self._within(date(year, 12, 31) for year in range(self.start.year, self.end.year + 1))

    def _within(self, days: Iterable[date]) -> list[date]:
        return [day for day in days if self.start <= day < self.end]

    @cached_property
    def benefit_years(self) -> list[tuple[date, int]]:
        """First days of the regions' benefit years, after the start."""
        found = []
        for name, region in self.regions.items():
            for year in range(self.start.year, self.end.year + 1):
                p = self.on(name, in_year(year, 1, 1))
                day = in_year(year, int(p.benefit_year_starts_month), int(p.benefit_year_starts_day))
                if self.start < day < self.end:
                    found.append((day, region))
        return sorted(found)

    @cached_property
    def yearly_credit_days(self) -> list[tuple[date, int]]:
        """Days on which a region credits its retirees for a year."""
        found = []
        for name, region in self.regions.items():
            for year in range(self.start.year, self.end.year + 1):
                p = self.on(name, in_year(year, 1, 1))
                if p.account_credit_timing_retired == CreditTiming.YEAR:
                    day = in_year(year, int(p.account_credit_timing_day_month), int(p.account_credit_timing_day_day))
                    found += [(day, region)] if self.start <= day < self.end else []
        return sorted(found)

    @cached_property
    def yearly_windows(self) -> list[tuple[date, int, int]]:
        """Day, first month paid and slot, where self-payers pay for the benefit year that begins next."""
        found = []
        for region in self.policy.regions:
            for year in range(self.start.year, self.end.year + 1):
                p = self.on(region, in_year(year, 1, 1))
                if p.contribution_flexible_pays != FlexiblePays.YEAR:
                    continue
                opens = int(p.contribution_flexible_window_from_month), int(p.contribution_flexible_window_from_day)
                day = in_year(year, *opens)
                begins = in_year(year, int(p.benefit_year_starts_month), int(p.benefit_year_starts_day))
                month = month_index(begins) if day <= begins else month_index(begins) + 12
                if self.start <= day < self.end:
                    here = (slot for name, slot in self.slots.items() if self.lives_in(name, day) == region)
                    found += [(day, month, slot) for slot in here]
        return sorted(found)

    @cached_property
    def premium_days(self) -> list[tuple[date, int, int, bool]]:
        """Day, region, benefit year and whether it is the last day, on which residents pay."""
        found = []
        for region in range(len(self.policy.regions)):
            for k, year in enumerate(self.resident_years[region]):
                days = self._payment_days(
                    region, k, date.fromordinal(int(year["opens"])), date.fromordinal(int(year["closes"]))
                )
                found += [(day, region, k, day == days[-1]) for day in self._within(days)]
        return sorted(found)

    def _payment_days(self, region: int, k: int, opens: date, closes: date) -> list[date]:
        p = self.resident_policy[region, k]
        debits = []
        for month, day in zip(p["resident_debits_month"], p["resident_debits_day"], strict=True):
            years = (opens.year, closes.year) if day else ()
            debits += [
                on for year in sorted(set(years)) if opens <= (on := in_year(year, int(month), int(day))) <= closes
            ]
        return sorted(debits) or [opens]

    @cached_property
    def birthdays(self) -> list[tuple[date, list[tuple[int, int]]]]:
        """Days on which people complete a year, with their slots and ages."""
        found: dict[date, list[tuple[int, int]]] = {}
        for name, slot in self.slots.items():
            born = self.scenario.people[name].born
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
    def binding_days(self) -> list[tuple[date, list[int]]]:
        """First days of bindings, with their places in the file."""
        found: dict[date, list[int]] = {}
        for place, binding in enumerate(self.scenario.bindings):
            day = max(binding.from_, self.start)
            if day < self.end:
                found.setdefault(day, []).append(place)
        return sorted(found.items())

    @cached_property
    def observed_days(self) -> list[date]:
        return self._within(sorted({expected.on for expected in self.scenario.expect if expected.on}))

    # ------------------------------------------------------------------------- kin

    def relation(self, one: str, other: str, day: date) -> int:
        """What `other` is to `one`, as the law asks."""
        found = self.scenario.relation(one, other, day)
        return Relation[found.upper()] if found else Relation.NONE

    def heirs(self, name: str, day: date, place: int) -> np.ndarray:
        """Slots of the living spouse, children and parents, in the order of the file, at the event at that place."""
        found = [
            self.slots[other]
            for other in self.names
            if self._lives(other, day, place)
            and self.relation(name, other, day) in (Relation.SPOUSE, Relation.CHILD, Relation.PARENT)
        ]
        return np.array(found, np.int64)

    def _lives(self, name: str, day: date, place: int) -> bool:
        gone = (
            e
            for k, e in enumerate(self.scenario.events)
            if e.who == name and e.does in ("dies", "emigrates") and (e.on, k) < (day, place)
        )
        return self.scenario.people[name].born <= day and next(gone, None) is None

    def former_spouses(self, event: Event) -> list[str]:
        """Those whom a divorce parts from its person: the one it names, else whoever she was married to till then."""
        if event.to:
            return [event.to]
        before = event.on - timedelta(days=1)
        return [other for other in self.names if self.relation(event.who or "", other, before) == Relation.SPOUSE]

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
        p = self.on(region, in_year(year, 1, 1))
        month, day = int(p.benefit_year_starts_month), int(p.benefit_year_starts_day)
        begins, ends = in_year(year, month, day), in_year(year + 1, month, day)
        opens = in_year(begins.year, int(p.resident_window_from_month), int(p.resident_window_from_day))
        if opens >= begins:
            opens = (
                opens.replace(year=opens.year - 1)
                if (opens.month, opens.day) != (2, 29)
                else in_year(opens.year - 1, 2, 28)
            )
        closes = in_year(opens.year, int(p.resident_window_to_month), int(p.resident_window_to_day))
        if p.resident_window_to_next or closes < opens:
            closes = in_year(opens.year + 1, int(p.resident_window_to_month), int(p.resident_window_to_day))
        late = int(p.resident_late_until_month)
        late_until = 0
        if late:
            until = in_year(begins.year, late, int(p.resident_late_until_day))
            late_until = (until if until >= begins else in_year(begins.year + 1, until.month, until.day)).toordinal()
        days = (day.toordinal() for day in (begins, ends, opens, closes))
        return year, *days, late_until, month_index(begins)

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
    def menus(self) -> np.ndarray:
        """The item of each region's menu for self-payers that each person takes: the named one, else the default."""
        found = np.zeros((self.persons, len(self.policy.regions)), np.int64)
        for slot, name in enumerate(self.order):
            chosen = self.scenario.people[name].choices.menu
            for region, place in self.regions.items():
                menu = self.policy.menu(region)
                default = int(self.on(region, self.start).contribution_flexible_default)
                found[slot, place] = menu.index(chosen) if chosen in menu else default
        return found

    @property
    def key(self) -> np.uint64:
        return seed_key(self.scenario.seed)


def _stacked(tables: list[np.ndarray]) -> np.ndarray:
    return np.stack(tables) if tables else np.zeros((0, 1), np.int64)
