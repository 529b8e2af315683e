"""Values of expressions: exact, rounded half up where they say so, missing where a part is."""

from fractions import Fraction

import numpy as np
import polars as pl
import pytest

from sim.outcomes.families import of_families
from sim.outcomes.formulas import added, evaluated, leaves, with_own
from sim.outcomes.intervals import Mean, expected_shortfall, interval_of_shortfall
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


# ----------------------------------------------------------------------------- of all lives together

[TAIL], _ = defined(None, {"tail": Definition("shortfall(out_of_pocket)")})
[LEFT], _ = defined(None, {"left": Definition("shortfall(account)")})


def test_a_life_adds_to_a_shortfall_what_it_has_beyond_the_quantile():
    """Of 1 to 40 fen the two largest are 5 %: the quantile is 38, so 39 adds 38 + 20, 40 adds 38 + 40: 39.5 of each."""
    assert TAIL.formula is not None
    found = added(TAIL.formula, np.arange(40, 0, -1))
    assert found.tolist() == [78, 58, *[38] * 38]
    assert found.sum() == 40 * (39 + 40) / 2


def test_where_more_is_better_the_lives_with_least_count():
    # of 1 to 40 the quantile is 3: 2 adds 3 - 20, 1 adds 3 - 40
    assert LEFT.formula is not None
    found = added(LEFT.formula, np.arange(1, 41))
    assert found.tolist() == [-37, -17, *[3] * 38]
    assert found.sum() == 40 * (1 + 2) / 2


def test_lives_without_a_value_are_none_of_those_that_count():
    assert TAIL.formula is not None
    known = np.arange(50) < 40
    found = added(TAIL.formula, np.where(known, np.arange(1, 51), 0), known)
    assert found[:40].sum() == 40 * 39.5 and not found[40:].any()


def test_the_mean_and_its_interval_are_those_of_the_tables():
    assert TAIL.formula is not None and LEFT.formula is not None
    costs = np.sort(np.random.default_rng(3).lognormal(10, 1, 1_000).astype(np.int64))
    for formula, of_least in ((TAIL.formula, False), (LEFT.formula, True)):
        mean = Mean.of(added(formula, costs))
        assert (mean.mean, *interval_of_shortfall(mean)) == pytest.approx(expected_shortfall(costs, of_least=of_least))


def test_each_person_has_a_shortfall_and_the_family_that_of_its_sums():
    """A has 1 to 40, B 40 to 1: each has 39.5, the family 41 in every life."""
    rows = [(life, person, amount) for life in range(40) for person, amount in (("A", life + 1), ("B", 40 - life))]
    lives = pl.DataFrame(rows, {"life": pl.Int64, "person": pl.String, "out_of_pocket": pl.Int64}, orient="row").lazy()
    found = with_own(lives, [TAIL]).collect()
    assert found.filter(person="A")["tail"].sum() == found.filter(person="B")["tail"].sum() == 40 * 39.5
    assert of_families(lives, TAIL).collect()["value"].to_list() == [41] * 40
    cases = pl.concat([lives.with_columns(variant=pl.lit(name)) for name in ("first", "second")])
    doubled = cases.with_columns(out_of_pocket=pl.col("out_of_pocket") * (1 + (pl.col("variant") == "second")))
    by_case = of_families(doubled, TAIL, ("variant",)).collect()
    assert by_case.filter(variant="second")["value"].to_list() == [82] * 40
