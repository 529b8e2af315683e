"""Which variant to choose under what nobody knows: net benefit, acceptability, and what knowing more is worth."""

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from sim.outcomes.columns import INFORMATION, NET_BENEFIT
from sim.outcomes.recorded import outcomes_of
from sim.report.comparison import signed
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING, decimals, number, share
from sim.report.tables import Record, Row
from sim.report.varying import half_of, short_names
from sim.words.language import meaning, say, words
from sim.words.outcomes import Better, Unit
from sim.words.plurals import counted

_MOST_WORTHS = 6  # on the screen
_MOST_PATHS = 6


def net_benefit(record: Record, folder: Path, width: int) -> Iterator[Text]:
    """The variants at each worth of the effect, and below them what knowing the swept values would add."""
    import polars as pl

    weighed = record.get("net_benefit")
    if weighed is None:
        yield from _without_variants(record, width)
        return
    effect = outcomes_of(record)[weighed["effect"]]
    fewer = say(", of which less is better") if effect.better is Better.LESS else ""
    title = say("Which variant to choose")
    what = (
        "{title}, by the mean net benefit over points and lives: the effect times what a unit of it is worth, less the "
        "cost"
    )
    yield from wrapped(say(what, title=title), width, len(title))
    weighs = say(
        "effect: {effect}, {unit}{fewer}; cost: {cost}",
        effect=effect.name, unit=meaning(effect.unit), fewer=fewer, cost=weighed["cost"],
    )  # fmt: skip
    yield from wrapped(weighs, width, indent=2)
    choices, information = (pl.read_parquet(folder / file, glob=False) for file in (NET_BENEFIT, INFORMATION))
    worths = choices["willingness_to_pay"].unique(maintain_order=True).to_list()
    if not worths:
        yield from (*wrapped(say("Fewer than two points could be simulated under all variants."), width), Text())
        return
    lines = []
    for worth in worths[:_MOST_WORTHS]:
        of_worth, known = (frame.filter(willingness_to_pay=worth).to_dicts() for frame in (choices, information))
        lines.append(Line(say("{worth} yuan a unit", worth=number(worth, 0 if worth == int(worth) else 2))))
        lines += _choices(of_worth)
        lines += _information(known, short_names(record["paths"]))
    heads = words("net benefit", "95 % from", "to", "best at", "± 95 %")
    yield from list(table(heads, lines, width, (heads[4:], heads[1:3])))[:-1]
    if (more := len(worths) - _MOST_WORTHS) > 0:
        text = "and {amounts}, in {table} and {other}"
        amounts = counted(more, "further amount")
        yield from wrapped(say(text, amounts=amounts, table=NET_BENEFIT, other=INFORMATION), width)
    best = "the share of points at which a variant has the highest net benefit (acceptability); * the highest mean"
    known = "what knowing all swept values, or those of one path, before choosing would add to it on average"
    for title, about in ((say("best at:"), say(best)), (say("EVPI, EVPPI:"), say(known))):
        yield from wrapped(say("{title} {about}", title=title, about=about), width, len(title))
    yield Text()


def _without_variants(record: Record, width: int) -> Iterator[Text]:
    """A sweep that weighs effects and costs, of one case alone."""
    sweep = record["scenario"].get("sweep")
    if isinstance(sweep, dict) and sweep.get("net_benefit"):
        yield from (*wrapped(say("Net benefit compares variants: --variants A,B simulates them too."), width), Text())


def _choices(rows: list[Row]) -> Iterator[Line]:
    places = decimals(max(abs(row["net_benefit"]) for row in rows), Unit.YUAN)
    for row in rows:
        amounts = (MISSING if row[name] is None else signed(row[name], places) for name in _AMOUNTS)
        half = half_of(row, "best", 1)
        name = f"{row['variant']} *" if row["is_optimal"] else row["variant"]
        best = share(row["best"], half or 0.0), number(half and half * 100, 0)
        yield Line(name, (*amounts, *best), is_bold=row["is_optimal"])


_AMOUNTS = ("net_benefit", "net_benefit_from", "net_benefit_to")


def _information(rows: list[Row], names: dict[str, str]) -> Iterator[Line]:
    """What knowing everything is worth, then single paths, the most valuable first."""
    if not rows:
        return
    everything, *paths = sorted(rows, key=lambda row: (row["path"] is not None, -(row["value"] or 0)))
    places = decimals(everything["value"], Unit.YUAN)
    for row in (everything, *paths[:_MOST_PATHS]):
        name = "EVPI" if row["path"] is None else f"EVPPI {names[row['path']]}"
        amounts = (number(row[name], places) for name in ("value", "value_from", "value_to"))
        yield Line(name, (*amounts, "", ""))
