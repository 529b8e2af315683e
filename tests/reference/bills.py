"""Rules 4 to 6: what the pool pays of a bill, who pays the rest, and gaps settled later."""

from dataclasses import dataclass, field, replace
from typing import Any

from sim.words.counts import Count
from sim.words.flows import Flow, Place
from sim.words.law import NONE, UNLIMITED, BandsOf, DeductibleKind, PartPays, ProgrammePer, Tier
from sim.words.states import Care, Status
from tests.reference import coverage, sharing
from tests.reference.days import MILLION, month_of, share_of
from tests.reference.law import RESIDENT_ROW, group_row
from tests.reference.people import Counters, Person

TIER = {tier.word: tier for tier in Tier}
AWAY = ["filed", "unfiled", "emergency"]


@dataclass
class Bill:
    """One bill, and who paid what of it."""

    person: Person
    day: int
    care: Care
    cost: int
    tier: Tier
    class_b: int
    class_c: int
    ordinal: int  # of a draw of the order of payers
    own_first: int = 0  # of the parts of class B that name it
    whole: int = 0  # paid in full
    days: int = 1
    away: str | None = None
    programme: str | None = None
    pool: int = 0
    large: int = 0
    burden: int = 0
    further: int = 0
    employer: int = 0
    own_account: int = 0
    wallet: int = 0
    cash: int = 0
    relatives: dict[str, int] = field(default_factory=dict)


@dataclass
class Share:
    """What the pool pays of a bill."""

    pool: int = 0
    large: int = 0
    burden: int = 0
    further: int = 0
    below: int = 0
    within_deductible: bool = False
    at_cap: bool = False

    @property
    def total(self) -> int:
        return self.pool + self.large + self.burden + self.further


# ----------------------------------------------------------------------------- a bill on its day


def present(bill: Bill) -> None:
    """A bill comes: the pool's part, then account, wallet, relatives, cash."""
    person, day, care = bill.person, bill.day, bill.care
    person.count(Count.VISITS if care == Care.OUTPATIENT else Count.STAYS, 1, day)
    person.count(Count.OUTPATIENT_COST if care == Care.OUTPATIENT else Count.INPATIENT_COST, bill.cost, day)
    resident, part = benefits(person, day, bill.care)
    share = Share()
    if part:
        share = reimburse(bill, person.law(day), person.insured_in, resident, part, counters(person, resident, day))
    elif coverage.employer_bears(person, day):
        share = reimburse(bill, person.law(day), person.insured_in, False, MILLION, _copy(counters(person, False, day)))
        bill.employer, share = share.total, replace(share, pool=0, large=0, burden=0, further=0)
        person.move(Flow.EMPLOYER_BORE, bill.employer, day)
    bill.pool, bill.large, bill.burden, bill.further = share.pool, share.large, share.burden, share.further
    person.move(Flow.POOL_PAID_AT_ONCE, share.total, day)
    _count(bill, share, day)
    if not part and not person.lifetime and not bill.employer:
        person.gap_bills.append(bill)
    _pay_rest(bill, bill.cost - share.total - bill.employer, share.below)


def benefits(person: Person, day: int, care: Care) -> tuple[bool, int]:
    """Whether residents' tables count, and which share of the pool's payment there is."""
    if person.lifetime:
        return False, MILLION
    own, resident = person.cover.status(day), person.resident_status(day)
    full = 0 if care == Care.OUTPATIENT and not person.outpatient else MILLION
    if own == Status.COVERED:
        return False, full
    if resident == Status.COVERED:
        return True, MILLION
    if own == Status.WAITING:
        return False, min(full, person.law(day).coverage_wait_benefit_share)
    return False, 0


def counters(person: Person, resident: bool, day: int) -> Counters:
    """Those of the benefit year of a day; residents' is the calendar year."""
    year = day_of_resident_year(day) if resident else person.benefit_year(day)
    return person.counters[resident, year]


def day_of_resident_year(day: int) -> int:
    from datetime import date

    return date(date.fromordinal(day).year, 1, 1).toordinal()


def _count(bill: Bill, share: Share, day: int) -> None:
    """What the statistics of care count of a bill when its pool's part is known."""
    is_visit = bill.care == Care.OUTPATIENT
    person = bill.person
    person.count(Count.OUTPATIENT_POOL_PAID if is_visit else Count.INPATIENT_POOL_PAID, share.total, day)
    if share.within_deductible:
        person.count(Count.VISITS_BELOW_DEDUCTIBLE if is_visit else Count.STAYS_BELOW_DEDUCTIBLE, 1, day)
    if share.at_cap:
        person.count(Count.VISITS_AT_CAP if is_visit else Count.STAYS_AT_CAP, 1, day)


def _copy(counted: Counters) -> Counters:
    from copy import deepcopy

    return deepcopy(counted)


# ----------------------------------------------------------------------------- the pool's part


def reimburse(bill: Bill, p: Any, region: str, resident: bool, part: int, counted: Counters) -> Share:
    person = bill.person
    row = (
        RESIDENT_ROW
        if resident
        else group_row(p, person.retired and person.lifetime, person.age(bill.day), person.retired_on)
    )
    own_first = share_of(bill.class_b, p.benefit_class_b_first) + bill.own_first
    covered = max(0, bill.cost - bill.class_c - own_first - bill.whole)
    if bill.away:
        covered -= share_of(covered, p.away_own_first[AWAY.index(bill.away)])
    if not covered + bill.whole:
        return Share()
    if bill.care == Care.OUTPATIENT:
        place = _programme(bill, p, row, region)
        if place is None:
            share = _reimburse(bill, p, row, part, counted, covered, bill.whole)
        else:
            share = _reimburse_by_programme(bill, p, row, part, counted, covered, place)
        share.within_deductible = 0 < covered == share.below and not bill.whole
        return share
    share = Share()
    for covered_now, whole_now in _stays(bill, p, covered):
        one = _reimburse(bill, p, row, part, counted, covered_now, whole_now)
        share.pool += one.pool
        share.large += one.large
        share.burden += one.burden
        share.below += one.below
        share.at_cap |= one.at_cap
    share.within_deductible = 0 < covered == share.below and not bill.whole
    outlay = bill.cost - share.total - (0 if p.supplement_outside else bill.class_c)
    more = _grown(p.supplement_over, p.supplement_ratio, counted.outlay, outlay)
    more = max(0, min(more, p.supplement_cap - counted.supplemented))
    counted.outlay += outlay
    counted.supplemented += more
    share.further = share_of(more, part)
    return share


def _programme(bill: Bill, p: Any, row: int, region: str) -> int | None:
    """The place in the law of the programme that pays a visit; None where the region has none for the patient."""
    names = bill.person.house.law.policy.programmes(region)
    if bill.programme not in names:
        return None
    place = names.index(bill.programme)
    return None if p.programme_ratio[place][row][bill.tier] == NONE else place


def _reimburse_by_programme(
    bill: Bill, p: Any, row: int, part: int, counted: Counters, covered: int, place: int
) -> Share:
    """A visit of a programme: deductible, ratio and cap of its own, of the month or of the year."""
    period = month_of(bill.day) if p.programme_per[place] == ProgrammePer.MONTH else 0
    key = str(bill.programme), period
    borne, paid = counted.programmes.get(key, (0, 0))
    below = min(covered, max(0, p.programme_deductible[place][row][bill.tier] - borne))
    points = p.away_ratio[AWAY.index(bill.away)] if bill.away else 0
    ratio = min(MILLION, max(0, p.programme_ratio[place][row][bill.tier] + points))
    left = max(0, p.programme_cap[place][row] - paid)
    full = min(left, share_of(covered - below, ratio) + bill.whole)
    share = Share(pool=share_of(full, part), below=below)
    share.at_cap = covered + bill.whole > below and full == left
    counted.programmes[key] = borne + below, paid + share.pool
    return share


def _stays(bill: Bill, p: Any, covered: int):
    """Cost and what is paid in full of each stay that a long one counts as, by days."""
    length, done = p.inpatient_stay_days, (0, 0)
    for until in [*range(length, bill.days, length), bill.days] if bill.days > length else [bill.days]:
        reached = tuple((2 * amount * until + bill.days) // (2 * bill.days) for amount in (covered, bill.whole))
        yield reached[0] - done[0], reached[1] - done[1]
        done = reached


def _reimburse(bill: Bill, p: Any, row: int, part: int, counted: Counters, covered: int, whole: int) -> Share:
    tier, care = bill.tier, bill.care
    share = Share()
    if care == Care.OUTPATIENT:
        share.below = min(covered, _outpatient_deductible(p, row, tier, counted))
        counted.visits[tier] += 1
        begins, ratios = p.outpatient_ratio_from[row][tier], p.outpatient_ratio[row][tier]
        before = counted.cost[care]
        cap, visit = p.outpatient_cap[row], p.outpatient_cap_visit[row][tier]
        large_ratio, large_cap = p.outpatient_large_amount_ratio[row], p.outpatient_large_amount_cap[row]
        counted.deductible += share.below
    else:
        stays = p.inpatient_deductible[row][tier]
        share.below = min(covered, stays[min(counted.stays, len(stays) - 1)])
        counted.stays += 1
        begins, ratios = p.inpatient_ratio_from[row][tier], p.inpatient_ratio[row][tier]
        if p.inpatient_ratio_by_age_most and row != RESIDENT_ROW:
            grown = p.inpatient_ratio_by_age_from + bill.person.age(bill.day) * p.inpatient_ratio_by_age_per_year
            ratios = [min(grown, p.inpatient_ratio_by_age_most)] * len(ratios)
        before = counted.cost[care] if p.inpatient_bands == BandsOf.YEAR else 0
        cap, visit = p.inpatient_cap[row], UNLIMITED
        large_ratio, plain = p.large_amount_ratio[row], p.large_amount_cap[row]
        most = p.resident_bonus_most_amount
        if most == UNLIMITED and plain < UNLIMITED:
            most = share_of(plain, p.resident_bonus_most)
        raised = plain < UNLIMITED and min(counted.bonus, most)
        large_cap = plain + raised
    if bill.away:
        away = AWAY.index(bill.away)
        ratios = [min(MILLION, max(0, ratio + p.away_ratio[away])) for ratio in ratios]
        if care == Care.INPATIENT and p.away_deductible[away] != NONE:
            share.below = min(covered, p.away_deductible[away])
    left = max(0, cap - counted.cap[care])
    bands = [*_bands(begins, ratios, before + share.below, before + covered), (whole, MILLION)]
    within = sum(share_of(amount, ratio) for amount, ratio in bands)
    beyond = 0
    if visit >= left:
        beyond = _beyond(bands, left)
    pool = min(within, visit, left)
    large = min(share_of(beyond, large_ratio), max(0, large_cap - counted.large[care]))
    share.at_cap = covered + whole > share.below and pool == min(visit, left)
    share.pool, share.large = share_of(pool, part), share_of(large, part)
    counted.cost[care] += covered
    counted.cap[care] += share.pool
    counted.large[care] += share.large
    if care == Care.INPATIENT and counted.bonus:
        counted.over = max(0, counted.large[care] - p.large_amount_cap[row])
    if care == Care.INPATIENT:
        share.burden = _second(p, counted, covered + whole - share.pool - share.large, part)
    return share


def _outpatient_deductible(p: Any, row: int, tier: Tier, counted: Counters) -> int:
    amount, kind = p.outpatient_deductible[row][tier], p.outpatient_deductible_kind[row]
    if kind == DeductibleKind.VISIT:
        return amount
    if kind == DeductibleKind.FIRST_VISIT_THEN_HALF:
        return amount if not counted.visits[tier] else (amount + 1) // 2
    return max(0, amount - counted.deductible)


def _bands(begins: list[int], ratios: list[int], low: int, high: int):
    """The parts of the cost between two points that lie in each band, with their ratios."""
    for i, ratio in enumerate(ratios):
        end = begins[i + 1] if i + 1 < len(begins) else UNLIMITED
        amount = min(high, end) - max(low, begins[i])
        if amount > 0:
            yield amount, ratio


def _beyond(bands: list[tuple[int, int]], left: int) -> int:
    """The cost for which the cap does not pay: in the band where it runs out its rest is divided by the ratio."""
    beyond = 0
    for amount, ratio in bands:
        paid = share_of(amount, ratio)
        if paid <= left:
            left -= paid
        else:
            beyond += amount - (left * MILLION * 2 + ratio) // (2 * ratio)
            left = 0
    return beyond


def _second(p: Any, counted: Counters, rest: int, part: int) -> int:
    """The second reimbursement of the year's sum of what is left."""
    more = _grown(p.own_burden_over, p.own_burden_ratio, counted.burden, rest)
    more = max(0, min(more, p.own_burden_cap - counted.reimbursed))
    counted.burden += rest
    counted.reimbursed += more
    return share_of(more, part)


def _grown(over: int, ratio: int, before: int, more: int) -> int:
    """By how much the share of a year's sum above a threshold grows, by the law of the day."""
    return share_of(max(0, before + more - over), ratio) - share_of(max(0, before - over), ratio)


# ----------------------------------------------------------------------------- the rest


def _pay_rest(bill: Bill, rest: int, below: int) -> None:
    """Own account, own wallet, relatives' accounts, cash, each as far as its money goes."""
    person, day = bill.person, bill.day
    p = person.law(day)
    payable = rest if p.account_pays_class_c else max(0, rest - bill.class_c)
    below = min(below, payable)
    above = payable - below
    parts = (
        (Flow.OWN_ACCOUNT, p.account_parts_current_pays),
        (Flow.OWN_PAST_ACCOUNT, p.account_parts_past_pays),
    )
    for flow, pays in parts:
        if pays & PartPays.DEDUCTIBLE:
            below -= _take(bill, flow, below)
        if pays & PartPays.OWN_SHARE:
            above -= _take(bill, flow, above)
    taken = min(person.balance[Place.WALLET], below + above)
    person.move(Flow.OWN_WALLET, taken, day)
    bill.wallet = taken
    from_below = min(taken, below)
    below -= from_below
    above -= taken - from_below
    if bill.care == Care.OUTPATIENT or p.mutual_aid_inpatient:
        shared = above + (below if p.mutual_aid_pays_deductible else 0)
        bill.relatives = sharing.pay_bill(person, shared, day, bill.ordinal)
    bill.cash = rest - bill.own_account - bill.wallet - sum(bill.relatives.values())
    person.move(Flow.CASH, bill.cash, day)


def _take(bill: Bill, flow: Flow, wanted: int) -> int:
    person = bill.person
    taken = min(wanted, person.balance[flow.source])
    person.move(flow, taken, bill.day)
    bill.own_account += taken
    return taken


# ----------------------------------------------------------------------------- settled later


def settle(person: Person, day: int, since: int, until: int | None, region: str, *, resident: bool = False) -> None:
    """The gap's bills in order, as if covered on their day; the pool's part is paid as cash."""
    law = person.house.law
    newest, last = person.benefit_year(day), person.last_benefit_year(day)
    for bill in person.gap_bills:
        if bill.day < since or (until is not None and bill.day >= until):
            continue
        if bill.care == Care.OUTPATIENT and not person.outpatient:
            continue
        year = day_of_resident_year(bill.day) if resident else newest if bill.day >= newest else last
        counted = person.counters[resident, year]
        share = reimburse(bill, law.on(region, bill.day), region, resident, MILLION, counted)
        bill.pool, bill.large, bill.burden, bill.further = share.pool, share.large, share.burden, share.further
        bill.cash -= share.total
        person.move(Flow.POOL_PAID_LATER, share.total, day)
        _count(bill, share, day)
