"""Refusals: bindings, events and choices that the file asks for and the law does not allow."""

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from sim.policy.seeds import region_text
from sim.policy.wording import value_text
from sim.words.language import is_chinese, say, speaking
from sim.words.translation import source_text, translated

if TYPE_CHECKING:
    from sim.experiment.why_refused import Moment
    from sim.plan import Plan
    from sim.world.block import Block
    from sim.world.world import World

_EXPLAINED = re.compile(r".+ \((\w+)\)")
EXAMINED = 100  # lives; refusals seldom depend on chance


class Refusal(NamedTuple):
    """Something in the file that did not happen, or not as written, in so many of the first lives.

    The numbers are those of the first life in which it was refused.
    """

    what: str
    reason: str
    lives: int
    of: int
    numbers: str = ""  # what was wanted and what is allowed
    parameter: str = ""
    value: str = ""
    region: str = ""
    source: str = ""
    first_day: str = ""

    def __str__(self) -> str:
        often = ""
        if self.lives != self.of:
            often = say(", in {lives} of the first {of} lives", lives=self.lives, of=self.of)
        by = first = ""
        if self.parameter:
            by = say(
                "{parameter} in {region} is {value} ({source})",
                parameter=self.parameter, region=region_text(self.region),
                value=value_text(self.parameter, self.value), source=source_text(translated(self.source)),
            )  # fmt: skip
        if self.first_day:
            first = say("first possible on {day}", day=date.fromisoformat(self.first_day))
        numbers = ("；" if is_chinese() else "; ").join(filter(None, (self._numbers_as_read(), by, first)))
        refused = say(
            "{what}: {reason}{often}", what=translated(self.what), reason=translated(self.reason), often=often
        )
        return say("{refused}: {numbers}", refused=refused, numbers=numbers) if numbers else refused

    def _numbers_as_read(self) -> str:
        """Its numbers in the language that is spoken; of two people who are not alive each has a sentence."""
        sentences = self.numbers.split(", ")
        read = [translated(one, self._as_read) for one in sentences]
        if len(read) > 1 and all(one != english for one, english in zip(read, sentences, strict=True)):
            return "，".join(read)
        return translated(self.numbers, self._as_read)

    def _as_read(self, name: str, value: str) -> str:
        """What a sentence about the numbers names: a region, or a word of the law, which stands in brackets where it
        is explained in English."""
        if name in ("region", "other"):
            return region_text(value)
        if not self.parameter or name not in ("wanted", "allowed", "granted"):
            return value
        word = _EXPLAINED.fullmatch(value)
        return value_text(self.parameter, word[1] if word else value)


class _Refused(NamedTuple):
    """A refusal of a kind (`events`, `bindings` or `top_up`) at a place of the file, and the lives it occurred in."""

    kind: str
    place: int
    reason: int
    lives: np.ndarray


def refusals(plan: "Plan", lives: int) -> list[Refusal]:
    """The refusals in the first lives of so many; in English, as records have them."""
    from sim.engine import run_block

    block = run_block(plan, range(min(EXAMINED, lives)))
    found = _found(block)
    moments = _Moments(plan, found)
    with speaking("en"):
        of_file = [_described(refused, moments, len(block.refused_events)) for refused in found]
        return of_file + _choices(plan, block)


def _found(block: "Block") -> list[_Refused]:
    """Everything refused, in the order of the file, its reasons in the order of their list."""
    found = []
    for kind, refused in (("bindings", block.refused_bindings), ("events", block.refused_events)):
        for place, reasons in enumerate(refused.T):
            for reason in np.unique(reasons[reasons != 0]):
                found.append(_Refused(kind, place, int(reason), np.flatnonzero(reasons == reason)))
    pension, who = block.people["pension"], block.people["who"]
    for place in np.unique(who[pension["other_way"] == 1]):
        lives = np.flatnonzero((pension["other_way"] == 1)[who == place])
        found.append(_Refused("top_up", int(place), 1, lives))
    return found


class _Moments:
    """The people of a life just after each thing was refused: those lives are simulated once more, and watched."""

    def __init__(self, plan: "Plan", found: list[_Refused]):
        from sim.engine import watch_block

        self.plan = plan
        self._seen: dict[tuple[int, str, int], tuple[int, np.ndarray]] = {}
        for life in sorted({int(refused.lives[0]) for refused in found}):
            watch_block(plan, range(life, life + 1), lambda world, life=life: self._look(world, life))

    def _look(self, world: "World", life: int) -> None:
        people = cast(np.ndarray, world.people)
        granted_otherwise = people["pension"]["other_way"] == 1
        refused = {
            "events": world.refused_events[:, 0].nonzero()[0],
            "bindings": world.refused_bindings[:, 0].nonzero()[0],
            "top_up": people["who"][granted_otherwise],
        }
        for kind, places in refused.items():
            for place in places:
                if (life, kind, int(place)) not in self._seen:
                    self._seen[life, kind, int(place)] = int(world.clock.today), people.copy()

    def of(self, refused: _Refused) -> "Moment":
        """The first of these moments."""
        from sim.experiment.why_refused import Moment

        today, people = self._seen[int(refused.lives[0]), refused.kind, refused.place]
        return Moment(self.plan, date.fromordinal(today), people)


def _described(refused: _Refused, moments: _Moments, of: int) -> Refusal:
    from sim.experiment.why_refused import of_binding, of_event, of_top_up
    from sim.words.reasons import Reason

    scenario, moment = moments.plan.scenario, moments.of(refused)
    if refused.kind == "top_up":
        name = moments.plan.names[refused.place]
        what, reason = say("{name}'s way of topping up", name=name), say("not one that the region allows")
        return Refusal(what, reason, refused.lives.size, of, *of_top_up(moment, name))
    reason = Reason(refused.reason)
    if refused.kind == "bindings":
        binding = scenario.bindings[refused.place]
        what = say("binding of {payer} for {patient}", payer=binding.payer, patient=binding.for_)
        why = of_binding(moment, binding, reason)
    else:
        event = scenario.events[refused.place]
        what = say("{who} {event} on {day}", who=event.who, event=event.does, day=event.on)
        why = of_event(moment, event, reason)
    return Refusal(what, f"{reason.word} ({reason.english})", refused.lives.size, of, *why)


def _choices(plan: "Plan", block: "Block") -> list[Refusal]:
    """Choices that could not be followed, the last time of each person: gaps that somebody chooses to pay back and may
    not, and jobs that ended on a day on which resident insurance cannot be joined."""
    from sim.experiment.why_refused import of_back_pay, of_job_lost

    found, lives = [], len(block.refused_events)
    for place, name in enumerate(plan.names):
        rows = block.people[block.people["who"] == place]
        gaps = rows["gap"][rows["gap"]["kept_on"] > 0]
        if gaps.size:
            first = gaps[0]
            day = date.fromordinal(int(first["kept_on"]))
            months = int(first["kept_gap"]), int(first["kept_row"])
            why = of_back_pay(plan, name, months, bool(first["kept_alone"]), day)
            what = say("{name}'s back_pay: within_grace", name=name)
            reason = say("too long a gap, which stays unpaid")
            found.append(Refusal(what, reason, gaps.size, lives, *why))
        days = rows["resident"]["too_late_on"]
        days = days[days > 0]
        if days.size:
            why = of_job_lost(plan, name, date.fromordinal(int(days[0])))
            what = say("{name}'s when_jobless: resident", name=name)
            reason = say("not possible then, joins in the next window")
            found.append(Refusal(what, reason, days.size, lives, *why))
    return found
