"""Rule 5, inpatient care (住院), the large-amount fund (大额) and the second reimbursement of the own burden."""

from sim.rules.benefit import paid_by_bands
from sim.rules.rounding import share
from sim.state.care import Used
from sim.state.policy import Policy
from sim.words.law import STAYS, BandsOf


def inpatient_deductible(p: Policy, used: Used, group: int, tier: int):
    """Deductible in fen of this stay: by its number in the year, the last figure staying in force."""
    return p.inpatient_deductible[group, tier, min(used.stays, STAYS - 1)]


def own_burden_paid(p: Policy, used: Used, left: int):
    """Second reimbursement in fen: a share of what the pool left of the year's covered cost, above a threshold."""
    before = max(0, used.own_burden - p.own_burden_over)
    over = max(0, used.own_burden + left - p.own_burden_over)
    due = share(over, p.own_burden_ratio) - share(before, p.own_burden_ratio)
    return min(due, max(0, p.own_burden_cap - used.own_burden_paid))


def inpatient(p: Policy, used: Used, group: int, tier: int, covered: int, rate: int):
    """Split the covered cost of one stay, in fen. `used` holds the year's counters, `rate` the benefit share.

    Returns (pool within its cap, large-amount fund above it, second reimbursement, borne below the deductible).
    """
    below = min(covered, inpatient_deductible(p, used, group, tier))
    offset = used.inpatient_covered if p.inpatient_bands == BandsOf.YEAR else 0
    cap_left = max(0, p.inpatient_cap[group] - used.inpatient_pool)
    paid, beyond = paid_by_bands(p, True, group, tier, offset + below, offset + covered, cap_left)
    above = min(share(beyond, p.large_amount_ratio[group]), max(0, p.large_amount_cap[group] - used.large_amount))
    pool, large = share(paid, rate), share(above, rate)
    burden = own_burden_paid(p, used, covered - pool - large)
    return pool, large, share(burden, rate), below
