"""What is counted of a person beside the money that moves: the one table from which columns and outcomes derive."""

from enum import IntEnum, unique

from sim.words.units import Unit


@unique
class Count(IntEnum):
    """Everything counted by calendar year: number, unit, meaning in English and Chinese.

    The numbers are places in a row. What exists for both kinds of care stands in their order, outpatient first, so
    that a kernel adds the kind to the first of the two.
    """

    unit: Unit
    english: str
    chinese: str

    def __new__(cls, number: int, unit: Unit, english: str, chinese: str):
        count = int.__new__(cls, number)
        count._value_ = number
        count.unit, count.english, count.chinese = unit, english, chinese
        return count

    # fmt: off
    VISITS = 0, Unit.NUMBER, "outpatient bills", "门诊次数"
    STAYS = 1, Unit.NUMBER, "inpatient bills", "住院次数"
    OUTPATIENT_COST = 2, Unit.YUAN, "gross cost of outpatient care", "门诊总费用"
    INPATIENT_COST = 3, Unit.YUAN, "gross cost of inpatient care", "住院总费用"
    OUTPATIENT_POOL_PAID = 4, Unit.YUAN, "what the pool paid for outpatient care, at once or later", "门诊统筹支付"
    INPATIENT_POOL_PAID = 5, Unit.YUAN, "what the pool paid for inpatient care, at once or later", "住院统筹支付"
    VISITS_BELOW_DEDUCTIBLE = 6, Unit.NUMBER, "outpatient bills that stay below the deductible", "未达起付线的门诊次数"
    STAYS_BELOW_DEDUCTIBLE = 7, Unit.NUMBER, "inpatient bills that stay below the deductible", "未达起付线的住院次数"
    VISITS_AT_CAP = 8, Unit.NUMBER, "outpatient bills that reach a cap of the pool", "达到封顶线的门诊次数"
    STAYS_AT_CAP = 9, Unit.NUMBER, "inpatient bills that reach a cap of the pool", "达到封顶线的住院次数"
    EARNED = 10, Unit.YUAN, "wages or own earnings", "工资收入"
    PENSIONS = 11, Unit.YUAN, "pensions that the file states", "养老金收入"
    UNCOVERED_SPELLS = 12, Unit.NUMBER, "spells of months not covered that began", "未享受待遇次数"
    WAITING_SPELLS = 13, Unit.NUMBER, "spells of months waiting that began", "等待期次数"
    # fmt: on

    @property
    def column(self) -> str:
        """Its name in the result files."""
        return self.name.lower()


class Burden(IntEnum):
    """Shares of a family's earnings and pensions of a year, in per cent, beyond which its care is catastrophic."""

    CATASTROPHIC_10 = 10
    CATASTROPHIC_25 = 25
    CATASTROPHIC_40 = 40

    @property
    def column(self) -> str:
        """Its name in the result files."""
        return self.name.lower()

    @property
    def english(self) -> str:
        return f"the family's care took more than {int(self)} % of its earnings and pensions of the year"

    @property
    def chinese(self) -> str:
        return f"灾难性卫生支出，{int(self)}%"
