"""The report of `gongji run`, read from the result: the study, the distribution of each outcome, the assumptions.

Outcomes are one below the other with the persons as rows, so that persons are compared within a column and everything
fits into 80 columns.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.experiment.bounds import Bound
from sim.experiment.precision import reached_width
from sim.experiment.refusals import Refusal
from sim.outcomes.intervals import at_most
from sim.outcomes.recorded import RECORD, outcomes_of, times_of
from sim.outcomes.statistics import QUANTILES, SHORTFALL, above, summary
from sim.policy.seeds import region_text
from sim.report import assumed, bars
from sim.report.lines import Line, drawn, table, wrapped
from sim.report.numbers import MISSING, decimals, finer, last_digit, number, rounded, seconds, share
from sim.report.policy import not_verified
from sim.words.language import is_chinese, listed, meaning, say, words
from sim.words.outcomes import Better, Outcome, Unit
from sim.words.plurals import counted
from sim.words.translation import translated

NOTHING = "0"
_MEAN = ("mean", "95 % from", "to")
_MOST_REASONS = 12  # if there are more assumptions, they are only counted

LEVEL = ("mean", "p5", "median", "p95")  # of an outcome, where there is no room for all quantiles
_SPARE = (("p25", "p75"), ("p5", "p95"), ("median",), _MEAN[1:])

Row = dict[str, Any]
Record = dict[str, Any]


def full_report(
    record: Record, folder: Path, width: int, only: tuple[str, ...] = (), bounds: tuple[Bound, ...] = ()
) -> Iterator[Text]:
    """The whole report of a run, from its title to its files."""
    outcomes = reported(record, only)
    rows = summary(folder, outcomes).to_dicts()
    yield from header(record, _of_lives(record), width)
    amounts = [outcome for outcome in outcomes if not outcome.is_flag]
    flags = [outcome for outcome in outcomes if outcome.is_flag]
    if record["lives"] == 1:
        lines = [*_lines(amounts, rows, _value, NOTHING), *_lines(flags, rows, _yes_no, NOTHING)]
        yield from table(words("value"), lines, width)
    else:
        if amounts:
            small = bars.of_people(folder, amounts) if bars.can_be_shown(folder) else {}
            heads = (*words(*_MEAN, *QUANTILES), drawn()) if small else words(*_MEAN, *QUANTILES)

            def cells(row: Row, places: int) -> tuple[str, ...]:
                return (*_distribution(row, places), small.get((row["outcome"], row["person"]), ""))[: len(heads)]

            yield from table(heads, list(_lines(amounts, rows, cells)), width, spare())
        if flags:
            heads = words("share", "95 % from", "to", "of lives")
            yield from table(heads, list(_lines(flags, rows, _share)), width, (heads[3:], heads[1:3]))
    yield from _exceeding(folder, bounds, width)
    yield from rests_on(record, width)
    text = (
        "All {count} outcomes, every year"
        if record["lives"] == 1
        else "All {count} outcomes, every life and every year"
    )
    yield from footer(record, folder, say(text, count=number_of_outcomes(record)), width)


def brief_report(
    record: Record, folder: Path, width: int, only: tuple[str, ...] = (), bounds: tuple[Bound, ...] = ()
) -> Iterator[Text]:
    """The family's distribution of each outcome, yes and no of each person."""
    yield from header(record, _of_lives(record), width)
    is_one_life = record["lives"] == 1
    heads = words("value") if is_one_life else words(*_MEAN, *LEVEL[1:])
    lines = []
    outcomes = {outcome.name: outcome for outcome in reported(record, only)}
    for row in summary(folder, outcomes.values()).to_dicts():
        outcome = outcomes[row["outcome"]]
        if outcome.is_flag:
            yes = _yes_no(row, 0) if is_one_life else (*_share(row, 0)[:3], "", "", "")
            lines.append(Line(say("{outcome} of {who}", outcome=outcome.name, who=whom(row)), yes))
        elif row["person"] is None:
            places = decimals(abs(row["mean"] or 0), outcome.unit)
            cells = _value(row, places) if is_one_life else (*_distribution(row, places)[:3], *level(row, places)[1:])
            lines.append(Line(with_unit(outcome), cells))
    yield from table(heads, lines, width, spare()[1:])
    yield from _exceeding(folder, bounds, width)
    yield from result_line(folder, width)


def reported(record: Record, only: tuple[str, ...]) -> tuple[Outcome, ...]:
    """The outcomes to show: those asked for, otherwise those that the scenario's `report` names."""
    outcomes = outcomes_of(record)
    return tuple(outcomes[name] for name in only or record["report"])


def number_of_outcomes(record: Record) -> int:
    """How many outcomes the files of a result have."""
    return len(outcomes_of(record))


def _of_lives(record: Record) -> str:
    return "" if is_certain(record) else say("{lives} of", lives=counted(record["lives"], "life", "lives"))


def is_certain(record: Record) -> bool:
    """Whether nothing in the study is left to chance, so that its one life is the outcome and no sample of it."""
    return record.get("certain", False)


def header(record: Record, cases: str, width: int) -> Iterator[Text]:
    """The title, how many lives of whom, whether the requested precision was reached, and what was refused."""
    variant = say(", variant {name}", name=record["variant"]) if record.get("variant") else ""
    yield from wrapped(record["title"] + variant, width, len(record["title"] + variant))
    text = say(
        "{cases} {people}, {period}{others}; law of {regions}; {chance}",
        cases=cases, people=counted(len(record["people"]), "person", "people"), period=period(record["scenario"]),
        others=_other_cases(record), regions=listed([region_text(name) for name in record["regions"]]),
        chance=say("nothing is left to chance") if is_certain(record) else say("seed {seed}", seed=record["seed"]),
    )  # fmt: skip
    yield from wrapped(text, width)
    if record.get("until"):
        yield from wrapped(until_text(record), width)
    yield Text()
    yield from refused(record["refusals"], width)


def period(scenario: Row) -> str:
    """How long a scenario is simulated, and from when."""
    start, end = (date.fromisoformat(scenario[day]) for day in ("start", "end"))
    whole_years = (start.month, start.day) == (end.month, end.day)
    length = counted(end.year - start.year, "year") if whole_years else counted((end - start).days, "day")
    return say("{length} from {start}", length=length, start=start)


def _other_cases(record: Record) -> str:
    """Which variants have other years or other people than the baseline."""
    found = []
    for name, variant in record.get("variants", {}).items():
        scenario, differs = variant["scenario"], []
        if len(scenario["people"]) != len(record["scenario"]["people"]):
            differs.append(counted(len(scenario["people"]), "person", "people"))
        if period(scenario) != period(record["scenario"]):
            differs.append(period(scenario))
        if differs:
            found.append(say("{name}: {differs}", name=name, differs=listed(differs)))
    return say(" ({cases})", cases=semicolons(found)) if found else ""


def until_text(record: Record) -> str:
    """Whether the requested precision was reached, and how wide the widest interval is."""
    until = record["until"]
    reached = say("as narrow as requested") if until["reached"] else say("still wider than requested")
    alike = until.get("alike_in_every_life")
    if alike and not until["reached"]:
        same = "{outcomes} alike in every life (another value {share})"
        reached = say(same, outcomes=listed(alike), share=in_at_most(until["lives"]))
    width = reached_width(until["width"], until.get("half_width_over_target", {}).values())
    return say(
        "--until {width} of {outcomes}: {reached} after {lives}{found}",
        width=until["width"], outcomes=listed(until["of"]), reached=reached,
        lives=counted(until["lives"], "life", "lives"),
        found=say(", {width}", width=translated(width)) if width else "",
    )  # fmt: skip


# ----------------------------------------------------------------------------- outcomes


def _lines(
    outcomes: list[Outcome], rows: list[Row], cells: Callable[[Row, int], tuple[str, ...]], nothing: str = ""
) -> Iterator[Line]:
    """Each outcome: a heading, its persons, then the family. Persons who have 0 in every life share one line."""
    for outcome in outcomes:
        of_outcome = [row for row in rows if row["outcome"] == outcome.name]
        yield Line(outcome.name if outcome.is_flag else with_unit(outcome), heading=about(outcome))
        places = decimals(max((abs(row["mean"] or 0) for row in of_outcome), default=0), outcome.unit)
        without = [row for row in of_outcome if not outcome.is_flag and _is_nothing(row)]
        for row in of_outcome:
            if row not in without:
                yield Line(whom(row), cells(row, places), is_bold=row["person"] is None)
        if without:
            names = listed(list(map(whom, without)))
            yield Line(names, heading=nothing or none_of(of_outcome[0]["lives"]), is_note=True)
        yield from few(of_outcome)


def whom(row: Row) -> str:
    """Whose row it is."""
    return row["person"] or say("family")


def about(outcome: Outcome) -> str:
    """What an outcome is; of one that the file defines, in the words of the file."""
    return outcome.english if outcome.made_of is not None else meaning(outcome)


def with_unit(outcome: Outcome) -> str:
    """An outcome by its name, with its unit."""
    return say("{outcome}, {unit}", outcome=outcome.name, unit=meaning(outcome.unit))


def semicolons(parts: list[str]) -> str:
    """Parts of a sentence that have commas of their own."""
    return ("；" if is_chinese() else "; ").join(parts)


def spare() -> list[tuple[str, ...]]:
    """The columns that a narrow screen leaves out, in this order."""
    return [words(*some) for some in _SPARE]


def _exceeding(folder: Path, bounds: tuple[Bound, ...], width: int) -> Iterator[Text]:
    """How likely outcomes exceed amounts, and how bad the worst lives are."""
    lines = []
    for bound in bounds:
        most = "shortfall: mean of the 5 % of lives that have most, {unit}"
        worst = "shortfall: mean of the 5 % of lives that are worst, {unit}"
        is_neither = bound.outcome.better is Better.NEITHER
        tail = say(most if is_neither else worst, unit=meaning(bound.outcome.unit))
        lines.append(Line(str(bound), heading=tail))
        for row in above(folder, bound.outcome, bound.amount).to_dicts():
            places = decimals(abs(row["shortfall"] or 0), bound.outcome.unit)
            shares = tuple(share(row[name]) for name in ("share", "low", "high"))
            places = finer(places, row["shortfall_low"], row["shortfall_high"])
            cells = (*shares, *(number(row[name], places) for name in SHORTFALL))
            lines.append(Line(whom(row), cells, is_bold=row["person"] is None))
    if lines:
        heads = words("above", "95 % from", "to", "shortfall", "95 % from ", "to ")
        yield from table(heads, lines, width, (heads[4:], heads[1:3]))


def none_of(lives: int) -> str:
    """What is known of an outcome that no life has."""
    return say("none of {lives:,} lives ({share} of lives)", lives=lives, share=in_at_most(lives))


def in_at_most(lives: int) -> str:
    """In how large a share of lives that may still occur which so many do not show: rounded up, so that it holds."""
    tenths = at_most(lives) * 1_000
    if tenths < 1:
        return say("less than 0.1 %")
    return say("at most {share}", share=share(ceil(tenths) / 1_000))


def few(rows: list[Row]) -> Iterator[Line]:
    """Whose interval so few lives carry that it may hold less often than 95 % of the time."""
    carried = [row for row in rows if row["few"] and row["differing"]]
    if carried:
        differing = "{who} {differing:,} of {lives:,}"
        of_each = (say(differing, who=whom(row), differing=row["differing"], lives=row["lives"]) for row in carried)
        text = say("few lives carry much of it; lives that differ: {lives}", lives=listed([*dict.fromkeys(of_each)]))
        yield Line(text, is_note=True)


def _is_nothing(row: Row) -> bool:
    """Whether an outcome is zero in every life: its mean is, and it does not vary."""
    return row["mean"] == 0 and not row["differing"]


def _distribution(row: Row, places: int) -> tuple[str, ...]:
    of_mean = finer(places, row["low"], row["high"])
    mean = tuple(number(row[name], of_mean) for name in ("mean", "low", "high"))
    return (*mean, *(quantile(row, name, places) for name in QUANTILES))


def quantile(row: Row, name: str, places: int) -> str:
    """A quantile, with as many digits as the best known of the row has: of all the same, so that they stay in order."""
    if row[name] is None:
        return MISSING
    known = [(row[one], row[f"{one}_low"], row[f"{one}_high"]) for one in QUANTILES if row.get(one) is not None]
    if not Unit(row["unit"]).is_counted:
        places = max(finer(places, low, high) for _, low, high in known)
    return rounded(row[name], min(last_digit(value, low, high, places) for value, low, high in known))


def level(row: Row, places: int) -> tuple[str, ...]:
    """The cells below `LEVEL`."""
    mean = number(row["mean"], finer(places, row["low"], row["high"]))
    return (mean, *(quantile(row, name, places) for name in LEVEL[1:]))


def _share(row: Row, places: int) -> tuple[str, ...]:
    return share(row["mean"]), share(row["low"]), share(row["high"]), f"{row['lives']:,}"


def _value(row: Row, places: int) -> tuple[str, ...]:
    return (number(row["mean"], 0 if Unit(row["unit"]).is_counted else 2),)


def _yes_no(row: Row, places: int) -> tuple[str, ...]:
    return ({None: MISSING, 0: say("no"), 1: say("yes")}[row["mean"]],)


# ----------------------------------------------------------------------------- what it rests on


def _extensions(record: Record, width: int) -> Iterator[Text]:
    """What the extensions of the cases replace and add."""
    cases = {"": record, **record.get("variants", {})}
    for name, case in cases.items() if isinstance(record.get("variants"), dict) else [("", record)]:
        for file, one in case.get("extensions", {}).items():
            parts = [say("replaces {names}", names=listed(one["replaces"]))] if one["replaces"] else []
            parts += [say("adds the process {names}", names=listed(one["adds"]))] if one["adds"] else []
            extension = say("{file} of {variant}", file=file, variant=name) if name else file
            text = "Not by the law alone: the extension {file} {does}"
            yield from wrapped(say(text, file=extension, does=say(" and ").join(parts)), width)


def rests_on(record: Record, width: int, is_brief: bool = False) -> Iterator[Text]:
    """How many of the values in use are assumed (if they are few, which), and the grades of all of them; which rules
    are not the law's."""
    yield from _extensions(record, width)
    values = record["assumptions"]
    title = say("{values} assumed, as nobody has published a figure", values=counted(len(values), "value"))
    if values and (is_brief or len(values) > _MOST_REASONS):
        yield from wrapped(say("{title}; {file} has the reasons", title=title, file=RECORD), width)
        if "population" not in record:
            yield from wrapped(say("Which of them matter here: gongji sweep FILE --assumptions"), width)
    elif values:
        yield from wrapped(title, width, len(title))
        for one in values:
            yield from assumed.line(one, width)
    if record["grades"]:
        grades = listed([f"{grade_text(name)} {values:,}" for name, values in record["grades"].items() if values])
        yield from wrapped(say("Grades of the values in use: {grades}", grades=grades), width)
    if not is_certain(record):
        yield from wrapped(_limits(record), width)
    looked_up = record.get("looked_up")
    if looked_up and date.fromisoformat(record["scenario"]["end"]) - timedelta(days=1) > date.fromisoformat(looked_up):
        yield from wrapped(not_verified(looked_up), width)
    yield Text()


def grade_text(name: str) -> str:
    """A grade, or what stands for one."""
    return name if len(name) == 1 else say(name)


def _limits(record: Record) -> str:
    """What no interval holds, as it is the model's."""
    limits = [say("illness that lasts over years"), say("response of care to its price")]
    if not record["scenario"].get("mortality"):
        limits.append(say("deaths by chance"))
    return say("Not in the model, so in no interval: {limits}", limits=listed(limits))


def refused(refusals: list[Row], width: int, variant: str = "") -> Iterator[Text]:
    """What the file asks for and the law did not allow: without it, the tables would mislead."""
    if refusals:
        what = say("Refused in {variant}", variant=variant) if variant else say("Refused")
        yield from wrapped(what, width, len(what))
        for refusal in (Refusal(**fields) for fields in refusals):
            yield from wrapped(str(refusal), width, len(translated(refusal.what)), indent=2)
        yield Text()


def footer(record: Record, folder: Path, what: str, width: int) -> Iterator[Text]:
    """Where the result is, and how long it took."""
    yield from wrapped(say("{what}: {folder}/", what=what, folder=folder), width)
    yield from wrapped(", ".join([*record["columns"], RECORD]), width, indent=2)
    yield from _notes(folder, width)
    times = times_of(folder)
    if not {"lives", "lives_finished_earlier", "seconds"} <= times.keys():
        return
    took = seconds(times["seconds"])
    if not is_certain(record):
        earlier = times["lives_finished_earlier"]
        resumed = say(", {lives:,} of them simulated earlier", lives=earlier) if earlier else ""
        is_of_homes = "population" in record
        lives = counted(times["lives"], "household") if is_of_homes else counted(times["lives"], "life", "lives")
        took = say("{lives}{resumed}, {took}", lives=lives, resumed=resumed, took=took)
    yield from (Text(line.plain, "dim") for line in wrapped(took, width))


def result_line(folder: Path, width: int) -> Iterator[Text]:
    """Where the result is, in a report that is brief."""
    yield from wrapped(say("Result: {folder}/", folder=folder), width)
    yield from _notes(folder, width)


def _notes(folder: Path, width: int) -> Iterator[Text]:
    for note in map(str, times_of(folder).get("notes", ())):
        yield from wrapped(say("Note: {note}", note=translated(note)), width)
