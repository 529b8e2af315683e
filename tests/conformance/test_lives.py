"""Published cases that are a course of events (`lives/`) come out, by the code behind `gongji test`; what is not
expressed (`not_expressed.yaml`) says why."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from sim.experiment.expectations import failures_of
from sim.scenario import load
from sim.yaml_marks import read_file

HERE = Path(__file__).parent
LIVES = sorted((HERE / "lives").glob("*.yaml"))
NOT_EXPRESSED: Any = read_file(HERE / "not_expressed.yaml")


_LONG = ("bonus_in_yuan", "bonus_of_both_kinds", "late_resident", "spared_wait")  # they simulate the most months


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.slow] if path.stem in _LONG else []) for path in LIVES],
    ids=lambda path: path.stem,
)
def test_a_published_course_of_events_comes_out(path):
    scenario = load(path)
    assert scenario.expect
    assert [str(failure) for failure in failures_of(scenario)] == []


@pytest.mark.parametrize("path", LIVES, ids=lambda path: path.stem)
def test_it_says_where_it_stands_and_what_is_printed(path):
    head = path.read_text(encoding="utf-8").splitlines()[:3]
    assert [line.partition(":")[0] for line in head] == ["# source", "# given", "# printed"]


def test_what_is_not_expressed_says_why():
    for case in NOT_EXPRESSED:
        assert case.keys() == {"name", "source", "printed", "why"}


def test_the_page_shows_the_cases_as_they_are():
    page = runpy.run_path(str(HERE.parents[1] / "docs" / "make_conformance.py"))["page"]()
    assert (HERE.parents[1] / "docs" / "conformance.md").read_text(encoding="utf-8") == page
