"""What a block of lives is built from, prepared once: one life's rows on the first day, tables of care, known dates.

Everything here is the same in every life; blocks copy it and never write to it.
"""

from datetime import date, timedelta
from functools import cached_property

import numpy as np

from sim.plan.dates import Dates
from sim.policy import Policy
from sim.rules.contribution import contribution_base, flexible_base
from sim.scenario import Scenario
from sim.scenario.model import Person, Visits
from sim.words.flows import Flow, Place
from sim.words.law import TIER_NAMES, FlexiblePays
from sim.words.states import Alive, Scheme, WhenJobless, WhenShort
from sim.world.calendar import completed_years, first_of, in_year, month_index
from sim.world.chance import threshold
from sim.world.keys import person_key, seed_key
from sim.world.people import (
    BINDING,
    FILE_BILL,
    FOREVER,
    NOBODY,
    PERSON,
    PROFILE,
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


class Plan(Dates):
    """A scenario under a policy, ready to be lived."""

    @classmethod
    def make(cls, scenario: Scenario, policy: Policy) -> "Plan":
        """Prepare everything that blocks share."""
        plan = cls(scenario, policy)
        for prepared in ("rows", "costs", "gaps", "file_bills", "due_days", "resident_policy", "menus"):
            getattr(plan, prepared)
        return plan

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

    def _retired_on(self, person: Person, scheme: Scheme) -> int:
        return first_of(self.retires_in(person)).toordinal() if scheme == Scheme.RETIRED else 0

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

    # ------------------------------------------------------------------------- what is the same in every life

    @property
    def key(self) -> np.uint64:
        return seed_key(self.scenario.seed)

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


def _stacked(tables: list[np.ndarray]) -> np.ndarray:
    return np.stack(tables) if tables else np.zeros((0, 1), np.int64)
