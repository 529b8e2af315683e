"""Intervals and guard on real lives: the household of docs/compare.md, 20,000 times, and studies drawn from them."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from sim.outcomes.intervals import FEW, Mean

PAGE = Path(__file__).parents[2] / "docs" / "make_coverage.py"
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def page():
    return runpy.run_path(str(PAGE))


@pytest.fixture(scope="module")
def of_family(page):
    return page["of_family"]()


def test_intervals_of_30_lives_that_differ_hold_in_93_of_a_hundred_studies_of_1000_lives(page, of_family):
    short = {}
    for name, values in of_family.items():
        of_all, drawn = Mean.of(values), np.random.default_rng(8)
        if of_all.differing / 20 < FEW:
            continue  # a study of 1,000 lives says how few differ
        held = [page["holds"](Mean.of(drawn.choice(values, 1_000)).interval(), values.mean()) for _ in range(2_000)]
        if np.mean(held) < 0.93:
            short[name] = np.mean(held)
    assert not short


def test_in_at_most_6_of_a_hundred_studies_of_400_lives_any_row_without_effect_passes(page, of_family):
    rows = np.array([page["without_effect"](values) for name, values in of_family.items() if " less " in name])
    assert len(rows) > 30
    assert page["passed"](rows, 400, 500) <= 0.06
