"""Present values: money of later years counted for less, as `discount: 3% a year` says.

What the factor of a year is, `sim.words.discount` says. An outcome's present value is the sum over its years, rounded
half up to the fen once.
"""

from collections.abc import Iterator

from sim.words.discount import Discount
from sim.words.outcomes import COLUMNS, Outcome, Source
from sim.words.units import Unit

ENDING = "_present"


def present_values(discount: Discount) -> Iterator[Outcome]:
    """The present value of every outcome that is money which moves or is earned in a year."""
    for outcome in COLUMNS:
        if is_of_years(outcome):
            yield Outcome(
                f"{outcome.name}{ENDING}",
                outcome.better,
                Unit.YUAN,
                Source.PRESENT,
                outcome.name,
                f"present value: {outcome.english}",
                f"{outcome.chinese}，现值",
                discount=discount,
            )


def is_of_years(outcome: Outcome) -> bool:
    """Whether an outcome is money that adds up over the years; a balance is not."""
    if outcome.unit is not Unit.YUAN or outcome.source is Source.PLACES:
        return False
    if outcome.formula is None:
        return outcome.source in (Source.FLOWS, Source.NETS, Source.COUNTS)
    terms = outcome.formula.linear()
    return terms is not None and all(map(is_of_years, terms))
