"""What a scenario expects, held against what comes out: every word, and what is said where it does not."""

from fractions import Fraction

import numpy as np
import pytest

from sim.experiment.expectations import Tally, failures_of, yuan
from sim.scenario import load
from sim.scenario.scalars import Mean

HOUSEHOLD = """
scenario: A month at work
start: 2025-01-01
end: 2025-03-01
policy: {{contribution.rate.employer: 8%}}
{head}
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {{as: employee, paid_months: 12, account: 1000}}
    work: {{wage: 10000{chance}}}
  Mother: {{born: 1950-01-01, sex: female, region: zhengzhou, insured: {{as: retired, paid_months: 300}}}}
  Neighbour: {{born: 1950-01-01, sex: female, region: zhengzhou, insured: {{as: retired, paid_months: 300}}}}
"""


def failures(folder, expect, head="", chance=""):
    file = folder / "wei.yaml"
    file.write_text(HOUSEHOLD.format(head=head, chance=chance) + "expect:\n" + expect, encoding="utf-8")
    found = failures_of(load(file))
    assert all(failure.file == str(file) for failure in found)
    return [str(failure).removeprefix(f"{file}:") for failure in found]


def test_what_comes_out_as_expected_is_no_failure(tmp_path):
    expect = """
  - {on: 2025-02-28, who: Wei, paid_months: 14, covered: yes, status: covered, region: zhengzhou, insured_as: employee}
  - {on: 2025-02-28, who: Wei, retired: no, retires_on: 2048-03, lifetime_benefit: no, unpaid_months: 0, wallet: 0}
  - {on: 2025-01-31, who: Wei, credited: 200.00, account: 1200.00, employer_contributed: 800.00, months_covered: 1}
  - {on: 2025-02-28, who: Mother, insured_as: retired, retired: yes}
"""
    assert failures(tmp_path, expect) == []


def test_a_failure_says_where_what_was_expected_and_what_came_out(tmp_path):
    expect = """
  - {on: 2025-02-28, who: Wei, paid_months: 15, status: waiting, account: 0.50}
  - {on: 2025-02-28, who: Wei, covered: no, region: beijing, retires_on: 2040-01, covered_from: 2025-01-02}
"""
    assert sorted(failures(tmp_path, expect)) == [
        "18: Wei on 2025-02-28: account should be 0.50, came out 1400.00",
        "18: Wei on 2025-02-28: paid_months should be 15, came out 14",
        "18: Wei on 2025-02-28: status should be waiting, came out covered",
        "19: Wei on 2025-02-28: covered should be no, came out yes",
        "19: Wei on 2025-02-28: covered_from should be 2025-01-02, came out before the first day",
        "19: Wei on 2025-02-28: region should be beijing, came out zhengzhou",
        "19: Wei on 2025-02-28: retires_on should be 2040-01, came out 2048-03",
    ]


BILLS = """
events:
  - {on: 2025-02-03, who: Mother, does: outpatient, cost: 100000, tier: 3, bill: long}
  - {on: 2025-02-04, who: Wei, does: transfers, to: Neighbour, amount: 10, name: gift}
bindings:
  - {payer: Wei, for: Mother, from: 2025-01-01, name: aid}
variants:
  alone: {bindings: []}
  kin: {people: {Wei: {parents: [Mother]}}}
"""


def test_bills_relatives_and_refusals(tmp_path):
    household = BILLS.replace("{", "{{").replace("}", "}}").format()
    expect = """
  - {bill: long, relatives: {Mother: 5}}
  - {event: gift, refused: window}
  - {binding: aid, refused: related}
  - {binding: aid, variant: kin, refused: related}
  - {bill: long, variant: alone, own_account: 1}
"""
    reported = failures(tmp_path, expect, head=household)
    subjects = [line.split(": ", 1)[1] for line in reported]
    assert any(line.startswith("bill long: relatives (Mother) should be 5.00") for line in subjects)
    assert any(line.startswith("event gift: refused should be window, came out ") for line in subjects)
    assert any(
        line.startswith("binding aid, variant kin: refused should be related, came out not refused")
        for line in subjects
    )
    assert any(line.startswith("bill long, variant alone: own_account should be 1.00") for line in subjects)


def test_with_chance_a_word_must_hold_in_every_life(tmp_path):
    expect = """
  - {on: 2025-02-28, who: Wei, paid_months: 14}
  - {on: 2025-02-28, who: Wei, mean_paid_months: 12.75 ± 0.3}
  - {on: 2025-02-28, who: Wei, mean_paid_months: 20 ± 1%, mean_covered: 10% ± 1%}
"""
    reported = failures(tmp_path, expect, head="replications: 120", chance=", loses_job: 50% a month")
    assert len(reported) == 3
    assert (
        "paid_months should be 14, came out 12" in reported[0]
        and "(in life " in reported[0]
        and "more of 120)" in reported[0]
    )
    assert any("mean_paid_months should be 20 ± 0.2, came out 12." in line for line in reported[1:])
    assert any("mean_covered should be 10.00% ± 0.10%, came out " in line for line in reported[1:])
    assert all("(mean of 120 lives)" in line for line in reported[1:])


def test_a_tally_is_resumed_from_block_to_block():
    tally = Tally(5, yuan)
    tally.add(np.array([5, 5]), 0)
    tally.add(np.array([5, 7, 8]), 2)
    assert tally.verdict() == ("0.05", "0.07", "(in life 3 and 1 more of 5)")


def test_a_mean_is_exact():
    tally = Tally(Mean(Fraction(1, 3), Fraction(0)), str)
    tally.add(np.array([0, 0, 1]), 0)
    assert tally.verdict() is None


@pytest.mark.parametrize(
    "fen, text", [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123456, "1234.56"), (-123456, "-1234.56")]
)
def test_yuan_are_written_as_the_file_writes_them(fen, text):
    assert yuan(fen) == text
