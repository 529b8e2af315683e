"""Axes of a sweep: the values of each swept path over all points."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

DATE = "date"


class End(NamedTuple):
    """One end of the range from which values are drawn, as text and as number."""

    text: str
    number: float


@dataclass(frozen=True)
class Axis:
    """One swept path over all points."""

    path: str
    # the value at each point, as a file would write it
    texts: tuple[str, ...]
    # the number of each value, dates as ordinals; None where values are words or tables
    numbers: "np.ndarray | None"
    # the unit after the numbers, such as `% a month`; `date` where they are ordinals
    unit: str = ""
    # the range from which numbers are drawn; None where every value is listed
    ends: tuple[End, End] | None = None
    # whether that range is a range of the file, not the lowest and the highest value of a list
    is_range: bool = False
    # the points in which only this path changes; None: all
    rows: tuple[int, ...] | None = None

    def text(self, number: float) -> str:
        """A number of the axis as a file would write it, to six digits."""
        if self.unit == DATE:
            return date.fromordinal(round(number)).isoformat()
        return format(Decimal(f"{number:.6g}").normalize() + 0, "f") + self.unit


def drawn_together(by: str, paths: int) -> int:
    """How many points are drawn at a time; none if they are listed."""
    return {"lhs": 1, "sobol": paths + 2, "morris": paths + 1}.get(by, 0)
