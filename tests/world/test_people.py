"""The rows: what one is, and that a benefit year begins with nothing used."""

import numpy as np

from sim.processes.benefit_year import clear
from sim.state.care import Used
from sim.words.flows import Flow, Place
from sim.words.law import TIERS
from sim.words.states import FOREVER, Status
from sim.world.people import PERSON, YEAR
from sim.world.records import dtype_of


def test_every_field_is_whole_numbers_of_64_bits():
    def plain(kind):
        return all(plain(part[0]) for part in kind.fields.values()) if kind.fields else kind.base == np.int64

    assert plain(PERSON) and plain(YEAR)


def test_a_row_has_a_balance_a_place_a_sum_a_flow_and_a_count_a_status():
    assert PERSON["books"].shape == (len(Place),)
    assert PERSON["flows"].shape == YEAR["flows"].shape == (len(Flow),)
    assert PERSON["months"].shape == YEAR["months"].shape == (len(Status),)
    assert dtype_of(Used)["visits"].shape == (TIERS,)


def test_a_new_benefit_year_clears_every_counter():
    used = np.zeros(1, dtype_of(Used)).view(np.recarray)
    used.view(np.int64)[...] = 7
    clear(used[0])
    assert not used.view(np.int64).any()


def test_a_day_that_never_comes_leaves_room_to_count_in_thousandths():
    assert 2 * FOREVER * 1000 < 2**62
