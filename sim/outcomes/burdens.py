"""Calendar years in which a family's care took more than a share of what it earned and drew as pensions.

Care is cash for bills, less what came back for them. A family without earnings and pensions in a year is beyond every
share as soon as it pays anything. The persons there in a year are the family of the year.
"""

from typing import TYPE_CHECKING

from sim.words.counts import Burden, Count
from sim.words.flows import Flow

if TYPE_CHECKING:
    import numpy as np


def are_catastrophic(
    lives: "np.ndarray", years: "np.ndarray", care: "np.ndarray", means: "np.ndarray"
) -> "dict[Burden, np.ndarray]":
    """Whether each row of a person's year belongs to such a year of the family, for each share.

    A row has the number of its life, the year, what the person's care took and what the person had.
    """
    rows, care, means = _of_families(lives, years, care, means)
    return {burden: _is_beyond(care, means, burden).reshape(-1)[rows] for burden in Burden}


def catastrophic_years(people: "np.ndarray", years: "np.ndarray", burden: Burden) -> "np.ndarray":
    """How many such years there are in the life of each person's row."""
    import numpy as np

    if not years.size:
        return np.zeros(people.size, np.int64)
    flows, counts = years["flows"], years["counts"]
    care = flows[:, Flow.CASH] - flows[:, Flow.POOL_PAID_LATER]
    means = counts[:, Count.EARNED] + counts[:, Count.PENSIONS]
    _, care, means = _of_families(years["life"], years["year"], care, means)
    numbers = _is_beyond(care, means, burden).sum(axis=1)
    place = people["life"] - years["life"].min()
    has_years = (place >= 0) & (place < numbers.size)
    return np.where(has_years, numbers[np.where(has_years, place, 0)], 0)


def _of_families(
    lives: "np.ndarray", years: "np.ndarray", care: "np.ndarray", means: "np.ndarray"
) -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    """For each row its place among the families' years, and the sums of these by life and year.

    The lives of a block are neighbours, and so are its years: every pair of them has a place, without sorting.
    """
    import numpy as np

    life, year = lives - lives.min(), years - years.min()
    shape = int(life.max()) + 1, int(year.max()) + 1
    rows = life * shape[1] + year
    sums = np.zeros((2, shape[0] * shape[1]), np.int64)
    np.add.at(sums[0], rows, care)
    np.add.at(sums[1], rows, means)
    return rows, sums[0].reshape(shape), sums[1].reshape(shape)


def _is_beyond(care: "np.ndarray", means: "np.ndarray", burden: Burden) -> "np.ndarray":
    return 100 * care > int(burden) * means
