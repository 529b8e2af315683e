"""Reports of studies as lines for a screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

WIDEST = 120


def report(record: dict[str, Any], folder: Path, width: int) -> "Iterator[Text]":
    """The lines about a study, of whatever kind, from its folder of results."""
    from sim.report.comparison import comparison_report
    from sim.report.sweep import sweep_report
    from sim.report.tables import run_report

    kinds = {"run": run_report, "comparison": comparison_report, "sweep": sweep_report}
    return kinds[record["kind"]](record, folder, min(width, WIDEST))
