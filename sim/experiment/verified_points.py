"""The points of a sweep that is verified, under each of its variants."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.errors import Faults
from sim.experiment.cases import Case
from sim.experiment.points import Design, Point
from sim.experiment.sweep import any_chance, weighing_of
from sim.experiment.verified import OK, WRONG, Finding, ReadCase, ReadRecord, scenario_of
from sim.words.language import say

if TYPE_CHECKING:
    from sim.scenario import Scenario


class ReadPoints:
    """The points of a sweep under each of its variants."""

    def __init__(self, points: Design, cases: dict[str, ReadCase], recorded: ReadRecord):
        self.design = points
        self.scenarios = {name: self._likeliest(case, recorded) for name, case in cases.items()}

    def _likeliest(self, case: ReadCase, recorded: ReadRecord) -> "Scenario":
        """The scenario from which the points were built: the one whose points are the recorded ones.

        The record has every default filled in. If a value is swept from which a default follows, the file may have
        left the default out, or written it.
        """
        candidates = [scenario for scenario in (_without_defaults(case), case.scenario) if scenario]
        return max(candidates, key=lambda scenario: len({*self._inputs_of(scenario)} & {*recorded.inputs}))

    def _inputs_of(self, scenario: "Scenario") -> Iterator[str]:
        for point in self.design.points:
            if case := case_at(scenario, point):
                yield case.inputs

    @property
    def inputs(self) -> Iterator[str]:
        """The hashes of all simulated cases, in order."""
        for point in self.design.points:
            cases = (case_at(scenario, point) for scenario in self.scenarios.values())
            yield from (case.inputs for case in cases if case)

    def compare(self, content: dict[str, Any]) -> Iterator[Finding]:
        """Whether the sweep of the scenario is the recorded one."""
        paths = [axis.path for axis in self.design.axes]
        found: dict[str, Any] = {"by": self.design.by, "points": len(self.design.points), "paths": paths}
        if (weighing := weighing_of(self.scenarios)) or "net_benefit" in content:
            found["net_benefit"] = weighing and weighing.outcomes
        differing = {key: value for key, value in found.items() if content.get(key) != value}
        for key, value in differing.items():
            text = say(
                "{key}: recorded {was}, the scenario's sweep says {found}", key=key, was=content.get(key), found=value
            )
            yield Finding(WRONG, text)
        if not differing:
            yield Finding(OK, say("{keys}: those of the scenario's sweep", keys=", ".join(found)))

    @property
    def has_chance(self) -> bool:
        return any_chance(self.scenarios, self.design)


def case_at(scenario: "Scenario", point: Point) -> Case | None:
    """The case of a scenario at a point; None if the point describes no valid scenario."""
    try:
        return Case.of(scenario.at(point.values))
    except Faults:
        return None


def _without_defaults(case: ReadCase) -> "Scenario | None":
    """The scenario without everything that follows from something else in it; None if it would not be the same."""
    words = case.scenario.resolved()
    for binding in words["bindings"]:
        binding.pop("rank", None)
        if binding.get("from") == words["start"]:
            del binding["from"]
    for person in words["people"].values():
        insured = person.get("insured", {})
        if insured.get("insured_in_a_row") == insured.get("paid_months"):
            insured.pop("insured_in_a_row", None)
    start, end = case.scenario.start, case.scenario.end
    if (start.month, start.day) == (end.month, end.day):
        words["years"] = str(end.year - start.year)
        del words["end"]
    try:
        scenario = scenario_of(words, is_swept=True, own=case.scenario.seeds, extensions=case.scenario.extensions)
    except Faults:
        return None
    return scenario if scenario.resolved() == case.scenario.resolved() else None
