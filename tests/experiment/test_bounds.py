"""Amounts of which it is asked how likely outcomes exceed them, read from an argument and shown."""

from fractions import Fraction

import polars as pl
import pytest

from sim.experiment.arguments import BadArgument
from sim.experiment.bounds import bounds
from sim.outcomes.columns import LIVES
from sim.outcomes.statistics import above
from sim.report.tables import _exceeding
from sim.words.outcomes import BY_NAME
from sim.words.vocabulary import DECLARED


def read(text):
    return bounds(text, DECLARED, ["pool_paid"])


def test_a_bound_names_an_outcome_and_an_amount():
    found = read("out_of_pocket=50_000, months_uncovered=3,reimbursement_rate=62.5%")
    assert [(bound.outcome.name, bound.amount) for bound in found] == [
        ("out_of_pocket", 50_000),
        ("months_uncovered", 3),
        ("reimbursement_rate", Fraction(125, 2)),
    ]
    assert list(map(str, found)) == [
        "out_of_pocket > 50,000 yuan",
        "months_uncovered > 3 months",
        "reimbursement_rate > 62.5 %",
    ]


def test_an_amount_alone_is_of_the_first_outcome_shown():
    assert read("-12.5")[0].outcome is BY_NAME["pool_paid"]
    assert not read("")


@pytest.mark.parametrize(
    "text, says",
    [
        ("out_of_pockt=3", "did you mean out_of_pocket"),
        ("retired=1", "retired is yes or no"),
        ("out_of_pocket=much", "'much' is no amount"),
        ("out_of_pocket=1/0", "'1/0' is no amount"),
        ("out_of_pocket=1e999999999", "'1e999999999' is no amount"),
        ("1e-999999999", "'1e-999999999' is no amount"),
        ("out_of_pocket=" + "9" * 5_000, "is no amount"),
    ],
)
def test_what_is_none_says_what_is(text, says):
    with pytest.raises(BadArgument, match=says):
        read(text)


@pytest.fixture
def folder(tmp_path):
    """Forty lives of one person: 1 to 40 yuan."""
    lives = {"life": range(40), "person": ["Wei"] * 40, "out_of_pocket": [f"{yuan}.00" for yuan in range(1, 41)]}
    pl.DataFrame(lives).with_columns(pl.col("out_of_pocket").cast(pl.Decimal(18, 2))).write_parquet(tmp_path / LIVES)
    return tmp_path


def test_the_share_of_lives_above_and_the_mean_of_the_worst(folder):
    person, family = above(folder, BY_NAME["out_of_pocket"], Fraction(30)).to_dicts()
    assert person["above"] == 10 and person["share"] == 0.25 and person["low"] < 0.25 < person["high"]
    assert person["shortfall"] == pytest.approx(39.5)  # 5 % of 40 lives are two: (39 + 40) / 2
    assert family == person | {"person": None}


def test_a_screen_shows_both(folder):
    lines = [line.plain for line in _exceeding(folder, read("out_of_pocket=30"), 80)]
    assert "above" in lines[0] and "shortfall" in lines[0]
    assert lines[1].startswith("out_of_pocket > 30 yuan")
    of_wei = next(line for line in lines if line.strip().startswith("Wei"))
    assert "25.0 %" in of_wei and "39.5" in of_wei
