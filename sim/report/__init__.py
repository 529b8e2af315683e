"""Reports of studies as lines for a screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

WIDEST = 120


def report(
    record: dict[str, Any], folder: Path, width: int, only: tuple[str, ...] = (), is_brief: bool = False
) -> "Iterator[Text]":
    """The lines about a study, of whatever kind, from its folder of results.

    Of the outcomes named in `only` alone; otherwise of those that the scenario's `report` names.
    """
    from sim.report import comparison, sweep, tables

    kinds = {"run": tables, "comparison": comparison, "sweep": sweep}
    write = kinds[record["kind"]].brief_report if is_brief else kinds[record["kind"]].full_report
    return write(record, folder, min(width, WIDEST), only)
