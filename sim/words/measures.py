"""Measures of inequality and burden over the households of a population."""

from enum import StrEnum, unique


@unique
class Measure(StrEnum):
    """Every measure: its name in results, what it is in English and Chinese."""

    english: str
    chinese: str

    def __new__(cls, name: str, english: str, chinese: str):
        measure = str.__new__(cls, name)
        measure._value_ = name
        measure.english, measure.chinese = english, chinese
        return measure

    # fmt: off
    GINI_BEFORE = "gini_before", "Gini coefficient of earnings and pensions a head", "人均工资和养老金的基尼系数"
    GINI_AFTER = "gini_after", "the same less what care cost in cash", "扣除自付现金后的基尼系数"
    GINI_CHANGE = "gini_change", "what care adds to the Gini coefficient", "医疗支出使基尼系数增加"
    OUT_OF_POCKET = "concentration_of_out_of_pocket", "concentration index of cash for care", "自付现金的集中指数"
    POOL_PAID = "concentration_of_pool_paid", "concentration index of what the pool paid", "统筹基金支付的集中指数"
    CATASTROPHIC_10 = "catastrophic_10", "years with care over 10 % of earnings and pensions", "医疗支出超收入10%的年份"
    CATASTROPHIC_25 = "catastrophic_25", "years with care over 25 % of earnings and pensions", "医疗支出超收入25%的年份"
    CATASTROPHIC_40 = "catastrophic_40", "years with care over 40 % of earnings and pensions", "医疗支出超收入40%的年份"
    # fmt: on

    @property
    def is_share(self) -> bool:
        """Whether it is a share of years, from 0 to 1; the others are indices."""
        return self.name.startswith("CATASTROPHIC")
