"""Many households are checked by several processes, with the same result as by one."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.errors import Faults
from sim.experiment import reading
from sim.experiment.executors import pool_of
from sim.experiment.reading import checked_by
from sim.population import checking, read_populations
from sim.scenario import load

SAID = """\
scenario: Pensioners
start: 2025-01-01
years: 1
population:
  from: persons.csv
  household: pid
  person: pid
  people: {born: born, sex: female, region: {column: region, otherwise: zhengzhou}, insured.as: ins, care: elder}
"""


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Pensioners as rows, one a task, read by one thread or by three; and how many tasks were done."""
    monkeypatch.setattr(reading, "TASKS_FOR_PROCESSES", 2)
    monkeypatch.setattr(checking, "_AT_A_TIME", 1)
    done = []

    def counted(one):
        done.append(one.place)
        return one.check(one.task)

    monkeypatch.setattr(reading, "_checked", counted)

    def read_it(workers, born=(), region=""):
        days = [*born, *["1953-07-01"] * (40 - len(born))]
        rows = [f"{n:03},{day},{region},retired" for n, day in enumerate(days)]
        (tmp_path / "persons.csv").write_text("\n".join(["pid,born,region,ins", *rows]))
        (tmp_path / "survey.yaml").write_text(SAID)
        with ThreadPoolExecutor(workers) as threads:
            monkeypatch.setattr(reading, "processes", lambda width: pool_of(threads, width))
            return read_populations([load(tmp_path / "survey.yaml")], checked_by(workers))[0]

    return read_it, done


def test_households_are_the_same_whoever_checks_them(read):
    read, done = read
    one = read(1)
    assert not done  # by this process
    three = read(3)
    assert len(done) == 40 and three.regions == ("zhengzhou",)
    assert three.households.frame.equals(one.households.frame)


def test_faults_are_the_same_whoever_finds_them(read):
    read, _ = read
    found = []
    for workers in (1, 3):
        with pytest.raises(Faults) as caught:
            read(workers, born=("1953-07-01", "2026-01-01", "1990-05-05", "2026-02-01"))
        found.append(caught.value.faults)
    assert [(fault.file, fault.line) for fault in found[0]] == [("persons.csv", row) for row in (3, 4, 5)]
    assert found[1] == found[0]


def test_where_very_much_is_wrong_not_all_is_looked_at(read, monkeypatch):
    monkeypatch.setattr(checking, "ENOUGH", 4)
    monkeypatch.setattr(reading, "ENOUGH", 4)
    read, done = read
    found = []
    for workers in (1, 3):
        with pytest.raises(Faults) as caught:
            read(workers, born=["2026-01-01"] * 40)
        found.append(caught.value.faults)
    assert found[1] == found[0] and len(found[0]) == 5
    assert len(done) < 40
