"""What charts and pages both say."""

TEXTS: dict[str, str] = {
    # ------------------------------------------------------------------------- words
    "person": "人员",
    "people": "人员",
    "lives": "模拟次数",
    "share of lives": "占比",
    "95 % from": "95% 区间下限",
    "95 % to": "95% 区间上限",
    "p5": "第5百分位",
    "p25": "第25百分位",
    "p75": "第75百分位",
    "p95": "第95百分位",
    "from": "起",
    "to": "止",
    "kind of care": "就医类型",
    "outpatient": "门诊",
    "inpatient": "住院",
    "status": "状态",
    "who pays": "支付方",
    # ------------------------------------------------------------------------- who pays
    "pool": "统筹基金",
    "own account": "个人账户",
    "relatives": "亲属共济",
    "employer": "用人单位",
    "government": "财政",
    # ------------------------------------------------------------------------- statuses
    "stopped": "停止待遇",
    "waiting": "等待期",
    "not insured": "未参保",
}
