"""The order of processes within a phase of a day. Below `PHASE_STEP`, and far enough apart for what counts up."""

from enum import IntEnum


class Rank(IntEnum):
    """What the file says comes first in every phase; then processes as listed."""

    FILE = 0
    FIRST = 1
    SECOND = 2
    DRAWN = 8  # weddings and births of the year
    BY_CHANCE = 9  # those of the day
    BIRTHDAYS = 10
    DEATHS = 11
    RETIREMENT = 12
    YEARLY = 13
    DUE = 20  # and the month of the year
    JOINERS = 50
    BORN_BY_CHANCE = 51
    REGION = 100  # and the number of the region
    OWN = 800  # and a number of its own for each process of an extension
    AFTER = 900  # what the file says of what these brought
