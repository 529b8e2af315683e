"""The values of the law by the field of their record: with date, source and grade, or why they were assumed."""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sim.policy.parameters import parameters
from sim.policy.seeds import region_text
from sim.policy.wording import value_text
from sim.words.flows import Flow
from sim.words.language import is_chinese, say
from sim.words.states import Care
from sim.words.translation import source_text, translated

if TYPE_CHECKING:
    from sim.explain.journal import Call
    from sim.policy import Policy
    from sim.policy.values import Value


class Cited(NamedTuple):
    """A value of the law in force in a region on a day, and what it rests on."""

    parameter: str
    region: str
    value: str
    since: str  # empty where it holds for the whole run
    rests_on: str  # the grade of its source, `assumption` or `scenario`
    source: str
    english: str
    chinese: str

    @property
    def is_assumed(self) -> bool:
        """Whether no source says so."""
        return self.rests_on == "assumption"

    @property
    def value_text(self) -> str:
        """The value as a reader knows it."""
        return value_text(self.parameter, self.value)

    def __str__(self) -> str:
        values = {"parameter": parameter_text(self), "region": region_text(self.region), "value": self.value_text}
        if not self.since:
            return say("{parameter} in {region} is {value} ({source})", source=self.source, **values)
        since = date.fromisoformat(self.since)
        return say(
            "{parameter} in {region} is {value} since {since} ({source})", since=since, source=self.source, **values
        )


def parameter_text(cited: Cited) -> str:
    """A parameter as a reader knows it: by its name, in Chinese with what it means."""
    return f"{cited.parameter}（{cited.chinese}）" if is_chinese() else cited.parameter


class Law:
    """The law of a life, to be cited."""

    def __init__(self, policy: "Policy"):
        self._policy = policy
        self._known: dict[tuple[str, int | str, int], Cited] = {}

    def parameters(self, field: str) -> tuple[str, ...]:
        """The parameters that fill a field of the record."""
        return _of_fields().get(field, ())

    def parameters_for(self, field: str, of_residents: bool) -> tuple[str, ...]:
        """The same, of residents or of employees where each have their own."""
        names = self.parameters(field)
        return tuple(name for name in names if name.startswith("resident.") == of_residents) or names

    def cited(self, parameter: str, region: int | str, day: int) -> Cited:
        """A parameter in force in a region on a day."""
        if (parameter, region, day) not in self._known:
            self._known[parameter, region, day] = self._cited(parameter, region, day)
        return self._known[parameter, region, day]

    def _cited(self, parameter: str, region: int | str, day: int) -> Cited:
        name = region if isinstance(region, str) else self._policy.regions[region]
        value = self._policy.citations(name, parameter, date.fromordinal(day))
        declared = parameters()[parameter]
        since = value.from_.isoformat() if value.from_ else ""
        return Cited(
            parameter, name, value.text, since, value.rests_on, _source(value), declared.english, declared.chinese
        )


#: The rule of the law that each file of `sim/processes/` applies; that of a bill depends on its kind.
_RULES = {
    "account": 2, "arrears": 3, "back_payment": 3, "contribution": 1, "coverage": 3, "extras": 1, "life": 11,
    "payers": 6, "resident": 8, "retirement": 9, "settlement": 3, "sharing": 7,
}  # fmt: skip
_OF_SHARING = (
    Flow.RECEIVED_FOR_BILL, Flow.GIVEN_FROM_ACCOUNT, Flow.GIVEN_FROM_PAST_ACCOUNT, Flow.GIVEN_FROM_WALLET,
)  # fmt: skip


def rule_of(kernel: "Call", care: int | None = None, flow: Flow | None = None) -> int | None:
    """The number of the rule by which a kernel moved money; `care` is the kind of the bill it settled."""
    if flow in _OF_SHARING:
        return 7
    if kernel.module == "bills" and care is not None:
        return 4 if care == Care.OUTPATIENT else 5
    return _RULES.get(kernel.module)


def _source(value: "Value") -> str:
    if value.origin == "change":
        return say("set by the scenario")
    if value.assume:
        return say("assumed: {name}", name=translated(value.assume[0]))
    if value.rate:
        return say("projected by {parameter}", parameter=value.rate.parameter)
    graded = say(", grade {grade}", grade=value.grade) if value.grade else ""
    return f"{source_text(value.source[0]) if value.source else say('no source named')}{graded}"


@cache
def _of_fields() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for parameter in parameters().values():
        for suffix in parameter.kind.shapes():
            found[parameter.stem + suffix].append(parameter.name)
    return {field: tuple(names) for field, names in found.items()}
