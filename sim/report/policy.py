"""The screens and the JSON of `gongji policy`: regions, their law on a day, differences, sources, claims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.text import Text

from sim.policy.claims import Claim
from sim.policy.provisions import RULES, Difference, Provision, Source, Summary
from sim.policy.values import Value
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING
from sim.values.trees import as_text
from sim.words.plurals import counted

_HEADS = ("published", "A", "B", "C", "K", "assumed", "unknown", "silent", "verified")
_SPARE = (("silent",), ("unknown",), ("assumed",))  # what a narrow screen leaves out, in this order

Row = dict[str, Any]


# ----------------------------------------------------------------------------- regions


def regions(summaries: Sequence[Summary], width: int) -> Iterator[Text]:
    """Each region with its names, how much of the law its file gives, and what that rests on."""
    lines = []
    for one in summaries:
        lines.append(Line(one.region, heading=f"{one.chinese}  {one.english}"))
        counts = (*one.published.values(), one.assumed, one.unknown, one.silent)
        verified = str(one.verified or MISSING)
        lines.append(Line("", (f"{one.share:.0%}", *(str(count) if count else MISSING for count in counts), verified)))
    yield from table(_HEADS, lines, width, _SPARE)
    text = (
        "published: the share of all parameters for which the file gives a published value, by grade: A government "
        "page, B repost that quotes one, C other page, K no source found. Unknown was looked for and not found; of "
        "what is silent the file says nothing: both are read from national. Verified: the last day on which a source "
        "says that a value holds."
    )
    yield from wrapped(text, width)


def of_summary(one: Summary) -> Row:
    return {**one._asdict(), "share": round(one.share, 4), "verified": _day(one.verified)}


# ----------------------------------------------------------------------------- the law of a region


def law(title: str, provisions: Sequence[Provision], looked_up: date | None, day: date, width: int) -> Iterator[Text]:
    """The law on a day, in the order of the rules: each value, since when, who says so, or why it was assumed."""
    yield from wrapped(title, width, len(title))
    if looked_up and day > looked_up:
        yield from wrapped(not_verified(looked_up), width)
    rule = None
    for provision in provisions:
        if provision.parameter.rule != rule:
            rule = provision.parameter.rule
            yield Text()
            yield Text(_heading(rule), "bold cyan")
        yield from _provision(provision, width)
    yield Text()


def not_verified(looked_up: date | str) -> str:
    """What is to be said of days after the figures were last looked up."""
    return f"Nothing after {looked_up} was verified: the newest values stay in force, or grow by a named projection."


def _heading(rule: int) -> str:
    english, chinese = RULES[rule]
    return f"Rule {rule}: {english} ({chinese})" if rule else f"{english.capitalize()} ({chinese})"


def _provision(provision: Provision, width: int) -> Iterator[Text]:
    parameter, value = provision.parameter, provision.value
    name = f"{parameter.name}: {_amount(value)}"
    yield from wrapped(name, width, len(parameter.name) + 1, indent=2)
    about = f"{parameter.english} ({parameter.chinese}); {story(provision)}"
    yield from (Text(line.plain, "dim") for line in wrapped(about, width, indent=6))
    if value.note and not provision.inherited_from:
        yield from wrapped(value.note, width, indent=6)
    if provision.looked_for:
        yield from wrapped(f"unknown in {provision.region}: {provision.looked_for}", width, indent=6)


def _amount(value: Value) -> str:
    """A value with its unit where it is an amount: not behind a word or a share."""
    unit = value.unit.split(",")[0]
    is_amount = (
        unit.startswith(("yuan", "months", "years")) and value.text[0] in "0123456789{[" and "%" not in value.text
    )
    return f"{value.text} {unit}" if is_amount else value.text


def story(provision: Provision) -> str:
    """Since when a value holds, whose it is, and its sources with their grade, or the assumption."""
    value = provision.value
    parts = [f"since {value.from_}"] if value.from_ else []
    if provision.inherited_from:
        parts.append(f"from {provision.inherited_from}")
    if value.rate:
        parts.append(f"projected, {value.rate.text} ({_assumed(value.rate)})")
    if value.assume:
        parts.append(f"assumed: {value.assume[0]} – {value.assume[1]}")
        parts += [f"plausible too: {', '.join(map(as_text, value.plausible))}"] if value.plausible else []
    elif value.origin == "change":
        parts.append("the scenario's")
    elif not value.rate:
        parts.append(f"grade {value.grade}: {', '.join(value.source)}")
    if value.last_confirmed:
        parts.append(f"confirmed {value.last_confirmed}")
    return "; ".join(parts)


def _assumed(rate: Value) -> str:
    return rate.assume[0] if rate.assume else "the scenario's"


def of_provision(provision: Provision) -> Row:
    """One parameter of the law as data."""
    parameter, value = provision.parameter, provision.value
    return {
        "rule": parameter.rule,
        "parameter": parameter.name,
        "english": parameter.english,
        "chinese": parameter.chinese,
        "unit": parameter.kind.unit,
        "value": value.text,
        "from": _day(value.from_),
        "rests_on": value.rests_on,
        "source": list(value.source),
        "inherited_from": provision.inherited_from or None,
        "assumption": dict(zip(("name", "reason"), value.assume, strict=True)) if value.assume else None,
        "plausible": [as_text(other) for other in value.plausible],
        "projection": value.rate.text if value.rate else None,
        "confirmed": _day(value.last_confirmed),
        "note": value.note or None,
        "looked_for": provision.looked_for or None,
    }


# ----------------------------------------------------------------------------- differences


def differences(
    names: tuple[str, str], found: Mapping[str, Sequence[Difference]], width: int, of: int
) -> Iterator[Text]:
    """The parameters that differ, each with both values and what they rest on; by region where there are several."""
    before, after = names
    for region, listed in found.items():
        title = f"{before} and {after}" if len(found) == 1 else f"{region}: {before} and {after}"
        yield from wrapped(f"{title}: {len(listed)} of {counted(of, 'parameter')} differ", width, len(title))
        rule = None
        for one in listed:
            if one.after.parameter.rule != rule:
                rule = one.after.parameter.rule
                yield Text()
                yield Text(_heading(rule), "bold cyan")
            parameter = one.after.parameter
            name = f"{parameter.name}: {parameter.english} ({parameter.chinese})"
            yield from wrapped(name, width, len(parameter.name) + 1, indent=2)
            for side, provision in ((before, one.before), (after, one.after)):
                text = f"{side}: {_amount(provision.value)} ({_rests_on(provision)})"
                yield from wrapped(text, width, indent=6)
        yield Text()


def _rests_on(provision: Provision) -> str:
    value = provision.value
    word = value.rests_on if value.rests_on in ("assumption", "scenario") else f"grade {value.rests_on}"
    return f"{word}, from {provision.inherited_from}" if provision.inherited_from else word


def of_difference(one: Difference) -> Row:
    return {"parameter": one.after.parameter.name, "before": of_provision(one.before), "after": of_provision(one.after)}


# ----------------------------------------------------------------------------- sources and claims


def sources(title: str, cited: Sequence[Source], width: int) -> Iterator[Text]:
    """Each source with its grades and what rests on it."""
    yield from wrapped(title, width, len(title))
    for one in cited:
        yield Text()
        yield from wrapped(one.cited, width, len(one.cited), indent=2)
        yield from wrapped(f"{', '.join(one.grades)}: {', '.join(one.parameters)}", width, indent=6)
    yield Text()


def claims(listed: Iterable[Claim], width: int) -> Iterator[Text]:
    """Each claim with its verdict, and why."""
    for one in listed:
        title = f"{one.id}  {one.verdict}"
        yield from wrapped(f"{title}  {one.place}, {one.topic}: {one.of}", width, len(title))
        unit = f" ({one.unit})" if one.unit else ""
        yield from wrapped(f"says: {one.says}{unit}, {one.printed}", width, indent=6)
        for word, text in (("because", one.because), ("its arithmetic", one.arithmetic)):
            if text:
                yield from wrapped(f"{word}: {text}", width, indent=6)
        if one.variant:
            yield from wrapped(f"what would follow: scenarios/claims/{one.variant}, variant {one.id}", width, indent=6)
    yield Text()


def of_claim(one: Claim) -> Row:
    return {**one._asdict(), "against": list(one.against)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
