"""Rule 4, outpatient care (门诊统筹)."""

from sim.rules.benefit import BY_THE_TABLES, Terms, paid_by_bands
from sim.rules.rounding import share
from sim.state.care import Used
from sim.state.policy import Policy
from sim.words.law import DeductibleKind


def outpatient_deductible(p: Policy, used: Used, group: int, tier: int, terms: Terms = BY_THE_TABLES):
    """Deductible (起付线) in fen that this visit must bear first.

    Of a year: this tier's less what was already borne below deductibles this year. Of a visit: this tier's. Or the
    whole at the tier's first visit of the year and half of it later.
    """
    full = p.outpatient_deductible[group, tier]
    kind = p.outpatient_deductible_kind[group]
    if kind == DeductibleKind.YEAR:
        return max(0, full - used.below_deductible)
    if kind == DeductibleKind.FIRST_VISIT_THEN_HALF and used.visits[tier] > 0:
        return (full + 1) // 2
    return full


def outpatient_limit(p: Policy, used: Used, group: int, tier: int):
    """The most that the pool's caps, of the year and of a visit, leave for this visit, in fen."""
    return min(max(0, p.outpatient_cap[group] - used.outpatient_pool), p.outpatient_cap_visit[group, tier])


def outpatient(p: Policy, used: Used, group: int, tier: int, covered: int, rate: int, terms: Terms = BY_THE_TABLES):
    """Split the covered cost of one visit, in fen. `used` holds the year's counters, `rate` the benefit share.

    Returns (what the pool pays within its caps, what it pays above the yearly cap, what is borne below the
    deductible). Bands lie on the year's covered cost, the deductible's part included.
    """
    below = min(covered, outpatient_deductible(p, used, group, tier, terms))
    begin = used.outpatient_covered + below
    end = used.outpatient_covered + covered
    cap_left = max(0, p.outpatient_cap[group] - used.outpatient_pool)
    cap_visit = p.outpatient_cap_visit[group, tier]
    paid, beyond = paid_by_bands(p, False, group, tier, begin, end, min(cap_left, cap_visit), terms)
    if cap_visit < cap_left:
        beyond = 0  # the year's cap is not used up: nothing lies above it
    above = min(
        share(beyond, p.outpatient_large_amount_ratio[group]),
        max(0, p.outpatient_large_amount_cap[group] - used.outpatient_large),
    )
    return share(paid, rate), share(above, rate), below
