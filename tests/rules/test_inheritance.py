"""Rule 11: how account and wallet are parted among heirs."""

from hypothesis import given
from hypothesis import strategies as st

from sim.rules.inheritance import goes_to_account, goes_to_pool, part_of_heir
from sim.words.law import NoHeirs, PaidTo


def test_odd_fen_go_one_each_to_the_first_heirs():
    """10.00 yuan among three: 3.34, 3.33, 3.33; 0.02 among three: 0.01, 0.01, nothing."""
    assert [part_of_heir(1_000, 3, place) for place in range(3)] == [334, 333, 333]
    assert [part_of_heir(2, 3, place) for place in range(3)] == [1, 1, 0]


@given(st.integers(0, 10**12), st.integers(1, 12))
def test_the_parts_are_the_whole_and_differ_by_a_fen_at_most(left, heirs):
    parts = [part_of_heir(left, heirs, place) for place in range(heirs)]
    assert sum(parts) == left and max(parts) - min(parts) <= 1 and parts == sorted(parts, reverse=True)


def test_a_part_goes_to_an_account_where_the_law_says_so_and_there_is_one(law):
    account, cash = law(death_paid_to=int(PaidTo.ACCOUNT)), law(death_paid_to=int(PaidTo.CASH))
    assert goes_to_account(account, True)
    assert not goes_to_account(account, False)
    assert not goes_to_account(cash, True)


def test_what_nobody_inherits_goes_to_the_pool_where_the_law_says_so(law):
    assert [bool(goes_to_pool(law(death_no_heirs=int(word)))) for word in NoHeirs] == [
        word == NoHeirs.POOL for word in NoHeirs
    ]
