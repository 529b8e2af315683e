"""How rules and kernels are compiled, and where the machine code is kept.

Numba's file cache looks at one file only, so a rule changed in another file would leave its callers with the old
law. The cache directory is therefore named by a hash of every source file of `sim/` and of the versions that
compile it, and is chosen here, whether Numba has been imported before or not.
"""

import os
import platform
import tempfile
from collections.abc import Callable
from hashlib import blake2b
from importlib import import_module
from importlib.metadata import version
from inspect import isfunction
from pathlib import Path
from pkgutil import iter_modules
from shutil import rmtree
from time import time
from typing import Any

from numba import njit
from numba.core import config
from numba.extending import register_jitable

from sim import rules
from sim.cache import cache_root

MONTH = 30 * 24 * 3600  # seconds


def source_hash() -> str:
    """Hash of every source file of the package and of the versions that turn it into machine code."""
    package = Path(__file__).parent
    digest = blake2b(digest_size=12)
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for library in ("numba", "llvmlite", "numpy"):
        digest.update(f"{library} {version(library)} ".encode())
    digest.update(f"{platform.python_version()} {platform.machine()}".encode())
    return digest.hexdigest()


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _forget_old(root: Path) -> None:
    """Remove kernels of other sources that nobody has compiled for a month: each set is some 70 MB."""
    for folder in root.glob("kernels-*"):
        if time() - folder.stat().st_mtime > MONTH:
            rmtree(folder, ignore_errors=True)


def _kernel_folder() -> Path:
    # Numba finds compiled code by the place of its source, so each install has its own
    place = blake2b(str(Path(__file__).parent).encode(), digest_size=4).hexdigest()
    name = f"kernels-{source_hash()}-{place}"
    wanted = cache_root() / name
    if not wanted.exists():
        _forget_old(cache_root())
    return wanted if _writable(wanted) else Path(tempfile.mkdtemp(prefix="gongji-")) / name


kernel_folder = _kernel_folder()
# Numba looks at its setting when a function is decorated, and sets it anew from the environment when that has changed:
# only both together keep machine code out of `sim/**/__pycache__`, where a changed rule would leave its callers stale.
os.environ["NUMBA_CACHE_DIR"] = str(kernel_folder)
config.CACHE_DIR = str(kernel_folder)  # pyright: ignore[reportAttributeAccessIssue]


def is_warm() -> bool:
    """Whether compiled kernels of exactly this source lie in the cache."""
    return any(kernel_folder.rglob("*.nbc"))


#: Division follows NumPy, so that no rule carries a check for zero it cannot meet. Nothing compiled here allocates an
#: array, so references to arrays are not counted: counting them took five sixths of the time.
OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}

#: A kernel applies rules to rows. It releases the interpreter's lock: blocks of lives run side by side in threads.
kernel: Callable = njit(**OPTIONS)

#: A kernel that only kernels call, many times in a block: it is compiled into its callers, which saves a third of the
#: time. What is seldom called stays a `kernel`, so that it is compiled once and not once a caller.
inlined: Callable = njit(forceinline=True, **OPTIONS)


def _know_rules() -> None:
    """Let kernels call every rule: a plain function, compiled only inside the kernels that call it."""
    options = {key: value for key, value in OPTIONS.items() if key in ("error_model", "_nrt")}
    for module in iter_modules(rules.__path__):
        for function in vars(import_module(f"{rules.__name__}.{module.name}")).values():
            if isfunction(function) and function.__module__ == f"{rules.__name__}.{module.name}":
                register_jitable(forceinline=True, **options)(function)


_know_rules()


def machine_code(called: Callable) -> Callable:
    """What to call instead of a kernel that was just called with arguments of the same types.

    Numba finds out the type of every argument at every call, which for two dozen arrays of records takes forty times
    as long as an idle kernel. As long as a kernel has been compiled for one set of types only, its code can be called
    as it is; otherwise, and where nothing is compiled, the kernel itself is the answer.
    """
    compiled = list(getattr(called, "overloads", {}).values())
    return compiled[0].entry_point if len(compiled) == 1 else called
