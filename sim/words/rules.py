"""What a reader calls the rules of the law: by institution, as their files are, each rule in both languages.

The names of their functions stay those of documents; a test finds a rule without a name.
"""

from typing import NamedTuple


class Named(NamedTuple):
    """A name in both languages."""

    english: str
    chinese: str


INSTITUTIONS = {
    "account": Named("personal account", "个人账户"),
    "benefit": Named("benefits", "待遇"),
    "contribution": Named("contributions", "缴费"),
    "coverage": Named("cover, gaps and waits", "参保状态、断缴与等待期"),
    "inheritance": Named("inheritance", "账户继承"),
    "inpatient": Named("stays", "住院"),
    "mutual_aid": Named("mutual aid", "家庭共济"),
    "outpatient": Named("visits", "门诊"),
    "programme": Named("programmes", "门诊慢特病"),
    "resident": Named("residents", "居民医保"),
    "retirement": Named("retirement", "退休"),
}

_ACCOUNT = {
    "active_credit": Named("an employee's credit", "在职职工划入"),
    "flexible_credit": Named("a self-payer's credit", "灵活就业人员划入"),
    "has_account": Named("whether there is an account", "是否有账户"),
    "back_paid_credit": Named("the credit of a back-paid month", "补缴月份的划入"),
    "retired_credit": Named("a retiree's credit", "退休人员划入"),
    "months_to_yearly_credit": Named("months to the next yearly credit", "距下次按年划入的月数"),
    "interest": Named("interest", "计息"),
}
_BENEFIT = {
    "another_benefit_year": Named("whether a move begins a benefit year", "异地转移是否另起待遇年度"),
    "benefit_group": Named("the benefit group", "待遇人群"),
    "covered_cost": Named("the covered cost", "政策范围内费用"),
    "covered_away": Named("the covered cost away from home", "异地就医的政策范围内费用"),
    "ratio_by_age": Named("the ratio at an age", "按年龄的支付比例"),
    "ratio": Named("the ratio of a band", "分段支付比例"),
    "band_from": Named("where a band begins", "分段起点"),
    "paid_by_bands": Named("payment by bands", "分段支付"),
    "reaches_cap": Named("whether a bill reaches the cap", "是否达到封顶线"),
}
_CONTRIBUTION = {
    "contribution_base": Named("the contribution base", "缴费基数"),
    "wage_of_base": Named("the wage that the base follows", "确定缴费基数的工资"),
    "base_of_kind": Named("a base by its name", "指定的缴费基数"),
    "employer_contribution": Named("the employer's contribution", "单位缴费"),
    "employee_contribution": Named("the employee's contribution", "个人缴费"),
    "extra": Named("large-amount money", "大额医疗费"),
    "band_of_age": Named("the band of an age", "年龄档"),
    "flexible_base": Named("a self-payer's base", "灵活就业缴费基数"),
    "flexible_contribution": Named("a self-payer's contribution", "灵活就业缴费"),
    "unemployment_base": Named("the base of who is on unemployment benefit", "领取失业金期间的缴费基数"),
    "unemployment_contribution": Named("the contribution by the unemployment fund", "失业保险基金代缴"),
    "unemployment_months": Named("months of unemployment benefit", "领取失业金的月数"),
    "back_payment": Named("a month paid later", "补缴一个月"),
    "late_fee": Named("the late fee", "滞纳金"),
    "late_days": Named("days late", "滞纳天数"),
    "months_left_of_year": Named("months left of the benefit year", "待遇年度剩余月数"),
    "scheme_without_job": Named("insurance after a job", "离职后的参保身份"),
}
_COVERAGE = {
    "status": Named("the status of a day", "当日待遇状态"),
    "is_on_clock": Named("whether employee insurance pays", "职工医保是否支付"),
    "is_insured": Named("whether somebody is insured", "是否参保"),
    "gap_length": Named("the length of a gap", "断缴时长"),
    "bit_of": Named("the mark of a missed month", "断缴月份的标记"),
    "own_month": Named("the place of an own missed month", "个人断缴月份的位置"),
    "marked_from": Named("months that an employer owes or has settled", "单位欠缴或已补缴的月份"),
    "months_owed": Named("months that an employer owes", "单位欠缴月数"),
    "within_grace": Named("whether a gap is within grace", "是否在断缴宽限期内"),
    "may_be_back_paid": Named("whether a gap may be paid later", "断缴是否可补缴"),
    "may_switch_to_resident": Named("the switch to resident insurance without a wait", "转居民医保免等待期"),
    "may_switch_to_employee": Named("the switch to employee insurance without a wait", "居民转职工医保免等待期"),
    "stop_day": Named("the day on which benefits stop", "待遇停止日"),
    "cover_from": Named("the day on which benefits begin", "待遇开始日"),
    "wait_end": Named("the end of a wait", "等待期结束日"),
    "gap_wait": Named("the wait after a gap", "断缴后的等待期"),
    "wait_end_of": Named("the end of one of the waits", "各种等待期的结束日"),
    "is_spared": Named("whether months in a row spare the wait", "连续缴费是否免等待期"),
    "first_wait": Named("the wait of a first enrolment", "首次参保的等待期"),
    "has_first_wait": Named("whether a first enrolment waits", "首次参保是否有等待期"),
    "waits_as_employee": Named("whether a wait is one of employees", "是否职工医保的等待期"),
    "employer_bears": Named("what an employer in default bears", "欠缴单位承担的费用"),
    "employer_bears_first": Named("what an employer bears of a first job", "首次就业时单位承担的费用"),
    "benefit_share": Named("the share of benefits", "享受待遇的比例"),
}
_INHERITANCE = {
    "part_of_heir": Named("the part of an heir", "继承份额"),
    "goes_to_pool": Named("what goes to the pooled fund", "无人继承归统筹基金"),
    "goes_to_account": Named("what goes to the heir's account", "转入继承人账户"),
}
_INPATIENT = {
    "inpatient_deductible": Named("the deductible of a stay", "住院起付线"),
    "inpatient_limit": Named("what the cap leaves for a stay", "住院封顶线余额"),
    "own_burden_paid": Named("the second reimbursement", "二次报销"),
    "supplement_paid": Named("supplementary insurance", "补充医疗保险"),
    "share_above": Named("a share above a threshold", "起付标准以上的比例支付"),
    "bonus_of_cap": Named("a cap raised by years in a row", "连续参保提高封顶线"),
    "stays_of": Named("a long stay as several", "长期住院的结算次数"),
    "part_of_stay": Named("the part of one of several stays", "分次结算的费用"),
    "inpatient": Named("the settlement of a stay", "住院结算"),
}
_MUTUAL_AID = {
    "may_share_with": Named("relatives to share with", "可共济的亲属"),
    "within_reach": Named("places to share between", "可共济的地区"),
    "works_from": Named("the first day of a binding", "绑定生效日"),
    "works_until": Named("the last day of a binding", "绑定终止日"),
    "part_pays": Named("what a part of the account may pay", "账户各部分的使用范围"),
    "shareable": Named("the balance that may be shared", "可共济的余额"),
    "payers_place": Named("the order of payers", "共济支付顺序"),
}
_OUTPATIENT = {
    "outpatient_deductible": Named("the deductible of a visit", "门诊起付线"),
    "outpatient_limit": Named("what the caps leave for a visit", "门诊封顶线余额"),
    "outpatient": Named("the settlement of a visit", "门诊结算"),
}
_PROGRAMME = {
    "is_in_programme": Named("whether a visit is in a programme", "是否纳入慢特病"),
    "programme_borne": Named("what was borne below the deductible", "慢特病已付起付线"),
    "programme_limit": Named("what the cap leaves for a visit", "慢特病封顶线余额"),
    "goes_on": Named("whether what was counted counts still", "慢特病累计是否延续"),
    "programme_visit": Named("the settlement of a visit", "慢特病结算"),
}
_RESIDENT = {
    "months_of_years": Named("years turned into paid months", "居民缴费年限折算"),
    "has_claimed": Named("whether there was a claim in a year", "当年是否报销"),
    "premium": Named("the premium", "居民保费"),
    "covers_from_birth": Named("cover from birth", "新生儿自出生起享受待遇"),
    "late_premium": Named("the premium outside the window", "集中缴费期外的保费"),
    "cover_in_window": Named("the first day of cover, paid in the window", "集中缴费的待遇开始日"),
    "fixed_wait": Named("the fixed wait", "固定等待期"),
    "further_wait": Named("the wait for further missing years", "变动等待期"),
    "least_wait": Named("the wait that is left however much is repaid", "补缴后的最短等待期"),
    "wait_months": Named("the whole wait", "等待期合计"),
    "counts_as_missing": Named("whether a year is missing", "是否断缴年度"),
    "may_be_late": Named("whether a year may be paid after the window", "集中缴费期后是否可缴"),
    "is_exempt": Named("who never waits", "免等待期人员"),
    "months_in_a_row": Named("insured months in a row", "连续参保月数"),
}
_RETIREMENT = {
    "delay": Named("the delay of the statutory age", "法定退休年龄延迟月数"),
    "statutory_month": Named("the month of the statutory age", "法定退休年月"),
    "earliest_month": Named("the earliest month to choose", "弹性提前退休最早年月"),
    "latest_month": Named("the latest month to choose", "弹性延迟退休最晚年月"),
    "missing_months": Named("months that lack for benefits for life", "距终身待遇所缺月数"),
    "top_up_way": Named("the way of topping up", "年限不足的补缴方式"),
    "top_up": Named("a missing month paid at retirement", "退休时补缴一个月"),
}

RULES: dict[str, dict[str, Named]] = {
    "account": _ACCOUNT,
    "benefit": _BENEFIT,
    "contribution": _CONTRIBUTION,
    "coverage": _COVERAGE,
    "inheritance": _INHERITANCE,
    "inpatient": _INPATIENT,
    "mutual_aid": _MUTUAL_AID,
    "outpatient": _OUTPATIENT,
    "programme": _PROGRAMME,
    "resident": _RESIDENT,
    "retirement": _RETIREMENT,
}  # by institution and the name of the function
