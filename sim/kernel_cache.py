"""The folder in which machine code of kernels is kept: named by what it was compiled from.

Numba's file cache looks at one file only, so a rule changed in another file would leave its callers with the old
law. The folder is therefore named by a hash of every source file of `sim/` and of the versions that compile it. To
know whether anything is compiled yet, Numba itself need not be loaded.
"""

import atexit
import os
import platform
import sys
import tempfile
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from time import time

from sim.cache import cache_root

PLAIN = "NUMBA_DISABLE_JIT"  # Numba's own setting: kernels stay the Python functions that they are

#: How the names of modules begin whose kernels are compiled anew in each process: extensions, which may be no files.
UNCACHED = "extension "

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


@cache
def kernel_folder(extensions: str = "") -> Path:
    """The folder for machine code of exactly these sources, or of what `extensions`, by their hash, replace in them;
    where the cache cannot be written, one of this process."""
    # Numba finds compiled code by the place of its source, so each install has its own
    place = blake2b(str(Path(__file__).parent).encode(), digest_size=4).hexdigest()
    name = f"kernels-{source_hash()}-{place}" + (f"-{extensions}" if extensions else "")
    wanted = cache_root() / name
    if not wanted.exists():
        _forget_old(cache_root())
    if _writable(wanted):
        return wanted
    temporary = Path(tempfile.mkdtemp(prefix="gongji-"))
    atexit.register(rmtree, temporary, ignore_errors=True)
    return temporary / name


def is_warm(extensions: str = "") -> bool:
    """Whether compiled kernels of exactly this source, and of these extensions, lie in the cache."""
    return all(any(kernel_folder(key).rglob("*.nbc")) for key in {"", extensions})


def is_interpreted() -> bool:
    """Whether kernels run as plain Python in this process."""
    return os.environ.get(PLAIN) == "1"


def interpret() -> bool:
    """Let kernels run as plain Python, in this process and those it starts; False where Numba is loaded already."""
    if "numba" in sys.modules:
        return False
    os.environ[PLAIN] = "1"
    return True
