"""Rule 8, resident insurance (居民医保): what a year costs and from when it pays."""

from sim.rules.contribution import band_of_age
from sim.words.law import StartInYear

NONE = -1


def premium(p, age, newborn):
    """Fen a resident pays for the benefit year whose values `p` holds, at the age on its first day."""
    if newborn and p.resident_premium_newborn != NONE:
        return p.resident_premium_newborn
    return p.resident_premium[band_of_age(p.resident_premium_age, age)]


def late_premium(p, age):
    """Fen of a payment after the window: the region's amount for late payers, else the same premium."""
    return premium(p, age, False) if p.resident_late_amount == NONE else p.resident_late_amount


def cover_in_window(p, year_starts, today):
    """First day of benefit when paid in the window: the benefit year's first day, or within it the payment day."""
    if today <= year_starts or p.resident_start_in_year == StartInYear.JANUARY:
        return year_starts
    return today


def wait_months(p, missing, repaid):
    """Months of wait after `missing` whole years without insurance, `repaid` of them paid later.

    The fixed wait, and one period more for each further year; the first missing year adds one only where the region
    counts it. Each repaid year takes one off. After many missing years the whole is never below the floor.
    """
    if missing == 0:
        return 0
    further = missing if p.resident_wait_first_gap_year_counts else missing - 1
    months = p.resident_wait_fixed_months + max(0, p.resident_wait_per_gap_year * further - repaid)
    return max(months, p.resident_wait_floor) if missing >= p.resident_wait_floor_years else months
