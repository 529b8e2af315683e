"""What a block of lives is built from, prepared once: one life's rows on the first day, tables of care, known dates.

Everything here is the same in every life; blocks copy it and never write to it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any

import numpy as np

from sim.extensions.loading import as_faults, replacing
from sim.keys import person_key, seed_key
from sim.plan.acts import Act, acts_of
from sim.plan.dates import Dates
from sim.plan.deaths import period_of, thresholds
from sim.policy import Policy
from sim.rules.account import months_to_yearly_credit
from sim.rules.contribution import contribution_base, flexible_base
from sim.rules.rounding import share
from sim.scenario import Scenario
from sim.scenario.care import Visits
from sim.scenario.kin import FERTILE_BETWEEN, LEAST_MARRIED
from sim.scenario.model import Binding, Person
from sim.scenario.mortality import SEXES, LifeTable
from sim.state.policy import Policy as Record
from sim.words.dates import birthday, completed_years, in_year
from sim.words.flows import Flow, Place
from sim.words.law import NONE, TIER_NAMES, Away, CreditTiming, FlexiblePays
from sim.words.members import word_of, words_of
from sim.words.months import first_of, month_index
from sim.words.states import FOREVER, NOBODY, Alive, Care, LimitPer, Scheme, WhenJobless, WhenShort
from sim.world.agenda import DAY
from sim.world.chance import threshold
from sim.world.people import BINDING, CHILD, COUPLE, FILE_BILL, PERSON, PROFILE, TRAITS
from sim.world.plain import as_plain
from sim.world.prices import PRICE, priced
from sim.world.tables import gaps_table, lognormal_table

AWAY = words_of(Away)
# Members of enumerations are slow to name for each person.
_SCHEMES = {word_of(scheme): scheme for scheme in Scheme}
_ALIVE, _UNBORN, _KINDS_OF_CARE = Alive.YES, Alive.UNBORN, tuple(Care)
TABLES_KEPT = 64  # of costs, with their prices
_LONGEST = (1 << 32) - 1  # time between bills that a table keeps: thousandths of a day
assert _LONGEST > FOREVER * DAY


class Plan(Dates):
    """A scenario under a policy, ready to be simulated."""

    @classmethod
    def make(cls, scenario: Scenario, policy: Policy) -> "Plan":
        """Prepare everything that blocks share."""
        plan = cls(scenario, policy)
        try:
            for prepared in ("rows", "arrays", "acts", "due_days", "premium_days", "binding_days"):
                getattr(plan, prepared)
        except Exception as error:
            raise (as_faults(error, scenario.extensions) or error) from None
        return plan

    @property
    def extensions(self) -> tuple[Any, ...]:
        return self.scenario.extensions

    @cached_property
    def rule(self) -> Callable[[Callable], Callable]:
        """By what a rule is called before lives begin: itself, or what an extension has in its place."""
        return replacing(self.scenario.extensions)

    @cached_property
    def arrays(self) -> dict[str, np.ndarray]:
        """What blocks share, by the names of the world (`sim/world/world.py`)."""
        names = (
            "traits", "keys", "bindings", "care", "gaps", "costs", "prices", "file_bills", "heirs", "relations",
            "couples", "children", "mortality", "menus", "programmes", "dues", "due_slots", "required",
            "resident_years", "resident_policy", "provinces", "new_years",
        )  # fmt: skip
        return {"epochs": self.policy.epochs} | {name: np.ascontiguousarray(getattr(self, name)) for name in names}

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """What the file's events do, by day."""
        return acts_of(self)

    # ------------------------------------------------------------------------- rows

    @cached_property
    def rows(self) -> np.ndarray:
        """One life's people on the first day, in the order of their slots."""
        rows = np.zeros(self.persons, PERSON)
        columns: dict[tuple[str, ...], dict[int, int]] = {}  # NumPy writes a column as fast as a number
        for slot, name in enumerate(self.order):
            for record, fields in self._on_first_day(slot, self.scenario.people[name]).items():
                for field, value in fields.items():
                    columns.setdefault((record, field), {})[slot] = value
        for (record, field), values in columns.items():
            column = (rows[record] if record else rows)[field]
            column.T[..., list(values)] = list(values.values())  # in each place of a vector
        accounts = [self.scenario.people[name].insured.account for name in self.order]
        rows["books"][:, Place.OPENING] = np.negative(accounts)
        rows["books"][:, Place.PAST_ACCOUNT] = accounts
        rows["flows"][:, Flow.OPENING_ACCOUNT] = accounts
        return rows

    def _on_first_day(self, slot: int, person: Person) -> dict[str, dict[str, int]]:
        """The fields of a row that are not 0, by record; those of the row itself under no name."""
        insured, region = person.insured, self.regions[person.region]
        p = self._first_law[region]
        scheme = _SCHEMES[insured.as_]
        in_employee = insured.as_ in ("employee", "flexible", "retired")
        was_insured = in_employee or insured.paid_months > 0
        wage = person.work.wage if person.work else 0
        has_job = insured.as_ == "employee" and wage > 0
        if insured.as_ == "employee" and not has_job:
            scheme = _SCHEMES["none"]
        is_retired, is_resident = insured.as_ == "retired", insured.as_ == "resident"
        row = {
            "who": self.places[person.name], "slot": slot, "key": person_key(person.name),
            "age": 0 if person.unborn else completed_years(person.born, self.start),
            "alive": _UNBORN if person.unborn else _ALIVE,
            "born": FOREVER if person.by_chance else person.born.toordinal(),
            "region": region, "lives_in": region, "scheme": scheme,
            "year_began": self._benefit_years_began[region].toordinal(),
        }  # fmt: skip
        cover = {
            "since": 0 if was_insured else FOREVER, "ever_insured": was_insured,
            "until": FOREVER if in_employee or not was_insured else self.start.toordinal(),
        }  # fmt: skip
        job = {
            "held": has_job, "ever_held": has_job, "wage": wage, "base_wage": wage,
            "last_base": self._last_base(person, wage, p, slot),
            "unemployment_months": insured.paid_months if has_job else 0,
        }  # fmt: skip
        months = {
            "paid_months": insured.paid_months, "deemed_months": insured.deemed_months,
            "months_here": insured.paid_months, "in_a_row": insured.insured_in_a_row,
        }  # fmt: skip
        month = self.retires_in(person)
        pension = {
            "retired": is_retired, "lifetime": is_retired, "lifetime_at_retirement": is_retired,
            "retires_in": month, "retired_on": first_of(month).toordinal() if is_retired else 0,
        }  # fmt: skip
        if insured.as_ == "flexible":
            cover["no_outpatient"] = 1 - p.contribution_flexible_outpatient[self.menus[slot, region]]
            if p.contribution_flexible_pays == FlexiblePays.YEAR:
                job["paid_until"] = month_index(self._benefit_years_began[region]) + 12
        resident, residents_year = {"months_at_new_year": insured.paid_months}, {}
        if is_resident and not person.unborn:
            resident |= {"until": self._residents_until[region], "row_from": month_index(self.start)}
            resident |= self._bonus_before(p, insured.insured_in_a_row)
            residents_year["bonus"] = resident["bonus_continuous"]
        credit = {"carried_in": insured.account}
        if is_retired and p.account_credit_timing_retired == CreditTiming.YEAR:  # this year's was credited before
            until_next = self.rule(months_to_yearly_credit)(p, self.start.month, self.start.day)
            credit["given_until"] = month_index(self.start) + until_next
        gap = {"region": region, "settle_on": FOREVER, "bill": NOBODY}
        return {
            "": row, "cover": cover, "gap": gap, "job": job, "insured": months, "pension": pension,
            "resident": resident, "residents_year": residents_year, "credit": credit,
        }  # fmt: skip

    @cached_property
    def _first_law(self) -> list[Record]:
        """The law of each region on the first day, as plain Python reads it fastest."""
        records = as_plain(self.policy.records)
        return [records[0, region] for region in range(len(self.policy.regions))]

    def _last_base(self, person: Person, wage: int, p: Record, slot: int) -> int:
        if person.insured.as_ == "flexible":
            floor = p.contribution_base_floor
            return int(self.rule(flexible_base)(p, self.menus[slot, self.regions[person.region]], wage, floor))
        return int(self.rule(contribution_base)(p, wage))

    @cached_property
    def _benefit_years_began(self) -> list[date]:
        """The first day of the benefit year that runs on the first day, by region."""
        return [self._benefit_year_began(p) for p in self._first_law]

    def _benefit_year_began(self, p: Record) -> date:
        month, day = int(p.benefit_year_starts_month), int(p.benefit_year_starts_day)
        began = in_year(self.start.year, month, day)
        return began if began <= self.start else in_year(self.start.year - 1, month, day)

    @cached_property
    def _residents_until(self) -> list[int]:
        """The end of what residents have paid on the first day, by region."""
        return [self._resident_until(region) for region in range(len(self.policy.regions))]

    def _resident_until(self, region: int) -> int:
        """End of what is paid on the first day: the current year, and each whose window began before."""
        years = self.resident_years[region]
        used = (years["begins"] <= self.start.toordinal()) | (years["opens"] < self.start.toordinal())
        return int(years["ends"][used].max())

    def _bonus_before(self, p: Record, insured_in_a_row: int) -> dict[str, int]:
        """Whole years in a row before the first day, and what they have earned on top of a cap."""
        row = max(0, min(insured_in_a_row // 12, self.start.year - p.resident_bonus_counts_from))
        steps = max(0, row - p.resident_bonus_after_years + 1) if row else 0
        return {"bonus_row": row, "bonus_continuous": steps * p.resident_bonus_continuous}

    @cached_property
    def menus(self) -> np.ndarray:
        """The item of each region's menu for self-payers that each person takes: the named one, else the default."""
        found = np.zeros((self.persons, len(self.policy.regions)), np.int64)
        chosen = [self.scenario.people[name].choices.menu for name in self.order]
        for region, place in self.regions.items():
            menu, default = self.policy.menu(region), int(self._first_law[place].contribution_flexible_default)
            found[:, place] = [menu.index(item) if item in menu else default for item in chosen]
        return found

    @cached_property
    def programme_names(self) -> list[str]:
        """The programmes for chronic diseases (门诊慢特病) that the file's bills and needs of care name."""
        drawn = {name for visits, _ in self._needs for name in visits.programmes}
        return sorted(drawn | {event.programme for event in self.scenario.events if event.programme})

    @cached_property
    def programmes(self) -> np.ndarray:
        """The place of each of them in the law of each region, or NONE."""
        found = np.full((len(self.programme_names), len(self.policy.regions)), NONE, np.int64)
        for row, name in enumerate(self.programme_names):
            for region, place in self.regions.items():
                if name in self.policy.programmes(region):
                    found[row, place] = self.policy.programmes(region).index(name)
        return found

    # ------------------------------------------------------------------------- what is the same in every life

    @cached_property
    def keys(self) -> np.ndarray:
        """Of each slot the key of all draws of its household."""
        homes = self.scenario.households
        return np.array([seed_key(self.scenario.seed, homes.get(name, "")) for name in self.order], np.uint64)

    @cached_property
    def traits(self) -> np.ndarray:
        traits = np.zeros(self.persons, TRAITS)
        values = [self._traits_of(slot, self.scenario.people[name]) for slot, name in enumerate(self.order)]
        for field in values[0]:
            traits[field] = [of_person[field] for of_person in values]
        return traits

    def _traits_of(self, slot: int, person: Person) -> dict[str, Any]:
        work, choices = person.work, person.choices
        first, last = self._bindings_of.get(person.name, (0, 0))
        return {
            "who": self.places[person.name],
            "sex": SEXES.index(person.sex),
            "loses_job": threshold(work.loses_job) if work else 0,
            "finds_job": threshold(work.finds_job) if work else 0,
            "growth": work.growth if work else 0, "pension": person.pension or 0,
            "student_until": person.student_until.toordinal() if person.student_until else 0,
            "when_jobless": WhenJobless[choices.when_jobless.upper()],
            "back_pays": choices.back_pay == "within_grace", "when_short": WhenShort[choices.when_short.upper()],
            "care": [self._profiles.get((slot, kind), NOBODY) for kind in _KINDS_OF_CARE],
            "bindings_from": first, "bindings_to": last,
        }  # fmt: skip

    @cached_property
    def sorted_bindings(self) -> list:
        """The file's bindings, those of one patient together, by rank, then by the order of the file."""
        return sorted(self.scenario.bindings, key=lambda binding: (self.slots[binding.for_], binding.rank))

    @cached_property
    def _bindings_of(self) -> dict[str, tuple[int, int]]:
        """The places among them of the bindings of each patient: from, up to."""
        found: dict[str, tuple[int, int]] = {}
        for k, binding in enumerate(self.sorted_bindings):
            first, _ = found.get(binding.for_, (k, k))
            found[binding.for_] = first, k + 1
        return found

    @cached_property
    def bindings(self) -> np.ndarray:
        places = {id(binding): place for place, binding in enumerate(self.scenario.bindings)}
        found = np.zeros(len(self.sorted_bindings), BINDING)
        for k, binding in enumerate(self.sorted_bindings):
            until = binding.until.toordinal() if binding.until else FOREVER
            limit, limit_per = binding.limit or 0, LimitPer[(binding.limit_per or "none").upper()]
            place = places[id(binding)]
            payer, patient = self.slots[binding.payer], self.slots[binding.for_]
            since = max(binding.from_, self.scenario.start - timedelta(days=1)).toordinal()
            found[k] = (payer, patient, since, until, limit, limit_per, place, self._awaits(binding))
        return found

    def _awaits(self, binding: Binding) -> bool:
        """Whether a binding begins where chance has brought a birth or a wedding."""
        pair = frozenset((binding.payer, binding.for_))
        return pair in self.pairs or any(self.scenario.people[name].by_chance for name in pair)

    @cached_property
    def binding_days(self) -> list[tuple[date, list[int], int]]:
        """First days of bindings, their rows in the order of the file, and who is whose relative then."""
        found: dict[date, list[int]] = {}
        rows = {int(binding["place"]): row for row, binding in enumerate(self.bindings)}
        for place, binding in enumerate(self.scenario.bindings):
            day = max(binding.from_, self.start)
            if day < self.end:
                found.setdefault(day, []).append(rows[place])
        return [(day, bindings, self.kin_on(day)) for day, bindings in sorted(found.items())]

    @cached_property
    def there_at_start(self) -> list[int]:
        """The slots of those who are born already."""
        return np.flatnonzero(self.rows["alive"]).tolist()

    @cached_property
    def work_by_chance(self) -> list[int]:
        """The slots of those who lose or find jobs by chance."""
        return np.flatnonzero(self.traits["loses_job"] | self.traits["finds_job"]).tolist()

    @property
    def kin_by_chance(self) -> bool:
        """Whether chance brings weddings or births."""
        return bool(self.couples.size + self.children.size)

    @cached_property
    def couples(self) -> np.ndarray:
        """Who may marry by chance, in the order of the pairs."""
        found = np.zeros(len(self.pairs), COUPLE)
        for row, (who, marries) in zip(found, self.scenario.facts.couples, strict=True):
            people = [self.scenario.people[name] for name in (who, marries.to)]
            first = max(birthday(person.born, LEAST_MARRIED[person.sex]).toordinal() for person in people)
            slots = self.slots[who], self.slots[marries.to]
            row["one"], row["other"], row["chance"], row["first"] = *slots, threshold(marries.chance), first
        return found

    @cached_property
    def children(self) -> np.ndarray:
        """The children that may be born by chance, each mother's in their order."""
        found = np.zeros(len(self.scenario.facts.children), CHILD)
        for row, child in zip(found, self.scenario.facts.children, strict=True):
            first, end = (birthday(self.scenario.people[child.mother].born, age).toordinal() for age in FERTILE_BETWEEN)
            row["slot"], row["mother"], row["chance"] = (
                self.slots[child.name], self.slots[child.mother], threshold(child.chance),
            )  # fmt: skip
            row["first"], row["last"], row["insured"] = first, end - 1, child.said.insured
        return found

    @cached_property
    def mortality(self) -> np.ndarray:
        """Thresholds of death within a month; no periods where nobody dies by chance."""
        table = self._life_table
        return thresholds(table) if table else np.zeros((0, len(SEXES), 1), np.int64)

    @cached_property
    def _life_table(self) -> LifeTable | None:
        return self.scenario.life_table

    @cached_property
    def death_days(self) -> list[tuple[date, int, int]]:
        """The days on which chance may let somebody die, the period of the life table, and who is whose relative."""
        table, days = self._life_table, [first_of(month) for month in self.months]
        if table is None:
            return []
        return [(day, period_of(table, day.year, day.month), self.kin_on(day)) for day in days if day >= self.start]

    # ------------------------------------------------------------------------- care

    @cached_property
    def _needs(self) -> list[tuple[Visits, int]]:
        """Every need of care, once however many share it: visits, growth of costs in parts per million."""
        return [need for need, _ in self._sharing.values()]

    @cached_property
    def _sharing(self) -> dict[tuple[str, int], tuple[tuple[Visits, int], list[tuple[int, Care]]]]:
        """The needs by what they say, with slot and kind of bills of each who has one."""
        found: dict[tuple[str, int], tuple[tuple[Visits, int], list[tuple[int, Care]]]] = {}
        texts: dict[int, str] = {}  # people mostly share a profile
        for slot, name in enumerate(self.order):
            care = self.scenario.people[name].care
            for kind, visits in (
                (Care.OUTPATIENT, care and care.outpatient),
                (Care.INPATIENT, care and care.inpatient),
            ):
                if care and visits and visits.per_year > 0:
                    said = texts.get(id(visits)) or texts.setdefault(id(visits), visits.model_dump_json())
                    need = found.setdefault((said, care.growth), ((visits, care.growth), []))
                    need[1].append((slot, kind))
        return found

    @cached_property
    def _profiles(self) -> dict[tuple[int, Care], int]:
        """The place of the need of each slot and kind of bills."""
        return {who: place for place, (_, sharing) in enumerate(self._sharing.values()) for who in sharing}

    @cached_property
    def care(self) -> np.ndarray:
        profiles = np.zeros(len(self._needs), PROFILE)
        for row, (visits, _) in zip(profiles, self._needs, strict=True):
            shares = [(TIER_NAMES.index(tier), part) for tier, part in visits.tiers.items() if part]
            shares.sort()  # by tier: the order of the file moves no draw
            row["class_b"], row["class_c"], row["tiers"] = visits.class_b_by_law, visits.class_c, len(shares)
            row["parts"] = len(visits.class_b_parts)
            for k, (part, first) in enumerate(visits.class_b_parts):
                row["part"][k], row["first_share"][k] = part, first
            row["only_tier"] = shares[0][0] if len(shares) == 1 else NOBODY
            row["goes_away"] = len(visits.away) > 0
            row["away"] = [threshold(reached) for reached in accumulate(visits.away.get(word, 0) for word in AWAY)]
            row["programmes"], enrolled = len(visits.programmes), 0
            for k, (name, part) in enumerate(sorted(visits.programmes.items())):
                enrolled += part
                row["programme"][k], row["enrolled"][k] = self.programme_names.index(name), threshold(enrolled)
            reached = 0
            for k, (tier, part) in enumerate(shares):
                reached += part
                row["tier"][k], row["below"][k] = tier, threshold(reached)
        return profiles

    @cached_property
    def gaps(self) -> np.ndarray:
        """Times between bills in thousandths of a day, one table a need, in 32 bits: the longest lasts for ever."""
        tables = _stacked([gaps_table(visits.per_year) for visits, _ in self._needs])
        return np.minimum(tables, _LONGEST).astype(np.uint32)

    @cached_property
    def costs(self) -> np.ndarray:
        """Costs in fen before they grow, one table a need; some years may have tables of their own."""
        return self._priced[0]

    @cached_property
    def prices(self) -> np.ndarray:
        """The prices of each need in each calendar year."""
        return self._priced[1]

    @cached_property
    def _priced(self) -> tuple[np.ndarray, np.ndarray]:
        last = (self.end - timedelta(days=1)).year - self.start.year
        return _prices_of(tuple((visits.median, visits.p90, growth) for visits, growth in self._needs), last)

    @cached_property
    def file_bills(self) -> np.ndarray:
        """The file's bills by day, those of one day in the order of the file."""
        kinds = {"outpatient": Care.OUTPATIENT, "inpatient": Care.INPATIENT}
        events = [(k, event) for k, event in enumerate(self.scenario.events) if event.does in kinds]
        found = [
            (
                k, self.slots[e.who or ""], kinds[e.does], e.on.toordinal(), TIER_NAMES.index(e.tier or "1"),
                e.cost, e.class_b_by_law, e.class_c or 0,
                sum(share(part, first) for first, part in e.class_b_parts), e.whole or 0, e.days or 1,
                AWAY.index(e.away) if e.away else NONE,
                self.programme_names.index(e.programme) if e.programme else NONE,
            )
            for k, e in sorted(events, key=lambda item: item[1].on)
        ]  # fmt: skip
        return np.array(found, FILE_BILL)

    @cached_property
    def bill_names(self) -> tuple[str | None, ...]:
        return tuple(self.scenario.events[bill["event"]].bill for bill in self.file_bills)


@lru_cache(maxsize=TABLES_KEPT)
def prices_of(median_fen: int, p90_fen: int, growth: int, last: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Costs of a need of care and their prices up to a last year; variants and points of a study mostly share them."""
    return priced(lognormal_table(median_fen, p90_fen), growth, last)


@lru_cache(maxsize=TABLES_KEPT // 4)
def _prices_of(needs: tuple[tuple[int, int, int], ...], last: int) -> tuple[np.ndarray, np.ndarray]:
    """The tables of several needs, those of years that have their own below them, and the prices of each need."""
    each = [prices_of(*need, last) for need in needs]
    tables = [first for (first, *_), _ in each]
    prices = np.zeros((len(needs), last + 1), PRICE)
    for place, ((_, *own), of_years) in enumerate(each):
        prices[place] = of_years
        of_own = of_years["table"] > 0
        prices[place]["table"] = np.where(of_own, of_years["table"] - 1 + len(tables), place)
        tables += own
    return _stacked(tables), prices


def _stacked(tables: list[np.ndarray]) -> np.ndarray:
    return np.stack(tables) if tables else np.zeros((0, 1), np.int64)
