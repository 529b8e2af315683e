"""The law that applies to a scenario."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.policy import Policy
    from sim.scenario import Scenario


def policy_of(scenario: "Scenario") -> "Policy":
    """The law of the scenario's regions over its years, with the scenario's own changes."""
    return scenario.law()
