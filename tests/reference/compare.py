"""One scenario in both simulators: every flow by year, months, balances, states, bills, refusals."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

import sim
from sim.scenario import Scenario
from sim.words.counts import Count
from sim.words.flows import Flow, Place
from sim.words.formulas import Does, Formula
from sim.words.months import month_index
from sim.words.outcomes import BY_NAME, COLUMNS, Outcome, Source
from sim.words.states import Status
from tests.reference.days import Phase, moment
from tests.reference.household import Household
from tests.reference.law import Law
from tests.reference.people import Person

STATES = {
    "covered": lambda person, day: person.status(day) == Status.COVERED,
    "status": lambda person, day: person.status(day).word,
    "covered_from": lambda person, day: date.fromordinal(person.covered_from(day)),
    "region": lambda person, day: person.region,
    "insured_as": lambda person, day: person.scheme.word,
    "retires_on": lambda person, day: date(person.retires_in // 12, person.retires_in % 12 + 1, 1),
}


def first_uncovered(person: Person) -> int:
    """Months from the start to the first one not covered at its end; 0 where there is none."""
    start = month_index(date.fromordinal(person.house.start))
    return next((month - start for month, status in person.status_of.items() if status != Status.COVERED), 0)


FIELDS = {
    "longest_uncovered": lambda person: max(person.spells(Status.STOPPED, Status.WAITING, Status.NONE), default=0),
    "longest_waiting": lambda person: max(person.spells(Status.WAITING), default=0),
    "first_uncovered": first_uncovered,
    "paid_months": lambda person: person.paid_months,
    "unpaid_months": lambda person: len(person.cover.missed),
    "lifetime_benefit": lambda person: person.lifetime,
    "lifetime_at_retirement": lambda person: person.lifetime_at_retirement,
    "retired": lambda person: person.retired,
}


def _of_others(formula: Formula[Outcome], value: Callable[[Outcome], int]) -> int:
    """An expression of the program's own outcomes; 0 where there is nothing to divide by."""
    if formula.outcome is not None:
        return value(formula.outcome)
    parts = [_of_others(part, value) for part in formula.parts]
    match formula.does:
        case Does.NUMBER:
            return int(formula.number)
        case Does.ADD:
            return sum(parts)
        case Does.TIMES:
            return int(formula.number) * parts[0]
        case Does.ABOVE:
            return int(parts[0] > parts[1])
        case Does.DIVIDE:
            return parts[1] and (2 * parts[0] * 1_000_000 + parts[1]) // (2 * parts[1])
    raise AssertionError(formula.does)


def word_of(person: Person, name: str, day: int) -> Any:
    """The value of a word of `expect` at the end of a day."""
    if name in STATES:
        return STATES[name](person, day)
    outcome = BY_NAME[name]
    if outcome.source is Source.OUTCOMES:
        assert outcome.formula is not None
        return _of_others(outcome.formula, lambda part: word_of(person, part.name, day))
    if outcome.source is Source.BURDENS:
        return sum(
            _is_catastrophic(person.house, year, percent)
            for _, percent in outcome.members()
            for year in _years(person.house, day)
        )
    if outcome.source is Source.COUNTS:
        return sum(
            sign * number
            for sign, count in outcome.members()
            for (_, counted), number in person.counts.items()
            if counted == count
        )
    if outcome.source is Source.FIELDS:
        return FIELDS[name](person)
    flows = outcome.flows()
    if flows is not None:
        return sum(sign * person.total(flow) for flow, sign in flows.items())
    if outcome.source is Source.PLACES:
        return sum(sign * person.balance[Place(place)] for sign, place in outcome.members())
    months = defaultdict(int)
    for (_, status), number in person.months.items():
        months[status] += number
    return sum(sign * months[Status(status)] for sign, status in outcome.members())


def _years(house: Household, day: int) -> list[int]:
    """The calendar years that are over at the end of a day, or cut short by the end of the run."""
    last = date.fromordinal(day)
    done = last.year if (last.month, last.day) == (12, 31) or day == house.end - 1 else last.year - 1
    return sorted(
        {year for person in house.people.values() for year, _ in [*person.flows, *person.counts] if year <= done}
    )


def _is_catastrophic(house: Household, year: int, percent: int) -> bool:
    """Whether a family's care took more than a share of its earnings and pensions of a year."""
    people = house.people.values()
    care = sum(one.flows.get((year, Flow.CASH), 0) - one.flows.get((year, Flow.POOL_PAID_LATER), 0) for one in people)
    means = sum(one.counts.get((year, count), 0) for one in people for count in (Count.EARNED, Count.PENSIONS))
    return care * 100 > means * percent


def bill_word(house: Household, bill: str, word: str) -> Any:
    found = house.bills.get(bill)
    if found is None:
        return 0
    name = {"large_amount": "large", "own_burden": "burden", "supplement": "further"}.get(word, word)
    return getattr(found, name)


# ----------------------------------------------------------------------------- expectations


def failures(scenario: Scenario, law: Law | None = None) -> list[str]:
    """What a file expects of the case and the reference finds otherwise."""
    house = Household(scenario, law or Law(scenario.law()))
    seen: dict[int, Any] = {}
    mine = [one for one in scenario.expect if (one.variant or "") == scenario.variant_name and not one.means]
    for place, one in enumerate(mine):
        if one.who:
            person = house.people[one.who]
            words = [word for word in one.words if word != "refused"]
            assert one.on is not None
            house.clock.process(_look(house, person, one.on.toordinal(), words, seen, place))
    house.simulate()
    found = []
    for place, one in enumerate(mine):
        subject = f"line {one.line}: {one.on or ''} {one.who or one.bill or one.event or one.binding}"
        for word, expected in one.words.items():
            if word == "refused":
                reason = house.refused.get(str(one.event or one.binding))
                value: Any = reason.word if reason else "nothing"
            elif one.bill:
                value = bill_word(house, one.bill, word)
                if word == "relatives" and not isinstance(expected, dict):
                    value = sum(value.values()) if value else 0
            else:
                value = seen.get(place, {}).get(word)
            if value != expected:
                found.append(f"{subject}: {word} should be {expected}, came out {value}")
    return found


def _look(house: Household, person: Person, day: int, words: list[str], seen: dict, place: int):
    yield house.clock.timeout(moment(day, Phase.OBSERVE) - house.clock.now)
    seen[place] = {word: word_of(person, word, day) for word in words}


# ----------------------------------------------------------------------------- both simulators


def differences(scenario: Scenario, lives: int, folder: str) -> list[str]:
    """Every number of `sim.run` that the reference does not find, life by life."""
    study = sim.run(scenario, replications=lives, out=folder, workers=1)
    law = Law(scenario.law())
    found: list[str] = []
    years = study.years().collect().to_dicts()
    ends = {(row["life"], row["person"]): row for row in study.frame().to_dicts()}
    for life in range(study.lives):
        house = Household(scenario, law, life)
        house.simulate()
        for name, person in house.people.items():
            mine = [row for row in years if row["life"] == life and row["person"] == name]
            found += _years_differ(person, mine, life)
            found += _ends_differ(person, ends[life, name], life, house.end - 1)
    return found


def _years_differ(person: Person, rows: list[dict[str, Any]], life: int) -> list[str]:
    found = []
    theirs = {row["year"]: row for row in rows}
    years = sorted({year for year, _ in [*person.flows, *person.months, *person.counts]} | set(theirs))
    for year in years:
        row = theirs.get(year, {})
        for flow in Flow:
            a, b = int(row.get(flow.column, 0) * 100), person.flows.get((year, flow), 0)
            if a != b:
                found.append(f"life {life} {person} {year}: {flow.column} {a / 100} there, {b / 100} here")
        for count in Count:
            a, b = int(row.get(count.column, 0) * count.unit.scale), person.counts.get((year, count), 0)
            if a != b:
                found.append(f"life {life} {person} {year}: {count.column} {a} there, {b} here")
        for status in Status:
            a, b = row.get(status.column, 0), person.months.get((year, status), 0)
            if a != b:
                found.append(f"life {life} {person} {year}: {status.column} {a} there, {b} here")
    return found


def _ends_differ(person: Person, row: dict[str, Any], life: int, day: int) -> list[str]:
    found = []
    for outcome in COLUMNS:
        a, b = row[outcome.name], word_of(person, outcome.name, day)
        if outcome.has_gaps and a is None:
            continue
        b = bool(b) if outcome.is_flag else b
        a = int(a * outcome.scale) if not outcome.is_flag else a
        if a != b:
            found.append(f"life {life} {person} end: {outcome.name} {a} there, {b} here")
    return found
