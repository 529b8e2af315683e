"""Refusals: bindings, events and ways of topping up that the file asks for and the law does not allow."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

    from sim.policy import Policy
    from sim.scenario import Scenario

EXAMINED = 100  # lives; refusals seldom depend on chance


class Refusal(NamedTuple):
    """Something in the file that did not happen, or not as written, in so many of the first lives."""

    what: str
    reason: str
    lives: int
    of: int

    def __str__(self) -> str:
        often = "" if self.lives == self.of else f", in {self.lives} of the first {self.of} lives"
        return f"{self.what}: {self.reason}{often}"


def refusals(scenario: "Scenario", policy: "Policy") -> list[Refusal]:
    """The refusals in the first lives of a scenario."""
    from sim.engine import run_block
    from sim.plan import Plan

    plan = Plan.make(scenario, policy)
    lives = min(EXAMINED, scenario.replications)
    block = run_block(plan, range(lives))
    found = []
    for place, binding in enumerate(scenario.bindings):
        what = f"binding of {binding.payer} for {binding.for_}"
        found += _refused(what, block.refused_bindings[:, place])
    for place, event in enumerate(scenario.events):
        what = f"{event.who} {event.does} on {event.on}"
        found += _refused(what, block.refused_events[:, place])
    other_way = block.people["pension"]["other_way"] == 1
    for who, name in enumerate(plan.names):
        times = int((other_way & (block.people["who"] == who)).sum())
        if times:
            found.append(
                Refusal(
                    f"{name}'s way of topping up",
                    "not one the region allows; the first it allows instead",
                    times,
                    lives,
                )
            )
    return found


def _refused(what: str, reasons: "np.ndarray") -> list[Refusal]:
    """One refusal for each reason that occurs."""
    from sim.words.reasons import MEANING, Reason

    counts = {reason: int((reasons == reason).sum()) for reason in MEANING}
    return [
        Refusal(what, f"{Reason(reason).word} ({MEANING[reason][0]})", times, reasons.size)
        for reason, times in counts.items()
        if times
    ]
