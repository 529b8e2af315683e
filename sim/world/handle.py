"""One argument for all arrays of a block: a table of their addresses and shapes, which kernels read as attributes.

A tuple of arrays costs more than the work it carries: compiled code copies it, array by array, at every call. A
`Handle` is one pointer however many arrays there are, and `w.people` in a kernel is two loads (`handle_type.py`).
Where nothing is compiled it is an object with attributes.
"""

from typing import Any

import numpy as np

from sim.kernel_cache import is_interpreted
from sim.world.plain import as_plain
from sim.world.records import with_attributes

WORDS = 4  # of the table an array takes: its address, then up to three lengths

Shapes = tuple[tuple[str, np.dtype, int], ...]  # of each array its name, type and number of dimensions


class Handle:
    """The arrays of a block by name; one without dimensions is a record. Only `set` puts another in the place of one.

    Arrays must be C-contiguous. The handle keeps them alive, so a kernel may use it as long as it exists.
    """

    def __init__(self, **arrays: np.ndarray):
        if taken := [name for name in arrays if name.startswith("_") or hasattr(Handle, name)]:
            raise ValueError(f"an array cannot be called {taken[0]}")
        shapes = tuple((name, array.dtype, array.ndim) for name, array in arrays.items())
        table = np.zeros(WORDS * len(arrays), np.int64)
        self.__dict__.update(_shapes=shapes, _type=None, _table=table.data, _address=table.ctypes.data, _arrays={})
        self.__dict__.update(_places={name: WORDS * k for k, name in enumerate(arrays)})
        for name, array in arrays.items():
            self.set(name, array)

    def __getattr__(self, name: str) -> Any:
        """An array that Python has not looked at yet: compiled code needs no view of it."""
        if name not in self.__dict__.get("_arrays", ()):
            raise AttributeError(f"no array {name!r}")
        found = self.__dict__[name] = self._read(self._arrays[name])
        return found

    @staticmethod
    def _read(array: np.ndarray) -> Any:
        return _by_name(array)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} is read-only: `set` puts another array in its place")

    def numbers(self, name: str) -> memoryview:
        """The whole numbers of an array, one after the other, to be read and written by Python without NumPy."""
        return self._arrays[name].reshape(-1).view(np.int64).data

    def set(self, name: str, array: np.ndarray) -> None:
        """Put another array of the same type and number of dimensions in the place of one."""
        before = self._arrays.get(name, array)
        if (array.dtype, array.ndim) != (before.dtype, before.ndim):
            raise TypeError(f"{name} is {before.ndim}-dimensional of {before.dtype}")
        if not array.flags.c_contiguous or array.ndim >= WORDS:
            raise ValueError(f"{name} must be C-contiguous, of at most {WORDS - 1} dimensions")
        place = self._places[name]
        for at, word in enumerate((array.ctypes.data, *array.shape), place):
            self._table[at] = word
        self._arrays[name] = array
        self.__dict__.pop(name, None)


class PlainHandle(Handle):
    """The same for kernels in plain Python, whether others are compiled or not."""

    @staticmethod
    def _read(array: np.ndarray) -> Any:
        return as_plain(array)


def _by_name(array: np.ndarray) -> Any:
    """An array as a kernel reads it: fields of records are attributes, an array without dimensions is its record."""
    if is_interpreted():
        return as_plain(array)
    if array.dtype.names is None:
        return array
    records = array.view(with_attributes(array.dtype))
    return records if array.ndim else records.reshape(1)[0]
