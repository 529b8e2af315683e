"""The states a person can be in: the law's words that are not parameters."""

from datetime import date
from enum import IntEnum

FOREVER = date.max.toordinal()  # a day that never comes
NOBODY = -1  # a slot, a binding or a number of a bill that is not there


class Scheme(IntEnum):
    """By what a person is insured now (参保身份)."""

    NONE = 0
    EMPLOYEE = 1  # 职工
    FLEXIBLE = 2  # 灵活就业
    UNEMPLOYED = 3  # draws unemployment benefit; the fund pays
    RESIDENT = 4  # 居民
    RETIRED = 5  # 退休


class Status(IntEnum):
    """Whether the pool pays (待遇)."""

    COVERED = 0
    STOPPED = 1
    WAITING = 2
    NONE = 3


class Alive(IntEnum):
    UNBORN = 0
    YES = 1
    DEAD = 2
    ABROAD = 3


class WhenJobless(IntEnum):
    """What a person does without a job: the words of `choices.when_jobless`."""

    NOTHING = 0
    FLEXIBLE = 1
    RESIDENT = 2
    UNEMPLOYMENT_BENEFIT = 3


class WhenShort(IntEnum):
    """What a person does who lacks months at retirement: the words of `choices.when_short`."""

    LUMP_SUM = 0
    MONTHLY = 1
    RESIDENT = 2
    NOTHING = 3


class Relation(IntEnum):
    """What one person is to another, as far as the law asks. In-laws are `NONE`."""

    NONE = 0
    SPOUSE = 1
    PARENT = 2
    CHILD = 3
    SIBLING = 4
    GRANDPARENT = 5
    GRANDCHILD = 6


class Care(IntEnum):
    """The two kinds of drawn bills; also the order of two bills of one person on one day."""

    OUTPATIENT = 0
    INPATIENT = 1
