"""Why a thing is refused: one list, for kernels (the number), results (the word) and screens (both languages)."""

from sim.words.members import Member


class Reason(Member):
    """`NOTHING` stands for: not refused."""

    NOTHING = 0
    RELATED = 1, "payer and beneficiary are not relatives the law allows", "不属于可共济的亲属"
    REACH = 2, "the two are insured in regions between which the law does not share", "不在可共济的地区范围"
    UNINSURED = 3, "one of the two is not insured as the law asks", "未参加基本医保"
    PAYERS = 4, "the beneficiary has as many payers as the law allows", "共济人数已达上限"
    BALANCE = 5, "the balance does not suffice", "余额不足"
    AMOUNT = 6, "more than the law lets one transfer at once", "超过单笔限额"
    COUNT = 7, "more transfers on one day than the law allows", "超过当日次数"
    CLOSED = 8, "the region has not opened this yet", "尚未开通"
    WINDOW = 9, "outside the days on which this may be paid", "不在缴费期内"
    MONTHS = 10, "not as many months or years as may be paid", "补缴月数不符"
    DEAD = 11, "the person is not alive", "已死亡"
    JOBLESS = 12, "the person has no job", "无工作单位"

    @property
    def word(self) -> str:
        return "" if self is Reason.NOTHING else self.name.lower()


REASONS = tuple(reason.word for reason in Reason)
