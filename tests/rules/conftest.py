"""Builders: a record of the law and a person by keyword, everything else neutral; days by name."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.policy.record import policy_dtype
from sim.state.care import Used
from sim.words.law import NAMED_GROUPS, NO_AGE, NONE, UNLIMITED
from sim.words.states import FOREVER, Alive
from sim.world.people import PERSON
from sim.world.records import dtype_of

#: What a record holds where a region says nothing; every other cell is 0.
NEUTRAL = {
    "benefit_group_as": [0, 1, 1, *[NONE] * len(NAMED_GROUPS), 2],
    "benefit_group_age": {2: 70},
    "contribution_base_ceiling": UNLIMITED,
    "contribution_flexible_amount": NONE,
    "contribution_unemployment_years": NO_AGE,
    "coverage_wait_back_paid_months": NONE,
    "outpatient_cap": UNLIMITED,
    "outpatient_cap_visit": UNLIMITED,
    "outpatient_large_amount_cap": UNLIMITED,
    "inpatient_cap": UNLIMITED,
    "large_amount_cap": UNLIMITED,
    "own_burden_over": UNLIMITED,
    "own_burden_cap": UNLIMITED,
    "inpatient_stay_days": UNLIMITED,
    "supplement_over": UNLIMITED,
    "supplement_cap": UNLIMITED,
    "away_deductible": NONE,
    "resident_premium_newborn": NONE,
    "resident_premium_student": NONE,
    "resident_late_amount": NONE,
    "resident_bonus_most_amount": UNLIMITED,
    "retirement_top_up_ways": NONE,
}
#: Where the bands after the first begin, as none is used.
NO_BANDS = {
    "contribution_flexible_age": NO_AGE,
    "account_credit_active_age": NO_AGE,
    "resident_premium_age": NO_AGE,
    "outpatient_ratio_from": UNLIMITED,
    "inpatient_ratio_from": UNLIMITED,
}


def put(cells: np.ndarray, value: Any) -> None:
    """Fill a field: one figure for all cells, a list for the first ones, a mapping for those it names."""
    if isinstance(value, dict):
        for where, part in value.items():
            if np.ndim(cells[where]):
                put(cells[where], part)
            else:
                cells[where] = part
    elif isinstance(value, (list, tuple)):
        cells[: len(value)] = value
    else:
        cells[...] = value


def record_of(kind: np.dtype) -> np.recarray:
    """One empty record, to be read by attribute as a compiled rule reads it."""
    return np.zeros(1, kind).view(np.recarray)


def fill(record: np.recarray, fields: dict[str, Any]) -> Any:
    """Write fields by name and return the record itself."""
    for name, value in fields.items():
        put(record[name][0] if record[name].ndim > 1 else record[name], value)
    return record[0]


def neutral_law() -> np.recarray:
    record = record_of(policy_dtype())
    for name, filler in NO_BANDS.items():
        record[name][..., 1:] = filler
    fill(record, NEUTRAL)
    return record


@pytest.fixture(scope="session")
def law():
    """A record of the law: `law(outpatient_ratio={(0, 3): [700_000, 600_000]}, outpatient_cap=180_000)`."""
    neutral = neutral_law()
    return lambda **fields: fill(neutral.copy(), fields)


@pytest.fixture(scope="session")
def person():
    """Somebody alive whom nothing covers and nothing has stopped."""
    cover = {"since": FOREVER, "until": FOREVER}

    def somebody(**fields: Any) -> Any:
        record = fill(record_of(PERSON), {"alive": Alive.YES})
        institutions = {
            "cover": cover | fields.pop("cover", {}),
            "resident": {"since": FOREVER} | fields.pop("resident", {}),
        }
        for name, of_record in (institutions | {k: v for k, v in fields.items() if isinstance(v, dict)}).items():
            for field, value in of_record.items():
                record[name][field] = value
        for name, value in fields.items():
            if not isinstance(value, dict):
                record[name] = value
        return record

    return somebody


@pytest.fixture(scope="session")
def used():
    """What a benefit year has used up so far: nothing but what is named."""
    return lambda **counters: fill(record_of(dtype_of(Used)), counters)


@pytest.fixture(scope="session")
def ordinal():
    """A day as rules count it."""
    return lambda text: date.fromisoformat(text).toordinal()


@pytest.fixture(scope="session")
def month():
    """The month of a day, as rules count months: from year 0."""
    return lambda text: int(text[:4]) * 12 + int(text[5:7]) - 1
