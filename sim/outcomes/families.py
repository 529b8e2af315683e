"""The outcome of a family from those of its persons, and outcomes made of others, as expressions over rows of lives."""

from typing import TYPE_CHECKING

from sim.outcomes.formulas import among_all, expression, leaves
from sim.words.outcomes import OfFamily, Outcome

if TYPE_CHECKING:
    import polars as pl


def whole(lives: "pl.LazyFrame", outcome: Outcome) -> "pl.Expr":
    """The outcome as a whole number: fen, months, parts per million, or 0 and 1. A result holds yuan, a block fen."""
    import polars as pl

    column = pl.col(outcome.name)
    is_scaled = lives.collect_schema()[outcome.name].is_decimal()
    return (column * outcome.scale if is_scaled else column).cast(pl.Int64)


def of_families(lives: "pl.LazyFrame", outcome: Outcome, by: tuple[str, ...] = ()) -> "pl.LazyFrame":
    """The family's outcome in each life, as `value`; rows of several cases differ in the columns `by`."""

    kept = [outcome] if outcome.formula is None else leaves(outcome.formula)
    rows = lives.select(*by, "life", **{one.name: whole(lives, one) for one in kept})
    families = rows.group_by(*by, "life", maintain_order=True).agg(*map(_of_persons, kept))
    return families.select(*by, "life", value=_combined(outcome, by))


def _of_persons(outcome: Outcome) -> "pl.Expr":
    import polars as pl

    values = pl.col(outcome.name)
    if outcome.of_family in (OfFamily.MOST, OfFamily.SHARED):
        return values.max()
    if outcome.of_family is OfFamily.LEAST:
        return values.min()
    assert outcome.of_family is OfFamily.SUM, f"{outcome.name} is of each person"
    return values.cast(pl.Int128).sum()


def _combined(outcome: Outcome, by: tuple[str, ...]) -> "pl.Expr":
    """The family's outcome from columns of what it is made of, in all lives of each case."""
    import polars as pl

    if outcome.formula is None:
        return pl.col(outcome.name)
    return among_all(outcome.formula, expression(outcome.formula, lambda one: pl.col(one.name)), *by)
