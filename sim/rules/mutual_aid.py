"""Rules 6 and 7: who pays the rest (个人负担), and family mutual aid (家庭共济)."""

from sim.state.policy import Policy
from sim.words.law import AccountParts, BindingDay, PartPays, PayerOrder, Reach, Relatives
from sim.words.states import Relation

# Plain numbers, for flags cannot be combined in compiled code.
FOR_DEDUCTIBLE, FOR_OWN_SHARE = int(PartPays.DEDUCTIBLE), int(PartPays.OWN_SHARE)
FOR_RELATIVES, FOR_PREMIUM = int(PartPays.RELATIVES), int(PartPays.PREMIUM)


def may_share_with(p: Policy, relation: int):
    """Whether the payer's law lets an account pay for such a relative: direct ones, or near ones (近亲属) too."""
    if relation == Relation.NONE:
        return False
    if relation in (Relation.SPOUSE, Relation.PARENT, Relation.CHILD):
        return True
    return p.mutual_aid_relatives == Relatives.NEAR


def within_reach(p: Policy, same_region: int, same_province: int):
    """Whether the payer's law shares between the two places of insurance."""
    if p.mutual_aid_reach == Reach.NATION:
        return True
    return same_province if p.mutual_aid_reach == Reach.PROVINCE else same_region


def works_from(p: Policy, day: int):
    """First day a binding made for `day` works."""
    return day + 1 if p.mutual_aid_starts == BindingDay.NEXT_DAY else day


def works_until(p: Policy, last: int):
    """Last day a binding works whose last day is `last`: that day, or the one before where it ends at its 00:00."""
    return last - 1 if p.mutual_aid_ends == BindingDay.SAME_DAY else last


def part_pays(p: Policy, current: int, use: int):
    """Whether a part of the account may pay for `use`; an account of one part pays for everything."""
    if p.account_parts == AccountParts.ONE:
        return True
    return ((p.account_parts_current_pays if current else p.account_parts_past_pays) & use) != 0


def shareable(p: Policy, account: int, past: int, use: int):
    """Fen of an account's two parts that may be shared for `use`: what the law lets it keep stays."""
    current = account if part_pays(p, True, use) else 0
    earlier = past if part_pays(p, False, use) else 0
    return max(0, min(current + earlier, account + past - p.mutual_aid_keeps))


def payers_place(p: Policy, balance: int, word: int):
    """By what relatives who may pay are sorted, smallest first: the account's balance from the top, a random word, or
    nothing, so that the rank of the binding decides."""
    if p.mutual_aid_order == PayerOrder.BALANCE:
        return -balance
    if p.mutual_aid_order == PayerOrder.RANDOM:
        return word
    return 0
