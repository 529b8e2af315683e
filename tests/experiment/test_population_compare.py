"""A population under variants: each household is compared with itself, by hand, and whatever the blocks and workers."""

import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner

from sim import cli, studies
from sim.errors import Faults
from sim.experiment.arguments import BadArgument
from sim.scenario import load, notes
from tests.experiment.test_population_run import ROWS, SAID, divide_otherwise

VARIANTS = """\
variants:
  same: {about: Nothing changes.}
  dear: {policy: {contribution.rate.employee: 4%}}
  alone: {population: {bindings: []}}
"""

#: Household 1 earns 6,000 a month, of household 2 one person 10,000 and the other nothing. Nobody needs care.
CERTAIN_ROWS = """\
hid,pid,born,sex,ins,wage,w
1,11,1985-03-12,male,employee,6000,1
2,21,1987-11-02,female,employee,10000,3
2,22,1986-08-01,male,none,,3
"""
CERTAIN = """\
scenario: Two households
start: 2025-01-01
years: 1
policy: {contribution.base.from: month}
population:
  from: persons.csv
  household: hid
  person: pid
  weight: w
  people: {born: born, sex: sex, region: zhengzhou, insured.as: ins, work.wage: wage}
  lives: 1
by: [insured.as]
report: [contributed]
variants:
  dear: {policy: {contribution.rate.employee: 3%}}
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "persons.csv").write_text(ROWS)
    (tmp_path / "survey.yaml").write_text(SAID + VARIANTS)
    return tmp_path


@pytest.fixture
def certain(tmp_path) -> Path:
    (tmp_path / "persons.csv").write_text(CERTAIN_ROWS)
    (tmp_path / "survey.yaml").write_text(CERTAIN)
    return tmp_path


def compared(folder, **options) -> studies.PopulationComparison:
    study = studies.compare(folder / "survey.yaml", out=folder / "results", **options)
    assert isinstance(study, studies.PopulationComparison)
    return study


def tables(study):
    names = ("lives", "years", "persons", "totals", "distribution", "comparison", "inequality")
    return {name: (study.folder / f"{name}.parquet").read_bytes() for name in names}


def row_of(study, **named):
    rows = study.differences().filter(*(pl.col(key).eq_missing(pl.lit(value)) for key, value in named.items()))
    [row] = rows.to_dicts()
    return row


def test_differences_of_two_households_by_hand(certain):
    """A point more of the wage is 12 × 60 = 720 yuan of household 1 and 12 × 100 = 1,200 of household 2, with weights
    of 1 and 3. Over households: mean (720 + 3 × 1,200) / 4 = 1,080; w (y - mean) / 4 is -90 and 90, so the error is
    √(2 / 1 × 16,200) = 180, and Student's t of one degree of freedom is 12.706. Over persons, one of whom pays nothing:
    4,320 / 7, and 4 / 7 of all weight is worse off."""
    study = compared(certain)
    named = {"variant": "dear", "outcome": "contributed"}
    households = row_of(study, of="household", by=None, **named)
    assert (households["baseline"], households["mean"]) == (2160, 3240)
    assert households["difference"] == 1080 and households["high"] == pytest.approx(1080 + 180 * 12.7062, abs=0.01)
    assert households["effective"] == 1.6 and households["number"] == 2 and households["differing"] == 2
    assert (households["worse"], households["better"], households["unchanged"]) == (1, 0, 0)
    assert households["loss"] == 1080 and households["gain"] is None
    persons = row_of(study, of="person", by=None, **named)
    assert persons["difference"] == pytest.approx(4320 / 7)
    assert persons["worse"] == pytest.approx(4 / 7) and persons["unchanged"] == pytest.approx(3 / 7)
    assert persons["loss"] == pytest.approx(1080)
    employees = row_of(study, by="insured.as", group="employee", **named)
    nobody = row_of(study, by="insured.as", group="none", **named)
    assert (employees["difference"], employees["worse"]) == (1080, 1)
    assert (nobody["difference"], nobody["worse"], nobody["unchanged"], nobody["p"]) == (0, 0, 1, None)


def test_few_households_prove_nothing(certain):
    """1,080 ± 180 has p = 10.5 % with one degree of freedom; but two households change the same way by chance alone in
    two of four cases."""
    row = row_of(compared(certain), of="household", variant="dear", outcome="contributed")
    assert row["p"] == 0.5 and row["few"]


def test_totals_differ_by_weighted_sums(certain):
    """720 + 3 × 1,200 = 4,320 more come from the insured, into their accounts: the employers pay what they did."""
    totals = compared(certain).totals().filter(pl.col("region").is_null())
    dear = {(row["what"], row["item"]): row for row in totals.filter(pl.col("variant") == "dear").to_dicts()}
    assert dear["out_of", "pocket"]["difference"] == pytest.approx(4320)
    assert dear["out_of", "employer"]["difference"] == 0
    was = totals.filter((pl.col("variant") == "baseline") & (pl.col("item") == "pocket") & (pl.col("what") == "out_of"))
    assert was["difference"].item() is None
    assert dear["out_of", "pocket"]["total"] == pytest.approx(was["total"].item() + 4320)


def test_a_variant_that_changes_nothing_differs_nowhere(folder):
    study = compared(folder, variants="same")
    rows = study.differences()
    assert rows.height and rows["difference"].unique().to_list() == [0] and rows["unchanged"].unique().to_list() == [1]
    assert set(rows["better"]) | set(rows["worse"]) == {0} and rows["p_holm"].null_count() == rows.height
    assert study.totals().filter(pl.col("variant") == "same")["difference"].unique().to_list() == [0]
    changes = study.inequality().filter(variant="same")["difference"].drop_nulls()
    assert changes.len() >= 6 and changes.unique().to_list() == [0]
    lives = study.frame("lives")
    same, baseline = (lives.filter(pl.col("variant") == name).drop("variant") for name in ("same", "baseline"))
    assert_frame_equal(same, baseline)


def test_lives_are_those_of_the_run_and_draw_alike_under_each_variant(folder):
    """Of lives drawn apart, other numbers of bills would come out; a rate of contribution changes none."""
    study = compared(folder)
    lives = study.frame("lives")
    run = studies.run(folder / "survey.yaml", out=folder / "results")
    assert run.resumed == 4  # the baseline's households were simulated already
    assert_frame_equal(lives.filter(pl.col("variant") == "baseline").drop("variant"), run.frame("lives"))
    dear = studies.run(folder / "survey.yaml", variant="dear", out=folder / "results")
    assert dear.folder.name == "survey-dear" and dear.record["variant"] == "dear"
    assert_frame_equal(lives.filter(pl.col("variant") == "dear").drop("variant"), dear.frame("lives"))
    keys, drawn = ["household", "life", "person"], ["visits", "stays", "care_cost"]
    baseline = run.frame("lives").select(*keys, *drawn)
    assert_frame_equal(dear.frame("lives").select(*keys, *drawn), baseline)
    assert baseline["visits"].sum() > 0


def test_bindings_of_a_variant_replace_those_of_the_file(folder):
    study = compared(folder, variants="alone")
    row = row_of(study, of="household", variant="alone", outcome="received_from_relatives")
    assert row["baseline"] > 0 and row["mean"] == 0 and row["better"] == 0 and row["worse"] > 0


def test_blocks_workers_plans_and_the_order_of_rows_change_no_byte(folder, monkeypatch):
    first = tables(compared(folder, workers=1))
    divide_otherwise(folder, monkeypatch)
    assert tables(compared(folder, workers=2)) == first


def test_finished_households_are_used_again_and_progress_counts_them(folder):
    compared(folder, variants="dear")
    seen = []
    assert compared(folder, progress=seen.append).resumed == 8  # `same` has the lives of the baseline
    assert seen[-1].are_households and seen[-1].lives == 16


def test_another_variant_may_be_the_baseline(folder):
    study = compared(folder, baseline="dear")
    row = row_of(study, of="household", variant="baseline", outcome="contributed")
    assert study.baseline == "dear" and row["difference"] < 0 and row["better"] > 0


def test_what_says_which_households_there_are_is_no_part_of_a_variant(folder):
    variants = """\
variants:
  a: {people: {Wei: {sex: male}}, years: 3}
  b: {population: {lives: 3, bindings: []}}
"""
    (folder / "survey.yaml").write_text(SAID + variants)
    with pytest.raises(Faults) as found:
        compared(folder)
    lines = str(found.value).splitlines()
    assert [line.split("survey.yaml:")[1].split("  ")[0] for line in lines] == [
        "27:7: 'people': the households of a population are the same in every variant",
        "27:35: 'years': the households of a population are the same in every variant",
        "28:20: 'lives': the households of a population are the same in every variant",
    ]


def test_the_law_of_a_variant_is_checked_before_anything_is_simulated(folder):
    text = SAID + "variants:\n  odd: {policy: {contribution.base.floor: 90000}}\n"
    (folder / "survey.yaml").write_text(text)
    answered = CliRunner().invoke(cli.app, ["check", str(folder / "survey.yaml")])
    assert answered.exit_code == 2 and "survey.yaml:27:18: contribution bases of zhengzhou" in answered.output
    with pytest.raises(Faults, match=r"survey.yaml:27:18: contribution bases of zhengzhou"):
        compared(folder)
    assert not (folder / "results").exists()


def test_what_is_not_about_one_file_is_refused(folder):
    (folder / "other.yaml").write_text(SAID)
    with pytest.raises(BadArgument, match="the variants of one file"):
        studies.compare(folder / "survey.yaml", folder / "other.yaml", out=folder / "results")
    with pytest.raises(BadArgument, match="--until"):
        compared(folder, until="1%")
    with pytest.raises(BadArgument, match="the file has no variants"):
        studies.compare(folder / "other.yaml", out=folder / "results")


def answered(folder, *arguments, columns="110"):
    found = CliRunner(env={"COLUMNS": columns}).invoke(cli.app, [*arguments, "--out", str(folder / "results")])
    assert found.exit_code == 0, found.output
    return found.output


def test_the_command_shows_who_is_worse_off_and_the_pool(folder):
    shown = answered(folder, "compare", str(folder / "survey.yaml"), "--only", "contributed,out_of_pocket,pool_paid")
    for line in (
        "baseline and 3 variants, the same lives of each household", "── dear", "a household",
        "No difference: contributed, out_of_pocket, pool_paid", "insured.as employee", "worse by",
        "chance?", "after Holm's step-down", "paid for ten years",
    ):  # fmt: skip
        assert line in shown
    brief = answered(folder, "compare", str(folder / "survey.yaml"), "--brief")
    assert "insured.as" not in brief and "a household" in brief and "Result:" in brief


def test_documents_results_and_verify_know_the_kind(folder):
    options = ("compare", str(folder / "survey.yaml"), "--variants", "dear", "--json")
    document = json.loads(answered(folder, *options))
    assert document["study"]["kind"] == "population_comparison" and document["study"]["baseline"] == "baseline"
    assert document["study"]["variants"]["dear"] and document["study"]["population"]["persons"] == 7
    found = document["tables"]
    assert {row["variant"] for row in found["comparison"]} == {"dear"} and found["totals"]
    assert {row["variant"] for row in found["distribution"]} == {"baseline", "dear"}
    assert "population_comparison" in answered(folder, "results")
    assert "out_of_pocket" in answered(folder, "results", "show", "survey-compare")
    verified = answered(folder, "verify", "survey-compare")
    assert "--again reads its files again" in verified
    for case in ("baseline", "dear"):  # two lives of seven persons
        assert f"{case}: lives.parquet: rows: 14, as recorded" in verified
        assert f"{case}: scenario: its hash is the recorded one" in verified
    study = studies.study(folder / "results" / "survey-compare")
    assert isinstance(study, studies.PopulationComparison) and study.variants == ("dear",)
    assert study.persons().height == 7 and study.distribution().height
    with pytest.raises(BadArgument, match="quantiles of a population are in"):
        study.exceeding("out_of_pocket", 1)


def test_no_note_says_of_a_law_that_it_changes_nothing_before_rows_say_where_people_live(folder):
    found = notes(load(folder / "survey.yaml"))
    assert [note.message for note in found] == ["variant 'same' changes nothing"]


def test_verify_finds_a_word_of_a_variant_that_was_changed(folder):
    study = compared(folder, variants="dear")
    record = study.folder / "run.json"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace('"contribution.rate.employee": "4%"', '"contribution.rate.employee": "5%"'))
    found = CliRunner().invoke(cli.app, ["verify", "survey-compare", "--out", str(folder / "results")])
    assert found.exit_code == 1 and "dear: scenario: hash recorded" in found.output
