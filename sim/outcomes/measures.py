"""What is measured. Every outcome is declared here, once: the columns of `lives.parquet`, the words of `expect` and
`report`, the tables on the screen and `results/README.md` all follow.

An outcome is a sum of what a row keeps: flows since the start, what they came to in a place, balances of places, months
by status, or a field of the person. Reading the declaration imports nothing heavy; reading rows does (`amounts`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np


class Unit(StrEnum):
    """In what a value is told. Inside, yuan are whole fen."""

    YUAN = "yuan"
    MONTHS = "months"
    YES_NO = "yes/no"
    WORD = "word"
    DAY = "day"
    MONTH = "month"


class Source(StrEnum):
    """Where the terms of an outcome stand."""

    FLOWS = "flows since the start"
    NETS = "what places took in since the start, less what they gave"
    PLACES = "balances on the day"
    MONTHS = "months since the start"
    FIELDS = "state on the day"
    STATE = "state of a day"  # only in `expect`, not at the end


class Better(StrEnum):
    """Which way a person would rather have it."""

    LESS = "less"
    MORE = "more"
    NEITHER = "neither"  # it says who bears what, or what somebody is


LESS, MORE, NEITHER = Better


@dataclass(frozen=True)
class Measure:
    """One outcome: `terms` are names of its source, added and taken away. A family's is the sum of its persons'.

    `among` names a field: only rows where it holds have a value. Yes and no are not summed over a family.
    """

    name: str
    better: Better
    unit: Unit
    source: Source
    terms: str
    english: str
    chinese: str
    among: str | None = None

    @property
    def is_column(self) -> bool:
        """Whether `lives.parquet` has it; the others are words of `expect` only."""
        return self.source is not Source.STATE

    @property
    def is_flag(self) -> bool:
        return self.unit is Unit.YES_NO

    def signed(self) -> list[tuple[int, str]]:
        """The terms with their signs: `cash - pool_paid_later` is [(1, 'cash'), (-1, 'pool_paid_later')].

        The first may bear one too: what a place pays is `- pocket`, what it keeps `pool`.
        """
        words = self.terms.split()
        words = words if words[0] in ("+", "-") else ["+", *words]
        return [(1 if sign == "+" else -1, term) for sign, term in zip(words[::2], words[1::2], strict=True)]


def _yuan(name: str, better: Better, terms: str, english: str, chinese: str, source: Source = Source.FLOWS) -> Measure:
    return Measure(name, better, Unit.YUAN, source, terms, english, chinese)


def _months(
    name: str, better: Better, terms: str, english: str, chinese: str, source: Source = Source.MONTHS
) -> Measure:
    return Measure(name, better, Unit.MONTHS, source, terms, english, chinese)


def _flag(name: str, better: Better, field: str, english: str, chinese: str, among: str | None = None) -> Measure:
    return Measure(name, better, Unit.YES_NO, Source.FIELDS, field, english, chinese, among)


def _state(name: str, unit: Unit, english: str, chinese: str) -> Measure:
    return Measure(name, NEITHER, unit, Source.STATE, name, english, chinese)


MEASURES = (
    _yuan("out_of_pocket", LESS, "cash - pool_paid_later", "cash for bills, less what came back for them", "自付现金"),
    _months(
        "months_uncovered",
        LESS,
        "stopped + waiting + none",
        "months not covered on their last day",
        "未享受待遇月数",
    ),
    _months("months_waiting", LESS, "waiting", "months waiting for benefits to start", "等待期月数"),
    _months("months_stopped", LESS, "stopped", "months stopped, unpaid and not waiting", "停保月数"),
    _months("months_none", LESS, "none", "months not insured at all", "未参保月数"),
    _months("months_covered", MORE, "covered", "months covered on their last day", "享受待遇月数"),
    _yuan(
        "contributed",
        LESS,
        "contributed + contributed_from_account + contributed_from_past_account + late_fee",
        "own contributions, back-payments and late fees",
        "个人缴费",
    ),
    _yuan("employer_contributed", NEITHER, "employer_contributed", "the employer's contributions", "单位缴费"),
    _yuan("fund_paid", NEITHER, "fund_paid", "contributions paid by the unemployment fund", "失业保险基金代缴"),
    _yuan("credited", MORE, "credited", "credited to the account", "个人账户划入"),
    _yuan("account", MORE, "account + past_account", "balance of the account", "个人账户余额", Source.PLACES),
    _yuan("wallet", MORE, "wallet", "balance of the wallet", "医保钱包余额", Source.PLACES),
    _yuan(
        "given_to_relatives",
        NEITHER,
        "given_from_account + given_from_past_account + given_from_wallet",
        "given to relatives out of account and wallet",
        "共济支出",
    ),
    _yuan(
        "received_from_relatives",
        NEITHER,
        "received_for_bill + received_for_premium + received_in_wallet",
        "received from relatives' accounts and wallets",
        "共济收入",
    ),
    _yuan(
        "pool_paid",
        NEITHER,
        "pool_paid + pool_paid_later",
        "what the pool paid for bills, at once or later",
        "统筹基金支付",
    ),
    _yuan(
        "premium_paid",
        LESS,
        "premium + received_for_premium",
        "resident premiums, whoever paid them",
        "居民医保缴费",
    ),
    _yuan(
        "top_up_paid",
        LESS,
        "top_up + top_up_from_account + top_up_from_past_account",
        "paid for months missing at retirement",
        "退休补缴",
    ),
    _yuan(
        "family_cost",
        LESS,
        "- pocket",
        "cash paid for care and insurance, less cash that came back",
        "家庭现金支出",
        Source.NETS,
    ),
    _yuan("employer_cost", NEITHER, "- employer", "what the employer paid", "单位支出", Source.NETS),
    _yuan(
        "government_cost",
        NEITHER,
        "- government",
        "subsidies, contributions of the unemployment fund, interest",
        "财政及失业保险基金支出",
        Source.NETS,
    ),
    _yuan(
        "pool_balance",
        NEITHER,
        "pool",
        "what the pools took in for the person, less what they gave",
        "统筹基金收支差",
        Source.NETS,
    ),
    _yuan("earned", MORE, "job.earned", "wages or own earnings", "工资收入", Source.FIELDS),
    _months("paid_months", MORE, "insured.paid_months", "months paid, bought ones too", "实际缴费月数", Source.FIELDS),
    _months("unpaid_months", LESS, "gap.unpaid_months", "unpaid months in a row", "连续中断月数", Source.FIELDS),
    _flag("lifetime_benefit", MORE, "pension.lifetime", "right to benefits for life", "终身享受退休医保待遇"),
    _flag(
        "lifetime_at_retirement",
        MORE,
        "pension.lifetime_at_retirement",
        "of those retired: had it at once",
        "退休时即享受",
        among="pension.retired",
    ),
    _flag("retired", NEITHER, "pension.retired", "is retired", "已退休"),
    _state("covered", Unit.YES_NO, "whether the pool pays", "是否享受待遇"),
    _state("status", Unit.WORD, "covered, stopped, waiting or none", "待遇状态"),
    _state("covered_from", Unit.DAY, "the day benefits start", "待遇开始日"),
    _state("region", Unit.WORD, "the region whose law applies", "参保地"),
    _state("insured_as", Unit.WORD, "employee, flexible, unemployed, resident, retired or none", "参保身份"),
    _state("retires_on", Unit.MONTH, "the month of retirement", "退休年月"),
)

BY_NAME = {measure.name: measure for measure in MEASURES}
COLUMNS = tuple(measure for measure in MEASURES if measure.is_column)

#: What the tables show of every study, after the scenario's own `report`.
SHOWN = (
    "out_of_pocket", "months_uncovered", "months_waiting", "contributed", "account", "received_from_relatives",
    "pool_paid", "lifetime_at_retirement", "top_up_paid",
)  # fmt: skip


def shown(report: tuple[str, ...]) -> tuple[Measure, ...]:
    """The outcomes the tables show: those of the scenario's `report` first, then the usual ones."""
    return tuple(BY_NAME[name] for name in dict.fromkeys((*report, *SHOWN)))


class Rows(Protocol):
    """Rows at the end of a day: of a run (a block) or of a day on the way (a snapshot)."""

    @property
    def people(self) -> "np.ndarray": ...
    @property
    def totals(self) -> "np.ndarray": ...
    @property
    def months(self) -> "np.ndarray": ...


def amounts(measure: Measure, rows: Rows) -> "np.ndarray":
    """The outcome of every row as int64: fen, months, or 0 and 1."""
    return sum(sign * _term(measure.source, term, rows) for sign, term in measure.signed())  # pyright: ignore[reportReturnType]


def has_value(measure: Measure, rows: Rows) -> "np.ndarray | None":
    """Which rows have the outcome at all; None where all have."""
    from sim.world.records import column

    return None if measure.among is None else column(rows.people, measure.among) != 0


def _term(source: Source, term: str, rows: Rows) -> "np.ndarray":
    from sim.words.flows import Flow, Place
    from sim.words.states import Status
    from sim.world.books import EFFECT
    from sim.world.records import column

    if source is Source.FLOWS:
        return rows.totals[:, Flow[term.upper()]]
    if source is Source.NETS:
        return rows.totals @ EFFECT[:, Place[term.upper()]]
    if source is Source.PLACES:
        return rows.people["books"][:, Place[term.upper()]]
    if source is Source.MONTHS:
        return rows.months[:, Status[term.upper()]]
    return column(rows.people, term)
