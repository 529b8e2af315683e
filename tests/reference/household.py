"""A household in one life: who belongs to it, what its file says will happen, and the clock."""

from collections.abc import Callable, Collection
from datetime import date
from fractions import Fraction
from typing import Any

import simpy

from sim.scenario import Scenario
from sim.scenario.model import Event
from sim.scenario.mortality import LifeTable
from sim.words.flows import Flow
from sim.words.law import FlexiblePays, NoHeirs, PaidTo
from sim.words.reasons import Reason
from sim.words.states import Alive, Care, Relation, Scheme
from tests.reference import accounts, bills, chance, coverage, residents, retirement, sharing, work
from tests.reference.days import (
    AFTER_FILE,
    LAST,
    MILLION,
    Phase,
    day_in_year,
    moment,
    month_of,
    share_of,
    year_of,
)
from tests.reference.law import Law
from tests.reference.people import PURSES, Person

PHASES = {
    "birth": Phase.LIFE,
    "dies": Phase.LIFE,
    "marries": Phase.LIFE,
    "divorces": Phase.LIFE,
    "emigrates": Phase.LIFE,
    "leaves_job": Phase.WORK,
    "starts_job": Phase.WORK,
    "employer_defaults": Phase.WORK,
    "joins": Phase.JOINS,
    "leaves": Phase.JOINS,
    "moves": Phase.JOINS,
    "back_pays": Phase.PAYMENTS,
    "transfers": Phase.BILLS,
    "outpatient": Phase.BILLS,
    "inpatient": Phase.BILLS,
}


class Household:
    """One life."""

    def __init__(self, scenario: Scenario, law: Law, life: int = 0):
        self.scenario, self.law, self.life = scenario, law, life
        self.start, self.end = scenario.start.toordinal(), scenario.end.toordinal()
        self.clock = simpy.Environment(initial_time=moment(self.start, Phase.LAW))
        self.draws = chance.Draws(scenario.seed, life)
        self.regions = scenario.regions()
        self.people = {
            name: Person(self, name, said, index) for index, (name, said) in enumerate(scenario.people.items())
        }
        self.bills: dict[str, bills.Bill] = {}
        self.refused: dict[str, Reason] = {}
        self.weddings: set[frozenset[str]] = set()  # by chance
        self.job_events = {
            (self.people[event.who], event.on.toordinal())
            for event in scenario.events
            if event.who
            and (event.does in ("leaves_job", "starts_job") or (event.does == "joins" and event.as_ == "employee"))
        }
        self.bindings = [
            sharing.Binding(said, self.people[said.payer], self.people[said.for_], said.rank or 0)
            for said in scenario.bindings
        ]
        for number, binding in enumerate(self.bindings):
            binding.rank = (binding.said.rank or number + 1) * 1000 + number  # type: ignore[assignment]
        self._begin()

    @staticmethod
    def key_of(name: str) -> int:
        return chance.hashed(name, 32)

    def simulate(self) -> None:
        for person in self.people.values():
            self.clock.process(person.live())
        self.clock.run()

    # the first day

    def _begin(self) -> None:
        for person in self.people.values():
            if person.alive == Alive.YES:
                self._insure(person)
                self._plan(person, self.start)
        for number, event in enumerate(self.scenario.events):
            if event.on.toordinal() >= self.start:
                person = self.people[str(event.who or event.name)]
                person.at(event.on.toordinal(), PHASES[event.does], number, self._happen, number, event)
        for number, binding in enumerate(self.bindings):
            day = max(self.start, (binding.said.from_ or self.scenario.start).toordinal())
            binding.patient.at(day, Phase.JOINS, LAST // 2 + number, self._bind, binding, day)
        if self.scenario.life_table:
            for person in self.people.values():
                self._plan_draws_of_death(person, self.scenario.life_table)
        self._plan_chances()
        order = sorted(self.people.values(), key=lambda person: person.key)
        for place, person in enumerate(order):
            person.order = place
            if person.alive == Alive.YES:
                self._draw_bills(person, self.start)

    def _plan_draws_of_death(self, person: Person, table: LifeTable) -> None:
        """The 1st of each month, after the file's events, before anybody retires."""
        for month in range(month_of(self.start), month_of(self.end) + 1):
            day = date(month // 12, month % 12 + 1, 1)
            if self.scenario.start <= day < self.scenario.end:
                place = AFTER_FILE // 2 + person.index
                person.at(day.toordinal(), Phase.LIFE, place, self._draw_death, person, day, table)

    def _draw_death(self, person: Person, day: date, table: LifeTable) -> None:
        begun = [one for one in table.periods[person.said.sex] if (one.first_year, 7) <= (day.year, day.month)]
        rates = (begun or table.periods[person.said.sex])[-1 if begun else 0].rates
        born = person.born
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        rate = rates[max(first for first in rates if first <= age)]
        chance_of_month = 1 - (-rate / 12).exp()
        ordinal = month_of(day.toordinal()) - 1970 * 12
        if self.draws.words(chance.DEATH, person.key, ordinal)[0] < int(chance_of_month * 2**32):
            self._end(person, day.toordinal(), Alive.DEAD)

    def _insure(self, person: Person) -> None:
        said, day = person.said.insured, self.start
        accounts.open_account(person, day)
        person.paid_months = person.paid_at_new_year = said.paid_months
        person.paid_in[person.region] = said.paid_months
        person.scheme = Scheme[said.as_.upper()]
        cover = person.cover
        cover.gap_region = person.region
        if said.as_ in ("employee", "flexible", "retired"):
            cover.ever, cover.row = True, said.insured_in_a_row
            person.insured_years.add(year_of(day))
        elif said.paid_months:
            cover.ever, cover.stop, cover.row = True, day, said.insured_in_a_row
            cover.lapsed, cover.resident = True, said.as_ == "resident"
        cover.known = cover.ever
        p = person.here(day)
        person.last_base = min(max(person.wage, p.contribution_base_floor), p.contribution_base_ceiling)
        if said.as_ == "employee":
            person.insurance_months = said.paid_months
            person.employed = person.had_job = person.earns = bool(person.said.work and person.said.work.wage)
            if not person.employed:
                person.scheme = Scheme.NONE
            person.last_base = work.employee_base(person, day)
        elif said.as_ == "flexible":
            _, person.last_base, _, outpatient = work.self_payer(person, day)
            person.outpatient = bool(outpatient)
            if person.here(day).contribution_flexible_pays == FlexiblePays.YEAR:
                person.prepaid_until = accounts.next_benefit_year(person.here(day), day) - 1
        elif said.as_ == "resident":
            cover.row = said.insured_in_a_row
            residents.begin(person, day)
        elif said.as_ == "retired":
            person.retired = person.lifetime = person.lifetime_at_retirement = True
            accounts.credited_before(person, day)
        if said.as_ != "employee" and person.said.work and person.wage:
            person.earns = said.as_ != "retired"

    def _plan(self, person: Person, day: int) -> None:
        """Everything that comes again by the calendar."""
        month = month_of(day)
        if day == self.start and date.fromordinal(day).day == 1:
            person.at(day, Phase.WORK, AFTER_FILE + person.index, work.draw_job, person, day)
        person.at(day, Phase.JOINS, LAST + person.index, work.begin_month, person, month)
        work.begin_year(person, year_of(day))
        accounts.close_year(person, year_of(day))
        work.plan_yearly_payments(person, day)
        residents.plan_windows(person, day)
        accounts.plan_yearly_credits(person, day)
        retirement.plan(person)

    def _bind(self, binding: sharing.Binding, day: int, late: bool = False) -> None:
        pair = {binding.payer, binding.patient}
        if self._awaits(binding) and (
            any(person.alive == Alive.UNBORN for person in pair)
            or self.relation(binding.payer, binding.patient, day) == Relation.NONE
        ):
            return
        reason = sharing.begin(binding, day, late)
        if binding.said.name and reason != Reason.NOTHING:
            self.refused[binding.said.name] = reason

    _bind.whoever = True

    # weddings and births by chance

    def _plan_chances(self) -> None:
        """On the first day of each year, that of the start included: what happens in it, and on which day."""
        for year in range(self.scenario.start.year, self.scenario.end.year + 1):
            first = max(self.start, date(year, 1, 1).toordinal())
            for place, (name, marries) in enumerate(self.scenario.facts.couples):
                who, pair = self.people[name], frozenset((name, marries.to))
                who.at(first, Phase.LIFE, AFTER_FILE // 4 + place, self._draw_wedding, who, pair, marries, year)
            for place, said in enumerate(self.scenario.facts.children):
                child, rank = self.people[said.name], AFTER_FILE // 4 + 100 + place
                child.at(first, Phase.LIFE, rank, self._draw_birth, self.people[said.mother], child, said, year)

    def _day_drawn(self, stream: int, person: Person, chance_a_year: int, year: int) -> int | None:
        """The day of the year that is drawn, if it is not over."""
        words = self.draws.words(stream, person.key, year - 1970)
        begins = date(year, 1, 1).toordinal()
        day = begins + words[1] * (date(year + 1, 1, 1).toordinal() - begins) // 2**32
        happens = chance.happens(words[0], chance_a_year) and moment(day, Phase.OBSERVE) > self.clock.now
        return day if happens else None

    def _draw_wedding(self, who: Person, pair: frozenset[str], marries: Any, year: int) -> None:
        day = self._day_drawn(chance.MARRIAGE, who, marries.chance, year)
        if who.wedding is not None or day is None:
            return
        least = {"male": 20, "female": 18}
        if all(one.age(day) >= least[one.said.sex] for one in map(self.people.__getitem__, pair)):
            who.wedding = day
            who.at(day, Phase.LIFE, AFTER_FILE // 4 + 200, self._wed, pair, day)
            who.at(day, Phase.JOINS, LAST, self._bind_late, pair, day)

    _draw_wedding.whoever = True

    def _wed(self, pair: frozenset[str], day: int) -> None:
        if all(self.people[name].alive == Alive.YES for name in pair):
            self.weddings.add(pair)

    _wed.whoever = True

    def _draw_birth(self, mother: Person, child: Person, said: Any, year: int) -> None:
        if child.expected is not None or mother.drawn_in == year:
            return
        mother.drawn_in = year
        day = self._day_drawn(chance.BIRTH, mother, said.chance, year)
        if day is not None and 15 <= mother.age(day) <= 49:
            child.expected = day
            child.at(day, Phase.LIFE, AFTER_FILE // 4 + 300, self._born_by_chance, mother, child, said.said, day)

    _draw_birth.whoever = True

    def _born_by_chance(self, mother: Person, child: Person, said: Any, day: int) -> None:
        siblings = (one for one in self.people.values() if mother.name in one.said.parents and one is not child)
        born = [one.born.toordinal() for one in siblings if one.alive != Alive.UNBORN]
        if mother.alive != Alive.YES or any(0 < day - one < 280 for one in born):
            child.expected = None
            return
        child.alive, child.born = Alive.YES, date.fromordinal(day)
        child.region = child.insured_in = mother.region
        self._plan(child, day)
        self._draw_bills(child, day)
        if said.insured:
            child.scheme = Scheme.RESIDENT
            child.at(day, Phase.PAYMENTS, AFTER_FILE * 2 + child.index, self._insure_newborn, child, day)
        child.at(day, Phase.JOINS, LAST, self._bind_late, {child.name}, day)

    _born_by_chance.whoever = True

    def _bind_late(self, names: Collection[str], day: int) -> None:
        """Bindings that waited for a birth, or for the wedding of two, begin."""
        for binding in self.bindings:
            said = binding.said
            pair = {binding.payer.name, binding.patient.name}
            begun = max(self.start, (said.from_ or self.scenario.start).toordinal()) <= day
            lasts = said.until is None or day <= said.until.toordinal()
            if (pair >= set(names) if len(names) == 1 else pair == names) and begun and lasts:
                self._bind(binding, day, late=True)

    def _awaits(self, binding: sharing.Binding) -> bool:
        """Whether a binding begins where chance has brought a birth or a wedding."""
        pair = binding.payer, binding.patient
        return (
            any(person.said.by_chance for person in pair)
            or frozenset(person.name for person in pair) in self.scenario.facts.kin.couples
        )

    # drawn bills

    def _draw_bills(self, person: Person, day: int) -> None:
        care = person.said.care
        for kind, visits in ((Care.OUTPATIENT, care and care.outpatient), (Care.INPATIENT, care and care.inpatient)):
            if visits is not None and visits.per_year > 0:
                self._next_bill(person, kind, visits, 0, day * 1000)

    def _next_bill(self, person: Person, kind: Care, visits: Any, ordinal: int, since: int) -> None:
        stream = (chance.OUTPATIENT, chance.INPATIENT)[kind]
        words = self.draws.words(stream, person.key, ordinal)
        mean = 365_250 / float(visits.per_year)
        time = since + chance.gap(mean, words[0], words[1])
        day = time // 1000
        if day < self.end:
            rank = LAST // 2 + person.order * 2 + kind
            person.at(day, Phase.BILLS, rank, self._drawn, person, kind, visits, ordinal, words, day, time)

    def _drawn(self, person, kind, visits, ordinal, words, day, time) -> None:
        word = self.draws.words((chance.OUTPATIENT_TIER, chance.INPATIENT_TIER)[kind], person.key, ordinal)[0]
        cumulated, chosen = 0, None
        for tier, share in visits.tiers.items():
            cumulated += share
            chosen = tier
            if chance.happens(word, cumulated):
                break
        growth = Fraction(MILLION + person.said.care.growth, MILLION) ** (year_of(day) - year_of(self.start))
        cost = int(chance.cost(visits.median, visits.p90, words[2], words[3]) * growth + Fraction(1, 2))
        class_b, own_first = share_of(cost, visits.class_b_by_law), 0
        left = cost - class_b
        for part, first in visits.class_b_parts:
            amount = min(share_of(cost, part), left)
            left -= amount
            own_first += share_of(amount, first)
        class_c = min(share_of(cost, visits.class_c), left)  # all rounded up could exceed the cost
        tier = bills.TIER[str(chosen)]
        bills.present(
            bills.Bill(
                person,
                day,
                kind,
                cost,
                tier,
                class_b,
                class_c,
                4 * ordinal + kind,
                own_first,
                away=self._away(visits, kind, person, ordinal),
                programme=self._programme(visits, kind, person, ordinal),
            )
        )
        self._next_bill(person, kind, visits, ordinal + 1, time)

    def _away(self, visits, kind, person, ordinal) -> str | None:
        """By the second word of the draw that gives the tier; words in the order of the law, not of the file."""
        word = self.draws.words((chance.OUTPATIENT_TIER, chance.INPATIENT_TIER)[kind], person.key, ordinal)[1]
        cumulated = 0
        for away in bills.AWAY:
            cumulated += visits.away.get(away, 0)
            if cumulated and chance.happens(word, cumulated):
                return away
        return None

    def _programme(self, visits, kind, person, ordinal) -> str | None:
        """By the third word of the same draw; programmes in the order of their names."""
        word = self.draws.words((chance.OUTPATIENT_TIER, chance.INPATIENT_TIER)[kind], person.key, ordinal)[2]
        cumulated = 0
        for name, share in sorted(visits.programmes.items()):
            cumulated += share
            if chance.happens(word, cumulated):
                return name
        return None

    # events of the file

    def _happen(self, number: int, event: Event) -> None:
        day = event.on.toordinal()
        person = self.people[str(event.who or event.name)]
        if person.alive != Alive.YES and event.does != "birth":
            reason = Reason.DEAD
        else:
            act: Callable[..., Reason | None] = getattr(self, f"_{event.does}")
            reason = act(person, day, event, number) or Reason.NOTHING
        if event.name and reason != Reason.NOTHING:
            self.refused[event.name] = reason

    _happen.whoever = True

    def _leaves_job(self, person, day, event, number):
        return work.leave_job(person, day) if person.employed else Reason.JOBLESS

    def _starts_job(self, person, day, event, number):
        work.start_job(person, day, event.wage)

    def _employer_defaults(self, person, day, event, number):
        return coverage.begin_default(person, day, event.months, event.settles is not False)

    def _joins(self, person, day, event, number):
        if event.as_ == "resident":
            return residents.join(person, day, by_choice=True)
        if person.retired:
            return Reason.WINDOW
        if event.as_ == "employee":
            return work.start_job(person, day, None)
        person.earns = person.earns and not person.employed
        person.employed, person.benefit_months_left, person.scheme = False, 0, Scheme.FLEXIBLE
        return None

    def _leaves(self, person, day, event, number):
        if person.lifetime:
            return
        person.earns = person.earns and not person.employed  # own earnings go on
        person.employed, person.benefit_months_left = False, 0
        person.scheme, person.next_window = Scheme.NONE, False
        return

    def _moves(self, person, day, event, number):
        if event.region != person.region:
            person.region, person.prepaid_until = event.region, -1
        if person.scheme == Scheme.RESIDENT:
            residents.pay_in_window(person, day)

    def _back_pays(self, person, day, event, number):
        if event.years:
            return residents.repay(person, day, event.years)
        return coverage.pay_back(person, day, event.months)

    def _transfers(self, person, day, event, number):
        return sharing.transfer(person, self.people[event.to], event.amount, event.from_ == "wallet", day)

    def _outpatient(self, person, day, event, number):
        self._bill(person, day, event, number, Care.OUTPATIENT)

    def _inpatient(self, person, day, event, number):
        self._bill(person, day, event, number, Care.INPATIENT)

    def _bill(self, person, day, event, number, care) -> None:
        bill = bills.Bill(
            person,
            day,
            care,
            event.cost,
            bills.TIER[event.tier],
            event.class_b_by_law,
            event.class_c,
            4 * number + sharing.BILL_OF_FILE,
            sum(share_of(amount, first) for first, amount in event.class_b_parts),
            event.whole or 0,
            event.days or 1,
            event.away,
            event.programme,
        )
        bills.present(bill)
        if event.bill:
            self.bills[event.bill] = bill

    def _birth(self, person, day, event, number):
        mothers = [self.people[name] for name in event.parents if self.people[name].said.sex == "female"]
        if any(mother.alive == Alive.DEAD for mother in mothers[:1]):
            return Reason.DEAD
        parent = self.people[event.parents[0]]
        person.alive = Alive.YES
        person.region = person.insured_in = parent.region
        self._plan(person, day)
        self._draw_bills(person, day)
        insured = day if event.insured is None else event.insured.toordinal() if event.insured else None
        if insured == day:
            person.scheme = Scheme.RESIDENT
            person.at(day, Phase.PAYMENTS, AFTER_FILE * 2 + person.index, self._insure_newborn, person, day)
        elif insured is not None:
            person.at(insured, Phase.JOINS, number, self._insure_later, person, insured)
        return None

    def _insure_later(self, person, day) -> None:
        if person.scheme == Scheme.NONE:
            person.scheme = Scheme.RESIDENT
            person.at(day, Phase.PAYMENTS, AFTER_FILE * 2 + person.index, self._insure_newborn, person, day)

    def _insure_newborn(self, person, day) -> None:
        year = year_of(day)
        residents.pay_year(person, residents.Payment(year, residents.premium_of(person, year), exempt=True), day)
        residents.cover_child(person, year, day)
        window = self.law.window(person.region, year + 1)
        if window and window[0] <= day <= window[1] and year + 1 not in person.years:
            coming = residents.Payment(year + 1, residents.premium_of(person, year + 1), exempt=True)
            residents.pay_year(person, coming, day)

    def _marries(self, person, day, event, number):
        return None  # the file's facts know who is married on which day

    def _divorces(self, person, day, event, number):
        for binding in self.bindings:
            pair = binding.payer, binding.patient
            gone = self.relation(*pair, day) == Relation.NONE
            if person in pair and (event.to is None or self.people[event.to] in pair) and gone:
                binding.ends = min(binding.ends, day)

    def _dies(self, person, day, event, number):
        self._end(person, day, Alive.DEAD)

    def _emigrates(self, person, day, event, number):
        self._end(person, day, Alive.ABROAD)

    def _end(self, person: Person, day: int, how: Alive) -> None:
        person.alive = how
        for binding in self.bindings:
            if person in (binding.payer, binding.patient):
                binding.ends = min(binding.ends, day)
        heirs = [] if how == Alive.ABROAD else self._heirs(person, day)
        to_pool = how == Alive.DEAD and person.law(day).death_no_heirs == NoHeirs.POOL
        unclaimed = (
            (Flow.FORFEITED, Flow.FORFEITED_PAST, Flow.FORFEITED_WALLET)
            if to_pool
            else (Flow.PAID_OUT, Flow.PAST_PAID_OUT, Flow.WALLET_PAID_OUT)
        )
        left = Flow.LEFT_ACCOUNT, Flow.LEFT_PAST_ACCOUNT, Flow.LEFT_WALLET
        into_account = person.law(day).death_paid_to == PaidTo.ACCOUNT
        total = person.account + person.wallet
        for i, heir in enumerate(heirs):
            part = total // len(heirs) + (i < total % len(heirs))
            kept = into_account and (heir.cover.ever or heir.account > 0)
            heir.move(Flow.INHERITED_IN_ACCOUNT if kept else Flow.INHERITED, part, day)
        for purse, flow in zip(PURSES, left if heirs else unclaimed, strict=True):
            person.move(flow, person.balance[purse], day)

    def _heirs(self, person: Person, day: int) -> list[Person]:
        near = (Relation.SPOUSE, Relation.CHILD, Relation.PARENT)
        return [
            one for one in self.people.values() if one.alive == Alive.YES and self.relation(person, one, day) in near
        ]

    def relation(self, one: Person, other: Person, day: int) -> Relation:
        """What the other is to the one in this life."""
        return self.scenario.relation(one.name, other.name, date.fromordinal(day), self.weddings)

    # questions that several rules ask

    def resident_until(self, person: Person, day: int) -> int:
        """The last day that resident insurance covered, up to a day."""
        if person.scheme == Scheme.RESIDENT or year_of(day) in person.years:
            return day
        past = [year for year in person.years if year <= year_of(day)]
        return day_in_year(max(past), 12, 31) if past else 0
