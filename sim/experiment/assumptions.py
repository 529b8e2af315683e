"""The sweep over the assumptions that a scenario's law rests on: each alone at the other values it might have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.errors import Fault, Faults
from sim.experiment.law import policy_of
from sim.scenario.load import with_sweep
from sim.values.trees import as_node, as_text

if TYPE_CHECKING:
    from sim.policy import Policy, Value
    from sim.scenario import Scenario
    from sim.yaml_marks import Node

#: Without another number, so many lives at each point: there are two points for most assumptions.
LIVES = 200
NO_RANGE = "no other value is known"
PROJECTED = "a projection moves it, and would not move another value"
NOT_OF_THE_LAW = "it is no value of the law"


@dataclass(frozen=True)
class Tried:
    """An assumption that is tried: the path of a scenario that sets it, and the values set there instead."""

    parameter: str
    region: str
    value: str
    name: str
    path: str
    values: "tuple[Node, ...]"


@dataclass(frozen=True)
class NotTried:
    """An assumption that is not tried, and why."""

    parameter: str
    region: str
    value: str
    name: str
    why: str


def over_assumptions(scenario: "Scenario") -> "Scenario":
    """The scenario with a sweep over its assumptions in place of its own; raises `Faults` if none can be tried."""
    vary = {one.path: one.values for one in assumptions_of(scenario) if isinstance(one, Tried)}
    if not vary:
        message = "no assumption of this scenario has another plausible value: there is nothing to try"
        raise Faults([Fault(message, scenario.path)])
    return with_sweep(scenario, vary, "one_at_a_time")


def recorded_lists(scenario: "Scenario") -> dict[str, list[dict[str, Any]]]:
    """What was tried and what not, as `run.json` has it."""
    listed = assumptions_of(scenario)
    tried = [one for one in listed if isinstance(one, Tried)]
    return {
        "tried": [vars(one) | {"values": [as_text(value) for value in one.values]} for one in tried],
        "not_tried": [dict(vars(one)) for one in listed if isinstance(one, NotTried)],
    }


def assumptions_of(scenario: "Scenario") -> list[Tried | NotTried]:
    """Each assumption in use, those about the law first; one of several regions once for each, unless all share it."""
    policy = policy_of(scenario)
    found: list[Tried | NotTried] = []
    for parameter, origin, name in dict.fromkeys((one.parameter, one.region, one.name) for one in policy.assumptions):
        found += _of_law(policy, parameter, origin, name)
    found += (NotTried(**not_of_the_law(one._asdict())) for one in scenario.assumptions)
    return found


def not_of_the_law(assumption: dict[str, Any]) -> dict[str, Any]:
    """An assumption about care or deaths, as one that is not tried."""
    return {key: assumption[key] for key in ("parameter", "region", "value", "name")} | {"why": NOT_OF_THE_LAW}


def _of_law(policy: "Policy", parameter: str, origin: str, name: str) -> Iterator[Tried | NotTried]:
    of_region = {region: policy.within(region, parameter) for region in policy.regions}
    own = {region: [value for value in values if _is_of(value, origin, name)] for region, values in of_region.items()}
    regions = [region for region, values in own.items() if values]
    if not regions:  # a projection: its values are those of the rates, not of a parameter
        rate = next(rate for rate in policy.rates if rate.parameter == parameter and _is_of(rate, origin, name))
        yield _tried(rate, origin, f"policy.{parameter}", rate.plausible)
    elif len(regions) == len(policy.regions) and all(own[region] == of_region[region] for region in regions):
        yield _in_all_or_one(own[regions[0]], of_region[regions[0]], origin, f"policy.{parameter}", policy)
    else:
        for region in regions:
            yield _in_all_or_one(own[region], of_region[region], origin, f"policy.{region}.{parameter}", policy)


def _is_of(value: "Value", origin: str, name: str) -> bool:
    return value.region == origin and value.assume is not None and value.assume[0] == name


def _in_all_or_one(
    own: "Sequence[Value]", values: "Sequence[Value]", origin: str, path: str, policy: "Policy"
) -> Tried | NotTried:
    """The assumption where a path sets it: from its own days on, if the law has another value on others."""
    plausible = own[-1].plausible
    if any(value.rate for value in values):
        return NotTried(own[0].parameter, origin, own[0].text, own[0].assume[0] if own[0].assume else "", PROJECTED)
    if len(own) < len(values):
        days = [str(policy.start), *(str(value.from_) for value in values[1:])]
        plausible = tuple(
            {day: other if value in own else value.raw for day, value in zip(days, values, strict=True)}
            for other in plausible
        )
    return _tried(own[-1], origin, path, plausible)


def _tried(value: "Value", origin: str, path: str, plausible: tuple[object, ...]) -> Tried | NotTried:
    name = value.assume[0] if value.assume else ""
    if not plausible:
        return NotTried(value.parameter, origin, value.text, name, NO_RANGE)
    return Tried(value.parameter, origin, value.text, name, path, tuple(map(as_node, plausible)))
