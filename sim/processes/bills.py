"""Rules 4 to 6 on the day of a bill: what the pool pays of it, drawn or stated by the file."""

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.compiled import inlined, int64, kernel
from sim.processes.account import earnings
from sim.processes.payers import pay_rest
from sim.rules.benefit import Terms, benefit_group, covered_away, covered_cost, ratio_by_age, reaches_cap
from sim.rules.coverage import (
    benefit_share,
    employer_bears,
    employer_bears_first,
    is_on_clock,
    status,
    waits_as_employee,
)
from sim.rules.days import civil
from sim.rules.inpatient import inpatient, inpatient_limit, part_of_stay, stays_of, supplement_paid
from sim.rules.outpatient import outpatient, outpatient_limit
from sim.rules.programme import goes_on, is_in_programme, programme_limit, programme_visit
from sim.rules.rounding import MILLION, share
from sim.state.care import Used
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.counts import Count
from sim.words.flows import Flow
from sim.words.law import NONE, RESIDENT_GROUP
from sim.words.reasons import Reason
from sim.words.states import FOREVER, NOBODY, Alive, Care, Status
from sim.world.agenda import DAY, next_moment
from sim.world.books import move
from sim.world.chance import OUT_OF_FILE, Stream, number_of_bill, slice_of, slice_of_gap
from sim.world.people import BillResult
from sim.world.prices import in_prices
from sim.world.world import World, draw, in_force, refuse, rows_of

if TYPE_CHECKING:
    from sim.block_run import Run

PAID, BORNE, UNCOVERED = 0, 1, 2  # a bill's part of the pool: paid, borne by an employer, not due


class Bill(NamedTuple):
    """A bill as it is presented: kind, ordinal of its day, fen, tier, and the number by which chance orders payers.

    Of class B `class_b` has the own first share of the law; that of its other parts is `own_first` fen. The pool pays
    `whole` in full. A stay has days. `away` says how care away from home came about, or is NONE; `programme` is the
    place of a programme for chronic diseases among those the file names, or NONE.
    """

    kind: int
    day: int
    cost: int
    class_b: int
    class_c: int
    tier: int
    number: int
    own_first: int
    whole: int
    days: int
    away: int
    programme: int


class Paid(NamedTuple):
    """Who paid the pool's part of a bill, and fen by place; `below` is borne below the deductible. Whether the covered
    cost lies within it, and whether the bill reaches a cap of the pool, is 1 or 0."""

    pool: int
    large_amount: int
    own_burden: int
    supplement: int
    below: int
    within_deductible: int
    at_cap: int


@inlined
def nothing_paid():
    """What the pool pays without benefits."""
    return Paid(0, 0, 0, 0, 0, 0, 0)


@inlined
def total(paid: Paid):
    """What the pool pays of a bill, or an employer in its stead, in fen."""
    return paid.pool + paid.large_amount + paid.own_burden + paid.supplement


@inlined
def place_bill(w: World, person: Person, kind):
    """Draw the next bill of a kind: when it falls and what its cost is before it grows. Its ordinal is its number."""
    profile = w.traits[person.slot].care[kind]
    if profile == NOBODY:
        person.bills.time[kind] = FOREVER * DAY
        return
    ordinal = person.bills.number[kind]
    words = draw(w, person, Stream.OUTPATIENT + kind, ordinal)
    gap, gap_tail, cost, cost_tail = words
    place = slice_of(cost, cost_tail)
    person.bills.time[kind] += gap_of(w, profile, gap, gap_tail)
    person.bills.slice[kind], person.bills.cost[kind] = place, w.costs[profile, place]


@inlined
def gap_of(w: World, profile, word, tail_word) -> Any:
    """The time until the next bill that two words draw, in thousandths of a day."""
    return int64(w.gaps[profile, slice_of_gap(word, tail_word)])


@kernel
def start_bills(w: World, slot):
    """From today on this person needs care: the first bill is counted from the beginning of the day."""
    for i in rows_of(w, slot):
        begin_care(w, i)


@kernel
def begin_care(w: World, i):
    """From today on the person in row `i` needs care."""
    person = w.people[i]
    for kind in range(person.bills.time.size):
        person.bills.number[kind] = 0
        person.bills.time[kind] = w.clock.today * DAY
        place_bill(w, person, kind)
    w.moments[i] = next_moment(person)


@inlined
def drawn_tier(w: World, person: Person, kind, ordinal):
    """Tier of the hospital a drawn bill is from."""
    profile = w.care[w.traits[person.slot].care[kind]]
    if profile.only_tier != NOBODY:
        return profile.only_tier
    word = draw(w, person, Stream.OUTPATIENT_TIER + kind, ordinal)[0]
    for i in range(profile.tier.size):
        if word < profile.below[i]:
            return profile.tier[i]
    return profile.tier[profile.tiers - 1]


@inlined
def drawn_away(w: World, person: Person, kind, ordinal):
    """How a drawn bill away from home came about, or NONE: a word of the draw that gives its tier."""
    profile = w.care[w.traits[person.slot].care[kind]]
    word = draw(w, person, Stream.OUTPATIENT_TIER + kind, ordinal)[1]
    for away in range(profile.away.size):
        if word < profile.away[away]:
            return away
    return NONE


@inlined
def drawn_programme(w: World, person: Person, kind, ordinal):
    """The programme that a drawn visit is of, or NONE: another word of the draw that gives its tier."""
    profile = w.care[w.traits[person.slot].care[kind]]
    word = draw(w, person, Stream.OUTPATIENT_TIER + kind, ordinal)[2]
    for k in range(profile.programmes):
        if word < profile.enrolled[k]:
            return profile.programme[k]
    return NONE


@inlined
def cost_in(w: World, profile, year, place, entry):
    """The cost of a bill in the prices of a calendar year: `entry` stands in its place of the need's own table."""
    price = w.prices[profile, year]
    if price.table != profile:  # a year with a table of its own
        entry = w.costs[price.table, place]
    return in_prices(entry, price)


@inlined
def drawn_bill(w: World, person: Person, kind, ordinal, day, cost):
    """The bill that a draw stands for."""
    of = w.care[w.traits[person.slot].care[kind]]
    class_b, own_first = share(cost, of.class_b), 0
    left = cost - class_b
    for k in range(of.parts):
        part = min(share(cost, of.part[k]), left)
        left -= part
        own_first += share(part, of.first_share[k])
    class_c = min(share(cost, of.class_c), left)
    tier = drawn_tier(w, person, kind, ordinal)
    away = drawn_away(w, person, kind, ordinal) if of.goes_away else NONE
    programme = drawn_programme(w, person, kind, ordinal) if of.programmes else NONE
    number = number_of_bill(ordinal, kind)
    return Bill(kind, day, cost, class_b, class_c, tier, number, own_first, 0, 1, away, programme)


@inlined
def draw_bill(w: World, i, day):
    """The next drawn bill of a person: outpatient before inpatient where both fall on one day."""
    person = w.people[i]
    kind = Care.OUTPATIENT.value
    if person.bills.time[Care.INPATIENT] // DAY < person.bills.time[Care.OUTPATIENT] // DAY:
        kind = Care.INPATIENT.value
    ordinal = person.bills.number[kind]
    time, place, entry = person.bills.time[kind], person.bills.slice[kind], person.bills.cost[kind]
    cost = cost_in(w, w.traits[person.slot].care[kind], w.clock.year, place, entry)
    # The next one is drawn first: while the processor waits for what stands in the tables, it settles this one.
    person.bills.number[kind] = ordinal + 1
    place_bill(w, person, kind)
    settled = settle_bill(w, i, drawn_bill(w, person, kind, ordinal, day, cost))
    if settled[0] == UNCOVERED and person.gap.bill[kind] == NOBODY:
        person.gap.bill[kind], person.gap.time[kind] = ordinal, time


@inlined
def table_of(p: Policy, person: Person, day):
    """Benefit group whose tables apply on `day`: for life, by the clock of employee insurance, or a resident's."""
    if person.pension.lifetime and day >= person.pension.entitled_on:
        return benefit_group(p, True, person.age, person.pension.retired_on)
    if not is_on_clock(person.cover, day) and person.resident.since <= day < person.resident.until:
        return RESIDENT_GROUP
    return benefit_group(p, False, person.age, 0)


@inlined
def programme_of(w: World, bill: Bill, region):
    """The place of a bill's programme among those of a region, or NONE."""
    return NONE if bill.programme == NONE else w.programmes[bill.programme, region]


class Tables(NamedTuple):
    """By which of a region's tables a bill is settled."""

    group: int
    age: int
    no_outpatient: int  # what the person pays brings no outpatient benefit
    programme: int  # its place among the region's programmes, or NONE
    earnings: int  # fen a month


@inlined
def split(p: Policy, used: Used, by: Tables, bill: Bill, rate):
    """What the pool pays of one bill, and the year's counters moved on."""
    covered = covered_cost(p, bill.cost, bill.class_b, bill.class_c) - bill.own_first - bill.whole
    covered = covered_away(p, covered, bill.away)
    points = 0 if bill.away == NONE else p.away_ratio[bill.away]
    deductible = NONE if bill.away == NONE else p.away_deductible[bill.away]
    if bill.kind == Care.OUTPATIENT:
        if by.no_outpatient:
            return nothing_paid()
        if is_in_programme(p, by.programme, by.group, bill.tier):
            return split_by_programme(p, used, by, bill, covered, points, rate)
        limit = outpatient_limit(p, used, by.group, bill.tier)
        terms = Terms(NONE, bill.whole, points, NONE, by.earnings)
        pool, large, below = outpatient(p, used, by.group, bill.tier, covered, rate, terms)
        used.below_deductible += below
        used.outpatient_covered += covered
        used.outpatient_pool += pool
        used.outpatient_large += large
        used.visits[bill.tier] += 1
        at_cap = covered + bill.whole > below and reaches_cap(limit, pool, rate)
        return Paid(pool, large, 0, 0, below, int(within_deductible(bill, covered, below)), int(at_cap))
    ratio = NONE if by.group == RESIDENT_GROUP else ratio_by_age(p, by.age)
    pool, large, burden, below, at_cap = 0, 0, 0, 0, 0
    for part in range(stays_of(p, bill.days)):
        now = settle_stay(
            p,
            used,
            by.group,
            bill,
            part_of_stay(p, covered, bill.days, part),
            rate,
            Terms(ratio, part_of_stay(p, bill.whole, bill.days, part), points, deductible, by.earnings),
        )
        pool, large, burden, below = pool + now[0], large + now[1], burden + now[2], below + now[3]
        at_cap = max(at_cap, now[4])
    left = bill.cost - pool - large - burden - (0 if p.supplement_outside else bill.class_c)
    supplement = supplement_paid(p, used, left)
    used.supplement_left += left
    used.supplement_paid += supplement
    within = int(within_deductible(bill, covered, below))
    return Paid(pool, large, burden, share(supplement, rate), below, within, at_cap)


@inlined
def split_by_programme(p: Policy, used: Used, by: Tables, bill: Bill, covered, points, rate):
    """What the pool pays of a visit of a programme, which moves the programme's counters and no others."""
    programme, group = by.programme, by.group
    year, month, _ = civil(bill.day)
    month += 12 * year
    limit = programme_limit(p, used, programme, group, month)
    terms = Terms(NONE, bill.whole, points, NONE)
    pool, below = programme_visit(p, used, programme, group, bill.tier, covered, month, rate, terms)
    if not goes_on(p, used, programme, month):
        used.programme_below[programme], used.programme_paid[programme] = 0, 0
    used.programme_month[programme] = month
    used.programme_below[programme] += below
    used.programme_paid[programme] += pool
    used.programme_pool += pool
    at_cap = covered + bill.whole > below and reaches_cap(limit, pool, rate)
    return Paid(pool, 0, 0, 0, below, int(within_deductible(bill, covered, below)), int(at_cap))


@inlined
def within_deductible(bill: Bill, covered, below):
    """Whether the whole covered cost of a bill is borne below the deductible."""
    return 0 < covered == below and bill.whole == 0


@inlined
def settle_stay(p: Policy, used: Used, group, bill: Bill, covered, rate, terms: Terms):
    """What the pool pays of one stay: within its cap, above it, of the own burden; what is borne below; whether the
    stay reaches the cap."""
    limit = inpatient_limit(p, used, group)
    pool, large, burden, below = inpatient(p, used, group, bill.tier, covered, rate, terms)
    used.stays += 1
    used.inpatient_covered += covered
    used.inpatient_pool += pool
    used.large_amount += large
    if used.bonus > 0:
        used.bonus_paid = max(0, used.large_amount - p.large_amount_cap[group])
    used.own_burden += covered + terms.whole - pool - large
    used.own_burden_paid += burden
    at_cap = covered + terms.whole > below and reaches_cap(limit, pool, rate)
    return pool, large, burden, below, int(at_cap)


@inlined
def settle_bill(w: World, i, bill: Bill):
    """One bill: the pool pays its part; then the accounts, own first, in the law's order; then cash.

    Returns who paid the pool's part (the pool, an employer in its stead, nobody because benefits had stopped), what it
    came to, and the rest: own account, own wallet, relatives, cash.
    """
    person = w.people[i]
    p = in_force(w, person.region)
    state = status(person, bill.day)
    rate = benefit_share(p, state)
    if state == Status.WAITING and not waits_as_employee(person.cover, bill.day):
        rate = 0
    group = table_of(p, person, bill.day)
    no_outpatient = 0 if group == RESIDENT_GROUP else person.cover.no_outpatient
    without = bill.kind == Care.OUTPATIENT and no_outpatient == 1 and person.gap.unpaid_months > 0
    bears = (rate == 0 or without) and employer_bears(p, person, bill.day)
    bears = bears or (rate == 0 and employer_bears_first(p, person.cover, person.job.held, bill.day))
    paid = nothing_paid()
    if rate > 0 or bears:
        no_outpatient = 0 if bears else no_outpatient
        by = Tables(group, person.age, no_outpatient, programme_of(w, bill, person.region), earnings(person))
        used = person.residents_year if group == RESIDENT_GROUP else person.this_year
        if bears:  # what the employer pays moves no counter of the year
            w.borne[0] = person.this_year
            used = w.borne[0]
        paid = split(p, used, by, bill, MILLION if bears else rate)
    amount = total(paid)
    move(w, person, Flow.EMPLOYER_BORE if bears else Flow.POOL_PAID_AT_ONCE, amount)
    person.counts[Count.VISITS + bill.kind] += 1
    person.counts[Count.OUTPATIENT_COST + bill.kind] += bill.cost
    count_paid(person, bill.kind, paid, 0 if bears else amount)
    rest = pay_rest(w, i, bill, paid.below, bill.cost - amount)
    settled = BORNE if bears else (PAID if rate > 0 else UNCOVERED)
    return settled, paid, rest


@inlined
def count_paid(person: Person, kind, paid: Paid, by_pool):
    """Count what the pool paid of a bill, and whether the bill met a deductible or a cap."""
    person.counts[Count.OUTPATIENT_POOL_PAID + kind] += by_pool
    person.counts[Count.VISITS_BELOW_DEDUCTIBLE + kind] += paid.within_deductible
    person.counts[Count.VISITS_AT_CAP + kind] += paid.at_cap


@kernel
def file_bill(w: World, event, place):
    """A bill of the file, for every life."""
    stated = w.file_bills[place]
    for i in rows_of(w, stated.slot):
        if w.people[i].alive != Alive.YES:
            refuse(w, event, w.people[i], Reason.DEAD)
        else:
            settle_file_bill(w, i, place)


@inlined
def write_paid(result: BillResult, paid: Paid):
    """Keep who paid the pool's part of a bill of the file."""
    result.pool, result.large_amount = paid.pool, paid.large_amount
    result.own_burden, result.supplement = paid.own_burden, paid.supplement


@inlined
def bill_of_file(w: World, place):
    """A bill as the file states it."""
    bill = w.file_bills[place]
    number = number_of_bill(bill.event, OUT_OF_FILE)
    return Bill(
        bill.kind,
        bill.day,
        bill.cost,
        bill.class_b,
        bill.class_c,
        bill.tier,
        number,
        bill.own_first,
        bill.whole,
        bill.days,
        bill.away,
        bill.programme,
    )


@kernel
def settle_file_bill(w: World, i, place):
    """Settle a bill of the file and keep how it was paid, by whom."""
    person = w.people[i]
    settled, paid, rest = settle_bill(w, i, bill_of_file(w, place))
    result = w.bill_results[person.home, place]
    result.uncovered = 1 if settled == UNCOVERED else 0
    result.own_account, result.wallet, result.relatives, result.cash = rest
    if settled == BORNE:
        result.employer = total(paid)
    else:
        write_paid(result, paid)
    if rest.relatives:
        for b in range(w.traits[person.slot].bindings_from, w.traits[person.slot].bindings_to):
            payer = w.people[i - person.slot + w.bindings[b].payer]
            w.givers[person.home, place, payer.who] += max(0, w.links[person.home, b].given)


def schedule_first_bills(run: "Run") -> None:
    """Place everybody's first bill; a newborn's waits for the birth."""
    for slot in run.plan.there_at_start:
        run.apply(start_bills, slot)
    run.invalidate()
