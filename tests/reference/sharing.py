"""Rule 7: bindings, payers and their order, the wallet."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.scenario.model import Binding as Said
from sim.words.flows import Flow
from sim.words.law import NONE, BindingDay, PartPays, PayerOrder, PayersPerBill, Reach, Relatives
from sim.words.reasons import Reason
from sim.words.states import FOREVER, Alive, Relation
from tests.reference import chance

if TYPE_CHECKING:
    from tests.reference.people import Person

DIRECT = (Relation.SPOUSE, Relation.PARENT, Relation.CHILD)
BILL_OF_FILE, PREMIUM = 2, 3


@dataclass
class Binding:
    """A payer's account pays for somebody."""

    said: Said
    payer: "Person"
    patient: "Person"
    rank: int
    begins: int = FOREVER
    ends: int = FOREVER
    given: int = 0
    given_in: int = 0  # the benefit year of that

    def works(self, day: int) -> bool:
        return self.begins <= day < self.ends

    def left(self, day: int) -> int:
        """What the payer's own limit leaves."""
        if self.said.limit is None:
            return 2**62
        if self.said.limit_per == "bill":
            return self.said.limit
        year = self.patient.benefit_year(day)
        return self.said.limit - (self.given if self.given_in == year else 0)

    def gives(self, amount: int, day: int) -> None:
        year = self.patient.benefit_year(day)
        if self.given_in != year:
            self.given, self.given_in = 0, year
        self.given += amount


def begin(binding: Binding, day: int, late: bool = False) -> Reason:
    """On its first day a binding works or is refused; `late`, after a birth or a wedding by chance."""
    payer, patient = binding.payer, binding.patient
    reason = allowed(payer, patient, day)
    if reason == Reason.NOTHING:
        others = {
            one.payer
            for one in patient.house.bindings
            if one.patient is patient and one.begins < FOREVER and day < one.ends and one is not binding
        }
        most = patient.law(day).mutual_aid_payers_per_person
        if most != NONE and len(others | {payer}) > most:
            reason = Reason.PAYERS
    if reason == Reason.NOTHING:
        p = patient.law(day)
        later = p.mutual_aid_starts == BindingDay.NEXT_DAY and (
            late or binding.said.from_ is None or binding.said.from_.toordinal() >= patient.house.start
        )
        binding.begins = day + 1 if later else day
        if binding.said.until is not None:
            until = binding.said.until.toordinal()
            binding.ends = until if p.mutual_aid_ends == BindingDay.SAME_DAY else until + 1
    return reason


def allowed(payer: "Person", patient: "Person", day: int) -> Reason:
    if payer.alive != Alive.YES or patient.alive != Alive.YES:
        return Reason.DEAD
    p = payer.law(day)
    relation = payer.house.relation(payer, patient, day)
    near = p.mutual_aid_relatives == Relatives.NEAR
    if relation == Relation.NONE or (not near and relation not in DIRECT):
        return Reason.RELATED
    if not _in_reach(p, payer, patient, day):
        return Reason.REACH
    has_account = payer.cover.ever or payer.account > 0
    if not has_account or not patient.is_insured(day):
        return Reason.UNINSURED
    return Reason.NOTHING


def _in_reach(p: Any, payer: "Person", patient: "Person", day: int) -> bool:
    if p.mutual_aid_reach == Reach.NATION or payer.insured_in == patient.insured_in:
        return True
    return p.mutual_aid_reach == Reach.PROVINCE and p.province == patient.law(day).province


# ----------------------------------------------------------------------------- who pays, and how much


def payers(patient: "Person", day: int, ordinal: int) -> list[Binding]:
    """Those bound to the patient, in the order the patient's law says."""
    bound = [one for one in patient.house.bindings if one.patient is patient and one.works(day)]
    bound = [one for one in bound if one.payer.alive == Alive.YES]
    bound.sort(key=lambda one: one.rank)
    order = patient.law(day).mutual_aid_order
    if order == PayerOrder.BALANCE:
        bound.sort(key=lambda one: -one.payer.account)
    elif order == PayerOrder.RANDOM:
        bound.sort(key=lambda one: _word(patient, one.payer, ordinal))
    return bound


def _word(patient: "Person", payer: "Person", ordinal: int) -> int:
    turned = ((payer.key << 16) | (payer.key >> 16)) & 0xFFFFFFFF
    return patient.house.draws.words(chance.PAYERS, patient.key ^ turned, ordinal)[0]


def shareable(binding: Binding, day: int, use: PartPays) -> int:
    """What the payer's account may give."""
    payer = binding.payer
    p = payer.law(day)
    money = sum(payer.balance[flow.source] for flow in _flows(p, use))
    return max(0, min(money, payer.account - p.mutual_aid_keeps, binding.left(day)))


def _flows(p: Any, use: PartPays) -> list[Flow]:
    parts = (
        (Flow.GIVEN_FROM_ACCOUNT, p.account_parts_current_pays),
        (Flow.GIVEN_FROM_PAST_ACCOUNT, p.account_parts_past_pays),
    )
    return [flow for flow, pays in parts if pays & use]


def _give(binding: Binding, amount: int, day: int, use: PartPays) -> None:
    payer = binding.payer
    binding.gives(amount, day)
    for flow in _flows(payer.law(day), use):
        part = min(amount, payer.balance[flow.source])
        payer.move(flow, part, day)
        amount -= part


def _collect(patient: "Person", wanted: int, day: int, ordinal: int, use: PartPays) -> dict[str, int]:
    paid: dict[str, int] = {}
    for binding in payers(patient, day, ordinal):
        amount = min(wanted, shareable(binding, day, use))
        if amount:
            _give(binding, amount, day, use)
            paid[binding.payer.name] = paid.get(binding.payer.name, 0) + amount
            wanted -= amount
            if patient.law(day).mutual_aid_payers_per_bill == PayersPerBill.ONE:
                break
    return paid


def pay_bill(patient: "Person", wanted: int, day: int, ordinal: int) -> dict[str, int]:
    paid = _collect(patient, wanted, day, ordinal, PartPays.RELATIVES) if wanted else {}
    patient.move(Flow.RECEIVED_FOR_BILL, sum(paid.values()), day)
    return paid


def can_pay_premium(patient: "Person", year: int, day: int) -> int:
    """What bound accounts hold together for a premium; the first one's where one payer is asked."""
    p = patient.here(day)
    if not p.mutual_aid_premium:
        return 0
    held: dict[str, int] = {}
    for one in payers(patient, day, 4 * year + PREMIUM):
        amount = shareable(one, day, PartPays.PREMIUM)
        if amount:
            held.setdefault(one.payer.name, 0)
            held[one.payer.name] = max(held[one.payer.name], amount)
            if p.mutual_aid_payers_per_bill == PayersPerBill.ONE:
                break
    return sum(held.values())


def pay_premium(patient: "Person", premium: int, year: int, day: int) -> None:
    """From bound accounts first, in the patient's order; the rest is cash."""
    paid: dict[str, int] = {}
    if patient.here(day).mutual_aid_premium and premium:
        paid = _collect(patient, premium, day, 4 * year + PREMIUM, PartPays.PREMIUM)
    patient.move(Flow.RECEIVED_FOR_PREMIUM, sum(paid.values()), day)
    patient.move(Flow.PREMIUM, premium - sum(paid.values()), day)


# ----------------------------------------------------------------------------- the wallet


def transfer(giver: "Person", taker: "Person", amount: int, from_wallet: bool, day: int) -> Reason:
    p, q = giver.law(day), taker.law(day)
    if taker.alive != Alive.YES or giver.alive != Alive.YES:
        return Reason.DEAD
    if giver.house.relation(giver, taker, day) == Relation.NONE:
        return Reason.RELATED
    if not taker.is_insured(day):
        return Reason.UNINSURED
    if day < p.wallet_opens or day < q.wallet_opens:
        return Reason.CLOSED
    if amount > p.wallet_transfer_max:
        return Reason.AMOUNT
    if giver.transfers[day] >= p.wallet_transfers_per_day:
        return Reason.COUNT
    flows = [Flow.GIVEN_FROM_WALLET] if from_wallet else _flows(p, PartPays.RELATIVES)
    money = sum(giver.balance[flow.source] for flow in flows)
    if not from_wallet:
        money = min(money, giver.account - p.mutual_aid_keeps)
    if amount > money:
        return Reason.BALANCE
    giver.transfers[day] += 1
    left = amount
    for flow in flows:
        part = min(left, giver.balance[flow.source])
        giver.move(flow, part, day)
        left -= part
    taker.move(Flow.RECEIVED_IN_WALLET, amount, day)
    return Reason.NOTHING
