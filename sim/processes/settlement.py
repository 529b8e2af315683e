"""Rule 3, a gap settled: its bills are reimbursed as if covered, each by the law and the counters of its own day."""

from sim.compiled import inlined, kernel
from sim.processes.account import earnings
from sim.processes.bills import (
    Bill,
    Tables,
    bill_of_file,
    cost_in,
    count_paid,
    drawn_bill,
    gap_of,
    programme_of,
    split,
    total,
    write_paid,
)
from sim.rules.benefit import benefit_group
from sim.rules.days import age_on
from sim.rules.rounding import MILLION
from sim.state.person import Person
from sim.words.flows import Flow
from sim.words.law import RESIDENT_GROUP
from sim.words.states import FOREVER, NOBODY, Care
from sim.world.agenda import DAY
from sim.world.books import move
from sim.world.chance import OUT_OF_FILE, Stream, slice_of
from sim.world.world import World, draw


@inlined
def epoch_on(w: World, day):
    """Index of the law's values in force on `day`."""
    epoch = w.epochs.size - 1
    while epoch > 0 and w.epochs[epoch] > day:
        epoch -= 1
    return epoch


@inlined
def years_begun(w: World, day):
    """How many 1 Januaries after the start lie on or before `day`."""
    begun = 0
    while begun < w.new_years.size and w.new_years[begun] <= day:
        begun += 1
    return begun


@kernel
def settle_gap(w: World, i, today):
    """Settle the gap's bills as if covered, in order, with the law and the counters of their own day; paid as cash.

    The bills themselves are drawn again, from the first one after the stop.
    """
    person = w.people[i]
    care = w.traits[person.slot].care
    gap = person.gap
    drawn = 0, 0
    number = gap.bill[0], gap.bill[1]
    time = gap.time[0], gap.time[1]
    place = 0
    while True:
        kind, day = NOBODY, min(today, gap.settle_until)
        while place < w.file_bills.size and not is_unsettled(w, person, place):
            place += 1
        if place < w.file_bills.size and w.file_bills[place].day < day:
            kind, day = OUT_OF_FILE, w.file_bills[place].day
        for k in range(2):
            if number[k] != NOBODY and number[k] + drawn[k] < person.bills.number[k] and time[k] // DAY < day:
                kind, day = k, time[k] // DAY
        if kind == NOBODY:
            break
        if kind == OUT_OF_FILE:
            paid = settle_later(w, person, bill_of_file(w, place))
            result = w.bill_results[person.home, place]
            write_paid(result, paid)
            result.cash -= total(paid)
            result.uncovered = 0
            continue
        ordinal = number[kind] + drawn[kind]
        stream = Stream.OUTPATIENT + kind
        as_resident = person.resident.since <= day < person.resident.until  # already paid by that insurance
        if day >= gap.settle_since and (gap.as_resident or not as_resident):
            words = draw(w, person, stream, ordinal)
            slice_ = slice_of(words[2], words[3])
            cost = cost_in(w, care[kind], years_begun(w, day), slice_, w.costs[care[kind], slice_])
            settle_later(w, person, drawn_bill(w, person, kind, ordinal, day, cost))
        words = draw(w, person, stream, ordinal + 1)
        wait = gap_of(w, care[kind], words[0], words[1])
        if kind == Care.OUTPATIENT:
            drawn, time = (drawn[0] + 1, drawn[1]), (time[0] + wait, time[1])
        else:
            drawn, time = (drawn[0], drawn[1] + 1), (time[0], time[1] + wait)
    for k in range(2):
        another_gap = number[k] != NOBODY and number[k] + drawn[k] < person.bills.number[k] and gap.settle_until < today
        gap.bill[k] = number[k] + drawn[k] if another_gap else NOBODY
        gap.time[k] = time[k]
    gap.settle_on, gap.as_resident = FOREVER, 0


@inlined
def is_unsettled(w: World, person: Person, place):
    """Whether a bill of the file is this person's, from the gap, and was not covered."""
    bill = w.file_bills[place]
    if bill.slot != person.slot or bill.day < person.gap.settle_since:
        return False
    return w.bill_results[person.home, place].uncovered == 1


@kernel
def settle_later(w: World, person: Person, bill: Bill):
    """Settle one bill of the past as if covered on its day. Returns what the pool pays."""
    p = w.policy[epoch_on(w, bill.day), person.gap.region]
    age = age_on(person.born, bill.day)
    group, no_outpatient, used = benefit_group(p, False, age, 0), person.cover.no_outpatient, person.this_year
    if person.gap.as_resident:
        group, no_outpatient, used = RESIDENT_GROUP, 0, person.residents_year
    elif bill.day < person.year_began:
        used = person.last_year
    by = Tables(group, age, no_outpatient, programme_of(w, bill, person.gap.region), earnings(person))
    paid = split(p, used, by, bill, MILLION)
    amount = total(paid)
    move(w, person, Flow.POOL_PAID_LATER, amount)
    count_paid(person, bill.kind, paid, amount)
    return paid
