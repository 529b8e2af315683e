"""Rule 3: who is covered, and from when again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.coverage import (
    MOST_BITS,
    benefit_share,
    bit_of,
    cover_from,
    employer_bears,
    employer_bears_first,
    first_wait,
    gap_length,
    gap_wait,
    has_first_wait,
    is_insured,
    is_spared,
    may_be_back_paid,
    may_switch_to_employee,
    may_switch_to_resident,
    months_owed,
    own_month,
    status,
    stop_day,
    wait_end,
    wait_end_of,
    waits_as_employee,
    within_grace,
)
from sim.words.law import NONE as NOT_NAMED
from sim.words.law import Arrears, CoverFrom, GapCounted, WaitFrom
from sim.words.states import FOREVER, Alive, Joining, Scheme, Status, Wait

COVERED, STOPPED, WAITING, NONE = Status
DAY = 739_000


def statuses(somebody, *days):
    return [status(somebody, day) for day in days]


def test_cover_begins_on_its_day_and_ends_before_the_stop(person):
    somebody = person(cover={"since": DAY, "until": DAY + 30, "ever_insured": 1}, scheme=Scheme.EMPLOYEE)
    assert statuses(somebody, DAY - 1, DAY, DAY + 29, DAY + 30) == [STOPPED, COVERED, COVERED, STOPPED]


def test_a_wait_lasts_until_cover_begins(person):
    waiting = person(cover={"since": DAY, "until": FOREVER, "waits": 1, "ever_insured": 1}, scheme=Scheme.EMPLOYEE)
    assert statuses(waiting, DAY - 100, DAY - 1, DAY) == [WAITING, WAITING, COVERED]


def test_a_wait_broken_by_an_unpaid_month_is_a_stop(person):
    broken = person(cover={"since": DAY, "until": DAY - 40, "waits": 1, "ever_insured": 1}, scheme=Scheme.FLEXIBLE)
    assert statuses(broken, DAY - 41, DAY - 40, DAY) == [WAITING, STOPPED, STOPPED]


def test_benefits_for_life_begin_when_entitled_and_outlast_any_stop(person):
    retiree = person(
        pension={"lifetime": 1, "entitled_on": DAY},
        cover={"since": 0, "until": DAY - 10, "ever_insured": 1},
        scheme=Scheme.RETIRED,
    )
    assert statuses(retiree, DAY - 11, DAY - 10, DAY - 1, DAY) == [COVERED, STOPPED, STOPPED, COVERED]
    assert status(person(pension={"lifetime": 0, "entitled_on": DAY}, cover={"ever_insured": 1}), DAY) == STOPPED


def test_resident_cover_has_a_first_and_a_last_day(person):
    resident = person(resident={"since": DAY, "until": DAY + 365}, scheme=Scheme.RESIDENT)
    assert statuses(resident, DAY - 1, DAY, DAY + 364, DAY + 365) == [NONE, COVERED, COVERED, NONE]


def test_a_resident_may_wait(person):
    late = person(resident={"since": DAY, "until": DAY + 200, "waits": 1}, scheme=Scheme.RESIDENT)
    assert statuses(late, DAY - 1, DAY, DAY + 199, DAY + 200) == [WAITING, COVERED, COVERED, NONE]
    too_late = person(resident={"since": DAY, "until": DAY, "waits": 1}, scheme=Scheme.RESIDENT)
    assert statuses(too_late, DAY - 1, DAY) == [WAITING, NONE]  # the year ends with the wait
    over = person(resident={"since": DAY + 60, "until": DAY, "waits": 1}, scheme=Scheme.RESIDENT)
    assert statuses(over, DAY - 1, DAY, DAY + 60) == [WAITING, NONE, NONE]  # before it


def test_a_resident_waits_from_the_month_in_which_the_wait_begins(person, ordinal):
    begins = ordinal("2027-01-01")
    ahead = person(
        resident={"since": begins + 90, "until": begins + 365, "waits": 1, "wait_from": 2027 * 12},
        scheme=Scheme.RESIDENT,
    )
    assert statuses(ahead, begins - 1, begins, begins + 89, begins + 90) == [NONE, WAITING, WAITING, COVERED]


def test_resident_cover_runs_on_beside_a_wait(person):
    both = person(
        cover={"since": DAY + 100, "waits": 1, "ever_insured": 1},
        resident={"since": 0, "until": DAY + 10},
        scheme=Scheme.EMPLOYEE,
    )
    assert statuses(both, DAY, DAY + 9, DAY + 10, DAY + 100) == [COVERED, COVERED, WAITING, COVERED]


def test_without_cover_an_employee_has_stopped_and_a_resident_has_none(person):
    assert status(person(cover={"ever_insured": 1}, scheme=Scheme.EMPLOYEE), DAY) == STOPPED
    assert status(person(cover={"ever_insured": 1}, scheme=Scheme.NONE), DAY) == STOPPED
    assert status(person(cover={"ever_insured": 1}, scheme=Scheme.RESIDENT), DAY) == NONE
    assert status(person(cover={"ever_insured": 0}, scheme=Scheme.EMPLOYEE), DAY) == NONE


@pytest.mark.parametrize("alive", [Alive.UNBORN, Alive.DEAD, Alive.ABROAD])
def test_only_the_living_at_home_are_covered(person, alive):
    assert status(person(cover={"since": 0, "ever_insured": 1}, pension={"lifetime": 1}, alive=alive), DAY) == NONE


def test_the_gap_counts_months_in_a_row_or_of_the_benefit_year(law, person):
    somebody = person(gap={"unpaid_months": 2, "unpaid_in_year": 4})
    assert gap_length(law(coverage_gap_counted=GapCounted.IN_A_ROW), somebody.gap) == 2
    assert gap_length(law(coverage_gap_counted=GapCounted.BENEFIT_YEAR), somebody.gap) == 4
    # a row from the year before is still a row
    assert gap_length(law(coverage_gap_counted=GapCounted.EITHER), somebody.gap) == 4
    # over the turn of the year: four months in the old one, one in the new one
    over_the_year = person(gap={"unpaid_months": 5, "unpaid_in_year": 1, "unpaid_before": 4})
    assert gap_length(law(coverage_gap_counted=GapCounted.BENEFIT_YEAR), over_the_year.gap) == 4
    assert gap_length(law(coverage_gap_counted=GapCounted.EITHER), over_the_year.gap) == 5


@pytest.mark.parametrize(
    "months, employee, alone", [(0, True, True), (2, True, True), (3, True, False), (4, False, False)]
)
def test_the_last_month_of_grace_is_within(law, months, employee, alone):
    p = law(coverage_gap_grace_months=3, coverage_gap_grace_flexible=2, coverage_gap_back_pay_months=9)
    assert within_grace(p, months, True) == employee
    assert within_grace(p, months, False) == alone


@pytest.mark.parametrize("months, may", [(5, True), (6, True), (7, False)])
def test_so_many_months_may_be_paid_later(law, months, may):
    p = law(coverage_gap_grace_months=3, coverage_gap_back_pay_months=6)
    assert may_be_back_paid(p, months) == may


@pytest.mark.parametrize("lag, day", [(0, "2024-03-25"), (1, "2024-04-01"), (2, "2024-05-01"), (12, "2025-03-01")])
def test_a_missed_month_stops_benefits_after_the_lag(law, ordinal, month, lag, day):
    p = law(coverage_stop_lag_months=lag)
    assert stop_day(p, ordinal("2024-03-25"), month("2024-03-01")) == ordinal(day)


@pytest.mark.parametrize(
    "kind, days, day",
    [
        (CoverFrom.PAYMENT_DAY, 0, "2024-12-25"),
        (CoverFrom.NEXT_DAY, 0, "2024-12-26"),
        (CoverFrom.PAYMENT_MONTH, 0, "2024-12-01"),
        (CoverFrom.NEXT_MONTH, 0, "2025-01-01"),
        (CoverFrom.DAYS, 30, "2025-01-24"),  # the payment day is day 0
        (CoverFrom.DAYS, 0, "2024-12-25"),
        (CoverFrom.PAYMENT_DAY, 30, "2024-12-25"),  # days count only where they are asked for
    ],
)
def test_cover_follows_a_payment(ordinal, month, kind, days, day):
    assert cover_from(int(kind), days, ordinal("2024-12-25"), month("2024-12-01")) == ordinal(day)


@pytest.mark.parametrize(
    "counts_from, months, days, day",
    [
        # paid on 25 July; July to December are six months
        (WaitFrom.PAYMENT_MONTH, 6, 0, "2025-01-01"),
        (WaitFrom.NEXT_MONTH, 6, 0, "2025-02-01"),
        (WaitFrom.PAYMENT_MONTH, 1, 0, "2024-08-01"),
        (WaitFrom.PAYMENT_MONTH, 0, 0, "2024-07-25"),  # no wait
        (WaitFrom.NEXT_MONTH, 0, 0, "2024-07-25"),
        # 25 July is day 0: six more days of July, 31 of August, 23 of September
        (WaitFrom.PAYMENT_MONTH, 0, 60, "2024-09-23"),
        (WaitFrom.NEXT_MONTH, 0, 60, "2024-09-23"),
        (WaitFrom.PAYMENT_MONTH, 0, 1, "2024-07-26"),
    ],
)
def test_a_wait_ends_on_the_first_after_its_months_or_after_its_days(
    law, ordinal, month, counts_from, months, days, day
):
    p = law(coverage_wait_counts_from=counts_from)
    assert wait_end(p, months, days, ordinal("2024-07-25"), month("2024-07-01")) == ordinal(day)


@settings(deadline=None)  # the first call compiles
@given(
    paid=st.dates(date(2021, 1, 1), date(2060, 12, 31)),
    months=st.integers(0, 24),
    days=st.integers(0, 400),
    next_month=st.booleans(),
)
def test_no_wait_ends_before_today_and_a_month_more_never_ends_sooner(law, month, paid, months, days, next_month):
    p = law(coverage_wait_counts_from=int(next_month))
    today, calendar = paid.toordinal(), month(str(paid))
    assert wait_end(p, months, days, today, calendar) >= today
    assert wait_end(p, months, 0, today, calendar) <= wait_end(p, months + 1, 0, today, calendar)
    assert wait_end(p, 0, days, today, calendar) <= wait_end(p, 0, days + 1, today, calendar) or days == 0


WAITS = {
    "coverage_wait_employee_months": 6,
    "coverage_wait_flexible_return_days": 60,
    "coverage_wait_flexible_first_months": 9,
}


@pytest.mark.parametrize(
    "terms, by_employer, back_paid, day",
    [
        ({}, True, False, "2025-01-01"),
        ({}, False, False, "2024-09-23"),
        ({}, True, True, "2025-01-01"),  # the same wait where the region names none for the back-paid
        ({}, False, True, "2024-09-23"),
        ({"coverage_wait_back_paid_months": 3}, True, True, "2024-10-01"),
        ({"coverage_wait_back_paid_months": 3}, False, True, "2024-10-01"),
        ({"coverage_wait_back_paid_months": 3}, True, False, "2025-01-01"),
        ({"coverage_wait_back_paid_months": 0, "coverage_wait_back_paid_days": 30}, True, True, "2024-08-24"),
        ({"coverage_wait_back_paid_months": 0}, True, True, "2024-07-25"),  # no wait at all
        ({"coverage_wait_employee_months": 0, "coverage_wait_employee_days": 30}, True, False, "2024-08-24"),
        (
            {"coverage_wait_flexible_return_months": 12, "coverage_wait_flexible_return_days": 0},
            False, False, "2025-07-01",
        ),
    ],
)  # fmt: skip
def test_the_wait_after_a_long_gap_is_by_who_pays_and_whether_it_was_back_paid(
    law, ordinal, month, terms, by_employer, back_paid, day
):
    p = law(**(WAITS | terms))
    found = wait_end_of(p, gap_wait(p, by_employer, back_paid), ordinal("2024-07-25"), month("2024-07-01"))
    assert found == ordinal(day)


@pytest.mark.parametrize(
    "after, first, day",
    [
        (6, 0, "2025-07-01"), (6, 9, "2025-10-01"), (9, 6, "2025-10-01"), (0, 6, "2025-07-01"), (1, 0, "2025-02-01"),
        (0, 1, "2025-02-01"),
    ],
)  # fmt: skip
def test_benefits_of_a_first_job_may_come_after_months_paid_in_a_row(law, ordinal, month, after, first, day):
    p = law(coverage_start_after_months=after, coverage_wait_employee_first_months=first)
    assert has_first_wait(p, True) and not has_first_wait(p, False)
    assert wait_end_of(p, Wait.FIRST_JOB, ordinal("2025-01-25"), month("2025-01-25")) == ordinal(day)


def test_a_first_jobs_wait_that_a_later_law_does_away_with_ends_at_once(law, ordinal, month):
    p = law(coverage_wait_counts_from=WaitFrom.NEXT_MONTH)
    assert not has_first_wait(p, True)
    assert wait_end_of(p, Wait.FIRST_JOB, ordinal("2025-01-25"), month("2025-01-25")) == ordinal("2025-01-25")


@pytest.mark.parametrize(
    "after, says_so, held, wait, day, bears",
    [
        (6, 1, 1, Wait.FIRST_JOB, 99, True), (6, 1, 1, Wait.FIRST_JOB, 100, False),
        (6, 0, 1, Wait.FIRST_JOB, 99, False), (6, 1, 0, Wait.FIRST_JOB, 99, False),
        (6, 1, 1, Wait.EMPLOYEE, 99, False), (0, 1, 1, Wait.FIRST_JOB, 99, False),
    ],
)  # fmt: skip
def test_the_employer_may_bear_bills_before_that(law, person, after, says_so, held, wait, day, bears):
    p = law(coverage_start_after_months=after, coverage_start_employer_bears=says_so)
    cover = person(cover={"since": 100, "waits": 1, "wait": wait}).cover
    assert employer_bears_first(p, cover, held, day) == bears


@pytest.mark.parametrize("months, days, waits", [(0, 0, False), (1, 0, True), (6, 0, True), (0, 1, True), (1, 1, True)])
def test_a_first_enrolment_waits_by_who_pays(law, months, days, waits):
    others = {"coverage_wait_employee_months": 6, "coverage_wait_flexible_return_months": 6}
    p = law(coverage_wait_flexible_first_months=months, coverage_wait_flexible_first_days=days, **others)
    assert (has_first_wait(p, False), has_first_wait(p, True)) == (waits, False)
    p = law(coverage_wait_employee_first_months=months, coverage_wait_employee_first_days=days, **others)
    assert (has_first_wait(p, False), has_first_wait(p, True)) == (False, waits)


@pytest.mark.parametrize(
    "months, days, counts_from, day",
    [
        (3, 0, WaitFrom.NEXT_MONTH, "2022-09-01"),  # paid in May; June to August
        (3, 0, WaitFrom.PAYMENT_MONTH, "2022-08-01"),
        (0, 60, WaitFrom.PAYMENT_MONTH, "2022-07-15"),  # 16 May is day 0: 15 more of May, 30 of June, 15 of July
    ],
)
def test_the_wait_of_the_first_enrolment(law, ordinal, month, months, days, counts_from, day):
    for payer, wait in (("flexible", Wait.FIRST), ("employee", Wait.FIRST_JOB)):
        length = {f"coverage_wait_{payer}_first_months": months, f"coverage_wait_{payer}_first_days": days}
        p = law(coverage_wait_counts_from=counts_from, coverage_wait_flexible_return_months=12, **length)
        assert wait_end_of(p, wait, ordinal("2022-05-16"), month("2022-05-01")) == ordinal(day)


def test_the_pool_pays_all_while_covered_and_the_regions_share_while_waiting(law):
    p = law(coverage_wait_benefit_share=500_000)
    assert [benefit_share(p, int(state)) for state in Status] == [1_000_000, 0, 500_000, 0]
    assert benefit_share(law(), int(WAITING)) == 0


@pytest.mark.parametrize("row, gap, free", [(24, 3, True), (23, 3, False), (24, 4, False), (300, 0, True)])
def test_a_switch_to_resident_insurance_is_free_of_a_wait_after_a_row_and_within_grace(law, row, gap, free):
    p = law(coverage_switch_row=24, coverage_gap_grace_months=3, coverage_gap_grace_flexible=0)
    assert may_switch_to_resident(p, row, gap) == free


@pytest.mark.parametrize("row, days, free", [(24, 92, True), (24, 93, False), (23, 0, False), (24, -400, True)])
def test_a_switch_to_employee_insurance_is_free_of_a_wait_after_a_row_and_within_its_days(law, row, days, free):
    """93 days after the end of resident insurance, so the 92nd is the last."""
    p = law(coverage_switch_row=24, coverage_switch_within=93)
    assert may_switch_to_employee(p, row, DAY, DAY + days) == free


def test_a_wait_of_employee_insurance_ends_with_cover_or_with_a_stop(person):
    """A share of benefits while waiting is the employee's; it ends where cover begins or an unpaid month stops it."""

    def cover(**fields):
        return person(cover=fields).cover

    waiting = cover(since=DAY, until=FOREVER, waits=1)
    assert [waits_as_employee(waiting, day) for day in (DAY - 1, DAY)] == [True, False]
    broken = cover(since=DAY, until=DAY - 40, waits=1)
    assert [waits_as_employee(broken, day) for day in (DAY - 41, DAY - 40, DAY - 1)] == [True, False, False]
    assert not waits_as_employee(cover(since=DAY, until=FOREVER), DAY - 1)


@pytest.mark.parametrize("scheme", [Scheme.EMPLOYEE, Scheme.FLEXIBLE, Scheme.UNEMPLOYED, Scheme.RETIRED])
def test_who_is_enrolled_is_insured_whatever_the_benefits(person, scheme):
    assert is_insured(person(scheme=scheme, cover={"ever_insured": 1, "until": DAY - 90}), DAY)


def test_a_resident_is_insured_while_the_year_runs_also_in_a_wait(person):
    waiting = {"since": DAY + 30, "until": DAY + 60, "waits": 1}
    somebody = person(scheme=Scheme.RESIDENT, resident=waiting)
    assert [is_insured(somebody, day) for day in (DAY, DAY + 59, DAY + 60)] == [True, True, False]
    assert not is_insured(person(scheme=Scheme.NONE, resident=waiting), DAY)
    joining = {"joins": Joining.CHOICE}  # the premium is paid later on the day
    assert is_insured(person(scheme=Scheme.RESIDENT, resident=joining), DAY)


def test_who_left_is_insured_as_long_as_benefits_last(person):
    left = person(scheme=Scheme.NONE, cover={"ever_insured": 1, "since": 0, "until": DAY})
    assert [is_insured(left, day) for day in (DAY - 1, DAY)] == [True, False]


@pytest.mark.parametrize("months, spared", [(0, False), (23, False), (24, True), (25, True)])
def test_months_in_a_row_before_a_gap_may_spare_the_wait(law, months, spared):
    assert is_spared(law(coverage_wait_spared_by=24), months) == spared
    assert not is_spared(law(coverage_wait_spared_by=NOT_NAMED), months)


def test_the_first_enrolment_of_a_worker_and_of_a_self_payer_have_waits_of_their_own():
    assert (first_wait(True), first_wait(False)) == (Wait.FIRST_JOB, Wait.FIRST)


# ----------------------------------------------------------------------------- months of a gap that an employer owes


@pytest.mark.parametrize("place, bit", [(0, 1), (1, 2), (5, 32), (MOST_BITS - 1, 2**61), (MOST_BITS, 0), (700, 0)])
def test_a_month_of_a_gap_has_its_own_mark_as_far_as_marks_go(place, bit):
    assert bit_of(place) == bit


@pytest.mark.parametrize(
    "theirs, own",
    [
        ([], [0, 1, 2, 3]),
        ([0, 1, 2], [3, 4, 5, 6]),
        ([1], [0, 2, 3, 4]),
        ([0, 2, 3], [1, 4, 5, 6]),
    ],
)
def test_own_months_are_counted_past_those_an_employer_owes(theirs, own):
    by_employer = sum(2**place for place in theirs)
    assert [own_month(by_employer, number) for number in range(4)] == own


def test_the_marks_of_a_whole_gap_leave_the_first_month_after_them():
    assert own_month(2**MOST_BITS - 1, 0) == MOST_BITS


@pytest.mark.parametrize("months, first_owed, found", [(0, 3, 0), (2, 3, 2), (3, 1, 2), (2, 5, 1)])
def test_months_that_an_employer_owes_lie_in_the_gap_from_the_first_owed_on(person, months, first_owed, found):
    # a gap from month 3 on: months 3 and 5 are an employer's, month 4 the person's own
    gap = {"by_employer": 0b101, "first_month": 3}
    somebody = person(gap=gap, arrears={"months": months, "first_month": first_owed})
    assert months_owed(somebody.gap, somebody.arrears) == found


@pytest.mark.parametrize(
    "by_employer, until, cover, found",
    [
        (Arrears.EMPLOYER_BEARS, DAY + 1, {}, True),
        (Arrears.EMPLOYER_BEARS, DAY, {}, False),  # stopped by a month of the person's own
        (Arrears.RETROACTIVE, DAY + 1, {}, False),
        (Arrears.EMPLOYER_BEARS, DAY + 1, {"waits": 1, "since": DAY + 1}, False),
        (Arrears.EMPLOYER_BEARS, DAY + 1, {"waits": 1, "since": DAY}, True),  # the wait would be over
    ],
)
def test_an_employer_in_default_bears_bills_until_an_own_month_stops_benefits(
    law, person, by_employer, until, cover, found
):
    somebody = person(cover=cover, arrears={"bears_until": until})
    assert bool(employer_bears(law(coverage_arrears_by_employer=by_employer), somebody, DAY)) is found
