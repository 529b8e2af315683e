"""What `gongji run` shows: the study, the distribution of each outcome per person and for the family, what was assumed.

Outcomes stand one below the other with the persons as rows, so that people are compared within a column and everything
fits 80 columns. Numbers never wrap; where they do not fit, names are shortened.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from sim.experiment.run import assumptions
from sim.outcomes.files import LIVES, RECORD, YEARS
from sim.outcomes.measures import COLUMNS, Measure, Unit, shown
from sim.outcomes.statistics import QUANTILES, summary
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING, counted, decimals, number, seconds, share

if TYPE_CHECKING:
    from sim.experiment.run import Study

FAMILY = "family"
_WIDEST = 120
_MOST_REASONS = 12  # more assumptions than that are only named

Row = dict[str, Any]


def show(study: "Study", console: Console) -> None:
    """Print a finished study."""
    width = min(console.width, _WIDEST)
    for text in report(study, width):
        console.print(text, highlight=False, soft_wrap=True)


def report(study: "Study", width: int) -> Iterator[Text]:
    """Everything there is to say of a study, from its title to its files."""
    measures = shown(study.scenario.report)
    rows = summary(study.folder, measures).to_dicts()
    yield from _header(study, width)
    amounts = [measure for measure in measures if not measure.is_flag]
    flags = [measure for measure in measures if measure.is_flag]
    if study.lives == 1:
        yield from table(("value",), [*_lines(amounts, rows, _value), *_lines(flags, rows, _yes_no)], width)
    else:
        yield from table(("mean", "± 95 %", *QUANTILES), list(_lines(amounts, rows, _distribution)), width)
        if flags:
            yield from table(("share", "95 % from", "to", "of lives"), list(_lines(flags, rows, _share)), width)
    yield from _refusals(study, width)
    yield from _assumptions(study, width)
    yield from _footer(study)


def _header(study: "Study", width: int) -> Iterator[Text]:
    scenario = study.scenario
    start, end = scenario.start, scenario.end
    whole_years = (start.month, start.day) == (end.month, end.day)
    length = counted(end.year - start.year, "year") if whole_years else counted((end - start).days, "day")
    yield Text(scenario.title, "bold")
    lives = counted(study.lives, "life", "lives")
    people = counted(len(scenario.people), "person", "people")
    law = f"law of {', '.join(study.policy.regions)}"
    yield from wrapped(f"{lives} of {people}, {length} from {start}; {law}; seed {scenario.seed}", width)
    yield Text()


# ----------------------------------------------------------------------------- outcomes


def _lines(measures: list[Measure], rows: list[Row], cells: Callable[[Row, int], tuple[str, ...]]) -> Iterator[Line]:
    """Each outcome: a heading, its persons, then the family. Who has none of it in any life is named in one line."""
    for measure in measures:
        of_measure = [row for row in rows if row["outcome"] == measure.name]
        unit = "" if measure.is_flag else f", {measure.unit}"
        yield Line(f"{measure.name}{unit}", heading=measure.english)
        places = decimals(max((abs(row["mean"] or 0) for row in of_measure), default=0), measure.unit)
        without = [row for row in of_measure if not measure.is_flag and _is_nothing(row)]
        for row in of_measure:
            if row not in without:
                yield Line(row["person"] or FAMILY, cells(row, places), is_bold=row["person"] is None)
        if without:
            yield Line(", ".join(row["person"] or FAMILY for row in without), heading="0 in every life", is_note=True)


def _is_nothing(row: Row) -> bool:
    """Whether an outcome is zero in every life: its mean is, and it does not vary."""
    return row["mean"] == 0 and row["low"] == row["high"]


def _distribution(row: Row, places: int) -> tuple[str, ...]:
    quantiles = (number(row[quantile], places) for quantile in QUANTILES)
    half = (row["high"] - row["low"]) / 2
    return number(row["mean"], places), number(half, places), *quantiles


def _share(row: Row, places: int) -> tuple[str, ...]:
    return share(row["mean"]), share(row["low"]), share(row["high"]), f"{row['lives']:,}"


def _value(row: Row, places: int) -> tuple[str, ...]:
    return (number(row["mean"], 0 if row["unit"] == Unit.MONTHS else 2),)


def _yes_no(row: Row, places: int) -> tuple[str, ...]:
    return ({None: MISSING, 0: "no", 1: "yes"}[row["mean"]],)


# ----------------------------------------------------------------------------- what it rests on


def _refusals(study: "Study", width: int) -> Iterator[Text]:
    """What the file says and the law did not allow: a table of sharing that never happened would mislead."""
    if study.refusals:
        yield Text("Refused", "bold")
        for refusal in study.refusals:
            yield from wrapped(str(refusal), width, len(refusal.what), indent=2)
        yield Text()


def _assumptions(study: "Study", width: int) -> Iterator[Text]:
    assumed = dict.fromkeys((one.name, one.reason) for one in assumptions(study.scenario, study.policy))
    if len(assumed) > _MOST_REASONS:
        names = "; ".join(name for name, _ in assumed)
        title = f"Assumed, because nobody has published it ({len(assumed)}; the reasons are in {RECORD}):"
        yield from wrapped(f"{title} {names}", width, len(title))
    elif assumed:
        yield Text("Assumed, because nobody has published it", "bold")
        for name, reason in assumed:
            yield from wrapped(f"{name} – {reason}", width, len(name), indent=2)
    if study.policy.grades:
        grades = ", ".join(f"{grade} {values:,}" for grade, values in study.policy.grades.items() if values)
        yield from wrapped(f"Grades of the values in use: {grades}", width)
    yield Text()


def _footer(study: "Study") -> Iterator[Text]:
    files = f"{LIVES}, {YEARS}, {RECORD}"
    resumed = f", {counted(study.resumed, 'life', 'lives')} of them earlier" if study.resumed else ""
    yield Text(f"All {len(COLUMNS)} outcomes, every life and every year: {study.folder}/")
    yield Text(f"  {files}")
    yield Text(f"{counted(study.lives, 'life', 'lives')}{resumed}, {seconds(study.seconds)}", "dim")
