"""The screen of `gongji why --between`: where two variants of a life part, and what differs, adding up."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from sim.policy.provisions import RULES
from sim.report.lines import Line, table, wrapped
from sim.report.numbers import MISSING
from sim.values.scalars import yuan_to_read
from sim.words.plurals import counted

if TYPE_CHECKING:
    from sim.explain.between import Between, BillPair, Part
    from sim.explain.replay import Entry

_BILLS = 10  # of those that differ, the largest differences
_DAY = 12  # entries of the day on which they part, of each life


def difference(found: "Between", title: str, width: int) -> Iterator[Text]:
    """The parting, the values of the law that differ, the sums, the bills."""
    scenario, (first, second) = found.lives[0].scenario, found.names
    whom = f"; {found.who}" if found.who else ""
    yield from wrapped(f"{scenario.title}: {title}, {first} and {second}{whom}", width, bold=len(scenario.title))
    yield Text()
    day, *apart = found.parted
    if day is None:
        yield Text("Nothing differs: the same happened on every day.")
        return
    yield from wrapped(f"They first part on {day}", width, bold=len(f"They first part on {day}"))
    for name, entries in zip(found.names, apart, strict=True):
        yield from wrapped(f"only with {name}:{'' if entries else ' nothing'}", width, indent=2)
        for entry in entries[:_DAY]:
            yield from wrapped(_entry(entry), width, indent=4)
        if len(entries) > _DAY:
            yield Text(f"    and {len(entries) - _DAY} more")
    yield Text()
    if found.law:
        yield Text("Values of the law that differ", "bold")
        for one, other in found.law:
            text = f"{one.parameter} in {one.region}: {one.value} with {first}, {other.value} with {second} "
            yield from wrapped(f"{text}({one.source}; {other.source})", width, indent=2)
        yield Text()
    yield from _sums(found, width)
    yield from _bills(found.bills, found.names, width)


def _entry(entry: "Entry") -> str:
    if entry.kind in ("change", "refused"):
        change = f"{entry.before} → {entry.after}" if entry.kind == "change" else f"refused, {entry.why}"
        return f"{entry.who}  {entry.english}: {change}"
    amount = yuan_to_read(entry.fen or 0)
    if entry.kind == "bill":
        return f"{entry.who}  {entry.what} bill {entry.before} of {amount}, {entry.after}"
    return f"{entry.who}  {amount} {entry.english}"


def _sums(found: "Between", width: int) -> Iterator[Text]:
    whose = found.who or "the family"
    much = f"{yuan_to_read(abs(found.to_family))} yuan {'more' if found.to_family > 0 else 'less'}"
    text = f"With {found.names[1]} {whose} has {much if found.to_family else 'as much'} at the end"
    own = [part for part in found.parts if part.to_family]
    rest = [part for part in found.parts if not part.to_family]
    yield from wrapped(f"{text}, in cash, accounts and wallets together{':' if own else ''}", width, bold=len(text))
    if own:
        lines = [*_lines(own), Line("together", ("", "", yuan_to_read(found.to_family)), is_bold=True)]
        yield from table((*found.names, "difference"), lines, width)
    else:
        yield Text()
    if rest:
        yield Text("What others paid and received, or moved within the accounts:")
        yield from table((*found.names, "difference"), list(_lines(rest)), width)


def _lines(parts: "Sequence[Part]") -> Iterator[Line]:
    rule: int | None = -1
    for part in parts:
        if part.rule != rule:
            rule = part.rule
            yield Line(f"Rule {rule}: {RULES[rule][0]}" if rule else "On the first day")
        difference = part.to_family or part.difference
        yield Line(part.flow.english, (yuan_to_read(part.first), yuan_to_read(part.second), yuan_to_read(difference)))


def _bills(bills: "list[BillPair]", names: tuple[str, str], width: int) -> Iterator[Text]:
    if not bills:
        return
    differ = sorted(bills, key=lambda bill: -abs((bill.pool[1] or 0) - (bill.pool[0] or 0)))[:_BILLS]
    more = f", the {_BILLS} that differ most" if len(bills) > _BILLS else ""
    yield from wrapped(
        f"{counted(len(bills), 'bill')} of which the pool paid differently{more}: cost, and what it paid", width
    )
    lines = []
    for bill in sorted(differ, key=lambda bill: bill.day):
        amounts = tuple(MISSING if fen is None else yuan_to_read(fen) for fen in bill.pool)
        lines.append(Line(f"{bill.day} {bill.who}, {bill.kind}", (yuan_to_read(bill.cost), *amounts)))
    yield from table(("cost", *names), lines, width)
