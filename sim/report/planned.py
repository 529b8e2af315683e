"""The screen of `gongji plan`: the processes of a scenario's calendar, then its days."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sim.report.lines import wrapped
from sim.words.plurals import counted

if TYPE_CHECKING:
    from sim.explain.planned import Calendar, Due

LONGEST = 366  # days that are printed without being asked for
_LONGEST_LIST = 160  # characters of what a day is about


def calendar(found: "Calendar", with_days: bool, width: int) -> Iterator[Text]:
    """What each process does and on how many days; then the days, where they are wanted or few."""
    title, (first, last) = found.plan.scenario.title, found.period
    yield from wrapped(f"{title}: its calendar", width, bold=len(title))
    yield from wrapped(f"{first} to {last}{f', {found.who}' if found.who else ''}", width)
    yield Text()
    for process in found.processes:
        times = counted(process.days, "day")
        text = f"{process.phase.name.lower()}: {process.name}"
        yield from wrapped(f"{text}, {times}: {process.says}", width, bold=len(text), indent=2)
    yield from wrapped(
        "Days are those of all lives. Between them each life has its own: bills that are drawn, and benefits that "
        "return after a gap.",
        width,
    )
    yield Text()
    if not with_days and found.period.days > LONGEST:
        text = (
            f"{len(found.dues):,} things are due, not shown: --days prints all of them; --from and --until at most a "
        )
        yield from wrapped(f"{text}year of them", width)
        return
    day = None
    for due in found.dues:
        if due.day != day:
            day = due.day
            yield Text(str(day), "bold cyan")
        is_all = len(due.who) == found.plan.persons
        yield from wrapped(_line(due, "everybody" if is_all else ", ".join(due.who) or "nobody"), width, indent=2)


def _line(due: "Due", who: str) -> str:
    about = due.about if len(due.about) <= _LONGEST_LIST else f"{due.about[:_LONGEST_LIST].rpartition(',')[0]}, …"
    return f"{due.phase.name.lower()}: {due.process}{f' ({about})' if about else ''}, {who}"
