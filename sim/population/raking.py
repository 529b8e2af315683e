"""Raking: weights changed as little as the targets allow, all persons of a household alike.

Each household's weights are multiplied by exp(Σ λ n), with the number n of its persons in each group and one λ a
target: the raking ratio of J.-C. Deville & C.-E. Särndal (1992, J. Am. Stat. Assoc. 87:376). The λ are found by
Newton's method.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sim.population.household import WEIGHT, Households
from sim.words.dates import age_band

if TYPE_CHECKING:
    import polars as pl

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


def raked(households: Households, targets: Mapping[str, Mapping[str, int]]) -> tuple[Households, tuple[Fit, ...]]:
    """The households with weights that meet the targets as nearly as any do, and how well they do."""
    import numpy as np
    import polars as pl

    wanted = [(by, group, float(number)) for by, groups in targets.items() for group, number in groups.items()]
    places = {(by, group): place for place, (by, group, _) in enumerate(wanted)}
    counts = np.zeros((len(households), len(wanted)))
    weights = np.zeros_like(counts)
    homes = np.repeat(np.arange(len(households)), np.diff(households.starts))
    of_persons = households.frame[WEIGHT].to_numpy()
    for by in targets:
        of_person = np.array([places.get((by, group), -1) for group in groups_of(households.frame, by)])
        wanted_of = of_person >= 0
        cells = homes[wanted_of], of_person[wanted_of]
        np.add.at(counts, cells, 1)
        np.add.at(weights, cells, of_persons[wanted_of])
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
    changed = of_persons * np.repeat(factors, np.diff(households.starts))
    found = households.with_columns(pl.Series(WEIGHT, [float(f"{one:.{_DIGITS}g}") for one in changed.tolist()]))
    before = weights.sum(axis=0)
    fits = (
        Fit(by, group, number, round(float(old), 2), round(float(new), 2))
        for (by, group, number), old, new in zip(wanted, before, after, strict=True)
    )
    return found, tuple(fits)


def groups_of(people: "pl.DataFrame", by: str) -> "pl.Series":
    """The group of each person, as results name it."""
    import polars as pl

    what, _, part = by.partition(".")
    if what == "age":
        return pl.Series([age_band(age, int(part)) for age in people["age"]], dtype=pl.String)
    return people[by.replace(".", "_")].cast(pl.String)
