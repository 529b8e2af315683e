"""Growth of costs: an entry of a table of costs in the prices of a year, compounded exactly and rounded once.

One table serves all years, so that it stays in the processor's cache; a year has a factor. That is kept in units of
2**-48, rounded up, and it is proven for every entry of the table that the product rounds as the exact one does. A year
for which that is not so (or whose entries or factor are too large for it) has a table of its own, in its own prices.
"""

from fractions import Fraction

import numpy as np

from sim.compiled import inlined
from sim.world.records import dtype_of
from sim.world.tables import grown, growth, multiplied


class Price:
    """The prices of a year: which table of costs, and its factor in parts, so that no product of an entry overflows."""

    table: int
    whole: int
    upper: int  # in units of 2**-16, less than 1
    lower: int  # in units of 2**-48, less than 2**-16


PRICE = dtype_of(Price)

_UNIT, _HALF = 48, 32
_LOWER = (1 << _HALF) - 1
_SHIFT = _UNIT - _HALF
_UPPER = (1 << _SHIFT) - 1
_ROUND = 1 << _SHIFT - 1
_LARGEST = 1 << 31  # its products with the parts still fit 64 bits


@inlined
def in_prices(entry, price: Price):
    """An entry of a table in the prices of a year: fen, rounded half up."""
    return entry * price.whole + (entry * price.upper + (entry * price.lower >> _HALF) + _ROUND >> _SHIFT)


def priced(table: np.ndarray, growth_ppm: int, last: int) -> tuple[list[np.ndarray], np.ndarray]:
    """The tables and the prices of a need whose costs grow each year, from year 0 to a last one."""
    tables, prices = [table], np.zeros(last + 1, PRICE)
    for year in range(last + 1):
        factor = growth(growth_ppm, year)
        scaled = _scaled(factor)
        place = 0
        if not rounds_alike(table, factor):
            place, scaled = len(tables), 1 << _UNIT
            tables.append(grown(table, growth_ppm, year))
        prices[year] = place, scaled >> _UNIT, scaled >> _HALF & _UPPER, scaled & _LOWER
    return tables, prices


def rounds_alike(table: np.ndarray, factor: Fraction) -> bool:
    """Whether `in_prices` is the exact product, rounded half up, for every entry of a table."""
    scaled = _scaled(factor)
    if table.max() >= _LARGEST or scaled >= 1 << 64:
        return False
    # The product is too large by less than an entry times 2**-48: where what rounding cuts off is not below that, the
    # exact product rounds alike. Products wrap around, which leaves their last 48 bits as they are.
    entries = table.astype(np.uint64)
    half, cut_off = np.uint64(1 << _UNIT - 1), np.uint64((1 << _UNIT) - 1)
    in_doubt = table[(entries * np.uint64(scaled) + half & cut_off) < entries]
    return multiplied(in_doubt, Fraction(scaled, 1 << _UNIT)) == multiplied(in_doubt, factor)


def _scaled(factor: Fraction) -> int:
    return -(-(factor.numerator << _UNIT) // factor.denominator)
