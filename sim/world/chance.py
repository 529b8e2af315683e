"""Chance: every draw is a function of seed, stream, person, life and ordinal, and of nothing else.

No policy, block size, number of workers, other person or new process moves a draw. A draw is four words of 32 bits
from Philox-4x32-10; a word becomes an event by `happens` and a place in a table (`tables.py`) by `slice_of`.
Words are int64 from 0 to 2**32 - 1, so that they mix with other int64 in a kernel without turning into floats.
"""

from enum import IntEnum

from sim.compiled import inlined, int64, uint64
from sim.world.tables import CLOSED, OPENED, SLICES


class Stream(IntEnum):
    """One stream per kind of chance. A number is for ever: a new kind takes the next one and moves no other draw."""

    WORK = 1  # a job lost or found; ordinal: months since 1970-01
    OUTPATIENT = 2  # ordinal: number of the bill; words: gap, its tail, cost, its tail
    INPATIENT = 3  # likewise
    OUTPATIENT_TIER = 4  # word 0: the hospital's tier
    INPATIENT_TIER = 5
    DEATH = 6  # ordinal: months since 1970-01
    PAYER_ORDER = 7
    MARRIAGE = 8  # ordinal: years since 1970; words: whether, the day of the year
    BIRTH = 9  # likewise


#: Kinds of occasions beside those of `Care`, by which chance orders payers.
OUT_OF_FILE, FOR_PREMIUM = 2, 3


# All arithmetic is on 64 bits and masked: the product of two 32-bit numbers fits, so nothing ever wraps around, and
# compiled and interpreted code agree without a warning.
_MASK = uint64(0xFFFFFFFF)
_HALF = uint64(32)
_MULTIPLIER_0, _MULTIPLIER_1 = uint64(0xD2511F53), uint64(0xCD9E8D57)
_WEYL_0, _WEYL_1 = uint64(0x9E3779B9), uint64(0xBB67AE85)


@inlined
def philox4x32(c0, c1, c2, c3, k0, k1):
    """Four random words of counter (c0..c3) under key (k0, k1): Philox-4x32-10 (Salmon et al. 2011)."""
    c0, c1, c2, c3 = uint64(c0), uint64(c1), uint64(c2), uint64(c3)
    k0, k1 = uint64(k0), uint64(k1)
    for _ in range(10):
        product_0, product_1 = _MULTIPLIER_0 * c0, _MULTIPLIER_1 * c2
        c0, c1 = (product_1 >> _HALF) ^ c1 ^ k0, product_1 & _MASK
        c2, c3 = (product_0 >> _HALF) ^ c3 ^ k1, product_0 & _MASK
        k0, k1 = (k0 + _WEYL_0) & _MASK, (k1 + _WEYL_1) & _MASK
    return int64(c0), int64(c1), int64(c2), int64(c3)


@inlined
def philox(key, stream, person_key, life, ordinal):
    """Four random words for one event of one person of one life. `key` is `seed_key(seed)`; life and ordinal from 0."""
    key = uint64(key)
    return philox4x32(ordinal, life, person_key, stream, key & _MASK, key >> _HALF)


@inlined
def day_of_year(word, days):
    """A day of a year of so many days, counted from 0; all are equally likely."""
    return word * days >> 32


@inlined
def pair_key(patient_key, payer_key):
    """Key of what one person is to another: the payer's is turned by sixteen bits, so that two who pay for each other
    draw apart."""
    return patient_key ^ (payer_key << 16 & 0xFFFFFFFF | payer_key >> 16)


@inlined
def threshold(ppm):
    """Below which a word must be for a share of `ppm` parts per million to happen: floor(share × 2**32), exactly."""
    return (ppm << 32) // 1_000_000


@inlined
def happens(word, below):
    """Whether a share happens; `below` is its `threshold`."""
    return word < below


@inlined
def slice_of(word, tail_word):
    """Index of the entry a word draws; in the last sixteen slices the tail word chooses among 4,096 finer ones."""
    index = word * SLICES >> 32
    return SLICES + (tail_word * SLICES >> 32) if index >= CLOSED else index


@inlined
def slice_of_gap(word, tail_word):
    """Index of the entry a word draws in a table of times between bills, whose first sixteen slices are opened too."""
    index = word * SLICES >> 32
    return 2 * SLICES + (tail_word * SLICES >> 32) if index < OPENED else slice_of(word, tail_word)


@inlined
def number_of_bill(ordinal, kind):
    """The number by which chance orders the payers of a bill: no two occasions of a person share one."""
    return 4 * ordinal + kind
