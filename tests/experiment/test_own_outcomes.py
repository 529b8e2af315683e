"""Outcomes that a file defines, and present values, through every kind of study."""

from pathlib import Path

import polars as pl
import pytest

import sim
from sim.experiment.arguments import BadArgument
from sim.experiment.precision import of_run
from sim.outcomes.recorded import NoResult, Recorded
from sim.scenario import load
from sim.words.vocabulary import Definition, defined

ROOT = Path(__file__).parents[2]
WORKED = ROOT / "scenarios/own_outcomes.yaml"
MORE = """
variants:
  ill: {events: [{on: 2026-03-10, who: Wei, does: outpatient, cost: 8000}]}
sweep:
  vary: {people.Wei.work.wage: [5000, 10000], discount: [0% a year, 25% a year]}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(WORKED.read_text("utf-8").replace("expect:", "expect_not:").split("expect_not:")[0] + MORE, "utf-8")
    return path


@pytest.fixture(scope="module")
def run(file, tmp_path_factory):
    return sim.run(load(file), out=tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def comparison(file, tmp_path_factory):
    return sim.compare(load(file), out=tmp_path_factory.mktemp("out"))


def test_they_are_columns_of_every_life(run):
    [life] = run.frame("lives").to_dicts()
    found = {name: life[name] for name in ("mine", "burden", "half", "costly", "worth", "out_of_pocket_present")}
    assert list(map(str, found.values())) == ["6000.00", "3.3333", "500.00", "True", "141880.00", "4520.00"]
    assert run.record["columns"]["lives.parquet"]["half"] == {
        "unit": "yuan",
        "meaning": "half of the cash beyond 5000 yuan (自定义指标)",
    }


def test_they_are_in_the_tables(run):
    family = run.summary().filter(pl.col("person").is_null())
    assert dict(family.select("outcome", "mean").iter_rows())["worth"] == 141_880
    assert "costly" in "\n".join(line.plain for line in run.report(80))


def test_a_result_knows_its_own_outcomes(run):
    recorded = Recorded.read(run.folder)
    assert [*recorded.outcomes][-5:] == ["mine", "burden", "half", "costly", "worth"]
    assert recorded.outcomes["half"].better == "less"
    assert recorded.outcomes["worth"].formula == load(WORKED).outcomes["worth"].formula


def test_a_record_whose_outcomes_cannot_be_read_is_damaged(run, tmp_path):
    text = (run.folder / "run.json").read_text("utf-8")
    (tmp_path / "run.json").write_text(
        text.replace("out_of_pocket + premium_paid - pool_paid", "nothing_such"), "utf-8"
    )
    with pytest.raises(NoResult, match="nothing_such"):
        Recorded.read(tmp_path)


def test_lives_are_simulated_once_for_all_outcomes(file, tmp_path):
    """Blocks have what the program counts; an outcome of one's own is computed from them when it is defined."""
    sim.run(load(file), out=tmp_path)
    file_of_more = tmp_path / "more.yaml"
    file_of_more.write_text(
        file.read_text("utf-8").replace("outcomes:", "outcomes:\n  twice: out_of_pocket * 2"), "utf-8"
    )
    again = sim.run(load(file_of_more), out=tmp_path)
    assert again.resumed == 1 and str(again.frame("lives")["twice"][0]) == "12000.00"


def test_another_rate_is_another_case(file, tmp_path):
    sim.run(load(file), out=tmp_path)
    other = tmp_path / "other.yaml"
    other.write_text(file.read_text("utf-8").replace("discount: 25% a year", "discount: 0% a year"), "utf-8")
    again = sim.run(load(other), out=tmp_path)
    assert again.resumed == 0 and str(again.frame("lives")["out_of_pocket_present"][0]) == "6000.00"


def test_they_are_compared(comparison):
    rows = comparison.differences().filter(pl.col("person").is_null())
    found = dict(rows.select("outcome", "difference").iter_rows())
    # one bill of 8000 in 2026 instead of 1000, 2000 and 3000: 2000 more; 6400 instead of 4520 at present
    assert found["mine"] == 2000 and found["half"] == 1000 and found["worth"] == -1880
    assert found["burden"] == pytest.approx(100 * (8000 - 6000) / 180_000, abs=1e-4)
    assert comparison.levels().filter(variant="ill", outcome="costly", person="Wei")["mean"].item() == 1


def test_sums_are_compared_by_year(comparison):
    found = comparison.by_year().filter(pl.col("person").is_null(), outcome="mine")
    assert found["difference"].to_list() == [-1000, 6000, -3000]
    assert "worth" not in set(comparison.by_year()["outcome"])


def test_shares_and_thresholds_are_those_of_a_year(comparison):
    """Of wages of 60,000 a year; of cash, 8,000 instead of 2,000 in 2026: half of the 3,000 beyond 5,000."""
    found = comparison.by_year().filter(pl.col("person").is_null())
    assert found.filter(outcome="burden")["difference"].to_list() == pytest.approx([-100 / 60, 10, -5], abs=1e-4)
    assert found.filter(outcome="half")["difference"].to_list() == [0, 1500, 0]
    costly = comparison.by_year().filter(outcome="costly", person="Wei")
    assert costly["mean"].to_list() == [0, 1, 0]


def test_they_are_swept(file, tmp_path):
    study = sim.sweep(load(file), out=tmp_path)
    points = study.points()
    # at 0 % money of every year counts in full: 180000 - 6000 and 360000 - 6000
    assert points["worth"].to_list() == [174_000, 141_880, 354_000, 2 * 146_400 - 4520]
    assert study.table("burden")[:, 1].to_list() == pytest.approx([3.3333, 1.6667])
    assert "worth" in "\n".join(line.plain for line in study.report(80, only="worth"))


def test_files_are_compared_by_the_outcomes_of_the_first(file, tmp_path):
    plain = tmp_path / "plain.yaml"
    plain.write_text(WORKED.read_text("utf-8").split("outcomes:\n")[0].replace("25% a year", "0% a year"), "utf-8")
    study = sim.compare(load(file), load(plain), out=tmp_path / "out")
    found = study.differences().filter(pl.col("person").is_null())
    assert found.filter(outcome="worth")["difference"].item() == 0


def test_a_precision_may_be_that_of_ones_own_outcome(file):
    with pytest.raises(BadArgument, match="did you mean mine"):
        sim.run(load(file), until="1%", of="minee")


def test_blocks_without_their_columns_give_their_values(tmp_path):
    """`--until` looks at finished blocks, which have what the program counts."""
    own, _ = defined(None, {"twice": Definition("out_of_pocket * 2"), "high": Definition("twice > 5")})
    rows = {"life": [0, 1], "person": ["Wei", "Wei"], "out_of_pocket": [100, 300]}
    pl.DataFrame(rows).write_parquet(tmp_path / "block.parquet")
    [twice], [high] = (of_run([tmp_path / "block.parquet"], outcome) for outcome in own)
    assert (twice.name, twice.values.tolist()) == ("twice", [200, 600])
    assert (high.name, high.values.tolist()) == ("high", [0, 1])


def test_what_verifies_knows_them(comparison):
    from sim.experiment.verify import verify

    assert not [finding for finding in verify(comparison.folder, again=True) if finding.is_wrong]
