"""The source document of a scenario: the tree of a file, or of a variant of it, and its changes to the law."""

from collections.abc import Mapping as Named
from dataclasses import dataclass, field
from functools import cached_property

from sim.errors import Faults
from sim.extensions.source import Extension
from sim.policy import NO_SEEDS, OwnSeeds
from sim.scenario.names import names_in_file
from sim.values.document import Document
from sim.yaml_marks import Mapping


@dataclass(frozen=True)
class SourceDocument(Document):
    """A file, with where everything in it was written, as it stands or with a variant or a point merged in.

    `variant` is the variant's name, empty for the file itself; `policies` are its mappings of changes to the law, of
    which later ones win; `seeds` are the policy files that lie beside it, `extensions` the extension files that it or
    a variant names, or why they cannot be read; `households` says of each person of a population in which one.
    """

    tree: Mapping
    policies: tuple[Mapping, ...] = ()
    variant: str = ""
    seeds: OwnSeeds = NO_SEEDS
    extensions: tuple[tuple[str, Extension | Faults], ...] = ()
    households: Named[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, dict[str, None]]:
        """The names of everything in the file and its variants, if this is the file itself."""
        return names_in_file(self.tree)
