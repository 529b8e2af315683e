"""Gongji (共济): a household under China's employee medical insurance, month by month, life by life.

    import sim

    scenario = sim.load("scenarios/three_generations.yaml")
    study = sim.run(scenario, replications=200)
    print(study.summary())

What stands here is looked up on first use: importing the package loads none of the heavy libraries.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_API = {
    "load": "sim.scenario",
    "Scenario": "sim.scenario",
    "Faults": "sim.scenario",
    "schema": "sim.scenario",
    "Policy": "sim.policy",
    "run": "sim.experiment.run",
    "Study": "sim.experiment.run",
    "check": "sim.outcomes.expectations",
}
__all__ = ["__version__", *_API]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _API:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_API[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
