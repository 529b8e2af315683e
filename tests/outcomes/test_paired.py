"""Variants beside their baseline, against figures worked out by hand."""

from decimal import Decimal
from itertools import groupby
from math import erfc, sqrt
from operator import itemgetter

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.outcomes.columns import BY_QUINTILE_COLUMNS, BY_YEAR_COLUMNS, COMPARISON_COLUMNS, YEAR_COLUMNS
from sim.outcomes.formulas import added, with_own
from sim.outcomes.intervals import Mean, ranks_around, wilson
from sim.outcomes.paired import by_quintile, by_quintiles, by_year, comparison, holm, probability, probability_of_better
from sim.words.discount import Discount
from sim.words.outcomes import BY_NAME, COLUMNS, Unit
from sim.words.vocabulary import Definition, Vocabulary, defined, kept_under

YUAN = pl.Decimal(18, 2)
POINT_OUTCOMES = [BY_NAME[name] for name in ("out_of_pocket", "months_covered", "pool_paid", "lifetime_at_retirement")]


def rows_of(keys, columns, rows, units):
    """Rows of a result file: these columns in the type of their unit, all others zero."""
    kinds = {Unit.YUAN: YUAN, Unit.PERCENT: pl.Decimal(18, 4), Unit.YES_NO: pl.Boolean}
    kinds |= dict.fromkeys((Unit.MONTHS, Unit.YEARS, Unit.NUMBER), pl.Int32)
    named = columns.split()
    reported = [pl.col(name).cast(kinds[units[name]]) for name in named]
    others = [pl.lit(0).cast(kinds[unit]).alias(name) for name, unit in units.items() if name not in named]
    return pl.DataFrame(rows, [*keys, *named], orient="row").with_columns(*reported, *others).lazy()


def lives(columns, rows):
    """`lives.parquet` of a comparison: variant, life, person and these outcomes."""
    return rows_of(("variant", "life", "person"), columns, rows, {outcome.name: outcome.unit for outcome in COLUMNS})


def years(columns, rows):
    """`years.parquet` of a comparison: variant, life, person, year and these columns."""
    units = {column.name: column.unit for column in YEAR_COLUMNS[3:]}
    return rows_of(("variant", "life", "person", "year"), columns, rows, units)


def names_of(columns):
    return [column.name for column in columns]


def of_one(column, baseline, other, person="A"):
    """One person's lives: an outcome in the baseline and in a variant."""
    rows = [("baseline", life, person, value) for life, value in enumerate(baseline)]
    return lives(column, rows + [("other", life, person, value) for life, value in enumerate(other)])


def row(table, **named):
    found = [one for one in table.to_dicts() if all(one[name] == value for name, value in named.items())]
    assert len(found) == 1, found
    return found[0]


def compared(column, baseline, other, person: str | None = "A"):
    return row(comparison(of_one(column, baseline, other), "baseline", [BY_NAME[column]]), person=person)


# ----------------------------------------------------------------------------- the comparison


def test_means_difference_and_interval():
    reported = compared("out_of_pocket", ["10", "20", "30", "40"], ["10", "18", "27", "33"])
    assert (reported["variant"], reported["unit"], reported["lives"]) == ("other", "yuan", 4)
    # 100 / 4 and 88 / 4; the differences are 0, -2, -3, -7
    assert (reported["baseline"], reported["mean"], reported["difference"]) == (25, 22, -3)
    # squares of their deviations from -3: 9 + 1 + 0 + 16 = 26; sd = sqrt(26 / 3), of the mean sqrt(26 / 12) = 1.471960
    # cubes: 27 + 1 + 0 - 64 = -36, the skewness (-36 / 4) / (26 / 4)^1.5 = -0.543086, over sqrt(4): a = -0.271543;
    # 2 × 4 / 0.543086² = 27.1 degrees of freedom: Student's t of 27 is 2.051831.
    # t of it: (cbrt(1 + a (±2.051831 - a / 6)) - 1) 3 / a: -2.051831 → cbrt(1.544871) = 1.156017 → -1.723668;
    # 2.051831 → cbrt(0.430550) = 0.755106 → 2.705581. So from -3 - 2.705581 × 1.471960 to -3 + 1.723668 × 1.471960
    assert reported["low"] == pytest.approx(-3 - 2.705581 * 1.471960, abs=1e-4)
    assert reported["high"] == pytest.approx(-3 + 1.723668 * 1.471960, abs=1e-4)
    assert (reported["differing"], reported["few"]) == (3, True)


def test_who_pays_less_is_better_off():
    reported = compared("out_of_pocket", ["10", "20", "30", "40"], ["10", "18", "27", "45"])
    # two of four pay less, by 2 and 3 yuan; one pays 5 more; one the same
    assert (reported["better"], reported["worse"], reported["unchanged"]) == (0.5, 0.25, 0.25)
    assert (reported["gain"], reported["loss"]) == (2.5, 5)


def test_who_has_more_months_is_better_off():
    reported = compared("months_covered", [10, 20, 30, 40], [10, 18, 27, 45])
    assert (reported["better"], reported["worse"], reported["gain"], reported["loss"]) == (0.25, 0.5, 5, 2.5)
    assert reported["unit"] == "months"


def test_where_no_way_is_better_the_first_share_is_of_those_with_more():
    reported = compared("pool_paid", ["1", "1"], ["1.50", "1"])
    assert (reported["better"], reported["worse"], reported["gain"], reported["loss"]) == (0.5, 0, 0.5, None)


def test_quantiles_are_changes_of_lives():
    reported = compared("out_of_pocket", [str(100 - i) for i in range(100)], ["100"] * 99 + ["101"])
    # 100 - (100 - i) = i for the lives 0..98, so 0..98, and 101 - 1 = 100 for the last: 0, 1, .. 98, 100
    assert [reported[name] for name in ("p5", "p25", "median", "p75", "p95")] == [4, 24, 49, 74, 94]


def test_fen_are_not_lost():
    reported = compared("out_of_pocket", ["9999999999999.01"], ["9999999999999.02"])
    assert (reported["difference"], reported["median"]) == (0.01, 0.01)


def test_a_share_of_lives_has_no_quantiles():
    reported = compared("lifetime_benefit", [True, False, False, False], [True, True, True, False])
    assert (reported["baseline"], reported["mean"], reported["difference"], reported["better"]) == (
        0.25,
        0.75,
        0.5,
        0.5,
    )
    # of 0, 1, 1, 0: sd = sqrt(4 × 0.25 / 3), of the mean sqrt(1 / 12)
    assert reported["high"] == pytest.approx(0.5 + 1.959964 / sqrt(12), abs=1e-6)
    assert (reported["unit"], reported["median"], reported["gain"]) == ("yes/no", None, 1)


def test_yes_and_no_are_not_summed_over_a_family():
    table = comparison(of_one("lifetime_benefit", [True], [False]), "baseline", [BY_NAME["lifetime_benefit"]])
    assert table["person"].to_list() == ["A"]


def test_only_lives_with_a_value_in_both_are_pairs():
    reported = compared("lifetime_at_retirement", [True, None, False, None], [None, True, True, None])
    assert (reported["lives"], reported["baseline"], reported["mean"]) == (1, 0, 1)


def test_who_has_a_value_in_no_pair_has_no_row():
    table = comparison(of_one("lifetime_at_retirement", [True, None], [None, True]), "baseline", [POINT_OUTCOMES[3]])
    assert table.is_empty() and table.columns == names_of(COMPARISON_COLUMNS)


def test_one_life_has_neither_interval_nor_probability():
    reported = compared("out_of_pocket", ["10"], ["8"])
    assert reported["difference"] == -2
    assert [reported[name] for name in ("low", "high", "p", "p_holm", "unpaired")] == [None] * 5


def test_the_family_is_the_sum_of_its_persons_whoever_they_are():
    rows = [("baseline", 0, "A", "1"), ("baseline", 0, "B", "2"), ("baseline", 1, "A", "3"), ("baseline", 1, "B", "4"),
            ("born", 0, "A", "1"), ("born", 0, "child", "10"), ("born", 0, "B", "2"),
            ("born", 1, "A", "3"), ("born", 1, "B", "6")]  # fmt: skip
    table = comparison(lives("out_of_pocket", rows), "baseline", POINT_OUTCOMES[:1])
    assert table["person"].to_list() == ["A", "B", None]  # nobody to compare the child with
    # 1 + 2 = 3 and 3 + 4 = 7 in the baseline; 1 + 10 + 2 = 13 and 3 + 6 = 9 with the child
    family = row(table, person=None)
    assert (family["lives"], family["baseline"], family["mean"], family["gain"], family["loss"]) == (2, 5, 11, None, 6)


def test_a_person_is_compared_in_the_lives_that_have_her_in_both():
    rows = [("baseline", 0, "A", "1"), ("baseline", 1, "A", "3"), ("baseline", 1, "B", "5"),
            ("other", 0, "A", "1"), ("other", 0, "B", "9"), ("other", 1, "A", "3"), ("other", 1, "B", "6")]  # fmt: skip
    reported = row(comparison(lives("out_of_pocket", rows), "baseline", POINT_OUTCOMES[:1]), person="B")
    assert (reported["lives"], reported["baseline"], reported["mean"]) == (1, 5, 6)


def test_rows_stand_by_variant_outcome_and_person():
    rows = [(variant, 0, person, 1, 1) for variant in ("z", "baseline", "a") for person in ("B", "A")]
    table = comparison(lives("pool_paid months_covered", rows), "baseline", POINT_OUTCOMES[1:3])
    assert table.select("variant", "outcome", "person").rows() == [
        (variant, outcome, person)
        for variant in ("z", "a") for outcome in ("months_covered", "pool_paid") for person in ("B", "A", None)
    ]  # fmt: skip
    assert table.columns == names_of(COMPARISON_COLUMNS)


def test_lives_an_unpaired_comparison_would_need():
    reported = compared("months_covered", [10, 20, 30, 40], [11, 21, 31, 44])
    # variances × 3: baseline 225 + 25 + 25 + 225 = 500; variant (mean 26.75) 248.0625 + 33.0625 + 18.0625 + 297.5625 =
    # 596.75; differences 1, 1, 1, 4 (mean 1.75) 3 × 0.5625 + 5.0625 = 6.75. 4 × 1096.75 / 6.75 = 649.93
    assert reported["unpaired"] == 650
    # a whole number stays itself: 1, 3 beside 2, 0: 2 × (2 + 2) / 8 = 1
    assert compared("months_covered", [1, 3], [2, 0])["unpaired"] == 1


def test_a_difference_that_does_not_vary_needs_no_lives_to_speak_of():
    assert compared("months_covered", [10, 20, 30], [11, 21, 31])["unpaired"] is None


# ----------------------------------------------------------------------------- luck


def test_the_probability_of_a_symmetric_difference_is_nearly_normal():
    differences = np.array([3, -1] * 20)
    # mean 1, squares of deviations 40 × 4 = 160, sd = sqrt(160 / 39), of the mean sqrt(160 / 39 / 40): z = 3.1225;
    # 3 and -1 lie symmetrically around 1, so the skewness is 0 and Hall's statistic is z
    assert probability(differences) == pytest.approx(erfc(3.122499 / sqrt(2)), rel=1e-5)
    assert probability(differences) == pytest.approx(0.001793, abs=1e-6)


def test_the_probability_of_a_better_mean_is_on_the_side_of_the_mean():
    # mean +1, two-sided p 0.001793: more is likely more with 1 - 0.001793 / 2, which is worse for what is paid
    differences = np.array([3, -1] * 20)
    likely = [probability_of_better(BY_NAME[name], differences) for name in ("months_covered", "pool_paid")]
    assert likely == [pytest.approx(0.9991035, abs=1e-6)] * 2  # better if more, and neither: the higher one
    assert probability_of_better(BY_NAME["out_of_pocket"], differences) == pytest.approx(0.0008965, abs=1e-6)
    assert probability_of_better(BY_NAME["out_of_pocket"], -differences) == pytest.approx(0.9991035, abs=1e-6)


def test_without_a_change_nothing_is_likely_better():
    assert probability_of_better(BY_NAME["out_of_pocket"], np.zeros(5, np.int64)) is None
    # one changed life could have changed either way
    assert probability_of_better(BY_NAME["out_of_pocket"], np.array([-500] + [0] * 9)) == 0.5


def test_a_handful_of_changed_lives_proves_nothing():
    # whatever the mean says, three changed lives could agree by chance in 2 of 8 cases
    assert probability(np.array([500] * 3 + [0] * 997)) == 0.25
    assert probability(np.array([500] + [0] * 997)) == 1
    # 10 lives with the same change have no spread: 2 in 1,024
    assert probability(np.array([-7] * 10)) == 2 / 1024


def test_where_no_life_differs_there_is_nothing_to_test():
    assert probability(np.array([0, 0, 0])) is None
    reported = compared("out_of_pocket", ["0.10", "0.20", "0.30"], ["0.10", "0.20", "0.30"])
    assert reported["difference"] == 0
    assert [reported[name] for name in ("low", "high", "p", "p_holm", "p_sign", "unpaired")] == [None] * 6
    assert (reported["better"], reported["worse"], reported["unchanged"], reported["gain"], reported["loss"]) == (
        0,
        0,
        1,
        None,
        None,
    )


def test_every_life_with_the_same_change():
    reported = compared("months_covered", [1, 2, 3], [2, 3, 4])
    # 2 in 2^3
    assert (reported["difference"], reported["low"], reported["high"], reported["p"]) == (1, None, None, 0.25)
    assert reported["p_sign"] == 0.25


def test_holm_steps_down():
    # in order 0.005, 0.01, 0.03, 0.04: × 4 = 0.02, × 3 = 0.03, × 2 = 0.06, × 1 = 0.04 but not below 0.06
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1, 1]
    assert holm([]) == []


def test_the_guard_counts_every_row_that_was_tested():
    rows = [("baseline", life, "A", 0, 0) for life in range(10)]
    rows += [("one", life, "A", 1, 0) for life in range(10)]
    rows += [("two", life, "A", 1, int(life < 5)) for life in range(10)]
    outcomes = [BY_NAME["months_covered"], BY_NAME["months_waiting"]]
    table = comparison(lives("months_covered months_waiting", rows), "baseline", outcomes)
    # A and the family are tested alike. Months covered: 2 in 2^10 in both variants, four rows. Months waiting of `two`:
    # five lives of ten, at least 2 in 2^5. Untested: those of `one`. So six: 6 × 2 / 1024, and 2 × 0.0625
    p_holm = {(one["variant"], one["outcome"]): one["p_holm"] for one in table.to_dicts()}
    assert p_holm == {
        ("one", "months_covered"): pytest.approx(12 / 1024), ("one", "months_waiting"): None,
        ("two", "months_covered"): pytest.approx(12 / 1024), ("two", "months_waiting"): pytest.approx(0.125),
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("lives_of_study", [400, 1_000])
def test_chance_alone_passes_the_guard_in_at_most_6_of_a_hundred_studies(lives_of_study):
    """Twelve rows in which a fair premium is paid for a rare, skewed benefit: the true mean difference is zero."""
    drawn, passed, studies = np.random.default_rng(8), 0, 800
    for _ in range(studies):
        size = (12, lives_of_study)
        benefits = np.where(drawn.random(size) < 0.05, drawn.lognormal(10, 1, size), 0) - 0.05 * np.exp(10.5)
        found = [probability(row) for row in np.rint(benefits).astype(np.int64)]
        passed += min(holm([p for p in found if p is not None])) <= 0.05
    assert passed / studies <= 0.06


# ----------------------------------------------------------------------------- years


def test_years_are_compared_one_by_one():
    rows = [("baseline", 0, "A", 2025, "10", "1", 12), ("baseline", 0, "A", 2026, "20", "0", 12),
            ("baseline", 1, "A", 2025, "30", "0", 6), ("baseline", 1, "A", 2026, "40", "0", 12),
            ("other", 0, "A", 2025, "12", "1", 12), ("other", 0, "A", 2026, "20", "5", 12),
            ("other", 1, "A", 2025, "36", "0", 8), ("other", 1, "A", 2026, "40", "0", 12)]  # fmt: skip
    table = by_year(years("cash pool_paid_later months_covered", rows), "baseline")
    assert table.columns == names_of(BY_YEAR_COLUMNS)
    reported = row(table, outcome="out_of_pocket", year=2025, person="A")
    # 10 - 1 = 9 and 30; 12 - 1 = 11 and 36: the differences are 2 and 6, sd sqrt(8), of the mean 2
    assert (reported["baseline"], reported["mean"], reported["difference"]) == (19.5, 23.5, 4)
    assert (reported["low"], reported["high"]) == (
        pytest.approx(4 - 2 * 1.959964, abs=1e-5),
        pytest.approx(4 + 2 * 1.959964, abs=1e-5),
    )
    # 20 and 40; 20 - 5 = 15 and 40
    assert row(table, outcome="out_of_pocket", year=2026, person=None)["difference"] == -2.5
    assert row(table, outcome="months_covered", year=2025, person=None)["difference"] == 1


def test_a_year_without_a_row_counts_as_zero():
    rows = [("baseline", 0, "A", 2026, "10"), ("baseline", 1, "A", 2026, "10"),
            ("baseline", 0, "child", 2026, "4"), ("baseline", 1, "child", 2026, "4"),
            ("early", 0, "A", 2026, "10"), ("early", 1, "A", 2026, "10"),
            ("early", 0, "child", 2025, "6"), ("early", 0, "child", 2026, "4"),
            ("early", 1, "child", 2026, "4")]  # fmt: skip
    table = by_year(years("cash", rows), "baseline")
    child = row(table, outcome="out_of_pocket", person="child", year=2025)
    family = row(table, outcome="out_of_pocket", person=None, year=2025)
    # the two who change, and each of them alone, by as many as there are rows with a probability
    tested = table.filter(pl.col("p").is_not_null())
    assert tested["p_sign"].to_list() == [1.0] * tested.height and tested["p_holm"].to_list() == [1.0] * tested.height
    # 6 yuan in one of two lives
    assert (child["baseline"], child["mean"], family["baseline"], family["mean"]) == (0, 3, 0, 3)
    assert row(table, outcome="out_of_pocket", person=None, year=2026)["mean"] == 14
    assert table.filter(outcome="out_of_pocket", person="A")["year"].to_list() == [2025, 2026]


def test_who_is_only_in_the_variant_counts_for_the_family_alone():
    rows = [("baseline", 0, "A", 2025, "1"), ("born", 0, "A", 2025, "1"), ("born", 0, "child", 2025, "5")]
    table = by_year(years("cash", rows), "baseline").filter(outcome="out_of_pocket")
    assert table.select("person", "mean").rows() == [("A", 1), (None, 6)]


def test_a_balance_is_that_of_the_years_end():
    rows = [("baseline", 0, "A", 2025, "7", "1"), ("other", 0, "A", 2025, "9", "1.50")]
    table = by_year(years("account wallet", rows), "baseline")
    assert row(table, outcome="account", person="A")["difference"] == 2
    assert row(table, outcome="wallet", person="A")["difference"] == 0.5


def test_what_places_took_in_is_reported_by_its_flows():
    columns = "contributed_in_cash employer_contributed credited pool_paid_at_once pool_paid_later cash"
    columns += " subsidy interest employer_bore"
    rows = [("baseline", 0, "A", 2025, *"000000000"),
            ("other", 0, "A", 2025, "100", "300", "50", "80", "7", "20", "5", "2", "11")]  # fmt: skip
    table = by_year(years(columns, rows), "baseline").filter(person="A")
    reported = {one["outcome"]: one["mean"] for one in table.to_dicts()}
    # cash 100 + 20, less 7 that came back
    assert reported["family_cost"] == 113
    # 300 to the pool, 11 to the hospital
    assert reported["employer_cost"] == 311
    # subsidy 5 and interest 2
    assert reported["government_cost"] == 7
    # in: 100 + 300 + 5; out: 50 + 80 + 7
    assert reported["pool_balance"] == 268


RATE = BY_NAME["outpatient_reimbursement_rate"]  # outpatient_pool_paid / outpatient_cost


def test_a_rate_of_a_year_is_that_of_its_amounts():
    """In 2025 the pool bears 40 of 100 and 90 of 100, in the variant 50 of 100 and all of 100; of the family's 200 that
    is 130 and 150. In 2026 only B has bills, in the second life none: 30 of 60, then 45 of 60, of one life."""
    rows = []
    for variant, paid in (("baseline", ("40", "90", "30")), ("other", ("50", "100", "45"))):
        for life in (0, 1):
            rows += [(variant, life, "A", 2025, "100", paid[0]), (variant, life, "B", 2025, "100", paid[1])]
            rows += [(variant, life, "A", 2026, "0", "0")]
        rows += [(variant, 0, "B", 2026, "60", paid[2])]
    table = by_year(years("outpatient_cost outpatient_pool_paid", rows), "baseline", [RATE])
    found = [tuple(one.values()) for one in table.select("year", "person", "lives", "baseline", "mean").to_dicts()]
    assert found == [
        (2025, "A", 2, 40, 50), (2025, "B", 2, 90, 100), (2026, "B", 1, 50, 75), (2025, None, 2, 65, 75),
        (2026, None, 1, 50, 75),
    ]  # fmt: skip


def test_what_a_year_does_not_tell_is_left_out():
    rows = [(variant, 0, "A", 2025, "1") for variant in ("baseline", "other")]
    reported = set(by_year(years("cash", rows), "baseline")["outcome"])
    assert {outcome.name for outcome in COLUMNS} - reported == {
        "paid_months", "unpaid_months", "lifetime_benefit", "lifetime_at_retirement", "retired",
        "outpatient_reimbursement_rate", "inpatient_reimbursement_rate",  # of nothing
        "longest_uncovered", "longest_waiting", "first_uncovered",
    }  # fmt: skip


def test_a_year_of_catastrophic_spending_is_one_of_the_family():
    """In life 0 2026 is one, for both persons; in the variant 2025 is one too."""
    rows = [
        (variant, life, person, year, year == 2026 and life == 0 or year == 2025 and variant == "other")
        for variant in ("baseline", "other") for life in (0, 1) for person in "AB" for year in (2025, 2026)
    ]  # fmt: skip
    table = by_year(years("catastrophic_40", rows), "baseline")
    for name in ("catastrophic_years_40", "ever_catastrophic_40"):
        found = table.filter(outcome=name)
        assert found.select("person", "year", "baseline", "mean").rows() == [(None, 2025, 0, 1), (None, 2026, 0.5, 0.5)]


def test_present_values_of_a_year_count_from_the_start_of_each_variant():
    """At 25 %: 100 yuan in 2025, 80 of 100 in 2026, 64 of 100 in 2027; the variant starts in 2026, with 100 and 80. Of
    0.02 yuan in 2027 1.28 fen are 1."""
    own, _ = defined(Discount(250_000, 2025), {"double": Definition("2 * out_of_pocket_present")})
    present = Vocabulary(kept_under(Discount(250_000, 2025)), own)
    rows = [("baseline", 0, "A", year, "100") for year in (2025, 2026, 2027)]
    rows += [("baseline", 1, "A", 2025, "0"), ("baseline", 1, "A", 2027, "0.02")]
    rows += [("other", life, "A", year, "100") for life in (0, 1) for year in (2026, 2027)]
    table = by_year(years("cash", rows), "baseline", [present["out_of_pocket_present"], present["double"]])
    found = table.filter(person="A", outcome="out_of_pocket_present")
    assert found.select("year", "baseline", "mean").rows() == [(2025, 50, 0), (2026, 40, 100), (2027, 32.005, 80)]
    doubled = table.filter(person="A", outcome="double")
    assert doubled["mean"].to_list() == [0, 200, 160]


def test_a_balance_in_an_expression_is_that_of_the_years_end():
    rows = [("baseline", 0, "A", 2025, "50", "10"), ("baseline", 0, "A", 2026, "70", "20")]
    rows += [("other", 0, "A", 2025, "90", "10"), ("other", 0, "A", 2026, "40", "60")]
    own, _ = defined(None, {"rich": Definition("account > 60"), "left": Definition("account - out_of_pocket")})
    table = by_year(years("account cash", rows), "baseline", own).filter(person="A")
    assert table.select("outcome", "year", "baseline", "mean").rows() == [
        ("rich", 2025, 0, 1), ("rich", 2026, 1, 0), ("left", 2025, 40, 80), ("left", 2026, 50, -20),
    ]  # fmt: skip


# ----------------------------------------------------------------------------- fifths


def quintiles(earned):
    rows = [("baseline", life, "A", value, 10) for life, value in enumerate(earned)]
    rows += [("other", life, "A", "0", 10 - life) for life, _ in enumerate(earned)]
    return by_quintile(lives("earned out_of_pocket", rows), "baseline", "earned")


def test_the_effect_on_a_quantile_is_no_quantile_of_the_effects():
    # 0 to 99 yuan; the variant turns them round: no quantile changes, and half of the lives lose much
    rows = [("baseline", life, "A", str(life)) for life in range(100)]
    rows += [("other", life, "A", str(99 - life)) for life in range(100)]
    ours = row(comparison(lives("out_of_pocket", rows), "baseline"), outcome="out_of_pocket", person=None)
    assert (ours["p95"], ours["p95_effect"], ours["median_effect"]) == (89, 0, 0)
    # of 100 lives 95 are below the 95th value, 5 of them not in the other: 90 in both, so r = (9000 - 95²) / 475
    low, high = ranks_around(95, 100)
    assert low is not None and high is not None
    half = (high - low) / 2
    assert ours["p95_effect_high"] == pytest.approx((2 * half**2 * (1 + 25 / 475)) ** 0.5)
    assert ours["p95_effect_low"] == -ours["p95_effect_high"]


def test_all_alike_shift_a_quantile_by_as_much_for_certain():
    rows = [("baseline", life, "A", str(life)) for life in range(100)]
    rows += [("other", life, "A", str(life + 7)) for life in range(100)]
    ours = row(comparison(lives("out_of_pocket", rows), "baseline"), outcome="out_of_pocket", person=None)
    assert [ours[f"median_{end}"] for end in ("effect", "effect_low", "effect_high")] == [7, 7, 7]


def test_too_few_lives_have_no_interval_of_a_quantile():
    rows = [("baseline", 0, "A", "3"), ("other", 0, "A", "5")]
    ours = row(comparison(lives("out_of_pocket", rows), "baseline"), outcome="out_of_pocket", person=None)
    assert (ours["p95_effect"], ours["p95_effect_low"], ours["p95_effect_high"]) == (2, None, None)


@pytest.mark.slow
@pytest.mark.parametrize("percent", [5, 50, 95])
def test_the_interval_of_an_effect_on_a_quantile_holds(percent):
    """Costs exp(z) of the baseline and exp(0.8 z + 0.6 z') of the variant: alike, so every effect is 0."""
    drawn, held = np.random.default_rng(4), 0
    name = {5: "p5", 50: "median", 95: "p95"}[percent]
    for _ in range(200):
        z, other = drawn.standard_normal((2, 500))
        costs = {"baseline": np.exp(5 + z), "other": np.exp(5 + 0.8 * z + 0.6 * other)}
        rows = [(of, life, "A", f"{cost:.2f}") for of, values in costs.items() for life, cost in enumerate(values)]
        table = comparison(lives("out_of_pocket", rows), "baseline", [BY_NAME["out_of_pocket"]])
        ours = row(table, person=None)
        held += ours[f"{name}_effect_low"] <= 0 <= ours[f"{name}_effect_high"]
    assert held >= 184


TAIL = defined(None, {"tail": Definition("shortfall(out_of_pocket)")})[0][0]


def with_tail(rows):
    """Lives with their shortfall, each variant by itself, as a result has them."""
    in_fen = pl.col("out_of_pocket").to_physical()
    of_each = (lives("out_of_pocket", of).with_columns(out_of_pocket=in_fen) for _, of in groupby(rows, itemgetter(0)))
    frames = [with_own(of, [TAIL]) for of in of_each]
    yuan = [
        (pl.col(name).cast(pl.Decimal(18, 0)) * pl.lit("0.01").cast(YUAN)).cast(YUAN)
        for name in ("out_of_pocket", "tail")
    ]
    return pl.concat(frames).with_columns(*yuan)


def test_the_difference_of_shortfalls_is_that_of_the_worst_lives_of_each():
    """1 to 40 yuan, the worst two 39.5 on average; the variant turns them round and adds 2 to the worst: 40.5."""
    rows = [("baseline", life, "A", str(life + 1)) for life in range(40)]
    rows += [("other", life, "A", str(40 - life + (2 if life == 0 else 0))) for life in range(40)]
    table = comparison(with_tail(rows), "baseline", [TAIL, BY_NAME["out_of_pocket"]])
    for person in ("A", None):
        ours = row(table, outcome="tail", person=person)
        assert (ours["baseline"], ours["mean"], ours["difference"], ours["unchanged"]) == (39.5, 40.5, 1, 0)
        # of no single life: none is better off by it, and no sign test counts lives
        names = ("better", "worse", "gain", "loss", "p95", "p95_effect", "p_sign", "p_sign_holm")
        assert [ours[name] for name in names] == [None] * len(names)
    # two rows of the shortfall and two of what it is of are tested together; the sign test has the latter two
    assert table["p_holm"].null_count() == 0 and table["p_sign_holm"].null_count() == 2


def test_a_shortfall_by_year_is_that_of_the_years_worst_lives():
    rows = [
        ("baseline", life, "A", year, str(life + 1 if year == 2025 else 0))
        for life in range(40)
        for year in (2025, 2026)
    ]
    rows += [("other", life, "A", 2025, str(2 * life + 2)) for life in range(40)]
    table = by_year(years("cash", rows), "baseline", [TAIL]).filter(person="A")
    assert table.select("year", "baseline", "mean").rows() == [(2025, 39.5, 79), (2026, 0, 0)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["all cheaper", "some cheaper", "other costs"])
def test_the_interval_of_a_difference_of_shortfalls_holds(kind):
    """Costs exp(z): all 10 % cheaper, 30 % of lives 30 % cheaper, or exp(0.8 z + 0.6 z'), of the same shortfall."""
    truth = {"all cheaper": 0.9, "some cheaper": None, "other costs": 1}[kind]
    drawn, held, formula = np.random.default_rng(8), 0, TAIL.formula
    assert formula is not None

    def costs(lives):
        z, other, chance = drawn.standard_normal(lives), drawn.standard_normal(lives), drawn.random(lives)
        changed = {"all cheaper": 0.9 * np.exp(8 + z), "other costs": np.exp(8 + 0.8 * z + 0.6 * other)}
        some = np.exp(8 + z) * np.where(chance < 0.3, 0.7, 1)
        return (100 * np.exp(8 + z)).astype(np.int64), (100 * changed.get(kind, some)).astype(np.int64)

    many = [added(formula, of).mean() for of in costs(4_000_000)]
    for _ in range(400):
        before, after = (added(formula, of) for of in costs(1_000))
        low, high = Mean.of(after - before).interval()
        held += low is not None and high is not None and low <= many[1] - many[0] <= high
    assert truth is None or many[1] / many[0] == pytest.approx(truth, abs=0.02)
    assert held >= 368  # 92 %, two standard errors below 94.5 %


def test_all_quintiles_are_one_family_of_comparisons():
    rows = [("baseline", life, "A", str(life), str(life)) for life in range(100)]
    rows += [("other", life, "A", "0", str(life + 1)) for life in range(100)]
    frame = lives("earned out_of_pocket", rows)
    alone, together = by_quintile(frame, "baseline", "earned"), by_quintiles(frame, "baseline")
    # five quintiles by what was earned, five by what was paid; in each all 20 lives pay a yuan more: 2 in 2^20
    paid = [table.filter(grouped_by="earned", outcome="out_of_pocket") for table in (alone, together)]
    of_all = [table["p"].count() for table in (alone, together)]
    assert of_all[1] > of_all[0]
    for table, rows_tested in zip(paid, of_all, strict=True):
        assert table["p_sign"].to_list() == pytest.approx([2.0**-19] * 5)
        assert table["p_sign_holm"].to_list() == pytest.approx([min(1, 2.0**-19 * rows_tested)] * 5, rel=0.2)


def test_lives_are_put_into_quintiles_by_the_baseline():
    # ten lives in the order of what they earn, 1,000 to 10,000; the variant saves life k k yuan
    table = quintiles([str(1000 * (life + 1)) for life in range(10)]).filter(outcome="out_of_pocket")
    assert table.columns == names_of(BY_QUINTILE_COLUMNS)
    assert table.select("variant", "grouped_by", "quintile", "from", "to", "lives", "difference").rows() == [
        ("other", "earned", quintile, 2000 * quintile - 1000, 2000 * quintile, 2, 1.5 - 2 * quintile)
        for quintile in range(1, 6)
    ]
    lowest = row(table, quintile=1)
    # lives 0 and 1: 0 and -1 yuan, sd sqrt(0.5), of the mean 0.5
    assert (lowest["baseline"], lowest["mean"], lowest["better"], lowest["worse"], lowest["unchanged"]) == (
        10,
        9.5,
        0.5,
        0,
        0.5,
    )
    assert lowest["high"] == pytest.approx(-0.5 + 0.5 * 1.959964, abs=1e-5)


def test_the_family_is_grouped_by_its_sum():
    # A earns 1..5, B 10..2: together 11, 10, 9, 8, 7
    rows = [("baseline", life, "A", str(life + 1), 0) for life in range(5)]
    rows += [("baseline", life, "B", str(10 - 2 * life), 0) for life in range(5)]
    rows += [("other", life, person, "0", life) for life in range(5) for person in "AB"]
    table = by_quintile(lives("earned pool_paid", rows), "baseline", "earned").filter(outcome="pool_paid")
    assert table.select("quintile", "from", "to", "mean").rows() == [(k, 6 + k, 6 + k, 10 - 2 * k) for k in range(1, 6)]


def test_equal_lives_stay_together():
    # half of ten earn nothing: they are the fifths 1, 2 and half of 3. The next fifth to begin is the fourth
    table = quintiles(["0"] * 5 + ["1", "2", "3", "4", "5"]).filter(outcome="out_of_pocket")
    # cut points are the 2nd, 4th, 6th and 8th lowest: 0, 0, 1, 3
    assert table.select("quintile", "from", "to", "lives").rows() == [
        (1, 0, 0, 5),
        (3, 1, 1, 1),
        (4, 2, 3, 2),
        (5, 4, 5, 2),
    ]


@pytest.mark.parametrize("earned", [["7"] * 10, ["1"] + ["7"] * 9, ["7"]])
def test_where_nothing_tells_lives_apart_there_are_no_quintiles(earned):
    table = quintiles(earned)
    assert table.is_empty() and table.columns == names_of(BY_QUINTILE_COLUMNS)


def test_quintiles_by_what_was_paid_for_care():
    rows = [("baseline", life, "A", life) for life in range(5)] + [("other", life, "A", 0) for life in range(5)]
    table = by_quintile(lives("out_of_pocket", rows), "baseline", "out_of_pocket").filter(outcome="out_of_pocket")
    assert table.select("grouped_by", "quintile", "difference").rows() == [
        ("out_of_pocket", k, 1 - k) for k in range(1, 6)
    ]


def test_quintiles_tell_of_every_outcome_of_the_family_that_is_no_flag():
    reported = quintiles(["1", "2"])["outcome"].unique(maintain_order=True).to_list()
    without = {"outpatient_reimbursement_rate", "inpatient_reimbursement_rate", "reimbursement_rate"}  # of no care
    assert reported == [outcome.name for outcome in COLUMNS if not outcome.is_flag and outcome.name not in without]


# ----------------------------------------------------------------------------- whatever the lives

fen = st.integers(-(10**9), 10**9).map(lambda value: Decimal(value) / 100)
month = st.integers(0, 400)
flag = st.sampled_from([True, False, None])


@st.composite
def families(draw, variants=("baseline", "a", "b")):
    """Rows of a few lives: two persons, and a third whom a variant may have or not."""
    rows = []
    number = draw(st.integers(1, 6))
    for variant in variants:
        persons = "ABC" if draw(st.booleans()) else "AB"
        rows += [
            (variant, life, person, draw(fen), draw(month), draw(fen), draw(flag))
            for life in range(number) for person in persons
        ]  # fmt: skip
    return rows


def table_of(rows):
    return comparison(lives(" ".join(outcome.name for outcome in POINT_OUTCOMES), rows), "baseline", POINT_OUTCOMES)


@settings(deadline=None, max_examples=30)
@given(families())
def test_a_difference_is_that_of_the_means_and_shares_are_a_whole(rows):
    for reported in table_of(rows).to_dicts():
        assert reported["difference"] == pytest.approx(reported["mean"] - reported["baseline"], abs=1e-6)
        assert reported["better"] + reported["worse"] + reported["unchanged"] == pytest.approx(1)
        for way in ("better", "worse"):
            count = round(reported[way] * reported["lives"])
            assert (reported[f"{way}_low"], reported[f"{way}_high"]) == wilson(count, reported["lives"])
        gains = reported["better"] * (reported["gain"] or 0) - reported["worse"] * (reported["loss"] or 0)
        assert abs(gains) == pytest.approx(abs(reported["difference"]), abs=1e-6)
        is_untested = reported["unchanged"] == 1 or reported["lives"] == 1
        assert (reported["p"] is None) == is_untested == (reported["p_holm"] is None)
        assert reported["p"] is None or 0 < reported["p"] <= reported["p_holm"] <= 1
        assert reported["low"] is None or reported["low"] <= reported["difference"] <= reported["high"]


@settings(deadline=None, max_examples=30)
@given(families(variants=("baseline",)))
def test_a_variant_equal_to_the_baseline_changes_nothing(rows):
    table = table_of(rows + [("same", *values) for _, *values in rows])
    assert table["unchanged"].to_list() == [1] * table.height
    assert table["difference"].to_list() == [0] * table.height
    assert table["p"].null_count() == table["p_holm"].null_count() == table["unpaired"].null_count() == table.height


@settings(deadline=None, max_examples=15)
@given(families(), st.permutations(["baseline", "a", "b"]))
def test_the_order_of_the_variants_does_not_matter(rows, order):
    moved = sorted(rows, key=lambda one: order.index(one[0]))
    keys = ("variant", "outcome", "person")
    assert table_of(rows).sort(keys).equals(table_of(moved).sort(keys))


@pytest.mark.slow
@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(["baseline", "a"]), st.integers(0, 2), st.sampled_from("AB"),
                          st.integers(2025, 2027), fen, fen, month), unique_by=lambda one: one[:4]))  # fmt: skip
def test_years_add_up_to_the_whole(rows):
    assume({"baseline", "a"} <= {one[0] for one in rows})
    totals = {}
    for variant, life, person, _, cash, came_back, months in rows:
        paid, covered = totals.get((variant, life, person), (0, 0))
        totals[variant, life, person] = paid + cash - came_back, covered + months
    totals = [(*who, *sums) for who, sums in totals.items()]
    outcomes = [BY_NAME["out_of_pocket"], BY_NAME["months_covered"]]
    whole = comparison(lives("out_of_pocket months_covered", totals), "baseline", outcomes)
    table = by_year(years("cash pool_paid_later months_covered", rows), "baseline")
    for reported in whole.to_dicts():
        of_years = [one for one in table.to_dicts() if all(one[key] == reported[key] for key in ("outcome", "person"))]
        for name in ("baseline", "mean", "difference"):
            assert sum(one[name] for one in of_years) == pytest.approx(reported[name], abs=1e-6)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 1), max_size=12))
def test_the_guard_never_helps_and_keeps_the_order(probabilities):
    p_holm = holm(probabilities)
    assert all(p <= g <= 1 for p, g in zip(probabilities, p_holm, strict=True))
    assert sorted(p_holm) == [g for _, g in sorted(zip(probabilities, p_holm, strict=True))]


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=40))
def test_quintiles_are_in_order_and_hold_every_life(earned):
    table = quintiles([str(value) for value in earned]).filter(outcome="pool_paid").to_dicts()
    assert not table or sum(one["lives"] for one in table) == len(earned)
    assert len(table) <= min(5, len(set(earned))) and len(table) != 1
    assert all(one["to"] < after["from"] for one, after in zip(table, table[1:], strict=False))
