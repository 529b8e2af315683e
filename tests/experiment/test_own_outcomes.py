"""Outcomes that a file defines, and present values, through every kind of study."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

import sim
from sim.experiment.arguments import BadArgument
from sim.experiment.expectations import failures_of
from sim.experiment.precision import Precision, Values, of_run, simulate_until
from sim.outcomes.formulas import added
from sim.outcomes.intervals import expected_shortfall
from sim.outcomes.recorded import NoResult, Recorded
from sim.scenario import load
from sim.words.vocabulary import Definition, Vocabulary, defined

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


@pytest.mark.slow
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
    # at 25 %: 1000 saved in 2025, 6000 * 0.8 more in 2026, 3000 * 0.64 saved in 2027: -1880 as of the whole
    worth = comparison.by_year().filter(pl.col("person").is_null(), outcome="worth")
    assert worth["difference"].to_list() == [1000, -4800, 1920]


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
    pl.DataFrame(rows).write_ipc(tmp_path / "block.arrow")
    [twice], [high] = (of_run([tmp_path / "block.arrow"], outcome) for outcome in own)
    assert (twice.name, twice.values.tolist()) == ("twice", [200, 600])
    assert (high.name, high.values.tolist()) == ("high", [0, 1])


@pytest.mark.slow
def test_what_verifies_knows_them(comparison):
    from sim.experiment.verify import verify

    assert not [finding for finding in verify(comparison.folder, again=True) if finding.is_wrong]


# ----------------------------------------------------------------------------- of all lives together

CHANCE = """
scenario: Visits by chance
start: 2025-01-01
years: 1
replications: 40
seed: 3
people:
  Wei:
    born: 1990-01-01
    sex: male
    region: national
    work: {wage: 5000}
    care: {outpatient: {per_year: 4, cost: {median: 200, p90: 900}}}
  Mei:
    born: 1990-01-01
    sex: female
    region: national
    work: {wage: 5000}
outcomes: {tail: shortfall(out_of_pocket), large: out_of_pocket > 2_000}
report: [tail, large]
variants:
  twice: {people: {Wei: {care: {outpatient: {per_year: 8}}}}}
sweep:
  vary: {people.Wei.care.outpatient.per_year: [2, 4]}
"""


@pytest.fixture(scope="module")
def by_chance(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chance")
    (folder / "chance.yaml").write_text(CHANCE, "utf-8")
    return folder / "chance.yaml"


def of_family(frame, **named):
    return frame.filter(pl.col("person").is_null(), **named)


def test_the_mean_of_a_shortfall_is_that_of_the_worst_lives(by_chance, tmp_path):
    study = sim.run(by_chance, out=tmp_path)
    costs = sorted(study.frame("lives").group_by("life").agg(pl.col("out_of_pocket").sum())["out_of_pocket"].to_list())
    [tail] = of_family(study.summary(), outcome="tail").to_dicts()
    assert tail["mean"] == pytest.approx(float(sum(costs[-2:])) / 2)  # 5 % of 40 lives
    assert tail["mean"] == pytest.approx(of_family(study.summary(), outcome="out_of_pocket")["shortfall"].item())
    assert tail["p95"] is None and tail["shortfall"] is None
    text = "\n".join(line.plain for line in study.report(100))
    assert "shortfall(out_of_pocket)" in text and "large" in text
    with pytest.raises(BadArgument, match="tail is of all lives together"):
        study.exceeding("tail", 5)
    with pytest.raises(BadArgument, match="tail is of all lives together"):
        study.bounds("tail=5")


@pytest.mark.slow
def test_shortfalls_are_compared_and_swept(by_chance, tmp_path):
    study = sim.compare(by_chance, out=tmp_path)
    levels = of_family(study.levels(), outcome="tail")["mean"].to_list()
    [row] = of_family(study.differences(), outcome="tail").to_dicts()
    assert row["difference"] == pytest.approx(levels[1] - levels[0]) and row["low"] < row["difference"] < row["high"]
    assert of_family(study.by_year(), outcome="tail").height == 1
    assert "tail" in "\n".join(line.plain for line in study.report(100))
    swept = sim.sweep(by_chance, out=tmp_path)
    points = swept.points()
    assert "tail" in set(swept.frame("effects")["outcome"]) and "tail" not in set(swept.frame("variance")["outcome"])
    of_point = of_family(study.levels(), outcome="out_of_pocket", variant="baseline")["shortfall"].item()
    assert points.filter(pl.col("people.Wei.care.outpatient.per_year") == "4")["tail"].item() == pytest.approx(of_point)
    assert "tail.p95" not in points.columns and "tail.low" in points.columns


def test_a_shortfall_is_expected_as_a_mean(by_chance, tmp_path):
    study = sim.run(by_chance, out=tmp_path)
    found = study.summary().filter(outcome="tail", person="Wei")["mean"].item()
    expected = by_chance.with_name("expected.yaml")
    line = "expect: [{{on: 2025-12-31, who: Wei, mean_tail: {} ± 0.01}}]\n"
    expected.write_text(CHANCE + line.format(f"{found:.2f}"), "utf-8")
    assert failures_of(load(expected)) == []
    expected.write_text(CHANCE + line.format(f"{found + 1:.2f}"), "utf-8")
    [failure] = failures_of(load(expected))
    assert (failure.word, failure.found) == ("mean_tail", f"{found:.2f}")


def test_a_precision_may_be_that_of_a_shortfall(tmp_path):
    """Of 1 to 40 fen the worst two are 39.5 on average; with 30 lives beyond the quantile it is as narrow as it is."""
    [tail], _ = defined(None, {"tail": Definition("shortfall(out_of_pocket)")})
    rows = {"life": range(40), "person": ["Wei"] * 40, "out_of_pocket": range(1, 41)}
    pl.DataFrame(rows).write_ipc(tmp_path / "block.arrow")
    [found] = of_run([tmp_path / "block.arrow"], tail)
    assert (found.name, found.refers_to) == ("tail", 39.5)
    precision = Precision.read("5%", ("tail",), (), Vocabulary(own=(tail,)))
    formula = tail.formula
    assert formula is not None
    costs = np.random.default_rng(2).lognormal(10, 0.5, 10_000).astype(np.int64)

    def values_of(lives):
        added_by_each = added(formula, costs[:lives])
        return Values("tail", added_by_each, added_by_each.mean())

    simulated = []
    result = simulate_until(
        precision, 10_000, lambda lives, _: simulated.append(lives), lambda _: [values_of(simulated[-1])]
    )
    assert result.is_reached and result.lives == simulated[-1] < 10_000
    shortfall, low, high = expected_shortfall(np.sort(costs[: result.lives]), of_least=False)
    assert low is not None and high is not None and max(shortfall - low, high - shortfall) <= 0.05 * shortfall
