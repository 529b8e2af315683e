"""Double-entry books: the places where money can be, the flows between them, and the audit.

Every fen moves by `move`, from the source of a `Flow` to its target. The balances of the places and the ledger of
flows are written separately; `audit` proves once a year that they tell the same story.
"""

from enum import IntEnum

import numpy as np

from sim.compiled import rule


class Place(IntEnum):
    """Where money can be. All but the first three stand outside the household's savings."""

    ACCOUNT = 0  # 个人账户, or its part of the current year where a region keeps two
    PAST_ACCOUNT = 1  # 历年账户, the part of past years where a region keeps two
    WALLET = 2  # 医保钱包
    POCKET = 3  # the person's cash
    POOL = 4  # 统筹基金
    EMPLOYER = 5
    PROVIDER = 6  # hospitals and pharmacies
    GOVERNMENT = 7  # subsidies, the unemployment fund, interest
    RELATIVES = 8  # between two people of one life: what one gives another takes, so it is empty in every life
    OPENING = 9  # where the balances of the first day come from


class Flow(IntEnum):
    """Every way money can go. `SOURCE` and `TARGET` say between which places. Those of a bill stand together."""

    CASH = 0
    OWN_ACCOUNT = 1
    POOL_PAID = 2
    RECEIVED_FOR_BILL = 3
    GIVEN_FROM_ACCOUNT = 4
    OWN_WALLET = 5
    CREDITED = 6
    CONTRIBUTED = 7
    EMPLOYER_CONTRIBUTED = 8
    OPENING_ACCOUNT = 9
    CONTRIBUTED_FROM_ACCOUNT = 10
    FUND_PAID = 11
    CREDIT_TAKEN_BACK = 12
    INTEREST = 13
    CARRIED_OVER = 14
    POOL_PAID_LATER = 15
    EMPLOYER_BORE = 16
    OWN_PAST_ACCOUNT = 17
    GIVEN_FROM_PAST_ACCOUNT = 18
    GIVEN_FROM_WALLET = 19
    RECEIVED_IN_WALLET = 20
    PREMIUM = 21
    RECEIVED_FOR_PREMIUM = 22
    SUBSIDY = 23
    TOP_UP = 24
    TOP_UP_FROM_ACCOUNT = 25
    PAID_OUT = 26
    PAST_PAID_OUT = 27
    WALLET_PAID_OUT = 28
    INHERITED = 29
    INHERITED_IN_ACCOUNT = 30
    LEFT_ACCOUNT = 31
    LEFT_PAST_ACCOUNT = 32
    LEFT_WALLET = 33
    LATE_FEE = 34
    INTEREST_ON_PAST = 35
    CONTRIBUTED_FROM_PAST_ACCOUNT = 36
    TOP_UP_FROM_PAST_ACCOUNT = 37


_ROUTES = {
    Flow.OPENING_ACCOUNT: (Place.OPENING, Place.ACCOUNT),
    Flow.CONTRIBUTED: (Place.POCKET, Place.POOL),
    Flow.CONTRIBUTED_FROM_ACCOUNT: (Place.ACCOUNT, Place.POOL),
    Flow.CONTRIBUTED_FROM_PAST_ACCOUNT: (Place.PAST_ACCOUNT, Place.POOL),
    Flow.EMPLOYER_CONTRIBUTED: (Place.EMPLOYER, Place.POOL),
    Flow.FUND_PAID: (Place.GOVERNMENT, Place.POOL),
    Flow.CREDITED: (Place.POOL, Place.ACCOUNT),
    Flow.CREDIT_TAKEN_BACK: (Place.ACCOUNT, Place.POOL),
    Flow.INTEREST: (Place.GOVERNMENT, Place.ACCOUNT),
    Flow.CARRIED_OVER: (Place.ACCOUNT, Place.PAST_ACCOUNT),
    Flow.POOL_PAID: (Place.POOL, Place.PROVIDER),
    Flow.POOL_PAID_LATER: (Place.POOL, Place.POCKET),
    Flow.EMPLOYER_BORE: (Place.EMPLOYER, Place.PROVIDER),
    Flow.OWN_ACCOUNT: (Place.ACCOUNT, Place.PROVIDER),
    Flow.OWN_PAST_ACCOUNT: (Place.PAST_ACCOUNT, Place.PROVIDER),
    Flow.OWN_WALLET: (Place.WALLET, Place.PROVIDER),
    Flow.RECEIVED_FOR_BILL: (Place.RELATIVES, Place.PROVIDER),
    Flow.CASH: (Place.POCKET, Place.PROVIDER),
    Flow.GIVEN_FROM_ACCOUNT: (Place.ACCOUNT, Place.RELATIVES),
    Flow.GIVEN_FROM_PAST_ACCOUNT: (Place.PAST_ACCOUNT, Place.RELATIVES),
    Flow.GIVEN_FROM_WALLET: (Place.WALLET, Place.RELATIVES),
    Flow.RECEIVED_IN_WALLET: (Place.RELATIVES, Place.WALLET),
    Flow.PREMIUM: (Place.POCKET, Place.POOL),
    Flow.RECEIVED_FOR_PREMIUM: (Place.RELATIVES, Place.POOL),
    Flow.SUBSIDY: (Place.GOVERNMENT, Place.POOL),
    Flow.TOP_UP: (Place.POCKET, Place.POOL),
    Flow.TOP_UP_FROM_ACCOUNT: (Place.ACCOUNT, Place.POOL),
    Flow.TOP_UP_FROM_PAST_ACCOUNT: (Place.PAST_ACCOUNT, Place.POOL),
    Flow.PAID_OUT: (Place.ACCOUNT, Place.POCKET),
    Flow.PAST_PAID_OUT: (Place.PAST_ACCOUNT, Place.POCKET),
    Flow.WALLET_PAID_OUT: (Place.WALLET, Place.POCKET),
    Flow.INHERITED: (Place.RELATIVES, Place.POCKET),
    Flow.INHERITED_IN_ACCOUNT: (Place.RELATIVES, Place.ACCOUNT),
    Flow.LEFT_ACCOUNT: (Place.ACCOUNT, Place.RELATIVES),
    Flow.LEFT_PAST_ACCOUNT: (Place.PAST_ACCOUNT, Place.RELATIVES),
    Flow.LEFT_WALLET: (Place.WALLET, Place.RELATIVES),
    Flow.LATE_FEE: (Place.POCKET, Place.POOL),
    Flow.INTEREST_ON_PAST: (Place.GOVERNMENT, Place.PAST_ACCOUNT),
}
SOURCE = np.array([_ROUTES[flow][0] for flow in Flow], np.int64)
TARGET = np.array([_ROUTES[flow][1] for flow in Flow], np.int64)

#: What each flow does to each place: -1 where it leaves, +1 where it arrives.
EFFECT = np.zeros((len(Flow), len(Place)), np.int64)
EFFECT[np.arange(len(Flow)), SOURCE] -= 1
EFFECT[np.arange(len(Flow)), TARGET] += 1

#: The flows that touch each place, then NOTHING.
NOTHING = -1
TOUCHING = np.full((len(Place), len(Flow) + 1), NOTHING, np.int64)
for _place in Place:
    _flows = np.flatnonzero(EFFECT[:, _place])
    TOUCHING[_place, : _flows.size] = _flows

#: What each flow does to the pool of the region whose law the person lives under.
POOLED = EFFECT[:, Place.POOL].copy()


@rule
def move(person, pools, flow, amount):
    """The only way money changes places: `amount` fen by `flow`; `pools` holds each region's fund."""
    if amount == 0:
        return
    person.books[SOURCE[flow]] -= amount
    person.books[TARGET[flow]] += amount
    person.flows[flow] += amount
    pools[person.region] += POOLED[flow] * amount


class BooksDoNotBalance(Exception):
    """A fault of the program, never of the input: money appeared or went missing."""


def complaint(people: np.ndarray, totals: np.ndarray, pools: np.ndarray, row: int, day: str) -> BooksDoNotBalance:
    """What is wrong with the books of `row`: life, person, day, places and flows."""
    flows = totals[row] + people["flows"][row]
    proved = flows @ EFFECT
    places = [place.name.lower() for place in Place if proved[place] != people["books"][row, place]]
    moved = {flow.name.lower(): int(flows[flow]) for flow in Flow if flows[flow]}
    return BooksDoNotBalance(
        f"the books of life {people['life'][row]}, person {people['who'][row]} do not balance on {day}: "
        f"places {places or 'between people, regions, or below zero'}, "
        f"balances {people['books'][row].tolist()}, flows {moved}, pools {pools.tolist()}"
    )
