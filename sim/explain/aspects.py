"""What of a person changed: the words in which a journal's states are compared."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.words.states import FOREVER, Alive, Scheme

if TYPE_CHECKING:
    from sim.explain.journal import Journal
    from sim.plan import Plan


class Change(NamedTuple):
    """One aspect of a person before and after a kernel of a day."""

    day: int
    slot: int
    what: str
    before: str
    after: str
    kernel: str


def day_text(ordinal: int) -> str:
    """A day as files write it; a day that never comes is one."""
    if ordinal >= FOREVER:
        return "never"
    return date.fromordinal(ordinal).isoformat() if ordinal > 0 else "before the start"


def month_text(month: int) -> str:
    """A month as files write it."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def _yes_no(value: int) -> str:
    return "yes" if value else "no"


_ALIVE = {Alive.UNBORN: "not born", Alive.YES: "yes", Alive.DEAD: "dead", Alive.ABROAD: "abroad"}

_ASPECTS: dict[str, Callable[[Any, tuple[str, ...]], str]] = {
    "alive": lambda row, _: _ALIVE[Alive(int(row.alive))],
    "insured_as": lambda row, _: Scheme(int(row.scheme)).word,
    "has_job": lambda row, _: _yes_no(row.job.held),
    "lives_in": lambda row, regions: regions[row.lives_in],
    "law_of": lambda row, regions: regions[row.region],
    "covered_from": lambda row, _: day_text(int(row.cover.since)),
    "stops_on": lambda row, _: day_text(int(row.cover.until)),
    "waits": lambda row, _: _yes_no(row.cover.waits),
    "covered_as_resident_from": lambda row, _: day_text(int(row.resident.since)),
    "paid_as_resident_until": lambda row, _: day_text(int(row.resident.until)),
    "unpaid_months": lambda row, _: str(int(row.gap.unpaid_months)),
    "retired": lambda row, _: _yes_no(row.pension.retired),
    "lifetime_benefit": lambda row, _: _yes_no(row.pension.lifetime),
}


def changes(journal: "Journal", plan: "Plan") -> list[Change]:
    """Every change of an aspect, in order."""
    found, regions, last = [], plan.policy.regions, {}
    for state in journal.states:
        now = {what: text(state.row, regions) for what, text in _ASPECTS.items()}
        before = last.get(state.slot)
        if before is not None:
            found += [
                Change(state.day, state.slot, what, before[what], now[what], state.kernel)
                for what in _ASPECTS
                if before[what] != now[what]
            ]
        last[state.slot] = now
    return found
