"""From the tree of a file to its model: every fault of words and values in one pass, each with a clear message.

What is wrong is left out and the rest is read again, so that the cross checks can look at everything that is right.
"""

import re
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.errors import Fault
from sim.scenario.model import (
    BILL_WORDS,
    EVENTS,
    STATE_WORDS,
    Event,
    Expectation,
    Placed,
    Study,
    Words,
    event_keys,
)
from sim.scenario.page import Page, Path
from sim.scenario.scalars import nearest_word, shown
from sim.yaml_marks import Mapping, Node, Sequence, Text

# What one entry of a list or of a mapping by name is called.
_ENTRY = {
    "people": "a person",
    "bindings": "a binding",
    "events": "an event",
    "expect": "an expectation",
    "variants": "a variant",
}
# A line to paste where a key is missing that has no default.
_EXAMPLES = {
    "scenario": "Three generations in Zhengzhou",
    "start": "2025-01-01",
    "born": "1985-03-12",
    "sex": "female",
    "region": "national",
    "payer": "Wei",
    "for": "Grandma",
    "on": "2027-06-15",
    "does": "leaves_job",
    "per_year": "6",
    "cost": "{median: 180, p90: 700}",
    "median": "180",
    "p90": "700",
    "from": "0%",
    "to": "100%",
    "vary": "{policy.coverage.wait.employee: [0, 3, 6]}",
    "people": "{Wei: {born: 1985-03-12, sex: male, region: national}}",
}
# What stands in for a key every file needs where it is missing or wrong, so that the rest can be looked at.
_STAND_INS = {"scenario": "?", "start": "2000-01-01", "people": {}}
# The shape a value should have, by the kind of pydantic's refusal.
_SHAPES = {"model_type": "a mapping", "dict_type": "a mapping", "tuple_type": "a list"}


class Read(NamedTuple):
    """A file as far as it can be read."""

    study: Study
    faults: tuple[Fault, ...]
    # paths left out because they are wrong; a check that concludes from what is absent must look here
    left_out: frozenset[Path]


def read_study(page: Page, names: dict[str, tuple[str, ...]]) -> Read:
    """The model of a file and every fault of its words and values; `names` says what a name may refer to."""
    faults: tuple[Fault, ...] = ()
    left_out: set[Path] = set()
    while True:
        stand_ins = _STAND_INS if left_out else {}
        try:
            study = Study.model_validate({**stand_ins, **_without(page.tree, left_out)}, context=names)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            # Later rounds find only what follows from leaving something out.
            faults = faults or tuple(_fault(page, detail) for detail in errors)
            wrong = {_path(page.tree, detail["loc"], left_out) or detail["loc"][:1] for detail in errors}
            assert not wrong <= left_out, "leaving something out must change what is read"
            left_out |= wrong
        else:
            _place(page, study, left_out)
            return Read(study, faults, frozenset(left_out))


def _without(node: Node, left_out: set[Path], path: Path = ()) -> Any:
    """A copy of the tree without some of its paths."""
    if isinstance(node, Mapping):
        return {k: _without(v, left_out, (*path, str(k))) for k, v in node.items() if (*path, str(k)) not in left_out}
    if isinstance(node, Sequence):
        return [_without(v, left_out, (*path, i)) for i, v in enumerate(node) if (*path, i) not in left_out]
    return node


def _place(page: Page, study: Study, left_out: set[Path]) -> None:
    """Tell people their names, and bindings, events and expectations where they stand."""
    for name, person in study.people.items():
        person._name = name
    lists: dict[str, tuple[Placed, ...]] = {"bindings": study.bindings, "events": study.events, "expect": study.expect}
    for heading, entries in lists.items():
        kept = [i for i in range(len(page.node(heading) or ())) if (heading, i) not in left_out]
        for index, entry in zip(kept, entries):
            entry._path = (heading, index)
            entry._line = page.mark(heading, index).line


def _path(tree: Node, loc: tuple[str | int, ...], left_out: set[Path] | frozenset[Path] = frozenset()) -> Path:
    """Where in the file a refusal belongs: its last part that the file has. Pydantic's own marks drop out, and the
    entries of a list are counted as in the file."""
    path: Path = ()
    node = tree
    for step in loc:
        if isinstance(node, Sequence) and isinstance(step, int):
            step = [i for i in range(len(node)) if (*path, i) not in left_out][step]
            node = node[step]
        elif isinstance(node, Mapping) and step in node and (*path, step) not in left_out:
            node = node[str(step)]
        else:
            continue
        path = (*path, step)
    return path


# ----------------------------------------------------------------------------- messages


def _fault(page: Page, detail: ErrorDetails) -> Fault:
    """A refusal of pydantic's as a fault of the file."""
    path = _path(page.tree, detail["loc"])
    kind = detail["type"]
    if kind == "missing":
        return _missing_key(page, path, str(detail["loc"][-1]))
    if kind == "extra_forbidden":
        return _unknown_key(page, path)
    if kind in _SHAPES:
        return _wrong_shape(page, path, _SHAPES[kind], detail["input"])
    of_key = detail["loc"][-1] == "[key]"
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", detail.get("ctx", {}).get("expected", ""))
        close = nearest_word(detail["input"], words) if isinstance(detail["input"], str) else None
        found = f"{shown(detail['input'])} is none of the words" if detail["input"] else "the value is missing"
        context = {"found": found, "allowed": ", ".join(words), "nearest": close, "write": close}
    else:
        context = detail.get("ctx") or {"found": detail["msg"]}
    return _wrong_value(page, path, context, of_key)


def _wrong_value(page: Page, path: Path, context: dict[str, Any], of_key: bool) -> Fault:
    named = [step for step in path if isinstance(step, str)]
    name = str(named[-2] if of_key and len(named) > 1 else named[-1])
    write = context.get("write") or context.get("nearest")
    if write and of_key:
        write = f"{write}: {page.node(*path)}"
    elif write and isinstance(path[-1], int):
        write = f"{name}: [{', '.join(_replaced(page.node(*path[:-1]), path[-1], write))}]"
    elif write:
        write = f"{name}: {write}"
    found, close = context["found"], context.get("nearest")
    return page.fault(
        path, f"{name}: {found}", of_key=of_key, nearest=close, allowed=context.get("allowed", ""), write=write
    )


def _replaced(values: Sequence, index: int, value: str) -> list[str]:
    """A list's texts with one of them replaced."""
    return [value if place == index else str(given) for place, given in enumerate(values)]


def _missing_key(page: Page, path: Path, key: str) -> Fault:
    example = _EXAMPLES.get(key)
    message = f"{entry_name(path)} needs {key!r}"
    return page.fault(path, message, of_key=bool(path), write=f"{key}: {example}" if example else None)


def _unknown_key(page: Page, path: Path) -> Fault:
    key, owner = str(path[-1]), page.node(*path[:-1])
    allowed = allowed_keys(path[:-1], owner)
    close = nearest_word(key, allowed)
    value = page.node(*path)
    before = _split_number(owner, key)
    if before:
        message = f"{owner[before] + ',' + key!r}: a comma ends a value between braces"
        return page.fault(path, message, of_key=True, write=f"{before}: {owner[before]}{key}")
    write = f"{close}: {value}" if close and isinstance(value, Text) and value and close not in owner else None
    message = f"{key!r} is not a key of {entry_name(path[:-1])}"
    return page.fault(path, message, of_key=True, nearest=close, allowed=shown_keys(allowed), write=write)


def _split_number(owner: Mapping, key: str) -> str | None:
    """The key before, where `{wage: 12,000}` has made a key of the thousands."""
    keys = list(owner)
    before = keys[keys.index(key) - 1]
    cut = (
        before != key
        and re.fullmatch("[0-9]{3}", key)
        and not owner[key]
        and re.fullmatch("[0-9]+", str(owner[before]))
    )
    return before if cut else None


def _wrong_shape(page: Page, path: Path, shape: str, value: Any) -> Fault:
    name = path[-1] if path and isinstance(path[-1], str) else entry_name(path)
    found = f"{name}: {shown(value)} stands where {shape} belongs" if value != "" else f"{name}: {shape} is missing"
    as_list = shape == "a list" and isinstance(value, str) and value and isinstance(path[-1], str)
    return page.fault(path, found, write=f"{path[-1]}: [{value}]" if as_list else None)


def entry_name(path: Path) -> str:
    """What a message calls the mapping at a path: the key under which it stands, or what kind of entry it is."""
    if not path:
        return "the scenario"
    if len(path) == 2 and path[0] in _ENTRY:
        return _ENTRY[str(path[0])]
    return str(next(step for step in reversed(path) if isinstance(step, str)))


# ----------------------------------------------------------------------------- which keys belong where


def allowed_keys(path: Path, owner: Any) -> tuple[str, ...]:
    """The keys that may stand in the mapping at a path."""
    model = model_at(path)
    if model is None:
        return ()
    if issubclass(model, Event) and owner.get("does") in EVENTS:
        return event_keys(owner["does"])
    if issubclass(model, Expectation):
        return _expected_keys(owner)
    return keys_of(model)


def _expected_keys(owner: Mapping) -> tuple[str, ...]:
    """The words that fit what an expectation is about."""
    if "bill" in owner:
        return ("bill", "variant", *BILL_WORDS)
    if "event" in owner or "binding" in owner:
        return ("event", "binding", "variant", "refused")
    means = tuple(f"mean_{word}" for word, (_, mean) in STATE_WORDS.items() if mean is not None)
    return ("on", "who", "variant", *STATE_WORDS, *means)


def shown_keys(keys: tuple[str, ...]) -> str:
    """Keys as a message lists them; the mean of each number would double a long list."""
    plain = [key for key in keys if not key.startswith("mean_")]
    return ", ".join(plain) + (", or mean_ before a number" if len(plain) < len(keys) else "")


def keys_of(model: type[Words]) -> tuple[str, ...]:
    """The keys of a mapping as the file writes them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def model_at(path: Path) -> type[Words] | None:
    """The model of the mapping at a path, or None where a path leads to something else."""
    found = _annotation_at(path)
    return found if isinstance(found, type) and issubclass(found, Words) else None


def _annotation_at(path: Path) -> Any:
    """What a path of the file leads to: a model, another type, or None where there is no such key."""
    found: Any = Study
    for step in path:
        if isinstance(found, type) and issubclass(found, Words):
            field = next((f for name, f in found.model_fields.items() if (f.alias or name) == step), None)
            if field is None:
                return None
            found = _bare(field.annotation)
        elif get_origin(found) in (dict, tuple):
            arguments = get_args(found)
            found = _bare(arguments[1] if get_origin(found) is dict else arguments[0])
        else:
            return None
    return found


def _bare(annotation: Any) -> Any:
    """A type without `Annotated` and `| None`."""
    if hasattr(annotation, "__metadata__"):
        return _bare(annotation.__origin__)
    if get_origin(annotation) in (Union, UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        return _bare(options[0]) if len(options) == 1 else annotation
    return annotation


def swept_path_exists(path: Path) -> bool:
    """Whether a value may stand at a path."""
    return _annotation_at(path) is not None
