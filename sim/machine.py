"""How Numba compiles rules and kernels, and the checked files it keeps machine code in.

Where those lie (`kernel_cache.py`) is decided here, whether Numba has been imported before or not.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from inspect import isfunction
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from numba import njit, typeof, types
from numba.core import config
from numba.core.caching import IndexDataCacheFile
from numba.core.dispatcher import Dispatcher
from numba.extending import overload, register_jitable

from sim import rules
from sim.kernel_cache import UNCACHED, kernel_folder


def keep_machine_code_in(folder: Path) -> None:
    """Let whatever is decorated from now on keep its machine code in a folder.

    Numba looks at its setting when a function is decorated, and sets it anew from the environment when that has
    changed: only both together keep machine code out of `sim/**/__pycache__`, where a changed rule would leave its
    callers stale.
    """
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    config.CACHE_DIR = str(folder)  # pyright: ignore[reportAttributeAccessIssue]


keep_machine_code_in(kernel_folder())


def _load_without_scipy() -> None:
    """Load Numba's functions of arrays, which load all of SciPy's linear algebra to know whether it is there.

    No kernel here calls it, and it takes longer to load than a small study to simulate. A function that does call it
    (`np.dot` of somebody's own) loads it when it is compiled.
    """
    if find_spec("scipy") is None:
        return
    from numba.np import linalg

    ensure_blas = linalg.ensure_blas
    linalg.ensure_blas = lambda: None
    try:
        from numba.np import arraymath
    finally:
        linalg.ensure_blas = ensure_blas
    arraymath.ensure_blas = ensure_blas  # pyright: ignore[reportPrivateImportUsage]


_load_without_scipy()

_DIGEST = 16  # bytes


class _CheckedFile(IndexDataCacheFile):
    """Numba's files of one kernel, each ending with the digest of the rest: damaged machine code is compiled again.

    Numba itself would run it. The reader of its files ignores what follows them.
    """

    @contextmanager
    def _open_for_write(self, filepath: str) -> Iterator[BytesIO]:
        content = BytesIO()
        yield content
        with super()._open_for_write(filepath) as file:
            file.write(content.getvalue() + _digest(content.getvalue()))

    def _load_index(self) -> dict:
        return super()._load_index() if _is_sound(self._index_path) else {}

    def _load_data(self, name: str) -> Any:
        if not _is_sound(self._data_path(name)):
            raise FileNotFoundError(name)  # Numba then compiles, and writes it anew
        return super()._load_data(name)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()


def _is_sound(path: str) -> bool:
    file = Path(path)
    content = file.read_bytes() if file.is_file() else b""
    return _digest(content[:-_DIGEST]) == content[-_DIGEST:]


def _compiler(**options: Any) -> Callable:
    """Numba's decorator with these options, keeping machine code in checked files."""
    compiler = njit(**options)
    without_cache: dict[str, Any] = options | {"cache": False}
    uncached = njit(**without_cache)

    def decorate(function: Callable) -> Callable:
        code = function.__code__
        if function.__module__.startswith(UNCACHED) or not Path(code.co_filename).is_file():
            return uncached(function)
        kernel = compiler(function)
        if isinstance(kernel, Dispatcher):  # where nothing is compiled, it is the function itself
            kernel._cache._cache_file.__class__ = _CheckedFile  # pyright: ignore[reportAttributeAccessIssue]
        return kernel

    return decorate


#: Division follows NumPy, so that no rule carries a check for zero it cannot meet. Nothing compiled here allocates an
#: array, so references to arrays are not counted: counting them took five sixths of the time.
OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}

#: A kernel applies rules to rows. It releases the interpreter's lock: blocks of lives run side by side in threads.
kernel: Callable = _compiler(**OPTIONS)

#: A kernel that only kernels call, many times in a block: it is compiled into its callers, which saves a third of the
#: time. What is seldom called stays a `kernel`, so that it is compiled once and not once a caller.
inlined: Callable = _compiler(forceinline=True, **OPTIONS)


_PLAIN_OPTIONS = {key: value for key, value in OPTIONS.items() if key in ("error_model", "_nrt")}


def know(function: Callable) -> None:
    """Let kernels call a plain function, which is compiled only inside the kernels that call it."""
    register_jitable(forceinline=True, **_PLAIN_OPTIONS)(function)


def _know_rules() -> None:
    for module in iter_modules(rules.__path__):
        for function in vars(import_module(f"{rules.__name__}.{module.name}")).values():
            if isfunction(function) and function.__module__ == f"{rules.__name__}.{module.name}":
                know(function)


def passing(check: Callable, returns: int | str | None, refusal: Callable[[str], Exception]) -> Callable:
    """A function for kernels that gives back its argument and refuses, when it is compiled, one that is not of the
    kind that is returned: so many whole numbers, or an object of a class with this name. In plain Python it checks."""

    def whole(result: Any) -> Any:
        return check(result)

    @overload(whole, jit_options=_PLAIN_OPTIONS)  # pyright: ignore[reportArgumentType]
    def of_type(result):  # pyright: ignore[reportUnusedFunction]  no annotations: they are part of what Numba compares
        if not _is_of_kind(types.unliteral(result), returns):
            raise refusal(f"a value of the type {result}")
        return lambda result: result

    return whole


def _is_of_kind(found: Any, returns: int | str | None) -> bool:
    if returns is None:
        return True
    if isinstance(returns, str):
        return getattr(getattr(found, "instance_class", None), "__name__", "") == returns
    if returns == 0:
        return isinstance(found, types.NoneType)
    parts = list(found) if isinstance(found, types.BaseTuple) else [found]  # pyright: ignore[reportArgumentType]
    return len(parts) == returns and all(isinstance(part, types.Integer | types.Boolean) for part in parts)


def compile_for(kernel: Any, arguments: tuple[Any, ...]) -> None:
    """Compile a kernel for arguments like these, or load it, without calling it."""
    kernel.compile(tuple(typeof(argument) for argument in arguments))


def decorator_of(kernel: Callable) -> Callable:
    """With which of the two decorators a kernel was made."""
    options = getattr(kernel, "targetoptions", {})
    return inlined if options.get("forceinline") else globals()["kernel"]


@contextmanager
def caching_in(folder: Path) -> Iterator[None]:
    """Within this, whatever is decorated keeps its machine code in another folder."""
    keep_machine_code_in(folder)
    try:
        yield
    finally:
        keep_machine_code_in(kernel_folder())


_know_rules()
