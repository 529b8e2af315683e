"""The words of a scenario file: each class is one mapping of the file, each field one of its keys.

The fields are exactly the keys; what is worked out from them (a person's name, a binding's line) is a property.
Everything is frozen: a scenario that differs is another scenario.
"""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Discriminator,
    PrivateAttr,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)

from sim.scenario.care import AwayAs, Care, ClassB, Tier, by_law, in_parts, with_defaults
from sim.scenario.expected import ExpectationWords, OutcomeName, OwnOutcomeOf
from sim.scenario.mortality import named_table
from sim.scenario.populating import Group, Population
from sim.scenario.profiles import care_of
from sim.scenario.scalars import (
    Amount,
    Count,
    Day,
    DiscountRate,
    InsuredOn,
    Levels,
    LimitOf,
    Lives,
    Money,
    MonthlyChance,
    Months,
    Name,
    Prose,
    Rank,
    Region,
    Retires,
    Seed,
    Someone,
    StayDays,
    Trajectories,
    YearlyChance,
    YearlyRate,
    Years,
    YesNo,
    measured,
)
from sim.values.models import Placed, Words, key
from sim.values.refusals import Refusal
from sim.values.scalars import half_up, word_among
from sim.words.events import BILLS, EventKind, kind_in
from sim.words.law import OldAge
from sim.words.outcomes import DEFAULT_REPORT
from sim.words.states import (
    SCHEMES_AT_START,
    SCHEMES_TO_JOIN,
    BackPay,
    Sex,
    Source,
    Track,
    WhenJobless,
    WhenShort,
)
from sim.yaml_marks import Text

InsuredAs = Annotated[str, word_among(SCHEMES_AT_START)]
JoinedAs = Annotated[str, word_among(SCHEMES_TO_JOIN)]
OfSex = Annotated[str, word_among(Sex)]


# ----------------------------------------------------------------------------- people


class Insured(Words):
    """How a person is insured on the first day."""

    as_: InsuredAs = key("insurance on the first day (参保身份); default none", "none", alias="as")
    paid_months: Months = key("months paid before the first day (缴费月数); default 0", 0)
    deemed_months: Months = key("deemed months (视同缴费月数); default 0", 0)
    account: Money = key("yuan in the personal account (个人账户); default 0", 0)
    insured_in_a_row: Months = key(
        "months insured without a break (连续参保); default paid_months", None, validate_default=True
    )

    @field_validator("insured_in_a_row", mode="before")
    @classmethod
    def _in_a_row(cls, given: Any, info: ValidationInfo) -> Any:
        return str(info.data.get("paid_months", 0)) if given is None else given


class Work(Words):
    """Earnings: a job beside `as: employee`, otherwise earnings only."""

    wage: Money = key("yuan a month (月工资); 0: has none", 0)
    growth: YearlyRate = key("growth of the wage each 1 January (工资增长); default 0", 0)
    loses_job: MonthlyChance = key("chance a month to lose the job (失业概率); default 0", 0)
    finds_job: MonthlyChance = key("chance a month to find one (再就业概率); default 0", 0)
    track: Annotated[str, word_among(Track)] = key(
        "women: worker retires at 50 (女工人), cadre at 55 (女干部)", "worker"
    )


def _named(given: Any) -> Any:
    """A profile's name stands for the profile."""
    return care_of(given) if isinstance(given, str) else given


CareOf = Annotated[Care, BeforeValidator(_named)]


class Choices(Words):
    """What a person chooses where the law leaves a choice."""

    when_jobless: Annotated[str, word_among(WhenJobless)] = key(
        "without a job (失业时): pays nothing, for herself, as a resident, or draws benefit", "nothing"
    )
    back_pay: Annotated[str, word_among(BackPay)] = key("pays missed months later (补缴)", "never")
    when_short: Annotated[str, word_among(WhenShort)] = key("years missing at retirement (缴费年限不足)", "lump_sum")
    retires: Retires = key("when (退休时间): statutory, earliest, latest, or a month such as 2040-05", "statutory")
    menu: Name | None = key("which of the region's menu for self-payers (灵活就业缴费档次)", None)


class MarriageByChance(Words):
    """A wedding that may come in any year until it does."""

    to: Someone = key("whom (对方), who is not married either")
    chance: YearlyChance = key("chance a year (年概率), such as 10% a year")


class ChildByChance(Words):
    """A child that may be born."""

    sex: OfSex = key("male or female (性别)")
    father: Someone | None = key("the father (父亲), if he is in the file; default none", None)
    care: CareOf | None = key("need of care (就医); default none", None)
    insured: YesNo = key("whether the child is insured as a resident from birth (出生参保); default yes", True)


class BirthByChance(Words):
    """Children that may be born to a woman, one after the other."""

    chance: YearlyChance = key("chance a year (年概率) of the next child, such as 8% a year")
    children: dict[Name, ChildByChance] = key("the children (子女), by name, in the order of their births")


class Chances(Words):
    """What may happen to a person in any year; chances of work stand under `work`."""

    marries: MarriageByChance | None = key("a wedding by chance (结婚): {to: Mei, chance: 10% a year}", None)
    gives_birth: BirthByChance | None = key(
        "births by chance (生育): {chance: 8% a year, children: {Bao: {sex: female}}}", None
    )


class Person(Words):
    """One of the household."""

    born: Day = key("date of birth (出生日期)")
    sex: OfSex = key("male or female (性别)")
    region: Region = key("pooling area (统筹区): a policy file in seeds/")
    spouse: Someone | None = key("spouse on the first day (配偶); stated once, on either side", None)
    parents: tuple[Someone, ...] = key("mother and father (父母)", ())
    siblings: tuple[Someone, ...] = key("brothers and sisters (兄弟姐妹), where no shared parent is in the file", ())
    grandparents: tuple[Someone, ...] = key("(祖父母、外祖父母), where the parent between is not in the file", ())
    entered_work: Day | None = key("first job (参加工作时间), where a region asks for it", None)
    student_until: Day | None = key("last day as a student (在校学生), for the resident premium; default none", None)
    pension: Money | None = key("yuan a month (养老金), where a region's credit depends on it", None)
    insured: Insured = key("insurance on the first day (参保情况); default none", Insured())
    work: Work | None = key("earnings (工作); default none", None)
    care: CareOf | None = key("need of care (就医): a named profile of seeds/care.yaml, or inline; default none", None)
    choices: Choices = key("what the person chooses (个人选择)", Choices())
    chance: Chances | None = key("weddings and births by chance (概率事件); default none", None)

    _name: str = PrivateAttr("")
    _unborn: bool = PrivateAttr(False)
    _by_chance: bool = PrivateAttr(False)

    @property
    def name(self) -> str:
        """The key under which the person stands in the file."""
        return self._name

    @property
    def old_age(self) -> OldAge:
        """The old age the person's delay starts from; a woman's by her track, worker where nothing else is said."""
        if self.sex == "male":
            return OldAge.MEN
        return OldAge.WOMEN_CADRE if self.work and self.work.track == "cadre" else OldAge.WOMEN_WORKER

    @property
    def unborn(self) -> bool:
        """Whether the person is not there on the first day: born by an event of the run, or by chance."""
        return self._unborn

    @property
    def by_chance(self) -> bool:
        """Whether chance decides if and when the person is born; `born` is the first day of the run then."""
        return self._by_chance


# ----------------------------------------------------------------------------- bindings and events


class Binding(Placed):
    """Family mutual aid (家庭共济): the payer's account pays for somebody."""

    payer: Someone = key("whose account pays (授权人)")
    for_: Someone = key("for whom (使用人)", alias="for")
    rank: Rank = key("order among the payers of one patient (支付顺序); default: the order of the file", None)
    from_: Day = key("first day (生效日); default: the first day of the run", None, alias="from")
    until: Day | None = key("last day (终止日); default: none", None)
    within: LimitOf | None = key("the payer's own limit (限额): 3000 a year, 200 a bill", None, alias="limit")
    name: Name | None = key("a name, for `expect`", None)

    @property
    def limit(self) -> int | None:
        """The payer's own limit in fen."""
        return self.within.amount if self.within else None

    @property
    def limit_per(self) -> str | None:
        """`year` (benefit year) or `bill`."""
        return self.within.per if self.within else None


class Event(Placed):
    """What is certain to happen. Which keys belong to which kind stands in `sim.words.events`."""

    on: Day = key("the day (日期)")
    does: Annotated[str, word_among(EventKind)] = key("what happens (事件)")
    who: Someone | None = key("to whom (何人)", None)
    name: Name | None = key("a name, for `expect`; of a birth, the child's", None)
    wage: Money | None = key("yuan a month (月工资)", None)
    cost: Amount | None = key("yuan of the bill (费用)", None)
    tier: Tier | None = key("tier of the provider (医院级别); default 1", None)
    class_b: ClassB | None = key(
        "yuan of the cost that are class B (乙类), or yuan by own first share: {10%: 800, 30%: 5000}; default 0", None
    )
    class_c: Money | None = key("yuan of the cost that are class C (丙类); default 0", None)
    whole: Amount | None = key("yuan of the cost that the pool pays in full (全额支付); default 0", None)
    days: StayDays | None = key("days of the stay (住院天数); default 1", None)
    away: AwayAs | None = key("care away from home (异地就医): filed, unfiled or emergency; default at home", None)
    programme: Name | None = key("programme for chronic diseases (门诊慢特病) of a visit; default none", None)
    bill: Name | None = key("the bill's name, for `expect`", None)
    months: Count | None = key("number of months (月数)", None)
    settles: YesNo | None = key("whether the employer pays later (补缴欠费); default yes", None)
    years: Count | None = key("number of years of resident insurance (年数)", None)
    to: Someone | None = key("to or with whom (对方)", None)
    from_: Annotated[str, word_among(Source)] | None = key("out of what (来源); default account", None, alias="from")
    amount: Amount | None = key("yuan (金额)", None)
    region: Region | None = key("where to (目的地)", None)
    as_: JoinedAs | None = key("insurance joined (参保身份)", None, alias="as")
    sex: OfSex | None = key("of a child (性别)", None)
    parents: tuple[Someone, ...] | None = key("of a child (父母); the first gives the region", None)
    care: CareOf | None = key("need of care of a child (就医); default none", None)
    insured: InsuredOn | None = key("day on which a child is insured (参保日), or no; default at birth", None)

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, given: Any) -> Any:
        does = kind_in(given.get("does")) if isinstance(given, dict) else None
        if does in BILLS:
            return with_defaults(given, {"tier": "1", "class_b": "0", "class_c": "0"})
        return with_defaults(given, {"from": "account"}) if does == "transfers" else given

    @property
    def class_b_by_law(self) -> int:
        """Fen of class B with the own first share of the law."""
        return by_law(self.class_b)

    @property
    def class_b_parts(self) -> tuple[tuple[int, int], ...]:
        """Own first shares that the bill itself names, each with its fen."""
        return in_parts(self.class_b)

    @property
    def class_b_total(self) -> int:
        """Fen that are class B at all."""
        return self.class_b_by_law + sum(part for _, part in self.class_b_parts)


# ----------------------------------------------------------------------------- sweep


class Range(Words):
    """A range of numbers, dates or months, from which points are drawn; a grid, and one_at_a_time, take its ends."""

    from_: Prose = key("lower end", alias="from")
    to: Prose = key("upper end")

    @model_validator(mode="after")
    def _is_a_range(self) -> "Range":
        low, high = measured(self.from_), measured(self.to)
        if low.unit != high.unit or low.number >= high.number:
            raise Refusal(
                f"from {self.from_!r} to {self.to!r} is not a range",
                "two numbers of one unit, two dates or two months, the lower first",
            )
        return self

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends, as written."""
        return self.from_, self.to

    @property
    def next_to_lower(self) -> str:
        """The value one step above the lower end."""
        low = measured(self.from_)
        return low.written(low.number + self._step)

    @property
    def _step(self) -> Fraction:
        """How fine values are: as the ends are written, per cent to parts per million, a day, a month."""
        return min(measured(self.from_).step, measured(self.to).step)

    def at(self, part: float) -> str:
        """The value at a part (0 to 1) of the range, as a file would write it; all values are equally likely."""
        low, high = measured(self.from_), measured(self.to)
        steps = (high.number - low.number) / self._step
        return low.written(low.number + min(int(Fraction(part) * (steps + 1)), int(steps)) * self._step)

    def level(self, level: int, levels: int) -> str:
        """One of so many values from end to end, equally far apart but for rounding, as a file would write it."""
        low, high = measured(self.from_), measured(self.to)
        steps = (high.number - low.number) / self._step * level / (levels - 1)
        return low.written(low.number + half_up(steps) * self._step)


# A list of values, each as it would stand in the file, or a range.
Values = Annotated[
    Annotated[tuple[Any, ...], Tag("(list)")] | Annotated[Range, Tag("(range)")],
    Discriminator(lambda given: "(range)" if isinstance(given, dict | Range) else "(list)"),
]


_MOST_WORTHS = 100  # each is a table of its own


class NetBenefit(Words):
    """An effect of the variants weighed against what they cost."""

    effect: OutcomeName = key("outcome of the family that is good or bad (效果); fewer of a bad one are the effect")
    cost: OutcomeName = key("outcome of the family in yuan (费用)")
    willingness_to_pay: tuple[Money, ...] = key("yuan that one unit of the effect may be worth (支付意愿), one or more")

    @field_validator("willingness_to_pay")
    @classmethod
    def _several(cls, given: tuple[int, ...]) -> tuple[int, ...]:
        if not 1 <= len(given) <= _MOST_WORTHS:
            raise Refusal(f"{len(given) or 'no'} amounts", f"1 to {_MOST_WORTHS} amounts", write="[0, 1000, 10000]")
        return given


class Sweep(Words):
    """Points of one or more swept values."""

    vary: dict[Prose, Values] = key("path of a value, such as policy.coverage.wait.employee: its values (扫描参数)")
    by: Literal["grid", "lhs", "sobol", "morris", "one_at_a_time"] = key("how points are chosen (抽样方法)", "grid")
    samples: Lives = key("number of points for lhs and sobol (样本数)", 256)
    trajectories: Trajectories = key("number of trajectories for morris (轨迹数), of paths + 1 points each", 20)
    levels: Levels = key("levels of a range for morris (水平数), an even number", 4)
    seed: Seed = key("seed of what lhs, sobol and morris draw (抽样种子), apart from that of chance; default 1", 1)
    net_benefit: NetBenefit | None = key("which variant to choose (净收益), for lhs and sobol", None)


# ----------------------------------------------------------------------------- the file

LifeTableOf = Annotated[str | None, BeforeValidator(named_table)]


class Study(Words):
    """The whole file: a household, what happens to it, what to compare and what must come out."""

    scenario: Prose = key("the title (标题)")
    about: Prose | None = key("prose (说明)", None)
    start: Day = key("first day of the run (起始日)")
    years: Years | None = key("length of the run in years (年数), or `end`", None)
    end: Day | None = key("the first day after the run (终止日), or `years`", None)
    replications: Lives | None = key(
        "lives to draw (重复次数); 1 where nothing is left to chance, else default 1000", None
    )
    seed: Seed = key("seed of chance (随机种子); default 1", 1)
    discount: DiscountRate | None = key(
        "rate of present values (贴现率), such as 3% a year: every outcome of money also as NAME_present", None
    )
    policy: dict[str, Any] = key("changes to the law (政策变动), by parameter, or by region and parameter", {})
    mortality: LifeTableOf | None = key(
        "deaths by chance (死亡率): a life table of seeds/mortality.yaml; default none", None
    )
    extensions: tuple[Prose, ...] = key(
        "Python files beside this one that replace rules or add processes (扩展); they run with your rights", ()
    )
    people: dict[Name, Person] = key("the household (家庭成员), by name; or `population`")
    population: Population | None = key("households by the thousand (人口), a row a person, in place of `people`", None)
    by: tuple[Group, ...] = key("what results of a population are grouped by (分组): region, age.10, income.decile", ())
    bindings: tuple[Binding, ...] = key("family mutual aid (家庭共济)", ())
    events: tuple[Event, ...] = key("what is certain to happen (事件)", ())
    variants: dict[Name, dict[str, Any]] = key("the scenario with something changed (方案), by name", {})
    sweep: Sweep | None = key("points to run (参数扫描)", None)
    outcomes: dict[Name, OwnOutcomeOf] = key("outcomes made of others (自定义指标), by name", {})
    report: tuple[OutcomeName, ...] = key("the outcomes that the tables show (报告指标)", DEFAULT_REPORT)
    expect: tuple[ExpectationWords, ...] = key("what must come out (预期), checked by `gongji test`", ())

    @model_validator(mode="before")
    @classmethod
    def _has_rows(cls, given: Any) -> Any:
        """The people of a population stand in files of their own."""
        has_rows = isinstance(given, dict) and "population" in given and "people" not in given
        return {**given, "people": {}} if has_rows else given

    @field_validator(
        "policy", "extensions", "bindings", "events", "variants", "outcomes", "report", "expect", "by", mode="before"
    )
    @classmethod
    def _none(cls, given: Any, info: ValidationInfo) -> Any:
        """A heading with nothing below it stands for none."""
        if not (isinstance(given, Text) and not given and not given.quoted):
            return given
        return {} if info.field_name in ("policy", "variants", "outcomes") else ()
