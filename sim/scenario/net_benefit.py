"""Faults of a sweep's net benefit: points that are no draws, outcomes that cannot be weighed."""

from collections.abc import Iterator

from sim.errors import Fault
from sim.scenario.outcomes import definitions_of, discount_of
from sim.scenario.scenario import Scenario
from sim.words.outcomes import Better, Outcome, Unit
from sim.words.vocabulary import defined, kept_under

_DRAWN = ("lhs", "sobol")


def faults_of_net_benefit(scenario: Scenario) -> Iterator[Fault]:
    """What is wrong beyond the words themselves."""
    sweep = scenario.sweep
    weighed = sweep.net_benefit if sweep else None
    if sweep is None or weighed is None:
        return
    document, place = scenario.written, ("sweep", "net_benefit")
    if sweep.by not in _DRAWN:
        message = f"net_benefit: the points of {sweep.by} are no draws of what nobody knows"
        yield document.fault(place, message, of_key=True, allowed="by: lhs, by: sobol")
    discount = discount_of(scenario.study)
    own, _ = defined(discount, definitions_of(scenario.study))
    known = {outcome.name: outcome for outcome in (*kept_under(discount), *own)}
    for key, name in (("effect", weighed.effect), ("cost", weighed.cost)):
        outcome = known.get(name)  # none of a definition that is wrong itself
        if outcome and (why := _why_not(outcome) or (_why_no_effect if key == "effect" else _why_no_cost)(outcome)):
            write = f"outcomes: {{mine: {{is: {name}, better: more}}}}" if outcome.better is Better.NEITHER else None
            yield document.fault((*place, key), f"{key}: {name} {why}", write=write if key == "effect" else None)


def _why_not(outcome: Outcome) -> str | None:
    """Why an outcome is no number of the family in every life."""
    if not outcome.has_family:
        return "is of each person, not of the family"
    return "is not known in every life" if outcome.has_gaps else None


def _why_no_effect(outcome: Outcome) -> str | None:
    return "is neither good nor bad; an outcome of one's own says which" if outcome.better is Better.NEITHER else None


def _why_no_cost(outcome: Outcome) -> str | None:
    return None if outcome.unit is Unit.YUAN else f"is in {outcome.unit}, not in yuan"
