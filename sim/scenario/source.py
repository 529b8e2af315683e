"""The source document of a scenario: the tree of a file, or of a variant of it, and its changes to the law."""

from dataclasses import dataclass

from sim.values.document import Document
from sim.yaml_marks import Mapping


@dataclass(frozen=True)
class SourceDocument(Document):
    """A file, with where everything in it was written, as it stands or with a variant or a point merged in.

    `variant` is the variant's name, empty for the file itself; `policies` are its mappings of changes to the law, of
    which later ones win.
    """

    tree: Mapping
    policies: tuple[Mapping, ...] = ()
    variant: str = ""
