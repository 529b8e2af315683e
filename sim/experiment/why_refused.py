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
            source = "set by the scenario"
        elif value.assume:
            source = f"assumed: {value.assume[0]}"
        else:
            source = value.source[0] if value.source else "no source named"
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
        return _uninsured(moment, patient) if has_account else Why(f"{payer} has no account on {moment.day}")
    if reason == Reason.PAYERS:
        region = moment.region(patient)
        most = plan.on(region, moment.day).mutual_aid_payers_per_person

        def takes_more(day: date) -> bool:
            return not 0 <= plan.on(region, day).mutual_aid_payers_per_person <= most

        text = f"{counted(most + 1, 'payer')} wanted, {most:,} allowed"
        return moment.by("mutual_aid.payers_per_person", region, text, takes_more)
    region, other = moment.region(payer), moment.region(patient)
    same_province = plan.provinces[plan.regions[region]] == plan.provinces[plan.regions[other]]

    def reaches(day: date) -> bool:
        return bool(plan.rule(within_reach)(plan.on(region, day), region == other, same_province))

    text = f"{payer} is insured in {region}, {patient} in {other}"
    return moment.by("mutual_aid.reach", region, text, reaches)


def of_event(moment: Moment, event: "Event", reason: Reason) -> Why:
    """Why an event did not happen."""
    who = event.who or ""
    if reason == Reason.DEAD:
        return _not_alive(moment, who, event.to)
    if reason == Reason.JOBLESS:
        return Why(f"{who} has no job on {moment.day}")
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
        text = f"{taker} is no relative of {giver} on {moment.day}"
        return Why(text, first_day=day.isoformat() if day else "")
    if reason == Reason.UNINSURED:
        return _uninsured(moment, taker)
    if reason == Reason.AMOUNT:
        text = f"{_yuan(wanted)} wanted, {_yuan(law.wallet_transfer_max)} allowed at once"
        return moment.by(
            "wallet.transfer_max", region, text, lambda day: wanted <= plan.on(region, day).wallet_transfer_max
        )
    if reason == Reason.COUNT:
        most = law.wallet_transfers_per_day
        why = moment.by(
            "wallet.transfers_per_day", region, f"{counted(most + 1, 'transfer')} wanted, {most:,} allowed a day"
        )
        return why._replace(first_day=(moment.day + timedelta(days=1)).isoformat() if most else "")
    row = moment.person(giver)
    if event.from_ == "wallet":
        return Why(f"{_yuan(wanted)} wanted, the wallet holds {_yuan(int(row.books[Place.WALLET]))}")
    account, past = int(row.books[Place.ACCOUNT]), int(row.books[Place.PAST_ACCOUNT])
    may_give = int(moment.plan.rule(shareable)(law, account, past, FOR_RELATIVES))
    text = f"{_yuan(wanted)} wanted, {_yuan(may_give)} may be given"
    if may_give == account + past:
        return Why(text)
    text += f" of the account's {_yuan(account + past)}"
    return moment.by("mutual_aid.keeps", region, text) if law.mutual_aid_keeps else Why(text)


def _not_alive(moment: Moment, *names: str | None) -> Why:
    """Who is not alive, and since when or until when."""
    texts, first = [], ""
    for name in names:
        alive = moment.person(name).alive if name else Alive.YES
        if alive == Alive.UNBORN and name:
            born = moment.plan.scenario.people[name].born
            texts.append(f"{name} is born on {born}")
            first = max(first, born.isoformat())
        elif alive != Alive.YES:
            what = "died" if alive == Alive.DEAD else "left the country"
            does = "dies" if alive == Alive.DEAD else "emigrates"
            days = (event.on for event in moment.plan.scenario.events if event.does == does and event.who == name)
            day = min(days, default=None)  # none where chance drew the death
            texts.append(f"{name} {what} on {day}" if day else f"{name} had died by chance")
    return Why(", ".join(texts), first_day=first if all(" is born " in text for text in texts) else "")


def _not_related(moment: Moment, payer: str, patient: str) -> Why:
    plan, region = moment.plan, moment.region(payer)

    def may_share(day: date) -> bool:
        return bool(plan.rule(may_share_with)(plan.on(region, day), plan.relation(payer, patient, day)))

    relation = Relation(plan.relation(payer, patient, moment.day))
    if relation == Relation.NONE:
        day = moment.first_day(may_share)
        text = f"{patient} is no relative of {payer} on {moment.day}"
        return Why(text, first_day=day.isoformat() if day else "")
    return moment.by("mutual_aid.relatives", region, f"{patient} is a {relation.english} of {payer}", may_share)


def _uninsured(moment: Moment, name: str) -> Why:
    return Why(f"{name} is in no basic insurance on {moment.day}")


def _closed(moment: Moment, *regions: str) -> Why:
    """The region that opens last decides."""
    plan = moment.plan
    opens = {region: int(plan.on(region, moment.day).wallet_opens) for region in regions}
    region = max(opens, key=lambda region: opens[region])
    if opens[region] > date.max.toordinal():
        return moment.by("wallet.opens", region, f"{region} does not open it")
    first = date.fromordinal(opens[region])
    return moment.by("wallet.opens", region, f"{region} opens on {first}")._replace(first_day=first.isoformat())


def _not_open(moment: Moment, name: str) -> Why:
    """Resident insurance that cannot be joined: nothing can be paid that day."""
    if moment.person(name).pension.lifetime:
        return Why(f"{name} has benefits for life, so that there is no year to pay for")
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
        return moment.by("resident.window", region, "no further window opens in the run")
    text = f"the next window of {region} opens on {date.fromordinal(first)}"
    return moment.by("resident.window", region, text)._replace(first_day=date.fromordinal(first).isoformat())


def _months(moment: Moment, name: str, wanted: int) -> Why:
    """Missed months that may not be paid later: there are not as many, or the law allows fewer."""
    plan, row, region = moment.plan, moment.person(name), moment.region(name)
    gap = row.gap
    left = max(0, int(gap.unpaid_months - gap.back_paid - gap.settled - row.arrears.months))
    if wanted > left:
        return Why(f"{counted(wanted, 'month')} wanted, {left:,} unpaid")
    paid = int(gap.back_paid)
    most = int(plan.on(region, moment.day).coverage_gap_back_pay_months)
    earlier = f", {paid:,} of them paid already" if paid else ""
    return moment.by(
        "coverage.gap.back_pay_months",
        region,
        f"{counted(wanted, 'month')} wanted, {most:,} allowed{earlier}",
        lambda day: paid + wanted <= plan.on(region, day).coverage_gap_back_pay_months,
    )


def _years(moment: Moment, name: str, wanted: int) -> Why:
    """Missing years of resident insurance that cannot be repaid."""
    row = moment.person(name)
    if row.scheme != Scheme.RESIDENT:
        return Why(f"{name} is not in resident insurance on {moment.day}")
    left = int(row.resident.missing_years - row.resident.repaid_years)
    return Why(f"{counted(wanted, 'year')} wanted, {left:,} missing")


# ----------------------------------------------------------------------------- choices that could not be followed


def of_top_up(moment: Moment, name: str) -> Why:
    """Why missing months were not topped up in the way that was chosen."""
    plan, region = moment.plan, moment.region(name)
    wanted = WhenShort[plan.scenario.people[name].choices.when_short.upper()]
    granted = "lump_sum" if moment.person(name).pension.lifetime else "monthly"
    ways = plan.policy.citations(region, "retirement.top_up.ways", moment.day).text
    instead = f"{granted} instead" if granted in ways else "no other way is allowed, so none was taken"
    return moment.by("retirement.top_up.ways", region, f"{_NAME_OF_WAY[wanted]} wanted, {ways} allowed; {instead}")


def of_back_pay(plan: "Plan", name: str, months: tuple[int, int], alone: bool, day: date) -> Why:
    """Why a gap was not paid back although the person, a self-payer or not, chooses to: of its `months` so many count,
    and so many lie in a row."""
    (gap, row), moment, region = months, Moment(plan, day, np.empty(0)), plan.lives_in(name, day)
    law = plan.on(region, day)
    parameter = "coverage.gap.grace_flexible" if alone else "coverage.gap.grace_months"
    grace = int(law.coverage_gap_grace_flexible if alone else law.coverage_gap_grace_months)
    most = int(law.coverage_gap_back_pay_months)
    if gap > grace:
        text = f"{counted(gap, 'month')} unpaid on {day}, {grace:,} are within grace"
        return moment.by(parameter, region, text)
    text = f"{counted(row, 'month')} unpaid on {day}, {most:,} may be paid later"
    return moment.by("coverage.gap.back_pay_months", region, text)


def of_job_lost(plan: "Plan", name: str, day: date) -> Why:
    """Why somebody who chooses resident insurance did not join it on the day on which the job ended."""
    why = _opens_later(Moment(plan, day, np.empty(0)), name)
    return why._replace(text=f"the job ended on {day}, {why.text}")


# ----------------------------------------------------------------------------- numbers


def _yuan(fen: int) -> str:
    return f"{yuan_to_read(fen)} yuan"
