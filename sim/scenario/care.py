"""A need of care as a file writes it, and what is refused of it wherever it stands: how often, where, at what cost."""

from collections.abc import Iterator
from math import erfc, exp, inf, log, sqrt
from typing import Annotated, Any

from pydantic import Discriminator, Tag, model_validator

from sim.errors import Fault
from sim.scenario.scalars import Amount, Money, Name, PerYear, Share, YearlyRate
from sim.values.document import Document
from sim.values.models import Path, Words, key
from sim.values.scalars import MILLION, percent, word_among, yuan
from sim.words.events import BILLS
from sim.words.flows import MOST_FEN
from sim.words.law import CLASS_B_PARTS, DRAWN_PROGRAMMES, Away
from sim.words.law import Tier as TierOfLaw
from sim.words.members import word_of

# of the standard normal distribution: above it lies the last of 2**20 equal parts, the rarest bill a table can give
_RAREST = 4.7630
_P90 = 1.2816
# A line to paste where a key is missing that has no default.
EXAMPLES = {"per_year": "6", "cost": "{median: 180, p90: 700}", "median": "180", "p90": "700"}

Tier = Annotated[str, word_among(sorted(TierOfLaw, key=word_of))]
AwayAs = Annotated[str, word_among(Away)]


def with_defaults(given: Any, defaults: dict[str, Any]) -> Any:
    """A mapping with what it leaves out, where the default rests on another of its keys."""
    return {**defaults, **given} if isinstance(given, dict) else given


# ----------------------------------------------------------------------------- words


def _by_form(given: Any) -> str:
    return "(parts)" if isinstance(given, dict) else "(one)"


# Class B of a bill: yuan with the own first share of the law, or yuan by own first share.
ClassB = Annotated[
    Annotated[Money, Tag("(one)")] | Annotated[dict[Share, Money], Tag("(parts)")], Discriminator(_by_form)
]
# Class B of drawn bills: a share of the cost, or shares of the cost, each with its own first share.
ShareOfClassB = Annotated[
    Annotated[Share, Tag("(one)")] | Annotated[dict[Share, Share], Tag("(parts)")], Discriminator(_by_form)
]


# The programme of all drawn bills, or shares of the bills by programme.
Programmes = Annotated[
    Annotated[Name, Tag("(one)")] | Annotated[dict[Name, Share], Tag("(parts)")], Discriminator(_by_form)
]


def by_law(class_b: int | dict[int, int] | None) -> int:
    """What is class B with the own first share of the law."""
    return class_b if isinstance(class_b, int) else 0


def in_parts(class_b: int | dict[int, int] | None) -> tuple[tuple[int, int], ...]:
    """The parts that name an own first share, as written."""
    return tuple(class_b.items()) if isinstance(class_b, dict) else ()


class Cost(Words):
    """Cost of one bill, lognormal."""

    median: Amount = key("yuan: half of the bills cost less (中位数)")
    p90: Amount = key("yuan: nine of ten bills cost less (九成分位数)")


class Visits(Words):
    """How often a person goes, where, and what it costs."""

    per_year: PerYear = key("bills a year on average (年均次数)")
    cost: Cost = key("cost of one bill (单次费用): {median: 180, p90: 700}")
    tiers: dict[Tier, Share] = key("share of each tier of provider (医院级别), together 100 %; default {1: 100%}", None)
    class_b: ShareOfClassB = key("share of the cost that is class B (乙类), or {share: own first share}; default 0", 0)
    class_c: Share = key("share of the cost that is class C (丙类); default 0", 0)
    away: dict[AwayAs, Share] = key("share of the bills away from home (异地就医): {filed: 10%, emergency: 1%}", {})

    programme: Programmes | None = key(
        "programme for chronic diseases (门诊慢特病) of the bills, or of shares of them: {chronic: 40%}; default none",
        None,
    )

    @model_validator(mode="before")
    @classmethod
    def _first_tier(cls, given: Any) -> Any:
        return with_defaults(given, {"tiers": {"1": "100%"}})

    @property
    def class_b_by_law(self) -> int:
        """The share of the cost that is class B with the own first share of the law."""
        return by_law(self.class_b)

    @property
    def class_b_parts(self) -> tuple[tuple[int, int], ...]:
        """Shares of the cost with an own first share of their own, and that."""
        return in_parts(self.class_b)

    @property
    def class_b_total(self) -> int:
        """The share of the cost that is class B at all."""
        return self.class_b_by_law + sum(part for part, _ in self.class_b_parts)

    @property
    def programmes(self) -> dict[str, int]:
        """The share of the bills that belongs to each programme."""
        return {self.programme: MILLION} if isinstance(self.programme, str) else self.programme or {}

    @property
    def median(self) -> int:
        """Median cost in fen."""
        return self.cost.median

    @property
    def p90(self) -> int:
        """Cost in fen that one bill in ten exceeds."""
        return self.cost.p90


class Care(Words):
    """What care a person needs, by chance."""

    outpatient: Visits | None = key("outpatient bills (门诊)", None)
    inpatient: Visits | None = key("inpatient bills (住院)", None)
    growth: YearlyRate = key("growth of costs each 1 January (费用增长); default 0", 0)


# ----------------------------------------------------------------------------- what is refused


def faults_of_care(document: Document, path: Path, care: Care) -> Iterator[Fault]:
    """Everything that is wrong with a need of care whose words are right, whenever it begins."""
    for kind in BILLS:
        visits = getattr(care, kind)
        if visits is not None:
            for check in (
                fault_of_tiers,
                fault_of_classes,
                fault_of_parts,
                fault_of_away,
                fault_of_programmes,
                fault_of_p90,
                fault_of_width,
            ):
                yield from check(document, (*path, kind), visits)


def fault_of_tiers(document: Document, path: Path, visits: Visits) -> Iterator[Fault]:
    """Every visit is at some tier."""
    total = sum(visits.tiers.values())
    if total != MILLION:
        yield document.fault((*path, "tiers"), f"tiers: the shares add up to {percent(total)}", allowed="100%")


def fault_of_classes(document: Document, path: Path, visits: Visits) -> Iterator[Fault]:
    """Class B and class C are parts of the cost."""
    parts = visits.class_b_total + visits.class_c
    if parts > MILLION:
        message = f"class_b and class_c are together {percent(parts)} of the cost"
        yield document.fault((*path, "class_c" if visits.class_c else "class_b"), message, allowed="at most 100%")


def fault_of_parts(document: Document, path: Path, visits: Visits) -> Iterator[Fault]:
    """Parts of class B are few where they are drawn, and no share stands for two."""
    yield from fault_of_named_parts(document, (*path, "class_b"), len(visits.class_b_parts), most=CLASS_B_PARTS)


def fault_of_named_parts(document: Document, path: Path, parts: int, most: int = 100) -> Iterator[Fault]:
    """The same of any bill: as many parts were read as are written, and no more than may be."""
    written = document.mapping(*path) if parts else {}
    if len(written) > most:
        yield document.fault(path, f"class_b has {len(written)} parts", allowed=f"at most {most}")
    elif len(written) > parts:
        yield document.fault(path, "class_b names one share twice", allowed="each share once")


def fault_of_away(document: Document, path: Path, visits: Visits) -> Iterator[Fault]:
    """Shares of bills away from home are at most all of them."""
    total = sum(visits.away.values())
    if total > MILLION:
        yield document.fault((*path, "away"), f"away: the shares add up to {percent(total)}", allowed="at most 100%")


def fault_of_programmes(document: Document, path: Path, visits: Visits) -> Iterator[Fault]:
    """Programmes are few, of visits alone, and together at most all of them."""
    at, total = (*path, "programme"), sum(visits.programmes.values())
    if visits.programmes and path[-1] != BILLS[0]:
        yield document.fault(
            at, f"programme: {path[-1]} bills belong to none", allowed=f"a programme of {BILLS[0]} bills"
        )
    elif total > MILLION:
        yield document.fault(at, f"programme: the shares add up to {percent(total)}", allowed="at most 100%")
    elif len(visits.programmes) > DRAWN_PROGRAMMES:
        message = f"programme: {len(visits.programmes)} programmes"
        yield document.fault(at, message, allowed=f"at most {DRAWN_PROGRAMMES}")


def fault_of_p90(document: Document, path: Path, visits: Visits) -> Iterator[Fault]:
    """Nine of ten bills reach at least as far as five of ten."""
    if visits.p90 < visits.median:
        message = f"p90: {yuan(visits.p90)} is less than the median {yuan(visits.median)}"
        yield document.fault((*path, "cost", "p90"), message)


def fault_of_width(document: Document, path: Path, visits: Visits) -> Iterator[Fault]:
    """The rarest bill is still an amount that can be counted."""
    if rarest_bill(visits) > MOST_FEN:
        message = "cost: the rarest bills of so wide a distribution cost more than ten billion yuan"
        yield document.fault((*path, "cost"), message, allowed="a p90 nearer to the median")


def rarest_bill(visits: Visits) -> float:
    """The mean of the dearest of 2**20 bills in fen, of a lognormal distribution; without end where it is far off."""
    spread = log(visits.p90 / visits.median) / _P90 if visits.p90 > visits.median else 0.0
    if spread > 10:
        return inf
    part = erfc((_RAREST - spread) / sqrt(2)) / 2
    return visits.median * exp(spread * spread / 2) * part * 2**20
