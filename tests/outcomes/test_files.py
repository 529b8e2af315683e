"""The result files: the same bytes whatever the cut, whole or not at all."""

import json
from decimal import Decimal

import polars as pl
import pytest

from sim.outcomes.columns import LIFE_COLUMNS, LIVES, YEAR_COLUMNS, YEARS
from sim.outcomes.files import RECORD, TIMES, InUse, folder_of, input_hash, merge, records, sum_of
from sim.outcomes.parts import Store, part_of
from sim.words.flows import Flow

NAMES = ("Wei", "奶奶")


KINDS = {LIVES: LIFE_COLUMNS, YEARS: YEAR_COLUMNS}


def written(folder, block_of, blocks, name="family", title="A family"):
    store = Store(folder)
    for first, last in blocks:
        store.write("hash", part_of(block_of(first, last), NAMES, (first, last), KINDS))
    with folder_of(folder, name) as result:
        for kind, columns in KINDS.items():
            merge(store.files("hash", blocks, kind), columns, result.path(kind))
        result.publish({"kind": "run", "title": title, "hashes": {}}, {"seconds": 1.0})
    return result.target


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
    reported = years.filter(life=2, person="Wei", year=2026)["cash"].item()
    of_block = next(row for row in block.years if (row["life"], row["who"], row["year"]) == (2, 0, 2026))
    assert reported == Decimal(int(of_block["flows"][Flow.CASH])) / 100


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
    assert {column.name for column in YEAR_COLUMNS[3 : 3 + len(Flow)]} == {flow.name.lower() for flow in Flow}


def test_variants_stand_one_after_the_other(tmp_path, block_of):
    store = Store(tmp_path)
    store.write("a", part_of(block_of(0, 3), NAMES, (0, 3), [LIVES]))
    store.write("b", part_of(block_of(0, 2), NAMES, (0, 2), [LIVES]))
    parts = {name: store.files(name, ranges, LIVES) for name, ranges in (("b", [(0, 2)]), ("a", [(0, 3)]))}
    merge(parts, LIFE_COLUMNS, tmp_path / LIVES)
    lives = pl.read_parquet(tmp_path / LIVES)
    assert lives.columns[0] == "variant"
    assert lives["variant"].to_list() == ["b"] * 4 + ["a"] * 6 and lives["life"].to_list() == [
        0,
        0,
        1,
        1,
        0,
        0,
        1,
        1,
        2,
        2,
    ]


def test_the_record_has_the_sum_of_every_file(tmp_path, block_of):
    result = written(tmp_path, block_of, [(0, 2)])
    record = json.loads((result / RECORD).read_text(encoding="utf-8"))
    assert record["hashes"]["files"] == {name: sum_of(result / name) for name in (LIVES, YEARS)}
    (tmp_path / "abc").write_bytes(b"abc")  # the first of the examples in FIPS 180-2
    assert sum_of(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_what_differs_between_two_runs_stands_apart(tmp_path, block_of):
    result = written(tmp_path, block_of, [(0, 2)])
    assert json.loads((result / TIMES).read_text(encoding="utf-8")) == {"seconds": 1.0}
    assert "seconds" not in (result / RECORD).read_text(encoding="utf-8")


def test_an_older_result_is_replaced_and_nothing_else_is_left(tmp_path, block_of):
    written(tmp_path, block_of, [(0, 2)])
    written(tmp_path, block_of, [(0, 2), (2, 5)])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".blocks", "family"]
    assert sorted(path.name for path in (tmp_path / "family").iterdir()) == [LIVES, RECORD, TIMES, YEARS]
    assert pl.read_parquet(tmp_path / "family" / LIVES)["life"].n_unique() == 5


def test_an_older_result_stands_until_the_new_one_does(tmp_path, block_of, monkeypatch):
    result = written(tmp_path, block_of, [(0, 2)])
    before = (result / LIVES).read_bytes()
    monkeypatch.setattr(json, "dumps", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        written(tmp_path, block_of, [(0, 2), (2, 5)])
    assert (result / LIVES).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".blocks", "family"]
    assert Store(tmp_path).finished("hash", KINDS) == [(0, 2), (2, 5)]


def test_what_another_process_left_half_done_is_cleared(tmp_path):
    (tmp_path / ".family.unfinished").mkdir()
    (tmp_path / ".family.unfinished" / LIVES).write_text("half")
    with folder_of(tmp_path, "family") as result:
        assert list(result.unfinished.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_result_taken_away_for_a_new_one_that_never_came_returns(tmp_path):
    """The process ended between the two steps of putting a new result in the place of the old."""
    (tmp_path / ".family.replaced").mkdir()
    (tmp_path / ".family.replaced" / RECORD).write_text("{}")
    with folder_of(tmp_path, "family"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["family"]


def test_two_processes_never_work_on_one_study(tmp_path):
    in_use = pytest.raises(InUse, match="another gongji is working on family")
    with folder_of(tmp_path, "family"), in_use, folder_of(tmp_path, "family"):
        pass


def test_records_are_those_of_results_only(tmp_path, block_of):
    written(tmp_path, block_of, [(0, 2)])
    for name, text in (("other", '{"title": "x"}'), ("broken", "{"), ("list", "[]")):
        (tmp_path / name).mkdir()
        (tmp_path / name / RECORD).write_text(text)
    assert list(records(tmp_path)) == ["family"]


def test_input_hash_tells_inputs_apart():
    assert input_hash({"a": 1}, "law") == input_hash({"a": 1}, "law")
    assert input_hash({"a": 1}, "law") != input_hash({"a": 2}, "law")
