"""What the law did not allow is said beside the results."""

from pathlib import Path

import pytest

from sim.experiment.law import policy_of
from sim.experiment.refusals import Refusal, refusals
from sim.plan import Plan
from sim.scenario import load
from sim.words.language import speaking
from sim.words.reasons import Reason

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def refused(name, variant=None):
    scenario = load(SCENARIOS / f"{name}.yaml")
    scenario = scenario.variant(variant) if variant else scenario
    return refusals(Plan.make(scenario, policy_of(scenario)), scenario.replications)


def refused_in(folder, text):
    (folder / "file.yaml").write_text(text)
    scenario = load(folder / "file.yaml")
    return refusals(Plan.make(scenario, policy_of(scenario)), scenario.replications)


def test_a_refused_binding_is_named_with_its_reason():
    found = {refusal.what: refusal.reason.split(" ")[0] for refusal in refused("bindings_refused")}
    assert found["binding of His-mother for Mother"] == "related"
    assert found["binding of Max for Mother"] == "payers"


def test_a_refused_event_is_named_with_its_day():
    found = [refusal for refusal in refused("resident_window") if refusal.reason.startswith("window")]
    assert [refusal.what for refusal in found] == ["Over joins on 2026-07-01"]
    assert str(found[0]).startswith("Over joins on 2026-07-01: window (")


def test_a_way_of_topping_up_that_falls_to_another_is_reported():
    assert any("way of topping up" in refusal.what for refusal in refused("top_up_monthly", "only-lump-sum"))
    assert refused("top_up_monthly") == []


# What is said of a refusal: the scenario, what was refused; the numbers, parameter, value, region and first day.
GRAN = "Child is a grandchild of Gran", "mutual_aid.relatives", "direct", "national", "2024-07-26"
SON = "Son belongs to beijing, Mother to zhengzhou", "mutual_aid.reach", "province", "beijing", ""
NILS = "Nils is in no basic insurance on 2025-01-05", "", "", "", ""
MAX = "3 payers wanted, 2 allowed", "mutual_aid.payers_per_person", "2", "national", ""
# He sends the 1,799.00 later that day: what he had when he asked counts.
BALANCE = "2,000.00 yuan wanted, 1,799.00 yuan may be given", "", "", "", ""
AMOUNT = "2,000.01 yuan wanted, 2,000.00 yuan allowed at once", "wallet.transfer_max", "2000", "national", ""
COUNT = "4 transfers wanted, 3 allowed a day", "wallet.transfers_per_day", "3", "national", "2025-03-02"
CLOSED = "beijing opens on 2025-04-01", "wallet.opens", "2025-04-01", "beijing", "2025-04-01"
WINDOW = "{from: 10-13, to: 02-28 next}"
OVER = "the next window of national opens on 2026-10-13", "resident.window", WINDOW, "national", "2026-10-13"
MONTHS = "4 months wanted, 3 allowed", "coverage.gap.back_pay_months", "3", "national", ""
NUMBERS = {
    Reason.RELATED: ("relatives_by_date", "binding of Gran for Child", GRAN),
    Reason.REACH: ("two_regions", "binding of Son for Mother", SON),
    Reason.UNINSURED: ("bindings_refused", "binding of Husband for Nils", NILS),
    Reason.PAYERS: ("bindings_refused", "binding of Max for Mother", MAX),
    Reason.BALANCE: ("wallet_transfers", "Father transfers on 2025-03-05", BALANCE),
    Reason.AMOUNT: ("wallet_transfers", "Father transfers on 2025-03-01", AMOUNT),
    Reason.COUNT: ("wallet_transfers", "Father transfers on 2025-03-01", COUNT),
    Reason.CLOSED: ("two_regions", "Mother transfers on 2025-03-31", CLOSED),
    Reason.WINDOW: ("resident_window", "Over joins on 2026-07-01", OVER),
    Reason.MONTHS: ("back_pays", "Four back_pays on 2025-08-25", MONTHS),
    Reason.DEAD: ("inheritance", "Son transfers on 2025-06-11", ("Father died on 2025-06-10", "", "", "", "")),
    Reason.JOBLESS: ("", "Wei leaves_job on 2025-03-01", ("Wei has no job on 2025-03-01", "", "", "", "")),
}
JOBLESS = """
scenario: No job to leave
start: 2025-01-01
end: 2025-06-01
people:
  Wei: {born: 1990-01-01, sex: male, region: national, insured: {as: flexible, paid_months: 60}}
events: [{on: 2025-03-01, who: Wei, does: leaves_job}]
"""


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.word])
def test_every_reason_has_its_numbers(reason, tmp_path):
    scenario, what, expected = NUMBERS[reason]
    found = refused(scenario) if scenario else refused_in(tmp_path, JOBLESS)
    [one] = [refusal for refusal in found if (refusal.what, refusal.reason.split()[0]) == (what, reason.word)]
    assert (one.numbers, one.parameter, one.value, one.region, one.first_day) == expected
    assert bool(one.source) == bool(one.parameter)


BEIJING = """
scenario: Too early, and nothing to pay
start: 2025-01-01
end: 2026-01-01
people:
  Wei:
    {born: 1990-01-01, sex: male, region: beijing, insured: {as: employee, account: 500}, work: {wage: 8000}}
  Mei:
    {born: 1991-01-01, sex: female, region: beijing, spouse: Wei, insured: {as: employee}, work: {wage: 8000}}
events:
  - {on: 2025-02-01, who: Wei, does: transfers, to: Mei, amount: 100}
  - {on: 2025-03-05, who: Mei, does: back_pays, months: 2}
"""


def test_a_refusal_names_the_source_of_the_value_and_the_first_day(tmp_path):
    first, second = map(str, refused_in(tmp_path, BEIJING))
    assert first == (
        "Wei transfers on 2025-02-01: closed (the region has not opened this yet): beijing opens on 2025-06-30; "
        "wallet.opens in beijing is 2025-06-30 (W-1); first possible on 2025-06-30"
    )
    assert second.endswith(": 2 months wanted, 0 unpaid")


def in_chinese(found):
    with speaking("zh"):
        return [str(refusal) for refusal in found]


def test_a_refusal_is_said_in_chinese_with_its_regions_amounts_values_and_sources(tmp_path):
    first, _ = in_chinese(refused_in(tmp_path, BEIJING))
    assert first == (
        "Wei在2025年2月1日“医保钱包转账”：尚未开通：北京于2025年6月30日开通；"
        "wallet.opens：北京为 2025-06-30（W-1）；最早可在2025年6月30日"
    )
    of_wallet = in_chinese(refused("wallet_transfers"))
    assert any("要求2,000.01元，单笔允许2,000.00元" in text for text in of_wallet)
    reach = in_chinese(refused("gallery/mother_in_another_province", "binding"))
    assert any("mutual_aid.reach：郑州为 全省（全国第7节）" in text for text in reach)


TOP_UP = "one sum (lump_sum) wanted, [monthly] allowed; monthly instead"


@pytest.mark.parametrize(
    ("numbers", "parameter", "value", "chinese"),
    [
        (TOP_UP, "retirement.top_up.ways", "[monthly]",
         "要求一次性补缴，允许[按月续缴]；改为按月续缴；retirement.top_up.ways：全国为 [按月续缴]（由情景设定）"),
        ("A died on 2025-01-02, B is born on 2026-02-03", "", "", "A于2025年1月2日去世，B生于2026年2月3日"),
        ("the job ended on 2025-03-01, the next window of jining opens on 2025-10-13", "", "",
         "工作于2025年3月1日结束，济宁的下一参保期于2025年10月13日开始"),
        ("", "of.another_version", "never", "of.another_version：全国为 never（由情景设定）"),
    ],
)  # fmt: skip
def test_numbers_of_a_refusal_in_chinese(numbers, parameter, value, chinese):
    one = Refusal("x", "dead (x)", 1, 1, numbers, parameter, value, "national", "set by the scenario")
    assert in_chinese([one]) == [f"x：已死亡：{chinese}"]


def test_a_gap_that_is_too_long_to_be_paid_back_is_reported():
    """Four months missed, of which grace forgives three; who missed three pays them."""
    [one] = refused("gap_three_or_four", "careful")
    assert one.what == "Four's back_pay: within_grace"
    assert one.numbers == "4 months unpaid on 2025-08-25, 3 are within grace"
    assert (one.parameter, one.value, one.region) == ("coverage.gap.grace_months", "3", "national")


def test_who_died_by_chance_has_no_day_of_death_in_the_file(tmp_path):
    found = refused_in(tmp_path, """
scenario: A visit at 130
start: 2025-01-01
years: 31
replications: 1
mortality: china_2024
people:
  Old: {born: 1926-01-01, sex: male, region: national, insured: {as: resident}}
events:
  - {on: 2055-06-01, who: Old, does: outpatient, cost: 100}
""")  # fmt: skip
    assert [refusal.numbers for refusal in found] == ["Old had died by chance"]


def test_nothing_is_refused_where_all_is_allowed():
    assert refused("first_year") == []


LOSES_HER_JOB = """\
scenario: Between two windows
start: 2025-01-01
end: {end}
policy: {{resident.late: {{until: 02-28}}}}
people:
  Wei:
    born: 1990-05-01
    sex: female
    region: national
    insured: {{as: employee, paid_months: 6}}
    work: {{wage: 10000}}
    choices: {{when_jobless: resident}}
events:
  - {{on: {day}, who: Wei, does: leaves_job}}
"""


def test_a_job_that_ends_between_two_windows_says_when_resident_insurance_can_be_joined(tmp_path):
    """For 2025 the last day of late payment is 28 February; the window for 2026 opens on 13 October."""
    [found] = refused_in(tmp_path, LOSES_HER_JOB.format(end="2026-01-01", day="2025-06-10"))
    assert (found.what, found.lives, found.of) == ("Wei's when_jobless: resident", 1, 1)
    assert found.numbers == "the job ended on 2025-06-10, the next window of national opens on 2025-10-13"
    assert (found.parameter, found.value) == ("resident.window", "{from: 10-13, to: 12-31}")
    assert found.first_day == "2025-10-13"
    assert "first possible on 2025-10-13" in str(found)


def test_a_job_that_ends_while_the_window_is_open_is_no_refusal(tmp_path):
    for day in ("2025-02-28", "2025-10-13"):
        assert refused_in(tmp_path, LOSES_HER_JOB.format(end="2026-01-01", day=day)) == []
