"""The record of a study, `run.json`: what was simulated, under which law, from which inputs, by which program.

Everything in it depends only on the input, so two runs of the same input write the same bytes.
"""

import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from sim.experiment.cases import code_hash
from sim.experiment.refusals import Refusal
from sim.extensions.declared import declared
from sim.outcomes.columns import Column
from sim.outcomes.files import input_hash
from sim.outcomes.recorded import FORMAT
from sim.version import __version__

if TYPE_CHECKING:
    from sim.policy import Assumption, Policy
    from sim.scenario import Scenario

LIBRARIES = ("numba", "numpy", "polars", "pydantic", "PyYAML", "simpy")
SWEEPS = ("sweep", "population_sweep")  # kinds of studies with points
BASELINE = "baseline"  # the name of the file itself among its variants


def record(
    kind: str,
    scenario: "Scenario",
    policy: "Policy",
    inputs: Iterable[str],
    columns: Mapping[str, Iterable[Column]],
    refused: Iterable[Refusal],
) -> dict[str, Any]:
    """The record that all kinds of studies have in common."""
    resolved, assumed = scenario.resolved(), assumptions(scenario, policy)
    return {
        "format": FORMAT,
        "kind": kind,
        "title": scenario.title,
        "file": f"{scenario.name}.yaml",
        "lives": scenario.replications,
        "certain": not scenario.has_chance,
        "seed": scenario.seed,
        "people": list(scenario.people),
        "regions": list(policy.regions),
        "report": list(scenario.report),
        "versions": versions(),
        "hashes": hashes(resolved, scenario, policy, kind),
        "inputs": list(inputs),
        "assumptions": [assumption._asdict() for assumption in assumed],
        "grades": policy.grades | {"assumption": len(assumed)},
        "looked_up": policy.looked_up.isoformat() if policy.looked_up else None,
        "refusals": [refusal._asdict() for refusal in refused],
        "columns": {file: describe(of_file) for file, of_file in columns.items()},
        **_own_seeds(scenario),
        **_extensions(scenario),
        "scenario": resolved,
        "policy": policy.resolved(),
    }


def variant_record(
    kind: str, scenario: "Scenario", baseline: "Scenario", policy: "Policy", refused: Iterable[Refusal]
) -> dict[str, Any]:
    """The record of a variant; its `about` only if it differs from the baseline's."""
    resolved = scenario.resolved()
    return {
        "title": scenario.title,
        "about": "" if scenario.about == baseline.about else scenario.about,
        "file": f"{scenario.name}.yaml",
        "hashes": hashes(resolved, scenario, policy, kind),
        "refusals": [refusal._asdict() for refusal in refused],
        **_own_seeds(scenario),
        **_extensions(scenario),
        "scenario": resolved,
    }


def _own_seeds(scenario: "Scenario") -> dict[str, Any]:
    """The policy files of one's own that were used, whole: a result can be verified when they are changed or gone."""
    return {"own_seeds": own} if (own := scenario.own_seeds()) else {}


def _extensions(scenario: "Scenario") -> dict[str, Any]:
    """The extension files: what each replaces and adds, its hash, and its text, so that a result can be verified when
    the file is changed or gone."""
    found = {}
    for extension in scenario.extensions:
        of_file = declared(extension)
        found[extension.name] = {
            "sha256": extension.hash,
            "replaces": [one.of.name for one in of_file.replaced],
            "adds": list(of_file.processes),
            "text": extension.text,
        }
    return {"extensions": found} if found else {}


def hashes(resolved: dict[str, Any], scenario: "Scenario", policy: "Policy", kind: str) -> dict[str, Any]:
    """Hashes of what a case depends on: scenario, law, policy files of its regions and program; of a sweep, also of
    the files that its points name."""
    return {
        "scenario": input_hash(resolved),
        "policy": policy.hash,
        "seeds": scenario.seeds_hash_of_sweep() if kind in SWEEPS else scenario.seeds_hash(),
        "code": code_hash(),
    }


def describe(columns: Iterable[Column]) -> dict[str, dict[str, str]]:
    """Unit and meaning of each column of a file."""
    return {column.name: {"unit": str(column.unit), "meaning": column.meaning} for column in columns}


def versions() -> dict[str, str]:
    """The program, the interpreter and the libraries that compute."""
    return {"gongji": __version__, "python": platform.python_version()} | {name: _version(name) for name in LIBRARIES}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


def assumptions(scenario: "Scenario", policy: "Policy") -> "list[Assumption]":
    """All assumptions: about the law, about the care people need and when they die. Their number is the one count of
    them, on every screen and in the grades."""
    return [*policy.assumptions, *scenario.assumptions]
