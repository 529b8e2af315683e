"""The books: every flow has two ends, `move` touches both, and a complaint says what is wrong."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.words.flows import Flow, Place
from sim.world.books import EFFECT, NOTHING, POOLED, SOURCE, TARGET, TOUCHING, complaint, move
from sim.world.handle import Handle
from sim.world.people import PERSON

AMOUNTS = st.integers(0, 10**9)


@pytest.fixture
def people():
    rows = np.zeros(2, PERSON).view(np.recarray)
    rows.region[:] = [0, 1]
    return rows


def test_every_flow_leaves_one_place_and_reaches_another():
    assert len(SOURCE) == len(TARGET) == len(Flow)
    assert all(SOURCE != TARGET)
    for flow in Flow:
        assert EFFECT[flow, SOURCE[flow]] == -1 and EFFECT[flow, TARGET[flow]] == 1
        assert np.count_nonzero(EFFECT[flow]) == 2


def test_no_two_numbers_are_shared():
    assert sorted(Flow) == list(range(len(Flow)))
    assert sorted(Place) == list(range(len(Place)))


@pytest.mark.parametrize(
    "flow, source, target",
    [
        (Flow.CONTRIBUTED_IN_CASH, Place.POCKET, Place.POOL),
        (Flow.EMPLOYER_CONTRIBUTED, Place.EMPLOYER, Place.POOL),
        (Flow.CREDITED, Place.POOL, Place.ACCOUNT),
        (Flow.CREDIT_TAKEN_BACK, Place.ACCOUNT, Place.POOL),
        (Flow.POOL_PAID_AT_ONCE, Place.POOL, Place.PROVIDER),
        (Flow.POOL_PAID_LATER, Place.POOL, Place.POCKET),  # a gap's bill was paid in cash, so cash comes back
        (Flow.EMPLOYER_BORE, Place.EMPLOYER, Place.PROVIDER),
        (Flow.OWN_ACCOUNT, Place.ACCOUNT, Place.PROVIDER),
        (Flow.CASH, Place.POCKET, Place.PROVIDER),
        (Flow.GIVEN_FROM_ACCOUNT, Place.ACCOUNT, Place.RELATIVES),
        (Flow.RECEIVED_FOR_BILL, Place.RELATIVES, Place.PROVIDER),
        (Flow.RECEIVED_FOR_PREMIUM, Place.RELATIVES, Place.POOL),
        (Flow.RECEIVED_IN_WALLET, Place.RELATIVES, Place.WALLET),
        (Flow.INTEREST, Place.GOVERNMENT, Place.PAST_ACCOUNT),
        (Flow.CARRIED_OVER, Place.ACCOUNT, Place.PAST_ACCOUNT),
        (Flow.LATE_FEE, Place.POCKET, Place.POOL),
    ],
)
def test_where_money_goes(flow, source, target):
    assert (SOURCE[flow], TARGET[flow]) == (source, target)


def test_no_wallet_ever_goes_back_to_an_account():
    accounts = {Place.ACCOUNT, Place.PAST_ACCOUNT}
    assert not [flow for flow in sorted(Flow) if SOURCE[flow] == Place.WALLET and TARGET[flow] in accounts]


def test_each_place_knows_the_flows_that_touch_it():
    for place in Place:
        flows = [flow for flow in TOUCHING[place] if flow != NOTHING]
        assert flows == [flow for flow in sorted(Flow) if place in (SOURCE[flow], TARGET[flow])]
        assert TOUCHING[place, len(flows)] == NOTHING


def test_a_move_is_written_in_both_places_in_the_ledger_and_in_the_regions_fund(people):
    pools = np.array([5_000, 7_000])
    move(Handle(pools=pools), people[1], int(Flow.CREDITED), 120)
    expected = np.zeros(len(Place), np.int64)
    expected[Place.POOL], expected[Place.ACCOUNT] = -120, 120
    assert people[1].books.tolist() == expected.tolist()
    assert people[1].flows[Flow.CREDITED] == people[1].flows.sum() == 120
    assert pools.tolist() == [5_000, 6_880]  # the region of the second person
    assert not people[0].books.any() and not people[0].flows.any()


def test_a_move_past_the_fund_leaves_it(people):
    pools = np.zeros(2, np.int64)
    move(Handle(pools=pools), people[0], int(Flow.CASH), 350)
    assert pools.tolist() == [0, 0]
    assert (people[0].books[Place.POCKET], people[0].books[Place.PROVIDER]) == (-350, 350)


def test_nothing_moved_is_nothing_written(people):
    before = people.tobytes()
    move(Handle(pools=np.zeros(2, np.int64)), people[0], int(Flow.CONTRIBUTED_IN_CASH), 0)
    assert people.tobytes() == before


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.tuples(st.sampled_from(list(Flow)), AMOUNTS), max_size=30))
def test_no_money_is_made_or_lost_and_the_ledger_proves_every_balance(moves):
    person, pools = np.zeros(1, PERSON).view(np.recarray)[0], np.zeros(1, np.int64)
    for flow, amount in moves:
        move(Handle(pools=pools), person, int(flow), amount)
    assert person.books.sum() == 0
    assert (person.flows @ EFFECT == person.books).all()
    assert pools[0] == person.books[Place.POOL] == person.flows @ POOLED


def test_a_complaint_names_life_person_day_place_and_flows(people):
    people[1].life, people[1].who = 17, 3
    pools, totals = np.array([0, 40]), np.zeros((2, len(Flow)), np.int64)
    totals[1, Flow.CREDITED] = 25
    move(Handle(pools=pools), people[1], int(Flow.CREDITED), 15)
    people[1].books[Place.POOL], people[1].books[Place.ACCOUNT] = -40, 41
    text = str(complaint(people, totals, pools, 1, "2026-12-31"))
    assert "life 17, person 3 do not balance on 2026-12-31" in text
    assert "places ['account']" in text
    assert "flows {'credited': 40}" in text and "pools [0, 25]" in text


def test_books_that_prove_themselves_are_wrong_elsewhere(people):
    text = str(complaint(people, np.zeros((2, len(Flow)), np.int64), np.zeros(2, np.int64), 0, "2026-12-31"))
    assert "places between people, regions, or below zero" in text
