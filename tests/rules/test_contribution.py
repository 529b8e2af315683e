"""Rule 1: what a month costs, and whom."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.contribution import (
    back_payment,
    band_of_age,
    base_of_kind,
    contribution_base,
    employee_contribution,
    employer_contribution,
    extra,
    flexible_base,
    flexible_contribution,
    late_days,
    late_fee,
    months_left_of_year,
    scheme_without_job,
    unemployment_base,
    unemployment_contribution,
    unemployment_months,
    wage_of_base,
)
from sim.words.law import NO_AGE, BaseFrom, BaseKind, ExtraPayer, FeeFrom, FeeUntil
from sim.words.states import Scheme, WhenJobless

FLOOR, AVERAGE, CEILING = 3_756_00, 6_260_00, 18_780_00
WAGE, LAST_BASE = 9_000_00, 5_432_10


@pytest.fixture(scope="module")
def bounds(law):
    """The bounds of Zhengzhou from July 2024."""
    return law(contribution_base_floor=FLOOR, contribution_base_average_wage=AVERAGE, contribution_base_ceiling=CEILING)


@pytest.mark.parametrize(
    "wage, base",
    [(0, FLOOR), (FLOOR - 1, FLOOR), (FLOOR, FLOOR), (FLOOR + 1, FLOOR + 1), (WAGE, WAGE)]
    + [(CEILING - 1, CEILING - 1), (CEILING, CEILING), (CEILING + 1, CEILING), (40_000_00, CEILING)],
)
def test_the_base_is_the_wage_between_floor_and_ceiling(bounds, wage, base):
    assert contribution_base(bounds, wage) == base


@settings(deadline=None)  # the first call compiles
@given(wage=st.integers(0, 10**8), more=st.integers(0, 10**6))
def test_the_base_follows_the_wage_and_keeps_the_bounds(bounds, wage, more):
    assert FLOOR <= contribution_base(bounds, wage) <= contribution_base(bounds, wage + more) <= CEILING


@pytest.mark.parametrize(
    "kind, value, base",
    [
        (BaseKind.YUAN, 4_504_00, 4_504_00),
        (BaseKind.YUAN, 1_00, 1_00),  # a published sum is not held between the bounds
        (BaseKind.FLOOR, 0, FLOOR),
        (BaseKind.AVERAGE, 0, AVERAGE),
        (BaseKind.SHARE_OF_AVERAGE, 800_000, 5_008_00),  # 6260 x 80 %
        (BaseKind.SHARE_OF_AVERAGE, 400_000, 2_504_00),  # below the floor, and stays there
        (BaseKind.WAGE, 0, WAGE),
        (BaseKind.LAST_BASE, 0, LAST_BASE),
    ],
)
def test_a_base_may_be_named(bounds, kind, value, base):
    assert base_of_kind(bounds, int(kind), value, WAGE, LAST_BASE) == base


def test_the_own_wage_as_a_base_keeps_the_bounds(bounds):
    assert base_of_kind(bounds, int(BaseKind.WAGE), 0, 1_000_00, 0) == FLOOR
    assert base_of_kind(bounds, int(BaseKind.WAGE), 0, 50_000_00, 0) == CEILING


@pytest.mark.parametrize("word, wage", [(BaseFrom.MONTH, 9_000_00), (BaseFrom.LAST_YEAR, 8_000_00)])
def test_the_base_follows_the_wage_of_the_month_or_of_last_year(law, word, wage):
    assert wage_of_base(law(contribution_base_from=word), 9_000_00, 8_000_00) == wage


def test_employer_and_employee_pay_their_own_rates(law):
    p = law(contribution_rate_employer=80_000, contribution_rate_employee=20_000)
    # 3756.51 x 8 % = 300.5208, x 2 % = 75.1302
    assert (employer_contribution(p, 3_756_51), employee_contribution(p, 3_756_51)) == (300_52, 75_13)
    # 0.25 yuan x 2 % is half a fen, which is a fen
    assert employee_contribution(p, 25) == 1


@pytest.mark.parametrize("payer, fen", list(zip(ExtraPayer, (3_00, 0, 45_00, 61_25))))
def test_extra_money_is_a_sum_a_share_or_both_by_payer(law, payer, fen):
    p = law(contribution_extra_amount=[3_00, 0, 0, 10_00], contribution_extra_share=[0, 0, 9_000, 10_250])
    # of 5000: the retired 0.9 % = 45; self-payers 10 + 1.025 % = 10 + 51.25
    assert extra(p, int(payer), 5_000_00) == fen


@pytest.mark.parametrize("age, band", [(0, 0), (34, 0), (35, 1), (44, 1), (45, 2), (98, 2)])
def test_an_age_is_in_the_last_band_it_has_reached(law, age, band):
    ages = law(account_credit_active_age=[0, 35, 45]).account_credit_active_age
    assert list(ages[3:]) == [NO_AGE] * 3
    assert band_of_age(ages, age) == band


def test_who_is_younger_than_every_band_is_in_the_first(law):
    assert band_of_age(law(account_credit_active_age=[18, 35]).account_credit_active_age, 10) == 0


def test_every_band_of_age_can_be_reached(law):
    ages = law(account_credit_active_age=[0, 20, 30, 40, 50, 60]).account_credit_active_age
    assert [band_of_age(ages, age) for age in (0, 20, 30, 40, 50, 60)] == [0, 1, 2, 3, 4, 5]


@pytest.fixture(scope="module")
def menu(law):
    """Item 0: a published sum up to 35, then a rate; item 1: a rate by age; item 2: of the last base."""
    return law(
        contribution_base_average_wage=7_272_25,
        contribution_flexible_base_kind=[BaseKind.YUAN, BaseKind.AVERAGE, BaseKind.LAST_BASE],
        contribution_flexible_base_value=[4_812_00],
        contribution_flexible_age={0: [0, 36], 1: [0, 36, 46, 51, 56, 61]},
        contribution_flexible_rate={
            0: [95_000, 89_000],
            1: [34_000, 44_000, 50_000, 60_000, 70_000, 80_000],
            2: [50_000],
        },
        contribution_flexible_amount={0: [470_00]},
    )


def test_each_item_of_the_menu_has_its_base(menu):
    assert [flexible_base(menu, item, 0, LAST_BASE) for item in range(3)] == [4_812_00, 7_272_25, LAST_BASE]


def test_a_self_payer_may_pay_on_the_own_wage(bounds, law):
    p = law(
        contribution_flexible_base_kind=[BaseKind.FLOOR, BaseKind.WAGE],
        contribution_base_floor=FLOOR, contribution_base_ceiling=CEILING,
    )  # fmt: skip
    assert (flexible_base(p, 1, WAGE, 0), flexible_base(p, 1, 0, LAST_BASE)) == (WAGE, FLOOR)


@pytest.mark.parametrize(
    "item, age, fen",
    [
        (0, 35, 470_00),  # the published sum wins over 4812 x 9.5 % = 457.14
        (0, 36, 428_27),  # 4812 x 8.9 % = 428.268
        (1, 0, 247_26),  # 7272.25 x 3.4 % = 247.2565
        (1, 35, 247_26),
        (1, 36, 319_98),  # x 4.4 % = 319.979
        (1, 45, 319_98),
        (1, 46, 363_61),  # x 5 % = 363.6125
        (1, 61, 581_78),  # the last band: x 8 % = 581.78
        (2, 60, 271_61),  # 5432.10 x 5 % = 271.605
    ],
)
def test_a_self_payer_pays_the_published_sum_or_the_rate_by_age(menu, item, age, fen):
    assert flexible_contribution(menu, item, age, flexible_base(menu, item, 0, LAST_BASE)) == fen


def test_a_published_sum_of_nothing_is_a_published_sum(law):
    p = law(contribution_flexible_amount={0: [0]}, contribution_flexible_rate=80_000)
    assert flexible_contribution(p, 0, 40, 4_000_00) == 0


def test_the_unemployment_fund_pays_both_rates_of_its_base(law):
    rates = {"contribution_rate_employer": 80_000, "contribution_rate_employee": 20_000}
    p = law(contribution_unemployment_base_kind=BaseKind.FLOOR, contribution_base_floor=3_756_00, **rates)
    # 3756 x 8 % = 300.48, x 2 % = 75.12
    assert (unemployment_base(p), unemployment_contribution(p)) == (3_756_00, 375_60)
    p = law(
        contribution_unemployment_base_kind=BaseKind.SHARE_OF_AVERAGE, contribution_unemployment_base_value=800_000,
        contribution_base_average_wage=6_260_00, contribution_base_floor=3_756_00, **rates,
    )  # fmt: skip
    assert (unemployment_base(p), unemployment_contribution(p)) == (5_008_00, 500_80)


def test_each_rate_of_the_unemployment_fund_is_rounded_for_itself(law):
    p = law(
        contribution_unemployment_base_kind=BaseKind.YUAN, contribution_unemployment_base_value=20,
        contribution_rate_employer=75_000, contribution_rate_employee=25_000,
    )  # fmt: skip
    assert unemployment_contribution(p) == 2 + 1  # 1.5 and 0.5 fen; together they would be 2


def test_the_unemployment_fund_pays_the_large_amount_money_of_employer_and_employee(law):
    p = law(
        contribution_unemployment_base_kind=BaseKind.FLOOR, contribution_base_floor=3_756_00,
        contribution_rate_employer=80_000, contribution_rate_employee=20_000,
        contribution_extra_amount={ExtraPayer.EMPLOYER: 10_00, ExtraPayer.EMPLOYEE: 3_00},
    )  # fmt: skip
    assert unemployment_contribution(p) == 300_48 + 10_00 + 75_12 + 3_00  # 3756 x 8 %, and x 2 %


@pytest.mark.parametrize(
    "insured, months", [(0, 0), (11, 0), (12, 12), (59, 12), (60, 18), (119, 18), (120, 24), (480, 24)]
)
def test_benefit_lasts_by_the_years_insured_against_unemployment(law, insured, months):
    p = law(contribution_unemployment_years=[1, 5, 10], contribution_unemployment_months=[12, 18, 24])
    assert unemployment_months(p, insured) == months


def test_a_missed_month_costs_the_rate_of_the_floor(law):
    p = law(contribution_base_floor=3_756_51, contribution_base_average_wage=AVERAGE, coverage_gap_back_pay_rate=90_000)
    assert back_payment(p) == 338_09  # 3756.51 x 9 % = 338.0859


@pytest.mark.parametrize(
    "days, fen",
    [
        (0, 0),
        (1, 19),  # 375.60 x 0.05 % = 0.1878
        (30, 5_63),  # x 1.5 % = 5.634; thirty roundings of 0.19 would be 5.70
        (92, 17_28),  # x 4.6 % = 17.2776
    ],
)
def test_the_late_fee_grows_by_the_day_and_is_rounded_once(law, days, fen):
    assert late_fee(law(coverage_gap_late_fee=500), 375_60, days) == fen


@pytest.mark.parametrize(
    "counted_from, until, today, days",
    [
        # due on 25 February 2025; 2025-02-26 is the first late day
        (FeeFrom.DUE_DAY, FeeUntil.PAYMENT, "2025-02-03", 0),  # paid long before it is due
        (FeeFrom.DUE_DAY, FeeUntil.PAYMENT, "2025-02-25", 0),
        (FeeFrom.DUE_DAY, FeeUntil.PAYMENT, "2025-02-26", 1),
        (FeeFrom.DUE_DAY, FeeUntil.PAYMENT, "2025-04-25", 59),
        (FeeFrom.DUE_DAY, FeeUntil.BEFORE, "2025-02-26", 0),
        (FeeFrom.DUE_DAY, FeeUntil.BEFORE, "2025-04-25", 58),
        (FeeFrom.NEXT_MONTH, FeeUntil.PAYMENT, "2025-02-28", 0),
        (FeeFrom.NEXT_MONTH, FeeUntil.PAYMENT, "2025-03-01", 1),
        (FeeFrom.NEXT_MONTH, FeeUntil.BEFORE, "2025-03-01", 0),
        (FeeFrom.NEXT_MONTH, FeeUntil.BEFORE, "2025-04-25", 55),  # 31 of March and 24
    ],
)
def test_the_days_of_a_late_fee(law, counted_from, until, today, days):
    p = law(coverage_gap_late_fee_from=counted_from, coverage_gap_late_fee_until=until)
    due = date(2025, 2, 25).toordinal()
    assert late_days(p, due, 2025 * 12 + 1, date.fromisoformat(today).toordinal()) == days


@pytest.mark.parametrize("starts, month, left", [(1, 1, 12), (1, 12, 1), (7, 6, 1), (7, 7, 12), (7, 8, 11)])
def test_months_until_the_next_benefit_year(law, starts, month, left):
    assert months_left_of_year(law(benefit_year_starts_month=starts), 2025 * 12 + month - 1) == left


@pytest.mark.parametrize(
    "choice, months, scheme",
    [
        (WhenJobless.FLEXIBLE, 0, Scheme.FLEXIBLE),
        (WhenJobless.FLEXIBLE, 9, Scheme.FLEXIBLE),
        (WhenJobless.UNEMPLOYMENT_BENEFIT, 1, Scheme.UNEMPLOYED),
        (WhenJobless.UNEMPLOYMENT_BENEFIT, 0, Scheme.NONE),
        (WhenJobless.RESIDENT, 9, Scheme.NONE),
        (WhenJobless.NOTHING, 9, Scheme.NONE),
    ],
)
def test_who_loses_a_job_is_insured_as_chosen_and_as_earned(choice, months, scheme):
    assert scheme_without_job(choice, months) == scheme
