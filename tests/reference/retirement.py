"""Rule 9: the month of retirement, the years asked for, and topping them up."""

from sim.words.flows import Flow
from sim.words.law import NONE, TopUpWay, YearsBy, YearsReach
from sim.words.states import Scheme, Status
from tests.reference import accounts, coverage, residents
from tests.reference.days import AFTER_FILE, Phase, day_in_month, first_day, month_of, share_of
from tests.reference.law import base_of
from tests.reference.people import Person


def retirement_month(person: Person) -> int:
    """By birth month and the law of the first day, and by choice earlier or later."""
    p, row = person.here(person.house.start), person.said.old_age
    born = person.born.year * 12 + person.born.month - 1
    first, step, most = (
        p.retirement_statutory_first[row],
        p.retirement_statutory_step[row],
        p.retirement_statutory_most[row],
    )
    delay = 0 if born < first else min(most, (born - first) // step + 1)
    oldest = born + 12 * p.retirement_statutory_age[row]
    statutory = oldest + delay
    choice = person.said.choices.retires
    if choice == "earliest":
        return max(oldest, statutory - p.retirement_flexible_months)
    if choice == "latest":
        return statutory + p.retirement_flexible_months
    if choice == "statutory":
        return statutory
    assert not isinstance(choice, str), choice
    return choice.year * 12 + choice.month - 1


def plan(person: Person) -> None:
    person.retires_in = retirement_month(person)
    if person.said.insured.as_ == "retired":
        person.retired_on = first_day(person.retires_in)
        return
    day = max(first_day(person.retires_in), person.house.start)
    person.at(day, Phase.LIFE, AFTER_FILE + person.index, retire, person, day)


def retire(person: Person, day: int) -> None:
    if person.retired:
        return
    enrolled = person.scheme in (Scheme.EMPLOYEE, Scheme.FLEXIBLE, Scheme.UNEMPLOYED) or bool(person.cover.missed)
    in_employee = person.scheme != Scheme.RESIDENT and (enrolled or person.cover.status(day) == Status.COVERED)
    was_resident = person.scheme == Scheme.RESIDENT
    p = person.law(day)
    person.retired, person.retired_on = True, day
    person.employed = person.earns = False
    person.benefit_months_left = 0
    accounts.take_back_rest(person, month_of(day), day)
    person.paid_months += residents.months_of_years(person, p)
    missing = _missing(person, day)
    if not missing:
        _for_life(person, day, at_once=True)
        return
    if not in_employee:
        if not was_resident:
            person.scheme = Scheme.NONE
        return
    person.scheme = Scheme.RETIRED
    ways = [TopUpWay(way) for way in p.retirement_top_up_ways if way != NONE]
    choice = person.said.choices.when_short
    if choice in ("lump_sum", "monthly"):
        way = TopUpWay.LUMP_SUM if choice == "lump_sum" else TopUpWay.MONTHLY
        if way not in ways:
            way = ways[0] if ways else None
        if way == TopUpWay.LUMP_SUM:
            for _ in range(missing):
                _buy(person, day, p.retirement_top_up_extra if p.retirement_top_up_extra_lump else 0)
            _for_life(person, day, at_once=True)
            return
        if way == TopUpWay.MONTHLY:
            person.top_up_left = missing
            return
    person.scheme, month = Scheme.NONE, month_of(day)
    person.ends_cover = day_in_month(month, person.here(day).contribution_due_day) >= day
    if not person.ends_cover:  # the month's due day lies before the run
        coverage.lapse(person, month, day)
    if choice == "resident":
        residents.join_in_window(person, day)


def _missing(person: Person, day: int) -> int:
    p = person.law(day)
    sex = 0 if person.said.sex == "male" else 1
    asked = day
    if p.retirement_years_by == YearsBy.ENTERED_WORK and person.said.entered_work is not None:
        asked = person.said.entered_work.toordinal()
    years = person.house.law.on(person.insured_in, asked).retirement_years[sex]
    deemed = person.said.insured.deemed_months if p.retirement_deemed else 0
    actual = person.paid_in[person.insured_in]
    if p.retirement_actual_years_reach == YearsReach.PROVINCE:
        law = person.house.law
        actual = sum(n for region, n in person.paid_in.items() if law.on(region, day).province == p.province)
    really = p.retirement_actual_years[sex] - actual
    return max(0, years - person.paid_months - deemed, really)


def _for_life(person: Person, day: int, at_once: bool) -> None:
    person.lifetime = True
    person.lifetime_at_retirement |= at_once
    person.scheme = Scheme.RETIRED
    person.outpatient = True
    cover = person.cover
    cover.missed, cover.stop, cover.back, cover.broken = [], None, None, False
    person.gap_bills = []
    accounts.take_back_rest(person, month_of(day), day)


def _buy(person: Person, day: int, extra: int) -> None:
    p = person.law(day)
    base = base_of(p, p.retirement_top_up_base_kind, p.retirement_top_up_base_value, 0, person.last_base)
    cost = share_of(base, p.retirement_top_up_rate) + extra
    if p.mutual_aid_own_top_up:
        flows = (Flow.TOP_UP_FROM_ACCOUNT, Flow.TOP_UP_FROM_PAST_ACCOUNT)
        cost = accounts.pay_from_account(person, cost, day, flows)
    person.move(Flow.TOP_UP, cost, day)
    coverage.count_month(person, month_of(day))


def top_up_month(person: Person, month: int, day: int) -> None:
    """A due day of who goes on paying; the completing one brings benefits for life."""
    _buy(person, day, person.law(day).retirement_top_up_extra)
    person.top_up_left -= 1
    if not person.top_up_left:
        _for_life(person, day, at_once=False)
        accounts.credit_retired_month(person, day)
        return
    coverage.begin_active_benefits(person)
    accounts.credit(person, person.law(day).retirement_top_up_credit, day, month)
