"""Rule 5: how a stay is split."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.benefit import Terms, covered_away, ratio_by_age
from sim.rules.inpatient import (
    bonus_of_cap,
    inpatient,
    inpatient_deductible,
    own_burden_paid,
    part_of_stay,
    stays_of,
    supplement_paid,
)
from sim.words.law import NONE, RESIDENT_GROUP, UNLIMITED, Away, BandsOf

ACTIVE, RETIRED = 0, 1
ONE, TWO, THREE = 1, 2, 3
ALL = 1_000_000


@pytest.mark.parametrize(
    "stays, tier, fen",
    [(0, THREE, 1_600_00), (1, THREE, 800_00), (2, THREE, 400_00), (3, THREE, 200_00), (4, THREE, 200_00)]
    + [(99, THREE, 200_00), (0, TWO, 800_00), (1, TWO, 400_00)],
)
def test_the_deductible_is_by_the_number_of_the_stay_and_the_last_figure_stays(law, used, stays, tier, fen):
    p = law(
        inpatient_deductible={
            (ACTIVE, THREE): [1_600_00, 800_00, 400_00, 200_00],
            (ACTIVE, TWO): [800_00, 400_00],
            (RETIRED, THREE): 1_000_00,
        }
    )
    assert inpatient_deductible(p, used(stays=stays), ACTIVE, tier) == fen
    assert inpatient_deductible(p, used(stays=stays), RETIRED, THREE) == 1_000_00


def test_a_stay_is_paid_above_its_deductible(law, used):
    p = law(inpatient_deductible=1_600_00, inpatient_ratio={ACTIVE: 800_000, RETIRED: 850_000})
    # (3000 - 1600) x 80 %, x 85 %
    assert inpatient(p, used(), ACTIVE, THREE, 3_000_00, ALL) == (1_120_00, 0, 0, 1_600_00)
    assert inpatient(p, used(), RETIRED, THREE, 3_000_00, ALL) == (1_190_00, 0, 0, 1_600_00)
    assert inpatient(p, used(), ACTIVE, THREE, 1_000_00, ALL) == (0, 0, 0, 1_000_00)


@pytest.mark.parametrize(
    "bands, pool",
    [
        (BandsOf.STAY, 8_245_00),  # 11 000 - 1300 = 9700, all below 30 000: x 85 %
        # after 25 000 in the year the stay lies between 25 000 and 36 000; 1300 of it is the deductible:
        # 26 300 to 30 000 x 85 % = 3145, 30 000 to 36 000 x 90 % = 5400
        (BandsOf.YEAR, 8_545_00),
    ],
)
def test_bands_are_measured_by_the_stay_or_by_the_year(law, used, bands, pool):
    p = law(
        inpatient_bands=bands,
        inpatient_deductible=1_300_00,
        inpatient_ratio={(ACTIVE, THREE): [850_000, 900_000, 950_000]},
        inpatient_ratio_from={(ACTIVE, THREE): [0, 30_000_00, 40_000_00]},
    )
    year = used(stays=1, inpatient_covered=25_000_00)
    assert inpatient(p, year, ACTIVE, THREE, 11_000_00, ALL) == (pool, 0, 0, 1_300_00)


def test_a_stay_that_ends_on_a_bound_lies_wholly_below_it(law, used):
    p = law(inpatient_ratio={(ACTIVE, THREE): [1_000_000, 0]}, inpatient_ratio_from={(ACTIVE, THREE): [0, 30_000_00]})
    year = used(stays=1, inpatient_covered=25_000_00)
    assert inpatient(p, year, ACTIVE, THREE, 30_000_00, ALL)[0] == 30_000_00


@pytest.fixture(scope="module")
def dongping(law):
    """Tai'an, Dongping: 80 % up to 200 000 a year, above it 90 % up to 400 000; of the own burden above 20 000 60 %."""
    return law(
        inpatient_ratio=800_000,
        inpatient_cap={ACTIVE: 200_000_00, RETIRED: 300_000_00},
        large_amount_ratio={ACTIVE: 900_000},
        large_amount_cap={ACTIVE: 400_000_00},
        own_burden_over=20_000_00,
        own_burden_ratio=600_000,
        own_burden_cap=100_000_00,
    )


@pytest.mark.parametrize(
    "so_far, large_so_far, pool, large",
    [
        (0, 0, 200_000_00, 45_000_00),  # 250 000 are paid for; 50 000 x 90 %
        (40_000_00, 0, 160_000_00, 90_000_00),  # 200 000 are paid for; 100 000 x 90 %
        (200_000_00, 0, 0, 270_000_00),
        (210_000_00, 0, 0, 270_000_00),  # more was used before the cap was lowered
        (200_000_00, 390_000_00, 0, 10_000_00),
        (200_000_00, 400_000_00, 0, 0),
        (200_000_00, 410_000_00, 0, 0),
    ],
)
def test_above_the_cap_the_large_amount_fund_pays_up_to_its_own(dongping, used, so_far, large_so_far, pool, large):
    year = used(inpatient_pool=so_far, large_amount=large_so_far)
    assert inpatient(dongping, year, ACTIVE, TWO, 300_000_00, ALL)[:2] == (pool, large)


def test_cap_and_fund_are_the_groups(dongping, used):
    # 300 000 x 80 % is below the cap of retirees; theirs has no fund above it
    assert inpatient(dongping, used(), RETIRED, TWO, 300_000_00, ALL)[:2] == (240_000_00, 0)
    assert inpatient(dongping, used(), RETIRED, TWO, 400_000_00, ALL)[:2] == (300_000_00, 0)


@pytest.mark.parametrize(
    "burden, paid, left, fen",
    [
        (0, 0, 20_000_00, 0),
        (0, 0, 20_000_01, 1),  # 60 % of a fen
        (0, 0, 30_000_00, 6_000_00),
        (15_000_00, 0, 10_000_00, 3_000_00),  # 25 000 in the year, 5000 above
        (30_000_00, 6_000_00, 10_000_00, 6_000_00),  # 40 000: 12 000 less what was paid
        (30_000_00, 6_000_00, 0, 0),
        (0, 0, 500_000_00, 100_000_00),  # 288 000 but for its cap
        (500_000_00, 90_000_00, 1_00, 60),  # a yuan more above the threshold; what a wait withheld stays withheld
        (500_000_00, 120_000_00, 1_00, 0),  # what was paid before the cap was lowered stays
    ],
)
def test_the_second_reimbursement_is_of_the_years_burden(dongping, used, burden, paid, left, fen):
    assert own_burden_paid(dongping, used(own_burden=burden, own_burden_paid=paid), left) == fen


def test_pool_fund_and_second_reimbursement_of_one_stay(dongping, used):
    # 300 000 - 200 000 - 45 000 = 55 000 left, 35 000 above the threshold, x 60 %
    assert inpatient(dongping, used(), ACTIVE, TWO, 300_000_00, ALL) == (200_000_00, 45_000_00, 21_000_00, 0)


def test_what_is_left_takes_in_the_deductible(law, used):
    p = law(inpatient_deductible=1_000_00, inpatient_ratio=900_000, own_burden_over=0, own_burden_ratio=500_000)
    # 9000 x 90 % = 8100; 1900 are left, half of them
    assert inpatient(p, used(), ACTIVE, TWO, 10_000_00, ALL) == (8_100_00, 0, 950_00, 1_000_00)


def test_without_a_second_reimbursement_nothing_comes_of_the_burden(law, used):
    assert inpatient(law(inpatient_ratio=500_000), used(), ACTIVE, TWO, 10**9, ALL) == (5 * 10**8, 0, 0, 0)


def test_a_share_while_waiting_cuts_all_that_the_pool_pays(law, used):
    p = law(inpatient_deductible=1_000_00, inpatient_ratio=800_000, inpatient_cap=4_000_01, large_amount_ratio=900_000)
    # 4000.01 / 0.8 = 5000.0125, so 5000.01 are paid for and 3999.99 x 90 % = 3599.991 come from the fund; then half
    assert inpatient(p, used(), ACTIVE, TWO, 10_000_00, 500_000) == (2_000_01, 1_800_00, 0, 1_000_00)


STAYS = st.lists(st.integers(0, 200_000_00), max_size=6)


@settings(deadline=None)  # the first call compiles
@given(STAYS, st.integers(0, 1_000_000), st.sampled_from(list(BandsOf)))
def test_the_stays_of_a_year_keep_every_limit(law, used, costs, rate, bands):
    p = law(
        inpatient_bands=bands,
        inpatient_deductible={ACTIVE: [1_600_00, 800_00, 400_00, 0]},
        inpatient_ratio={(ACTIVE, THREE): [850_000, 900_000]},
        inpatient_ratio_from={(ACTIVE, THREE): [0, 30_000_00]},
        inpatient_cap=150_000_00,
        large_amount_ratio=900_000,
        large_amount_cap=100_000_00,
        own_burden_over=10_000_00,
        own_burden_ratio=600_000,
        own_burden_cap=50_000_00,
    )
    year = used()
    for cost in costs:
        pool, large, burden, below = inpatient(p, year, ACTIVE, THREE, cost, rate)
        assert min(pool, large, burden, below) >= 0
        assert pool + large + below <= cost
        assert below == min(cost, [1_600_00, 800_00, 400_00, 0][min(year.stays, 3)])
        year.stays += 1
        year.inpatient_covered += cost
        year.inpatient_pool += pool
        year.large_amount += large
        year.own_burden += cost - pool - large
        year.own_burden_paid += burden
    assert year.inpatient_pool <= 150_000_00
    assert year.large_amount <= 100_000_00
    assert year.own_burden_paid <= min(50_000_00, year.own_burden)


@settings(deadline=None)
@given(st.integers(0, 500_000_00), st.integers(0, 100_000_00), st.integers(0, 300_000_00))
def test_a_dearer_stay_is_never_paid_less(dongping, used, cost, more, so_far):
    year = used(inpatient_pool=so_far)
    cheaper, dearer = (inpatient(dongping, year, ACTIVE, TWO, c, ALL) for c in (cost, cost + more))
    assert cheaper[0] <= dearer[0] and cheaper[1] <= dearer[1]


def test_residents_have_the_second_reimbursement_too(law, used):
    """Half of 1000 yuan is left; above 200 the fund pays half of it, 150 yuan."""
    p = law(inpatient_ratio=500_000, own_burden_over=200_00, own_burden_ratio=500_000)
    for group in (ACTIVE, RESIDENT_GROUP):
        assert inpatient(p, used(), group, THREE, 1_000_00, ALL) == (500_00, 0, 150_00, 0)


@pytest.mark.parametrize("days, stays", [(1, 1), (90, 1), (91, 2), (180, 2), (181, 3)])
def test_a_stay_counts_as_many_as_begin_within_its_days(law, days, stays):
    assert stays_of(law(inpatient_stay_days=90), days) == stays
    assert stays_of(law(), days) == 1
    assert part_of_stay(law(), 100_01, days, 0) == 100_01


def test_the_parts_of_a_long_stay_add_up_to_the_fen(law):
    p = law(inpatient_stay_days=90)
    # 100.01 by 90, 90 and 20 of 200 days: 45.0045, 90.009, 100.01 rounded
    assert [part_of_stay(p, 100_01, 200, part) for part in range(3)] == [45_00, 45_01, 10_00]
    assert part_of_stay(p, 100_01, 90, 0) == 100_01


@pytest.mark.parametrize("age, ratio", [(0, 750_000), (40, 830_000), (125, 1_000_000), (126, 1_000_000)])
def test_the_ratio_grows_with_every_year_of_age(law, age, ratio):
    p = law(
        inpatient_ratio_by_age_from=750_000,
        inpatient_ratio_by_age_per_year=2_000,
        inpatient_ratio_by_age_most=1_000_000,
    )
    assert ratio_by_age(p, age) == ratio
    assert ratio_by_age(law(), age) == NONE


def test_a_further_fund_pays_a_share_of_the_years_rest_above_a_threshold(law, used):
    p = law(supplement_over=5_000_00, supplement_ratio=600_000, supplement_cap=2_000_00)
    assert supplement_paid(p, used(), 5_000_00) == 0
    # the sum grows from 4000 to 6000: 1000 above the threshold x 60 %
    assert supplement_paid(p, used(supplement_left=4_000_00), 2_000_00) == 600_00
    assert supplement_paid(p, used(supplement_left=9_000_00, supplement_paid=1_900_00), 1_000_00) == 100_00
    # a cap that was lowered below what is paid takes nothing back
    assert supplement_paid(p, used(supplement_left=9_000_00, supplement_paid=2_500_00), 1_000_00) == 0


def test_what_is_paid_in_full_uses_up_the_cap_last(law, used):
    p = law(inpatient_ratio=500_000, inpatient_cap=1_000_00, large_amount_ratio=500_000)
    # 1000 x 50 % = 500, and 500 of the 800; the other 300 x 50 % above the cap
    assert inpatient(p, used(), ACTIVE, ONE, 1_000_00, ALL, Terms(NONE, 800_00)) == (1_000_00, 150_00, 0, 0)


def test_care_away_has_a_first_share_points_of_the_ratio_and_a_deductible(law, used):
    p = law(inpatient_ratio=800_000, inpatient_deductible=800_00, away_own_first={Away.UNFILED: 200_000})
    assert covered_away(p, 1_000_01, Away.UNFILED) == 800_01  # 200.002 first
    assert covered_away(p, 1_000_01, Away.FILED) == covered_away(p, 1_000_01, NONE) == 1_000_01
    terms = Terms(NONE, 0, -100_000, 1_500_00)
    assert inpatient(p, used(), ACTIVE, ONE, 2_500_00, ALL, terms) == (700_00, 0, 0, 1_500_00)
    # no ratio falls below nothing, or rises above all
    assert inpatient(p, used(), ACTIVE, ONE, 2_500_00, ALL, Terms(NONE, 0, -900_000, 0)) == (0, 0, 0, 0)
    assert inpatient(p, used(), ACTIVE, ONE, 2_500_00, ALL, Terms(NONE, 0, 300_000, 0)) == (2_500_00, 0, 0, 0)


@pytest.mark.parametrize("cap, bonus, more", [(10_000_00, 0, 0), (10_000_00, 1_999_99, 1_999_99),
                                              (10_000_00, 2_000_01, 2_000_00), (UNLIMITED, 600_00, 0)])  # fmt: skip
def test_a_bonus_raises_a_cap_by_a_share_of_it_at_most(law, used, cap, bonus, more):
    p = law(large_amount_cap=cap, resident_bonus_most=200_000)
    assert bonus_of_cap(p, used(bonus=bonus), RESIDENT_GROUP) == more


def test_what_has_no_cap_has_no_bonus(law, used):
    p = law(large_amount_cap=UNLIMITED, resident_bonus_most=199_999)
    assert bonus_of_cap(p, used(bonus=600_00), RESIDENT_GROUP) == 0


def test_a_bonus_is_paid_above_the_cap_of_the_large_amount_fund(law, used):
    p = law(
        inpatient_ratio=1_000_000, inpatient_cap=1_000_00, large_amount_ratio=1_000_000, large_amount_cap=500_00,
        resident_bonus_most=200_000,
    )  # fmt: skip
    # 1000 of the pool; 500 and a bonus of 60 of the fund, of 2000
    assert inpatient(p, used(bonus=60_00), RESIDENT_GROUP, ONE, 2_000_00, ALL) == (1_000_00, 560_00, 0, 0)


def test_the_second_reimbursement_takes_in_what_is_paid_in_full(law, used):
    p = law(inpatient_ratio=500_000, own_burden_over=100_00, own_burden_ratio=500_000, inpatient_cap=800_00)
    # covered 1000 at 50 %, of the 600 in full 300 within the cap: of 1600 the pool leaves 800, 700 above the threshold
    assert inpatient(p, used(), ACTIVE, ONE, 1_000_00, ALL, Terms(NONE, 600_00)) == (800_00, 0, 350_00, 0)


def test_or_by_yuan_at_most(law, used):
    p = law(large_amount_cap=10_000_00, resident_bonus_most_amount=80_000_00)
    bonus = [bonus_of_cap(p, used(bonus=earned), RESIDENT_GROUP) for earned in (79_999_00, 80_000_01)]
    assert bonus == [79_999_00, 80_000_00]
