"""The amount of each outcome, read from the rows of a block or of a day."""

from typing import TYPE_CHECKING, Protocol

from sim.outcomes.burdens import catastrophic_years
from sim.words.counts import Burden
from sim.words.outcomes import BY_NAME, Outcome, Source

if TYPE_CHECKING:
    import numpy as np

MILLION = 1_000_000


class Rows(Protocol):
    """Rows of persons at the end of a day: of a whole run (a block), or of a day within it (a snapshot)."""

    @property
    def people(self) -> "np.ndarray": ...
    @property
    def totals(self) -> "np.ndarray": ...
    @property
    def months(self) -> "np.ndarray": ...
    @property
    def counts(self) -> "np.ndarray": ...
    @property
    def years(self) -> "np.ndarray": ...


def amounts(outcome: Outcome, rows: Rows) -> "np.ndarray":
    """The outcome of every row as int64: fen, months, parts per million, or 0 and 1; 0 where there is none."""
    from sim.world.records import column

    if outcome.source is Source.OUTCOMES:
        terms = [sign * amounts(part, rows) for sign, part in outcome.parts()]
    elif outcome.source.vocabulary is None:
        terms = [sign * column(rows.people, field) for sign, field in outcome.signed()]
    else:
        terms = [sign * _term(outcome.source, member, rows) for sign, member in outcome.members()]
    total: np.ndarray = sum(terms)  # pyright: ignore[reportAssignmentType]
    if outcome.above is not None:
        return (total > outcome.above).astype("int64")
    return total if outcome.over is None else ratios(total, amounts(BY_NAME[outcome.over], rows))


def has_value(outcome: Outcome, rows: Rows) -> "np.ndarray | None":
    """Which rows have the outcome; None where all have."""
    from sim.world.records import column

    if outcome.over is not None:
        return amounts(BY_NAME[outcome.over], rows) != 0
    return None if outcome.among is None else column(rows.people, outcome.among) != 0


def ratios(amounts: "np.ndarray", over: "np.ndarray") -> "np.ndarray":
    """Whole numbers divided, in parts per million, rounded half up; 0 where there is nothing to divide by.

    The remainder is divided apart, so that no product wraps around.
    """
    import numpy as np

    whole, rest = np.divmod(amounts, np.where(over == 0, 1, over))
    return np.where(over == 0, 0, whole * MILLION + (2 * rest * MILLION + over) // np.where(over == 0, 1, 2 * over))


def _term(source: Source, member: int, rows: Rows) -> "np.ndarray":
    from sim.world.books import EFFECT

    if source is Source.FLOWS:
        return rows.totals[:, member]
    if source is Source.NETS:
        return rows.totals @ EFFECT[:, member]
    if source is Source.PLACES:
        return rows.people["books"][:, member]
    if source is Source.BURDENS:
        return catastrophic_years(rows.people, rows.years, Burden(member))
    return rows.counts[:, member] if source is Source.COUNTS else rows.months[:, member]
