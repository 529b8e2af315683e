"""Rules 6 and 7: who may share with whom, from when, and how much."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.mutual_aid import (
    FOR_DEDUCTIBLE,
    FOR_OWN_SHARE,
    FOR_RELATIVES,
    may_share_with,
    part_pays,
    payers_place,
    shareable,
    within_reach,
    works_from,
    works_until,
)
from sim.words.law import AccountParts, BindingDay, PartPays, PayerOrder, Reach, Relatives
from sim.words.states import Relation

DIRECT = {Relation.SPOUSE, Relation.PARENT, Relation.CHILD}
NEAR = DIRECT | {Relation.SIBLING, Relation.GRANDPARENT, Relation.GRANDCHILD}


def test_relations_are_told_apart():
    assert [relation.value for relation in Relation] == list(range(7))


@pytest.mark.parametrize("word, allowed", [(Relatives.DIRECT, DIRECT), (Relatives.NEAR, NEAR)])
def test_direct_relatives_share_and_near_ones_where_the_law_says_so(law, word, allowed):
    p = law(mutual_aid_relatives=word)
    assert {relation for relation in Relation if may_share_with(p, int(relation))} == allowed


@pytest.mark.parametrize(
    "reach, elsewhere, in_the_province",
    [(Reach.POOL, False, False), (Reach.PROVINCE, False, True), (Reach.NATION, True, True)],
)
def test_sharing_reaches_as_far_as_the_payers_law(law, reach, elsewhere, in_the_province):
    p = law(mutual_aid_reach=reach)
    assert within_reach(p, True, True)
    assert within_reach(p, False, True) == in_the_province
    assert within_reach(p, False, False) == elsewhere


def test_a_binding_works_from_its_day_or_the_next(law):
    assert works_from(law(mutual_aid_starts=BindingDay.SAME_DAY), 739_000) == 739_000
    assert works_from(law(mutual_aid_starts=BindingDay.NEXT_DAY), 739_000) == 739_001


def test_a_binding_works_on_its_last_day_unless_it_ends_as_that_begins(law):
    assert works_until(law(mutual_aid_ends=BindingDay.NEXT_DAY), 739_000) == 739_000
    assert works_until(law(mutual_aid_ends=BindingDay.SAME_DAY), 739_000) == 738_999


#: Hangzhou: the current year's part pays the own share, the past years' part everything.
HANGZHOU = {
    "account_parts": AccountParts.TWO,
    "account_parts_current_pays": int(PartPays.OWN_SHARE),
    "account_parts_past_pays": int(PartPays.DEDUCTIBLE | PartPays.OWN_SHARE | PartPays.RELATIVES),
}


def test_each_part_of_an_account_pays_for_what_it_may(law):
    p = law(**HANGZHOU)
    uses = FOR_DEDUCTIBLE, FOR_OWN_SHARE, FOR_RELATIVES
    assert [part_pays(p, True, use) for use in uses] == [False, True, False]
    assert [part_pays(p, False, use) for use in uses] == [True, True, True]


def test_an_account_of_one_part_pays_for_everything(law):
    p = law(account_parts=AccountParts.ONE)
    assert all(part_pays(p, current, use) for current in (True, False) for use in (FOR_DEDUCTIBLE, FOR_RELATIVES))


@pytest.mark.parametrize(
    "keeps, account, past, fen",
    [
        (0, 300_00, 0, 300_00),
        (0, 300_00, 50_00, 350_00),
        (1_000_00, 1_250_00, 0, 250_00),  # Shanxi keeps 1000
        (1_000_00, 700_00, 500_00, 200_00),
        (1_000_00, 1_000_00, 0, 0),
        (1_000_00, 1_000_01, 0, 1),
        (1_000_00, 400_00, 0, 0),
    ],
)
def test_all_but_what_the_law_keeps_is_shared(law, keeps, account, past, fen):
    assert shareable(law(mutual_aid_keeps=keeps), account, past, FOR_RELATIVES) == fen


@pytest.mark.parametrize(
    "keeps, account, past, fen",
    [
        (0, 1_000_00, 500_00, 500_00),
        (600_00, 1_000_00, 500_00, 500_00),  # the part that is not shared counts towards what is kept
        (1_200_00, 1_000_00, 500_00, 300_00),
        (1_600_00, 1_000_00, 500_00, 0),
    ],
)
def test_only_the_part_that_may_is_shared(law, keeps, account, past, fen):
    assert shareable(law(mutual_aid_keeps=keeps, **HANGZHOU), account, past, FOR_RELATIVES) == fen
    mirrored = HANGZHOU | {"account_parts_current_pays": int(PartPays.RELATIVES), "account_parts_past_pays": 0}
    assert shareable(law(mutual_aid_keeps=keeps, **mirrored), past, account, FOR_RELATIVES) == fen


@settings(deadline=None)  # the first call compiles
@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7), st.booleans())
def test_never_more_is_shared_than_lies_above_what_is_kept(law, keeps, account, past, two_parts):
    amount = shareable(law(mutual_aid_keeps=keeps, **(HANGZHOU if two_parts else {})), account, past, FOR_RELATIVES)
    assert 0 <= amount <= max(0, account + past - keeps)
    assert amount <= (past if two_parts else account + past)


def test_payers_stand_by_balance_by_chance_or_as_they_are_ranked(law):
    """Balances 300 and 500, random words 7 and 3: the larger balance first, the smaller word first, or neither."""
    for order, expected in (
        (PayerOrder.BALANCE, [-300, -500]),
        (PayerOrder.RANDOM, [7, 3]),
        (PayerOrder.BINDING, [0, 0]),
    ):
        p = law(mutual_aid_order=int(order))
        assert [payers_place(p, 300, 7), payers_place(p, 500, 3)] == expected
