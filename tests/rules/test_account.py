"""Rule 2: what is credited to the account."""

import pytest

from sim.rules.account import (
    active_credit,
    back_paid_credit,
    flexible_credit,
    has_account,
    interest,
    months_to_yearly_credit,
    retired_credit,
)
from sim.words.flows import Place
from sim.words.law import CreditTiming, RetiredBase

REFORM = 738_000  # an ordinal like any other
BEFORE, AFTER = REFORM - 1, REFORM + 1


@pytest.fixture(scope="module")
def p(law):
    return law(
        account_reform_date=REFORM,
        account_credit_active_rate=20_000,
        account_credit_active_age=[0, 35, 45],
        account_credit_active_by_age=[8_000, 10_000, 20_000],
        account_credit_retired=[0, 100_00, 110_00],
        account_credit_retired_rate=[0, 34_000, 37_000],
        account_credit_retired_base=RetiredBase.PENSION,
        contribution_base_average_wage=6_785_00,
    )


@pytest.mark.parametrize("today", [REFORM, AFTER])
@pytest.mark.parametrize("age", [20, 60])
def test_since_the_reform_the_own_contribution_is_credited(p, today, age):
    assert active_credit(p, 3_756_51, age, today) == 75_13  # 2 % = 75.1302


@pytest.mark.parametrize(
    "age, fen",
    [
        (34, 280_00),  # 10000 x 2 % + 10000 x 0.8 %
        (35, 300_00),
        (44, 300_00),
        (45, 400_00),
    ],
)
def test_before_the_reform_the_employers_part_by_age_came_on_top(p, age, fen):
    assert active_credit(p, 10_000_00, age, BEFORE) == fen


def test_both_parts_before_the_reform_are_rounded_for_themselves(law):
    p = law(account_reform_date=REFORM, account_credit_active_rate=20_000, account_credit_active_by_age=[20_000])
    assert active_credit(p, 25, 30, BEFORE) == 2  # half a fen twice; of 4 % it would be one fen


def test_a_self_payer_is_credited_the_share_of_the_chosen_item(law):
    p = law(contribution_flexible_account=[0, 20_000], account_credit_active_rate=30_000)
    assert (flexible_credit(p, 0, 5_008_00), flexible_credit(p, 1, 5_008_00)) == (0, 100_16)


def test_a_back_paid_month_is_credited_on_the_floor_where_the_region_does(law):
    terms = {"account_credit_active_rate": 20_000, "contribution_base_floor": 3_756_00}
    assert back_paid_credit(law(account_credit_back_paid=1, **terms)) == 75_12
    assert back_paid_credit(law(account_credit_back_paid=0, **terms)) == 0


@pytest.mark.parametrize("today", [REFORM, AFTER])
@pytest.mark.parametrize("group, fen", [(1, 100_00), (2, 110_00)])
def test_since_the_reform_retirees_are_credited_a_flat_sum_by_group(p, today, group, fen):
    assert retired_credit(p, group, 4_321_09, today) == fen


@pytest.mark.parametrize("group, fen", [(1, 146_92), (2, 159_88)])
def test_before_the_reform_retirees_were_credited_a_share_of_the_own_pension(p, group, fen):
    # 4321.09 x 3.4 % = 146.91706; x 3.7 % = 159.88033
    assert retired_credit(p, group, 4_321_09, BEFORE) == fen


def test_or_of_the_average_wage(law):
    p = law(
        account_reform_date=REFORM, account_credit_retired_base=RetiredBase.AVERAGE_WAGE,
        account_credit_retired_rate=32_500, contribution_base_average_wage=6_785_00,
    )  # fmt: skip
    assert retired_credit(p, 1, 4_321_09, BEFORE) == 220_51  # 6785 x 3.25 % = 220.5125


def test_a_yearly_credit_is_twelve_months_sum(law):
    p = law(
        account_reform_date=REFORM, account_credit_timing_retired=CreditTiming.YEAR,
        account_credit_retired=[0, 1_680_00], account_credit_retired_rate=34_000,
    )  # fmt: skip
    # 4321.09 x 3.4 % = 146.91706, rounded by the month: 146.92 x 12
    assert retired_credit(p, 1, 4_321_09, BEFORE) == 1_763_04
    assert retired_credit(p, 1, 4_321_09, AFTER) == 1_680_00  # the record holds the year's sum


@pytest.mark.parametrize("timing", [CreditTiming.MONTH, CreditTiming.MONTH_AFTER])
def test_a_monthly_credit_is_one_months_sum(law, timing):
    p = law(account_reform_date=REFORM, account_credit_timing_retired=timing, account_credit_retired_rate=34_000)
    assert retired_credit(p, 1, 1_000_00, BEFORE) == 34_00


@pytest.mark.parametrize(
    "credited, today, months",
    [
        ((1, 10), (1, 25), 12),  # after the day of this year's credit: all months before the next one
        ((1, 10), (1, 10), 0),  # it comes today
        ((1, 26), (1, 25), 0),  # it comes tomorrow
        ((1, 10), (2, 25), 11),
        ((1, 10), (6, 25), 7),  # June to December
        ((1, 10), (12, 25), 1),
        ((7, 1), (6, 25), 1),  # a year that begins in July: June alone is left
        ((7, 1), (8, 25), 11),
    ],
)
def test_months_before_the_next_yearly_credit(law, credited, today, months):
    p = law(account_credit_timing_day_month=credited[0], account_credit_timing_day_day=credited[1])
    assert months_to_yearly_credit(p, *today) == months


def test_interest_is_a_share_of_what_was_carried_in(law):
    assert interest(law(account_interest=3_500), 12_345_67) == 43_21  # 0.35 % = 43.209845
    assert interest(law(), 12_345_67) == 0


@pytest.mark.parametrize(
    "ever_insured, current, past, found",
    [(0, 0, 0, False), (1, 0, 0, True), (0, 1, 0, True), (0, 0, 1, True)],
)
def test_an_account_is_opened_by_a_contribution_or_holds_money(person, ever_insured, current, past, found):
    holder = person(cover={"ever_insured": ever_insured})
    holder.books[Place.ACCOUNT], holder.books[Place.PAST_ACCOUNT] = current, past
    assert bool(has_account(holder)) is found
