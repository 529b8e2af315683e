"""What stands in English in `seeds/`, and beside it in what a population assumes, in Chinese; loaded only where it is shown."""

from sim.words.chinese import assumptions, notes, reasons, unknown

#: What profiles of care, life tables and marginals rest on, and the names and words of the marginals.
BESIDE = {
    "illustrative, an adult of working age; no published figures of frequency and cost by age are used":
        "示例，劳动年龄的成年人；未用按年龄公布的就诊次数与费用",
    "illustrative, a child; no published figures of frequency and cost by age are used":
        "示例，儿童；未用按年龄公布的就诊次数与费用",
    "illustrative, somebody of seventy or more; no published figures of frequency and cost by age are used":
        "示例，70岁及以上的人；未用按年龄公布的就诊次数与费用",
    "insured people die as the general population does; periods from 2025 on are a projection":
        "参保人死亡率同总人口；2025年起的时期为预测",
    "illustrative, fewer large households than small ones": "示例，大户少于小户",
    "illustrative, heads of households of every age from 25 on": "示例，户主25岁起各年龄都有",
    "illustrative, heads of households of two or more who live with a spouse": "示例，两人及以上的户中与配偶同住的户主",
    "illustrative, men of 22 to 59 and women of 22 to 49 who are insured at work":
        "示例，22至59岁男性与22至49岁女性中参加职工医保的人",
    "illustrative, men from 61 and women from 56 on who are insured as retired; the others are residents":
        "示例，61岁起的男性与56岁起的女性中按退休人员参保的人；其余为居民",
    "illustrative, yuan a month, lognormal, the same everywhere": "示例，元/月，对数正态分布，各地相同",
    "household_size": "户规模",
    "age_of_head": "户主年龄",
    "couples": "有配偶的户主",
    "employed": "在职参保",
    "retired": "退休参保",
    "wage": "工资",
    "share": "比例",
    "median": "中位数",
    "p90": "90%分位数",
}  # fmt: skip

#: What the program itself says of an assumption.
OF_RECORDS = {
    "synthetic: drawn, from no survey": "合成：抽取而得，不出自任何调查",
    "no column of the file has it": "数据文件没有这一列",
    "paid since 22": "自22岁起缴费",
    "a balance of 3000 yuan": "余额3000元",
    "months since age {}": "自{}岁起的月数",
    "projection of the scenario": "情景文件的推算",
    "the scenario names it": "情景文件写明",
    "every region": "所有地区",
}

TEXTS: dict[str, str] = assumptions.TEXTS | reasons.TEXTS | notes.TEXTS | unknown.TEXTS | BESIDE | OF_RECORDS

#: Words within the name of a source: what is found, and what stands there instead.
OF_SOURCES = (
    (r"^derived from (.+)$", r"由 \1 推得"),
    (r"^derived$", "推得"),
    (r"\bC pages of section ([\d.]+)", r"第\1节的C级网页"),
    (r"^national section (\d+)", r"全国第\1节"),
    (r"^section ([\d.]+)", r"第\1节"),
    (r"\bpublic verification log quoting\b", "公开核查记录，引自"),
    (r" as quoted in the public verification log$", "，转引自公开核查记录"),
    (r", Wuhan list$", "，武汉的列表"),
    (r", Dandong rule$", "，丹东的规定"),
    (r", forum relay$", "，论坛转载"),
    (r" and (?=[A-Z])", "、"),
)
