"""The Numba type of a `Handle`, by which kernels read the arrays of a block; and the addresses of kernels, by which
compiled code calls them. Not loaded where nothing is compiled.

This file alone rests on Numba's semi-public extension API, and on how it calls functions.
"""

import operator
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.callconv import RETCODE_NONE, RETCODE_OK
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    intrinsic,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import load_item, populate_array, store_item
from numba.np.numpy_support import from_dtype

from sim.world.handle import WORDS, Handle, Shapes


class Table(types.Array):
    """An array of a handle. Its places are counted from the start alone: -1 is no place of it, as it is of an array.

    So kernels do not ask of each index whether it is below 0.
    """


register_model(Table)(models.ArrayModel)


class HandleType(types.Type):
    """The Numba type of a handle: the names of its arrays with their types, by which kernels are compiled."""

    def __init__(self, fields: tuple[tuple[str, types.Type], ...]):
        self.fields = dict(fields)
        self.places = {name: WORDS * k for k, name in enumerate(self.fields)}
        # Numba names machine code by the types of its arguments: the whole text would make symbols of many kilobytes
        text = "; ".join(f"{name}: {of}" for name, of in fields)
        super().__init__(f"Handle({blake2b(text.encode(), digest_size=8).hexdigest()})")


@lru_cache
def _type_of(shapes: Shapes) -> HandleType:
    """Handles of the same shapes share a type: Numba takes 0.1 ms to make that of an array of records."""
    return HandleType(
        tuple((name, Table(from_dtype(of), ndim, "C") if ndim else from_dtype(of)) for name, of, ndim in shapes)
    )


@typeof_impl.register(Handle)
def _typeof(handle: Handle, context: object) -> HandleType:
    if handle._type is None:
        handle.__dict__["_type"] = _type_of(handle._shapes)
    return handle.__dict__["_type"]


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


def _pointer(context, builder, table, value, index_type, index):
    """The address of an item, by as many places as the table has dimensions."""
    several = isinstance(index_type, types.BaseTuple)
    kinds = list(index_type) if several else [index_type]  # pyright: ignore[reportArgumentType]
    places = cgutils.unpack_tuple(builder, index, len(kinds)) if several else [index]
    if len(kinds) != table.ndim or not all(isinstance(kind, types.Integer) for kind in kinds):
        raise NotImplementedError(f"{table} takes {table.ndim} whole numbers, not {index_type}")
    array = context.make_array(table)(context, builder, value)
    shape = cgutils.unpack_tuple(builder, array.shape, table.ndim)
    place = None
    for at, kind, length in zip(places, kinds, shape, strict=True):
        at = context.cast(builder, at, kind, types.intp)
        place = at if place is None else builder.add(builder.mul(place, length), at)
    return builder.gep(array.data, [place])


@lower_builtin(operator.getitem, Table, types.Integer)
@lower_builtin(operator.getitem, Table, types.BaseTuple)
def _get(context, builder, signature, arguments):
    (table, index_type), (value, index) = signature.args, arguments
    return load_item(context, builder, table, _pointer(context, builder, table, value, index_type, index))


@lower_builtin(operator.setitem, Table, types.Integer, types.Any)
@lower_builtin(operator.setitem, Table, types.BaseTuple, types.Any)
def _set(context, builder, signature, arguments):
    (table, index_type, kind), (value, index, item) = signature.args, arguments
    pointer = _pointer(context, builder, table, value, index_type, index)
    store_item(context, builder, table, context.cast(builder, item, kind, table.dtype), pointer)


# ----------------------------------------------------------------------------- kernels by their addresses

_STATUS, _WORD, _POINTER = ir.IntType(32), ir.IntType(64), ir.IntType(8).as_pointer()
_RESULTS = types.none, types.int64


def address_of(kernel: Any, handle: Handle, count: int) -> int | None:
    """The address of a kernel's machine code for a handle and so many whole numbers, which lasts as long as the kernel.

    None if it returns something else than a whole number or nothing. `call` calls what stands there.
    """
    arguments = (_typeof(handle, None), *[types.int64] * count)
    kernel.compile(arguments)
    code = kernel.overloads[arguments]
    if code.signature.return_type not in _RESULTS:
        return None
    return code.library.get_pointer_to_function(code.fndesc.llvm_func_name) or None


def _call(typing, address, handle, numbers):
    """Call the kernel at an address: whether it came to its end, and the whole number that it returned (0: none)."""
    count = len(numbers)

    def lower(context, builder, signature, arguments):
        address, handle, numbers = arguments
        result, error = cgutils.alloca_once(builder, _WORD), cgutils.alloca_once(builder, _POINTER)
        builder.store(_WORD(0), result)
        # Numba's convention: where the result goes, where an error goes, the arguments; it returns a status
        takes = [_WORD.as_pointer(), _POINTER.as_pointer(), _POINTER, *[_WORD] * count]
        kernel = builder.inttoptr(address, ir.FunctionType(_STATUS, takes).as_pointer())
        status = builder.call(kernel, [result, error, handle, *cgutils.unpack_tuple(builder, numbers, count)])
        is_done = builder.or_(*[builder.icmp_signed("==", status, code) for code in (RETCODE_OK, RETCODE_NONE)])
        return context.make_tuple(builder, signature.return_type, [is_done, builder.load(result)])

    return types.Tuple([types.boolean, types.int64])(types.int64, handle, numbers), lower


call: Callable[..., Any] = intrinsic(_call)
