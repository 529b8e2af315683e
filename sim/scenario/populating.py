"""The words of a population: files of rows, what each of their columns means, and by what results are grouped."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Tag, field_validator, model_validator

from sim.policy.seeds import region_text
from sim.scenario.scalars import LimitOf, Lives, Prose, region_called
from sim.values.models import Form, Words, key
from sim.values.refusals import Refusal, nearest_word, shown
from sim.values.scalars import Scalar, whole, word_among
from sim.words.language import is_chinese, say
from sim.words.states import SCHEMES_AT_START, Scheme, Sex

_GROUPS = ("region", "sex", "insured.as")
_IN_PARTS = {"age": (1, 150), "income": (2, 100)}
#: How many parts a word means.
PARTS = {"decile": 10, "quintile": 5, "quartile": 4}


def _group(text: str) -> str:
    """`region`, `sex`, `insured.as`; `age.10` of bands of ten years; `income.decile` of tenths by income."""
    if text in _GROUPS:
        return text
    what, _, part = text.partition(".")
    is_band = what == "age" and re.fullmatch(r"[1-9][0-9]{0,2}", part) and int(part) <= _IN_PARTS["age"][1]
    if is_band or (what == "income" and part in PARTS):
        return text
    allowed = f"{', '.join(_GROUPS)}, age.10, {', '.join(f'income.{part}' for part in PARTS)}"
    raise Refusal(f"{shown(text)} groups nobody", allowed, nearest_word(text, (*_GROUPS, "age.10", "income.decile")))


#: What comes to a pool and what goes from it, as targets name them, and as tables of totals do.
OF_POOLS = {"pool.income": "into", "pool.spending": "out_of"}


class OfPool(NamedTuple):
    """What a target of money is about: which way, and in which region's pool; none: all of them."""

    what: str
    region: str | None


def of_pool(text: str) -> OfPool | None:
    """`pool.income`, `pool.spending.zhengzhou`; nothing of what groups people."""
    for word, what in OF_POOLS.items():
        region = text.removeprefix(f"{word}.")
        if text == word or (text != region and region_called(region)):
            return OfPool(what, None if text == word else region_called(region))
    return None


def _target(text: str) -> str:
    """What groups people, or the money of a pool."""
    if text.partition(".")[0] != "pool":
        return _group(text)
    if of_pool(text):
        return text
    close = nearest_word(text, OF_POOLS)
    raise Refusal(f"{shown(text)} is no money of a pool", "pool.income, pool.spending, pool.income.REGION", close)


def group_text(by: str, group: str) -> str:
    """A group of people as a reader knows it: by the words of the file, in Chinese by what they mean."""
    if not is_chinese():
        return f"{by} {group}"
    if pool := of_pool(by):
        where = region_text(pool.region) if pool.region else say("all regions")
        text = "pool income of {where} in {year}" if pool.what == "into" else "pool spending of {where} in {year}"
        return say(text, where=where, year=group)
    what, _, part = by.partition(".")
    if what == "region":
        return region_text(group)
    if what == "sex":
        return Sex[group.upper()].chinese
    if what == "insured":
        return say("insured as {scheme}", scheme=Scheme[group.upper()].chinese)
    if what == "age":
        return say("aged {band}", band=group)
    return say("part {part} of {parts} by income", part=group, parts=PARTS[part])


Group = Annotated[str, Scalar(_group, str, "what groups people, such as region or age.10")]
Target = Annotated[str, Scalar(_target, str, "what groups people, or the money of a pool such as pool.income")]
_Scheme = Annotated[str, word_among(SCHEMES_AT_START)]
_Age = Annotated[int, whole(0, 150)]


def _list_of(given: Any) -> Any:
    return given if isinstance(given, list | tuple) else [given]


_ONE_OR_MORE = Form(_list_of, schema=lambda own: {"anyOf": [own["items"], own]})
Columns = Annotated[tuple[Prose, ...], _ONE_OR_MORE]
_Schemes = Annotated[tuple[_Scheme, ...], _ONE_OR_MORE]
_Relatives = Annotated[tuple[Literal["spouse", "parents", "children"], ...], _ONE_OR_MORE]


# Values by the completed age from which they hold.
_ByAge = Annotated[
    dict[_Age, Prose],
    Form(
        check=lambda table: _from_birth(tuple(sorted(table.items()))),
        write=lambda table, _: {str(k): v for k, v in table},
    ),
]


def _from_birth(table: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    if not table or table[0][0] != 0:
        raise Refusal("nothing is said of a newborn", "a table that begins with 0:")
    return table


class Joined(Words):
    """A file, and the columns by which its rows belong to those of the first."""

    file: Prose = key("the file (文件), beside the scenario")
    by: Columns | None = key("columns that both files have (连接键), one row each", None)


_File = Annotated[Joined, Form(lambda given: given if isinstance(given, dict) else {"file": given})]
Files = Annotated[tuple[_File, ...], _ONE_OR_MORE]


class FromRows(Words):
    """Where a value comes from: a column and what its codes mean, one value for all, or an assumption."""

    column: Prose | None = key("the column (列)", None)
    is_: dict[Prose, Prose] = key("what each code means (编码含义), such as {1: male, 0: female}", {}, alias="is")
    otherwise: Prose | None = key("what any other code means, or none at all (其他)", None)
    a: Literal["month", "year"] = key("for which an amount is (月或年); default month", "month")
    value: Prose | None = key("one value for everybody (统一取值)", None)
    year: Prose | None = key("column or number of the year of a date (年)", None)
    month: Prose | None = key("column or number of its month (月); default 1", None)
    day: Prose | None = key("column or number of its day (日); default 1", None)
    months_since_age: _Age | None = key("months since a birthday (自某岁起的月数), such as 22", None)
    by_age: _ByAge | None = key("a value by age on the first day (按年龄), such as {0: child, 18: adult_average}", None)
    of: _Schemes | None = key("only of those insured as one of these (仅限参保身份); default all", None)
    assume: Prose | None = key("the name of an assumption (假设), which every result lists", None)
    about: Prose | None = key("why it is assumed (理由)", None)

    @property
    def in_words(self) -> str:
        """Where the value comes from, as a record says it."""
        if self.months_since_age is not None:
            return f"months since age {self.months_since_age}"
        by_age: Any = self.by_age or ()
        said = self.value, self.column, ", ".join(f"{age}: {text}" for age, text in by_age), self.year
        return next(text for text in said if text)

    @model_validator(mode="after")
    def _has_one_source(self) -> "FromRows":
        sources = {
            "column": self.column, "value": self.value, "year": self.year, "by_age": self.by_age,
            "months_since_age": self.months_since_age,
        }  # fmt: skip
        given = [name for name, source in sources.items() if source is not None]
        if len(given) != 1:
            found = f"{', '.join(given)} at once" if given else "nothing that a value could come from"
            raise Refusal(found, "one of column, value, year, by_age, months_since_age", write="column: NAME")
        if (self.is_ or self.otherwise is not None) and self.column is None:
            raise Refusal("codes without a column", "is: and otherwise: beside column:")
        if self.months_since_age is not None and self.assume is None:
            raise Refusal("months that no column has are an assumption", "assume: NAME beside it", write="assume: NAME")
        return self


def _tag_of(given: Any) -> str:
    if isinstance(given, dict | FromRows):
        return "(mapping)"
    return "(list)" if isinstance(given, list | tuple) else "(text)"


# A column by its name, or a value for everybody; columns of several relatives; or a mapping.
Value = Annotated[
    Annotated[Prose, Tag("(text)")]
    | Annotated[tuple[Prose, ...], Tag("(list)")]
    | Annotated[FromRows, Tag("(mapping)")],
    Discriminator(_tag_of),
]


class Named(NamedTuple):
    """An assumption of a population: of which key, what stands for it, its name, why."""

    key: str
    value: str
    name: str
    reason: str


class KinBinding(Words):
    """Family mutual aid in every household: who is insured as this pays for these relatives."""

    payer: _Schemes = key("insured as what (授权人参保身份)")
    for_: _Relatives = key("for which relatives (使用人): spouse, parents, children", alias="for")
    limit: LimitOf | None = key("the payer's own limit (限额): 3000 a year, 200 a bill", None)


_Number = Annotated[int, whole(0, 1_000_000_000_000_000, minimum=0)]  # of persons, or of yuan
_Bindings = Annotated[tuple[KinBinding, ...], _ONE_OR_MORE]


class Population(Words):
    """Households by the thousand, a row a person, in place of `people`."""

    from_: Files = key("files (文件): .dta .sav .csv .parquet .xlsx, one row a person", alias="from")
    household: Columns = key("column of the household's number (户编号)")
    person: Columns = key("column of the person's number (个人编号)")
    weight: Prose | None = key("column of the weight (权重); default: all weigh the same", None)
    where: dict[Prose, Columns] = key("rows to keep (筛选): a column and its value or values; default all", {})
    people: dict[Prose, Value] = key("each value of a person (取值): its key, and where it comes from")
    bindings: _Bindings = key("family mutual aid in every household (家庭共济)", ())
    targets: dict[Target, dict[Prose, _Number]] = key(
        "persons that groups must weigh, yuan that pools must take in or spend in a year (校准目标): "
        "{insured.as: {employee: 274918400}, pool.spending: {2025: 2976400000}}; default none",
        {},
    )
    lives: Lives = key("lives of each household (每户重复次数); default 1", 1)
    about: Prose | None = key("where the file comes from (数据来源)", None)
    synthetic: dict[Prose, Prose] = key(
        "assumptions that the rows were drawn from (合成数据), by name; default none", {}
    )

    @property
    def targets_of_persons(self) -> dict[str, dict[str, int]]:
        """The targets that rows alone meet, before anything is simulated."""
        return {by: groups for by, groups in self.targets.items() if not of_pool(by)}

    @property
    def targets_of_money(self) -> dict[str, dict[str, int]]:
        """The targets that are met once the households are simulated, by year."""
        return {by: years for by, years in self.targets.items() if of_pool(by)}

    def assumed(self) -> Iterator[Named]:
        """The values that rest on an assumption with a name, and what synthetic rows were drawn from."""
        for name, value in self.synthetic.items():
            yield Named("rows", value, name, "synthetic: drawn, from no survey")
        for word, source in self.people.items():
            if isinstance(source, FromRows) and source.assume is not None:
                yield Named(word, source.in_words, source.assume, source.about or "no column of the file has it")

    def texts_of(self, word: str) -> Iterator[str]:
        """Every text that may stand for a key: names of columns, values, what codes mean."""
        source = self.people.get(word, ())
        if not isinstance(source, FromRows):
            yield from (source,) if isinstance(source, str) else source
            return
        by_age: Any = source.by_age or ()
        yield from filter(None, (source.value, source.otherwise, *source.is_.values(), *(text for _, text in by_age)))

    @field_validator("targets")
    @classmethod
    def _are_of_persons(cls, given: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
        for group in given:
            if group.startswith("income"):
                raise Refusal(f"{group} is of equal weight whatever the weights", "region, sex, insured.as, age.10")
        return given

    @field_validator("from_")
    @classmethod
    def _joins(cls, given: tuple[Joined, ...]) -> tuple[Joined, ...]:
        if not given:
            raise Refusal("no file", "one file or more")
        if any(one.by is None for one in given[1:]):
            raise Refusal("a further file without `by`", "columns that both files have", write="by: PERSON")
        return given
