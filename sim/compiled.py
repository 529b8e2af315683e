"""Kernels: machine code, or the plain Python functions that they are, where nothing is compiled.

Then Numba is not even loaded: half a second that a small job does not spend.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from sim.kernel_cache import is_interpreted, kernel_folder


def _as_it_is(function: Callable) -> Callable:
    return function


if is_interpreted():
    kernel: Callable = _as_it_is
    inlined: Callable = _as_it_is
    int64 = uint64 = int
else:
    from numpy import int64, uint64  # noqa: F401  for kernels

    from sim.machine import inlined, kernel  # noqa: F401


def is_kernel(value: Any) -> bool:
    """Whether something is compiled as a kernel; where nothing is compiled, nothing is."""
    return hasattr(value, "py_func")


def again(kernel: Callable, function: Callable) -> Callable:
    """A function compiled as a kernel was."""
    if not is_kernel(kernel):
        return function
    from sim.machine import decorator_of

    return decorator_of(kernel)(function)


def compile_for(kernel: Callable, arguments: tuple[Any, ...]) -> None:
    """Compile a kernel for arguments like these, or load it, without calling it."""
    if is_kernel(kernel):
        from sim.machine import compile_for

        compile_for(kernel, arguments)


def know(function: Callable) -> None:
    """Let kernels call a plain function."""
    if not is_interpreted():
        from sim.machine import know

        know(function)


def passing(whole: Callable, returns: int | str | None, refusal: Callable[[str], Exception]) -> Callable:
    """What passes on results of a kind and refuses others: `whole`, and in compiled code its like for types."""
    if is_interpreted():
        return whole
    from sim.machine import passing

    return passing(whole, returns, refusal)


def caching(key: str) -> AbstractContextManager[None]:
    """Within this, whatever is decorated keeps its machine code apart from the program's own, by a key."""
    if is_interpreted():
        return nullcontext()
    from sim.machine import caching_in

    return caching_in(kernel_folder(key))


def machine_code(called: Callable) -> Callable:
    """What to call instead of a kernel that was just called with arguments of the same types.

    Numba finds out the type of every argument at every call, which for two dozen arrays of records takes forty times
    as long as an idle kernel. As long as a kernel has been compiled for one set of types only, its code can be called
    as it is; otherwise, and where nothing is compiled, the kernel itself is the answer.
    """
    compiled = list(getattr(called, "overloads", {}).values())
    return compiled[0].entry_point if len(compiled) == 1 else called
