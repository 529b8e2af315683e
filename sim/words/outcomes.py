"""Outcomes of a life: the one table from which columns, words of `expect` and `report`, screens and docs derive.

An outcome is a signed sum of what the engine keeps for a person (flows since the start, net receipts of places,
balances, months by status, counts, fields of the person), or an expression of other outcomes. To add one, add a line to
`OUTCOMES`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from sim.words import formulas
from sim.words.counts import Burden, Count
from sim.words.discount import Discount
from sim.words.flows import Flow, Place
from sim.words.formulas import Formula
from sim.words.states import Status
from sim.words.units import Unit


class Source(StrEnum):
    """What the terms of an outcome are."""

    FLOWS = "flows since the start"
    NETS = "net receipts of places since the start"
    PLACES = "balances on the day"
    MONTHS = "months since the start, by status"
    COUNTS = "counts since the start"
    FIELDS = "fields of the person on the day"
    BURDENS = "calendar years of the family, by what its care took of its means"
    OUTCOMES = "an expression of other outcomes"
    PRESENT = "the present value of another outcome"
    STATE = "a state on the day"  # a word of `expect` only: no column of lives.parquet

    @property
    def vocabulary(self) -> type[IntEnum] | None:
        """The enumeration that holds the terms; None where they are names of fields or of outcomes."""
        return {
            Source.FLOWS: Flow, Source.NETS: Place, Source.PLACES: Place, Source.MONTHS: Status, Source.COUNTS: Count,
            Source.BURDENS: Burden,
        }.get(self)  # fmt: skip


class OfFamily(StrEnum):
    """How a family's outcome follows from that of its persons."""

    SUM = "the sum over its persons"
    MOST = "the largest of its persons"
    LEAST = "the smallest of its persons"
    SHARED = "the same as that of each person: it is of the family alone"
    COMBINED = "made of the family's other outcomes as a person's is of the person's"
    NONE = "none: it is of each person"


class Better(StrEnum):
    """Whether a person prefers less or more of an outcome."""

    LESS = "less"
    MORE = "more"
    NEITHER = "neither"  # the outcome says who bears a cost, or in which state a person is


LESS, MORE, NEITHER = Better


@dataclass(frozen=True)
class Outcome:
    """One outcome of a person.

    `terms` are added and subtracted: `cash - pool_paid_later`; the first may have a sign too. Those of an outcome made
    of others are an expression; who has nothing of what it divides by has no value. `among` names a field: only persons
    for whom it holds have a value. `made_of` is the expression of an outcome that a scenario defines.
    """

    name: str
    better: Better
    unit: Unit
    source: Source
    terms: str
    english: str
    chinese: str
    among: str | None = None
    family: OfFamily | None = None  # where it is not the usual one of its source
    made_of: "Formula[Outcome] | None" = None
    discount: Discount | None = None  # of a present value

    @property
    def is_column(self) -> bool:
        """Whether lives.parquet has a column of it; the others are words of `expect` only."""
        return self.source is not Source.STATE

    @property
    def is_flag(self) -> bool:
        return self.unit is Unit.YES_NO

    @property
    def is_shortfall(self) -> bool:
        """Whether it is an expected shortfall: of the lives together, not of each."""
        return self.formula is not None and self.formula.is_shortfall

    @property
    def has_distribution(self) -> bool:
        """Whether it is an amount of each life, so that it has quantiles over the lives."""
        return not self.is_flag and not self.is_shortfall

    @property
    def has_gaps(self) -> bool:
        """Whether some persons have no value in some lives."""
        if self.formula is not None:
            return self.formula.divides or any(part.has_gaps for part in self.formula.outcomes)
        return self.among is not None

    @property
    def is_never_negative(self) -> bool:
        """Whether no life can have less than 0 of it: a count, a balance, or a sum to which every flow adds."""
        if self.formula is not None:
            return self.formula.is_never_negative
        if self.source is Source.PRESENT:
            return BY_NAME[self.terms].is_never_negative
        signs = self.flows()
        if signs is not None:
            return all(sign > 0 for sign in signs.values())
        return self.source in (Source.PLACES, Source.MONTHS, Source.COUNTS, Source.FIELDS, Source.BURDENS)

    @property
    def of_family(self) -> OfFamily:
        if self.family is not None:
            return self.family
        if self.formula is not None:
            return OfFamily.COMBINED if all(part.has_family for part in self.formula.outcomes) else OfFamily.NONE
        return OfFamily.NONE if self.is_flag else OfFamily.SUM

    @property
    def has_persons(self) -> bool:
        """Whether tables have it of each person, not of the family alone."""
        if self.formula is not None:
            return any(part.has_persons for part in self.formula.outcomes)
        return self.of_family is not OfFamily.SHARED

    @property
    def has_family(self) -> bool:
        """Whether there is a family's outcome beside that of each person."""
        return self.of_family is not OfFamily.NONE

    @property
    def scale(self) -> int:
        """How many of the whole numbers inside make one of the unit."""
        return self.unit.scale

    @property
    def meaning(self) -> str:
        """What it means, in both languages."""
        return f"{self.english} ({self.chinese})"

    def signed(self) -> Iterator[tuple[int, str]]:
        """The terms with their signs: `cash - pool_paid_later` gives (1, "cash") and (-1, "pool_paid_later")."""
        words = self.terms.split()
        words = words if words[0] in ("+", "-") else ["+", *words]
        for sign, term in zip(words[::2], words[1::2], strict=True):
            yield (1 if sign == "+" else -1), term

    def members(self) -> Iterator[tuple[int, IntEnum]]:
        """The same, with each term as a member of its source's enumeration."""
        vocabulary = self.source.vocabulary
        assert vocabulary is not None, f"{self.name} has no terms of an enumeration"
        return ((sign, vocabulary[term.upper()]) for sign, term in self.signed())

    @property
    def formula(self) -> "Formula[Outcome] | None":
        """The expression of an outcome that is made of others; none of any other."""
        if self.source is not Source.OUTCOMES:
            return None
        return self.made_of or _of_terms(self.terms)

    def flows(self) -> dict[Flow, int] | None:
        """The flows that add up to the outcome, with their signs; None where it is no sum of flows."""
        if self.source is Source.FLOWS:
            return {Flow(flow): sign for sign, flow in self.members()}
        if self.source is not Source.NETS:
            return None
        places = list(self.members())
        effects = {flow: sum(sign * _effect(flow, place) for sign, place in places) for flow in Flow}
        return {flow: effect for flow, effect in effects.items() if effect}


@cache
def _of_terms(terms: str) -> "Formula[Outcome]":
    """The expression of one of `OUTCOMES`."""
    return formulas.read(terms, BY_NAME)


def _effect(flow: Flow, place: IntEnum) -> int:
    """What one fen of a flow adds to a place."""
    return (flow.target == place) - (flow.source == place)


def _yuan(name: str, better: Better, terms: str, english: str, chinese: str, source: Source = Source.FLOWS) -> Outcome:
    return Outcome(name, better, Unit.YUAN, source, terms, english, chinese)


def _months(
    name: str, better: Better, terms: str, english: str, chinese: str, source: Source = Source.MONTHS
) -> Outcome:
    return Outcome(name, better, Unit.MONTHS, source, terms, english, chinese)


def _counted(count: Count, better: Better) -> Outcome:
    return Outcome(count.column, better, count.unit, Source.COUNTS, count.column, count.english, count.chinese)


def _any(name: str, better: Better, terms: str, english: str, chinese: str) -> Outcome:
    return Outcome(name, better, Unit.YES_NO, Source.OUTCOMES, f"{terms} > 0", english, chinese)


def _spell(
    name: str, better: Better, family: OfFamily, english: str, chinese: str, among: str | None = None
) -> Outcome:
    field = f"spells.{name}"
    return Outcome(name, better, Unit.MONTHS, Source.FIELDS, field, english, chinese, among, family=family)


def _catastrophic(burden: Burden) -> Iterator[Outcome]:
    years, ever = f"catastrophic_years_{int(burden)}", f"ever_{burden.column}"
    english = f"years in which {burden.english}"
    yield Outcome(
        years, LESS, Unit.YEARS, Source.BURDENS, burden.column, english, f"{burden.chinese}年数",
        family=OfFamily.SHARED,
    )  # fmt: skip
    yield _any(ever, LESS, years, f"has a year in which {burden.english}", f"发生过{burden.chinese}")


def _reaching(kind: str, bills: str, paid: str, bill: str, chinese: str) -> Iterator[Outcome]:
    """Whether a life has a bill below the deductible, one beyond it, one at a cap: of a kind of care, or of any."""
    below, at_cap = (bills.format(ending) for ending in ("_below_deductible", "_at_cap"))
    article = "an" if bill[0] in "aeiou" else "a"
    for ending, terms, has, chinese_has in (
        ("below_deductible", below, "that stays below the deductible", "有未达起付线的"),
        ("past_deductible", paid, "beyond the deductible, of which the pool pays", "有超过起付线的"),
        ("at_cap", at_cap, "that reaches a cap", "有达到封顶线的"),
    ):
        yield _any(f"ever_{kind}{ending}", NEITHER, terms, f"has {article} {bill} {has}", f"{chinese_has}{chinese}")


def _rate(name: str, better: Better, terms: str, over: str, english: str, chinese: str) -> Outcome:
    return Outcome(name, better, Unit.PERCENT, Source.OUTCOMES, f"{terms} / {over}", english, chinese)


def _flag(name: str, better: Better, field: str, english: str, chinese: str, among: str | None = None) -> Outcome:
    return Outcome(name, better, Unit.YES_NO, Source.FIELDS, field, english, chinese, among)


def _state(name: str, unit: Unit, english: str, chinese: str) -> Outcome:
    return Outcome(name, NEITHER, unit, Source.STATE, name, english, chinese)


OUTCOMES = (
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
        "contributed_in_cash + contributed_from_account + contributed_from_past_account + late_fee",
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
        "pool_paid_at_once + pool_paid_later",
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
    _counted(Count.EARNED, MORE),
    _yuan(
        "net_position",
        MORE,
        "earned - family_cost",
        "what was earned, less the family's cash for care and insurance",
        "净收支",
        Source.OUTCOMES,
    ),
    _yuan(
        "care_cost",
        NEITHER,
        "provider",
        "gross cost of care: all that hospitals and pharmacies received, whoever paid",
        "医疗总费用",
        Source.NETS,
    ),
    _rate(
        "reimbursement_rate",
        MORE,
        "pool_paid",
        "care_cost",
        "share of the cost of care that the pool paid",
        "实际报销比例",
    ),
    _counted(Count.VISITS, NEITHER),
    _counted(Count.STAYS, NEITHER),
    _counted(Count.OUTPATIENT_COST, NEITHER),
    _counted(Count.INPATIENT_COST, NEITHER),
    _counted(Count.OUTPATIENT_POOL_PAID, NEITHER),
    _counted(Count.INPATIENT_POOL_PAID, NEITHER),
    _rate(
        "outpatient_reimbursement_rate",
        MORE,
        "outpatient_pool_paid",
        "outpatient_cost",
        "share of the cost of outpatient care that the pool paid",
        "门诊实际报销比例",
    ),
    _rate(
        "inpatient_reimbursement_rate",
        MORE,
        "inpatient_pool_paid",
        "inpatient_cost",
        "share of the cost of inpatient care that the pool paid",
        "住院实际报销比例",
    ),
    _counted(Count.VISITS_BELOW_DEDUCTIBLE, NEITHER),
    _counted(Count.STAYS_BELOW_DEDUCTIBLE, NEITHER),
    _counted(Count.VISITS_AT_CAP, NEITHER),
    _counted(Count.STAYS_AT_CAP, NEITHER),
    *_reaching("", "visits{0} + stays{0}", "pool_paid", "bill", "就诊"),
    *_reaching("outpatient_", "visits{0}", "outpatient_pool_paid", "outpatient bill", "门诊"),
    *_reaching("inpatient_", "stays{0}", "inpatient_pool_paid", "inpatient bill", "住院"),
    _counted(Count.PENSIONS, MORE),
    *(outcome for burden in Burden for outcome in _catastrophic(burden)),
    _any("ever_uncovered", LESS, "months_uncovered", "has a month not covered", "有过未享受待遇的月份"),
    _counted(Count.UNCOVERED_SPELLS, LESS),
    _counted(Count.WAITING_SPELLS, LESS),
    _spell("longest_uncovered", LESS, OfFamily.MOST, "months in the longest spell not covered", "最长未享受待遇月数"),
    _spell("longest_waiting", LESS, OfFamily.MOST, "months in the longest spell of waiting", "最长等待期月数"),
    _spell(
        "first_uncovered",
        MORE,
        OfFamily.LEAST,
        "months from the start to the first one not covered, of those who have one",
        "首次未享受待遇前的月数",
        among="spells.longest_uncovered",
    ),
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
    _state("region", Unit.WORD, "the region lived in", "居住地"),
    _state("insured_as", Unit.WORD, "employee, flexible, unemployed, resident, retired or none", "参保身份"),
    _state("retires_on", Unit.MONTH, "the month of retirement", "退休年月"),
)

BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}
COLUMNS = tuple(outcome for outcome in OUTCOMES if outcome.is_column)

#: What the tables show if the scenario does not say.
DEFAULT_REPORT = (
    "out_of_pocket", "months_uncovered", "account", "months_waiting", "contributed", "received_from_relatives",
    "pool_paid", "lifetime_at_retirement", "top_up_paid",
)  # fmt: skip
#: What the care and insurance of a family cost whom.
PAYERS = ("family_cost", "employer_cost", "pool_balance", "government_cost")
#: By what lives are grouped into quintiles, and how a screen puts it.
GROUPED_BY = {"earned": "what it earned", "out_of_pocket": "what its care cost it"}
