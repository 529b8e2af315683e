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
from sim.report import bars
from sim.report.lines import DRAWN, Line, table, wrapped
from sim.report.numbers import MISSING, decimals, finer, last_digit, number, rounded, seconds, share
from sim.report.policy import not_verified
from sim.words.outcomes import Better, Outcome, Unit
from sim.words.plurals import counted

FAMILY = "family"
NOTHING = "0"
_MEAN = ("mean", "95 % from", "to")
_MOST_REASONS = 12  # if there are more assumptions, they are only counted

LEVEL = ("mean", "p5", "median", "p95")  # of an outcome, where there is no room for all quantiles
#: The columns that a narrow screen leaves out, in this order.
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
        yield from table(("value",), lines, width)
    else:
        if amounts:
            small = bars.of_people(folder, amounts) if bars.can_be_shown(folder) else {}
            heads = (*_MEAN, *QUANTILES, DRAWN) if small else (*_MEAN, *QUANTILES)

            def cells(row: Row, places: int) -> tuple[str, ...]:
                return (*_distribution(row, places), small.get((row["outcome"], row["person"]), ""))[: len(heads)]

            yield from table(heads, list(_lines(amounts, rows, cells)), width, _SPARE)
        if flags:
            heads, spare = ("share", "95 % from", "to", "of lives"), (("of lives",), ("95 % from", "to"))
            yield from table(heads, list(_lines(flags, rows, _share)), width, spare)
    yield from _exceeding(folder, bounds, width)
    yield from rests_on(record, width)
    rows_of = "every year" if record["lives"] == 1 else "every life and every year"
    yield from footer(record, folder, f"All {number_of_outcomes(record)} outcomes, {rows_of}", width)


def brief_report(
    record: Record, folder: Path, width: int, only: tuple[str, ...] = (), bounds: tuple[Bound, ...] = ()
) -> Iterator[Text]:
    """The family's distribution of each outcome, yes and no of each person."""
    yield from header(record, _of_lives(record), width)
    is_one_life = record["lives"] == 1
    heads = ("value",) if is_one_life else (*_MEAN, *LEVEL[1:])
    lines = []
    outcomes = {outcome.name: outcome for outcome in reported(record, only)}
    for row in summary(folder, outcomes.values()).to_dicts():
        outcome = outcomes[row["outcome"]]
        if outcome.is_flag:
            yes = _yes_no(row, 0) if is_one_life else (*_share(row, 0)[:3], "", "", "")
            lines.append(Line(f"{outcome.name} of {row['person'] or FAMILY}", yes))
        elif row["person"] is None:
            places = decimals(abs(row["mean"] or 0), outcome.unit)
            cells = _value(row, places) if is_one_life else (*_distribution(row, places)[:3], *level(row, places)[1:])
            lines.append(Line(f"{outcome.name}, {outcome.unit}", cells))
    yield from table(heads, lines, width, _SPARE[1:])
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
    return "" if is_certain(record) else f"{counted(record['lives'], 'life', 'lives')} of"


def is_certain(record: Record) -> bool:
    """Whether nothing in the study is left to chance, so that its one life is the outcome and no sample of it."""
    return record.get("certain", False)


def header(record: Record, cases: str, width: int) -> Iterator[Text]:
    """The title, how many lives of whom, whether the requested precision was reached, and what was refused."""
    variant = f", variant {record['variant']}" if record.get("variant") else ""
    yield from wrapped(record["title"] + variant, width, len(record["title"] + variant))
    people = counted(len(record["people"]), "person", "people")
    law = f"law of {', '.join(record['regions'])}"
    chance = "nothing is left to chance" if is_certain(record) else f"seed {record['seed']}"
    yield from wrapped(f"{cases} {people}, {period(record['scenario'])}{_other_cases(record)}; {law}; {chance}", width)
    if record.get("until"):
        yield from wrapped(until_text(record), width)
    yield Text()
    yield from refused(record["refusals"], width)


def period(scenario: Row) -> str:
    """How long a scenario is simulated, and from when."""
    start, end = (date.fromisoformat(scenario[day]) for day in ("start", "end"))
    whole_years = (start.month, start.day) == (end.month, end.day)
    length = counted(end.year - start.year, "year") if whole_years else counted((end - start).days, "day")
    return f"{length} from {start}"


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
            found.append(f"{name}: {', '.join(differs)}")
    return f" ({'; '.join(found)})" if found else ""


def until_text(record: Record) -> str:
    """Whether the requested precision was reached, and how wide the widest interval is."""
    until = record["until"]
    words = "as narrow as requested" if until["reached"] else "still wider than requested"
    alike = until.get("alike_in_every_life")
    if alike and not until["reached"]:
        words = f"{', '.join(alike)} alike in every life (another value {in_at_most(until['lives'])})"
    width = reached_width(until["width"], until.get("half_width_over_target", {}).values())
    after = f"after {counted(until['lives'], 'life', 'lives')}{f', {width}' if width else ''}"
    return f"--until {until['width']} of {', '.join(until['of'])}: {words} {after}"


# ----------------------------------------------------------------------------- outcomes


def _lines(
    outcomes: list[Outcome], rows: list[Row], cells: Callable[[Row, int], tuple[str, ...]], nothing: str = ""
) -> Iterator[Line]:
    """Each outcome: a heading, its persons, then the family. Persons who have 0 in every life share one line."""
    for outcome in outcomes:
        of_outcome = [row for row in rows if row["outcome"] == outcome.name]
        unit = "" if outcome.is_flag else f", {outcome.unit}"
        yield Line(f"{outcome.name}{unit}", heading=outcome.english)
        places = decimals(max((abs(row["mean"] or 0) for row in of_outcome), default=0), outcome.unit)
        without = [row for row in of_outcome if not outcome.is_flag and _is_nothing(row)]
        for row in of_outcome:
            if row not in without:
                yield Line(row["person"] or FAMILY, cells(row, places), is_bold=row["person"] is None)
        if without:
            names = ", ".join(row["person"] or FAMILY for row in without)
            yield Line(names, heading=nothing or none_of(of_outcome[0]["lives"]), is_note=True)
        yield from few(of_outcome)


def _exceeding(folder: Path, bounds: tuple[Bound, ...], width: int) -> Iterator[Text]:
    """How likely outcomes exceed amounts, and how bad the worst lives are."""
    lines = []
    for bound in bounds:
        tail = "that have most" if bound.outcome.better is Better.NEITHER else "that are worst"
        lines.append(Line(str(bound), heading=f"shortfall: mean of the 5 % of lives {tail}, {bound.outcome.unit}"))
        for row in above(folder, bound.outcome, bound.amount).to_dicts():
            places = decimals(abs(row["shortfall"] or 0), bound.outcome.unit)
            shares = tuple(share(row[name]) for name in ("share", "low", "high"))
            places = finer(places, row["shortfall_low"], row["shortfall_high"])
            cells = (*shares, *(number(row[name], places) for name in SHORTFALL))
            lines.append(Line(row["person"] or FAMILY, cells, is_bold=row["person"] is None))
    if lines:
        heads = ("above", "95 % from", "to", "shortfall", "95 % from ", "to ")
        yield from table(heads, lines, width, (("95 % from ", "to "), ("95 % from", "to")))


def none_of(lives: int) -> str:
    """What is known of an outcome that no life has."""
    return f"none of {lives:,} lives ({in_at_most(lives)} of lives)"


def in_at_most(lives: int) -> str:
    """In how large a share of lives that may still occur which so many do not show: rounded up, so that it holds."""
    tenths = at_most(lives) * 1_000
    return "less than 0.1 %" if tenths < 1 else f"at most {share(ceil(tenths) / 1_000)}"


def few(rows: list[Row]) -> Iterator[Line]:
    """Whose interval so few lives carry that it may hold less often than 95 % of the time."""
    carried = [row for row in rows if row["few"] and row["differing"]]
    if carried:
        lives = dict.fromkeys(f"{row['person'] or FAMILY} {row['differing']:,} of {row['lives']:,}" for row in carried)
        yield Line(f"few lives carry much of it; lives that differ: {', '.join(lives)}", is_note=True)


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
    return ({None: MISSING, 0: "no", 1: "yes"}[row["mean"]],)


# ----------------------------------------------------------------------------- what it rests on


def _extensions(record: Record, width: int) -> Iterator[Text]:
    """What the extensions of the cases replace and add."""
    cases = {"": record, **record.get("variants", {})}
    for name, case in cases.items() if isinstance(record.get("variants"), dict) else [("", record)]:
        for file, one in case.get("extensions", {}).items():
            parts = [f"replaces {', '.join(one['replaces'])}"] if one["replaces"] else []
            parts += [f"adds the process {', '.join(one['adds'])}"] if one["adds"] else []
            of = f" of {name}" if name else ""
            yield from wrapped(f"Not by the law alone: the extension {file}{of} {' and '.join(parts)}", width)


def rests_on(record: Record, width: int, is_brief: bool = False) -> Iterator[Text]:
    """How many of the values in use are assumed (if they are few, which), and the grades of all of them; which rules
    are not the law's."""
    yield from _extensions(record, width)
    assumed = record["assumptions"]
    title = f"{counted(len(assumed), 'value')} assumed, as nobody has published a figure"
    if assumed and (is_brief or len(assumed) > _MOST_REASONS):
        yield from wrapped(f"{title}; {RECORD} has the reasons", width)
        yield from wrapped("Which of them matter here: gongji sweep FILE --assumptions", width)
    elif assumed:
        yield from wrapped(title, width, len(title))
        for one in assumed:
            what = f"{one['parameter']} is {one['value']}"
            yield from wrapped(f"{what}: {one['name']} – {one['reason']}", width, len(what), indent=2)
    if record["grades"]:
        grades = ", ".join(f"{grade} {values:,}" for grade, values in record["grades"].items() if values)
        yield from wrapped(f"Grades of the values in use: {grades}", width)
    if not is_certain(record):
        yield from wrapped(_limits(record), width)
    looked_up = record.get("looked_up")
    if looked_up and date.fromisoformat(record["scenario"]["end"]) - timedelta(days=1) > date.fromisoformat(looked_up):
        yield from wrapped(not_verified(looked_up), width)
    yield Text()


def _limits(record: Record) -> str:
    """What no interval holds, as it is the model's."""
    limits = ["illness that lasts over years", "response of care to its price"]
    if not record["scenario"].get("mortality"):
        limits.append("deaths by chance")
    return f"Not in the model, so in no interval: {', '.join(limits)}"


def refused(refusals: list[Row], width: int, what: str = "Refused") -> Iterator[Text]:
    """What the file asks for and the law did not allow: without it, the tables would mislead."""
    if refusals:
        yield from wrapped(what, width, len(what))
        for refusal in (Refusal(**fields) for fields in refusals):
            yield from wrapped(str(refusal), width, len(refusal.what), indent=2)
        yield Text()


def footer(record: Record, folder: Path, what: str, width: int) -> Iterator[Text]:
    """Where the result is, and how long it took."""
    yield from wrapped(f"{what}: {folder}/", width)
    yield from wrapped(", ".join([*record["columns"], RECORD]), width, indent=2)
    yield from _notes(folder, width)
    times = times_of(folder)
    if not {"lives", "lives_finished_earlier", "seconds"} <= times.keys():
        return
    took = seconds(times["seconds"])
    if not is_certain(record):
        earlier = times["lives_finished_earlier"]
        resumed = f", {earlier:,} of them simulated earlier" if earlier else ""
        took = f"{counted(times['lives'], 'life', 'lives')}{resumed}, {took}"
    yield from (Text(line.plain, "dim") for line in wrapped(took, width))


def result_line(folder: Path, width: int) -> Iterator[Text]:
    """Where the result is, in a report that is brief."""
    yield from wrapped(f"Result: {folder}/", width)
    yield from _notes(folder, width)


def _notes(folder: Path, width: int) -> Iterator[Text]:
    for note in map(str, times_of(folder).get("notes", ())):
        yield from wrapped(f"Note: {note}", width)
