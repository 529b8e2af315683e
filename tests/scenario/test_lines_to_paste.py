"""Each line that a message proposes is right: with it in the file the fault is gone, and there is no other.

Every file of tests/bad is mended by the lines of its own faults; a proposal that leaves something to fill in is none.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from sim.errors import Fault, Faults
from sim.scenario import load
from sim.values.trees import as_text
from sim.yaml_marks import Mapping, Node, Sequence, Text, read, read_file
from tests.scenario.test_fuzz import changed

BAD = Path(__file__).parents[1] / "bad"
# What is proposed here leaves something open, or is what to write in another place.
OPEN = {
    "born_after_start": "the parents are not in the file",
    "empty": "the first line of a new file",
    "only_comments": "the first line of a new file",
    "list_at_top": "the first line of a new file",
    "text_at_top": "the first line of a new file",
    "net_benefit_of_neither": "an entry at the top of the file, which the effect then names",
    "sweep_of_a_binding_without_name": "what to write in the line that is named",
    "sweep_of_an_event_without_name": "what to write in the line that is named",
}


def _faults(path: Path) -> tuple[Fault, ...]:
    try:
        load(path)
    except Faults as error:
        return error.faults
    return ()


def _pasted(node: Node, fault: Fault, line: Node) -> Iterator[Node]:
    """The tree with a line pasted where a fault stands: instead of the entry that is wrong, or into it."""
    at = (fault.line, fault.column)
    if isinstance(node, Mapping):
        if node.mark == at and isinstance(line, Mapping):
            yield Mapping({**node, **line})
        for key, value in node.items():
            if at in (node.key_marks[key], value.mark, *_marks_of_entries(value)):
                if isinstance(value, Mapping) and isinstance(line, Mapping):
                    yield Mapping({**node, key: Mapping({**value, **line})})
                if isinstance(line, Mapping):
                    yield Mapping({**node, **line})
                    yield Mapping({**{k: v for k, v in node.items() if k != key}, **line})
                else:
                    yield Mapping({**node, key: line})
            yield from (Mapping({**node, key: below}) for below in _pasted(value, fault, line))
    elif isinstance(node, Sequence):
        for number, value in enumerate(node):
            if isinstance(value, Mapping) and value.mark == at and isinstance(line, Mapping):
                yield Sequence([*node[:number], Mapping({**value, **line}), *node[number + 1 :]])
            if value.mark == at and isinstance(line, Sequence):
                yield Sequence([*node[:number], *line, *node[number + 1 :]])
            for below in _pasted(value, fault, line):
                yield Sequence([*node[:number], below, *node[number + 1 :]])
            if value.mark == at and isinstance(line, Text):
                yield Sequence([*node[:number], line, *node[number + 1 :]])


def _marks_of_entries(value: Node) -> list:
    return [entry.mark for entry in value] if isinstance(value, Sequence) else []


def _lines() -> Iterator[tuple[str, Fault]]:
    for path in sorted(BAD.glob("*.yaml")):
        yield from ((path.stem, fault) for fault in _faults(path) if fault.write)


@pytest.mark.parametrize("name, fault", [pytest.param(n, f, id=f"{n}:{f.line}") for n, f in _lines()])
def test_a_proposed_line_mends_its_fault(name, fault, tmp_path):
    if name in OPEN:
        pytest.skip(OPEN[name])
    path = tmp_path / f"{name}.yaml"
    before = _faults(BAD / f"{name}.yaml")
    tree, line = read_file(BAD / f"{name}.yaml"), read(str(fault.write))
    assert tree is not None and line is not None
    left = []
    for mended in _pasted(tree, fault, line):
        path.write_text(as_text(mended))
        left.append({found.message for found in _faults(path)} - {other.message for other in before if other != fault})
        if not left[-1]:
            return
    raise AssertionError(f"{fault}\n{left}")


@pytest.mark.slow
def test_what_is_proposed_for_a_changed_file_mends_its_fault(tmp_path):
    """Another may come up: what a person needs is proposed by an example, which need not fit the rest."""
    path, mended, tried = tmp_path / "changed.yaml", tmp_path / "mended.yaml", 0
    for number in range(600):
        path.write_bytes(changed(Random(number)).encode("utf-8", "surrogatepass"))
        before = [fault.message for fault in _faults(path)]
        for fault in _faults(path):
            if not fault.write or (tree := read_file(path)) is None or (line := read(fault.write)) is None:
                continue
            tried += 1
            for other in _pasted(tree, fault, line):
                mended.write_text(as_text(other), encoding="utf-8")
                left = [found.message for found in _faults(mended)]
                if left.count(fault.message) < before.count(fault.message):
                    break
            else:
                raise AssertionError(f"{number}: {fault}")
    assert tried > 100
