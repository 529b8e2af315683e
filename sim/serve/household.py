"""The household of the page: a text that is checked with the places of its faults, and the bounds of the server."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.errors import Fault, Faults
from sim.experiment.points import count, design
from sim.policy import NO_SEEDS, OwnSeeds
from sim.policy.seeds import read_folder
from sim.scenario import Scenario, check_text, notes
from sim.words.language import Language, speaking
from sim.words.translation import translated
from sim.yaml_marks import Mapping, Mark, Sequence, mark_of, read

MOST_SWEPT = 100_000  # lives of all points together
_LENGTH = ("start", "end", "years")  # paths of a sweep that change how long a run is
#: What the text is called in messages, and in the record of its studies.
FILE = "household.yaml"

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Bounds:
    """What the server simulates at most, whether extensions may run, and the folder of policy files of one's own."""

    lives: int
    years: int
    extensions: bool = False
    seeds: str | None = None
    swept: int = MOST_SWEPT

    def household(self, text: str) -> Scenario:
        """The scenario of a text; raises `Faults` with all that is wrong in it, or beyond what the server does."""
        scenario = check_text(text, FILE, self.own_seeds(), None if self.extensions else ())
        beyond = list(self._beyond(scenario))
        if beyond:
            raise Faults(beyond)
        return scenario

    def household_swept(self, text: str) -> Scenario:
        """The scenario of a text with its sweep; more points, lives or years than the server simulates are faults."""
        scenario = self.household(text)
        points, lives = count(scenario), scenario.requested_replications
        if points * lives > self.swept:
            found = f"{points:,} points of {lives:,} lives are more than this server simulates"
            raise Faults([scenario.written.fault(("sweep",), found, allowed=f"at most {self.swept:,} lives in all")])
        if faults := list(self._longer_points(scenario)):
            raise Faults(faults[:1])
        return scenario

    def _longer_points(self, scenario: Scenario) -> Iterator[Fault]:
        """The points of a sweep over the length of the run that are longer than the server simulates."""
        paths = [path for path in (scenario.sweep.vary if scenario.sweep else ()) if path in _LENGTH]
        for point in design(scenario).points if paths else ():
            with suppress(Faults):  # what is no scenario is not simulated
                case = scenario.at(point.values)
                if case.end > _after(case.start, self.years):
                    found = f"{case.start} to {case.end} is longer than this server simulates"
                    place = ("sweep", "vary", paths[0])
                    yield scenario.written.fault(place, found, allowed=f"at most {self.years} years")

    def own_seeds(self) -> OwnSeeds:
        """The policy files that are looked at before the program's."""
        return read_folder(Path(self.seeds)) if self.seeds else NO_SEEDS

    def _beyond(self, scenario: Scenario) -> Iterator[Fault]:
        """What is more than the server does: lives, where anything is left to chance, and years of any case."""
        written = scenario.written
        cases = [((), scenario), *((("variants", name), scenario.variant(name)) for name in scenario.variants)]
        lives = max(case.replications for _, case in cases)
        if lives > self.lives:
            found = f"replications: {lives:,} are more than this server simulates"
            yield written.fault(("replications",), found, allowed=f"at most {self.lives:,}")
        for path, case in cases:
            if case.end > _after(case.start, self.years):
                found = f"{case.start} to {case.end} is longer than this server simulates"
                key = next((key for key in ("years", "end") if key in written.mapping(*path)), "start")
                yield written.fault((*path, key), found, allowed=f"at most {self.years} years")


def _after(day: Any, years: int) -> Any:
    """The same day so many years later; of 29 February, the day before."""
    with suppress(ValueError):
        return day.replace(year=day.year + years)
    return day.replace(year=day.year + years, day=28)


# ----------------------------------------------------------------------------- what the page is sent


def checked(text: str, bounds: Bounds, lang: Language = "en", is_swept: bool = False) -> dict[str, Any]:
    """The tree of a text, its faults with their places in text and tree, its notes, its variants, if it has a sweep."""
    with speaking(lang):
        return _checked(text, bounds, is_swept)


def _checked(text: str, bounds: Bounds, is_swept: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"text": text, "tree": None, "faults": [], "notes": [], "variants": [], "has_sweep": False}
    try:
        tree = read(text, FILE)
    except Faults as error:
        return found | {"faults": [_placed(fault, {}) for fault in error.faults]}
    found["tree"] = tree if isinstance(tree, Mapping) else {}
    try:
        scenario = bounds.household_swept(text) if is_swept else bounds.household(text)
    except Faults as error:
        places = dict(_places(tree, ()))
        return found | {"faults": [_placed(fault, places) for fault in error.faults]}
    of_notes = [{"line": note.line, "text": translated(note.message)} for note in notes(scenario)]
    return found | {"notes": of_notes, "variants": list(scenario.variants), "has_sweep": scenario.sweep is not None}


def _places(node: object, path: Path_) -> Iterator[tuple[Mark, Path_]]:
    """Where each key and each value of a tree stands, and its path."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _places(value, (*path, key))
            yield node.key_marks[key], (*path, key)
    elif isinstance(node, Sequence):
        for place, value in enumerate(node):
            yield from _places(value, (*path, place))
    if path:
        yield mark_of(node), path


def _placed(fault: Fault, places: dict[Mark, Path_]) -> dict[str, Any]:
    """A fault as the page shows it: what the file's own message says, its line, and the path of its field."""
    text = str(replace(fault, file="", line=None, column=None))
    own = fault.file == FILE and fault.line is not None
    path = places.get(Mark(fault.line, fault.column or 1)) if own and fault.line else None
    if not own and fault.file:
        text = str(fault)
    return {"line": fault.line if own else None, "column": fault.column if own else None, "path": path, "text": text}
