"""Work begins and ends: one draw a month where the file gives chances, events where it says so."""

from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.contribution import stop_working
from sim.processes.ranks import Rank
from sim.processes.resident import join_after_loss
from sim.rules.contribution import unemployment_months
from sim.words.reasons import Reason
from sim.words.states import Alive, Scheme, WhenJobless
from sim.world.calendar import Days, Phase, first_of
from sim.world.chance import Stream, happens, philox

if TYPE_CHECKING:
    from sim.engine import Simulation

SINCE = 1970 * 12  # the month from which draws of work are numbered


@kernel
def draw_work(people, traits, key, now, slot, since_1970):
    """On the 1st of a month: who has a job may lose it, who had one may find one. The ordinal is the month."""
    trait = traits[slot]
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES or person.retired or not person.had_job:
            continue
        word = philox(key, Stream.WORK, person.key, person.life, since_1970)[0]
        if person.has_job and happens(word, trait.loses_job):
            lose_job(traits, now, person)
        elif not person.has_job and happens(word, trait.finds_job):
            take_job(person, person.wage)


@kernel
def take_job(person, wage):
    """A job from today on: its first month's wage is the base until the next year."""
    stop_working(person)
    person.has_job, person.had_job, person.scheme = 1, 1, Scheme.EMPLOYEE
    person.wage, person.base_wage = wage, wage
    person.benefit_left = 0


@kernel
def lose_job(traits, now, person):
    """No job from today on: the person pays for herself, draws benefit, joins resident insurance, or does nothing."""
    trait = traits[person.slot]
    stop_working(person)
    person.scheme = Scheme.NONE
    if trait.when_jobless == WhenJobless.FLEXIBLE:
        person.scheme = Scheme.FLEXIBLE
    elif trait.when_jobless == WhenJobless.RESIDENT:
        person.joins_resident = 1
    elif trait.when_jobless == WhenJobless.UNEMPLOYMENT_BENEFIT:
        person.benefit_left = unemployment_months(now[person.region], person.unemployment_months)
        if person.benefit_left:
            person.scheme, person.unemployment_months = Scheme.UNEMPLOYED, 0


@kernel
def start_job_event(people, slot, wage, refused):
    """The file says that a job begins; without a wage, at the wage the person has."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
        elif not person.retired:
            take_job(person, wage if wage >= 0 else person.wage)


@kernel
def leave_job_event(people, traits, now, slot, refused):
    """The file says that the job ends."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
        elif not person.has_job:
            refused[person.home] = Reason.JOBLESS
        else:
            lose_job(traits, now, person)


@kernel
def default_event(people, slot, months, refused):
    """The file says that the employer pays nothing on the next due days."""
    for i in range(slot, people.size, people[slot].persons):
        person = people[i]
        if person.alive != Alive.YES:
            refused[person.home] = Reason.DEAD
        elif not person.has_job:
            refused[person.home] = Reason.JOBLESS
        else:
            person.default_months += months


def job_market(sim: "Simulation") -> Days:
    """The 1st of each month, that of the start included. An event of the file replaces the draw of its day."""
    drawing = [slot for slot, trait in enumerate(sim.plan.traits) if trait["loses_job"] or trait["finds_job"]]
    for month in sim.plan.months if drawing else ():
        day = first_of(month)
        if day < sim.plan.start:
            continue
        yield sim.calendar.at(day, Phase.WORK, Rank.FIRST)
        for slot in drawing:
            if (slot, day) not in sim.plan.job_events:
                sim.apply(draw_work, slot, month - SINCE)
                join_after_loss(sim, slot)
