"""Bills settled one by one: by which tables, with which counters, and what is counted of them. Worked by hand."""

import numpy as np
import pytest

from sim.keys import person_key, seed_key
from sim.words.counts import Count
from sim.words.states import Status
from sim.world.chance import Stream, philox

LAW = """
years: 2
policy:
  account.credit.active_rate: 0%
  account.credit.retired: 0
  coverage.stop_lag_months: 0
  outpatient.deductible: {{kind: {kind}, active: 100, retired: 0}}
  outpatient.ratio: {{active: 50%, retired: 80%}}
  outpatient.cap: 200
  outpatient.large_amount.ratio: 0%
  inpatient.deductible: 3000
  inpatient.ratio: 80%
  inpatient.cap: 3000
  large_amount.cap: 0
  resident.outpatient: {{deductible: 0, ratio: 60%, cap: 100000}}
{law}
people:
  Wei:
    born: {born}
    sex: male
    region: national
    insured: {{{insured}}}
    work: {{wage: 8000}}
events:
"""
VISIT = "  - {{on: {on}, who: Wei, does: outpatient, tier: 1, cost: {cost}, bill: {bill}{more}}}\n"


def visit(on: str, cost: float, bill: str, more: str = "") -> str:
    return VISIT.format(on=on, cost=cost, bill=bill, more=more and f", {more}")


def stay(on: str, cost: float, bill: str, more: str = "") -> str:
    return visit(on, cost, bill, more).replace("outpatient", "inpatient")


@pytest.fixture
def bills(live):
    """Simulate Wei with some events."""

    def simulate(*events, law="", kind="year", born="1985-03-12", insured="as: employee, paid_months: 240"):
        text = LAW.format(
            law="".join(f"  {line}\n" for line in law.splitlines()), kind=kind, born=born, insured=insured
        )
        return live(text + "".join(events))

    return simulate


def counted(lived, *counts: Count) -> list[int]:
    return [int(lived.count("Wei", count)[0]) for count in counts]


VISITS = Count.VISITS, Count.VISITS_BELOW_DEDUCTIBLE, Count.VISITS_AT_CAP
STAYS = Count.STAYS, Count.STAYS_BELOW_DEDUCTIBLE, Count.STAYS_AT_CAP


def test_a_bill_without_benefits_meets_neither_deductible_nor_cap(bills):
    leaves = "  - {on: 2025-01-02, who: Wei, does: leaves_job}\n"
    lived = bills(leaves, visit("2025-06-01", 50, "low"), stay("2025-06-02", 90_000, "high"))
    assert counted(lived, *VISITS, *STAYS) == [1, 0, 0, 1, 0, 0]
    assert counted(lived, Count.OUTPATIENT_COST, Count.INPATIENT_COST) == [50_00, 90_000_00]
    assert lived.bill("low", "uncovered").tolist() == lived.bill("high", "uncovered").tolist() == [1]


def test_a_bill_below_the_deductible_reaches_no_cap_though_nothing_is_left_of_it(bills):
    """(600 - 100) x 50 % = 250, of which the year's cap pays 200; 100 of the next visit are its own deductible."""
    lived = bills(visit("2025-02-01", 600, "full"), visit("2025-02-02", 100, "low"), kind="visit")
    assert lived.bill("full", "pool").tolist() == [200_00]
    assert counted(lived, *VISITS) == [2, 1, 1]


def test_a_stay_below_the_deductible_reaches_no_cap_though_nothing_is_left_of_it(bills):
    """(9000 - 3000) x 80 % = 4800, of which the year's cap pays 3000; 3000 of the next stay are its own deductible."""
    lived = bills(stay("2025-02-01", 9000, "full"), stay("2025-02-02", 3000, "low"))
    assert lived.bill("full", "pool").tolist() == [3000_00]
    assert counted(lived, *STAYS) == [2, 1, 1]


def test_what_is_paid_in_full_reaches_a_cap_too(bills):
    """Of 400 the pool pays 350 in full, at most 200 a year; 50 lie below the deductible. So with 4000 of a stay."""
    lived = bills(visit("2025-02-01", 400, "visit", "whole: 350"), stay("2025-02-02", 4000, "stay", "whole: 3500"))
    assert [lived.bill(name, "pool").tolist() for name in ("visit", "stay")] == [[200_00], [3000_00]]
    assert counted(lived, *VISITS, *STAYS) == [1, 0, 1, 1, 0, 1]


def test_a_long_stay_reaches_the_cap_if_a_part_of_it_does(bills):
    """Of 10000 for 120 days 7500 are the first 90 days': (7500 - 3000) x 80 % = 3600, capped at 3000. The other 2500
    lie below the deductible of a second stay."""
    lived = bills(stay("2025-02-01", 10_000, "long", "days: 120"), law="inpatient.stay_days: 90")
    assert lived.bill("long", "pool").tolist() == [3000_00]
    assert counted(lived, *STAYS) == [1, 0, 1]


def test_one_fen_below_the_deductible_is_counted_and_nothing_covered_is_not(bills):
    lived = bills(visit("2025-02-01", 0.01, "fen"), visit("2025-02-02", 80, "own", "class_c: 80"))
    assert counted(lived, *VISITS) == [2, 1, 0]


def test_the_tables_of_retirees_apply_from_the_day_of_retirement(bills):
    """Born in January 1965, 60 years and one month: retired on 1 February 2025, when 80 % of 100 are paid; the day
    before it is 50 % of 150 above the deductible."""
    lived = bills(
        visit("2025-01-31", 250, "before"),
        visit("2025-02-01", 100, "retired"),
        born="1965-01-12",
        insured="as: employee, paid_months: 360",
    )
    assert [lived.bill(name, "pool").tolist() for name in ("before", "retired")] == [[75_00], [80_00]]


def test_a_resident_has_outpatient_benefits_whatever_the_self_payers_item_left_out(bills):
    """60 % of 100 as a resident; nothing with an item of the menu that leaves outpatient care out."""
    law = "contribution.flexible.menu: {plain: {rate: 8%, base: floor, account: 0, outpatient: no}}\n"
    law += "resident.window: {from: 09-01, to: 12-31}"
    joins = "  - {on: 2025-09-05, who: Wei, does: joins, as: resident}\n"
    lived = bills(
        visit("2025-03-01", 100, "plain"),
        joins,
        visit("2026-03-01", 100, "resident"),
        law=law,
        insured="as: flexible, paid_months: 240",
    )
    assert [lived.bill(name, "pool").tolist() for name in ("plain", "resident")] == [[0], [60_00]]


def test_what_an_employer_bears_begins_where_the_year_stands(bills):
    """The deductible of 100 was borne in January, so the employer owes 50 % of 300; it moves no counter of the pool's:
    50 % of 300 again in June, within the cap of 200."""
    law = "coverage.arrears: {by_employer: employer_bears, grace_months: 6}"
    lived = bills(
        visit("2025-01-10", 100, "low"),
        "  - {on: 2025-01-20, who: Wei, does: employer_defaults, months: 2}\n",
        visit("2025-02-10", 300, "borne"),
        visit("2025-06-10", 300, "later"),
        law=law,
    )
    assert lived.bill("borne", "employer").tolist() == [150_00]
    assert lived.bill("later", "pool").tolist() == [150_00]
    assert counted(lived, *VISITS, Count.OUTPATIENT_POOL_PAID) == [3, 1, 0, 150_00]


def test_a_share_of_benefits_of_one_part_per_million_is_one(bills):
    """Waiting with 0.0001 %: the pool's 3000.00 are 0.3 fen, and the bill is none without benefits."""
    law = "coverage.wait.benefit_share: 0.0001%\ncoverage.wait.flexible_first: 6"
    joins = "  - {on: 2025-01-05, who: Wei, does: joins, as: flexible}\n"
    lived = bills(joins, stay("2025-03-01", 30_000, "waiting"), law=law, insured="as: none")
    assert lived.bill("waiting", "uncovered").tolist() == [0]
    assert lived.months("Wei", Status.WAITING).tolist() == [6]


# ----------------------------------------------------------------------------- programmes for chronic diseases

HEART = "programme: {heart: {deductible: 30, ratio: {active: 80%, resident: 80%}, cap: 300, per: month}}"


def heart(on: str, cost: float, bill: str, more: str = "") -> str:
    return visit(on, cost, bill, f"programme: heart{more}")


def pools(lived, *names: str) -> list[int]:
    return [int(lived.bill(name, "pool")[0]) for name in names]


def test_each_month_of_a_programme_begins_with_nothing_borne_and_nothing_paid(bills):
    """February: 20 of the deductible, then (230 - 10) x 80 % = 176, then 400 x 80 % = 320 of the 300 - 176 that are
    left; in March (130 - 30) x 80 %."""
    lived = bills(
        heart("2025-01-10", 405, "january"), heart("2025-02-01", 20, "low"), heart("2025-02-02", 230, "rest"),
        heart("2025-02-28", 400, "capped"), heart("2025-03-01", 130, "march"), law=HEART,
    )  # fmt: skip
    assert pools(lived, "january", "low", "rest", "capped", "march") == [300_00, 0, 176_00, 124_00, 80_00]
    assert counted(lived, *VISITS) == [5, 1, 2]


def test_a_visit_of_a_programme_reaches_the_cap_with_what_is_paid_in_full_and_not_with_what_is_not_covered(bills):
    """Of 400 the pool pays 370 in full, at most 300. Class C is paid by nobody, though nothing is left of the cap."""
    lived = bills(
        heart("2025-02-01", 400, "whole", ", whole: 370"), heart("2025-02-02", 50, "own", ", class_c: 50"), law=HEART
    )
    assert pools(lived, "whole", "own") == [300_00, 0]
    assert counted(lived, *VISITS) == [2, 0, 1]


def test_the_months_of_two_years_are_two_months(bills):
    """In Zhengzhou the benefit year begins in July, so that of who comes from elsewhere in August it has 18 months.
    March of 2025 and of 2026 lie in it, and December before January: (130 - 30) x 80 % each time."""
    law = f"{HEART}\nzhengzhou: {{benefit.year_starts: 07-01, {HEART}}}"
    moves = "  - {on: 2025-08-01, who: Wei, does: moves, region: zhengzhou}\n"
    days = ("2025-03-10", "2025-12-10", "2026-01-10", "2026-03-10")
    lived = bills(moves, *(heart(day, 130, f"b{day}") for day in days), law=law)
    assert pools(lived, *(f"b{day}" for day in days)) == [80_00] * 4


def test_what_a_programme_paid_is_a_claim(bills):
    law = f"{HEART}\nresident.bonus: {{no_claim: 400, continuous: 0, counts_from: 2025}}"
    law += "\nresident.large_amount.cap: 10000"
    ill = bills(heart("2025-05-10", 130, "paid"), law=law, insured="as: resident")
    assert pools(ill, "paid") == [80_00]
    assert ill.field("Wei", "resident.bonus_no_claim").tolist() == [0]
    assert bills("  []\n", law=law, insured="as: resident").field("Wei", "resident.bonus_no_claim").tolist() == [400_00]


# ----------------------------------------------------------------------------- drawn bills

ILL = """
years: 1
policy:
  outpatient: {{deductible: 0, ratio: {{active: {{1: 0%, 2: 100%, 3: 0%}}}}, cap: 100000000}}
  inpatient: {{deductible: 0, ratio: {{active: {{1: 0%, 2: 100%, 3: 0%}}}}, cap: 100000000}}
people:
  Old:
    born: 1950-07-01
    sex: female
    region: national
    insured: {{as: retired}}
    care: {{{kind}: {{per_year: 100, cost: {{median: 100, p90: 100}}, tiers: {{1: 50%, 2: 30%, 3: 20%}}}}}}
"""


@pytest.mark.parametrize("kind, care", [(0, "outpatient"), (1, "inpatient")])
def test_the_tier_of_a_drawn_bill_is_the_first_word_of_its_own_draw(live, kind, care):
    """Only tier 2 pays, 100 a bill: words from 50 % to below 80 % of 2^32."""
    lived = live(ILL.format(kind=care))
    ordinals = range(int(lived.field("Old", "bills.number")[0, kind]))
    words = [int(philox(seed_key(1), Stream.OUTPATIENT_TIER + kind, person_key("Old"), 0, k)[0]) for k in ordinals]
    second = sum(1 << 31 <= word < (1 << 32) * 8 // 10 for word in words)
    assert 10 < second < len(words) - 10
    assert lived.pool("Old").tolist() == [second * 100_00]
    if kind == 0:
        tiers = np.bincount([1 + (w >= 1 << 31) + (w >= (1 << 32) * 8 // 10) for w in words], minlength=4)
        assert lived.field("Old", "this_year.visits")[0, :4].tolist() == tiers.tolist()
