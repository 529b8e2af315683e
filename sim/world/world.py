"""The arrays of one block of lives, as kernels read them, and what every kernel needs of them.

Rows are life-major: the persons of a life stand together, `slot` is a person's place among them. A kernel takes the
world `w` first; it is a `Handle`, so `w.people[i].job.wage` names what it touches.
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from sim.compiled import inlined
from sim.kernel_cache import is_interpreted
from sim.state.person import Person
from sim.state.policy import Policy
from sim.world.chance import philox
from sim.world.people import (
    BillResult,
    Binding,
    Child,
    Couple,
    FileBill,
    Link,
    Profile,
    ResidentYear,
    Traits,
    YearRow,
)
from sim.world.prices import Price
from sim.world.records import dtype_of
from sim.world.script import Step

if not is_interpreted():
    from sim.world import handle_type  # noqa: F401  kernels know a handle once this is loaded

Record = TypeVar("Record", covariant=True)


class Rows(Protocol[Record]):
    """An array of records, of one dimension or of two."""

    @property
    def size(self) -> int: ...
    @property
    def shape(self) -> Sequence[int]: ...
    def __getitem__(self, index: int | tuple[int, int]) -> Record: ...


class Clock:
    """Where the run stands."""

    today: int  # ordinal of the day
    month: int  # since year 0
    year: int  # calendar years since that of the start
    epoch: int  # of the law in force
    next_moment: int  # of anybody's agenda
    year_rows: int  # rows of `years` that are written


class Fixed:
    """What is the same from the first day to the last."""

    persons: int  # of a life
    first_life: int
    first_month: int


CLOCK = dtype_of(Clock)
FIXED = dtype_of(Fixed)


class World(Protocol):
    """The names and shapes of a block's arrays. Those of the plan are shared by all blocks and never written."""

    clock: Clock
    fixed: Fixed
    # the rows
    people: Rows[Person]
    moments: Any  # [person]: when the agenda of each goes on
    soonest: Any  # [family]: the earliest of them
    months_in: Any  # [person, region]: months paid in regions left
    totals: Any  # [person, flow]: fen of the years that are closed
    months: Any  # [person, status]: months of the years that are closed
    counts: Any  # [person, count]: what was counted in them
    links: Rows[Link]  # [life, binding]
    bill_results: Rows[BillResult]  # [life, bill of the file]
    givers: Any  # [life, bill of the file, person of the file]: fen that each relative gave
    years: Rows[YearRow]
    pools: Any  # [region]: fen in the pool
    left_behind: Any  # [region]: fen in it from persons who have moved on
    proved: Any  # [region]: fen in it by the people's books
    refused_events: Any  # [event of the file, life]: why it was refused
    refused_bindings: Any  # [binding of the file, life]
    status: Any  # [person]: on the day that is observed
    words: Any  # [life]: the first word of one person's draw, while a kernel goes through all lives
    borne: Any  # [1]: the counters by which an employer in default bears a bill
    weddings: Any  # [life, couple]: the day on which chance marries them, FOREVER while it does not
    married: Any  # [life]: the couples it has married, a bit each
    # the script of the plan; empty where its calendar is gone through event by event
    steps: Rows[Step]
    kernels: Any  # [kernel]: the address of its machine code
    # the plan
    policy: Rows[Policy]  # [epoch, region]
    epochs: Any  # [epoch]: its first day
    families: Any  # [family]: its first row; and the number of rows
    traits: Rows[Traits]  # [slot]
    keys: Any  # [slot]: the key of all draws of the person's household
    bindings: Rows[Binding]
    care: Rows[Profile]
    gaps: Any  # [profile, slice]: thousandths of a day between bills, in 32 bits
    costs: Any  # [table, slice]: fen before they grow; the tables of profiles come first
    prices: Rows[Price]  # [profile, year]
    file_bills: Rows[FileBill]
    heirs: Any  # [state of kin, slot, n]: slots of spouse, children, parents, then NOBODY
    relations: Any  # [state of kin, slot, slot]: what the second is to the first
    couples: Rows[Couple]
    children: Rows[Child]
    mortality: Any  # [period, sex, completed years]: threshold of death within a month
    menus: Any  # [slot, region]: the item of the self-payers' menu
    programmes: Any  # [programme that the file names, region]: its place in the law there, or NONE
    dues: Any  # [slot, month of the run]: due day
    due_slots: Any  # [due day, slot]: whose it is
    required: Any  # [retirement, region, 2]: months asked for, cumulative and really paid
    resident_years: Rows[ResidentYear]  # [region, year]
    resident_policy: Rows[Policy]  # [region, year]
    provinces: Any  # [region]
    new_years: Any  # ordinals


@inlined
def in_force(w: World, region: int) -> Policy:
    """The law of a region today."""
    return w.policy[w.clock.epoch, region]


@inlined
def rows_of(w: World, slot: int):
    """The row of one person in every life."""
    return range(slot, w.people.size, w.fixed.persons)


@inlined
def row_of(w: World, person: Person):
    """The row of a person."""
    return person.home * w.fixed.persons + person.slot


@inlined
def key_of(w: World, person: Person):
    """The key of all draws of a person: that of the household."""
    return w.keys[person.slot]


@inlined
def draw(w: World, person: Person, stream: int, ordinal: int):
    """Four random words for one event of a person."""
    return philox(key_of(w, person), stream, person.key, person.life, ordinal)


@inlined
def draw_words(w: World, slot: int, stream: int, ordinal: int):
    """The first word of one event of a person in every life, into `words`.

    A loop that does nothing else is compiled into instructions that draw for several lives at once.
    """
    key, person_key, first, words = w.keys[slot], w.people[slot].key, w.fixed.first_life, w.words
    for life in range(words.size):
        words[life] = philox(key, stream, person_key, first + life, ordinal)[0]


@inlined
def kin_in(w: World, life: int, kin: int):
    """The state of kin in a life: that of the day, after the weddings by chance."""
    return kin + w.married[life]


@inlined
def refuse(w: World, event: int, person: Person, reason: int):
    """Keep why an event of the file was refused in this life."""
    w.refused_events[event, person.home] = reason


@inlined
def invalidate(w: World):
    """Something may have fallen due earlier than was known: every family is looked at before the next event."""
    for family in range(w.soonest.size):
        w.soonest[family] = 0
    w.clock.next_moment = 0
