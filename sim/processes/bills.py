"""Bills: every family goes through its own, in the order of their days; the pool pays, then accounts, then cash.

Between two events of the calendar a bill touches only the people who can ever pay for each other, so families need
no common clock. What happens to one life on its own day (a drawn bill, the return of benefits) is an entry of
`due`: day x 2 for a return, which comes before the day's bills, day x 2 + 1 for a bill.
"""

from typing import NamedTuple

import numpy as np

from sim.compiled import kernel
from sim.rules.benefit import benefit_group, covered_cost
from sim.rules.coverage import benefit_share, status, waits_as_employee
from sim.rules.inpatient import inpatient
from sim.rules.mutual_aid import FOR_DEDUCTIBLE, FOR_OWN_SHARE, FOR_RELATIVES, part_pays, shareable
from sim.rules.outpatient import outpatient
from sim.rules.rounding import MILLION, share
from sim.words.flows import Flow, Place
from sim.words.law import RESIDENT_GROUP, PayerOrder, PayersPerBill
from sim.words.reasons import Reason
from sim.words.states import Alive, Status
from sim.world.books import move
from sim.world.chance import Stream, philox, slice_of
from sim.world.people import FOREVER, NOBODY, Care

NEVER = 2 * FOREVER + 1
DAY = 1000  # times between bills are kept in thousandths of a day
OUT_OF_FILE, FOR_PREMIUM = 2, 3  # kinds of occasions beside the two of `Care`, for the order of payers by chance
PER_YEAR, PER_BILL = 1, 2
PAID, BORNE, UNCOVERED = 0, 1, 2  # a bill's part of the pool: paid, borne by an employer in default, not due


class World(NamedTuple):
    """The arrays of one block of lives. Rows are life-major; `slot` is a row's place in its life.

    A kernel names the arrays it needs first; `Simulation.apply` hands them over. (A tuple of them would cost more
    than the work: compiled code counts references to every array of a tuple at every call.)
    """

    people: np.ndarray
    due: np.ndarray
    soonest: np.ndarray
    pools: np.ndarray
    left_behind: np.ndarray
    proved: np.ndarray
    months_in: np.ndarray
    totals: np.ndarray
    months: np.ndarray
    links: np.ndarray
    results: np.ndarray
    givers: np.ndarray
    policy: np.ndarray
    epochs: np.ndarray
    families: np.ndarray
    traits: np.ndarray
    bindings: np.ndarray
    care: np.ndarray
    gaps: np.ndarray
    costs: np.ndarray
    file_bills: np.ndarray
    menus: np.ndarray
    resident_years: np.ndarray
    resident_policy: np.ndarray
    provinces: np.ndarray
    new_years: np.ndarray
    key: np.uint64


@kernel
def epoch_on(epochs, day):
    """Index of the law's values in force on `day`."""
    epoch = epochs.size - 1
    while epoch > 0 and epochs[epoch] > day:
        epoch -= 1
    return epoch


@kernel
def next_due(person):
    """When this person's own agenda goes on."""
    bill = min(person.next_time[Care.OUTPATIENT], person.next_time[Care.INPATIENT]) // DAY
    return min(2 * bill + 1, 2 * person.settle_on)


@kernel
def place_bill(traits, gaps, key, person, kind):
    """Draw the next bill of a kind: when it falls and which slice its cost is of. Its ordinal is its number."""
    profile = traits[person.slot].care[kind]
    if profile == NOBODY:
        person.next_time[kind] = FOREVER * DAY
        return
    gap, gap_tail, cost, cost_tail = philox(key, Stream.OUTPATIENT + kind, person.key, person.life, person.bills[kind])
    person.next_time[kind] += gaps[profile, slice_of(gap, gap_tail)]
    person.next_cost[kind] = slice_of(cost, cost_tail)


@kernel
def start_bills(people, due, traits, gaps, key, slot, today):
    """From today on this person needs care: the first bill is counted from the beginning of the day."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        for kind in range(2):
            person.bills[kind] = 0
            person.next_time[kind] = today * DAY
            place_bill(traits, gaps, key, person, kind)
        due[i] = next_due(person)


@kernel
def catch_up(
    people,
    due,
    soonest,
    pools,
    links,
    results,
    policy,
    epochs,
    families,
    traits,
    bindings,
    care,
    gaps,
    costs,
    file_bills,
    new_years,
    key,
    now,
    until,
    year,
):
    """Every family in turn: what is due before `until`. `now` holds the law in force, `year` the calendar year's index.

    `soonest` remembers what is due next in each family. Returns what is due next in the whole block.
    """
    earliest = NEVER
    for family in range(families.size - 1):
        if soonest[family] >= until:
            earliest = min(earliest, soonest[family])
            continue
        first, end = families[family], families[family + 1]
        while True:
            next_ = due[first]  # a plain minimum: a search for who it is would branch on chance at every visit
            for other in range(first + 1, end):
                next_ = min(next_, due[other])
            if next_ >= until:
                soonest[family] = next_
                earliest = min(earliest, next_)
                break
            i = first
            while due[i] != next_:
                i += 1
            person = people[i]
            if due[i] % 2 == 0:
                settle_gap(
                    people,
                    pools,
                    results,
                    policy,
                    epochs,
                    traits,
                    care,
                    gaps,
                    costs,
                    file_bills,
                    new_years,
                    key,
                    person,
                    due[i] // 2,
                )
            else:
                drawn_bill(people, pools, links, traits, bindings, care, gaps, costs, key, now, i, due[i] // 2, year)
            due[i] = next_due(person)
    return earliest


@kernel
def drawn_tier(care, key, person, kind, profile, ordinal):
    """Tier of the hospital a drawn bill is from."""
    if care[profile].only_tier != NOBODY:
        return care[profile].only_tier
    word = philox(key, Stream.OUTPATIENT_TIER + kind, person.key, person.life, ordinal)[0]
    for i in range(care[profile].tier.size):
        if word < care[profile].below[i]:
            return care[profile].tier[i]
    return care[profile].tier[care[profile].tiers - 1]


@kernel
def drawn_bill(people, pools, links, traits, bindings, care, gaps, costs, key, now, i, day, year):
    """The next drawn bill of a person: outpatient before inpatient where both fall on one day."""
    person = people[i]
    kind = Care.OUTPATIENT
    if person.next_time[Care.INPATIENT] // DAY < person.next_time[Care.OUTPATIENT] // DAY:
        kind = Care.INPATIENT
    profile = traits[person.slot].care[kind]
    ordinal = person.bills[kind]
    cost = costs[profile, year, person.next_cost[kind]]
    class_b = share(cost, care[profile].class_b)
    class_c = min(share(cost, care[profile].class_c), cost - class_b)
    tier = drawn_tier(care, key, person, kind, profile, ordinal)
    settled = settle_bill(
        people, pools, links, traits, bindings, key, now, i, kind, day, cost, class_b, class_c, tier, 4 * ordinal + kind
    )
    if settled[0] == UNCOVERED and person.gap_bill[kind] == NOBODY:
        person.gap_bill[kind], person.gap_time[kind] = ordinal, person.next_time[kind]
    person.bills[kind] = ordinal + 1
    place_bill(traits, gaps, key, person, kind)


@kernel
def table_of(p, person, day, age):
    """Benefit group whose tables apply on `day`: for life, by the clock of employee insurance, or a resident's."""
    if person.lifetime and day >= person.entitled_on:
        return benefit_group(p, True, age, person.retired_on)
    on_clock = person.covered_from <= day < person.stopped_from
    if not on_clock and person.resident_from <= day < person.resident_until:
        return RESIDENT_GROUP
    return benefit_group(p, False, age, 0)


@kernel
def split(p, used, person, group, kind, tier, covered, rate):
    """What the pool pays of one bill, and the year's counters moved on. Returns (pool, large, own burden, below)."""
    if kind == Care.OUTPATIENT:
        if person.no_outpatient and group != RESIDENT_GROUP:
            return 0, 0, 0, 0
        pool, large, below = outpatient(p, used, group, tier, covered, rate)
        used.below_deductible += below
        used.outpatient_covered += covered
        used.outpatient_pool += pool
        used.outpatient_large += large
        used.visits[tier] += 1
        return pool, large, 0, below
    pool, large, burden, below = inpatient(p, used, group, tier, covered, rate)
    used.stays += 1
    used.inpatient_covered += covered
    used.inpatient_pool += pool
    used.large_amount += large
    used.own_burden += covered - pool - large
    used.own_burden_paid += burden
    return pool, large, burden, below


@kernel
def settle_bill(people, pools, links, traits, bindings, key, now, i, kind, day, cost, class_b, class_c, tier, number):
    """One bill: the pool pays its part; then the accounts, own first, in the law's order; then cash.

    `number` is 4 x the bill's number + its kind. Returns who paid (the pool, an employer in its stead, nobody
    because benefits had stopped), then fen: pool, large-amount fund, second reimbursement, own account, own wallet,
    relatives, cash.
    """
    person = people[i]
    p = now[person.region]
    state = status(person, day)
    rate = benefit_share(p, state)
    if state == Status.WAITING and not waits_as_employee(person, day):
        rate = 0
    bears = rate == 0 and person.employer_bears == 1 and not (person.waits and day < person.covered_from)
    pool, large, burden, below = 0, 0, 0, 0
    if rate > 0 or bears:
        group = table_of(p, person, day, person.age)
        pool, large, burden, below = split(
            p,
            person.this_year,
            person,
            group,
            kind,
            tier,
            covered_cost(p, cost, class_b, class_c),
            MILLION if bears else rate,
        )
    paid = pool + large + burden
    move(person, pools, Flow.EMPLOYER_BORE if bears else Flow.POOL_PAID, paid)
    account, wallet, relatives, cash = pay_rest(
        people, pools, links, traits, bindings, key, now, i, kind, day, below, class_c, cost - paid, number
    )
    settled = BORNE if bears else (PAID if rate > 0 else UNCOVERED)
    return settled, pool, large, burden, account, wallet, relatives, cash


@kernel
def pay_rest(people, pools, links, traits, bindings, key, now, i, kind, day, below, class_c, rest, number):
    """Own account, own wallet, relatives' accounts, cash, each as far as its money goes.

    Class C is for cash unless the region lets accounts pay it; what lies below the deductible is closed to shared
    money where the region says so, so the own account pays that part first.
    """
    person = people[i]
    p = now[person.region]
    open_ = rest if p.account_pays_class_c else rest - class_c
    below = min(below, open_)
    account, below_left = pay_from_own_account(pools, p, person, below, open_ - below)
    wallet = min(person.books[Place.WALLET], open_ - account)
    move(person, pools, Flow.OWN_WALLET, wallet)
    below_left = max(0, below_left - wallet)
    shared = open_ - account - wallet
    if not p.mutual_aid_pays_deductible:
        shared -= below_left
    relatives = 0
    if shared > 0 and (kind == Care.OUTPATIENT or p.mutual_aid_inpatient):
        relatives = ask_relatives(
            people, pools, links, traits, bindings, key, now, i, day, shared, number, FOR_RELATIVES
        )
        move(person, pools, Flow.RECEIVED_FOR_BILL, relatives)
    cash = rest - account - wallet - relatives
    move(person, pools, Flow.CASH, cash)
    return account, wallet, relatives, cash


@kernel
def pay_from_own_account(pools, p, person, below, above):
    """Pay what the own account may pay, first what lies `below` the deductible, then what lies `above` it.

    Where the region keeps the current and past years apart, each part pays only what it may, the current one first.
    Returns (fen paid, what is left unpaid below the deductible).
    """
    paid = 0
    for current in (True, False):
        balance = person.books[Place.ACCOUNT if current else Place.PAST_ACCOUNT]
        if balance == 0:
            continue
        first = min(balance, below) if part_pays(p, current, FOR_DEDUCTIBLE) else 0
        then = min(balance - first, above) if part_pays(p, current, FOR_OWN_SHARE) else 0
        move(person, pools, Flow.OWN_ACCOUNT if current else Flow.OWN_PAST_ACCOUNT, first + then)
        below -= first
        above -= then
        paid += first + then
    return paid, below


@kernel
def offered(people, links, bindings, now, i, b, day, use):
    """Fen the payer of binding `b` can give today to the person in row `i`."""
    person = people[i]
    link = links[person.home, b]
    if not link.works_from <= day <= link.works_until:
        return 0
    payer = people[i - person.slot + bindings[b].payer]
    if payer.alive != Alive.YES:
        return 0
    amount = shareable(now[payer.region], payer.books[Place.ACCOUNT], payer.books[Place.PAST_ACCOUNT], use)
    if bindings[b].limit_per == PER_YEAR:
        return min(amount, max(0, bindings[b].limit - link.used))
    if bindings[b].limit_per == PER_BILL:
        return min(amount, bindings[b].limit)
    return amount


@kernel
def place_in_order(people, bindings, key, p, i, b, number):
    """What payers are sorted by, smallest first: nothing (their rank decides), the balance from the top, or chance."""
    person = people[i]
    payer = people[i - person.slot + bindings[b].payer]
    if p.mutual_aid_order == PayerOrder.BALANCE:
        return -(payer.books[Place.ACCOUNT] + payer.books[Place.PAST_ACCOUNT])
    if p.mutual_aid_order == PayerOrder.RANDOM:
        return philox(key, Stream.PAYER_ORDER, person.key ^ payer.key, person.life, number)[0]
    return 0


@kernel
def ask_relatives(people, pools, links, traits, bindings, key, now, i, day, wanted, number, use):
    """Take up to `wanted` fen from the accounts bound to the person in row `i`, in the order of the law.

    Bindings stand by rank, so that the first of equals is the one of lower rank. Returns the fen given.
    """
    person = people[i]
    p = now[person.region]
    first, end = traits[person.slot].bindings_from, traits[person.slot].bindings_to
    given = 0
    for b in range(first, end):
        links[person.home, b].given = NOBODY  # not asked yet
    while given < wanted:
        chosen, smallest = NOBODY, 0
        for b in range(first, end):
            if links[person.home, b].given != NOBODY or offered(people, links, bindings, now, i, b, day, use) == 0:
                continue
            value = place_in_order(people, bindings, key, p, i, b, number)
            if chosen == NOBODY or value < smallest:
                chosen, smallest = b, value
        if chosen == NOBODY:
            break
        part = min(wanted - given, offered(people, links, bindings, now, i, chosen, day, use))
        give(people, pools, links, bindings, now, i, chosen, part, use)
        given += part
        if p.mutual_aid_payers_per_bill == PayersPerBill.ONE:
            break
    return given


@kernel
def give(people, pools, links, bindings, now, i, b, amount, use):
    """Take `amount` from the account of the payer of binding `b`, from the current part first."""
    person = people[i]
    payer = people[i - person.slot + bindings[b].payer]
    current = 0
    if part_pays(now[payer.region], True, use):
        current = min(amount, payer.books[Place.ACCOUNT])
    move(payer, pools, Flow.GIVEN_FROM_ACCOUNT, current)
    move(payer, pools, Flow.GIVEN_FROM_PAST_ACCOUNT, amount - current)
    link = links[person.home, b]
    link.used += amount
    link.given = amount


@kernel
def file_bill(people, pools, links, results, givers, traits, bindings, file_bills, key, now, place, refused):
    """A bill of the file, for every life."""
    bill = file_bills[place]
    for i in range(bill.slot, people.size, people[bill.slot].persons):
        if people[i].alive != Alive.YES:
            refused[people[i].home] = Reason.DEAD
        else:
            write_down(people, pools, links, results, givers, traits, bindings, file_bills, key, now, i, place)


@kernel
def write_down(people, pools, links, results, givers, traits, bindings, file_bills, key, now, i, place):
    """Settle a bill of the file and keep how it was paid, by whom."""
    bill, person, life = file_bills[place], people[i], people[i].home
    number = 4 * bill.event + OUT_OF_FILE
    who, pool, large, burden, account, wallet, relatives, cash = settle_bill(
        people,
        pools,
        links,
        traits,
        bindings,
        key,
        now,
        i,
        bill.kind,
        bill.day,
        bill.cost,
        bill.class_b,
        bill.class_c,
        bill.tier,
        number,
    )
    result = results[life, place]
    result.uncovered = 1 if who == UNCOVERED else 0
    result.own_account, result.wallet, result.relatives, result.cash = account, wallet, relatives, cash
    if who == BORNE:
        result.employer = pool + large + burden
    else:
        result.pool, result.large_amount, result.own_burden = pool, large, burden
    if relatives:
        for b in range(traits[person.slot].bindings_from, traits[person.slot].bindings_to):
            payer = people[i - person.slot + bindings[b].payer]
            givers[life, place, payer.who] += max(0, links[life, b].given)


# ----------------------------------------------------------------------------- the bills of a gap, settled again


@kernel
def age_on(trait, day):
    """Completed years on `day`, from the calendar alone: a settlement asks for days long past."""
    shifted = day + 305  # days since 1 March of year 0
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year_of_era = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    day_of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_from_march = (5 * day_of_year + 2) // 153
    day_of_month = day_of_year - (153 * month_from_march + 2) // 5 + 1
    month = month_from_march + 3 if month_from_march < 10 else month_from_march - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    before = month < trait.born_month or (month == trait.born_month and day_of_month < trait.born_day)
    return year - trait.born_year - (1 if before else 0)


@kernel
def years_begun(new_years, day):
    """How many 1 Januaries after the start lie on or before `day`."""
    begun = 0
    while begun < new_years.size and new_years[begun] <= day:
        begun += 1
    return begun


@kernel
def settle_gap(
    people, pools, results, policy, epochs, traits, care, gaps, costs, file_bills, new_years, key, person, today
):
    """Settle the gap's bills as if covered, in order, with the law and the counters of their own day; paid as cash.

    The bills themselves are drawn again, from the first one after the stop.
    """
    trait = traits[person.slot]
    life = person.life - people[0].life
    drawn = 0, 0
    number = person.gap_bill[0], person.gap_bill[1]
    time = person.gap_time[0], person.gap_time[1]
    place = 0
    while True:
        kind, day = NOBODY, min(today, person.settle_until)
        while place < file_bills.size and not (
            file_bills[place].slot == person.slot
            and file_bills[place].day >= person.settle_since
            and results[life, place].uncovered
        ):
            place += 1
        if place < file_bills.size and file_bills[place].day < day:
            kind, day = OUT_OF_FILE, file_bills[place].day
        for k in range(2):
            if number[k] != NOBODY and number[k] + drawn[k] < person.bills[k] and time[k] // DAY < day:
                kind, day = k, time[k] // DAY
        if kind == NOBODY:
            break
        if kind == OUT_OF_FILE:
            bill = file_bills[place]
            paid = settle_later(
                pools, policy, epochs, traits, person, bill.kind, day, bill.cost, bill.class_b, bill.class_c, bill.tier
            )
            result = results[life, place]
            result.pool, result.large_amount, result.own_burden = paid[0], paid[1], paid[2]
            result.cash -= paid[0] + paid[1] + paid[2]
            result.uncovered = 0
            continue
        ordinal = number[kind] + drawn[kind]
        stream = Stream.OUTPATIENT + kind
        as_resident = person.resident_from <= day < person.resident_until  # already paid by that insurance
        if day >= person.settle_since and not as_resident:
            words = philox(key, stream, person.key, person.life, ordinal)
            profile = trait.care[kind]
            year = years_begun(new_years, day)
            cost = costs[profile, year, slice_of(words[2], words[3])]
            class_b = share(cost, care[profile].class_b)
            class_c = min(share(cost, care[profile].class_c), cost - class_b)
            settle_later(
                pools,
                policy,
                epochs,
                traits,
                person,
                kind,
                day,
                cost,
                class_b,
                class_c,
                drawn_tier(care, key, person, kind, profile, ordinal),
            )
        words = philox(key, stream, person.key, person.life, ordinal + 1)
        gap = gaps[trait.care[kind], slice_of(words[0], words[1])]
        if kind == Care.OUTPATIENT:
            drawn, time = (drawn[0] + 1, drawn[1]), (time[0] + gap, time[1])
        else:
            drawn, time = (drawn[0], drawn[1] + 1), (time[0], time[1] + gap)
    for k in range(2):
        another_gap = number[k] != NOBODY and number[k] + drawn[k] < person.bills[k] and person.settle_until < today
        person.gap_bill[k] = number[k] + drawn[k] if another_gap else NOBODY
        person.gap_time[k] = time[k]
    person.settle_on = FOREVER


@kernel
def settle_later(pools, policy, epochs, traits, person, kind, day, cost, class_b, class_c, tier):
    """Settle one bill of the past as if covered on its day. Returns what the pool pays: (pool, large, own burden)."""
    p = policy[epoch_on(epochs, day), person.gap_region]
    group = benefit_group(p, False, age_on(traits[person.slot], day), 0)
    covered = covered_cost(p, cost, class_b, class_c)
    if day >= person.year_began:
        pool, large, burden, _ = split(p, person.this_year, person, group, kind, tier, covered, MILLION)
    else:
        pool, large, burden, _ = split(p, person.last_year, person, group, kind, tier, covered, MILLION)
    move(person, pools, Flow.POOL_PAID_LATER, pool + large + burden)
    return pool, large, burden
