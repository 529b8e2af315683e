"""The screens and the JSON of `gongji policy`: regions, their law on a day, differences, sources, claims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.text import Text

from sim.policy.claims import Claim
from sim.policy.provisions import RULES, Difference, Provision, Source, Summary
from sim.policy.seeds import region_text
from sim.policy.values import Value
from sim.policy.wording import amount_text, value_text
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING
from sim.values.trees import as_text
from sim.words.language import is_chinese, listed, say, with_term, words
from sim.words.plurals import counted
from sim.words.translation import of_claims, of_seeds, source_text

_HEADS = ("published", "A", "B", "C", "K", "assumed", "unknown", "silent", "verified")
_SPARE = (("silent",), ("unknown",), ("assumed",))  # what a narrow screen leaves out, in this order

Row = dict[str, Any]


# ----------------------------------------------------------------------------- regions


def regions(summaries: Sequence[Summary], width: int) -> Iterator[Text]:
    """Each region with its names, how much of the law its file gives, and what that rests on."""
    lines = []
    for one in summaries:
        lines.append(Line(one.region, heading=one.chinese if is_chinese() else f"{one.chinese}  {one.english}"))
        counts = (*one.published.values(), one.assumed, one.unknown, one.silent)
        verified = str(one.verified or MISSING)
        lines.append(Line("", (f"{one.share:.0%}", *(str(count) if count else MISSING for count in counts), verified)))
    yield from table(words(*_HEADS), lines, width, [words(*some) for some in _SPARE])
    text = (
        "published: the share of all parameters for which the file gives a published value, by grade: A government "
        "page, B repost that quotes one, C other page, K no source found. Unknown was looked for and not found; of "
        "what is silent the file says nothing: both are read from national. Verified: the last day on which a source "
        "says that a value holds."
    )
    yield from wrapped(say(text), width)


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
    day = date.fromisoformat(str(looked_up))
    text = "Nothing after {day} was verified: the newest values stay in force, or grow by a named projection."
    return say(text, day=day)


def _heading(rule: int) -> str:
    english, chinese = RULES[rule]
    if is_chinese():
        return say("Rule {number}: {rule}", number=rule, rule=chinese) if rule else chinese
    return f"Rule {rule}: {english} ({chinese})" if rule else f"{english.capitalize()} ({chinese})"


def _provision(provision: Provision, width: int) -> Iterator[Text]:
    parameter, value = provision.parameter, provision.value
    name = say("{parameter}: {value}", parameter=parameter.name, value=_amount(value))
    yield from wrapped(name, width, len(parameter.name) + 1, indent=2)
    about = say("{meaning}; {story}", meaning=with_term(parameter), story=story(provision))
    yield from (Text(line.plain, "dim") for line in wrapped(about, width, indent=6))
    if value.note and not provision.inherited_from:
        yield from wrapped(of_seeds(value.note), width, indent=6)
    if provision.looked_for:
        unknown = "unknown in {region}: {note}"
        yield from wrapped(
            say(unknown, region=region_text(provision.region), note=of_seeds(provision.looked_for)), width, indent=6
        )


def _amount(value: Value) -> str:
    return amount_text(value.parameter, value.text)


def story(provision: Provision) -> str:
    """Since when a value holds, whose it is, and its sources with their grade, or the assumption."""
    value = provision.value
    parts = [say("since {day}", day=value.from_)] if value.from_ else []
    if provision.inherited_from:
        parts.append(say("from {region}", region=region_text(provision.inherited_from)))
    if value.rate:
        rate = value_text(value.rate.parameter, value.rate.text)
        parts.append(say("projected, {rate} ({name})", rate=rate, name=_assumed(value.rate)))
    if value.assume:
        name, reason = value.assume
        parts.append(say("assumed: {name} – {reason}", name=of_seeds(name), reason=of_seeds(reason)))
        other = listed([value_text(value.parameter, as_text(one)) for one in value.plausible])
        parts += [say("plausible too: {values}", values=other)] if value.plausible else []
    elif value.origin == "change":
        parts.append(say("the scenario's"))
    elif not value.rate:
        cited = listed(list(map(source_text, value.source)))
        parts.append(say("grade {grade}: {source}", grade=value.grade, source=cited))
    if value.last_confirmed:
        parts.append(say("confirmed {day}", day=value.last_confirmed))
    return ("；" if is_chinese() else "; ").join(parts)


def _assumed(rate: Value) -> str:
    return of_seeds(rate.assume[0]) if rate.assume else say("the scenario's")


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
    for region, differing in found.items():
        title = say("{before} and {after}", before=before, after=after)
        if len(found) > 1:
            title = say("{region}: {title}", region=region_text(region), title=title)
        text = "{title}: {count} of {parameters} differ"
        yield from wrapped(
            say(text, title=title, count=len(differing), parameters=counted(of, "parameter")), width, len(title)
        )
        rule = None
        for one in differing:
            if one.after.parameter.rule != rule:
                rule = one.after.parameter.rule
                yield Text()
                yield Text(_heading(rule), "bold cyan")
            parameter = one.after.parameter
            name = say("{parameter}: {value}", parameter=parameter.name, value=with_term(parameter))
            yield from wrapped(name, width, len(parameter.name) + 1, indent=2)
            for side, provision in ((before, one.before), (after, one.after)):
                text = say(
                    "{side}: {value} ({rests_on})",
                    side=side, value=_amount(provision.value), rests_on=_rests_on(provision),
                )  # fmt: skip
                yield from wrapped(text, width, indent=6)
        yield Text()


def _rests_on(provision: Provision) -> str:
    value = provision.value
    is_word = value.rests_on in ("assumption", "scenario")
    word = say(value.rests_on) if is_word else say("grade {grade}", grade=value.rests_on)
    if not provision.inherited_from:
        return word
    return say("{rests_on}, from {region}", rests_on=word, region=region_text(provision.inherited_from))


def of_difference(one: Difference) -> Row:
    return {"parameter": one.after.parameter.name, "before": of_provision(one.before), "after": of_provision(one.after)}


# ----------------------------------------------------------------------------- sources and claims


def sources(title: str, cited: Sequence[Source], width: int) -> Iterator[Text]:
    """Each source with its grades and what rests on it."""
    yield from wrapped(title, width, len(title))
    for one in cited:
        yield Text()
        source = source_text(one.cited)
        yield from wrapped(source, width, len(source), indent=2)
        grades = listed([say(grade) if grade == "assumption" else grade for grade in one.grades])
        text = say("{title}: {names}", title=grades, names=listed(one.parameters))
        yield from wrapped(text, width, indent=6)
    yield Text()


def claims(found: Iterable[Claim], width: int) -> Iterator[Text]:
    """Each claim with its verdict, and why."""
    for one in found:
        title = f"{one.id}  {say(one.verdict)}"
        place, topic, of, says, unit, printed = map(
            of_claims, (one.place, one.topic, one.of, one.says, one.unit, one.printed)
        )
        about = say("{place}, {topic}: {of}", place=place, topic=topic, of=of)
        yield from wrapped(f"{title}  {about}", width, len(title))
        amount = say("{amount} ({unit})", amount=says, unit=unit) if unit else says
        yield from wrapped(say("says: {text}, {printed}", text=amount, printed=printed), width, indent=6)
        for word, text in ((say("because"), one.because), (say("its arithmetic"), one.arithmetic)):
            if text:
                yield from wrapped(say("{word}: {text}", word=word, text=of_claims(text)), width, indent=6)
        if one.variant:
            text = "what would follow: scenarios/claims/{file}, variant {variant}"
            yield from wrapped(say(text, file=one.variant, variant=one.id), width, indent=6)
    yield Text()


def of_claim(one: Claim) -> Row:
    return {**one._asdict(), "against": list(one.against)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
