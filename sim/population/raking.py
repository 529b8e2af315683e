"""Raking: weights changed as little as the targets allow, all persons of a household alike.

Each household's weights are multiplied by exp(Σ λ n), with the number n of its persons in each group, or its money,
and one λ a target: the raking ratio of J.-C. Deville & C.-E. Särndal (1992, J. Am. Stat. Assoc. 87:376). The λ are
found by Newton's method. Weights that were raked before have the same form, so to begin with them changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.errors import Fault
from sim.population.household import WEIGHT, Households
from sim.scenario.source import SourceDocument
from sim.words.dates import age_band

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_MISSED = 1e-6  # of a target
_MOST_STEPS = 100
_CLOSE = 1e-9  # of each target
_DIGITS = 12  # of a weight: the last ones of a processor's algebra are no figures


class Fit(NamedTuple):
    """A target, and the weight of its group, or the money of its pool, before and after."""

    by: str
    group: str
    target: float
    before: float
    after: float


class Aim(NamedTuple):
    """A target: what the persons of each household have of it, as they weigh, and each of them counted once.

    `unit` is what one of these numbers is: money is counted in a size of its own, so that all aims are of one size.
    """

    by: str
    group: str
    target: float
    weighted: "np.ndarray"
    counted: "np.ndarray"
    unit: float = 1.0


def raked(households: Households, targets: Mapping[str, Mapping[str, int]]) -> tuple[Households, tuple[Fit, ...]]:
    """The households with weights that meet targets of persons as nearly as any do, and how well they do."""
    return calibrated(households, aims_of_persons(households, targets))


def aims_of_persons(households: Households, targets: Mapping[str, Mapping[str, int]]) -> list[Aim]:
    """How many persons of each household are in each group that has a target."""
    import numpy as np

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
    return [Aim(*one, weights[:, place], counts[:, place]) for place, one in enumerate(wanted)]


def calibrated(households: Households, aims: Sequence[Aim]) -> tuple[Households, tuple[Fit, ...]]:
    """The households with weights that meet all aims together as nearly as any do, and how well they do."""
    import numpy as np
    import polars as pl

    counts, weights = (np.stack([getattr(aim, of) for aim in aims], axis=1) for of in ("counted", "weighted"))
    goal = np.array([aim.target / aim.unit for aim in aims])
    factors, multipliers = np.ones(len(households)), np.zeros(len(aims))
    for _ in range(_MOST_STEPS):
        missing = goal - factors @ weights
        if (np.abs(missing) <= _CLOSE * np.maximum(goal, 1)).all():
            break
        step = np.linalg.lstsq((weights * factors[:, None]).T @ counts, missing, rcond=None)[0]
        multipliers += step / max(1.0, float(np.abs(counts @ step).max()))  # no weight by more than e at a time
        factors = np.exp(np.clip(counts @ multipliers, -50, 50))
    after = factors @ weights
    changed = households.frame[WEIGHT].to_numpy() * np.repeat(factors, np.diff(households.starts))
    found = households.with_columns(pl.Series(WEIGHT, [float(f"{one:.{_DIGITS}g}") for one in changed.tolist()]))
    before = weights.sum(axis=0)
    fits = (
        Fit(aim.by, aim.group, aim.target, round(float(old) * aim.unit, 2), round(float(new) * aim.unit, 2))
        for aim, old, new in zip(aims, before, after, strict=True)
    )
    return found, tuple(fits)


def faults_of_fits(fits: Iterable[Fit], document: SourceDocument) -> list[Fault]:
    """The targets that no weights meet."""
    return [
        document.fault(
            ("population", "targets", fit.by, fit.group),
            f"no weights make {fit.by} {fit.group} {fit.target:,.0f}: it comes to {_figure(fit)}",
        )
        for fit in fits
        if abs(fit.after - fit.target) > _MISSED * max(fit.target, 1)
    ]


def _figure(fit: Fit) -> str:
    """What comes out, with as many decimals as tell it from the target."""
    whole = f"{fit.after:,.0f}"
    return f"{fit.after:,.2f}" if whole == f"{fit.target:,.0f}" else whole


def groups_of(people: "pl.DataFrame", by: str) -> "pl.Series":
    """The group of each person, as results name it."""
    import polars as pl

    what, _, part = by.partition(".")
    if what == "age":
        return pl.Series([age_band(age, int(part)) for age in people["age"]], dtype=pl.String)
    return people[by.replace(".", "_")].cast(pl.String)
