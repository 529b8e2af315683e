"""Years of catastrophic spending, against figures worked out by hand."""

import numpy as np
import pytest

from sim.outcomes.burdens import are_catastrophic, catastrophic_years
from sim.words.counts import Burden, Count
from sim.words.flows import Flow
from sim.world.people import PERSON, YEAR


def years_of(*rows):
    """Rows of years: life, person, year, cash, what came back, earnings, pensions."""
    years = np.zeros(len(rows), YEAR)
    for row, (life, who, year, cash, back, earned, pensions) in zip(years, rows, strict=True):
        row["life"], row["who"], row["year"] = life, who, year
        row["flows"][Flow.CASH], row["flows"][Flow.POOL_PAID_LATER] = cash, back
        row["counts"][Count.EARNED], row["counts"][Count.PENSIONS] = earned, pensions
    return years


def is_catastrophic(years, burden):
    care = years["flows"][:, Flow.CASH] - years["flows"][:, Flow.POOL_PAID_LATER]
    means = years["counts"][:, Count.EARNED] + years["counts"][:, Count.PENSIONS]
    return are_catastrophic(years["life"], years["year"], care, means)[burden]


def people_of(*lives):
    people = np.zeros(len(lives), PERSON)
    people["life"] = lives
    return people


def test_care_is_compared_with_what_the_whole_family_has():
    # 2025: 300 + 100 of 2000 + 1000 = 13.3 %; 2026: 400 - 150 = 250 of 1000 + 0 = 25 %, which is not more than 25 %
    years = years_of(
        (7, 0, 2025, 300, 0, 2000, 0), (7, 1, 2025, 100, 0, 0, 1000),
        (7, 0, 2026, 400, 150, 0, 1000), (7, 1, 2026, 0, 0, 0, 0),
    )  # fmt: skip
    assert is_catastrophic(years, Burden.CATASTROPHIC_10).tolist() == [True] * 4
    assert is_catastrophic(years, Burden.CATASTROPHIC_25).tolist() == [False] * 4
    one_more = years.copy()
    one_more["flows"][3, Flow.CASH] = 1
    assert is_catastrophic(one_more, Burden.CATASTROPHIC_25).tolist() == [False, False, True, True]


@pytest.mark.parametrize("burden", Burden)
def test_who_has_nothing_bears_too_much_with_the_first_fen(burden):
    assert is_catastrophic(years_of((0, 0, 2025, 1, 0, 0, 0)), burden).tolist() == [True]
    assert is_catastrophic(years_of((0, 0, 2025, 0, 0, 0, 0)), burden).tolist() == [False]


def test_every_person_of_a_life_has_the_number_of_its_years():
    years = years_of(
        (0, 0, 2025, 50, 0, 100, 0), (0, 1, 2025, 0, 0, 0, 0), (0, 0, 2026, 50, 0, 100, 0),  # two years of one life
        (2, 0, 2025, 0, 0, 100, 0), (2, 0, 2026, 41, 0, 100, 0),
    )  # fmt: skip
    people = people_of(0, 0, 1, 1, 2, 2)  # whoever has no row of a year, too
    assert catastrophic_years(people, years, Burden.CATASTROPHIC_40).tolist() == [2, 2, 0, 0, 1, 1]
    assert catastrophic_years(people, years[3:4], Burden.CATASTROPHIC_10).tolist() == [0] * 6
