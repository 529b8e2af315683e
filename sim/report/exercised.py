"""Which of the law some lives exercised: rules, refusals, values by what they rest on."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.text import Text

from sim.explain.citing import parameter_text
from sim.policy.seeds import region_text
from sim.report.lines import wrapped
from sim.report.tables import grade_text
from sim.words.language import is_chinese, listed, say
from sim.words.plurals import counted
from sim.words.reasons import Reason
from sim.words.rules import INSTITUTIONS, RULES

if TYPE_CHECKING:
    from sim.explain.citing import Cited
    from sim.explain.exercised import Exercised
    from sim.words.rules import Named


def exercised(found: "Exercised", width: int) -> Iterator[Text]:
    """What was called, refused and read, and what of it rests on little; what was not, by name."""
    cases, lives = counted(found.cases, "case"), counted(found.lives, "life", "lives")
    called = len(found.rules)
    title = say("Rules called in {lives} of {cases}", lives=lives, cases=cases)
    rules = say("{title}: {called} of {rules}", title=title, called=called, rules=called + len(found.unused_rules))
    yield from wrapped(rules, width, len(title))
    if found.unused_rules:
        yield from wrapped(say("{title} ({count})", title=say("Not called"), count=len(found.unused_rules)), width)
    yield from _by_institution(found.unused_rules, width)
    yield Text()
    refusals = [
        say("{reason} ({number})", reason=_reason(reason), number=number)
        for reason, number in sorted(found.reasons.items())
    ]
    yield from _listed(say("Refused, in so many cases"), refusals or [say("nothing")], width)
    yield from _listed(say("Nothing was refused for"), map(_reason, found.unused_reasons), width)
    yield Text()
    counts = listed([f"{grade_text(name)} {number}" for name, number in _counts(found).items()])
    parameters = counted(len({value.parameter for value in found.values}), "parameter")
    text = "Values read: {values}, of {parameters}: {counts}"
    yield from wrapped(say(text, values=len(found.values), parameters=parameters, counts=counts), width)
    for grade, title in _weak().items():
        values = found.of_grade(grade)
        if values:
            yield from wrapped(say("{title} ({count})", title=title, count=len(values)), width, len(title))
        for value in values:
            number = f"{found.effects[value]:,}"
            yield from wrapped(f"{number} × {_value(value)}", width, len(number) + 3 + len(value.parameter), indent=2)
    text = "Before each value stands how many amounts of money, and changes of who is insured how, rest on it."
    yield from wrapped(say(text), width)
    yield Text()
    text = "Due days, windows and first days of years are taken from the law before a life begins."
    yield from wrapped(say(text), width)
    text = "How far results would move with other values, gongji sweep FILE --assumptions tries."
    yield from wrapped(say(text), width)


def _by_institution(rules: list[str], width: int) -> Iterator[Text]:
    """The names of rules, a line an institution."""
    for institution, of_institution in groupby(rules, lambda rule: rule.partition(".")[0]):
        title = _named(INSTITUTIONS[institution])
        names = listed([_named(RULES[institution][rule.partition(".")[2]]) for rule in of_institution])
        yield from wrapped(say("{title}: {names}", title=title, names=names), width, len(title), indent=2)


def _named(name: "Named") -> str:
    return name.chinese if is_chinese() else name.english


def _weak() -> dict[str, str]:
    """What values that rest on little are called, by what they rest on."""
    return {
        "C": say("Read, of grade C"),
        "K": say("Read, of grade K (no source found)"),
        "assumption": say("Read, assumed"),
    }


def _value(value: "Cited") -> str:
    values = {"parameter": parameter_text(value), "region": region_text(value.region), "value": value.value_text}
    if not value.since:
        return say("{parameter} in {region}: {value} ({source})", source=value.source, **values)
    since = date.fromisoformat(value.since)
    return say("{parameter} in {region}: {value} since {since} ({source})", since=since, source=value.source, **values)


def _reason(word: str) -> str:
    """Why something was refused: the word of documents, in Chinese what it means."""
    return Reason[word.upper()].chinese if is_chinese() else word


def _listed(title: str, texts: Iterable[str], width: int) -> Iterator[Text]:
    if names := listed(list(texts)):
        yield from wrapped(say("{title}: {names}", title=title, names=names), width, len(title))


def _counts(found: "Exercised") -> dict[str, int]:
    """How many of the values read rest on what: grades first, then assumptions, then the scenario."""
    order = ("A", "B", "C", "K", "assumption", "scenario")
    counts = {rests_on: len(found.of_grade(rests_on)) for rests_on in order}
    return {rests_on: number for rests_on, number in counts.items() if number}


def document(found: "Exercised") -> dict[str, Any]:
    """The same as a document has it."""
    return {
        "cases": found.cases,
        "lives": found.lives,
        "rules": dict(sorted(found.rules.items())),
        "unused_rules": found.unused_rules,
        "refusals": dict(sorted(found.reasons.items())),
        "unused_refusals": found.unused_reasons,
        "values": [
            value._asdict() | {"cases": number, "effects": found.effects[value]}
            for value, number in sorted(found.values.items())
        ],
    }
