"""The numbers of a refusal: what was wanted, what the law allows by which value, and the first day that would do.

They are worked out from the plan and from the rows at the moment of the refusal; kernels keep the reason only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from sim.rules.mutual_aid import FOR_RELATIVES, may_share_with, shareable, within_reach
from sim.values.scalars import yuan_to_read
from sim.words.flows import Place
from sim.words.language import say
from sim.words.plurals import counted
from sim.words.reasons import Reason
from sim.words.states import Alive, Relation, Scheme, WhenShort

if TYPE_CHECKING:
    from sim.plan import Plan
    from sim.scenario.model import Binding, Event
    from sim.state.person import Person

_NAME_OF_WAY = {WhenShort.LUMP_SUM: "one sum (lump_sum)", WhenShort.MONTHLY: "month by month (monthly)"}


class Why(NamedTuple):
    """What is said of a refusal beside its reason. Texts are empty where there is nothing to say."""

    text: str  # what was wanted and what is allowed
    parameter: str = ""
    value: str = ""
    region: str = ""
    source: str = ""
    first_day: str = ""  # on which it would be allowed, as far as the law and the file's people decide


@dataclass(frozen=True)
class Moment:
    """The people of one life just after something was refused on a day."""

    plan: "Plan"
    day: date
    people: np.ndarray

    def person(self, name: str) -> "Person":
        return cast("Person", self.people[self.plan.slots[name]])

    def region(self, name: str) -> str:
        """The region whose law applies to a person."""
        return self.plan.policy.regions[self.person(name).region]

    def by(self, parameter: str, region: str, text: str, is_allowed: Callable[[date], bool] | None = None) -> Why:
        """A refusal by a value of the law; `is_allowed` says of a later day whether it would do."""
        value = self.plan.policy.citations(region, parameter, self.day)
        if value.origin == "change":
            source = say("set by the scenario")
        elif value.assume:
            source = say("assumed: {name}", name=value.assume[0])
        else:
            source = value.source[0] if value.source else say("no source named")
        day = self.first_day(is_allowed) if is_allowed else None
        return Why(text, parameter, value.text, region, source, day.isoformat() if day else "")

    def first_day(self, is_allowed: Callable[[date], bool]) -> date | None:
        """The first later day of the run on which the law, or who is whose relative, would allow it."""
        scenario = self.plan.scenario
        days = {date.fromordinal(int(day)) for day in self.plan.policy.epochs}
        days |= {day for event in scenario.events for day in (event.on, event.on + timedelta(days=1))}
        days |= {person.born for person in scenario.people.values()}
        later = sorted(day for day in days if self.day < day < self.plan.end)
        return next((day for day in later if is_allowed(day)), None)


# ----------------------------------------------------------------------------- bindings and events


def of_binding(moment: Moment, binding: "Binding", reason: Reason) -> Why:
    """Why a binding does not work."""
    plan, payer, patient = moment.plan, binding.payer, binding.for_
    if reason == Reason.DEAD:
        return _not_alive(moment, payer, patient)
    if reason == Reason.RELATED:
        return _not_related(moment, payer, patient)
    if reason == Reason.UNINSURED:
        row = moment.person(payer)
        has_account = row.cover.ever_insured or row.books[Place.ACCOUNT] + row.books[Place.PAST_ACCOUNT] > 0
        return (
            _uninsured(moment, patient)
            if has_account
            else Why(say("{who} has no account on {day}", who=payer, day=moment.day))
        )
    if reason == Reason.PAYERS:
        region = moment.region(patient)
        most = plan.on(region, moment.day).mutual_aid_payers_per_person

        def takes_more(day: date) -> bool:
            return not 0 <= plan.on(region, day).mutual_aid_payers_per_person <= most

        text = say("{wanted} wanted, {allowed} allowed", wanted=counted(most + 1, "payer"), allowed=f"{most:,}")
        return moment.by("mutual_aid.payers_per_person", region, text, takes_more)
    region, other = moment.region(payer), moment.region(patient)
    same_province = plan.provinces[plan.regions[region]] == plan.provinces[plan.regions[other]]

    def reaches(day: date) -> bool:
        return bool(plan.rule(within_reach)(plan.on(region, day), region == other, same_province))

    insured = "{payer} belongs to {region}, {patient} to {other}"
    text = say(insured, payer=payer, region=region, patient=patient, other=other)
    return moment.by("mutual_aid.reach", region, text, reaches)


def of_event(moment: Moment, event: "Event", reason: Reason) -> Why:
    """Why an event did not happen."""
    who = event.who or ""
    if reason == Reason.DEAD:
        return _not_alive(moment, who, event.to)
    if reason == Reason.JOBLESS:
        return Why(say("{who} has no job on {day}", who=who, day=moment.day))
    if reason == Reason.WINDOW:
        return _not_open(moment, who)
    if reason == Reason.MONTHS:
        return _years(moment, who, event.years) if event.years else _months(moment, who, event.months or 0)
    return _of_transfer(moment, event, reason)


def _of_transfer(moment: Moment, event: "Event", reason: Reason) -> Why:
    plan, giver, taker, wanted = moment.plan, event.who or "", event.to or "", event.amount or 0
    region = moment.region(giver)
    law = plan.on(region, moment.day)
    if reason == Reason.CLOSED:
        return _closed(moment, region, moment.region(taker))
    if reason == Reason.RELATED:
        day = moment.first_day(lambda day: plan.relation(giver, taker, day) != Relation.NONE)
        text = say("{who} is no relative of {whose} on {day}", who=taker, whose=giver, day=moment.day)
        return Why(text, first_day=day.isoformat() if day else "")
    if reason == Reason.UNINSURED:
        return _uninsured(moment, taker)
    if reason == Reason.AMOUNT:
        most = _yuan(law.wallet_transfer_max)
        text = say("{wanted} wanted, {allowed} allowed at once", wanted=_yuan(wanted), allowed=most)
        return moment.by(
            "wallet.transfer_max", region, text, lambda day: wanted <= plan.on(region, day).wallet_transfer_max
        )
    if reason == Reason.COUNT:
        most = law.wallet_transfers_per_day
        transfers = counted(most + 1, "transfer")
        text = say("{wanted} wanted, {allowed} allowed a day", wanted=transfers, allowed=f"{most:,}")
        why = moment.by("wallet.transfers_per_day", region, text)
        return why._replace(first_day=(moment.day + timedelta(days=1)).isoformat() if most else "")
    row = moment.person(giver)
    if event.from_ == "wallet":
        holds = _yuan(int(row.books[Place.WALLET]))
        return Why(say("{wanted} wanted, the wallet holds {holds}", wanted=_yuan(wanted), holds=holds))
    account, past = int(row.books[Place.ACCOUNT]), int(row.books[Place.PAST_ACCOUNT])
    may_give = int(moment.plan.rule(shareable)(law, account, past, FOR_RELATIVES))
    amounts = {"wanted": _yuan(wanted), "given": _yuan(may_give)}
    if may_give == account + past:
        return Why(say("{wanted} wanted, {given} may be given", **amounts))
    holds = _yuan(account + past)
    text = say("{wanted} wanted, {given} may be given of the account's {holds}", holds=holds, **amounts)
    return moment.by("mutual_aid.keeps", region, text) if law.mutual_aid_keeps else Why(text)


def _not_alive(moment: Moment, *names: str | None) -> Why:
    """Who is not alive, and since when or until when."""
    texts, first = [], ""
    for name in names:
        alive = moment.person(name).alive if name else Alive.YES
        if alive == Alive.UNBORN and name:
            born = moment.plan.scenario.people[name].born
            texts.append(say("{name} is born on {day}", name=name, day=born))
            first = max(first, born.isoformat())
        elif alive != Alive.YES:
            text = "{name} died on {day}" if alive == Alive.DEAD else "{name} left the country on {day}"
            does = "dies" if alive == Alive.DEAD else "emigrates"
            days = (event.on for event in moment.plan.scenario.events if event.does == does and event.who == name)
            day = min(days, default=None)  # none where chance drew the death
            texts.append(say(text, name=name, day=day) if day else say("{name} had died by chance", name=name))
    return Why(", ".join(texts), first_day=first if all(" is born " in text for text in texts) else "")


def _not_related(moment: Moment, payer: str, patient: str) -> Why:
    plan, region = moment.plan, moment.region(payer)

    def may_share(day: date) -> bool:
        return bool(plan.rule(may_share_with)(plan.on(region, day), plan.relation(payer, patient, day)))

    relation = Relation(plan.relation(payer, patient, moment.day))
    if relation == Relation.NONE:
        day = moment.first_day(may_share)
        text = say("{who} is no relative of {whose} on {day}", who=patient, whose=payer, day=moment.day)
        return Why(text, first_day=day.isoformat() if day else "")
    text = say("{who} is a {relation} of {whose}", who=patient, relation=relation.english, whose=payer)
    return moment.by("mutual_aid.relatives", region, text, may_share)


def _uninsured(moment: Moment, name: str) -> Why:
    return Why(say("{who} is in no basic insurance on {day}", who=name, day=moment.day))


def _closed(moment: Moment, *regions: str) -> Why:
    """The region that opens last decides."""
    plan = moment.plan
    opens = {region: int(plan.on(region, moment.day).wallet_opens) for region in regions}
    region = max(opens, key=lambda region: opens[region])
    if opens[region] > date.max.toordinal():
        return moment.by("wallet.opens", region, say("{region} does not open it", region=region))
    first = date.fromordinal(opens[region])
    text = say("{region} opens on {day}", region=region, day=first)
    return moment.by("wallet.opens", region, text)._replace(first_day=first.isoformat())


def _not_open(moment: Moment, name: str) -> Why:
    """Resident insurance that cannot be joined: nothing can be paid that day."""
    if moment.person(name).pension.lifetime:
        return Why(say("{name} has benefits for life, so that there is no year to pay for", name=name))
    return _opens_later(moment, name)


def _opens_later(moment: Moment, name: str) -> Why:
    """When the next window of resident insurance opens where somebody lives."""
    plan = moment.plan
    region = plan.lives_in(name, moment.day)
    today = moment.day.toordinal()
    opens = [
        int(year["opens"]) for year in plan.resident_years[plan.regions[region]] if year["opens"] <= year["closes"]
    ]
    first = min((day for day in opens if day > today), default=None)
    if first is None:
        return moment.by("resident.window", region, say("no further window opens in the run"))
    text = say("the next window of {region} opens on {day}", region=region, day=date.fromordinal(first))
    return moment.by("resident.window", region, text)._replace(first_day=date.fromordinal(first).isoformat())


def _months(moment: Moment, name: str, wanted: int) -> Why:
    """Missed months that may not be paid later: there are not as many, or the law allows fewer."""
    plan, row, region = moment.plan, moment.person(name), moment.region(name)
    gap = row.gap
    left = max(0, int(gap.unpaid_months - gap.back_paid - gap.settled - row.arrears.months))
    if wanted > left:
        return Why(say("{wanted} wanted, {left} unpaid", wanted=counted(wanted, "month"), left=f"{left:,}"))
    paid = int(gap.back_paid)
    most = int(plan.on(region, moment.day).coverage_gap_back_pay_months)
    amounts = {"wanted": counted(wanted, "month"), "allowed": f"{most:,}"}
    text = say("{wanted} wanted, {allowed} allowed", **amounts)
    if paid:
        text = say("{wanted} wanted, {allowed} allowed, {paid} of them paid already", paid=f"{paid:,}", **amounts)
    return moment.by(
        "coverage.gap.back_pay_months",
        region,
        text,
        lambda day: paid + wanted <= plan.on(region, day).coverage_gap_back_pay_months,
    )


def _years(moment: Moment, name: str, wanted: int) -> Why:
    """Missing years of resident insurance that cannot be repaid."""
    row = moment.person(name)
    if row.scheme != Scheme.RESIDENT:
        return Why(say("{who} is not in resident insurance on {day}", who=name, day=moment.day))
    left = int(row.resident.missing_years - row.resident.repaid_years)
    return Why(say("{wanted} wanted, {left} missing", wanted=counted(wanted, "year"), left=f"{left:,}"))


# ----------------------------------------------------------------------------- choices that could not be followed


def of_top_up(moment: Moment, name: str) -> Why:
    """Why missing months were not topped up in the way that was chosen."""
    plan, region = moment.plan, moment.region(name)
    wanted = WhenShort[plan.scenario.people[name].choices.when_short.upper()]
    granted = "lump_sum" if moment.person(name).pension.lifetime else "monthly"
    ways = plan.policy.citations(region, "retirement.top_up.ways", moment.day).text
    found = {"wanted": _NAME_OF_WAY[wanted], "allowed": ways}
    if granted in ways:
        text = say("{wanted} wanted, {allowed} allowed; {granted} instead", granted=granted, **found)
    else:
        text = say("{wanted} wanted, {allowed} allowed; no other way is allowed, so none was taken", **found)
    return moment.by("retirement.top_up.ways", region, text)


def of_back_pay(plan: "Plan", name: str, months: tuple[int, int], alone: bool, day: date) -> Why:
    """Why a gap was not paid back although the person, a self-payer or not, chooses to: of its `months` so many count,
    and so many lie in a row."""
    (gap, row), moment, region = months, Moment(plan, day, np.empty(0)), plan.lives_in(name, day)
    law = plan.on(region, day)
    parameter = "coverage.gap.grace_flexible" if alone else "coverage.gap.grace_months"
    grace = int(law.coverage_gap_grace_flexible if alone else law.coverage_gap_grace_months)
    most = int(law.coverage_gap_back_pay_months)
    if gap > grace:
        within = "{unpaid} unpaid on {day}, {grace} are within grace"
        text = say(within, unpaid=counted(gap, "month"), day=day, grace=f"{grace:,}")
        return moment.by(parameter, region, text)
    later = "{unpaid} unpaid on {day}, {most} may be paid later"
    text = say(later, unpaid=counted(row, "month"), day=day, most=f"{most:,}")
    return moment.by("coverage.gap.back_pay_months", region, text)


def of_job_lost(plan: "Plan", name: str, day: date) -> Why:
    """Why somebody who chooses resident insurance did not join it on the day on which the job ended."""
    why = _opens_later(Moment(plan, day, np.empty(0)), name)
    return why._replace(text=say("the job ended on {day}, {then}", day=day, then=why.text))


# ----------------------------------------------------------------------------- numbers


def _yuan(fen: int) -> str:
    return say("{amount} yuan", amount=yuan_to_read(fen))
