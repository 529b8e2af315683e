"""Parts of a study on many machines: each simulates its share of the blocks, the call without a part collects them."""

import json

import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.experiment import blocks
from sim.experiment.arguments import BadArgument
from sim.experiment.blocks import Share, fixed, within
from sim.experiment.failures import PartDone
from sim.outcomes.columns import LIVES, POINTS, YEARS

TEXT = """\
scenario: In parts
start: 2025-01-01
years: 1
seed: 3
replications: 45
people:
  Wei:
    born: 1990-01-01
    sex: male
    region: national
    insured: {as: employee}
    work: {wage: 6000, loses_job: 10% a month, finds_job: 20% a month}
variants:
  poor: {people: {Wei: {work: {wage: 4000}}}}
sweep:
  by: grid
  vary:
    people.Wei.work.wage: [4000, 5000, 6000]
"""


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "LARGEST", 10)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "parts.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def parts(study, of, **options):
    """What is finished after each part."""
    finished = []
    for number in range(1, of + 1):
        with pytest.raises(PartDone) as done:
            study(part=f"{number}/{of}", **options)
        finished.append(done.value.lives)
    return finished


def test_a_run_in_parts_is_the_run(file, tmp_path):
    def run(**options):
        return sim.run(file, out=tmp_path / "parts", workers=1, **options)

    # blocks of 10, 10, 10, 10 and 5 lives: the first and fourth, the second and fifth, the third
    assert parts(run, 3) == [20, 35, 45]
    assert not (tmp_path / "parts" / "parts").exists()
    collected, at_once = run(), sim.run(file, out=tmp_path / "once", workers=1)
    for name in (LIVES, YEARS):
        assert (collected.folder / name).read_bytes() == (at_once.folder / name).read_bytes()
    times = json.loads((collected.folder / "times.json").read_text(encoding="utf-8"))
    assert times["lives_finished_earlier"] == 45


def test_a_part_that_is_run_again_simulates_nothing_and_what_is_missing_is_simulated_by_the_collection(file, tmp_path):
    def run(**options):
        return sim.run(file, out=tmp_path, workers=1, **options)

    simulated = []
    for _ in range(2):
        with pytest.raises(PartDone):
            run(part="2/3", progress=lambda progress: simulated.append(progress.lives))
    assert max(simulated) == 15 == simulated[-1]
    times = json.loads((run().folder / "times.json").read_text(encoding="utf-8"))
    assert (times["lives"], times["lives_finished_earlier"]) == (45, 15)


def test_comparisons_and_sweeps_are_divided_too(file, tmp_path):
    compared = parts(lambda **options: sim.compare(file, out=tmp_path, workers=1, **options), 4)
    assert compared[-1] == 90 and compared == sorted(compared) and compared[0] > 0
    assert (
        json.loads((sim.compare(file, out=tmp_path).folder / "times.json").read_text())["lives_finished_earlier"] == 90
    )
    swept = parts(lambda **options: sim.sweep(file, out=tmp_path / "s", workers=1, **options), 2)
    assert swept == [70, 135]  # of 15 blocks the first part has eight: 45 + 45 + 45 lives, each with one block of five
    one, other = sim.sweep(file, out=tmp_path / "s"), sim.sweep(file, out=tmp_path / "once")
    assert (one.folder / POINTS).read_bytes() == (other.folder / POINTS).read_bytes()


def test_the_command_says_what_is_there_and_how_to_go_on(file, tmp_path):
    out = ["--out", str(tmp_path / "out"), "--workers", "1"]
    said = CliRunner().invoke(app, ["run", str(file), "--part", "1/2", *out])
    assert said.exit_code == 0
    assert "part 1 of 2 is done: 25 of 45 lives are in" in said.stdout
    assert "once all parts are, the same command without --part writes the result" in said.stdout
    document = json.loads(CliRunner().invoke(app, ["run", str(file), "--part", "2/2", "--json", *out]).stdout)
    assert document["part"] == {"number": 2, "of": 2, "lives": 45, "of_lives": 45} and document["exit_code"] == 0


@pytest.mark.parametrize("text", ["0/3", "4/3", "2", "2/", "/3", "-1/3", "1/2/3", "a/b", "1/9999999", ""])
def test_what_is_no_part_is_refused_before_anything_is_simulated(file, tmp_path, text):
    with pytest.raises(BadArgument, match="is no part of a study  allowed: the number of a part and of all parts"):
        sim.run(file, out=tmp_path / "out", part=text)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("study", [sim.run, sim.compare])
def test_a_width_to_reach_needs_all_parts(file, tmp_path, study):
    with pytest.raises(BadArgument, match="how many lives --until needs is found out by all parts together"):
        study(file, out=tmp_path, part="1/2", until="5%", of="account")


def test_every_block_belongs_to_one_part():
    taken = [[place for place in range(11) if Share(number, 4).takes(place)] for number in (1, 2, 3, 4)]
    assert sorted(place for of_one in taken for place in of_one) == list(range(11))
    assert {len(of_one) for of_one in taken} == {2, 3}


def test_what_lies_in_a_block_is_cut_at_its_ends():
    assert fixed(25) == [(0, 10), (10, 20), (20, 25)]
    assert within([(0, 3), (8, 12), (19, 40)], (10, 20)) == [(10, 12), (19, 20)]
