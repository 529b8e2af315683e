"""Synthetic households: as their marginals say, seeded, right by the scenario's own checks, and called synthetic."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from sim import cli, studies
from sim.errors import Faults
from sim.population import read_population
from sim.population.synthetic import MARGINALS, drawn, read_marginals
from sim.scenario import load

SHIPPED = Path(__file__).parents[2] / "scenarios" / "populations" / "synthetic.yaml"
MARGINAL = read_marginals("illustrative")


def near(share: Any, expected: float, number: Any) -> bool:
    """Within four standard errors of a share."""
    return abs(float(share) - expected) < 4 * (expected * (1 - expected) / number) ** 0.5


def test_households_are_as_the_marginals_say():
    rows = drawn(MARGINAL, 20_000, 1, 2025)
    homes = rows.group_by("household").len()
    number = homes.height
    for size, share in MARGINAL.household_size.shares.items():
        assert near((homes["len"] == size).sum() / number, share / 1_000_000, number)
    couples = rows.filter(pl.col("spouse").is_not_null())["household"].n_unique()
    several = (homes["len"] > 1).sum()
    assert near(couples / several, 0.8, several)
    wages = rows["wage"].drop_nulls()
    assert wages.median() == pytest.approx(5500, rel=0.05) and wages.quantile(0.9) == pytest.approx(12000, rel=0.05)


def test_a_seed_gives_the_same_and_more_persons_change_no_household():
    few, many = drawn(MARGINAL, 100, 1, 2025), drawn(MARGINAL, 1_000, 1, 2025)
    assert many.head(few.height).equals(few)
    assert not drawn(MARGINAL, 100, 2, 2025).equals(few)


def test_the_command_writes_a_scenario_that_says_it_is_synthetic(tmp_path):
    file = tmp_path / "town.yaml"

    def new(*options):
        return CliRunner().invoke(cli.app, ["population", "new", str(file), "--persons", "60", *options])

    assert new("--region", "beijing").exit_code == 0
    assert (tmp_path / "town.parquet").exists()
    population = read_population(load(file))
    assert population.persons >= 60 and population.regions == ("beijing",)
    again = new()
    assert again.exit_code == 2 and "is there already; nothing was written" in again.output
    study = studies.run(file, out=tmp_path / "results", replications=1)
    shown = "\n".join(line.plain for line in study.report(100))
    assert "Synthetic: the rows were drawn from assumptions" in shown
    named = {one["name"]: one for one in study.record["assumptions"] if one["parameter"] == "population.rows"}
    assert set(named) == {"household_size", "age_of_head", "couples", "employed", "retired", "wage"}
    assert named["couples"]["reason"] == "synthetic: drawn, from no survey"


def test_a_region_by_its_chinese_name_and_one_that_is_not_there(tmp_path):
    command = ["population", "new", str(tmp_path / "own.yaml"), "--persons", "10", "--region"]
    refused = CliRunner().invoke(cli.app, [*command, "正州"])
    assert (refused.exit_code, [*tmp_path.iterdir()]) == (2, []) and "has no policy file" in refused.output
    assert CliRunner().invoke(cli.app, [*command, "郑州"]).exit_code == 0
    assert "region: zhengzhou" in (tmp_path / "own.yaml").read_text(encoding="utf-8")


def test_the_scenario_is_in_the_language_that_is_spoken(tmp_path):
    command = ["population", "new", str(tmp_path / "own.yaml"), "--persons", "1000", "--lang", "zh"]
    assert CliRunner().invoke(cli.app, command).exit_code == 0
    scenario = load(tmp_path / "own.yaml")
    number = pl.read_parquet(tmp_path / "own.parquet").height
    assert scenario.title == "合成人口"
    assert scenario.about == f"按假设的分布、以随机种子1抽取的{number:,}人；不出自任何调查，不代表任何人。"


def test_marginals_of_ones_own(tmp_path):
    text = MARGINALS.read_text(encoding="utf-8").replace("illustrative:\n", "mine:\n", 1)
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_marginals("mine", path) == MARGINAL
    with pytest.raises(Faults, match="'other' is not among the marginals  allowed: mine"):
        read_marginals("other", path)
    path.write_text(text.replace("5: 6%", "5: 7%"), encoding="utf-8")
    with pytest.raises(Faults, match=r"mine.yaml:8:13: household_size: the shares are not 100% together"):
        read_marginals("mine", path)
    path.write_text(text.replace("share: 80%", "share: 180%"), encoding="utf-8")
    with pytest.raises(Faults, match="mine.yaml:14:12: share"):
        read_marginals("mine", path)


@pytest.mark.slow
def test_twenty_thousand_people_ship_and_run(tmp_path):
    study = studies.run(SHIPPED, out=tmp_path)
    assert isinstance(study, studies.PopulationRun)
    assert study.record["population"]["persons"] >= 20_000
    totals = study.totals().filter((pl.col("item") == "pool") & (pl.col("year") == 2025) & pl.col("region").is_null())
    assert (totals["low"] < totals["total"]).all() and (totals["total"] > 0).all()
