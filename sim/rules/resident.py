"""Rule 8, resident insurance (居民医保): what a year costs and from when it pays."""

from sim.rules.contribution import band_of_age
from sim.state.policy import Policy
from sim.words.law import StartInYear

NONE = -1


def premium(p: Policy, age: int, newborn: int):
    """Fen a resident pays for the benefit year whose values `p` holds, at the age on its first day."""
    if newborn and p.resident_premium_newborn != NONE:
        return p.resident_premium_newborn
    return p.resident_premium[band_of_age(p.resident_premium_age, age)]


def late_premium(p: Policy, age: int):
    """Fen of a payment after the window: the region's amount for late payers, else the same premium."""
    return premium(p, age, False) if p.resident_late_amount == NONE else p.resident_late_amount


def cover_in_window(p: Policy, year_starts: int, today: int):
    """First day of benefit when paid in the window: the benefit year's first day, or within it the payment day."""
    if today <= year_starts or p.resident_start_in_year == StartInYear.JANUARY:
        return year_starts
    return today


def wait_months(p: Policy, missing: int, repaid: int):
    """Months of wait after `missing` whole years without insurance, `repaid` of them paid later.

    The fixed wait, and one period more for each further year; the first missing year adds one only where the region
    counts it. Each repaid year takes one off. After many missing years the whole is never below the floor.

    >>> from types import SimpleNamespace as Law
    >>> years = {"fixed_months": 3, "per_gap_year": 1, "first_gap_year_counts": False, "floor_years": 4, "floor": 6}
    >>> p = Law(**{f"resident_wait_{word}": value for word, value in years.items()})
    >>> [wait_months(p, missing, repaid=0) for missing in range(6)]
    [0, 3, 4, 5, 6, 7]
    >>> wait_months(p, 4, repaid=2)  # 3 + 3 - 2 = 4, below the floor
    6
    """
    if missing == 0:
        return 0
    further = missing if p.resident_wait_first_gap_year_counts else missing - 1
    months = p.resident_wait_fixed_months + max(0, p.resident_wait_per_gap_year * further - repaid)
    return max(months, p.resident_wait_floor) if missing >= p.resident_wait_floor_years else months


def counts_as_missing(p: Policy, year: int, begins: int, last: int):
    """Whether benefit year `year`, which began on `begins`, is one without insurance, cover having ended on `last`.

    A region may leave out breaks of years before it counts any.
    """
    return begins >= last and year >= p.resident_wait_counts_breaks_from


def wait_in_months(p: Policy, late_wait: int, missing: int, repaid: int):
    """Months of wait: that of paying late, or that of missing years, whichever is longer."""
    return max(late_wait, wait_months(p, missing, repaid))
