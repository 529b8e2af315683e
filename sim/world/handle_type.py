"""The Numba type of a `Handle`, by which kernels read the arrays of a block. Not loaded where nothing is compiled.

This file alone rests on Numba's semi-public extension API.
"""

from functools import lru_cache
from hashlib import blake2b

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

from sim.world.handle import WORDS, Handle, Shapes


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
        tuple((name, types.Array(from_dtype(of), ndim, "C") if ndim else from_dtype(of)) for name, of, ndim in shapes)
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
