"""The names a file gives to people, bills, events, bindings and variants; a name that nothing bears is a fault."""

from collections.abc import Iterator

from sim.yaml_marks import Mapping, Node, Sequence, mapping_of


def names_of(tree: Mapping, written: Mapping) -> dict[str, dict[str, None]]:
    """The names that a case, the file or a variant of it, may refer to. Expectations speak of all variants, so for them
    every name of the written file counts; whether it is in the variant they mean is a check of its own."""
    variants = written.get("variants")
    cases = [tree, written, *(variants.values() if isinstance(variants, Mapping) else ())]
    everywhere = [case for case in cases if isinstance(case, Mapping)]
    return {
        "people": _distinct(_people(tree)),
        "anyone": _distinct(name for case in everywhere for name in _people(case)),
        "bills": _distinct(name for case in everywhere for name in _named(case.get("events"), "bill")),
        "events": _distinct(name for case in everywhere for name in _named(case.get("events"), "name")),
        "bindings": _distinct(name for case in everywhere for name in _named(case.get("bindings"), "name")),
        "variants": _distinct(map(str, mapping_of(variants))),
    }


def _people(case: Mapping) -> Iterator[str]:
    """Everybody: who is there on the first day, and the children born by events."""
    people = case.get("people")
    if isinstance(people, Mapping):
        yield from map(str, people)
    yield from _named(case.get("events"), "name", does="birth")


def _named(entries: Node | None, key: str, does: str | None = None) -> Iterator[str]:
    """The names under `key` in a list of mappings, of one kind of event where it is said."""
    for entry in entries if isinstance(entries, Sequence) else ():
        if isinstance(entry, Mapping) and isinstance(entry.get(key), str) and does in (None, entry.get("does")):
            yield str(entry[key])


def _distinct(names: Iterator[str]) -> dict[str, None]:
    """Each name once, in order, and quick to look up."""
    return dict.fromkeys(names)
