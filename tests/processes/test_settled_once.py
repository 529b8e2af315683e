"""What is settled once and no more, and other households that once came out wrong."""

import pytest

from sim.words.flows import Flow
from sim.words.states import Status

PAID_IN_FULL = """
  outpatient.deductible: 0
  outpatient.ratio: 100%
  outpatient.cap: 100000000
  resident.outpatient: {deductible: 0, ratio: 100%, cap: 100000000}
"""
ILL = """
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    work: {wage: 8000}
    choices: {back_pay: within_grace}
    care: {outpatient: {per_year: 60, cost: {median: 3000, p90: 9000}}}
"""
DATED_BACK = """events:
  - {on: 2025-11-01, who: Wei, does: joins, as: resident}
  - {on: 2027-06-01, who: Wei, does: starts_job}
"""
HALF_COVERED = """events:
  - {on: 2025-11-01, who: Wei, does: joins, as: resident}
  - {on: 2025-11-02, who: Wei, does: starts_job}
  - {on: 2025-12-02, who: Wei, does: leaves_job}
  - {on: 2026-02-02, who: Wei, does: starts_job}
"""


@pytest.mark.parametrize(
    "law, events",
    [
        ("  coverage.start.employee: payment_month\n", DATED_BACK),
        ("  coverage.stop_lag_months: 0\n", HALF_COVERED),
    ],
    ids=["dated back into resident cover", "gap half covered as a resident"],
)
def test_a_bill_that_was_paid_is_not_settled_again(watch, law, events):
    """What the pool pays later is at most what oneself has paid since the first settled day possible."""
    paid = {}

    def look(run):
        flows = run.world.people["flows"] + run.world.totals
        paid[run.day.isoformat()] = flows[:, [Flow.CASH, Flow.OWN_ACCOUNT]].sum(1)

    lived = watch(f"years: 3\npolicy:{PAID_IN_FULL}{law}{ILL}{events}", look, 60)
    later = lived.total("Wei", Flow.POOL_PAID_LATER)
    assert (later <= paid["2027-12-31"] - paid["2025-12-25"]).all()


def test_outpatient_benefit_left_out_of_a_menu_comes_with_a_job(live):
    lived = live("""years: 1
policy: {contribution.flexible.menu: {plain: {rate: 8%, base: floor, account: 0, outpatient: no}}}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: national
    insured: {as: flexible, paid_months: 60}
    work: {wage: 8000}
events:
  - {on: 2025-03-02, who: Wei, does: outpatient, cost: 3000, bill: self}
  - {on: 2025-06-01, who: Wei, does: starts_job}
  - {on: 2025-09-02, who: Wei, does: outpatient, cost: 3000, bill: employed}
""")
    assert lived.bill("self", "pool").tolist() == [0]
    assert lived.bill("employed", "pool").tolist() == [1755_00]  # (3000 - 300) x 65 %


def test_seventy_payers_share_one_bill(live):
    payers = [f"S{k}" for k in range(70)]
    child = "{born: 1980-01-01, sex: male, region: national, parents: [Old], insured: {as: employee, account: 1000}}"
    people = "".join(f"  {payer}: {child}\n" for payer in payers)
    bindings = "".join(f"  - {{payer: {payer}, for: Old, limit: 10 a bill}}\n" for payer in payers)
    lived = live(f"""years: 1
people:
  Old: {{born: 1950-01-01, sex: female, region: national, insured: {{as: retired}}}}
{people}bindings:
{bindings}events: [{{on: 2025-02-02, who: Old, does: outpatient, cost: 5000, bill: a}}]
""")
    assert lived.bill("a", "relatives").tolist() == [700_00]


def test_windows_of_two_years_may_overlap(live):
    lived = live("""years: 3
policy: {resident.window: {from: 10-13, to: 12-31 next}, resident.debits: 11-01}
people:
  Wei: {born: 1985-03-12, sex: male, region: national, insured: {as: resident}}
""")
    # 2025 was paid before. The next three are each paid once, on the debit day before the year begins, at
    # 400, and 2.5 % a year more in whole yuan: 410, 420.
    assert lived.months("Wei", Status.COVERED).tolist() == [36]
    assert lived.total("Wei", Flow.PREMIUM).tolist() == [400_00 + 410_00 + 420_00]
