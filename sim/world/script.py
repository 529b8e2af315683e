"""A script: what the calendar of a plan does, step by step, in whole numbers that are the same in every life."""

from enum import IntEnum
from typing import Annotated

from sim.words.records import Ints
from sim.world.records import dtype_of

MOST_NUMBERS = 6  # that a kernel takes after the world


class Does(IntEnum):
    """What a step of a script does."""

    UNTIL = 0  # every family goes through its agenda up to a moment
    DAY = 1  # another day is today: its ordinal, and the month that it is in
    CALL = 2  # a kernel changes the rows
    PROVE = 3  # a kernel looks for a row in which something is wrong
    INVALIDATE = 4  # something may have fallen due earlier than was known
    OBSERVE = 5  # Python keeps everybody as they are


class Step:
    """A step of a script."""

    does: int
    kernel: int  # its place among those of the script
    count: int  # how many of the numbers there are
    numbers: Annotated[Ints, MOST_NUMBERS]


STEP = dtype_of(Step)
