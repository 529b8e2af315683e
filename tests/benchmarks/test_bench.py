"""What the benchmark gives to its peers, and when it says that something has become slower."""

import json
from itertools import groupby

import pytest

from benchmarks.bench import WORKER, work_of
from benchmarks.check import fallen
from benchmarks.family import prepared
from benchmarks.measuring import HERE, in_turn, ratios


@pytest.fixture(scope="module")
def work():
    return work_of(prepared(WORKER))


def test_rules_engines_get_each_months_wage_and_whether_there_is_a_job(work):
    """7,500.00, then 4 % more each January: 7,800.00, 8,112.00; 9,000.00 and 11,000.00 after the gaps of 3 and 7."""
    assert work["months"][0] == "2025-01" and work["months"][-1] == "2054-12" and len(work["months"]) == 360
    assert [work["wages"][month] for month in (0, 11, 12, 24, 73, 137)] == [
        750_000, 750_000, 780_000, 811_200, 900_000, 1_100_000
    ]  # fmt: skip
    assert [(job, len(list(months))) for job, months in groupby(work["jobs"])] == [
        (True, 70), (False, 3), (True, 57), (False, 7), (True, 223)
    ]  # fmt: skip


def test_rules_engines_get_the_law_by_date(work):
    law = work["law"]
    assert law["grace"]["2025-01-01"] == 3 and law["wait"]["2025-01-01"] == 6
    assert law["employee_rate"]["2025-01-01"] == 0.02
    assert law["floor"]["2025-07-01"] > 0 and min(law["floor"]) == "2025-01-01"


def test_a_ratio_that_fell_by_more_than_a_quarter_is_named():
    before = {"natural SimPy / engine": 100.0, "one thread / two": 1.9, "OpenFisca / engine": 8.0}
    now = {"natural SimPy / engine": 74.9, "one thread / two": 1.43}
    assert fallen(now, before) == ["natural SimPy / engine: 74.90, 100.00 before (75%)"]
    assert fallen(before, before) == []


def test_the_committed_ratios_are_of_things_that_are_measured():
    committed = json.loads((HERE / "ratios.json").read_text())
    assert {"natural SimPy / engine", "hand-written loop / engine", "one thread / two"} <= committed.keys()
    assert all(ratio > 0 for ratio in committed.values())


def test_works_are_done_in_turn():
    done: list[str] = []

    def work(name: str, seconds: float) -> float:
        done.append(name)
        return seconds

    taken = in_turn({"a": lambda: work("a", 6.0), "b": lambda: work("b", 2.0)}, 3, "two works")
    assert done == ["a", "b", "b", "a", "a", "b"]
    assert ratios(taken["a"], taken["b"]) == [3.0, 3.0, 3.0]
