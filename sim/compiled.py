"""Kernels: machine code, or the plain Python functions that they are, where nothing is compiled.

Then Numba is not even loaded: half a second that a small job does not spend.
"""

from collections.abc import Callable

from sim.kernel_cache import is_interpreted


def _as_it_is(function: Callable) -> Callable:
    return function


if is_interpreted():
    kernel: Callable = _as_it_is
    inlined: Callable = _as_it_is
else:
    from sim.machine import inlined, kernel  # noqa: F401  for kernels


def machine_code(called: Callable) -> Callable:
    """What to call instead of a kernel that was just called with arguments of the same types.

    Numba finds out the type of every argument at every call, which for two dozen arrays of records takes forty times
    as long as an idle kernel. As long as a kernel has been compiled for one set of types only, its code can be called
    as it is; otherwise, and where nothing is compiled, the kernel itself is the answer.
    """
    compiled = list(getattr(called, "overloads", {}).values())
    return compiled[0].entry_point if len(compiled) == 1 else called
