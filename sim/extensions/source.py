"""Extension files as they were read once: their text goes wherever the scenario goes."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from sim.errors import Faults
from sim.yaml_marks import decode, read_bytes

MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Extension:
    """A file: as the scenario names it, as messages call it, and what it holds."""

    name: str
    path: str
    text: str

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the file, as `sha256sum` gives it."""
        return sha256(self.text.encode()).hexdigest()


def read(name: str, folder: Path) -> "Extension | Faults":
    """The file of a name in a folder, or why it cannot be read."""
    path = str(folder / name)
    try:
        return Extension(name, path, decode(read_bytes(path, path, MOST_BYTES), path))
    except Faults as faults:
        return faults


def key_of(extensions: tuple[Extension, ...]) -> str:
    """A short hash of some files in their order; empty of none."""
    if not extensions:
        return ""
    return sha256("\0".join(f"{one.name}\0{one.hash}" for one in extensions).encode()).hexdigest()[:16]
