"""Gongji (共济): a household under China's employee medical insurance, month by month, life by life.

    import sim

    scenario = sim.load("scenarios/three_generations.yaml")
    study = sim.run(scenario, replications=200)
    print(study.summary())

What stands here is looked up on first use: importing the package loads none of the heavy libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.errors import Fault, Faults, GongjiError
    from sim.policy import Policy
    from sim.scenario import Scenario, load, schema
    from sim.studies import Comparison, Run, Study, Sweep, check, compare, run, study, sweep

__version__ = "0.1.0"

_HOME = {
    "Comparison": "sim.studies",
    "Fault": "sim.errors",
    "Faults": "sim.errors",
    "GongjiError": "sim.errors",
    "Policy": "sim.policy",
    "Run": "sim.studies",
    "Scenario": "sim.scenario",
    "Study": "sim.studies",
    "Sweep": "sim.studies",
    "check": "sim.studies",
    "compare": "sim.studies",
    "load": "sim.scenario",
    "run": "sim.studies",
    "schema": "sim.scenario",
    "study": "sim.studies",
    "sweep": "sim.studies",
}
__all__ = [
    "Comparison", "Fault", "Faults", "GongjiError", "Policy", "Run", "Scenario", "Study", "Sweep", "check", "compare",
    "load", "run", "schema", "study", "sweep",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
