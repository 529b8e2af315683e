"""Charts of a sweep: what they draw is what the tables have, and their titles are true where nothing moves."""

import re

import polars as pl
import pytest

import sim
from sim.experiment.arguments import BadArgument
from sim.pages.charts import chart, kinds_of
from sim.pages.drawing import broken
from sim.pages.look import NARROW, WIDE
from sim.pages.sweep_effects import _labels
from sim.pages.sweep_lines import _number_of
from sim.words.language import LANGUAGES
from tests.pages.conftest import JOBLESS, STAYS, WAIT, certain_with, worker

CHARTS = {
    "crossed": ["lines", "heat", "tornado", "sobol"],
    "in_turn": ["lines", "tornado"],
    "weighed": ["tornado", "acceptability"],
    "screened": ["tornado", "screening"],
    "assumed": ["assumptions"],
}
EACH = [(study, name) for study, names in CHARTS.items() for name in names]


@pytest.fixture
def of(request):
    """A study by the name of its fixture."""
    return request.getfixturevalue


@pytest.mark.slow
@pytest.mark.parametrize("study", CHARTS)
def test_a_chart_is_offered_where_the_study_has_what_it_needs(of, study):
    assert [kind.name for kind in kinds_of(of(study).record)] == CHARTS[study]


def test_what_a_chart_needs_is_said(in_turn):
    with pytest.raises(BadArgument, match="^chart: heat needs a grid of two paths  allowed: lines, tornado"):
        in_turn.chart("heat")
    with pytest.raises(BadArgument, match="^chart: acceptability needs a sweep with net_benefit and variants"):
        in_turn.chart("acceptability")


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("study, name", EACH)
def test_every_chart_describes_itself_and_has_its_numbers(of, study, name, lang):
    found = of(study).chart(name, lang=lang)
    assert found.as_json()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert found.title and found.subtitle and "{" not in found.text
    assert found.table.height and found.table.width > 3


@pytest.mark.slow
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("study, name", EACH)
def test_no_chart_is_wider_than_its_width(of, study, name, width):
    svg = chart(of(study).folder, of(study).record, name, width=width).svg()
    drawn = re.search(r'<svg[^>]* width="([\d.]+)"', svg)
    assert drawn and float(drawn[1]) <= width
    assert svg.count("…") == 0  # no label is cut


# ----------------------------------------------------------------------------- numbers


def test_lines_go_through_the_means_of_the_points(crossed):
    table = crossed.chart("lines", of="months_waiting").table
    wanted = crossed.outcomes().filter(pl.col("outcome") == "months_waiting", pl.col("person").is_null())
    assert sorted(table["mean"]) == sorted(wanted["mean"]) and table.height == 2 * 3 * 2
    assert table["path"].unique().to_list() == [WAIT] and sorted(table["value"].unique()) == ["0", "12", "6"]


def test_one_path_at_a_time_the_file_as_written_is_in_each_line(in_turn):
    table = in_turn.chart("lines", of="family_cost").table
    values = {path: sorted(table.filter(pl.col("path") == path)["value"]) for path in (STAYS, JOBLESS)}
    assert values == {STAYS: ["0.5", "1.5", "2"], JOBLESS: ["flexible", "nothing", "resident"]}
    as_written = in_turn.outcomes().filter(pl.col("point") == 0, pl.col("outcome") == "family_cost")
    [mean] = as_written.filter(pl.col("person").is_null())["mean"]
    assert table.filter(pl.col("value").is_in(["1.5", "nothing"]))["mean"].to_list() == [mean, mean]


def test_a_heat_map_has_the_cells_of_the_cross_table(crossed):
    table = crossed.chart("heat", of="months_waiting").table
    cells = crossed.table("months_waiting")
    wanted = [value for row in cells.iter_rows() for value in row[1:]]
    assert table.filter(pl.col("case") == "baseline")["value"].to_list() == wanted
    differences = crossed.frame("differences").filter(pl.col("outcome") == "months_waiting", pl.col("person").is_null())
    less = table.filter(pl.col("case") == "himself less baseline")
    assert less["value"].to_list() == differences["difference"].to_list()


def test_effects_are_those_of_the_table(crossed):
    table = crossed.chart("tornado", of="family_cost").table
    wanted = crossed.effects().filter(outcome="family_cost", variant="baseline").filter(pl.col("person").is_null())
    assert table["path"].to_list() == wanted["path"].to_list()
    assert table["effect"].to_list() == wanted["effect"].to_list()
    indices = crossed.chart("sobol", of="family_cost").table.sort("path")
    assert indices["with interactions"].to_list() == wanted.sort("path")["total"].to_list()


def test_elementary_effects_are_those_of_the_table(screened):
    table = screened.chart("screening", of="family_cost").table
    wanted = screened.effects().filter(outcome="family_cost").filter(pl.col("person").is_null())
    assert table["μ*"].to_list() == wanted["mu_star"].to_list()
    assert table["σ"].to_list() == wanted["sigma"].to_list()


def test_acceptability_is_that_of_the_table(weighed):
    table, wanted = weighed.chart("acceptability").table, weighed.frame("net_benefit")
    assert table["probability of the best mean"].to_list() == wanted["best"].to_list()
    optimal = wanted.filter(pl.col("is_optimal"))["variant"].to_list()
    assert all(name in weighed.chart("acceptability").title for name in optimal)


def test_assumptions_have_the_values_that_were_tried(assumed):
    found = assumed.chart("assumptions", of="contributed")
    moving = assumed.assumptions().filter(pl.col("moves").list.contains("contributed"))
    assert found.title.count("1 of 2 assumptions tried move it, contribution.extra.employee furthest") == 1
    assert moving["parameter"].to_list() == ["contribution.extra.employee"]
    assert set(found.table["parameter"]) == {"contribution.extra.employee", "contribution.due_day"}


# ----------------------------------------------------------------------------- titles


def test_without_an_outcome_a_chart_is_of_the_first_that_moves(crossed):
    assert "waiting" in crossed.chart("tornado").title  # nobody retires in the year


def test_what_is_the_same_at_every_point_is_said(crossed):
    for name in ("lines", "heat", "tornado", "sobol"):
        assert crossed.chart(name, of="top_up_paid").title.endswith("the same at every point")


def test_a_single_point_has_a_mean_and_no_effect(tmp_path):
    file = certain_with(tmp_path, "sweep: {vary: {people.Wei.work.wage: [10000]}, by: grid}\n")
    found = sim.sweep(file, out=tmp_path).chart("lines", of="contributed")
    # 2 % of 10,000 in each of two months
    assert found.title.endswith("(the family): 400 yuan at the only point")
    assert found.table["mean"].to_list() == [400.0]


def test_where_one_point_of_two_could_be_simulated_nothing_is_compared(tmp_path):
    """Born in 1985, Wei may choose to retire in 2046; born in 1975, not so late."""
    vary = "{people.Wei.born: [1985-03-12, 1975-03-12], people.Wei.choices.retires: [2046-01]}"
    study = sim.sweep(certain_with(tmp_path, f"sweep: {{vary: {vary}, by: grid}}\n"), out=tmp_path)
    assert [failure["point"] for failure in study.record["failed"]] == [1]
    for name in ("lines", "heat", "tornado", "sobol"):
        assert study.chart(name, of="contributed").title.endswith("so there is nothing to compare")
        assert study.chart(name, of="contributed").svg().startswith("<svg")


def test_a_heat_map_says_what_its_colours_mean(crossed):
    assert "green better, red worse" in crossed.chart("heat", of="family_cost").subtitle
    assert "blue more, violet less" in crossed.chart("heat", of="pool_paid").subtitle


def test_break_even_is_drawn_where_the_table_has_one(tmp_path):
    # As written he pays 2 % of his wage in each of two months, and under the variant 2 % of 12,000 whatever the wage:
    # alike at 12,000
    more = "variants:\n  fixed: {policy: {contribution.base.floor: 12000, contribution.base.ceiling: 12000}}\n"
    more += "sweep: {vary: {people.Wei.work.wage: [10000, 14000]}, by: grid}\n"
    study = sim.sweep(certain_with(tmp_path, more), variants="fixed", out=tmp_path)
    found = study.chart("lines", of="contributed")
    assert study.break_even().filter(outcome="contributed")["value"].unique().to_list() == ["12000"]
    assert found.title.endswith(
        "(the family, baseline): 400 yuan at work.wage 10000, 560 at 14000; fixed breaks even at 12000"
    )
    drawn = [row for rows in found.as_json()["datasets"].values() for row in rows if "at" in row]
    assert drawn == [{"at": 12000.0, "value": "12000"}]


def test_swept_values_are_labels_with_all_their_digits(tmp_path):
    file = certain_with(tmp_path, "sweep: {vary: {people.Wei.work.wage: [10000.05, 10000.2, 10000.4]}, by: grid}\n")
    svg = sim.sweep(file, out=tmp_path).chart("lines", of="earned").svg()
    assert all(f">{value}<" in svg for value in ("10,000.05", "10,000.2", "10,000.4"))


def test_words_along_a_path_are_labels(tmp_path):
    study = sim.sweep(
        worker(tmp_path, f"sweep: {{vary: {{{JOBLESS}: [nothing, flexible]}}, by: grid}}\n", 3), out=tmp_path
    )
    svg = study.chart("lines", of="contributed").svg()
    assert ">nothing<" in svg and ">flexible<" in svg


# ----------------------------------------------------------------------------- pieces


@pytest.mark.parametrize("text, number", [("0.26", 0.26), ("1.5% a month", 1.5), ("12%", 12.0), ("-3", -3.0)])
def test_the_number_of_a_break_even_value_is_read(text, number):
    assert _number_of(text) == number


def test_a_name_without_room_is_left_out():
    found = _labels(
        [(100.0, 100.0), (101.0, 100.0), (102.0, 100.0), (102.0, 101.0), (102.0, 102.0)], ["a" * 9] * 5, 300
    )
    assert 0 < len(found) < 5
    assert [row["text"] for row in _labels([(100.0, 100.0), (100.0, 200.0)], ["one", "two"], 300)] == ["one", "two"]


@pytest.mark.parametrize(
    "name, wanted",
    [
        ("a-long-name", "a-long-\nname"), ("abcdefghijkl", "abcdefgh\nijkl"), ("基准下取值", "基准下取\n值"),
        ("short", "short"), ("path\n0 → 1", "path\n0 → 1"),
    ],
)  # fmt: skip
def test_names_are_broken_between_words(name, wanted):
    assert broken(name, 8 * 6.2 + 1) == wanted
