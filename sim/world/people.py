"""The records of a block beside those of persons: what is the same in every life, what a life keeps of its bills."""

from typing import Annotated

from sim.state.person import Person
from sim.words.counts import Count
from sim.words.flows import Flow
from sim.words.law import CLASS_B_PARTS, DRAWN_PROGRAMMES, TIERS, Away
from sim.words.records import Ints
from sim.words.states import Care, Status
from sim.world.records import dtype_of


class YearRow:
    """What is written of a person at the end of a calendar year."""

    life: int
    who: int
    year: int
    months: Annotated[Ints, len(Status)]
    account: int
    wallet: int
    flows: Annotated[Ints, len(Flow)]
    counts: Annotated[Ints, len(Count)]


class Traits:
    """What does not change and is the same in every life: one record a slot."""

    who: int
    sex: int  # the place in a life table
    loses_job: int  # thresholds of chance, by month
    finds_job: int
    growth: int  # of the wage, a year
    pension: int  # fen a month
    student_until: int  # last day as a student
    when_jobless: int
    back_pays: int  # whether missed months are paid back within grace
    when_short: int
    bindings_from: int  # whose bindings stand from here ...
    bindings_to: int  # ... to before here
    care: Annotated[Ints, len(Care)]  # the profile of each kind of bills


class Profile:
    """A need of care: the shares of its bills and the tiers they come from."""

    class_b: int
    class_c: int
    parts: int  # of class B with an own first share of their own
    part: Annotated[Ints, CLASS_B_PARTS]
    first_share: Annotated[Ints, CLASS_B_PARTS]
    only_tier: int
    tiers: int
    tier: Annotated[Ints, TIERS]
    below: Annotated[Ints, TIERS]  # thresholds of chance, cumulated
    goes_away: int  # whether some of it is away from home
    away: Annotated[Ints, len(Away)]  # thresholds of chance, cumulated
    programmes: int  # for chronic diseases, to which some of it belongs
    programme: Annotated[Ints, DRAWN_PROGRAMMES]  # their places among those the file names
    enrolled: Annotated[Ints, DRAWN_PROGRAMMES]  # thresholds of chance, cumulated


class Binding:
    """A binding of the file, by slots; those of one patient stand together, by rank."""

    payer: int
    patient: int
    since: int
    until: int
    limit: int
    limit_per: int
    place: int  # in the file
    awaits: int  # whether it waits for a birth or a wedding by chance


class Link:
    """What a binding is in one life."""

    works_from: int
    works_until: int
    used: int  # of the yearly limit
    given: int  # to the bill in hand; NOBODY while the payer was not tried


class Couple:
    """Two who may marry by chance, by slots."""

    one: int  # whose chance it is
    other: int
    chance: int  # threshold, by year
    first: int  # the first day on which both are old enough


class Child:
    """A child that may be born by chance, by slots; those of one mother stand together, the first to be born first."""

    slot: int
    mother: int
    chance: int  # threshold, by year
    first: int  # the first day of the mother's fertile years
    last: int  # the last
    insured: int  # whether from birth


class FileBill:
    """A bill that the file states."""

    event: int  # place in the file
    slot: int
    kind: int
    day: int
    tier: int
    cost: int
    class_b: int  # with the own first share of the law
    class_c: int
    own_first: int  # of the other parts of class B
    whole: int  # that the pool pays in full
    days: int  # of a stay
    away: int
    programme: int  # its place among those the file names, or NONE


class BillResult:
    """How a bill of the file was paid in one life."""

    pool: int
    large_amount: int
    own_burden: int
    supplement: int
    employer: int
    own_account: int
    wallet: int
    relatives: int
    cash: int
    uncovered: int


class ResidentYear:
    """A benefit year of resident insurance in one region: its days, the window to pay for it, its first month."""

    year: int
    begins: int
    ends: int
    opens: int
    closes: int
    month: int


PERSON, YEAR, TRAITS, PROFILE = dtype_of(Person), dtype_of(YearRow), dtype_of(Traits), dtype_of(Profile)
BINDING, LINK = dtype_of(Binding), dtype_of(Link)
COUPLE, CHILD = dtype_of(Couple), dtype_of(Child)
FILE_BILL, RESULT, RESIDENT_YEAR = dtype_of(FileBill), dtype_of(BillResult), dtype_of(ResidentYear)
