"""Bills: the next ones, and what counts towards the limits of a benefit year."""

from typing import Annotated

from sim.words.law import PROGRAMMES, TIERS
from sim.words.records import Ints
from sim.words.states import Care


class Bills:
    """The next drawn bill of each kind. Times are thousandths of a day, so that several bills fall on one day."""

    number: Annotated[Ints, len(Care)]  # how many there were: the ordinal of the next draw
    time: Annotated[Ints, len(Care)]
    slice: Annotated[Ints, len(Care)]  # of the table of costs
    cost: Annotated[Ints, len(Care)]  # what stands there, before it grows


class Used:
    """What counts towards the limits of a benefit year, in fen and visits."""

    below_deductible: int  # borne below outpatient deductibles
    outpatient_covered: int  # covered outpatient cost, for bands
    outpatient_pool: int  # of the outpatient cap
    outpatient_large: int  # of what is paid above it
    visits: Annotated[Ints, TIERS]
    stays: int
    inpatient_covered: int
    inpatient_pool: int  # of the inpatient cap
    large_amount: int  # of the large-amount fund (大额)
    own_burden: int  # what the pool left of the covered cost
    own_burden_paid: int
    supplement_left: int  # what a further fund is measured on
    supplement_paid: int
    programme_pool: int  # paid by programmes (门诊慢特病) together
    programme_month: Annotated[Ints, PROGRAMMES]  # the month of the last visit of each
    programme_below: Annotated[Ints, PROGRAMMES]  # borne below its deductible, of that month or of the year
    programme_paid: Annotated[Ints, PROGRAMMES]  # of its cap, likewise
    bonus: int  # what residents earned on top of the cap of the large-amount fund
    bonus_paid: int  # what was paid above that cap
