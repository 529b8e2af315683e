"""Rule 11: births, deaths, birthdays, moves, leaving the country; joining and leaving an insurance."""

from typing import TYPE_CHECKING

from sim.compiled import inlined, kernel
from sim.processes.bills import begin_care
from sim.processes.membership import stop_working
from sim.processes.ranks import Rank
from sim.processes.resident import join_resident
from sim.processes.sharing import end_bindings_in, end_bindings_of
from sim.rules.account import has_account
from sim.rules.days import civil
from sim.rules.inheritance import goes_to_account, goes_to_pool, part_of_heir
from sim.rules.resident import covers_from_birth
from sim.state.person import Person
from sim.words.flows import Flow, Place
from sim.words.months import FIRST_DRAWN
from sim.words.reasons import Reason
from sim.words.states import FOREVER, NOBODY, Alive, Joining, Scheme
from sim.world.agenda import NEVER
from sim.world.books import move
from sim.world.calendar import Days, Phase
from sim.world.chance import Stream, happens
from sim.world.world import World, draw_words, in_force, kin_in, refuse, rows_of

if TYPE_CHECKING:
    from sim.block_run import Run


@kernel
def set_age(w: World, slot, age):
    """A birthday: the completed years of one person, in every life."""
    for i in rows_of(w, slot):
        w.people[i].age = age


@inlined
def leave_household(w: World, i, how):
    """Nothing more falls due for this person; a credit not yet arrived lapses."""
    person = w.people[i]
    person.alive, person.scheme, person.job.held = how, Scheme.NONE, 0
    person.credit.due, person.credit.next, person.credit.advance_months = 0, 0, 0
    person.gap.settle_on = FOREVER
    w.moments[i] = NEVER


@kernel
def die(w: World, event, slot, kin):
    """The file says that a person dies."""
    for i in rows_of(w, slot):
        if w.people[i].alive != Alive.YES:
            refuse(w, event, w.people[i], Reason.DEAD)
        else:
            pass_away(w, i, kin)


@kernel
def draw_deaths(w: World, period, kin):
    """On the 1st of a month: everybody may die, by the life table's chance for sex, completed years and period."""
    oldest = w.mortality.shape[2] - 1
    for slot in range(w.fixed.persons):
        draw_words(w, slot, Stream.DEATH, w.clock.month - FIRST_DRAWN)
        sex = w.traits[slot].sex
        for i in rows_of(w, slot):
            person = w.people[i]
            below = w.mortality[period, sex, min(person.age, oldest)]
            if person.alive == Alive.YES and happens(w.words[person.home], below):
                pass_away(w, i, kin)


@kernel
def pass_away(w: World, i, kin):
    """Death: account and wallet go to the living heirs in equal parts, odd fen one each to the first of the file.

    Without heirs the money stays with the household as cash, or goes to the pool. Bindings end.
    """
    person = w.people[i]
    p, slot = in_force(w, person.region), person.slot
    leave_household(w, i, Alive.DEAD)
    heirs, kin = 0, kin_in(w, person.home, kin)
    for k in range(w.heirs.shape[2]):
        heir = w.heirs[kin, slot, k]
        if heir != NOBODY and w.people[i - slot + heir].alive == Alive.YES:
            heirs += 1
    if heirs > 0:
        bequeath(w, i, kin, heirs)
    elif goes_to_pool(p):
        forfeit(w, person)
    else:
        pay_out(w, person)
    end_bindings_in(w, person.home, slot, NOBODY)


@inlined
def bequeath(w: World, i, kin, heirs):
    """The balance of account and wallet in equal parts to so many living heirs."""
    person = w.people[i]
    p, slot = in_force(w, person.region), person.slot
    left = person.books[Place.ACCOUNT] + person.books[Place.PAST_ACCOUNT] + person.books[Place.WALLET]
    move(w, person, Flow.LEFT_ACCOUNT, person.books[Place.ACCOUNT])
    move(w, person, Flow.LEFT_PAST_ACCOUNT, person.books[Place.PAST_ACCOUNT])
    move(w, person, Flow.LEFT_WALLET, person.books[Place.WALLET])
    place = 0
    for k in range(w.heirs.shape[2]):
        named = w.heirs[kin, slot, k]
        if named == NOBODY or w.people[i - slot + named].alive != Alive.YES:
            continue
        heir = w.people[i - slot + named]
        to_account = goes_to_account(p, has_account(heir))
        move(w, heir, Flow.INHERITED_IN_ACCOUNT if to_account else Flow.INHERITED, part_of_heir(left, heirs, place))
        place += 1


@inlined
def pay_out(w: World, person: Person):
    """The whole balance of account and wallet, once, in cash."""
    move(w, person, Flow.PAID_OUT, person.books[Place.ACCOUNT])
    move(w, person, Flow.PAST_PAID_OUT, person.books[Place.PAST_ACCOUNT])
    move(w, person, Flow.WALLET_PAID_OUT, person.books[Place.WALLET])


@inlined
def forfeit(w: World, person: Person):
    """The whole balance of account and wallet goes to the pool."""
    move(w, person, Flow.FORFEITED, person.books[Place.ACCOUNT])
    move(w, person, Flow.FORFEITED_PAST, person.books[Place.PAST_ACCOUNT])
    move(w, person, Flow.FORFEITED_WALLET, person.books[Place.WALLET])


@kernel
def emigrate(w: World, event, slot):
    """Leaving the country for good (出境定居): the balance is paid out, nothing more falls due, bindings end."""
    for i in rows_of(w, slot):
        person = w.people[i]
        if person.alive != Alive.YES:
            refuse(w, event, person, Reason.DEAD)
            continue
        leave_household(w, i, Alive.ABROAD)
        pay_out(w, person)
    end_bindings_of(w, slot, NOBODY)


@kernel
def be_born(w: World, event, slot, mother, insured):
    """A birth: a resident from the first day, whose premium is due that day, unless the event says that the child is
    `insured` later or not; bills only where the event gives care.

    Nobody is born of a mother who has died.
    """
    for i in rows_of(w, slot):
        person = w.people[i]
        if mother != NOBODY and w.people[i - slot + mother].alive == Alive.DEAD:
            refuse(w, event, person, Reason.DEAD)
            continue
        begin_life(w, i, insured)


@inlined
def begin_life(w: World, i, insured):
    """A birth in one life."""
    person = w.people[i]
    person.alive, person.age = Alive.YES, 0
    if insured:
        person.scheme, person.resident.joins = Scheme.RESIDENT, Joining.BIRTH
    else:
        person.scheme = Scheme.NONE
    begin_care(w, i)


@kernel
def insure_newborn(w: World, event, slot):
    """A child that was not insured at birth becomes a resident, in time to be covered from birth or later."""
    _, _, day = civil(w.clock.today)
    for i in rows_of(w, slot):
        person = w.people[i]
        year, month, born_on = civil(person.born)
        if person.alive == Alive.YES and person.scheme == Scheme.NONE:
            born_in = 12 * year + month - 1
            in_time = covers_from_birth(in_force(w, person.lives_in), born_in, born_on, w.clock.month, day)
            person.scheme = Scheme.RESIDENT
            person.resident.joins = Joining.BIRTH if in_time else Joining.NEWBORN_LATE


@kernel
def move_to(w: World, event, slot, region):
    """A move: the new region's law applies from the first contribution there; a job goes on.

    A resident who comes while the window is open pays on coming; nobody else does.
    """
    for i in rows_of(w, slot):
        person = w.people[i]
        if person.alive != Alive.YES:
            refuse(w, event, person, Reason.DEAD)
        else:
            person.lives_in = region
            waits_for_window = person.resident.joins == Joining.NEXT_WINDOW
            if (person.scheme == Scheme.RESIDENT and person.resident.joins == Joining.NO) or waits_for_window:
                person.resident.joins = Joining.WINDOW


@inlined
def leave_residents(person: Person):
    """No more premiums, now or in the next window; what is paid covers to the end of its year."""
    person.resident.joins = Joining.NO
    if person.scheme == Scheme.RESIDENT:
        person.scheme = Scheme.NONE


@kernel
def join(w: World, event, slot, scheme):
    """The file says that a person joins an insurance, or leaves every one: `scheme` says which.

    Joining resident insurance is refused where nothing can be paid that day.
    """
    for i in rows_of(w, slot):
        person, job = w.people[i], w.people[i].job
        if person.alive != Alive.YES:
            refuse(w, event, person, Reason.DEAD)
        elif scheme == Scheme.RESIDENT:
            # with benefits for life there is no year left to pay for
            refuse(w, event, person, Reason.WINDOW if person.pension.lifetime else join_resident(w, i))
        elif person.pension.retired:
            if scheme == Scheme.NONE:
                leave_residents(person)
        else:
            leave_residents(person)
            if scheme == Scheme.EMPLOYEE and not job.held:
                job.base_wage = job.wage
            stop_working(person)
            person.scheme, job.benefit_left = scheme, 0
            job.held = 1 if scheme == Scheme.EMPLOYEE else 0
            job.ever_held = max(job.ever_held, job.held)


def birthdays(run: "Run") -> Days:
    """Everybody's birthdays within the run."""
    for day, people in run.plan.birthdays:
        yield run.calendar.at(day, Phase.LIFE, Rank.BIRTHDAYS)
        for slot, age in people:
            run.apply(set_age, slot, age)


def deaths(run: "Run") -> Days:
    """The 1st of each month, that of the start included, where a life table is named."""
    for day, period, kin in run.plan.death_days:
        yield run.calendar.at(day, Phase.LIFE, Rank.DEATHS)
        run.apply(draw_deaths, period, kin)
