"""Why a bill was paid as it was, why somebody is not covered, and what an unknown name or day is answered with."""

import re

import pytest

from sim.experiment.arguments import BadArgument
from sim.explain import life
from sim.explain.arithmetic import why_bill
from sim.explain.questions import documented, why
from sim.report.why import explanation
from sim.scenario import load
from tests.explain.test_life import SCENARIOS


def said(explained) -> str:
    return " ".join(" ".join(line.plain.split()) for line in explanation(explained, 100))


def test_an_unpaid_bill_is_followed_back_to_the_job_that_was_lost(gap):
    # Long is unpaid from April to August, five months against three; September is paid, six months' wait from then.
    steps = (
        "paid nothing of Long's outpatient bill of 1,000.00 yuan on 2026-02-20",
        "not covered on 2026-02-20: waiting",
        "by the payment of 2025-09-25 ends on 2026-03-01",
        "coverage.wait.employee in national is 6 (set by the scenario)",
        "a gap (中断) of 5 months, 2025-04 to 2025-08; national allows 3",
        "pays nothing (不缴费): choices.when_jobless",
        "lost the job on 2025-03-31",
        "paying again by 2025-07-25",
    )
    text = said(why(gap, bill="long-waiting"))
    found = [text.find(step) for step in steps]
    assert -1 not in found and found == sorted(found), text


def test_a_bill_in_a_gap_that_was_settled_says_what_came_back(gap):
    assert "600.00 came back on 2025-06-25" in said(why(gap, bill="short-in-gap"))


def test_a_visit_of_a_programme_is_worked_out_by_the_programme():
    visits = life(load(SCENARIOS / "chronic_programme.yaml"), 0)
    [answer] = why(visits, bill="february").answers
    # class B bears 10 of 330; 320 - 30 are over the deductible, 80 % of them are 232
    assert [(re.sub(r" \(.*", "", what), fen) for what, fen, _ in answer.sums][1:5] == [
        ("own first share of class B", -1_000), ("covered cost", 32_000),
        ("below the deductible of its programme", -3_000), ("over the deductible, in its programme", 29_000),
    ]  # fmt: skip


def test_a_paid_bill_is_worked_out_line_by_line(gap):
    [answer] = why(gap, bill="long-first-month").answers
    # 60 % of 1,000 is 600; of the rest the account holds three credits of 120
    assert [(re.sub(r" \(.*", "", what), fen) for what, fen, _ in answer.sums] == [
        ("cost of the bill", 100_000), ("covered cost", 100_000), ("60% of 1,000.00", 60_000),
        ("the pool pays within its cap", 60_000), ("left to be paid", 40_000), ("own account", 36_000), ("cash", 4_000),
    ]  # fmt: skip


def test_relatives_who_paid_are_named(family):
    relatives = family.bills.filter(family.bills["relatives"] > 0)
    row = relatives.row(0, named=True)
    text = said(why(family, who=row["person"], on=row["day"], what="bill"))
    assert "Wei's account (共济)" in text


def test_who_is_covered_learns_by_what(gap):
    assert "employee insurance (职工医保) pays since 2026-03-01" in said(why(gap, who="Long", on="2026-03-01"))
    assert why(gap, who="Long", on="2026年3月1日") == why(gap, who="Long", on="2026-03-01")


def test_a_stop_says_what_is_unpaid_and_until_when_it_could_be_mended(gap):
    text = said(why(gap, who="Long", on="2025-05-10"))
    assert "benefits stopped on 2025-05-01 (停保); unpaid by then: one month, 2025-04" in text
    mended = "paying again by 2025-07-25, with choices.back_pay: within_grace: the bills of the gap are then settled"
    assert mended in text


@pytest.fixture
def hip(tmp_path):
    """What `why` says of the bill `hip` of a scenario in which some words stand for others."""

    def answer(text, *changes):
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file = tmp_path / "hip.yaml"
        file.write_text(text, encoding="utf-8")
        return said(why(life(load(file)), bill="hip"))

    return answer


GAP = """\
scenario: A bill in a gap
start: 2025-01-01
end: 2025-10-01
policy: {coverage.gap.grace_months: 3, coverage.gap.back_pay_months: 3}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    insured: {as: employee, paid_months: 60}
    work: {wage: 6000}
    choices: {back_pay: never}
events:
  - {on: 2025-03-01, who: Wei, does: leaves_job}
  - {on: 2025-05-10, who: Wei, does: inpatient, cost: 9000, bill: hip}
  - {on: 2025-08-01, who: Wei, does: starts_job}
"""
PAYS_AGAIN = ("on: 2025-08-01", "on: 2025-06-01")  # the due day of June: March to May are unpaid, three months
BACK_PAYS = ("back_pay: never", "back_pay: within_grace")
SETTLED = "the bills of the gap are then settled as if covered"


def test_what_is_said_to_settle_a_gaps_bills_does_so(hip):
    assert f"paying again by 2025-06-25, with choices.back_pay: within_grace: {SETTLED}" in hip(GAP)
    assert "came back on 2025-06-25" in hip(GAP, PAYS_AGAIN, BACK_PAYS)
    assert "came back" not in hip(GAP, PAYS_AGAIN)  # paying again alone settles nothing


def test_nothing_is_said_to_settle_a_gaps_bills_where_nothing_would(gap, hip):
    no_later = ("grace_months: 3,", "grace_months: 3, coverage.gap.retroactive: no,")
    assert SETTLED not in hip(GAP, no_later)
    assert SETTLED not in hip(GAP, ("back_pay_months: 3", "back_pay_months: 0"))
    assert SETTLED not in said(why(gap, bill="short-in-gap"))  # its bills came back


def test_an_employers_arrears_are_not_the_persons_to_pay(hip):
    leaves = ("does: leaves_job", "does: employer_defaults, months: 4, settles: no")
    text = hip(GAP, leaves, ("on: 2025-08-01, who: Wei, does: starts_job", "on: 2025-08-01, who: Wei, does: leaves"))
    law = "coverage.arrears.by_employer in national is"
    unpaid = "Wei's employer paid nothing (单位欠费), as the file says on 2025-03-01"
    assert f"{unpaid}; it never pays them later (settles: no) {law}" in text
    assert "What would have changed it" not in text


LAPSED = """\
scenario: A child whose premium lapsed
start: 2025-01-01
years: 4
policy: {resident.wait.fixed: 3, resident.wait.per_gap_year: 1, resident.late: {until: 12-31}}
people:
  Ba: {born: 1988-08-08, sex: male, region: national, insured: {as: employee, paid_months: 140}, work: {wage: 7000}}
  Kid: {born: 2018-08-08, sex: female, region: national, parents: [Ba], insured: {as: resident}}
bindings: [{payer: Ba, for: Kid}]
events:
  - {on: 2025-02-01, who: Kid, does: leaves}
  - {on: 2027-03-01, who: Kid, does: joins, as: resident}
  - {on: 2027-04-10, who: Kid, does: inpatient, cost: 8000, bill: hip}
"""


@pytest.mark.slow
def test_paying_missing_years_back_is_named_where_it_shortens_the_wait(hip):
    # 2026 is missing: three months whatever is repaid. With 2027 too there are four; a repaid year takes one off.
    assert "1 whole benefit year without insurance lies before it" in hip(LAPSED)
    assert "back_pays" not in hip(LAPSED)
    two = ("2027-03-01", "2028-03-01"), ("2027-04-10", "2028-04-10")
    text = hip(LAPSED, two[0], two[1])
    assert "2 whole benefit years without insurance lie before it" in text and "ends on 2028-07-01" in text
    assert "paying missing years back, up to 1 month less" in text
    repaid = ("events:", "events:\n  - {on: 2028-03-02, who: Kid, does: back_pays, years: 1}")
    text = hip(LAPSED, two[0], two[1], repaid)
    assert "lie before it, 1 of them repaid" in text and "ends on 2028-06-01" in text
    assert "What would have changed it" not in text


def test_a_relative_who_pays_from_this_and_past_years_is_named_once(hip):
    text = hip(LAPSED, ("2027-03-01", "2025-12-01"), ("2027-04-10", "2027-05-10"))
    assert text.count("Ba's account (共济)") == 1


def test_an_explanation_is_a_document_too(gap):
    [answer] = documented(why(gap, bill="long-waiting"))["answers"]
    assert answer["short"] == "waiting until 2026-03-01"
    assert answer["chain"][2]["by"][0]["parameter"] == "coverage.wait.employee"
    assert answer["sums"][-1] == {"what": "cash (现金)", "yuan": "400.00", "by": []}


#: Worked files whose bills show every line of the sums: class B in parts, care away, long stays, funds, caps, waits.
SUMS = (
    "class_b_parts", "class_b_and_c", "supplement", "away_from_home", "long_stay", "ratio_by_age", "wait_benefit_share",
    "inpatient_large_amount", "outpatient_large_amount", "outpatient_caps", "own_burden", "resident_benefits",
    "employer_defaults",
)  # fmt: skip


def test_what_came_back_of_a_bill_is_worked_out_and_says_why(hip):
    """Wei pays May to July back: (15,000 - 500 of class C - 900) x 88 % = 11,968, by the law of Zhengzhou."""
    text = hip(
        """\
scenario: A gap paid back
start: 2025-01-01
years: 1
people:
  Wei: {born: 1988-04-10, sex: female, region: zhengzhou, insured: {as: employee, paid_months: 40}, work: {wage: 7000}}
events:
  - {on: 2025-04-10, who: Wei, does: leaves_job}
  - {on: 2025-07-01, who: Wei, does: starts_job, wage: 9000}
  - {on: 2025-07-25, who: Wei, does: back_pays, months: 3}
  - {on: 2025-06-20, who: Wei, does: inpatient, cost: 15000, tier: 3, class_c: 500, bill: hip}
"""
    )
    assert "11,968.00 came back on 2025-08-01" in text
    assert "unpaid by then: one month, 2025-04" in text
    paid = "Wei paid the missed months back on 2025-07-25, as the file says"
    assert f"{paid}: the bills of the gap are settled on 2025-08-01" in text
    assert "13,600.00 (报销比例)" in text
    assert "What would have changed it" not in text


def test_who_left_the_insurance_was_in_one(hip):
    text = hip(LAPSED, ("on: 2027-03-01, who: Kid, does: joins", "on: 2027-05-01, who: Kid, does: joins"))
    assert "Kid left the insurance on 2025-02-01, as the file says" in text
    assert "no insurance up to then" not in text


PAID = ("the pool pays", "large-amount", "second reimbursement", "further fund", "the employer bears")


@pytest.mark.parametrize("name", SUMS)
def test_the_lines_of_every_bill_add_up(name):
    found = life(load(SCENARIOS / f"{name}.yaml"))
    assert found.presented
    for settled in found.presented:
        sums = [(what, fen) for what, fen, _ in why_bill(found, settled).sums]
        left = next(place for place, (what, _) in enumerate(sums) if what == "left to be paid")
        again = next((place for place, (what, _) in enumerate(sums) if what.startswith("settled on")), len(sums))
        assert sum(fen for _, fen in sums[left + 1 : again]) == sums[left][1]
        if left == 0:
            continue  # nobody paid: only the rest is shown
        covered = next(place for place, (what, _) in enumerate(sums) if what.startswith("covered cost"))
        assert sum(fen for _, fen in sums[:covered]) == sums[covered][1]
        paid = [fen for what, fen in sums[:left] if what.startswith(PAID)]
        assert sums[0][1] - sum(paid) == sums[left][1]
        by_bands = [fen for what, fen in sums[covered + 1 : left] if not what.startswith((*PAID, "below"))]
        pool = next((fen for what, fen in sums if what.startswith(PAID[0])), None)
        assert pool is None or sum(by_bands) == pool


def test_care_away_that_was_not_filed_would_have_been_paid_better():
    # 10,000 less 10 % of class B 1,000 is 9,900; less 20 % is 7,920; less 1,500; 70 % of 6,420 is 4,494
    found = life(load(SCENARIOS / "away_from_home.yaml"))
    text = said(why(found, bill="unfiled"))
    assert "-1,980.00 own first share of care away from home" in text and "4,494.00 70% of 6,420.00" in text
    assert "What would have changed it filing the care away from home before it" in text


def test_filing_is_not_named_where_it_changes_nothing(hip):
    """The national law pays care away as at home, filed or not."""
    unfiled = (
        "on: 2025-05-10, who: Wei, does: inpatient,",
        "on: 2025-02-10, who: Wei, does: inpatient, away: unfiled,",
    )
    text = hip(GAP, unfiled)
    assert "away.unfiled in national is none" in text and "filing" not in text


def test_where_a_short_gap_waits_too_paying_again_is_named_with_paying_back(hip):
    waits = ("grace_months: 3,", "grace_months: 3, coverage.gap.short_return: wait, coverage.wait.employee: 6,")
    waiting = hip(GAP, waits, ("on: 2025-05-10", "on: 2025-08-26"))
    due = "paying again by 2025-06-25, the due day of 2025-06"
    assert f"{due}, with choices.back_pay: within_grace" in waiting
    long = hip(GAP, ("on: 2025-05-10", "on: 2025-08-26"))
    assert due in long and "with choices.back_pay" not in long


def test_a_child_that_is_not_insured_yet_learns_when_and_whether_that_covers_from_birth():
    """Born on 10 January, three months: insured on 10 April in time, a day later not; thirty days are waited then."""
    found = life(load(SCENARIOS / "newborn_insured_late.yaml"))
    early = said(why(found, bill="early"))
    assert "500.00 came back on 2025-04-10" in early
    assert "Early is insured on 2025-04-10 only, as the file says; that covers from birth" in early
    assert "What would have changed it" not in early
    late = said(why(found, bill="late"))
    in_time = "insuring Late at birth, or within 3 months of it: covered from birth, bills settled"
    assert "Late is insured on 2025-04-11 only" in late and in_time in late
    waiting = said(why(found, bill="waiting"))
    assert "the wait of a newborn insured late (新生儿逾期参保) ends on 2025-05-11" in waiting
    assert "resident.newborn.late in national is {wait: 30 days}" in waiting and in_time in waiting
    assert "Late, born on 2025-01-10, was insured on 2025-04-11, too late" in waiting
    assert "Never is in no insurance from birth on, as the file says (insured: no)" in said(why(found, bill="never"))


def test_what_an_employer_bears_before_the_benefits_of_a_first_job_is_followed_back():
    found = life(load(SCENARIOS / "benefits_after_months.yaml"))
    bears = "the employer bears the pool's part of bills (单位承担), while there is a job"
    early = said(why(found, bill="early"))
    assert "the employer bore 600.00 of Steady's outpatient bill" in early and bears in early
    assert "coverage.start.after_months in national is 4" in early and "coverage.wait.employee_first" not in early
    jobless = said(why(found, bill="jobless"))
    assert "a month was missed inside a wait (等待期), which stopped it on 2025-03-25" in jobless
    assert "Gone lost the job on 2025-03-05" in jobless and bears in jobless
    again = said(why(found, bill="again"))
    assert "a month was missed inside a wait (2025-03), so the same wait began again" in again and bears in again


def test_the_grace_of_who_pays_for_themself_again_is_their_own():
    # three months are missed; employees have three, self-payers two
    found = life(load(SCENARIOS / "grace_of_self_payers.yaml"))
    text = said(why(found, who="Alone", on="2025-08-01"))
    assert "there was a gap (中断) of 3 months, 2025-04 to 2025-06; national allows 2" in text
    assert "coverage.gap.grace_flexible in national is 2" in text
    assert "paying again by 2025-06-25, the due day of 2025-06" in text  # May's gap of two is the last within grace
    assert "paying again by 2025-06-25" in said(why(found, who="Alone", on="2025-05-10"))


def test_a_resident_learns_when_the_premium_could_be_paid():
    found = life(load(SCENARIOS / "resident_window.yaml"))
    text = said(why(found, who="Over", on="2026-07-01"))
    assert "was to be paid from 2025-10-13 to 2026-02-28 (集中参保期)" in text
    assert "joins of 2026-07-01 was refused: outside the days on which this may be paid" in text
    assert "being a resident and paying by 2026-02-28" in text
    assert "resident insurance (居民医保)" in said(why(found, bill="waited"))


def test_who_retired_short_learns_what_to_choose():
    found = life(load(SCENARIOS / "retired_without_benefit.yaml"))
    text = said(why(found, bill="short"))
    assert "Short retired on 2025-02-01 with 1 month too few" in text
    assert "choices.when_short: lump_sum, buys them at once (趸缴)" in text and "choices.when_short: monthly" in text


def test_a_way_that_the_region_does_not_grant_is_not_named(tmp_path):
    text = (SCENARIOS / "retired_without_benefit.yaml").read_text(encoding="utf-8")
    file = tmp_path / "lump_only.yaml"
    file.write_text(text.replace("ways: [lump_sum, monthly]", "ways: [lump_sum]"), encoding="utf-8")
    answer = said(why(life(load(file)), bill="short"))
    assert "choices.when_short: lump_sum" in answer and "choices.when_short: monthly" not in answer


@pytest.mark.parametrize("question, expected", [
    ({"bill": "long-bak"}, "bill: 'long-bak' is no bill of this file; did you mean long-back?"),
    ({"who": "Lung", "on": "2025-05-10"}, "did you mean Long?"),
    ({"who": "Long", "on": "2040-01-01"}, "on: 2040-01-01 is no day of the run  allowed: 2025-01-01 to 2026-12-30"),
    ({"who": "Long", "on": "soon"}, "'soon' is no day"),
    ({"who": "Long", "on": "2025-05-11", "what": "bill"}, "has no bill on 2025-05-11  nearest: 2025-04-10, 2025-05-10"),
    ({"who": "Long"}, "on: is missing: a question names a bill of the file, or both who and on  bills: "),
    ({"on": "2025-05-10"}, "who: is missing: a question names a bill"),
    ({"bill": "long-back", "who": "Long"}, "leave out who and on"),
    ({"who": "Long", "on": "2025-05-10", "what": "rich"}, "'rich' is no question"),
])  # fmt: skip
def test_a_question_that_the_life_cannot_answer_is_refused_with_what_there_is(gap, question, expected):
    with pytest.raises(BadArgument) as refused:
        why(gap, **question)
    assert expected in str(refused.value)
    assert refused.value.exit_code == 2


def test_somebody_not_born_yet_has_no_cover():
    found = life(load(SCENARIOS / "newborn.yaml"), 0)
    born = found.scenario.people["Bao"].born
    with pytest.raises(BadArgument, match=f"Bao is born on {born}"):
        why(found, who="Bao", on=found.plan.start)


def test_somebody_whose_birth_is_drawn_has_no_day_of_birth_in_the_file():
    found = life(load(SCENARIOS / "family_by_chance.yaml"), 0)
    with pytest.raises(BadArgument, match="Bao, whose birth is drawn, is not born by 2025-01-01 in this life"):
        why(found, who="Bao", on="2025-01-01")


def test_a_life_that_is_not_there_is_refused():
    scenario = load(SCENARIOS / "job_gap.yaml")
    with pytest.raises(BadArgument, match="allowed: 0, for nothing is left to chance"):
        life(scenario, 1)
