"""The rows: one record a person and life. No law in here.

Dates are ordinals, money whole fen, months of the calendar counted from year 0 (`year * 12 + month - 1`).
"""

from datetime import date
from enum import IntEnum

import numpy as np

from sim.words.flows import Flow, Place
from sim.words.law import TIERS
from sim.words.states import Status

FOREVER = date.max.toordinal()
NOBODY = -1


class Care(IntEnum):
    """The two kinds of drawn bills; also the order of two bills of one person on one day."""

    OUTPATIENT = 0
    INPATIENT = 1


#: What counts towards the limits of a benefit year.
COUNTERS = np.dtype([
    ("below_deductible", "i8"),  # fen borne below outpatient deductibles
    ("outpatient_covered", "i8"),  # covered outpatient cost, for bands
    ("outpatient_pool", "i8"),  # used of the outpatient cap
    ("outpatient_large", "i8"),  # used of what is paid above it
    ("visits", "i8", TIERS),
    ("stays", "i8"),
    ("inpatient_covered", "i8"),
    ("inpatient_pool", "i8"),  # used of the inpatient cap
    ("large_amount", "i8"),  # used of the large-amount fund (大额)
    ("own_burden", "i8"),  # what the pool left of the covered cost
    ("own_burden_paid", "i8"),
])  # fmt: skip

#: Fields that a bill touches stand together, then those of a month's contribution, then the rest: a row is many
#: cache lines long, and a bill should meet few of them.
PERSON = np.dtype([
    # who
    ("life", "i8"),
    ("home", "i8"),  # place of the life in its block
    ("slot", "i8"), ("persons", "i8"), ("key", "i8"), ("alive", "i8"), ("age", "i8"),
    ("region", "i8"),  # whose law applies: that of the last contribution
    # the coverage clock, kept as dates
    ("covered_from", "i8"), ("stopped_from", "i8"), ("waits", "i8"), ("resident_from", "i8"),
    ("resident_until", "i8"),
    ("resident_waits", "i8"), ("employer_bears", "i8"), ("ever_insured", "i8"), ("scheme", "i8"),
    ("no_outpatient", "i8"),
    ("lifetime", "i8"), ("entitled_on", "i8"), ("retired_on", "i8"),
    # bills
    ("next_time", "i8", len(Care)), ("next_cost", "i8", len(Care)), ("bills", "i8", len(Care)),
    ("gap_bill", "i8", len(Care)), ("gap_time", "i8", len(Care)),  # the first bill after the stop
    ("settle_on", "i8"), ("settle_since", "i8"), ("settle_until", "i8"),
    ("this_year", COUNTERS),
    ("books", "i8", len(Place)), ("flows", "i8", len(Flow)),
    # a month's contribution
    ("retired", "i8"), ("has_job", "i8"), ("had_job", "i8"), ("lives_in", "i8"), ("base_wage", "i8"), ("wage", "i8"),
    ("wage_sum", "i8"),
    ("wage_months", "i8"), ("last_base", "i8"), ("unpaid_months", "i8"), ("wait_broken", "i8"), ("first_wait", "i8"),
    ("default_months", "i8"),
    ("arrears", "i8"), ("paid_months", "i8"), ("months_here", "i8"), ("in_a_row", "i8"), ("unemployment_months", "i8"),
    ("credit_due", "i8"), ("credit_next", "i8"), ("advance_left", "i8"), ("advance_month", "i8"),
    ("months", "i8", len(Status)),
    ("earned", "i8"),  # fen since the start
    # the rest
    ("who", "i8"), ("gone", "i8"), ("pool_at_entry", "i8"),
    ("owed_by_employee", "i8"), ("owed_by_employer", "i8"), ("owed_credit", "i8"),
    ("benefit_left", "i8"),
    ("paid_until", "i8"),  # a self-payer who pays once a year: first month not yet paid
    ("back_paid", "i8"), ("first_unpaid", "i8"), ("gap_region", "i8"), ("unpaid_in_year", "i8"),
    ("row_before", "i8"), ("settled", "i8"),
    ("deemed_months", "i8"), ("retires_on", "i8"), ("lifetime_at_retirement", "i8"), ("missing_months", "i8"),
    ("other_way", "i8"), ("carried_in", "i8"), ("transfers_on", "i8"), ("transfers", "i8"),
    ("missing_years", "i8"), ("repaid_years", "i8"), ("wait_from", "i8"), ("late_wait", "i8"), ("joins_resident", "i8"),
    ("year_began", "i8"), ("last_year", COUNTERS),
])  # fmt: skip

YEAR = np.dtype([
    ("life", "i8"), ("who", "i8"), ("year", "i8"), ("months", "i8", len(Status)),
    ("account", "i8"), ("wallet", "i8"), ("flows", "i8", len(Flow)),
])  # fmt: skip

#: What does not change and is the same in every life: one record a slot.
TRAITS = np.dtype([
    ("who", "i8"), ("first_month", "i8"), ("born_year", "i8"), ("born_month", "i8"), ("born_day", "i8"),
    ("loses_job", "i8"), ("finds_job", "i8"), ("growth", "i8"), ("pension", "i8"),
    ("when_jobless", "i8"), ("back_pays", "i8"), ("when_short", "i8"),
    ("bindings_from", "i8"), ("bindings_to", "i8"), ("care", "i8", len(Care)),
])  # fmt: skip

#: A need of care: the shares of its bills and the tiers they come from.
PROFILE = np.dtype([
    ("class_b", "i8"), ("class_c", "i8"),
    ("only_tier", "i8"), ("tiers", "i8"), ("tier", "i8", TIERS), ("below", "i8", TIERS),
])  # fmt: skip

#: A binding of the file, by slots; those of one patient stand together, by rank.
BINDING = np.dtype([
    ("payer", "i8"), ("patient", "i8"), ("since", "i8"), ("until", "i8"),
    ("limit", "i8"), ("limit_per", "i8"), ("place", "i8"),
])  # fmt: skip

#: What a binding is in one life.
LINK = np.dtype([("works_from", "i8"), ("works_until", "i8"), ("used", "i8"), ("given", "i8")])

FILE_BILL = np.dtype([
    ("event", "i8"), ("slot", "i8"), ("kind", "i8"), ("day", "i8"), ("tier", "i8"),
    ("cost", "i8"), ("class_b", "i8"), ("class_c", "i8"),
])  # fmt: skip

#: How a bill of the file was paid in one life.
RESULT = np.dtype([
    ("pool", "i8"), ("large_amount", "i8"), ("own_burden", "i8"), ("employer", "i8"), ("own_account", "i8"),
    ("wallet", "i8"), ("relatives", "i8"), ("cash", "i8"), ("uncovered", "i8"),
])  # fmt: skip

#: A benefit year of resident insurance in one region.
RESIDENT_YEAR = np.dtype([
    ("year", "i8"), ("begins", "i8"), ("ends", "i8"), ("opens", "i8"), ("closes", "i8"), ("late_until", "i8"),
    ("month", "i8"),
])  # fmt: skip
