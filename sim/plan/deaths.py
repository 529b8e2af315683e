"""Chances of dying in a month, from a life table, as thresholds of a draw."""

from bisect import bisect_right
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from functools import lru_cache

import numpy as np

from sim.scenario.mortality import OLDEST, SEXES, LifeTable

_EXACT = Context(prec=50)  # `decimal` rounds `exp` correctly, so thresholds are the same on every processor
_MONTHS = 12


def thresholds(table: LifeTable) -> np.ndarray:
    """[period, sex, completed years]: below which a word of 32 bits means death within the month."""
    found = np.zeros((len(table.periods[SEXES[0]]), len(SEXES), OLDEST + 1), np.int64)
    for sex, name in enumerate(SEXES):
        for place, period in enumerate(table.periods[name]):
            ages = sorted(period.rates)
            below = [threshold_of(period.rates[age]) for age in ages]
            found[place, sex] = [below[bisect_right(ages, age) - 1] for age in range(OLDEST + 1)]
    return found


@lru_cache(maxsize=4096)
def threshold_of(rate: Decimal) -> int:
    """floor((1 - exp(-rate / 12)) × 2**32), for deaths per person and year."""
    with localcontext(_EXACT):
        return int(((1 - (-rate / _MONTHS).exp()) * 2**32).to_integral_value(ROUND_FLOOR))


def period_of(table: LifeTable, year: int, month: int) -> int:
    """The place of the period that holds on a month's 1st: periods begin on 1 July; outside them the nearest holds."""
    begun = [period.first_year for period in table.periods[SEXES[0]]]
    return max(0, bisect_right(begun, year if month >= 7 else year - 1) - 1)
