"""Arrays as plain Python reads them, where nothing is compiled: whole numbers are Python's own, rows structures of C.

NumPy makes an object of its own of each number it hands out, which is slow to make and slow to calculate with: by this
plain Python simulates a life in a third of the time. Whatever else is done with an array, NumPy does.
"""

import ctypes
from functools import cache
from math import prod
from typing import Any

import numpy as np


def as_plain(array: np.ndarray) -> Any:
    """An array on the same memory; one of records without dimensions is its record."""
    if array.dtype.names is not None:
        return array.view(_Rows) if array.ndim else _row(array.reshape(1), 0)
    if array.dtype != np.int64:
        return array
    numbers = array.view(_Numbers)
    numbers._memory = array.data
    return numbers


class _Rows(np.ndarray):
    """Records that, taken one by one, are structures with their fields as attributes."""

    def __array_finalize__(self, _: Any) -> None:
        self._taken: dict[Any, ctypes.Structure] = {}

    def __getitem__(self, index: Any) -> Any:
        try:
            return self._taken[index]
        except (KeyError, TypeError):  # not taken before, or not the place of one row
            found = super().__getitem__(index)
        if not isinstance(found, np.void):
            return found
        place = int(np.arange(self.size).reshape(self.shape)[index])
        row = self._taken[index] = _row(self, place)
        return row

    def __setitem__(self, index: Any, value: Any) -> None:
        row = np.frombuffer(memoryview(value), self.dtype)[0] if isinstance(value, ctypes.Structure) else value
        super().__setitem__(index, row)


class _Numbers(np.ndarray):
    """Whole numbers that, taken one by one, are Python's own."""

    _memory: Any = None  # of an array that was made of this one, NumPy reads the numbers

    def __getitem__(self, index: Any) -> Any:
        try:
            found = self._memory[index]
        except (TypeError, NotImplementedError):  # a part of the array
            return super().__getitem__(index)
        return found if type(found) is int else super().__getitem__(index)


def row_of(kind: np.dtype, memory: memoryview) -> Any:
    """A row as it is now, whatever becomes of the memory that it is copied from."""
    return _structure_of(kind).from_buffer_copy(memory)


def _row(array: np.ndarray, place: int) -> ctypes.Structure:
    return _structure_of(array.dtype).from_buffer(array, place * array.dtype.itemsize)


@cache
def _structure_of(kind: np.dtype) -> Any:
    """A structure of C with the memory of a record: fields that are numbers, vectors or records."""
    if kind.subdtype is not None:
        base, shape = kind.subdtype
        made = _structure_of(base)
        for dimensions in range(1, len(shape) + 1):
            made = _vector_of(made, shape[-dimensions:])
        return made
    if kind.names is None:
        return ctypes.c_uint64 if kind.kind == "u" else ctypes.c_int64
    fields = [(name, _structure_of(field[0])) for name, field in (kind.fields or {}).items()]
    made = type("Row", (ctypes.Structure,), {"_fields_": fields, "__getitem__": _field})
    assert ctypes.sizeof(made) == kind.itemsize, "the fields of a record follow each other"
    return made


def _field(row: ctypes.Structure, name: str) -> Any:
    """A field of a row by its name, as a row of NumPy has it."""
    return getattr(row, name)


def _vector_of(part: Any, shape: tuple[int, ...]) -> Any:
    sizes = {"_type_": part, "_length_": shape[0], "size": prod(shape), "shape": shape}
    return type("Vector", (ctypes.Array,), sizes if len(shape) == 1 else {**sizes, "__getitem__": _of_table})


def _of_table(table: Any, index: Any) -> Any:
    """A number of a table by all its places, a row of it by the first."""
    if not isinstance(index, tuple):
        return ctypes.Array.__getitem__(table, index)
    first, *others = index
    part = ctypes.Array.__getitem__(table, first)
    return part[others[0] if len(others) == 1 else tuple(others)]
