"""Paths of a sweep: where each leads, and the file with a value set there.

    start, end, years, mortality, discount         the run
    policy.PARAMETER, policy.REGION.PARAMETER      the law, as the last of its changes
    people.NAME.KEY                                a person: a date, a choice, a chance, a wage
    events.NAME.KEY, bindings.NAME.KEY             an event by its name or its bill's, a binding by its name
    population.bindings                            of a population: who pays for whom in every household

Of a population only what a variant of it may change is swept. Everything else is the same at every point, so that all
of them are compared on the same lives.
"""

from collections.abc import Iterable
from dataclasses import replace

from sim.errors import Fault
from sim.policy.parameters import is_parameter
from sim.scenario.changes import set_value
from sim.scenario.model import Study
from sim.scenario.reading import NAMER, swept_path_exists
from sim.scenario.scalars import region_called, unknown_region
from sim.scenario.source import SourceDocument
from sim.scenario.trees import with_key, with_value, without
from sim.values.models import Path, keys_of
from sim.values.refusals import listed, nearest_word
from sim.values.trees import as_text
from sim.yaml_marks import Mapping, Node, Text, mapping_of, mark_of

_RUN = ("start", "end", "years", "mortality", "discount")
# By which keys an entry of a list is known; these themselves cannot be swept.
_KNOWN_BY = {"events": ("name", "bill"), "bindings": ("name",)}
_HEADINGS = ("policy", "people", *_KNOWN_BY, *_RUN)
_FORMS = "policy.PARAMETER, policy.REGION.PARAMETER, people.NAME.KEY, events.NAME.KEY, bindings.NAME.KEY, " + ", ".join(
    _RUN
)

# Of a population what is about law: its households, their first day and the length of the run are the same everywhere.
_BINDINGS = "population.bindings"
_OF_POPULATION = (_BINDINGS, "mortality", "discount")
_FORMS_OF_POPULATION = ", ".join(("policy.PARAMETER", "policy.REGION.PARAMETER", *_OF_POPULATION))


def at_value(document: SourceDocument, path: str, value: Node) -> SourceDocument:
    """The document with the value of a path set; the path leads somewhere. `end` takes the place of `years`, and the
    reverse: both say where the run ends."""
    heading, _, rest = path.partition(".")
    if heading == "policy":
        return replace(document, policies=(*document.policies, set_value(rest, value, mark_of(path, value.mark))))
    tree = without(document.tree, ("end", "years")) if path in ("end", "years") else document.tree
    return replace(document, tree=mapping_of(with_value(tree, _place(document, path), value)))


def alone(document: SourceDocument) -> SourceDocument:
    """A case without the other cases of the file: reading each of very many reads only what is its own."""
    return replace(document, tree=without(document.tree, ("variants", "sweep")))


def _place(document: SourceDocument, path: str) -> Path:
    """A path as steps of the tree: an entry of a list by its number."""
    heading, *rest = path.split(".")
    return (heading, _named(document, heading)[rest[0]][0], *rest[1:]) if heading in _KNOWN_BY else (heading, *rest)


def _named(document: SourceDocument, heading: str) -> dict[str, list[int]]:
    """The entries of a list by name; each name should be of one."""
    places: dict[str, list[int]] = {}
    for number, entry in enumerate(document.entries(heading)):
        names = [entry.get(key) for key in _KNOWN_BY[heading]] if isinstance(entry, Mapping) else []
        for name in dict.fromkeys(name for name in names if isinstance(name, Text)):
            places.setdefault(str(name), []).append(number)
    return places


# ----------------------------------------------------------------------------- paths that lead nowhere


def fault_of_path(document: SourceDocument, path: str, beside: Iterable[str]) -> Fault | None:
    """What is wrong with a path, among all that are swept together."""
    heading, *rest = path.split(".")
    if document.node("population"):
        return _fault_of_population(document, path)
    if heading in keys_of(Study) and heading not in _HEADINGS:
        message = f"{heading!r} is the same at every point, so that all points are compared on the same lives"
        return _fault(document, path, message, allowed=_FORMS)
    if heading not in _HEADINGS or not all(rest) or bool(rest) == (heading in _RUN):
        return _fault(document, path, f"{str(path)!r} is not a path", _whole_path(document, path), _FORMS)
    if path == "end" and "years" in beside:
        return _fault(document, path, "'end' and 'years' are both swept; keep one")
    if heading == "policy":
        return _fault_of_region(document, path)
    if heading == "people":
        return _fault_of_person(document, path, rest[0]) or _fault_of_key(document, path)
    if heading in _KNOWN_BY:
        return _fault_of_name(document, path, heading, rest) or _fault_of_key(document, path)
    return None


def _fault(
    document: SourceDocument,
    path: str,
    message: str,
    nearest: str | None = None,
    allowed: str = "",
    write: str | None = None,
) -> Fault:
    """A fault of a path, where the sweep has it."""
    place = ("sweep", "vary", path)
    return document.fault(place, message, of_key=True, nearest=nearest, allowed=allowed, write=write)


def _fault_of_population(document: SourceDocument, path: str) -> Fault | None:
    """What a sweep of a population cannot vary: which households there are, and what is said of them."""
    heading, *rest = path.split(".")
    if heading == "policy" and rest and all(rest):
        return _fault_of_region(document, path)
    if path in _OF_POPULATION:
        return None
    if heading in ("people", "events", "bindings", "population"):
        message = f"{str(path)!r}: the households of a population are the same at every point"
        close = _BINDINGS if path == "bindings" else None
        return _fault(document, path, message, close, _FORMS_OF_POPULATION)
    if heading in keys_of(Study) and heading not in ("policy", *_OF_POPULATION):
        message = f"{heading!r} is the same at every point, so that all points are compared on the same lives"
        return _fault(document, path, message, allowed=_FORMS_OF_POPULATION)
    return _fault(document, path, f"{str(path)!r} is not a path", _whole_path(document, path), _FORMS_OF_POPULATION)


def _whole_path(document: SourceDocument, path: str) -> str | None:
    """What a path probably means that begins with a name, a region or a parameter, or whose heading is misspelt."""
    first, _, rest = path.partition(".")
    if first in _HEADINGS:
        return first if first in _RUN else None
    if first in document.mapping("people"):
        return f"people.{path}"
    for heading in _KNOWN_BY:
        if first in _named(document, heading):
            return f"{heading}.{path}"
    if is_parameter(path) or (is_parameter(rest) and region_called(first)):
        return f"policy.{path}"
    close = nearest_word(first, _HEADINGS)
    if close in _RUN:
        return close
    return f"{close}.{rest}" if close and rest else None


def _fault_of_region(document: SourceDocument, path: str) -> Fault | None:
    """A parameter of a region nobody knows; all else about the law is said when its values are read."""
    _, region, *rest = path.split(".")
    if region_called(region) or is_parameter(".".join((region, *rest))) or not is_parameter(".".join(rest)):
        return None
    refusal = unknown_region(region)
    return _fault(document, path, f"{path}: {refusal.found}", refusal.nearest, refusal.allowed)


def _fault_of_person(document: SourceDocument, path: str, name: str) -> Fault | None:
    people = document.mapping("people")
    if name in people:
        return None
    if name in _named(document, "events"):
        return _fault(document, path, f"{path}: {name!r} is in the file by an event", f"events.{name}")
    message = f"{path}: {name!r} is not a person of {_here(document)}"
    return _fault(document, path, message, nearest_word(name, people), listed(tuple(people)))


def _fault_of_name(document: SourceDocument, path: str, heading: str, rest: list[str]) -> Fault | None:
    """An entry of a list is swept by its name, so it needs one, and no other entry may bear it."""
    places, name = _named(document, heading), rest[0]
    if len(rest) == 1:
        return _fault(document, path, f"{str(path)!r} is not a path", allowed=_FORMS)
    if name not in places:
        return _fault_of_unknown_name(document, path, heading, name)
    if len(places[name]) > 1:
        lines = " and ".join(str(document.mark(heading, number).line) for number in places[name])
        return _fault(document, path, f"{path}: {name!r} names more than one: lines {lines}")
    return None


def _fault_of_unknown_name(document: SourceDocument, path: str, heading: str, name: str) -> Fault:
    """A misspelt name; or an entry is meant that has none, which is known by any of its words."""
    known, nameless = tuple(_named(document, heading)), _nameless(document, heading)
    meant = [entry for entry in nameless if name in entry.values()]
    close = None if meant else nearest_word(name, known)
    message = f"{path}: {name!r} is not the name of {NAMER.of_mapping((heading, 0))} of {_here(document)}"
    if close or not nameless:
        return _fault(document, path, message, close, listed(known))
    entry = (meant or nameless)[0]
    message += f"; the one of line {entry.mark.line} needs a 'name' to be swept"
    return _fault(
        document, path, message, allowed=listed(known), write=f"- {as_text(with_key(entry, 'name', Text(name)))}"
    )


def _nameless(document: SourceDocument, heading: str) -> list[Mapping]:
    names = set(_KNOWN_BY[heading])
    return [entry for entry in document.entries(heading) if isinstance(entry, Mapping) and not entry.keys() & names]


def _here(document: SourceDocument) -> str:
    return f"variant {document.variant!r}" if document.variant else "this file"


def _fault_of_key(document: SourceDocument, path: str) -> Fault | None:
    """A key that no such person, binding or event of this kind can have; or the name by which the path finds it."""
    steps = _place(document, path)
    names = _KNOWN_BY.get(str(steps[0]), ())
    for depth in range(2, len(steps)):
        above, key = steps[:depth], str(steps[depth])
        allowed = NAMER.keys_at(above, document.node(*above))
        if depth == 2 and key in names:
            message = f"{path}: a sweep finds {NAMER.of_mapping(steps[:2])} by its {key!r}, so that stays the same"
            return _fault(document, path, message)
        if key not in allowed and (allowed or not swept_path_exists((*above, key))):
            allowed = tuple(word for word in allowed if word not in names)
            message = f"{path}: there is no {key!r} here"
            return _fault(document, path, message, nearest_word(key, allowed), ", ".join(allowed))
    return None
