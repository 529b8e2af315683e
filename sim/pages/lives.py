"""Single lives on the page: which are shown, and the values of the law that their explanations name."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from sim.apart import each
from sim.errors import Faults
from sim.experiment.arguments import BadArgument
from sim.explain.choosing import at_way, chosen_among
from sim.outcomes.columns import LIVES
from sim.outcomes.families import of_families
from sim.pages import beside
from sim.pages.finding import variant_of_finding
from sim.pages.life_shown import AMOUNTS, Chosen, Shown, life_shown
from sim.pages.subject import Subject
from sim.pages.texts import Texts
from sim.report.comparison import signed
from sim.report.numbers import number
from sim.words.language import speaking
from sim.words.outcomes import Better, Outcome

if TYPE_CHECKING:
    from sim.explain.citing import Cited
    from sim.scenario import Scenario

#: Why a life is shown: what it is called, and how it was found among those of a run, or of a comparison.
WAYS = {
    "worst": ("life_worst", "worst_life", "worst_difference"),
    "median": ("life_median", "median_life", "median_difference"),
    "best": ("life_best", "best_life", "best_difference"),
}


class Lives(NamedTuple):
    """The lives of a page; where there are none, why."""

    shown: list[Shown]
    law: "dict[Cited, int]"  # the values of the law that explanations name, each with its number
    heads: list[str]
    first: str  # that is seen at first
    why_none: str = ""


def lives(study: Subject, more: Sequence[str] = ()) -> Lives:
    """The worst, the median and the best life, simulated again; a single life alone. And `more`, by number or words."""
    with speaking(study.say.language):  # what is wrong with `more` is said in the language of the page
        return _lives(study, more)


def _lives(study: Subject, more: Sequence[str]) -> Lives:
    none = _why_not(study)
    if none and more:
        raise BadArgument("--life", none)
    if none:
        return Lives([], {}, [], "", none)
    names = _cases(study)
    chosen = _chosen(study, names)
    try:
        wanted = list(_requested(study, names[0], more, chosen))
        chosen = list(dict.fromkeys([*chosen, *wanted]))
        # this process is busy with the charts
        found = each(beside.life_of, [(study.folder, names, study.say, one) for one in chosen], busy=1)
    except Faults as error:
        return Lives([], {}, [], "", study.say("no_life_faults", why=error.faults[0].message))
    first = next(iter(wanted), next((one for one in chosen if one.way == "median"), chosen[0]))
    return Lives(found, _numbered(found), _heads(study.say), first.way)


def one_life(say: Texts, scenario: "Scenario", number: int) -> Lives:
    """One life of a scenario, of which there need be no result."""
    chosen = _by_number(say, number)
    found = each(life_shown, [(say, chosen, {"": scenario})])
    return Lives(found, _numbered(found), _heads(say), chosen.way)


def _numbered(shown: list[Shown]) -> "dict[Cited, int]":
    """The values of the law that explanations name, in the order of the page."""
    years = (year for one in shown for case in one.cases for year in case.years)
    steps = (step for year in years for one in (*year.gaps, *year.bills) for step in one.steps)
    cited = dict.fromkeys(value for step in steps for value in step.law)
    return {value: number_of for number_of, value in enumerate(cited, start=1)}


def _heads(say: Texts) -> list[str]:
    return [say(head) for head in ("person", "covered", "without", *AMOUNTS.values())]


def _why_not(study: Subject) -> str:
    """Why no life can be simulated again: a stranger's code is not run, another program has other lives."""
    say, record = study.say, study.record
    if record["kind"] not in beside.OF_LIVES:
        return say("no_life_of_a_sweep")
    if any(case.get("extensions") for case in (record, *record.get("variants", {}).values())):
        return say("no_life_extensions")
    [is_of_this_program] = each(beside.is_of_this_program, [(study.folder,)])
    return "" if is_of_this_program else say("no_life_of_others")


def _cases(study: Subject) -> list[str]:
    """The case of a run; of a comparison the baseline and the variant of the finding."""
    if study.record["kind"] == "run":
        return [""]
    return [study.record["baseline"], variant_of_finding(study)]


# ----------------------------------------------------------------------------- which lives


def _chosen(study: Subject, names: list[str]) -> list[Chosen]:
    """The lives that are shown, by the first reported outcome that is better or worse; by how much it differs."""
    good = [
        one for one in study.reported if one.better is not Better.NEITHER and one.has_family and not one.is_shortfall
    ]
    outcome = good[0] if good else study.vocabulary["out_of_pocket"]
    if study.is_one_life:
        return [Chosen("only", 0, study.say("life_only", number=0))]
    amounts = _amounts(study, outcome, names)
    found = []
    for way, (title, of_run, of_difference) in WAYS.items():
        number_of, amount = at_way(amounts, outcome, way)
        key = of_difference if len(names) == 2 else of_run
        text = _yuan(amount, outcome, study, is_signed=len(names) == 2)
        how = study.say(key, lives=f"{amounts.height:,}", outcome=study.say.outcome(outcome), amount=text)
        found.append(Chosen(way, number_of, study.say(title, number=number_of), how))
    return found


def _by_number(say: Texts, number_of: int, how: str = "") -> Chosen:
    return Chosen(f"life{number_of}", number_of, say("life_by_number", number=number_of), how)


def _requested(study: Subject, name: str, more: Sequence[str], shown: list[Chosen]) -> Iterator[Chosen]:
    """The lives that are named by numbers or words, which are about the run, or the baseline; one that is shown
    already is that one."""
    if not more:
        return
    scenario, rows = beside.scenario_of_case(study.folder, name), study.rows(LIVES)
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
