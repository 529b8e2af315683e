"""Weddings and births by chance: drawn on 1 January for a day of the year, on which they happen if they still can."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.compiled import inlined, kernel
from sim.processes.life import begin_life
from sim.processes.ranks import Rank
from sim.processes.resident import pay_on_joining
from sim.processes.sharing import are_related, bind_in
from sim.rules.days import age_on
from sim.words.dates import in_year
from sim.words.months import FIRST_DRAWN
from sim.words.states import FOREVER, Alive, Relation
from sim.world.calendar import Days, Phase
from sim.world.chance import Stream, day_of_year, happens
from sim.world.world import World, draw, rows_of

if TYPE_CHECKING:
    from sim.block_run import Run

_FIRST_DRAWN = FIRST_DRAWN // 12  # the year from which yearly draws are numbered
_LEAST_BETWEEN = 280  # days between two births of a mother


@kernel
def draw_weddings(w: World, year, begins, days):
    """The weddings of a year that begins on a day and has so many days: whether, and on which day."""
    for c in range(w.couples.size):
        couple = w.couples[c]
        for i in rows_of(w, couple.one):
            person = w.people[i]
            if w.weddings[person.home, c] != FOREVER:
                continue
            words = draw(w, person, Stream.MARRIAGE, year - _FIRST_DRAWN)
            day = begins + day_of_year(words[1], days)
            if happens(words[0], couple.chance) and day >= max(w.clock.today, couple.first):
                w.weddings[person.home, c] = day


@kernel
def draw_births(w: World, year, begins, days):
    """The births of a year: of each mother the next child that is not born, if chance brings it."""
    for i in range(w.people.size):
        mother = w.people[i]
        for c in range(w.children.size):
            child = w.children[c]
            if child.mother != mother.slot or w.people[i - mother.slot + child.slot].born != FOREVER:
                continue
            words = draw(w, mother, Stream.BIRTH, year - _FIRST_DRAWN)
            day = begins + day_of_year(words[1], days)
            if happens(words[0], child.chance) and max(w.clock.today, child.first) <= day <= child.last:
                w.people[i - mother.slot + child.slot].born = day
            break


@kernel
def marry(w: World):
    """Who was to marry today does so, if both are alive."""
    for c in range(w.couples.size):
        couple = w.couples[c]
        for life in range(w.weddings.shape[0]):
            base = life * w.fixed.persons
            if w.weddings[life, c] == w.clock.today:
                one, other = w.people[base + couple.one], w.people[base + couple.other]
                if one.alive == Alive.YES and other.alive == Alive.YES:
                    w.married[life] |= 1 << c


@kernel
def bear(w: World, kin):
    """The births of today, where the mothers live; of those alive who bore no other child in the months before."""
    for c in range(w.children.size):
        child = w.children[c]
        for i in rows_of(w, child.slot):
            person, mother = w.people[i], w.people[i - child.slot + child.mother]
            if person.born != w.clock.today or person.alive != Alive.UNBORN:
                continue
            if mother.alive == Alive.YES and not has_newborn(w, i - child.slot, child.mother, kin):
                person.region = person.lives_in = mother.lives_in
                begin_life(w, i, child.insured)
            else:
                person.born = FOREVER


@inlined
def has_newborn(w: World, base, mother, kin):
    """Whether a mother bore another child in the last months."""
    for slot in range(w.fixed.persons):
        born = w.people[base + slot].born
        if w.relations[kin, mother, slot] == Relation.CHILD and 0 < w.clock.today - born < _LEAST_BETWEEN:
            return True
    return False


@kernel
def grow_up(w: World):
    """The completed years of everybody who was born by chance."""
    for c in range(w.children.size):
        for i in rows_of(w, w.children[c].slot):
            person = w.people[i]
            if person.alive == Alive.YES:
                person.age = age_on(person.born, w.clock.today)


@kernel
def bind_relatives(w: World, kin):
    """Bindings that waited for a birth or a wedding of today begin, or are refused."""
    for b in range(w.bindings.size):
        binding = w.bindings[b]
        if not binding.awaits or not binding.since <= w.clock.today <= binding.until:
            continue
        for life in range(w.links.shape[0]):
            if happened_today(w, life, binding.payer, binding.patient) and are_related(w, b, life, kin):
                bind_in(w, b, life, kin, w.clock.today)


@inlined
def happened_today(w: World, life, one, other):
    """Whether one of two people was born by chance today, or chance has married them today."""
    base, today = life * w.fixed.persons, w.clock.today
    for c in range(w.children.size):
        slot = w.children[c].slot
        if slot in (one, other) and w.people[base + slot].born == today:
            return True
    for c in range(w.couples.size):
        couple = w.couples[c]
        if w.weddings[life, c] == today and (
            (couple.one == one and couple.other == other) or (couple.one == other and couple.other == one)
        ):
            return True
    return False


def weddings_and_births(run: "Run") -> Days:
    """The first day of each year, that of the start included, then each day on which something happens in some life."""
    plan = run.plan
    if not plan.kin_by_chance:
        return
    for year in range(plan.start.year, plan.end.year + 1):
        begins = date(year, 1, 1)
        first = max(plan.start, begins)
        if first >= plan.end:
            return
        yield run.calendar.at(first, Phase.LIFE, Rank.DRAWN)
        span = year, begins.toordinal(), date(year + 1, 1, 1).toordinal() - begins.toordinal()
        run.apply(draw_weddings, *span)
        run.apply(draw_births, *span)
        for day in _days(run.world, plan.children["slot"], first, min(date(year + 1, 1, 1), plan.end)):
            kin = plan.kin_on(day)
            yield run.calendar.at(day, Phase.LIFE, Rank.BY_CHANCE)
            run.apply(marry)
            run.apply(bear, kin)
            run.apply(grow_up)
            run.invalidate()
            yield run.calendar.at(day, Phase.JOINS, Rank.BY_CHANCE)
            run.apply(bind_relatives, kin)
            yield run.calendar.at(day, Phase.CONTRIBUTIONS, Rank.BORN_BY_CHANCE)
            run.apply(pay_on_joining)


def _days(w: Any, slots: np.ndarray, first: date, end: date) -> list[date]:
    """The days from the first to before the end on which somebody marries, is born or has a birthday; and the first."""
    born = w.people["born"].reshape(-1, int(w.fixed.persons))[:, slots]
    drawn = {date.fromordinal(day) for day in np.unique(np.append(born, w.weddings)) if 0 < day < end.toordinal()}
    birthdays = {in_year(first.year, day.month, day.day) for day in drawn}
    return sorted({first, *(day for day in drawn | birthdays if first <= day < end)})
