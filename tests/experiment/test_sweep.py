"""A sweep lives the same lives at every point; points that cannot be lived are told and the others finish."""

import json

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import sim
from sim.errors import Fault, Faults
from sim.experiment import cases, study_run
from sim.experiment.arguments import BadArgument
from sim.experiment.verify import OK, verify
from sim.outcomes.recorded import RECORD, NoResult
from sim.report.document import of_study

SCENARIO = """\
scenario: Half a year
start: 2025-01-01
end: 2025-07-01
replications: 60
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000, loses_job: 5% a month, finds_job: 20% a month}
    care: {outpatient: {per_year: 12, cost: {median: 180, p90: 700}}}
variants:
  careful: {people: {Wei: {choices: {back_pay: within_grace}}}}
  rich: {people: {Wei: {insured: {account: 3000}}}}
sweep:
  vary:
    people.Wei.work.wage: [8000, 10000, 12000]
    people.Wei.insured.account: [1000, 2000]
"""


@pytest.fixture
def scenario(tmp_path):
    return written(tmp_path)


def written(folder, text=SCENARIO):
    file = folder / "half_year.yaml"
    file.write_text(text, encoding="utf-8")
    return sim.load(file)


def swept(folder, sweep, **more):
    return sim.sweep(written(folder, SCENARIO.split("sweep:")[0] + sweep), out=folder, **more)


@pytest.mark.slow
def test_there_is_a_row_for_every_point(tmp_path, scenario):
    study = sim.sweep(scenario, out=tmp_path)
    points = study.points()
    wages, accounts = points["people.Wei.work.wage"].to_list(), points["people.Wei.insured.account"].to_list()
    assert list(zip(wages, accounts, strict=True)) == [
        ("8000", "1000"), ("8000", "2000"), ("10000", "1000"), ("10000", "2000"), ("12000", "1000"), ("12000", "2000"),
    ]  # fmt: skip
    assert points["point"].to_list() == [0, 1, 2, 3, 4, 5] and points["failed"].is_null().all()
    # what is paid in goes with the wage, in every life alike
    contributed = points["contributed"].to_list()
    assert contributed[0] == contributed[1] and abs(contributed[2] / contributed[0] - 10 / 8) < 1e-12
    assert (points["out_of_pocket.low"] <= points["out_of_pocket"]).all()


def test_a_point_is_what_a_run_of_it_gives(tmp_path, scenario):
    study = sim.sweep(scenario, out=tmp_path)
    point = sim.run(scenario.at({"people.Wei.work.wage": "12000", "people.Wei.insured.account": "2000"}), out=tmp_path)
    reported = study.outcomes().filter(point=5).drop("point", "variant")
    expected = point.summary()
    assert_frame_equal(reported, expected.select(reported.columns), check_row_order=False, rel_tol=1e-12)


@pytest.mark.slow
def test_the_same_lives_are_simulated_at_every_point(tmp_path, scenario):
    """Who is insured for how long does not depend on the wage: in no life does it differ."""
    study = sim.sweep(scenario, out=tmp_path)
    assert study.points()["months_uncovered"].n_unique() == 1
    shares = study.variance().filter(pl.col("person").is_null(), outcome="months_uncovered").row(0, named=True)
    assert (shares["inputs"], shares["chance"], shares["both"]) == (0, 1, 0)


@pytest.mark.slow
def test_what_moves_an_outcome(tmp_path, scenario):
    study = sim.sweep(scenario, out=tmp_path)
    of = study.effects().filter(pl.col("person").is_null(), outcome="contributed")
    wage, account = of.rows(named=True)
    assert (wage["path"], account["path"]) == ("people.Wei.work.wage", "people.Wei.insured.account")
    assert (wage["value_low"], wage["value_high"]) == ("8000", "12000") and account["effect"] == 0
    assert (wage["first"], wage["total"], account["total"]) == (1, 1, 0)
    points = study.points()["contributed"].to_list()
    assert abs(wage["effect"] - (points[4] - points[0])) < 1e-9


def test_what_a_sweep_holds(tmp_path, scenario):
    study = sim.sweep(scenario, out=tmp_path, replications=25, seed=3)
    assert (study.folder.name, study.lives, study.record["points"], study.record["by"]) == (
        "half_year-sweep", 25, 6, "grid"
    )  # fmt: skip
    files = {path.name for path in study.folder.glob("*.parquet")}
    assert files == {"points.parquet", "outcomes.parquet", "effects.parquet", "variance.parquet"}
    assert files == set(study.record["columns"])
    for name, columns in study.record["columns"].items():
        assert list(pl.read_parquet_schema(study.folder / name)) == list(columns)
    assert sorted(path.name for path in study.folder.iterdir() if path.name not in files) == ["run.json", "times.json"]


def test_the_bytes_do_not_depend_on_workers_or_on_what_was_simulated_before(tmp_path, scenario):
    sim.run(scenario, out=tmp_path / "a", replications=60)
    a = sim.sweep(scenario, out=tmp_path / "a", workers=1)
    b = sim.sweep(scenario, out=tmp_path / "b", workers=2)
    assert (a.resumed, b.resumed) == (60, 0)  # the point that is the file as written
    for path in a.folder.iterdir():
        if path.name != "times.json":
            assert path.read_bytes() == (b.folder / path.name).read_bytes(), path.name


@pytest.mark.slow
def test_more_points_live_only_the_new_ones(tmp_path, scenario):
    sim.sweep(scenario, out=tmp_path)
    more = written(tmp_path, SCENARIO.replace("[8000, 10000, 12000]", "[8000, 9000, 10000, 12000]"))
    assert sim.sweep(more, out=tmp_path).resumed == 6 * 60


# ----------------------------------------------------------------------------- variants


@pytest.mark.slow
def test_under_variants_every_point_has_its_difference(tmp_path, scenario):
    study = sim.sweep(scenario, out=tmp_path, variants=["careful"])
    assert study.points().height == 12 and set(study.points()["variant"]) == {"baseline", "careful"}
    differences = study.frame("differences").filter(pl.col("person").is_null(), outcome="contributed")
    assert differences["point"].to_list() == [0, 1, 2, 3, 4, 5] and (differences["difference"] > 0).all()
    assert (differences["low"] < differences["difference"]).all()
    # who pays back has contributed more in every life that changes: not better at any point
    assert (differences["p_better"] < 0.5).all()
    assert study.break_even().filter(outcome="contributed").height == 0
    [refusal] = study.record["variants"]["careful"]["refusals"]  # one life's gap is longer than grace
    assert refusal["what"] == "Wei's back_pay: within_grace" and refusal["lives"] == 1


def test_a_variant_that_only_changes_what_is_swept_is_refused(tmp_path, scenario):
    with pytest.raises(BadArgument, match="rich is the same as the file itself: what it changes is swept"):
        sim.sweep(scenario, out=tmp_path, variants=["rich"])


@pytest.mark.slow
def test_where_a_variant_breaks_even(tmp_path):
    """2 % of 10000 beside 3 % of a wage of 5000, of the floor at least: 3 % of 6000 is 20 less a month, 3 % of 8000 is
    40 more; so they are equal at a floor of 6000 + 2000 × 20 / 60."""
    text = """\
variants: {short: {people: {Wei: {work: {wage: 5000}}}, policy: {contribution.rate.employee: 3%}}}
sweep: {vary: {policy.contribution.base.floor: [6000, 8000], people.Wei.insured.account: [1000, 2000]}}
"""
    study = sim.sweep(written(tmp_path, SCENARIO.split("variants:")[0] + text), out=tmp_path, variants=["short"])
    of = study.break_even().filter(pl.col("person").is_null(), outcome="contributed")
    [(path, value, low, high, after, before)] = of.drop("variant", "outcome", "person").rows()
    assert (path, value, after, before) == ("policy.contribution.base.floor", "6666.67", "6000", "8000")
    assert 6_500 < float(low) < 6_666 and 6_667 < float(high) < 6_800  # how long people work is a matter of luck
    differences = study.frame("differences").filter(pl.col("person").is_null(), outcome="contributed")
    months = -differences["difference"][0] / 20
    assert 3 < months < 6 and abs(differences["difference"][2] - 40 * months) < 1e-9


def test_an_unknown_variant_is_reported(tmp_path, scenario):
    with pytest.raises(BadArgument, match="'ritch' is no variant of this file; did you mean rich?"):
        sim.sweep(scenario, out=tmp_path, variants=["ritch"])


# ----------------------------------------------------------------------------- points that fail


def test_a_point_no_file_could_describe_is_reported_and_the_others_finish(tmp_path):
    """Each value may stand alone; together the run ends before it begins."""
    study = swept(tmp_path, "sweep: {vary: {start: [2025-01-01, 2025-06-01], end: [2025-03-01, 2025-07-01]}}\n")
    points = study.points()
    assert points["failed"].is_null().to_list() == [True, True, False, True]
    assert study.record["failed"] == [{"point": 2, "variant": "baseline", "reason": points["failed"][2]}]
    assert (
        "end" in points["failed"][2] and str(tmp_path) not in points["failed"][2] and points["out_of_pocket"][2] is None
    )
    assert study.outcomes()["point"].unique().to_list() == [0, 1, 3]
    assert study.effects().filter(outcome="out_of_pocket")["first"].is_null().all()


@pytest.mark.slow
def test_a_point_whose_block_fails_is_reported_and_the_others_finish(tmp_path, scenario, monkeypatch):
    simulate = cases.simulate

    def fails_at_12000(task):
        if task.case.scenario.people["Wei"].work.wage == 1_200_000:
            raise ZeroDivisionError("nobody has so much")
        return simulate(task)

    monkeypatch.setattr(study_run, "simulate", fails_at_12000)
    study = sim.sweep(scenario, out=tmp_path)
    assert [failure["point"] for failure in study.record["failed"]] == [4, 5]
    assert {failure["reason"] for failure in study.record["failed"]} == {"ZeroDivisionError: nobody has so much"}
    monkeypatch.setattr(study_run, "simulate", simulate)
    again = sim.sweep(scenario, out=tmp_path)  # once the fault is mended, only those are lived
    assert again.record["failed"] == [] and again.resumed == 4 * 60
    fresh = sim.sweep(scenario, out=tmp_path / "fresh")
    assert (again.folder / "points.parquet").read_bytes() == (fresh.folder / "points.parquet").read_bytes()


@pytest.mark.slow
def test_faults_that_show_only_in_a_block_are_reported_without_the_place_of_the_file(tmp_path, scenario, monkeypatch):
    simulate = cases.simulate

    def refused(task):
        if task.case.scenario.people["Wei"].work.wage == 1_200_000:
            raise Faults([Fault("Wei may not", task.case.scenario.path, 3, 1, allowed="2045-03 to 2051-03")])
        return simulate(task)

    monkeypatch.setattr(study_run, "simulate", refused)
    study = sim.sweep(scenario, out=tmp_path)
    reasons = {failure["reason"] for failure in study.record["failed"]}
    assert reasons == {"Wei may not; allowed: 2045-03 to 2051-03"}


def test_where_no_point_can_be_simulated_nothing_is_written(tmp_path, scenario, monkeypatch):
    def fails(task):
        raise ZeroDivisionError("nothing to share")

    monkeypatch.setattr(study_run, "simulate", fails)
    with pytest.raises(
        BadArgument, match="no point could be simulated; the first: ZeroDivisionError: nothing to share"
    ):
        sim.sweep(scenario, out=tmp_path)
    assert not (tmp_path / "half_year-sweep").exists()


WEIGHED = """\
sweep:
  vary: {people.Wei.work.wage: {from: 8000, to: 12000}}
  by: lhs
  samples: 3
  net_benefit: {effect: out_of_pocket, cost: contributed, willingness_to_pay: [0, 2.50]}
"""


@pytest.mark.slow
def test_effects_are_weighed_against_costs(tmp_path):
    """The effect is what the family need not pay: its sign is turned. The record, --json and verify know of it."""
    study = swept(tmp_path, WEIGHED, variants=["careful"], replications=20)
    points, choices = study.points(), study.frame("net_benefit")
    for name in ("baseline", "careful"):
        means = points.filter(variant=name)
        expected = [(-worth * means["out_of_pocket"] - means["contributed"]).mean() for worth in (0, 2.5)]
        assert choices.filter(variant=name)["net_benefit"].to_list() == pytest.approx(expected)
    assert choices["willingness_to_pay"].to_list() == [0, 0, 2.5, 2.5]
    assert study.frame("information")["path"].to_list() == [None, "people.Wei.work.wage"] * 2
    assert study.record["net_benefit"] == {"effect": "out_of_pocket", "cost": "contributed"}
    tables = of_study(study.record, study.folder, ("account",))["tables"]
    assert len(tables["net_benefit"]) == len(tables["information"]) == 4
    assert all(finding.mark == OK for finding in verify(study.folder, again=True))
    assert "Which variant to choose, by the mean net benefit" in "\n".join(line.plain for line in study.report(80))


@pytest.mark.slow
@pytest.mark.parametrize("weighed", [{"effect": "nothing", "cost": "account"}, {"effect": "account"}, ["account"]])
def test_a_record_that_weighs_what_is_no_outcome_is_damaged(tmp_path, scenario, weighed):
    study = sim.sweep(scenario, out=tmp_path, replications=2)
    record = json.loads((study.folder / RECORD).read_text(encoding="utf-8")) | {"net_benefit": weighed}
    (study.folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(NoResult, match="damaged: net_benefit"):
        sim.study(study.folder).record["net_benefit"]


def test_net_benefit_needs_variants_to_choose_from(tmp_path):
    study = swept(tmp_path, WEIGHED, replications=20)
    assert "net_benefit" not in study.record and not (study.folder / "net_benefit.parquet").exists()
    assert "Net benefit compares variants: --variants A,B" in "\n".join(line.plain for line in study.report(80))


@pytest.mark.slow
def test_very_many_points_must_be_requested(tmp_path, scenario):
    with pytest.raises(BadArgument, match="--points: the sweep has 6 points, more than 5, .* --points 6"):
        sim.sweep(scenario, out=tmp_path, most_points=5)
    assert sim.sweep(scenario, out=tmp_path, most_points=6).record["points"] == 6
    with pytest.raises(BadArgument, match="the sweep has 12 points"):
        sim.sweep(scenario, out=tmp_path, most_points=11, variants=["careful"])


@pytest.mark.slow
def test_where_no_point_leaves_anything_to_chance_one_life_is_simulated(tmp_path):
    certain = SCENARIO.replace(", loses_job: 5% a month, finds_job: 20% a month", "")
    certain = "\n".join(line for line in certain.splitlines() if "care:" not in line)
    study = sim.sweep(written(tmp_path, certain), out=tmp_path)
    assert study.lives == 1 and study.variance().height == 0
    risky = certain.replace(
        "people.Wei.work.wage: [8000, 10000, 12000]", "people.Wei.work.loses_job: [0% a month, 5% a month]"
    )
    assert sim.sweep(written(tmp_path, risky), out=tmp_path).lives == 60


@pytest.mark.slow
@pytest.mark.parametrize(
    "design, points",
    [
        ("by: one_at_a_time", 6),
        ("by: lhs, samples: 7", 7),
        ("by: sobol, samples: 4", 16),
        ("by: morris, trajectories: 4, levels: 6", 12),
    ],
)
def test_every_design_is_simulated(tmp_path, design, points):
    vary = "people.Wei.work.wage: {from: 8000, to: 12000}, people.Wei.insured.account: [1000, 2000, 3000]"
    study = swept(tmp_path, f"sweep: {{vary: {{{vary}}}, {design}}}\n", replications=20)
    assert study.points().height == points
    first = study.effects().filter(pl.col("person").is_null(), outcome="contributed")["first"]
    assert first.is_null().all() == (not design.startswith("by: sobol"))
    screened = study.effects().filter(pl.col("person").is_null(), outcome="contributed", path="people.Wei.work.wage")
    assert (screened["mu_star"][0] is not None) == design.startswith("by: morris")
    assert json.loads((study.folder / RECORD).read_text(encoding="utf-8"))["by"] == design.split()[1].rstrip(",")
