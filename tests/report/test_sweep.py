"""The screen of a sweep: what moves outcomes is told, the rest is named, what failed and what is not known is said."""

import json

import polars as pl
import pytest
from rich.cells import cell_len

from sim.experiment.record import BASELINE
from sim.outcomes.columns import (
    BREAK_EVEN,
    BREAK_EVEN_COLUMNS,
    DIFFERENCES,
    DIFFERENCES_COLUMNS,
    EFFECTS,
    EFFECTS_COLUMNS,
    POINT_OUTCOMES,
    POINT_OUTCOMES_COLUMNS,
    POINTS,
    VARIANCE,
    VARIANCE_COLUMNS,
)
from sim.outcomes.recorded import TIMES
from sim.report.sweep import brief_report, full_report
from sim.words.outcomes import BY_NAME, COLUMNS, DEFAULT_REPORT

WAIT, MONTHS, RETIRES = "policy.coverage.wait.employee", "people.Wei.insured.paid_months", "people.Wei.choices.retires"
SCENARIO = {"start": "2025-01-01", "end": "2055-01-01", "about": "A family.", "people": {"Wei": {}, "外婆": {}}}
RECORD = {
    "title": "Two generations", "lives": 5000, "seed": 7, "by": "grid", "points": 6, "paths": [WAIT, MONTHS],
    "failed": [], "variants": {}, "people": ["Wei", "外婆"], "report": [*DEFAULT_REPORT], "regions": ["zhengzhou"],
    "refusals": [], "assumptions": [], "grades": {}, "columns": {"points.parquet": {}},
    "scenario": SCENARIO,
}  # fmt: skip
WAITS = ("0", "0", "3", "3", "6", "6")  # at each of the six points
PAID = ("60", "96") * 3
CAREFUL = {"careful": {"about": "", "scenario": SCENARIO}}


def effect(path, effect, low=1000.0, outcome="out_of_pocket", person=None, half=10.0, first=0.5, total=0.75):
    ends = {WAIT: ("0", "6"), MONTHS: ("60", "96"), RETIRES: ("statutory", "2045-06")}[path]
    return {"variant": BASELINE, "outcome": outcome, "person": person, "path": path, "value_low": ends[0],
           "value_high": ends[1], "mean_low": low, "mean_high": low + effect, "effect": effect,
           "effect_from": effect - half, "effect_to": effect + half, "first": first, "first_from": 0.25,
           "first_to": 0.625, "total": total,
           "total_from": 0.5, "total_to": 1.0, "spread": abs(effect), "fit": None, "bend": None,
           "prcc": None, "prcc_from": None, "prcc_to": None}  # fmt: skip


def without_index(*rows):
    """The same rows of points that have no Sobol' indices."""
    return [row | {name: None for name in row if name.startswith(("first", "total"))} for row in rows]


def reported(means, outcome="out_of_pocket", person=None):
    """The means of an outcome at the points; none where a point has none."""
    return outcome, person, means


def differences(values, outcome="out_of_pocket", person=None, variant="careful"):
    return [
        {"point": point, "variant": variant, "outcome": outcome, "person": person, "difference": value}
        for point, value in enumerate(values)
    ]


def break_even(path, outcome="out_of_pocket", person=None, variant="careful", **others):
    row = {"variant": variant, "outcome": outcome, "person": person, "path": path, "value": "2.5", "value_from": "1.5",
           "value_to": None, "after": "0", "before": "3"}  # fmt: skip
    return row | others


def frame(rows, columns):
    words = {c.name: pl.String if c.unit in ("name", "text") else pl.Float64 for c in columns}
    whole = {name: pl.Int64 for name in ("point", "lives") if name in words}
    return pl.DataFrame(rows, words | whole)


def of_another(rows):
    """Rows as they stand for a variant; a screen that mistook them for others would tell them twice."""
    return [row | {"variant": "another"} for row in rows]


def screen(
    folder, means=(), effects=(), variance=(), differ=(), even=(), values=None, width=80, only=(), brief=False, **record
):
    """The screen as text, of files as a sweep writes them. A variant nobody asks for stands in each of them."""
    record = RECORD | record
    values = values or {WAIT: WAITS, MONTHS: PAID}
    failed = {failure["point"] for failure in record["failed"] if failure["variant"] == BASELINE}
    points, outcomes = [], []
    for point in range(record["points"]):
        failure = "why" if point in failed else None
        of_family = {outcome: of[point] for outcome, person, of in means if person is None}
        swept = {path: values[path][point] for path in record["paths"]}
        points.append({"point": point, "variant": BASELINE, "failed": failure} | swept | of_family)
        outcomes += [
            {"point": point, "variant": BASELINE, "outcome": outcome, "person": person, "mean": of[point]}
            for outcome, person, of in means
        ]
    points += [row | {"failed": None} | {name: -1.0 for name in row if name in BY_NAME} for row in of_another(points)]
    outcomes += [row | {"mean": -1.0} for row in of_another(outcomes)]
    family = dict.fromkeys((outcome for outcome, person, _ in means if person is None), pl.Float64)
    heads = {"point": pl.Int64, "variant": pl.String, "failed": pl.String}
    pl.DataFrame(points, heads | dict.fromkeys(record["paths"], pl.String) | family).write_parquet(folder / POINTS)
    frame(outcomes, POINT_OUTCOMES_COLUMNS).write_parquet(folder / POINT_OUTCOMES)
    for file, rows, columns in (
        (EFFECTS, effects, EFFECTS_COLUMNS), (VARIANCE, variance, VARIANCE_COLUMNS),
        (DIFFERENCES, differ, DIFFERENCES_COLUMNS), (BREAK_EVEN, even, BREAK_EVEN_COLUMNS),
    ):  # fmt: skip
        frame([*of_another(rows), *rows], columns).write_parquet(folder / file)
    times = {"lives": 30_000, "lives_finished_earlier": 0, "seconds": 1.0}
    (folder / TIMES).write_text(json.dumps(times), encoding="utf-8")
    write = brief_report if brief else full_report
    return "".join(f"{line.plain.rstrip()}\n" for line in write(record, folder, width, only))


RISING = reported([1000.0, 1010.0, 1100.0, 1110.0, 1200.0, 1210.0])
BOTH = (effect(WAIT, 200.0), effect(MONTHS, -50.0, 1210.0))


def lines_of(text, start):
    return [line.split() for line in text.splitlines() if line.split()[: len(start.split())] == start.split()]


def joined(text):
    return " ".join(text.split())


# ----------------------------------------------------------------------------- header


def test_the_header_says_how_points_were_chosen_and_that_chance_is_the_same(tmp_path):
    text = joined(screen(tmp_path))
    assert text.startswith(
        "Two generations 6 points of 2 paths (grid: every combination of values); the same 5,000 lives at every point, "
        "of 2 people, 30 years from 2025-01-01; law of zhengzhou; seed 7"
    )


def test_the_header_names_the_variants(tmp_path):
    text = joined(screen(tmp_path, variants=CAREFUL, by="one_at_a_time", lives=1))
    assert "one value changed at a time), each as written and under careful; the same life at every point, of" in text


# ----------------------------------------------------------------------------- failed points


def failures(reasons, variant=BASELINE):
    return [{"point": point, "variant": variant, "reason": why} for point, why in enumerate(reasons)]


def test_failed_points_stand_by_their_reasons(tmp_path):
    failed = failures(["no law", "no law", "no law", "too old", "no law"])
    text = screen(tmp_path, failed=failed)
    assert "Could not be simulated: 5 of 6 points\n  points 0 to 2, 4: no law\n  point 3: too old\n" in text
    assert "Could not be lived" not in screen(tmp_path)


def test_of_many_reasons_the_rest_is_counted(tmp_path):
    values = {WAIT: ["0"] * 9, MONTHS: ["60"] * 9}
    failed = failures([f"reason {number}" for number in range(7)])
    text = screen(tmp_path, failed=failed, points=9, values=values)
    assert "  point 4: reason 4\n  and 2 more reasons; all are in run.json\n" in text and "reason 5" not in text
    assert "more reason" not in screen(tmp_path, failed=failed[:5], points=9, values=values)


def test_of_many_points_the_rest_is_counted(tmp_path):
    # 0, 3, 6, 9 and 12 are told; 15 and 16 stand in a row, 18 alone: three more
    failed = [failure for failure in failures(["no law"] * 19) if failure["point"] % 3 == 0 or failure["point"] == 16]
    values = {WAIT: ["0"] * 19, MONTHS: ["60"] * 19}
    assert "points 0, 3, 6, 9, 12 and 3 more: no law" in screen(tmp_path, failed=failed, points=19, values=values)


def test_a_failure_under_some_cases_names_them(tmp_path):
    failed = [*failures(["no law"]), *failures(["no law", "too old"], "careful")]
    text = screen(tmp_path, failed=failed, variants=CAREFUL)
    assert "2 of 6 points\n  points 0 to 1: no law\n" not in text
    assert "  point 0: no law\n  point 1 under careful: too old\n" in text


def test_where_nothing_could_be_compared_the_screen_says_so(tmp_path):
    text = screen(tmp_path, [reported([1000.0, None, None, None, None, None])], BOTH, failed=failures([""] * 6)[1:])
    assert "Fewer than two points could be simulated: nothing to compare.\n" in text
    assert "How far" not in text and "The same at every point" not in text


# ----------------------------------------------------------------------------- how far each path moves


def test_the_furthest_effect_comes_first_with_a_bar_of_its_length(tmp_path):
    # a quarter of the furthest swing has a bar of 6 / 4 = 1.5, as even as rounding goes: 2
    # indices: ± the wider half, 50 - 25 = 25 % and 75 - 50 = 25 %
    lines = screen(tmp_path, [RISING], BOTH).splitlines()
    start = lines.index("out_of_pocket, yuan  cash for bills, less what came back for them")
    assert lines[start - 1 : start + 3] == [
        "                         low   high   effect  ± 95 %  first  total",
        "out_of_pocket, yuan  cash for bills, less what came back for them",
        "  wait.employee        1,000  1,200  +200.00   10.00  50±25  75±25  ██████",
        "  insured.paid_months  1,210  1,160   -50.00   10.00  50±25  75±25  ██",
    ]


def test_a_small_outcome_has_the_digits_that_its_interval_leaves(tmp_path):
    # with the one decimal of percentages all of these would be 0.1
    means = [0.111, 0.112, 0.113, 0.114, 0.115, 0.116]
    of_rate = effect(WAIT, 0.0045, 0.111, "reimbursement_rate", half=0.0003)
    only = ("reimbursement_rate",)
    text = screen(tmp_path, [reported(means, *only)], [of_rate], only=only)
    assert lines_of(text, "wait.employee")[-1][1:5] == ["0.1110", "0.1155", "+0.00450", "0.00030"]
    brief = screen(tmp_path, [reported(means, *only)], [of_rate], only=only, brief=True)
    assert "+0.00450" in brief and "0.00030" in brief


def test_each_path_is_named_whole_once_with_its_ends(tmp_path):
    text = screen(tmp_path, [RISING], BOTH)
    assert "\nMeans at the low and high value of a path, over all values of the others\n" in text
    assert f"  {WAIT}: low 0, high 6\n  {MONTHS}: low 60, high 96\n" in text


def test_paths_of_one_end_are_reported_apart_by_the_step_before(tmp_path):
    mine, hers = "people.Wei.work.wage", "people.Mei.work.wage"
    values = {mine: WAITS, hers: PAID}
    effects = [effect(WAIT, 200.0) | {"path": mine}, effect(WAIT, 100.0) | {"path": hers}]
    text = screen(tmp_path, [RISING], effects, values=values, paths=[mine, hers])
    assert lines_of(text, "Wei.work.wage") and lines_of(text, "Mei.work.wage")


def test_ends_that_differ_between_outcomes_stand_below_each(tmp_path):
    backwards = {"value_low": "2045-06", "value_high": "statutory"}
    effects = [effect(RETIRES, 200.0), effect(RETIRES, 5.0, 10.0, "account") | backwards]
    means = [RISING, reported([10.0, 11, 12, 13, 14, 15], "account")]
    text = screen(tmp_path, means, effects, values={RETIRES: ("statutory", "2045-06") * 3}, paths=[RETIRES])
    assert f"  {RETIRES}: low and high are given below each outcome\n" in text
    assert "██████\n    low statutory, high 2045-06\naccount" in text
    assert "██████\n    low 2045-06, high statutory\n" in text


def test_a_path_without_effect_is_only_named(tmp_path):
    # the swing of Sobol' points may stand on a slanting line all the same; the index knows better
    text = screen(tmp_path, [RISING], [effect(WAIT, 200.0), effect(MONTHS, 30.0, first=0.0, total=1e-30)])
    assert "  insured.paid_months  no effect in these 5,000 lives\n" in text
    # without an index, a swing of the last digits: 1e-7 of 1,000 is 1e-10
    effects = without_index(effect(WAIT, 200.0), effect(MONTHS, 1e-7))
    assert "  insured.paid_months  no effect in these 5,000 lives\n" in screen(tmp_path, [RISING], effects, by="lhs")


def test_many_paths_without_effect_are_only_counted(tmp_path):
    still = [f"policy.still.number{place}" for place in range(13)]
    effects = [effect(WAIT, 200.0), *(effect(MONTHS, 0.0, first=0.0, total=0.0) | {"path": path} for path in still)]
    values = {WAIT: WAITS} | dict.fromkeys(still, PAID)
    text = screen(tmp_path, [RISING], effects, values=values, paths=[WAIT, *still])
    assert "  13 paths  no effect in these 5,000 lives\n" in text and "number7" not in text
    assert f"  {WAIT}: low 0, high 6\n\n" in text


def test_a_path_without_effect_on_anything_says_so_once_more(tmp_path):
    text = screen(tmp_path, [RISING], [effect(WAIT, 200.0), effect(MONTHS, 0.0, first=0.0, total=0.0)])
    assert f"  {MONTHS}: no effect in these 5,000 lives\n" in text


def test_a_path_that_acts_only_with_others_is_reported(tmp_path):
    text = screen(tmp_path, [RISING], [effect(WAIT, 200.0), effect(MONTHS, 0.0, first=0.0, total=0.25)])
    assert lines_of(text, "insured.paid_months")[0][:4] == ["insured.paid_months", "1,000", "1,000", "0"]


def test_words_of_no_effect_have_one_end_twice(tmp_path):
    one = {"value_low": "statutory", "value_high": "statutory"}
    effects = [effect(WAIT, 200.0), effect(RETIRES, 0.0, first=0.0, total=0.0) | one]
    values = {WAIT: WAITS, RETIRES: ("statutory", "2045-06") * 3}
    text = screen(tmp_path, [RISING], effects, values=values, paths=[WAIT, RETIRES])
    assert "  choices.retires  no effect in these 5,000 lives\n" in text


def test_nothing_is_known_of_a_path_of_which_one_value_was_simulated(tmp_path):
    nothing = dict.fromkeys(("value_low", "value_high", "mean_low", "mean_high", "effect", "effect_from", "effect_to",
                             "spread"))  # fmt: skip
    effects = without_index(effect(WAIT, 200.0), effect(MONTHS, 0.0) | nothing)
    means = [reported([1000.0, None, 1100.0, None, 1200.0, None])]
    failed = [failure for failure in failures(["no law"] * 6) if failure["point"] % 2]  # those of 96
    text = screen(tmp_path, means, effects, failed=failed)
    assert "  insured.paid_months  not known, too few points\n" in text
    assert f"{MONTHS}: not known, too few points low" in joined(text)
    assert "No Sobol' indices: 3 of 6 points have no result; indices need all\n" in text
    assert "  insured.paid_months  not known" in screen(tmp_path, [RISING], effects, by="lhs")


def test_of_many_paths_the_smallest_effects_are_counted(tmp_path):
    paths = [f"policy.fund.p{number}" for number in range(8)]
    effects = [effect(WAIT, 100.0 - number) | {"path": path} for number, path in enumerate(paths)]
    text = screen(tmp_path, [RISING], effects, values=dict.fromkeys(paths, WAITS), paths=paths)
    assert "\n  fund.p5 " in text and "\n  fund.p6 " not in text
    assert "\n  and 2 paths with a smaller effect, in effects.parquet\n" in text


def test_yes_and_no_are_reported_of_whom_they_vary_for(tmp_path):
    means = [reported([0.5, 0.5, 0.5, 0.5, 0.75, 0.75], "lifetime_benefit", "Wei"),
             reported([1.0] * 6, "lifetime_benefit", "外婆")]  # fmt: skip
    effects = [effect(WAIT, 0.25, 0.5, "lifetime_benefit", "Wei", half=0.01)]
    text = screen(tmp_path, means, effects, report=["lifetime_benefit"])
    assert "lifetime_benefit of Wei, % of lives  right to benefits for life\n" in text
    assert lines_of(text, "wait.employee")[0][:5] == ["wait.employee", "50.0", "75.0", "+25.0", "1.0"]
    assert "外婆" not in text


def test_outcomes_that_no_path_moves_are_named_together(tmp_path):
    means = [RISING, reported([5.0] * 6, "account")]
    text = joined(screen(tmp_path, means, [*BOTH, *without_index(effect(WAIT, 0.0, 5.0, "account"))]))
    named = text.split("The same at every point: ")[1]
    # those of the report, without the one that moves
    assert named.startswith("months_uncovered, account, months_waiting, contributed, received_from_relatives, pool_p")


def test_an_outcome_whose_ends_are_equal_still_varies(tmp_path):
    # up and down again between the ends; not the same at every point
    means = [reported([1000.0, 1000.0, 1500.0, 1500.0, 1000.0, 1000.0])]
    effects = without_index(effect(WAIT, 0.0), effect(MONTHS, 0.0))
    text = screen(tmp_path, means, effects, by="lhs")
    assert "out_of_pocket" not in text.split("The same at every point:")[1].split("\n\n")[0]


def test_one_life_has_no_interval(tmp_path):
    none = dict.fromkeys(("effect_from", "effect_to", "first_from", "first_to", "total_from", "total_to"))
    text = screen(tmp_path, [RISING], [effect(WAIT, 200.0) | none], lives=1)
    assert lines_of(text, "wait.employee")[0] == ["wait.employee", "1,000", "1,200", "+200.00", "50", "75", "██████"]
    assert "±" not in text and "95 %" not in text
    assert "The swept values alone: with a single life, chance cannot be seen.\n" in text


@pytest.mark.parametrize("by", ["lhs", "one_at_a_time"])
def test_points_without_indices_say_why(tmp_path, by):
    text = screen(tmp_path, [RISING], without_index(*BOTH), by=by)
    assert f"No Sobol' indices: {by} points have no indices; grid and sobol have\n" in text
    assert "first" not in text.split("No Sobol'")[0].split("\n\n", 1)[1] and "total" not in text


def test_one_sample_says_that_it_is_too_few(tmp_path):
    """Of two paths it has four points."""
    means = reported([1000.0, 1010.0, 1100.0, 1110.0], RISING[0])
    values = {WAIT: WAITS[:4], MONTHS: PAID[:4]}
    text = screen(tmp_path, [means], without_index(*BOTH), values=values, by="sobol", points=4)
    assert "No Sobol' indices: one sample has no indices; they need several\n" in text


def test_some_outcomes_without_indices_are_named(tmp_path):
    means = [RISING, reported([0.5, None, 0.5, 0.5, 0.75, 0.75], "lifetime_at_retirement", "Wei")]
    effects = [*BOTH, *without_index(effect(WAIT, 0.25, 0.5, "lifetime_at_retirement", "Wei"))]
    text = joined(screen(tmp_path, means, effects))
    assert "No Sobol' indices of lifetime_at_retirement of Wei: 1 of 6 points have no result; indices need" in text
    assert "– –" in text  # below first and total


def test_a_grid_with_failed_points_says_over_what_its_means_are(tmp_path):
    text = screen(tmp_path, [RISING], BOTH, failed=[{"point": 5, "variant": BASELINE, "reason": "no law"}])
    assert "over all values of the others that could be simulated" in joined(text)
    assert "that could be simulated" not in screen(tmp_path, [RISING], BOTH)
    text = screen(tmp_path, [RISING], BOTH, failed=failures(["no law"]), by="one_at_a_time")
    assert "path, the others as written\n" in text


def test_where_one_path_has_an_index_no_reason_is_owed(tmp_path):
    effects = [effect(WAIT, 200.0), *without_index(effect(MONTHS, 50.0))]
    assert "No Sobol'" not in screen(tmp_path, [RISING], effects)


def test_drawn_points_say_what_the_interval_is_about(tmp_path):
    text = joined(screen(tmp_path, [RISING], without_index(*BOTH), by="lhs"))
    assert "on a straight line through all points; ± is about other lives and other points" in text


def test_drawn_points_say_how_well_the_line_fits_and_what_bends(tmp_path):
    fit = {"fit": 0.625}
    effects = [row | fit for row in without_index(effect(WAIT, 200.0), effect(MONTHS, 50.0))]
    text = screen(tmp_path, [RISING], effects, by="lhs")
    assert "  the line explains 62.5 % of the variance between points (R²)\n" in text
    effects[1] |= {"bend": 0.25}
    text = screen(tmp_path, [RISING], effects, by="lhs")
    assert "points (R²); bends: insured.paid_months (its square +25.0 %)" in joined(text)


def test_a_latin_hypercube_shows_rank_correlations(tmp_path):
    effects = without_index(effect(WAIT, 200.0) | {"prcc": 0.875}, effect(MONTHS, -50.0, 1210.0) | {"prcc": -0.125})
    text = screen(tmp_path, [RISING], effects, by="lhs")
    assert "+0.88" in lines_of(text, "wait.employee")[0] and "-0.12" in lines_of(text, "insured.paid_months")[0]
    assert "PRCC: partial rank correlation" in text
    assert "PRCC" not in screen(tmp_path, [RISING], without_index(*BOTH), by="lhs")


def test_morris_screening_shows_mean_sizes_and_standard_deviations(tmp_path):
    """The wait turns: its ends are alike, and in between it moves the outcome more than the months do."""
    turning = {"mu": 0.0, "mu_star": 90.0, "mu_star_from": 60.0, "mu_star_to": 120.0, "sigma": 95.0}
    straight = {"mu": -50.0, "mu_star": 50.0, "mu_star_from": 50.0, "mu_star_to": 50.0, "sigma": 0.0}
    rows = without_index(effect(WAIT, 0.0) | turning, effect(MONTHS, -50.0, 1210.0) | straight)
    text = screen(tmp_path, [RISING], rows, by="morris")
    (head,) = [line for line in text.splitlines() if "mu*" in line and "sigma" in line]
    assert head.split() == ["low", "high", "effect", "±", "95", "%", "mu*", "sigma"]
    assert lines_of(text, "wait.employee")[0][-3:] == ["90.00±30.00", "95.00", "██████"]
    assert lines_of(text, "insured.paid_months")[0][-3:] == ["50.00±0", "0", "███"]
    assert "mu*: mean size of the path's elementary effects" in text and "sigma: their standard deviation" in text
    assert "6 points of 2 paths (morris: trajectories of Morris screening)" in joined(text)


def test_ends_that_are_alike_are_no_missing_effect(tmp_path):
    effects = without_index(effect(WAIT, 200.0), effect(MONTHS, 0.0) | {"spread": 80.0})
    text = screen(tmp_path, [RISING], effects, by="one_at_a_time")
    assert "  insured.paid_months  ends alike, differs between\n" in text
    assert "no effect" not in text
    assert "ends alike" not in screen(tmp_path, [RISING], without_index(*BOTH), by="one_at_a_time")


# ----------------------------------------------------------------------------- luck


def variance(outcome, person=None, inputs=0.125, chance=0.5, both=0.375, variant=BASELINE):
    return {"variant": variant, "outcome": outcome, "person": person, "inputs": inputs, "chance": chance, "both": both}


def test_how_much_is_chance(tmp_path):
    rows = [variance("out_of_pocket", inputs=0.0004), variance("out_of_pocket", "Wei"), variance("account")]
    text = screen(tmp_path, [RISING, reported([5.0] * 6, "account")], BOTH, rows)
    part = text.split("What makes outcomes differ, over all points and lives\n")[1]
    assert part.startswith(
        "                  values  chance    both\n  out_of_pocket  < 0.1 %  50.0 %  37.5 %\nvalues: swept"
    )
    ends = {"inputs_from": 0.1, "inputs_to": 0.16, "chance_from": 0.2, "chance_to": 0.62}
    text = screen(tmp_path, [RISING], BOTH, [variance("out_of_pocket") | ends])
    assert "\n  out_of_pocket  12.5 % ± 3.5  50.0 % ± 30  37.5 %\n" in text


def test_shares_that_are_not_known_are_named(tmp_path):
    means = [RISING, reported([0.5, 0.5, 0.5, 0.5, 0.75, 0.75], "lifetime_at_retirement", "Wei")]
    effects = [*BOTH, effect(WAIT, 0.25, 0.5, "lifetime_at_retirement", "Wei")]
    text = screen(tmp_path, means, effects, [variance("out_of_pocket")])
    assert "Unknown where an outcome is not of every life: lifetime_at_retirement of Wei\n" in text
    assert "Not told" not in screen(tmp_path, [RISING], BOTH, [variance("out_of_pocket")])


# ----------------------------------------------------------------------------- points at the ends


def test_the_points_at_both_ends_with_the_values_that_matter(tmp_path):
    effects = [effect(WAIT, 200.0), effect(MONTHS, 0.0, first=0.0, total=0.0)]
    means = [reported([1000.0, 1210.0, 1100.0, 1110.0, 1200.0, 1010.0])]
    lines = screen(tmp_path, means, effects).splitlines()
    start = lines.index("out_of_pocket, yuan  the points where it is lowest")
    assert lines[start - 1 : start + 8] == [
        "            mean  wait.employee",
        "out_of_pocket, yuan  the points where it is lowest",
        "  point 0  1,000              0",
        "  point 5  1,010              6",
        "  point 2  1,100              3",
        "out_of_pocket, yuan  the points where it is highest",
        "  point 3  1,110              3",
        "  point 4  1,200              6",
        "  point 1  1,210              0",
    ]


def test_points_alike_stand_once_and_few_points_not_at_all(tmp_path):
    # of six points two are alike: five are too few for three at each end
    text = screen(tmp_path, [reported([1000.0, 1000.0, 1100.0, 1110.0, 1200.0, 1010.0])], BOTH)
    assert "the points where" not in text
    values = {WAIT: (*WAITS, "6"), MONTHS: (*PAID, "60")}
    means = [reported([1000.0, 1000.0, 1100.0, 1110.0, 1200.0, 1010.0, 1300.0])]
    text = screen(tmp_path, means, BOTH, values=values, points=7)
    assert lines_of(text, "point 0") and not lines_of(text, "point 1")


def test_points_whose_values_do_not_fit_are_left_out(tmp_path):
    long = {WAIT: WAITS, MONTHS: [f"{{median: {'9' * 60}, p90: {number}}}" for number in range(6)]}
    assert "the points where" not in screen(tmp_path, [RISING], BOTH, values=long)


# ----------------------------------------------------------------------------- variants


def test_a_variant_is_reported_by_its_differences_over_the_points(tmp_path):
    differ = [*differences([-20.0, -10, -10, -10, -10, -10]), *differences([0.0, 0, 0, 5, 5, 5], "account"),
              *differences([1.0, 1, 1, 1, 1, 1], "contributed"), *differences([0.0] * 6, "months_waiting"),
              *differences([0.0, 0, 3, 3, 3, 3], "pool_paid"), *differences([9.0] * 6, "account", "Wei")]  # fmt: skip
    text = screen(
        tmp_path,
        [RISING],
        BOTH,
        differ=differ,
        variants={"careful": {"about": "Wei pays in time.", "scenario": SCENARIO}},
    )
    assert "\ncareful less the baseline, over the points of both: Wei pays in time.\n" in text
    assert "lowest  highest    better at     worse at\n" in text
    rows = {line.split(",")[0].strip(): line.split(None, 2)[2] for line in text.splitlines() if "yuan  " in line[2:]}
    assert rows["out_of_pocket"].split() == ["-20.00", "-10.00", "every", "point", "none"]
    assert rows["contributed"].split() == ["+1.00", "+1.00", "none", "every", "point"]
    assert rows["account"].split() == ["0", "+5.00", "3", "of", "6", "none"]  # more of it is better
    assert rows["pool_paid"].split() == ["0", "+3.00", "4", "of", "6", "none"]
    assert text.index("better at") < text.index("more at") < text.index("\n  pool_paid, yuan")
    assert "0 difference at every point: months_uncovered, months_waiting, received" in joined(text)


def test_points_at_which_a_better_mean_is_certain_are_counted(tmp_path):
    likely = [0.99, 0.975, 0.9, 0.5, 0.02, None]  # from 97.5 % on two, up to 2.5 % one
    differ = [row | {"p_better": p} for row, p in zip(differences([-3.0, -2, -1, 1, 2, 0]), likely, strict=True)]
    neither = [row | {"p_better": 0.99} for row in differences([3.0] * 6, "pool_paid")]
    text = joined(screen(tmp_path, [RISING], BOTH, differ=[*differ, *neither], variants=CAREFUL))
    assert "whatever lives are drawn: 97.5 % or more: out_of_pocket 2 of 6 " in text
    assert "whatever lives are drawn: 2.5 % or less: out_of_pocket 1 of 6 " in text


def test_a_variant_that_says_nothing_of_itself_repeats_nothing(tmp_path):
    text = screen(tmp_path, variants={"careful": {"about": "A family.", "scenario": SCENARIO}})
    assert "\ncareful less the baseline, over the points of both\n" in text


def test_with_variants_the_baseline_is_named(tmp_path):
    text = screen(tmp_path, [RISING], BOTH, variants=CAREFUL)
    assert "\nHow far the swept values move outcomes of the baseline\n" in text
    assert "\nWhat makes outcomes differ, over all points and lives of the baseline\n" in text
    assert " of the baseline\n" not in screen(tmp_path, [RISING], BOTH)


def test_a_variant_that_changes_nothing_or_was_never_simulated_says_so(tmp_path):
    text = screen(tmp_path, differ=differences([0.0] * 6), variants=CAREFUL)
    assert "of both\nNo outcome shown differs at any point.\n" in text and "break-even" not in text
    assert "of both\nNo point could be simulated under both.\n" in screen(tmp_path, variants=CAREFUL)


def test_where_a_variant_breaks_even(tmp_path):
    even = [break_even(WAIT, value="2.51234", value_from="1.5"),
            break_even(MONTHS, value="96", value_from=None, value_to="100.26% a month", after="60", before="132"),
            break_even(WAIT, person="Wei"), break_even(WAIT, "family_cost")]  # fmt: skip
    text = screen(tmp_path, differ=differences([-1.0, 0, 0, 0, 0, 1]), even=even, variants=CAREFUL)
    lines = text.splitlines()
    start = lines.index("Where careful breaks even: it equals the baseline on average")
    assert lines[start + 1 : start + 7] == [
        "                        at  95 % from            to     between",
        "out_of_pocket, yuan  cash for bills, less what came back for them",
        "  wait.employee        2.5        1.5             –     0 and 3",
        "  insured.paid_months   96          –  100% a month  60 and 132",
        "–: beyond the values swept",
        "",
    ]


def test_a_break_even_with_both_ends_needs_no_explanation(tmp_path):
    even = [break_even(WAIT, value_to="2.75")]
    text = screen(tmp_path, differ=differences([-1.0, 0, 0, 0, 0, 1]), even=even, variants=CAREFUL)
    assert lines_of(text, "wait.employee") == [["wait.employee", "2.5", "1.5", "2.8", "0", "and", "3"]]
    assert "beyond" not in text


def test_a_variant_that_only_touches_the_baseline_does_not_break_even(tmp_path):
    text = screen(tmp_path, differ=differences([-1.0, 0, 0, 0, 0, -1]), even=[break_even(WAIT)], variants=CAREFUL)
    assert "No break-even: no outcome is higher at one point and lower at another.\n" in text
    assert "2.5" not in text


def test_without_a_crossing_along_one_path_the_reason_is_said(tmp_path):
    differ = differences([-1.0, 0, 0, 0, 0, 1])
    text = joined(screen(tmp_path, differ=differ, variants=CAREFUL))
    assert "No break-even along any one path of numbers, over all values of the others" in text
    text = screen(tmp_path, differ=differ, variants=CAREFUL, by="lhs")
    assert "A break-even lies between listed values; these points are drawn.\n" in text


def test_each_variant_has_its_own_part(tmp_path):
    differ = [*differences([-1.0] * 6), *differences([2.0] * 6, variant="no-wait")]
    text = screen(tmp_path, differ=differ, variants=CAREFUL | {"no-wait": {"about": "", "scenario": SCENARIO}})
    first, second = text.split("no-wait less the baseline")
    assert "-1.00" in first and "+2.00" not in first and "+2.00" in second


# ----------------------------------------------------------------------------- all of it


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_everything_fits(tmp_path, width):
    outcomes = ("out_of_pocket", "pool_paid", "received_from_relatives", "months_waiting")
    effects = [effect(path, 1e6, 1e6, name) for name in outcomes for path in (WAIT, MONTHS)]
    means = [reported([1e6 + point for point in range(6)], name) for name in outcomes]
    rows = [variance(name) for name in outcomes]
    differ = [row for name in outcomes for row in differences([-1e6, 0, 0, 0, 0, 1e6], name)]
    even = [break_even(WAIT, name) for name in outcomes]
    text = screen(tmp_path, means, effects, rows, differ, even, width=width, variants=CAREFUL)
    assert max(map(cell_len, text.replace(str(tmp_path), "results").splitlines())) <= width
    assert "…" not in text
    assert ("█" in text) == (width >= 100)  # bars go before names are cut


def test_the_footer_says_where_everything_lies(tmp_path):
    text = " ".join(screen(tmp_path).split())
    assert f"All {len(COLUMNS)} outcomes of every point: {tmp_path}/ points.parquet, run.json" in text


def test_in_brief_each_outcome_has_the_path_that_moves_it_furthest(tmp_path):
    effects = [effect(WAIT, 200.0), effect(MONTHS, 50.0)]
    text = screen(tmp_path, [RISING], effects, brief=True, report=["out_of_pocket", "account"])
    moved = ["out_of_pocket,", "yuan", "wait.employee", "low", "0,", "high", "6", "+200.00", "10.00"]
    assert lines_of(text, "out_of_pocket,") == [moved]
    assert "The same at every point: account\n" in text and "insured.paid_months" not in text


def test_only_the_outcomes_asked_for_are_shown(tmp_path):
    means = [RISING, reported([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], "account")]
    text = screen(tmp_path, means, [*BOTH, effect(WAIT, 2.0, 1.0, "account")], only=("account",))
    assert "\naccount, yuan" in text and "out_of_pocket" not in text


@pytest.mark.slow
def test_a_real_sweep_is_shown(tmp_path):
    import sim

    file = tmp_path / "wait.yaml"
    file.write_text(REAL, encoding="utf-8")
    study = sim.sweep(file, variants=["careful"], replications=40, out=tmp_path)
    text = "".join(f"{line.plain}\n" for line in study.report(80))
    assert "4 points of 2 paths (grid: every combination of values), each as written and\n  under careful;" in text
    for words in ("How far the swept values", "What makes outcomes differ", "careful less the baseline", "break"):
        assert words in text
    assert max(map(cell_len, text.split(f"All {len(COLUMNS)} outcomes")[0].splitlines())) <= 80


REAL = """
scenario: A gap
start: 2025-01-01
years: 5
replications: 40
people:
  Wei:
    born: 1980-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 96, account: 6000}
    work: {wage: 7500, loses_job: 3% a month, finds_job: 20% a month}
    care: {outpatient: {per_year: 6, cost: {median: 400, p90: 2000}}}
variants:
  careful: {people: {Wei: {choices: {back_pay: within_grace}}}}
sweep:
  vary:
    people.Wei.work.loses_job: [1% a month, 6% a month]
    policy.coverage.wait.employee: [0, 6]
  by: grid
"""
