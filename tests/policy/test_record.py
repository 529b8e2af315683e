"""What a record holds: every fallback resolved, so that a kernel only indexes."""

from datetime import date
from pathlib import Path

import pytest

from sim.errors import Faults
from sim.policy import Policy, PolicyChange
from sim.policy.record import declaration
from sim.policy.seeds import seed
from sim.words.law import NO_AGE, NONE, RESIDENT_GROUP, UNLIMITED, BaseKind, Tier

COMMUNITY, ONE, TWO, THREE, THREE_A, PHARMACY = Tier


def first(policy):
    return policy.records[0, 0]


def test_one_figure_serves_everybody(build):
    p = first(build(**{"outpatient.deductible": "300"}))
    assert set(p.outpatient_deductible[:RESIDENT_GROUP].ravel()) == {30_000}
    assert p.outpatient_deductible[RESIDENT_GROUP, ONE] == 0  # residents have tables of their own


def test_missing_tiers_read_their_neighbours(build):
    p = first(
        build(**{"outpatient.ratio": "{active: {1: 65%, 2: 60%, 3: 55%}, retired: {1: 75%, 2: 70%, 3: 65%, 3a: 60%}}"})
    )
    active, retired = p.outpatient_ratio[0, :, 0], p.outpatient_ratio[1, :, 0]
    assert list(active) == [650_000, 650_000, 600_000, 550_000, 550_000, 650_000]
    assert list(retired) == [750_000, 750_000, 700_000, 650_000, 600_000, 750_000]


def test_tiers_without_groups_serve_all_groups(build):
    p = first(build(**{"outpatient.cap_visit": "{1: 200, 2: 400, 3: none}"}))
    assert p.outpatient_cap_visit[0, ONE] == p.outpatient_cap_visit[2, COMMUNITY] == 20_000
    assert p.outpatient_cap_visit[1, THREE] == UNLIMITED


def test_a_missing_group_reads_the_nearest_wider_one(build):
    p = first(build(**{"outpatient.cap": "{active: 2000, retired: 2500}"}))
    assert list(p.outpatient_cap[:3]) == [200_000, 250_000, 250_000]  # retired_70 reads retired
    p = first(build(**{"outpatient.cap": "{active: 2000, retired_70: 3000}"}))
    assert list(p.outpatient_cap[:3]) == [200_000, 200_000, 300_000]  # retired reads active


def test_nobody_is_left_without_a_figure(build):
    with pytest.raises(Faults, match="no figure for active"):
        build(**{"outpatient.cap": "{retired: 2500}"})
    with pytest.raises(Faults, match="no figure for retired"):
        build(**{"account.credit.retired": "{retired_70: 110}"})


def test_named_groups(build):
    p = first(
        build(**{
            "benefit.groups": "{active_45: {as: active, age: 45}}",
            "outpatient.cap": "{active: 2000, active_45: 3000, retired: 4000}",
        })
    )  # fmt: skip
    assert (p.benefit_group_as[3], p.benefit_group_age[3]) == (0, 45)
    assert list(p.outpatient_cap[:4]) == [200_000, 400_000, 400_000, 300_000]
    assert list(p.benefit_group_as) == [0, 1, 1, 0, *[NONE] * 11, 2]


def group_of(p, retired, age, retired_on=None):
    """The narrowest row by the words of the law: the last one that a person belongs to."""
    day = retired_on.toordinal() if retired_on else 0
    rows = range(RESIDENT_GROUP)
    return [
        g for g in rows
        if p.benefit_group_as[g] == int(retired) and age >= p.benefit_group_age[g]
        and (not p.benefit_group_retired_before[g] or day < p.benefit_group_retired_before[g])
    ][-1]  # fmt: skip


def test_some_are_in_two_groups_at_once(build):
    """Shanghai: outpatient care by the day of retirement, the credit by age; each table has its narrowest figure."""
    p = first(
        build(**{
            "benefit.groups": "{early: {as: retired, retired_before: 2001-01-01}, retired_75: {as: retired, age: 75}}",
            "outpatient.cap": "{active: 1, retired: 2, early: 3}",
            "account.credit.retired": "{retired: 140, retired_75: 157.50}",
        })
    )  # fmt: skip
    old_early = group_of(p, True, 80, date(2000, 6, 1))
    old_late = group_of(p, True, 80, date(2005, 6, 1))
    young_early = group_of(p, True, 66, date(2000, 6, 1))
    assert [p.outpatient_cap[g] for g in (old_early, old_late, young_early)] == [300, 200, 300]
    assert [p.account_credit_retired[g] for g in (old_early, old_late, young_early)] == [15_750, 15_750, 14_000]


def test_the_group_of_70_stays_narrower_than_a_named_one_of_60(build):
    p = first(
        build(**{
            "benefit.groups": "{retired_60: {as: retired, age: 60}}",
            "outpatient.cap": "{active: 1, retired: 2, retired_60: 3, retired_70: 4}",
        })
    )  # fmt: skip
    assert [p.outpatient_cap[group_of(p, True, age)] for age in (55, 60, 69, 70, 90)] == [200, 300, 300, 400, 400]


def test_eight_groups_by_age_are_few_enough(build):
    """Steps at 50, 60, 80, 90 and 100, the active and the retired apart; the group of 70 comes with every region."""
    ages = [("active", age) for age in (50, 60, 70)] + [("retired", age) for age in (50, 60, 80, 90, 100)]
    groups = ", ".join(f"{whom}_{age}s: {{as: {whom}, age: {age}}}" for whom, age in ages)
    caps = ", ".join(f"{whom}_{age}s: {age}" for whom, age in ages)
    p = first(
        build(**{
            "benefit.groups": f"{{{groups}}}",
            "outpatient.cap": f"{{active: 1, retired: 2, retired_70: 70, {caps}}}",
        })
    )  # fmt: skip
    active = [p.outpatient_cap[group_of(p, False, age)] // 100 for age in (49, 50, 59, 60, 69, 70, 99)]
    assert active == [1, 50, 50, 60, 60, 70, 70]
    retired = [p.outpatient_cap[group_of(p, True, age)] // 100 for age in (49, 50, 60, 70, 79, 80, 90, 100, 110)]
    assert retired == [2, 50, 60, 70, 70, 80, 90, 100, 100]


def test_too_many_groups_are_refused(build):
    groups = ", ".join(f"a{age}: {{as: active, age: {age}}}" for age in range(20, 33))
    with pytest.raises(Faults, match="13 rows  allowed: at most 12"):
        build(**{"benefit.groups": f"{{{groups}}}"})


def test_a_table_may_not_name_a_group_the_region_lacks(build):
    with pytest.raises(Faults, match="outpatient.cap in national names the group retired_80.*retired_70"):
        build(**{"outpatient.cap": "{active: 1, retired_80: 2}"})


def test_bands_begin_where_they_begin_and_unused_ones_never(build):
    p = first(build("beijing"))
    ratio, begins = p.outpatient_ratio[0, THREE], p.outpatient_ratio_from[0, THREE]
    assert list(ratio[:2]) == [700_000, 600_000] and list(begins[:2]) == [0, 2_000_000]
    assert set(begins[2:]) == {UNLIMITED} and set(ratio[2:]) == {0}


def test_the_last_stay_stays_in_force(build):
    p = first(build(**{"inpatient.deductible": "{active: [1600, 800, 0], retired: 1000}"}))
    assert list(p.inpatient_deductible[0, ONE]) == [160_000, 80_000, 0, 0]
    assert set(p.inpatient_deductible[1].ravel()) == {100_000}


def test_the_kind_of_a_deductible_and_its_dotted_name(build):
    p = first(build(**{"outpatient.deductible": "{kind: visit, 1: 20, 2: 40, 3: 90}"}))
    assert (
        set(p.outpatient_deductible_kind[:RESIDENT_GROUP]) == {1} and p.outpatient_deductible_kind[RESIDENT_GROUP] == 0
    )
    p = first(build("zhengzhou", **{"outpatient.deductible.kind": "first_visit_then_half"}))
    assert p.outpatient_deductible_kind[0] == 2 and p.outpatient_deductible[0, TWO] == 4000


def test_one_figure_of_a_table_by_its_dotted_name(build):
    p = first(build("zhengzhou", **{"outpatient.cap.retired": "2600", "outpatient.ratio.active.3a": "50%"}))
    assert list(p.outpatient_cap[:2]) == [180_000, 260_000]
    assert (p.outpatient_ratio[0, THREE_A, 0], p.outpatient_ratio[0, THREE, 0]) == (500_000, 600_000)
    assert p.outpatient_ratio[1, THREE_A, 0] == 650_000


def test_residents_have_a_row(build):
    p = first(
        build(**{"resident.outpatient.ratio": "{1: 80%, 2: 50%, 3: 0%}", "resident.inpatient.deductible": "[400, 200]"})
    )
    assert list(p.outpatient_ratio[RESIDENT_GROUP, :, 0]) == [800_000, 800_000, 500_000, 0, 0, 800_000]
    assert list(p.inpatient_deductible[RESIDENT_GROUP, TWO]) == [40_000, 20_000, 20_000, 20_000]


def test_bounds_nobody_publishes_are_60_and_300_percent_in_whole_yuan(build):
    # 60 % of 6260.50 = 3756.30 → 3756; 300 % = 18781.50 → 18782, half up
    p = first(build(**{"contribution.base.average_wage": "6260.50"}))
    assert (p.contribution_base_floor, p.contribution_base_ceiling) == (375_600, 1_878_200)


def test_defaults_follow_what_they_are_a_default_of(build):
    p = first(build(**{"coverage.gap.grace_months": "5"}))
    assert p.coverage_gap_back_pay_months == 5
    p = first(build(**{"contribution.rate.employer": "9%", "contribution.rate.employee": "2%"}))
    assert p.coverage_gap_back_pay_rate == 110_000  # no rate of self-payers: both together
    assert p.contribution_flexible_rate[0, 0] == 110_000
    p = first(build(**{"contribution.flexible.rate": "8%"}))
    assert p.coverage_gap_back_pay_rate == 80_000
    assert first(build(**{"coverage.gap.back_pay_rate": "5%"})).coverage_gap_back_pay_rate == 50_000
    p = first(build(**{"resident.wait.fixed": "90 days", "resident.late": "{until: 06-30}"}))
    assert (p.resident_late_wait_months, p.resident_late_wait_days) == (0, 90)


def test_a_menu(build):
    policy = build(**{
        "contribution.flexible.menu":
            "{low: {rate: {0: 3.4%, 36: 4.4%}, base: average}, high: {amount: 584.92, base: 80%, account: 2%,"
            " outpatient: no}, default: high}",
    })  # fmt: skip
    p = first(policy)
    assert policy.menu("national") == ("low", "high")
    assert p.contribution_flexible_default == 1
    assert list(p.contribution_flexible_age[0, :3]) == [0, 36, NO_AGE]
    assert list(p.contribution_flexible_rate[0, :2]) == [34_000, 44_000]
    assert p.contribution_flexible_amount[0, 0] == NONE and p.contribution_flexible_amount[1, 0] == 58_492
    assert list(p.contribution_flexible_base_kind[:2]) == [BaseKind.AVERAGE, BaseKind.SHARE_OF_AVERAGE]
    assert list(p.contribution_flexible_account[:2]) == [0, 20_000]
    assert list(p.contribution_flexible_outpatient[:2]) == [1, 0]


def test_short_forms_describe_a_menu_of_one(build):
    policy = build("beijing", **{"contribution.flexible.rate": "8%", "contribution.flexible.base": "floor"})
    p = first(policy)
    assert policy.menu("beijing") == ("standard",)
    assert (p.contribution_flexible_rate[0, 0], p.contribution_flexible_base_kind[0]) == (80_000, BaseKind.FLOOR)
    assert p.contribution_flexible_amount[0, 0] == NONE  # the published sum would hide the new rate
    p = first(build("beijing", **{"contribution.flexible.amount": "500", "contribution.flexible.rate": "8%"}))
    assert p.contribution_flexible_amount[0, 0] == 50_000  # asked for, in either order


def test_an_account_credited_like_an_employees(build):
    p = first(build(**{"contribution.flexible.account": "yes", "account.credit.active_rate": "1.5%"}))
    assert p.contribution_flexible_account[0] == 15_000


def test_a_menu_that_changes_over_time_keeps_its_numbers(build):
    policy = build(**{
        "contribution.flexible.menu":
            "{2025-01-01: {old: {rate: 5%}, both: {rate: 6%}}, 2026-01-01: {both: {rate: 7%}, new: {rate: 9%}}}",
    })  # fmt: skip
    old, both, new = (policy.menu("national").index(name) for name in ("old", "both", "new"))
    before, after = policy.record_on("national", date(2025, 6, 1)), policy.record_on("national", date(2026, 6, 1))
    assert [before.contribution_flexible_rate[i, 0] for i in (old, both, new)] == [50_000, 60_000, 50_000]
    assert [after.contribution_flexible_rate[i, 0] for i in (old, both, new)] == [70_000, 70_000, 90_000]


def test_credits_of_the_retired(build):
    assert list(first(build("beijing")).account_credit_retired[:3]) == [0, 10_000, 11_000]
    # 2.5 % of 3300 = 82.50 a month; once a year 990
    share = {"account.credit.retired": "2.5%", "account.credit.average_pension": "3300"}
    assert first(build(**share)).account_credit_retired[1] == 8250
    assert first(build(**share, **{"account.credit.timing.retired": "year"})).account_credit_retired[1] == 99_000
    yearly = {"account.credit.retired": "1890 a year", "account.credit.timing.retired": "year"}
    assert first(build(**yearly)).account_credit_retired[1] == 189_000
    assert first(build(**{"account.credit.retired": "1890 a year"})).account_credit_retired[1] == 15_750


def test_the_rest_of_the_fields(build):
    p = first(build(**{
        "contribution.extra.employee": "3",
        "contribution.extra.flexible": "{amount: 5, from: account}",
        "resident.window": "{from: 11-30, to: 02-28 next}",
        "resident.debits": "[11-30, 12-31]",
        "retirement.top_up.ways": "[monthly]",
        "retirement.years.male": "30",
        "account.parts": "{current: [own_share], past: [relatives]}",
    }))  # fmt: skip
    assert list(p.contribution_extra_amount) == [300, 0, 0, 500]
    assert list(p.contribution_extra_from_account) == [0, 0, 0, 1]
    window = ("from_month", "from_day", "to_month", "to_day", "to_next")
    assert [p[f"resident_window_{part}"] for part in window] == [11, 30, 2, 28, 1]
    assert list(p.resident_debits_month[:3]) == [11, 12, 0]
    assert list(p.retirement_top_up_ways) == [1, NONE]
    assert list(p.retirement_years) == [360, 240]
    assert (p.account_parts, p.account_parts_current_pays, p.account_parts_past_pays) == (1, 2, 4)
    assert list(p.retirement_statutory_age) == [60, 55, 50]
    assert list(p.retirement_statutory_first) == [1965 * 12, 1970 * 12, 1975 * 12]
    assert list(p.retirement_statutory_step) == [4, 4, 2] and list(p.retirement_statutory_most) == [36, 36, 60]


def test_the_class_that_type_checkers_read_is_the_record():
    written = Path(__file__).parents[2] / "sim" / "state" / "policy.py"
    assert written.read_text(encoding="utf-8") == declaration(), "run: python -m sim.policy.record"


def test_a_programme_is_for_whom_its_ratio_names(build):
    heart = "{deductible: {1: 10, 2: 20, 3: 30}, ratio: {retired: 80%, resident: 60%}, cap: 300, per: month}"
    p = first(build(**{"programme": f"{{heart: {heart}}}"}))
    assert [p.programme_ratio[0, group, TWO] for group in (0, 1, 2, RESIDENT_GROUP)] == [
        NONE,
        800_000,
        800_000,
        600_000,
    ]
    assert list(p.programme_deductible[0, 1]) == [1000, 1000, 2000, 3000, 3000, 1000]
    assert set(p.programme_cap[0]) == {30_000} and p.programme_per[0] == 1
    assert set(p.programme_ratio[1].ravel()) == {NONE}  # no second programme


def test_a_programme_has_figures_for_whom_it_is(build):
    with pytest.raises(
        Faults, match="heart: there is a ratio for retired, but no cap.*a cap for retired, or one for all"
    ):
        build(**{"programme": "{heart: {ratio: {retired: 80%}, cap: {resident: 300}}}"})
    with pytest.raises(Faults, match="names the group early, which benefit.groups does not"):
        build(**{"programme": "{heart: {ratio: {early: 80%}}}"})


def test_parts_of_a_programme_are_changed_by_name(build):
    p = first(build(**{"programme": "{heart: {ratio: 70%, cap: 300}}", "programme.heart.ratio.resident": "50%"}))
    assert [p.programme_ratio[0, group, ONE] for group in (0, 1, RESIDENT_GROUP)] == [700_000, 700_000, 500_000]
    assert p.programme_cap[0, 0] == 30_000


@pytest.mark.parametrize("name", [name for name, values in seed("national").values.items() if values[-1].plausible])
def test_a_value_that_changes_on_a_day_moves_all_that_lean_on_it(name):
    """The record of a later day is filled by what changed; that of a run that begins that day is filled anew."""
    on, plausible = date(2026, 3, 2), seed("national").values[name][-1].plausible
    change = [PolicyChange(None, name, {on: plausible[-1]})]
    moved = Policy.build(["national"], change, date(2026, 3, 1), date(2026, 3, 4)).records[-1, 0]
    anew = Policy.build(["national"], change, on, date(2026, 3, 4)).records[0, 0]
    assert moved == anew
