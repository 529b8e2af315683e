"""One household of a population: the same life as in the run, and clear words for what is none."""

import json

import polars as pl
import pytest
from typer.testing import CliRunner

import sim
from sim import cli, studies
from tests.population.conftest import ROWS, SAID, frame


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    """A survey of three households, and the lives of its run."""
    folder = tmp_path_factory.mktemp("survey")
    frame().write_csv(folder / "persons.csv")
    path = folder / "survey.yaml"
    path.write_text(SAID, encoding="utf-8")
    studies.run(path, out=folder / "results")
    return path, pl.read_parquet(folder / "results" / "survey" / "lives.parquet")


@pytest.mark.parametrize(("household", "number"), [("7", 0), ("7", 2), ("9", 1)])
def test_a_life_of_a_household_is_that_of_the_run_to_the_fen(survey, household, number):
    path, lives = survey
    life = sim.life(sim.load(path), number, household=household)
    people = [pid for pid, hid in zip(ROWS["pid"], ROWS["hid"], strict=True) if str(hid) == household]
    assert sorted(life.plan.names) == people
    for name in people:
        [row] = lives.filter(pl.col("life") == number, pl.col("person") == name).to_dicts()
        bills, months = (of.filter(pl.col("person") == name) for of in (life.bills, life.months))
        assert row["care_cost"] == bills["cost"].sum() and row["visits"] + row["stays"] == bills.height
        assert row["account"] == months["account"][-1]
        assert row["pool_paid"] == bills.select(pl.sum("pool", "paid_later")).sum_horizontal()[0]


def refused(*arguments):
    found = CliRunner(env={"COLUMNS": "200"}).invoke(cli.app, list(map(str, arguments)))
    assert found.exit_code == 2 and "Traceback" not in found.output
    return found.output


def test_what_is_no_household_is_refused_with_those_there_are(survey):
    path, _ = survey
    assert "name one of its households" in refused("replay", path)
    shown = refused("replay", path, "--household", "77")
    assert "survey.yaml:6:" in shown and "the rows have no household '77'" in shown and "one of 3, such as 7" in shown
    assert "a life is chosen by its number" in refused("replay", path, "--household", "7", "--life", "worst")
    assert "there is no life 3  allowed: 0 to 2" in refused("replay", path, "--household", "7", "--life", "3")
    assert "'702x' is no person" in refused("why", path, "--household", "7", "--who", "702x", "--on", "2026-03-01")
    alone = path.with_name("alone.yaml")
    alone.write_text(
        "scenario: Alone\nstart: 2025-01-01\nyears: 1\npeople:\n  A: {born: 1980-01-15, sex: male, region: national}\n",
        encoding="utf-8",
    )
    assert "this is a file of one household" in refused("replay", alone, "--household", "7")


def test_commands_answer_of_a_household(survey):
    path, _ = survey
    for command, words in (
        (("replay", "--life", "1", "--who", "701"), "701"),
        (("why", "--life", "1", "--who", "702", "--on", "2026-03-01"), "702"),
        (("plan",), "contributions"),
    ):
        found = CliRunner().invoke(cli.app, [command[0], str(path), "--household", "7", *command[1:]])
        assert found.exit_code == 0 and words in found.output, found.output
    found = CliRunner().invoke(cli.app, ["replay", str(path), "--household", "7", "--json"])
    assert json.loads(found.output)["household"] == "7"


def test_a_household_with_faults_is_refused_at_its_rows_and_those_of_others_do_not_matter(tmp_path):
    frame(pid=["701", "702", "703", None, "901", "902"]).write_csv(tmp_path / "persons.csv")
    path = tmp_path / "survey.yaml"
    path.write_text(SAID, encoding="utf-8")
    assert "persons.csv:5:" in refused("replay", path, "--household", "8")
    assert CliRunner().invoke(cli.app, ["replay", str(path), "--household", "9"]).exit_code == 0
