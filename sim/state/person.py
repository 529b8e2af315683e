"""A person of one life: who it is, and the record of each institution."""

from typing import Annotated

from sim.state.account import Credit
from sim.state.care import Bills, Used
from sim.state.contribution import Arrears, Insured, Job
from sim.state.coverage import Cover, Gap, Spells
from sim.state.mutual_aid import Transfers
from sim.state.resident import Resident
from sim.state.retirement import Pension
from sim.words.counts import Count
from sim.words.flows import Flow, Place
from sim.words.records import Ints
from sim.words.states import Status


class Person:
    """One row. What a bill touches comes first, then what a month touches: a row is many cache lines long."""

    life: int
    home: int  # place of the life in its block
    slot: int  # place of the person in its life
    key: int  # of chance
    alive: int
    age: int
    born: int  # ordinal; FOREVER while chance has not brought the birth
    region: int  # whose law applies: that of the last contribution
    scheme: int
    cover: Cover
    resident: Resident
    pension: Pension
    arrears: Arrears
    bills: Bills
    gap: Gap
    this_year: Used  # of employees' benefits
    residents_year: Used  # of residents', by calendar years
    books: Annotated[Ints, len(Place)]
    flows: Annotated[Ints, len(Flow)]  # since the year began
    counts: Annotated[Ints, len(Count)]  # since the year began
    lives_in: int
    job: Job
    insured: Insured
    credit: Credit
    months: Annotated[Ints, len(Status)]  # of the year, by status on their last day
    spells: Spells
    transfers: Transfers
    who: int  # place of the person in the file
    gone: int  # whether the year's row of the death was written
    pool_at_entry: int  # what the person had put into pools before entering this region
    year_began: int  # the benefit year
    last_year: Used
