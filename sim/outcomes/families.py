"""The outcome of a family from those of its persons, and outcomes made of others, as expressions over rows of lives."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.outcomes.amounts import MILLION
from sim.words.outcomes import BY_NAME, OfFamily, Outcome, Source

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
    import polars as pl

    kept = _kept(outcome)
    rows = lives.select(*by, "life", **{one.name: whole(lives, one) for one in kept})
    families = rows.group_by(*by, "life", maintain_order=True).agg(*map(_of_persons, kept))
    return families.select(*by, "life", value=_combined(outcome, lambda one: pl.col(one.name)))


def _kept(outcome: Outcome) -> list[Outcome]:
    """The outcomes that are not made of others, of which this one is made."""
    if outcome.source is not Source.OUTCOMES:
        return [outcome]
    parts = [part for _, part in outcome.parts()] + ([BY_NAME[outcome.over]] if outcome.over else [])
    return list(dict.fromkeys(one for part in parts for one in _kept(part)))


def _of_persons(outcome: Outcome) -> "pl.Expr":
    import polars as pl

    values = pl.col(outcome.name)
    if outcome.of_family in (OfFamily.MOST, OfFamily.SHARED):
        return values.max()
    if outcome.of_family is OfFamily.LEAST:
        return values.min()
    assert outcome.of_family is OfFamily.SUM, f"{outcome.name} is of each person"
    return values.cast(pl.Int128).sum()


def _combined(outcome: Outcome, value: "Callable[[Outcome], pl.Expr]") -> "pl.Expr":
    """An outcome from an expression for each of those of which it is made."""
    import polars as pl

    if outcome.source is not Source.OUTCOMES:
        return value(outcome)
    terms = [sign * _combined(part, value) for sign, part in outcome.parts()]
    total = sum(terms[1:], terms[0])
    if outcome.above is not None:
        return (total > outcome.above).cast(pl.Int64)
    if outcome.over is None:
        return total
    over = _combined(BY_NAME[outcome.over], value)
    return pl.when(over != 0).then((2 * total * MILLION + over) // (2 * over))
