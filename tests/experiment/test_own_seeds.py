"""Policy files of one's own: looked at first, kept in the record, and alone in the hash of what they decide."""

import json
import os
import pickle
import shutil
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from textwrap import dedent

import pytest
from typer.testing import CliRunner

import sim
from sim import cli
from sim.errors import Faults
from sim.experiment import blocks
from sim.experiment.cases import inputs_of
from sim.experiment.verify import verify
from sim.outcomes.recorded import RECORD
from sim.policy import hash_of_used
from sim.policy.seeds import directory

LUOYANG = dedent(
    """\
    region: luoyang
    chinese: 洛阳
    english: Luoyang, Henan
    about: An example; its figures are made up.
    values:
      province: {value: henan, from: undated, source: [example], grade: A}
      contribution.rate.employer: {value: 9%, from: undated, source: [example], grade: A}
    """
)
SCENARIO = dedent(
    """\
    scenario: A month in Luoyang
    start: 2025-01-01
    end: 2025-03-01
    replications: 1
    people:
      Wei: {born: 1990-05-01, sex: male, region: luoyang, work: {wage: 10000}}
    """
)


@pytest.fixture
def file(tmp_path) -> Path:
    """A scenario with a region of its own beside it."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "luoyang.yaml").write_text(LUOYANG, encoding="utf-8")
    (tmp_path / "month.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path / "month.yaml"


def employer_rate(scenario: sim.Scenario) -> int:
    """Parts per million on the first day."""
    return int(scenario.law().records[0, 0]["contribution_rate_employer"])


def test_the_folder_beside_a_scenario_is_looked_at_first(file):
    assert employer_rate(sim.load(file)) == 90_000


def test_a_named_folder_takes_its_place(file, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "luoyang.yaml").write_text(LUOYANG.replace("9%", "6%"), encoding="utf-8")
    assert employer_rate(sim.load(file, seeds=other)) == 60_000
    assert employer_rate(sim.check(sim.load(file, seeds=other))) == 60_000
    assert employer_rate(sim.load(file)) == 90_000


def test_a_region_is_known_only_where_its_folder_is(file, tmp_path):
    sim.load(file)
    (tmp_path / "alone").mkdir()
    alone = tmp_path / "alone" / "month.yaml"
    alone.write_text(SCENARIO, encoding="utf-8")
    with pytest.raises(Faults, match="'luoyang' has no policy file"):
        sim.load(alone)


@pytest.mark.parametrize(
    "make, what",
    [
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.symlink_to("nothing.yaml"), "is a link to nothing"),
        (lambda path: os.mkfifo(path), "is neither a file nor a folder"),
    ],
    ids=["folder", "broken link", "pipe"],
)
def test_what_only_has_the_name_of_a_policy_file_is_said_to_be_none(file, tmp_path, make, what):
    other = tmp_path / "other"
    other.mkdir()
    make(other / "luoyang.yaml")
    with pytest.raises(Faults) as caught:
        sim.load(file, seeds=other)
    [fault] = caught.value.faults
    assert fault.message.endswith(f"'luoyang' has no policy file in seeds/: {other / 'luoyang.yaml'} {what}")
    assert fault.line and fault.allowed.endswith("docs/regions.md says how to add one")


def test_a_scenario_takes_its_files_to_another_process(file):
    scenario = pickle.loads(pickle.dumps(sim.load(file)))
    (file.parent / "seeds" / "luoyang.yaml").unlink()
    assert employer_rate(scenario) == employer_rate(scenario.at({"people.Wei.work.wage": "9000"})) == 90_000


def test_check_says_which_of_the_programs_regions_is_replaced(file):
    own = (directory() / "zhengzhou.yaml").read_text(encoding="utf-8")
    (file.parent / "seeds" / "zhengzhou.yaml").write_text(own, encoding="utf-8")
    told = CliRunner().invoke(cli.app, ["check", str(file)]).output
    assert f"note: {file.parent / 'seeds' / 'zhengzhou.yaml'} is read in place of" in told
    assert "luoyang" not in told


def test_the_command_takes_a_folder(file, tmp_path):
    file.parent.joinpath("seeds").rename(tmp_path / "mine")
    assert CliRunner().invoke(cli.app, ["check", str(file)]).exit_code == 2
    assert CliRunner().invoke(cli.app, ["check", str(file), "--seeds", str(tmp_path / "mine")]).exit_code == 0


def test_a_folder_that_is_none_is_a_fault(file, tmp_path):
    with pytest.raises(Faults, match="is no folder with policy files"):
        sim.load(file, seeds=tmp_path / "nowhere")


@pytest.mark.parametrize("what", ["a file", "a link to nothing"])
def test_what_stands_beside_a_scenario_in_place_of_a_folder_is_refused(file, what, monkeypatch):
    """To read on without it would be another law than was meant."""
    shutil.rmtree(file.parent / "seeds")
    if what == "a file":
        (file.parent / "seeds").write_text("1\n2\n", encoding="utf-8")
    else:
        (file.parent / "seeds").symlink_to(file.parent / "gone")
    with pytest.raises(sim.Faults, match="seeds:1:1: is no folder with policy files"):
        sim.load(file)
    monkeypatch.chdir(file.parent)
    shown = CliRunner().invoke(cli.app, ["policy", "list"])
    assert shown.exit_code == 2 and "seeds:1:1: is no folder with policy files" in shown.stderr


def test_the_programs_own_folder_is_nobodys_own(file):
    file.write_text(SCENARIO.replace("luoyang", "zhengzhou"), encoding="utf-8")
    assert sim.load(file, seeds=directory()).seeds.texts == ()


def test_a_fault_stands_at_the_line_of_the_folders_file(file):
    own = file.parent / "seeds" / "luoyang.yaml"
    own.write_text(LUOYANG.replace("9%", "190%"), encoding="utf-8")
    with pytest.raises(Faults) as caught:
        sim.check(file)
    [fault] = caught.value.faults
    assert (fault.file, fault.line, fault.column) == (str(own), 7, 39)


def test_only_files_that_are_used_enter_the_hash(file):
    before = inputs_of(sim.load(file))
    folder = file.parent / "seeds"
    other = folder / "kaifeng.yaml"
    other.write_text(LUOYANG.replace("luoyang", "kaifeng"), encoding="utf-8")
    assert inputs_of(sim.load(file)) == before
    other.write_text(LUOYANG.replace("luoyang", "kaifeng").replace("9%", "7%"), encoding="utf-8")
    assert inputs_of(sim.load(file)) == before
    (folder / "luoyang.yaml").write_text(LUOYANG.replace("9%", "7%"), encoding="utf-8")
    assert inputs_of(sim.load(file)) != before


def test_regions_of_the_program_have_hashes_of_their_own():
    assert hash_of_used(("beijing",)) != hash_of_used(("zhengzhou",)) != hash_of_used(("beijing", "zhengzhou"))


def test_a_result_keeps_the_files_it_used_and_is_verified_without_the_folder(file, tmp_path):
    (file.parent / "seeds" / "kaifeng.yaml").write_text(LUOYANG.replace("luoyang", "kaifeng"), encoding="utf-8")
    sim.run(sim.load(file), out=tmp_path / "results")
    record = json.loads((tmp_path / "results" / "month" / RECORD).read_text(encoding="utf-8"))
    assert record["own_seeds"] == {"luoyang.yaml": LUOYANG}
    for own in (file.parent / "seeds").iterdir():
        own.unlink()
    findings = [*verify(tmp_path / "results" / "month", again=True)]
    assert [finding for finding in findings if finding.is_wrong] == []
    assert any("luoyang.yaml: kept in run.json" in finding.text for finding in findings)


# ----------------------------------------------------------------------------- used by a variant or a point alone

BESIDE_IT = """\
variants:
  moved: {people: {Wei: {region: luoyang}}}
sweep: {vary: {people.Wei.region: [zhengzhou, 洛阳]}}
"""
STUDIES = {"run": sim.run, "comparison": sim.compare, "sweep": sim.sweep}


@pytest.fixture
def from_elsewhere(file) -> Path:
    """A scenario whose file lives in a region of the program; only its variant and a point of its sweep do not."""
    file.write_text(SCENARIO.replace("luoyang", "zhengzhou") + BESIDE_IT, encoding="utf-8")
    return file


@pytest.mark.slow
@pytest.mark.parametrize("study", STUDIES)
def test_files_that_only_a_variant_or_a_point_uses_are_kept_and_verified(from_elsewhere, tmp_path, study):
    folder = STUDIES[study](from_elsewhere, out=tmp_path / "results").folder
    (from_elsewhere.parent / "seeds" / "luoyang.yaml").unlink()
    findings = [*verify(folder, again=True)]
    assert [str(finding) for finding in findings if finding.mark != "ok"] == []
    assert "policy files of one's own: luoyang.yaml: kept in run.json" in [finding.text for finding in findings]


def test_a_file_of_the_program_that_only_a_variant_uses_is_a_note_when_it_changed(from_elsewhere, tmp_path):
    """As if the program had been another: the variant's law is none that can be made again."""
    folder = sim.compare(from_elsewhere, out=tmp_path / "results").folder
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    record["variants"]["moved"]["hashes"] |= {"seeds": "b1" * 12, "policy": "62a8" * 8}
    (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    found = [finding for finding in verify(folder) if finding.mark != "ok"]
    assert [finding.mark for finding in found] == ["note", "note"]
    assert found[0].text.startswith("moved: seeds: made with others (b1b1b1b1b1b1…, installed ")
    assert found[1].text.startswith("moved: policy: recorded 62a862a862a8…, the seeds give ")


def test_the_seeds_of_a_sweep_are_those_of_its_points_too(from_elsewhere):
    """A run of the same file rests on the file's region alone."""
    scenario = sim.load(from_elsewhere)
    before = scenario.seeds_hash(), scenario.seeds_hash_of_sweep()
    (from_elsewhere.parent / "seeds" / "luoyang.yaml").write_text(LUOYANG.replace("9%", "7%"), encoding="utf-8")
    after = sim.load(from_elsewhere)
    assert after.seeds_hash() == before[0] == hash_of_used(("zhengzhou",))
    assert after.seeds_hash_of_sweep() != before[1]


def test_a_file_that_begins_with_a_byte_order_mark_is_kept_with_it(file, tmp_path):
    (file.parent / "seeds" / "luoyang.yaml").write_text(LUOYANG, encoding="utf-8-sig")
    folder = sim.run(file, out=tmp_path / "results").folder
    assert [str(finding) for finding in verify(folder) if finding.mark != "ok"] == []


CHANGING = SCENARIO.replace("replications: 1", "replications: 60").replace(
    "work: {wage: 10000}",
    "work: {wage: 10000, loses_job: 20% a month}, care: {outpatient: {per_year: 6, cost: {median: 180, p90: 700}}}",
) + dedent(
    """\
    variants:
      rich: {people: {Wei: {work: {wage: 20000}}}}
    sweep:
      vary:
        people.Wei.work.wage: [8000, 12000]
    """
)


def _tables(folder: Path) -> dict[str, bytes]:
    """Every file of a result but its times."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "times.json"}


@pytest.mark.slow
@pytest.mark.parametrize("study", [sim.run, sim.compare, sim.sweep])
def test_whoever_simulates_them_all_tables_have_the_same_bytes(file, tmp_path, study, monkeypatch):
    """One worker, two, threads, new processes, and blocks of another size, under a region that only the file's folder
    has."""
    file.write_text(CHANGING, encoding="utf-8")
    scenario = sim.load(file)
    expected = _tables(study(scenario, out=tmp_path / "one", workers=1).folder)
    assert RECORD in expected and len(expected) > 1
    assert _tables(study(scenario, out=tmp_path / "two", workers=2).folder) == expected
    with ThreadPoolExecutor(2) as threads:
        assert _tables(study(scenario, out=tmp_path / "threads", executor=threads).folder) == expected
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        assert _tables(study(scenario, out=tmp_path / "processes", executor=processes).folder) == expected
    monkeypatch.setattr(blocks, "LARGEST", 7)
    monkeypatch.setattr(blocks, "SMALLEST", 3)
    assert _tables(study(scenario, out=tmp_path / "blocks", workers=2).folder) == expected
