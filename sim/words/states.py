"""What a person can be, and what a person chooses: the law's words that are not parameters."""

from datetime import date
from enum import IntEnum

from sim.words.members import Member

FOREVER = date.max.toordinal()  # a day that never comes
NOBODY = -1  # a slot, a binding or a number of a bill that is not there


class Scheme(Member):
    """By what a person is insured now (参保身份)."""

    NONE = 0, "not insured", "未参保"
    EMPLOYEE = 1, "employee", "职工"
    FLEXIBLE = 2, "self-payer", "灵活就业"
    UNEMPLOYED = 3, "draws unemployment benefit; the fund pays", "领取失业保险金"
    RESIDENT = 4, "resident", "居民"
    RETIRED = 5, "retired", "退休"


# What a file may say under `insured.as`; and as what an event may join.
SCHEMES_AT_START = (Scheme.NONE, Scheme.EMPLOYEE, Scheme.FLEXIBLE, Scheme.RESIDENT, Scheme.RETIRED)
SCHEMES_TO_JOIN = (Scheme.RESIDENT, Scheme.FLEXIBLE, Scheme.EMPLOYEE)


class Status(Member):
    """Whether the pool pays (待遇)."""

    COVERED = 0, "the pool pays", "享受待遇"
    STOPPED = 1, "stopped by a gap", "停止待遇"
    WAITING = 2, "waiting", "等待期"
    NONE = 3, "not insured", "未参保"

    @property
    def column(self) -> str:
        """The name of its months in the result files."""
        return f"months_{self.name.lower()}"


class Wait(IntEnum):
    """The waits (等待期) of employee insurance, by the parameter that gives the length."""

    FIRST = 0  # coverage.wait.flexible_first
    EMPLOYEE = 1  # coverage.wait.employee
    FLEXIBLE_RETURN = 2  # coverage.wait.flexible_return
    BACK_PAID = 3  # coverage.wait.back_paid
    FIRST_JOB = 4  # coverage.wait.employee_first, or coverage.start.after_months where that is longer


class Joining(IntEnum):
    """How somebody joins resident insurance: what may be paid today, and whether a wait comes before benefits."""

    NO = 0
    CHOICE = 1  # the year whose window is open, else the running one, late
    EXEMPT = 2  # the same, without a wait
    SWITCH = 3  # from employee insurance: the running year too, on any day, without a wait
    BIRTH = 4  # the same for a newborn, covered from birth
    WINDOW = 5  # only the year whose window is open: who moves or retires
    NEWBORN_LATE = 7  # a newborn insured too late to be covered from birth
    NEXT_WINDOW = 6  # nothing today: joins with those who pay in the next window


class Alive(IntEnum):
    UNBORN = 0
    YES = 1
    DEAD = 2
    ABROAD = 3


class WhenJobless(Member):
    """What a person does without a job: the words of `choices.when_jobless`."""

    NOTHING = 0, "pays nothing", "不缴费"
    FLEXIBLE = 1, "pays for herself", "灵活就业参保"
    RESIDENT = 2, "joins as a resident", "居民参保"
    UNEMPLOYMENT_BENEFIT = 3, "draws unemployment benefit", "领取失业保险金"


class WhenShort(Member):
    """What a person does who lacks months at retirement: the words of `choices.when_short`."""

    LUMP_SUM = 0, "buys them at once", "趸缴"
    MONTHLY = 1, "goes on paying each month", "续缴"
    RESIDENT = 2, "joins as a resident", "转居民医保"
    NOTHING = 3, "leaves it so", "不补缴"


class Sex(Member):
    """Sexes (性别), in the order of life tables."""

    MALE = 0, "male", "男"
    FEMALE = 1, "female", "女"


class WhenRetired(Member):
    """When a person retires who names no month: the words of `choices.retires`."""

    STATUTORY = 0, "at the statutory age", "法定"
    EARLIEST = 1, "as early as the law allows", "最早"
    LATEST = 2, "as late as the law allows", "最晚"


class Track(Member):
    """By what a woman's age of retirement goes: the words of `work.track`."""

    WORKER = 0, "retires at 50 by the old law", "女工人"
    CADRE = 1, "retires at 55 by the old law", "女干部"


class BackPay(Member):
    """Whether missed months are paid later (补缴): the words of `choices.back_pay`."""

    NEVER = 0, "never", "不补缴"
    WITHIN_GRACE = 1, "as long as the gap is within the grace", "宽限期内补缴"


class Source(Member):
    """What is transferred: the words of `from`."""

    ACCOUNT = 0, "the personal account", "个人账户"
    WALLET = 1, "the wallet", "医保钱包"


class Relation(Member):
    """What one person is to another, as far as the law asks. In-laws are `NONE`."""

    NONE = 0, "no relative", "非近亲属"
    SPOUSE = 1, "spouse", "配偶"
    PARENT = 2, "parent", "父母"
    CHILD = 3, "child", "子女"
    SIBLING = 4, "sibling", "兄弟姐妹"
    GRANDPARENT = 5, "grandparent", "祖父母、外祖父母"
    GRANDCHILD = 6, "grandchild", "孙子女、外孙子女"


class LimitPer(Member):
    """What the limit of a binding (绑定限额) is of."""

    NONE = 0, "no limit", "不限"
    YEAR = 1, "a year", "每年"
    BILL = 2, "a bill", "每笔"


class Care(Member):
    """The two kinds of drawn bills; also the order of two bills of one person on one day."""

    OUTPATIENT = 0, "outpatient", "门诊"
    INPATIENT = 1, "inpatient", "住院"
