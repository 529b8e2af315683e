"""Extension files of a scenario: read once with it, and checked without running any of them."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Named
from dataclasses import replace
from pathlib import Path

from sim.errors import Fault, Faults
from sim.extensions.declared import faults_of
from sim.extensions.given import GIVEN, as_extension
from sim.extensions.source import Extension, read
from sim.scenario.source import SourceDocument
from sim.scenario.trees import with_key
from sim.values.refusals import nearest_word, shown
from sim.values.trees import as_node
from sim.yaml_marks import Mapping, Sequence, Text, mapping_of

KEY = "extensions"


def extensions_of(tree: Mapping, folder: Path) -> tuple[tuple[str, Extension | Faults], ...]:
    """The extension files that a file or one of its variants names, each read once."""
    return tuple((name, read(name, folder)) for name in _named_in(tree) if name.endswith(".py"))


def _named_in(tree: Mapping) -> Iterable[str]:
    cases = (tree, *(case for case in mapping_of(tree.get("variants")).values() if isinstance(case, Mapping)))
    return dict.fromkeys(name for case in cases for name in _names(case))


def _names(case: Mapping) -> Iterator[str]:
    listed = case.get(KEY)
    yield from (str(name) for name in (listed if isinstance(listed, Sequence) else ()) if isinstance(name, Text))


def chosen(document: SourceDocument) -> tuple[Extension, ...]:
    """The extensions of a case, in its order."""
    known = dict(document.extensions)
    found = (known.get(name) for name in dict.fromkeys(_names(mapping_of(document.tree))))
    return tuple(one for one in found if isinstance(one, Extension))


def faults_of_extensions(document: SourceDocument) -> Iterator[Fault]:
    """What is wrong with the extensions of a case: files that cannot be read, and every fault in those that can."""
    known, before = dict(document.extensions), set[str]()
    for place, name in enumerate(document.entries(KEY)):
        if not isinstance(name, Text):
            continue
        path, found = (KEY, place), known.get(name)
        if name in before:
            yield document.fault(path, f"{shown(name)} is listed twice")
        elif isinstance(found, Faults):
            beside = [file.name for file in Path(document.file).parent.glob("*.py")]
            problem = found.faults[0].message
            yield document.fault(path, f"{shown(name)} {problem}", nearest=nearest_word(name, beside))
        elif found is None:
            allowed = "files that end with .py" if not name.endswith(".py") else ""
            message = "is no Python file" if allowed else "is no extension that may be run here"
            yield document.fault(path, f"{shown(name)} {message}", allowed=allowed)
        before.add(name)
    yield from faults_of(chosen(document))


def with_given(document: SourceDocument, rules: Named[str, Callable]) -> SourceDocument:
    """The document with functions in place of rules: of the file and of each of its variants."""
    tree = mapping_of(document.tree)
    variants = {
        name: _adding(case) if isinstance(case, Mapping) and KEY in case else case
        for name, case in mapping_of(tree.get("variants")).items()
    }
    tree = _adding(tree)
    if variants:
        tree = with_key(tree, "variants", Mapping(variants, tree["variants"].mark, tree["variants"].key_marks))
    kept = tuple((name, file) for name, file in document.extensions if name != GIVEN)
    return replace(document, tree=tree, extensions=(*kept, (GIVEN, as_extension(rules))))


def _adding(case: Mapping) -> Mapping:
    names = [name for name in _names(case) if name != GIVEN]
    return with_key(case, KEY, as_node([*names, GIVEN]))
