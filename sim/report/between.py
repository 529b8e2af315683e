"""The screen of `gongji why --between`: where two variants of a life part, and what differs, adding up."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from sim.explain.citing import parameter_text
from sim.policy.provisions import RULES
from sim.policy.seeds import region_text
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING
from sim.report.replay import bill_text, changed
from sim.values.scalars import yuan_to_read
from sim.words.language import is_chinese, meaning, say
from sim.words.plurals import counted
from sim.words.states import Care

if TYPE_CHECKING:
    from sim.explain.between import Between, BillPair, Part
    from sim.explain.citing import Cited
    from sim.explain.replay import Entry

_BILLS = 10  # of those that differ, the largest differences
_DAY = 12  # entries of the day on which they part, of each life


def difference(found: "Between", title: str, width: int) -> Iterator[Text]:
    """The parting, the values of the law that differ, the sums, the bills."""
    scenario, (first, second) = found.lives[0].scenario, found.names
    whom = say("; {who}", who=found.who) if found.who else ""
    heading = say(
        "{scenario}: {title}, {first} and {second}{whom}",
        scenario=scenario.title, title=title, first=first, second=second, whom=whom,
    )  # fmt: skip
    yield from wrapped(heading, width, bold=len(scenario.title))
    yield Text()
    day, *apart = found.parted
    if day is None:
        yield Text(say("Nothing differs: the same happened on every day."))
        return
    parted = say("They first part on {day}", day=day)
    yield from wrapped(parted, width, bold=len(parted))
    for name, entries in zip(found.names, apart, strict=True):
        only = say("only with {variant}:", variant=name)
        yield from wrapped(only if entries else say("{only} nothing", only=only), width, indent=2)
        for entry in entries[:_DAY]:
            yield from wrapped(_entry(entry), width, indent=4)
        if len(entries) > _DAY:
            yield Text(say("    and {count} more", count=len(entries) - _DAY))
    yield Text()
    if found.law:
        yield Text(say("Values of the law that differ"), "bold")
        for one, other in found.law:
            yield from wrapped(_values(one, other, found.names), width, indent=2)
        yield Text()
    yield from _sums(found, width)
    yield from _bills(found.bills, found.names, width)


def _values(one: "Cited", other: "Cited", names: tuple[str, str]) -> str:
    """A value of the law in both variants."""
    return say(
        "{parameter} in {region}: {one} with {first}, {other} with {second} ({source}; {other_source})",
        parameter=parameter_text(one), region=region_text(one.region), one=one.value_text, other=other.value_text,
        first=names[0], second=names[1], source=one.source, other_source=other.source,
    )  # fmt: skip


def _entry(entry: "Entry") -> str:
    if entry.kind == "change":
        return f"{entry.who}  {changed(entry)}"
    if entry.kind == "refused":
        return f"{entry.who}  {say('{what}: refused, {why}', what=meaning(entry), why=entry.why)}"
    if entry.kind == "bill":
        return f"{entry.who}  {bill_text(entry, with_cause=False)}"
    return f"{entry.who}  {yuan_to_read(entry.fen or 0)} {meaning(entry)}"


def _sums(found: "Between", width: int) -> Iterator[Text]:
    much = say("as much")
    if found.to_family:
        more = say("{amount} yuan more") if found.to_family > 0 else say("{amount} yuan less")
        much = more.format(amount=yuan_to_read(abs(found.to_family)))
    has = "With {variant} {whose} has {much} at the end"
    text = say(has, variant=found.names[1], whose=found.who or say("the family"), much=much)
    own = [part for part in found.parts if part.to_family]
    rest = [part for part in found.parts if not part.to_family]
    together = say("{text}, in cash, accounts and wallets together", text=text)
    heads = (*found.names, say("difference"))
    yield from wrapped(f"{together}{say(':')}" if own else together, width, bold=len(text))
    if own:
        lines = [*_lines(own), Line(say("together"), ("", "", yuan_to_read(found.to_family)), is_bold=True)]
        yield from table(heads, lines, width)
    else:
        yield Text()
    if rest:
        yield Text(say("What others paid and received, or moved within the accounts:"))
        yield from table(heads, list(_lines(rest)), width)


def _lines(parts: "Sequence[Part]") -> Iterator[Line]:
    rule: int | None = -1
    for part in parts:
        if part.rule != rule:
            rule = part.rule
            yield Line(_rule(rule) if rule else say("On the first day"))
        amounts = (part.first, part.second, part.to_family or part.difference)
        yield Line(meaning(part.flow), tuple(map(yuan_to_read, amounts)))


def _rule(number: int) -> str:
    english, chinese = RULES[number]
    return say("Rule {number}: {rule}", number=number, rule=chinese if is_chinese() else english)


def _bills(bills: "list[BillPair]", names: tuple[str, str], width: int) -> Iterator[Text]:
    if not bills:
        return
    differ = sorted(bills, key=lambda bill: -abs((bill.pool[1] or 0) - (bill.pool[0] or 0)))[:_BILLS]
    more = say(", the {count} that differ most", count=_BILLS) if len(bills) > _BILLS else ""
    text = "{bills} of which the pool paid differently{more}: cost, and what it paid"
    yield from wrapped(say(text, bills=counted(len(bills), "bill"), more=more), width)
    lines = []
    for bill in sorted(differ, key=lambda bill: bill.day):
        amounts = tuple(MISSING if fen is None else yuan_to_read(fen) for fen in bill.pool)
        kind = meaning(Care[bill.kind.upper()])
        name = say("{day} {who}, {kind}", day=bill.day, who=bill.who, kind=kind)
        lines.append(Line(name, (yuan_to_read(bill.cost), *amounts)))
    yield from table((say("cost"), *names), lines, width)
