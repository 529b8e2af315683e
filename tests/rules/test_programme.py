"""Rule 4, visits of a programme for chronic diseases: deductible, ratio and cap of its own, by month or year."""

import pytest

from sim.rules.benefit import Terms
from sim.rules.programme import is_in_programme, programme_borne, programme_limit, programme_visit
from sim.words.law import NONE, ProgrammePer

ACTIVE, HEART, TIER = 0, 1, 3
ALL = 1_000_000
MAY, JUNE = 2025 * 12 + 4, 2025 * 12 + 5


@pytest.fixture
def heart(law):
    """80 % beyond 30, at most 300."""
    return lambda **fields: law(
        programme_deductible={(HEART, ACTIVE, TIER): 30_00},
        programme_ratio={(HEART, ACTIVE, TIER): 800_000},
        programme_cap={(HEART, ACTIVE): 300_00},
        **fields,
    )


def test_only_who_has_a_ratio_is_in_a_programme(law):
    p = law(programme_ratio={(HEART, ACTIVE, TIER): NONE})
    assert not is_in_programme(p, HEART, ACTIVE, TIER)
    assert is_in_programme(p, HEART, ACTIVE, TIER - 1)  # 0 % is a ratio
    assert not is_in_programme(p, NONE, ACTIVE, TIER)


def test_a_visit_bears_what_is_left_of_the_deductible(heart, used):
    assert programme_visit(heart(), used(), HEART, ACTIVE, TIER, 230_00, MAY, ALL) == (160_00, 30_00)  # 200 x 80 %
    year = used(programme_below={HEART: 20_00}, programme_month={HEART: MAY})
    assert programme_visit(heart(), year, HEART, ACTIVE, TIER, 230_00, MAY, ALL) == (176_00, 10_00)  # 220 x 80 %
    assert programme_visit(heart(), used(), HEART, ACTIVE, TIER, 29_00, MAY, ALL) == (0, 29_00)


def test_more_borne_than_the_deductible_of_today_gives_nothing_back(heart, used):
    """The deductible fell from 50 to 30 within the year: 50 were borne, and all 200 of a visit are paid for."""
    year = used(programme_below={HEART: 50_00}, programme_month={HEART: MAY})
    assert programme_visit(heart(), year, HEART, ACTIVE, TIER, 200_00, MAY, ALL) == (160_00, 0)  # 200 x 80 %


def test_the_cap_is_of_the_year_or_of_the_month(heart, used):
    before = used(programme_below={HEART: 30_00}, programme_paid={HEART: 260_00}, programme_month={HEART: MAY})
    yearly, monthly = heart(programme_per=ProgrammePer.YEAR), heart(programme_per=ProgrammePer.MONTH)
    assert programme_visit(yearly, before, HEART, ACTIVE, TIER, 100_00, JUNE, ALL) == (40_00, 0)
    assert programme_visit(monthly, before, HEART, ACTIVE, TIER, 100_00, MAY, ALL) == (40_00, 0)
    assert programme_visit(monthly, before, HEART, ACTIVE, TIER, 100_00, JUNE, ALL) == (56_00, 30_00)  # 70 x 80 %
    assert programme_limit(monthly, before, HEART, ACTIVE, JUNE) == 300_00
    lowered = used(programme_paid={HEART: 350_00}, programme_month={HEART: MAY})  # under a cap that was higher
    assert programme_limit(yearly, lowered, HEART, ACTIVE, JUNE) == 0
    assert programme_borne(monthly, before, HEART, JUNE) == 0


def test_points_what_is_paid_in_full_and_the_benefit_share(heart, used):
    terms = Terms(NONE, 50_00, -100_000, NONE)  # 70 % and 50 in full
    assert programme_visit(heart(), used(), HEART, ACTIVE, TIER, 130_00, MAY, ALL, terms) == (120_00, 30_00)
    assert programme_visit(heart(), used(), HEART, ACTIVE, TIER, 130_00, MAY, 500_000, terms) == (60_00, 30_00)
    nothing = Terms(NONE, 0, -900_000, NONE)  # -10 % are 0
    assert programme_visit(heart(), used(), HEART, ACTIVE, TIER, 100_030_00, MAY, ALL, nothing) == (0, 30_00)
    above = Terms(NONE, 0, 300_000, NONE)  # 110 % are 100
    assert programme_visit(heart(), used(), HEART, ACTIVE, TIER, 130_00, MAY, ALL, above) == (100_00, 30_00)
