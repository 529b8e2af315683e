"""Refusals about the sweep."""

from sim.scenario.checks.shared import Check, Faulty
from sim.scenario.facts import Facts
from sim.scenario.reading import EXAMPLES
from sim.scenario.source import SourceDocument


def fail_if_nothing_is_swept(facts: Facts, document: SourceDocument) -> Faulty:
    """A sweep has a path, and every path has a value."""
    vary = document.node("sweep", "vary")
    if vary is not None and not vary:
        yield document.fault(("sweep", "vary"), "vary: nothing is varied", write=f"vary: {EXAMPLES['vary']}")
    for path, values in facts.study.sweep.vary.items() if facts.study.sweep else ():
        if not values:
            yield document.fault(("sweep", "vary", path), f"{path}: no value is given")


CHECKS: tuple[Check, ...] = (fail_if_nothing_is_swept,)
