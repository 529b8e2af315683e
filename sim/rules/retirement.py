"""Rule 9, retirement (退休): when it comes, which months it asks for, what a missing month costs."""

from sim.rules.contribution import base_of_kind
from sim.rules.rounding import share
from sim.state.policy import Policy

NONE = -1


def delay(p: Policy, old_age: int, born_month: int):
    """Months by which the statutory age (法定退休年龄) is delayed for somebody born in that month (since year 0).

    None before the first cohort; then one month more for every `step` months of birth, at most `most`.

    >>> from types import SimpleNamespace as Law
    >>> men = {"first": 12 * 1965, "step": 4, "most": 36}
    >>> p = Law(**{f"retirement_statutory_{word}": [value] for word, value in men.items()})
    >>> delay(p, 0, 12 * 1965 + 8)  # born in September 1965
    3
    """
    first = p.retirement_statutory_first[old_age]
    if born_month < first:
        return 0
    return min(p.retirement_statutory_most[old_age], (born_month - first) // p.retirement_statutory_step[old_age] + 1)


def statutory_month(p: Policy, old_age: int, born_month: int):
    """Month of statutory retirement (since year 0): birth, plus the old age, plus the delay."""
    return born_month + 12 * p.retirement_statutory_age[old_age] + delay(p, old_age, born_month)


def earliest_month(p: Policy, old_age: int, born_month: int):
    """First month that may be chosen: up to three years earlier, not before the old age."""
    old = born_month + 12 * p.retirement_statutory_age[old_age]
    return max(old, statutory_month(p, old_age, born_month) - p.retirement_flexible_months)


def latest_month(p: Policy, old_age: int, born_month: int):
    """Last month that may be chosen: up to three years later."""
    return statutory_month(p, old_age, born_month) + p.retirement_flexible_months


def missing_months(p: Policy, paid: int, deemed: int, actual: int, required: int, required_actual: int):
    """Months that lack for benefits for life: the larger shortfall of the cumulative and of the really paid months.

    Deemed months (视同缴费年限) count towards the cumulative ones where the region counts them.
    """
    counted = paid + deemed if p.retirement_deemed else paid
    return max(0, required - counted, required_actual - actual)


def top_up_way(p: Policy, wanted: int):
    """The way of topping up the region grants: the wanted one if allowed, else the first it allows; NONE if none."""
    for i in range(p.retirement_top_up_ways.size):
        if p.retirement_top_up_ways[i] == wanted:
            return wanted
    return p.retirement_top_up_ways[0]


def top_up(p: Policy, wage: int, last_base: int, in_a_lump: bool):
    """Fen of one missing month: the top-up rate of its base, and the large-amount money (大额) that goes with it; in a
    lump sum only where the region asks for it there too."""
    base = base_of_kind(p, p.retirement_top_up_base_kind, p.retirement_top_up_base_value, wage, last_base)
    extra = p.retirement_top_up_extra if p.retirement_top_up_extra_lump or not in_a_lump else 0
    return share(base, p.retirement_top_up_rate) + extra
