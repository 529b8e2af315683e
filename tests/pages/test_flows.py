"""Money between places: whatever goes in at a place also goes out, and nothing is counted twice."""

from sim.pages.flows import Band, _columns, bands
from sim.words.flows import Flow

NO_MONEY = dict.fromkeys(Flow, 0.0)


def net(found: list[Band], node: str) -> float:
    return sum(band.yuan * ((band.target == node) - (band.source == node)) for band in found)


def test_the_pool_keeps_what_it_does_not_give():
    # 800 from the employer, 200 in cash; 300 to the account, 450 to the provider: 1,000 - 750 = 250 stay
    found = bands(
        NO_MONEY
        | {
            Flow.EMPLOYER_CONTRIBUTED: 800,
            Flow.CONTRIBUTED_IN_CASH: 200,
            Flow.CREDITED: 300,
            Flow.POOL_PAID_AT_ONCE: 450,
        }
    )
    assert Band("pool", "kept_by_pool", 250) in found
    assert Band("accounts", "balances", 300) in found


def test_other_members_make_up_for_what_the_pool_gives_beyond_what_it_takes():
    found = bands(NO_MONEY | {Flow.CONTRIBUTED_IN_CASH: 100, Flow.POOL_PAID_AT_ONCE: 450})
    assert Band("others", "pool", 350) in found
    assert not [band for band in found if band.target == "kept_by_pool"]


def test_what_relatives_pay_comes_from_the_accounts():
    # Wei's account gives 70: 50 for a bill, 20 into a wallet, where it stays
    gave = {
        Flow.OPENING_ACCOUNT: 100,
        Flow.GIVEN_FROM_ACCOUNT: 70,
        Flow.RECEIVED_FOR_BILL: 50,
        Flow.RECEIVED_IN_WALLET: 20,
    }
    assert set(bands(NO_MONEY | gave)) == {
        Band("opening", "accounts", 100), Band("accounts", "care", 50), Band("accounts", "balances", 50),
    }  # fmt: skip


def test_a_premium_that_relatives_pay_reaches_the_pool():
    # 100 in the account, of which 40 pay a relative's premium; the pool gives nothing
    gave = {Flow.OPENING_ACCOUNT: 100, Flow.GIVEN_FROM_ACCOUNT: 40, Flow.RECEIVED_FOR_PREMIUM: 40}
    assert set(bands(NO_MONEY | gave)) == {
        Band("opening", "accounts", 100), Band("accounts", "pool", 40), Band("pool", "kept_by_pool", 40),
        Band("accounts", "balances", 60),
    }  # fmt: skip


def test_back_and_forth_between_pool_and_account_is_the_difference():
    found = bands(NO_MONEY | {Flow.CONTRIBUTED_IN_CASH: 500, Flow.CREDITED: 300, Flow.CREDIT_TAKEN_BACK: 100})
    assert Band("pool", "accounts", 200) in found
    assert Band("pool", "kept_by_pool", 300) in found


def test_whatever_every_flow_is_places_balance():
    amounts = {flow: 10.0 * (place + 3) for place, flow in enumerate(Flow)}
    given = (Flow.GIVEN_FROM_ACCOUNT, Flow.GIVEN_FROM_PAST_ACCOUNT, Flow.GIVEN_FROM_WALLET)
    received = sum(amounts[flow] for flow in Flow if flow.source.name == "RELATIVES")
    left = sum(amounts[flow] for flow in Flow if flow.target.name == "RELATIVES" and flow not in given)
    amounts |= dict.fromkeys(given, (received - left) / 3)
    amounts[Flow.OPENING_ACCOUNT] = 100_000.0  # no account is below zero
    found = bands(amounts)
    assert abs(net(found, "pool")) < 1e-6 and abs(net(found, "accounts")) < 1e-6


def test_every_band_goes_to_the_right():
    gave = {Flow.OPENING_ACCOUNT: 100, Flow.GIVEN_FROM_ACCOUNT: 40, Flow.RECEIVED_FOR_PREMIUM: 40}
    for amounts in (gave, {Flow.CONTRIBUTED_IN_CASH: 500, Flow.CREDITED: 300}):
        found = bands(NO_MONEY | amounts)
        column = _columns(found)
        assert all(column[band.source] < column[band.target] for band in found)
