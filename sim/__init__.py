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
    from sim.experiment.expectations import check
    from sim.experiment.run import Study, run
    from sim.policy import Policy
    from sim.scenario import Faults, Scenario, load, schema

__version__ = "0.1.0"
__all__ = ["Faults", "Policy", "Scenario", "Study", "check", "load", "run", "schema"]

_HOME = {
    "Faults": "sim.scenario",
    "Policy": "sim.policy",
    "Scenario": "sim.scenario",
    "Study": "sim.experiment.run",
    "check": "sim.experiment.expectations",
    "load": "sim.scenario",
    "run": "sim.experiment.run",
    "schema": "sim.scenario",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
