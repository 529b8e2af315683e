"""The screen of a comparison: what differs is told, the rest is named, what may be luck is marked."""

import json
import re
from typing import Any

import polars as pl
import pytest
from rich.cells import cell_len

from sim.outcomes.columns import BEST, BY_QUINTILE, BY_QUINTILE_COLUMNS, COMPARISON, COMPARISON_COLUMNS, LEVELS
from sim.outcomes.recorded import TIMES
from sim.report.comparison import brief_report, full_report, signed
from sim.report.numbers import share as percent
from sim.words.outcomes import BY_NAME, DEFAULT_REPORT

PAYERS = ("family_cost", "employer_cost", "pool_balance", "government_cost")
SCENARIO = {"start": "2025-01-01", "end": "2055-01-01", "people": {"Wei": {}, "外婆": {}}}
RECORD = {
    "title": "Two generations", "lives": 5000, "seed": 7, "baseline": "today", "people": ["Wei", "外婆"],
    "report": [*dict.fromkeys(("months_uncovered", "out_of_pocket", *DEFAULT_REPORT))],
    "file": "a.yaml", "scenario": SCENARIO,
    "regions": ["zhengzhou"], "refusals": [], "assumptions": [], "grades": {}, "columns": {"comparison.parquet": {}},
    "variants": {"no-wait": {"about": "Nobody waits for benefits.", "refusals": [], "scenario": SCENARIO}},
}  # fmt: skip


def reported(outcome, person=None, difference=0.0, baseline=100.0, variant="no-wait", half=1.0, **others):
    """A row of the comparison; without a difference no life differs."""
    differs = bool(difference)
    row = {"variant": variant, "outcome": outcome, "person": person, "unit": str(BY_NAME[outcome].unit), "lives": 5000,
           "baseline": baseline, "mean": baseline + difference, "difference": difference,
           "low": difference - half * differs, "high": difference + half * differs,
           "differing": 1_875 * differs, "few": False, "p_sign_holm": 0.2 if differs else None,
           "p": 0.001 if differs else None, "p_holm": 0.01 if differs else None,
           "better": 0.25 * differs, "worse": 0.125 * differs, "unchanged": 1 - 0.375 * differs,
           "gain": 160.0 if differs else None, "loss": 80.0 if differs else None,
           "p5": -320.0 * differs, "p25": 0.0, "median": 0.0, "p75": 0.0, "p95": 240.5 * differs,
           "better_low": 0.245 * differs, "better_high": 0.255 * differs,
           "worse_low": 0.12 * differs, "worse_high": 0.13 * differs,
           "unpaired": 20_000.0 if differs else None}  # fmt: skip
    return row | exact(row) | others


def exact(row):
    """Quantiles of which every digit is known."""
    names = ("p5", "p25", "median", "p75", "p95")
    return {f"{name}_{end}": row[name] for name in names for end in ("low", "high")}


def level(row, variant):
    """The level of the baseline or of a variant, to a row of the comparison."""
    mean = row["baseline"] if variant == "today" else row["mean"]
    ends = {"p5": mean - 10, "p25": mean, "median": mean + 1, "p75": mean, "p95": mean + 10}
    found = {"variant": variant, "outcome": row["outcome"], "person": row["person"], "unit": row["unit"], "mean": mean}
    return found | {"low": mean - 5, "high": mean + 5} | ends | exact(ends)


def quintile(number, grouped_by="earned", **others):
    row = {"variant": "no-wait", "grouped_by": grouped_by, "quintile": number, "from": 1000.0 * number,
           "to": 1000.0 * number + 900, "outcome": "out_of_pocket", "lives": 1000, "baseline": 500.0, "mean": 480.0,
           "difference": -20.0, "low": -25.0, "high": -15.0, "better": 0.4, "worse": 0.1, "unchanged": 0.5,
           "better_low": 0.36, "better_high": 0.44, "worse_low": 0.085, "worse_high": 0.12,
           "p_holm": 0.01, "p_sign_holm": 0.01, "differing": 500, "few": False}  # fmt: skip
    return row | others


def screen(folder, rows, quintiles=(), width=80, only=(), brief=False, **record):
    """The screen as text; who pays what and every outcome not given is the same in every life."""
    given = {(row["variant"], row["outcome"]) for row in rows}
    variants = record.get("variants", RECORD["variants"])
    others = [reported(name, variant=one) for one in variants for name in BY_NAME if (one, name) not in given]
    for file, content, columns in (
        (COMPARISON, [*rows, *others], COMPARISON_COLUMNS),
        (BY_QUINTILE, quintiles, BY_QUINTILE_COLUMNS),
    ):
        words = {column.name: pl.String if column.unit == "name" else pl.Float64 for column in columns}
        whole = {name: pl.Int64 for name in ("lives", "quintile", "differing") if name in words} | {"few": pl.Boolean}
        pl.DataFrame(list(content), words | whole).write_parquet(folder / file)
    level_rows = [level(row, name) for row in [*rows, *others] for name in ("today", row["variant"])]
    pl.DataFrame(level_rows).write_parquet(folder / LEVELS)
    times = {"lives": 10_000, "lives_finished_earlier": 0, "seconds": 1.0}
    (folder / TIMES).write_text(json.dumps(times), encoding="utf-8")
    write = brief_report if brief else full_report
    return "".join(f"{line.plain.rstrip()}\n" for line in write(complete(RECORD | record), folder, width, only))


def complete(record):
    """A record in which each variant is of the same file, unless it says otherwise."""
    variants = {name: {"file": RECORD["file"]} | variant for name, variant in record["variants"].items()}
    return record | {"variants": variants}


def lines_of(text, start):
    return [line.split() for line in text.splitlines() if line.split()[: len(start.split())] == start.split()]


def test_the_header_says_who_has_what(tmp_path):
    text = screen(tmp_path, [])
    assert text.startswith("Two generations\ntoday and 1 variant, the same 5,000 lives of 2 people, 30 years from")
    assert "\n── no-wait ──" in text and "\nNobody waits for benefits.\n" in text


def test_the_header_names_variants_with_other_years_or_people(tmp_path):
    scenarios = {
        "longer": SCENARIO | {"end": "2056-01-01"},
        "later": SCENARIO | {"start": "2025-07-01"},
        "more": SCENARIO | {"people": {"Wei": {}, "外婆": {}, "Bao": {}}},
        "kinder": SCENARIO,
    }
    variants = {name: {"about": "", "refusals": [], "scenario": one} for name, one in scenarios.items()}
    text = " ".join(screen(tmp_path, [], variants=variants).split())
    others = "(longer: 31 years from 2025-01-01; later: 10776 days from 2025-07-01; more: 3 people)"
    assert f"of 2 people, 30 years from 2025-01-01 {others.replace('10776', '10,776')}; law of zhengzhou" in text


def test_where_nothing_is_left_to_chance_there_is_no_seed_and_no_number_of_lives(tmp_path):
    text = " ".join(screen(tmp_path, [reported("family_cost", None, 5.0)], lives=1, certain=True).split())
    assert (
        "today and 1 variant, 2 people, 30 years from 2025-01-01; law of zhengzhou; nothing is left to chance" in text
    )
    assert not any(word in text for word in ("seed", "lives of", "the same"))


def test_a_variant_without_any_difference_says_so_and_no_more(tmp_path):
    text = screen(tmp_path, [])
    assert "No outcome differs in any of 5,000 lives (less than 0.1 % of lives differ)." in text
    assert not any(word in text for word in ("Who pays", "none of", "chance?", "Unpaired"))


def test_first_who_pays(tmp_path):
    text = screen(
        tmp_path, [reported("family_cost", None, -12.3, 1234.0), reported("family_cost", "Wei", -12.3, 900.0)]
    )
    # the baseline needs no decimals from 1,000 on; the difference does
    assert lines_of(text, "family_cost") == [["family_cost", "1,234", "-12.30", "-13.30", "-11.30"]]
    named = " ".join(text.split())
    assert "employer_cost, pool_balance, government_cost none of 5,000 lives differs (less than 0.1 %)" in named
    assert lines_of(text, "employer_cost") == [] and "900" not in text


def test_persons_stand_where_they_differ_and_the_family_always(tmp_path):
    rows = [
        reported("out_of_pocket", "Wei", 40.0),
        reported("out_of_pocket", "外婆"),
        reported("out_of_pocket", None, 40.0, 3000.0),
    ]
    text = screen(tmp_path, rows)
    assert "out_of_pocket, yuan  cash for bills" in text
    assert lines_of(text, "Wei") == [["Wei", "100", "+40.00", "+39.00", "+41.00", "25.0", "%", "12.5", "%"]]
    assert lines_of(text, "family") == [["family", "3,000", "+40.00", "+39.00", "+41.00", "25.0", "%", "12.5", "%"]]
    assert "外婆" not in text


def test_the_family_tells_how_far_lives_are_better_and_worse_off(tmp_path):
    text = screen(
        tmp_path, [reported("out_of_pocket", None, 40.0), reported("pool_paid", None, -40.0, loss=None, p5=-3200.0)]
    )
    assert "    better by 160, worse by 80; p5 -320, median 0, p95 +240\n" in text
    assert "    more by 160; p5 -3,200, median 0, p95 +240\n" in text


def test_several_variants_stand_side_by_side_first(tmp_path):
    variants = {name: {"about": "", "refusals": [], "scenario": SCENARIO} for name in ("no-wait", "careful", "idle")}
    rows = [
        reported("out_of_pocket", None, -40.0),
        reported("out_of_pocket", None, 1200.0, variant="careful", p_holm=0.3),
        reported("pool_balance", None, 5.5, variant="careful"),
    ]
    overview = screen(tmp_path, rows, variants=variants).split("── no-wait ──")[0]
    assert lines_of(overview, "no-wait") == [["no-wait", "careful", "idle"]]
    assert lines_of(overview, "out_of_pocket") == [["out_of_pocket", "-40", "+1,200?", "0"]]
    assert lines_of(overview, "pool_balance") == [["pool_balance", "0", "+5.50", "0"]]
    assert (
        "?" not in screen(tmp_path, rows[2:], variants=variants).split("── careful ──")[0]
    )  # no mark, nothing to explain
    requested = screen(tmp_path, rows, variants=variants, report=["pool_balance"]).split("── no-wait ──")[0]
    assert len(lines_of(requested, "pool_balance")) == 1
    assert "family_cost" not in overview and "account" not in overview
    assert "side" not in screen(tmp_path, rows[:1]) and "The family's mean" not in screen(tmp_path, rows[:1])


def test_more_variants_than_fit_stand_in_further_tables(tmp_path):
    variants = {f"a-rather-long-name-{k}": {"about": "", "refusals": [], "scenario": SCENARIO} for k in range(5)}
    rows = [reported("out_of_pocket", None, 1.0 + k, variant=name) for k, name in enumerate(variants)]
    overview = screen(tmp_path, rows, variants=variants).split("── ")[0]
    assert lines_of(overview, "out_of_pocket") == [
        ["out_of_pocket", "+1.00", "+2.00"], ["out_of_pocket", "+3.00", "+4.00"], ["out_of_pocket", "+5.00"]
    ]  # fmt: skip
    assert max(map(cell_len, overview.splitlines())) <= 80


def test_a_family_whose_persons_even_out_is_still_reported(tmp_path):
    rows = [reported("out_of_pocket", "Wei", 40.0), reported("out_of_pocket", "外婆", -40.0), reported("out_of_pocket")]
    text = screen(tmp_path, rows)
    assert lines_of(text, "family")[0][1:4] == ["100.00", "0", "0"]
    assert "外婆" in text


def test_what_may_be_chance_is_marked(tmp_path):
    rows = [reported("out_of_pocket", "Wei", 40.0, p_holm=0.051), reported("out_of_pocket", None, 40.0, p_holm=0.05),
            reported("family_cost", None, 40.0, p_holm=0.2)]  # fmt: skip
    text = screen(tmp_path, rows)
    assert [lines_of(text, name)[0][-1] for name in ("Wei", "family", "family_cost")] == ["chance?", "%", "chance?"]
    # three rows have a p, two of them above 5 %
    assert "chance? marks p over 5 % after Holm's step-down over all 3 comparisons made" in text
    assert "1 are below 5 %" in " ".join(text.split())


def test_outcomes_of_no_better_way_stand_apart(tmp_path):
    text = screen(
        tmp_path,
        [reported("out_of_pocket", None, 1.0), reported("pool_paid", None, 2.0), reported("account", None, 3.0)],
    )
    better, more = text.index("better"), text.index("  more  ")
    assert better < text.index("\nout_of_pocket, ") < text.index("\naccount, ") < more < text.index("\npool_paid, ")


def test_a_share_of_lives_is_reported_in_hundredths(tmp_path):
    text = screen(tmp_path, [reported("lifetime_at_retirement", "Wei", 0.031, 0.5, half=0.004)])
    assert "lifetime_at_retirement, % of lives  of those retired" in text
    assert lines_of(text, "Wei")[0][1:5] == ["50.0", "+3.1", "+2.7", "+3.5"]


def test_an_outcome_that_only_one_life_has_in_both_has_no_interval(tmp_path):
    text = screen(tmp_path, [reported("lifetime_at_retirement", "Wei", 1.0, 0.0, low=None, high=None, p_holm=1.0)])
    assert lines_of(text, "Wei")[0][1:4] == ["0", "+100.0", "–"]


def test_an_outcome_that_no_life_has_is_not_called_the_same(tmp_path):
    """Who never retires has no right at retirement, neither kept nor lost."""
    folder = tmp_path
    screen(folder, [reported("out_of_pocket", None, 1.0)])
    rows = pl.read_parquet(folder / COMPARISON).filter(pl.col("outcome") != "lifetime_at_retirement")
    rows.write_parquet(folder / COMPARISON)
    text = "".join(f"{line.plain.rstrip()}\n" for line in full_report(complete(RECORD), folder, 80))
    assert "\nIn no life: lifetime_at_retirement\n" in text


def test_outcomes_that_differ_nowhere_are_named_together(tmp_path):
    text = screen(tmp_path, [reported("out_of_pocket", None, 1.0)])
    named = " ".join(text.split()).split("none of 5,000 lives differs (less than 0.1 %): ")[1]
    # those of the report first, without the one that differs
    assert named.startswith(
        "months_uncovered, account, months_waiting, contributed, received_from_relatives, pool_paid,"
    )


def test_the_first_outcome_that_differs_is_reported_by_quintiles(tmp_path):
    quintiles = [quintile(1), quintile(5), quintile(2, "out_of_pocket"), quintile(3, outcome="account")]
    text = screen(tmp_path, [reported("out_of_pocket", None, -20.0), reported("account", None, 1.0)], quintiles)
    assert "lives of this household, by what it earned" in text
    assert lines_of(text, "1:") == [
        ["1:", "1,000", "to", "1,900", "(1,000)", "-20.00", "-25.00", "-15.00", "40", "%", "10", "%"]
    ]
    care = text.index("lives of this household, by what its care cost it")
    assert text.index("  5: 5,000 to 5,900") < care < text.index("  2: 2,000 to 2,900")
    assert "3: 3,000" not in text


def test_yes_and_no_are_not_reported_by_quintiles(tmp_path):
    rows = [reported("lifetime_benefit", "Wei", 0.1), reported("out_of_pocket", None, -20.0)]
    text = screen(tmp_path, rows, [quintile(1)], report=["lifetime_benefit", "out_of_pocket"])
    assert "out_of_pocket, yuan  lives of this household" in text and "lifetime_benefit, yes/no" not in text


def test_where_lives_could_not_be_reported_apart_there_are_no_quintiles(tmp_path):
    assert "fifths of" not in screen(tmp_path, [reported("out_of_pocket", None, -20.0)])


def test_lives_with_chance_of_their_own(tmp_path):
    rows = [
        reported("out_of_pocket", None, 1.0, unpaired=30_000.0),
        reported("account", None, 1.0, unpaired=1_234_567.0),
        reported("account", "Wei", 1.0, unpaired=9.0),
        reported("wallet", None, 1.0, unpaired=1e12),
        reported("lifetime_at_retirement", "Wei", 0.1, unpaired=25_000.0),
    ]
    text = " ".join(screen(tmp_path, rows).split())
    # the family's, persons' of yes and no, of the outcomes shown
    assert "would need 25,000 to 1,200,000 lives for intervals as narrow as these of 5,000" in text


def test_each_variant_has_its_own_part(tmp_path):
    variants = {name: {"about": "", "refusals": [], "scenario": SCENARIO} for name in ("no-wait", "careful")}
    rows = [reported("account", None, 1.0), reported("account", None, 7.0, variant="careful")]
    quintiles = [quintile(1, outcome="account", variant="careful", baseline=777.0)]
    text = screen(tmp_path, rows, quintiles, variants=variants)
    head, first, second = re.split("── (?:no-wait|careful) ─", text)
    assert "+1.00" in first and "+7.00" not in first and "+7.00" in second
    assert "fifths" not in first and "1: 1,000" in second
    assert "today and 2 variants, the same" in head


def test_few_lives_that_carry_an_interval_are_counted(tmp_path):
    rows = [reported("out_of_pocket", "Wei", 40.0, few=True, differing=12), reported("out_of_pocket", None, 40.0)]
    assert "few lives carry much of it; lives that differ: Wei 12 of 5,000\n" in screen(tmp_path, rows)
    groups = [quintile(1, few=True), quintile(2)]
    assert re.findall("10 %(.*)", screen(tmp_path, [reported("out_of_pocket", None, -20.0)], groups)) == ["  few", ""]


def test_a_direction_that_every_changed_life_shares_is_told_from_a_size_that_chance_may_explain(tmp_path):
    unsure: dict[str, Any] = {"p_holm": 0.3, "p_sign_holm": 0.001}
    rows = [
        reported("account", "Wei", 40.0, better=0.1, worse=0.0, **unsure),
        reported("account", None, 40.0, **unsure),
    ]
    text = screen(tmp_path, rows)
    assert lines_of(text, "Wei")[0][-1] == "size?" and lines_of(text, "family")[0][-1] == "chance?"
    assert "size? marks those that go one way in every life that changes" in text


def test_of_several_variants_the_screen_says_how_likely_each_is_the_best(tmp_path):
    variants = {name: {"about": "", "refusals": [], "scenario": SCENARIO} for name in ("no-wait", "kinder")}
    rows = [reported("out_of_pocket", None, -12.0, variant=name) for name in variants]
    shares = {"today": 0.0004, "no-wait": 0.25, "kinder": 0.7496}
    best = [{"variant": name, "outcome": "out_of_pocket", "best": likely} for name, likely in shares.items()]
    pl.DataFrame(best).write_parquet(tmp_path / BEST)
    text = screen(tmp_path, rows, variants=variants, report=["out_of_pocket"])
    assert "Probability of the best mean: each of the 3 against all others" in text
    assert ["out_of_pocket", "<", "0.1", "%", "25.0", "%", "75.0", "%"] in lines_of(text, "out_of_pocket")
    one = screen(tmp_path, rows[:1], report=["out_of_pocket"])
    assert "best mean" not in one


def test_a_quintile_that_may_be_chance_is_marked(tmp_path):
    groups = [quintile(1, p_holm=0.3, p_sign_holm=0.3), quintile(2)]
    text = screen(tmp_path, [reported("out_of_pocket", None, -20.0)], groups, width=100)
    assert re.findall("10 %(.*)", text) == ["  chance?", ""]


def test_where_common_random_numbers_do_not_help_the_screen_says_so(tmp_path):
    text = " ".join(screen(tmp_path, [reported("out_of_pocket", None, 40.0, unpaired=2361.0)]).split())
    assert "would need 2,400 to 2,400 lives for intervals as narrow as these of 5,000; where fewer, the random" in text


def test_what_a_variant_was_refused_is_said(tmp_path):
    refusal = {"what": "Wei for Bao", "reason": "no such sharing here", "lives": 3, "of": 3}
    variants = {"no-wait": {"about": "", "refusals": [refusal], "scenario": SCENARIO}}
    assert "Refused in no-wait\n  Wei for Bao: no such sharing here\n" in screen(
        tmp_path, [reported("account", None, 1.0)], variants=variants
    )


def test_each_variant_has_its_own_level(tmp_path):
    rows = [reported("out_of_pocket", None, -20.0, 500.0), reported("lifetime_benefit", "Wei", 0.1, 0.5)]
    text = screen(tmp_path, rows, report=["out_of_pocket", "lifetime_benefit"]).split("── each on its own ──")[1]
    # the mean of the variant is 500 - 20; p5 and p95 are 10 from the mean, the median 1 above it
    assert lines_of(text, "today") == [["today", "500.00", "490.00", "501.00", "510.00"]]
    assert lines_of(text, "today,")[0] == ["today,", "Wei", "50.0"]
    assert lines_of(text, "no-wait")[0] == ["no-wait", "480.00", "470.00", "481.00", "490.00"]
    assert lines_of(text, "no-wait,")[0] == ["no-wait,", "Wei", "60.0"]


def test_only_the_outcomes_asked_for_are_shown(tmp_path):
    rows = [
        reported("out_of_pocket", None, -20.0),
        reported("pool_paid", None, 5.0),
        reported("family_cost", None, 9.0),
    ]
    text = screen(tmp_path, rows, only=("pool_paid",))
    assert lines_of(text, "pool_paid,") and "out_of_pocket" not in text and "Who pays" not in text


def test_in_brief_the_overview_is_all(tmp_path):
    rows = [reported("out_of_pocket", None, -20.0), reported("family_cost", None, 9.0, p_holm=0.4)]
    text = screen(tmp_path, rows, brief=True)
    assert lines_of(text, "out_of_pocket") == [["out_of_pocket", "-20.00"]]
    assert lines_of(text, "family_cost") == [["family_cost", "+9.00?"]]
    lines, result = text.split("Result:")
    assert len(lines.splitlines()) <= 9 and result.split() == [f"{tmp_path}/"]
    same = screen(tmp_path, [], only=("account",), brief=True)
    assert "No amount of the family differs in any life: account\n" in same


def test_files_are_not_called_variants(tmp_path):
    files = {"later": {"about": "", "refusals": [], "scenario": SCENARIO, "file": "later.yaml"}}
    assert "\ntoday and 1 file, the same 5,000 lives" in screen(tmp_path, [], variants=files)


def test_what_was_refused_in_the_baseline_stands_before_the_tables(tmp_path):
    refusal = {"what": "Wei for Bao", "reason": "no such sharing here", "lives": 3, "of": 3}
    text = screen(tmp_path, [reported("account", None, 1.0)], refusals=[refusal])
    assert 0 < text.index("Refused\n  Wei for Bao: no such sharing here\n") < text.index("── no-wait ──")


def test_one_life_has_no_chance_to_speak_of(tmp_path):
    rows = [reported("family_cost", None, 5.0, low=None, high=None, p_holm=1.0),
            reported("months_uncovered", "Wei", -2.0, 6.0), reported("months_uncovered", None, -2.0, 6.0),
            reported("lifetime_benefit", "Wei", 1.0, 0.0)]  # fmt: skip
    text = screen(tmp_path, rows, lives=1, report=["lifetime_benefit", "months_uncovered", "out_of_pocket"])
    assert lines_of(text, "family_cost") == [["family_cost", "100.00", "105.00", "+5.00"]]
    assert lines_of(text, "employer_cost") == [["employer_cost", "100.00", "100.00", "0"]]
    assert lines_of(text, "Wei") == [["Wei", "no", "yes"], ["Wei", "6", "4", "-2"]]
    assert "No difference: out_of_pocket" in text
    assert "mean" not in text
    assert not any(word in text for word in ("chance?", "±", "better", "Unpaired"))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_everything_fits(tmp_path, width):
    rows = [reported(name, person, 1e6, 1e8, p_holm=0.9) for name in BY_NAME for person in ("Wei", "外婆", None)]
    quintiles = [quintile(number, of, to=1e8) for of in ("earned", "out_of_pocket") for number in range(1, 6)]
    text = screen(tmp_path, rows, quintiles, width)
    assert max(map(cell_len, text.replace(str(tmp_path), "results").splitlines())) <= width
    assert "…" not in text
    assert "lives differs" not in text


def test_the_family_stands_out(tmp_path):
    screen(tmp_path, [reported("out_of_pocket", "Wei", 1.0), reported("out_of_pocket", None, 1.0)])
    styles = {
        line.plain.split()[0]: line.style for line in full_report(complete(RECORD), tmp_path, 80) if line.plain.split()
    }
    assert (styles["Wei"], styles["family"]) == ("", "bold")


def test_what_it_rests_on_is_said_briefly(tmp_path):
    text = screen(tmp_path, [], assumptions=[{"name": "wages grow", "reason": "nobody knows"}])
    assert (
        "1 value assumed, as nobody has published a figure; run.json has the reasons" in text
        and f"{tmp_path}/\n  comparison.parquet" in text
    )


@pytest.mark.parametrize(
    "value, places, text",
    [
        (1.5, 2, "+1.50"),
        (-1.5, 2, "-1.50"),
        (0, 2, "0"),
        (0.001, 2, "+0.0010"),
        (-1e-5, 2, "0.00"),
        (1000, 0, "+1,000"),
    ],
)
def test_a_change_bears_its_sign(value, places, text):
    assert signed(value, places) == text


@pytest.mark.parametrize(
    "share, text",
    [
        (0, "0 %"),
        (0.0009, "< 0.1 %"),
        (0.001, "0.1 %"),
        (0.5, "50.0 %"),
        (0.999, "99.9 %"),
        (0.9991, "> 99.9 %"),
        (1, "100 %"),
    ],
)
def test_a_share_is_none_or_all_only_where_it_is(share, text):
    assert percent(share) == text


def test_a_share_of_families_has_no_spread(tmp_path):
    """Yes and no of the family, as of catastrophic years, has no quantiles of differences."""
    nothing = dict.fromkeys(("p5", "p25", "median", "p75", "p95", "gain", "loss"))
    row = reported("ever_catastrophic_10", None, -0.1, 0.5, **nothing)
    text = screen(tmp_path, [row], only=("ever_catastrophic_10",), width=150)
    family = text[text.index("ever_catastrophic_10, % of lives") :].splitlines()[1]
    assert family.split()[:3] == ["family", "50.0", "-10.0"]


def test_of_a_shortfall_nobody_is_better_or_worse_off(tmp_path):
    own = {"discount": None, "outcomes": {"tail": {"is": "shortfall(out_of_pocket)"}}}
    names = ("p5", "p25", "median", "p75", "p95", "gain", "loss", "better", "worse", "better_low", "worse_low")
    row = reported("out_of_pocket", None, -40.0, **dict.fromkeys(names)) | {"outcome": "tail", "unchanged": 0.0}
    text = screen(tmp_path, [row], only=("tail",), scenario=SCENARIO | own)
    family = text[text.index("tail, yuan  shortfall(out_of_pocket)") :].splitlines()[1]
    assert family.split() == ["family", "100.00", "-40.00", "-41.00", "-39.00", "–", "–"]
