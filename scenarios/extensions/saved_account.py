"""A household that saves its accounts for old age: below 60, cash pays what the account might have paid."""

from sim.extensions import rule
from sim.processes.payers import pay_from_own_account

OLD_AGE = 60  # years


@rule("pay_from_own_account")
def save_or_pay(w, p, person, below, above):
    """Nothing out of the account before old age; then as everybody pays."""
    if person.age < OLD_AGE:
        return 0, below
    return pay_from_own_account(w, p, person, below, above)
