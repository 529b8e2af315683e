"""Double-entry books: what each flow does to each place, the one way to move money, and what the audit says.

Every fen moves by `move`, from the source of a `Flow` to its target. The balances of the places and the ledger of
flows are written separately; `audit` proves once a year that they tell the same story.
"""

import numpy as np

from sim.compiled import inlined
from sim.errors import GongjiError
from sim.words.flows import Flow, Place

SOURCE = np.array([flow.source for flow in sorted(Flow)], np.int64)
TARGET = np.array([flow.target for flow in sorted(Flow)], np.int64)

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


@inlined
def move(w, person, flow, amount):
    """The only way money changes places: `amount` fen by `flow`; the world's pools hold each region's fund."""
    if amount == 0:
        return
    person.books[SOURCE[flow]] -= amount
    person.books[TARGET[flow]] += amount
    person.flows[flow] += amount
    w.pools[person.region] += POOLED[flow] * amount


class BooksDoNotBalance(GongjiError):
    """A fault of the program, never of the input: money appeared or went missing."""

    hint = "This is a fault of Gongji, not of the scenario: please report it with the file and the seed."


class PastBound(GongjiError):
    """An amount that has grown beyond what arithmetic in 64 bits can take shares of."""

    hint = "Choose smaller amounts, a smaller growth or a shorter run."


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
