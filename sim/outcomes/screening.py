"""Morris screening: what a step along each path does to an outcome, from many places among the swept values.

An elementary effect is how much an outcome changes between two points of a trajectory that differ in one path: along a
range, as if the step went from its lower end to its upper; in a list, from one of its values to another, counted from
the lower to the higher where they are numbers. `mu` is their mean (M. D. Morris, 1991, Technometrics 33:161), `mu_star`
the mean of their sizes (F. Campolongo, J. Cariboni & A. Saltelli, 2007, Environ. Model. Softw. 22:1509), `sigma` their
standard deviation: that of a path without interaction whose effect is the same everywhere is 0.
"""

from collections.abc import Sequence
from math import hypot, sqrt
from typing import TYPE_CHECKING, NamedTuple

from sim.outcomes.axes import Axis
from sim.outcomes.intervals import students_t
from sim.outcomes.jackknife import half_width, known, rounding_error

if TYPE_CHECKING:
    import numpy as np


class Screened(NamedTuple):
    """What the elementary effects of a path say; nothing if fewer than two of them are known."""

    mu: float | None = None
    mu_star: float | None = None
    mu_star_from: float | None = None
    mu_star_to: float | None = None
    sigma: float | None = None


def screened(axes: Sequence[Axis], samples: "np.ndarray") -> list[Screened]:
    """The elementary effects of each path, from means over all lives (the first row) and without each group (others).

    The interval of `mu_star` is about other trajectories and other lives: Student's over the trajectories, and the
    jackknife over lives, added as squares. Of words `mu` is not known: they have no direction.
    """
    import numpy as np

    rounding = rounding_error(samples[0]) if not np.isnan(samples[0]).all() else 0.0
    return [_of_path(axis, _effects(axis, len(axes), samples), rounding) for axis in axes]


def _effects(axis: Axis, paths: int, samples: "np.ndarray") -> "np.ndarray":
    """The elementary effects of a path: a row for all lives and for each group without, a column per step."""
    import numpy as np

    after = [point for point in range(1, len(axis.texts)) if point % (paths + 1)]
    after = np.array([point for point in after if axis.texts[point] != axis.texts[point - 1]], dtype=np.int64)
    changes = samples[:, after] - samples[:, after - 1]
    if axis.numbers is not None:
        steps = axis.numbers[after] - axis.numbers[after - 1]
        whole = axis.ends[1].number - axis.ends[0].number if axis.is_range and axis.ends else abs(steps)
        changes = changes * whole / steps
    return changes[:, ~np.isnan(changes[0])]


def _of_path(axis: Axis, effects: "np.ndarray", rounding: float) -> Screened:
    number = effects.shape[1]
    if number < 2:
        return Screened()
    sizes = abs(effects)
    mean = float(sizes[0].mean())
    of_lives = float(half_width(sizes.mean(axis=1)))
    of_steps = students_t(number - 1) * float(sizes[0].std(ddof=1)) / sqrt(number)
    half = hypot(of_steps, of_lives if of_lives == of_lives else 0.0)
    mu = None if axis.numbers is None else float(effects[0].mean())
    found = (mu, mean, max(0.0, mean - half), mean + half, float(effects[0].std(ddof=1)))
    return Screened(*(None if value is None else known(value, rounding) for value in found))
