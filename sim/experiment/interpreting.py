"""Small jobs are simulated as plain Python at once: loading the compiler, or even compiling, would take longer."""

from contextlib import suppress
from typing import TYPE_CHECKING

from sim.errors import Faults
from sim.experiment.points import count
from sim.extensions.source import key_of
from sim.kernel_cache import interpret, is_interpreted, is_warm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.scenario import Scenario

#: Person-months for which half a minute of compiling does not pay: plain Python takes a quarter of a millisecond each.
MOST = 20_000

#: Person-months for which even loading compiled rules, about a second, does not pay.
MOST_COMPILED = 3_000

COMPILING = "Compiling the rules: about half a minute, once."
INTERPRETING = "The rules are not compiled yet; this is simulated without, as so little needs no compiling."


def person_months(
    scenario: "Scenario",
    lives: int | None = None,
    compared: bool = False,
    swept: bool = False,
    assumptions: bool = False,
) -> int:
    """The most there can be to simulate, in months of one person: every variant if `compared`, every point if `swept`
    (of the sweep over assumptions, if it is that one).

    `lives` instead of the scenario's own. Points may leave to chance what the file does not.
    """
    if assumptions:
        from sim.experiment.assumptions import LIVES, over_assumptions

        lives = lives or min(LIVES, scenario.requested_replications)
        scenario = over_assumptions(scenario)
    months = (scenario.end.year - scenario.start.year) * 12 + scenario.end.month - scenario.start.month + 1
    cases = [scenario]
    if compared or swept:
        for name in scenario.variants:
            with suppress(Faults):  # shown when the variant is chosen
                cases.append(scenario.variant(name))
    is_certain = not swept and not any(case.has_chance for case in cases)
    number = 1 if is_certain else lives or scenario.requested_replications
    return len(scenario.people) * months * number * len(cases) * (count(scenario) if swept else 1)


def keys_of(scenarios: "Iterable[Scenario]", with_variants: bool = False) -> frozenset[str]:
    """The hashes of the extensions that scenarios, and if need be their variants, are simulated with."""
    cases = list(scenarios)
    for scenario in tuple(cases) if with_variants else ():
        for name in scenario.variants:
            with suppress(Faults):  # shown when the variant is chosen
                cases.append(scenario.variant(name))
    return frozenset(key_of(case.extensions) for case in cases)


def how_to_begin(size: int | None, extensions: "Iterable[str]" = ()) -> str:
    """What to print before a job of so many person-months (None if nobody knows); nothing where the rules are ready.

    A job that is small is set to be interpreted, unless kernels have been loaded already. `extensions` are those of the
    job's cases, by their hash: what calls a rule that they replace is compiled with it.
    """
    if is_interpreted():
        return ""
    is_ready = all(map(is_warm, {"", *extensions}))
    is_small = size is not None and size <= (MOST_COMPILED if is_ready else MOST)
    is_set = is_small and interpret()
    if is_ready:
        return ""
    return INTERPRETING if is_set else COMPILING
