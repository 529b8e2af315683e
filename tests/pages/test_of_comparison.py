"""Charts of a comparison: what they draw is what the tables have, and their titles are true where nothing differs."""

import re

import polars as pl
import pytest

from sim.experiment.arguments import BadArgument
from sim.pages.charts import chart, kinds_of
from sim.pages.look import NARROW, WIDE
from sim.pages.of_comparison import meaning_of
from sim.words.language import LANGUAGES
from sim.words.outcomes import BY_NAME

ALL = ["differences", "winners", "differences_by_year", "quintiles", "levels", "best"]


def of_family(frame: pl.DataFrame, outcome: str) -> pl.DataFrame:
    return frame.filter(pl.col("outcome") == outcome, pl.col("person").is_null())


@pytest.mark.slow
def test_a_chart_is_offered_where_the_study_has_what_it_needs(compared, same, twelve):
    assert [kind.name for kind in kinds_of(compared.record)] == ALL
    assert [kind.name for kind in kinds_of(same.record)] == ALL[:-1]  # of one variant none is the best
    assert [kind.name for kind in kinds_of(twelve.record)] == ["differences", "differences_by_year", "levels"]


def test_what_a_chart_needs_is_said(same, twelve):
    with pytest.raises(BadArgument, match="^chart: best needs more than one variant  allowed: differences,"):
        same.chart("best")
    with pytest.raises(BadArgument, match="^chart: winners needs more than one life"):
        twelve.chart("winners")


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_every_chart_describes_itself_and_has_its_numbers(compared, name, lang):
    found = compared.chart(name, lang=lang)
    assert found.as_json()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert found.title and found.subtitle and "{" not in found.text
    assert found.table.height and found.table.width > 3


@pytest.mark.slow
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", ["differences", "differences_by_year", "levels"])
def test_no_chart_is_wider_than_its_width_whatever_the_names(twelve, name, width):
    svg = chart(twelve.folder, twelve.record, name, "contributed", width=width).svg()
    drawn = re.search(r'<svg[^>]* width="([\d.]+)"', svg)
    assert drawn and float(drawn[1]) <= width
    assert svg.count("…") == 0  # no label is cut


# ----------------------------------------------------------------------------- numbers


def test_differences_are_those_of_the_table(compared):
    table = compared.chart("differences", of="family_cost").table
    wanted = of_family(compared.differences(), "family_cost")
    for column, name in {"difference": "difference", "95 % from": "low", "95 % to": "high", "lives": "lives"}.items():
        assert table[column].to_list() == wanted[name].to_list()
    assert table["variant"].to_list() == ["himself", "same"]


def test_the_difference_of_one_person_is_that_of_the_person(compared):
    table = compared.chart("differences", of="family_cost", who="Wei").table
    wanted = compared.differences().filter(outcome="family_cost", person="Wei")
    assert table["difference"].to_list() == wanted["difference"].to_list() and table["person"].to_list() == ["Wei"] * 2


def test_yes_and_no_is_of_each_person(compared):
    table = compared.chart("levels", of="lifetime_benefit").table
    wanted = compared.levels().filter(outcome="lifetime_benefit", person="Wei")
    assert table["person"].to_list() == ["Wei"] * 3 and table["mean"].to_list() == wanted["mean"].to_list()


def test_winners_are_those_of_the_table(compared):
    table = compared.chart("winners", of="family_cost").table
    wanted = of_family(compared.differences(), "family_cost")
    for name in ("better", "worse"):
        assert table[name].to_list() == wanted[name].to_list()
    drawn = table["better"] + table["worse"] + table["unchanged"]
    assert drawn.to_list() == pytest.approx([1, 1])


def test_years_are_those_of_the_table(compared):
    table = compared.chart("differences_by_year", of="family_cost").table
    wanted = of_family(compared.by_year(), "family_cost")
    assert table["year"].to_list() == [2025, 2025]
    assert table["difference"].to_list() == wanted["difference"].to_list()


def test_fifths_are_those_of_the_table(compared):
    table = compared.chart("quintiles", of="family_cost").table
    wanted = compared.by_quintile().filter(outcome="family_cost")
    assert table["difference"].to_list() == wanted["difference"].to_list()
    assert table["lives"].sum() == wanted["lives"].sum() == 12 * 2 * 2  # of each variant, by earnings and by costs


def test_levels_are_those_of_the_table(compared):
    table = compared.chart("levels", of="out_of_pocket").table
    wanted = of_family(compared.levels(), "out_of_pocket")
    for name in ("mean", "p5", "median", "p95"):
        assert table[name].to_list() == wanted[name].to_list()


def test_the_best_are_those_of_the_table(compared):
    table = compared.chart("best", of="family_cost").table
    wanted = compared.best().filter(outcome="family_cost")
    assert table["probability of the best mean"].to_list() == wanted["best"].to_list()
    assert table["variant"].to_list() == ["baseline", "himself", "same"]


# ----------------------------------------------------------------------------- titles


def test_without_an_outcome_a_chart_is_of_the_first_that_differs(compared, same):
    assert "waiting" in compared.chart("differences").title  # nobody retires in the year
    assert "waiting" not in same.chart("differences").title  # nothing differs: the first of the report


@pytest.mark.parametrize("name", ["differences", "winners"])
def test_where_nothing_differs_the_title_says_in_how_many_lives(same, name):
    # 1 - 0.05 ** (1 / 12) = 22.1 %
    wanted = "(the family): none of 12 lives differs under any variant (at most 22.1 % of lives do)"
    assert same.chart(name, of="family_cost").title.endswith(wanted)


def test_where_nothing_differs_no_year_and_no_level_does(same):
    assert same.chart("differences_by_year", of="family_cost").title.endswith("no difference in any year")
    assert same.chart("levels", of="family_cost").title.endswith("yuan under baseline and every variant")


def test_a_difference_that_may_be_chance_is_no_finding(compared):
    row = of_family(compared.differences(), "out_of_pocket").row(0, named=True)
    assert row["difference"] and row["p_holm"] > 0.05
    assert compared.chart("differences", of="out_of_pocket").title.endswith("chance alone may explain every difference")


def test_the_difference_of_a_single_life_is_said_without_an_interval(twelve):
    # 2 % of 11,200 in each of two months, less 2 % of 10,000: 24 × 2
    found = twelve.chart("differences", of="contributed")
    assert found.title.endswith("(the family): higher by 48.00 yuan under a-rather-long-name-of-a-variant-12")
    assert found.table["difference"].to_list() == [4.0 * number for number in range(1, 13)]
    levels = twelve.chart("levels", of="contributed").title
    assert levels.endswith("400 yuan under baseline, 448 under a-rather-long-name-of-a-variant-12")


def test_yes_and_no_is_compared_within_a_person(compared):
    assert compared.chart("levels", of="lifetime_benefit").title == (
        "Right to benefits for life (Wei): 0 % of lives under baseline and every variant"
    )
    assert "(Wei): none of 12 lives differs" in compared.chart("winners", of="lifetime_benefit").title


def test_an_outcome_that_no_life_has_is_named_so(compared):
    found = compared.chart("differences", of="lifetime_at_retirement")
    assert found.title.endswith("it does not arise in any life") and found.table.is_empty()


@pytest.mark.parametrize(
    "outcome, difference, meaning",
    [
        ("family_cost", -1.0, "better"), ("family_cost", 1.0, "worse"), ("account", 1.0, "better"),
        ("pool_paid", 1.0, "more"), ("pool_paid", -1.0, "less"),
    ],
)  # fmt: skip
def test_a_colour_says_what_a_difference_means(outcome, difference, meaning):
    row = {"difference": difference, "unchanged": 0.2, "p_holm": 0.01}
    assert meaning_of(row, BY_NAME[outcome]) == meaning
    assert meaning_of(row | {"unchanged": 1.0}, BY_NAME[outcome]) == "same"
    assert meaning_of(row | {"p_holm": 0.06, "better": 0.4, "worse": 0.4}, BY_NAME[outcome]) == "chance"


def test_an_outcome_of_the_whole_family_is_of_no_person(compared):
    with pytest.raises(BadArgument, match="--who: catastrophic_years_10 is of the whole family"):
        compared.chart("levels", of="catastrophic_years_10", who="Wei")
