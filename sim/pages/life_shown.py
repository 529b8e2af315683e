"""A life on the page, simulated again: as a timeline, and year by year with the causes of its bills and gaps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sim.explain.arithmetic import why_bill
from sim.explain.between import Between
from sim.explain.causes import why_without_cover
from sim.explain.citing import rule_of
from sim.explain.life import life
from sim.explain.replay import replay
from sim.pages.texts import Texts
from sim.pages.timeline import Timeline, bill_text, timeline
from sim.policy.seeds import region_text
from sim.report.numbers import number
from sim.words.language import speaking
from sim.words.states import Scheme, Status

if TYPE_CHECKING:
    from sim.explain.causes import Answer, Link
    from sim.explain.citing import Cited
    from sim.explain.journal import Settled
    from sim.explain.life import Life
    from sim.explain.replay import Entry, YearOf
    from sim.scenario import Scenario

_One = TypeVar("_One")
_Gap = tuple[int, int, int]  # of whom, the first and the last day

_MOST_BILLS = 100  # of a life that are explained line by line: those of whom was not covered, then the costliest
#: The amounts of a year, with what heads their columns.
AMOUNTS = {
    "contributed": "contributed", "cost": "cost", "pool": "pool", "employer": "employer", "accounts": "accounts",
    "relatives": "relatives", "cash": "cash", "account": "account_left",
}  # fmt: skip


class Chosen(NamedTuple):
    """A life that is shown: a name for it, its number, its title, and how it was found."""

    way: str
    number: int
    title: str
    how: str = ""


class Step(NamedTuple):
    """A sentence of an explanation, the amount of a line, and the values of the law it rests on."""

    text: str
    amount: str
    law: "tuple[Cited, ...]"


class Explained(NamedTuple):
    """A bill, or months without benefits: what it was, its causes, its sums, what would have changed it."""

    id: str
    title: str
    rule: int | None
    chain: list[Step]
    sums: list[Step]
    remedies: list[Step]

    @property
    def steps(self) -> list[Step]:
        return [*self.chain, *self.sums, *self.remedies]


class Year(NamedTuple):
    """A calendar year of the family."""

    year: int
    title: str
    people: list[list[str]]
    changes: list[str]
    gaps: list[Explained]
    bills: list[Explained]
    others: str  # bills that are not explained


class LifeOfCase(NamedTuple):
    """A life under one case: its timeline, its years."""

    name: str
    title: str
    timeline: Timeline
    years: list[Year]


class Shown(NamedTuple):
    """A chosen life, under one case or two."""

    way: str
    title: str
    how: str
    parting: str
    cases: list[LifeOfCase]


def life_shown(say: Texts, chosen: Chosen, scenarios: "dict[str, Scenario]") -> Shown:
    """A life under each case as the page has it: where it is simulated, for its journal is much larger."""
    found = [life(scenario, chosen.number) for scenario in scenarios.values()]
    with speaking(say.language):  # causes are found in the language of the page
        return _shown(say, chosen, list(zip(scenarios, found, strict=True)))


def _shown(say: Texts, chosen: Chosen, named: "list[tuple[str, Life]]") -> Shown:
    """A chosen life under each case, with the day on which two of them part."""
    parted, parting = None, ""
    if len(named) == 2:
        (first, second), found = (name for name, _ in named), tuple(life for _, life in named)
        parted, *only = Between((first, second), found).parted  # type: ignore[arg-type]
        parting = say("never_part")
        if parted is not None:
            texts = [
                say.headed(say.case(name), _listed(say, entries))
                for name, entries in zip((first, second), only, strict=True)
            ]
            parting = say("parted_on", day=parted, only=say.in_a_row(texts))
    cases = [
        _of_case(say, name, life, f"{chosen.way}-{place}", parted, 2 * _MOST_BILLS // (1 + len(named)))
        for place, (name, life) in enumerate(named)
    ]
    return Shown(chosen.way, chosen.title, chosen.how, parting, cases)


def _listed(say: Texts, entries: "list[Entry]") -> str:
    texts = list(dict.fromkeys(_entry(say, entry) for entry in entries))
    return say.listed(texts) or say("nothing")


def _entry(say: Texts, entry: "Entry") -> str:
    """One thing that happened."""
    what = say.of(entry)
    if entry.kind == "change":
        before, after = (_value(say, entry.what, value) for value in (entry.before, entry.after))
        return say.headed(entry.who, f"{what} {before} → {after}")
    if entry.kind == "refused":
        return say("was_refused", who=entry.who, what=what)
    amount = f"{(entry.fen or 0) / 100:,.2f} {say('yuan')}"
    return say.headed(entry.who, f"{what} {amount}")


def _value(say: Texts, what: str, text: str) -> str:
    """The value of an aspect of a person in the language of the page."""
    if what == "insured_as":
        return say.of(Scheme[text.upper()])
    if what in ("lives_in", "law_of"):
        return region_text(text)
    words = {"yes": "yes", "no": "no", "dead": "dead", "not born": "not_born", "abroad": "abroad"}
    return say(words[text]) if text in words else text


# ----------------------------------------------------------------------------- a life, year by year


def _of_case(say: Texts, name: str, life: "Life", prefix: str, parted: date | None, most: int) -> LifeOfCase:
    explained = _explained_bills(life, most)
    linked = {place: f"{prefix}-b{place}" for place in explained}
    story = replay(life)
    turning = _of_years((one.day.year, one) for one in story.turning_points)
    gaps = _of_years((date.fromordinal(gap[1]).year, gap) for gap in _gaps(life))
    bills = _of_years((date.fromordinal(one.bill["day"]).year, at) for at, one in enumerate(life.presented))
    years = [
        _year(say, life, list(of_year), turning[year], gaps[year], bills[year], linked, prefix)
        for year, of_year in groupby(story.years, key=lambda one: one.year)
    ]
    without: dict[str, int] = {}
    for one in story.years:
        without[one.who] = without.get(one.who, 0) + one.without
    title = say(
        "life_title", cost=number(sum(one.cost for one in story.years) / 100, 0),
        cash=number(sum(one.cash for one in story.years) / 100, 0), without=_without(say, without),
    )  # fmt: skip
    return LifeOfCase(say.case(name), title, timeline(say, life, prefix, linked, parted), years)


def _of_years(found: "Iterable[tuple[int, _One]]") -> "dict[int, list[_One]]":
    """What there is of each calendar year, in order."""
    of_years: dict[int, list[_One]] = defaultdict(list)
    for year, one in found:
        of_years[year].append(one)
    return of_years


def _without(say: Texts, months: dict[str, int]) -> str:
    """Who is how long without benefits."""
    parts = [
        say("one_month_of" if number_of == 1 else "months_of", who=who, number=number_of)
        for who, number_of in months.items()
        if number_of
    ]
    return say("without_benefits", people=say.listed(parts)) if parts else say("always_covered")


def _explained_bills(life: "Life", most: int) -> list[int]:
    """The bills of which every line is on the page: those of whom was not covered first, then the costliest."""

    def rank(place: int) -> tuple[bool, int]:
        settled = life.presented[place]
        return settled.status == Status.COVERED, -settled.bill["cost"]

    return sorted(sorted(range(len(life.presented)), key=rank)[:most])


def _year(
    say: Texts, life: "Life", people: "list[YearOf]", turning: "list[Entry]", without: "list[_Gap]", bills: list[int],
    linked: dict[int, str], prefix: str,
) -> Year:  # fmt: skip
    year = people[0].year
    sums = {name: number(sum(getattr(one, name) for one in people) / 100, 0) for name in ("cost", "pool", "cash")}
    title = say("year_title", year=year, without=_without(say, {one.who: one.without for one in people}), **sums)
    rows = [
        [one.who, str(sum(one.months.values()) - one.without), str(one.without)]
        + [number(getattr(one, name) / 100, 2) for name in AMOUNTS]
        for one in people
    ]
    changes = [f"{day} {_listed(say, list(group))}" for day, group in groupby(turning, key=lambda one: one.day)]
    gaps = [_gap(say, life, prefix, *gap) for gap in without]
    left = [life.presented[place].bill["cost"] for place in bills if place not in linked]
    others = say("other_bills", number=len(left), cost=number(sum(left) / 100, 2)) if left else ""
    explained = [_bill(say, life, place, linked[place]) for place in bills if place in linked]
    return Year(year, title, rows, changes, gaps, explained, others)


def _gaps(life: "Life") -> "Iterator[_Gap]":
    """Months without benefits that follow each other."""
    for slot in range(life.plan.persons):
        months = [month for month in life.journal.months if month.slot == slot]
        for is_covered, group in groupby(months, key=lambda month: month.status == Status.COVERED):
            days = [month.day for month in group]
            if not is_covered:
                yield slot, date.fromordinal(days[0]).replace(day=1).toordinal(), days[-1]


def _gap(say: Texts, life: "Life", prefix: str, slot: int, first: int, last: int) -> Explained:
    """Why somebody was without benefits on the last day of some months."""
    answer = why_without_cover(life, slot, last)
    title = say(
        "gap_title", who=life.name(slot), first=date.fromordinal(first), last=date.fromordinal(last),
        status=say.of(life.status(slot, last)),
    )  # fmt: skip
    return _explained(f"{prefix}-g{slot}-{first}", title, None, answer)


def _bill(say: Texts, life: "Life", place: int, identity: str) -> Explained:
    settled: Settled = life.presented[place]
    rule = rule_of(settled.call, settled.bill["kind"])
    return _explained(identity, bill_text(say, life, settled), rule, why_bill(life, settled))


def _explained(identity: str, title: str, rule: int | None, answer: "Answer") -> Explained:
    sums = [Step(what, f"{fen / 100:,.2f}", cites) for what, fen, cites in answer.sums]
    return Explained(identity, title, rule, _steps(answer.links), sums, _steps(answer.remedies))


def _steps(links: "tuple[Link, ...]") -> list[Step]:
    return [Step(link.text, "", link.cites) for link in links]
