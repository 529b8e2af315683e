"""What `run.json` says: what was lived, under which law, from which inputs, by which program.

Everything in it follows from the input, so two runs of the same input write the same bytes.
"""

import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from sim import __version__
from sim.experiment.readings import code_hash
from sim.experiment.refusals import Refusal
from sim.outcomes.columns import Column
from sim.outcomes.files import input_hash
from sim.policy import seeds_hash

if TYPE_CHECKING:
    from sim.policy import Policy
    from sim.scenario import Scenario

LIBRARIES = ("numba", "numpy", "polars", "pydantic", "PyYAML", "simpy")
FORMAT = 2  # of the record


def record(
    kind: str,
    scenario: "Scenario",
    policy: "Policy",
    inputs: Iterable[str],
    columns: dict[str, Iterable[Column]],
    refused: Iterable[Refusal],
) -> dict[str, Any]:
    """What every kind of study records."""
    resolved = scenario.resolved()
    return {
        "format": FORMAT,
        "kind": kind,
        "title": scenario.title,
        "file": f"{scenario.name}.yaml",
        "lives": scenario.replications,
        "seed": scenario.seed,
        "people": list(scenario.people),
        "regions": list(policy.regions),
        "report": list(scenario.report),
        "versions": versions(),
        "hashes": hashes(resolved, policy),
        "inputs": list(inputs),
        "assumptions": [_fields(assumption) for assumption in assumptions(scenario, policy)],
        "grades": dict(policy.grades),
        "refusals": [refusal._asdict() for refusal in refused],
        "columns": {file: described(of_file) for file, of_file in columns.items()},
        "scenario": resolved,
        "policy": policy.resolved(),
    }


def reading_of(scenario: "Scenario", policy: "Policy", refused: Iterable[Refusal]) -> dict[str, Any]:
    """What is recorded of a variant, beside the study's baseline."""
    resolved = scenario.resolved()
    return {
        "title": scenario.title,
        "about": scenario.about,
        "file": f"{scenario.name}.yaml",
        "hashes": hashes(resolved, policy),
        "refusals": [refusal._asdict() for refusal in refused],
        "scenario": resolved,
    }


def hashes(resolved: dict[str, Any], policy: "Policy") -> dict[str, Any]:
    """Hashes of what a reading rests on: itself, the law it is lived under, all seeds, the program."""
    return {
        "scenario": input_hash(resolved),
        "policy": policy.hash,
        "seeds": seeds_hash(),
        "code": code_hash(),
    }


def described(columns: Iterable[Column]) -> dict[str, dict[str, str]]:
    """What each column of a file holds."""
    return {column.name: {"unit": str(column.unit), "meaning": column.meaning} for column in columns}


def versions() -> dict[str, str]:
    """The program, the interpreter and the libraries that compute."""
    return {"gongji": __version__, "python": platform.python_version()} | {name: _version(name) for name in LIBRARIES}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


def assumptions(scenario: "Scenario", policy: "Policy") -> list[Any]:
    """What is assumed: of the law, and of the care people need. Each has a name and a reason."""
    return [*policy.assumptions, *scenario.assumptions]


def _fields(assumption: Any) -> dict[str, str]:
    names = ("name", "parameter", "region", "value_text", "reason")
    return {name: str(getattr(assumption, name)) for name in names if hasattr(assumption, name)}
