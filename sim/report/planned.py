"""The screen of `gongji plan`: the processes of a scenario's calendar, then its days."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sim.report.lines import wrapped
from sim.report.replay import days_text
from sim.words.language import day_text, listed, say
from sim.words.plurals import counted

if TYPE_CHECKING:
    from sim.explain.planned import Calendar, Due

LONGEST = 366  # days that are printed without being asked for
_LONGEST_LIST = 160  # characters of what a day is about


def calendar(found: "Calendar", with_days: bool, width: int) -> Iterator[Text]:
    """What each process does and on how many days; then the days, where they are wanted or few."""
    title, (first, last) = found.plan.scenario.title, found.period
    yield from wrapped(say("{scenario}: its calendar", scenario=title), width, bold=len(title))
    yield from wrapped(days_text(first, last, found.who), width)
    yield Text()
    for process in found.processes:
        text = say("{phase}: {process}", phase=say(process.phase.name.lower()), process=process.name)
        days = say("{process}, {days}: {does}", process=text, days=counted(process.days, "day"), does=process.says)
        yield from wrapped(days, width, bold=len(text), indent=2)
    text = (
        "Days are those of all lives. Between them each life has its own: bills that are drawn, and benefits that "
        "return after a gap."
    )
    yield from wrapped(say(text), width)
    yield Text()
    if not with_days and found.period.days > LONGEST:
        text = (
            "{count:,} things are due, not shown: --days prints all of them; --from and --until at most a year of them"
        )
        yield from wrapped(say(text, count=len(found.dues)), width)
        return
    day = None
    for due in found.dues:
        if due.day != day:
            day = due.day
            yield Text(day_text(day), "bold cyan")
        is_all = len(due.who) == found.plan.persons
        whom = say("everybody") if is_all else listed(due.who) or say("nobody")
        yield from wrapped(_line(due, whom), width, indent=2)


def _line(due: "Due", who: str) -> str:
    about = due.about if len(due.about) <= _LONGEST_LIST else f"{due.about[:_LONGEST_LIST].rpartition(',')[0]}, …"
    process = say("{process} ({about})", process=due.process, about=about) if about else due.process
    return say("{phase}: {process}, {who}", phase=say(due.phase.name.lower()), process=process, who=who)
