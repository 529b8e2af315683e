"""Faults of a sweep's values: of each by itself, and of two of different paths that cannot stand together."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from typing import NamedTuple

from pydantic import ValidationError

from sim.errors import Fault
from sim.policy.parameters import PROJECTION, is_parameter, resolve
from sim.scenario.model import Range
from sim.scenario.scalars import measured, region_called
from sim.scenario.scenario import Scenario
from sim.scenario.source import SourceDocument
from sim.scenario.sweeping import alone, at_value, fault_of_path
from sim.values.refusals import Refusal
from sim.values.trees import as_text, marks_in
from sim.yaml_marks import Mapping as Tree
from sim.yaml_marks import Mark, Node, Sequence, Text, mark_of

# Swept values whose law is built when a file is checked: a second or two.
_MOST_LAWS = 40
# Combinations of two values that are tried, those for which a law is built, and parts (keys and values) that are read.
_MOST_PAIRS = 160
_MOST_PAIRS_OF_LAW = 24
_MOST_PARTS = 200_000
# Parameters that are held against each other, by what their names begin with, and those that choices are held against.
_TOGETHER = (("contribution.base.",), ("benefit.groups", "outpatient.", "inpatient."), ("contribution.flexible.",))
_CHOSEN = ("retirement.", "contribution.flexible.", "account.interest")
# Gives a case as far as it can be read, and its faults.
Read = Callable[[SourceDocument], tuple[Scenario, list[Fault]]]
# Gives what building the law of a case refuses.
Refused = Callable[[Scenario], tuple[Fault, ...]]


class Value(NamedTuple):
    """A swept value, and its path."""

    path: str
    node: Node


def faults_of_sweep(
    document: SourceDocument, known: Set[Fault], read: Read, refused: Refused | None
) -> Iterator[Fault]:
    """Paths that lead nowhere, values that could not stand where the path leads; if laws are built (`refused`), those
    whose law is refused too, and those that cannot stand together."""
    vary = document.mapping("sweep", "vary")
    single, right = alone(document), dict[str, list[Node]]()
    for path, values in vary.items():
        fault = fault_of_path(document, path, vary)
        if fault:
            yield fault
            continue
        tried = list(_tried(values))
        with_law = _outermost(tried, max(3, _MOST_LAWS // len(vary)))
        for value in tried:
            marks = {*marks_in(value), mark_of(path)}
            point, faults = read(at_value(single, path, value))
            found = [_at_point(fault, document, Value(path, value), marks) for fault in faults if fault not in known]
            if refused and value in with_law and not faults:
                of_law = (fault for fault in refused(point) if fault not in known)
                found += [_at_point(fault, document, Value(path, value), set()) for fault in of_law]
            yield from found
            if not found:
                right.setdefault(path, []).append(value)
    if refused and _combines(document):
        yield from _faults_of_pairs(document, right, known, read, refused)


# ----------------------------------------------------------------------------- two values together


def _faults_of_pairs(
    document: SourceDocument, right: Mapping[str, list[Node]], known: Set[Fault], read: Read, refused: Refused
) -> Iterator[Fault]:
    """What is wrong with the outermost values of two paths together, each of which is right by itself; of two paths
    the first combination that is."""
    single, wrong = alone(document), set[tuple[str, str]]()
    for one, other in _tried_pairs(document, _pairs({path: _ends(values) for path, values in right.items()})):
        if (one.path, other.path) in wrong:
            continue
        point = single
        for value in sorted((one, other), key=lambda value: value.path.count(".")):
            point = at_value(point, *value)
        case, faults = read(point)
        of_law = refused(case) if not faults and _is_of_law(one, other) else ()
        found = [fault for fault in (*faults, *of_law) if fault not in known]
        if found:
            wrong.add((one.path, other.path))
        beside = f" with {one.path} at {as_text(one.node)} (line {one.node.mark.line})"
        marks = {*marks_in(one.node), mark_of(one.path)}
        yield from (_at_point(fault, document, other, marks, beside) for fault in found)


def untried_pairs(document: SourceDocument) -> tuple[int, int]:
    """Of very many combinations of two paths' outermost values how many are tried, and how many there are."""
    vary = document.mapping("sweep", "vary") if _combines(document) else {}
    pairs = _pairs({path: _ends(list(_tried(values))) for path, values in vary.items()})
    return len(_tried_pairs(document, pairs)), len(pairs)


def _combines(document: SourceDocument) -> bool:
    """Whether a point has values of several paths."""
    return document.node("sweep", "by") != "one_at_a_time"


Pairs = list[tuple[Value, Value]]


def _tried_pairs(document: SourceDocument, pairs: Pairs) -> Pairs:
    """Those that are tried: of very many a part."""
    parts = sum(1 for _ in marks_in(alone(document).tree))
    most = max(1, min(_MOST_PAIRS, _MOST_PARTS // parts))
    of_law = [pair for pair in pairs if _is_of_law(*pair)]
    return of_law[: min(most, _MOST_PAIRS_OF_LAW)] + [pair for pair in pairs if not _is_of_law(*pair)][:most]


def _pairs(ends: Mapping[str, list[Node]]) -> Pairs:
    """The values of every two paths that may be held against each other."""
    return [
        (Value(one, first), Value(other, second))
        for one, other in combinations(ends, 2)
        if _may_conflict(one, other)
        for first, second in product(ends[one], ends[other])
    ]


def _is_of_law(one: Value, other: Value) -> bool:
    return "policy" in (one.path.partition(".")[0], other.path.partition(".")[0])


def _may_conflict(one: str, other: str) -> bool:
    """Whether anything is refused because of both: what concerns people and days may always be."""
    changed = [name for name in map(_parameter, (one, other)) if name]
    if not changed:
        return True
    grows = any(name.startswith(PROJECTION) for name in changed)
    names = [name.removeprefix(PROJECTION) for name in changed]
    if len(names) == 2:
        return names[0] == names[1] or any(all(name.startswith(those) for name in names) for those in _TOGETHER)
    beside = other if _parameter(one) else one
    if beside.partition(".")[0] == "people":
        return beside.endswith(".region") or names[0].startswith(_CHOSEN)
    return grows and beside in ("start", "end", "years")


def _parameter(path: str) -> str | None:
    """The parameter that a path changes, in one region or in all; None where it leads elsewhere."""
    heading, _, name = path.partition(".")
    if heading != "policy":
        return None
    region, _, rest = name.partition(".")
    name = rest if region_called(region) else name
    return resolve(name)[0] if is_parameter(name) else name


def _ends(values: list[Node]) -> list[Node]:
    """The lowest and the highest value; of words the first and the last."""
    return list({as_text(value): value for value in (_outermost(values, 2)[:2])}.values())


# ----------------------------------------------------------------------------- values


def _at_point(fault: Fault, document: SourceDocument, value: Value, marks: set[Mark], beside: str = "") -> Fault:
    """A fault as the swept value's: at its own place, or at the value where what is wrong stands elsewhere in the
    scenario; `beside` names another value that it needs, whose places are `marks`."""
    place = fault.line, fault.column
    if fault.file != document.file:
        return fault
    if place in marks and not beside:
        return replace(fault, write=None)
    is_named = place in {*marks, *marks_in(value.node), mark_of(value.path)}
    elsewhere = "" if is_named else f" (line {fault.line})"
    message = f"{value.path}: at {as_text(value.node)}{beside}: {fault.message}{elsewhere}"
    return replace(fault, message=message, write=None, **value.node.mark._asdict())


def _outermost(values: list[Node], most: int) -> list[Node]:
    """Of very many values those whose law is built when a file is checked: the lowest, the highest, and the first."""
    if len(values) <= most:
        return values

    def number(value: Node) -> Fraction:
        return measured(value).number if isinstance(value, Text) else Fraction()

    try:
        ordered = sorted(values, key=number)
    except Refusal:  # words
        return [values[0], values[-1], *values[1 : most - 1]]
    return [ordered[0], ordered[-1], *values[: most - 2]]


def _tried(values: Node) -> Iterator[Node]:
    """The values of a list; of a range its two ends, and the value next to the lower one for all that lie between."""
    if not isinstance(values, Tree):
        yield from values if isinstance(values, Sequence) else ()
        return
    try:
        span = Range.model_validate(values)
    except ValidationError:
        return  # a fault of its own
    low, high = values["from"], values["to"]
    yield from (low, high)
    if span.next_to_lower != high:
        yield Text(span.next_to_lower, low.mark)
