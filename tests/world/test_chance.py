"""Draws: published known answers, fixed keys, and the same words whether compiled or interpreted."""

from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from sim.keys import person_key, seed_key
from sim.world.chance import Stream, happens, philox, philox4x32, slice_of, slice_of_gap, threshold
from sim.world.tables import CLOSED, OPENED

WORDS = st.integers(0, 2**32 - 1)


def interpreted(function):
    """The Python behind a compiled function; with NUMBA_DISABLE_JIT=1 the function is that already."""
    return getattr(function, "py_func", function)


@njit
def _in_a_kernel(key, below):
    """As a kernel calls them: a stream by its name, words into places of tables and a threshold."""
    w0, w1, w2, w3 = philox(key, Stream.INPATIENT, 77, 3, 9)
    return slice_of_gap(w0, w1), slice_of(w2, w3), happens(w0, below)


# Random123, tests/kat_vectors: counter, key, answer.
KNOWN_ANSWERS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


def _words(text: str) -> tuple[int, ...]:
    return tuple(int(word, 16) for word in text.split())


@pytest.mark.parametrize("function", [philox4x32, interpreted(philox4x32)], ids=["compiled", "interpreted"])
@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_answers(function, counter, key, answer):
    assert function(*_words(counter), *_words(key)) == _words(answer)


def test_the_counter_is_ordinal_life_person_stream_and_the_keys_low_half_comes_first():
    (ordinal, life, person, stream), (low, high) = _words(KNOWN_ANSWERS[2][0]), _words(KNOWN_ANSWERS[2][1])
    assert philox(np.uint64(high << 32 | low), stream, person, life, ordinal) == _words(KNOWN_ANSWERS[2][2])


@pytest.mark.filterwarnings("error")
@given(st.tuples(WORDS, WORDS, WORDS, WORDS), st.tuples(WORDS, WORDS))
def test_compiled_and_interpreted_draw_the_same(counter, key):
    assert philox4x32(*counter, *key) == interpreted(philox4x32)(*counter, *key)


def test_a_kernel_draws_what_python_draws():
    key, below = seed_key(7), threshold(500_000)
    w0, w1, w2, w3 = philox(key, Stream.INPATIENT, 77, 3, 9)
    expected = slice_of_gap(w0, w1), slice_of(w2, w3), happens(w0, below)
    assert _in_a_kernel(key, below) == expected


def test_streams_keep_their_numbers():
    names = ["WORK", "OUTPATIENT", "INPATIENT", "OUTPATIENT_TIER", "INPATIENT_TIER", "DEATH", "PAYER_ORDER"]
    assert [(stream.name, int(stream)) for stream in Stream] == list(zip([*names, "MARRIAGE", "BIRTH"], range(1, 10)))


def test_keys_of_known_names_and_seeds():
    assert [person_key(name) for name in ("Wei", "Mei", "王伟")] == [3866423982, 435093642, 860833121]
    keys = [8493733112532773764, 8518482412311870710, 14103689764984978483]
    assert [int(seed_key(seed)) for seed in (0, 1, 20260101)] == keys


def test_a_key_is_blake2b_read_little_endian():
    assert person_key("Wei") == int.from_bytes(blake2b(b"Wei", digest_size=4).digest(), "little")
    assert seed_key(42) == int.from_bytes(blake2b(b"42", digest_size=8).digest(), "little")
    assert seed_key(42).dtype == np.uint64


def test_a_draw_known_from_before():
    words = philox(seed_key(1), Stream.WORK, person_key("Wei"), 0, 672)
    assert words == (2716766079, 1552110415, 1714031483, 1595930968)


@given(st.integers(0, 1_000_000))
def test_a_threshold_is_the_exact_floor(ppm):
    below = threshold(ppm)
    assert below * 1_000_000 <= ppm * 2**32 < (below + 1) * 1_000_000
    assert below == interpreted(threshold)(ppm)


@given(WORDS)
def test_a_share_of_nothing_never_happens_and_of_everything_always(word):
    assert not happens(word, threshold(0))
    assert happens(word, threshold(1_000_000))


@given(WORDS, WORDS)
def test_a_word_draws_its_slice_and_above_the_tail_word_draws_one_of_the_tail(word, tail_word):
    equal = word * 4096 // 2**32
    expected = equal if equal < CLOSED else 4096 + tail_word * 4096 // 2**32
    assert slice_of(word, tail_word) == expected == interpreted(slice_of)(word, tail_word)


@given(WORDS | st.integers(0, 2**25), WORDS)
def test_a_gap_draws_one_of_the_finest_slices_at_the_start_too(word, tail_word):
    expected = 8192 + tail_word * 4096 // 2**32 if word * 4096 // 2**32 < OPENED else slice_of(word, tail_word)
    assert slice_of_gap(word, tail_word) == expected == interpreted(slice_of_gap)(word, tail_word)


def test_words_are_spread_evenly():
    words = np.array([philox(seed_key(3), Stream.WORK, 5, 0, ordinal) for ordinal in range(20_000)])
    counts = np.bincount(words.ravel() >> 28, minlength=16)
    chi_square = ((counts - 5_000) ** 2 / 5_000).sum()
    assert chi_square < 38  # 15 degrees of freedom, p = 0.001
