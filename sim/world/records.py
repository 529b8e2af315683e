"""The NumPy type of a declared record: each field an int64, a vector of them, or a record."""

from functools import cache

import numpy as np

from sim.words.records import fields_of


@cache
def dtype_of(record: type) -> np.dtype:
    """Memory of a record, its fields one after the other."""
    return np.dtype([_member(field) for field in fields_of(record)])


def _member(field) -> tuple:
    if field.record:
        return field.name, dtype_of(field.record)
    return (field.name, np.int64) if field.length is None else (field.name, np.int64, field.length)


def column(rows: np.ndarray, path: str) -> np.ndarray:
    """One field of all rows, by its path: `pension.lifetime`."""
    for name in path.split("."):
        rows = rows[name]
    return rows
