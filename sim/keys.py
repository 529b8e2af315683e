"""Keys of chance: what a seed and a person's name become in a draw.

A key is a hash of a text, so neighbouring seeds and similar names share no draw, and neither the order of the
file nor another person plays a part. Imports no numba: checking a scenario for colliding keys must be quick.
"""

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def seed_key(seed: int, household: str = "") -> "np.uint64":
    """Key of all draws of a seed: blake2b-64 of its decimal text, read little-endian; of a household of a population,
    of that text, a space and the household's number."""
    import numpy as np  # here, so that `person_key` costs no import of numpy

    return np.uint64(_keyed(f"{seed} {household}" if household else str(seed), 64))


def person_key(name: str) -> int:
    """Key of a person, 0 to 2**32 - 1: blake2b-32 of the name (UTF-8), read little-endian."""
    return _keyed(name, 32)


def _keyed(text: str, bits: int) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=bits // 8).digest(), "little")
