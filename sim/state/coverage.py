"""The coverage clock (待遇): kept as dates, so that no second gap can spoil a counter."""

from typing import Annotated

from sim.words.records import Ints
from sim.words.states import Care


class Cover:
    """Benefits of employee insurance, from `since` to the day before `until`. A wait is cover that begins later."""

    since: int
    until: int  # first day without benefits; `FOREVER` while nothing stops them
    waits: int  # whether the days before `since` are a wait
    wait: int  # which of the law's waits it is
    wait_broken: int  # whether a month was missed inside a wait, so that it begins anew
    ever_insured: int  # whether the person was ever insured as an employee or self-payer
    no_outpatient: int  # whether what the person pays brings no outpatient benefit


class Spells:
    """Months at whose end there was no cover or a wait, as far as they follow each other."""

    uncovered: int  # of the present spell
    waiting: int
    longest_uncovered: int
    longest_waiting: int
    first_uncovered: int  # months from the start to the first of them


class Gap:
    """The unpaid months in a row, what was paid of them later, and the bills that a return may settle."""

    unpaid_months: int
    unpaid_in_year: int  # of the benefit year, in a row or not
    unpaid_before: int  # the most in one of the benefit years in which the row lay before
    first_month: int  # the first unpaid one
    back_paid: int  # how many of them were paid later
    settled: int  # how many of them the employer's settlement of arrears paid
    by_employer: int  # a bit for each of the first 62 of them that an employer in default owes or has settled
    row_before: int  # months insured in a row before the gap
    region: int  # whose law settles the bills
    as_resident: int  # whether they are a resident's: of a child insured after birth
    bill: Annotated[Ints, len(Care)]  # number of the first drawn bill after the stop, per kind
    time: Annotated[Ints, len(Care)]  # when it fell due
    settle_on: int  # the day on which benefits return and bills are settled; `FOREVER` where none are
    settle_since: int  # from when
    settle_until: int  # to the day before
    kept_on: int  # the day on which a gap was too long to be paid back as the person chooses
    kept_gap: int  # its months as far as grace counts them
    kept_row: int  # and in a row
    kept_alone: int  # whether a self-payer paid again
