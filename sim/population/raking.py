"""Raking: weights changed as little as the targets allow, all persons of a household alike.

Each household's weights are multiplied by exp(Σ λ n), with the number n of its persons in each group and one λ a
target: the raking ratio of J.-C. Deville & C.-E. Särndal (1992, J. Am. Stat. Assoc. 87:376). The λ are found by
Newton's method.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sim.population.household import Household, Traits
from sim.words.dates import age_band

_MOST_STEPS = 100
_CLOSE = 1e-9  # of each target
_DIGITS = 12  # of a weight: the last ones of a processor's algebra are no figures


class Fit(NamedTuple):
    """A target, and the weight of its group before and after."""

    by: str
    group: str
    target: float
    before: float
    after: float


def raked(
    households: Sequence[Household], targets: Mapping[str, Mapping[str, int]]
) -> tuple[tuple[Household, ...], tuple[Fit, ...]]:
    """The households with weights that meet the targets as nearly as any do, and how well they do."""
    import numpy as np

    wanted = [(by, group, float(number)) for by, groups in targets.items() for group, number in groups.items()]
    places = {(by, group): place for place, (by, group, _) in enumerate(wanted)}
    counts = np.zeros((len(households), len(wanted)))
    weights = np.zeros_like(counts)
    for row, household in enumerate(households):
        for one in household.members:
            for by in targets:
                place = places.get((by, group_of(one.traits, by))) if one.traits else None
                if place is not None:
                    counts[row, place] += 1
                    weights[row, place] += one.weight
    goal = np.array([number for _, _, number in wanted])
    factors, multipliers = np.ones(len(households)), np.zeros(len(wanted))
    for _ in range(_MOST_STEPS):
        missing = goal - factors @ weights
        if (np.abs(missing) <= _CLOSE * np.maximum(goal, 1)).all():
            break
        step = np.linalg.lstsq((weights * factors[:, None]).T @ counts, missing, rcond=None)[0]
        multipliers += step / max(1.0, float(np.abs(counts @ step).max()))  # no weight by more than e at a time
        factors = np.exp(np.clip(counts @ multipliers, -50, 50))
    after = factors @ weights
    found = tuple(_weighted(household, float(factor)) for household, factor in zip(households, factors, strict=True))
    before = weights.sum(axis=0)
    fits = (
        Fit(by, group, number, round(float(old), 2), round(float(new), 2))
        for (by, group, number), old, new in zip(wanted, before, after, strict=True)
    )
    return found, tuple(fits)


def _weighted(household: Household, factor: float) -> Household:
    members = (one._replace(weight=float(f"{one.weight * factor:.{_DIGITS}g}")) for one in household.members)
    return household._replace(members=tuple(members))


def group_of(traits: Traits, by: str) -> str:
    """The group of a person, as results name it."""
    what, _, part = by.partition(".")
    if what == "age":
        return age_band(traits.age, int(part))
    return str(getattr(traits, by.replace(".", "_")))
