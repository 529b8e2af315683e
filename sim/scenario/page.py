"""One reading of a scenario file: its tree, its changes to the law, and which variant it is."""

from dataclasses import dataclass

from sim.values.document import Document
from sim.yaml_marks import Mapping


@dataclass(frozen=True)
class Page(Document):
    """One reading of a file, with where everything in it was written.

    `reading` names the variant, empty for the file itself; `policies` are its mappings of changes to the law, of
    which later ones win.
    """

    tree: Mapping
    policies: tuple[Mapping, ...] = ()
    reading: str = ""
