"""The screen of `gongji replay`: a life's years at a glance, then its days."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from sim.explain.aspects import shown
from sim.explain.citing import parameter_text
from sim.explain.replay import by_day
from sim.report.lines import Line, table, wrapped
from sim.values.scalars import yuan_to_read
from sim.words.events import event_text
from sim.words.language import day_text, is_chinese, meaning, say, with_term
from sim.words.states import Status

if TYPE_CHECKING:
    from sim.explain.citing import Cited
    from sim.explain.replay import Entry, Replay, YearOf

LONGEST = 366  # days that are printed without being asked for
_RARE = ("employer", "relatives")  # columns that are left out where nobody has such an amount
_SPARE = ("employer", "relatives", "contributed", "accounts", "account")  # and where the screen is too narrow
_AMOUNT = 14  # cells of the column of amounts


def story(replay: "Replay", title: str, with_days: bool, width: int) -> Iterator[Text]:
    """The years; then the days where they are wanted, or few; then where the values of the law come from."""
    scenario, (first, last) = replay.life.scenario, replay.period
    heading = say("{scenario}: {title}", scenario=scenario.title, title=title)
    yield from wrapped(heading, width, bold=len(scenario.title))
    yield from wrapped(days_text(first, last, replay.who), width)
    if replay.absence is not None:
        day, state = replay.absence
        yield from wrapped(say("{name} is {state} on {day}", name=replay.who, state=state, day=day), width)
        return
    yield Text()
    yield from _years(replay, width)
    life = replay.life
    for text in life.replaced_in(life.journal.calls):
        yield from wrapped(say("Not by the law alone: {text}", text=text), width)
    if not with_days and replay.period.days > LONGEST:
        text = "{count:,} events, not shown: --days prints all of them; --from and --until at most a year of them"
        yield from wrapped(say(text, count=replay.size), width)
        return
    said: set[Cited] = set()
    for day, entries in by_day(replay.entries):
        yield Text(day_text(day), "bold cyan")
        for entry in entries:
            yield from _entry(entry, said, width)
    if replay.law:
        yield Text()
        values, where = say("Values of the law"), say(", each named above where it is first read or has changed")
        yield from wrapped(f"{values}{where}", width, bold=len(values))
        for cited in replay.law:
            yield from wrapped(str(cited), width, indent=2)


def days_text(first: date, last: date, who: str | None) -> str:
    """From which day to which, and whose."""
    days = say("{first} to {last}", first=first, last=last)
    return say("{days}, {who}", days=days, who=who) if who else days


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
    heads = _heads()
    kept = [place for place, column in enumerate(heads) if column not in _RARE or any(_amount_of(replay, column))]
    lines = [line._replace(cells=tuple(line.cells[place] for place in kept)) if line.cells else line for line in lines]
    texts = tuple(heads.values())
    yield from table(tuple(texts[place] for place in kept), lines, width, [(heads[column],) for column in _SPARE])
    text = (
        "covered, without: months in which the pool pays or not; care: what bills cost, and who paid it, the pool, an "
        "employer, own accounts, relatives and cash; account: its balance at the year's end. Yuan."
    )
    yield from (Text(line.plain, "dim") for line in wrapped(say(text), width))
    yield Text()


def _heads() -> dict[str, str]:
    """The columns with what stands above them."""
    return {
        "covered": say("covered"), "without": say("without"), "contributed": say("contributed"), "cost": say("care"),
        "pool": say("pool"), "employer": say("employer"), "accounts": say("accounts"), "relatives": say("relatives"),
        "cash": say("cash"), "account": say("account"),
    }  # fmt: skip


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
            grouped.setdefault((one.day, one.who), []).append(changed(one))
    between = "；" if is_chinese() else "; "
    return [
        Line(f"{day_text(day)} {who}", heading=between.join(texts), is_note=True)
        for (day, who), texts in grouped.items()
    ]


def changed(one: "Entry") -> str:
    """What changed of a person, or was refused."""
    if one.kind == "refused":
        what = meaning(one) if is_chinese() else one.what
        return say("refused: {what}, {why}", what=what, why=one.why)
    before, after = shown(one.what, one.before), shown(one.what, one.after)
    return say("{what}: {before} → {after}", what=meaning(one), before=before, after=after)


# ----------------------------------------------------------------------------- days


def _entry(one: "Entry", said: "set[Cited]", width: int) -> Iterator[Text]:
    if one.kind in ("change", "refused"):
        yield from wrapped(f"{one.who}  {changed(one)}", width, bold=len(one.who), indent=2)
        return
    assert one.fen is not None
    amount = yuan_to_read(one.fen)
    if one.kind == "bill":
        yield from wrapped(f"{one.who}  {bill_text(one)}", width, bold=len(one.who), indent=2)
        return
    rule = say("; rule {number}", number=one.rule) if one.rule else ""
    moved = say("{who}: {flow}{rule}", who=one.who, flow=with_term(one), rule=rule)
    yield from wrapped(f"{amount}  {moved}", width, indent=_AMOUNT - len(amount))
    new = [cited for cited in one.cites if cited not in said]
    if new:
        said.update(new)
        between = "；" if is_chinese() else "; "
        values = between.join(
            say("{parameter} is {value}", parameter=parameter_text(cited), value=cited.value_text) for cited in new
        )
        yield from (Text(line.plain, "dim") for line in wrapped(values, width, indent=_AMOUNT + 4))


def bill_text(one: "Entry", with_cause: bool = True) -> str:
    """A bill: what it cost, whether its person was covered; where nobody paid it, why, if that is wanted."""
    because = say(": {why}", why=one.why) if one.why and with_cause else ""
    status = meaning(Status[one.after.upper()]) if is_chinese() else one.after
    return say(
        "{kind} bill{name} of {amount}, {status}{because}",
        kind=event_text(one.what), name=say(" {name}", name=one.before) if one.before else "",
        amount=yuan_to_read(one.fen or 0), status=status, because=because,
    )  # fmt: skip
