"""Every parameter of the law, declared once: name, kind, English, Chinese, and the rule it belongs to.

The record type, the reading and checking of values, the JSON Schema and the documentation derive from this list.
A field of the record has the parameter's name with dots as underscores; where several parameters fill one array,
`field` names it and `row` says which line of it (resident tables share the arrays of the others and say so by kind).
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from sim.errors import Fault, Faults
from sim.policy.kinds.groups import GROUPS_KIND
from sim.policy.kinds.kind import Kind
from sim.policy.kinds.mappings import (
    ACCOUNT_PARTS,
    AWAY,
    EXTRA,
    LATE,
    NEWBORN_LATE,
    PREMIUM,
    RATIO_BY_AGE,
    TO_EMPLOYEE,
    WINDOW,
)
from sim.policy.kinds.menu import MENU_KIND, MENU_PARTS
from sim.policy.kinds.programmes import PROGRAMMES_KIND
from sim.policy.kinds.scalars import (
    BACK_PAY_RATE,
    BIRTH_MONTH,
    CAP,
    DATE,
    DATE_OF_YEAR,
    FLAG,
    LAW_SHARE,
    MONTHS_OR_GRACE,
    PROVINCE,
    SHARE_OR_YUAN,
    SWITCH_DAYS,
    YEARS,
    base,
    bound,
    by_steps,
    count,
    cover_day_or_days,
    dates_of_year,
    flags,
    law_rate,
    wait,
    ways,
    word,
    yuan,
)
from sim.policy.kinds.tables import CREDIT, OF_A_CREDIT, credit, table
from sim.values.refusals import nearest_word
from sim.values.scalars import SHARE, whole
from sim.words import law as w
from sim.words.members import word_of


@dataclass(frozen=True)
class Parameter:
    """One declaration."""

    name: str
    kind: Kind
    english: str
    chinese: str
    rule: int  # number of the rule in the documentation of the law
    field: str = ""
    row: int | None = None
    rows: int = 0

    @property
    def stem(self) -> str:
        """What the names of its fields begin with."""
        return self.field or self.name.replace(".", "_")


YUAN_MONTH = yuan("yuan a month")
YUAN_YEAR = yuan("yuan a year")
CAP_YEAR = yuan("yuan a year", CAP)
COVER = (w.CoverFrom.PAYMENT_DAY, w.CoverFrom.NEXT_DAY, w.CoverFrom.PAYMENT_MONTH, w.CoverFrom.NEXT_MONTH)


def _extra(payer: w.ExtraPayer, english: str, chinese: str) -> Parameter:
    name = f"contribution.extra.{word_of(payer)}"
    return Parameter(name, EXTRA, english, chinese, 1, "contribution_extra", payer, len(w.ExtraPayer))


def _away(away: w.Away) -> Parameter:
    name, english, chinese = f"away.{word_of(away)}", f"care away from home, {away.english}", away.chinese
    return Parameter(name, AWAY, english, chinese, 5, "away", away, len(w.Away))


def _statutory(word: str, old_age: w.OldAge, who: str, zh: str) -> list[Parameter]:
    stem, field, rows = f"retirement.statutory.{word}", "retirement_statutory", len(w.OldAge)

    def one(part: str, kind: Kind, english: str, chinese: str) -> Parameter:
        return Parameter(f"{stem}.{part}", kind, english, chinese, 9, f"{field}_{part}", old_age, rows)

    return [
        one("age", count("years", 40, 80), f"statutory age before the delay, {who}", f"原法定退休年龄（{zh}）"),
        one("first", BIRTH_MONTH, f"first birth month that is delayed, {who}", f"延迟起始出生年月（{zh}）"),
        one("step", count("months", 1, 120), f"birth months for a month of delay, {who}", f"每几个月延迟一月（{zh}）"),
        one("most", count("months", 0, 240), f"largest delay, {who}", f"最多延迟月数（{zh}）"),
    ]


def _by_sex(name: str, english: str, chinese: str) -> list[Parameter]:
    field = name.replace(".", "_")
    return [
        Parameter(f"{name}.male", YEARS, f"{english}, men", f"{chinese}（男）", 9, field, 0, 2),
        Parameter(f"{name}.female", YEARS, f"{english}, women", f"{chinese}（女）", 9, field, 1, 2),
    ]


_DECLARED: tuple[Parameter, ...] = (
    # whose values these are
    Parameter("province", PROVINCE, "province of the region", "所属省份", 0),
    # 0 and 4: groups and the year of the tables
    Parameter("benefit.groups", GROUPS_KIND, "further groups of the tables", "待遇人群", 0, "benefit_group"),
    Parameter("benefit.year_starts", DATE_OF_YEAR, "first day of the benefit year", "医保年度起始日", 4),
    Parameter("benefit.class_b_first", LAW_SHARE, "own first share of class B cost", "乙类先行自付比例", 4),
    # 1: contribution
    Parameter("contribution.base.average_wage", YUAN_MONTH, "average wage of the area", "社会平均工资", 1),
    Parameter("contribution.base.floor", bound("yuan a month", of_average=600_000), "lowest base", "缴费基数下限", 1),
    Parameter(
        "contribution.base.ceiling", bound("yuan a month", of_average=3_000_000), "highest base", "缴费基数上限", 1
    ),
    Parameter("contribution.base.from", word(*w.BaseFrom), "wage the base follows", "缴费基数口径", 1),
    Parameter(
        "contribution.base.month", count("month of the year", 1, 12), "month in which the base steps", "基数调整月份", 1
    ),
    Parameter("contribution.rate.employer", LAW_SHARE, "employer's rate", "单位缴费比例", 1),
    Parameter("contribution.rate.employee", LAW_SHARE, "employee's rate", "个人缴费比例", 1),
    _extra(w.ExtraPayer.EMPLOYEE, "large-amount money of employees", "职工大额医疗费"),
    _extra(w.ExtraPayer.EMPLOYER, "large-amount money of employers", "单位大额医疗费"),
    _extra(w.ExtraPayer.RETIRED, "large-amount money of the retired", "退休人员大额医疗费"),
    _extra(w.ExtraPayer.FLEXIBLE, "large-amount money of self-payers", "灵活就业人员大额医疗费"),
    Parameter(
        "contribution.flexible.menu", MENU_KIND, "what self-payers may choose", "灵活就业缴费档次", 1,
        "contribution_flexible",
    ),
    Parameter("contribution.flexible.pays", word(*w.FlexiblePays), "how self-payers pay", "灵活就业缴费方式", 1),
    Parameter("contribution.flexible.day", DATE_OF_YEAR, "day of a yearly contribution", "灵活就业年缴日", 1),
    Parameter(
        "contribution.unemployment.months",
        by_steps(whole(0, 60), "months by years", "number of years", {"_years": w.NO_AGE, "_months": 0}, w.AGES, None),
        "months of benefit by years of unemployment insurance", "失业保险金领取期限", 1, "contribution_unemployment",
    ),
    Parameter(
        "contribution.unemployment.base", base(w.BaseKind.FLOOR, w.BaseKind.AVERAGE),
        "base while drawing unemployment benefit", "领取失业金期间缴费基数", 1,
    ),
    Parameter("contribution.unemployment.credited", FLAG, "credit while drawing it", "领取失业金期间划入", 1),
    Parameter("contribution.due_day", count("day of the month", 1, 31), "due day of a month", "缴费日", 1),
    # 2: account credit
    Parameter("account.reform_date", DATE, "first day of the account reform", "个人账户改革日期", 2),
    Parameter("account.credit.active_rate", LAW_SHARE, "credit of the active, of the base", "在职划入比例", 2),
    Parameter(
        "account.credit.active_by_age",
        by_steps(SHARE, "share by age", "age", {"_age": w.NO_AGE, "_by_age": 0}, w.AGES),
        "employer's part by age, before the reform", "改革前单位划入比例", 2, "account_credit_active",
    ),
    Parameter(
        "account.credit.retired_rate", table("share", SHARE, retired=True), "credit of the retired before the reform",
        "改革前退休划入比例", 2,
    ),
    Parameter("account.credit.retired_base", word(*w.RetiredBase), "what that is a share of", "改革前退休划入基数", 2),
    Parameter(
        "account.credit.retired",
        table("yuan a month", CREDIT, retired=True, figure=credit, leans_on=OF_A_CREDIT),
        "credit of the retired", "退休人员划入额", 2,
    ),
    Parameter("account.credit.average_pension", YUAN_MONTH, "average pension of the area", "平均基本养老金", 2),
    Parameter(
        "account.credit.timing.active",
        word(w.CreditTiming.MONTH, w.CreditTiming.MONTH_AFTER, w.CreditTiming.YEAR_IN_ADVANCE),
        "when the active are credited", "在职划入时间", 2,
    ),
    Parameter(
        "account.credit.timing.retired", word(w.CreditTiming.MONTH, w.CreditTiming.MONTH_AFTER, w.CreditTiming.YEAR),
        "when the retired are credited", "退休划入时间", 2,
    ),
    Parameter("account.credit.timing.day", DATE_OF_YEAR, "day of a yearly credit", "年度划入日", 2),
    Parameter("account.credit.back_paid", FLAG, "back-paid months are credited", "补缴划入", 2),
    Parameter("account.parts", ACCOUNT_PARTS, "parts of the account and what they may pay", "当年与历年账户", 2),
    Parameter("account.interest", law_rate("year", bare=True), "interest on the balance carried in", "个人账户利率", 2),
    Parameter("account.pays_class_c", FLAG, "the account may pay class C", "账户支付丙类", 6),
    # 3: coverage
    Parameter("coverage.start.employee", word(*COVER), "first cover of an employee", "职工参保生效", 3),
    Parameter("coverage.start.flexible", word(*COVER), "first cover of a self-payer", "灵活就业参保生效", 3),
    Parameter(
        "coverage.start.after_months", count(most=60), "months paid in a row before a first employee's benefits",
        "职工首次参保连续缴费月数", 3,
    ),
    Parameter(
        "coverage.start.employer_bears", FLAG, "the employer bears the pool's part until then", "此前待遇由单位承担", 3
    ),
    Parameter("coverage.stop_lag_months", count(most=12), "months from a missed month to the stop", "停保滞后月数", 3),
    Parameter("coverage.gap.grace_months", count(most=60), "longest gap that counts as unbroken", "断缴宽限月数", 3),
    Parameter(
        "coverage.gap.grace_flexible", MONTHS_OR_GRACE, "longest gap of a returning self-payer that counts as unbroken",
        "灵活就业断缴宽限月数", 3,
    ),
    Parameter(
        "coverage.switch.row", count(most=600), "months insured in a row after which a switch of insurance has no wait",
        "转换险种免等待连续月数", 3,
    ),
    Parameter(
        "coverage.switch.within", SWITCH_DAYS, "days after resident insurance within which such a switch must come",
        "转换险种免等待期限", 3,
    ),
    Parameter("coverage.gap.counted", word(*w.GapCounted), "how missed months are counted", "断缴计算方式", 3),
    Parameter("coverage.gap.back_pay_months", MONTHS_OR_GRACE, "missed months that may be paid later", "可补缴月数", 3),
    Parameter(
        "coverage.gap.back_paid_return", cover_day_or_days(*COVER), "cover after back-payment",
        "补缴后待遇恢复", 3,
    ),
    Parameter("coverage.gap.retroactive", FLAG, "bills of a back-paid gap are settled again", "补缴追溯待遇", 3),
    Parameter(
        "coverage.gap.short_return",
        word(w.CoverFrom.PAYMENT_DAY, w.CoverFrom.NEXT_MONTH, w.CoverFrom.WAIT),
        "cover after a short gap not back-paid", "短期断缴未补缴待遇恢复", 3,
    ),
    Parameter("coverage.gap.back_pay_rate", BACK_PAY_RATE, "rate of a back-paid month, of the floor", "补缴比例", 3),
    Parameter("coverage.gap.late_fee", law_rate("day"), "late fee on a missed amount", "滞纳金", 3),
    Parameter("coverage.gap.late_fee_from", word(*w.FeeFrom), "what a late fee is counted from", "滞纳金起算", 3),
    Parameter("coverage.gap.late_fee_until", word(*w.FeeUntil), "last day of a late fee", "滞纳金截止", 3),
    Parameter("coverage.gap.clears_years", FLAG, "a gap clears the years paid", "断缴清零", 3),
    Parameter("coverage.wait.employee", wait(), "wait of an employee after a long gap", "职工中断等待期", 3),
    Parameter(
        "coverage.wait.flexible_return", wait(), "wait of a self-payer after a long gap", "灵活就业中断等待期", 3
    ),
    Parameter("coverage.wait.employee_first", wait(), "wait at the first job", "职工首次参保等待期", 3),
    Parameter("coverage.wait.flexible_first", wait(), "wait at the first enrolment", "灵活就业首次参保等待期", 3),
    Parameter("coverage.wait.back_paid", wait(same=(w.NONE, 0)), "wait if a long gap was back-paid", "补缴后等待期", 3),
    Parameter(
        "coverage.wait.spared_by", count(most=600, none=w.NONE), "months in a row before a gap that spare its wait",
        "免等待连续缴费月数", 3,
    ),
    Parameter("coverage.wait.counts_from", word(*w.WaitFrom), "first month of a wait", "等待期起算", 3),
    Parameter(
        "coverage.wait.benefit_share", LAW_SHARE, "share of the pool's payment during a wait", "等待期待遇比例", 3
    ),
    Parameter("coverage.arrears.by_employer", word(*w.Arrears), "what an employer's arrears do", "单位欠费", 3),
    Parameter(
        "coverage.arrears.grace_months", count(most=60, none=w.UNLIMITED), "longest arrears settled so",
        "单位欠费宽限", 3,
    ),
    # 4: outpatient care
    Parameter(
        "outpatient.deductible", table("yuan", tiers=True, counted=True), "outpatient deductible", "门诊起付标准", 4
    ),
    Parameter(
        "outpatient.ratio", table("share", SHARE, tiers=True, bands=True), "outpatient ratio", "门诊支付比例", 4
    ),
    Parameter("outpatient.cap", table("yuan a year", CAP), "outpatient cap", "门诊年度限额", 4),
    Parameter(
        "outpatient.cap_visit", table("yuan a visit", CAP, tiers=True), "cap of a visit", "门诊单次限额", 4
    ),
    Parameter(
        "outpatient.large_amount.ratio", table("share", SHARE), "outpatient ratio above the cap", "门诊大额比例", 4
    ),
    Parameter("outpatient.large_amount.cap", table("yuan a year", CAP), "cap of that", "门诊大额限额", 4),
    Parameter("programme", PROGRAMMES_KIND, "programmes for chronic diseases", "门诊慢特病", 4),
    # 5: inpatient care
    Parameter(
        "inpatient.deductible", table("yuan a stay", tiers=True, stays=True), "inpatient deductible", "住院起付标准", 5
    ),
    Parameter(
        "inpatient.ratio", table("share", SHARE, tiers=True, bands=True), "inpatient ratio", "住院支付比例", 5
    ),
    Parameter("inpatient.ratio_by_age", RATIO_BY_AGE, "ratio of stays by the year of age", "按年龄支付比例", 5),
    Parameter(
        "inpatient.stay_days", count("days", 1, 3660, none=w.UNLIMITED), "days after which a stay is a new one",
        "住院天数结算", 5,
    ),
    Parameter("inpatient.bands", word(*w.BandsOf), "what the bands are counted by", "费用段计算方式", 5),
    Parameter("inpatient.cap", table("yuan a year", CAP), "inpatient cap", "统筹基金最高支付限额", 5),
    Parameter("large_amount.ratio", table("share", SHARE), "ratio above the cap", "大额支付比例", 5),
    Parameter("large_amount.cap", table("yuan a year", CAP), "cap of the large-amount fund", "大额限额", 5),
    Parameter("own_burden.over", CAP_YEAR, "own burden above which a second reimbursement begins", "二次报销起付线", 5),
    Parameter("own_burden.ratio", LAW_SHARE, "its ratio", "二次报销比例", 5),
    Parameter("own_burden.cap", CAP_YEAR, "its cap", "二次报销限额", 5),
    Parameter("supplement.over", CAP_YEAR, "rest of a year above which a further fund pays", "补充保险起付线", 5),
    Parameter("supplement.ratio", LAW_SHARE, "its ratio", "补充保险比例", 5),
    Parameter("supplement.cap", CAP_YEAR, "its cap", "补充保险限额", 5),
    Parameter("supplement.outside", FLAG, "it counts class C too", "补充保险含目录外费用", 5),
    # care away from home
    *(_away(away) for away in w.Away),
    # 7: family mutual aid and wallet
    Parameter("mutual_aid.relatives", word(*w.Relatives), "relatives who may share", "共济亲属范围", 7),
    Parameter("mutual_aid.reach", word(*w.Reach), "how far sharing reaches", "共济地域范围", 7),
    Parameter("mutual_aid.order", word(*w.PayerOrder), "order of several payers", "共济支付顺序", 7),
    Parameter("mutual_aid.payers_per_bill", word(*w.PayersPerBill), "payers of one bill", "单次结算支付人数", 7),
    Parameter("mutual_aid.keeps", yuan("yuan"), "balance that is not shared", "共济保留额", 7),
    Parameter("mutual_aid.starts", word(*w.BindingDay), "first day of a binding", "共济绑定生效", 7),
    Parameter("mutual_aid.ends", word(*w.BindingDay), "day on which a binding ends", "共济解绑生效", 7),
    Parameter("mutual_aid.inpatient", FLAG, "sharing may pay inpatient care", "共济支付住院", 7),
    Parameter("mutual_aid.premium", FLAG, "sharing may pay the resident premium", "共济缴纳居民医保", 7),
    Parameter("mutual_aid.own_top_up", FLAG, "the own account may pay the top-up", "账户缴纳退休补缴", 7),
    Parameter("mutual_aid.pays_deductible", FLAG, "sharing may pay below the deductible", "共济支付起付线", 6),
    Parameter(
        "mutual_aid.payers_per_person", count("payers", 1, 100, none=w.NONE), "most payers of one person",
        "共济人数上限", 7,
    ),
    Parameter("wallet.opens", DATE, "first day of the wallet", "医保钱包开通日期", 7),
    Parameter("wallet.transfers_per_day", count("transfers", 0, 1000), "transfers a day", "每日转账次数", 7),
    Parameter("wallet.transfer_max", yuan("yuan"), "largest transfer", "单笔转账限额", 7),
    # 8: resident insurance
    Parameter("resident.premium", PREMIUM, "resident premium", "居民医保个人缴费", 8),
    Parameter("resident.subsidy", YUAN_YEAR, "government subsidy", "财政补助", 8),
    Parameter("resident.window", WINDOW, "days for paying", "集中参保期", 8),
    Parameter("resident.debits", dates_of_year(w.AGES), "days on which accounts are debited", "账户代扣日", 8),
    Parameter("resident.start_in_year", word(*w.StartInYear), "cover of who pays within the year", "当年缴费生效", 8),
    Parameter("resident.late", LATE, "payment after the window", "集中期后参保", 8),
    Parameter("resident.wait.fixed", wait(), "fixed wait", "固定等待期", 8),
    Parameter("resident.wait.per_gap_year", count(most=12), "wait for each further missing year", "变动等待期", 8),
    Parameter("resident.wait.first_gap_year_counts", FLAG, "the first missing year counts too", "首个断保年计入", 8),
    Parameter("resident.wait.floor", count(most=60), "least wait after many missing years", "长期断保最低等待期", 8),
    Parameter("resident.wait.floor_years", count("years", 1, 60), "missing years that ask for it", "长期断保年数", 8),
    Parameter("resident.wait.exempt", flags(w.Exempt), "who never waits", "免等待人群", 8),
    Parameter(
        "resident.wait.counts_breaks_from", count("year", 1990, 2299), "first year whose break counts", "断保起算年", 8
    ),
    Parameter(
        "resident.newborn.until", count(most=36), "months after birth in which the premium covers from birth",
        "新生儿参保期限", 8,
    ),
    Parameter("resident.newborn.late", NEWBORN_LATE, "cover of a newborn insured later", "新生儿逾期参保", 8),
    Parameter(
        "resident.to_employee", TO_EMPLOYEE, "years as a resident that become paid months at retirement",
        "居民缴费年限折算", 8,
    ),
    Parameter(
        "resident.bonus.after_years", count("years", 0, 60), "years in a row before a bonus", "连续参保激励年数", 8,
    ),
    Parameter(
        "resident.bonus.counts_from", count("year", 1990, 2299), "first year that counts", "激励起算年", 8,
    ),
    Parameter("resident.bonus.continuous", YUAN_YEAR, "bonus of each further year", "连续参保激励", 8),
    Parameter("resident.bonus.no_claim", YUAN_YEAR, "bonus of a year without a claim", "零报销激励", 8),
    Parameter("resident.bonus.most", SHARE_OR_YUAN, "most of both, of the cap or in yuan", "激励上限", 8),
    Parameter(
        "resident.outpatient.deductible", table("yuan", tiers=True, counted=True, resident=True),
        "residents' outpatient deductible", "居民门诊起付标准", 8, "outpatient_deductible",
    ),
    Parameter(
        "resident.outpatient.ratio", table("share", SHARE, tiers=True, bands=True, resident=True),
        "residents' outpatient ratio", "居民门诊支付比例", 8, "outpatient_ratio",
    ),
    Parameter(
        "resident.outpatient.cap", table("yuan a year", CAP, resident=True), "residents' outpatient cap",
        "居民门诊限额", 8, "outpatient_cap",
    ),
    Parameter(
        "resident.outpatient.cap_visit", table("yuan a visit", CAP, tiers=True, resident=True),
        "residents' cap of a visit", "居民门诊单次限额", 8, "outpatient_cap_visit",
    ),
    Parameter(
        "resident.outpatient.large_amount.ratio", table("share", SHARE, resident=True),
        "residents' outpatient ratio above the cap", "居民门诊大额比例", 8, "outpatient_large_amount_ratio",
    ),
    Parameter(
        "resident.outpatient.large_amount.cap", table("yuan a year", CAP, resident=True), "cap of that",
        "居民门诊大额限额", 8, "outpatient_large_amount_cap",
    ),
    Parameter(
        "resident.inpatient.deductible", table("yuan a stay", tiers=True, stays=True, resident=True),
        "residents' inpatient deductible", "居民住院起付标准", 8, "inpatient_deductible",
    ),
    Parameter(
        "resident.inpatient.ratio", table("share", SHARE, tiers=True, bands=True, resident=True),
        "residents' inpatient ratio", "居民住院支付比例", 8, "inpatient_ratio",
    ),
    Parameter(
        "resident.inpatient.cap", table("yuan a year", CAP, resident=True), "residents' inpatient cap",
        "居民住院限额", 8, "inpatient_cap",
    ),
    Parameter(
        "resident.large_amount.ratio", table("share", SHARE, resident=True), "residents' ratio above the cap",
        "居民大病保险比例", 8, "large_amount_ratio",
    ),
    Parameter(
        "resident.large_amount.cap", table("yuan a year", CAP, resident=True), "residents' cap of it",
        "居民大病保险限额", 8, "large_amount_cap",
    ),
    # 9: retirement
    *_by_sex("retirement.years", "cumulative years for benefit for life", "累计缴费年限"),
    *_by_sex("retirement.actual_years", "years of them really paid", "实际缴费年限"),
    Parameter("retirement.years.by", word(*w.YearsBy), "day whose figure counts", "年限适用日期", 9),
    Parameter("retirement.actual_years.reach", word(*w.YearsReach), "where paid years count", "实际缴费地域", 9),
    Parameter("retirement.deemed", FLAG, "deemed years count", "视同缴费年限", 9),
    Parameter("retirement.top_up.ways", ways(w.TopUpWay), "ways of buying missing years", "年限不足补缴方式", 9),
    Parameter("retirement.top_up.rate", LAW_SHARE, "rate of a bought month", "年限补缴比例", 9),
    Parameter(
        "retirement.top_up.base", base(w.BaseKind.LAST_BASE, w.BaseKind.FLOOR, w.BaseKind.AVERAGE),
        "base of a bought month", "年限补缴基数", 9,
    ),
    Parameter(
        "retirement.top_up.extra", YUAN_MONTH, "large-amount money beside a topped-up month", "续缴大额医疗费", 9
    ),
    Parameter("retirement.top_up.extra_lump", FLAG, "the same in a lump sum", "趸缴含大额医疗费", 9),
    Parameter("retirement.top_up.credit", YUAN_MONTH, "credit while topping up", "续缴期间划入额", 9),
    *_statutory("men", w.OldAge.MEN, "men", "男"),
    *_statutory("women_55", w.OldAge.WOMEN_CADRE, "women of 55", "女55"),
    *_statutory("women_50", w.OldAge.WOMEN_WORKER, "women of 50", "女50"),
    Parameter(
        "retirement.flexible_months", count("months", 0, 120), "months earlier or later by choice", "弹性退休", 9
    ),
    # 11: life
    Parameter("death.paid_to", word(*w.PaidTo), "how heirs are paid", "账户继承", 11),
    Parameter("death.no_heirs", word(*w.NoHeirs), "where an account without heirs goes", "无人继承账户", 11),
)  # fmt: skip


@cache
def parameters() -> dict[str, Parameter]:
    """Every declaration by name, in the order of the law."""
    return {parameter.name: parameter for parameter in _DECLARED}


# Names that mean another: short forms of a menu of one, and words the law's text uses.
_ALIASES = {
    **{f"contribution.flexible.{part}": ("contribution.flexible.menu", "one", part) for part in MENU_PARTS},
    "contribution.unemployment": ("contribution.unemployment.months",),
    "contribution.flexible.default": ("contribution.flexible.menu", "default"),
    "projection.average_wage": ("projection.contribution.base.average_wage",),
}
PROJECTION = "projection."
_LONGEST = 200  # of a name with the parts of its value
PROJECTION_KIND = law_rate("year", signed=True)
# What a projection of the average wage moves along.
MOVED_BY_WAGE = ("contribution.base.floor", "contribution.base.ceiling", "contribution.flexible.menu")


@cache
def names() -> tuple[str, ...]:
    """Every name a policy may give, short forms and projections included."""
    projected = [PROJECTION + name for name, parameter in parameters().items() if parameter.kind.in_yuan]
    return (*parameters(), *_ALIASES, *projected)


@cache
def prefixes() -> frozenset[str]:
    """What names begin with, so that nested mappings can stand for dots."""
    return frozenset(name.rsplit(".", depth)[0] for name in names() for depth in range(1, name.count(".") + 1))


def nearest(name: str) -> str | None:
    """The parameter name most like the one found; the last part alone counts where the rest does not help."""
    found = nearest_word(name, names())
    if found or len(name) > _LONGEST:
        return found
    by_tail = {known.rsplit(".", 1)[-1]: known for known in reversed(names())}
    close = get_close_matches(name.rsplit(".", 1)[-1], by_tail, n=1, cutoff=0.8)
    return by_tail[close[0]] if close else None


def is_parameter(name: str) -> bool:
    """Whether a name, or a part of a value, is known."""
    return _target(name) is not None


def resolve(name: str) -> tuple[str, tuple[str, ...]]:
    """A name as a file writes it: the declared name (or projection) and, within its value, the part that is meant.

    A name that is not known is raised as `Faults` that know no place.
    """
    found = _target(name)
    if found is None:
        raise Faults([_unknown(name)])
    return found


def _target(name: str) -> tuple[str, tuple[str, ...]] | None:
    """What a name resolves to; None if it is not known."""
    if len(name) > _LONGEST:
        return None
    if name in _ALIASES:
        target = _ALIASES[name]
        return target[0], target[1:]
    if name in parameters():
        return name, ()
    if name.startswith(PROJECTION):
        target, part = _target(name.removeprefix(PROJECTION)) or ("", ())
        projects = target and not part and kind_of(target).in_yuan
        return (PROJECTION + target, ()) if projects else None
    parent = next((known for known in _above(name) if known in parameters()), "")
    if parent and parameters()[parent].kind.has_parts:
        return parent, tuple(name[len(parent) + 1 :].split("."))
    return None


def _unknown(name: str) -> Fault:
    """What is wrong with a name that is not known."""
    if name.startswith(PROJECTION) and is_parameter(name.removeprefix(PROJECTION)):
        return Fault(f"{name} can have no projection", nearest=nearest(name), allowed="amounts of yuan")
    if name in prefixes():
        below = sorted({known[len(name) + 1 :].split(".")[0] for known in names() if known.startswith(name + ".")})
        message = f"{name} is no parameter but begins the names of several"
        return Fault(message, allowed=f"{name}. with {', '.join(below)}")
    return Fault(f"{name} is no parameter", nearest=nearest(name), allowed="the names in the documentation of the law")


def _above(name: str) -> list[str]:
    """The names that a dotted name goes on from, longest first."""
    return [name.rsplit(".", depth)[0] for depth in range(1, name.count(".") + 1)]


def kind_of(declared: str) -> Kind:
    """The kind of a declared parameter or projection."""
    return PROJECTION_KIND if declared.startswith(PROJECTION) else parameters()[declared].kind
