"""Weights that meet targets of money: worked by hand from what two households bring their pool, under every study."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from sim import cli, studies
from sim.errors import Faults
from sim.experiment.arguments import BadArgument
from sim.experiment.verify import verify
from sim.scenario import load
from sim.scenario.populating import group_text
from sim.words.language import speaking
from tests.experiment.test_population_compare import CERTAIN, CERTAIN_ROWS

#: Ten employees, and as much money as six households 1 and four households 2 bring the pool in a year.
TARGETS = "  targets: {{insured.as: {{employee: 10}}, pool.income: {{2025: {income}}}}}\n"
SWEEP = "sweep: {vary: {policy.contribution.rate.employer: [8%, 10%]}}\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "persons.csv").write_text(CERTAIN_ROWS)
    (tmp_path / "survey.yaml").write_text(CERTAIN + SWEEP)
    return tmp_path


def brought(folder) -> dict[str, int]:
    """What each household brings the pool in the year, in yuan, if it weighs 1: all alone in the file."""
    found = {}
    for name, rows in (("1", CERTAIN_ROWS.splitlines()[1:2]), ("2", CERTAIN_ROWS.splitlines()[2:])):
        alone = folder / name
        alone.mkdir()
        (alone / "persons.csv").write_text("\n".join([CERTAIN_ROWS.splitlines()[0], *rows]))
        (alone / "survey.yaml").write_text(CERTAIN.replace("  weight: w\n", ""))
        run = studies.run(alone / "survey.yaml", out=alone / "results")
        found[name] = round(total(run.frame("totals")))
    return found


def total(totals, what="into", region=None) -> float:
    pool = totals.filter((pl.col("item") == "pool") & (pl.col("what") == what), pl.col("region").eq_missing(region))
    return pool["total"].item()


@pytest.fixture
def aimed(folder):
    """The file with targets, and what the pool is to come to."""
    of = brought(folder)
    income = 6 * of["1"] + 4 * of["2"]
    text = CERTAIN.replace("by:", TARGETS.format(income=income) + "by:") + SWEEP
    (folder / "survey.yaml").write_text(text)
    return folder, of, income


def weights(study):
    return dict(study.frame("persons").select("person", "weight").iter_rows())


SIX_AND_FOUR = pytest.approx({"11": 6, "21": 4, "22": 4})


def test_persons_and_money_are_met_together(aimed):
    """Two households, two targets: w1 + w2 = 10 employees, w1 a + w2 b yuan, so w1 = 6 and w2 = 4 whatever they were.
    Both persons of household 2 are weighed by one factor."""
    folder, of, income = aimed
    study = studies.run(folder / "survey.yaml", out=folder / "results")
    assert weights(study) == SIX_AND_FOUR
    assert total(study.frame("totals")) == pytest.approx(income)
    assert study.frame("years")["weight"].to_list() == [pytest.approx(6), pytest.approx(4)]
    [row] = study.frame("distribution").filter(pl.col("by").is_null(), of="household", outcome="contributed").to_dicts()
    assert row["mean"] == pytest.approx((6 * 1440 + 4 * 2400) / 10)
    employees, money = study.record["population"]["fits"]
    assert (employees["before"], employees["after"]) == (4, pytest.approx(10)), "before: as the rows weigh"
    assert money["by"] == "pool.income" and money["group"] == "2025" and money["after"] == pytest.approx(income)
    raked = (10 * 1 / 4) * of["1"] + (10 * 3 / 4) * of["2"]
    assert money["before"] == pytest.approx(raked), "before: as those weigh who meet the targets of persons"


def test_variants_and_points_have_the_weights_of_the_file_itself(aimed):
    folder, _, income = aimed
    compared = studies.compare(folder / "survey.yaml", out=folder / "results")
    assert weights(compared) == SIX_AND_FOUR
    totals = compared.frame("totals")
    assert total(totals.filter(variant="baseline")) == pytest.approx(income)
    other = studies.compare(folder / "survey.yaml", out=folder / "results", name="other", baseline="dear")
    assert weights(other) == SIX_AND_FOUR, "it is the file that meets them, whatever the baseline"
    swept = studies.sweep(folder / "survey.yaml", out=folder / "results")
    assert weights(swept) == SIX_AND_FOUR
    paid = swept.outcomes().filter(pl.col("by").is_null(), of="household", outcome="contributed")
    assert paid["mean"].to_list() == [pytest.approx((6 * 1440 + 4 * 2400) / 10)] * 2
    with pytest.raises(BadArgument, match="targets of money are met by the file itself"):
        studies.run(folder / "survey.yaml", out=folder / "results", variant="dear")


@pytest.mark.parametrize("kind", ["run", "compare", "sweep"])
def test_verify_finds_the_weights_again(aimed, kind):
    folder, *_ = aimed
    study = getattr(studies, kind)(folder / "survey.yaml", out=folder / "results")
    assert {finding.mark for finding in verify(study.folder, again=True)} == {"ok"}


def test_a_region_has_targets_of_its_own(aimed):
    folder, _, income = aimed
    text = (folder / "survey.yaml").read_text().replace("pool.income:", "pool.income.zhengzhou:")
    (folder / "survey.yaml").write_text(text)
    assert weights(studies.run(folder / "survey.yaml", out=folder / "results")) == SIX_AND_FOUR
    (folder / "survey.yaml").write_text(text.replace(".zhengzhou", ".beijing"))
    with pytest.raises(Faults, match=f"no weights make pool.income.beijing 2025 {income:,}: it comes to 0"):
        studies.run(folder / "survey.yaml", out=folder / "results")


def test_what_no_weights_meet_is_a_fault_and_what_was_simulated_stays(aimed):
    """Ten employees bring at most ten times what household 2 does."""
    folder, of, income = aimed
    text = (folder / "survey.yaml").read_text()
    (folder / "survey.yaml").write_text(text.replace(str(income), str(11 * of["2"])))
    options = [str(folder / "survey.yaml"), "--out", str(folder / "results")]
    found = CliRunner().invoke(cli.app, ["run", *options])
    assert found.exit_code == 2 and "no weights make pool.income 2025" in found.output
    assert not (folder / "results" / "survey").exists()
    (folder / "survey.yaml").write_text(text)
    assert studies.run(folder / "survey.yaml", out=folder / "results").resumed == 2


def test_years_that_the_run_has_in_part_are_no_targets(folder):
    text = CERTAIN.replace("start: 2025-01-01", "start: 2025-07-01").replace("years: 1", "years: 2")
    targets = "  targets: {pool.income: {2025: 1, 2026: 1, 2027: 1, all: 1}, pool.spendings: {2026: 1}}\n"
    (folder / "survey.yaml").write_text(text.replace("by:", targets + "by:"))
    with pytest.raises(Faults) as found:
        load(folder / "survey.yaml")
    said = [str(fault).split("survey.yaml:")[1] for fault in found.value.faults]
    wrong = [line for line in said if "no calendar year that the run has the whole of  allowed: 2026" in line]
    assert [line.split(": ")[2].split(" ")[0] for line in wrong] == ["'2025'", "'2027'", "'all'"]
    assert any("'pool.spendings' is no money of a pool; did you mean 'pool.spending'?" in line for line in said)


def test_the_screen_shows_the_fit_in_both_languages(aimed):
    folder, _, income = aimed
    checked = CliRunner().invoke(cli.app, ["check", str(folder / "survey.yaml")])
    assert f"pool.income 2025: {income:,} yuan wanted" in checked.output
    run = ["run", str(folder / "survey.yaml"), "--out", str(folder / "results"), "--brief"]
    shown = CliRunner(env={"COLUMNS": "120"}).invoke(cli.app, run).output
    assert f"pool.income 2025: {income:,} wanted" in shown and f"{income:,} after" in shown
    with speaking("zh"):
        assert group_text("pool.income", "2025") == "所有地区2025年统筹基金收入"
        assert group_text("pool.spending.zhengzhou", "2025") == "郑州2025年统筹基金支出"
    assert json.loads((folder / "results" / "survey" / "run.json").read_text())["population"]["fits"]
