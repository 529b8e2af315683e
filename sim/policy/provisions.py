"""Provisions: what the law of a region says on a day, parameter by parameter, and what each value rests on.

Nothing here is needed to simulate; it is for readers of the law, and loads no NumPy.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sim.policy.changes import PolicyChange
from sim.policy.parameters import Parameter, parameters
from sim.policy.seeds import GRADES, NATIONAL, Seed, chinese_names, seed
from sim.policy.timeline import at, timelines
from sim.policy.values import Value

#: The rules of the law that have parameters: number, English and Chinese.
RULES: dict[int, tuple[str, str]] = {
    0: ("whose values these are", "适用地区"),
    1: ("contribution", "缴费"),
    2: ("account credit", "个人账户划入"),
    3: ("coverage", "待遇"),
    4: ("outpatient care", "门诊"),
    5: ("inpatient care", "住院"),
    6: ("who pays the rest", "个人负担"),
    7: ("family mutual aid", "家庭共济"),
    8: ("resident insurance", "居民医保"),
    9: ("retirement", "退休"),
    11: ("life", "人的一生"),
}


class Provision(NamedTuple):
    """One parameter of a region on a day; `looked_for` is the region's note where it says that a value is unknown."""

    region: str
    parameter: Parameter
    value: Value
    looked_for: str = ""

    @property
    def inherited_from(self) -> str:
        """The region whose value stands in; empty where it is the region's own, or a scenario's."""
        given = self.value.region
        return given if given and given != self.region else ""


class Difference(NamedTuple):
    """A parameter whose value differs between two regions, days or scenarios."""

    before: Provision
    after: Provision


class Source(NamedTuple):
    """A source of a policy file as it is cited, with its grades and the parameters that rest on it."""

    cited: str
    grades: tuple[str, ...]
    parameters: tuple[str, ...]


class Summary(NamedTuple):
    """How much of the law a region's file gives itself, and how well that is sourced.

    Each parameter counts once, by its newest value: `published` by grade, `assumed`, or `unknown`; what the file does
    not name at all is `silent`. The last two are read from `national`.
    """

    region: str
    chinese: str
    english: str
    published: dict[str, int]
    assumed: int
    unknown: int
    silent: int
    verified: date | None  # the last day on which a source says that a value holds

    @property
    def share(self) -> float:
        """The part of all parameters for which the file gives a published value."""
        return sum(self.published.values()) / len(parameters())


def region_named(name: str) -> str:
    """A region by the name of its file, or by the Chinese name that one file declares."""
    found = chinese_names().get(name, ())
    return found[0] if len(found) == 1 else name


def by_rule() -> list[Parameter]:
    """All parameters in the order of the law's rules."""
    return sorted(parameters().values(), key=lambda parameter: parameter.rule)


def provisions(region: str, day: date, changes: Sequence[PolicyChange] = ()) -> list[Provision]:
    """The law of a region on a day, in the order of the rules, under a scenario's changes if there are any."""
    lines = timelines(region, changes, day, day + timedelta(days=1))
    unknown = seed(region).unknown
    return [
        Provision(region, one, value, unknown.get(one.name, "") if value.region != region else "")
        for one in by_rule()
        for value in [at(lines[one.name], day.toordinal())]
    ]


def differences(before: Iterable[Provision], after: Iterable[Provision]) -> list[Difference]:
    """The parameters whose values differ, in the order of the rules."""
    return [
        Difference(one, other) for one, other in zip(before, after, strict=True) if one.value.text != other.value.text
    ]


def sources(region: str) -> list[Source]:
    """The sources that a region's file cites, those that most rests on first."""
    grades: dict[str, dict[str, None]] = {}
    named: dict[str, dict[str, None]] = {}
    for values in seed(region).values.values():
        for value in values:
            for cited in value.source:
                grades.setdefault(cited, {})[value.rests_on] = None
                named.setdefault(cited, {})[value.parameter] = None
    found = [Source(cited, tuple(grades[cited]), tuple(names)) for cited, names in named.items()]
    return sorted(found, key=lambda source: -len(source.parameters))


def summary(region: str) -> Summary:
    """How complete a region's file is and what it rests on."""
    file = seed(region)
    newest = {name: file.values[name][-1] for name in parameters() if name in file.values}
    published = {grade: sum(value.rests_on == grade for value in newest.values()) for grade in GRADES}
    assumed = len(newest) - sum(published.values())
    unknown = sum(name in file.unknown and name not in newest for name in parameters())
    silent = len(parameters()) - len(newest) - unknown
    return Summary(region, file.chinese, file.english, published, assumed, unknown, silent, verified(file))


def verified(file: Seed) -> date | None:
    """The last day on which a source says that a value of a file holds.

    What begins after the figures were looked up was announced by then; nobody has seen that it holds.
    """
    until = file.looked_up or seed(NATIONAL).looked_up or date.max
    published = [value for values in file.values.values() for value in values if not value.assume]
    days = [day for value in published for day in (value.from_, value.last_confirmed) if day and day <= until]
    return max(days, default=None)
