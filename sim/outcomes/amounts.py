"""The amount of each outcome, read from the rows of a block or of a day."""

from typing import TYPE_CHECKING, Protocol

from sim.words.outcomes import Outcome, Source

if TYPE_CHECKING:
    import numpy as np


class Rows(Protocol):
    """Rows of persons at the end of a day: of a whole run (a block), or of a day within it (a snapshot)."""

    @property
    def people(self) -> "np.ndarray": ...
    @property
    def totals(self) -> "np.ndarray": ...
    @property
    def months(self) -> "np.ndarray": ...


def amounts(outcome: Outcome, rows: Rows) -> "np.ndarray":
    """The outcome of every row as int64: fen, months, or 0 and 1."""
    from sim.world.records import column

    if outcome.source.vocabulary is None:
        terms = [sign * column(rows.people, field) for sign, field in outcome.signed()]
    else:
        terms = [sign * _term(outcome.source, member, rows) for sign, member in outcome.members()]
    return sum(terms)  # pyright: ignore[reportReturnType]


def has_value(outcome: Outcome, rows: Rows) -> "np.ndarray | None":
    """Which rows have the outcome; None where all have."""
    from sim.world.records import column

    return None if outcome.among is None else column(rows.people, outcome.among) != 0


def _term(source: Source, member: int, rows: Rows) -> "np.ndarray":
    from sim.world.books import EFFECT

    if source is Source.FLOWS:
        return rows.totals[:, member]
    if source is Source.NETS:
        return rows.totals @ EFFECT[:, member]
    if source is Source.PLACES:
        return rows.people["books"][:, member]
    return rows.months[:, member]
