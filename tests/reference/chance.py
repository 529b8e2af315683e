"""Draws: Philox-4x32-10 in plain whole numbers, and the tables that make numbers of words."""

from functools import cache
from hashlib import blake2b
from math import erfc, exp, log, log1p, sqrt
from statistics import NormalDist

MASK = 0xFFFFFFFF
SLICES = 4096
TAIL = 16

WORK, OUTPATIENT, INPATIENT, OUTPATIENT_TIER, INPATIENT_TIER, DEATH, PAYERS, MARRIAGE, BIRTH = range(1, 10)


def hashed(text: str, bits: int) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=bits // 8).digest(), "little")


class Draws:
    """All draws of a life."""

    def __init__(self, seed: int, life: int):
        key = hashed(str(seed), 64)
        self.key = key & MASK, key >> 32
        self.life = life

    def words(self, stream: int, person: int, ordinal: int) -> list[int]:
        counter = [ordinal & MASK, self.life, person, stream]
        low, high = self.key
        for _ in range(10):
            one, two = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
            counter = [(two >> 32) ^ counter[1] ^ low, two & MASK, (one >> 32) ^ counter[3] ^ high, one & MASK]
            low, high = (low + 0x9E3779B9) & MASK, (high + 0xBB67AE85) & MASK
        return counter


def happens(word: int, parts: int) -> bool:
    """Whether a share in parts per million happens."""
    return word < parts * 2**32 // 1_000_000


def _above(z: float) -> float:
    """The normal probability above z."""
    return erfc(z / sqrt(2)) / 2


def _z(above: float) -> float:
    """The normal quantile that leaves this probability above; exact in both tails."""
    return -NormalDist().inv_cdf(above) if above < 0.5 else NormalDist().inv_cdf(1 - above)


@cache
def cost_slice(median: int, p90: int, index: int, of: int, least: float) -> float:
    """Mean cost in a slice of probability; slices are counted from `least`, `of` of them up to 1."""
    sigma = log(p90 / median) / NormalDist().inv_cdf(0.9)
    width = (1 - least) / of
    left, right = width * (of - index), width * (of - index - 1)  # probabilities above the two ends
    above_left = 1.0 if left >= 1 else _above(_z(left) - sigma)
    above_right = 0.0 if right <= 0 else _above(_z(right) - sigma)
    return median * exp(sigma * sigma / 2) * (above_left - above_right) / width


def cost(median: int, p90: int, word: int, tail: int) -> int:
    """A cost in whole fen."""
    place, least = word * SLICES >> 32, 0.0
    if place >= SLICES - TAIL:
        place, least = tail * SLICES >> 32, 1 - TAIL / SLICES
    return int(cost_slice(median, p90, place, SLICES, least) + 0.5)


def _waited(u: float, v: float) -> float:
    """Mean of an exponential of mean 1 between two quantiles."""

    def primitive(left: float) -> float:  # of -log(x), in what is left above
        return left - left * log(left) if left > 0 else 0.0

    if u < 0.01:  # little is left of the difference of two numbers near 1; -log(1 - x) = x + x²/2 + …
        middle, half = (u + v) / 2, (v - u) / 2
        return -log1p(-middle) + half * half / 6 / (1 - middle) ** 2
    return (primitive(1 - u) - primitive(1 - v)) / (v - u)


def gap(mean: float, word: int, tail: int) -> int:
    """A time between bills in whole thousandths of a day; the mean is in the same unit."""
    return int(mean * _gap(word, tail) + 0.5)


def _gap(word: int, tail: int) -> float:
    place = word * SLICES >> 32
    inner = tail * SLICES >> 32
    part = TAIL / SLICES
    if place < TAIL:
        return _waited(part * inner / SLICES, part * (inner + 1) / SLICES)
    if place >= SLICES - TAIL:
        # Above a quantile an exponential begins anew.
        fresh = _waited(inner / SLICES, (inner + 1) / SLICES) if inner < SLICES - 1 else log(SLICES) + 1
        return fresh - log(part)
    return _waited(place / SLICES, (place + 1) / SLICES)
