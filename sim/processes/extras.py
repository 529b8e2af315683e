"""Rule 1, large-amount money (大额) on its day, out of the account where the region takes it there."""

from sim.compiled import inlined
from sim.processes.account import from_account
from sim.rules.contribution import extra
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Flow
from sim.world.books import move
from sim.world.world import World


@inlined
def pay_extra(w: World, p: Policy, person: Person, payer, base):
    """The month's large-amount money of one kind of payer."""
    pay_large_amount(w, p, person, payer, extra(p, payer, base))


@inlined
def pay_large_amount(w: World, p: Policy, person: Person, payer, amount):
    """From the account as far as it goes where the region takes it there, else in cash."""
    if p.contribution_extra_from_account[payer]:
        past = Flow.CONTRIBUTED_FROM_PAST_ACCOUNT
        amount -= from_account(w, person, amount, Flow.CONTRIBUTED_FROM_ACCOUNT, past)
    move(w, person, Flow.CONTRIBUTED_IN_CASH, amount)
