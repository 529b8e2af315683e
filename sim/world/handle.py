"""One argument for all arrays of a block: a table of their addresses and shapes, which kernels read as attributes.

A tuple of arrays costs more than the work it carries: compiled code copies it, array by array, at every call. A
`Handle` is one pointer however many arrays there are, and `w.people` in a kernel is two loads. Where nothing is
compiled it is an object with attributes. This file alone rests on Numba's semi-public extension API.
"""

from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import populate_array
from numba.np.numpy_support import from_dtype

WORDS = 4  # of the table an array takes: its address, then up to three lengths


class HandleType(types.Type):
    """The Numba type of a handle: the names of its arrays with their types, by which kernels are compiled."""

    def __init__(self, fields: tuple[tuple[str, types.Type], ...]):
        self.fields = dict(fields)
        self.places = {name: WORDS * k for k, name in enumerate(self.fields)}
        # Numba names machine code by the types of its arguments: the whole text would make symbols of many kilobytes
        text = "; ".join(f"{name}: {of}" for name, of in fields)
        super().__init__(f"Handle({blake2b(text.encode(), digest_size=8).hexdigest()})")


@lru_cache
def _type_of(shapes: tuple[tuple[str, np.dtype, int], ...]) -> HandleType:
    """Handles of the same shapes share a type: Numba takes 0.1 ms to make that of an array of records."""
    return HandleType(
        tuple((name, types.Array(from_dtype(of), ndim, "C") if ndim else from_dtype(of)) for name, of, ndim in shapes)
    )


class Handle:
    """The arrays of a block by name; one without dimensions is a record. Only `set` puts another in the place of one.

    Arrays must be C-contiguous. The handle keeps them alive, so a kernel may use it as long as it exists.
    """

    def __init__(self, **arrays: np.ndarray):
        if taken := [name for name in arrays if name.startswith("_") or hasattr(Handle, name)]:
            raise ValueError(f"an array cannot be called {taken[0]}")
        shapes = tuple((name, array.dtype, array.ndim) for name, array in arrays.items())
        table = np.zeros(WORDS * len(arrays), np.int64)
        self.__dict__.update(_type=_type_of(shapes), _table=table, _address=table.ctypes.data, _arrays={})
        for name, array in arrays.items():
            self.set(name, array)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"no array {name!r}")

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
        place = self._type.places[name]
        self._table[place : place + 1 + array.ndim] = array.ctypes.data, *array.shape
        self._arrays[name] = array
        self.__dict__[name] = _by_name(array)


def _by_name(array: np.ndarray) -> Any:
    """An array as a kernel reads it: fields of records are attributes, an array without dimensions is its record."""
    if array.dtype.names is None:
        return array
    records = array.view(np.recarray)
    return records if array.ndim else records.reshape(1)[0]


@typeof_impl.register(Handle)
def _typeof(handle: Handle, context: object) -> HandleType:
    return handle._type


@register_model(HandleType)
class _Model(models.PrimitiveModel):
    def __init__(self, manager, handle_type):
        super().__init__(manager, handle_type, ir.IntType(8).as_pointer())


@unbox(HandleType)
def _unbox(handle_type, handle, c):
    address = c.pyapi.object_getattr_string(handle, "_address")
    pointer = c.pyapi.long_as_voidptr(address)
    c.pyapi.decref(address)
    return NativeValue(pointer)


@infer_getattr
class _Attributes(AttributeTemplate):
    key = HandleType

    def generic_resolve(self, handle_type, name):
        return handle_type.fields.get(name)


@lower_getattr_generic(HandleType)
def _lower(context, builder, handle_type, handle, name):
    """Load an array's address and lengths; the table does not change while a kernel runs, so a load may be reused."""
    of, place = handle_type.fields[name], handle_type.places[name]
    word = ir.IntType(64)
    table = builder.bitcast(handle, word.as_pointer())
    invariant = builder.module.add_metadata([])

    def load(at):
        loaded = builder.load(builder.gep(table, [word(at)]))
        loaded.set_metadata("invariant.load", invariant)
        return loaded

    if isinstance(of, types.Record):
        return builder.inttoptr(load(place), context.get_value_type(of))
    shape = [load(place + 1 + axis) for axis in range(of.ndim)]
    itemsize = word(context.get_abi_sizeof(context.get_data_type(of.dtype)))
    strides, step = [], itemsize
    for length in reversed(shape):
        strides.insert(0, step)
        step = builder.mul(step, length)
    array = context.make_array(of)(context, builder)
    data = builder.inttoptr(load(place), context.get_data_type(of.dtype).as_pointer())
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=itemsize, meminfo=None)
    return array._getvalue()
