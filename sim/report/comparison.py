"""The report of a comparison: how variants differ from the baseline, who pays, who is better off, what may be chance.

It shows what differs: outcomes that differ in no life are only named, persons are shown if they differ.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from sim.outcomes.columns import BEST, BY_QUINTILE, COMPARISON, LEVELS
from sim.outcomes.recorded import outcomes_of
from sim.report import bars
from sim.report.lines import Line, drawn, table, wrapped
from sim.report.numbers import MISSING, decimals, estimate, finer, number, percentage, share
from sim.report.tables import (
    LEVEL,
    Record,
    Row,
    about,
    few,
    footer,
    header,
    in_at_most,
    is_certain,
    level,
    number_of_outcomes,
    quantile,
    refused,
    reported,
    rests_on,
    result_line,
    semicolons,
    whom,
    with_unit,
)
from sim.words.language import listed, say, words
from sim.words.outcomes import GROUPED_BY, PAYERS, Better, Outcome, Unit
from sim.words.plurals import counted

MAY_BE_CHANCE = 0.05  # an adjusted probability above it is marked
MARK, SIZE, FEW = "chance?", "size?", "few"
_WIDEST_NUMBER = 9  # of an overview, such as -123,456?
_NO_DECIMALS = 100  # the spread of differences is rounded from here on, so that it fits a line
DIFFERENCE = ("baseline", "difference", "95 % from", "to")
_ENDS = ("low", "high")
_SPARE = (("baseline",), ("95 % from", "to"))  # what a narrow screen leaves out, in this order


def full_report(record: Record, folder: Path, width: int, only: tuple[str, ...] = ()) -> Iterator[Text]:
    """The whole report of a comparison, from its title to its files."""
    import polars as pl

    rows = pl.read_parquet(folder / COMPARISON, glob=False).to_dicts()
    quintiles = pl.read_parquet(folder / BY_QUINTILE, glob=False).to_dicts()
    outcomes = reported(record, only)
    yield from _head(record, width)
    payers = () if only else PAYERS
    if len(record["variants"]) > 1 and any(map(differs, rows)):
        yield from _overview(record, rows, (*payers, *_names(outcomes)), width, is_brief=False)
        yield from _best(record, folder, _differing(outcomes, rows), width)
    for name, variant in record["variants"].items():
        yield from name_of_variant(name, variant["about"], width)
        of_variant = _of(rows, variant=name)
        if not any(map(differs, of_variant)):
            text = say("No outcome differs.")
            if record["lives"] > 1:
                among = "No outcome differs in any of {lives:,} lives ({share} of lives differ)."
                text = say(among, lives=record["lives"], share=in_at_most(record["lives"]))
            yield from (*wrapped(text, width), Text())
        elif record["lives"] == 1:
            yield from _of_one_life(of_variant, payers, outcomes, width)
        else:
            yield from _of_lives(of_variant, _of(quintiles, variant=name), payers, outcomes, width)
    if record["lives"] > 1:
        yield from _levels(folder, _differing(outcomes, rows), width)
        yield from _certainty(record, rows, outcomes, width)
    yield from rests_on(record, width, is_brief=True)
    of_one, of_many = "All {count} outcomes and every year", "All {count} outcomes of every life, year and quintile"
    count = number_of_outcomes(record)
    files = say(of_one, count=count) if record["lives"] == 1 else say(of_many, count=count)
    yield from footer(record, folder, files, width)


def brief_report(record: Record, folder: Path, width: int, only: tuple[str, ...] = ()) -> Iterator[Text]:
    """How each variant moves the family's means."""
    import polars as pl

    rows = pl.read_parquet(folder / COMPARISON, glob=False).to_dicts()
    payers = () if only else PAYERS
    yield from _head(record, width)
    yield from _overview(record, rows, (*payers, *_names(reported(record, only))), width, is_brief=True)
    yield from result_line(folder, width)


def _head(record: Record, width: int) -> Iterator[Text]:
    """What is compared, and what was refused in which of the cases."""
    yield from header(record, _cases(record), width)
    for name, variant in record["variants"].items():
        yield from refused(variant["refusals"], width, name)


def _cases(record: Record) -> str:
    """What is compared, and how many lives of each."""
    files = {record["file"], *(variant["file"] for variant in record["variants"].values())}
    number = len(record["variants"])
    others = counted(number, "variant") if len(files) == 1 else counted(number, "file")
    lives = "" if is_certain(record) else say(" the same {lives} of", lives=counted(record["lives"], "life", "lives"))
    return say("{baseline} and {others},{lives}", baseline=record["baseline"], others=others, lives=lives)


def _names(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [outcome.name for outcome in outcomes]


def _overview(record: Record, rows: list[Row], outcomes: tuple[str, ...], width: int, is_brief: bool) -> Iterator[Text]:
    """All variants side by side: how each moves the family's means. As many to a table as there is room for."""
    variants, is_one_life = tuple(record["variants"]), record["lives"] == 1
    known = outcomes_of(record)
    names = [name for name in dict.fromkeys(outcomes) if not known[name].is_flag and _moves(rows, known[name])]
    if not names:
        text = say("No amount of the family differs in any life: {outcomes}", outcomes=listed(outcomes))
        yield from (*wrapped(text, width), Text())
        return
    cells = {name: tuple(_moved(rows, variant, known[name]) for variant in variants) for name in names}
    of_amounts, of_means = (
        say("The family's amount, less the baseline's"),
        say("The family's mean, less the baseline's"),
    )
    is_marked = any(cell.endswith("?") for of_name in cells.values() for cell in of_name)
    notes = [say("? may be chance")] if is_marked else []
    notes += [] if is_brief else [say("the details follow")]
    heading = Line(of_amounts if is_one_life else of_means, heading=semicolons(notes))
    room = (width - max(map(len, names), default=0) - 2) // (max(_WIDEST_NUMBER, *map(cell_len, variants)) + 2)
    for first in range(0, len(variants), max(1, room)):
        shown = slice(first, first + max(1, room))
        lines = [heading, *(Line(name, cells[name][shown]) for name in names)]
        yield from table(variants[shown], lines, width)


def _best(record: Record, folder: Path, outcomes: list[Outcome], width: int) -> Iterator[Text]:
    """How likely each case has the best mean, where more than one variant is compared."""
    import polars as pl

    if record["lives"] == 1 or not (folder / BEST).is_file():
        return
    rows = pl.read_parquet(folder / BEST, glob=False).to_dicts()
    cases = (record["baseline"], *record["variants"])
    text = say("Probability of the best mean: each of the {count} against all others", count=len(cases))
    lines = [Line(text, is_note=True)]
    for outcome in outcomes:
        of_case = {row["variant"]: share(row["best"]) for row in _of(rows, outcome=outcome.name)}
        if of_case:
            lines.append(Line(outcome.name, tuple(of_case[name] for name in cases)))
    if len(lines) > 1:
        yield from table(cases, lines, width)


def _levels(folder: Path, outcomes: list[Outcome], width: int) -> Iterator[Text]:
    """The distribution of each outcome that differs, of the family, under the baseline and each variant."""
    import polars as pl

    rows = pl.read_parquet(folder / LEVELS, glob=False).to_dicts()
    amounts = [outcome for outcome in outcomes if not outcome.is_flag]
    small = bars.of_cases(folder, amounts) if bars.can_be_shown(folder) else {}
    heads = (*words(*LEVEL), drawn()) if small else words(*LEVEL)
    lines = []
    for outcome in outcomes:
        of_outcome = [row for row in _of(rows, outcome=outcome.name) if outcome.is_flag or row["person"] is None]
        places = decimals(max((abs(row["mean"] or 0) for row in of_outcome), default=0), outcome.unit)
        of_each, of_family = say("each person's, under each variant"), say("the family's, under each variant")
        lines.append(Line(titled(outcome), heading=of_each if outcome.is_flag else of_family))
        for row in of_outcome:
            if outcome.is_flag:
                cells = (percentage(row["mean"]), *[""] * (len(heads) - 1))
                lines.append(Line(say("{variant}, {who}", variant=row["variant"], who=whom(row)), cells))
            else:
                of_case = (*level(row, places), small.get((outcome.name, row["variant"]), ""))
                lines.append(Line(row["variant"], of_case[: len(heads)]))
    if lines:
        title = f"── {say('each on its own')} "
        yield from (Text(title + "─" * (width - cell_len(title)), "bold"), Text())
        yield from table(heads, lines, width, (words("median"), words("p5", "p95")))


def _moves(rows: list[Row], outcome: Outcome) -> bool:
    return any(map(differs, _of(rows, outcome=outcome.name, person=None)))


def _moved(rows: list[Row], variant: str, outcome: Outcome) -> str:
    """How far a variant moves the family's mean of an outcome."""
    [row] = _of(rows, variant=variant, outcome=outcome.name, person=None)
    if not differs(row):
        return "0"
    places = places_of(_of(rows, outcome=outcome.name, person=None), outcome.unit).of_difference
    places = finer(places, row["low"], row["high"])
    return f"{signed(row['difference'], places)}{'?' if mark(row) == MARK else ''}"


def name_of_variant(name: str, about: str, width: int) -> Iterator[Text]:
    title = f"── {name} "
    yield Text(title + "─" * (width - cell_len(title)), "bold")
    if about:
        yield from wrapped(about, width)
    yield Text()


def _of_lives(
    rows: list[Row], quintiles: list[Row], payers: tuple[str, ...], outcomes: tuple[Outcome, ...], width: int
) -> Iterator[Text]:
    """Who pays, then the outcomes with a better direction and those without, then whom the variant helps."""
    if payers:
        yield from table((*words(*DIFFERENCE), ""), list(_payers(rows, payers)), width, spare())
    differing = _differing(outcomes, rows)
    for ways in (("better", "worse"), ("more", "less")):
        lines = [line for outcome in differing if ways_of(outcome) == ways for line in _lines(outcome, rows)]
        if lines:
            yield from table((*words(*DIFFERENCE, *ways), ""), lines, width, spare(ways))
    same = _none_differs([row for outcome in outcomes for row in _of(rows, outcome=outcome.name) if not differs(row)])
    yield from _unaffected(outcomes, differing, rows, (same, say("In no life")), width)
    for outcome in [outcome for outcome in differing if outcome.has_distribution][:1]:
        yield from _by_quintiles(outcome, _of(quintiles, outcome=outcome.name), width)


def _of_one_life(rows: list[Row], payers: tuple[str, ...], outcomes: tuple[Outcome, ...], width: int) -> Iterator[Text]:
    """A single life, which has no interval: the value of the baseline, that of the variant, and the difference."""
    differing = _differing(outcomes, rows)
    lines = [Line(say("Who pays, yuan"))] if payers else []
    lines += [Line(name, _values(row)) for name in payers for row in _of(rows, outcome=name, person=None)]
    for outcome in differing:
        lines.append(Line(with_unit(outcome), heading=about(outcome)))
        lines += [_line(row, _values(row)) for row in _shown(outcome, rows)]
    if lines:
        heads = words("baseline", "variant", "difference")
        yield from table(heads, lines, width, (heads[:1], heads[1:2]))
    yield from _unaffected(outcomes, differing, rows, words("No difference", "Does not arise"), width)


def _unaffected(
    outcomes: tuple[Outcome, ...], differing: list[Outcome], rows: list[Row], titles: tuple[str, ...], width: int
) -> Iterator[Text]:
    """Outcomes that differ nowhere; and those that no life has under both, about which nothing is known."""
    compared = {row["outcome"] for row in rows}
    same = [outcome.name for outcome in outcomes if outcome not in differing and outcome.name in compared]
    unknown = [outcome.name for outcome in outcomes if outcome.name not in compared]
    for title, names in zip(titles, (same, unknown), strict=True):
        if names:
            yield from wrapped(say("{title}: {names}", title=title, names=listed(names)), width, len(title) + 1)
    if same or unknown:
        yield Text()


# ----------------------------------------------------------------------------- lines of a table


def _payers(rows: list[Row], payers: tuple[str, ...]) -> Iterator[Line]:
    """What the family's care and insurance cost whom: who gains, and who bears it."""
    of_payers = [row for name in payers for row in _of(rows, outcome=name, person=None)]
    places = places_of(of_payers, Unit.YUAN)
    yield Line(say("Who pays, yuan"), heading=say("what each paid; pool_balance is what the pools keep"))
    for row in filter(differs, of_payers):
        yield Line(row["outcome"], (*difference_cells(row, places), _marked(row)))
    same = [row for row in of_payers if not differs(row)]
    if same:
        yield Line(listed([row["outcome"] for row in same]), heading=_none_differs(same), is_note=True)


def _none_differs(rows: list[Row]) -> str:
    """What is known of differences that no life shows, from the fewest lives that any of them was looked for in."""
    lives = min((row["lives"] for row in rows), default=1)
    return say("none of {lives:,} lives differs ({share})", lives=lives, share=in_at_most(lives))


def _lines(outcome: Outcome, rows: list[Row]) -> Iterator[Line]:
    shown_rows = _shown(outcome, rows)
    places = places_of(shown_rows, outcome.unit)
    yield Line(titled(outcome), heading=about(outcome))
    for row in shown_rows:
        yield _line(row, (*difference_cells(row, places), *share_cells(row), _marked(row)))
    yield from few([row for row in shown_rows if differs(row)])
    if outcome.has_distribution and shown_rows and shown_rows[-1]["person"] is None and differs(shown_rows[-1]):
        yield Line(_spread(outcome, shown_rows[-1]), is_note=True)


def _spread(outcome: Outcome, row: Row) -> str:
    """By how much lives are better and worse off, and the spread of the differences over the lives."""
    ways = zip(words(*ways_of(outcome)), (row["gain"], row["loss"]))
    ends = [row[name] for name in ("p5", "median", "p95")]
    largest = max(abs(value) for value in (*ends, row["gain"] or 0, row["loss"] or 0))
    digits = 0 if largest >= _NO_DECIMALS else decimals(largest, row["unit"])
    sizes = [say("{way} by {size}", way=way, size=number(size, digits)) for way, size in ways if size is not None]
    spread = [f"{say(name)} {plus(row[name], quantile(row, name, digits))}" for name in ("p5", "median", "p95")]
    return f"  {semicolons([listed(sizes), listed(spread)])}"


def _line(row: Row, cells: tuple[str, ...]) -> Line:
    return Line(whom(row), cells, is_bold=row["person"] is None)


def _by_quintiles(outcome: Outcome, quintiles: list[Row], width: int) -> Iterator[Text]:
    """One outcome by quintile of the lives: whom a variant helps, and whom it does not."""
    places = places_of(quintiles, outcome.unit)
    lines = []
    for of, what in GROUPED_BY.items():
        groups = _of(quintiles, grouped_by=of)
        if groups:
            heading = say("lives of this household, by {what}", what=say(what))
            lines.append(Line(with_unit(outcome), heading=heading))
        for row in groups:
            name = say(
                "{quintile}: {first} to {last} ({lives:,})",
                quintile=row["quintile"], first=number(row["from"], 0), last=number(row["to"], 0), lives=row["lives"],
            )  # fmt: skip
            marked = _marked(row) or (say(FEW) if row["few"] else "")
            lines.append(Line(name, (*difference_cells(row, places), *share_cells(row), marked)))
    if lines:
        ways = ways_of(outcome)
        yield from table((*words(*DIFFERENCE, *ways), ""), lines, width, spare(ways))


def spare(ways: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """What a narrow screen leaves out, in this order."""
    first, second = (words(*some) for some in _SPARE)
    return [first, words(*ways), second] if ways else [first, second]


# ----------------------------------------------------------------------------- cells


class _Places(NamedTuple):
    """The scale and decimals of one outcome's numbers: a small change of a large sum is not rounded away."""

    scale: int
    of_mean: int
    of_difference: int


def places_of(rows: list[Row], unit: str) -> _Places:
    scale = 100 if unit == Unit.YES_NO else 1
    largest = (max((abs(row[name]) for row in rows), default=0) * scale for name in ("baseline", "difference"))
    return _Places(scale, *(decimals(value, unit) for value in largest))


def difference_cells(row: Row, places: _Places) -> tuple[str, ...]:
    """The baseline's mean, the difference with its sign, and its interval."""
    interval = [None if row[end] is None else row[end] * places.scale for end in _ENDS]
    of_difference = finer(places.of_difference, *interval)
    ends = (MISSING if end is None else signed(end, of_difference) for end in interval)
    return (
        percentage(row["baseline"]) if places.scale > 1 else number(row["baseline"], places.of_mean),
        signed(row["difference"] * places.scale, of_difference),
        *ends,
    )


def _values(row: Row) -> tuple[str, str, str]:
    if row["unit"] == Unit.YES_NO:
        was, now = (say("yes") if row[name] else say("no") for name in ("baseline", "mean"))
        return was, now, ""
    places = 0 if Unit(row["unit"]).is_counted else 2
    return number(row["baseline"], places), number(row["mean"], places), signed(row["difference"], places)


def signed(value: float, places: int) -> str:
    """A change: an increase has a plus sign, unless it is rounded to zero."""
    return plus(value, number(value, places))


def plus(value: float, text: str) -> str:
    return f"+{text}" if value > 0 and text.strip("0.") else text


def share_cells(row: Row) -> tuple[str, ...]:
    return tuple(share(row[way], _half(row, way)) for way in ("better", "worse"))


def _half(row: Row, way: str) -> float:
    """Half of the interval of a share of lives."""
    return 0.0 if row[f"{way}_low"] is None else (row[f"{way}_high"] - row[f"{way}_low"]) / 2


def mark(row: Row) -> str:
    """Whether chance alone may explain the mean; and if so, whether at least its direction is certain."""
    if row["p_holm"] is None or row["p_holm"] <= MAY_BE_CHANCE:
        return ""
    one_way, of_signs = 0 in (row["better"], row["worse"]), row.get("p_sign_holm")  # a population has no sign test
    return SIZE if one_way and of_signs is not None and of_signs <= MAY_BE_CHANCE else MARK


def _marked(row: Row) -> str:
    """The mark as the screen has it."""
    return say(found) if (found := mark(row)) else ""


def ways_of(outcome: Outcome) -> tuple[str, str]:
    return ("more", "less") if outcome.better is Better.NEITHER else ("better", "worse")


def titled(outcome: Outcome) -> str:
    """An outcome with the unit of its means."""
    return say("{outcome}, % of lives", outcome=outcome.name) if outcome.is_flag else with_unit(outcome)


# ----------------------------------------------------------------------------- rows


def _shown(outcome: Outcome, rows: list[Row]) -> list[Row]:
    """The rows of an outcome for the persons it differs for, and for the family."""
    return [row for row in _of(rows, outcome=outcome.name) if differs(row) or row["person"] is None]


def _differing(outcomes: tuple[Outcome, ...], rows: list[Row]) -> list[Outcome]:
    return [outcome for outcome in outcomes if any(map(differs, _of(rows, outcome=outcome.name)))]


def differs(row: Row) -> bool:
    return row["unchanged"] < 1


def _of(rows: list[Row], **named: Any) -> list[Row]:
    return [row for row in rows if all(row[name] == value for name, value in named.items())]


# ----------------------------------------------------------------------------- how certain it is


def _certainty(record: Record, rows: list[Row], outcomes: tuple[Outcome, ...], width: int) -> Iterator[Text]:
    """How many lives the common random numbers save, and how the probabilities are adjusted."""
    needed = [
        row["unpaired"]
        for outcome in outcomes
        for row in _of(rows, outcome=outcome.name)
        if row["unpaired"] is not None and (row["person"] is None or outcome.is_flag)
    ]
    if needed:
        least, most = (estimate(value, None, None, 0) for value in (min(needed), max(needed)))
        title = say("Unpaired:")
        text = (
            "{title} without common random numbers, each variant would need {least} to {most} lives for intervals as "
            "narrow as these of {lives:,}{fewer}"
        )
        help_less = min(needed) < record["lives"]
        fewer = say("; where fewer, the random numbers in common do not help") if help_less else ""
        said = say(text, title=title, least=least, most=most, lives=record["lives"], fewer=fewer)
        yield from wrapped(said, width, len(title))
    tested = [row["p_holm"] for row in rows if row["p_holm"] is not None]
    if tested:
        below = sum(adjusted <= MAY_BE_CHANCE for adjusted in tested)
        text = (
            "{mark} marks p over 5 % after Holm's step-down over all {comparisons} made, so chance alone may explain "
            "it; {below:,} are below 5 %"
        )
        comparisons = counted(len(tested), "comparison")
        marked = say(MARK)
        yield from wrapped(say(text, mark=marked, comparisons=comparisons, below=below), width, len(marked))
        if SIZE in map(mark, rows):
            text = (
                "{mark} marks those that go one way in every life that changes: the direction is certain, the size is "
                "not"
            )
            marked = say(SIZE)
            yield from wrapped(say(text, mark=marked), width, len(marked))
    yield Text()
