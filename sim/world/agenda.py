"""The agenda of a person: what falls due in one life alone, on a day of its own. No other file knows how it is encoded.

A moment is a whole number: the day, and which kind of occasion of that day. So moments of all kinds compare as they
follow each other, and the earliest of a family is a plain minimum.
"""

from enum import IntEnum

from sim.compiled import inlined
from sim.state.person import Person
from sim.words.states import FOREVER, Care
from sim.world.calendar import Phase

DAY = 1000  # times of bills are kept in thousandths of a day


class Occasion(IntEnum):
    """What can fall due, in the order of a day; the phase is that of the calendar's events which come before it."""

    phase: Phase

    def __new__(cls, number: int, phase: Phase):
        occasion = int.__new__(cls, number)
        occasion._value_, occasion.phase = number, phase
        return occasion

    RETURN = 0, Phase.STATUS  # benefits return, a gap's bills are settled
    BILL = 1, Phase.BILLS  # a drawn bill, after those of the file


KINDS = len(Occasion)
NEVER = KINDS * FOREVER + KINDS - 1


@inlined
def moment_of(day, occasion):
    """The moment of an occasion on a day."""
    return KINDS * day + occasion


@inlined
def day_of(moment):
    """The day of a moment."""
    return moment // KINDS


@inlined
def occasion_of(moment):
    """What falls due at a moment."""
    return moment % KINDS


@inlined
def next_moment(person: Person):
    """When this person's agenda goes on."""
    bill = min(person.bills.time[Care.OUTPATIENT], person.bills.time[Care.INPATIENT]) // DAY
    return min(moment_of(bill, Occasion.BILL), moment_of(person.gap.settle_on, Occasion.RETURN))


#: How many of a day's occasions come before an event of each phase; SimPy's own priorities are phase 0.
BEFORE = tuple(sum(occasion.phase < phase for occasion in Occasion) for phase in range(max(Phase) + 1))


def first_after(day: int, phase: int) -> int:
    """The first moment that an event of the calendar in `phase` of `day` comes before."""
    return KINDS * day + BEFORE[phase]
