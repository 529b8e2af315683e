"""Rule 8: what a year of resident insurance costs, and from when it pays."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.resident import (
    counts_as_missing,
    cover_in_window,
    covers_from_birth,
    fixed_wait,
    further_wait,
    has_claimed,
    is_exempt,
    late_premium,
    least_wait,
    may_be_late,
    months_in_a_row,
    months_of_years,
    premium,
    wait_months,
)
from sim.words.law import Exempt, StartInYear

SHANGHAI = {"resident_premium_age": [0, 19, 60, 70], "resident_premium": [400_00, 1_040_00, 870_00, 700_00]}


@pytest.mark.parametrize("every, months, years, wanted", [(0, 3, 5, 0), (1, 3, 5, 15), (2, 3, 5, 6), (6, 3, 5, 0)])
def test_full_sets_of_years_become_months_where_the_region_counts_them(law, every, months, years, wanted):
    p = law(resident_to_employee_years=every, resident_to_employee_months=months)
    whole_years: Any = np.int64(years)  # as in a record, where division by no years is a warning only
    with np.errstate(all="raise"):
        assert months_of_years(p, whole_years) == wanted


@pytest.mark.parametrize(
    "age, fen",
    [(0, 400_00), (18, 400_00), (19, 1_040_00), (59, 1_040_00), (60, 870_00), (69, 870_00), (70, 700_00), (99, 700_00)],
)
def test_the_premium_is_by_age(law, age, fen):
    assert premium(law(**SHANGHAI), age, False, False) == fen


def test_a_newborn_pays_as_the_region_says(law):
    assert premium(law(**SHANGHAI), 0, True, False) == 400_00
    assert premium(law(resident_premium_newborn=0, **SHANGHAI), 0, True, False) == 0
    assert premium(law(resident_premium_newborn=200_00, **SHANGHAI), 0, True, False) == 200_00
    assert premium(law(resident_premium_newborn=0, **SHANGHAI), 0, False, False) == 400_00


@pytest.mark.parametrize(
    "paid, free",
    [
        ("2025-03-11", True), ("2025-05-31", True),
        ("2025-06-01", True), ("2025-06-10", True), ("2025-06-11", False),  # born on a 10th
        ("2025-07-01", False),
    ],
)  # fmt: skip
def test_a_newborns_premium_covers_from_birth_until_the_day_of_the_month_it_was_born_on(law, month, paid, free):
    p = law(resident_newborn_until=3)
    assert covers_from_birth(p, month("2025-03-10"), 10, month(paid), int(paid[8:])) == free


def test_who_pays_late_pays_the_same_or_the_amount_for_the_late(law):
    assert late_premium(law(), 870_00) == 870_00
    assert late_premium(law(resident_late_amount=1_200_00), 870_00) == 1_200_00
    assert late_premium(law(resident_late_amount=0), 870_00) == 0


def test_a_student_pays_what_students_pay_where_it_is_another_premium(law):
    p = law(resident_premium_student=130_00, resident_premium_newborn=0, **SHANGHAI)
    assert premium(p, 20, False, True) == 130_00
    assert premium(p, 0, True, True) == 0
    assert premium(p, 0, False, False) == premium(law(**SHANGHAI), 0, False, True) == 400_00


@pytest.mark.parametrize(
    "word, paid, day",
    [
        (StartInYear.PAYMENT, "2025-11-20", "2026-01-01"),
        (StartInYear.PAYMENT, "2026-01-01", "2026-01-01"),
        (StartInYear.PAYMENT, "2026-02-14", "2026-02-14"),
        (StartInYear.JANUARY, "2025-11-20", "2026-01-01"),
        (StartInYear.JANUARY, "2026-02-14", "2026-01-01"),
    ],
)
def test_who_pays_in_the_window_is_covered_from_the_years_first_day_or_from_payment(law, ordinal, word, paid, day):
    p = law(resident_start_in_year=word)
    assert cover_in_window(p, ordinal("2026-01-01"), ordinal(paid)) == ordinal(day)


#: The national rule of 2025: three months, one more for each further missing year, at least six after four.
NATIONAL = {
    "resident_wait_fixed_months": 3,
    "resident_wait_per_gap_year": 1,
    "resident_wait_floor": 6,
    "resident_wait_floor_years": 4,
}


def in_all(p, missing, repaid, late=False):
    """Months of wait of a region without waits in days."""
    months, days = fixed_wait(p, late, missing)
    assert days == 0
    return wait_months(months, further_wait(p, missing), least_wait(p, missing), repaid)


@pytest.mark.parametrize(
    "missing, repaid, months",
    [
        (0, 0, 0),
        (1, 0, 3),  # the first missing year adds none
        (2, 0, 4),
        (3, 0, 5),
        (4, 0, 6),
        (5, 0, 7),
        (9, 0, 11),
        (3, 1, 4),  # each repaid year takes one month off
        (3, 2, 3),
        (3, 3, 3),  # but never from the fixed three
        (5, 1, 6),
        (5, 4, 6),  # after repair never below six
        (4, 3, 6),
        (9, 3, 8),
    ],
)
def test_the_wait_grows_by_the_missing_years_and_shrinks_by_the_repaid(law, missing, repaid, months):
    assert in_all(law(**NATIONAL), missing, repaid) == months


def test_without_a_missing_year_neither_further_months_nor_a_least_wait(law):
    p = law(**NATIONAL)
    assert (further_wait(p, 0), further_wait(p, 1), further_wait(p, 2)) == (0, 0, 1)
    assert (least_wait(p, 0), least_wait(p, 3), least_wait(p, 4)) == (0, 0, 6)


@pytest.mark.parametrize("missing, repaid, months", [(0, 0, 0), (1, 0, 4), (2, 0, 5), (2, 1, 4), (3, 0, 6), (4, 4, 6)])
def test_the_first_missing_year_may_count_too(law, missing, repaid, months):
    p = law(resident_wait_first_gap_year_counts=1, **NATIONAL)
    assert in_all(p, missing, repaid) == months


def test_a_further_year_may_add_more_than_a_month(law):
    p = law(**(NATIONAL | {"resident_wait_per_gap_year": 2}))
    assert [in_all(p, missing, 0) for missing in (1, 2, 3)] == [3, 5, 7]
    assert in_all(p, 3, 1) == 6


@settings(deadline=None)  # the first call compiles
@given(st.integers(0, 30), st.integers(0, 30), st.booleans())
def test_a_longer_break_never_waits_less_nor_does_repair_lengthen_it(law, missing, repaid, first_counts):
    p = law(resident_wait_first_gap_year_counts=int(first_counts), **NATIONAL)
    assert in_all(p, missing, repaid) <= in_all(p, missing + 1, repaid)
    assert in_all(p, missing, repaid + 1) <= in_all(p, missing, repaid)
    assert in_all(p, missing, repaid) >= (0 if missing == 0 else 6 if missing >= 4 else 3)


@pytest.mark.parametrize(
    "year, begins, missing",
    [(2026, 0, True), (2026, 1, True), (2026, -1, False), (2025, 0, True), (2024, 0, False), (2024, -1, False)],
)
def test_a_year_is_missing_that_begins_without_cover_and_is_not_too_long_ago(law, year, begins, missing):
    """Cover ended before day 800 000; the region counts breaks from 2025 on."""
    p = law(resident_wait_counts_breaks_from=2025)
    assert counts_as_missing(p, year, 800_000 + begins, 800_000) == missing


@pytest.mark.parametrize(
    "missing, repaid, months",
    [
        (0, 0, 5),  # a late payment alone: its own wait in place of the fixed 3
        (1, 0, 5),
        (2, 0, 6),  # 5 + 1 for the second missing year
        (2, 1, 5),
        (4, 3, 6),  # 5 + 3 - 3 = 5, at least 6
    ],
)
def test_the_wait_of_a_late_payment_stands_in_place_of_the_fixed_one(law, missing, repaid, months):
    p = law(resident_late_wait_months=5, **NATIONAL)
    assert in_all(p, missing, repaid, late=True) == months


def test_a_wait_in_days_is_fixed_and_further_years_count_in_months(law):
    p = law(resident_wait_fixed_days=90, resident_late_wait_days=30, resident_wait_per_gap_year=1)
    assert [fixed_wait(p, late, missing) for late, missing in ((False, 0), (False, 2), (True, 0))] == [
        (0, 0), (0, 90), (0, 30),
    ]  # fmt: skip
    assert further_wait(p, 3) == 2


@pytest.mark.parametrize(
    "month, day, allowed", [(1, 1, True), (6, 29, True), (6, 30, True), (7, 1, False), (5, 31, True), (12, 1, False)]
)
def test_the_last_day_of_late_payment_is_one_of_them(law, month, day, allowed):
    assert may_be_late(law(resident_late_until_month=6, resident_late_until_day=30), month, day) == allowed
    assert not may_be_late(law(), month, day)  # never


@pytest.mark.parametrize("month, day, allowed", [(5, 31, True), (6, 15, True), (6, 16, False), (7, 1, False)])
def test_late_payment_may_end_within_a_month(law, month, day, allowed):
    assert may_be_late(law(resident_late_until_month=6, resident_late_until_day=15), month, day) == allowed


def test_who_is_exempt_never_waits(law):
    nobody = law(resident_wait_exempt=0)
    newborns = law(resident_wait_exempt=int(Exempt.NEWBORN))
    leavers = law(resident_wait_exempt=int(Exempt.LEFT_EMPLOYEE))
    cases = (0, False), (1, False), (0, True), (40, True)
    assert [is_exempt(nobody, *case) for case in cases] == [False, False, False, False]
    assert [is_exempt(newborns, *case) for case in cases] == [True, False, True, False]
    assert [is_exempt(leavers, *case) for case in cases] == [False, False, True, True]


@pytest.mark.parametrize(
    "month, months",
    [
        (2026 * 12, 24),
        (2026 * 12 + 1, 25),
        (2026 * 12 + 11, 35),
        (2027 * 12, 36),
        (2027 * 12 + 5, 36),  # what is not paid does not count
        (2025 * 12 + 10, 24),  # paid ahead, not yet begun
    ],
)
def test_a_year_paid_ahead_counts_as_its_months_pass(month, months):
    assert months_in_a_row(24, 2026 * 12, 2027 * 12, month) == months
    assert months_in_a_row(24, 0, 2027 * 12, month) == 24  # no months of resident insurance


FUNDS = (
    "outpatient_pool",
    "outpatient_large",
    "inpatient_pool",
    "large_amount",
    "own_burden_paid",
    "supplement_paid",
    "programme_pool",
)


@pytest.mark.parametrize("fund", FUNDS)
def test_a_fen_of_any_fund_is_a_claim(used, fund):
    assert not has_claimed(used())
    assert has_claimed(used(**{fund: 1}))
    assert has_claimed(used(**dict.fromkeys(FUNDS, 100) | {fund: 700}))  # no fund is taken off the others
