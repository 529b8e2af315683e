"""Results with extensions: recorded by hash and text, verified, never taken for results of others."""

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

import sim
from sim.experiment.cases import Case, Task, inputs_of, simulate
from sim.experiment.verify import verify
from sim.outcomes.columns import LIVES
from sim.scenario import load
from tests.extensions.conftest import free


def findings(folder, again=False):
    return [str(finding) for finding in verify(folder, again)]


@pytest.fixture
def study(household, tmp_path):
    return sim.run(household({"own.py": free()}), out=tmp_path / "results")


def paid(study) -> float:
    return float(study.frame()["pool_paid"].sum())


def test_the_record_names_a_file_with_its_hash_what_it_replaces_and_its_text(study, tmp_path):
    import hashlib

    content = (tmp_path / "own.py").read_bytes()
    assert study.record["extensions"] == {
        "own.py": {
            "sha256": hashlib.sha256(content).hexdigest(),
            "replaces": ["outpatient_deductible"],
            "adds": [],
            "text": content.decode(),
        }
    }
    assert study.record["scenario"]["extensions"] == ["own.py"]


def test_another_text_is_another_input(household):
    hashes = [inputs_of(load(household({"own.py": text}))) for text in (free(), free("1"), free() + "# more\n")]
    hashes += [inputs_of(load(household(named=[])))]
    assert len(set(hashes)) == 4


def test_finished_lives_of_another_extension_are_never_used(household, tmp_path):
    results = [
        sim.run(household(files, named=None if files else []), out=tmp_path / "results")
        for files in ({"own.py": free()}, {"own.py": free("200_00")}, {}, {"own.py": free()})
    ]
    assert [one.resumed for one in results] == [0, 0, 0, 0]
    assert paid(results[-1]) == 500.0


def test_a_result_verifies_when_the_file_is_gone(study, tmp_path):
    (tmp_path / "own.py").unlink()
    found = findings(study.folder, again=True)
    assert not [line for line in found if line.startswith("WRONG")]
    assert any("extension own.py (outpatient_deductible): SHA-256 as recorded" in line for line in found)


def test_a_changed_text_of_the_record_is_found(study):
    path = study.folder / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["extensions"]["own.py"]["text"] = free("200_00")
    path.write_text(json.dumps(record), encoding="utf-8")
    found = findings(study.folder)
    assert any(line.startswith("WRONG") and "own.py" in line for line in found)
    assert any(line.startswith("WRONG") and "inputs" in line for line in found)


def test_verifying_runs_no_extension_unless_lives_are_simulated_again(household, tmp_path):
    ran = tmp_path / "ran"
    study = sim.run(household({"own.py": free() + f"\nopen({str(ran)!r}, 'w').close()\n"}), out=tmp_path / "results")
    ran.unlink()
    findings(study.folder)
    assert not ran.exists()


def test_the_report_says_what_is_not_the_laws(study):
    text = "\n".join(map(str, study.report(200)))
    assert "Not by the law alone: the extension own.py replaces outpatient_deductible" in text


def test_a_fault_of_an_extension_ends_a_study_at_its_line_and_leaves_no_result(household, tmp_path):
    with pytest.raises(sim.Faults, match=r"own.py:6:1: ZeroDivisionError"):
        sim.run(household({"own.py": free("1 // 0")}), out=tmp_path / "results")
    assert not (tmp_path / "results" / "visit").exists()


@pytest.mark.slow
def test_a_worker_process_has_the_extension_by_its_text(household, tmp_path):
    case = Case.of(load(household({"own.py": free()})))
    (tmp_path / "own.py").unlink()
    with ProcessPoolExecutor(1, get_context("spawn")) as workers:
        there = workers.submit(simulate, Task(case, (0, 1), (LIVES,))).result()
    assert there == simulate(Task(case, (0, 1), (LIVES,)))


# ----------------------------------------------------------------------------- one life


def test_why_names_the_replaced_rule_with_its_file(household):
    from sim.explain.questions import documented, why

    life = sim.life(load(household({"own.py": free()})))
    answer = documented(why(life, bill="visit"))["answers"][0]
    assert answer["replaced"] == ["the rule outpatient_deductible is replaced by outpatient_deductible of own.py:5"]


def test_a_life_has_the_money_that_an_own_process_moves():
    from tests.extensions.test_examples import FOLDER

    life = sim.life(load(FOLDER / "festival_credit.yaml"))
    credits = life.events.filter(kind="money", person="Old", what="credited")
    assert [str(day) for day in credits["day"]] == ["2025-10-29", "2026-10-29"]
    assert set(credits["by"]) == {"credit_the_old"}


def test_the_calendar_has_an_own_process():
    from sim.explain.planned import planned
    from tests.extensions.test_examples import FOLDER

    own = [one for one in planned(load(FOLDER / "festival_credit.yaml")).processes if one.name == "festival_credits"]
    assert [(one.says, one.days) for one in own] == [("On 29 October: a credit for the old.", 2)]
