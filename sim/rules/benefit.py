"""What rules 4 and 5 share: whose table applies, what of a bill is covered, and payment by bands up to a cap."""

from typing import NamedTuple

from sim.rules.rounding import MILLION, divided, share
from sim.state.policy import Policy
from sim.words.flows import MOST_FEN
from sim.words.law import BANDS, GROUPS, NONE, RESIDENT_GROUP

ACTIVE, RETIRED = 0, 1


class Terms(NamedTuple):
    """By what else than the tables a bill is settled."""

    ratio: int = NONE  # in place of the table's
    whole: int = 0  # fen paid in full beside the ratio
    points: int = 0  # on top of the ratio, or off it
    deductible: int = NONE  # of a stay, in place of the table's
    earnings: int = 0  # fen a month of the person, for rules of extensions that look at them


BY_THE_TABLES = Terms()


def another_benefit_year(p: Policy, q: Policy):
    """Whether the benefit years of two places begin on different days; a move between them begins a year.

    >>> from types import SimpleNamespace as Law
    >>> january, july = [Law(benefit_year_starts_month=month, benefit_year_starts_day=1) for month in (1, 7)]
    >>> another_benefit_year(july, january), another_benefit_year(july, july)
    (True, False)
    """
    if p.benefit_year_starts_month != q.benefit_year_starts_month:
        return True
    return p.benefit_year_starts_day != q.benefit_year_starts_day


def benefit_group(p: Policy, retired: int, age: int, retired_on: int):
    """The narrowest benefit group (人群) an employee or retiree belongs to: later groups of the region are narrower.

    A group asks for a youngest age and, among retirees, for retirement before a date.
    """
    found = of = RETIRED if retired else ACTIVE
    kinds, ages, days = p.benefit_group_as, p.benefit_group_age, p.benefit_group_retired_before
    for group in range(GROUPS):
        if group == RESIDENT_GROUP or kinds[group] != of:
            continue
        if age >= ages[group] and (days[group] == 0 or retired_on < days[group]):
            found = group
    return found


def covered_cost(p: Policy, cost: int, class_b: int, class_c: int):
    """Covered cost (政策范围内费用): the bill less class C and less the own first share of class B, in fen."""
    return cost - class_c - share(class_b, p.benefit_class_b_first)


def covered_away(p: Policy, covered: int, away: int):
    """What of the covered cost of care away from home is left after its own first share, in fen."""
    return covered if away == NONE else covered - share(covered, p.away_own_first[away])


def ratio_by_age(p: Policy, age: int):
    """The ratio of a stay at this age, where the region has one by the year of age; else NONE."""
    if p.inpatient_ratio_by_age_most == 0:
        return NONE
    return min(p.inpatient_ratio_by_age_from + age * p.inpatient_ratio_by_age_per_year, p.inpatient_ratio_by_age_most)


def ratio(p: Policy, stay: int, group: int, tier: int, band: int, terms: Terms = BY_THE_TABLES):
    """Ratio of a band, in parts per million, for a stay or a visit."""
    found = terms.ratio
    if found == NONE:
        found = p.inpatient_ratio[group, tier, band] if stay else p.outpatient_ratio[group, tier, band]
    return min(max(found + terms.points, 0), MILLION)


def band_from(p: Policy, stay: int, group: int, tier: int, band: int):
    """Lower bound of a band in fen, for a stay or a visit."""
    return p.inpatient_ratio_from[group, tier, band] if stay else p.outpatient_ratio_from[group, tier, band]


def paid_by_bands(
    p: Policy, stay: int, group: int, tier: int, begin: int, end: int, cap_left: int, terms: Terms = BY_THE_TABLES
):
    """What the pool pays for the covered cost between `begin` and `end`, both measured as the bands are.

    In each band its ratio of the part that lies in it, rounded; never more than `cap_left`. Returns (fen paid, fen of
    cost beyond the cap): where the cap runs out in a band, what it still pays for is its rest divided by the ratio.
    What is paid in full comes last and is cost of its own.
    """
    paid, beyond = 0, 0
    for band in range(BANDS):
        low = max(begin, band_from(p, stay, group, tier, band))
        if low >= end:
            break
        high = end if band + 1 == BANDS else min(end, band_from(p, stay, group, tier, band + 1))
        if high <= low:
            continue
        part = high - low
        due = share(part, ratio(p, stay, group, tier, band, terms))
        if paid < cap_left and paid + due <= cap_left:
            paid += due
        else:
            beyond += part - min(part, divided(cap_left - paid, ratio(p, stay, group, tier, band, terms)))
            paid = cap_left
    full = min(terms.whole, cap_left - paid)
    return paid + full, beyond + terms.whole - full


def reaches_cap(limit: int, pool: int, rate: int):
    """Whether the pool pays all that its caps leave of a bill: `limit` fen, of which the benefit share is `rate`."""
    return pool >= share(min(limit, MOST_FEN), rate)
