"""The kinds of value a parameter can have.

A kind knows how a value is read from a file and what to say when it cannot be, how it is written back, its JSON
Schema, the fields of the record it fills, and, where it holds yuan, how a projection moves it. It knows nothing of
dates, regions or where a value comes from.
"""

from sim.policy.kinds.choices import CoverDay, Flags, Name, PartsKind, Ways, Word, YesNo
from sim.policy.kinds.days import Day, DayOfYear, Days, Month, Wait, Window
from sim.policy.kinds.figures import BackPayMonths, BackPayRate, Base, Bound, Money, Rate, Share, Whole, Years
from sim.policy.kinds.groups import GroupsKind, rows_of
from sim.policy.kinds.kind import Context, Group, Kind
from sim.policy.kinds.ladders import ByAge, PremiumKind
from sim.policy.kinds.menu import MenuKind
from sim.policy.kinds.sums import Extra, LateKind
from sim.policy.kinds.tables import RetiredCredit, RetiredTable, Tables

__all__ = [
    "BackPayMonths",
    "BackPayRate",
    "Base",
    "Bound",
    "ByAge",
    "Context",
    "CoverDay",
    "Day",
    "DayOfYear",
    "Days",
    "Extra",
    "Flags",
    "Group",
    "GroupsKind",
    "Kind",
    "LateKind",
    "MenuKind",
    "Money",
    "Month",
    "Name",
    "PartsKind",
    "PremiumKind",
    "Rate",
    "RetiredCredit",
    "RetiredTable",
    "Share",
    "Tables",
    "Wait",
    "Ways",
    "Whole",
    "Window",
    "Word",
    "Years",
    "YesNo",
    "rows_of",
]
