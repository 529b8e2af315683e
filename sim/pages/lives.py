"""Single lives on the page: which are shown, each simulated again as a timeline, and year by year with its causes."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from sim.errors import Faults
from sim.experiment.arguments import BadArgument
from sim.experiment.verified import ReadCase, ReadRecord
from sim.explain.arithmetic import why_bill
from sim.explain.between import Between
from sim.explain.causes import why_without_cover
from sim.explain.choosing import at_way, chosen_among
from sim.explain.citing import rule_of
from sim.explain.life import lives as simulated
from sim.explain.replay import replay
from sim.outcomes.columns import LIVES
from sim.outcomes.families import of_families
from sim.outcomes.recorded import Recorded
from sim.pages.finding import variant_of_finding
from sim.pages.subject import Subject
from sim.pages.texts import Texts
from sim.pages.timeline import Timeline, bill_text, timeline
from sim.report.comparison import signed
from sim.report.numbers import number
from sim.words.language import speaking
from sim.words.outcomes import Better, Outcome
from sim.words.states import Scheme, Status

if TYPE_CHECKING:
    from sim.explain.causes import Answer, Link
    from sim.explain.citing import Cited
    from sim.explain.journal import Settled
    from sim.explain.life import Life
    from sim.explain.replay import Entry, YearOf
    from sim.scenario import Scenario

#: Why a life is shown: what it is called, and how it was found among those of a run, or of a comparison.
WAYS = {
    "worst": ("life_worst", "worst_life", "worst_difference"),
    "median": ("life_median", "median_life", "median_difference"),
    "best": ("life_best", "best_life", "best_difference"),
}
_MOST_BILLS = 100  # of a life that are explained line by line: those of whom was not covered, then the costliest
#: The amounts of a year, with what heads their columns.
_AMOUNTS = {
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
    """A sentence of an explanation, the amount of a line, and the places of the values of the law it rests on."""

    text: str
    amount: str
    law: list[int]


class Explained(NamedTuple):
    """A bill, or months without benefits: what it was, its causes, its sums, what would have changed it."""

    id: str
    title: str
    rule: int | None
    chain: list[Step]
    sums: list[Step]
    remedies: list[Step]


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


class Lives(NamedTuple):
    """The lives of a page; where there are none, why."""

    shown: list[Shown]
    law: "list[Cited]"
    heads: list[str]
    first: str  # that is seen at first
    why_none: str = ""


class _Law:
    """The values of the law that explanations name, each once."""

    def __init__(self):
        self.places: dict[Cited, int] = {}

    def of(self, cites: "tuple[Cited, ...]") -> list[int]:
        return [self.places.setdefault(cited, len(self.places) + 1) for cited in cites]


def lives(study: Subject, more: Sequence[str] = ()) -> Lives:
    """The worst, the median and the best life, simulated again; a single life alone. And `more`, by number or words."""
    with speaking(study.say.language):  # causes are found in the language of the page
        return _lives(study, more)


def _lives(study: Subject, more: Sequence[str]) -> Lives:
    none, recorded = _why_not(study), Recorded.read(study.folder)
    if none and more:
        raise BadArgument("--life", none)
    if none:
        return Lives([], [], [], "", none)
    names = _cases(study)
    try:
        cases = [ReadCase.of(ReadRecord(recorded).cases[name], is_swept=False) for name in names]
    except Faults as error:
        return Lives([], [], [], "", study.say("no_life_faults", why=error.faults[0].message))
    outcome, chosen = _chosen(study, names)
    wanted = list(_requested(study, names[0], cases[0].scenario, more, chosen))
    chosen = list(dict.fromkeys([*chosen, *wanted]))
    found = simulated([(case.scenario, one.number) for one in chosen for case in cases])
    law, shown = _Law(), []
    for place, one in enumerate(chosen):
        of_life = found[place * len(cases) : (place + 1) * len(cases)]
        shown.append(_shown(study, one, list(zip(names, of_life, strict=True)), law))
    first = next(iter(wanted), next((one for one in chosen if one.way == "median"), chosen[0]))
    return Lives(shown, list(law.places), _heads(study.say), first.way)


def one_life(say: Texts, scenario: "Scenario", number: int) -> Lives:
    """One life of a scenario, of which there need be no result."""
    [life], law, chosen = simulated([(scenario, number)]), _Law(), _by_number(say, number)
    with speaking(say.language):
        shown = _shown(Subject(Path(), {}, say), chosen, [("", life)], law)
    return Lives([shown], list(law.places), _heads(say), chosen.way)


def _heads(say: Texts) -> list[str]:
    return [say(head) for head in ("person", "covered", "without", *_AMOUNTS.values())]


def _why_not(study: Subject) -> str:
    """Why no life can be simulated again: a stranger's code is not run, another program has other lives."""
    say, recorded = study.say, Recorded.read(study.folder)
    if recorded.kind == "sweep":
        return say("no_life_of_a_sweep")
    if any(case.extensions for case in (recorded, *recorded.variants.values())):
        return say("no_life_extensions")
    return "" if ReadRecord(recorded).is_of_this_program else say("no_life_of_others")


def _cases(study: Subject) -> list[str]:
    """The case of a run; of a comparison the baseline and the variant of the finding."""
    if study.record["kind"] == "run":
        return [""]
    return [study.record["baseline"], variant_of_finding(study)]


# ----------------------------------------------------------------------------- which lives


def _chosen(study: Subject, names: list[str]) -> tuple[Outcome, list[Chosen]]:
    """The lives that are shown, by the first reported outcome that is better or worse; by how much it differs."""
    good = [
        one for one in study.reported if one.better is not Better.NEITHER and one.has_family and not one.is_shortfall
    ]
    outcome = good[0] if good else study.vocabulary["out_of_pocket"]
    if study.is_one_life:
        return outcome, [Chosen("only", 0, study.say("life_only", number=0))]
    amounts = _amounts(study, outcome, names)
    found = []
    for way, (title, of_run, of_difference) in WAYS.items():
        number_of, amount = at_way(amounts, outcome, way)
        key = of_difference if len(names) == 2 else of_run
        text = _yuan(amount, outcome, study, is_signed=len(names) == 2)
        how = study.say(key, lives=f"{amounts.height:,}", outcome=study.say.outcome(outcome), amount=text)
        found.append(Chosen(way, number_of, study.say(title, number=number_of), how))
    return outcome, found


def _by_number(say: Texts, number_of: int, how: str = "") -> Chosen:
    return Chosen(f"life{number_of}", number_of, say("life_by_number", number=number_of), how)


def _requested(
    study: Subject, name: str, scenario: "Scenario", more: Sequence[str], shown: list[Chosen]
) -> Iterator[Chosen]:
    """The lives that are named by numbers or words, which are about the run, or the baseline; one that is shown
    already is that one."""
    rows = study.rows(LIVES)
    of_case = rows.filter(pl.col("variant").cast(pl.String) == name) if name else rows
    numbers = {one.number: one for one in shown}
    for text in more:
        choice = chosen_among(scenario, text, lambda: of_case)
        how = study.say("chosen_as", words=text) if choice.how else ""
        yield numbers.setdefault(choice.number, _by_number(study.say, choice.number, how))


def _amounts(study: Subject, outcome: Outcome, names: list[str]) -> pl.DataFrame:
    """Life and amount of the family, in order; of two cases the difference, of lives that differ if there are any."""
    rows, name = study.rows(LIVES), outcome.name
    if len(names) == 1:
        found = of_families(rows, outcome).drop_nulls().collect()
    else:
        both = of_families(rows, outcome, by=("variant",)).drop_nulls().collect()
        first, second = (both.filter(pl.col("variant").cast(pl.String) == one) for one in names)
        found = first.join(second, on="life").with_columns(value=pl.col("value_right") - pl.col("value"))
        differing = found.filter(pl.col("value") != 0)
        found = found if differing.is_empty() else differing
    return found.select("life", pl.col("value").cast(pl.Float64).truediv(outcome.scale).alias(name)).sort(name, "life")


def _yuan(amount: float, outcome: Outcome, study: Subject, is_signed: bool) -> str:
    places = 0 if outcome.unit.is_counted else 2
    text = signed(amount, places) if is_signed else number(amount, places)
    return f"{text} {study.say.unit(outcome.unit)}"


def _shown(study: Subject, chosen: Chosen, named: "list[tuple[str, Life]]", law: _Law) -> Shown:
    """A chosen life under each case, with the day on which two of them part."""
    parted, parting = None, ""
    if len(named) == 2:
        (first, second), found = (name for name, _ in named), tuple(life for _, life in named)
        parted, *only = Between((first, second), found).parted  # type: ignore[arg-type]
        parting = study.say("never_part")
        if parted is not None:
            texts = [f"{name}: {_listed(study, entries)}" for name, entries in zip((first, second), only, strict=True)]
            parting = study.say("parted_on", day=parted, only="; ".join(texts))
    cases = [
        _of_case(study, name, life, f"{chosen.way}-{place}", law, parted, 2 * _MOST_BILLS // (1 + len(named)))
        for place, (name, life) in enumerate(named)
    ]
    return Shown(chosen.way, chosen.title, chosen.how, parting, cases)


def _listed(study: Subject, entries: "list[Entry]") -> str:
    texts = list(dict.fromkeys(_entry(study, entry) for entry in entries))
    return study.say.listed(texts) or study.say("nothing")


def _entry(study: Subject, entry: "Entry") -> str:
    """One thing that happened."""
    what = study.say.of(entry)
    if entry.kind == "change":
        return (
            f"{entry.who}: {what} {_value(study, entry.what, entry.before)} → {_value(study, entry.what, entry.after)}"
        )
    if entry.kind == "refused":
        return study.say("was_refused", who=entry.who, what=what)
    amount = f"{(entry.fen or 0) / 100:,.2f} {study.say('yuan')}"
    return f"{entry.who}: {what} {amount}"


def _value(study: Subject, what: str, text: str) -> str:
    """The value of an aspect of a person in the language of the page."""
    if what == "insured_as":
        return study.say.of(Scheme[text.upper()])
    if what in ("lives_in", "law_of"):
        return study.region(text)
    words = {"yes": "yes", "no": "no", "dead": "dead", "not born": "not_born", "abroad": "abroad"}
    return study.say(words[text]) if text in words else text


# ----------------------------------------------------------------------------- a life, year by year


def _of_case(
    study: Subject, name: str, life: "Life", prefix: str, law: _Law, parted: date | None, most: int
) -> LifeOfCase:
    explained = _explained_bills(life, most)
    linked = {place: f"{prefix}-b{place}" for place in explained}
    story = replay(life)
    years = [
        _year(study, life, year, list(of_year), story.turning_points, linked, law, prefix)
        for year, of_year in groupby(story.years, key=lambda one: one.year)
    ]
    without: dict[str, int] = {}
    for one in story.years:
        without[one.who] = without.get(one.who, 0) + one.without
    title = study.say(
        "life_title", cost=number(sum(one.cost for one in story.years) / 100, 0),
        cash=number(sum(one.cash for one in story.years) / 100, 0), without=_without(study, without),
    )  # fmt: skip
    return LifeOfCase(name, title, timeline(study, life, prefix, linked, parted), years)


def _without(study: Subject, months: dict[str, int]) -> str:
    """Who is how long without benefits."""
    parts = [
        study.say("one_month_of" if number_of == 1 else "months_of", who=who, number=number_of)
        for who, number_of in months.items()
        if number_of
    ]
    return study.say("without_benefits", people=study.say.listed(parts)) if parts else study.say("always_covered")


def _explained_bills(life: "Life", most: int) -> list[int]:
    """The bills of which every line is on the page: those of whom was not covered first, then the costliest."""

    def rank(place: int) -> tuple[bool, int]:
        settled = life.presented[place]
        return settled.status == Status.COVERED, -settled.bill["cost"]

    return sorted(sorted(range(len(life.presented)), key=rank)[:most])


def _year(
    study: Subject, life: "Life", year: int, people: "list[YearOf]", turning: "list[Entry]", linked: dict[int, str],
    law: _Law, prefix: str,
) -> Year:  # fmt: skip
    say = study.say
    sums = {name: number(sum(getattr(one, name) for one in people) / 100, 0) for name in ("cost", "pool", "cash")}
    title = say("year_title", year=year, without=_without(study, {one.who: one.without for one in people}), **sums)
    rows = [
        [one.who, str(sum(one.months.values()) - one.without), str(one.without)]
        + [number(getattr(one, name) / 100, 2) for name in _AMOUNTS]
        for one in people
    ]
    changes = [
        f"{day} {_listed(study, list(group))}"
        for day, group in groupby((one for one in turning if one.day.year == year), key=lambda one: one.day)
    ]
    gaps = [_gap(study, life, law, prefix, *gap) for gap in _gaps(life) if date.fromordinal(gap[1]).year == year]
    bills = [place for place, one in enumerate(life.presented) if date.fromordinal(one.bill["day"]).year == year]
    left = [life.presented[place].bill["cost"] for place in bills if place not in linked]
    others = say("other_bills", number=len(left), cost=number(sum(left) / 100, 2)) if left else ""
    explained = [_bill(study, life, law, place, linked[place]) for place in bills if place in linked]
    return Year(year, title, rows, changes, gaps, explained, others)


def _gaps(life: "Life") -> Iterator[tuple[int, int, int]]:
    """Months without benefits that follow each other: of whom, the first and the last day."""
    for slot in range(life.plan.persons):
        months = [month for month in life.journal.months if month.slot == slot]
        for is_covered, group in groupby(months, key=lambda month: month.status == Status.COVERED):
            days = [month.day for month in group]
            if not is_covered:
                yield slot, date.fromordinal(days[0]).replace(day=1).toordinal(), days[-1]


def _gap(study: Subject, life: "Life", law: _Law, prefix: str, slot: int, first: int, last: int) -> Explained:
    """Why somebody was without benefits on the last day of some months."""
    answer = why_without_cover(life, slot, last)
    title = study.say(
        "gap_title", who=life.name(slot), first=date.fromordinal(first), last=date.fromordinal(last),
        status=study.say.of(life.status(slot, last)),
    )  # fmt: skip
    return _explained(law, f"{prefix}-g{slot}-{first}", title, None, answer)


def _bill(study: Subject, life: "Life", law: _Law, place: int, identity: str) -> Explained:
    settled: Settled = life.presented[place]
    rule = rule_of(settled.call, settled.bill["kind"])
    return _explained(law, identity, bill_text(study, life, settled), rule, why_bill(life, settled))


def _explained(law: _Law, identity: str, title: str, rule: int | None, answer: "Answer") -> Explained:
    sums = [Step(what, f"{fen / 100:,.2f}", law.of(cites)) for what, fen, cites in answer.sums]
    return Explained(identity, title, rule, _steps(law, answer.links), sums, _steps(law, answer.remedies))


def _steps(law: _Law, links: "tuple[Link, ...]") -> list[Step]:
    return [Step(link.text, "", law.of(link.cites)) for link in links]
