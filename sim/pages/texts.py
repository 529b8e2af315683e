"""Every text of charts and pages that is declared nowhere else, in one language: words that both use, and theirs."""

from sim.pages.text import Text
from sim.pages.texts_of_charts import OF_CHARTS
from sim.pages.texts_of_page import OF_PAGE
from sim.words.language import Language
from sim.words.outcomes import Outcome
from sim.words.units import Unit

WORDS = {
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
    # ------------------------------------------------------------------------- messages
    "no_font": Text(
        "no font with Chinese letters was found on this machine, so the labels are English; install one of {fonts}, "
        "or write an SVG or HTML file",
        "本机没有中文字体，标签改用英文；请安装 {fonts} 之一，或输出 SVG、HTML",
    ),
}
TEXTS = WORDS | OF_CHARTS | OF_PAGE

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

    def with_unit(self, text: str, unit: str) -> str:
        """What an axis shows, with its unit."""
        return f"{text}，{unit}" if self.language == "zh" else f"{text}, {unit}"

    def listed(self, parts: list[str]) -> str:
        return (_BETWEEN.zh if self.language == "zh" else _BETWEEN.en).join(parts)

    def capital(self, text: str) -> str:
        """A text at the beginning of a sentence."""
        return text[:1].upper() + text[1:]
