"""Rule 8: who joins resident insurance (居民医保), pays the year's premium, and is covered from when."""

from typing import TYPE_CHECKING

from sim.compiled import inlined, kernel
from sim.processes.coverage import close_gap, stop_cover
from sim.processes.membership import enter_region, stop_working
from sim.processes.payers import offered, take_from_relatives
from sim.processes.ranks import Rank
from sim.rules.coverage import may_switch_to_resident, stop_day
from sim.rules.days import age_on, first_day
from sim.rules.mutual_aid import FOR_PREMIUM as USE
from sim.rules.resident import (
    counts_as_missing,
    cover_in_window,
    late_premium,
    premium,
    wait_in_months,
)
from sim.state.person import Person
from sim.state.policy import Policy
from sim.words.flows import Flow
from sim.words.law import PayerOrder, PayersPerBill
from sim.words.reasons import Reason
from sim.words.states import Alive, Scheme
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.chance import FOR_PREMIUM, number_of_bill
from sim.world.people import ResidentYear
from sim.world.world import World, in_force, refuse, rows_of

if TYPE_CHECKING:
    from sim.block_run import Run


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
def can_be_given(w: World, i):
    """Fen that bound accounts hold today for the person in row `i`: all payers', or that of the one who would pay."""
    person = w.people[i]
    p = in_force(w, person.region)
    total = 0
    if not p.mutual_aid_premium:
        return total
    for b in range(w.traits[person.slot].bindings_from, w.traits[person.slot].bindings_to):
        amount = offered(w, i, b, w.clock.today, USE)
        if p.mutual_aid_payers_per_bill == PayersPerBill.ALL:
            total += amount
        elif p.mutual_aid_order == PayerOrder.BALANCE:
            total = max(total, amount)
        elif total == 0:
            total = amount
    return total


@kernel
def missing_years(w: World, person: Person, region, k):
    """Whole benefit years without any insurance between the last cover and year `k`, as far as breaks count."""
    last = person.resident.until
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
def start_cover(w: World, person: Person, p: Policy, year: ResidentYear, late):
    """From when a resident who is not covered now benefits: the year's first day, the payment day, or after a wait.

    A wait counts from the year's first month, from the payment month where that is later.
    """
    resident, today = person.resident, w.clock.today
    resident.wait_from = max(w.clock.month, year.month)
    resident.late_wait = p.resident_late_wait_months if late else 0
    wait = wait_in_months(p, resident.late_wait, resident.missing_years, resident.repaid_years)
    days = p.resident_late_wait_days if late else 0
    if resident.missing_years:
        days = max(days, p.resident_wait_fixed_days)
    if days:
        resident.since = max(today, year.begins) + days
    elif wait:
        resident.since = max(today, first_day(resident.wait_from + wait))
    else:
        resident.since = cover_in_window(p, year.begins, today)
    resident.waits = 1 if days or wait else 0


@inlined
def insure_year(person: Person, year: ResidentYear):
    """A paid year counts as twelve insured months in a row; a break before it starts the row anew."""
    resident = person.resident
    if resident.until < year.begins and person.scheme == Scheme.RESIDENT and not person.cover.ever_insured:
        person.insured.in_a_row = 0
    person.insured.in_a_row += 12
    resident.until = year.ends


@kernel
def premiums_due(w: World, region, k, last):
    """A day on which residents of a region pay for the benefit year `k`: those who have not paid it yet.

    Where accounts are debited on certain days, only on the last one does cash make up what they lack.
    """
    year = w.resident_years[region, k]
    p = w.resident_policy[region, k]
    for i in range(w.people.size):
        person = w.people[i]
        if person.alive != Alive.YES or person.scheme != Scheme.RESIDENT or person.lives_in != region:
            continue
        if person.resident.until >= year.ends or person.pension.lifetime:
            continue
        amount = premium(p, age_of(w, person, year.begins), False)
        if not last and can_be_given(w, i) < amount:
            continue
        if person.resident.until < year.begins:
            person.resident.missing_years = missing_years(w, person, region, k)
            person.resident.repaid_years = 0
            start_cover(w, person, p, year, False)
        pay_premium(w, i, k, amount)
        insure_year(person, year)


@inlined
def age_of(w: World, person: Person, day):
    """Completed years of a person on any day."""
    trait = w.traits[person.slot]
    return age_on(trait.born_year, trait.born_month, trait.born_day, day)


@inlined
def enter(w: World, person: Person, p: Policy):
    """A resident from today on: a row of unpaid months ends, employee cover stops by the usual lag."""
    if person.cover.ever_insured and person.scheme != Scheme.RESIDENT:
        stop_cover(person, stop_day(p, w.clock.today, w.clock.month))
    stop_working(person)
    person.scheme = Scheme.RESIDENT
    close_gap(person)


@kernel
def join_resident(w: World, i, may_switch):
    """Join resident insurance today and pay what may be paid: the year whose window is open, else this one, late.

    A switch from employee insurance within grace, after two insured years in a row, may pay this year too, on any day
    and without a wait. Returns the reason where nothing can be paid today.
    """
    person, today = w.people[i], w.clock.today
    p = in_force(w, person.region)
    gap = person.gap.unpaid_months
    in_a_row = person.gap.row_before if gap else person.insured.in_a_row
    switches = may_switch and person.cover.ever_insured and may_switch_to_resident(p, in_a_row, gap)
    region = person.lives_in
    window_open = False
    for k in range(w.resident_years.shape[1]):
        window_open = window_open or w.resident_years[region, k].opens <= today <= w.resident_years[region, k].closes
    reason = Reason.WINDOW
    for k in range(w.resident_years.shape[1]):
        year = w.resident_years[region, k]
        if person.resident.until >= year.ends or today >= year.ends:
            continue
        in_window = year.opens <= today <= year.closes
        may_be_late = switches or (not window_open and today <= year.late_until)
        if not in_window and not (year.begins <= today and may_be_late):
            continue
        values = w.resident_policy[region, k]
        late = not in_window and not switches
        if person.resident.until <= today:
            missing = missing_years(w, person, region, k)
            person.resident.missing_years, person.resident.repaid_years = (0 if switches else missing), 0
            start_cover(w, person, values, year, late)
        enter(w, person, p)
        age = age_of(w, person, year.begins)
        pay_premium(w, i, k, late_premium(values, age) if late else premium(values, age, False))
        insure_year(person, year)
        reason = Reason.NOTHING
    return reason


@kernel
def join_if_chosen(w: World, i, may_switch):
    """Join resident insurance where today's end of a job left to it; what cannot be paid yet waits for the window."""
    person = w.people[i]
    if person.resident.joins:
        person.resident.joins = 0
        join_resident(w, i, may_switch)
        enter(w, person, in_force(w, person.region))


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
        p = w.resident_policy[region, running]
        age = age_of(w, person, w.resident_years[region, running].begins)
        if person.alive != Alive.YES:
            refuse(w, event, person, Reason.DEAD)
        elif person.scheme != Scheme.RESIDENT or resident.repaid_years + years > resident.missing_years:
            refuse(w, event, person, Reason.MONTHS)
        else:
            move(w, person, Flow.PREMIUM, premium(p, age, False) * years)
            resident.repaid_years += years
            if resident.waits and today < resident.since:
                wait = wait_in_months(p, resident.late_wait, resident.missing_years, resident.repaid_years)
                resident.since = max(today, first_day(resident.wait_from + wait))


@kernel
def newborn_joins(w: World, i):
    """A newborn is covered from birth; the year's premium is due at birth."""
    person, today = w.people[i], w.clock.today
    for k in range(w.resident_years.shape[1]):
        year = w.resident_years[person.lives_in, k]
        coming = today < year.begins and year.opens <= today <= year.closes  # born inside the window
        if coming or year.begins <= today < year.ends:
            pay_premium(w, i, k, premium(w.resident_policy[person.lives_in, k], 0, not coming))
            person.resident.until = year.ends
    person.resident.since = today


def premium_days(run: "Run") -> Days:
    """The days on which residents pay for a benefit year: the window's first, or those of the accounts' debits."""
    for day, region, k, last in run.plan.premium_days:
        yield run.calendar.at(day, Phase.CONTRIBUTIONS, Rank.REGION + 2 * region + k % 2)
        run.apply(premiums_due, region, k, last)
