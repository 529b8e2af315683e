"""Values of expressions: exact, rounded half up where they say so, missing where a part is."""

from fractions import Fraction

import numpy as np
import polars as pl
import pytest

from sim.outcomes.formulas import evaluated, leaves, with_own
from sim.words import formulas
from sim.words.vocabulary import DECLARED, Definition, defined

VALUES = {
    "out_of_pocket": [0, 12_345, -700, 10**12],
    "pool_paid": [500, 0, 301, 10**12 - 1],
    "earned": [0, 90_000, 7, 3],
    "months_covered": [0, 12, 5, 600],
    "retired": [0, 1, 1, 0],
}


def value(text, known=True):
    formula = formulas.read(text, DECLARED)
    columns = {one.name: np.array(VALUES[one.name]) for one in leaves(formula)}
    has_value = np.array([known, True, True, True])
    found, defined = evaluated(formula, {name: (column, has_value) for name, column in columns.items()})
    return [int(one) if is_known else None for one, is_known in zip(found, defined, strict=True)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("out_of_pocket + pool_paid", [500, 12_345, -399, 2 * 10**12 - 1]),
        ("2 * out_of_pocket - pool_paid", [-500, 24_690, -1701, 10**12 + 1]),
        ("out_of_pocket + 1.50", [150, 12_495, -550, 10**12 + 150]),
        # 12,345 / 2 = 6172.5 and -701 / 2 = -350.5, both upwards
        ("out_of_pocket * 0.5", [0, 6173, -350, 5 * 10**11]),
        ("(out_of_pocket - 0.01) / 2", [0, 6172, -350, 5 * 10**11]),
        ("max(out_of_pocket, 0)", [0, 12_345, 0, 10**12]),
        ("min(out_of_pocket, 100, pool_paid)", [0, 0, -700, 10_000]),
        ("out_of_pocket > 123.45", [0, 0, 0, 1]),
        ("out_of_pocket >= 123.45", [0, 1, 0, 1]),
        ("out_of_pocket == 123.45 or retired", [0, 1, 1, 0]),
        ("out_of_pocket != 123.45 and retired", [0, 0, 1, 0]),
        ("not retired", [1, 0, 0, 1]),
        ("0 <= out_of_pocket < 200", [1, 1, 0, 0]),
        ("out_of_pocket * retired", [0, 12_345, -700, 0]),
        # parts per million: 12,345 / 90,000 = 0.1371666...; -700 / 7 = -100; 10^12 / 3
        ("out_of_pocket / earned", [None, 137_167, -100_000_000, 333_333_333_333_333_333]),
        # fen a month: 12,345 / 12 = 1028.75; -700 / 5 = -140; 10^12 / 600 = 1,666,666,666.67
        ("out_of_pocket / months_covered", [None, 1029, -140, 1_666_666_667]),
        ("out_of_pocket / earned > 0.1", [None, 1, 0, 1]),
        ("net_position_like", None),
    ],
)
def test_is_worked_out_exactly(text, expected):
    if expected is None:
        with pytest.raises(formulas.BadFormula):
            value(text)
        return
    assert value(text) == expected


def test_has_no_value_where_a_part_has_none():
    assert value("out_of_pocket + pool_paid", known=False)[0] is None
    assert value("out_of_pocket > 0 or retired", known=False)[0] is None
    assert value("max(out_of_pocket, 0)", known=False)[0] is None


def test_keeps_the_shape_of_what_it_is_made_of():
    formula = formulas.read("out_of_pocket * 2", DECLARED)
    table = np.arange(6).reshape(2, 3)
    found, known = evaluated(formula, {"out_of_pocket": (table, np.ones((2, 3), np.bool_))})
    assert np.array_equal(found, 2 * table) and known.all()


def test_any_decimal_factor_rounds_as_a_fraction_does():
    generator = np.random.default_rng(3)
    for fen, numerator in generator.integers(-(10**9), 10**9, (50, 2)):
        factor = Fraction(int(numerator) % 5_000_000, 1_000_000)
        formula = formulas.read(f"out_of_pocket * {float(factor):.6f}", DECLARED)
        found, _ = evaluated(formula, {"out_of_pocket": (np.array([fen]), np.array([True]))})
        assert found.tolist() == [(2 * int(fen) * factor + 1) // 2]


def test_own_columns_have_the_types_of_their_units():
    definitions = {"a": "b * 2", "b": "out_of_pocket + 1", "c": "a > 3", "d": "months_covered * 2"}
    own, _ = defined(None, {name: Definition(text) for name, text in definitions.items()})
    lives = pl.DataFrame({"out_of_pocket": [0, 100], "months_covered": [1, 2]}).lazy()
    found = with_own(lives, own).collect()
    assert {name: found.schema[name] for name in "abcd"} == {
        "a": pl.Int64, "b": pl.Int64, "c": pl.Boolean, "d": pl.Int32
    }  # fmt: skip
    assert found["a"].to_list() == [200, 400] and found["c"].to_list() == [False, True]
