"""Rule 3: months missed, the stop of benefits, gaps, waits, back-payment, an employer's arrears."""

from typing import Any

from sim.words.flows import Flow
from sim.words.law import NONE, Arrears, CoverFrom, FeeFrom, FeeUntil, GapCounted, WaitFrom
from sim.words.reasons import Reason
from sim.words.states import FOREVER, Scheme, Status
from tests.reference import accounts, bills
from tests.reference.days import Phase, first_day, month_of, share_of
from tests.reference.people import Missed, Person

# ----------------------------------------------------------------------------- a month is missed


def miss(person: Person, month: int, day: int, by_employer: bool = False) -> None:
    """Nothing is paid on a due day."""
    cover, p = person.cover, person.law(day)
    cover.missed.append(Missed(month, day, person.benefit_year(day), by_employer))
    cover.missed_in[person.benefit_year(day)] += 1
    accounts.take_back_rest(person, month, day)
    if cover.back is not None:
        if cover.waits and day < cover.back:
            cover.broken, cover.wait_end, cover.back = True, cover.back, None
            cover.stop = min(cover.stop, day) if cover.stop is not None else day
        elif cover.next_stop is None:
            cover.next_stop = stop_after(p, month, day)
    elif cover.stop is None:
        cover.stop = stop_after(p, month, day)
        cover.gap_region = person.insured_in


def lapse(person: Person, month: int, day: int) -> None:
    """Who retired short of years: cover ends as if the month of retirement were missed."""
    cover = person.cover
    accounts.take_back_rest(person, month, day)
    if not cover.ever:
        return
    if cover.back is not None and day < cover.back:
        cover.back, cover.broken = None, cover.waits
        cover.stop = min(cover.stop, day) if cover.stop is not None else day
    elif cover.stop is None:
        cover.stop = stop_after(person.law(day), month, day)
        cover.gap_region = person.insured_in


def stop_after(p: Any, month: int, day: int) -> int:
    lag = p.coverage_stop_lag_months
    return first_day(month + lag) if lag else day


def counted(person: Person, p: Any) -> int:
    """How long the gap is, as the law counts it."""
    missed = person.cover.missed
    if p.coverage_gap_counted == GapCounted.IN_A_ROW or not missed:
        return len(missed)
    years = {one.year for one in missed}
    longest = max(person.cover.missed_in[year] for year in years)
    return max(longest, len(missed)) if p.coverage_gap_counted == GapCounted.EITHER else longest


def grace(person: Person, p: Any) -> int:
    """How long a gap may be for who pays again now."""
    return p.coverage_gap_grace_flexible if person.scheme == Scheme.FLEXIBLE else p.coverage_gap_grace_months


# ----------------------------------------------------------------------------- paying (again)


def pay(person: Person, month: int, day: int) -> None:
    """A month's contribution was paid: what it does to benefits."""
    cover, p = person.cover, person.law(day)
    cover.resident = False
    if not cover.ever:
        _enrol(person, month, day, p)
    elif cover.missed:
        close_gap(person, day, back_paid=False)
    elif cover.broken:
        _wait(person, day, cover.wait)
    elif cover.lapsed:
        cover.lapsed = False
        if cover.back is not None:
            cover.next_stop = None  # a wait or a return goes on over days as a resident
        if cover.stop is not None and cover.back is None:
            if day < cover.stop:
                cover.stop = None
            else:
                mode = p.coverage_start_flexible if person.scheme == Scheme.FLEXIBLE else p.coverage_start_employee
                _return(person, day, mode, 0, settle=False)
    cover.row += 1


def begin_active_benefits(person: Person) -> None:
    """Who tops up by the month has active benefits from the first payment on, whatever gap or wait was before."""
    cover = person.cover
    cover.missed, cover.stop, cover.back, cover.next_stop, cover.broken = [], None, None, None, False


def _enrol(person: Person, month: int, day: int, p: Any) -> None:
    cover = person.cover
    first, cover.ever = not cover.known, True
    cover.known = True
    flexible = person.scheme == Scheme.FLEXIBLE
    wait = p.coverage_wait_employee_first_months, p.coverage_wait_employee_first_days
    if flexible:
        wait = p.coverage_wait_flexible_first_months, p.coverage_wait_flexible_first_days
    after = 0 if flexible else p.coverage_start_after_months
    if first and (any(wait) or after) and not switches(person, day, p):
        cover.stop, cover.first_job = day, not flexible
        _wait(person, day, wait)
        return
    mode = p.coverage_start_flexible if flexible else p.coverage_start_employee
    cover.stop = first_day(month_of(day)) if mode == CoverFrom.PAYMENT_MONTH else day
    cover.gap_region = person.insured_in
    _return(person, day, mode, 0, settle=mode == CoverFrom.PAYMENT_MONTH)


def switches(person: Person, day: int, p: Any) -> bool:
    """Whether this is a switch from resident insurance within grace, after enough insured months in a row."""
    if not person.years or person.cover.row < p.coverage_switch_row:
        return False
    return day - person.house.resident_until(person, day) <= p.coverage_switch_within


def close_gap(person: Person, day: int, back_paid: bool) -> None:
    """The months missed are over: paid now, or left behind by a new contribution."""
    cover, p = person.cover, person.law(day)
    length = counted(person, p)
    long = length > grace(person, p)
    spared = p.coverage_wait_spared_by != NONE and cover.row >= p.coverage_wait_spared_by
    missed, cover.missed = cover.missed, []
    cover.lapsed = False
    if back_paid:
        _forget(person, missed)
    if long:
        cover.row = 0
        if p.coverage_gap_clears_years and not any(one.paid for one in missed):
            person.paid_months = 0
            person.paid_in.clear()
    if cover.broken:
        _wait(person, day, cover.wait)
        return
    if not long:
        mode, days = p.coverage_gap_short_return, 0
        if back_paid:
            mode, days = p.coverage_gap_back_paid_return, p.coverage_gap_back_paid_return_days
        if mode != CoverFrom.WAIT:
            if cover.next_stop is not None:
                if day < cover.next_stop:
                    cover.next_stop = None
            elif cover.stop is not None and day < cover.stop:
                cover.stop = None
            elif cover.stop is not None:
                settles = back_paid and bool(p.coverage_gap_retroactive)
                _return(person, day, mode, days, settles or mode == CoverFrom.PAYMENT_MONTH)
            return
    cover.first_job = False
    _wait(person, day, (0, 0) if spared and long else _length(person, p, back_paid and long))


def _length(person: Person, p: Any, back_paid: bool) -> tuple[int, int]:
    if back_paid and p.coverage_wait_back_paid_months != NONE:
        return p.coverage_wait_back_paid_months, p.coverage_wait_back_paid_days
    if person.scheme == Scheme.FLEXIBLE:
        return p.coverage_wait_flexible_return_months, p.coverage_wait_flexible_return_days
    return p.coverage_wait_employee_months, p.coverage_wait_employee_days


def _wait(person: Person, day: int, length: tuple[int, int]) -> None:
    """A wait begins."""
    cover, p = person.cover, person.law(day)
    months, days = length
    cover.wait, cover.broken, cover.next_stop = length, False, None
    counts = month_of(day) + (p.coverage_wait_counts_from == WaitFrom.NEXT_MONTH)
    back = day + days if days else first_day(counts + months) if months else day
    if cover.first_job and p.coverage_start_after_months:
        back = max(back, first_day(month_of(day) + p.coverage_start_after_months))
    if back <= day:
        if cover.stop is not None and day < cover.stop:
            cover.stop = None
            return
        back = day
    if cover.stop is None or cover.stop > day:
        cover.stop = day
    cover.back, cover.waits, cover.settles_from = back, True, None
    _come_back_on(person, back)


def _return(person: Person, day: int, mode: int, days: int, settle: bool, from_the_stop: bool = False) -> None:
    """Benefits come back, on the day the law says; bills are settled from the stop, or from the 1st of the month."""
    cover, p = person.cover, person.law(day)
    back = {
        CoverFrom.PAYMENT_DAY: day,
        CoverFrom.NEXT_DAY: day + 1,
        CoverFrom.PAYMENT_MONTH: day,
        CoverFrom.NEXT_MONTH: first_day(month_of(day) + 1),
        CoverFrom.DAYS: day + days,
    }[CoverFrom(mode)]
    cover.back, cover.waits = back, False
    cover.settles_from = None
    if settle and cover.stop is not None:
        from_the_stop |= bool(p.coverage_gap_retroactive)
        cover.settles_from = cover.stop if from_the_stop else max(cover.stop, first_day(month_of(day)))
    _come_back_on(person, back)


def _come_back_on(person: Person, day: int) -> None:
    person.at(day, Phase.RETURNS, person.index, _come_back, person, day)


def _come_back(person: Person, day: int) -> None:
    cover = person.cover
    if cover.back != day:
        return
    cover.since = day
    since, until = cover.settles_from, cover.next_stop
    region = cover.gap_region
    cover.stop, cover.back, cover.waits, cover.settles_from, cover.next_stop = until, None, False, None, None
    if until is not None:
        cover.gap_region = person.insured_in
    if since is not None:
        bills.settle(person, day, since, until, region)
    person.gap_bills = [one for one in person.gap_bills if until is not None and one.day >= until]


def _forget(person: Person, missed: list[Missed]) -> None:
    """Months made good count no more within their year."""
    for one in missed:
        person.cover.missed_in[one.year] -= 1


# ----------------------------------------------------------------------------- back-payment


def pay_back_by_choice(person: Person, day: int) -> None:
    """Before a new contribution counts, whoever chose so pays all missed months of a gap within grace."""
    own, p = person.cover.missed, person.law(day)
    within = counted(person, p) <= grace(person, p)
    if own and within and len(own) <= p.coverage_gap_back_pay_months and person.said.choices.back_pay == "within_grace":
        _pay_back(person, day, len(own))


def pay_back(person: Person, day: int, months: int) -> Reason:
    """An event of the file."""
    p = person.law(day)
    own = [one for one in person.cover.missed if not one.by_employer and not one.paid]
    before = sum(one.paid and not one.by_employer for one in person.cover.missed)
    if person.lifetime or months > len(own) or before + months > p.coverage_gap_back_pay_months:
        return Reason.MONTHS
    _pay_back(person, day, months)
    return Reason.NOTHING


def _pay_back(person: Person, day: int, months: int) -> None:
    cover, p = person.cover, person.law(day)
    own = [one for one in cover.missed if not one.by_employer and not one.paid]
    floor = p.contribution_base_floor
    cost = share_of(floor, p.coverage_gap_back_pay_rate)
    paid = own[:months]
    for one in paid:
        one.paid = True
        person.move(Flow.CONTRIBUTED_IN_CASH, cost, day)
        begins = one.due if p.coverage_gap_late_fee_from == FeeFrom.DUE_DAY else first_day(month_of(one.due) + 1) - 1
        days = max(0, day - begins - (p.coverage_gap_late_fee_until == FeeUntil.BEFORE))
        fee = share_of(cost, p.coverage_gap_late_fee * days)
        person.move(Flow.LATE_FEE, fee, day)
        count_month(person, one.month)
        if p.account_credit_back_paid:
            accounts.credit(person, share_of(floor, p.account_credit_active_rate), day, one.month)
    if all(one.paid for one in cover.missed):
        close_gap(person, day, back_paid=True)


def count_month(person: Person, month: int) -> None:
    """A month became a paid month."""
    person.paid_months += 1
    person.insured_years.add(month // 12)
    person.paid_in[person.insured_in] += 1


# ----------------------------------------------------------------------------- an employer's arrears


class Default:
    """An employer that pays nothing for some due days; what an earlier one owes is settled with it."""

    def __init__(self, months: int, owed: list[Any]):
        self.left, self.owed, self.ended = months, owed, False
        self.never, self.lost = False, 0  # pays nothing later either; months so far of which that is true
        self.bears_until = 0  # when benefits would have stopped without what is owed


def begin_default(person: Person, day: int, months: int, settles: bool) -> Reason:
    if not person.employed:
        return Reason.JOBLESS
    if person.default is None or person.default.ended:
        old, person.default = person.default, Default(months, person.default.owed if person.default else [])
        if old is not None and old.owed:
            person.default.bears_until = old.bears_until
    else:
        person.default.left += months
    person.default.never |= not settles
    return Reason.NOTHING


def end_default(person: Person) -> None:
    """The job ends: no more months are owed; those owed are settled when the default would have ended."""
    if person.default is not None:
        person.default.ended = True


def count_default_month(person: Person, default: Default, day: int) -> None:
    """The employer bears bills for so many months as the law says, unless the gap began with the person's own."""
    if default.lost + len(default.owed) > person.law(day).coverage_arrears_grace_months:
        default.bears_until = 0
    elif len(person.cover.missed) <= 1:
        default.bears_until = FOREVER


def settle_default(person: Person, default: Default, day: int) -> None:
    """Employer and employee pay what is owed, on the due day after the default."""
    cover, p = person.cover, person.law(day)
    person.default = None
    if not default.owed:
        return
    person.outpatient = True
    for month, _, employer, employee, extra, credit in default.owed:
        person.move(Flow.EMPLOYER_CONTRIBUTED, employer, day)
        person.move(Flow.CONTRIBUTED_IN_CASH, employee, day)
        extra(day)
        count_month(person, month)
        person.insurance_months += 1
        accounts.credit(person, credit, day, month)
    owed = {month for month, *_ in default.owed}
    theirs = [one for one in cover.missed if one.by_employer and one.month in owed]
    as_gap = p.coverage_arrears_by_employer == Arrears.AS_GAP or len(default.owed) > p.coverage_arrears_grace_months
    if as_gap:
        for one in theirs:
            one.paid = True
        if theirs and all(one.paid for one in cover.missed):
            close_gap(person, day, back_paid=True)
        return
    for _, year, *_ in default.owed:
        cover.missed_in[year] -= 1
    employers_first = bool(cover.missed) and cover.missed[0] in theirs
    cover.missed = [one for one in cover.missed if one not in theirs]
    if cover.missed:
        if all(one.paid for one in cover.missed):
            close_gap(person, day, back_paid=True)
        elif employers_first and not cover.broken:
            _begin_own_gap(person, day, cover.missed[0])
        return
    if not theirs:  # a resident since, or in a new job: no gap is left
        return
    cover.row += len(theirs)
    if cover.broken:
        _go_on_waiting(person, day)
    elif cover.stop is not None and cover.back is None:
        if day < cover.stop:
            cover.stop = None
        else:
            settles = p.coverage_arrears_by_employer == Arrears.RETROACTIVE
            _return(person, day, CoverFrom.PAYMENT_DAY, 0, settles, from_the_stop=True)
            cover.next_stop = None
    elif cover.next_stop is not None:
        cover.next_stop = None


def _begin_own_gap(person: Person, day: int, first: Missed) -> None:
    """The person's own missed months remain a gap; benefits stop by the first of them, not by the employer's."""
    cover, p = person.cover, person.law(day)
    stop = stop_after(p, first.month, first.due)
    if cover.back is not None:
        cover.next_stop = stop
        return
    since, cover.stop = cover.stop, stop
    if p.coverage_arrears_by_employer == Arrears.RETROACTIVE and since is not None and since < min(stop, day):
        until = min(stop, day)
        person.at(day, Phase.RETURNS, person.index, bills.settle, person, day, since, until, cover.gap_region)


def _go_on_waiting(person: Person, day: int) -> None:
    """A wait that was broken by arrears goes on as if never missed."""
    cover = person.cover
    cover.broken = False
    cover.back, cover.waits = max(cover.wait_end, day), True
    if cover.wait_end <= day:
        cover.settles_from = cover.wait_end
    _come_back_on(person, cover.back)


def employer_bears(person: Person, day: int) -> bool:
    """Whether an employer in default pays the pool's part of today's bill."""
    p, cover = person.law(day), person.cover
    if cover.first_job and cover.waits and cover.back is not None and day < cover.back:
        return bool(p.coverage_start_after_months and p.coverage_start_employer_bears and person.employed)
    if p.coverage_arrears_by_employer != Arrears.EMPLOYER_BEARS or (cover.broken and day < cover.wait_end):
        return False
    if cover.status(day) == Status.COVERED and not cover.missed:
        return False
    default = person.default
    return default is not None and bool(default.owed or default.lost) and day < default.bears_until
