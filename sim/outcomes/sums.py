"""Sums of whole numbers that never wrap around, in whatever order they are added."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


def total(values: "np.ndarray") -> Any:
    """The exact sum of int64 values along their first axis: a Python integer, or an array of them.

    It is added in two halves of 32 bits, neither of which overflows for fewer than two thousand million values.
    """
    high, low = (values >> 32).sum(axis=0), (values & 0xFFFFFFFF).sum(axis=0)
    if values.ndim == 1:
        return (int(high) << 32) + int(low)
    return high.astype(object) * 2**32 + low.astype(object)
