"""The skeleton of a policy file: every parameter with its meaning, unit and national value, ready to be filled in."""

import json
import re
from collections.abc import Iterator

from sim.errors import Fault, Faults, quoted
from sim.policy.parameters import Parameter, parameters
from sim.policy.provisions import RULES, by_rule
from sim.policy.seeds import GRADES, NATIONAL, UNDATED, seed
from sim.policy.values import Value

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
#: What moves the most money in an ordinary life comes first: who is let in, then the large sums.
DECISIVE = (
    "province",
    "contribution.base.floor", "contribution.base.ceiling", "contribution.rate.employer", "contribution.rate.employee",
    "inpatient.ratio", "inpatient.deductible", "inpatient.cap", "large_amount.ratio", "large_amount.cap",
    "outpatient.ratio", "outpatient.deductible", "outpatient.cap",
    "account.credit.retired", "retirement.years.male", "retirement.years.female", "contribution.flexible.menu",
    "coverage.gap.grace_months", "coverage.wait.employee", "resident.premium",
)  # fmt: skip


def skeleton(region: str) -> str:
    """The text of a new policy file. Its lines are comments, but for a province that is still unknown."""
    if not _NAME.fullmatch(region):
        allowed = "up to 60 small Latin letters, digits and _, a letter first"
        raise Faults([Fault(f"{quoted(region)} cannot name a policy file", allowed=allowed)])
    return "\n".join(_lines(region))


def _lines(region: str) -> Iterator[str]:
    yield from (
        f"# A policy file of {len(parameters())} parameters, all still to be looked up. Each has its meaning, its unit",
        "# and what national says. Keep what a source says by removing the first `# ` of the entry; delete the rest:",
        "# it is read from national. Say `{value: unknown, note: …}` where you looked and found nothing.",
        "# Grades: A government page, B repost that quotes one, C other page, K no source found.",
        f"# `{UNDATED}` stands where a source prints no day.",
        "",
        f"region: {region}",
        f"chinese: {region}  # the Chinese name",
        f"english: {region}  # the English name",
        "about: What is sourced best here, and what is weakest.",
        "values:",
    )
    decisive = [parameters()[name] for name in DECISIVE]
    yield from _section("What decides most", "先查", decisive)
    for rule, (english, chinese) in RULES.items():
        rest = [one for one in by_rule() if one.rule == rule and one.name not in DECISIVE]
        if rest:
            yield from _section(f"Rule {rule}: {english}" if rule else english.capitalize(), chinese, rest)


def _section(english: str, chinese: str, listed: list[Parameter]) -> Iterator[str]:
    yield from ("", f"  # ---------------------------------------------------------------- {english} ({chinese})")
    for parameter in listed:
        value = seed(NATIONAL).values[parameter.name][-1]
        yield ""
        yield f"  ## {parameter.english} ({parameter.chinese}); {parameter.kind.unit}; national: {_stands(value)}"
        if parameter.name == "province":
            yield f"  {parameter.name}: {{value: unknown, note: still to be looked up}}"
        else:
            yield f"  # {_entry(parameter, value)}"


def _entry(parameter: Parameter, value: Value) -> str:
    known = f"value: {value.text}, from: {UNDATED}, unit: {json.dumps(parameter.kind.unit)}"
    return f"{parameter.name}: {{{known}, source: [where], grade: {GRADES[-1]}}}"


def _stands(value: Value) -> str:
    if value.assume:
        return f"assumed, {value.assume[0]}"
    return f"since {value.from_}, {value.grade}" if value.from_ else value.grade
