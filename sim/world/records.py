"""The NumPy type of a declared record, each field an int64, a vector or a record; and rows in plain Python."""

import copyreg
from functools import cache
from operator import itemgetter
from typing import Any

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


@cache
def with_attributes(kind: np.dtype) -> np.dtype:
    """A type of the same memory whose fields are attributes of its rows, as in compiled code.

    `numpy.record` looks for each name in three places first, which takes plain Python six to nine times as long.
    """
    if kind.subdtype is not None:
        base, shape = kind.subdtype
        return np.dtype((with_attributes(base), shape))
    if kind.names is None:
        return kind
    row = _Row("Row", (np.void,), {"__slots__": (), "kind": kind, **{name: _attribute(name) for name in kind.names}})
    fields = list((kind.fields or {}).values())
    layout: Any = {
        "names": kind.names,
        "formats": [with_attributes(field[0]) for field in fields],
        "offsets": [field[1] for field in fields],
        "itemsize": kind.itemsize,
    }
    return np.dtype((row, layout))


class _Row(type):
    """A type of rows; it goes to another process as the type of the memory that it reads."""

    kind: np.dtype


def _row_of(kind: np.dtype) -> type:
    return with_attributes(kind).type


copyreg.pickle(_Row, lambda row: (_row_of, (row.kind,)))


def _attribute(name: str) -> property:
    def put(row: Any, value: Any) -> None:
        row[name] = value

    return property(itemgetter(name), put)


def column(rows: np.ndarray, path: str) -> np.ndarray:
    """One field of all rows, by its path: `pension.lifetime`."""
    for name in path.split("."):
        rows = rows[name]
    return rows
