"""The tables of a sweep: filled point by point, the same whatever the batches, with hand-worked figures."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sim.outcomes import points
from sim.outcomes.axes import Axis
from sim.outcomes.columns import EFFECTS, LIVES, POINT_OUTCOMES, POINTS, VARIANCE
from sim.outcomes.jackknife import GROUPS
from sim.outcomes.parts import Store, part_of
from sim.outcomes.points import PointTables, Swept

pytestmark = pytest.mark.slow

NAMES = ("Wei", "Mei")
AXES = (
    Axis("policy.coverage.wait.employee", ("0", "0", "6", "6"), np.array([0.0, 0.0, 6.0, 6.0])),
    Axis("people.Wei.choices.back_pay", ("never", "within_grace") * 2, None),
)


def tables(folder, block_of, lives=40, failing=(), names=("baseline",)):
    """Four points; at each the same made-up lives but for the balance, which the point's number raises."""
    store = Store(folder)
    result = folder / "result"
    result.mkdir()
    found = PointTables(Swept(result, AXES, "grid", 4, names), lives, NAMES)
    for point in range(4):
        block = block_of(0, lives)
        block.people["books"][:, 0] += 100 * point  # fen, of each person
        store.write(f"{point}", part_of(block, NAMES, (0, lives), [LIVES]))
        files = store.files(f"{point}", [(0, lives)], LIVES)
        of_point = {name: "no such law" if point in failing else files for name in names}
        found.add(point, [axis.texts[point] for axis in AXES], of_point)
    found.finish()
    return found, result


def read(folder, name):
    return pl.read_parquet(folder / name)


def test_a_row_per_point_has_the_familys_outcomes(tmp_path, block_of):
    _, folder = tables(tmp_path, block_of)
    wide = read(folder, POINTS)
    assert wide["policy.coverage.wait.employee"].to_list() == ["0", "0", "6", "6"]
    balances = wide["account"].to_list()
    # a yuan more for each of two persons at each further point
    assert [round(value - balances[0], 9) for value in balances] == [0, 2, 4, 6]
    assert wide["account.p5"].to_list() == [pytest.approx(wide["account.p5"][0] + 2 * k) for k in range(4)]
    assert "lifetime_benefit.Wei" in wide.columns and "lifetime_benefit" not in wide.columns


def test_every_outcome_of_every_person_has_its_row(tmp_path, block_of):
    _, folder = tables(tmp_path, block_of)
    long = read(folder, POINT_OUTCOMES)
    of_account = long.filter(outcome="account", point=2)
    assert of_account["person"].to_list() == ["Wei", "Mei", None]
    assert of_account["mean"][:2].sum() == pytest.approx(of_account["mean"][2])
    assert long.filter(outcome="lifetime_benefit", point=0)["person"].to_list() == ["Wei", "Mei"]


def test_what_moves_an_outcome_by_how_much(tmp_path, block_of):
    """From wait 0 (points 0 and 1) to 6 (2 and 3) the family gains 4 yuan, from never (0, 2) to within_grace 2."""
    _, folder = tables(tmp_path, block_of)
    wait, back_pay = read(folder, EFFECTS).filter(pl.col("person").is_null(), outcome="account").rows(named=True)
    assert (wait["value_low"], wait["value_high"], round(wait["effect"], 9)) == ("0", "6", 4)
    assert (back_pay["value_low"], back_pay["value_high"], round(back_pay["effect"], 9)) == ("never", "within_grace", 2)
    # of the variance between 0, 2, 4 and 6 (5) the wait explains that of 1 and 5 (4), the other that of 2 and 4 (1)
    assert [round(row["first"], 9) for row in (wait, back_pay)] == [0.8, 0.2]


def test_how_much_is_chance(tmp_path, block_of):
    """Every life has the same rise from point to point, so no luck acts at some points only."""
    _, folder = tables(tmp_path, block_of)
    shares = read(folder, VARIANCE).filter(pl.col("person").is_null(), outcome="account").row(0, named=True)
    assert shares["both"] == pytest.approx(0, abs=1e-9) and shares["inputs"] + shares["chance"] == pytest.approx(1)
    lives = block_of(0, 40).people
    of_lives = np.array([lives["books"][lives["life"] == life, 0].sum() for life in range(40)]) / 100
    # 5 between the points, each the same for all lives
    assert shares["inputs"] == pytest.approx(5 / (5 + of_lives.var(ddof=1)))
    assert shares["inputs_from"] < shares["inputs"] < shares["inputs_to"]


def test_outcomes_that_some_lives_do_not_have_are_weighed_by_those_that_do(tmp_path, block_of):
    _, folder = tables(tmp_path, block_of)
    reported = read(folder, POINT_OUTCOMES).filter(outcome="lifetime_at_retirement", point=0)
    effect = read(folder, EFFECTS).filter(outcome="lifetime_at_retirement", path=AXES[0].path)
    assert effect["mean_low"].to_list() == pytest.approx(reported["mean"].to_list())
    assert read(folder, VARIANCE).filter(outcome="lifetime_at_retirement").height == 0


def test_batches_change_nothing(tmp_path, block_of, monkeypatch):
    for name, rows in (("one", 10**6), ("many", 1)):
        monkeypatch.setattr(points, "_BATCH_ROWS", rows)
        (tmp_path / name).mkdir()
        tables(tmp_path / name, block_of, failing=(1,))
    for name in (POINTS, POINT_OUTCOMES, EFFECTS, VARIANCE):
        one, many = (read(tmp_path / folder / "result", name) for folder in ("one", "many"))
        assert_frame_equal(one, many, check_exact=True)


def test_nothing_is_left_but_the_tables(tmp_path, block_of):
    found, folder = tables(tmp_path, block_of)
    assert (
        {path.name for path in folder.iterdir()} == set(found.columns()) == {POINTS, POINT_OUTCOMES, EFFECTS, VARIANCE}
    )


def test_a_failed_point_has_its_reason_and_no_outcomes(tmp_path, block_of):
    found, folder = tables(tmp_path, block_of, failing=(0, 3))
    assert found.failed == [(0, "baseline", "no such law"), (3, "baseline", "no such law")]
    wide = read(folder, POINTS)
    assert wide["failed"].to_list() == ["no such law", None, None, "no such law"]
    assert wide["account"].is_null().to_list() == [True, False, False, True]
    assert read(folder, POINT_OUTCOMES)["point"].unique().sort().to_list() == [1, 2]


def test_groups_of_lives_are_those_of_one_remainder():
    values = np.arange(GROUPS * 2 + 1)
    means, sizes = points._by_group(values)
    assert means[0] == (0 + 20 + 40) / 3 and sizes[0] == 3
    assert means[1] == (1 + 21) / 2 and sizes[1] == 2
    means, sizes = points._by_group(np.array([5.0, np.nan]))
    assert means[0] == 5 and np.isnan(means[1:]).all() and sizes.tolist() == [1] + [0] * 19
