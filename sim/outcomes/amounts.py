"""The amount of each outcome, read from the rows of a block or of a day."""

from typing import TYPE_CHECKING, Protocol

from sim.outcomes.burdens import catastrophic_years
from sim.outcomes.formulas import evaluated, leaves
from sim.outcomes.present import present
from sim.words.counts import Burden
from sim.words.formulas import Formula
from sim.words.outcomes import BY_NAME, Outcome, Source

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
    @property
    def counts(self) -> "np.ndarray": ...
    @property
    def years(self) -> "np.ndarray": ...


def amounts(outcome: Outcome, rows: Rows) -> "np.ndarray":
    """The outcome of every row as int64: fen, months, parts per million, or 0 and 1; 0 where there is none."""
    from sim.world.records import column

    if outcome.formula is not None:
        return _of_others(outcome.formula, rows)[0]
    if outcome.discount is not None:
        base = BY_NAME[outcome.terms]
        return present(base, outcome.discount, amounts(base, rows), rows.people, rows.years)
    if outcome.source.vocabulary is None:
        terms = [sign * column(rows.people, field) for sign, field in outcome.signed()]
    else:
        terms = [sign * _term(outcome.source, member, rows) for sign, member in outcome.members()]
    return sum(terms)  # pyright: ignore[reportReturnType]


def has_value(outcome: Outcome, rows: Rows) -> "np.ndarray | None":
    """Which rows have the outcome; None where all have."""
    from sim.world.records import column

    if outcome.formula is not None:
        return _of_others(outcome.formula, rows)[1] if outcome.has_gaps else None
    return None if outcome.among is None else column(rows.people, outcome.among) != 0


def _of_others(formula: Formula[Outcome], rows: Rows) -> "tuple[np.ndarray, np.ndarray]":
    """An expression of other outcomes in every row, and which rows have a value."""
    import numpy as np

    values = {}
    for outcome in leaves(formula):
        amount, known = amounts(outcome, rows), has_value(outcome, rows)
        values[outcome.name] = amount, np.ones(amount.size, np.bool_) if known is None else known
    return evaluated(formula, values)


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
