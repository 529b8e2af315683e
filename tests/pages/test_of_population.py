"""Charts and page of a population: their numbers are those of the tables, in both languages, without single lives."""

import re

import polars as pl
import pytest

import sim
from sim.experiment.arguments import BadArgument
from sim.pages.charts import kinds_of, subject
from sim.pages.finding import findings
from sim.pages.population import tables
from sim.pages.report import page
from sim.words.language import LANGUAGES
from tests.experiment.test_population_run import ROWS, SAID

VARIANTS = """\
variants:
  dear: {about: Employees pay two points more., policy: {contribution.rate.employee: 4%}}
  alone: {population: {bindings: []}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("population")
    (folder / "persons.csv").write_text(ROWS)
    text = SAID.replace("report: [out_of_pocket, pool_paid]", "report: [contributed, ever_uncovered]")
    (folder / "survey.yaml").write_text(text + VARIANTS)
    return folder


@pytest.fixture(scope="module")
def run(folder):
    return sim.run(folder / "survey.yaml", out=folder / "results")


SWEPT = """\
sweep: {vary: {policy.contribution.rate.employee: [2%, 4%], policy.coverage.wait.employee: [0, 6]}}
"""


@pytest.fixture(scope="module")
def swept(folder):
    (folder / "swept.yaml").write_text((folder / "survey.yaml").read_text() + SWEPT)
    return sim.sweep(folder / "swept.yaml", out=folder / "results", variants="alone")


@pytest.fixture(scope="module")
def compared(folder):
    return sim.compare(folder / "survey.yaml", out=folder / "results")


def text_of(html: str) -> str:
    without = re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(without.split())


def test_there_are_charts_by_group_and_by_year(run, compared, swept):
    assert [kind.name for kind in kinds_of(swept.record)] == ["lines", "heat", "tornado", "sobol"]
    assert [kind.name for kind in kinds_of(run.record)] == ["groups", "totals"]
    assert [kind.name for kind in kinds_of(compared.record)] == ["differences", "winners", "totals"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_describes_itself_and_has_its_numbers(run, compared, swept, lang):
    for study in (run, compared, swept):
        for kind in kinds_of(study.record):
            found = study.chart(kind.name, lang=lang)
            assert found.as_json()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
            assert found.title and found.subtitle and "{" not in found.text
            assert found.table.height and found.table.width > 3


def test_a_chart_by_group_has_the_groups_by_income(run):
    """Of the four households each is in a quarter of its own."""
    table = run.chart("groups", of="contributed").table
    quarters = [f"income.quartile {number}" for number in (1, 2, 3, 4)]
    assert table["group"].to_list() == ["everybody", "a household", *quarters]
    rows = run.distribution().filter(outcome="contributed")
    everybody = rows.filter(pl.col("by").is_null() & (pl.col("of") == "person"))
    assert table["mean"][0] == everybody["mean"].item()
    assert table["mean"].to_list()[2:] == rows.filter(by="income.quartile")["mean"].to_list()


def test_winners_are_those_of_the_table(compared):
    """Two variants, of which one moves contributions: its rows alone are shown, of everybody first."""
    table = compared.chart("winners", of="contributed").table
    rows = compared.differences().filter(outcome="contributed", variant="dear")
    everybody = rows.filter(pl.col("by").is_null() & (pl.col("of") == "person")).to_dicts()[0]
    assert table["variant"].unique().to_list() == ["dear"] and table["worse"][0] == everybody["worse"] > 0
    quarters = table.filter(pl.col("group").str.starts_with("income"))
    assert quarters["worse"].to_list() == rows.filter(by="income.quartile")["worse"].to_list()
    differences = compared.chart("differences", of="contributed").table
    assert differences["difference"][0] == everybody["difference"]


def test_pools_by_year_are_the_totals(run, compared):
    totals = run.totals().filter(pl.col("region").is_null() & (pl.col("item") == "pool"))
    table = run.chart("totals").table
    assert table["weighted total"].to_list() == totals["total"].to_list()
    assert table["case"].to_list() == ["into the pools", "out of the pools"]
    table = compared.chart("totals").table
    assert table["case"].to_list() == [
        "dear, into the pools", "dear, out of the pools", "alone, into the pools", "alone, out of the pools",
    ]  # fmt: skip


def test_no_chart_is_of_a_person(run):
    with pytest.raises(BadArgument, match="--who"):
        run.chart("groups", who="701")


def test_the_finding_says_the_mean_and_the_pools(run, compared):
    first, pool = findings(subject(run.folder, run.record), "one year")
    assert "on average for a person over one year" in first and pool.startswith("In 2025 the pools take in")
    dear, alone, *pools = findings(subject(compared.folder, compared.record), "one year")
    assert dear.startswith("dear against baseline, own contributions") and "worse off" in dear
    assert alone == "alone against baseline, own contributions, back-payments and late fees: the same in every life."
    assert [text.split(" yuan into")[0].split(": ")[0] for text in pools] == [
        "dear against baseline", "alone against baseline",
    ]  # fmt: skip


def test_shares_of_yes_and_no_are_of_a_person(folder):
    text = (folder / "survey.yaml").read_text().replace("[contributed, ever_uncovered]", "[ever_uncovered]")
    (folder / "flags.yaml").write_text(text)
    study = sim.run(folder / "flags.yaml", out=folder / "results")
    [share, _] = findings(subject(study.folder, study.record), "one year")
    assert re.search(r"in what share of lives: a person \d+(\.\d)?", share)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_tables_charts_and_no_lives(run, compared, lang):
    for study, number in ((run, 3), (compared, 4)):
        html = page(study.folder, study.record, lang)
        shown = text_of(html)
        assert html.count("<figure>") >= number - 1 and 'id="lives"' not in html
        targets = set(re.findall(r'href="#([\w-]+)"', html))
        assert targets <= set(re.findall(r'id="([\w-]+)"', html))
        assert ("insured.as retired" if lang == "en" else "参保身份 退休") in html and "paid for ten years" in html
        assert ("4 households with 7 people" if lang == "en" else "4 户 7 人") in shown
        assert f"gongji verify {study.folder.name} --again" in shown
    assert ("Inequality and burden" if lang == "en" else "不平等与负担") in shown
    assert "Employees pay two points more." in shown


def test_a_page_about_a_population_shows_no_life(run):
    with pytest.raises(BadArgument, match="no single lives"):
        page(run.folder, run.record, more=["3"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_a_sweep_has_its_effects_by_group(swept, lang):
    """Of persons, of households and of each group, those alone that something moves."""
    text = text_of(page(swept.folder, swept.record, lang))
    assert {"en": "A sweep of the population of swept.yaml", "zh": "swept.yaml 的人口参数扫描"}[lang] in text
    effects = swept.effects().filter(variant="baseline", outcome="contributed", path=swept.record["paths"][0])
    moved = effects.filter(pl.col("effect") > 0)
    found = tables(subject(swept.folder, swept.record, lang))
    effect = {"en": "effect", "zh": "影响"}[lang]
    assert found["outcomes"].rows[effect].to_list() == moved.filter(pl.col("by").is_null())["effect"].to_list()
    assert found["groups"].rows[effect].to_list() == moved.filter(pl.col("by").is_not_null())["effect"].to_list()


def test_a_line_of_a_sweep_is_over_households(swept):
    chart = swept.chart("lines", of="contributed")
    means = swept.outcomes().filter(of="household", outcome="contributed", variant="baseline")["mean"]
    assert set(chart.table["mean"]) == set(means) and chart.table["persons, or households"].unique().to_list() == [4]
    assert "a household" in chart.title
    with pytest.raises(BadArgument, match="of the whole population"):
        swept.chart("lines", who="701")


def test_the_finding_of_a_sweep_is_about_a_household(swept):
    [found] = findings(subject(swept.folder, swept.record), "one year")
    assert found.startswith("Own contributions") and "for a household between" in found and "rate.employee" in found
