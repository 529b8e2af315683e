"""A population is simulated household by household: the same whatever the blocks, workers and order of rows."""

import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner

from sim import cli, studies
from sim.errors import Faults
from sim.experiment import blocks
from sim.experiment.arguments import BadArgument
from sim.population import population as populations

ROWS = """\
hid,pid,born,sex,ins,wage,spouse,father,mother,w
7,701,1985-03-12,male,employee,9500,702,,,1.5
7,702,1987-11-02,female,resident,,,,,1.5
7,703,2016-08-01,female,resident,,,701,702,1.5
8,801,1953-07-01,female,retired,,,,,2
9,901,1990-01-01,male,employee,6000,902,,,1
9,902,1991-01-01,female,none,,,,,1
10,1001,1975-05-05,female,employee,7000,,,,3
"""

SAID = """\
scenario: Four households
start: 2025-01-01
years: 1
seed: 3
population:
  from: persons.csv
  household: hid
  person: pid
  weight: w
  people:
    born: born
    sex: sex
    region: zhengzhou
    spouse: spouse
    parents: [father, mother]
    insured.as: ins
    insured.account: {value: 2000, of: [employee, retired]}
    insured.paid_months: {assume: paid for ten years, value: 180, of: [employee, retired]}
    work.wage: wage
    work.loses_job: {assume: jobs are lost, value: 5% a month, of: employee}
    care: {by_age: {0: child, 18: adult_average, 60: elder}}
  bindings: {payer: [employee, retired], for: [spouse, parents, children]}
  lives: 2
by: [insured.as, age.20, income.quartile]
report: [out_of_pocket, pool_paid]
"""

#: Household 7 as a scenario of its own says it.
FAMILY = """\
scenario: One household
start: 2025-01-01
years: 1
seed: 3
replications: 2
people:
  "701":
    born: 1985-03-12
    sex: male
    region: zhengzhou
    spouse: "702"
    insured: {as: employee, account: 2000, paid_months: 180}
    work: {wage: 9500, loses_job: 5% a month}
    care: adult_average
  "702": {born: 1987-11-02, sex: female, region: zhengzhou, insured: {as: resident}, care: adult_average}
  "703":
    born: 2016-08-01
    sex: female
    region: zhengzhou
    parents: ["701", "702"]
    insured: {as: resident}
    care: child
bindings: [{payer: "701", for: "702"}, {payer: "701", for: "703"}]
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "persons.csv").write_text(ROWS)
    (tmp_path / "survey.yaml").write_text(SAID)
    return tmp_path


def simulated(folder, name="survey", **options) -> studies.PopulationRun:
    study = studies.run(folder / "survey.yaml", out=folder / "results", name=name, **options)
    assert isinstance(study, studies.PopulationRun)
    return study


def tables(study):
    names = ("lives", "years", "persons", "totals", "distribution", "inequality")
    return {name: (study.folder / f"{name}.parquet").read_bytes() for name in names}


def divide_otherwise(folder, monkeypatch):
    """Let each household be a block and a plan of its own, the rows stand the other way round, nothing be finished."""
    monkeypatch.setattr(blocks, "LARGEST", 1)
    monkeypatch.setattr(blocks, "SMALLEST", 1)
    monkeypatch.setattr(populations, "TOGETHER", 1)
    head, *rows = ROWS.splitlines()
    (folder / "persons.csv").write_text("\n".join([head, *reversed(rows)]))
    (folder / "results").rename(folder / "before")


def test_blocks_workers_plans_and_the_order_of_rows_change_no_byte(folder, monkeypatch):
    first = tables(simulated(folder, workers=1))
    divide_otherwise(folder, monkeypatch)
    assert tables(simulated(folder, workers=2)) == first


def test_a_household_draws_the_same_among_others_and_alone(folder):
    among = simulated(folder).frame("lives").filter(pl.col("household") == "7")
    text = SAID.replace("  weight: w\n", "  weight: w\n  where: {hid: 7}\n")
    (folder / "survey.yaml").write_text(text)
    study = simulated(folder, "alone")
    assert study.frame("left_out").rows()[0] == ("persons.csv", 5, "rows that are not those of `where`")
    assert study.frame("left_out").height == 4 and among.height == 6
    alone = study.frame("lives")
    assert_frame_equal(alone, among)
    assert alone["person"].to_list() == ["701", "702", "703"] * 2


def test_a_household_is_what_a_scenario_says_but_draws_by_its_number(folder, monkeypatch):
    """With the key of a single household its lives are those of the scenario of the same people, to the fen."""
    monkeypatch.setattr("sim.plan.plan.seed_key", lambda seed, household: __import__("sim.keys").keys.seed_key(seed))
    (folder / "family.yaml").write_text(FAMILY)
    family = studies.run(folder / "family.yaml", out=folder / "results").frame("lives")
    among = simulated(folder).frame("lives").filter(pl.col("household") == "7").drop("household")
    assert_frame_equal(among, family)


def test_households_draw_apart(folder):
    """Thirty pensioners, each a household: what they pay differs wherever they need care at all."""
    rows = ["hid,pid,born,sex,ins,wage,spouse,father,mother,w"]
    rows += [f"{n},{n}01,1953-07-01,female,retired,,,,,1" for n in range(100, 130)]
    (folder / "persons.csv").write_text("\n".join(rows))
    paid = simulated(folder).frame("lives").filter(pl.col("life") == 0)["pool_paid"]
    assert paid.n_unique() > 15


def test_totals_are_weighted_sums_of_the_lives(folder):
    """The weights are 1.5, 2, 1 and 3; each household has two lives."""
    study = simulated(folder)
    lives = study.frame("lives", money="float").join(study.persons().select("person", "weight"), on="person")
    found = study.totals().filter(pl.col("region").is_null() & (pl.col("year") == 2025))
    total = dict(zip(found["item"], found["total"], strict=True))
    paid = float((lives["employer_contributed"] * lives["weight"]).sum()) / 2
    assert paid > 0 and total["employer_contributed"] == pytest.approx(paid)
    employer = found.filter((pl.col("what") == "out_of") & (pl.col("item") == "employer"))["total"].item()
    assert employer == pytest.approx(paid)


def test_a_mean_is_over_persons_and_groups_over_theirs(folder):
    study = simulated(folder)
    lives = study.frame("lives", money="float").join(study.persons(), on="person")
    rows = study.distribution().filter((pl.col("outcome") == "out_of_pocket") & (pl.col("of") == "person"))
    all_of_them = rows.filter(pl.col("by").is_null())
    mean = float((lives["out_of_pocket"] * lives["weight"]).sum()) / float(lives["weight"].sum())
    assert all_of_them["mean"].item() == pytest.approx(mean) and all_of_them["number"].item() == 7
    old = lives.filter(pl.col("by_age.20") == "60-79")
    group = rows.filter((pl.col("by") == "age.20") & (pl.col("group") == "60-79"))
    assert group["mean"].item() == pytest.approx(old["out_of_pocket"].mean()) and group["low"].item() is None


def test_incomes_are_per_head_and_parts_have_equal_weight(folder):
    """Wages a head are 0 (household 8, weight 2), 3,000 (9, 2 × 1), 3,166.67 (7, 3 × 1.5) and 7,000 (10, 3). Of the
    whole weight of 11.5 their middles are at 1, 3, 6.25 and 10: 9 %, 26 %, 54 % and 87 %. The text 10 is before 7."""
    persons = simulated(folder).persons()
    assert persons["person"].to_list() == ["1001", "701", "702", "703", "801", "901", "902"]
    assert persons["by_income.quartile"].to_list() == ["4", "3", "3", "3", "1", "2", "2"]


def test_finished_households_are_used_again(folder):
    simulated(folder)
    assert simulated(folder).resumed == 4
    assert simulated(folder, replications=3).resumed == 0
    assert simulated(folder).lives == 2


def test_the_command_shows_weights_groups_and_the_pool(folder):
    answered = CliRunner(env={"COLUMNS": "100"}).invoke(
        cli.app, ["run", str(folder / "survey.yaml"), "--out", str(folder / "results")]
    )
    assert answered.exit_code == 0
    shown = answered.output
    assert "2 lives of each of 4 households with 7 people, 1 year from 2025-01-01; law of zhengzhou" in shown
    for line in (
        "a person, n effective",
        "insured.as resident",
        "age.20 60-79",
        "pool, yuan",
        "paid for ten years",
        "Gini coefficient",
    ):
        assert line in shown
    record = json.loads((folder / "results" / "survey" / "run.json").read_text())
    assert record["population"]["households"] == 4 and record["people"] == []
    names = {one["name"] for one in record["assumptions"]}
    assert {"paid for ten years", "jobs are lost", "care.elder"} <= names


def test_a_fault_of_a_row_leaves_nothing_written(folder):
    (folder / "persons.csv").write_text(ROWS.replace("1953-07-01", "1953-17-01"))
    with pytest.raises(Faults, match="persons.csv:5:3: born"):
        simulated(folder)
    assert not (folder / "results").exists()


def test_what_is_about_one_household_is_refused(folder):
    with pytest.raises(BadArgument, match="--variant"):
        simulated(folder, variant="other")
    answered = CliRunner().invoke(cli.app, ["plan", str(folder / "survey.yaml")])
    assert answered.exit_code == 2


def test_documents_have_the_tables(folder):
    options = ["run", str(folder / "survey.yaml"), "--out", str(folder / "results"), "--json"]
    document = json.loads(CliRunner().invoke(cli.app, options).output)
    assert document["study"]["population"]["persons"] == 7
    outcomes = {row["outcome"] for row in document["tables"]["distribution"]}
    assert outcomes == {"out_of_pocket", "pool_paid"} and document["tables"]["totals"]


def test_other_commands_say_what_they_do_not_do(folder):
    study = simulated(folder)

    def answered(*arguments):
        return CliRunner().invoke(cli.app, [*arguments, "--out", str(folder / "results")])

    verified = answered("verify", "survey")
    assert verified.exit_code == 0 and "--again reads its files again" in verified.output
    assert "population" in answered("results").output
    with pytest.raises(BadArgument, match="is no chart of a population"):
        study.chart("distribution")
