"""The screen of `gongji replay`: a life's years at a glance, then its days."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sim.explain.replay import by_day
from sim.report.lines import Line, table, wrapped
from sim.values.scalars import yuan_to_read

if TYPE_CHECKING:
    from sim.explain.citing import Cited
    from sim.explain.replay import Entry, Replay, YearOf

LONGEST = 366  # days that are printed without being asked for
_HEADS = ("covered", "without", "contributed", "care", "pool", "employer", "accounts", "relatives", "cash", "account")
_RARE = ("employer", "relatives")  # columns that are left out where nobody has such an amount
_SPARE = (("employer",), ("relatives",), ("without",), ("contributed",), ("accounts",))
_AMOUNT = 14  # cells of the column of amounts


def story(replay: "Replay", title: str, with_days: bool, width: int) -> Iterator[Text]:
    """The years; then the days where they are wanted, or few; then where the values of the law come from."""
    scenario, (first, last) = replay.life.scenario, replay.period
    yield from wrapped(f"{scenario.title}: {title}", width, bold=len(scenario.title))
    yield from wrapped(f"{first} to {last}{f', {replay.who}' if replay.who else ''}", width)
    yield Text()
    yield from _years(replay, width)
    life = replay.life
    for text in life.replaced_in(life.journal.calls):
        yield from wrapped(f"Not by the law alone: {text}", width)
    if not with_days and replay.period.days > LONGEST:
        count = len(replay.entries)
        text = f"{count:,} events, not shown: --days prints all of them; --from and --until at most a year of them"
        yield from wrapped(text, width)
        return
    said: set[Cited] = set()
    for day, entries in by_day(replay.entries):
        yield Text(str(day), "bold cyan")
        for entry in entries:
            yield from _entry(entry, said, width)
    if replay.law:
        yield Text()
        yield from wrapped("Values of the law, each named above where it is first read or has changed", width, bold=17)
        for cited in replay.law:
            yield from wrapped(str(cited), width, indent=2)


# ----------------------------------------------------------------------------- years


def _years(replay: "Replay", width: int) -> Iterator[Text]:
    lines, year = [], None
    for one in replay.years:
        if one.year != year:
            lines += _turning_points(replay, year)
            year = one.year
            lines.append(Line(str(year)))
        lines.append(Line(one.who, _cells(one)))
    lines += _turning_points(replay, year)
    kept = [place for place, head in enumerate(_HEADS) if head not in _RARE or any(_amount_of(replay, head))]
    lines = [line._replace(cells=tuple(line.cells[place] for place in kept)) if line.cells else line for line in lines]
    yield from table(tuple(_HEADS[place] for place in kept), lines, width, _SPARE)
    text = (
        "covered, without: months in which the pool pays or not; care: what bills cost, and who paid it, the pool, an "
        "employer, own accounts, relatives and cash; account: its balance at the year's end. Yuan."
    )
    yield from (Text(line.plain, "dim") for line in wrapped(text, width))
    yield Text()


def _amount_of(replay: "Replay", head: str) -> Iterator[int]:
    return (getattr(one, head) for one in replay.years)


def _cells(one: "YearOf") -> tuple[str, ...]:
    covered = sum(one.months.values()) - one.without
    amounts = (
        one.contributed, one.cost, one.pool, one.employer, one.accounts, one.relatives, one.cash, one.account,
    )  # fmt: skip
    return (str(covered), str(one.without), *map(yuan_to_read, amounts))


def _turning_points(replay: "Replay", year: int | None) -> list[Line]:
    """What changed in a year, a line for each day and person."""
    grouped: dict[tuple, list[str]] = {}
    for one in replay.turning_points:
        if one.day.year == year:
            grouped.setdefault((one.day, one.who), []).append(_changed(one))
    return [Line(f"{day} {who}", heading="; ".join(texts), is_note=True) for (day, who), texts in grouped.items()]


def _changed(one: "Entry") -> str:
    if one.kind == "refused":
        return f"refused: {one.what}, {one.why}"
    return f"{one.english}: {one.before} → {one.after}"


# ----------------------------------------------------------------------------- days


def _entry(one: "Entry", said: "set[Cited]", width: int) -> Iterator[Text]:
    if one.kind in ("change", "refused"):
        yield from wrapped(f"{one.who}  {_changed(one)}", width, bold=len(one.who), indent=2)
        return
    assert one.fen is not None
    amount = yuan_to_read(one.fen)
    if one.kind == "bill":
        name = f" {one.before}" if one.before else ""
        because = f": {one.why}" if one.why else ""
        text = f"{one.who}  {one.what} bill{name} of {amount}, {one.after}{because}"
        yield from wrapped(text, width, bold=len(one.who), indent=2)
        return
    rule = f"; rule {one.rule}" if one.rule else ""
    yield from wrapped(
        f"{amount:>{_AMOUNT}}  {one.who}: {one.english} ({one.chinese}){rule}".strip(),
        width,
        indent=_AMOUNT - len(amount),
    )
    new = [cited for cited in one.cites if cited not in said]
    if new:
        said.update(new)
        values = "; ".join(f"{cited.parameter} is {cited.value}" for cited in new)
        yield from (Text(line.plain, "dim") for line in wrapped(values, width, indent=_AMOUNT + 4))
