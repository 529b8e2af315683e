"""Why a thing is refused: one list, for kernels (the number), results (the word) and screens (both languages)."""

from enum import IntEnum


class Reason(IntEnum):
    """`NOTHING` stands for: not refused."""

    NOTHING = 0
    RELATED = 1
    REACH = 2
    UNINSURED = 3
    PAYERS = 4
    LIMIT = 5
    BALANCE = 6
    AMOUNT = 7
    COUNT = 8
    CLOSED = 9
    WINDOW = 10
    MONTHS = 11
    DEAD = 12
    JOBLESS = 13

    @property
    def word(self) -> str:
        return "" if self is Reason.NOTHING else self.name.lower()


REASONS = tuple(reason.word for reason in Reason)

MEANING = {
    Reason.RELATED: ("payer and beneficiary are not relatives the law allows", "不属于可共济的亲属"),
    Reason.REACH: ("the two are insured in regions between which the law does not share", "不在可共济的地区范围"),
    Reason.UNINSURED: ("one of the two is not insured as the law asks", "未参加基本医保"),
    Reason.PAYERS: ("the beneficiary has as many payers as the law allows", "共济人数已达上限"),
    Reason.LIMIT: ("the payer's own limit of the binding is reached", "超过绑定限额"),
    Reason.BALANCE: ("the balance does not suffice", "余额不足"),
    Reason.AMOUNT: ("more than the law lets one transfer at once", "超过单笔限额"),
    Reason.COUNT: ("more transfers on one day than the law allows", "超过当日次数"),
    Reason.CLOSED: ("the region has not opened this yet", "尚未开通"),
    Reason.WINDOW: ("outside the days on which this may be paid", "不在缴费期内"),
    Reason.MONTHS: ("not as many months or years as may be paid", "补缴月数不符"),
    Reason.DEAD: ("the person is not alive", "已死亡"),
    Reason.JOBLESS: ("the person has no job", "无工作单位"),
}
