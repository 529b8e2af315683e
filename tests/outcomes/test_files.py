"""The result files: the same bytes whatever the cut, whole or not at all."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from threading import Event
from time import monotonic

import polars as pl
import pytest

from sim.outcomes.columns import LIFE_COLUMNS, LIVES, YEAR_COLUMNS, YEARS
from sim.outcomes.files import InUse, NotOurs, check_target, folder_of, input_hash, merge, records, sum_of
from sim.outcomes.parts import Store, part_of
from sim.outcomes.recorded import RECORD, TIMES, NoResult, Recorded
from sim.words.flows import Flow

HASH = "0123456789abcdef"
NAMES = ("Wei", "奶奶")


KINDS = {LIVES: LIFE_COLUMNS, YEARS: YEAR_COLUMNS}
TABLES_OF = {LIVES: {}, YEARS: {}}


@pytest.fixture
def written(block_of, record_of):
    """A function that publishes a result of these blocks."""

    def published(folder, blocks):
        store = Store(folder)
        for first, last in blocks:
            store.write(HASH, part_of(block_of(first, last), NAMES, (first, last), KINDS))
        with folder_of(folder, "family") as result:
            for kind, columns in KINDS.items():
                merge(store.files(HASH, blocks, kind), columns, result.path(kind))
            result.publish(record_of(columns=TABLES_OF), {"seconds": 1.0})
        return result.target

    return published


def test_rows_are_by_life_and_order_of_the_file(tmp_path, written):
    result = written(tmp_path, [(0, 3)])
    lives, years = pl.read_parquet(result / LIVES), pl.read_parquet(result / YEARS)
    assert lives["life"].to_list() == [0, 0, 1, 1, 2, 2]
    assert lives["person"].to_list() == [*NAMES] * 3
    assert years.select("life", "person", "year").rows()[:4] == [
        (0, "Wei", 2025), (0, "Wei", 2026), (0, "Wei", 2027), (0, "奶奶", 2025)
    ]  # fmt: skip


def test_money_is_yuan_to_the_fen(tmp_path, written, block_of):
    result = written(tmp_path, [(0, 3)])
    block = block_of(0, 3)
    years = pl.read_parquet(result / YEARS)
    assert years.schema["cash"] == pl.Decimal(18, 2)
    reported = years.filter(life=2, person="Wei", year=2026)["cash"].item()
    of_block = next(row for row in block.years if (row["life"], row["who"], row["year"]) == (2, 0, 2026))
    assert reported == Decimal(int(of_block["flows"][Flow.CASH])) / 100


def test_outcomes_are_their_flows(tmp_path, written):
    result = written(tmp_path, [(0, 20)])
    lives, years = pl.read_parquet(result / LIVES), pl.read_parquet(result / YEARS)
    by_life = years.group_by("life", "person", maintain_order=True).agg(pl.exclude("year").sum())
    assert (lives["out_of_pocket"] == by_life["cash"] - by_life["pool_paid_later"]).all()
    uncovered = by_life["months_stopped"] + by_life["months_waiting"] + by_life["months_none"]
    assert (lives["months_uncovered"] == uncovered).all()


def test_who_never_retired_has_no_outcome_at_retirement(tmp_path, written):
    lives = pl.read_parquet(written(tmp_path, [(0, 20)]) / LIVES)
    assert (lives["lifetime_at_retirement"].is_null() == ~lives["retired"]).all()


def test_bytes_do_not_depend_on_the_cut(tmp_path, written):
    whole = written(tmp_path / "a", [(0, 60)])
    pieces = written(tmp_path / "b", [(31, 60), (0, 7), (7, 8), (8, 31)])
    for name in (LIVES, YEARS, RECORD):
        assert (whole / name).read_bytes() == (pieces / name).read_bytes()


def test_columns_are_those_declared(tmp_path, written):
    result = written(tmp_path, [(0, 2)])
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


def test_the_record_has_the_sum_of_every_file(tmp_path, written):
    result = written(tmp_path, [(0, 2)])
    record = json.loads((result / RECORD).read_text(encoding="utf-8"))
    assert (
        Recorded.read(result).hashes.files
        == record["hashes"]["files"]
        == {name: sum_of(result / name) for name in (LIVES, YEARS)}
    )
    (tmp_path / "abc").write_bytes(b"abc")  # the first of the examples in FIPS 180-2
    assert sum_of(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_what_differs_between_two_runs_stands_apart(tmp_path, written):
    result = written(tmp_path, [(0, 2)])
    assert json.loads((result / TIMES).read_text(encoding="utf-8")) == {"seconds": 1.0}
    assert "seconds" not in (result / RECORD).read_text(encoding="utf-8")


def test_an_older_result_is_replaced_and_nothing_else_is_left(tmp_path, written):
    written(tmp_path, [(0, 2)])
    written(tmp_path, [(0, 2), (2, 5)])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".blocks", ".family.lock", "family"]
    assert sorted(path.name for path in (tmp_path / "family").iterdir()) == [LIVES, RECORD, TIMES, YEARS]
    assert pl.read_parquet(tmp_path / "family" / LIVES)["life"].n_unique() == 5


def test_an_older_result_stands_until_the_new_one_does(tmp_path, monkeypatch, written):
    result = written(tmp_path, [(0, 2)])
    before = (result / LIVES).read_bytes()
    monkeypatch.setattr(json, "dumps", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        written(tmp_path, [(0, 2), (2, 5)])
    assert (result / LIVES).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".blocks", ".family.lock", "family"]
    assert Store(tmp_path).finished(HASH, KINDS) == [(0, 2), (2, 5)]


def test_what_another_process_left_half_done_is_cleared(tmp_path):
    (tmp_path / ".family.unfinished").mkdir()
    (tmp_path / ".family.unfinished" / LIVES).write_text("half")
    with folder_of(tmp_path, "family") as result:
        assert list(result.unfinished.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == [".family.lock"]


def test_a_result_taken_away_for_a_new_one_that_never_came_returns(tmp_path):
    """The process ended between the two steps of putting a new result in the place of the old."""
    (tmp_path / ".family.replaced").mkdir()
    (tmp_path / ".family.replaced" / RECORD).write_text("{}")
    with folder_of(tmp_path, "family"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [".family.lock", "family"]


def test_two_processes_never_work_on_one_study(tmp_path):
    in_use = pytest.raises(InUse, match="another gongji is working on family")
    with folder_of(tmp_path, "family"), in_use, folder_of(tmp_path, "family"):
        pass


def test_records_are_those_of_results_only(tmp_path, written):
    written(tmp_path, [(0, 2)])
    for name, text in (("other", '{"title": "x"}'), ("broken", "{"), ("list", "[]")):
        (tmp_path / name).mkdir()
        (tmp_path / name / RECORD).write_text(text)
    assert list(records(tmp_path)) == ["family"]


def test_input_hash_tells_inputs_apart():
    assert input_hash({"a": 1}, "law") == input_hash({"a": 1}, "law")
    assert input_hash({"a": 1}, "law") != input_hash({"a": 2}, "law")


# ----------------------------------------------------------------------------- what is not ours


def test_a_result_without_one_of_its_tables_is_not_published(tmp_path, written, record_of):
    before = written(tmp_path, [(0, 2)]) / LIVES
    content = before.read_bytes()
    with folder_of(tmp_path, "family") as result:
        result.path(LIVES).write_bytes(content)
        with pytest.raises(FileNotFoundError, match=YEARS):
            result.publish(record_of(columns=TABLES_OF), {})
    assert before.read_bytes() == content and (before.parent / YEARS).exists()


def test_what_lies_beside_a_result_is_kept_and_named(tmp_path, written):
    result = written(tmp_path, [(0, 2)])
    (result / "notes.txt").write_text("mine")
    (result / "figures").mkdir()
    (result / "figures" / "one.svg").touch()
    for _ in range(2):
        written(tmp_path, [(0, 2)])
        assert (result / "notes.txt").read_text() == "mine" and (result / "figures" / "one.svg").exists()
        [note] = json.loads((result / TIMES).read_text(encoding="utf-8"))["notes"]
        assert note == "kept beside the result, though no part of it: figures, notes.txt"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".blocks", ".family.lock", "family"]


def test_a_folder_that_appears_while_a_study_runs_is_left_alone(tmp_path, record_of):
    with folder_of(tmp_path, "family") as result:
        for name in (LIVES, YEARS):
            result.path(name).write_bytes(b"")
        result.target.mkdir()
        (result.target / "mine.txt").write_text("mine")
        with pytest.raises(NotOurs, match="is left unchanged, it is no result of Gongji"):
            result.publish(record_of(columns=TABLES_OF), {})
    assert [path.name for path in result.target.iterdir()] == ["mine.txt"]


def test_links_and_files_in_the_way_are_named_and_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / LIVES).write_text("mine")
    for name in (".family.unfinished", ".family.replaced", "family"):
        link = tmp_path / name
        link.symlink_to(tmp_path / "mine")
        with pytest.raises(NotOurs, match=f"{name} is "), folder_of(tmp_path, "family") as result:
            check_target(result.target, "run", "A family")
        link.unlink()
    assert (tmp_path / "mine" / LIVES).read_text() == "mine"


def test_a_file_of_ours_is_removed_from_a_folder_of_ours_and_no_other(tmp_path):
    (tmp_path / ".family.unfinished").mkdir()
    for name in (LIVES, "mine.txt"):
        (tmp_path / ".family.unfinished" / name).touch()
    with (
        pytest.raises(NotOurs, match=r"has files that Gongji did not write \(mine.txt\)"),
        folder_of(tmp_path, "family"),
    ):
        pass
    assert [path.name for path in (tmp_path / ".family.unfinished").iterdir()] == ["mine.txt"]


def _publish_often(folder, stop, record, published):
    """What a process does that simulates the same study again and again; each time it publishes is noted."""
    while not stop.is_set():
        with suppress(InUse), folder_of(folder, "family") as result:
            for name in (LIVES, YEARS):
                result.path(name).write_bytes(b"table")
            result.publish(record, {})
            published.append(1)


def test_who_starts_while_another_ends_takes_nothing_away(tmp_path, record_of):
    """Several begin and end the same study all the time: whatever has a record has all its tables."""
    stop, published, torn = Event(), [], []
    with ThreadPoolExecutor(4) as threads:
        working = [
            threads.submit(_publish_often, tmp_path, stop, record_of(columns=TABLES_OF), published) for _ in range(4)
        ]
        begun = monotonic()
        while monotonic() < begun + 1.5 or (len(published) < 12 and monotonic() < begun + 60):
            try:
                folder = os.open(tmp_path / "family", os.O_RDONLY)
            except FileNotFoundError:
                continue
            names = os.listdir(folder)
            os.close(folder)
            if RECORD in names and not {LIVES, YEARS, TIMES} <= {*names}:
                torn.append(names)
        stop.set()
        for one in working:
            one.result()
    assert torn == []
    assert len(published) >= 12
    assert sorted(path.name for path in (tmp_path / "family").iterdir()) == [LIVES, RECORD, TIMES, YEARS]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".family.lock", "family"]


# ----------------------------------------------------------------------------- records that are not believed


@pytest.mark.parametrize(
    "changed",
    [
        {"inputs": [""]}, {"inputs": ["../.."]}, {"inputs": ["/etc"]}, {"inputs": None}, {"inputs": [1]},
        {"inputs": ["0123456789abcdef\n"]}, {"inputs": ["0123456789ABCDEF"]},
        {"columns": {"../lives.parquet": {}}}, {"columns": {"/dev/zero": {}}}, {"columns": {LIVES: {"life": {}}}},
        {"hashes": {}}, {"kind": "other"}, {"lives": 0}, {"format": 2}, {"title": None}, {"points": "x"},
        {"scenario": {"start": "2025-01-01", "end": "never"}},
    ],
)  # fmt: skip
def test_a_record_with_texts_that_cannot_be_is_refused(tmp_path, changed, record_of):
    (tmp_path / RECORD).write_text(json.dumps(record_of() | changed))
    with pytest.raises(NoResult, match=RECORD):
        Recorded.read(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[" * 100_000, '{"kind": 1, "kind": 2}', '{"a": NaN}', '{"a": "\\ud800"}', "9" * 5_000]
)
def test_what_is_no_json_of_a_record_is_refused(tmp_path, text):
    (tmp_path / RECORD).write_text(text)
    with pytest.raises(NoResult, match=f"its {RECORD} is "):
        Recorded.read(tmp_path)


def test_a_record_that_is_no_file_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / RECORD)
    with pytest.raises(NoResult, match="it has no run.json"):
        Recorded.read(tmp_path)


def test_an_odd_record_hides_no_other(tmp_path, written):
    written(tmp_path, [(0, 2)])
    for name, text in (("a", '{"kind": "run"}'), ("z", '{"kind": "sweep", "points": "x"}')):
        (tmp_path / name).mkdir()
        (tmp_path / name / RECORD).write_text(text)
    assert list(records(tmp_path)) == ["family"]
