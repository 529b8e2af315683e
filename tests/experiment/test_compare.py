"""What is compared with what, and that all variants, the same lives with the same luck."""

import json

import polars as pl
import pytest

import sim
from sim.errors import Faults
from sim.experiment.arguments import BadArgument
from sim.experiment.compare import cases_of
from sim.outcomes.files import NotOurs
from sim.outcomes.recorded import RECORD

SCENARIO = """\
scenario: Half a year
start: 2025-01-01
end: 2025-07-01
replications: 150
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000, loses_job: 5% a month, finds_job: 20% a month}
    care: {outpatient: {per_year: 12, cost: {median: 180, p90: 700}}}
variants:
  careful: {about: Pays for gaps., people: {Wei: {choices: {back_pay: within_grace}}}}
  richer: {people: {Wei: {work: {wage: 12000}}}}
  the-same: {about: Nothing changes.}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "half_year.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture
def scenario(file):
    return sim.load(file)


# ----------------------------------------------------------------------------- what is compared


def test_all_variants_are_compared_with_the_file(scenario):
    cases = cases_of([scenario], None, None)
    assert list(cases) == ["baseline", "careful", "richer", "the-same"]
    assert [case.variant_name for case in cases.values()] == ["", "careful", "richer", "the-same"]


def test_some_variants_in_the_order_requested(scenario):
    assert list(cases_of([scenario], ["richer", "careful", "richer"], None)) == ["baseline", "richer", "careful"]


def test_a_variant_may_be_the_baseline(scenario):
    assert list(cases_of([scenario], ["richer", "careful"], "careful")) == ["careful", "richer"]
    assert list(cases_of([scenario], None, "careful")) == ["careful", "baseline", "richer", "the-same"]


@pytest.mark.parametrize(
    "variants, baseline, reported",
    [
        (["carefull"], None, "--variants: 'carefull' is no variant of this file; did you mean careful?"),
        (None, "carefull", "--baseline: 'carefull' is no variant of this file; did you mean careful?"),
        ([], None, "--variants: no variant is named"),
        (["careful"], "careful", "--variants: careful would be compared with itself"),
    ],
)
def test_names_that_cannot_be_compared(scenario, variants, baseline, reported):
    with pytest.raises(BadArgument) as error:
        cases_of([scenario], variants, baseline)
    assert reported in str(error.value)


def test_a_file_without_variants_says_what_to_do(tmp_path):
    path = tmp_path / "alone.yaml"
    path.write_text(SCENARIO.split("variants:")[0], encoding="utf-8")
    with pytest.raises(BadArgument, match="the file has no variants; add some under `variants:`, or name two files"):
        cases_of([sim.load(path)], None, None)


@pytest.mark.slow
def test_two_files_live_with_the_seed_of_the_first(tmp_path, scenario):
    other = tmp_path / "other.yaml"
    other.write_text(SCENARIO.replace("replications: 150", "replications: 20\nseed: 99"), encoding="utf-8")
    cases = cases_of([scenario, sim.load(other)], None, None)
    assert list(cases) == ["half_year", "other"]
    assert [case.seed for case in cases.values()] == [1, 1]
    study = sim.compare(scenario, other, out=tmp_path)
    assert (study.baseline, study.variants, study.lives) == ("half_year", ("other",), 150)
    assert set(study.differences()["difference"]) == {0.0}


@pytest.mark.parametrize(
    "change, reported",
    [
        (("Wei:", "Max:"), "half_year and other have no person in common"),
        (("", ""), "two files are called half_year.yaml"),
    ],
)
def test_files_that_cannot_be_compared(tmp_path, scenario, change, reported):
    folder = tmp_path / "other"
    folder.mkdir()
    path = folder / ("other.yaml" if change[0] else "half_year.yaml")
    text = SCENARIO.split("variants:")[0]
    path.write_text(text.replace(*change) if change[0] else text, encoding="utf-8")
    with pytest.raises(BadArgument) as error:
        cases_of([scenario, sim.load(path)], None, None)
    assert reported in str(error.value)


def test_files_have_no_variants_to_choose(scenario, file):
    reported = "files are compared as they are, the first is the baseline"
    with pytest.raises(BadArgument, match=f"--variants: {reported}"):
        cases_of([scenario, scenario], ["careful"], None)
    with pytest.raises(BadArgument, match=f"--baseline: {reported}"):
        cases_of([scenario, scenario], None, "half_year")


@pytest.mark.slow
def test_one_name_may_stand_where_several_may(tmp_path, scenario):
    assert sim.compare(scenario, variants="careful", out=tmp_path, replications=2).variants == ("careful",)
    both = sim.compare(scenario, variants="careful, richer", out=tmp_path, replications=2)
    assert both.variants == ("careful", "richer")


# ----------------------------------------------------------------------------- the same lives


@pytest.mark.slow
def test_a_variant_that_changes_nothing_differs_in_no_life(tmp_path, scenario):
    study = sim.compare(scenario, out=tmp_path)
    same = study.differences().filter(variant="the-same")
    assert same.height and set(same["difference"]) == {0.0} and set(same["unchanged"]) == {1.0}
    lives = study.frame()
    columns = pl.exclude("variant")
    assert lives.filter(variant="the-same").select(columns).equals(lives.filter(variant="baseline").select(columns))


def test_chance_is_the_same_whatever_the_variant(tmp_path, scenario):
    """A higher wage changes what is paid in, not when a job is lost nor which bills come."""
    study = sim.compare(scenario, variants=["richer"], out=tmp_path)
    lives = study.frame().select("variant", "life", "months_uncovered", "paid_months", "contributed")
    base, richer = (lives.filter(variant=name).drop("variant") for name in ("baseline", "richer"))
    assert base.drop("contributed").equals(richer.drop("contributed"))
    assert (richer["contributed"] * 5 == base["contributed"] * 6).all()  # 2 % of 12,000 for 2 % of 10,000


def test_what_a_comparison_holds(tmp_path, scenario):
    study = sim.compare(scenario, variants=["careful"], out=tmp_path, replications=120)
    assert study.folder.name == "half_year-compare" and study.lives == 120
    files = {path.name for path in study.folder.glob("*.parquet")}
    assert files == set(study.record["columns"]) == set(study.record["hashes"]["files"])
    for name, columns in study.record["columns"].items():
        assert list(pl.read_parquet_schema(study.folder / name)) == list(columns)
    assert study.record["variants"]["careful"]["about"] == "Pays for gaps."
    assert study.frame().height == 2 * 120 and study.years().collect().height == 2 * 120
    assert set(study.by_quintile()["grouped_by"]) <= {"earned", "out_of_pocket"}
    assert set(study.by_year()["year"]) == {2025}


def test_the_bytes_do_not_depend_on_workers_or_what_was_simulated_before(tmp_path, scenario):
    sim.run(scenario, out=tmp_path / "a", replications=60)
    a = sim.compare(scenario, out=tmp_path / "a", workers=1)
    b = sim.compare(scenario, out=tmp_path / "b", workers=2)
    assert (a.resumed, b.resumed) == (60, 0)
    for path in a.folder.iterdir():
        if path.name != "times.json":
            assert path.read_bytes() == (b.folder / path.name).read_bytes(), path.name


def test_a_baseline_without_chance_is_simulated_as_often_as_its_variants(tmp_path):
    path = tmp_path / "certain.yaml"
    certain = SCENARIO.replace(", loses_job: 5% a month, finds_job: 20% a month", "").split("variants:")[0]
    certain = "\n".join(line for line in certain.splitlines() if "care:" not in line)
    path.write_text(f"{certain}\nvariants: {{risky: {{people: {{Wei: {{work: {{loses_job: 5% a month}}}}}}}}}}\n")
    study = sim.compare(path, out=tmp_path)
    assert study.frame().group_by("variant").len()["len"].to_list() == [150, 150]


# ----------------------------------------------------------------------------- folders


def test_the_result_of_another_study_is_left_alone(tmp_path, scenario):
    (tmp_path / "half_year-compare").mkdir()
    (tmp_path / "half_year-compare" / "thesis.txt").write_text("years of work")
    with pytest.raises(NotOurs, match="is left unchanged, it is no result of Gongji"):
        sim.compare(scenario, out=tmp_path)
    sim.run(scenario, out=tmp_path, name="mine", replications=2)
    with pytest.raises(NotOurs, match="has another study: run of 'Half a year'"):
        sim.compare(scenario, out=tmp_path, name="mine")
    for name in ("", "../mine", ".mine", "a/b"):
        with pytest.raises(BadArgument, match="cannot name a folder of results"):
            sim.run(scenario, out=tmp_path, name=name)


def test_faults_of_a_file_are_faults_of_the_comparison(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(SCENARIO.replace("sex: male", "sex: mail"), encoding="utf-8")
    with pytest.raises(Faults):
        sim.compare(path, out=tmp_path)


@pytest.mark.slow
def test_the_record_is_whole(tmp_path, scenario):
    study = sim.compare(scenario, variants=["careful"], out=tmp_path)
    record = json.loads((study.folder / RECORD).read_text(encoding="utf-8"))
    assert record["kind"] == "comparison" and record["baseline"] == "baseline" and len(record["inputs"]) == 2
    assert record["variants"]["careful"]["hashes"]["scenario"] != record["hashes"]["scenario"]
    assert record["variants"]["careful"]["hashes"]["policy"] == record["hashes"]["policy"]


# ----------------------------------------------------------------------------- the level of each variant


@pytest.mark.slow
def test_every_variant_has_its_own_level(file, tmp_path):
    study = sim.compare(file, out=tmp_path, replications=20)
    levels = study.levels()
    assert levels["variant"].unique(maintain_order=True).to_list() == ["baseline", "careful", "richer", "the-same"]
    lives = study.frame("lives").filter(variant="richer")["contributed"].sort().to_list()
    [level] = levels.filter(variant="richer", outcome="contributed", person="Wei").to_dicts()
    assert level["mean"] == pytest.approx(float(sum(lives)) / 20)
    # of 20 lives the first does not exceed p5, the tenth the median, the nineteenth p95
    assert [level[name] for name in ("p5", "median", "p95")] == [float(lives[place]) for place in (0, 9, 18)]
    assert "levels.parquet" in study.record["columns"] and "levels.parquet" in study.record["hashes"]["files"]


@pytest.mark.slow
def test_a_variant_run_as_a_study_has_the_lives_it_has_in_a_comparison(file, tmp_path):
    compared = sim.compare(file, out=tmp_path, replications=20)
    alone = sim.run(file, variant="richer", out=tmp_path, replications=20)
    assert (alone.folder.name, alone.record["variant"]) == ("half_year-richer", "richer")
    for table in ("lives", "years"):
        assert alone.frame(table).equals(compared.frame(table).filter(variant="richer").drop("variant"))
    assert alone.summary().equals(compared.levels().filter(variant="richer").drop("variant"))


def test_a_variant_never_replaces_the_result_of_its_file(file, tmp_path):
    own = sim.run(file, out=tmp_path, replications=2)
    assert sim.run(sim.load(file).variant("richer"), out=tmp_path, replications=2).folder != own.folder
    with pytest.raises(BadArgument, match="'richr' is no variant of this file; did you mean richer?"):
        sim.run(file, variant="richr", out=tmp_path)
