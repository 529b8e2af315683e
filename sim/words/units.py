"""Units of the values in result files."""

from enum import StrEnum


class Unit(StrEnum):
    """The unit of a value in files and on screens. Inside, every amount is a whole number: fen, parts per million."""

    YUAN = "yuan"
    PERCENT = "%"
    MONTHS = "months"
    YEARS = "years"
    NUMBER = "number"
    YES_NO = "yes/no"
    WORD = "word"
    DAY = "day"
    MONTH = "month"

    @property
    def english(self) -> str:
        """What screens call it."""
        return str(self)

    @property
    def chinese(self) -> str:
        """The same in Chinese."""
        return {
            Unit.YUAN: "元", Unit.MONTHS: "个月", Unit.YEARS: "年", Unit.NUMBER: "次", Unit.YES_NO: "是/否",
            Unit.WORD: "词", Unit.DAY: "日期", Unit.MONTH: "月份",
        }.get(self, str(self))  # fmt: skip

    @property
    def scale(self) -> int:
        """How many of the whole numbers inside make one of the unit."""
        return {Unit.YUAN: 100, Unit.PERCENT: 10_000}.get(self, 1)

    @property
    def is_counted(self) -> bool:
        """Whether values are whole numbers, written without decimals."""
        return self in (Unit.MONTHS, Unit.YEARS, Unit.NUMBER)
