"""A whole study from Python: what it gives back, what it records, where compiling happens."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

import sim
from sim.experiment import run as experiment
from sim.experiment.arguments import BadArgument
from sim.experiment.cases import inputs_of
from sim.experiment.study_run import results_folder
from sim.outcomes.columns import LIVES, YEARS
from sim.outcomes.recorded import RECORD
from sim.report.results import listing

SCENARIO = """\
scenario: Two months
start: 2025-01-01
end: 2025-03-01
replications: 4
people:
  Wei:
    born: 1985-03-12
    sex: male
    region: zhengzhou
    insured: {as: employee, paid_months: 12, account: 1000}
    work: {wage: 10000, loses_job: 1% a month}
"""


@pytest.fixture
def scenario(tmp_path):
    file = tmp_path / "two_months.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return sim.load(file)


def test_a_study_in_three_lines(tmp_path, scenario):
    study = sim.run(scenario, out=tmp_path / "out", replications=6, seed=3)
    assert (study.lives, study.record["seed"], study.resumed) == (6, 3, 0)
    assert study.frame().height == 6
    assert study.years().collect()["year"].unique().to_list() == [2025]
    account = study.summary().filter(outcome="account", person="Wei")
    assert account["median"].to_list() == [1400.0]


def test_any_executor_will_do(tmp_path, scenario):
    reported = []
    with ThreadPoolExecutor(1) as executor:
        study = sim.run(scenario, out=tmp_path, executor=executor, progress=reported.append)
    assert study.lives == 4 and reported[-1].lives == 4


def test_the_number_of_lives_is_no_input_of_a_life(scenario):
    """A finished run may be gone on with: its blocks serve again."""
    few, more = (experiment.altered(scenario, lives, None) for lives in (4, 9))
    assert inputs_of(few) == inputs_of(more)
    assert inputs_of(few) != inputs_of(experiment.altered(scenario, None, 2))


def test_more_lives_begin_with_those_that_are_finished(tmp_path, scenario):
    sim.run(scenario, out=tmp_path / "a", replications=150)
    more = sim.run(scenario, out=tmp_path / "a", replications=400)
    fresh = sim.run(scenario, out=tmp_path / "b", replications=400)
    assert (more.resumed, fresh.resumed) == (150, 0)
    for name in (LIVES, YEARS, RECORD):
        assert (more.folder / name).read_bytes() == (fresh.folder / name).read_bytes()


def test_fewer_lives_are_the_first_of_them(tmp_path, scenario):
    sim.run(scenario, out=tmp_path / "a", replications=300, workers=2)
    few = sim.run(scenario, out=tmp_path / "a", replications=150)
    fresh = sim.run(scenario, out=tmp_path / "b", replications=150)
    assert few.resumed == 150 and few.frame().equals(fresh.frame())


def test_the_record_says_where_a_result_comes_from(tmp_path, scenario):
    study = sim.run(scenario, out=tmp_path)
    record = json.loads((study.folder / RECORD).read_text(encoding="utf-8"))
    assert record["hashes"]["policy"] == scenario.law().hash
    assert record["inputs"] == [inputs_of(scenario)]
    assert record["policy"].keys() == {"zhengzhou"} and record["grades"]
    assert record["scenario"]["people"]["Wei"]["work"]["wage"] == "10000.00"
    assert all(assumption["name"] and assumption["reason"] for assumption in record["assumptions"])
    assert {"gongji", "python", "numba", "polars"} <= record["versions"].keys()
    times = {"started", "finished", "seconds", "workers", "cluster", "lives", "lives_finished_earlier", "notes"}
    assert study.times.keys() == times and not times & record.keys() - {"lives"}


def test_the_package_tells_what_it_has():
    assert {"load", "run", "compare", "sweep", "Study", "__version__"} <= set(dir(sim))
    with pytest.raises(AttributeError, match="no attribute 'ran'"):
        _ = sim.ran


@pytest.mark.parametrize("out", ["~/results", "o[1]", "o*", "a?b"])
def test_names_of_folders_are_names_and_only_a_tilde_is_the_home(tmp_path, scenario, monkeypatch, out):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    study = sim.run(scenario, out=out, replications=2, name="[a]*")
    assert study.folder == Path(out).expanduser() / "[a]*"
    assert study.frame().height == 2 and list(study.report(80)) and sim.study(study.folder).lives == 2


@pytest.mark.parametrize("out", ["", "a\0b", "a\ud800"])
def test_a_folder_whose_name_is_none_is_refused_before_anything_is_simulated(out):
    with pytest.raises(BadArgument, match="^--out: "):
        results_folder(out)


def test_nothing_to_compare_is_refused():
    with pytest.raises(BadArgument, match="nothing to compare; name a file with variants, or several files"):
        sim.compare()


def test_a_clock_that_was_set_back_while_a_study_ran_makes_no_negative_duration(tmp_path, scenario, monkeypatch):
    """Begun at noon, ended at eleven by the clock: it ended when it had taken what it took."""
    clock = iter(["2025-06-01T12:00:00+00:00", "2025-06-01T11:00:00+00:00"])
    monkeypatch.setattr(experiment, "_now", lambda: next(clock))
    times = sim.run(scenario, out=tmp_path / "out").times
    assert times["started"] == "2025-06-01T12:00:00+00:00"
    assert times["started"] <= times["finished"] < "2025-06-01T13:00:00+00:00" and times["seconds"] >= 0
    shown = "\n".join(line.plain for line in listing(tmp_path / "out", 80))
    assert datetime.fromisoformat(times["finished"]).astimezone().strftime("%Y-%m-%d %H:%M") in shown
