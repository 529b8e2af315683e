"""The screen: everything fits, numbers never wrap, people are named as the file names them."""

import pytest
from rich.cells import cell_len

from sim.outcomes.columns import LIFE_COLUMNS, LIVES, YEAR_COLUMNS, YEARS
from sim.outcomes.files import folder_of, merge
from sim.outcomes.parts import Store, part_of
from sim.outcomes.recorded import FORMAT
from sim.report import report
from sim.report.numbers import decimals, estimate, finer, number, seconds, share
from sim.report.tables import level
from sim.words.plurals import counted


def screen(folder, block_of, lives, width, names=("Wei", "外婆"), assumed=1, only=(), brief=False, **more):
    store, kinds = Store(folder), {LIVES: LIFE_COLUMNS, YEARS: YEAR_COLUMNS}
    store.write("hash", part_of(block_of(0, lives), names, (0, lives), kinds))
    reason = "nobody publishes it, so it moves with what has been seen in the ten years before, as others assume too"
    assumptions = [
        {"parameter": f"wage_{k}", "region": "national", "value": "5%", "name": f"wages grow {k}", "reason": reason}
        for k in range(assumed)
    ]
    assumptions += [{"parameter": "care", "region": "", "value": "adult", "name": "care.adult", "reason": "r"}]
    record = {
        "format": FORMAT, "file": "family.yaml", "inputs": [], "versions": {},
        "kind": "run", "title": "Three generations", "lives": lives, "seed": 7, "people": list(names),
        "regions": ["zhengzhou"], "report": ["wallet", "account", "lifetime_benefit"], "refusals": [],
        "hashes": dict.fromkeys(("scenario", "policy", "seeds", "code"), "0"),
        "scenario": {"start": "2025-01-01", "end": "2055-01-01"}, "columns": dict.fromkeys(kinds, {}),
        "assumptions": assumptions, "grades": {"A": 12, "C": 3, "K": 0},
    } | more  # fmt: skip
    with folder_of(folder, "family") as result:
        for kind, columns in kinds.items():
            merge(store.files("hash", [(0, lives)], kind), columns, result.path(kind))
        result.publish(record, {"seconds": 1.23, "lives": lives, "lives_finished_earlier": lives // 2})
    return "\n".join(line.plain for line in report(record, result.target, width, only, brief)) + "\n"


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_everything_fits(tmp_path, block_of, width):
    text = screen(tmp_path, block_of, 40, width)
    lines = text.replace(f"{tmp_path}", "results").splitlines()
    assert max(map(cell_len, lines)) <= width
    text = " ".join(text.split())
    assert "40 lives of 2 people, 30 years from 2025-01-01; law of zhengzhou; seed 7" in text
    for word in (
        "外婆",
        "family",
        "median",
        "wages grow",
        "care.adult",
        "A 12, C 3",
        "lives.parquet",
        "40 lives, 20 of them simulated earlier, 1.2 s",
    ):
        assert word in text


def test_what_the_report_of_the_scenario_names_is_what_is_shown(tmp_path, block_of):
    text = screen(tmp_path, block_of, 40, 100)
    assert text.index("\nwallet") < text.index("\naccount") < text.index("\nlifetime_benefit")
    assert "out_of_pocket" not in text and "pool_paid" not in text
    assert "share" in text and "%" in text.split("lifetime_benefit")[1]


def test_only_the_outcomes_asked_for_are_shown(tmp_path, block_of):
    text = screen(tmp_path, block_of, 40, 80, only=("pool_paid",))
    assert "\npool_paid, yuan" in text and "\nwallet" not in text and "lifetime_benefit" not in text


def test_in_brief_each_outcome_is_a_line_of_the_family_or_of_a_person_who_says_yes(tmp_path, block_of):
    text = screen(tmp_path, block_of, 40, 80, brief=True)
    rows = [line.split()[0] for line in text.partition("Result:")[0].splitlines() if line.startswith("  ")]
    assert rows == ["mean", "wallet,", "account,", "lifetime_benefit", "lifetime_benefit"]
    assert "Assumed" not in text and text.rstrip().endswith("/family/")
    one = screen(tmp_path, block_of, 1, 80, brief=True)
    assert "value" in one and "mean" not in one


def test_one_life_has_values_and_no_distribution(tmp_path, block_of):
    text = screen(tmp_path, block_of, 1, 80)
    assert "value" in text and "median" not in text and ("yes" in text or "no" in text)


def test_where_there_is_no_room_columns_are_left_out_and_no_number_or_name_is_cut(tmp_path, block_of):
    names = ("Bartholomew the Second", "外婆")
    text, wide = (screen(tmp_path, block_of, 40, width, names) for width in (40, 120))
    assert (
        "Bartholomew the Second" in text
        and "not shown at 40 columns: 95 % from, to, p5, p25, median, p75, p95" in " ".join(text.split())
    )
    means, of_wide = (
        [line.split()[1] for line in screen.splitlines() if line.startswith("  外婆 ")] for screen in (text, wide)
    )
    assert means and means == of_wide


def test_who_has_nothing_is_named_in_one_line(tmp_path, block_of):
    text = screen(tmp_path, block_of, 40, 80)
    # 1 - 0.05^(1/40) = 7.2 %
    assert "balance of the wallet\n  Wei, 外婆, family  none of 40 lives (at most 7.3 % of lives)\n" in text


def test_few_assumptions_are_listed_with_parameter_value_and_reason(tmp_path, block_of):
    text = screen(tmp_path, block_of, 2, 200)
    assert "2 values assumed, as nobody has published a figure\n" in text
    assert "  wage_0 is 5%: wages grow 0 – nobody publishes it" in text and "care is adult: care.adult – r" in text


@pytest.mark.parametrize("assumed, more", [(20, {}), (2, {"brief": False, "assumptions": []})])
def test_many_assumptions_are_counted_and_none_is_no_line(tmp_path, block_of, assumed, more):
    text = screen(tmp_path, block_of, 2, 200, assumed=assumed, **more)
    assert ("21 values assumed, as nobody has published a figure; run.json has the reasons" in text) is (assumed == 20)
    assert ("Which of them matter here: gongji sweep FILE --assumptions" in text) is (assumed == 20)
    assert "wages grow" not in text


@pytest.mark.parametrize("looked_up, is_said", [("2054-12-30", True), ("2054-12-31", False), (None, False)])
def test_a_run_beyond_the_day_the_law_was_looked_up_says_so(tmp_path, block_of, looked_up, is_said):
    text = screen(tmp_path, block_of, 2, 200, looked_up=looked_up)  # the last day is 2054-12-31
    assert (f"Nothing after {looked_up} was verified" in text) is is_said


@pytest.mark.parametrize("reached, words", [(True, "as narrow as requested"), (False, "still wider than requested")])
def test_how_sure_it_was_to_be_is_reported(tmp_path, block_of, reached, words):
    until = {"width": "1%", "of": ["account"], "lives": 2_600, "reached": reached}
    until["half_width_over_target"] = {"account": 1.25}
    assert f"--until 1% of account: {words} after 2,600 lives, ± 1.25%" in screen(
        tmp_path, block_of, 40, 80, until=until
    )


def test_what_no_interval_holds_is_said_of_what_is_left_to_chance(tmp_path, block_of):
    text = " ".join(screen(tmp_path, block_of, 40, 100).split())
    limits = "Not in the model, so in no interval: illness that lasts over years, response of care to its price"
    assert f"{limits}, deaths by chance " in text
    scenario = {"start": "2025-01-01", "end": "2055-01-01", "mortality": "china_2024"}
    text = " ".join(screen(tmp_path, block_of, 40, 100, scenario=scenario).split())
    assert limits in text and "deaths by chance" not in text
    assert "Not in the model" not in screen(tmp_path, block_of, 1, 100, certain=True)


def test_what_was_refused_is_reported(tmp_path, block_of):
    refusal = {"what": "binding of Max for Mother", "reason": "payers (too many payers)", "lives": 3, "of": 40}
    text = screen(tmp_path, block_of, 40, 100, refusals=[refusal])
    assert "binding of Max for Mother: payers (too many payers), in 3 of the first 40 lives" in text


@pytest.mark.parametrize(
    "value, places, text",
    [
        (0, 2, "0"), (0.5, 2, "0.50"), (1234.5, 0, "1,234"), (-0.001, 2, "-0.0010"),
        (-1e-5, 2, "0.00"), (-1234567.4, 0, "-1,234,567"),
        (12.34, 1, "12.3"), (None, 2, "–"), (100.0, 2, "100.00"),
    ],
)  # fmt: skip
def test_numbers(value, places, text):
    assert number(value, places) == text


@pytest.mark.parametrize(
    "value, low, high, places, text",
    [
        (13_814, 11_141, 17_392, 0, "13,800"),  # known to 6,251: hundreds
        (13_814, 13_790, 13_830, 0, "13,814"),
        (13_814.25, 13_814.25, 13_814.25, 2, "13,814.25"),
        (31.4, 25.0, 41.0, 1, "31"),
        (31.4, 29.0, 33.0, 1, "31.4"),
        (548_441, None, None, 0, "550,000"),
        (236, None, None, 0, "240"),
        (0, None, None, 0, "0"), (None, None, None, 0, "–"), (-13_814, -17_392, -11_141, 0, "-13,800"),
    ],
)  # fmt: skip
def test_an_estimate_has_the_digits_that_its_interval_leaves(value, low, high, places, text):
    assert estimate(value, low, high, places) == text


@pytest.mark.parametrize(
    "places, low, high, more",
    [
        (1, 0.1234, 0.1299, 4),  # 0.0065: 0.1 would be all three
        (1, 0.12, 0.26, 1), (1, 9.2, 9.5, 1),  # the ends differ as they are
        (0, 4_000.2, 4_000.6, 2), (2, 0.101, 0.109, 4), (1, 1.0, 1.0 + 1e-9, 6),
        (1, 0.1, 0.1, 1), (1, None, None, 1), (0, 900, 4_000, 0),
    ],
)  # fmt: skip
def test_a_number_is_as_fine_as_its_interval_where_it_would_hide_it(places, low, high, more):
    assert finer(places, low, high) == more


def test_what_the_rounding_of_sums_leaves_is_no_width():
    # 4,450.88 in every life: the sums differ in the last of some 16 digits
    assert finer(0, 4450.88 - 1e-9, 4450.88 + 1e-9) == 0


def test_a_small_level_has_the_digits_that_its_interval_leaves():
    ends = {"p5": 0.104, "p25": 0.11, "median": 0.1234, "p75": 0.13, "p95": 0.15}
    row = {"unit": "%", "mean": 0.1245, "low": 0.1221, "high": 0.1269, **ends}
    row |= {
        f"{name}_{end}": value + by for name, value in ends.items() for end, by in (("low", -0.002), ("high", 0.002))
    }
    # the mean is known to 0.0048, the quantiles to 0.004
    assert level(row, 1) == ("0.1245", "0.1040", "0.1234", "0.1500")
    # months are whole in every life: of a quantile no more is known than that
    months = row | {
        "unit": "months",
        **dict.fromkeys(ends, 9),
        **{f"{name}_{end}": 9 for name in ends for end in ("low", "high")},
    }
    assert level(months, 1) == ("0.1245", "9.0", "9.0", "9.0")


@pytest.mark.parametrize(
    "value, half, text",
    [
        (0.9996, 0, "> 99.9 %"), (0.9991, 0, "> 99.9 %"), (0.999, 0, "99.9 %"), (1, 0, "100 %"), (0.0004, 0, "< 0.1 %"),
        (0, 0, "0 %"), (0.181, 0.0385, "18 %"), (0.181, 0.009, "18.1 %"), (0.005, 0.013, "< 1 %"),
        (0.995, 0.013, "> 99 %"), (1, 0.02, "100 %"),
    ],
)  # fmt: skip
def test_a_share_is_all_or_none_only_if_it_is(value, half, text):
    assert share(value, half) == text


def test_other_numbers():
    assert [decimals(1_000, "yuan"), decimals(999, "yuan"), decimals(12, "months")] == [0, 2, 1]
    assert (share(0.12345), share(None)) == ("12.3 %", "–")
    assert [seconds(s) for s in (0.82, 42.4, 185)] == ["0.8 s", "42 s", "3 min 05 s"]
    assert [counted(1, "life", "lives"), counted(5000, "life", "lives"), counted(2, "day")] == [
        "1 life", "5,000 lives", "2 days"
    ]  # fmt: skip
