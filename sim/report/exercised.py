"""Which of the law some lives exercised: rules, refusals, values by what they rest on."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rich.text import Text

from sim.report.lines import wrapped
from sim.words.plurals import counted

if TYPE_CHECKING:
    from sim.explain.exercised import Exercised

_WEAK = {"C": "Read, of grade C", "K": "Read, of grade K (no source found)", "assumption": "Read, assumed"}


def exercised(found: "Exercised", width: int) -> Iterator[Text]:
    """What was called, refused and read, and what of it rests on little; what was not, by name."""
    cases, lives = counted(found.cases, "case"), counted(found.lives, "life", "lives")
    called = len(found.rules)
    title = f"Rules called in {lives} of {cases}"
    yield from wrapped(f"{title}: {called} of {called + len(found.unused_rules)}", width, len(title))
    yield from _listed("Not called", found.unused_rules, width)
    yield Text()
    refusals = [f"{reason} ({number})" for reason, number in sorted(found.reasons.items())]
    yield from _listed("Refused, in so many cases", refusals or ["nothing"], width)
    yield from _listed("Nothing was refused for", found.unused_reasons, width)
    yield Text()
    counts = ", ".join(f"{rests_on} {number}" for rests_on, number in _counts(found).items())
    parameters = len({value.parameter for value in found.values})
    yield from wrapped(f"Values read: {len(found.values)}, of {counted(parameters, 'parameter')}: {counts}", width)
    for grade, title in _WEAK.items():
        values = found.of_grade(grade)
        if values:
            yield from wrapped(f"{title} ({len(values)})", width, len(title))
        for value in values:
            since = f" since {value.since}" if value.since else ""
            text = f"{value.parameter} in {value.region}: {value.value}{since} ({value.source})"
            yield from wrapped(text, width, len(value.parameter), indent=2)
    yield Text()
    yield from wrapped("Due days, windows and first days of years are taken from the law before a life begins.", width)
    yield from wrapped("That a value was read says little: gongji sweep FILE --assumptions tries other values.", width)


def _listed(title: str, texts: Iterable[str], width: int) -> Iterator[Text]:
    if names := ", ".join(texts):
        yield from wrapped(f"{title}: {names}", width, len(title))


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
        "values": [value._asdict() | {"cases": number} for value, number in sorted(found.values.items())],
    }
