"""All variants against each other, and which is the best, against figures worked out by hand."""

from statistics import NormalDist

import numpy as np
import pytest

from sim.outcomes.columns import BEST_COLUMNS, PAIRS_COLUMNS
from sim.outcomes.paired import comparison
from sim.outcomes.pairs import best, pairs
from tests.outcomes.test_paired import lives, row

NAMES = ("baseline", "near", "far")


def paid(**of_variants):
    """Out-of-pocket cost of one person in each life, under each variant."""
    rows = [(name, life, "A", str(value)) for name, values in of_variants.items() for life, value in enumerate(values)]
    return lives("out_of_pocket", rows)


def test_each_two_are_compared_once():
    table = pairs(paid(baseline=[10, 20, 30], near=[11, 20, 30], far=[7, 17, 24]), NAMES)
    assert table.columns == [column.name for column in PAIRS_COLUMNS]
    of_cost = table.filter(outcome="out_of_pocket")
    assert of_cost.select("variant", "against", "baseline", "mean", "difference").rows() == [
        ("near", "baseline", 20, pytest.approx(61 / 3), pytest.approx(1 / 3)),
        ("far", "baseline", 20, 16, -4),
        ("far", "near", pytest.approx(61 / 3), 16, pytest.approx(-13 / 3)),
    ]


def test_the_rows_against_the_baseline_are_those_of_the_comparison():
    frame = paid(baseline=[10, 20, 30], near=[11, 20, 30], far=[7, 17, 24])
    ours = row(pairs(frame, NAMES), variant="far", against="baseline", outcome="out_of_pocket")
    theirs = row(comparison(frame, "baseline"), variant="far", outcome="out_of_pocket", person=None)
    assert all(ours[name] == theirs[name] for name in ("low", "high", "p", "better", "unchanged"))


def test_probabilities_are_adjusted_for_all_pairs():
    frame = paid(**{name: [10 * life + step * (life % 7) for life in range(40)] for step, name in enumerate(NAMES)})
    table = pairs(frame, NAMES)
    tested, adjusted = (table[name].drop_nulls().to_list() for name in ("p_sign", "p_sign_holm"))
    assert len(tested) == 3 and min(adjusted) == pytest.approx(min(1, 3 * min(tested)))
    assert table["p_holm"].null_count() == table["p"].null_count()


def test_the_best_is_likely_by_how_far_the_means_lie_apart():
    # differences of 100 lives -1 or 2 yuan in turn: mean 0.5, standard error 1.5 / sqrt(99); less is better
    table = best(paid(baseline=[10] * 100, other=[9, 12] * 50), ("baseline", "other"))
    assert table.columns == [column.name for column in BEST_COLUMNS]
    ours = table.filter(outcome="out_of_pocket")
    likely = NormalDist().cdf(0.5 / (1.5 / np.sqrt(99)))
    assert ours["best"].to_list() == [pytest.approx(likely, abs=0.002), pytest.approx(1 - likely, abs=0.002)]
    assert ours["best_in"].to_list() == [0.5, 0.5] and ours["mean"].to_list() == [10, 10.5]


def test_those_alike_share_being_the_best():
    table = best(paid(baseline=[10, 20, 40], near=[10, 20, 40], far=[11, 25, 44]), NAMES).filter(
        outcome="out_of_pocket"
    )
    assert table["best"].to_list() == [
        pytest.approx(0.499, abs=0.001),
        pytest.approx(0.499, abs=0.001),
        pytest.approx(0.002, abs=0.002),
    ]
    assert table["best_in"].to_list() == [0.5, 0.5, 0]


def test_of_one_life_nothing_is_likely():
    table = best(paid(baseline=[10], far=[7]), ("baseline", "far")).filter(outcome="out_of_pocket")
    assert table.select("variant", "best", "best_in").rows() == [("baseline", None, 0), ("far", None, 1)]


def test_what_is_neither_good_nor_bad_has_no_best():
    assert "pool_paid" not in best(paid(baseline=[10], far=[7]), ("baseline", "far"))["outcome"].to_list()


@pytest.mark.slow
def test_the_best_is_the_best_as_often_as_it_is_likely():
    """Of three variants that are nearly alike, the one most likely to be the best is so as often as it is likely."""
    drawn, likely, right = np.random.default_rng(8), [], []
    for _ in range(300):
        true = drawn.normal(0, 0.1, 3)
        costs = 1000 + np.round(100 * (true + drawn.standard_normal((200, 3)))) / 100
        table = best(paid(**dict(zip(NAMES, costs.T.tolist()))), NAMES).filter(outcome="out_of_pocket")
        chances = np.array(table["best"].to_list())
        likely.append(chances.max())
        right.append(chances.argmax() == true.argmin())
    assert np.mean(likely) == pytest.approx(np.mean(right), abs=0.1)
