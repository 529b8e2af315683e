"""The words a parameter may take, and the sizes of the tables. In a file they stand in small letters.

Plain enumerations of whole numbers: a kernel reads the number, a person the name. Imports nothing heavy.
"""

from enum import IntEnum, IntFlag

from sim.words.members import Member, words_of

# Table bounds are part of the record type, so that no policy file ever forces a recompilation.
GROUPS = 16  # the law's four, eight of a region, and rows for those who are in two of these at once
BANDS = 6
AGES = 6
STAYS = 4
MENU = 6
PROGRAMMES = 6  # of a region
DRAWN_PROGRAMMES = 4  # of one need of care
CLASS_B_PARTS = 4

NONE = -1  # nothing is given
UNLIMITED = 2**62  # an absent cap; a band that is not used begins here
NO_AGE = 999  # an age band that is not used

FIXED_GROUPS = ("active", "retired", "retired_70")
NAMED_GROUPS = range(len(FIXED_GROUPS), GROUPS - 1)  # rows for what `benefit.groups` names
RESIDENT_GROUP = GROUPS - 1


class Tier(Member):
    """Providers (医疗机构等级), the second index of every benefit table."""

    COMMUNITY = 0, "community health centre", "社区卫生服务机构"
    FIRST = 1, "hospital of the first tier", "一级医院"
    SECOND = 2, "hospital of the second tier", "二级医院"
    THIRD = 3, "hospital of the third tier", "三级医院"
    THIRD_A = 4, "hospital of the third tier, class A", "三级甲等医院"
    PHARMACY = 5, "pharmacy", "定点药店"

    @property
    def word(self) -> str:
        return {Tier.FIRST: "1", Tier.SECOND: "2", Tier.THIRD: "3", Tier.THIRD_A: "3a"}.get(self, self.name.lower())


TIER_NAMES = words_of(Tier)
TIERS = len(Tier)


class GroupAs(IntEnum):
    """Whom a benefit group belongs to; -1 marks a row that is not used."""

    ACTIVE = 0
    RETIRED = 1
    RESIDENT = 2


class BaseFrom(IntEnum):
    """Which wage the base (缴费基数) follows."""

    MONTH = 0
    LAST_YEAR = 1


class ExtraPayer(IntEnum):
    """Who pays a fixed extra (大额)."""

    EMPLOYEE = 0
    EMPLOYER = 1
    RETIRED = 2
    FLEXIBLE = 3


class BaseKind(IntEnum):
    """What a rate is taken of."""

    YUAN = 0
    FLOOR = 1
    AVERAGE = 2
    SHARE_OF_AVERAGE = 3
    WAGE = 4
    LAST_BASE = 5


class FlexiblePays(IntEnum):
    MONTH = 0
    YEAR = 1


class RetiredBase(IntEnum):
    PENSION = 0
    AVERAGE_WAGE = 1


class CreditTiming(IntEnum):
    """When a credit (个人账户划入) arrives."""

    MONTH = 0
    MONTH_AFTER = 1
    YEAR = 2
    YEAR_IN_ADVANCE = 3


class AccountParts(IntEnum):
    ONE = 0
    TWO = 1


class PartPays(IntFlag):
    """What a part of the account may pay (当年、历年账户); summed into one number."""

    DEDUCTIBLE = 1
    OWN_SHARE = 2
    RELATIVES = 4
    PREMIUM = 8


class CoverFrom(IntEnum):
    """From when a payment brings benefits (待遇)."""

    PAYMENT_DAY = 0
    NEXT_DAY = 1
    PAYMENT_MONTH = 2
    NEXT_MONTH = 3
    DAYS = 4
    WAIT = 5


class GapCounted(IntEnum):
    IN_A_ROW = 0
    BENEFIT_YEAR = 1
    EITHER = 2  # the more of the two


class WaitFrom(IntEnum):
    PAYMENT_MONTH = 0
    NEXT_MONTH = 1


class FeeFrom(IntEnum):
    """What a late fee (滞纳金) is counted from: the day after the due day, or the 1st of the month after it."""

    DUE_DAY = 0
    NEXT_MONTH = 1


class FeeUntil(IntEnum):
    """The last day of a late fee: that of the payment, or the one before."""

    PAYMENT = 0
    BEFORE = 1


class Arrears(IntEnum):
    """What an employer's arrears (单位欠费) do to the bills between."""

    RETROACTIVE = 0
    EMPLOYER_BEARS = 1
    AS_GAP = 2


class DeductibleKind(IntEnum):
    """What a deductible (起付线) is counted by."""

    YEAR = 0
    VISIT = 1
    FIRST_VISIT_THEN_HALF = 2


class BandsOf(IntEnum):
    STAY = 0
    YEAR = 1


class Away(Member):
    """How care away from home (异地就医) came about; `NONE` is care at home."""

    FILED = 0, "filed before, or referred", "异地就医备案"
    UNFILED = 1, "not filed", "异地就医未备案"
    EMERGENCY = 2, "an emergency", "异地急诊"


class ProgrammePer(IntEnum):
    """What deductible and cap of a programme (门诊慢特病) are of."""

    YEAR = 0
    MONTH = 1


class Relatives(IntEnum):
    """Direct: spouse, parents, children. Near (近亲属): siblings, grandparents and grandchildren too."""

    DIRECT = 0
    NEAR = 1


class Reach(IntEnum):
    POOL = 0
    PROVINCE = 1
    NATION = 2


class PayerOrder(IntEnum):
    BINDING = 0
    BALANCE = 1
    RANDOM = 2


class PayersPerBill(IntEnum):
    ALL = 0
    ONE = 1


class BindingDay(IntEnum):
    SAME_DAY = 0
    NEXT_DAY = 1


class StartInYear(IntEnum):
    PAYMENT = 0
    JANUARY = 1


class Exempt(IntFlag):
    """Who never waits in resident insurance; summed into one number."""

    NEWBORN = 1
    LEFT_EMPLOYEE = 2


class YearsBy(IntEnum):
    RETIREMENT_DATE = 0
    ENTERED_WORK = 1


class YearsReach(IntEnum):
    HERE = 0
    PROVINCE = 1


class TopUpWay(IntEnum):
    """How missing years are bought (趸缴、续缴)."""

    LUMP_SUM = 0
    MONTHLY = 1


class OldAge(IntEnum):
    """The three statutory ages of the law before 2025: 60, 55 and 50."""

    MEN = 0
    WOMEN_CADRE = 1
    WOMEN_WORKER = 2


class NoHeirs(IntEnum):
    """Where an account goes that nobody inherits."""

    ESTATE = 0
    POOL = 1


class PaidTo(IntEnum):
    CASH = 0
    ACCOUNT = 1
