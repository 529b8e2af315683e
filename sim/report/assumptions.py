"""What a sweep over assumptions says of each of them: which move an outcome, which none, which were not tried."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.outcomes.tried import assumptions
from sim.report.lines import wrapped
from sim.report.tables import number_of_outcomes
from sim.values.refusals import listed
from sim.words.plurals import counted

Row = dict[str, Any]

_MOST_OUTCOMES = 3  # that an assumption moves are named


def tried(record: Row, folder: Path, width: int, is_brief: bool = False) -> Iterator[Text]:
    """The assumptions with effect, each with its value and those tried; the rest in two lists (in brief: counted)."""
    rows = assumptions(record, folder).to_dicts()
    of_tried = [row for row in rows if row["moves"] is not None]
    moving = [row for row in of_tried if row["moves"]]
    still = [row for row in of_tried if not row["moves"]]
    number, lives = number_of_outcomes(record), counted(record["lives"], "life", "lives")
    in_these = f" in these {lives}" if record["lives"] > 1 else ""
    title = f"Assumptions that move any of the {number} outcomes{in_these}"
    yield from wrapped(f"{title}: {len(moving)} of {len(of_tried)} tried", width, len(title))
    for row in () if is_brief else moving:
        what, moves = f"{row['parameter']}{_in(row)}", listed(row["moves"], _MOST_OUTCOMES)
        text = f"{what}: {row['value']} ({row['name']}); tried {', '.join(row['values'])}; moves {moves}"
        yield from wrapped(text, width, len(what), indent=2)
    if still:
        yield from _list("Without effect", still, width, is_brief)
    by_reason: dict[str, list[Row]] = {}
    for row in rows:
        if row["moves"] is None:
            by_reason.setdefault(row["why"], []).append(row)
    for why, of_reason in by_reason.items():
        yield from _list(f"Not tried, as {why}", of_reason, width, is_brief)
    yield Text()


def _in(row: Row) -> str:
    """The region whose own value it is."""
    return "" if row["region"] in ("", "national", "every region") else f" in {row['region']}"


def _list(title: str, rows: list[Row], width: int, is_brief: bool) -> Iterator[Text]:
    names = "" if is_brief else f": {', '.join(dict.fromkeys(row['parameter'] + _in(row) for row in rows))}"
    yield from wrapped(f"{title} ({len(rows)}){names}", width, len(title))
