"""Two tables beside each other: the first difference is told with its row, and nothing is overlooked."""

import math

import polars as pl
import pytest

from sim.outcomes.difference import difference


def table(**columns):
    return pl.DataFrame({"life": [0, 1, 2], "person": ["Wei", "Wei", "Wei"], **columns})


def test_equal_tables_do_not_differ():
    same = {"cost": [1.5, None, math.nan], "retired": [True, None, False]}
    assert difference(table(**same), table(**same)) is None


@pytest.mark.parametrize("recorded, again", [(2, 3), (2, None), (None, 2)])
def test_a_value_is_given_with_its_row(recorded, again):
    text = f"life 1, person Wei: months recorded {recorded}, recomputed {again}; nothing else differs"
    assert difference(table(months=[1, recorded, 3]), table(months=[1, again, 3])) == text


def test_the_first_of_several_is_given_with_all_columns():
    found = difference(table(a=[1, 2, 9], b=[9, 2, 9]), table(a=[1, 2, 3], b=[1, 2, 3]))
    assert found == "life 0, person Wei: b recorded 9, recomputed 1; 3 values differ, in a, b"


@pytest.mark.parametrize(
    "recorded, again, differ",
    [
        # a part in a thousand million of 1,000 is 0.000001
        (1000.000001, 1000.0, False),
        (1000.00001, 1000.0, True),
        (-1000.00001, -1000.0, True),
        (0.0, 1e-12, True),
        (math.inf, 1.0, True),
        (1.0, math.inf, True),
        (math.inf, math.inf, False),
        (math.inf, -math.inf, True),
        (math.nan, 1.0, True),
        (1.0, math.nan, True),
        (None, 1.0, True),
        (1.0, None, True),
    ],
)
def test_only_the_last_digits_of_floating_point_numbers_may_differ(recorded, again, differ):
    found = difference(table(mean=[1.0, recorded, 1.0]), table(mean=[1.0, again, 1.0]))
    assert (found is not None) == differ


def test_money_may_not_differ_at_all():
    yuan = pl.Decimal(18, 2)
    recorded, again = (pl.Series([0, 0, text]).cast(yuan) for text in (9_999_999, 9_999_999))
    forged = (recorded.cast(pl.Decimal(18, 2)) + pl.Series(["0.00", "0.00", "0.01"]).cast(yuan)).cast(yuan)
    assert difference(table(cost=recorded), table(cost=again)) is None
    assert difference(table(cost=forged), table(cost=again)) is not None


def test_a_row_that_only_one_table_has():
    whole, part = table(months=[1, 2, 3]), table(months=[1, 2, 3]).filter(pl.col("life") != 1)
    assert difference(whole, part) == "life 1, person Wei: recorded, but not recomputed; 1 such rows"
    assert difference(part, whole) == "life 1, person Wei: recomputed, but not recorded; 1 such rows"


def test_rows_twice_or_in_another_order():
    whole = table(months=[1, 2, 3])
    for other in (pl.concat([whole, whole]), whole.reverse()):
        assert difference(other, whole) == "the rows are in another order, or some occur twice"


def test_the_family_is_named_as_such():
    family = pl.DataFrame({"outcome": ["cost"], "person": pl.Series([None], dtype=pl.String), "mean": [1.0]})
    found = difference(family, family.with_columns(mean=2.0))
    assert found == "family, outcome cost: mean recorded 1.0, recomputed 2.0; nothing else differs"
    assert difference(family, family) is None


def test_other_columns():
    whole = table(months=[1, 2, 3], cost=[1.0, 2.0, 3.0])
    assert difference(whole.drop("cost"), whole) == "the recomputed columns are others: cost"
    assert difference(whole, whole.cast({"months": pl.Int32})) == "the recomputed columns are others: months"
    assert difference(whole.select("life", "person", "cost", "months"), whole) == (
        "the recomputed columns are others: in another order"
    )
