"""The value of an expression of outcomes: exact whole numbers, in polars.

A value is missing where one that it is made of is missing, or where there is nothing to divide by. All is computed in
128 bits, in which no expression that was read wraps around (`sim.words.formulas`).
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import TYPE_CHECKING

from sim.outcomes.intervals import TAIL, rank_of
from sim.words.formulas import Does, Formula
from sim.words.outcomes import Outcome
from sim.words.units import Unit

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

MILLION = 1_000_000

#: Gives the value of an outcome that an expression names.
Value = Callable[[Outcome], "pl.Expr"]


def expression(formula: Formula[Outcome], value: Value) -> "pl.Expr":
    """An expression over rows that have, or from which follows, a value for each outcome it names."""
    import polars as pl

    match formula.does:
        case Does.OUTCOME:
            assert formula.outcome is not None
            of_others = formula.outcome.formula
            return value(formula.outcome).cast(pl.Int128) if of_others is None else expression(of_others, value)
        case Does.NUMBER:
            return pl.lit(int(formula.number), pl.Int128)
    parts = [expression(part, value) for part in formula.parts]
    if formula.is_shortfall:
        return parts[0]  # what it is of; `among_all` makes a shortfall of it
    match formula.does:
        case Does.ADD:
            return reduce(lambda a, b: a + b, parts)
        case Does.TIMES:
            factor = formula.number
            return _rounded(parts[0] * factor.numerator, pl.lit(factor.denominator, pl.Int128))
        case Does.WHERE | Does.BOTH:
            return reduce(lambda a, b: a * b, parts)
        case Does.DIVIDE:
            amount, over = parts
            return _rounded(amount * MILLION if formula.unit is Unit.PERCENT else amount, over)
        case Does.LEAST:
            return reduce(lambda a, b: b + (a - b) * _as_number(a < b), parts)
        case Does.GREATEST:
            return reduce(lambda a, b: b + (a - b) * _as_number(a > b), parts)
        case Does.ABOVE:
            return _as_number(parts[0] > parts[1])
        case Does.AT_LEAST:
            return _as_number(parts[0] >= parts[1])
        case Does.EQUAL:
            return _as_number(parts[0] == parts[1])
        case Does.EITHER:
            return reduce(lambda a, b: a + b - a * b, parts)
    assert formula.does is Does.NOT
    return 1 - parts[0]


def evaluated(
    formula: Formula[Outcome], values: "Mapping[str, tuple[np.ndarray, np.ndarray]]"
) -> "tuple[np.ndarray, np.ndarray]":
    """The expression over arrays of any one shape, each with where it has a value, by the outcomes' names.

    Both again: 0 where there is no value.
    """
    import polars as pl

    shape = next(iter(values.values()))[0].shape
    columns = {
        name: pl.Series(amounts.reshape(-1)).set(pl.Series(~known.reshape(-1)), None)
        for name, (amounts, known) in values.items()
    }
    found = pl.DataFrame(columns).select(expression(formula, lambda outcome: pl.col(outcome.name)).cast(pl.Int64))
    series = found.to_series()
    return series.fill_null(0).to_numpy().reshape(shape), series.is_not_null().to_numpy().reshape(shape)


def among_all(formula: Formula[Outcome], values: "pl.Expr", *by: str) -> "pl.Expr":
    """The values of an expression in all lives, of each group: those of a shortfall are what each life adds to it.

    Beside the quantile q of the 5 % of lives with most it is the mean of q + max(x - q, 0) / 5 % over the lives (R. T.
    Rockafellar & S. Uryasev, 2000, J. Risk 2:21); of those with least it is turned round.
    """
    import polars as pl

    if not formula.is_shortfall:
        return values
    sign = int(formula.number)
    of_bad = sign * values
    rank = rank_of(100 - TAIL, values.count().cast(pl.Int64))  # pyright: ignore[reportArgumentType]
    quantile = of_bad.drop_nulls().sort().slice(rank, 1).first()
    beyond = pl.when(of_bad > quantile).then(of_bad - quantile).when(of_bad.is_not_null()).then(0)
    found = sign * (quantile + beyond * (100 // TAIL))
    return found.over(*by) if by else found


def added(formula: Formula[Outcome], values: "np.ndarray", known: "np.ndarray | None" = None) -> "np.ndarray":
    """The same of an array, a life each."""
    import polars as pl

    series = pl.Series("value", values, pl.Int128)
    series = series if known is None else series.set(pl.Series(~known), None)
    found = series.to_frame().select(among_all(formula, pl.col("value")).cast(pl.Int64))
    return found.to_series().fill_null(0).to_numpy()


def with_own(lives: "pl.LazyFrame", own: Iterable[Outcome]) -> "pl.LazyFrame":
    """Rows of all lives of a case in whole numbers, with columns of the outcomes that a scenario defines."""
    import polars as pl

    def column(outcome: Outcome) -> "pl.Expr":
        assert outcome.formula is not None
        found = among_all(outcome.formula, expression(outcome.formula, lambda one: pl.col(one.name)), "person")
        kind = pl.Boolean if outcome.is_flag else pl.Int32 if outcome.unit.is_counted else pl.Int64
        return found.cast(kind).alias(outcome.name)

    return lives.with_columns(*map(column, own))


def leaves(formula: Formula[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes that are not made of others, of which the expression is made in the end."""
    found: dict[Outcome, None] = {}
    for outcome in formula.outcomes:
        found |= dict.fromkeys([outcome] if outcome.formula is None else leaves(outcome.formula))
    return tuple(found)


def _rounded(amount: "pl.Expr", over: "pl.Expr") -> "pl.Expr":
    """A quotient of whole numbers, rounded half up; missing where there is nothing to divide by."""
    import polars as pl

    twice = pl.when(over != 0).then(2 * over)
    return (2 * amount + over) // twice


def _as_number(holds: "pl.Expr") -> "pl.Expr":
    import polars as pl

    return holds.cast(pl.Int128)
