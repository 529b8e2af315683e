"""What rules 4 and 5 share: groups, covered cost, payment by bands up to a cap."""

from fractions import Fraction
from math import floor
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.benefit import (
    Terms,
    another_benefit_year,
    band_from,
    benefit_group,
    covered_away,
    covered_cost,
    paid_by_bands,
    ratio,
    reaches_cap,
)
from sim.words.law import BANDS, NONE, RESIDENT_GROUP, UNLIMITED, Away, GroupAs

ACTIVE, RETIRED, RETIRED_70 = range(3)
TIER = 3
VISIT, STAY = False, True


def beginning(month: int, day: int) -> Any:
    return SimpleNamespace(benefit_year_starts_month=month, benefit_year_starts_day=day)


@pytest.mark.parametrize("there, another", [((7, 1), True), ((1, 2), True), ((2, 2), True), ((1, 1), False)])
def test_a_year_that_begins_on_another_day_of_the_calendar_is_another_one(there, another):
    assert another_benefit_year(beginning(1, 1), beginning(*there)) is another


@pytest.mark.parametrize(
    "retired, age, group",
    [(False, 30, ACTIVE), (False, 80, ACTIVE), (True, 55, RETIRED), (True, 69, RETIRED), (True, 70, RETIRED_70)],
)
def test_the_three_groups_every_region_has(law, retired, age, group):
    assert benefit_group(law(), retired, age, 0) == group


@pytest.mark.parametrize("age, group", [(44, ACTIVE), (45, 3), (49, 3), (50, 4)])
def test_the_active_may_be_grouped_by_age(law, age, group):
    active = GroupAs.ACTIVE
    p = law(benefit_group_as={3: active, 4: active}, benefit_group_age={3: 45, 4: 50})
    assert benefit_group(p, False, age, 0) == group
    assert benefit_group(p, True, age, 0) == RETIRED


@pytest.mark.parametrize(
    "age, retired_on, group",
    [(60, 730_000, RETIRED), (60, 729_999, 3), (74, 729_999, 3), (75, 729_999, 4), (80, 729_999, 4)]
    + [(80, 730_000, RETIRED_70)],
)
def test_the_retired_may_be_grouped_by_the_day_of_retirement_and_by_both(law, age, retired_on, group):
    retired = GroupAs.RETIRED
    p = law(
        benefit_group_as={3: retired, 4: retired},
        benefit_group_age={4: 75},
        benefit_group_retired_before={3: 730_000, 4: 730_000},
    )
    assert benefit_group(p, True, age, retired_on) == group
    assert benefit_group(p, False, age, retired_on) == ACTIVE


def test_nobody_is_put_among_residents(law):
    last = RESIDENT_GROUP - 1
    p = law(benefit_group_as={RESIDENT_GROUP: GroupAs.ACTIVE, last: GroupAs.ACTIVE})
    assert benefit_group(p, False, 30, 0) == last
    assert benefit_group(law(benefit_group_as={RESIDENT_GROUP: GroupAs.RETIRED}), True, 30, 0) == RETIRED


def test_class_c_and_the_first_share_of_class_b_are_not_covered(law):
    p = law(benefit_class_b_first=100_000)
    assert covered_cost(p, 1_000_00, 200_00, 50_00) == 930_00  # 1000 - 50 - 20
    assert covered_cost(p, 1_000_00, 0, 0) == 1_000_00
    assert covered_cost(p, 1_00, 5, 0) == 99  # half a fen of class B is a fen
    assert covered_cost(law(), 1_000_00, 1_000_00, 0) == 1_000_00


@pytest.fixture(scope="module")
def beijing(law):
    """Visits: 70 %, above 20 000 60 %; stays: 85, 90 and 95 % with bounds at 30 000 and 40 000."""
    return law(
        outpatient_ratio={(ACTIVE, TIER): [700_000, 600_000]},
        outpatient_ratio_from={(ACTIVE, TIER): [0, 20_000_00]},
        inpatient_ratio={(ACTIVE, TIER): [850_000, 900_000, 950_000]},
        inpatient_ratio_from={(ACTIVE, TIER): [0, 30_000_00, 40_000_00]},
    )


def test_visits_and_stays_have_their_own_tables(beijing):
    assert (ratio(beijing, VISIT, ACTIVE, TIER, 1), ratio(beijing, STAY, ACTIVE, TIER, 1)) == (600_000, 900_000)
    bounds = band_from(beijing, VISIT, ACTIVE, TIER, 1), band_from(beijing, STAY, ACTIVE, TIER, 1)
    assert bounds == (20_000_00, 30_000_00)


@pytest.mark.parametrize(
    "terms, share",
    [
        (Terms(), 900_000),
        (Terms(ratio=500_000), 500_000),  # a ratio of its own stands in place of the table's
        (Terms(points=-100_000), 800_000),
        (Terms(points=-950_000), 0),  # no ratio falls below nothing
        (Terms(points=150_000), 1_000_000),  # and none rises above all
        (Terms(ratio=500_000, points=50_000), 550_000),
    ],
)
def test_a_ratio_of_its_own_and_points_on_top(beijing, terms, share):
    assert ratio(beijing, STAY, ACTIVE, TIER, 1, terms) == share


def test_only_care_away_has_the_first_share_of_care_away(law):
    p = law(away_own_first=100_000)  # for every kind of care away
    assert covered_away(p, 1_000_00, NONE) == 1_000_00
    assert [covered_away(p, 1_000_00, away) for away in Away] == [900_00] * len(Away)


@pytest.mark.parametrize(
    "stay, begin, end, fen",
    [
        (VISIT, 19_000_00, 21_000_00, 1_300_00),  # 1000 x 70 % + 1000 x 60 %
        (VISIT, 0, 20_000_00, 14_000_00),
        (VISIT, 20_000_00, 21_000_00, 600_00),
        (VISIT, 19_999_99, 20_000_01, 2),  # 0.7 and 0.6 fen, each rounded
        (VISIT, 5_000_00, 5_000_00, 0),
        (STAY, 1_300_00, 50_000_00, 42_895_00),  # 28700 x 85 % = 24395, 10000 x 90 %, 10000 x 95 %
        (STAY, 30_000_00, 40_000_00, 9_000_00),
        (STAY, 35_000_00, 36_000_00, 900_00),
    ],
)
def test_each_band_pays_its_ratio_of_what_lies_in_it(beijing, stay, begin, end, fen):
    assert paid_by_bands(beijing, stay, ACTIVE, TIER, begin, end, UNLIMITED) == (fen, 0)


def test_all_bands_of_a_table_can_be_used(law):
    # 100 yuan in each: 10 + 20 + 30 + 40 + 50, and 60 % of 300 in the last
    p = law(
        inpatient_ratio={(1, 2): [100_000, 200_000, 300_000, 400_000, 500_000, 600_000]},
        inpatient_ratio_from={(1, 2): [0, 100_00, 200_00, 300_00, 400_00, 500_00]},
    )
    assert paid_by_bands(p, STAY, 1, 2, 0, 800_00, UNLIMITED) == (330_00, 0)


@pytest.mark.parametrize(
    "begin, end, cap, paid, beyond",
    [
        (0, 1_000_00, 700_00, 700_00, 0),  # it just suffices
        (0, 2, 1, 1, 0),  # 1.4 fen are one fen, and that is there
        (0, 1_000_00, 699_99, 699_99, 1),  # 699.99 / 0.7 = 999.985.., so 999.99 are paid for
        (0, 1_000_00, 100_00, 100_00, 857_14),  # 100 / 0.7 = 142.857..
        (0, 1_000_00, 0, 0, 1_000_00),
        (19_000_00, 21_000_00, 1_000_00, 1_000_00, 500_00),  # 700 in the first band, 300 / 0.6 = 500 in the next
        (19_000_00, 21_000_00, 700_00, 700_00, 1_000_00),  # used up at the bound
        (19_000_00, 21_000_00, 350_00, 350_00, 1_500_00),  # 350 / 0.7 = 500; the next band is all beyond
    ],
)
def test_the_cap_runs_out_inside_a_band(beijing, begin, end, cap, paid, beyond):
    assert paid_by_bands(beijing, VISIT, ACTIVE, TIER, begin, end, cap) == (paid, beyond)


@st.composite
def tables(draw, least=1):
    """Bands of a table: where each begins, and its ratio, not below `least`."""
    bounds = draw(st.lists(st.integers(1, 10_000_00), max_size=BANDS - 1, unique=True))
    ratios = draw(st.lists(st.integers(least, 1_000_000), min_size=len(bounds) + 1, max_size=len(bounds) + 1))
    return [0, *sorted(bounds)], ratios


def with_table(law, table):
    return law(outpatient_ratio_from={(ACTIVE, TIER): table[0]}, outpatient_ratio={(ACTIVE, TIER): table[1]})


COST = st.integers(0, 20_000_00)


@settings(deadline=None)  # the first call compiles
@given(tables(), COST, COST, st.integers(0, 15_000_00))
def test_the_pool_pays_the_sum_of_the_bands_but_never_above_the_cap(law, table, begin, length, cap):
    p, end = with_table(law, table), begin + length
    due = 0
    for low, high, rate in zip(table[0], [*table[0][1:], 10**12], table[1]):
        inside = max(0, min(end, high) - max(begin, low))
        due += floor(Fraction(inside * rate, 1_000_000) + Fraction(1, 2))
    paid, beyond = paid_by_bands(p, VISIT, ACTIVE, TIER, begin, end, cap)
    assert paid == min(due, cap)
    assert 0 <= beyond <= length and (beyond == 0 or paid == cap)
    assert paid + beyond <= length


@settings(deadline=None)
@given(tables(least=500_000), COST, COST, st.integers(0, 5_000_00))  # the law's least ratio: every fen pays one
def test_what_the_cap_paid_for_is_what_it_would_pay_for(law, table, begin, length, cap):
    p = with_table(law, table)
    paid, beyond = paid_by_bands(p, VISIT, ACTIVE, TIER, begin, begin + length, cap)
    if beyond:
        alone, _ = paid_by_bands(p, VISIT, ACTIVE, TIER, begin, begin + length - beyond, UNLIMITED)
        assert alone == paid


@settings(deadline=None)
@given(tables(), COST, COST, COST, st.integers(0, 15_000_00))
def test_a_larger_cost_is_never_paid_less(law, table, begin, length, more, cap):
    p, end = with_table(law, table), begin + length
    smaller = paid_by_bands(p, VISIT, ACTIVE, TIER, begin, end, cap)
    larger = paid_by_bands(p, VISIT, ACTIVE, TIER, begin, end + more, cap)
    assert smaller[0] <= larger[0] and smaller[1] <= larger[1]


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 20_000_00), max_size=BANDS - 1, unique=True), st.integers(0, 1_000_000), COST, COST
)  # fmt: skip
def test_bands_of_one_ratio_pay_like_one_band(law, bounds, rate, begin, length):
    cut = with_table(law, ([0, *sorted(bounds)], [rate] * (len(bounds) + 1)))
    whole = with_table(law, ([0], [rate]))
    in_parts, _ = paid_by_bands(cut, VISIT, ACTIVE, TIER, begin, begin + length, UNLIMITED)
    at_once, _ = paid_by_bands(whole, VISIT, ACTIVE, TIER, begin, begin + length, UNLIMITED)
    # every part and the whole are half a fen off at most
    assert 2 * abs(in_parts - at_once) <= len(bounds) + 2


def test_beyond_a_cap_that_is_used_up_lies_also_what_no_ratio_pays_for(law):
    """50 % of the first 1000 yuan are a cap of 500 exactly; all of the 500 above, at 0 %, then lie beyond the cap."""
    p = law(inpatient_ratio={(0, 3): [500_000, 0]}, inpatient_ratio_from={(0, 3): [0, 1_000_00, UNLIMITED]})
    assert paid_by_bands(p, True, 0, 3, 0, 1_500_00, 500_00) == (500_00, 500_00)
    assert paid_by_bands(p, True, 0, 3, 0, 1_500_00, 500_01) == (500_00, 0)


@pytest.mark.parametrize(
    "limit, pool, rate, reached",
    [
        (500_00, 499_99, 1_000_000, False),
        (500_00, 500_00, 1_000_000, True),
        (500_00, 250_00, 500_000, True),  # half of the benefits while waiting
        (500_00, 249_99, 500_000, False),
        (UNLIMITED, 10_000_000_00, 1_000_000, False),
    ],
)
def test_a_bill_reaches_the_cap_when_the_pool_pays_all_that_is_left(limit, pool, rate, reached):
    left: Any = np.int64(limit)  # as in a record, where sums may leave 64 bits
    with np.errstate(over="raise"):
        assert reaches_cap(left, pool, rate) == reached
