"""The words within values of the law in Chinese: what a value may be, and the keys of its parts."""

#: In every parameter that has the word, unless it is below.
WORDS = {
    "yes": "是", "no": "否", "true": "是", "none": "无", "never": "从不",
    # whom and where
    "active": "在职", "retired": "退休", "retired_70": "退休满70岁", "resident": "居民", "student": "学生",
    "newborn": "新生儿", "relatives": "亲属", "direct": "直系亲属", "near": "近亲属", "left_employee": "职工医保转入",
    "pool": "统筹区", "province": "全省", "nation": "全国", "here": "本统筹区",
    "community": "社区", "pharmacy": "药店", "outpatient": "门诊",
    # when
    "month": "按月", "monthly": "按月续缴", "year": "按年", "next": "次年", "january": "1月起", "before": "缴费前一日",
    "month_after": "次月", "year_in_advance": "年初预划", "last_year": "上年月平均工资",
    "payment": "缴费当日", "payment_day": "缴费当日", "next_day": "次日", "same_day": "当日",
    "payment_month": "缴费当月", "next_month": "次月", "due_day": "应缴日次日", "wait": "等待期",
    "retirement_date": "退休时间", "entered_work": "参加工作时间", "retired_before": "退休早于",
    # what is counted, and how
    "in_a_row": "连续月数", "benefit_year": "待遇年度累计", "either": "两者取多者", "same": "同断缴等待期",
    "grace_months": "同宽限月数", "contribution": "同缴费比例", "stay": "按次住院", "visit": "按次就诊",
    "first_visit_then_half": "首次全额其后减半", "lump_sum": "一次性补缴", "balance": "按余额", "binding": "按绑定次序",
    "random": "随机", "all": "全部", "one": "一个", "two": "两个", "retroactive": "补缴后追溯",
    "employer_bears": "单位承担", "as_gap": "视同断缴",
    # what a share is of, and what pays
    "floor": "缴费基数下限", "average": "社会平均工资", "average_wage": "社会平均工资", "wage": "工资",
    "last_base": "最后缴费基数", "pension": "养老金", "cash": "现金", "account": "个人账户", "estate": "遗产",
    "deductible": "起付线", "own_share": "自付部分", "premium": "保费",
    # keys of parts
    "age": "年龄", "amount": "金额", "as": "身份", "base": "基数", "cap": "封顶线", "current": "当年账户", "past": "历年账户",
    "default": "默认", "from": "自", "to": "至", "until": "截止", "kind": "计算方式", "months": "月数", "years": "年数",
    "most": "最高", "own_first": "先行自付", "per": "计算周期", "per_year": "每岁增加", "rate": "费率",
    "ratio": "支付比例", "share": "比例",
}  # fmt: skip

#: Where a word says something else in one parameter.
OF_PARAMETER = {
    "account.credit.timing.active": {"month": "当月"},
    "account.credit.timing.retired": {"month": "当月"},
    "account.parts": {"one": "不分当年历年"},
    "account.reform_date": {"never": "尚未改革"},
    "contribution.base.from": {"month": "当月工资"},
    "coverage.gap.late_fee_from": {"next_month": "次月1日"},
    "coverage.gap.short_return": {"wait": "等待期满"},
    "death.no_heirs": {"pool": "统筹基金"},
    "mutual_aid.payers_per_bill": {"all": "可多人", "one": "限一人"},
    "mutual_aid.reach": {"pool": "统筹区内"},
    "province": {
        "beijing": "北京",
        "guangdong": "广东",
        "guizhou": "贵州",
        "hebei": "河北",
        "henan": "河南",
        "jiangxi": "江西",
        "national": "全国",
        "ningxia": "宁夏",
        "shandong": "山东",
        "shanghai": "上海",
        "xinjiang": "新疆",
        "xpcc": "兵团",
        "zhejiang": "浙江",
    },
    "resident.late": {"never": "不可补缴"},
    "resident.start_in_year": {"payment": "缴费之日起"},
    "wallet.opens": {"never": "未开通"},
}

#: Units behind amounts.
UNITS = {
    "yuan": "元", "yuan a month": "元/月", "yuan a year": "元/年", "yuan a stay": "元/次住院", "yuan a visit": "元/次",
    "months": "个月", "months by years": "个月（按缴费年限）", "years": "年",
}  # fmt: skip

#: Where a unit is called something else in one parameter: of an age it is 岁.
UNIT_OF_PARAMETER = {f"retirement.statutory.{who}.age": "岁" for who in ("men", "women_55", "women_50")}

TIERS = {"1": "一级", "2": "二级", "3": "三级", "3a": "三级甲等"}
