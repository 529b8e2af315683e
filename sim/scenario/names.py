"""The names a file gives to people, bills, events, bindings and variants; a name that nothing bears is a fault."""

from collections.abc import Iterator

from sim.words.events import kind_in
from sim.words.outcomes import COLUMNS
from sim.words.present import ENDING, is_of_years
from sim.yaml_marks import Mapping, Node, Sequence, mapping_of


def names_in_file(written: Mapping) -> dict[str, dict[str, None]]:
    """The names that an expectation may refer to: it speaks of all variants, so those of the file and of each variant
    count; whether a name is in the variant that is meant is a check of its own."""
    variants = mapping_of(written.get("variants"))
    cases = [case for case in (written, *variants.values()) if isinstance(case, Mapping)]
    return {
        "anyone": _distinct(name for case in cases for name in _people(case)),
        "bills": _distinct(name for case in cases for name in _named(case.get("events"), "bill")),
        "events": _distinct(name for case in cases for name in _named(case.get("events"), "name")),
        "bindings": _distinct(name for case in cases for name in _named(case.get("bindings"), "name")),
        "variants": _distinct(map(str, variants)),
        "outcomes": _distinct(_outcomes(written)),
    }


def _outcomes(written: Mapping) -> Iterator[str]:
    """The program's outcomes, their present values where the file discounts, and those it defines."""
    yield from (outcome.name for outcome in COLUMNS)
    if "discount" in written:
        yield from (f"{outcome.name}{ENDING}" for outcome in COLUMNS if is_of_years(outcome))
    yield from map(str, mapping_of(written.get("outcomes")))


def people_of(tree: Mapping) -> dict[str, None]:
    """The names of the people of a case, the file or a variant of it."""
    return _distinct(_people(tree))


def _people(case: Mapping) -> Iterator[str]:
    """Everybody: who is there on the first day, the children that may be born, and those born by events."""
    people = mapping_of(case.get("people"))
    yield from map(str, people)
    for person in people.values():
        chance = mapping_of(mapping_of(person).get("chance"))
        yield from map(str, mapping_of(mapping_of(chance.get("gives_birth")).get("children")))
    yield from _named(case.get("events"), "name", does="birth")


def _named(entries: Node | None, key: str, does: str | None = None) -> Iterator[str]:
    """The names under `key` in a list of mappings, of one kind of event where it is said."""
    for entry in entries if isinstance(entries, Sequence) else ():
        if (
            isinstance(entry, Mapping)
            and isinstance(entry.get(key), str)
            and does in (None, kind_in(entry.get("does")))
        ):
            yield str(entry[key])


def _distinct(names: Iterator[str]) -> dict[str, None]:
    """Each name once, in order, and quick to look up."""
    return dict.fromkeys(names)
