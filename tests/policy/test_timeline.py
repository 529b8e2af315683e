"""When which value is in force: inheritance, dated changes, projections worked by hand."""

from datetime import date

import pytest

from sim.errors import Faults
from sim.policy import Policy, PolicyChange, read_changes, regions


def on(policy, day, region=None):
    return policy.record_on(region or policy.regions[0], date.fromisoformat(day))


# ----------------------------------------------------------------------------- inheritance and dates


def test_a_region_inherits_what_it_does_not_say(build):
    policy = build("zhengzhou")
    assert on(policy, "2025-01-01").contribution_rate_employer == 70_000  # its own
    assert on(policy, "2025-01-01").contribution_due_day == 25  # unknown there: national


def test_a_value_holds_from_its_day_and_the_last_stays(build):
    policy = build("zhengzhou")
    rates = [
        on(policy, day).contribution_rate_employer for day in ("2024-12-31", "2025-12-31", "2026-01-01", "2060-01-01")
    ]
    assert rates == [80_000, 70_000, 80_000, 80_000]


def test_before_a_regions_first_day_national_holds(build):
    policy = build("beijing")
    assert on(policy, "2025-12-31").resident_premium[0] == 40_000
    assert on(policy, "2026-01-01").resident_premium[0] == 43_500


def test_the_oldest_national_value_holds_before_its_day_too(build):
    policy = build()
    assert on(policy, "1990-01-01").contribution_base_average_wage == 596_500
    assert on(policy, "1990-01-01").retirement_statutory_age[0] == 60


def test_an_undated_change_holds_for_the_whole_run(build):
    policy = build("beijing", **{"contribution.base.floor": "3000"})
    assert [on(policy, day).contribution_base_floor for day in ("2025-01-01", "2025-07-01", "2030-12-31")] == [
        300_000
    ] * 3


def test_a_dated_change_leaves_earlier_days_as_they_were(build):
    policy = build("beijing", **{"contribution.base.floor": "{2025-10-01: 7000, 2026-10-01: 8000}"})
    days = ("2025-01-01", "2025-07-01", "2025-09-30", "2025-10-01", "2026-07-01", "2026-10-01", "2030-01-01")
    assert [on(policy, day).contribution_base_floor // 100 for day in days] == [
        6821,
        7162,
        7162,
        7000,
        7000,
        8000,
        8000,
    ]


def test_a_region_beats_all_regions_whatever_the_order(build):
    general, own = {"coverage.wait.employee": "2"}, {"beijing/coverage.wait.employee": "4"}
    for changes in (general | own, own | general):
        assert on(build("beijing", **changes), "2025-01-01").coverage_wait_employee_months == 4
        assert on(build("zhengzhou", **changes), "2025-01-01").coverage_wait_employee_months == 2


def test_later_changes_win(yaml):
    changes = [PolicyChange(None, "coverage.wait.employee", {None: text}) for text in ("1", "2")]
    policy = Policy.build(["national"], changes, date(2025, 1, 1), date(2026, 1, 1))
    assert policy.records[0, 0].coverage_wait_employee_months == 2


def test_a_part_from_a_date_on(build):
    policy = build("zhengzhou", **{"outpatient.deductible.kind": "{2026-01-01: year}"})
    assert on(policy, "2025-12-31").outpatient_deductible_kind[0] == 1
    assert on(policy, "2026-01-01").outpatient_deductible_kind[0] == 0
    assert on(policy, "2026-01-01").outpatient_deductible[0, 2] == 4000


def test_a_table_replaces_the_whole_table(build):
    policy = build("zhengzhou", **{"outpatient.ratio": "{active: 50%}"})
    assert set(on(policy, "2025-01-01").outpatient_ratio[:3, :, 0].ravel()) == {500_000}


# ----------------------------------------------------------------------------- projections


def test_the_average_wage_steps_each_july_from_the_unrounded_value(build):
    """6260 of 2024-07-01, 2 % a year.

    2025-07  6260 × 1.02  = 6385.20           60 % = 3831.12   → 3831    300 % = 19155.60   → 19156
    2026-07  6260 × 1.02² = 6512.904 → .90    60 % = 3907.7424 → 3908    300 % = 19538.712  → 19539
    2027-07  6260 × 1.02³ = 6643.16208 → .16  60 % = 3985.897… → 3986    300 % = 19929.486… → 19929
    """
    policy = build()
    seen = {day: on(policy, day) for day in ("2025-06-30", "2025-07-01", "2026-07-01", "2027-07-01")}
    assert [p.contribution_base_average_wage for p in seen.values()] == [626_000, 638_520, 651_290, 664_316]
    assert [p.contribution_base_floor // 100 for p in seen.values()] == [3756, 3831, 3908, 3986]
    assert [p.contribution_base_ceiling // 100 for p in seen.values()] == [18780, 19156, 19539, 19929]


def test_published_bounds_and_amounts_move_with_the_average_wage(build):
    """Beijing after 2025-07-01: floor 7162, self-payers 584.92, 2 % a year.

    2026-07  7162 × 1.02  = 7305.24   → 7305    584.92 × 1.02  = 596.6184   → 596.62
    2027-07  7162 × 1.02² = 7451.3448 → 7451    584.92 × 1.02² = 608.550768 → 608.55
    """
    policy = build("beijing")
    days = ("2026-06-30", "2026-07-01", "2027-07-01")
    assert [on(policy, day).contribution_base_floor // 100 for day in days] == [7162, 7305, 7451]
    assert [on(policy, day).contribution_flexible_amount[0, 0] for day in days] == [58_492, 59_662, 60_855]


def test_premiums_step_on_1_january_in_whole_yuan(build):
    """400 of 2026, 2.5 % a year: 410.00, 420.25 → 420, 430.75625 → 431, 441.5251… → 442."""
    policy = build()
    days = [f"{year}-01-01" for year in range(2026, 2031)]
    assert [on(policy, day).resident_premium[0] // 100 for day in days] == [400, 410, 420, 431, 442]


def test_rounding_half_up_and_not_from_the_rounded_value(build):
    """3005 from 2025-01-01, 10 % a year: 3305.5 → 3306; 3305.5 × 1.1 = 3636.05 → 3636 (3306 × 1.1 would give 3637)."""
    policy = build(**{
        "contribution.base.floor": "{2025-01-01: 3005}",
        "projection.contribution.base.floor": "10% a year",
    })  # fmt: skip
    days = ("2025-06-30", "2025-07-01", "2026-07-01")
    assert [on(policy, day).contribution_base_floor // 100 for day in days] == [3005, 3306, 3636]


def test_the_first_step_is_strictly_after_the_last_dated_value(build):
    policy = build(**{
        "contribution.base.floor": "{2025-07-01: 4000}",
        "projection.contribution.base.floor": "10% a year",
    })  # fmt: skip
    assert [on(policy, day).contribution_base_floor // 100 for day in ("2025-07-01", "2026-06-30", "2026-07-01")] == [
        4000, 4000, 4400,
    ]  # fmt: skip


def test_an_overridden_value_stays_unless_the_scenario_projects_it(build):
    frozen = build(**{"contribution.base.floor": "3000", "contribution.base.average_wage": "6000"})
    assert on(frozen, "2030-12-31").contribution_base_floor == 300_000
    assert on(frozen, "2030-12-31").contribution_base_average_wage == 600_000
    # An undated value counts as dated on the first day: 3000 × 1.04 = 3120 in July 2025, 3244.80 → 3245 in 2026.
    moving = build(**{"contribution.base.floor": "3000", "projection.average_wage": "4% a year"})
    assert [on(moving, day).contribution_base_floor // 100 for day in ("2025-01-01", "2025-07-01", "2026-07-01")] == [
        3000, 3120, 3245,
    ]  # fmt: skip


def test_the_average_a_scenario_sets_and_projects_moves_the_computed_bounds(build):
    """6000 × 1.04 = 6240, × 1.04² = 6489.60, × 1.04³ = 6749.184: floors 3744, 3893.76 → 3894, 4049.5104 → 4050."""
    policy = build(**{"contribution.base.average_wage": "6000", "projection.average_wage": "4% a year"})
    days = ("2025-01-01", "2025-07-01", "2026-07-01", "2027-07-01")
    assert [on(policy, day).contribution_base_average_wage for day in days] == [600_000, 624_000, 648_960, 674_918]
    assert [on(policy, day).contribution_base_floor // 100 for day in days] == [3600, 3744, 3894, 4050]


def test_any_other_amount_steps_on_1_january_to_the_fen(build):
    """The cap of 2000 from 2025-03-01, 3 % a year: 2060.00, 2121.80, 2185.454 → 2185.45."""
    policy = build(**{
        "outpatient.cap": "{2025-03-01: {active: 2000, retired: 3000}}",
        "projection.outpatient.cap": "3% a year",
    })  # fmt: skip
    days = ("2025-12-31", "2026-01-01", "2027-01-01", "2028-01-01")
    assert [on(policy, day).outpatient_cap[0] for day in days] == [200_000, 206_000, 212_180, 218_545]


def test_things_may_shrink_and_a_projection_may_be_dated(build):
    policy = build(**{
        "retirement.top_up.credit": "{2025-01-01: 100}",
        "projection.retirement.top_up.credit": "{2027-01-01: -10% a year}",
    })  # fmt: skip
    days = ("2026-01-01", "2027-01-01", "2028-01-01")
    assert [on(policy, day).retirement_top_up_credit for day in days] == [10_000, 9_000, 8_100]


def test_a_projection_can_be_switched_off(build):
    policy = build(**{"projection.average_wage": "0% a year", "projection.resident.premium": "none"})
    assert on(policy, "2030-12-31").contribution_base_average_wage == 626_000
    assert on(policy, "2030-12-31").resident_premium[0] == 40_000


def test_the_step_month_is_the_regions(build):
    policy = build(**{"contribution.base.month": "1"})
    assert on(policy, "2024-12-31").contribution_base_average_wage == 626_000
    assert on(policy, "2025-01-01").contribution_base_average_wage == 638_520


# ----------------------------------------------------------------------------- what a scenario writes


def changes_of(yaml, text):
    return read_changes(yaml(text), regions())


def test_dotted_names_and_nested_mappings_mean_the_same(yaml):
    dotted, _ = changes_of(yaml, "coverage.wait.employee: 2\ncoverage.gap.retroactive: no\n")
    nested, _ = changes_of(yaml, "coverage: {wait: {employee: 2}, gap: {retroactive: no}}\n")
    assert dotted == nested


def test_regions_hold_changes_of_their_own(yaml):
    changes, faults = changes_of(yaml, "beijing: {account.credit.active_rate: 1.5%, outpatient: {cap: 9000}}\n")
    assert not faults
    assert [(c.region, c.parameter) for c in changes] == [
        ("beijing", "account.credit.active_rate"),
        ("beijing", "outpatient.cap"),
    ]


def test_dates_come_first_whatever_the_shape_below(yaml):
    changes, faults = changes_of(
        yaml, "outpatient.ratio: {2028-01: {active: {1: 65%, 2: 60%, 3: 55%}, retired: 75%}}\n"
    )
    assert not faults and list(changes[0].dated) == [date(2028, 1, 1)]


def test_years_of_unemployment_insurance_may_stand_under_the_short_name(yaml):
    changes, faults = changes_of(yaml, "contribution.unemployment: {1: 3, 5: 6}\n")
    assert not faults
    policy = Policy.build(["national"], changes, date(2025, 1, 1), date(2026, 1, 1))
    assert list(policy.records[0, 0].contribution_unemployment_months[:2]) == [3, 6]


@pytest.mark.parametrize(
    "text",
    [
        "outpatient.cap.retired: 2600",
        "outpatient.deductible.kind: visit",
        "outpatient.deductible.retired.2: 30",
        "inpatient.ratio.retired.3: {0: 80%, 10000: 85%}",
        "resident.outpatient.ratio.2: 55%",
        "resident.premium.newborn: 0",
        "resident.late.amount: 1070",
        "resident.window.to: 02-28 next",
        "contribution.flexible.menu.high.rate: 11%",
        "contribution.flexible.menu.default: standard",
        "contribution.extra.flexible.from: account",
        "contribution.unemployment.months.5: 20",
        "account.parts.current: [own_share]",
        "account.credit.retired.retired_70: 110",
        "benefit.groups.active_45: {as: active, age: 45}",
    ],
)
def test_a_part_of_a_value_has_a_dotted_name(yaml, text):
    for page in (text, "beijing: {" + text + "}", text.replace(": ", ": {2026-01-01: ", 1) + "}"):
        changes, faults = changes_of(yaml, page)
        assert not faults
        for region in ("national", "beijing", "zhengzhou"):
            Policy.build([region], changes, date(2025, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    "text, place, words",
    [
        ("coverage.wait.employe: 3\n", (1, 1), "did you mean 'coverage.wait.employee'"),
        ("outpatient: {cap: 5, cup: 6}\n", (1, 22), "outpatient.cup is no parameter"),
        ("coverage.wait.employee: six\n", (1, 25), "coverage.wait.employee: 'six' is no wait"),
        ("outpatient.cap: {2028-01-01: 6000, always: 3}\n", (1, 36), "always stands among dates"),
        ("outpatient.cap: {2028-01: 6000, 2028-01-01: 3}\n", (1, 33), "a day given twice"),
        ("beijing: 3\n", (1, 1), "beijing is a region"),
        ("contribution.flexible: {base: flor}\n", (1, 31), "contribution.flexible.base: 'flor' is no base"),
        ("resident.late.until: 13-01\n", (1, 22), "resident.late.until: '13-01' is no day"),
        ("outpatient.cap.retired: 2.345\n", (1, 25), "more than two decimals"),
        ("projection: {average_wage: 4%}\n", (1, 28), "write: projection.average_wage: 4% a year"),
        ("outpatient.ratio:\n  active: {1: 50%, 2: 150%, 3: 1%}\n", (2, 23), "over 100%"),
    ],
)
def test_faults_of_a_scenarios_policy(yaml, text, place, words):
    changes, faults = changes_of(yaml, text)
    assert words in str(faults[0]) and (faults[0].line, faults[0].column) == place


def test_all_faults_of_a_scenarios_policy_in_one_pass(yaml):
    _, faults = changes_of(yaml, "a.b: 1\noutpatient.cap: x\ncoverage.wait.employee: 2\nbeijing: {c: 3}\n")
    assert [fault.line for fault in faults] == [1, 2, 4]


def test_a_change_that_cannot_be_read_stops_the_build():
    with pytest.raises(Faults, match="coverage.wait.employee: 'six' is no wait"):
        Policy.build(
            ["national"],
            [PolicyChange(None, "coverage.wait.employee", {None: "six"})],
            date(2025, 1, 1),
            date(2026, 1, 1),
        )
