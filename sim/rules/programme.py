"""Rule 4, visits of a programme for chronic and special diseases (门诊慢特病)."""

from sim.rules.benefit import BY_THE_TABLES, Terms
from sim.rules.rounding import MILLION, share
from sim.state.care import Used
from sim.state.policy import Policy
from sim.words.law import NONE, ProgrammePer


def is_in_programme(p: Policy, programme: int, group: int, tier: int):
    """Whether a visit that names a programme is paid by it: the region has it, for this group."""
    return programme != NONE and p.programme_ratio[programme, group, tier] != NONE


def programme_borne(p: Policy, used: Used, programme: int, month: int):
    """What was borne below the programme's deductible in this month or year, in fen."""
    return used.programme_below[programme] if goes_on(p, used, programme, month) else 0


def programme_limit(p: Policy, used: Used, programme: int, group: int, month: int):
    """The most that the programme's cap leaves for this visit, in fen."""
    paid = used.programme_paid[programme] if goes_on(p, used, programme, month) else 0
    return max(0, p.programme_cap[programme, group] - paid)


def goes_on(p: Policy, used: Used, programme: int, month: int):
    """Whether what was counted at the programme's last visit counts still: in the same month, or by the year."""
    return p.programme_per[programme] == ProgrammePer.YEAR or used.programme_month[programme] == month


def programme_visit(
    p: Policy,
    used: Used,
    programme: int,
    group: int,
    tier: int,
    covered: int,
    month: int,
    rate: int,
    terms: Terms = BY_THE_TABLES,
):
    """Split the covered cost of one visit, in fen. `used` holds the counters, `rate` the benefit share.

    Returns (what the pool pays within the programme's cap, what is borne below its deductible).
    """
    left = p.programme_deductible[programme, group, tier] - programme_borne(p, used, programme, month)
    below = min(covered, max(0, left))
    ratio = min(max(p.programme_ratio[programme, group, tier] + terms.points, 0), MILLION)
    due = share(covered - below, ratio) + terms.whole
    return share(min(due, programme_limit(p, used, programme, group, month)), rate), below
