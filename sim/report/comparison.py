"""What a comparison shows: each variant beside the baseline, who pays, who is better off, what may be luck.

A screen tells what differs: outcomes that differ in no life are only named, persons stand where they differ.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from sim.experiment.compare import BY_FIFTH, COMPARISON
from sim.outcomes.measures import BY_NAME, COLUMNS, Better, Measure, Unit, shown
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import counted, decimals, number
from sim.report.tables import FAMILY, Record, Row, footer, header, refused, rests_on

PAYERS = ("family_cost", "employer_cost", "pool_balance", "government_cost")
MAY_BE_LUCK = 0.05  # a guarded probability above it is marked
MARK = "luck?"
NONE_DIFFERS = "0 difference in every life"
NOBODY_HAS = "In no life"
_WIDEST_NUMBER = 9  # of an overview, such as -123,456?
_NO_DECIMALS = 100  # how differences are spread is told roughly: it must fit a line
_DIFFERENCE = ("baseline", "difference", "± 95 %")
_OF_ONE_LIFE = ("baseline", "variant", "difference")
_GROUPED_BY = {"earned": "what the family earned", "out_of_pocket": "what the family paid for care"}


def comparison_report(record: Record, folder: Path, width: int) -> Iterator[Text]:
    """Everything there is to say of a comparison, from its title to its files."""
    import polars as pl

    rows = pl.read_parquet(folder / COMPARISON).to_dicts()
    fifths = pl.read_parquet(folder / BY_FIFTH).to_dicts()
    measures = shown(tuple(record["report"]))
    same = f"{record['baseline']} and {counted(len(record['variants']), 'variant')} live the same"
    yield from header(record, f"{same} {counted(record['lives'], 'life', 'lives')}", width)
    if len(record["variants"]) > 1 and any(map(_differs, rows)):
        yield from _overview(tuple(record["variants"]), rows, measures, width)
    for name, variant in record["variants"].items():
        yield from _name(name, variant["about"], width)
        yield from refused(variant["refusals"], width, f"Refused in {name}")
        of_variant = _of(rows, variant=name)
        if not any(map(_differs, of_variant)):
            yield from (Text("No outcome differs in any life."), Text())
        elif record["lives"] == 1:
            yield from _of_one_life(of_variant, measures, width)
        else:
            yield from _of_lives(of_variant, _of(fifths, variant=name), measures, width)
    if record["lives"] > 1:
        yield from _luck(record, rows, measures, width)
    yield from rests_on(record, width, is_brief=True)
    yield from footer(record, folder, f"All {len(COLUMNS)} outcomes of every life, year and fifth", width)


def _overview(variants: tuple[str, ...], rows: list[Row], measures: tuple[Measure, ...], width: int) -> Iterator[Text]:
    """All variants side by side: how each moves the family's means. As many to a table as there is room for."""
    told = dict.fromkeys((*(BY_NAME[name] for name in PAYERS), *measures))
    names = [measure.name for measure in told if not measure.is_flag and _moves(rows, measure)]
    room = (width - max(map(len, names), default=0) - 2) // (max(_WIDEST_NUMBER, *map(cell_len, variants)) + 2)
    for first in range(0, len(variants), max(1, room)):
        some = variants[first : first + max(1, room)]
        lines = [Line("The family's mean, less the baseline's", heading="? may be luck; the details follow")]
        for name in names:
            lines.append(Line(name, tuple(_moved(rows, variant, BY_NAME[name]) for variant in some)))
        yield from table(some, lines, width)


def _moves(rows: list[Row], measure: Measure) -> bool:
    return any(map(_differs, _of(rows, outcome=measure.name, person=None)))


def _moved(rows: list[Row], variant: str, measure: Measure) -> str:
    """How far a variant moves the family's mean of an outcome."""
    [row] = _of(rows, variant=variant, outcome=measure.name, person=None)
    if not _differs(row):
        return "0"
    places = _places(_of(rows, outcome=measure.name, person=None), measure.unit)
    return f"{signed(row['difference'], places.of_difference)}{'?' if _mark(row) else ''}"


def _name(name: str, about: str, width: int) -> Iterator[Text]:
    title = f"── {name} "
    yield Text(title + "─" * (width - cell_len(title)), "bold")
    if about:
        yield from wrapped(about, width)
    yield Text()


def _of_lives(rows: list[Row], fifths: list[Row], measures: tuple[Measure, ...], width: int) -> Iterator[Text]:
    """Who pays, then the outcomes by whether a way is better, then whom it helps."""
    yield from table((*_DIFFERENCE, ""), list(_payers(rows)), width)
    differing = _differing(measures, rows)
    for ways in (("better", "worse"), ("more", "less")):
        lines = [line for measure in differing if _ways(measure) == ways for line in _lines(measure, rows)]
        if lines:
            yield from table((*_DIFFERENCE, *ways, ""), lines, width)
    yield from _unaffected(measures, differing, rows, width)
    for measure in [measure for measure in differing if not measure.is_flag][:1]:
        yield from _by_fifths(measure, _of(fifths, outcome=measure.name), width)


def _of_one_life(rows: list[Row], measures: tuple[Measure, ...], width: int) -> Iterator[Text]:
    """A single life has no interval and nothing to do with luck: what was, what is, and the difference."""
    differing = _differing(measures, rows)
    lines = [Line("Who pays, yuan")]
    lines += [Line(name, _values(row)) for name in PAYERS for row in _of(rows, outcome=name, person=None)]
    for measure in differing:
        lines.append(Line(f"{measure.name}, {measure.unit}", heading=measure.english))
        lines += [_line(row, _values(row)) for row in _told(measure, rows)]
    yield from table(_OF_ONE_LIFE, lines, width)
    yield from _unaffected(measures, differing, rows, width)


def _unaffected(measures: tuple[Measure, ...], differing: list[Measure], rows: list[Row], width: int) -> Iterator[Text]:
    """Outcomes that differ nowhere, apart from those that no life has under both: of them nothing is known."""
    compared = {row["outcome"] for row in rows}
    same = [measure.name for measure in measures if measure not in differing and measure.name in compared]
    unknown = [measure.name for measure in measures if measure.name not in compared]
    for told, names in ((NONE_DIFFERS, same), (NOBODY_HAS, unknown)):
        if names:
            yield from wrapped(f"{told}: {', '.join(names)}", width, len(told) + 1)
    if same or unknown:
        yield Text()


# ----------------------------------------------------------------------------- lines of a table


def _payers(rows: list[Row]) -> Iterator[Line]:
    """What the family's care and insurance cost whom: it says who gains and who bears it."""
    of_payers = [row for name in PAYERS for row in _of(rows, outcome=name, person=None)]
    places = _places(of_payers, Unit.YUAN)
    yield Line("Who pays, yuan", heading="what each paid; pool_balance is what the pools keep")
    for row in filter(_differs, of_payers):
        yield Line(row["outcome"], (*_difference(row, places), _mark(row)))
    same = [row["outcome"] for row in of_payers if not _differs(row)]
    if same:
        yield Line(", ".join(same), heading=NONE_DIFFERS, is_note=True)


def _lines(measure: Measure, rows: list[Row]) -> Iterator[Line]:
    told = _told(measure, rows)
    places = _places(told, measure.unit)
    yield Line(f"{measure.name}, {_unit(measure)}", heading=measure.english)
    for row in told:
        yield _line(row, (*_difference(row, places), *_shares(row), _mark(row)))
    if told and told[-1]["person"] is None and _differs(told[-1]):
        yield Line(_spread(measure, told[-1]), is_note=True)


def _spread(measure: Measure, row: Row) -> str:
    """By how much lives are better and worse off, and how the differences of the lives are spread."""
    ways = zip(_ways(measure), (row["gain"], row["loss"]))
    ends = [row[name] for name in ("p5", "median", "p95")]
    largest = max(abs(value) for value in (*ends, row["gain"] or 0, row["loss"] or 0))
    digits = 0 if largest >= _NO_DECIMALS else decimals(largest, row["unit"])
    sizes = [f"{way} by {number(size, digits)}" for way, size in ways if size is not None]
    spread = ", ".join(f"{name} {signed(value, digits)}" for name, value in zip(("p5", "median", "p95"), ends))
    return f"  {', '.join(sizes)}; {spread}"


def _line(row: Row, cells: tuple[str, ...]) -> Line:
    return Line(row["person"] or FAMILY, cells, is_bold=row["person"] is None)


def _by_fifths(measure: Measure, fifths: list[Row], width: int) -> Iterator[Text]:
    """One outcome by fifths of the lives: whom a variant helps, and whom it does not."""
    places = _places(fifths, measure.unit)
    lines = []
    for of, what in _GROUPED_BY.items():
        groups = _of(fifths, grouped_by=of)
        if groups:
            lines.append(Line(f"{measure.name}, {measure.unit}", heading=f"by baseline fifths of {what} (lives)"))
        for row in groups:
            values = f"{number(row['from'], 0)} to {number(row['to'], 0)}"
            lines.append(
                Line(f"{row['fifth']}: {values} ({row['lives']:,})", (*_difference(row, places), *_shares(row)))
            )
    if lines:
        yield from table((*_DIFFERENCE, *_ways(measure)), lines, width)


# ----------------------------------------------------------------------------- cells


class _Places(NamedTuple):
    """How the numbers of one outcome are told: a small change of a large sum is not rounded away."""

    scale: int
    of_mean: int
    of_difference: int


def _places(rows: list[Row], unit: str) -> _Places:
    scale = 100 if unit == Unit.YES_NO else 1
    largest = (max((abs(row[name]) for row in rows), default=0) * scale for name in ("baseline", "difference"))
    return _Places(scale, *(decimals(value, unit) for value in largest))


def _difference(row: Row, places: _Places) -> tuple[str, str, str]:
    """The baseline's mean, the difference with its sign, and half of its interval."""
    half = None if row["low"] is None else (row["high"] - row["low"]) / 2 * places.scale
    return (
        number(row["baseline"] * places.scale, places.of_mean),
        signed(row["difference"] * places.scale, places.of_difference),
        number(half, places.of_difference),
    )


def _values(row: Row) -> tuple[str, str, str]:
    if row["unit"] == Unit.YES_NO:
        was, now = ("yes" if row[name] else "no" for name in ("baseline", "mean"))
        return was, now, ""
    places = 2 if row["unit"] == Unit.YUAN else 0
    return number(row["baseline"], places), number(row["mean"], places), signed(row["difference"], places)


def signed(value: float, places: int) -> str:
    """A change: more bears a plus, unless rounding leaves nothing of it."""
    text = number(value, places)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def _shares(row: Row) -> tuple[str, str]:
    return percent(row["better"]), percent(row["worse"])


def percent(share: float) -> str:
    """A share of lives: only what is none is told as 0, only what is all as 100."""
    if share in (0, 1):
        return f"{share * 100:.0f} %"
    if share < 0.001:
        return "< 0.1 %"
    return "> 99.9 %" if share > 0.999 else f"{share * 100:.1f} %"


def _mark(row: Row) -> str:
    return MARK if row["guarded"] is not None and row["guarded"] > MAY_BE_LUCK else ""


def _ways(measure: Measure) -> tuple[str, str]:
    return ("more", "less") if measure.better is Better.NEITHER else ("better", "worse")


def _unit(measure: Measure) -> str:
    return "% of lives" if measure.is_flag else measure.unit


# ----------------------------------------------------------------------------- rows


def _told(measure: Measure, rows: list[Row]) -> list[Row]:
    """An outcome of the persons it differs for, and of the family."""
    return [row for row in _of(rows, outcome=measure.name) if _differs(row) or row["person"] is None]


def _differing(measures: tuple[Measure, ...], rows: list[Row]) -> list[Measure]:
    return [measure for measure in measures if any(map(_differs, _of(rows, outcome=measure.name)))]


def _differs(row: Row) -> bool:
    return row["unchanged"] < 1


def _of(rows: list[Row], **named: Any) -> list[Row]:
    return [row for row in rows if all(row[name] == value for name, value in named.items())]


# ----------------------------------------------------------------------------- how sure it is


def _luck(record: Record, rows: list[Row], measures: tuple[Measure, ...], width: int) -> Iterator[Text]:
    """What the same luck spared, and what guards against a find among many."""
    needed = [
        row["unpaired"]
        for measure in measures
        for row in _of(rows, outcome=measure.name)
        if row["unpaired"] is not None and (row["person"] is None or measure.is_flag)
    ]
    if needed:
        least, most = (f"{value:,.0f}" for value in (min(needed), max(needed)))
        title = "Unpaired:"
        text = f"with luck of its own, each variant would need {least} to {most} lives for intervals as narrow"
        yield from wrapped(f"{title} {text} as these of {record['lives']:,}", width, len(title))
    tested = [row["guarded"] for row in rows if row["guarded"] is not None]
    if tested:
        sure = sum(guarded <= MAY_BE_LUCK for guarded in tested)
        text = f"marks p over 5 % after Holm's step-down over all {counted(len(tested), 'comparison')} made"
        yield from wrapped(f"{MARK} {text}, what luck alone may bring; {sure:,} lie below 5 %", width, len(MARK))
    yield Text()
