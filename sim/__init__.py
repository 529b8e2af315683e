"""Gongji (共济): a household under China's employee medical insurance, simulated month by month, in many lives.

    import sim

    scenario = sim.load("scenarios/three_generations.yaml")
    study = sim.run(scenario, replications=200)
    print(study.summary())

Names are imported on first use: importing the package loads none of the heavy libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.version import __version__ as __version__

if TYPE_CHECKING:
    from sim.errors import Fault, Faults, GongjiError
    from sim.experiment.failures import PartDone
    from sim.explain import Life, life
    from sim.policy import Policy
    from sim.scenario import Scenario, load, notes, schema
    from sim.studies import Comparison, Run, Study, Sweep, check, compare, run, study, sweep, test

_MODULE_OF = {
    "Comparison": "sim.studies",
    "Fault": "sim.errors",
    "Faults": "sim.errors",
    "GongjiError": "sim.errors",
    "Life": "sim.explain",
    "PartDone": "sim.experiment.failures",
    "Policy": "sim.policy",
    "Run": "sim.studies",
    "Scenario": "sim.scenario",
    "Study": "sim.studies",
    "Sweep": "sim.studies",
    "check": "sim.studies",
    "compare": "sim.studies",
    "life": "sim.explain",
    "load": "sim.scenario",
    "notes": "sim.scenario",
    "run": "sim.studies",
    "schema": "sim.scenario",
    "study": "sim.studies",
    "sweep": "sim.studies",
    "test": "sim.studies",
}
__all__ = [
    "Comparison", "Fault", "Faults", "GongjiError", "Life", "PartDone", "Policy", "Run", "Scenario", "Study", "Sweep",
    "check", "compare", "life", "load", "notes", "run", "schema", "study", "sweep", "test",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
