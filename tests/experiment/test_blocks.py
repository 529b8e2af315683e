"""Cutting lives into blocks, and living them side by side."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Event

import pytest

from sim.experiment.blocks import LARGEST, BlockFailed, chosen, cut, live_all, missing, teller


@pytest.mark.parametrize("lives", [1, 2, 99, 150, 200, 999, 1_001, 5_000, 12_345])
@pytest.mark.parametrize("workers", [1, 2, 7])
def test_blocks_are_the_lives_once_each(lives, workers):
    blocks = cut([(0, lives)], workers)
    assert blocks[0][0] == 0 and blocks[-1][1] == lives
    assert all(one[1] == other[0] for one, other in pairwise(blocks))
    assert all(0 < last - first <= LARGEST for first, last in blocks)


def test_both_workers_have_work_to_the_end():
    assert [last - first for first, last in cut([(0, 5_000)], 2)] == [500] * 10
    assert cut([(0, 200)], 2) == [(0, 100), (100, 200)]
    assert cut([(0, 120)], 2) == [(0, 120)]


def test_finished_blocks_are_kept_whatever_their_cut():
    kept = chosen([(300, 400), (0, 100), (50, 150), (0, 120), (400, 900)], 500)
    assert kept == [(0, 120), (300, 400)]
    assert missing(kept, 500) == [(120, 300), (400, 500)]
    assert missing([], 10) == [(0, 10)]
    assert missing([(0, 10)], 10) == []


def lived(live, blocks, workers=2, stop=None):
    kept, told = [], []
    with ThreadPoolExecutor(workers) as threads:
        try:
            live_all(live, blocks, kept.append, threads, workers, stop or Event(), told.append)
        except BaseException as error:
            return kept, told, error
    return kept, told, None


def test_every_block_is_lived_and_kept():
    blocks = cut([(0, 5_000)], 2)
    kept, told, error = lived(lambda block: block, blocks)
    assert sorted(kept) == sorted(told) == blocks and error is None


def test_a_failing_block_is_named_and_the_finished_ones_are_kept():
    first_is_kept = Event()

    def live(block):
        if block == (1, 2):
            first_is_kept.wait(5)
            raise ZeroDivisionError("nothing to share")
        first_is_kept.set()
        return block

    kept, _, error = lived(live, [(0, 1), (1, 2), (2, 3)])
    assert isinstance(error, BlockFailed) and "lives 1 to 1: ZeroDivisionError: nothing to share" in str(error)
    assert (0, 1) in kept


def test_ctrl_c_stops_the_rest_and_keeps_what_is_finished():
    stop, begun = Event(), []

    def live(block):
        begun.append(block)
        if block != (0, 1):
            assert stop.wait(5)
            raise RuntimeError("stopped")
        return block

    kept = []

    def keep(part):
        kept.append(part)
        raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as threads, pytest.raises(KeyboardInterrupt):
        live_all(live, [(k, k + 1) for k in range(10)], keep, threads, 2, stop, lambda _: None)
    assert kept == [(0, 1)] and stop.is_set() and len(begun) <= 3


def test_progress_counts_lives_kept_from_before():
    told = []
    tell = teller(told.append, [(100, 200), (200, 400)], 400)
    tell((100, 200))
    tell((200, 400))
    assert [(p.blocks, p.lives, p.of_lives) for p in told] == [(1, 200, 400), (2, 400, 400)]
    assert told[0].seconds_left > told[1].seconds_left == 0
