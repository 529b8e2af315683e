"""The loop written by hand draws and counts what the engine does, life by life."""

import numpy as np
import pytest

from benchmarks import hand_loop as loop
from benchmarks import natural_simpy as natural
from benchmarks.family import peer_laws, prepared
from sim.engine import run_block

LIVES = 25


@pytest.mark.slow
def test_it_has_the_bills_and_the_paid_months_of_the_engine():
    plan = prepared()
    laws, people = peer_laws(plan.policy), natural.three_generations()
    counted = loop.lives_of(loop.family_of(plan, people, laws[0][1].premium_day), loop.law_of(laws), 0, LIVES)
    rows = run_block(plan, range(LIVES)).people.reshape(LIVES, plan.persons)
    for place, person in enumerate(people):
        ours = rows[:, plan.slots[person.name]]
        assert np.array_equal(ours["bills"]["number"].sum(axis=1), counted[:, place, loop.BILLS])
        assert np.array_equal(ours["insured"]["paid_months"], counted[:, place, loop.PAID])
    # no account loses a fen: opening + credited + left by the dead = own bills + given + what is there
    accounts = counted[:, :, [loop.CREDITED, loop.OWN, loop.GIVEN, loop.ACCOUNT]].sum(axis=1)
    opening = 600_000 + 90_000 + 0 + 120_000
    someone_survives = rows["alive"].reshape(LIVES, -1).any(axis=1)
    assert someone_survives.any()
    for credited, own, given, left in accounts[someone_survives]:
        assert opening + credited == own + given + left
