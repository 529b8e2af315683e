"""A population at the points of a sweep: each point is that of a run, each difference that of a comparison."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner

from sim import cli, studies
from sim.errors import Faults
from sim.experiment.arguments import BadArgument
from sim.experiment.failures import PartDone
from sim.report.document import of_study
from sim.scenario import load, notes
from tests.experiment.test_population_compare import CERTAIN, CERTAIN_ROWS
from tests.experiment.test_population_run import ROWS, SAID, divide_otherwise

SWEPT = """\
variants:
  alone: {population: {bindings: []}}
sweep:
  vary:
    policy.contribution.rate.employee: [2%, 4%]
    policy.outpatient.deductible: [0, 1800]
  by: grid
"""
RATES = """\
sweep: {vary: {policy.contribution.rate.employee: [2%, 3%, 4%]}}
"""
TABLES = ("points", "outcomes", "effects", "differences", "break_even", "persons", "left_out")


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "persons.csv").write_text(ROWS)
    (tmp_path / "survey.yaml").write_text(SAID + SWEPT)
    return tmp_path


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A sweep under a variant that tests look at."""
    folder = tmp_path_factory.mktemp("swept")
    (folder / "persons.csv").write_text(ROWS)
    (folder / "survey.yaml").write_text(SAID + SWEPT)
    return swept(folder, variants="alone")


@pytest.fixture
def certain(tmp_path) -> Path:
    (tmp_path / "persons.csv").write_text(CERTAIN_ROWS)
    (tmp_path / "survey.yaml").write_text(CERTAIN + RATES)
    return tmp_path


def swept(folder, **options) -> studies.PopulationSweep:
    study = studies.sweep(folder / "survey.yaml", out=folder / "results", **options)
    assert isinstance(study, studies.PopulationSweep)
    return study


def tables(study, names=TABLES):
    return {name: (study.folder / f"{name}.parquet").read_bytes() for name in names}


def row_of(rows, **named):
    [row] = rows.filter(*(pl.col(key).eq_missing(pl.lit(value)) for key, value in named.items())).to_dicts()
    return row


def test_effects_on_two_households_by_hand(certain):
    """A point more of the wage is 720 yuan of household 1 and 1,200 of household 2, which weigh 1 and 3: from 2 to 4 %
    it is 2 × (720 + 3 × 1,200) / 4 = 2,160 a household. Without one of them it is 2,400, or 1,440: the jackknife of two
    groups has an error of √(1 / 2 × 2 × 480²) = 480, and Student's t of one degree of freedom is 12.706. Over persons,
    of whom one pays nothing, it is 2 × 4,320 / 7."""
    effects = swept(certain).effects()
    household = row_of(effects, outcome="contributed", of="household", by=None)
    assert (household["value_low"], household["value_high"]) == ("2%", "4%")
    assert (household["mean_low"], household["mean_high"], household["effect"]) == (2160, 4320, 2160)
    assert household["effect_to"] == pytest.approx(2160 + 480 * 12.7062, abs=0.01)
    person = row_of(effects, outcome="contributed", of="person", by=None)
    assert person["effect"] == pytest.approx(2 * 4320 / 7)
    employees = row_of(effects, outcome="contributed", by="insured.as", group="employee")
    nobody = row_of(effects, outcome="contributed", by="insured.as", group="none")
    assert (employees["effect"], nobody["effect"]) == (pytest.approx(2160), 0)
    assert nobody["effect_from"] is None, "one household says nothing of others"
    assert effects.filter(outcome="out_of_pocket", by="insured.as").is_empty(), "groups are of what is reported"


def test_a_point_is_a_run_with_its_values(whole, folder):
    """Every weighted mean, interval and quantile, over persons, households and groups."""
    text = SAID + "policy: {contribution.rate.employee: 4%, outpatient.deductible: 0}\n"
    (folder / "survey.yaml").write_text(text)
    run = studies.run(folder / "survey.yaml", out=folder / "results").frame("distribution")
    point = whole.outcomes().filter(point=2, variant="baseline").select(run.columns)
    keys = ["of", "by", "group", "outcome"]
    assert point.height == run.height > 60
    assert_frame_equal(point.sort(keys), run.sort(keys), rel_tol=1e-12)


def test_differences_are_those_of_a_comparison_at_the_point(whole, folder):
    """The paired differences, and who is better and worse off."""
    differences = whole.frame("differences").filter(point=1)
    law = "policy: {contribution.rate.employee: 2%, outpatient.deductible: 1800}\n"
    (folder / "survey.yaml").write_text(SAID + law + "variants: {alone: {population: {bindings: []}}}\n")
    compared = studies.compare(folder / "survey.yaml", out=folder / "results")
    names = [name for name in differences.columns if name not in ("point", "variant", "p_better")]
    keys = ["of", "by", "group", "outcome"]
    of_comparison = compared.differences().select(names)
    assert_frame_equal(differences.select(names).sort(keys), of_comparison.sort(keys), rel_tol=1e-12)
    named = {"of": "household", "outcome": "received_from_relatives"}
    row, tested = row_of(differences, **named), row_of(compared.differences(), **named)
    assert row["difference"] < 0 and row["p_better"] == tested["p"] / 2


def test_points_have_the_households_and_variants_beside_the_values(whole):
    points = whole.points()
    assert points.height == 8 and points["variant"].to_list()[:2] == ["baseline", "alone"]
    assert points["policy.contribution.rate.employee.number"].to_list()[::4] == [2, 4]
    household = row_of(whole.outcomes(), point=3, variant="alone", of="household", outcome="out_of_pocket")
    assert points.row(7, named=True)["out_of_pocket"] == household["mean"]
    person = row_of(whole.outcomes(), point=3, variant="alone", of="person", by=None, outcome="retired")
    assert points.row(7, named=True)["retired"] == person["mean"], "that is of each person"
    assert whole.persons().height == 7 and whole.frame("left_out").is_empty()


def test_a_variant_that_changes_what_is_swept_is_refused(certain):
    """`dear` pays 3 %, whatever is swept: a sweep sets its values last, so that the variant is refused."""
    with pytest.raises(BadArgument, match="dear is the same as the file itself"):
        swept(certain, variants="dear")


def test_blocks_workers_plans_and_the_order_of_rows_change_no_byte(whole, folder, monkeypatch):
    (folder / "results").mkdir()
    divide_otherwise(folder, monkeypatch)
    assert tables(swept(folder, variants="alone", workers=2)) == tables(whole)


def test_finished_households_are_used_again_and_parts_give_the_whole(certain):
    for part in ("1/2", "2/2"):
        with pytest.raises(PartDone):
            swept(certain, part=part)
    seen = []
    study = swept(certain, progress=seen.append)
    assert study.resumed == 6 and seen[-1].are_households and seen[-1].lives == 6
    first = tables(study, TABLES[:3])
    assert tables(studies.sweep(certain / "survey.yaml", out=certain / "again"), TABLES[:3]) == first


def test_a_point_without_a_law_fails_and_the_others_continue(folder):
    sweep = "sweep: {vary: {policy.contribution.base.floor: [4000, 90000]}}\n"
    (folder / "survey.yaml").write_text(SAID + sweep)
    study = swept(folder)
    assert study.points()["failed"].is_null().to_list() == [True, False]
    [failed] = study.record["failed"]
    assert failed["point"] == 1 and "contribution bases of zhengzhou" in failed["reason"]
    found = CliRunner().invoke(cli.app, ["sweep", str(folder / "survey.yaml"), "--out", str(folder / "results")])
    assert found.exit_code == 1 and "Could not be simulated: 1 of 2 points" in found.output


def test_check_builds_the_law_of_each_swept_value(folder):
    vary = "{policy.contribution.base.floor: [4000, 90000], policy.coverage.wait.employee: {from: 0, to: 6}}"
    (folder / "survey.yaml").write_text(f"{SAID}sweep: {{vary: {vary}}}\n")
    found = CliRunner().invoke(cli.app, ["check", str(folder / "survey.yaml")])
    assert found.exit_code == 2 and "survey.yaml:26:16: contribution bases of zhengzhou" in found.output
    assert found.output.count("contribution bases") == 1


def test_bindings_and_deaths_are_swept_too(folder):
    sweep = """\
sweep:
  vary:
    population.bindings: [[], {payer: employee, for: spouse}]
    mortality: [none, china_2024]
"""
    (folder / "survey.yaml").write_text(SAID + sweep)
    study = swept(folder)
    rows = study.outcomes().filter(of="household", outcome="received_from_relatives")
    assert rows["mean"].to_list()[0] == 0 < rows["mean"].to_list()[2]
    assert study.record["paths"] == ["population.bindings", "mortality"]


def test_what_says_which_households_there_are_is_not_swept(folder):
    sweep = """\
sweep:
  vary:
    people.Wei.work.wage: [1, 2]
    bindings.one.limit: [1, 2]
    population.lives: [1, 2]
    years: [1, 2]
    coverage.wait.employee: [1, 2]
    policy.coverage.wait.employe: [1, 2]
    policy.coverage.wait.employee: [long]
"""
    (folder / "survey.yaml").write_text(SAID + sweep)
    with pytest.raises(Faults) as found:
        load(folder / "survey.yaml")
    lines = str(found.value).splitlines()
    assert [line.split("survey.yaml:")[1].split("  ")[0] for line in lines] == [
        "28:5: 'people.Wei.work.wage': the households of a population are the same at every point",
        "29:5: 'bindings.one.limit': the households of a population are the same at every point",
        "30:5: 'population.lives': the households of a population are the same at every point",
        "31:5: 'years' is the same at every point, so that all points are compared on the same lives",
        "32:5: 'coverage.wait.employee' is not a path; did you mean 'policy.coverage.wait.employee'?",
        "33:5: coverage.wait.employe is no parameter; did you mean 'coverage.wait.employee'?",
        "34:37: coverage.wait.employee: 'long' is no wait",
    ]
    assert "allowed: policy.PARAMETER, policy.REGION.PARAMETER, population.bindings, mortality" in lines[0]


def test_what_a_sweep_of_a_population_cannot_do_is_refused(folder):
    with pytest.raises(BadArgument, match="--assumptions"):
        swept(folder, assumptions=True)
    with pytest.raises(BadArgument, match="the sweep has 4 points, more than 3"):
        swept(folder, most_points=3)
    (folder / "survey.yaml").write_text(SAID)
    with pytest.raises(Faults, match="the scenario has no sweep"):
        swept(folder)


def test_no_note_says_of_a_swept_law_that_nobody_lives_there(folder):
    sweep = "sweep: {vary: {policy.zhengzhou.coverage.wait.employee: [0, 6]}}\n"
    (folder / "survey.yaml").write_text(SAID + sweep)
    assert not notes(load(folder / "survey.yaml"))


def test_net_benefit_is_that_of_a_household(folder):
    """Of two variants the one with the lower cost is to be chosen where the effect is worth nothing."""
    sweep = """\
variants:
  cheap: {policy: {contribution.rate.employee: 1%}}
sweep:
  vary: {policy.outpatient.deductible: {from: 0, to: 1800}}
  by: lhs
  samples: 4
  net_benefit: {effect: months_uncovered, cost: contributed, willingness_to_pay: [0]}
"""
    (folder / "survey.yaml").write_text(SAID + sweep)
    study = swept(folder, variants="cheap")
    rows = {row["variant"]: row for row in study.frame("net_benefit").to_dicts()}
    mean = study.outcomes().filter(of="household", outcome="contributed", variant="cheap")["mean"]
    assert rows["cheap"]["net_benefit"] == pytest.approx(-sum(mean) / 4) and rows["cheap"]["is_optimal"]
    assert rows["cheap"]["best"] == 1


def shown(study, *arguments):
    found = CliRunner(env={"COLUMNS": "100"}).invoke(cli.app, [*arguments, "--out", str(study.folder.parent)])
    assert found.exit_code == 0, found.output
    return found.stdout


def test_the_screen_shows_how_far_values_move_households(whole):
    text = " ".join(shown(whole, "results", "show", "survey-sweep", "--only", "contributed,ever_uncovered").split())
    for part in (
        "4 points of 2 paths (grid: every combination of values), each as written and under alone",
        "the same lives of each household at every point", "2 lives of each of 4 households with 7 people",
        "Weighted means over households, or over persons", "How far the swept values move outcomes",
        "no effect in these households", "mean, by rate.employee (down) and outpatient.deductible (across)",
        "population.insured.paid_months is 180",
    ):  # fmt: skip
        assert part in text
    assert "What makes outcomes differ" not in text, "households differ by more than chance"
    brief = shown(whole, "results", "show", "survey-sweep", "--brief", "--only", "contributed")
    assert "moved furthest by" in brief and "rate.employee" in brief
    listed = shown(whole, "results")
    assert "population_sweep" in listed and "4 points" in listed


def test_the_document_has_the_tables(certain):
    study = swept(certain)
    document = of_study(study.record, study.folder, ())
    assert document["study"]["kind"] == "population_sweep" and document["study"]["points"] == 3
    assert document["study"]["population"]["persons"] == 3
    effects = document["tables"]["effects"]
    assert {(row["of"], row["by"]) for row in effects} == {
        ("person", None), ("household", None), ("person", "insured.as"),
    }  # fmt: skip
    assert "variance" not in document["tables"] and "differences" not in document["tables"]


def test_a_cross_table_is_of_households_or_persons(whole):
    row = row_of(whole.outcomes(), point=3, variant="baseline", of="household", outcome="contributed")
    assert whole.table("contributed").row(1)[2] == row["mean"] == whole.table("contributed", "household").row(1)[2]
    assert whole.table("contributed", person="person").row(1)[2] < row["mean"]
    with pytest.raises(BadArgument, match="'family' is no"):
        whole.table("contributed", person="family")
