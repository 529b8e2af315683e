"""What a sweep over assumptions says of each of them: which move an outcome, which none, which were not tried."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.outcomes.tried import assumptions
from sim.policy.seeds import region_text
from sim.report.assumed import value_as_read
from sim.report.lines import wrapped
from sim.report.tables import number_of_outcomes
from sim.words import language
from sim.words.language import say
from sim.words.plurals import counted
from sim.words.translation import of_seeds, translated

Row = dict[str, Any]

_MOST_OUTCOMES = 3  # that an assumption moves are named


def tried(record: Row, folder: Path, width: int, is_brief: bool = False) -> Iterator[Text]:
    """The assumptions with effect, each with its value and those tried; the rest in two lists (in brief: counted)."""
    rows = assumptions(record, folder).to_dicts()
    of_tried = [row for row in rows if row["moves"] is not None]
    moving = [row for row in of_tried if row["moves"]]
    still = [row for row in of_tried if not row["moves"]]
    number, lives = number_of_outcomes(record), counted(record["lives"], "life", "lives")
    in_these = say(" in these {lives}", lives=lives) if record["lives"] > 1 else ""
    title = say("Assumptions that move any of the {count} outcomes{lives}", count=number, lives=in_these)
    text = say("{title}: {moving} of {tried} tried", title=title, moving=len(moving), tried=len(of_tried))
    yield from wrapped(text, width, len(title))
    for row in () if is_brief else moving:
        what = f"{row['parameter']}{_in(row)}"
        value, *others = (value_as_read(row["parameter"], one) for one in (row["value"], *row["values"]))
        text = say(
            "{what}: {value} ({name}); tried {values}; moves {outcomes}",
            what=what, value=value, name=of_seeds(row["name"]), values=language.listed(others),
            outcomes=_some(row["moves"]),
        )  # fmt: skip
        yield from wrapped(text, width, len(what), indent=2)
    if still:
        yield from _list(say("Without effect"), still, width, is_brief)
    by_reason: dict[str, list[Row]] = {}
    for row in rows:
        if row["moves"] is None:
            by_reason.setdefault(row["why"], []).append(row)
    for why, of_reason in by_reason.items():
        yield from _list(say("Not tried, as {why}", why=translated(why)), of_reason, width, is_brief)
    yield Text()


def _in(row: Row) -> str:
    """The region whose own value it is."""
    everywhere = row["region"] in ("", "national", "every region")
    return "" if everywhere else say(" in {region}", region=region_text(row["region"]))


def _some(outcomes: list[str]) -> str:
    """The first of some outcomes, and how many more there are."""
    more = len(outcomes) - _MOST_OUTCOMES
    return language.listed(outcomes[:_MOST_OUTCOMES]) + (say(" and {more:,} more", more=more) if more > 0 else "")


def _list(title: str, rows: list[Row], width: int, is_brief: bool) -> Iterator[Text]:
    counted_title = say("{title} ({count})", title=title, count=len(rows))
    names = language.listed([*dict.fromkeys(row["parameter"] + _in(row) for row in rows)])
    text = counted_title if is_brief else say("{title}: {names}", title=counted_title, names=names)
    yield from wrapped(text, width, len(title))
