"""Rule 4: how a visit is split."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.outpatient import outpatient, outpatient_deductible, outpatient_limit
from sim.words.law import UNLIMITED, DeductibleKind

ACTIVE, RETIRED = 0, 1
COMMUNITY, ONE, TWO, THREE = range(4)
ALL = 1_000_000


@pytest.mark.parametrize(
    "borne, tier, left",
    [
        (0, THREE, 600_00),
        (450_00, THREE, 150_00),
        (600_00, THREE, 0),
        (450_00, TWO, 0),  # what was borne anywhere counts towards the lower deductible of this tier, never below 0
        (150_00, ONE, 50_00),
    ],
)
def test_the_deductible_of_the_year_is_less_what_was_borne(law, used, borne, tier, left):
    p = law(
        outpatient_deductible={ACTIVE: [200_00, 200_00, 400_00, 600_00]},
        outpatient_deductible_kind=DeductibleKind.YEAR,
    )
    assert outpatient_deductible(p, used(below_deductible=borne), ACTIVE, tier) == left


@pytest.mark.parametrize(
    "cap, cap_visit, paid, left",
    [
        (1_800_00, UNLIMITED, 0, 1_800_00),
        (1_800_00, UNLIMITED, 1_500_00, 300_00),
        (1_800_00, UNLIMITED, 2_000_00, 0),  # the cap was lowered below what is paid
        (1_800_00, 200_00, 1_500_00, 200_00),
        (1_800_00, 200_00, 1_700_00, 100_00),
    ],
)
def test_what_the_caps_of_the_year_and_of_a_visit_leave(law, used, cap, cap_visit, paid, left):
    p = law(outpatient_cap=cap, outpatient_cap_visit={(ACTIVE, THREE): cap_visit})
    assert outpatient_limit(p, used(outpatient_pool=paid), ACTIVE, THREE) == left


def test_the_deductible_of_a_visit_is_borne_each_time(law, used):
    p = law(
        outpatient_deductible={ACTIVE: [20_00, 20_00, 40_00, 90_00]},
        outpatient_deductible_kind=DeductibleKind.VISIT,
    )
    assert outpatient_deductible(p, used(below_deductible=500_00, visits=9), ACTIVE, THREE) == 90_00


@pytest.mark.parametrize(
    "visits, tier, fen",
    [
        ([0, 0, 0, 0], THREE, 90_01),
        ([0, 0, 0, 1], THREE, 45_01),  # half of 90.01 is 45.005
        ([0, 0, 0, 7], THREE, 45_01),
        ([3, 3, 3, 0], THREE, 90_01),  # visits count by tier
        ([0, 0, 1, 0], TWO, 20_00),
    ],
)
def test_after_the_first_visit_of_the_year_half_the_deductible(law, used, visits, tier, fen):
    p = law(
        outpatient_deductible={ACTIVE: [20_00, 20_00, 40_00, 90_01]},
        outpatient_deductible_kind=DeductibleKind.FIRST_VISIT_THEN_HALF,
    )
    assert outpatient_deductible(p, used(visits=visits), ACTIVE, tier) == fen


def test_the_kind_of_deductible_is_the_groups(law, used):
    p = law(outpatient_deductible=100_00, outpatient_deductible_kind=[DeductibleKind.YEAR, DeductibleKind.VISIT])
    year = used(below_deductible=80_00)
    assert [outpatient_deductible(p, year, group, ONE) for group in (ACTIVE, RETIRED)] == [20_00, 100_00]


@pytest.fixture(scope="module")
def beijing(law):
    """1800 yuan a year, then 70 %, 60 % above 20 000; retirees at the community 90 %."""
    return law(
        outpatient_deductible={ACTIVE: 1_800_00, RETIRED: 1_300_00},
        outpatient_ratio={(ACTIVE, THREE): [700_000, 600_000], (RETIRED, COMMUNITY): [900_000]},
        outpatient_ratio_from={(ACTIVE, THREE): [0, 20_000_00]},
    )


def test_only_the_cost_above_the_deductible_is_paid(beijing, used):
    # 2000 - 1800 = 200, x 70 %
    assert outpatient(beijing, used(), ACTIVE, THREE, 2_000_00, ALL) == (140_00, 0, 1_800_00)
    assert outpatient(beijing, used(), ACTIVE, THREE, 1_800_00, ALL) == (0, 0, 1_800_00)
    assert outpatient(beijing, used(), ACTIVE, THREE, 1_000_00, ALL) == (0, 0, 1_000_00)
    assert outpatient(beijing, used(), RETIRED, COMMUNITY, 1_400_00, ALL) == (90_00, 0, 1_300_00)
    year = used(below_deductible=1_500_00, outpatient_covered=1_500_00)
    assert outpatient(beijing, year, ACTIVE, THREE, 1_300_00, ALL) == (700_00, 0, 300_00)


def test_bands_lie_on_the_years_covered_cost_with_the_deductible(beijing, used):
    # 19 000 so far, the deductible's 1800 included: 1000 x 70 % + 1000 x 60 %
    year = used(below_deductible=1_800_00, outpatient_covered=19_000_00)
    assert outpatient(beijing, year, ACTIVE, THREE, 2_000_00, ALL) == (1_300_00, 0, 0)
    # one bill of 21 000: 18 200 x 70 % = 12 740, 1000 x 60 % = 600
    assert outpatient(beijing, used(), ACTIVE, THREE, 21_000_00, ALL) == (13_340_00, 0, 1_800_00)


@pytest.fixture(scope="module")
def capped(law):
    """70 % up to 4500 yuan a year, above it 50 % up to 1000."""
    return law(
        outpatient_ratio=700_000,
        outpatient_cap={ACTIVE: 4_500_00, RETIRED: 5_500_00},
        outpatient_large_amount_ratio=500_000,
        outpatient_large_amount_cap=1_000_00,
    )


@pytest.mark.parametrize(
    "so_far, large_so_far, cost, pool, large",
    [
        (0, 0, 1_000_00, 700_00, 0),
        (3_800_00, 0, 1_000_00, 700_00, 0),  # the last fen of the cap
        (3_800_01, 0, 1_000_00, 699_99, 1),  # 699.99 / 0.7 = 999.99; half of the last fen is a fen
        (4_400_00, 0, 1_000_00, 100_00, 428_57),  # 142.86 are paid for, half of 857.14
        (4_500_00, 0, 1_000_00, 0, 500_00),
        (4_600_00, 0, 1_000_00, 0, 500_00),  # more than the cap was used before it was lowered
        (4_500_00, 800_00, 1_000_00, 0, 200_00),
        (4_500_00, 1_000_00, 1_000_00, 0, 0),
        (4_500_00, 1_200_00, 1_000_00, 0, 0),
    ],
)
def test_the_cap_of_the_year_and_what_is_paid_above_it(capped, used, so_far, large_so_far, cost, pool, large):
    year = used(outpatient_pool=so_far, outpatient_large=large_so_far)
    assert outpatient(capped, year, ACTIVE, TWO, cost, ALL) == (pool, large, 0)


def test_the_cap_is_the_groups(capped, used):
    assert outpatient(capped, used(outpatient_pool=4_400_00), RETIRED, TWO, 1_000_00, ALL) == (700_00, 0, 0)


def test_a_visit_has_a_cap_of_its_own_by_tier(law, used):
    p = law(outpatient_ratio=700_000, outpatient_cap_visit={ACTIVE: [40_00, 40_00, 60_00, 80_00]})
    paid = [outpatient(p, used(), ACTIVE, tier, 100_00, ALL)[0] for tier in range(4)]
    assert paid == [40_00, 40_00, 60_00, 70_00]


def test_a_share_while_waiting_cuts_all_that_the_pool_pays(capped, used):
    # the cap's rest pays 100 of 142.86; half of 857.14 is 428.57; then half of each, half a fen up
    year = used(outpatient_pool=4_400_00)
    assert outpatient(capped, year, ACTIVE, TWO, 1_000_00, 500_000) == (50_00, 214_29, 0)


def test_a_share_leaves_the_deductible_as_it_is(beijing, used):
    assert outpatient(beijing, used(), ACTIVE, THREE, 2_000_00, 500_000) == (70_00, 0, 1_800_00)


COST = st.integers(0, 8_000_00)


@settings(deadline=None)  # the first call compiles
@given(st.lists(COST, max_size=8), st.integers(0, 1_000_000))
def test_the_visits_of_a_year_keep_every_limit(law, used, costs, rate):
    p = law(
        outpatient_deductible=500_00,
        outpatient_ratio={(ACTIVE, TWO): [800_000, 600_000]},
        outpatient_ratio_from={(ACTIVE, TWO): [0, 5_000_00]},
        outpatient_cap=6_000_00,
        outpatient_large_amount_ratio=900_000,
        outpatient_large_amount_cap=2_000_00,
    )
    year = used()
    for cost in costs:
        pool, large, below = outpatient(p, year, ACTIVE, TWO, cost, rate)
        assert min(pool, large, below) >= 0
        assert pool + large + below <= cost  # the rest is the patient's
        year.outpatient_covered += cost
        year.outpatient_pool += pool
        year.outpatient_large += large
        year.below_deductible += below
    assert year.below_deductible == min(500_00, sum(costs))
    assert year.outpatient_pool <= 6_000_00 and year.outpatient_large <= 2_000_00


@settings(deadline=None)
@given(st.lists(COST, min_size=1, max_size=8))
def test_a_year_of_visits_is_paid_like_one_visit(beijing, used, costs):
    year, paid = used(), 0
    for cost in costs:
        pool, _, below = outpatient(beijing, year, ACTIVE, THREE, cost, ALL)
        year.outpatient_covered += cost
        year.outpatient_pool += pool
        year.below_deductible += below
        paid += pool
    at_once = outpatient(beijing, used(), ACTIVE, THREE, sum(costs), ALL)[0]
    assert abs(paid - at_once) <= len(costs) + 1  # half a fen for each part of each


@settings(deadline=None)
@given(COST, COST, st.integers(0, 7_000_00))
def test_a_dearer_visit_is_never_paid_less(capped, used, cost, more, so_far):
    year = used(outpatient_pool=so_far)
    cheaper = outpatient(capped, year, ACTIVE, TWO, cost, ALL)
    dearer = outpatient(capped, year, ACTIVE, TWO, cost + more, ALL)
    assert cheaper[0] <= dearer[0] and cheaper[1] <= dearer[1]


@pytest.mark.parametrize(
    "year, visit, above",
    [
        (500_00, 400_00, 0),  # the year's cap is not used up by a visit that ends at its own
        (400_00, 400_00, 600_00),  # 800 of 2000 yuan use up the year's cap: of the 1200 beyond, the fund pays half
        (400_00, 500_00, 600_00),
    ],
)
def test_the_large_amount_fund_pays_above_the_years_cap_only(law, used, year, visit, above):
    p = law(
        outpatient_ratio=500_000, outpatient_cap=year, outpatient_cap_visit=visit, outpatient_large_amount_ratio=500_000
    )
    assert outpatient(p, used(), ACTIVE, THREE, 2_000_00, ALL) == (400_00, above, 0)


def test_nothing_lies_above_a_cap_that_is_not_used_up(law, used):
    """Not a fen, where the fund would pay all of it."""
    p = law(outpatient_ratio=500_000, outpatient_cap_visit=400_00, outpatient_large_amount_ratio=ALL)
    assert outpatient(p, used(), ACTIVE, THREE, 2_000_00, ALL) == (400_00, 0, 0)
