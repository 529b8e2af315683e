"""Rule 5, inpatient care (住院), the large-amount fund (大额), and what is reimbursed of the rest of a year."""

from sim.rules.benefit import BY_THE_TABLES, Terms, paid_by_bands
from sim.rules.rounding import part_of, share
from sim.state.care import Used
from sim.state.policy import Policy
from sim.words.law import NONE, STAYS, UNLIMITED, BandsOf


def inpatient_deductible(p: Policy, used: Used, group: int, tier: int, terms: Terms = BY_THE_TABLES):
    """Deductible in fen of this stay: by its number in the year, the last figure staying in force; or of `terms`."""
    if terms.deductible != NONE:
        return terms.deductible
    return p.inpatient_deductible[group, tier, min(used.stays, STAYS - 1)]


def inpatient_limit(p: Policy, used: Used, group: int):
    """The most that the pool's cap leaves for this stay, in fen."""
    return max(0, p.inpatient_cap[group] - used.inpatient_pool)


def own_burden_paid(p: Policy, used: Used, left: int):
    """Second reimbursement in fen: a share of what the pool left of the year's covered cost, above a threshold."""
    due = share_above(p.own_burden_over, p.own_burden_ratio, used.own_burden, left)
    return min(due, max(0, p.own_burden_cap - used.own_burden_paid))


def supplement_paid(p: Policy, used: Used, left: int):
    """What a further fund (补充医疗保险) pays in fen: a share of what is left in the year, above a threshold."""
    due = share_above(p.supplement_over, p.supplement_ratio, used.supplement_left, left)
    return min(due, max(0, p.supplement_cap - used.supplement_paid))


def share_above(threshold: int, rate: int, before: int, more: int):
    """What the share of a sum above a threshold grows by when the sum grows from `before` by `more`, in fen."""
    return share(max(0, before + more - threshold), rate) - share(max(0, before - threshold), rate)


def bonus_of_cap(p: Policy, used: Used, group: int):
    """By how much years in a row and without a claim raise the cap of the large-amount fund (激励), in fen."""
    cap = p.large_amount_cap[group]
    if cap == UNLIMITED:
        return 0
    in_yuan = p.resident_bonus_most_amount
    return min(used.bonus, share(cap, p.resident_bonus_most) if in_yuan == UNLIMITED else in_yuan)


def stays_of(p: Policy, days: int):
    """As how many stays one of so many days, one at least, is settled."""
    return (days + p.inpatient_stay_days - 1) // p.inpatient_stay_days


def part_of_stay(p: Policy, amount: int, days: int, part: int):
    """What of an amount belongs to the stay numbered `part` from 0, by its days, so that the parts add up, in fen."""
    before = part_of(amount, part * p.inpatient_stay_days, days)
    return part_of(amount, min(days, (part + 1) * p.inpatient_stay_days), days) - before


def inpatient(p: Policy, used: Used, group: int, tier: int, covered: int, rate: int, terms: Terms = BY_THE_TABLES):
    """Split the covered cost of one stay, in fen. `used` holds the year's counters, `rate` the benefit share.

    Returns (pool within its cap, large-amount fund above it, second reimbursement, borne below the deductible).
    """
    below = min(covered, inpatient_deductible(p, used, group, tier, terms))
    offset = used.inpatient_covered if p.inpatient_bands == BandsOf.YEAR else 0
    limit = inpatient_limit(p, used, group)
    paid, beyond = paid_by_bands(p, True, group, tier, offset + below, offset + covered, limit, terms)
    large_left = p.large_amount_cap[group] + bonus_of_cap(p, used, group) - used.large_amount
    above = min(share(beyond, p.large_amount_ratio[group]), max(0, large_left))
    pool, large = share(paid, rate), share(above, rate)
    burden = own_burden_paid(p, used, covered + terms.whole - pool - large)
    return pool, large, share(burden, rate), below
