"""A file, or one value of it, as a tree that knows where everything in it was written."""

from dataclasses import dataclass
from typing import Any

from sim.errors import Fault, Faults
from sim.values.models import Path
from sim.yaml_marks import Mapping, Mark, Node, Sequence, mapping_of, read


@dataclass(frozen=True)
class Document:
    """A source: its name and its tree."""

    file: str
    tree: Node

    def node(self, *path: str | int) -> Any:
        """What stands at a path, or None."""
        node: Any = self.tree
        for step in path:
            node = _step(node, step)
        return node

    def mapping(self, *path: str | int) -> Mapping:
        """The mapping at a path, or an empty one where something else stands: a file may write anything anywhere."""
        return mapping_of(self.node(*path))

    def entries(self, *path: str | int) -> Sequence:
        """The list at a path, or an empty one where something else stands."""
        found = self.node(*path)
        return found if isinstance(found, Sequence) else Sequence()

    def mark(self, *path: str | int) -> Mark:
        """Where the value of a path stands; of a path the file does not have, where its last known part stands."""
        node: Any = self.tree
        for step in path:
            below = _step(node, step)
            node = node if below is None else below
        return node.mark

    def key_mark(self, *path: str | int) -> Mark:
        """Where the key of a path stands (of a list's entry: where the entry begins)."""
        owner = self.node(*path[:-1])
        if isinstance(owner, Mapping) and path[-1] in owner.key_marks:
            return owner.key_marks[str(path[-1])]
        return self.mark(*path)

    def fault(
        self,
        path: Path,
        message: str,
        *,
        of_key: bool = False,
        nearest: str | None = None,
        allowed: str = "",
        write: str | None = None,
    ) -> Fault:
        """A fault at a value of the file, or at its key; a line to paste is one that YAML can read."""
        mark = self.key_mark(*path) if of_key else self.mark(*path)
        return Fault(message, self.file, *mark, nearest, allowed, write if write and _is_yaml(write) else None)


def _is_yaml(text: str) -> bool:
    try:
        read(text)
    except Faults:
        return False
    return True


def _step(node: Any, step: str | int) -> Any:
    if isinstance(node, Mapping):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
        return node[step]
    return None
