"""Rule 11, what becomes of account and wallet at death (个人账户继承)."""

from sim.state.policy import Policy
from sim.words.law import NoHeirs, PaidTo


def part_of_heir(left: int, heirs: int, place: int):
    """Fen of the heir at `place` (from 0) among so many: equal parts, odd fen one each to the first ones.

    >>> [part_of_heir(1_000, 3, place) for place in range(3)]
    [334, 333, 333]
    """
    return left // heirs + (1 if place < left % heirs else 0)


def goes_to_pool(p: Policy):
    """Whether an account that nobody inherits goes to the pool instead of the household's estate."""
    return p.death_no_heirs == NoHeirs.POOL


def goes_to_account(p: Policy, heir_has_account: bool):
    """Whether an heir's part goes to the heir's own account: where the law says so and there is one."""
    return p.death_paid_to == PaidTo.ACCOUNT and heir_has_account
