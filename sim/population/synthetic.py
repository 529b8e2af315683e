"""Households that nobody has surveyed, drawn from marginals: to try a population before there is a file of one.

Every marginal is an assumption with its reason, and whatever is made of them says that it is synthetic. A household is
drawn by the seed and its number alone.
"""

from math import exp, log
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from sim.errors import Fault, Faults
from sim.policy.seeds import directory
from sim.scenario.scalars import REGION, Amount, Name, Prose, Share
from sim.values.document import Document
from sim.values.faults import Namer, faults_of
from sim.values.models import Words, key
from sim.values.refusals import Refusal
from sim.values.scalars import whole
from sim.words.language import say
from sim.yaml_marks import Mapping, read_file

if TYPE_CHECKING:
    import polars as pl

MARGINALS = directory() / "population.yaml"
_OLDEST = 84
_GROWN = 22  # from when people may work, marry and have children
_MILLION = 1_000_000
_AT_A_TIME = 20_000  # persons drawn before they are put into columns
_Z90 = NormalDist().inv_cdf(0.9)


class Shares(Words):
    """Shares of whole numbers: sizes, or ages at which bands begin."""

    assume: Prose = key("the reason for these figures")
    shares: dict[Annotated[int, whole(0, 150)], Share] = key("the share of each, 100% together")


class OneShare(Words):
    """A share of people."""

    assume: Prose = key("the reason for this figure")
    share: Share = key("the share")


class Spread(Words):
    """An amount by its median and the value that nine of ten do not exceed."""

    assume: Prose = key("the reason for these figures")
    median: Amount = key("yuan that half have at most")
    p90: Amount = key("yuan that nine of ten have at most")


class Marginals(Words):
    """What is known, or assumed, of a population."""

    household_size: Shares = key("persons of a household")
    age_of_head: Shares = key("ages at which bands begin, of the head of a household")
    couples: OneShare = key("heads of households of two or more who live with a spouse")
    employed: OneShare = key("people of working age who are insured at work")
    retired: OneShare = key("people above it who are insured as retired")
    wage: Spread = key("wage of those employed, a month")

    def in_words(self) -> dict[str, str]:
        """Each marginal with its figures and its reason, as a scenario lists what its rows were drawn from."""
        said = self.model_dump(mode="json")
        return {name: f"{_figures(one)}: {one['assume']}" for name, one in said.items()}


def _figures(said: dict[str, Any]) -> str:
    parts = said.get("shares") or {name: value for name, value in said.items() if name != "assume"}
    return ", ".join(f"{name} {value}" for name, value in parts.items())


class Person(NamedTuple):
    """A row: what a survey would ask of a person."""

    household: int
    person: int
    born: str
    sex: str
    spouse: int | None
    father: int | None
    mother: int | None
    insured: str
    wage: int | None  # yuan a month


def read_marginals(name: str, path: Path = MARGINALS) -> Marginals:
    """The marginals of a name in a file; raises `Faults` with all that is wrong with it."""
    tree = read_file(path)
    document = Document(str(path), tree if tree is not None else Mapping())
    try:
        found = TypeAdapter(dict[Name, Marginals]).validate_python(tree)
    except ValidationError as error:
        raise Faults(faults_of(error, document, Namer(dict[Name, Marginals], {}))) from None
    if name not in found:
        raise Faults([Fault(f"{name!r} is not among the marginals", str(path), 1, 1, allowed=", ".join(found))])
    for one in ("household_size", "age_of_head"):
        if sum(getattr(found[name], one).shares.values()) != _MILLION:
            raise Faults([document.fault((name, one, "shares"), f"{one}: the shares are not 100% together")])
    return found[name]


def drawn(marginals: Marginals, persons: int, seed: int, year: int) -> "pl.DataFrame":
    """Households with at least so many persons in all, at the beginning of a year."""
    import polars as pl

    parts = [pl.DataFrame(schema=Person.__annotations__)]
    left, household = persons, 0
    while left > 0:
        rows: list[Person] = []
        while len(rows) < min(left, _AT_A_TIME):
            household += 1
            rows += _household(marginals, household, Random(f"{seed} {household}"), year)
        parts.append(pl.DataFrame(rows, parts[0].schema, orient="row"))
        left -= len(rows)
    return pl.concat(parts, rechunk=True)


def _household(marginals: Marginals, number: int, chance: Random, year: int) -> list[Person]:
    """A head, perhaps a spouse, and children of theirs, as many as the size says."""
    size = _among(marginals.household_size.shares, chance)
    ages, bands = marginals.age_of_head.shares, sorted(marginals.age_of_head.shares)
    least = _among(ages, chance)
    most = next((band - 1 for band in bands if band > least), _OLDEST)
    head_age, head_sex = chance.randint(least, most), chance.choice(("male", "female"))
    grown = [(head_age, head_sex)]
    if size > 1 and _happens(marginals.couples.share, chance):
        grown.append((max(_GROWN, head_age + chance.randint(-3, 3)), "female" if head_sex == "male" else "male"))
    youngest = min(age for age, _ in grown)
    children = [
        (youngest - chance.randint(_GROWN, min(youngest, _GROWN + 12)), chance.choice(("male", "female")))
        for _ in range(size - len(grown))
    ]
    first = number * 100 + 1
    parents = {sex: first + place for place, (_, sex) in enumerate(grown)}
    is_couple = len(grown) == 2
    rows = []
    for place, (age, sex) in enumerate([*grown, *children]):
        is_grown = place < len(grown)
        insured = _insured(marginals, age, sex, chance)
        rows.append(
            Person(
                household=number,
                person=first + place,
                born=f"{year - 1 - age}-{chance.randint(1, 12):02}-{chance.randint(2, 28):02}",
                sex=sex,
                spouse=first + 1 - place if is_grown and is_couple else None,
                father=None if is_grown else parents.get("male"),
                mother=None if is_grown else parents.get("female"),
                insured=insured,
                wage=_wage(marginals.wage, chance) if insured == "employee" else None,
            )
        )
    return rows


def _insured(marginals: Marginals, age: int, sex: str, chance: Random) -> str:
    works_until, retired_from = (59, 61) if sex == "male" else (49, 56)
    if _GROWN <= age <= works_until:
        return "employee" if _happens(marginals.employed.share, chance) else "resident"
    is_retired = age >= retired_from and _happens(marginals.retired.share, chance)
    return "retired" if is_retired else "resident"


def _wage(spread: Spread, chance: Random) -> int:
    """Yuan a month, in tens: what is finer would be no figure of anybody's."""
    deviation = log(spread.p90 / spread.median) / _Z90
    z = NormalDist().inv_cdf(min(max(chance.random(), 1e-9), 1 - 1e-9))
    return max(10, round(spread.median / 100 * exp(z * deviation) / 10) * 10)


def _among(shares: dict[int, int], chance: Random) -> int:
    """One of the numbers, each as likely as its share."""
    at, reached = chance.randrange(_MILLION), 0
    for number, share in sorted(shares.items()):
        reached += share
        if at < reached:
            return number
    raise AssertionError("the shares are 100% together")


def _happens(share: int, chance: Random) -> bool:
    return chance.randrange(_MILLION) < share


_SCENARIO = """\
scenario: {title}
about: {about}
start: {year}-01-01
years: 10
seed: 1
population:
  from: {data}
  synthetic:                                # {comment}
{marginals}
  household: household
  person: person
  people:
    born: born
    sex: sex
    region: {region}
    spouse: spouse
    parents: [father, mother]
    insured.as: insured
    insured.paid_months: {{assume: paid since 22, months_since_age: 22, of: [employee, retired]}}
    insured.account: {{assume: a balance of 3000 yuan, value: 3000, of: [employee, retired]}}
    work.wage: wage
    care: {{by_age: {{0: child, 18: adult_average, 60: elder}}}}
  bindings: {{payer: [employee, retired], for: [spouse, parents, children]}}
  lives: 1
by: [sex, insured.as, age.10, income.quintile]
report: [out_of_pocket, pool_paid, contributed, catastrophic_years_10]
"""


def scenario_of(marginals: Marginals, data: str, persons: int, seed: int, year: int, region: str) -> str:
    """The text of a scenario that reads the rows, in the language that is spoken."""
    said = "\n".join(f'    {name}: "{text}"' for name, text in marginals.in_words().items())
    about = "{persons} persons drawn from assumed marginals with seed {seed}; no survey, and nothing about anybody."
    return _SCENARIO.format(
        title=say("A synthetic population"), about=say(about, persons=f"{persons:,}", seed=seed),
        comment=say("what the rows were drawn from: listed in every result"),
        year=year, data=data, marginals=said, region=region,
    )  # fmt: skip


def write(file: Path, persons: int, seed: int, region: str, year: int, marginals: Path, name: str) -> tuple[Path, Path]:
    """Write the rows and the scenario, neither over anything that is there."""
    rows = file.with_suffix(".parquet")
    there = next((path for path in (file, rows) if path.exists()), None)
    if there or file.suffix not in (".yaml", ".yml"):
        problem = "is there already; nothing was written" if there else "is no name of a scenario, which ends in .yaml"
        raise Faults([Fault(problem, str(there or file))])
    try:
        region = REGION.read(region)
    except Refusal as refusal:
        raise Faults([Fault(refusal.found, "", allowed=refusal.allowed, nearest=refusal.nearest)]) from None
    found = read_marginals(name, marginals)
    households = drawn(found, persons, seed, year)
    text = scenario_of(found, rows.name, households.height, seed, year, region)
    try:
        households.write_parquet(rows, compression="zstd", statistics=False)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Faults([Fault(f"cannot be written: {(error.strerror or str(error)).lower()}", str(file))]) from None
    return file, rows
