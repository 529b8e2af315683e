"""How much less money of later years counts.

The convention is that of health economics: money of the year of the start counts in full, that of the calendar year k
years later is divided by (1 + rate) k times. A factor is a whole number of parts of 10¹², rounded half up.
"""

from dataclasses import dataclass

PARTS = 10**12  # of one, in a factor
_MILLION = 10**6


@dataclass(frozen=True)
class Discount:
    """A rate a year in parts per million, and the calendar year whose money counts in full."""

    rate: int
    start: int

    def factor(self, year: int) -> int:
        """What money of a calendar year counts, in parts of 10¹².

        >>> Discount(30_000, 2025).factor(2026)  # 1 / 1.03
        970873786408
        """
        years = max(0, year - self.start)
        one, more = _MILLION**years, (_MILLION + self.rate) ** years
        return (2 * PARTS * one + more) // (2 * more)
