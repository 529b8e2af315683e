"""Reading a scenario file: load(path) gives a checked Scenario, or every fault of the file at once.

A variant, and a point of the sweep, is the same file with something changed; it is put together as a tree, with the
lines from which each part came, and then read and checked as the file itself is.
"""

import os
from collections.abc import Iterator
from collections.abc import Mapping as Named
from dataclasses import replace
from pathlib import Path

from sim.policy import resolve
from sim.scenario.changes import changes_of, set_value
from sim.scenario.checks import cross_checks
from sim.scenario.facts import facts_of
from sim.scenario.faults import Fault, Faults, Page
from sim.scenario.model import Study
from sim.scenario.names import names_of
from sim.scenario.profiles import profile, profile_names
from sim.scenario.reading import keys_of, model_at, read_study, swept_path_exists
from sim.scenario.scalars import listed, nearest_word, shown
from sim.scenario.scenario import Scenario
from sim.yaml_marks import Mapping, Mark, MarkedFaults, Node, Sequence, Text, mark_of, read

MOST_BYTES = 5_000_000
# What a variant may change; the rest belongs to the file, so that all variants are compared on the same lives.
CHANGEABLE = ("about", "start", "years", "end", "policy", "people", "bindings", "events")


def load(path: str | os.PathLike[str]) -> Scenario:
    """The scenario of a file; raises `Faults` with everything that is wrong in it, its variants and its sweep."""
    page = _page(path)
    scenario, faults = _read(page, page)
    faults = [*faults, *_faults_of_variants(page, faults), *_faults_of_sweep(scenario, faults)]
    if faults:
        raise Faults(dict.fromkeys(faults))
    return scenario


def load_variant(path: str | os.PathLike[str], name: str) -> Scenario:
    """A variant of a file."""
    return load(path).variant(name)


def variant_of(scenario: Scenario, name: str) -> Scenario:
    """The scenario with a variant merged in; a name it does not have is an error that says which it has."""
    if name not in scenario.variants:
        close, known = nearest_word(name, scenario.variants), ", ".join(scenario.variants)
        fault = scenario.written.fault(
            ("variants",), f"{shown(name)} is not a variant of this file", nearest=close, allowed=known or "none"
        )
        raise Faults([fault])
    return _sure(_variant_page(scenario.written, name), scenario.written)


def point_of(scenario: Scenario, point: Named[str, Node | str]) -> Scenario:
    """The scenario with values set by path; values no file could hold are errors."""
    page = scenario.page
    for path, value in point.items():
        page = _with_value(page, path, value if isinstance(value, Text | Mapping | Sequence) else Text(value))
    return _sure(page, scenario.written)


def _sure(page: Page, written: Page) -> Scenario:
    scenario, faults = _read(page, written)
    if faults:
        raise Faults(faults)
    return scenario


# ----------------------------------------------------------------------------- the file


def _page(path: str | os.PathLike[str]) -> Page:
    """The file as a marked tree; whatever keeps it from being one is a fault at its place."""
    file = os.fspath(path)
    text = _text(file)
    try:
        tree = read(text, file)
    except MarkedFaults as error:
        raise Faults(Fault(file, fault.line, fault.column, fault.message) for fault in error.faults) from None
    if isinstance(tree, Mapping):
        return Page(file, tree, _policies(tree))
    found = "the file is empty" if tree is None or tree == "" else f"the file is {_kind(tree)}, not a mapping"
    mark = mark_of(tree)
    write = "scenario: Half a year between two jobs"
    raise Faults([Fault(file, mark.line, mark.column, found, allowed=", ".join(keys_of(Study)), write=write)])


def _text(file: str) -> str:
    """What a file says. One that is far too long is not even read."""
    try:
        size = Path(file).stat().st_size
        if size > MOST_BYTES:
            found = f"the file has {size / 1_000_000:.1f} MB; a scenario has at most {MOST_BYTES // 1_000_000} MB"
            raise Faults([Fault(file, 1, 1, found)])
        data = Path(file).read_bytes()
    except OSError as error:
        raise Faults([Fault(file, 1, 1, f"cannot be read: {(error.strerror or str(error)).lower()}")]) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        column = len(before) - before.rfind("\n")
        found = f"byte {error.start} of the file (0x{data[error.start]:02x}) is not UTF-8; save the file as UTF-8"
        raise Faults([Fault(file, before.count("\n") + 1, column, found)]) from None


def _policies(tree: Mapping) -> tuple[Mapping, ...]:
    policy = tree.get("policy")
    return (policy,) if isinstance(policy, Mapping) else ()


def _kind(tree: Node) -> str:
    return "a list" if isinstance(tree, Sequence) else "one text"


def _read(page: Page, written: Page) -> tuple[Scenario, list[Fault]]:
    """One reading of the file, as far as it can be read, and every fault of it."""
    study, faults, left_out = read_study(page, names_of(page.tree, written.tree))
    changes, policy_faults = changes_of(page)
    facts = facts_of(study, changes, left_out)
    found = [*faults, *policy_faults, *cross_checks(facts, page)]
    return Scenario(page, facts, written), list(dict.fromkeys(found))


# ----------------------------------------------------------------------------- variants


def _faults_of_variants(page: Page, known: list[Fault]) -> Iterator[Fault]:
    """What is wrong in a variant and not in the file itself."""
    variants = page.node("variants")
    for name, variant in variants.items() if isinstance(variants, Mapping) else ():
        if not isinstance(variant, Mapping):
            continue
        yield from _wrong_keys(page, name, variant)
        yield from _unknown_people(page, name)
        changed = _variant_page(page, name)
        marks = set(_marks(variant))
        for fault in _read(changed, page)[1]:
            if fault not in known:
                yield _in_variant(page, name, fault, marks)


def _in_variant(page: Page, name: str, fault: Fault, marks: set[Mark]) -> Fault:
    """A fault as the variant's: at its own line, or at its name where what is wrong stands elsewhere."""
    if (fault.line, fault.column) in marks:
        return fault
    message = f"variant {name!r}: {fault.message} (line {fault.line})"
    return page.fault(("variants", name), message, of_key=True, nearest=fault.nearest, allowed=fault.allowed)


def _wrong_keys(page: Page, name: str, variant: Mapping) -> Iterator[Fault]:
    """A variant changes the scenario itself; what belongs to the whole file stays."""
    allowed = ", ".join(CHANGEABLE)
    for key in variant:
        if key in CHANGEABLE:
            continue
        path, close = ("variants", name, key), None
        if key in ("variants", "variant", "based_on", "extends", "from", "on"):
            message = f"{str(key)!r}: a variant changes the scenario itself, never another variant"
        elif key in keys_of(Study):
            message = f"{str(key)!r} is the same in every variant, so that they can be compared"
        else:
            close = nearest_word(key, CHANGEABLE)
            message = f"{str(key)!r} is not a key of a variant"
        yield page.fault(path, message, of_key=True, nearest=close, allowed=allowed)


def _unknown_people(page: Page, name: str) -> Iterator[Fault]:
    """A variant may change a person or add a whole one; a part of nobody is a misspelt name."""
    people = _mapping(page.node("people"))
    for person, changes in _mapping(page.node("variants", name, "people")).items():
        if person not in people and not _is_whole(changes):
            yield page.fault(
                ("variants", name, "people", person),
                f"{str(person)!r} is not a person of this file",
                of_key=True,
                nearest=nearest_word(person, people),
                allowed=f"{listed(tuple(people))}, or a new person with born, sex and region",
            )


def _is_whole(person: Node) -> bool:
    return isinstance(person, Mapping) and {"born", "sex", "region"} <= person.keys()


def _mapping(node: Node | None) -> Mapping:
    return node if isinstance(node, Mapping) else Mapping()


def _variant_page(page: Page, name: str) -> Page:
    """The file's tree with a variant merged in: mappings merged, lists replaced, changes to the law by parameter."""
    tree, change = page.tree, _only(_mapping(page.node("variants", name)), CHANGEABLE)
    people = _mapping(page.node("people"))
    if isinstance(change.get("people"), Mapping):
        known = [person for person, given in change["people"].items() if person in people or _is_whole(given)]
        change = _with(change, "people", _only(change["people"], known))
    # `end` and `years` say the same; the variant's word counts.
    if "end" in change or "years" in change:
        tree = _only(tree, [key for key in tree if key not in ("end", "years")])
    return Page(page.file, _mapping(_merged(tree, change)), (*page.policies, *_policies(change)), reading=name)


def _merged(base: Node | None, change: Node) -> Node:
    """A tree with another one merged in; where a profile of care is named, its figures are what is merged into."""
    if not isinstance(change, Mapping):
        return change
    if isinstance(base, Text) and base in profile_names():
        base = profile(base, change.mark)
    if not isinstance(base, Mapping):
        return change
    items = {**base, **{key: _merged(base.get(key), value) for key, value in change.items()}}
    return Mapping(items, base.mark, {**base.key_marks, **change.key_marks})


def _only(mapping: Mapping, keys) -> Mapping:
    return Mapping({key: value for key, value in mapping.items() if key in keys}, mapping.mark, mapping.key_marks)


def _with(mapping: Mapping, key: str, value: Node) -> Mapping:
    """A mapping with one key set."""
    mark = mapping.key_marks.get(key, value.mark)
    return Mapping({**mapping, key: value}, mapping.mark, {**mapping.key_marks, key: mark})


def _with_value(page: Page, path: str, value: Node) -> Page:
    """A reading with the value of a path replaced; of the law, as its last change."""
    heading, _, rest = path.partition(".")
    if heading == "policy":
        return replace(page, policies=(*page.policies, set_value(rest, value, mark_of(path, value.mark))))
    return replace(page, tree=_set(page.tree, path.split("."), value))


def _set(node: Node | None, steps: list[str], value: Node) -> Mapping:
    """A tree with one value set, mappings made where there are none; a named profile of care becomes its figures."""
    if isinstance(node, Text) and node in profile_names():
        node = profile(node, value.mark)
    mapping = node if isinstance(node, Mapping) else Mapping({}, value.mark)
    below = _set(mapping.get(steps[0]), steps[1:], value) if len(steps) > 1 else value
    return _with(mapping, steps[0], below)


def _marks(node: Node) -> Iterator[Mark]:
    """Where everything in a tree stands."""
    yield node.mark
    if isinstance(node, Mapping):
        yield from node.key_marks.values()
    if isinstance(node, Mapping | Sequence):
        for below in node.values() if isinstance(node, Mapping) else node:
            yield from _marks(below)


# ----------------------------------------------------------------------------- sweep


def _faults_of_sweep(scenario: Scenario, known: list[Fault]) -> Iterator[Fault]:
    """Paths that lead nowhere, and values that could not stand where the path leads."""
    page = scenario.written
    for path, values in _mapping(page.node("sweep", "vary")).items():
        fault = _fault_of_path(scenario, path)
        if fault:
            yield fault
            continue
        for value in _swept(values):
            marks = {*_marks(value), mark_of(path)}
            for found in _read(_with_value(page, path, value), page)[1]:
                if found in known:
                    continue
                mark = Mark(found.line, found.column)
                yield replace(found, write=None, **(value.mark if mark not in marks else mark)._asdict())


def _swept(values: Node) -> Iterator[Node]:
    """The values of a list, or the two ends of a range."""
    if isinstance(values, Mapping):
        yield from (value for end, value in values.items() if end in ("from", "to"))
    elif isinstance(values, Sequence):
        yield from values


def _fault_of_path(scenario: Scenario, path: str) -> Fault | None:
    """A swept path leads to a parameter of the law or to a value of a person."""
    page, steps, people = scenario.written, path.split("."), scenario.study.people
    at = ("sweep", "vary", path)
    if steps[0] == "policy" and len(steps) > 1:
        return None  # its values are checked as any other change of the law
    if steps[0] != "people":
        heading = _heading_of(path, people)
        close = f"{heading}.{path}" if heading else nearest_word(steps[0], ("policy", "people"))
        allowed = "policy.PARAMETER, policy.REGION.PARAMETER, people.NAME.KEY"
        return page.fault(at, f"{str(path)!r} is not a path", of_key=True, nearest=close, allowed=allowed)
    if len(steps) < 2 or steps[1] not in people:
        found = steps[1] if len(steps) > 1 else path
        close = nearest_word(found, people)
        message = f"{path}: {found!r} is not a person of this file"
        return page.fault(at, message, of_key=True, nearest=close, allowed=listed(tuple(people)))
    for depth in range(3, len(steps) + 1):
        if not swept_path_exists(tuple(steps[:depth])):
            model = model_at(tuple(steps[: depth - 1]))
            allowed = keys_of(model) if model else ()
            message = f"{path}: there is no {steps[depth - 1]!r} here"
            close = nearest_word(steps[depth - 1], allowed)
            return page.fault(at, message, of_key=True, nearest=close, allowed=", ".join(allowed))
    return None


def _heading_of(path: str, people: Named[str, object]) -> str | None:
    """What a path lacks that begins with a person or a parameter of the law."""
    if path.split(".")[0] in people:
        return "people"
    try:
        resolve(path)
    except ValueError:
        return None
    return "policy"
