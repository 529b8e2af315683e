"""What may be asked of a life, by its names and days; whatever it does not have is refused with what it has."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import quoted
from sim.experiment.arguments import BadArgument, known
from sim.explain.arithmetic import why_bill
from sim.explain.causes import Answer, Link, why_covered
from sim.values.refusals import Refusal
from sim.values.scalars import DAY, yuan
from sim.words.language import listed, meaning, say
from sim.words.reasons import Reason
from sim.words.states import Alive

if TYPE_CHECKING:
    from sim.explain.citing import Cited
    from sim.explain.journal import Settled
    from sim.explain.life import Life

WHATS = ("covered", "bill")


class Explained(NamedTuple):
    """A question and its answers: one, or one a bill of the day."""

    question: str
    answers: tuple[Answer, ...]


def why(
    life: "Life",
    bill: str | None = None,
    who: str | None = None,
    on: date | str | None = None,
    what: str = "covered",
) -> Explained:
    """Why a bill of the file was paid as it was; or why somebody was covered on a day or not, or their bills of it."""
    if bill is not None and (who is not None or on is not None):
        raise BadArgument("bill", say("a bill has a person and a day of its own: leave out who and on"))
    if bill is not None:
        return Explained(say("bill {name}", name=bill), (_of_bill(life, bill),))
    if who is None or on is None:
        bills = listed([event.bill for event in life.scenario.events if event.bill]) or say("none has a name")
        missing = say(
            "is missing: a question names a bill of the file, or both who and on  bills: {bills}; people: {people}",
            bills=bills, people=listed(life.plan.names),
        )  # fmt: skip
        raise BadArgument("on" if who is not None else "who", missing)
    [what] = known("what", [what], WHATS, "question")
    slot, day = _slot(life, who), _day(life, on).toordinal()
    if what == "covered":
        _refuse_unborn(life, slot, who, day)
        calls = (call for call in life.journal.calls if call.slot == slot and call.day <= day)
        answer = replace(why_covered(life, slot, day), replaced=life.replaced_in(calls))
        return Explained(say("{who} on {day}", who=who, day=date.fromordinal(day)), (answer,))
    found = [settled for settled in life.presented if settled.slot == slot and settled.bill["day"] == day]
    if not found:
        days = sorted({settled.bill["day"] for settled in life.presented if settled.slot == slot})
        near = sorted(days, key=lambda other: abs(other - day))[:3]
        has = ", ".join(str(date.fromordinal(other)) for other in sorted(near)) or say("no bill at all")
        text = say("{who} has no bill on {day}  nearest: {days}", who=who, day=date.fromordinal(day), days=has)
        raise BadArgument("on", text)
    question = say("{who}'s bills of {day}", who=who, day=date.fromordinal(day))
    return Explained(question, tuple(_of_settled(life, settled) for settled in found))


def refuse_beside_between(between: tuple[str, str], **others: str | None) -> None:
    """Refuse what cannot be asked of two variants at once."""
    for name, given in others.items():
        if given is not None:
            beside = say("cannot stand beside between: that compares whole lives, of everybody or --who")
            raise BadArgument(name, beside)
    if between[0] == between[1]:
        raise BadArgument("between", say("{variant} twice: there is nothing to compare", variant=between[0]))


def _of_bill(life: "Life", name: str) -> Answer:
    names = [event.bill for event in life.scenario.events if event.bill]
    if not names:
        text = (
            "{name} is no bill of this file, in which none has a name; add `bill: NAME` to an event, or ask with who, "
            "on, and what: bill"
        )
        raise BadArgument("bill", say(text, name=quoted(name)))
    known("bill", [name], names, "bill of this file")
    settled = next((settled for settled in life.presented if life.bill_name(settled) == name), None)
    if settled is not None:
        return _of_settled(life, settled)
    place = next(place for place, event in enumerate(life.scenario.events) if event.bill == name)
    refused = next((one for one in life.journal.refused if one.kind == "event" and one.place == place), None)
    reason = meaning(Reason(refused.reason)) if refused else say("it falls on no day of this run")
    return Answer(reason, (Link(say("there was no bill {name}: {reason}", name=name, reason=reason)),))


def _of_settled(life: "Life", settled: "Settled") -> Answer:
    return replace(why_bill(life, settled), replaced=life.replaced_within(settled.call))


def _slot(life: "Life", who: str) -> int:
    known("who", [who], life.plan.names, "person of this file")
    return life.plan.slots[who]


def _day(life: "Life", on: date | str) -> date:
    """A day of the run."""
    last = life.plan.end - timedelta(days=1)
    try:
        day = DAY.read(on) if isinstance(on, str) else on
    except Refusal:
        found, start = quoted(on), str(life.plan.start)
        text = say("{found} is no day  allowed: {first} to {last}", found=found, first=start, last=str(last))
        raise BadArgument("on", text) from None
    if not life.plan.start <= day <= last:
        text = "{found} is no day of the run  allowed: {first} to {last}"
        raise BadArgument("on", say(text, found=str(day), first=str(life.plan.start), last=str(last)))
    return day


def _refuse_unborn(life: "Life", slot: int, who: str, day: int) -> None:
    state = life.journal.on(slot, day)
    if state is not None and state.row.alive == Alive.UNBORN:
        person, on = life.scenario.people[who], date.fromordinal(day)
        text = say("{who} is born on {born}, after {day}", who=who, born=person.born, day=on)
        if person.by_chance:
            text = say("{who}, whose birth is drawn, is not born by {day} in this life", who=who, day=on)
        raise BadArgument("on", text)


def documented(explained: Explained) -> dict[str, Any]:
    """An explanation as plain data; amounts are yuan as texts, exact to the fen."""
    return {"question": explained.question, "answers": [_answer(answer) for answer in explained.answers]}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "short": answer.short,
        "chain": [_link(link) for link in answer.links],
        "sums": [{"what": what, "yuan": yuan(fen), "by": list(map(_cite, by))} for what, fen, by in answer.sums],
        "would_have_changed_it": [_link(link) for link in answer.remedies],
        "assumed": [cited.parameter for cited in answer.assumed],
        "replaced": list(answer.replaced),
    }


def _link(link: Link) -> dict[str, Any]:
    return {"says": link.text, "by": [_cite(cited) for cited in link.cites]}


def _cite(cited: "Cited") -> dict[str, Any]:
    return dict(cited._asdict())
