"""Reports of studies as lines for a screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

    from sim.experiment.bounds import Bound

WIDEST = 120


def report(
    record: dict[str, Any],
    folder: Path,
    width: int,
    only: tuple[str, ...] = (),
    is_brief: bool = False,
    above: "tuple[Bound, ...]" = (),
) -> "Iterator[Text]":
    """The lines about a study, of whatever kind, from its folder of results.

    Of the outcomes named in `only` alone; otherwise of those that the scenario's `report` names. Of a run also how
    likely outcomes exceed the bounds `above`.
    """
    from sim.report import comparison, population, population_compared, sweep, tables

    kinds = {
        "comparison": comparison, "sweep": sweep, "population": population,
        "population_comparison": population_compared, "population_sweep": sweep,
    }  # fmt: skip
    if record["kind"] == "run":
        write = tables.brief_report if is_brief else tables.full_report
        return write(record, folder, min(width, WIDEST), only, above)
    write = kinds[record["kind"]].brief_report if is_brief else kinds[record["kind"]].full_report
    return write(record, folder, min(width, WIDEST), only)
