"""The result files: the same bytes whatever the cut, whole or not at all."""

import json
from decimal import Decimal

import polars as pl
import pytest

from sim.outcomes.columns import FLOWS, LIFE_COLUMNS, YEAR_COLUMNS
from sim.outcomes.files import LIVES, RECORD, YEARS, InUse, Parts, _whole, input_hash, part_of, publish
from sim.world.books import Flow

NAMES = ("Wei", "奶奶")


def written(folder, block_of, blocks, name="family"):
    with Parts(folder, name, "0" * 16).held() as parts:
        for first, last in blocks:
            parts.write(part_of(block_of(first, last), NAMES, first, last))
        return publish(parts, blocks, {"title": "A family"})


def test_rows_are_by_life_and_order_of_the_file(tmp_path, block_of):
    result = written(tmp_path, block_of, [(0, 3)])
    lives, years = pl.read_parquet(result / LIVES), pl.read_parquet(result / YEARS)
    assert lives["life"].to_list() == [0, 0, 1, 1, 2, 2]
    assert lives["person"].to_list() == [*NAMES] * 3
    assert years.select("life", "person", "year").rows()[:4] == [
        (0, "Wei", 2025), (0, "Wei", 2026), (0, "Wei", 2027), (0, "奶奶", 2025)
    ]  # fmt: skip


def test_money_is_yuan_to_the_fen(tmp_path, block_of):
    result = written(tmp_path, block_of, [(0, 3)])
    block = block_of(0, 3)
    years = pl.read_parquet(result / YEARS)
    assert years.schema["cash"] == pl.Decimal(18, 2)
    told = years.filter(life=2, person="Wei", year=2026)["cash"].item()
    of_block = next(row for row in block.years if (row["life"], row["who"], row["year"]) == (2, 0, 2026))
    assert told == Decimal(int(of_block["flows"][Flow.CASH])) / 100


def test_outcomes_are_their_flows(tmp_path, block_of):
    result = written(tmp_path, block_of, [(0, 20)])
    lives, years = pl.read_parquet(result / LIVES), pl.read_parquet(result / YEARS)
    by_life = years.group_by("life", "person", maintain_order=True).agg(pl.exclude("year").sum())
    assert (lives["out_of_pocket"] == by_life["cash"] - by_life["pool_paid_later"]).all()
    uncovered = by_life["months_stopped"] + by_life["months_waiting"] + by_life["months_none"]
    assert (lives["months_uncovered"] == uncovered).all()


def test_who_never_retired_has_no_outcome_at_retirement(tmp_path, block_of):
    lives = pl.read_parquet(written(tmp_path, block_of, [(0, 20)]) / LIVES)
    assert (lives["lifetime_at_retirement"].is_null() == ~lives["retired"]).all()


def test_bytes_do_not_depend_on_the_cut(tmp_path, block_of):
    whole = written(tmp_path / "a", block_of, [(0, 60)])
    pieces = written(tmp_path / "b", block_of, [(31, 60), (0, 7), (7, 8), (8, 31)])
    for name in (LIVES, YEARS, RECORD):
        assert (whole / name).read_bytes() == (pieces / name).read_bytes()


def test_columns_are_those_declared(tmp_path, block_of):
    result = written(tmp_path, block_of, [(0, 2)])
    for name, columns in ((LIVES, LIFE_COLUMNS), (YEARS, YEAR_COLUMNS)):
        assert list(pl.read_parquet_schema(result / name)) == [column.name for column in columns]
    assert set(FLOWS) == {flow.name.lower() for flow in Flow}


def test_an_older_result_is_replaced_and_nothing_else_is_left(tmp_path, block_of):
    written(tmp_path, block_of, [(0, 2)])
    written(tmp_path, block_of, [(0, 5)])
    assert [path.name for path in tmp_path.iterdir()] == ["family"]
    assert sorted(path.name for path in (tmp_path / "family").iterdir()) == [LIVES, RECORD, YEARS]
    assert pl.read_parquet(tmp_path / "family" / LIVES)["life"].n_unique() == 5


def test_an_older_result_stands_until_the_new_one_does(tmp_path, block_of, monkeypatch):
    result = written(tmp_path, block_of, [(0, 2)])
    before = (result / LIVES).read_bytes()
    monkeypatch.setattr(json, "dumps", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        written(tmp_path, block_of, [(0, 5)])
    assert (result / LIVES).read_bytes() == before
    assert Parts(tmp_path, "family", "0" * 16).finished() == [(0, 5)]


def test_half_a_block_does_not_count(tmp_path, block_of):
    with Parts(tmp_path, "family", "1").held() as parts:
        parts.write(part_of(block_of(0, 2), NAMES, 0, 2))
        parts.write(part_of(block_of(2, 4), NAMES, 2, 4))
        next(parts.folder.glob(f"*2-*4.{YEARS}")).unlink()
        (parts.folder / "000000004-000000006.lives.parquet.unfinished").write_bytes(b"PAR1")
        assert parts.finished() == [(0, 2)]
    with Parts(tmp_path, "family", "1").held() as parts:
        assert not list(parts.folder.glob("*.unfinished"))


def test_stale_parts_go_and_those_of_others_stay(tmp_path):
    for name in (".family-aa.parts", ".family-aa.unfinished", ".family-b-aa.parts", ".other-aa.parts"):
        (tmp_path / name).mkdir()
    with Parts(tmp_path, "family", "bb").held():
        left = {path.name for path in tmp_path.iterdir()}
    assert left == {".family-bb.parts", ".family-b-aa.parts", ".other-aa.parts"}


def test_two_runs_of_one_study_do_not_mix(tmp_path):
    with Parts(tmp_path, "family", "aa").held(), pytest.raises(InUse), Parts(tmp_path, "family", "aa").held():
        pass


def test_a_study_at_work_is_not_stale(tmp_path):
    with Parts(tmp_path, "family", "aa").held() as parts, Parts(tmp_path, "family", "bb").held():
        assert parts.folder.exists()


def test_nothing_is_left_of_a_run_that_finished_no_block(tmp_path):
    with Parts(tmp_path, "family", "aa").held():
        pass
    assert list(tmp_path.iterdir()) == []


def test_input_hash_tells_inputs_apart():
    assert input_hash({"a": 1}, "law") == input_hash({"a": 1}, "law")
    assert input_hash({"a": 1}, "law") != input_hash({"a": 2}, "law")


def test_a_damaged_part_does_not_count_as_finished(tmp_path):
    whole, cut_off, empty = (tmp_path / name for name in ("whole", "cut_off", "empty"))
    whole.write_bytes(b"PAR1 and what lies between PAR1")
    cut_off.write_bytes(b"PAR1 and what lies be")
    empty.touch()
    assert _whole(whole)
    assert not any(map(_whole, (cut_off, empty, tmp_path / "missing")))
