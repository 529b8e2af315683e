"""What bears a name in a file, so that a name that nobody bears is found wherever it stands."""

from collections.abc import Iterator

from sim.yaml_marks import Mapping, Node, Sequence


def names_of(tree: Mapping, written: Mapping) -> dict[str, tuple[str, ...]]:
    """The names a reading of the file may refer to. Expectations speak of all variants, so for them every name of the
    written file counts; whether it is in the variant they mean is a check of its own."""
    variants = written.get("variants")
    readings = [tree, written, *(variants.values() if isinstance(variants, Mapping) else ())]
    everywhere = [reading for reading in readings if isinstance(reading, Mapping)]
    return {
        "people": _distinct(_people(tree)),
        "anyone": _distinct(name for reading in everywhere for name in _people(reading)),
        "bills": _distinct(name for reading in everywhere for name in _named(reading.get("events"), "bill")),
        "events": _distinct(name for reading in everywhere for name in _named(reading.get("events"), "name")),
        "bindings": _distinct(name for reading in everywhere for name in _named(reading.get("bindings"), "name")),
        "variants": tuple(map(str, variants)) if isinstance(variants, Mapping) else (),
    }


def _people(reading: Mapping) -> Iterator[str]:
    """Everybody: who is there on the first day, and the children born by events."""
    people = reading.get("people")
    if isinstance(people, Mapping):
        yield from map(str, people)
    yield from _named(reading.get("events"), "name", does="birth")


def _named(entries: Node | None, key: str, does: str | None = None) -> Iterator[str]:
    """The names under `key` in a list of mappings, of one kind of event where it is said."""
    for entry in entries if isinstance(entries, Sequence) else ():
        if isinstance(entry, Mapping) and isinstance(entry.get(key), str) and does in (None, entry.get("does")):
            yield str(entry[key])


def _distinct(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
