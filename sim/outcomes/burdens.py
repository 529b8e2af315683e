"""Calendar years in which a family's care took more than a share of what it earned and drew as pensions.

Care is cash for bills, less what came back for them. A family without earnings and pensions in a year is beyond every
share as soon as it pays anything. The persons there in a year are the family of the year.
"""

from typing import TYPE_CHECKING

from sim.words.counts import Burden, Count
from sim.words.flows import Flow

if TYPE_CHECKING:
    import numpy as np

_YEARS = 10_000  # no calendar year has more than four digits


def is_catastrophic(years: "np.ndarray", burden: Burden) -> "np.ndarray":
    """Whether each row of a person's year belongs to such a year of the family."""
    import numpy as np

    keys, rows = np.unique(years["life"] * _YEARS + years["year"], return_inverse=True)
    care, means = np.zeros(keys.size, np.int64), np.zeros(keys.size, np.int64)
    np.add.at(care, rows, years["flows"][:, Flow.CASH] - years["flows"][:, Flow.POOL_PAID_LATER])
    np.add.at(means, rows, years["counts"][:, Count.EARNED] + years["counts"][:, Count.PENSIONS])
    return (100 * care > int(burden) * means)[rows]


def catastrophic_years(people: "np.ndarray", years: "np.ndarray", burden: Burden) -> "np.ndarray":
    """How many such years there are in the life of each person's row."""
    import numpy as np

    found = np.unique((years["life"] * _YEARS + years["year"])[is_catastrophic(years, burden)]) // _YEARS
    lives, numbers = np.unique(found, return_counts=True)
    if not lives.size:
        return np.zeros(people.size, np.int64)
    places = np.minimum(np.searchsorted(lives, people["life"]), lives.size - 1)
    return np.where(lives[places] == people["life"], numbers[places], 0)
