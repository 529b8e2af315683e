"""Changes to the law in a scenario: read by the policy room, put in order here."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sim.errors import Fault
from sim.policy import PolicyChange, read_changes
from sim.policy.parameters import is_parameter, prefixes
from sim.scenario.homes import belongs
from sim.scenario.scalars import region_called, region_names, unknown_region
from sim.scenario.source import SourceDocument
from sim.yaml_marks import Mapping, Mark, Text


def changes_of(document: SourceDocument) -> tuple[tuple[PolicyChange, ...], list[Fault]]:
    """The changes of a case: the file's, a variant's after them, swept values last; and their faults.

    A later change of a parameter in a region takes the place of an earlier one of the same, whole tables and all.
    """
    changes: dict[tuple[str | None, str], PolicyChange] = {}
    faults: list[Fault] = []
    for policy in document.policies:
        found, refused = read_changes(policy, region_names(), tuple(changes.values()))
        for change in found:
            changes.pop((change.region, change.parameter), None)
            changes[change.region, change.parameter] = change
        if refused:
            headings = {mark: key for key, mark in policy.key_marks.items()}
            faults += (_fault(document, policy, headings, fault) for fault in refused)
    return tuple(changes.values()), faults


def _fault(document: SourceDocument, policy: Mapping, headings: dict[Mark, str], found: Fault) -> Fault:
    """A fault of the policy room's as one of the file's; a heading that is like a region's name, or under which there
    are parameters, is meant for a region."""
    mark = Mark(found.line or policy.mark.line, found.column or policy.mark.column)
    heading, known = headings.get(mark), (*region_names(), *prefixes())
    if heading and found.message == f"{heading} is no parameter" and (elsewhere := belongs(heading, "policy")):
        return Fault(found.message + elsewhere, document.file, *mark)
    below = policy[heading] if heading else None
    if heading and isinstance(below, Mapping) and heading not in known and not is_parameter(heading):
        region = unknown_region(heading)
        if region.nearest or any(map(is_parameter, below)):
            return Fault(region.found, document.file, *mark, region.nearest, region.allowed)
    return replace(found, file=document.file, line=mark.line, column=mark.column)


def as_written(changes: Iterable[PolicyChange]) -> dict[str, Any]:
    """The changes as a `policy` mapping of a scenario file."""
    policy: dict[str, Any] = {}
    for change in changes:
        within = policy if change.region is None else policy.setdefault(change.region, {})
        undated = list(change.dated) == [None]
        within[change.parameter] = plain(
            change.dated[None] if undated else {str(day): value for day, value in change.dated.items()}
        )
    return policy


def plain(node: Any) -> Any:
    """A tree without its marks."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    return [plain(value) for value in node] if isinstance(node, list | tuple) else str(node)


def set_value(parameter: str, value: Any, mark: Mark) -> Mapping:
    """A `policy` mapping that sets one parameter; `parameter` may begin with a region and a dot."""
    region, _, rest = parameter.partition(".")
    if rest and region_called(region):
        return Mapping({Text(region, mark): set_value(rest, value, mark)}, mark, {region: mark})
    return Mapping({Text(parameter, mark): value}, mark, {parameter: mark})
