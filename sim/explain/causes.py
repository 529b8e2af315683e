"""Why somebody is not covered on a day: the chain from the answer to its causes, with the values of the law on the way.

The dates are read from the journal, so this says what the kernels did. It decides nothing itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sim.explain.aspects import day_text
from sim.explain.citing import Cited
from sim.policy.seeds import region_text
from sim.rules.resident import covers_from_birth, wait_months
from sim.words.events import event_text
from sim.words.language import meaning, month_text, say, with_term
from sim.words.law import CoverFrom, TopUpWay
from sim.words.members import word_of
from sim.words.months import month_index
from sim.words.plurals import counted
from sim.words.reasons import Reason
from sim.words.states import Alive, Scheme, Status, Wait, WhenJobless, WhenShort

if TYPE_CHECKING:
    from sim.explain.journal import Call, State
    from sim.explain.reading import Reading


@dataclass(frozen=True)
class Link:
    """One step of an explanation: a sentence, and the values of the law that it rests on."""

    text: str
    cites: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An explanation: each link is the cause of the one before it; `remedies` would have changed the first."""

    short: str
    links: tuple[Link, ...]
    remedies: tuple[Link, ...] = ()
    sums: tuple[tuple[str, int, tuple[Cited, ...]], ...] = field(default=())  # line by line, fen
    replaced: tuple[str, ...] = ()  # what is said of rules of extensions that had a part in it

    @property
    def assumed(self) -> tuple[Cited, ...]:
        """The values it rests on that no source gives."""
        cited = (cited for link in (*self.links, *self.remedies) for cited in link.cites)
        in_sums = (cited for *_, cites in self.sums for cited in cites)
        return tuple(dict.fromkeys(value for value in (*cited, *in_sums) if value.is_assumed))


#: The parameter that gives the length of each wait; that of a first job may end with months paid in a row.
_WAITS = {
    Wait.FIRST: "coverage.wait.flexible_first",
    Wait.EMPLOYEE: "coverage.wait.employee",
    Wait.FLEXIBLE_RETURN: "coverage.wait.flexible_return",
    Wait.BACK_PAID: "coverage.wait.back_paid",
    Wait.FIRST_JOB: "coverage.wait.employee_first",
}


#: The parameter that gives the grace of a gap; the second where a self-payer pays again.
_GRACE = ("coverage.gap.grace_months", "coverage.gap.grace_flexible")


def why_covered(life: "Reading", slot: int, day: int) -> Answer:
    """Whether and why the pool pays, or does not pay, for a person on a day."""
    state = life.status(slot, day)
    if state != Status.COVERED:
        return why_without_cover(life, slot, day)
    row, name = _row(life, slot, day), life.name(slot)
    if row.pension.lifetime and day >= row.pension.entitled_on:
        entitled = day_text(int(row.pension.entitled_on))
        text = say("{name} has benefits for life (终身待遇) since {day}", name=name, day=entitled)
    elif row.cover.since <= day < row.cover.until:
        since = int(row.cover.since)
        began = say(" since {day}", day=day_text(since)) if since >= life.scenario.start.toordinal() else ""
        has_end = row.cover.until < life.plan.end.toordinal()
        ends = say("; it stops on {day}", day=day_text(int(row.cover.until))) if has_end else ""
        pays = "employee insurance (职工医保) pays{began}{ends}; insured as {scheme}"
        text = say(pays, began=began, ends=ends, scheme=meaning(Scheme(int(row.scheme))))
    else:
        last = day_text(int(row.resident.until) - 1)
        text = say("resident insurance (居民医保) is paid until {day}", day=last)
    first = Link(say("{name} is covered on {day}: the pool pays", name=name, day=day_text(day)))
    return Answer(say("covered"), (first, Link(text)))


def why_without_cover(life: "Reading", slot: int, day: int) -> Answer:
    """Why the pool does not pay for a person on a day."""
    row, name, on = _row(life, slot, day), life.name(slot), day_text(day)
    if row.alive != Alive.YES:
        short = not_alive(Alive(int(row.alive)))
        return Answer(short, (Link(say("{name} is {state} on {day}", name=name, state=short, day=on)),))
    state = life.status(slot, day)
    not_covered = say("{name} is not covered on {day}: {status}", name=name, day=on, status=with_term(state))
    if row.cover.waits and day < row.cover.until and day < row.cover.since:
        links, remedies = _waiting(life, slot, day, row)
        short = say("waiting until {day}", day=day_text(int(row.cover.since)))
    elif state == Status.WAITING:
        links, remedies = _waiting_resident(life, slot, day, row)
        short = say("waiting as a resident until {day}", day=day_text(int(row.resident.since)))
    elif row.scheme == Scheme.RESIDENT:
        links, remedies = _resident(life, slot, day, row)
        short = say("no resident premium paid for the day")
    elif (child := _insured_later(life, slot, row)) is not None:
        links, remedies = child
        short = say("a child not insured yet")
    elif not row.cover.ever_insured:
        window, remedies = _window(life, int(row.lives_in), day)
        left = _left(life, slot, day)
        none = say("{name} was in no insurance up to then (未参保)", name=name)
        links = (left or Link(none), *window)
        short = say("left the insurance") if left else say("never insured")
    elif row.pension.retired:
        links, remedies = _short_at_retirement(life, slot, day)
        short = say("retired without the months for benefits for life")
    elif day < min(row.cover.since, row.cover.until):
        links, remedies = _returning(life, slot, day, row)
        short = say("benefits return on {day}", day=day_text(int(row.cover.since)))
    else:
        links, remedies = _stopped(life, slot, day, row)
        short = say("stopped on {day}, contributions unpaid", day=day_text(int(row.cover.until)))
    return Answer(short, (Link(not_covered), *links, *_refused(life, slot, day)), remedies)


def _left(life: "Reading", slot: int, day: int) -> Link | None:
    """When a person left the insurance in which it was, if it ever was in one."""
    left, schemes = _last(life, "join", slot, day), (state.row.scheme for state in _states(life, slot, day))
    if left is None or all(scheme == Scheme.NONE for scheme in schemes):
        return None
    name = life.name(slot)
    return Link(say("{name} left the insurance on {day}, as the file says", name=name, day=day_text(left.day)))


def not_alive(state: Alive) -> str:
    if state == Alive.UNBORN:
        return say("not born yet")
    return say("dead") if state == Alive.DEAD else say("abroad for good")


def _refused(life: "Reading", slot: int, day: int) -> Iterator[Link]:
    """What the file would have done about it and the law refused."""
    for refused in life.journal.refused:
        if refused.kind == "event" and refused.day <= day:
            event, reason = life.scenario.events[refused.place], Reason(refused.reason)
            if event.who == life.name(slot) and event.does in ("joins", "back_pays"):
                refusal = "{event} of {day} was refused: {reason}"
                yield Link(say(refusal, event=event_text(event.does), day=event.on, reason=with_term(reason)))


# ----------------------------------------------------------------------------- waits and gaps


def _waiting(life: "Reading", slot: int, day: int, row: Any) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """A wait of employee insurance, what began it, and the gap before it."""
    name = life.name(slot)
    begun = _last(life, "begin_wait", slot, day)
    if begun is None:
        return (Link(say("a wait runs until {day}", day=day_text(int(row.cover.since)))),), ()
    wait = Wait(begun.numbers["wait"])
    region = _region(life, slot, begun.day)
    length = Link(
        say(
            "the wait (等待期) begun by the payment of {paid} ends on {end}",
            paid=day_text(begun.day),
            end=day_text(int(row.cover.since)),
        ),
        tuple(life.law.cited(one, region, begun.day) for one in _lengths(life, wait, region, begun.day)),
    )
    paid, borne = begun.within("resume"), _borne(life, wait, region, day)
    before = _before(life, slot, paid) if paid is not None and paid.day > _start(life) else None
    if before is not None and paid is not None and before.row.cover.wait_broken:
        first = int(before.row.gap.first_month)
        missed = "a month was missed inside a wait ({month}), so the same wait began again"
        broken = Link(say(missed, month=month_text(first)))
        return (length, broken, *_why_unpaid_months(life, slot, first), *_at_first(life, slot, paid.day), *borne), ()
    if wait in (Wait.FIRST, Wait.FIRST_JOB) or paid is None or before is None:
        return (length, Link(say("it was {name}'s first enrolment (首次参保)", name=name)), *borne), ()
    gap, remedies = _gap(life, slot, paid, before)
    return (length, gap, *_why_unpaid_months(life, slot, int(before.row.gap.first_month))), remedies


def _at_first(life: "Reading", slot: int, day: int) -> tuple[Link, ...]:
    """What began a wait that then began again on a day: the first payment after a gap, and that gap."""
    begun = _last(life, "begin_wait", slot, day - 1)
    paid = begun.within("resume") if begun is not None else None
    if paid is None or paid.day <= _start(life):
        return ()
    text = Link(say("it had begun with the payment of {day}", day=day_text(paid.day)))
    before = _before(life, slot, paid)
    if before.row.cover.wait_broken:
        return (text, *_at_first(life, slot, paid.day))
    if not before.row.gap.unpaid_months:
        return (text,)
    gap, _ = _gap(life, slot, paid, before)
    return (text, gap, *_why_unpaid_months(life, slot, int(before.row.gap.first_month)))


def _lengths(life: "Reading", wait: Wait, region: str, day: int) -> tuple[str, ...]:
    """The parameters that say when a wait ends."""
    law, of_wait = life.record(region, day), (_WAITS[wait], "coverage.wait.counts_from")
    if wait != Wait.FIRST_JOB or not law.coverage_start_after_months:
        return of_wait
    waits_too = law.coverage_wait_employee_first_months + law.coverage_wait_employee_first_days > 0
    return ("coverage.start.after_months", *(of_wait if waits_too else ()))


def _borne(life: "Reading", wait: Wait, region: str, day: int) -> tuple[Link, ...]:
    """Who bears the pool's part of bills until the benefits of a first job begin, where not the person."""
    law = life.record(region, day)
    if wait != Wait.FIRST_JOB or not law.coverage_start_after_months or not law.coverage_start_employer_bears:
        return ()
    text = say(
        "until those months are paid the employer bears the pool's part of bills (单位承担), while there is a job"
    )
    return (Link(text, (life.law.cited("coverage.start.employer_bears", region, day),)),)


def _gap(life: "Reading", slot: int, paid: "Call", before: "State") -> tuple[Link, tuple[Link, ...]]:
    """The gap that a payment ended, against what the region allows; and what would have kept it within that."""
    region = _region(life, slot, paid.day)
    unpaid, first = int(before.row.gap.unpaid_months), int(before.row.gap.first_month)
    length = _result(life, paid, "gap_length", unpaid)
    law, alone = life.record(region, paid.day), not paid.numbers["by_employer"]
    grace = life.law.cited(_GRACE[alone], region, paid.day)
    gap = say(
        "there was a gap (中断) of {months}{counted}; {region} allows {allowed}",
        months=_months(unpaid, first), counted="" if length == unpaid else say(", counted as {months}", months=length),
        region=region_text(grace.region), allowed=grace.value_text,
    )  # fmt: skip
    link = Link(gap, (grace,))
    remedies = []
    allowed = int(law.coverage_gap_grace_flexible if alone else law.coverage_gap_grace_months)
    if length > allowed and first + allowed < month_index(date.fromordinal(paid.day)):
        by, month = life.due_day(slot, first + allowed), month_text(first + allowed)
        waits = law.coverage_gap_short_return == CoverFrom.WAIT  # unless it is paid back
        how = say(", with choices.back_pay: within_grace") if waits else ""
        due = say("paying again by {day}, the due day of {month}{how}", day=by, month=month, how=how)
        remedies.append(Link(due, (grace,)))
    may = life.law.cited("coverage.gap.back_pay_months", region, paid.day)
    in_reach = 0 < length <= allowed and unpaid <= int(law.coverage_gap_back_pay_months)
    if in_reach and not paid.numbers.get("back_paid"):
        text = say("paying the missed months back: choices.back_pay: within_grace for {name}", name=life.name(slot))
        remedies.append(Link(text, (may,)))
    return link, tuple(remedies)


def _returning(life: "Reading", slot: int, day: int, row: Any) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Benefits that begin later than the payment, without a wait."""
    since = day_text(int(row.cover.since))
    paid = _last(life, "return_on", slot, day)
    if paid is None:
        return (Link(say("benefits begin on {day}", day=since)),), ()
    region, resumed = _region(life, slot, paid.day), paid.within("resume")
    after_gap = resumed is not None and int(_before(life, slot, resumed).row.gap.unpaid_months) > 0
    parameter = "coverage.gap.short_return" if after_gap else "coverage.start.employee"
    if resumed is not None and resumed.numbers.get("back_paid") and after_gap:
        parameter = "coverage.gap.back_paid_return"
    elif resumed is not None and not resumed.numbers.get("by_employer") and not after_gap:
        parameter = "coverage.start.flexible"
    cited = life.law.cited(parameter, region, paid.day)
    text = say("after the payment of {paid} benefits begin on {day}", paid=day_text(paid.day), day=since)
    link = Link(text, (cited,))
    if not after_gap or resumed is None:
        return (link,), ()
    before = _before(life, slot, resumed)
    gap, remedies = _gap(life, slot, resumed, before)
    return (link, gap, *_why_unpaid_months(life, slot, int(before.row.gap.first_month))), remedies


def _stopped(life: "Reading", slot: int, day: int, row: Any) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Benefits that a missed month stopped."""
    until, first = int(row.cover.until), int(row.gap.first_month)
    missed = _last(life, "miss_month", slot, day)
    if not row.gap.unpaid_months or missed is None:
        return (Link(say("employee insurance ended before {day}", day=day_text(until))),), ()
    region = _region(life, slot, until)
    by_then = _row(life, slot, min(until, day)).gap
    same_gap = by_then.unpaid_months and by_then.first_month == first
    unpaid = _months(int(by_then.unpaid_months if same_gap else row.gap.unpaid_months), first)
    if row.cover.wait_broken:
        missed = "a month was missed inside a wait (等待期), which stopped it on {day}; unpaid by then: {months}"
        broken = Link(say(missed, day=day_text(until), months=unpaid))
        borne = _borne(life, Wait(int(row.cover.wait)), region, day)
        return (broken, *_why_unpaid_months(life, slot, first), *borne), ()
    lag = life.law.cited("coverage.stop_lag_months", region, min(until, day))
    stopped = say("benefits stopped on {day} (停保); unpaid by then: {months}", day=day_text(until), months=unpaid)
    link, why = Link(stopped, (lag,)), _why_unpaid_months(life, slot, first)
    made_good = life.made_good(slot, day)
    if made_good is not None:
        return (link, *why, how_made_good(life, made_good)), ()
    return (link, *why), _settling(life, slot, day, first)


def how_made_good(life: "Reading", state: "State") -> Link:
    """What made a gap good, so that its bills are settled as if covered, and when."""
    name, day, on = life.name(state.slot), day_text(state.day), day_text(int(state.row.gap.settle_on))
    region = life.plan.policy.regions[int(state.row.gap.region)]

    def has_called(kernel: str) -> bool:
        return any(call.day == state.day and call.slot == state.slot for call in life.calls_of(kernel))

    if has_called("settle_arrears"):
        paid, values = say("{name}'s employer paid what it owed on {day}", name=name, day=day), ("arrears.by_employer",)
    else:
        values = "gap.retroactive", "gap.back_pay_months"
        paid = say("{name} paid the missed months back on {day}", name=name, day=day)
        if has_called("back_pay"):
            paid = say("{text}, as the file says", text=paid)
    text = say("{paid}: the bills of the gap are settled on {on}", paid=paid, on=on)
    return Link(text, tuple(life.law.cited(f"coverage.{one}", region, state.day) for one in values))


def _settling(life: "Reading", slot: int, day: int, first: int) -> tuple[Link, ...]:
    """Until when a gap from a month on could be made good so that its bills are settled after all; an employer's
    arrears are not the person's to pay."""
    region = _region(life, slot, day)
    law = life.record(region, day)
    alone = bool(law.coverage_gap_grace_flexible < law.coverage_gap_grace_months)  # in time whoever pays again
    grace = int(law.coverage_gap_grace_flexible if alone else law.coverage_gap_grace_months)
    within = min(grace, int(law.coverage_gap_back_pay_months))
    by_employer = _defaulted(life, slot, first) is not None
    if by_employer or not within or not law.coverage_gap_retroactive:
        return ()
    if first + within < month_index(date.fromordinal(day)):
        return ()
    names = (_GRACE[alone], "coverage.gap.back_pay_months", "coverage.gap.retroactive")
    text = "paying again by {day}, with choices.back_pay: within_grace: {settled}"
    settled = say("the bills of the gap are then settled as if covered")
    cites = tuple(life.law.cited(name, region, day) for name in names)
    return (Link(say(text, day=life.due_day(slot, first + within), settled=settled), cites),)


def _defaulted(life: "Reading", slot: int, month: int) -> "Call | None":
    """The month's contribution that an employer did not pay, if that is why it is unpaid."""
    call = _last(life, "default_month", slot, life.due_ordinal(slot, month))
    return call if call is not None and month_index(date.fromordinal(call.day)) == month else None


def _why_unpaid_months(life: "Reading", slot: int, first_month: int) -> tuple[Link, ...]:
    """Why nothing was paid from a month on."""
    name, by = life.name(slot), life.due_ordinal(slot, first_month)
    defaulted = _defaulted(life, slot, first_month)
    if defaulted is not None:
        since = _of_file(life, slot, "employer_defaults", by)
        cited = life.law.cited("coverage.arrears.by_employer", _region(life, slot, defaulted.day), defaulted.day)
        text = say("{name}'s employer paid nothing (单位欠费), as the file says{since}", name=name, since=since)
        if _never_settles(life, slot, by):
            text = say("{text}; it never pays them later (settles: no)", text=text)
        return (Link(text, (cited,)),)
    lost = _last(life, "lose_job", slot, by)
    left = _last(life, "join", slot, by)
    if left is not None and (lost is None or left.day >= lost.day):
        text = say("{name} left the insurance on {day}, as the file says", name=name, day=day_text(left.day))
        return (Link(text),)
    if lost is None:
        return (Link(say("{name} paid for no insurance from the first day on", name=name)),)
    chance = lost.outermost.name == "draw_work"
    how = say("by chance (people.{name}.work.loses_job)", name=name) if chance else say("as the file says")
    choice = WhenJobless(int(life.plan.traits[slot]["when_jobless"]))
    text = say("{name} lost the job on {day}, {how}", name=name, day=day_text(lost.day), how=how)
    if choice == WhenJobless.UNEMPLOYMENT_BENEFIT:
        unpaid = say("there was no unemployment benefit (left), which would have paid the contributions")
    else:
        jobless = "{name} without a job {choice}: choices.when_jobless"
        unpaid = say(jobless, name=name, choice=with_term(choice))
    return Link(unpaid), Link(text)


# ----------------------------------------------------------------------------- residents, retirement


def _waiting_resident(life: "Reading", slot: int, day: int, row: Any) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    resident, begun = row.resident, _last(life, "start_cover", slot, day)
    if begun is not None and any(one.name == "start_cover_of_child" for one in life.within.get(id(begun), ())):
        return _waiting_child(life, slot, begun.day, row)
    cites = tuple(
        life.law.cited(name, life.plan.policy.regions[int(row.lives_in)], day)
        for name in ("resident.wait.fixed", "resident.wait.per_gap_year", "resident.wait.floor")
    )
    ends = say("the wait of resident insurance (居民医保等待期) ends on {day}", day=day_text(int(resident.since)))
    wait = Link(ends, cites)
    missing = int(resident.missing_years)
    if not missing:
        return (wait, Link(say("it was joined or paid late"))), ()
    repaid = int(resident.repaid_years)
    years = say(
        "{years} without insurance {lies} before it",
        years=counted(missing, "whole benefit year"), lies="lies" if missing == 1 else "lie",
    )  # fmt: skip
    gap = Link(say("{years}, {repaid} of them repaid", years=years, repaid=repaid) if repaid else years)
    further = int(resident.wait_further)
    spared = [
        int(wait_months(int(resident.wait_fixed), further, int(resident.wait_least), n)) for n in (repaid, further)
    ]
    if spared[1] == spared[0]:
        return (wait, gap), ()
    months = counted(spared[0] - spared[1], "month")
    text = say("paying missing years back, up to {months} less: an event `back_pays` with `years`", months=months)
    return (wait, gap), (Link(text),)


def _insured_later(life: "Reading", slot: int, row: Any) -> tuple[tuple[Link, ...], tuple[Link, ...]] | None:
    """A child that the file insures some time after its birth, or not at all, on a day before that."""
    name = life.name(slot)
    birth = next((event for event in life.scenario.events if event.does == "birth" and event.name == name), None)
    if birth is None or birth.insured is None or row.resident.until or row.scheme != Scheme.NONE:
        return None
    if not isinstance(birth.insured, date):
        link = Link(say("{name} is in no insurance from birth on, as the file says (insured: no)", name=name))
        return (link,), _insuring_in_time(life, slot, row, int(row.born))
    paid = birth.insured.toordinal()
    text = say("{name} is insured on {day} only, as the file says", name=name, day=birth.insured)
    born, insured = date.fromordinal(int(row.born)), birth.insured
    law, in_time = life.record(_home(life, row), paid), life.plan.rule(covers_from_birth)
    if in_time(law, month_index(born), born.day, month_index(insured), insured.day):
        cited = life.law.cited("resident.newborn.until", _home(life, row), paid)
        covers = say("; that covers from birth, and bills until then are settled that day")
        return (Link(f"{text}{covers}", (cited,)),), ()
    return (Link(text),), _insuring_in_time(life, slot, row, paid)


def _waiting_child(life: "Reading", slot: int, paid: int, row: Any) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The wait of a child insured too late to be covered from birth."""
    late = life.law.cited("resident.newborn.late", _home(life, row), paid)
    ends = day_text(int(row.resident.since))
    wait = Link(say("the wait of a newborn insured late (新生儿逾期参保) ends on {day}", day=ends), (late,))
    remedies = _insuring_in_time(life, slot, row, paid)
    text = say(
        "{name}, born on {born}, was insured on {day}, too late to be covered from birth",
        name=life.name(slot), born=day_text(int(row.born)), day=day_text(paid),
    )  # fmt: skip
    return (wait, Link(text, remedies[0].cites)), remedies


def _insuring_in_time(life: "Reading", slot: int, row: Any, day: int) -> tuple[Link, ...]:
    """Until when the premium of a child would have covered from birth."""
    home = _home(life, row)
    months = counted(int(life.record(home, day).resident_newborn_until), "month")
    insuring = "insuring {name} at birth, or within {months} of it: covered from birth, bills settled"
    text = say(insuring, name=life.name(slot), months=months)
    return (Link(text, (life.law.cited("resident.newborn.until", home, day),)),)


def _resident(life: "Reading", slot: int, day: int, row: Any) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """A resident whose premium for the day is not paid, or whose cover has not begun."""
    if day < row.resident.since and row.resident.until > day:
        text = say("what is paid as a resident covers from {day} on", day=day_text(int(row.resident.since)))
        return (Link(text),), ()
    if row.resident.until == 0:
        links = [Link(say("no premium of resident insurance has been paid (未缴居民医保费)"))]
    else:
        last = day_text(int(row.resident.until) - 1)
        links = [Link(say("resident insurance was paid until {day} only", day=last))]
    joined = _last(life, "become_resident", slot, day)
    if joined is not None:
        became = say("{name} became a resident on {day}", name=life.name(slot), day=day_text(joined.day))
        links.append(Link(became))
    window, remedies = _window(life, int(row.lives_in), day)
    return (*links, *window), remedies


def _window(life: "Reading", region: int, day: int) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """When the premium of the benefit year of a day could be paid."""
    year = next((one for one in life.plan.resident_years[region] if one["begins"] <= day < one["ends"]), None)
    if year is None or year["opens"] > year["closes"]:
        return (), ()
    begins, opens, closes = (day_text(int(year[word])) for word in ("begins", "opens", "closes"))
    window = life.law.cited("resident.window", region, int(year["opens"]))  # by the law of the day on which it opens
    cites = window, life.law.cited("resident.late", region, day)
    text = say(
        "the premium of the benefit year from {begins} was to be paid from {opens} to {closes} (集中参保期)",
        begins=begins, opens=opens, closes=closes,
    )  # fmt: skip
    in_time = Link(say("being a resident and paying by {day}", day=closes))
    return (Link(text, cites),), (in_time,) if year["closes"] >= _start(life) else ()


def _start(life: "Reading") -> int:
    return life.plan.start.toordinal()


def _short_at_retirement(life: "Reading", slot: int, day: int) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    name, retired = life.name(slot), _last(life, "retire", slot, day)
    if retired is None:
        return (Link(say("{name} retired without benefits for life", name=name)),), ()
    region = _region(life, slot, retired.day)
    sex = life.scenario.people[name].sex
    years = life.law.cited(f"retirement.years.{sex}", region, retired.day)
    actual = life.law.cited(f"retirement.actual_years.{sex}", region, retired.day)
    missing = _result(life, retired, "missing_months", 0)
    short = say(
        "{name} retired on {day} with {months} too few (缴费年限不足)",
        name=name, day=day_text(retired.day), months=counted(missing, "month"),
    )  # fmt: skip
    asked = Link(short, (years, actual))
    when_short = life.scenario.people[name].choices.when_short
    decides = "choices.when_short of {name} decides what follows: {choice}"
    choice = Link(say(decides, name=name, choice=when_short))
    ways = life.law.cited("retirement.top_up.ways", region, retired.day)
    granted = {int(way) for way in life.record(region, retired.day).retirement_top_up_ways}
    remedies = [
        Link(say("choices.when_short: {word}, {meaning}", word=word_of(other), meaning=with_term(other)), (ways,))
        for other in (WhenShort.LUMP_SUM, WhenShort.MONTHLY, WhenShort.RESIDENT)
        if word_of(other) != when_short and (other is WhenShort.RESIDENT or TopUpWay[other.name] in granted)
    ]
    return (asked, choice), tuple(remedies)


# ----------------------------------------------------------------------------- what the journal says


def _row(life: "Reading", slot: int, day: int) -> Any:
    state = life.journal.on(slot, day)
    assert state is not None, "a day before the run"
    return state.row


def _states(life: "Reading", slot: int, day: int) -> "Iterator[State]":
    return (state for state in life.journal.states if state.slot == slot and state.day <= day)


def _before(life: "Reading", slot: int, call: "Call") -> "State":
    """A person before the day of a call: contributions come once a day."""
    return next(state for state in reversed(life.journal.states) if state.slot == slot and state.day < call.day)


def _home(life: "Reading", row: Any) -> str:
    return life.plan.policy.regions[int(row.lives_in)]


def _region(life: "Reading", slot: int, day: int) -> str:
    return life.plan.policy.regions[int(_row(life, slot, day).region)]


def _last(life: "Reading", name: str, slot: int, day: int) -> "Call | None":
    """The last call of a kernel for a person up to a day."""
    calls = life.calls_of(name)
    return next((call for call in reversed(calls) if call.slot == slot and call.day <= day), None)


def _result(life: "Reading", around: "Call", name: str, otherwise: int) -> int:
    """What a rule returned within a call."""
    return next((call.result for call in life.calls_of(name) if call.parent is around), otherwise)


def _never_settles(life: "Reading", slot: int, by: int) -> bool:
    """Whether the file says that the employer does not pay later what it owes from a day on."""
    who = life.name(slot)
    events = [one for one in life.scenario.events if one.who == who and one.does == "employer_defaults"]
    begun = [one for one in events if one.on is not None and one.on.toordinal() <= by]
    return bool(begun) and max(begun, key=lambda one: one.on or date.min).settles is False


def _of_file(life: "Reading", slot: int, does: str, by: int) -> str:
    who = life.name(slot)
    days = [event.on for event in life.scenario.events if event.who == who and event.does == does]
    return say(" on {day}", day=max(day for day in days if day.toordinal() <= by)) if days else ""


def _months(unpaid: int, first: int) -> str:
    last = first + unpaid - 1
    if unpaid == 1:
        return say("one month, {month}", month=month_text(first))
    return say("{count} months, {first} to {last}", count=unpaid, first=month_text(first), last=month_text(last))
