"""Rule 8: who joins resident insurance (居民医保), pays the year's premium, and is covered from when."""

from typing import TYPE_CHECKING

from sim.compiled import inlined, kernel
from sim.processes.coverage import close_gap, settle_bills, stop_cover
from sim.processes.membership import enter_region, row_of_months, stop_working
from sim.processes.payers import offered, place_in_order, take_from_relatives
from sim.processes.ranks import Rank
from sim.rules.coverage import gap_length, may_switch_to_resident, stop_day, within_grace
from sim.rules.days import age_on, civil, first_day
from sim.rules.mutual_aid import FOR_PREMIUM as USE
from sim.rules.resident import (
    counts_as_missing,
    cover_in_window,
    fixed_wait,
    further_wait,
    is_exempt,
    late_premium,
    least_wait,
    may_be_late,
    premium,
    wait_months,
)
from sim.state.person import Person
from sim.words.flows import Flow
from sim.words.law import PayersPerBill
from sim.words.reasons import Reason
from sim.words.states import FOREVER, Alive, Joining, Scheme
from sim.world.agenda import next_moment
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.chance import FOR_PREMIUM, number_of_bill
from sim.world.people import ResidentYear
from sim.world.world import World, in_force, invalidate, refuse, rows_of

if TYPE_CHECKING:
    from sim.block_run import Run

NOT, IN_TIME, LATE = 0, 1, 2  # whether a year may be paid today, and how


# ----------------------------------------------------------------------------- the money


@kernel
def pay_premium(w: World, i, k, amount):
    """One year's premium of the person in row `i`: from bound accounts in the law's order, the rest in cash."""
    person = w.people[i]
    p = enter_region(w, person)
    year = w.resident_years[person.region, k]
    given = 0
    if p.mutual_aid_premium:
        number = number_of_bill(year.year, FOR_PREMIUM)
        given = take_from_relatives(w, i, w.clock.today, amount, number, USE)
    move(w, person, Flow.RECEIVED_FOR_PREMIUM, given)
    move(w, person, Flow.PREMIUM, amount - given)
    move(w, person, Flow.SUBSIDY, w.resident_policy[person.region, k].resident_subsidy)


@kernel
def can_be_given(w: World, i, k):
    """Fen that bound accounts hold today for the premium of year `k` of the person in row `i`: all payers', or that of
    the one who would pay."""
    person = w.people[i]
    p = in_force(w, person.lives_in)
    total, first = 0, FOREVER
    if not p.mutual_aid_premium:
        return total
    number = number_of_bill(w.resident_years[person.lives_in, k].year, FOR_PREMIUM)
    for b in range(w.traits[person.slot].bindings_from, w.traits[person.slot].bindings_to):
        amount = offered(w, i, b, w.clock.today, USE)
        if p.mutual_aid_payers_per_bill == PayersPerBill.ALL:
            total += amount
        elif amount > 0:
            place = place_in_order(w, p, i, b, number)
            if total == 0 or place < first:
                total, first = amount, place
    return total


@inlined
def premium_of(w: World, person: Person, region, k, newborn):
    """What year `k` of a region costs a person, by who the person is on its first day."""
    begins = w.resident_years[region, k].begins
    student = w.traits[person.slot].student_until >= begins
    return premium(w.resident_policy[region, k], age_on(person.born, begins), newborn, student)


# ----------------------------------------------------------------------------- a paid year, and the wait before it


@kernel
def missing_years(w: World, person: Person, k):
    """Whole benefit years without any insurance between the last cover and year `k`, as far as breaks count."""
    last, region = person.resident.until, person.lives_in
    if person.cover.ever_insured:
        last = max(last, min(person.cover.until, w.clock.today))
    if last == 0:
        return 0
    missing = 0
    for earlier in range(k):
        year = w.resident_years[region, earlier]
        if counts_as_missing(w.resident_policy[region, k], year.year, year.begins, last):
            missing += 1
    return missing


@kernel
def start_cover(w: World, person: Person, k, late):
    """From when a resident who is not covered now benefits: the year's first day, the payment day, or after a wait.

    A wait begins with the year, or with the payment month where that is later, and follows the law of then.
    """
    resident, today, region = person.resident, w.clock.today, person.lives_in
    year = w.resident_years[region, k]
    ahead = today <= year.begins
    resident.waits, resident.missing_years, resident.repaid_years = 0, 0, 0
    if resident.joins == Joining.BIRTH or resident.joins == Joining.NEWBORN_LATE:
        start_cover_of_child(w, person, year)
        return
    from_employee = resident.joins == Joining.EXEMPT
    exempt = is_exempt(in_force(w, region), age_on(person.born, today), from_employee)
    if not exempt and resident.joins != Joining.SWITCH:
        p = w.resident_policy[region, k] if ahead else in_force(w, region)
        missing = missing_years(w, person, k)
        months, days = fixed_wait(p, late, missing)
        resident.missing_years = missing
        resident.wait_from = max(w.clock.month, year.month)
        resident.wait_fixed, resident.wait_further = months, further_wait(p, missing)
        resident.wait_least = least_wait(p, missing)
        resident.wait_until = max(today, year.begins) + days
        resident.waits = 1 if months + days + resident.wait_further + resident.wait_least > 0 else 0
    if resident.waits:
        end_wait(w, person)
    else:
        resident.since = cover_in_window(in_force(w, region), year.begins, today)


@inlined
def start_cover_of_child(w: World, person: Person, year: ResidentYear):
    """From when a child benefits: from birth, or the first day of the year that is paid, and bills since are settled;
    insured later, after the wait of that."""
    resident, today = person.resident, w.clock.today
    p = in_force(w, person.lives_in)
    if resident.joins == Joining.NEWBORN_LATE and today > year.begins:
        resident.wait_from, resident.wait_fixed = w.clock.month, p.resident_newborn_late_wait_months
        resident.wait_further, resident.wait_least = 0, 0
        resident.wait_until = today + p.resident_newborn_late_wait_days
        resident.waits = 1 if p.resident_newborn_late_wait_months + p.resident_newborn_late_wait_days > 0 else 0
        end_wait(w, person)
        return
    since = max(person.born, year.begins)
    resident.since = cover_in_window(p, year.begins, today) if since >= today else since
    if since < today:
        person.gap.region, person.gap.as_resident = person.lives_in, 1
        settle_bills(person, today, since)


@inlined
def end_wait(w: World, person: Person):
    """The day on which the wait ends: where months and days both run, the later one; never before today."""
    resident = person.resident
    months = wait_months(resident.wait_fixed, resident.wait_further, resident.wait_least, resident.repaid_years)
    resident.since = max(w.clock.today, max(resident.wait_until, first_day(resident.wait_from + months)))


@kernel
def insure_year(w: World, i, k, late):
    """The person in row `i` pays for year `k` today. Whoever was not insured till now starts anew, and may wait."""
    person, today = w.people[i], w.clock.today
    resident, region = person.resident, person.lives_in
    year = w.resident_years[region, k]
    if resident.until <= today:
        if resident.row_from:
            person.insured.in_a_row = 0
        resident.row_from = max(w.clock.month, year.month)
        start_cover(w, person, k, late)
    as_newborn = resident.joins == Joining.BIRTH or resident.joins == Joining.NEWBORN_LATE
    newborn = as_newborn and year.begins <= today and person.born >= year.begins
    amount = premium_of(w, person, region, k, newborn)
    if late:
        amount = late_premium(in_force(w, region), amount)
    pay_premium(w, i, k, amount)
    resident.until = year.ends


@kernel
def premiums_due(w: World, region, k, cash):
    """A day on which residents of a region pay for the benefit year `k`: those who have not paid it yet.

    Where accounts are debited on certain days, only on the last one does cash make up what they lack.
    """
    year = w.resident_years[region, k]
    for i in range(w.people.size):
        person = w.people[i]
        if person.alive != Alive.YES or person.lives_in != region or person.pension.lifetime:
            continue
        joins = person.scheme == Scheme.NONE and person.resident.joins == Joining.NEXT_WINDOW
        if person.resident.until >= year.ends or not (joins or person.scheme == Scheme.RESIDENT):
            continue
        if not cash and can_be_given(w, i, k) < premium_of(w, person, region, k, False):
            continue
        if joins:
            become_resident(w, person, Joining.NO)
        insure_year(w, i, k, False)


# ----------------------------------------------------------------------------- joining


@inlined
def is_open(w: World, year: ResidentYear):
    """Whether the window to pay for a year is open today."""
    return year.opens <= w.clock.today <= year.closes


@kernel
def way_to_pay(w: World, person: Person, k, joins):
    """Whether somebody who `joins` may pay for year `k` today, in time or late.

    While the window of the coming year is open, nobody pays late for the running one.
    """
    today, region = w.clock.today, person.lives_in
    year = w.resident_years[region, k]
    if person.resident.until >= year.ends or today >= year.ends:
        return NOT
    if is_open(w, year):
        return IN_TIME
    if today < year.begins:
        return NOT
    if joins == Joining.SWITCH or joins == Joining.BIRTH or joins == Joining.NEWBORN_LATE:
        return IN_TIME
    _, month, day = civil(today)
    if (joins != Joining.CHOICE and joins != Joining.EXEMPT) or not may_be_late(in_force(w, region), month, day):
        return NOT
    for other in range(w.resident_years.shape[1]):
        if is_open(w, w.resident_years[region, other]):
            return NOT
    return LATE


@kernel
def can_pay(w: World, person: Person, joins):
    """Whether somebody who `joins` may pay for any year today."""
    for k in range(w.resident_years.shape[1]):
        if way_to_pay(w, person, k, joins) != NOT:
            return True
    return False


@inlined
def become_resident(w: World, person: Person, joins):
    """A resident from today on: a row of unpaid months ends, employee cover stops by the usual lag.

    Months in a row go on over a gap within grace.
    """
    p, gap = in_force(w, person.region), person.gap
    if person.scheme != Scheme.RESIDENT:
        if gap.unpaid_months and within_grace(p, gap_length(p, gap), True):
            person.insured.in_a_row += gap.row_before
        if person.cover.ever_insured and person.cover.until == FOREVER:
            stop_cover(person, stop_day(p, w.clock.today, w.clock.month))
        if person.resident.until > w.clock.today and person.resident.row_from == 0:
            person.resident.row_from = w.clock.month
    stop_working(person)
    close_gap(person)
    person.scheme, person.resident.joins = Scheme.RESIDENT, joins


@kernel
def way_to_join(w: World, person: Person):
    """How somebody joins by choice. From employee insurance within grace, after two insured years in a row, the running
    year may be paid on any day, without a wait."""
    p, gap = in_force(w, person.region), person.gap
    if not person.cover.ever_insured or person.scheme == Scheme.RESIDENT:
        return Joining.CHOICE.value
    length = gap_length(p, gap) if gap.unpaid_months else 0
    in_a_row = gap.row_before if gap.unpaid_months else row_of_months(w, person)
    if may_switch_to_resident(p, in_a_row, length):
        return Joining.SWITCH.value
    return Joining.EXEMPT.value if within_grace(p, length, True) else Joining.CHOICE.value


@kernel
def join_resident(w: World, i):
    """Join resident insurance today; the premium is paid among the day's contributions.

    Returns the reason where there is neither a paid year nor one that may be paid today.
    """
    person = w.people[i]
    joins = way_to_join(w, person)
    if person.resident.until <= w.clock.today and not can_pay(w, person, joins):
        return Reason.WINDOW
    become_resident(w, person, joins)
    return Reason.NOTHING


@kernel
def turn_to_residents(w: World, i):
    """Join resident insurance today where that is possible, else in the next window."""
    if join_resident(w, i) != Reason.NOTHING:
        resident = w.people[i].resident
        resident.joins, resident.too_late_on = Joining.NEXT_WINDOW, w.clock.today


@kernel
def pay_on_joining(w: World):
    """Everybody who joined today, moved here or was born pays what may be paid; who left again meanwhile does not."""
    for i in range(w.people.size):
        person = w.people[i]
        joins = person.resident.joins
        if joins == Joining.NO or joins == Joining.NEXT_WINDOW:
            continue
        if person.alive == Alive.YES and not person.pension.lifetime:
            if joins == Joining.WINDOW and person.scheme == Scheme.NONE:
                if not can_pay(w, person, joins):
                    person.resident.joins = Joining.NEXT_WINDOW
                    continue
                become_resident(w, person, joins)
            if person.scheme == Scheme.RESIDENT:
                for k in range(w.resident_years.shape[1]):
                    way = way_to_pay(w, person, k, joins)
                    if way != NOT:
                        insure_year(w, i, k, way == LATE)
            if person.gap.settle_on != FOREVER:
                w.moments[i] = next_moment(person)
                invalidate(w)
        person.resident.joins = Joining.NO


@kernel
def repay_years(w: World, event, slot, years):
    """The file says that missing years are paid later, at the current premium: each takes one month off the wait."""
    for i in rows_of(w, slot):
        person, today = w.people[i], w.clock.today
        resident, region = person.resident, person.lives_in
        running = 0
        for k in range(w.resident_years.shape[1]):
            if w.resident_years[region, k].begins <= today:
                running = k
        if person.alive != Alive.YES:
            refuse(w, event, person, Reason.DEAD)
        elif person.scheme != Scheme.RESIDENT or resident.repaid_years + years > resident.missing_years:
            refuse(w, event, person, Reason.MONTHS)
        else:
            move(w, person, Flow.PREMIUM, premium_of(w, person, region, running, False) * years)
            resident.repaid_years += years
            if resident.waits and today < resident.since:
                end_wait(w, person)


def premium_days(run: "Run") -> Days:
    """The days on which residents pay for a benefit year: the window's first, or those of the accounts' debits."""
    for day, region, k, cash in run.plan.premium_days:
        yield run.calendar.at(day, Phase.CONTRIBUTIONS, Rank.REGION + 2 * region + k % 2)
        run.apply(premiums_due, region, k, cash)


def joining_days(run: "Run") -> Days:
    """The days on which somebody may join resident insurance, or move or be born into it."""
    for day in run.plan.joining_days:
        yield run.calendar.at(day, Phase.CONTRIBUTIONS, Rank.JOINERS)
        run.apply(pay_on_joining)
