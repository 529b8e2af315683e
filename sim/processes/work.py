"""Work begins and ends: one draw a month where the file gives chances, events where it says so."""

from typing import TYPE_CHECKING

from sim.compiled import kernel
from sim.processes.membership import is_employed, stop_working
from sim.processes.ranks import Rank
from sim.processes.resident import turn_to_residents
from sim.rules.contribution import scheme_without_job, unemployment_months
from sim.state.person import Person
from sim.words.months import FIRST_DRAWN, first_of
from sim.words.reasons import Reason
from sim.words.states import Alive, Joining, Scheme, WhenJobless
from sim.world.calendar import Days, Phase
from sim.world.chance import Stream, happens
from sim.world.world import World, draw_words, in_force, refuse, rows_of

if TYPE_CHECKING:
    from sim.block_run import Run


@kernel
def draw_work(w: World, slot):
    """On the 1st of a month: who has a job may lose it, who had one may find one. The ordinal is the month."""
    trait = w.traits[slot]
    draw_words(w, slot, Stream.WORK, w.clock.month - FIRST_DRAWN)
    for i in rows_of(w, slot):
        person, job = w.people[i], w.people[i].job
        if person.alive != Alive.YES or person.pension.retired or not job.ever_held:
            continue
        word = w.words[person.home]
        if job.held and happens(word, trait.loses_job):
            lose_job(w, i)
        elif not job.held and happens(word, trait.finds_job):
            take_job(person, job.wage)


@kernel
def take_job(person: Person, wage):
    """A job from today on: its first month's wage is the base until the next year."""
    stop_working(person)
    job = person.job
    job.held, job.ever_held, person.scheme = 1, 1, Scheme.EMPLOYEE
    job.wage, job.base_wage = wage, wage
    job.benefit_left, person.resident.joins = 0, Joining.NO


@kernel
def lose_job(w: World, i):
    """No job from today on: the person pays for herself, draws benefit, joins resident insurance, or does nothing."""
    person = w.people[i]
    choice = w.traits[person.slot].when_jobless
    stop_working(person)
    benefit = unemployment_months(in_force(w, person.region), person.job.unemployment_months)
    person.scheme = scheme_without_job(choice, benefit)
    if choice == WhenJobless.UNEMPLOYMENT_BENEFIT:
        person.job.benefit_left = benefit
        if benefit:
            person.job.unemployment_months = 0
    if choice == WhenJobless.RESIDENT:
        turn_to_residents(w, i)


@kernel
def start_job(w: World, event, slot, wage):
    """The file says that a job begins; without a wage, at the wage the person has."""
    for i in rows_of(w, slot):
        person = w.people[i]
        if person.alive != Alive.YES:
            refuse(w, event, person, Reason.DEAD)
        elif not person.pension.retired:
            take_job(person, wage if wage >= 0 else person.job.wage)


@kernel
def leave_job(w: World, event, slot):
    """The file says that the job ends."""
    for i in rows_of(w, slot):
        if is_employed(w, event, w.people[i]):
            lose_job(w, i)


def job_market(run: "Run") -> Days:
    """The 1st of each month, that of the start included. An event of the file replaces the draw of its day."""
    drawing = run.plan.work_by_chance
    for month in run.plan.months if drawing else ():
        day = first_of(month)
        if day < run.plan.start:
            continue
        yield run.calendar.at(day, Phase.WORK, Rank.FIRST)
        for slot in drawing:
            if (slot, day) not in run.plan.job_events:
                run.apply(draw_work, slot)
