"""Expressions of outcomes: what is read, what is refused and why, units, and which way is better."""

import pytest

from sim.words import formulas
from sim.words.formulas import BadFormula
from sim.words.outcomes import BY_NAME, Better, Unit
from sim.words.vocabulary import DECLARED, Definition, Vocabulary, defined, direction, reserved


def read(text):
    return formulas.read(text, DECLARED)


@pytest.mark.parametrize(
    "text, unit",
    [
        ("out_of_pocket + premium_paid - pool_paid", Unit.YUAN),
        ("-out_of_pocket", Unit.YUAN),
        ("(out_of_pocket + 100) * 0.5 / 12", Unit.YUAN),
        ("max(out_of_pocket - 10_000, 0)", Unit.YUAN),
        ("min(months_covered, 12, paid_months)", Unit.MONTHS),
        ("out_of_pocket / earned", Unit.PERCENT),
        ("months_covered / paid_months", Unit.PERCENT),
        ("out_of_pocket / visits", Unit.YUAN),
        ("out_of_pocket > 10_000", Unit.YES_NO),
        ("0 < out_of_pocket <= 10_000 and not retired", Unit.YES_NO),
        ("reimbursement_rate >= 0.5 or ever_uncovered", Unit.YES_NO),
        ("out_of_pocket * ever_uncovered", Unit.YUAN),
        ("shortfall(out_of_pocket - pool_paid)", Unit.YUAN),
        ("shortfall(out_of_pocket / earned)", Unit.PERCENT),
    ],
)
def test_an_expression_has_a_unit(text, unit):
    assert read(text).unit is unit


@pytest.mark.parametrize(
    "text, found",
    [
        ("out_of_pocket + months_covered", "yuan and months do not go together"),
        ("months_covered + visits", "months and number do not go together"),
        ("out_of_pocket * premium_paid", "yuan times yuan has no unit"),
        ("visits / months_covered", "number over months has no unit"),
        ("1 / out_of_pocket", "a number over yuan has no unit"),
        ("retired + 1", "yes and no are no amounts"),
        ("out_of_pocket and retired", "is not yes or no"),
        ("out_of_pocket > 0.001", "too fine"),
        ("months_covered > 0.5", "too fine"),
        ("out_of_pocket * 0.0000001", "the factor is too fine"),
        ("out_of_pocket / 0", "nothing can be divided by 0"),
        ("out_of_pocket * 1_000_000", "may come to more than can be counted"),
        ("12 + 3", "names no outcome"),
        ("shortfall(12)", "names no outcome"),
        ("shortfall(retired)", "yes and no are no amounts"),
        ("shortfall(out_of_pocket) / 2", "is of all lives together"),
        ("shortfall(shortfall(out_of_pocket))", "is of all lives together"),
        ("shortfall(out_of_pocket, earned)", "cannot stand"),
        ("12 < 3", "compares no outcome"),
        ("", "is no expression"),
        ("out_of_pocket +", "is no expression"),
        ("out_of_pocket = 3", "is no expression"),
        ("(" * 300, "is no expression"),
        ("out_of_pocket" + " " * 500 + "+ 1", "has 516 characters"),
        ("out_of_pocket ** 2", "'**' is no sign"),
        ("retired & ever_uncovered", "'&' is no sign"),
        ("out_of_pocket if retired else 0", "cannot stand"),
        ("max(out_of_pocket)", "cannot stand"),
        ("__import__('os').system('true')", "cannot stand"),
        ("(lambda: 0)()", "cannot stand"),
        ("out_of_pocket.real", "cannot stand"),
        ("[out_of_pocket][0]", "cannot stand"),
        ("True", "cannot stand"),
        ("'out_of_pocket'", "cannot stand"),
        ("out_of_pocket > 1e3j", "cannot stand"),
        ("out_of_pocket > 1e999999999", "'1e999999999' is no number of an expression"),
        ("out_of_pocket > 1e-999999999", "'1e-999999999' is no number of an expression"),
        ("out_of_pocket > " + "9" * 400, "is no number of an expression"),
        ("out_of_pocket is 3", "cannot stand"),
        ("covered", "is no outcome"),
    ],
)
def test_what_is_none_says_why(text, found):
    with pytest.raises(BadFormula, match=found.replace("*", r"\*")):
        read(text)


def test_a_decimal_is_the_number_that_is_written():
    assert str(read("out_of_pocket * 0.1").number) == "1/10"


def test_outcomes_of_a_file_may_rest_on_one_another_in_any_order():
    own, wrong = defined(None, {"b": Definition("a * 2"), "a": Definition("out_of_pocket + account")})
    assert not wrong and sorted(outcome.name for outcome in own) == ["a", "b"]
    formula = next(outcome for outcome in own if outcome.name == "b").formula
    assert formula is not None
    factors = {outcome.name: factor for outcome, factor in (formula.linear() or {}).items()}
    assert factors == {"out_of_pocket": 2, "account": 2}


def test_what_rests_on_a_wrong_outcome_has_no_fault_of_its_own():
    own, wrong = defined(None, {"a": Definition("nothing"), "b": Definition("a + 1"), "c": Definition("wallet")})
    assert list(wrong) == ["a"] and [outcome.name for outcome in own] == ["c"]


@pytest.mark.parametrize(
    "text", ["out_of_pocket * 0.5", "max(out_of_pocket, 0)", "out_of_pocket / earned", "account > 3"]
)
def test_only_sums_with_whole_factors_add_up_by_year(text):
    assert read(text).linear() is None


@pytest.mark.parametrize(
    "text, better",
    [
        ("out_of_pocket + premium_paid", Better.LESS),
        ("earned - out_of_pocket", Better.MORE),
        ("out_of_pocket - pool_paid", Better.NEITHER),
        ("out_of_pocket > 10_000", Better.LESS),
        ("out_of_pocket < 10_000", Better.MORE),
        ("not out_of_pocket > 10_000", Better.MORE),
        ("max(out_of_pocket - 100, 0)", Better.LESS),
        ("out_of_pocket / earned", Better.NEITHER),
    ],
)
def test_which_way_is_better_follows_from_the_parts(text, better):
    assert direction(read(text)) is better


@pytest.mark.parametrize(
    "name", [*BY_NAME, "life", "out_of_pocket_present", "mean_x", "min", "and", "a-b", "2a", "pool"]
)
def test_names_of_the_program_are_taken(name):
    assert reserved(name)


@pytest.mark.parametrize("name", ["mine", "净负担", "match", "present"])
def test_other_names_are_free(name):
    assert reserved(name) is None


def test_a_vocabulary_has_the_programs_outcomes_first():
    found = Vocabulary.of(None, {"mine": Definition("out_of_pocket * 2", Better.LESS, "twice")})
    assert [*found][:-1] == [*DECLARED] and [*found][-1] == "mine"
    assert found["mine"].better is Better.LESS and found["mine"].english == "twice"
    assert found["mine"].of_family is found["net_position"].of_family


def test_a_shortfall_is_of_the_lives_with_least_where_more_is_better():
    own, wrong = defined(
        None,
        {
            "tail": Definition("shortfall(out_of_pocket)"),
            "paid": Definition("shortfall(pool_paid)"),
            "left": Definition("shortfall(account)"),
            "turned": Definition("shortfall(pool_paid)", Better.MORE),
            "part": Definition("tail + 1"),
        },
    )
    assert {one.name: (one.better, int(one.formula.number)) for one in own if one.formula} == {
        "tail": (Better.LESS, 1), "paid": (Better.NEITHER, 1), "left": (Better.MORE, -1), "turned": (Better.MORE, -1),
    }  # fmt: skip
    assert wrong["part"].found == "'tail' is of all lives together, so it can be no part of an expression"
    assert not any(one.has_distribution for one in own)
