"""What of a person changed: the words in which a journal's states are compared, and how a reader sees them."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.policy.seeds import region_text
from sim.words import language
from sim.words.language import is_chinese, say
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


NEVER, BEFORE = "never", "before the start"


def day_text(ordinal: int) -> str:
    """A day in a sentence; a day that never comes is one."""
    if ordinal >= FOREVER:
        return say("never")
    return language.day_text(date.fromordinal(ordinal)) if ordinal > 0 else say("before the start")


def _day(ordinal: int) -> str:
    """A day as files write it."""
    if ordinal >= FOREVER:
        return NEVER
    return date.fromordinal(ordinal).isoformat() if ordinal > 0 else BEFORE


def _as_resident(row: Any, name: str) -> str:
    """A day of resident insurance, which never comes for whom nothing was ever paid."""
    return _day(int(getattr(row.resident, name))) if row.resident.until > 0 else NEVER


def _yes_no(value: int) -> str:
    return "yes" if value else "no"


_ALIVE = {Alive.UNBORN: "not born", Alive.YES: "yes", Alive.DEAD: "dead", Alive.ABROAD: "abroad"}


class Aspect(NamedTuple):
    """Something of a person that a life changes: its words, and how it reads of a row."""

    english: str
    chinese: str
    text: Callable[[Any, tuple[str, ...]], str]
    is_turning_point: bool = True  # shown where a year is summed up


ASPECTS: dict[str, Aspect] = {
    "alive": Aspect("alive", "在世", lambda row, _: _ALIVE[Alive(int(row.alive))]),
    "insured_as": Aspect("insured as", "参保身份", lambda row, _: Scheme(int(row.scheme)).word),
    "has_job": Aspect("has a job", "在职", lambda row, _: _yes_no(row.job.held)),
    "lives_in": Aspect("lives in", "居住地", lambda row, regions: regions[row.lives_in]),
    "law_of": Aspect("under the law of", "适用地区", lambda row, regions: regions[row.region]),
    "covered_from": Aspect("covered from", "待遇起始", lambda row, _: _day(int(row.cover.since)), False),
    "stops_on": Aspect("cover stops on", "待遇停止", lambda row, _: _day(int(row.cover.until)), False),
    "waits": Aspect("in a wait", "等待期", lambda row, _: _yes_no(row.cover.waits)),
    "covered_as_resident_from": Aspect(
        "covered as a resident from",
        "居民待遇起始",
        lambda row, _: _as_resident(row, "since"),
        False,
    ),
    "paid_as_resident_until": Aspect(
        "paid as a resident until", "居民医保缴至", lambda row, _: _as_resident(row, "until"), False
    ),
    "unpaid_months": Aspect("unpaid months", "中断月数", lambda row, _: str(int(row.gap.unpaid_months)), False),
    "retired": Aspect("retired", "已退休", lambda row, _: _yes_no(row.pension.retired)),
    "lifetime_benefit": Aspect("benefits for life", "终身待遇", lambda row, _: _yes_no(row.pension.lifetime)),
}


def shown(what: str, word: str) -> str:
    """The word of an aspect as a reader sees it."""
    if not is_chinese():
        return word
    if what == "insured_as":
        return Scheme[word.upper()].chinese
    if what in ("lives_in", "law_of"):
        return region_text(word)
    is_day = word[:1].isdigit() and "-" in word
    return language.day_text(date.fromisoformat(word)) if is_day else say(word)


def changes(journal: "Journal", plan: "Plan") -> list[Change]:
    """Every change of an aspect, in order."""
    found, regions, last = [], plan.policy.regions, {}
    for state in journal.states:
        now = {what: aspect.text(state.row, regions) for what, aspect in ASPECTS.items()}
        before = last.get(state.slot)
        if before is not None:
            found += [
                Change(state.day, state.slot, what, before[what], now[what], state.kernel)
                for what in ASPECTS
                if before[what] != now[what]
            ]
        last[state.slot] = now
    return found
