"""Every text of charts and pages that is declared nowhere else, in English and in Chinese."""

from typing import Literal, NamedTuple

from sim.words.outcomes import Outcome
from sim.words.units import Unit

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Text(NamedTuple):
    en: str
    zh: str


TEXTS = {
    # ------------------------------------------------------------------------- words
    "family": Text("the family", "全家"),
    "person": Text("person", "人员"),
    "people": Text("people", "人员"),
    "year": Text("year", "年份"),
    "years": Text("years", "年"),
    "lives": Text("lives", "模拟次数"),
    "share": Text("share of lives", "占比"),
    "mean": Text("mean", "均值"),
    "median": Text("median", "中位数"),
    "low": Text("95 % from", "95% 区间下限"),
    "high": Text("95 % to", "95% 区间上限"),
    "p5": Text("p5", "第5百分位"),
    "p25": Text("p25", "第25百分位"),
    "p75": Text("p75", "第75百分位"),
    "p95": Text("p95", "第95百分位"),
    "from": Text("from", "起"),
    "to": Text("to", "止"),
    "amount": Text("yuan", "元"),
    "value": Text("value", "取值"),
    "kind": Text("kind of care", "就医类型"),
    "outpatient": Text("outpatient", "门诊"),
    "inpatient": Text("inpatient", "住院"),
    "reason": Text("status", "状态"),
    "payer": Text("who pays", "支付方"),
    # ------------------------------------------------------------------------- units
    "yuan": Text("yuan", "元"),
    "%": Text("%", "%"),
    "months": Text("months", "月"),
    "number": Text("number", "次"),
    "yes/no": Text("share of lives", "占比"),
    # ------------------------------------------------------------------------- who pays
    "pool": Text("pool", "统筹基金"),
    "accounts": Text("own account", "个人账户"),
    "relatives": Text("relatives", "亲属共济"),
    "cash": Text("cash", "现金"),
    "employer": Text("employer", "用人单位"),
    "government": Text("government", "财政"),
    # ------------------------------------------------------------------------- statuses
    "stopped": Text("stopped", "停保"),
    "waiting": Text("waiting", "等待期"),
    "none": Text("not insured", "未参保"),
    # ------------------------------------------------------------------------- charts of a run
    "distribution_title": Text(
        "{outcome}: half of the lives of {whom} have at most {median} {unit}, one in twenty more than {p95}",
        "{outcome}：{whom}半数模拟不超过 {median} {unit}，二十分之一超过 {p95}",
    ),
    "distribution_subtitle": Text(
        "Mean {mean}{interval}; 5 of 100 lives at most {p5}. Above the bars: the middle nine tenths, the middle half, "
        "the median (line) and the mean (diamond) with its interval.{beyond}",
        "均值 {mean}{interval}；百分之五的模拟不超过 {p5}。"
        "柱上方：中间九成、中间一半、中位数（竖线）与均值（菱形）及其区间。{beyond}",
    ),
    "interval": Text(" ({low} to {high} with 95 % confidence)", "（95% 置信区间 {low} 至 {high}）"),
    "beyond": Text(" The last bar holds every life above {amount}.", " 最后一柱为超过 {amount} 的全部模拟。"),
    "distribution_flag_title": Text("{outcome}: {share} of the lives of {whom}", "{outcome}：{whom}的 {share} 模拟"),
    "distribution_flag_subtitle": Text(
        "Share of lives of each person, with its 95 % interval.", "各人员的模拟占比及 95% 区间。"
    ),
    "fan_title": Text(
        "{outcome} of {whom}: {median} {unit} in the middle life of {year}, between {p5} and {p95} in nine of ten",
        "{whom}的{outcome}：{year} 年中位数 {median} {unit}，九成模拟在 {p5} 至 {p95} 之间",
    ),
    "fan_one_title": Text(
        "{outcome} of {whom}: {median} {unit} in {year}", "{whom}的{outcome}：{year} 年 {median} {unit}"
    ),
    "fan_in_year": Text(
        "In each calendar year. Line: median of the lives; dark: the middle half; pale: the middle nine tenths; "
        "dashed: mean.",
        "按自然年。实线：中位数；深色：中间一半；浅色：中间九成；虚线：均值。",
    ),
    "fan_at_end": Text(
        "At each year's end. Line: median of the lives; dark: the middle half; pale: the middle nine tenths; "
        "dashed: mean.",
        "每年年末。实线：中位数；深色：中间一半；浅色：中间九成；虚线：均值。",
    ),
    "fan_one": Text("The only life there is.", "唯一的一次模拟。"),
    "uncovered_title": Text("{whom}: without benefits in {share} of months", "{whom}：{share} 的月份没有待遇"),
    "uncovered_none_title": Text("{whom}: benefits in every month", "{whom}：每个月都享受待遇"),
    "uncovered_subtitle": Text(
        "Share of the months of each year that are not covered on their last day, over all lives, by reason. {never}",
        "各年度月末未享受待遇的月份占比（全部模拟），按原因。{never}",
    ),
    "never_uncovered": Text("Always covered: {people}.", "始终享受待遇：{people}。"),
    "payers_title": Text(
        "Of 100 yuan of care the pool pays {pool} and the family {own} in cash",
        "每 100 元医疗费用，统筹基金支付 {pool} 元，家庭现金支付 {own} 元",
    ),
    "payers_subtitle": Text(
        "Who pays the bills of whom: yuan over the whole run, mean over all lives; what the pool settled later is the "
        "pool's.",
        "谁为谁的医疗费用付款：整个模拟期的金额（元），全部模拟的均值；事后报销计入统筹基金。",
    ),
    "no_care_title": Text("Nobody has a bill", "没有医疗费用"),
    "flows_title": Text(
        "The family and its employers bring in {paid} yuan; care costs {care}",
        "家庭与用人单位共投入 {paid} 元；医疗总费用 {care} 元",
    ),
    "flows_subtitle": Text(
        "Money between places over the whole run, yuan, mean over all lives. From left to right: who brings it in, the "
        "pool, the family's accounts and wallets, and where it ends.",
        "整个模拟期各处之间的资金（元），全部模拟的均值。从左到右：来源、统筹基金、家庭的账户与钱包、去向。",
    ),
    "place_opening": Text("balances at the start", "期初余额"),
    "place_pocket": Text("the family's cash", "家庭现金"),
    "place_others": Text("other members' pool", "其他参保人的统筹"),
    "place_pool": Text("pool", "统筹基金"),
    "place_accounts": Text("accounts", "个人账户"),
    "place_care": Text("care", "医疗机构"),
    "place_cash_back": Text("back to cash", "返还现金"),
    "place_kept_by_pool": Text("kept by the pool", "统筹结余"),
    "place_balances": Text("balances at the end", "期末余额"),
    "reimbursement_title": Text(
        "The pool pays {share} of the cost of {kind} care of {whom}", "统筹基金支付{whom}{kind}费用的 {share}"
    ),
    "reimbursement_subtitle": Text(
        "Share of the cost of care that the pool paid in a life, with the 95 % interval of its mean; only lives with "
        "such care.",
        "每次模拟中统筹支付占医疗费用的比例，均值及其 95% 区间；仅含发生该类就医的模拟。",
    ),
    "cost_share": Text("share of the cost, %", "占费用的比例，%"),
    "months_share": Text("share of months", "月份占比"),
    # ------------------------------------------------------------------------- messages
    "no_font": Text(
        "no font with Chinese letters was found on this machine, so the labels are English; install one of {fonts}, "
        "or write an SVG or HTML file",
        "本机没有中文字体，标签改用英文；请安装 {fonts} 之一，或输出 SVG、HTML",
    ),
}

#: A comma and a space between the parts of a list.
_BETWEEN = Text(", ", "、")


class Texts:
    """The texts of one language: `say("mean")`."""

    def __init__(self, language: Language):
        self.language: Language = language

    def __call__(self, key: str, **values: object) -> str:
        text = TEXTS[key]
        found = text.zh if self.language == "zh" else text.en
        return found.format(**values) if values else found

    def outcome(self, outcome: Outcome) -> str:
        """What an outcome is, as a label."""
        if self.language == "zh":
            return outcome.chinese if outcome.made_of is None else outcome.name
        return outcome.english

    def of(self, declared: object) -> str:
        """What a member of a table of words means, such as a flow or a status."""
        return str(getattr(declared, "chinese" if self.language == "zh" else "english"))

    def unit(self, unit: Unit | str) -> str:
        return self(str(unit)) if str(unit) in TEXTS else str(unit)

    def whom(self, person: str | None) -> str:
        return self("family") if person is None else person

    def listed(self, parts: list[str]) -> str:
        return (_BETWEEN.zh if self.language == "zh" else _BETWEEN.en).join(parts)

    def capital(self, text: str) -> str:
        """A text at the beginning of a sentence."""
        return text[:1].upper() + text[1:]
