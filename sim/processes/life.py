"""Rule 11: births, deaths, birthdays, leaving the country."""

from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.bills import NEVER, next_due, place_bill
from sim.processes.contribution import stop_working
from sim.processes.ranks import Rank
from sim.processes.resident import newborn_joins
from sim.words.flows import Flow, Place
from sim.words.law import PaidTo
from sim.words.reasons import Reason
from sim.words.states import Alive, Scheme
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.people import FOREVER

if TYPE_CHECKING:
    from sim.engine import Simulation


@kernel
def set_age(people, slot, age):
    """A birthday: the completed years of one person, in every life."""
    for i in range(slot, people.size, people[slot].persons):
        people[i].age = age


@kernel
def leave_household(person, how):
    """Nothing more falls due for this person; a credit not yet arrived lapses."""
    person.alive, person.scheme, person.has_job = how, Scheme.NONE, 0
    person.credit_due, person.credit_next, person.advance_left = 0, 0, 0
    person.settle_on = FOREVER


@kernel
def die(people, due, pools, now, slot, heirs, refused):
    """Death: account and wallet go to the living heirs in equal parts, odd fen one each to the first of the file.

    `heirs` are their slots in the order of the file. Without heirs the money stays with the household as cash.
    """
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
            continue
        leave_household(person, Alive.DEAD)
        due[i] = NEVER
        if heirs.size == 0:
            pay_out(pools, person)
            continue
        left = person.books[Place.ACCOUNT] + person.books[Place.PAST_ACCOUNT] + person.books[Place.WALLET]
        move(person, pools, Flow.LEFT_ACCOUNT, person.books[Place.ACCOUNT])
        move(person, pools, Flow.LEFT_PAST_ACCOUNT, person.books[Place.PAST_ACCOUNT])
        move(person, pools, Flow.LEFT_WALLET, person.books[Place.WALLET])
        for k in range(heirs.size):
            heir = people[i - slot + heirs[k]]
            part = left // heirs.size + (1 if k < left % heirs.size else 0)
            to_account = now[person.region].death_paid_to == PaidTo.ACCOUNT and heir.ever_insured
            move(heir, pools, Flow.INHERITED_IN_ACCOUNT if to_account else Flow.INHERITED, part)


@kernel
def pay_out(pools, person):
    """The whole balance of account and wallet, once, in cash."""
    move(person, pools, Flow.PAID_OUT, person.books[Place.ACCOUNT])
    move(person, pools, Flow.PAST_PAID_OUT, person.books[Place.PAST_ACCOUNT])
    move(person, pools, Flow.WALLET_PAID_OUT, person.books[Place.WALLET])


@kernel
def emigrate(people, due, pools, slot, refused):
    """Leaving the country for good (出境定居): the balance is paid out and nothing more falls due."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
            continue
        leave_household(person, Alive.ABROAD)
        pay_out(pools, person)
        due[i] = NEVER


@kernel
def be_born(
    people,
    due,
    pools,
    left_behind,
    months_in,
    links,
    traits,
    bindings,
    gaps,
    resident_years,
    resident_policy,
    key,
    now,
    slot,
    today,
):
    """A birth: insured as a resident from the first day; bills only where the event gives care."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        person.alive, person.scheme, person.age = Alive.YES, Scheme.RESIDENT, 0
        newborn_joins(
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
            today,
        )
        for kind in range(2):
            person.next_time[kind] = today * 1000
            place_bill(traits, gaps, key, person, kind)
        due[i] = next_due(person)


@kernel
def move_to(people, slot, region, refused):
    """A move: the new region's law applies from the first contribution there; a job goes on."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
        else:
            person.lives_in = region


@kernel
def join_event(people, slot, scheme, refused):
    """The file says that a person joins as a self-payer or an employee, or leaves: `scheme` says which."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
        elif not person.retired:
            if scheme == Scheme.EMPLOYEE and not person.has_job:
                person.base_wage = person.wage
            stop_working(person)
            person.scheme, person.benefit_left = scheme, 0
            person.has_job = 1 if scheme == Scheme.EMPLOYEE else 0
            person.had_job = max(person.had_job, person.has_job)


def birthdays(sim: "Simulation") -> Days:
    """Everybody's birthdays within the run."""
    for day, people in sim.plan.birthdays:
        yield sim.calendar.at(day, Phase.LIFE, Rank.BIRTHDAYS)
        for slot, age in people:
            sim.apply(set_age, slot, age)
