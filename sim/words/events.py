"""What a file may say is certain to happen: the one table from which YAML words, checks, schema and docs derive."""

from enum import IntEnum

from sim.words.language import is_chinese

_OF_A_BILL = ("tier", "class_b", "class_c", "whole", "away", "bill")


class EventKind(IntEnum):
    """Every kind of event: number, meaning in English and Chinese, keys it must have, keys it may have beside.

    What an event does on its day stands in `processes/events.py`, one function a kind.
    """

    english: str
    chinese: str
    must: tuple[str, ...]
    may: tuple[str, ...]

    def __new__(cls, number: int, english: str, chinese: str, must: tuple[str, ...], may: tuple[str, ...] = ()):
        kind = int.__new__(cls, number)
        kind._value_ = number
        kind.english, kind.chinese, kind.must, kind.may = english, chinese, must, may
        return kind

    # fmt: off
    LEAVES_JOB = 0, "work ends", "离职", ("who",)
    STARTS_JOB = 1, "work begins, at `wage` or the wage under `work`", "入职", ("who",), ("wage",)
    OUTPATIENT = 2, "an outpatient bill", "门诊", ("who", "cost"), (*_OF_A_BILL, "programme")
    INPATIENT = 3, "an inpatient bill", "住院", ("who", "cost"), (*_OF_A_BILL, "days")
    BACK_PAYS = 4, "pays missed months, or years of resident insurance", "补缴", ("who",), ("months", "years")
    EMPLOYER_DEFAULTS = 5, "the employer pays nothing for so many months", "欠费", ("who", "months"), ("settles",)
    TRANSFERS = 6, "money to a relative's wallet", "医保钱包转账", ("who", "to", "amount"), ("from",)
    JOINS = 7, "joins an insurance", "参保", ("who", "as")
    LEAVES = 8, "leaves the insurance", "停保", ("who",)
    MOVES = 9, "moves to another region", "转移接续", ("who", "region")
    BIRTH = 10, "a child is born", "出生", ("name", "sex", "parents"), ("care", "insured")
    DIES = 11, "dies", "死亡", ("who",)
    MARRIES = 12, "marries", "结婚", ("who", "to")
    DIVORCES = 13, "divorces", "离婚", ("who",), ("to",)
    EMIGRATES = 14, "leaves the country", "出国定居", ("who",)
    # fmt: on

    @property
    def word(self) -> str:
        """Its name in a file, under `does`."""
        return self.name.lower()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key an event of this kind may have. Any event may have a name."""
        return ("on", "does", *self.must, *self.may, *(() if "name" in self.must else ("name",)))


def event_text(does: str) -> str:
    """An event as a reader knows it: by the word of the file, in Chinese by its meaning."""
    return EVENTS[does].chinese if is_chinese() else does


EVENTS = {kind.word: kind for kind in EventKind}
_IN_CHINESE = {kind.chinese: kind.word for kind in EventKind}
BILLS = (EventKind.OUTPATIENT.word, EventKind.INPATIENT.word)


def kind_in(written: object) -> str | None:
    """The word of a kind of event as a file has it, in English or Chinese; None of what is no kind."""
    if not isinstance(written, str):
        return None
    return written if written in EVENTS else _IN_CHINESE.get(written)
