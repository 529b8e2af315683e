"""Rule 8 as far as it goes here: who joins resident insurance, pays the year's premium, and is covered from when."""

from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.bills import FOR_PREMIUM as PREMIUM_DRAW
from sim.processes.bills import age_on, ask_relatives, offered
from sim.processes.contribution import enter_region, stop_working
from sim.processes.coverage import TWO_YEARS
from sim.processes.ranks import Rank
from sim.rules.coverage import status, stop_day, within_grace
from sim.rules.mutual_aid import FOR_PREMIUM
from sim.rules.resident import cover_in_window, late_premium, premium, wait_months
from sim.words.flows import Flow
from sim.words.law import PayerOrder, PayersPerBill
from sim.words.reasons import Reason
from sim.words.states import Alive, Scheme, Status
from sim.world.books import move
from sim.world.calendar import Days, Phase, month_index

if TYPE_CHECKING:
    from sim.engine import Simulation


@kernel
def pay_premium(
    people,
    pools,
    left_behind,
    months_in,
    links,
    traits,
    bindings,
    resident_years,
    resident_policy,
    key,
    now,
    i,
    k,
    amount,
    today,
):
    """One year's premium of the person in row `i`: from bound accounts in the law's order, the rest in cash."""
    person = people[i]
    p = enter_region(people, left_behind, months_in, now, person)
    year = resident_years[person.region, k]
    given = 0
    if p.mutual_aid_premium:
        given = ask_relatives(
            people,
            pools,
            links,
            traits,
            bindings,
            key,
            now,
            i,
            today,
            amount,
            4 * year.year + PREMIUM_DRAW,
            FOR_PREMIUM,
        )
    move(person, pools, Flow.RECEIVED_FOR_PREMIUM, given)
    move(person, pools, Flow.PREMIUM, amount - given)
    move(person, pools, Flow.SUBSIDY, resident_policy[person.region, k].resident_subsidy)


@kernel
def can_be_given(people, links, traits, bindings, now, i, today):
    """Fen that bound accounts hold today for the person in row `i`: all payers', or that of the one who is asked."""
    person = people[i]
    total = 0
    if not now[person.region].mutual_aid_premium:
        return total
    for b in range(traits[person.slot].bindings_from, traits[person.slot].bindings_to):
        amount = offered(people, links, bindings, now, i, b, today, FOR_PREMIUM)
        if now[person.region].mutual_aid_payers_per_bill == PayersPerBill.ALL:
            total += amount
        elif now[person.region].mutual_aid_order == PayerOrder.BALANCE:
            total = max(total, amount)
        elif total == 0:
            total = amount
    return total


@kernel
def missing_years(resident_years, resident_policy, person, region, k, today):
    """Whole benefit years without any insurance between the last cover and year `k`, as far as breaks count."""
    last = person.resident_until
    if person.ever_insured:
        last = max(last, min(person.stopped_from, today))
    if last == 0:
        return 0
    missing = 0
    for earlier in range(k):
        year = resident_years[region, earlier]
        if year.begins >= last and year.year >= resident_policy[region, k].resident_wait_counts_breaks_from:
            missing += 1
    return missing


@kernel
def start_cover(person, p, year, late, month, firsts, today):
    """From when a resident who is not covered now benefits: the year's first day, the payment day, or after a wait.

    A wait counts from the year's first month, from the payment month where that is later.
    """
    person.wait_from = max(month, year.month)
    person.late_wait = p.resident_late_wait_months if late else 0
    wait = max(person.late_wait, wait_months(p, person.missing_years, person.repaid_years))
    days = p.resident_late_wait_days if late else 0
    if person.missing_years:
        days = max(days, p.resident_wait_fixed_days)
    if days:
        person.resident_from = max(today, year.begins) + days
    elif wait:
        person.resident_from = max(today, firsts[min(firsts.size - 1, person.wait_from - month + wait)])
    else:
        person.resident_from = cover_in_window(p, year.begins, today)
    person.resident_waits = 1 if days or wait else 0


@kernel
def count_insured_year(person, year):
    """A paid year counts as twelve insured months in a row; a break before it starts the row anew."""
    if person.resident_until < year.begins and person.scheme == Scheme.RESIDENT and not person.ever_insured:
        person.in_a_row = 0
    person.in_a_row += 12


@kernel
def premiums_due(
    people,
    pools,
    left_behind,
    months_in,
    links,
    traits,
    bindings,
    resident_years,
    resident_policy,
    key,
    now,
    region,
    k,
    last,
    month,
    firsts,
    today,
):
    """A day on which residents of a region pay for the benefit year `k`: those who have not paid it yet.

    Where accounts are debited on certain days, only on the last one does cash make up what they lack.
    """
    year = resident_years[region, k]
    p = resident_policy[region, k]
    for i in range(people.size):
        person = people[i]
        if person.alive != Alive.YES or person.scheme != Scheme.RESIDENT or person.lives_in != region:
            continue
        if person.resident_until >= year.ends or person.lifetime:
            continue
        amount = premium(p, age_on(traits[person.slot], year.begins), False)
        if not last and can_be_given(people, links, traits, bindings, now, i, today) < amount:
            continue
        if person.resident_until < year.begins:
            person.missing_years = missing_years(resident_years, resident_policy, person, region, k, today)
            person.repaid_years = 0
            start_cover(person, p, year, False, month, firsts, today)
        pay_premium(
            people,
            pools,
            left_behind,
            months_in,
            links,
            traits,
            bindings,
            resident_years,
            resident_policy,
            key,
            now,
            i,
            k,
            amount,
            today,
        )
        count_insured_year(person, year)
        person.resident_until = year.ends


@kernel
def enter(person, p, firsts, today):
    """A resident from today on: a row of unpaid months ends, employee cover stops by the usual lag."""
    if person.ever_insured and person.scheme != Scheme.RESIDENT:
        person.stopped_from = min(person.stopped_from, stop_day(p, today, firsts))
    stop_working(person)
    person.scheme = Scheme.RESIDENT
    person.unpaid_months, person.back_paid, person.wait_broken = 0, 0, 0


@kernel
def join_resident(
    people,
    pools,
    left_behind,
    months_in,
    links,
    traits,
    bindings,
    resident_years,
    resident_policy,
    key,
    now,
    i,
    may_switch,
    month,
    firsts,
    today,
):
    """Join resident insurance today and pay what may be paid: the year whose window is open, else this one, late.

    A switch from employee insurance within grace, after two insured years in a row, may pay this year too, on any day
    and without a wait. Returns the reason where nothing can be paid today.
    """
    person = people[i]
    p = now[person.region]
    in_a_row = person.row_before if person.unpaid_months else person.in_a_row
    switches = may_switch and person.ever_insured and in_a_row >= TWO_YEARS and within_grace(p, person.unpaid_months)
    region = person.lives_in
    window_open = False
    for k in range(resident_years.shape[1]):
        window_open = window_open or resident_years[region, k].opens <= today <= resident_years[region, k].closes
    reason = Reason.WINDOW
    for k in range(resident_years.shape[1]):
        year = resident_years[region, k]
        if person.resident_until >= year.ends or today >= year.ends:
            continue
        in_window = year.opens <= today <= year.closes
        may_be_late = switches or (not window_open and today <= year.late_until)
        if not in_window and not (year.begins <= today and may_be_late):
            continue
        values = resident_policy[region, k]
        late = not in_window and not switches
        if person.resident_until <= today:
            missing = missing_years(resident_years, resident_policy, person, region, k, today)
            person.missing_years, person.repaid_years = (0 if switches else missing), 0
            start_cover(person, values, year, late, month, firsts, today)
        enter(person, p, firsts, today)
        age = age_on(traits[person.slot], year.begins)
        amount = late_premium(values, age) if late else premium(values, age, False)
        pay_premium(
            people,
            pools,
            left_behind,
            months_in,
            links,
            traits,
            bindings,
            resident_years,
            resident_policy,
            key,
            now,
            i,
            k,
            amount,
            today,
        )
        count_insured_year(person, year)
        person.resident_until = year.ends
        reason = Reason.NOTHING
    return reason


@kernel
def join_resident_event(
    people,
    pools,
    left_behind,
    months_in,
    links,
    traits,
    bindings,
    resident_years,
    resident_policy,
    key,
    now,
    slot,
    month,
    firsts,
    today,
    refused,
):
    """The file says that a person joins resident insurance; refused where nothing can be paid that day."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
        elif person.lifetime:
            refused[person.home] = Reason.WINDOW  # there is no year left to pay for
        else:
            refused[person.home] = join_resident(
                people,
                pools,
                left_behind,
                months_in,
                links,
                traits,
                bindings,
                resident_years,
                resident_policy,
                key,
                now,
                i,
                True,
                month,
                firsts,
                today,
            )


@kernel
def join_who_chose(
    people,
    pools,
    left_behind,
    months_in,
    links,
    traits,
    bindings,
    resident_years,
    resident_policy,
    key,
    now,
    slot,
    may_switch,
    month,
    firsts,
    today,
):
    """Those whom today left to resident insurance: what cannot be paid yet waits for the window."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.joins_resident:
            person.joins_resident = 0
            join_resident(
                people,
                pools,
                left_behind,
                months_in,
                links,
                traits,
                bindings,
                resident_years,
                resident_policy,
                key,
                now,
                i,
                may_switch,
                month,
                firsts,
                today,
            )
            enter(person, now[person.region], firsts, today)


@kernel
def repay_years(people, pools, traits, resident_years, resident_policy, slot, years, month, firsts, today, refused):
    """The file says that missing years are paid later, at the current premium: each takes one month off the wait."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        running = 0
        for k in range(resident_years.shape[1]):
            if resident_years[person.lives_in, k].begins <= today:
                running = k
        p = resident_policy[person.lives_in, running]
        age = age_on(traits[person.slot], resident_years[person.lives_in, running].begins)
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
        elif person.scheme != Scheme.RESIDENT or person.repaid_years + years > person.missing_years:
            refused[person.home] = Reason.MONTHS
        else:
            move(person, pools, Flow.PREMIUM, premium(p, age, False) * years)
            person.repaid_years += years
            if person.resident_waits and today < person.resident_from:
                wait = max(person.late_wait, wait_months(p, person.missing_years, person.repaid_years))
                person.resident_from = max(today, firsts[min(firsts.size - 1, max(0, person.wait_from - month + wait))])


@kernel
def newborn_joins(
    people, pools, left_behind, months_in, links, traits, bindings, resident_years, resident_policy, key, now, i, today
):
    """A newborn is covered from birth; the year's premium is due at birth."""
    person = people[i]
    for k in range(resident_years.shape[1]):
        year = resident_years[person.lives_in, k]
        coming = today < year.begins and year.opens <= today <= year.closes  # born inside the window
        if coming or year.begins <= today < year.ends:
            pay_premium(
                people,
                pools,
                left_behind,
                months_in,
                links,
                traits,
                bindings,
                resident_years,
                resident_policy,
                key,
                now,
                i,
                k,
                premium(resident_policy[person.lives_in, k], 0, not coming),
                today,
            )
            person.resident_until = year.ends
    person.resident_from = today


@kernel
def is_insured(person, today):
    """Whether a person is in a basic insurance today, whatever its benefits: who is enrolled, or still covered."""
    if person.scheme == Scheme.RESIDENT and today < person.resident_until:
        return True
    if person.scheme == Scheme.RETIRED:
        return True
    if person.scheme == Scheme.EMPLOYEE or person.scheme == Scheme.FLEXIBLE or person.scheme == Scheme.UNEMPLOYED:
        return True
    return status(person, today) == Status.COVERED


def premium_days(sim: "Simulation") -> Days:
    """The days on which residents pay for a benefit year: the window's first, or those of the accounts' debits."""
    for day, region, k, last in sim.plan.premium_days:
        yield sim.calendar.at(day, Phase.CONTRIBUTIONS, Rank.REGION + 2 * region + k % 2)
        month = month_index(day)
        sim.apply(premiums_due, region, k, last, month, sim.plan.firsts(month), sim.today)


def join_after_loss(sim: "Simulation", slot: int) -> None:
    """After jobs ended: whoever of them chose resident insurance joins it, as a switch."""
    if slot in sim.plan.resident_when_jobless:
        _join(sim, slot, True)


def join_after_retirement(sim: "Simulation", slot: int) -> None:
    """After a retirement short of months: whoever chose resident insurance joins it in the next window."""
    if slot in sim.plan.resident_when_short:
        _join(sim, slot, False)


def _join(sim: "Simulation", slot: int, may_switch: bool) -> None:
    month = month_index(sim.day)
    sim.apply(join_who_chose, slot, may_switch, month, sim.plan.firsts(month), sim.today)
